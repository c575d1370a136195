"""What every record is made of: frozen values, ids that are the same on any machine, spans of a text."""

from __future__ import annotations

import hashlib
import json
from typing import TypeVar

from pydantic import BaseModel, ConfigDict


def make_id(prefix: str, *parts: object) -> str:
    """An id from raw source values: the same input gives the same id on any machine and in any order of reading."""
    raw = json.dumps([str(part) for part in parts], ensure_ascii=False)
    return f"{prefix}-{hashlib.sha256(raw.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


class Record(BaseModel):
    """The base of every type here: frozen, and closed to unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


R = TypeVar("R", bound=Record)
_FIELDS_SET: dict[frozenset[str], set[str]] = {}


def lean(record: R) -> R:
    """The same record, with what pydantic remembers of the fields that were set shared among all that set the same ones.

    Nothing changes it: records are frozen, and a copy of one has a set of its own.
    """
    own = record.__pydantic_fields_set__
    object.__setattr__(record, "__pydantic_fields_set__", _FIELDS_SET.setdefault(frozenset(own), own))
    return record


class Span(Record):
    """``start`` inclusive, ``end`` exclusive, in code points of an article's text."""

    start: int
    end: int
