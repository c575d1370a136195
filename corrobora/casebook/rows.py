"""What a list shows of an event, an article and an entity, and the words by which they are found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Literal

from anyascii import anyascii
from pydantic import BaseModel

from corrobora.casebook.tables import key_of
from corrobora.records import (
    CASUALTIES,
    Article,
    Entity,
    EntityKind,
    Event,
    EventDate,
    EventPlace,
    Review,
    Status,
    Verdict,
)


class Toll(BaseModel):
    """What is said of one count of people. ``low`` to ``high``: the best supported; ``least`` to ``most``: all that is said,
    where that runs further."""

    low: float | None
    high: float | None
    verdict: Verdict
    origins: int
    least: float | None = None
    most: float | None = None


class EventRow(BaseModel):
    """An event in the list. ``said``: whether it is told as done; ``status``: how far analysts are with it."""

    id: str
    label: str
    type: str
    said: Status
    status: Review
    place: EventPlace
    date: EventDate
    verdicts: dict[Verdict, int]
    tolls: dict[str, Toll]
    articles: int
    claims: int
    origins: int


class Kin(BaseModel):
    """An event that the code made one with another, or two of, when reports were added or read again. ``how``: it ``joined``
    the one asked for, is what that was ``split_from``, or was ``split_off``. ``when`` it was minted."""

    how: Literal["joined", "split_from", "split_off"]
    id: str
    when: str


class ArticleRow(BaseModel):
    """An article in the list. ``key``: its id as an address may hold it."""

    key: str
    id: str
    title: str | None
    outlet: str | None
    published: str | None
    language: str | None
    origin: str | None
    claims: int
    events: list[str]
    blocks: int
    clutter: int


class EntityRow(BaseModel):
    """A name in the list."""

    id: str
    kind: EntityKind
    name: str
    names: list[str]
    mentions: int
    articles: int
    country: str | None


def row_of_event(event: Event, origins: int) -> EventRow:
    """An event's row; ``origins``: how many independent origins tell of it."""
    tolls = {
        f.topic: Toll(
            low=f.low, high=f.high, verdict=f.verdict, origins=f.origins,
            least=f.least if f.basis else None, most=f.most if f.basis else None,
        )
        for f in reversed(event.findings) if f.topic in CASUALTIES
    }
    return EventRow(
        id=event.id, label=event.label, type=event.type, said=event.status, status=event.review, place=event.place,
        date=event.date, verdicts=dict(Counter(f.verdict for f in event.findings)), tolls=tolls,
        articles=len(event.articles), claims=len(event.claims), origins=origins,
    )


def row_of_article(article: Article, claims: int, events: Iterable[str]) -> ArticleRow:
    """An article's row; ``claims``: how many it makes, ``events``: what it tells of."""
    return ArticleRow(
        key=key_of(article.id), id=article.id, title=article.title or _headline(article), outlet=article.outlet,
        published=article.published, language=article.language, origin=article.origin, claims=claims, events=sorted(events),
        blocks=len(article.blocks), clutter=sum(block.role == "clutter" for block in article.blocks),
    )


def _headline(article: Article) -> str | None:
    own = next((block for block in article.blocks if block.role in ("headline", "paragraph")), None)
    return article.slice(own)[:120] if own else None


def row_of_entity(entity: Entity) -> EntityRow:
    """An entity's row."""
    return EntityRow(
        id=entity.id, kind=entity.kind, name=entity.name, names=list(entity.names), mentions=len(entity.mentions),
        articles=len({m.article for m in entity.mentions}), country=entity.place.country if entity.place else None,
    )


def folded(text: str) -> str:
    """Words for searching: lower case ASCII letters and digits between single blanks, whatever the script."""
    return " ".join(re.findall(r"[a-z0-9]+", (text if text.isascii() else anyascii(_sound(text))).lower()))


def _sound(text: str) -> str:
    """Without lone surrogates, of which anyascii knows nothing."""
    return text.encode("utf-8", "replace").decode("utf-8")
