"""The queue in the API: what is most in doubt."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from corrobora.web.desk import Desk, desk
from corrobora.web.search import Queue, QueueQuery
from corrobora.web.users import needs

router = APIRouter(tags=["queue"], dependencies=[Depends(needs("reader"))])


@router.get("/queue")
def queue(own: Annotated[Desk, Depends(desk)], asked: Annotated[QueueQuery, Query()]) -> Queue:
    """Pairs of names and of events that may or may not be one, the most doubtful first; decided ones are gone."""
    return own.queue(asked)
