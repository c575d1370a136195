"""What one article says, before names and events are joined across articles."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from corrobora.records.articles import Article
from corrobora.records.base import Record, Span

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

CASUALTIES: tuple[Counts, ...] = (
    "killed", "injured", "killed_or_injured", "missing", "captured", "displaced", "besieged",
)


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
