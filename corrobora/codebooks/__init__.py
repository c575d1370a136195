"""Event -> coded row, one file a codebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corrobora.records import Article, Claim, Coding, Entity, Event, Origin


def code_event(
    event: Event, claims: Mapping[str, Claim], articles: Mapping[str, Article], entities: Mapping[str, Entity],
    origins: Sequence[Origin],
) -> dict[str, Coding]:
    """The event's row in every codebook of the package."""
    return {}
