"""When it was: events, reports and the times that the texts name, on one line of days, ready to be drawn as SVG."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from corrobora.brief.grid import Grid
from corrobora.brief.words import date_words, day_words, plain

WIDTH = 720
LEFT, RIGHT = 96, 16
"""Pixels for the lanes' names, and beside the last day."""
ROW, TOP = 24, 34
LETTER, BOLD = 7.0, 8.0
"""Pixels of a letter of a label; events are bold."""
OTHERS = 6
"""Events that are only mentioned and still drawn."""
AROUND = timedelta(days=45)
"""Times further than this from every event and report are counted, not drawn."""
UNRESOLVED = 10
"""Unresolved expressions that are quoted."""

Day = date


@dataclass(frozen=True)
class Item:
    """A day or a stretch of days. ``kind``: event, planned, report or time; ``anchor`` is the label's SVG text-anchor."""

    kind: str
    x: float
    width: float
    y: float
    words: str
    told: str
    label_x: float
    anchor: str


@dataclass(frozen=True)
class Timeline:
    """What the template draws. Ticks and lanes are (pixel, words)."""

    items: tuple[Item, ...]
    ticks: tuple[tuple[float, str], ...]
    lanes: tuple[tuple[float, str], ...]
    unresolved: tuple[str, ...]
    more: int
    """Unresolved expressions that are not quoted."""
    outside: tuple[str, ...]
    """Times that lie too far off to be drawn."""
    height: int
    width: int = WIDTH


@dataclass(frozen=True)
class _Dated:
    kind: str
    start: Day
    end: Day
    words: str
    told: str


def draw_timeline(grid: Grid) -> Timeline | None:
    """The timeline of a case, or None if nothing in it has a time."""
    news = [*_events(grid), *_reports(grid)]
    times, unresolved = _times(grid)
    if not news and not times:
        return Timeline((), (), (), *_quoted(unresolved), (), TOP) if unresolved else None
    fixed = [day for item in news for day in (item.start, item.end)] or [item.start for item in times]
    first, last = min(fixed) - AROUND, max(fixed) + AROUND
    near = [item for item in times if first <= item.start and item.end <= last]
    far = [f"{item.words} ({item.told})" for item in times if item not in near]
    shown = [*news, *near]
    start, end = min(item.start for item in shown), max(item.end for item in shown)
    pad = max(timedelta(days=1), (end - start) / 12)
    start, end = start - pad, end + pad
    items, lanes, height = _lay(shown, start, end)
    return Timeline(items, tuple(_ticks(start, end)), lanes, *_quoted(unresolved), tuple(dict.fromkeys(far)), height)


def _events(grid: Grid) -> Iterator[_Dated]:
    dated = [event for event in grid.others if event.date.start]
    for event in (*grid.main, *dated[:OTHERS]):
        if event.date.start and event.date.precision != "unknown" and (start := _day(event.date.start)):
            end = _day(event.date.end or "") or start
            kind = "planned" if event.status in ("planned", "expected") else "event"
            yield _Dated(kind, start, max(start, end), plain(event.label), date_words(event.date))


def _reports(grid: Grid) -> Iterator[_Dated]:
    """A day of publication with the letters of its reports."""
    days: dict[Day, list[str]] = {}
    for report in grid.reports.values():
        if day := _day(report.article.published or ""):
            days.setdefault(day, []).append(report.letter)
    for day, letters in sorted(days.items()):
        yield _Dated("report", day, day, " ".join(letters), f"published {day_words(day.isoformat())}")


