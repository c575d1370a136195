"""Things done: type, doers, targets, place, time, and whether they happened."""

from __future__ import annotations

from collections.abc import Sequence

from corrobora.claims.parse import Parsed
from corrobora.records import Claim, Mention, Time


def find_happenings(
    parsed: Parsed, mentions: Sequence[Mention], times: Sequence[Time], statements: Sequence[Claim]
) -> list[Claim]:
    """Claims of kind happening, in order of the text."""
    return []
