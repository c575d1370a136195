"""A register's own CSV (UCDP GED or ACLED, with or without a header row) beside a case: which rows are which events."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from corrobora.codebooks import acled, ucdp
from corrobora.codebooks.view import Value, happened
from corrobora.errors import InputError
from corrobora.records import Case, Event
from corrobora.text.earth import kilometres
from corrobora.text.names import fold

DAYS = 3
"""Days by which a row's date and an event's may miss each other."""
KILOMETRES = 30.0
"""How far a row's point and an event's may lie apart."""
_ACLED_DATES = ("%Y-%m-%d", "%d %B %Y", "%d-%B-%Y", "%d %b %Y", "%d-%b-%Y", "%d/%m/%Y")


@dataclass(frozen=True)
class Row:
    """One row of a register, as far as it can be held against an event. ``line`` is its line in the file."""

    line: int
    id: str
    codebook: str
    first: date | None
    last: date | None
    lat: float | None
    lon: float | None
    place: str
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Pair:
    """A row and an event, either of which may be missing; ``parts`` are the columns where the two tell different values."""

    row: Row | None
    event: Event | None
    parts: tuple[tuple[str, str, Value], ...] = ()


def read_register(path: Path) -> list[Row]:
    """The rows of a GED or ACLED file, parted by commas, semicolons or tabs. Raises InputError if it is neither."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            first = file.readline()
            file.seek(0)
            reader = csv.reader(file, delimiter=max(",;\t", key=first.count))
            before, lines = 0, []
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    lines.append((before + 1, cells))
                before = reader.line_num
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"cannot be read as CSV: {error}", where=str(path)) from None
    if not lines:
        raise InputError("has no rows", where=str(path))
    name, header, start = _columns(path, lines[0][1])
    return [_row(number, name, dict(zip(header, cells, strict=False))) for number, cells in lines[start:]]


def _columns(path: Path, first: Sequence[str]) -> tuple[str, list[str], int]:
    """(codebook, columns, rows of header): by the header's words, else by the number of columns."""
    words = [cell.strip().lower() for cell in first]
    if {"date_start", "best"} <= set(words):
        return ucdp.NAME, words, 1
    if {"event_date", "fatalities"} <= set(words):
        return acled.NAME, words, 1
    for book in (ucdp, acled):
        if len(first) == len(book.COLUMNS):
            return book.NAME, list(book.COLUMNS), 0
    raise InputError(
        f"is neither UCDP GED nor ACLED: {len(first)} columns and no header that tells", where=str(path),
        mend="a header row with date_start and best (GED) or event_date and fatalities (ACLED), or 49 or 31 columns",
    )  # fmt: skip


def _row(number: int, name: str, cells: dict[str, str]) -> Row:
    is_ged = name == ucdp.NAME
    first = _day(cells.get("date_start" if is_ged else "event_date", ""))
    return Row(
        line=number, id=cells.get("id" if is_ged else "event_id_cnty", ""), codebook=name, first=first,
        last=_day(cells.get("date_end", "")) or first, lat=_float(cells.get("latitude", "")),
        lon=_float(cells.get("longitude", "")), place=cells.get("where_coordinates" if is_ged else "location", ""), cells=cells,
    )  # fmt: skip


def _day(words: str) -> date | None:
    for form in _ACLED_DATES:
        try:
            return datetime.strptime(words.strip().split(" 00:")[0], form).date()
        except ValueError:
            continue
    return None


def _float(words: str) -> float | None:
    try:
        return float(words)
    except ValueError:
        return None


def compare(case: Case, rows: Sequence[Row]) -> Iterator[Pair]:
    """Every row and every event that happened, each once: pairs in the register's order, then rows without an event, then
    events without a row.

    A row and an event are one if their dates meet within ``DAYS`` and their points lie within ``KILOMETRES`` (or, where one
    has no point, their places bear one name); of several the nearest in days, then in kilometres, is taken, one to one.
    """
    events = [event for event in case.events if happened(event)]
    candidates = sorted(
        (days, km, n, k)
        for n, row in enumerate(rows) for k, event in enumerate(events)
        if (days := _days_apart(row, event)) is not None and (km := _apart(row, event)) is not None
    )  # fmt: skip
    event_of: dict[int, int] = {}
    for _, _, n, k in candidates:
        if n not in event_of and k not in event_of.values():
            event_of[n] = k
    for n in sorted(event_of):
        yield Pair(rows[n], events[event_of[n]], tuple(_parts(rows[n], events[event_of[n]])))
    yield from (Pair(row, None) for n, row in enumerate(rows) if n not in event_of)
    yield from (Pair(None, event) for k, event in enumerate(events) if k not in event_of.values())


def _days_apart(row: Row, event: Event) -> int | None:
    if row.first is None or row.last is None or event.date.start is None:
        return None
    start, end = date.fromisoformat(event.date.start[:10]), date.fromisoformat((event.date.end or event.date.start)[:10])
    apart = max(0, (row.first - end).days, (start - row.last).days)
    return apart if apart <= DAYS else None


def _apart(row: Row, event: Event) -> float | None:
    place = event.place
    if row.lat is None or row.lon is None or place.lat is None or place.lon is None:
        return 0.0 if row.place and place.name and fold(row.place) == fold(place.name) else None
    km = kilometres(row.lat, row.lon, place.lat, place.lon)
    return round(km, 1) if km <= KILOMETRES else None


def _parts(row: Row, event: Event) -> Iterator[tuple[str, str, Value]]:
    """The columns of the codebook in which both say something, and not the same."""
    names = {
        ucdp.NAME: (
            "type_of_violence", "date_start", "date_end", "best", "low", "high", "deaths_a", "deaths_b", "deaths_civilians",
        ),
        acled.NAME: ("event_type", "sub_event_type", "fatalities", "interaction"),
    }[row.codebook]  # fmt: skip
    coding = event.codings.get(row.codebook)
    for column in names:
        theirs, ours = row.cells.get(column, "").strip(), coding.value.get(column) if coding else None
        if column.startswith("date") and (day := _day(theirs)):
            theirs = day.isoformat()
        if theirs and ours is not None and theirs.removesuffix(".0") != str(ours):
            yield column, theirs, ours
