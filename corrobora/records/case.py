"""The case document, and its JSON Schema."""

from __future__ import annotations

import json
from typing import Any

from corrobora.records.articles import Article, Unread
from corrobora.records.base import Record
from corrobora.records.joined import Entity, Event, Origin
from corrobora.records.judgements import Judged
from corrobora.records.readings import Claim, Rejected, Time

VERSION = "0.1.0"


class Case(Record):
    """A set of articles and all that follows from them: the case document."""

    corrobora: str = VERSION
    settings: str
    articles: tuple[Article, ...] = ()
    origins: tuple[Origin, ...] = ()
    entities: tuple[Entity, ...] = ()
    times: tuple[Time, ...] = ()
    claims: tuple[Claim, ...] = ()
    events: tuple[Event, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    unread: tuple[Unread, ...] = ()
    judgements: tuple[Judged, ...] = ()
    """In a kept case: what people decided, in the order of time."""

    def to_dict(self) -> dict[str, Any]:
        """The document as plain values, with the keys that the contract names."""
        return self.model_dump(mode="json", by_alias=True)

    def to_json(self, indent: int | None = 1) -> str:
        """The document as JSON. Lone surrogates, which JSON readers refuse, are written as escapes."""
        text = json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)
        return text.encode("utf-8", "backslashreplace").decode("utf-8")

    @classmethod
    def from_json(cls, text: str | bytes) -> Case:
        """The inverse of ``to_json``."""
        return cls.model_validate_json(text)


def case_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the case document."""
    schema = Case.model_json_schema(by_alias=True, mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "Corrobora case document"}
