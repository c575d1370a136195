"""Events as rows of CSV: UCDP-shaped, ACLED-shaped, casualty recorders', report-level, HXL-tagged.

A text cell that a spreadsheet would run as a formula (it begins with ``=``, ``+``, ``-``, ``@``, a tab or a carriage return)
gets an apostrophe before it (OWASP, CSV injection). Numbers are written as numbers.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from typing import TextIO

from corrobora.codebooks import CODEBOOKS
from corrobora.codebooks.reports import COLUMNS as REPORT_COLUMNS
from corrobora.codebooks.reports import rows as report_rows
from corrobora.codebooks.tolls import Toll, toll
from corrobora.codebooks.view import EventView, Lookup
from corrobora.records import Case, Counts

Value = str | int | float | None
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

HXL = {
    "id": "#event+id", "label": "#event+name", "type": "#event+type", "date_start": "#date+start", "date_end": "#date+end",
    "country": "#country+code", "admin1": "#adm1+name", "place": "#loc+name", "latitude": "#geo+lat", "longitude": "#geo+lon",
    "killed": "#affected+killed", "injured": "#affected+injured", "source": "#meta+source",
}  # fmt: skip


def safe(value: Value) -> str | int | float:
    """A cell that no spreadsheet runs; None is empty, control characters that no table can hold are dropped."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return value
    value = "".join(c for c in value if c in "\t\r\n" or (ord(c) >= 32 and not 0xD800 <= ord(c) <= 0xDFFF))
    return "'" + value if value.startswith(_FORMULA) else value


def write_rows(rows: Iterable[Mapping[str, Value]], columns: Sequence[str], out: TextIO, tags: Sequence[str] = ()) -> None:
    """RFC 4180 CSV with a header row and, if given, a row of tags under it."""
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    if tags:
        writer.writerow(tags)
    for row in rows:
        writer.writerow([safe(row.get(column)) for column in columns])


def coded(name: str, case: Case, out: TextIO) -> None:
    """One codebook's rows, an event a row, in the order of the case."""
    rows = (event.codings[name].value for event in case.events if name in event.codings)
    write_rows(rows, CODEBOOKS[name].COLUMNS, out)


def reports(case: Case, out: TextIO) -> None:
    """One row an article and event, in the shape that the R package ``eventreport`` reads."""
    lookup = Lookup(case)
    rows = (row.value for event in case.events for row in report_rows(EventView(event, lookup)))
    write_rows(rows, REPORT_COLUMNS, out)


def hxl(case: Case, out: TextIO) -> None:
    """Events with the hashtags of the Humanitarian Exchange Language (HXL 1.1) under the header."""
    lookup = Lookup(case)
    rows = (_hxl(EventView(event, lookup)) for event in case.events)
    write_rows(rows, tuple(HXL), out, tuple(HXL.values()))


def _hxl(view: EventView) -> dict[str, Value]:
    event = view.event

    def best(counts: Counts) -> Value:
        told: Toll = toll(view, counts, {})
        return told.best

    return {
        "id": event.id, "label": event.label, "type": event.type, "date_start": event.date.start, "date_end": event.date.end,
        "country": event.place.country, "admin1": event.place.admin1, "place": event.place.name,
        "latitude": event.place.lat, "longitude": event.place.lon, "killed": best("killed"), "injured": best("injured"),
        "source": "; ".join(dict.fromkeys(a.outlet or a.source for a in view.articles)),
    }  # fmt: skip
