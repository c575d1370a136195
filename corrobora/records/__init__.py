"""The types that everything reads and writes, their ids, and the JSON Schema of the case document.

Offsets are Unicode code points into ``Article.text``; ``text[start:end] == quote`` always holds.
The document's shape is fixed by the contract described in ``docs/case-document.md``; the schema is generated from here.
"""

from __future__ import annotations

from corrobora.records.articles import Article, Block, Role, Unread
from corrobora.records.base import Record, Span, lean, make_id
from corrobora.records.case import VERSION, Case, case_schema
from corrobora.records.joined import (
    Cell,
    CodedCell,
    Coding,
    DatePrecision,
    Entity,
    EntityMention,
    Event,
    EventDate,
    EventPlace,
    Finding,
    Origin,
    Place,
    PlacePrecision,
    Review,
    Shared,
    Verdict,
)
from corrobora.records.judgements import Anchor, Decision, Effect, Judged, Judgement, Target, TargetKind
from corrobora.records.readings import (
    CASUALTIES,
    Bound,
    Claim,
    Claimant,
    ClaimKind,
    Counts,
    EntityKind,
    Figure,
    Happening,
    Mention,
    Reading,
    Rejected,
    Relation,
    Scope,
    Side,
    Statement,
    Status,
    Time,
    Via,
)

__all__ = [
    "CASUALTIES", "VERSION", "Anchor", "Article", "Block", "Bound", "Case", "Cell", "Claim", "ClaimKind", "Claimant",
    "CodedCell", "Coding", "Counts", "DatePrecision", "Decision", "Effect", "Entity", "EntityKind", "EntityMention",
    "Event", "EventDate", "EventPlace", "Figure", "Finding", "Happening", "Judged", "Judgement", "Mention", "Origin",
    "Place", "PlacePrecision", "Reading", "Record", "Rejected", "Relation", "Review", "Role", "Scope", "Shared", "Side",
    "Span", "Statement", "Status", "Target", "TargetKind", "Time", "Unread", "Verdict", "Via", "case_schema", "lean",
    "make_id",
]
