"""Names in the API: the list and one of them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Path, Query
from fastapi.responses import Response

from corrobora.web.answers import OneEntity, Told
from corrobora.web.desk import Desk, desk
from corrobora.web.search import EntityList, EntityQuery
from corrobora.web.users import needs

router = APIRouter(tags=["entities"], dependencies=[Depends(needs("reader"))])


@router.get("/entities")
def listed(own: Annotated[Desk, Depends(desk)], asked: Annotated[EntityQuery, Query()]) -> EntityList:
    """The names, the most mentioned first."""
    return own.entities(asked)


@router.get("/entities/{id}", response_model=OneEntity)
def entity(own: Annotated[Desk, Depends(desk)], id: Annotated[str, Path(pattern="^e-[0-9a-f]{12}$")]) -> Response:
    """One name: how it is written, the latest articles that hold it, their events, and what people decided on it."""
    if (found := own.entity(id)) is None:
        raise HTTPException(404, "no such name")
    told, articles, events = found
    judged = {j.judgement.id: j for name in (id, *told.names) for j in own.judged(name)}
    return Told({
        "version": own.version(), "entity": told.model_dump(mode="json"), "articles": articles,
        "events": events.model_dump(mode="json")["items"], "judgements": [j.model_dump(mode="json") for j in judged.values()],
    })
