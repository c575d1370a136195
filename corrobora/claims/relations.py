"""Relations between named ones, each with its sentence."""

from __future__ import annotations

from collections.abc import Sequence

from corrobora.claims.parse import Parsed
from corrobora.records import Claim, Mention


def find_relations(parsed: Parsed, mentions: Sequence[Mention]) -> list[Claim]:
    """Claims of kind relation, in order of the text."""
    return []
