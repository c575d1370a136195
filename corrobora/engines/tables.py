"""The case document as Parquet tables: one file a table, the same fields, nested where the document nests."""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Union, get_args, get_origin

import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import BaseModel
from pydantic_core import PydanticSerializationError

from corrobora.records import Article, Case, Claim, Entity, Event, Origin, Record, Rejected, Time, Unread

TABLES: Mapping[str, type[Record]] = {
    "articles": Article, "origins": Origin, "entities": Entity, "times": Time, "claims": Claim, "events": Event,
    "rejected": Rejected, "unread": Unread,
}
"""Table -> the type of its rows."""


def schema_of(record: type[BaseModel]) -> pa.Schema:
    """The columns of a type, by the names of the document."""
    return pa.schema(_fields(record))


def _fields(record: type[BaseModel]) -> list[pa.Field]:
    hints = typing.get_type_hints(record)
    return [pa.field(field.alias or name, _column(hints[name])) for name, field in record.model_fields.items()]


def _column(hint: Any) -> pa.DataType:
    """The column of a type hint. What has values of several kinds is JSON text."""
    kinds = [kind for kind in (get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,))
             if kind is not type(None)]
    if set(kinds) == {int, float}:
        return pa.float64()
    if len(kinds) != 1:
        return pa.string()
    (kind,) = kinds
    if get_origin(kind) is tuple:
        return pa.list_(_column(get_args(kind)[0]))
    if get_origin(kind) is Literal or kind is str:
        return pa.string()
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return pa.struct(_fields(kind))
    return {int: pa.int64(), float: pa.float64(), bool: pa.bool_()}.get(kind, pa.string())


def _is_plain(record: type[BaseModel], column: str) -> bool:
    """Whether a column holds plain values as they are: nothing in it becomes JSON text."""
    hints = typing.get_type_hints(record)
    names = {field.alias or name: name for name, field in record.model_fields.items()}
    return _holds_plain(hints[names[column]])


def _holds_plain(hint: Any) -> bool:
    kinds = [kind for kind in (get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,))
             if kind is not type(None)]
    if set(kinds) == {int, float}:
        return True
    if len(kinds) != 1:
        return False
    (kind,) = kinds
    if get_origin(kind) is tuple:
        return _holds_plain(get_args(kind)[0])
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return all(_is_plain(kind, field.alias or name) for name, field in kind.model_fields.items())
    return get_origin(kind) is Literal or kind in (str, int, float, bool)


def _cell(value: Any, column: pa.DataType) -> Any:
    """A plain value as its column holds it."""
    if value is None:
        return None
    if pa.types.is_string(column):
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
        return text.encode("utf-8", "backslashreplace").decode("utf-8")
    if pa.types.is_list(column):
        return [_cell(item, column.value_type) for item in value]
    if pa.types.is_struct(column):
        return {field.name: _cell(value.get(field.name), field.type) for field in column}
    return value


ROWS = 500
"""Rows that are held as plain values at a time: one row group."""


class TableWriter:
    """Writes OUT/NAME.parquet.part, a row group at a time. ``rows``: how many so far."""

    def __init__(self, name: str, out: Path) -> None:
        self.path = out / f"{name}.parquet.part"
        self.rows = 0
        self._schema = schema_of(TABLES[name])
        self._told = [field for field in self._schema if not _is_plain(TABLES[name], field.name)]
        self._writer = pq.ParquetWriter(self.path, self._schema, compression="zstd")
        self._waiting: list[dict[str, Any]] = []

    def add(self, record: Record) -> None:
        """Puts a row in."""
        self._add(record.model_dump(mode="json", by_alias=True))

    def add_line(self, line: str) -> dict[str, Any]:
        """Puts a row in that was kept as its line of JSON (``row_line``), and gives its plain values."""
        row: dict[str, Any] = json.loads(line)
        self._add(row)
        return row

    def _add(self, row: dict[str, Any]) -> None:
        for column in self._told:
            row[column.name] = _cell(row[column.name], column.type)
        self._waiting.append(row)
        self.rows += 1
        if len(self._waiting) >= ROWS:
            self._flush()

    def _flush(self) -> None:
        try:
            rows = pa.Table.from_pylist(self._waiting, self._schema)
        except UnicodeEncodeError:  # a lone surrogate
            cells = [{column.name: _cell(row[column.name], column.type) for column in self._schema} for row in self._waiting]
            rows = pa.Table.from_pylist(cells, self._schema)
        self._writer.write_table(rows)
        self._waiting.clear()

    def __enter__(self) -> TableWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None) -> None:
        if self._waiting and kind is None:
            self._flush()
        self._writer.close()


def row_line(record: Record) -> str:
    """A row as one line of JSON, with everything that is at its default."""
    try:
        return record.model_dump_json(by_alias=True)
    except PydanticSerializationError:  # a lone surrogate
        return json.dumps(record.model_dump(mode="json", by_alias=True))


def part_of_table(name: str, records: Iterable[Record], out: Path) -> Path:
    """Writes a table beside its place and gives where."""
    with TableWriter(name, out) as writer:
        for record in records:
            writer.add(record)
    return writer.path


def write_case(case: Case, out: Path) -> list[Path]:
    """Writes every table of a case into a folder, made if it is not there; all are whole before any is put in place."""
    out.mkdir(parents=True, exist_ok=True)
    return in_place([part_of_table(name, getattr(case, name), out) for name in TABLES])


def in_place(parts: Iterable[Path]) -> list[Path]:
    """Puts tables that are whole in their places."""
    return [part.replace(part.with_suffix("")) for part in parts]
