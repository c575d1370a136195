"""What people decide, and what became of it."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from corrobora.records.base import Record, Span
from corrobora.records.readings import ClaimKind

TargetKind = Literal["claim", "names", "event", "article", "block", "source", "judgement"]
Decision = Literal[
    "accept", "reject", "correct", "add", "same", "not_same", "unsure", "merge", "split", "move", "rename", "set", "code",
    "review", "report", "clutter", "assess", "note", "undo",
]
Effect = Literal["applied", "undone", "superseded", "conflict", "orphaned"]


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
    values: dict[str, Any] = Field(default={})
    who: str
    when: str
    """ISO 8601 in UTC, to the microsecond."""
    why: str | None = None


class Judged(Record):
    """A judgement and what became of it in this case: nothing that a person decided is dropped unseen."""

    judgement: Judgement
    effect: Effect
    note: str | None = None
