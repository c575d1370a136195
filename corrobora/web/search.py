"""The list of events: what can be asked of it, its rows, and what it counts."""

from __future__ import annotations

from collections import Counter
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from corrobora.records import CASUALTIES, Event, EventDate, EventPlace, Review, Status, Verdict

Sort = Literal["weight", "date", "newest", "label", "doubt", "toll"]


class EventQuery(BaseModel):
    """What is asked of the list. ``status`` is how far analysts are with an event."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    q: str = Field(default="", max_length=200, description="Words that an event's texts hold, all of them")
    entity: str = Field(default="", max_length=200, description="An entity's id, or a name")
    place: str = Field(default="", max_length=200)
    from_: str = Field(default="", alias="from", pattern=r"^(\d{4}-\d\d-\d\d)?$")
    to: str = Field(default="", pattern=r"^(\d{4}-\d\d-\d\d)?$")
    type: str = Field(default="", max_length=100)
    verdict: Verdict | Literal[""] = ""
    status: Review | Literal[""] = ""
    sort: Sort = "weight"
    page: int = Field(default=1, ge=1, le=100_000)
    size: int = Field(default=50, ge=1, le=200)


class Toll(BaseModel):
    """What is said of one count of people."""

    low: float | None
    high: float | None
    verdict: Verdict
    origins: int


class EventRow(BaseModel):
    """An event in the list."""

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


class EventList(BaseModel):
    """A page of the list. ``facets``: for each filter, how many events each value would give with the other filters kept."""

    version: int
    total: int
    page: int
    size: int
    items: list[EventRow]
    facets: dict[str, dict[str, int]]


def row_of(event: Event, origins: int) -> EventRow:
    """An event's row; ``origins`` is the number of independent origins that tell of it."""
    tolls = {
        f.topic: Toll(low=f.low, high=f.high, verdict=f.verdict, origins=f.origins)
        for f in reversed(event.findings) if f.topic in CASUALTIES
    }
    return EventRow(
        id=event.id, label=event.label, type=event.type, said=event.status, status=event.review, place=event.place,
        date=event.date, verdicts=Counter(f.verdict for f in event.findings), tolls=tolls, articles=len(event.articles),
        claims=len(event.claims), origins=origins,
    )
