"""The toll of an event as it was reported over time, ready to be drawn as SVG: one mark for each figure of each report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, log10

from corrobora.brief.grid import Grid, Row, Said
from corrobora.brief.words import day_words, figure_words, plain
from corrobora.records import Figure

WIDTH, HEIGHT = 720, 260
LEFT, RIGHT, TOP, BOTTOM = 56, 20, 18, 40
APART = 16
"""Pixels between marks of one day."""
TOPICS = ("killed", "injured", "missing", "captured", "displaced")
"""What is drawn: the first of these that has figures."""


@dataclass(frozen=True)
class Mark:
    """A figure, from ``low`` to ``high`` on the page; ``open`` tells which end has no bound, ``numbers`` tie it to words;
    ``letter`` is empty where it would cover another."""

    numbers: str
    x: float
    low: float
    high: float
    open: str
    letter: str
    told: str
    verdict: str


@dataclass(frozen=True)
class Toll:
    """What the template draws. Ticks are (pixel, words); ``uncounted`` are figures without a number, in words."""

    topic: str
    marks: tuple[Mark, ...]
    days: tuple[tuple[float, str], ...]
    steps: tuple[tuple[float, str], ...]
    uncounted: tuple[str, ...]
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True)
class _Told:
    """A figure of one report, or of copies of one text."""

    said: Said
    figure: Figure
    day: date | None
    verdict: str


def draw_toll(grid: Grid, rows: Sequence[Row]) -> Toll | None:
    """The chart of an event's first kind of casualties that has figures; None if no report gives a number."""
    for topic in TOPICS:
        told = [one for row in rows if row.finding.topic == topic for one in _figures(row)]
        counted = [one for one in told if one.figure.low is not None or one.figure.high is not None]
        if counted:
            rest = tuple(dict.fromkeys(_words(one) for one in told if one not in counted))
            return _draw(grid, topic, counted, rest)
    return None


def _figures(row: Row) -> Iterator[_Told]:
    for said in (said for square in row.squares for said in square.said):
        if said.claim.figure and said.claim.figure.scope == "event":
            yield _Told(said, said.claim.figure, _day(said.report.article.published or ""), row.finding.verdict)


def _draw(grid: Grid, topic: str, told: Sequence[_Told], uncounted: tuple[str, ...]) -> Toll:
    days = sorted({one.day for one in told if one.day})
    most = max(value for one in told for value in (one.figure.low, one.figure.high) if value is not None)
    step = _step(most)
    top = step * ceil(most / step + 0.35)
    undated = sum(one.day is None for one in told) * APART + 24
    right = WIDTH - RIGHT - (undated if undated > 24 and days else 0)
    middles: dict[date | None, float] = {day: LEFT + (right - LEFT) * share for day, share in _shares(days).items()}
    if undated > 24:
        middles[None] = right + undated / 2 if days else (LEFT + right) / 2
    numbers = {claim.id: number for number, claim in enumerate(grid.case.claims, 1)}

    def y(value: float) -> float:
        return round(HEIGHT - BOTTOM - value / top * (HEIGHT - BOTTOM - TOP), 1)

    marks: list[Mark] = []
    for day, middle in middles.items():
        own = [one for one in told if one.day == day]
        apart = min(APART, (right - LEFT) / len(own) / max(1, len(days)))
        for index, one in enumerate(own):
            low, high = one.figure.low, one.figure.high
            ends = "" if low is not None and high is not None else "up" if high is None else "down"
            x, bottom = round(middle + (index - (len(own) - 1) / 2) * apart, 1), y(0 if low is None else low)
            room = all(abs(m.x - x) > 4 + 8 * len(m.letter) or abs(m.low - bottom) > 12 for m in marks if m.letter)
            marks.append(Mark(
                " ".join(str(numbers[said.claim.id]) for said in one.said.all), x, bottom,
                y((low or 0) if high is None else high), ends, one.said.report.letter if room else "", _words(one), one.verdict,
            ))
    ticks = tuple((round(middle, 1), f"{day.day} {day:%b}" if day else "no date") for day, middle in middles.items())
    steps = tuple((y(value), f"{value:,}") for value in range(0, int(top) + 1, step))
    return Toll(topic.replace("_", " "), tuple(marks), ticks, steps, uncounted)


def _shares(days: Sequence[date]) -> dict[date, float]:
    """Where the days stand between the edges, 0 to 1, with room on both sides."""
    if not days:
        return {}
    first, span = days[0] - timedelta(days=1), (days[-1] - days[0]).days + 2
    return {day: (day - first).days / span for day in days}


def _step(most: float) -> int:
    """A round step that gives about four lines."""
    raw = max(1.0, most / 4)
    scale = 10 ** int(log10(raw))
    return int(next(n for n in (1, 2, 5, 10) if n * scale >= raw) * scale)


def _words(one: _Told) -> str:
    report, when = one.said.report, day_words(one.day.isoformat()) if one.day else "no date"
    who = f" {plain(one.figure.who)}" if one.figure.who else ""
    who = f" ({who.strip()})" if who and one.figure.bound == "vague" else who
    return f"{report.letter} {report.name}, {when}: {figure_words(one.figure)}{who}, {one.said.speaker or 'in its own voice'}"


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso[:10])
    except ValueError:
        return None
