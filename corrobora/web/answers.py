"""What the API answers beside lists: the types by which the OpenAPI document tells each field, and how they become JSON."""

from __future__ import annotations

import json
from typing import Any

from fastapi.responses import JSONResponse
from pydantic import BaseModel, JsonValue

from corrobora.casebook.people import Role
from corrobora.casebook.rows import ArticleRow, EventRow, Kin
from corrobora.records import (
    Article,
    Case,
    Claim,
    Coding,
    Entity,
    Event,
    Finding,
    Judged,
    Origin,
    Rejected,
    Time,
)


class Told(JSONResponse):
    """JSON of parts of the case document, which is as it is typed: it is not checked again. Lone surrogates, which an input may
    bring, are written as escapes."""

    def render(self, content: Any) -> bytes:
        return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")


class Health(BaseModel):
    """The desk and its database answer."""

    status: str
    version: int


class Session(BaseModel):
    """Who is logged in. ``csrf``: what X-CSRF-Token takes."""

    user: str
    role: Role
    csrf: str


class InNumbers(BaseModel):
    """A case. ``counts``: articles, origins, entities, claims, events, unread inputs, judgements."""

    title: str
    counts: dict[str, int]
    version: int


class Around(BaseModel):
    """What stands around an event or article, as in the case document. ``version``: the last change that it may show."""

    version: int
    claims: list[Claim]
    origins: list[Origin]
    entities: list[Entity]
    times: list[Time]
    rejected: list[Rejected]
    judgements: list[Judged]


class OneEvent(Around):
    """An event with its articles and all that these say. ``codings``: by codebook, or the one that was asked for."""

    event: Event
    findings: list[Finding]
    codings: dict[str, Coding]
    articles: list[Article]
    kin: list[Kin]


class OneArticle(Around):
    """An article with the events that it tells of."""

    article: Article
    events: list[Event]


class OneEntity(BaseModel):
    """A name, whose mentions stand with the articles. ``articles``: the latest that name it; ``events``: of which they tell."""

    version: int
    entity: Entity
    articles: list[ArticleRow]
    events: list[EventRow]
    judgements: list[Judged]


class Judgements(BaseModel):
    """Judgements with what became of each."""

    version: int
    items: list[Judged]


class Line(BaseModel):
    """A line of the audit log."""

    number: int
    moment: str
    who: str
    what: str
    about: JsonValue
    address: str


class Audit(BaseModel):
    """Lines of the audit log, the latest first."""

    version: int
    items: list[Line]


def around(part: Case, version: int) -> dict[str, Any]:
    """The fields of ``Around``, and those of the case document besides."""
    return {**part.to_dict(), "version": version}


def only(answer: type[BaseModel], told: dict[str, Any]) -> Told:
    """An answer with the fields that its type has."""
    return Told({name: told[name] for name in answer.model_fields})
