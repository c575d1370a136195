"""Events in the API: the list and one of them."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Path, Query

from corrobora.web.desk import Desk, desk
from corrobora.web.search import EventList, EventQuery
from corrobora.web.users import needs

router = APIRouter(tags=["events"], dependencies=[Depends(needs("reader"))])
EventId = Annotated[str, Path(pattern="^e-[0-9a-f]{12}$")]


@router.get("/events")
def listed(own: Annotated[Desk, Depends(desk)], asked: Annotated[EventQuery, Query()]) -> EventList:
    """The events that fit, a page of them, and how many there are by each filter."""
    return own.events(asked)


@router.get("/events/{id}")
def event(own: Annotated[Desk, Depends(desk)], id: EventId, codebook: str | None = None) -> dict[str, Any]:
    """One event with all that it stands on: claims, findings, codings, articles, entities, judgements."""
    version, part = own.version(), own.event(id)
    if part is None:
        raise HTTPException(404, "no such event")
    found = part.events[0]
    document = part.to_dict()
    told = found.model_dump(mode="json", by_alias=True)
    codings = told.pop("codings")
    return {
        "version": version, "event": told, "findings": told["findings"],
        "codings": {name: row for name, row in codings.items() if codebook in (None, name)},
        **{name: document[name] for name in ("claims", "articles", "origins", "entities", "times", "rejected", "judgements")},
    }
