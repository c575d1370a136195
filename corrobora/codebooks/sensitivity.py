"""What a coded row leans on: the cells that change if one origin or one claimant is left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from corrobora.codebooks.view import EventView, Value
from corrobora.records import Coding

_LISTS = {
    "claimants", "primary_witnesses", "outlets", "number_of_sources", "independent_origins", "origins", "articles", "notes",
}
"""Columns that only tell who was left out."""


class Codebook(Protocol):
    """Anything that codes an event."""

    def code(self, view: EventView) -> Coding: ...


@dataclass(frozen=True)
class Change:
    """One cell that moves when ``who`` is left out."""

    kind: Literal["origin", "claimant"]
    who: str
    column: str
    before: Value
    after: Value


def sensitivity(codebook: Codebook, view: EventView) -> Iterator[Change]:
    """The changes for each origin and each claimant left out alone; the columns that merely list sources are passed over."""
    whole = codebook.code(view).value
    for origin in view.origins:
        kept = tuple(c.id for c in view.claims if view.origin(c) != origin)
        articles = tuple(a.id for a in view.articles if (a.origin or a.id) != origin)
        if articles:
            yield from _changes("origin", origin, whole, codebook, view, kept, articles)
    for claimant in view.claimants:
        kept = tuple(c.id for c in view.claims if c.claimant is None or c.claimant.name != claimant)
        yield from _changes("claimant", claimant, whole, codebook, view, kept, view.event.articles)


def _changes(
    kind: Literal["origin", "claimant"], who: str, whole: dict[str, Value], codebook: Codebook, view: EventView,
    claims: tuple[str, ...], articles: tuple[str, ...],
) -> Iterator[Change]:  # fmt: skip
    without = EventView(view.event.model_copy(update={"claims": claims, "articles": articles}), view.lookup)
    for column, after in codebook.code(without).value.items():
        if after != whole[column] and column not in _LISTS and not column.startswith("source"):
            yield Change(kind, who, column, whole[column], after)