def _times(grid: Grid) -> tuple[list[_Dated], list[str]]:
    """Dated expressions joined by their days, and those that no day is known for."""
    days: dict[tuple[Day, Day], dict[str, list[str]]] = {}
    unresolved: dict[str, list[str]] = {}
    for time in grid.case.times:
        if time.article not in grid.reports or time.type in ("DURATION", "SET"):
            continue
        report = grid.reports[time.article]
        words = plain(report.article.text[time.start:time.end])
        start, end = _day(time.from_ or ""), _day(time.to or "")
        found = days.setdefault((start, max(start, end or start)), {}) if start else unresolved
        letters = found.setdefault(words, [])
        if report.letter not in letters:
            letters.append(report.letter)
    dated = [
        _Dated("time", start, end, ", ".join(words), _between(start, end))
        for (start, end), words in sorted(days.items())
    ]
    return dated, [f"“{words}” {' '.join(letters)}" for words, letters in unresolved.items()]


def _between(start: Day, end: Day) -> str:
    return day_words(start.isoformat()) if start == end else f"{day_words(start.isoformat())} to {day_words(end.isoformat())}"


def _quoted(unresolved: Sequence[str]) -> tuple[tuple[str, ...], int]:
    return tuple(unresolved[:UNRESOLVED]), max(0, len(unresolved) - UNRESOLVED)


def _lay(shown: Sequence[_Dated], start: Day, end: Day) -> tuple[tuple[Item, ...], tuple[tuple[float, str], ...], int]:
    """Items in lanes; within a lane each takes the first row where its label covers nothing."""
    items: list[Item] = []
    lanes: list[tuple[float, str]] = []
    top = float(TOP)
    for kinds, name in ((("event", "planned"), "Events"), (("report",), "Published"), (("time",), "In the texts")):
        rows: list[float] = []
        own = sorted((d for d in shown if d.kind in kinds), key=lambda d: (d.start, d.end, d.words))
        for dated in own:
            x, x_end = _x(dated.start, start, end), _x(dated.end + timedelta(days=1), start, end)
            letter = BOLD if dated.kind == "event" else LETTER
            room_after, room_before = WIDTH - 4 - x_end, x - LEFT
            after = room_after >= min(len(dated.words) * letter + 8, room_before)
            letters = max(3, int(((room_after if after else room_before) - 8) / letter))
            words = dated.words if len(dated.words) <= letters else dated.words[:letters - 1] + "…"
            length = len(words) * letter + 8
            left, right = (x, x_end + length) if after else (x - length, x_end)
            anchor, label_x = ("start", x_end + 6) if after else ("end", x - 6)
            row = next((n for n, taken in enumerate(rows) if taken < left), len(rows))
            rows[row:row + 1] = [right]
            items.append(Item(dated.kind, x, round(max(x_end - x, 7), 1), top + row * ROW, words,
                              f"{dated.words}: {dated.told}", round(label_x, 1), anchor))
        if own:
            lanes.append((top, name))
            top += len(rows) * ROW + 10
    return tuple(items), tuple(lanes), int(top + 4)


def _x(day: Day, start: Day, end: Day) -> float:
    return round(LEFT + (day - start) / (end - start) * (WIDTH - LEFT - RIGHT), 1)


def _ticks(start: Day, end: Day) -> Iterator[tuple[float, str]]:
    """Days, weeks, months or years, so that at most about eight have words."""
    days = (end - start).days
    step = next((step for step in (1, 2, 7, 14, 31, 92, 366) if days / step <= 8), 366 * max(1, days // 2900))
    day = start
    while day < end:
        if step < 31:
            yield _x(day, start, end), f"{day.day} {day:%b}" + (f" {day.year}" if day == start else "")
            day += timedelta(days=step)
        else:
            months = day.year * 12 + day.month - 1 + max(1, round(step / 30.5))
            day = date(months // 12, months % 12 + 1, 1)
            if day < end:
                yield _x(day, start, end), f"{day:%b} {day.year}" if step < 366 else str(day.year)


def _day(iso: str) -> Day | None:
    try:
        return date.fromisoformat(iso[:10])
    except ValueError:
        pass
    try:
        return date.fromisoformat(f"{iso[:7]}-01" if len(iso) >= 7 else f"{iso[:4]}-01-01")
    except ValueError:
        return None
