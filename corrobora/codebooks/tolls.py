"""The toll of an event as a codebook needs it: low, best and high over what the independent origins say.

What counts as the event's toll is decided once, in the event's findings; a codebook reads their cells and turns words into
numbers by its own table ("dozens").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from corrobora.codebooks.view import EventView
from corrobora.records import Cell, Claim, Counts, Finding, Side

End = Literal["low", "best", "high"]
SIDES: tuple[Side, ...] = ("civilians", "government", "rebels", "islamic_state", "kurdish_forces", "other")
"""Sides whose dead make up a total; children and women are parts of them."""


@dataclass(frozen=True)
class Told:
    """What one origin says: ``high`` is None where it is open."""

    origin: str
    low: int
    high: int | None
    claims: tuple[str, ...]
    published: str | None = None
    speakers: frozenset[str] = frozenset()
    """Those who say it by name; none for the outlet's own voice."""

    @property
    def point(self) -> int:
        """The one number that stands for it: the lower end, the upper one of "up to 100"."""
        return self.low or self.high or 0

    @property
    def top(self) -> int:
        return self.low if self.high is None else self.high


@dataclass(frozen=True)
class Toll:
    """Over all origins. ``best`` is what most independent origins tell; of equally many the latest, then the lower.

    ``revised``: later figures have taken the place of earlier ones, which are left out. ``words``: words for a number that
    the codebook has none for.
    """

    low: int | None = None
    best: int | None = None
    high: int | None = None
    told: tuple[Told, ...] = ()
    revised: bool = False
    words: tuple[str, ...] = ()

    @property
    def claims(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(claim for told in self.told for claim in told.claims))

    def behind(self, end: End) -> tuple[str, ...]:
        """The claims that give one end of it."""
        value = {"low": self.low, "best": self.best, "high": self.high}[end]
        given = (told for told in self.told if {"low": told.low, "best": told.point, "high": told.top}[end] == value)
        return tuple(dict.fromkeys(claim for told in given for claim in told.claims))

    @property
    def origins(self) -> int:
        """How many independent origins tell it."""
        return len({told.origin for told in self.told})


def toll(view: EventView, counts: Counts, words: Mapping[str, int], side: Side | None = None) -> Toll:
    """The event's toll; with ``side`` only of those whose side the texts tell. ``words`` gives vague words their number.

    Where an origin gives no total, or one that is less than the sum over its sides, the sum stands for it.
    """
    findings = view.tolls if side is None else view.tolls_of(side)
    rows = {finding.who: finding for finding in findings if finding.topic == counts}
    total = rows.get(None) or (rows.get(side.replace("_", " ")) if side else None)
    cells = _standing(total) if total else []
    told = [_told(view, cell, words) for cell in cells]
    if side is None:
        told += _sums(view, rows, words)
    return _over_origins(_without_parts(told), cells, total is not None and total.verdict == "updated")


def _standing(finding: Finding) -> list[Cell]:
    """The cells of a row; where a later figure took the place of earlier ones, those that it leaves."""
    if finding.verdict != "updated":
        return list(finding.cells)
    low, high = finding.low or 0, finding.high
    return [
        cell for cell in finding.cells
        if (cell.high is None or cell.high >= low) and (high is None or cell.low is None or cell.low <= high)
    ]


def _told(view: EventView, cell: Cell, words: Mapping[str, int]) -> Told | None:
    """A cell as whole people; None if it is a word that has no number in the table."""
    claims = [claim for id_ in cell.claims if (claim := view.lookup.claims.get(id_))]
    published = view.lookup.sources.published(claims)
    speakers = frozenset(claim.claimant.entity or claim.claimant.name for claim in claims if claim.claimant)
    if cell.low is None and cell.high is None:
        least = words.get((cell.value or "").casefold())
        return None if least is None else Told(cell.origin, least, None, cell.claims, published, speakers)
    low = int(cell.low or 0)
    if claims and all(c.figure and c.figure.bound == "more_than" and c.figure.low == cell.low for c in claims):
        low -= 1  # the ledger keeps "more than 500" as 501 and up; no source gives that number
    return Told(cell.origin, low, None if cell.high is None else int(cell.high), cell.claims, published, speakers)


def _without_parts(found: Iterable[Told | None]) -> list[Told]:
    """What each origin says in all: its largest number, and those of other named claimants that are at least half of it.

    A smaller one of the same voice or of the outlet's own is a part or an earlier state, and so is one that is less than half:
    "I counted eleven bodies" does not contradict "at least 27 people". "Up to 50" beside "at least 27" is 27 to 50.
    """
    by_origin: dict[str, list[Told]] = defaultdict(list)
    for one in found:
        if one:
            by_origin[one.origin].append(one)
    kept = []
    for own in by_origin.values():
        main = max(own, key=lambda t: (t.low, t.top))
        for one in own:
            if not one.low and one.high and main.low:
                kept.append(replace(one, low=min(main.low, one.high)))
            elif one.low == main.low or (one.speakers and not one.speakers & main.speakers and 2 * one.low >= main.low):
                kept.append(one)
    return kept


def _sums(view: EventView, rows: Mapping[str | None, Finding], words: Mapping[str, int]) -> Iterator[Told]:
    """For each origin the sum over the sides that it tells of, the largest number of each."""
    parts: dict[str, dict[str, Told]] = defaultdict(dict)
    for side in SIDES:
        finding = rows.get(side.replace("_", " "))
        for cell in _standing(finding) if finding else ():
            told = _told(view, cell, words)
            if told and told.low >= parts[told.origin].get(side, told).low:
                parts[told.origin][side] = told
    for origin in sorted(parts):
        own = list(parts[origin].values())
        if own:
            high = None if any(one.high is None for one in own) else sum(one.top for one in own)
            yield Told(
                origin, sum(one.low for one in own), high, tuple(c for one in own for c in one.claims),
                max((one.published for one in own if one.published), default=None),
            )


def _over_origins(found: Iterable[Told], cells: Sequence[Cell], revised: bool) -> Toll:
    told = tuple(sorted(found, key=lambda t: (t.origin, t.low, t.top)))
    words = tuple(dict.fromkeys(c.value for c in cells if c.low is None and c.high is None and c.value))
    if not told:
        return Toll(words=words, revised=revised)
    behind: dict[int, set[str]] = defaultdict(set)
    latest: dict[int, str] = defaultdict(str)
    for one in told:
        behind[one.point].add(one.origin)
        latest[one.point] = max(latest[one.point], one.published or "")
    # Python's sort is stable, so the last key sorts first: the lower value, then the later report, then more origins.
    ranked = sorted(behind)
    ranked.sort(key=lambda v: latest[v], reverse=True)
    ranked.sort(key=lambda v: len(behind[v]), reverse=True)
    return Toll(min(t.low for t in told), ranked[0], max(t.top for t in told), told, revised, words)


def claim_ids(claims: Iterable[Claim]) -> tuple[str, ...]:
    """The ids of claims, each once, in order."""
    return tuple(dict.fromkeys(claim.id for claim in claims))
