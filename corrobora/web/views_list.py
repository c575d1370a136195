"""The list of events as its page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from corrobora.brief.words import TOPICS, VERDICTS, count, date_words, day_words, place_words, plain, range_words
from corrobora.casebook.rows import EventRow
from corrobora.records import CASUALTIES, Verdict
from corrobora.web.search import EventList, EventQuery
from corrobora.web.views import link

SORTS = {
    "weight": "most reported", "doubt": "most in doubt", "date": "earliest", "newest": "latest", "toll": "highest toll",
    "label": "by name",
}
REVIEWS = {"new": "new", "coded": "coded", "in_review": "in review", "reviewed": "reviewed"}
FACETS = {"type": "Type", "verdict": "Finding", "status": "Status"}
WIDTH, HEIGHT, FOOT = 640, 96, 20
BARS = 60
"""Columns at most of the strip of days."""
TICK = 160
"""Pixels that the name of a day takes at most."""


@dataclass(frozen=True)
class Option:
    """A value of a filter and how many events it would give (None: not counted)."""

    value: str
    words: str
    number: int | None
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """A filter that is chosen from a list."""

    name: str
    words: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Shown:
    """An event's row in words."""

    id: str
    label: str
    review: str
    review_words: str
    when: str
    where: str
    told: str
    verdicts: tuple[tuple[Verdict, int], ...]
    tolls: tuple[tuple[Verdict, str], ...]
    """How the counts of people stand: "killed 8 to 50, best supported at least 27"."""


@dataclass(frozen=True)
class Bar:
    """Events of some days."""

    x: float
    y: float
    width: float
    height: float
    told: str
    ids: tuple[str, ...]


@dataclass(frozen=True)
class Days:
    """The strip of days below the overview. Ticks are (pixel, words, SVG text-anchor)."""

    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, str, str], ...]
    told: str
    width: int = WIDTH
    height: int = HEIGHT


class ListPage:
    """A page of the list, with its filters and the links to its neighbours."""

    sorts = tuple(SORTS.items())

    def __init__(self, asked: EventQuery, found: EventList) -> None:
        self.asked, self.found = asked, found
        self.query: dict[str, object] = asked.model_dump(by_alias=True, exclude_defaults=True)
        self.total = found.total
        self.pages = max(1, ceil(found.total / found.size))
        self.rows = tuple(_row(row) for row in found.items)
        self.facets = tuple(self._facet(name, words) for name, words in FACETS.items())

    @property
    def narrowed(self) -> bool:
        """Whether the list leaves events out."""
        return bool(self.query.keys() - {"page", "size", "sort"})

    @property
    def previous(self) -> str | None:
        """The link to the page before."""
        return link("/", self.query, page=self.asked.page - 1) if self.asked.page > 1 else None

    @property
    def next(self) -> str | None:
        """The link to the page after."""
        return link("/", self.query, page=self.asked.page + 1) if self.asked.page < self.pages else None

    def _facet(self, name: str, words: str) -> Facet:
        chosen, counts = str(getattr(self.asked, name)), self.found.facets.get(name, {})
        fixed: dict[str, list[str]] = {"verdict": [*VERDICTS], "status": [*REVIEWS]}
        known = fixed.get(name) or sorted(counts, key=lambda value: (-counts[value], value))
        values = known + ([chosen] if chosen and chosen not in known else [])
        options = tuple(
            Option(v, plain(REVIEWS.get(v, v)), counts.get(v, 0) if counts else None, v == chosen) for v in values
        )
        return Facet(name, words, options)

    @property
    def days(self) -> Days | None:
        """When the listed events were; None if fewer than two days are known."""
        return _days(self.found.items)


def _row(row: EventRow) -> Shown:
    verdicts = tuple((verdict, row.verdicts[verdict]) for verdict in VERDICTS if row.verdicts.get(verdict))
    tolls: list[tuple[Verdict, str]] = []
    for topic in CASUALTIES:
        if (toll := row.tolls.get(topic)) and (words := range_words(toll.low, toll.high, toll.least, toll.most)):
            tolls.append((toll.verdict, f"{TOPICS.get(topic, topic)} {words}"))
    return Shown(
        row.id, plain(row.label), row.status, REVIEWS[row.status], date_words(row.date), place_words(row.place),
        f"{count(row.articles, 'report')}, {count(row.origins, 'origin')}", verdicts, tuple(tolls[:2]),
    )


def _days(rows: Sequence[EventRow]) -> Days | None:
    known: list[tuple[date, EventRow]] = []
    for row in rows:
        try:
            known.append((date.fromisoformat((row.date.start or "")[:10]), row))
        except ValueError:
            continue
    if len({day for day, _ in known}) < 2:
        return None
    first, last = min(day for day, _ in known), max(day for day, _ in known)
    step = max(1, ceil(((last - first).days + 1) / BARS))
    bins: dict[int, list[EventRow]] = {}
    for day, row in known:
        bins.setdefault((day - first).days // step, []).append(row)
    columns = (last - first).days // step + 1
    width, room = min(WIDTH / columns, 64.0), HEIGHT - FOOT - 4
    left = (WIDTH - width * columns) / 2
    most = max(len(own) for own in bins.values())
    bars = []
    for index, own in sorted(bins.items()):
        start = first + timedelta(days=index * step)
        told = day_words(start.isoformat()) + (f" and {step - 1} more days" if step > 1 else "")
        high = room * len(own) / most
        bars.append(Bar(
            round(left + index * width + 1, 1), round(HEIGHT - FOOT - high, 1), round(max(2.0, width - 2), 1), round(high, 1),
            f"{told}: {count(len(own), 'event')}", tuple(row.id for row in own),
        ))
    # Few days stand close together: their two names go outwards, so that they do not cover each other.
    inset, sides = (0.0, ("start", "end")) if WIDTH - 2 * left > 2 * TICK else (width - 4, ("end", "start"))
    ends = (round(left + inset, 1), round(WIDTH - left - inset, 1))
    ticks = tuple((x, day_words(day.isoformat()), side) for x, day, side in zip(ends, (first, last), sides, strict=True))
    told = f"Events from {day_words(first.isoformat())} to {day_words(last.isoformat())}"
    return Days(tuple(bars), ticks, told)
