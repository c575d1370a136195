"""The API of the desk: what the pages can do, as JSON."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request

from corrobora.web import articles, audit, entities, events, exports, judgements, live, queue, uploads
from corrobora.web.desk import Desk, desk
from corrobora.web.problems import PROBLEMS
from corrobora.web.users import User, user

router = APIRouter(prefix="/api", responses=PROBLEMS)
for noun in (events, articles, entities, queue, judgements, uploads, exports, live, audit):
    router.include_router(noun.router)


@router.get("/health")
def health(own: Annotated[Desk, Depends(desk)]) -> dict[str, Any]:
    """Whether the desk and its database answer."""
    return {"status": "ok", "version": own.version()}


@router.get("/session")
def session(request: Request, who: Annotated[User, Depends(user)]) -> dict[str, Any]:
    """Who is logged in, and the token that unsafe requests bring in ``X-CSRF-Token``."""
    return {"user": who.name, "role": who.role, "csrf": request.state.csrf}


@router.get("/case")
def case(own: Annotated[Desk, Depends(desk)], who: Annotated[User, Depends(user)]) -> dict[str, Any]:
    """What the case holds, in numbers, and its version."""
    return {"title": own.book.name, "counts": own.counts(), "version": own.version()}
