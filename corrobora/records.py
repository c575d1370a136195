"""The types that everything reads and writes, their ids, and the JSON Schema of the case document.

Offsets are Unicode code points into ``Article.text``; ``text[start:end] == quote`` always holds.
The document's shape is fixed by the contract described in ``docs/case-document.md``; the schema is generated from here.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import PurePath
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

VERSION = "0.1.0"

Role = Literal["headline", "standfirst", "byline", "dateline", "paragraph", "caption", "clutter"]
EntityKind = Literal["person", "organisation", "group", "place", "facility", "nationality"]
ClaimKind = Literal["figure", "happening", "relation", "statement"]
Status = Literal["asserted", "hedged", "alleged", "denied", "planned", "expected", "ongoing"]
Bound = Literal["exact", "at_least", "more_than", "up_to", "about", "range", "vague"]
Counts = Literal[
    "killed", "injured", "killed_or_injured", "missing", "captured", "displaced", "besieged",
    "fighters", "population", "duration", "distance", "money", "other",
]
Side = Literal["civilians", "government", "rebels", "islamic_state", "kurdish_forces", "other", "unspecified"]
Scope = Literal["event", "cumulative", "background"]
Verdict = Literal["agree", "compatible", "updated", "differ", "alone"]
PlacePrecision = Literal["exact", "near", "admin2", "admin1", "country", "unknown"]
DatePrecision = Literal["day", "week", "month", "year", "unknown"]
Review = Literal["new", "coded", "in_review", "reviewed"]
TargetKind = Literal["claim", "names", "event", "article", "block", "source", "judgement"]
Decision = Literal[
    "accept", "reject", "correct", "add", "same", "not_same", "unsure", "merge", "split", "move", "rename", "set", "code",
    "review", "report", "clutter", "assess", "note", "undo",
]
Effect = Literal["applied", "undone", "superseded", "conflict", "orphaned"]

CASUALTIES: tuple[Counts, ...] = (
    "killed", "injured", "killed_or_injured", "missing", "captured", "displaced", "besieged",
)


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


# ---------------------------------------------------------------- articles


class Span(Record):
    """``start`` inclusive, ``end`` exclusive, in code points of an article's text."""

    start: int
    end: int


class Block(Span):
    """A run of the text with its role on the page; ``reason`` says why it has it (always given for clutter)."""

    role: Role
    reason: str | None = None


class Article(Record):
    """One input's visible text, in order, and what is known about it. The text is never changed."""

    id: str
    source: str
    """Where it was read: a path, ``path#row``, or a URL."""
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    author: str | None = None
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    agency: str | None = None
    """A news agency that the page credits."""
    text: str
    blocks: tuple[Block, ...] = ()
    """In order of the text and not overlapping; white space between blocks belongs to none."""
    origin: str | None = None

    @property
    def file(self) -> str:
        """The source without the folders, which are the reader's own business; a URL whole."""
        return self.source if "://" in self.source else PurePath(self.source).name or self.source

    @property
    def credit(self) -> str:
        """Who printed it: the outlet, else the file or URL that it was read from."""
        return self.outlet or self.file

    def kept(self) -> tuple[Block, ...]:
        """The blocks that are the report."""
        return tuple(block for block in self.blocks if block.role != "clutter")

    def slice(self, span: Span) -> str:
        """The exact text of a span."""
        return self.text[span.start:span.end]


class Unread(Record):
    """An input, or a part of one, that was not read: where, why, and what would help."""

    source: str
    reason: str
    mend: str | None = None


# ---------------------------------------------------------------- what one article says


class Mention(Span):
    """A name in the text. ``label`` is the language model's guess (a spaCy label), ``kind`` a guess by context."""

    text: str
    label: str | None = None
    kind: EntityKind | None = None
    head: str | None = None
    """Lower-cased head noun for a description ("the militia"), else None."""
    role: str | None = None
    """A title or role that stands with the name ("General", "spokeswoman")."""

    @property
    def key(self) -> str:
        """What claims put in place of an entity id until names are resolved: ``m:START-END`` within the article."""
        return f"m:{self.start}-{self.end}"


