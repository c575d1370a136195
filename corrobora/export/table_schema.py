"""Table Schema (Frictionless Data, version 1) of each table: the type of every column and what it follows."""

from __future__ import annotations

from typing import Any

from corrobora.codebooks import CODEBOOKS, reports
from corrobora.errors import InputError
from corrobora.export.tables import TABLES

_INTEGERS = frozenset((
    "relid", "year", "active_year", "type_of_violence", "conflict_dset_id", "conflict_new_id", "dyad_dset_id", "dyad_new_id",
    "side_a_dset_id", "side_a_new_id", "side_b_dset_id", "side_b_new_id", "number_of_sources", "where_prec", "priogrid_gid",
    "country_id", "event_clarity", "date_prec", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high",
    "low", "gwnoa", "gwnob", "time_precision", "inter1", "inter2", "interaction", "iso", "geo_precision", "fatalities",
    "timestamp", "killed_min", "killed_max", "civilians_killed_min", "civilians_killed_max", "combatants_killed_min",
    "combatants_killed_max", "injured_min", "injured_max", "independent_origins", "credibility_suggested", "actor1_precision",
    "deaths_best", "deaths_low", "deaths_high", "injuries_best", "injuries_low", "injuries_high", "source_classification",
    "killed", "injured",
))
_FORMS: dict[str, dict[str, Any]] = {
    "latitude": {"type": "number", "constraints": {"minimum": -90, "maximum": 90}},
    "longitude": {"type": "number", "constraints": {"minimum": -180, "maximum": 180}},
    "date_start": {"type": "date"}, "date_end": {"type": "date"}, "event_date": {"type": "date", "format": "%d %B %Y"},
}
_KEYS = {"ucdp": "id", "acled": "event_id_cnty", "casualties": "id", "reports": "id", "hxl": "id"}


def table_schema(name: str) -> dict[str, Any]:
    """The schema of a table of ``TABLES``. Raises InputError for another name."""
    if name not in TABLES:
        raise InputError(f"no table is called {name!r}", mend=f"one of {', '.join(TABLES)}")
    fields = [{"name": column, **_form(column), **_follows(name, column)} for column in TABLES[name].columns]
    return {"fields": fields, "missingValues": [""], "primaryKey": [_KEYS[name]]}


def _form(column: str) -> dict[str, Any]:
    return _FORMS.get(column, {"type": "integer" if column in _INTEGERS else "string"})


def _follows(name: str, column: str) -> dict[str, str]:
    """The codebook and the section that a column follows."""
    if name == reports.NAME:
        return {"description": f"{reports.SOURCE}, {column}"}
    if name == "hxl":
        return {"rdfType": f"https://hxlstandard.org/{TABLES[name].tags[TABLES[name].columns.index(column)]}"}
    book = CODEBOOKS[name]
    sections: dict[str, str] = getattr(book, "SECTIONS", {})
    return {"description": f"{book.SOURCE}, {sections.get(column, column)}"}
