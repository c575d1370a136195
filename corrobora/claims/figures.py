"""Numbers that tell of the event: what is counted, of whom, in which scope, and who says so."""

from __future__ import annotations

from collections.abc import Sequence

from corrobora.claims.parse import Parsed
from corrobora.records import Claim, Mention, Time


def find_figures(
    parsed: Parsed, mentions: Sequence[Mention], times: Sequence[Time], statements: Sequence[Claim],
    happenings: Sequence[Claim],
) -> list[Claim]:
    """Claims of kind figure, in order of the text."""
    return []
