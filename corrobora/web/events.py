"""Events in the API: the list and one of them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Path, Query
from fastapi.responses import Response

from corrobora.web.answers import OneEvent, around, only
from corrobora.web.desk import Desk, desk
from corrobora.web.search import EventList, EventQuery
from corrobora.web.users import needs

router = APIRouter(tags=["events"], dependencies=[Depends(needs("reader"))])
EventId = Annotated[str, Path(pattern="^e-[0-9a-f]{12}$")]


@router.get("/events")
def listed(own: Annotated[Desk, Depends(desk)], asked: Annotated[EventQuery, Query()]) -> EventList:
    """The events that fit, a page of them, and how many there are by each filter."""
    return own.events(asked)


@router.get("/events/{id}", response_model=OneEvent)
def event(own: Annotated[Desk, Depends(desk)], id: EventId, codebook: str | None = None) -> Response:
    """One event with all that it stands on: claims, findings, codings, articles, entities, judgements."""
    version, part = own.version(), own.event(id)
    if part is None:
        raise HTTPException(404, "no such event")
    told = around(part, version)
    found = told["events"][0]
    found["codings"] = {name: row for name, row in found["codings"].items() if codebook in (None, name)}
    kin = [other.model_dump(mode="json") for other in own.kin(id)]
    return only(OneEvent, {**told, "event": found, "findings": found["findings"], "codings": found["codings"], "kin": kin})
