"""The audit log in the API."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from pydantic import JsonValue

from corrobora.casebook.people import log, note
from corrobora.web.answers import Audit, Line
from corrobora.web.desk import Desk, desk
from corrobora.web.users import needs

router = APIRouter(tags=["audit"], dependencies=[Depends(needs("admin"))])


@router.get("/audit")
def lines(
    own: Annotated[Desk, Depends(desk)], before: Annotated[int | None, Query(ge=1, le=2**53)] = None,
    size: Annotated[int, Query(ge=1, le=1000)] = 200,
) -> Audit:
    """Who did what, when, from where; the latest first. ``before``: only lines before a number."""
    items = [Line(number=number, **vars(done)) for number, done in log(own.book, size, before)]
    return Audit(version=own.version(), items=items)


def noted(request: Request, what: str, about: JsonValue) -> None:
    """Writes into the audit log what the user of a request did."""
    note(request.app.state.desk.book, request.state.user.name, what, about, request.state.address)
