"""Who says what: quotations and indirect statements with their speakers."""

from __future__ import annotations

from collections.abc import Sequence

from corrobora.claims.parse import Parsed
from corrobora.records import Claim, Mention


def find_statements(parsed: Parsed, mentions: Sequence[Mention]) -> list[Claim]:
    """Claims of kind statement: the span is the content said, ``claimant`` who says it."""
    return []
