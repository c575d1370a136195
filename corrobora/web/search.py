"""What can be asked of the desk's lists, and what they answer."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import and_

from corrobora.casebook.rows import ArticleRow, EntityRow, EventRow, folded
from corrobora.casebook.shelf import Found, View
from corrobora.casebook.shelf_tables import shelf_events
from corrobora.records import EntityKind, Review, Verdict

Sort = Literal["weight", "date", "newest", "label", "doubt", "toll"]
_DAY = r"^(\d{4}-\d\d-\d\d)?$"


class Paged(BaseModel):
    """A page of a list is asked for."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    q: str = Field(default="", max_length=200, description="Words, all of them; each by its beginning")
    page: int = Field(default=1, ge=1, le=100_000)
    size: int = Field(default=50, ge=1, le=200)

    @property
    def start(self) -> int:
        return (self.page - 1) * self.size


class EventQuery(Paged):
    """What is asked of the list of events. ``status`` is how far analysts are with an event."""

    entity: str = Field(default="", max_length=200, description="An entity's id, or a part of a name")
    place: str = Field(default="", max_length=200, description="A part of the place's name, or its country as ISO 3166")
    from_: str = Field(default="", alias="from", pattern=_DAY)
    to: str = Field(default="", pattern=_DAY)
    type: str = Field(default="", max_length=100, pattern=r"^[^\x00-\x1f]*$")
    verdict: Verdict | Literal[""] = ""
    status: Review | Literal[""] = ""
    sort: Sort = Field(default="weight", description="weight: what most reports are mainly about first")


class ArticleQuery(Paged):
    """What is asked of the list of articles."""

    outlet: str = Field(default="", max_length=200)


class EntityQuery(Paged):
    """What is asked of the list of names."""

    kind: EntityKind | Literal[""] = ""


class QueueQuery(BaseModel):
    """What is asked of the queue."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["", "names", "events"] = ""
    page: int = Field(default=1, ge=1, le=100_000)
    size: int = Field(default=50, ge=1, le=200)


class Listed(BaseModel):
    """A page of a list. ``version``: the last change that it shows; ``facets``: for each filter, how many things each of its
    values would leave, with the other filters kept."""

    version: int
    total: int
    page: int
    size: int
    facets: dict[str, dict[str, int]]


class EventList(Listed):
    items: list[EventRow]


class ArticleList(Listed):
    items: list[ArticleRow]


class EntityList(Listed):
    items: list[EntityRow]


class Named(BaseModel):
    """One side of a pair in doubt: the id of an entity or event, and the name as written."""

    id: str
    name: str


class Doubt(BaseModel):
    """A pair that may or may not be one. ``doubt`` is 1 where the probability is 0.5; ``now``: what the program took it for."""

    kind: Literal["names", "events"]
    a: Named
    b: Named
    probability: float
    doubt: float
    now: Literal["one", "two"]
    why: list[str]


class Queue(Listed):
    items: list[Doubt]


def find_events(view: View, asked: EventQuery) -> EventList:
    """A page of the list of events."""
    own = shelf_events.c
    conditions: list[Any] = []
    if asked.q:
        conditions.append(view.of_articles(asked.q))
    if asked.entity:
        conditions.append(view.of_entity(asked.entity))
    if asked.place:
        conditions.append(own.where.contains(folded(asked.place) or "?", autoescape=True))
    if asked.from_:
        conditions.append(own.end >= asked.from_)
    if asked.to:
        conditions.append(and_(own.start <= asked.to, own.start != ""))
    chosen = {name: value for name in ("type", "status", "verdict") if (value := str(getattr(asked, name)))}
    orders: dict[Sort, Any] = {
        "weight": own.place, "date": own.start, "newest": own.start.desc(), "label": own.label, "doubt": own.doubt.desc(),
        "toll": own.toll.desc(),
    }
    found = view.events(conditions, chosen, orders[asked.sort], asked.start, asked.size)
    return EventList(**listed(found, asked.page, asked.size))


def listed(found: Found, page: int, size: int) -> dict[str, Any]:
    """The fields of a list."""
    return {
        "version": found.state.version, "total": found.total, "page": page, "size": size, "facets": found.facets,
        "items": found.rows,
    }
