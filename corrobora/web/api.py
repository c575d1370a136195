"""The API of the desk: what the pages can do, as JSON."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request

from corrobora.web import articles, audit, entities, events, exports, judgements, live, queue, uploads
from corrobora.web.answers import Health, InNumbers, Session
from corrobora.web.desk import Desk, desk
from corrobora.web.problems import PROBLEMS
from corrobora.web.users import User, user

router = APIRouter(prefix="/api", responses=PROBLEMS)
for noun in (events, articles, entities, queue, judgements, uploads, exports, live, audit):
    router.include_router(noun.router)


@router.get("/health")
def health(own: Annotated[Desk, Depends(desk)]) -> Health:
    """Whether the desk and its database answer."""
    return Health(status="ok", version=own.version())


@router.get("/session")
async def session(request: Request, who: Annotated[User, Depends(user)]) -> Session:
    """Who is logged in, and the token that unsafe requests bring in ``X-CSRF-Token``."""
    return Session(user=who.name, role=who.role, csrf=request.state.csrf)


@router.get("/case")
def case(own: Annotated[Desk, Depends(desk)], who: Annotated[User, Depends(user)]) -> InNumbers:
    """What the case holds, in numbers, and its version."""
    return InNumbers(title=own.book.name, counts=own.counts(), version=own.version())
