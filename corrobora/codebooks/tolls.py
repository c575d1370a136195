"""The toll of an event as a codebook needs it: one number by origin, low, best and high over the origins.

The ledger keeps words as words ("dozens"); a codebook turns them into numbers by its own table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corrobora.codebooks.view import EventView
from corrobora.records import Claim, Counts, Side

STATED = ("asserted", "hedged", "alleged", "ongoing")
"""What is denied, planned or expected is nobody's death."""


@dataclass(frozen=True)
class Told:
    """What one origin says in all: ``low`` and ``high`` are None where only a word without a number in the table is given."""

    origin: str
    low: int | None
    high: int | None
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Toll:
    """Over all origins. ``best`` is what most independent origins tell; of equally many the latest, then the lower."""

    low: int | None = None
    best: int | None = None
    high: int | None = None
    told: tuple[Told, ...] = ()

    @property
    def claims(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(claim for told in self.told for claim in told.claims))


def toll(view: EventView, counts: Counts, words: Mapping[str, int], side: Side | None = None) -> Toll:
    """The event's toll; with ``side`` only of those whose side the texts tell. ``words`` gives vague words their number.

    Parts of a total are not added to it; figures of the whole war or of an earlier happening never count.
    """
    figures = [
        claim for claim in view.figures(counts)
        if claim.status in STATED and claim.figure and claim.figure.scope == "event" and side in (None, claim.figure.side)
    ]
    by_origin: dict[str, list[Claim]] = {}
    for claim in figures:
        by_origin.setdefault(view.origin(claim), []).append(claim)
    told = tuple(
        t for origin in sorted(by_origin) if (t := _told(origin, by_origin[origin], words, sided=side is not None)) is not None
    )
    return _over_origins(view, told)


def _told(origin: str, figures: list[Claim], words: Mapping[str, int], sided: bool) -> Told | None:
    """One origin's sum: its total, or the sum over sides where it gives no total."""
    whole = [c for c in figures if c.figure and (sided or c.figure.subset_of is None)]
    groups: dict[str, list[tuple[int, int | None, str]]] = {}
    for claim in whole or figures:
        if claim.figure and (values := number(claim, words)) is not None:
            groups.setdefault(claim.figure.side, []).append((*values, claim.id))
    if not groups:
        return None
    # Within a side the largest number is the total that the others are parts or earlier states of.
    largest = {side: max(values, key=lambda v: v[0]) for side, values in groups.items()}
    total = largest.pop("unspecified", None)
    parts = sum(value[0] for value in largest.values())
    if total is not None and total[0] >= parts:
        return Told(origin, total[0], total[1], (total[2],))
    highs = [value[1] for value in largest.values()]
    high = None if any(h is None for h in highs) else sum(h for h in highs if h is not None)
    return Told(origin, parts, high, tuple(value[2] for value in largest.values()))


def number(claim: Claim, words: Mapping[str, int]) -> tuple[int, int | None] | None:
    """Low and high of a figure as whole people; high None where it is open; None if a word has no number in the table."""
    figure = claim.figure
    if figure is None:
        return None
    if figure.low is None and figure.high is None:
        least = words.get((figure.vague_word or "").lower())
        return None if least is None else (least, None)
    if figure.low is None:
        return 0, int(figure.high or 0)
    return int(figure.low), None if figure.high is None else int(figure.high)


def _over_origins(view: EventView, told: tuple[Told, ...]) -> Toll:
    if not told:
        return Toll()
    points = {t.origin: t.low if t.low else t.high or 0 for t in told}
    count = Counter(points.values())
    latest = {value: max((view.published(o) or "" for o, p in points.items() if p == value), default="") for value in count}
    # Python's sort is stable, so the last key sorts first: the lower value, then the later report, then more origins.
    ranked = sorted(count)
    ranked.sort(key=lambda v: latest[v], reverse=True)
    ranked.sort(key=lambda v: count[v], reverse=True)
    lows = [t.low or 0 for t in told]
    highs = [t.high if t.high is not None else t.low or 0 for t in told]
    return Toll(min(lows), ranked[0], max(highs), told)


def claim_ids(claims: Iterable[Claim]) -> tuple[str, ...]:
    """The ids of claims, each once, in order."""
    return tuple(dict.fromkeys(claim.id for claim in claims))
