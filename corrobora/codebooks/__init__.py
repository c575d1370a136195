"""Event -> coded row, one file a codebook."""

from __future__ import annotations

from corrobora.codebooks import acled, casualties, ucdp
from corrobora.codebooks.view import EventView, Lookup
from corrobora.records import Case, Event

CODEBOOKS = {codebook.NAME: codebook for codebook in (ucdp, acled, casualties)}


def code(case: Case) -> Case:
    """The case with every event's row in every codebook of the package."""
    lookup = Lookup(case)
    return case.model_copy(update={"events": tuple(coded(event, lookup) for event in case.events)})


def coded(event: Event, lookup: Lookup) -> Event:
    """An event with its row in every codebook of the package."""
    view = EventView(lookup.first_told(event), lookup)
    return event.model_copy(update={"codings": {name: book.code(view) for name, book in CODEBOOKS.items()}})
