"""The assembled case in the formats of other tools. They read the case and nothing else, and write in its order."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TextIO

from corrobora.codebooks import CODEBOOKS
from corrobora.errors import InputError
from corrobora.export.annotations import web_annotations
from corrobora.export.geojson import geojson
from corrobora.export.graph import graph
from corrobora.export.plover import plover
from corrobora.export.tables import coded, hxl, reports
from corrobora.records import Case

FORMATS: dict[str, Callable[[Case, TextIO], None]] = {
    **{name: partial(coded, name) for name in CODEBOOKS},
    "reports": reports,
    "hxl": hxl,
    "annotations": web_annotations,
    "geojson": geojson,
    "followthemoney": graph,
    "plover": plover,
}


def export(case: Case, name: str, out: TextIO) -> None:
    """Writes the case in a format of ``FORMATS`` (text files: UTF-8, ``newline=""``). Raises InputError for another name."""
    if name not in FORMATS:
        raise InputError(f"no export is called {name!r}", mend=f"one of {', '.join(FORMATS)}")
    FORMATS[name](case, out)
