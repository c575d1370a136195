"""What is joined across articles: entities, origins, findings, events."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from corrobora.records.base import Record, Span
from corrobora.records.readings import EntityKind, Side, Status

Verdict = Literal["agree", "compatible", "updated", "differ", "alone"]
PlacePrecision = Literal["exact", "near", "admin2", "admin1", "country", "unknown"]
DatePrecision = Literal["day", "week", "month", "year", "unknown"]
Review = Literal["new", "coded", "in_review", "reviewed"]


class EntityMention(Span):
    article: str


class Place(Record):
    """A point on the map. ``geonames`` is None for a place that no gazetteer has; ``within`` then names what holds it."""

    lat: float | None
    lon: float | None
    geonames: int | None = None
    country: str | None = None
    admin1: str | None = None
    feature: str | None = None
    precision: PlacePrecision = "exact"
    within: str | None = None


class Entity(Record):
    id: str
    kind: EntityKind
    name: str
    names: tuple[str, ...]
    mentions: tuple[EntityMention, ...]
    place: Place | None = None
    roles: tuple[str, ...] = ()
    known: str | None = None
    """Key in the known-actors file."""
    side: Side | None = None


class Shared(Record):
    """A passage that two articles have in common."""

    a: str
    a_start: int
    a_end: int
    b: str
    b_start: int
    b_end: int


class Origin(Record):
    """Articles that share a text are one origin."""

    id: str
    articles: tuple[str, ...]
    agency: str | None = None
    shared: tuple[Shared, ...] = ()


class Cell(Record):
    """What one origin says in one finding."""

    origin: str
    claims: tuple[str, ...]
    low: int | float | None = None
    high: int | float | None = None
    value: str | None = None
    """The value in words where it is not a number (a place, a date, a doer)."""


class Finding(Record):
    """One fact row of an event."""

    topic: str
    who: str | None = None
    verdict: Verdict
    cells: tuple[Cell, ...]
    origins: int
    claimants: int = 0
    low: int | float | None = None
    high: int | float | None = None
    """What is left if all that is said holds; where it cannot, the best supported value, if ``basis`` says on what ground."""
    least: int | float | None = None
    most: int | float | None = None
    """The lowest and the highest number that is said, where ``low`` and ``high`` are the best supported of several values."""
    basis: str | None = None
    leans: tuple[str, ...] = ()
    """Origins without any one of which ``low`` or ``high`` would be another."""
    why: str | None = None


class EventPlace(Record):
    entity: str | None = None
    name: str | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    precision: PlacePrecision = "unknown"


class EventDate(Record):
    start: str | None = None
    end: str | None = None
    precision: DatePrecision = "unknown"
    note: str | None = None
    """What is known where no date is: "yesterday, in a page without a date"."""


class CodedCell(Record):
    value: str | int | float | None
    rule: str
    claims: tuple[str, ...] = ()


class Coding(Record):
    """One row in one codebook; ``value`` holds the plain row, ``cells`` each value with its rule and claims."""

    value: dict[str, str | int | float | None]
    cells: dict[str, CodedCell]


class Event(Record):
    """One happening, however many articles tell of it."""

    id: str
    label: str
    type: str
    status: Status
    main_of: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    place: EventPlace = EventPlace()
    date: EventDate = EventDate()
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    codings: dict[str, Coding] = Field(default={})
    why: tuple[str, ...] = ()
    """Why these claims are one event."""
    review: Review = "new"
    """How far analysts are with it."""