class Time(Record):
    """A time expression. ``value`` is a TIMEX3 value (ISO 8601 with TimeML's extensions) or None if it cannot be told."""

    article: str
    start: int
    end: int
    value: str | None = None
    type: Literal["DATE", "TIME", "DURATION", "SET"] = "DATE"
    from_: str | None = Field(default=None, alias="from")
    to: str | None = None


class Claimant(Span):
    """Who says it. A figure's claimant span holds the name, which for "it said" stands elsewhere in the article; a statement's
    holds the source as it stands there ("it"), with the antecedent's name in ``name``."""

    quote: str
    entity: str | None = None
    name: str


class Via(Record):
    """The agency or outlet through which a claim came."""

    name: str
    entity: str | None = None


class Figure(Record):
    """A number and what it counts. ``low`` and ``high`` follow the contract: at least 58 is (58, None), dozens (None, None)."""

    low: int | float | None
    high: int | float | None
    bound: Bound
    vague_word: str | None = None
    counts: Counts
    unit: str | None = None
    who: str
    side: Side = "unspecified"
    scope: Scope = "event"
    subset_of: str | None = None


class Happening(Record):
    """Something that is done. Before names are resolved, actors, targets and place hold mention keys (``Mention.key``)."""

    type: str
    """An ACLED sub-event type, or "other"."""
    plover: str | None = None
    """The PLOVER event ("CONSULT", "ASSAULT" …); None where no one of them is likely enough."""
    predicate: str
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    place: str | None = None
    time: int | None = None
    main: bool = False
    """Whether the article reports it as news, not as background."""
    salience: float = 0.0
    """How central it is to its article, 0 to 1: the highest is the article's main event."""


class Relation(Record):
    """``subject`` and ``object`` are entity ids (mention keys before names are resolved)."""

    subject: str
    relation: str
    object: str


class Statement(Record):
    """The claim's span is the content said; ``cue`` the reporting words."""

    direct: bool
    cue: Span | None = None


class Claim(Span):
    """One thing that one article says, once."""

    id: str
    article: str
    quote: str
    kind: ClaimKind
    sentence: Span
    claimant: Claimant | None = None
    via: Via | None = None
    status: Status = "asserted"
    event: str | None = None
    figure: Figure | None = None
    happening: Happening | None = None
    relation: Relation | None = None
    statement: Statement | None = None
    why: tuple[str, ...] = ()
    """How each value was reached, a line each: "killed: 'were killed' governs 'people'"."""
    assessment: str | None = None
    """What analysts think of the one who says it, in the Admiralty code (NATO AJP-2.1): "B2"."""


class Rejected(Record):
    """Something read and not stated, with the reason."""

    article: str
    reason: str
    text: str


class Reading(Record):
    """All that one article says, before names and events are joined across articles."""

    article: Article
    mentions: tuple[Mention, ...] = ()
    times: tuple[Time, ...] = ()
    claims: tuple[Claim, ...] = ()
    rejected: tuple[Rejected, ...] = ()


# ---------------------------------------------------------------- joined across articles


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
    codings: dict[str, Coding] = {}
    why: tuple[str, ...] = ()
    """Why these claims are one event."""
    review: Review = "new"
    """How far analysts are with it."""


# ---------------------------------------------------------------- what people decide


class Anchor(Span):
    """Where a judged thing stands in the raw source. It survives better code, which may change ids and values."""

    article: str
    quote: str
    kind: ClaimKind | None = None
    about: str | None = None
    """What tells two claims of one kind on one span apart: what a figure counts, a happening's predicate."""
    claim: str | None = None
    """The claim's id when it was judged."""


class Target(Record):
    """What a judgement is about: an id where it has one, the names as written, and the places in the sources."""

    kind: TargetKind
    id: str | None = None
    names: tuple[str, ...] = ()
    anchors: tuple[Anchor, ...] = ()


class Judgement(Record):
    """What a person decided. Never changed: to undo one is a further judgement, whose target names it."""

    id: str
    target: Target
    others: tuple[Target, ...] = ()
    """Events merged into the target, claims split from it, the event that a claim is moved to."""
    decision: Decision
    values: dict[str, Any] = {}
    who: str
    when: str
    """ISO 8601 in UTC, to the microsecond."""
    why: str | None = None


class Judged(Record):
    """A judgement and what became of it in this case: nothing that a person decided is dropped unseen."""

    judgement: Judgement
    effect: Effect
    note: str | None = None


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
