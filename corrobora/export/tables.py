"""Events as rows: UCDP-shaped, ACLED-shaped, casualty recorders', report-level, HXL-tagged, or by a user's own codebook.

A text cell that a spreadsheet would run as a formula (it begins with ``=``, ``+``, ``-``, ``@``, a tab or a line end) gets an
apostrophe before it (OWASP, CSV Injection). Numbers are written as numbers.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TextIO

from corrobora.codebooks import CODEBOOKS, reports
from corrobora.codebooks.own import OwnCodebook
from corrobora.codebooks.tolls import toll
from corrobora.codebooks.view import EventView, Lookup, Value, happened
from corrobora.records import Case

_FORMULA = ("=", "+", "-", "@", "\t", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What makes a spreadsheet take a cell for a formula, the full-width forms too."""
_CONTROL, _HALF = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]"), re.compile(r"[\ud800-\udfff]")

HXL = {
    "id": "#event+id", "label": "#event+name", "type": "#event+type", "date_start": "#date+start", "date_end": "#date+end",
    "country": "#country+code", "admin1": "#adm1+name", "place": "#loc+name", "latitude": "#geo+lat", "longitude": "#geo+lon",
    "killed": "#affected+killed", "injured": "#affected+injured", "source": "#meta+source",
}  # fmt: skip
Rows = Iterator[Mapping[str, Value]]


@dataclass(frozen=True)
class Table:
    """A form of table: its columns, and the rows that a case has in it. ``tags``: a row under the header."""

    columns: tuple[str, ...]
    rows: Callable[[Case], Rows]
    tags: tuple[str, ...] = ()


def safe(value: Value) -> str | int | float:
    """A cell that no spreadsheet runs. None is empty; line ends are all ``\n``; control characters are dropped, for most
    readers cannot hold them; halves of surrogate pairs become U+FFFD."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return value
    value = _CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    value = _HALF.sub("\ufffd", value)
    return "'" + value if value.startswith(_FORMULA) else value


def write_rows(rows: Iterable[Mapping[str, Value]], columns: Sequence[str], out: TextIO, tags: Sequence[str] = ()) -> None:
    """RFC 4180 CSV, row by row, with a header and, if given, a row of tags under it."""
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe(column) for column in columns])
    if tags:
        writer.writerow(tags)
    for row in rows:
        writer.writerow([safe(row.get(column)) for column in columns])


def write_table(table: Table, case: Case, out: TextIO) -> None:
    """A table of a case as CSV."""
    write_rows(table.rows(case), table.columns, out, table.tags)


def views(case: Case) -> Iterator[EventView]:
    """The events of a case, in its order."""
    lookup = Lookup(case)
    return (EventView(event, lookup) for event in case.events)


def register(case: Case) -> Iterator[EventView]:
    """The events that a register lists: those told to have happened."""
    return (view for view in views(case) if happened(view.event))


def _coded(name: str, case: Case) -> Rows:
    """One codebook's rows, an event a row; what people overruled stands in the event's own coding."""
    for view in register(case):
        yield (view.event.codings.get(name) or CODEBOOKS[name].code(view)).value


def _reports(case: Case) -> Rows:
    for view in register(case):
        yield from (row.value for row in reports.rows(view))


def _hxl(case: Case) -> Rows:
    for view in register(case):
        event = view.event
        yield {
            "id": event.id, "label": event.label, "type": event.type,
            "date_start": event.date.start, "date_end": event.date.end, "country": event.place.country,
            "admin1": event.place.admin1, "place": event.place.name,
            "latitude": event.place.lat, "longitude": event.place.lon, "killed": toll(view, "killed", {}).best,
            "injured": toll(view, "injured", {}).best, "source": "; ".join(view.outlets),
        }  # fmt: skip


TABLES: dict[str, Table] = {
    **{name: Table(book.COLUMNS, partial(_coded, name)) for name, book in CODEBOOKS.items()},
    reports.NAME: Table(reports.COLUMNS, _reports),
    "hxl": Table(tuple(HXL), _hxl, tuple(HXL.values())),
}


def own_table(book: OwnCodebook) -> Table:
    """The table of a user's own codebook, an event a row."""
    return Table(book.columns, lambda case: (book.code(view).value for view in views(case)))
