"""The assembled case in the formats of other tools. They read the case and nothing else, and write in its order."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TextIO

from corrobora.errors import InputError
from corrobora.export.annotations import web_annotations
from corrobora.export.claimreview import claim_reviews
from corrobora.export.geojson import geojson
from corrobora.export.graph import anchors, graph, statements
from corrobora.export.plover import plover
from corrobora.export.tables import TABLES, write_table
from corrobora.records import Case

FORMATS: dict[str, Callable[[Case, TextIO], None]] = {
    **{name: partial(write_table, table) for name, table in TABLES.items()},
    "annotations": web_annotations,
    "geojson": geojson,
    "followthemoney": graph,
    "statements": statements,
    "anchors": anchors,
    "plover": plover,
    "claimreview": claim_reviews,
}


def export(case: Case, name: str, out: TextIO) -> None:
    """Writes the case in a format of ``FORMATS`` (text files: UTF-8, ``newline=""``). Raises InputError for another name."""
    if name not in FORMATS:
        raise InputError(f"no export is called {name!r}", mend=f"one of {', '.join(FORMATS)}")
    FORMATS[name](case, out)
