"""On which side the counted people are."""

from __future__ import annotations

from collections.abc import Sequence

from corrobora.claims.parse import Parsed
from corrobora.claims.read_figure import Draft
from corrobora.text.actors import side_of


def give_sides(parsed: Parsed, drafts: Sequence[Draft]) -> None:
    """Sets each draft's side."""
    for draft in drafts:
        draft.side = side_of(draft.who)
