"""Interval arithmetic: whether values of several origins can all hold, and which of them is the event's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, permutations

from corrobora.events.copies import BODIES
from corrobora.records import Claim, Verdict

NEARLY = 0.1
"""How far off "about 70" may be."""


@dataclass(frozen=True)
class Value:
    """What one origin says: an interval with its claims. Both ends None: vague.

    ``slack``: how far the ends may be off. ``speakers``: keys of who says it. ``published``: ISO 8601, where known.
    ``risen``: whether it is told as what the toll has grown to. ``given_up``: numbers that its reports no longer hold.
    """

    origin: str
    low: float | None
    high: float | None
    claims: tuple[Claim, ...]
    slack: float = 0.0
    speakers: frozenset[str] = frozenset()
    published: str | None = None
    words: str | None = None
    risen: bool = False
    given_up: frozenset[float] = frozenset()

    @property
    def vague(self) -> bool:
        return self.low is None and self.high is None


@dataclass(frozen=True)
class Judged:
    """A verdict with the interval that the values leave, and why."""

    verdict: Verdict
    low: float | None
    high: float | None
    why: str
    apart: bool = False
    """Whether some of the values cannot hold together and none revises the other: the interval is then all that is said."""


def meet(a: Value, b: Value) -> bool:
    """Whether two intervals overlap; an open end is open."""
    if a.low is not None and b.high is not None and a.low * (1 - a.slack) > b.high * (1 + b.slack):
        return False
    return not (b.low is not None and a.high is not None and b.low * (1 - b.slack) > a.high * (1 + a.slack))


def revises(a: Value, b: Value) -> bool:
    """Whether one of two values that do not meet is a later state of the other.

    A toll rises: the higher one comes from a later day, is told as what the toll has grown to, or is of the same claimant (of a
    body, which has many voices, it does not tell which came first). Whoever gives up a number for another corrects it.
    """
    earlier, later = sorted((a, b), key=lambda v: (_top(v), v.origin))
    if (named(earlier) & named(later)) - BODIES or corrects(a, b) or corrects(b, a):
        return True
    days = [value.published[:10] for value in (earlier, later) if value.published]
    return (len(days) == 2 and days[0] < days[1]) or (later.risen and days == sorted(days))


def corrects(a: Value, b: Value) -> bool:
    """Whether one value is told instead of another."""
    return b.low == b.high and b.low in a.given_up


def named(value: Value) -> frozenset[str]:
    """Those who say it by name, without the outlets' own voices."""
    return frozenset(speaker for speaker in value.speakers if not speaker.startswith("own voice of "))


def _top(value: Value) -> float:
    return value.high if value.high is not None else value.low if value.low is not None else 0.0


def judge(values: Sequence[Value]) -> Judged:
    """The verdict over the values of one fact. Several values of one origin are several claimants' or a restatement."""
    apart = [(a, b) for a, b in combinations(values, 2) if not meet(a, b)]
    origins = {value.origin for value in values}
    if len(origins) == 1:
        why = "one origin only" + (", which gives more than one value" if apart else "")
        why += "; the same claimant gives both" if any(named(a) & named(b) for a, b in apart) else ""
        return Judged("alone", *_range(values, bool(apart)), why, bool(apart))
    open_ = [(a, b) for a, b in apart if not revises(a, b)]
    if open_:
        a, b = open_[0]
        return Judged("differ", *_range(values, True), f"{said(a)} and {said(b)} cannot both hold", True)
    if apart:
        held = [value for value in values if not any(corrects(other, value) for other in values)] or values
        latest = max(held, key=lambda v: (not v.vague, v.published or "", _top(v), v.origin))
        same = any(named(a) & named(b) for a, b in apart)
        days = {value.published[:10] for value in values if value.published}
        words = any(v.risen for v in values) and len(days) < 2
        why = "a report tells that the figure has risen" if words else "a later report gives a higher figure"
        if any(corrects(*pair) for pair in permutations(values, 2)):
            why = "a report corrects an earlier figure"
        if same:
            why = f"the same claimant gives {'a later' if len(days) > 1 else 'more than one'} figure"
        return Judged("updated", latest.low, latest.high, why)
    stated: dict[tuple[float | None, float | None], set[str]] = {}
    for value in values:
        if not value.vague:
            stated.setdefault((value.low, value.high), set()).add(value.origin)
    same_value = [interval for interval, given in stated.items() if len(given) > 1]
    low, high = _range(values, False)
    # "At least 3", said twice, leaves open what a third origin tells exactly.
    same_value = [(a, b) for a, b in same_value if a == b or low != high]
    if same_value:
        low, high = min(same_value, key=lambda i: (i[0] != i[1], -len(stated[i]), -(i[0] or 0)))
        return Judged("agree", low, high, f"{len(stated[low, high])} origins give the same value")
    return Judged("compatible", low, high, "a vague word fits any number" if len(stated) < 2 else "the intervals overlap")


def _range(values: Sequence[Value], apart: bool) -> tuple[float | None, float | None]:
    """What holds by all values, or, where they are apart, all that is said.

    Where an exact number is among the values that do not exclude each other, it is the answer: "at least 12" and "12" is 12.
    """
    if not apart:  # "about 70" yields to "74"
        values = [v for v in values if not v.slack and not v.vague] or values
    lows = [v.low for v in values if v.low is not None]
    highs = [v.high for v in values if v.high is not None]
    if apart:
        return min(lows + highs), max(lows + highs)
    low, high = max(lows, default=None), min(highs, default=None)
    return (high, low) if low is not None and high is not None and low > high else (low, high)


def said(value: Value) -> str:
    """The value in words; a time that something took in the report's own unit, not in the days that it is compared in."""
    figure = value.claims[0].figure if value.claims else None
    if figure is None or figure.counts != "duration" or not figure.unit:
        return _bounded(value.low, value.high)
    one = figure.low == figure.high == 1
    return f"{_bounded(figure.low, figure.high)} {figure.unit.rstrip('s')}{'' if one else 's'}"


def _bounded(low: float | None, high: float | None) -> str:
    if low == high:
        return f"{low:g}" if low is not None else "a vague number"
    if high is None:
        return f"at least {low:g}"
    return f"up to {high:g}" if low is None else f"{low:g} to {high:g}"
