"""Tables as Parquet, each column of the type that its Table Schema names."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from corrobora.codebooks.view import Value
from corrobora.errors import InputError
from corrobora.export.table_schema import table_schema
from corrobora.export.tables import TABLES, Table
from corrobora.records import Case

ROWS = 2_000
"""Rows that are held at a time: one row group."""


def write_parquet(table: Table, case: Case, path: Path, name: str | None = None) -> None:
    """Writes a table row group by row group, whole or not at all. A table without a name has columns of text.

    Raises InputError where a cell that a person overruled does not fit its column.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    fields = table_schema(name)["fields"] if name in TABLES and name else [{"name": c, "type": "string"} for c in table.columns]
    types = {"integer": pa.int64(), "number": pa.float64(), "date": pa.date32(), "string": pa.string()}
    schema, rows = pa.schema([(field["name"], types[field["type"]]) for field in fields]), table.rows(case)
    part = path.with_name(f"{path.name}.part")
    try:
        with pq.ParquetWriter(part, schema, compression="zstd") as writer:
            while group := list(islice(rows, ROWS)):
                writer.write_table(pa.Table.from_pylist([{f["name"]: _cell(row, f) for f in fields} for row in group], schema))
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _cell(row: Any, field: dict[str, Any]) -> Value | date:
    value: Value = row.get(field["name"])
    if value is None:
        return None
    try:
        return _TYPES[field["type"]](value, field)
    except (TypeError, ValueError):
        raise InputError(
            f"{field['name']} holds {value!r}, which is no {field['type']}", mend="export CSV, or correct the cell",
        ) from None


_TYPES: dict[str, Callable[[Any, dict[str, Any]], Value | date]] = {
    "integer": lambda value, field: int(value),
    "number": lambda value, field: float(value),
    "date": lambda value, field: (
        datetime.strptime(value, field["format"]).date() if "format" in field else date.fromisoformat(value[:10])
    ),
    "string": lambda value, field: str(value).encode("utf-8", "replace").decode("utf-8"),
}
