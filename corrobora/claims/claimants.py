"""Who stands behind a span: the statement that holds it, or the speaker carried over from before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corrobora.claims.parse import Parsed
from corrobora.records import Claim, Claimant, Span, Via


@dataclass(frozen=True)
class Voice:
    """Who says a thing, through whom, and how that was found. All None: the outlet's own voice."""

    claimant: Claimant | None = None
    via: Via | None = None
    why: str = "the outlet's own voice"


def voice_of(parsed: Parsed, span: Span, statements: Sequence[Claim]) -> Voice:
    """The voice behind a span of the article."""
    return Voice()
