"""Event -> coded row, one file a codebook."""

from __future__ import annotations

from corrobora.codebooks import acled, casualties, ucdp
from corrobora.codebooks.view import EventView, Lookup
from corrobora.records import Case

CODEBOOKS = {codebook.NAME: codebook for codebook in (ucdp, acled, casualties)}


def code(case: Case) -> Case:
    """The case with every event's row in every codebook of the package."""
    lookup, events = Lookup(case), []
    for event in case.events:
        view = EventView(event, lookup)
        events.append(event.model_copy(update={"codings": {name: book.code(view) for name, book in CODEBOOKS.items()}}))
    return case.model_copy(update={"events": tuple(events)})
