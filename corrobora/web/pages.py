"""The pages of the desk."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response

from corrobora.web.desk import Desk, desk
from corrobora.web.search import EventQuery

router = APIRouter(include_in_schema=False)


@router.get("/", response_class=HTMLResponse)
def events(request: Request, own: Annotated[Desk, Depends(desk)]) -> Response:
    """The list of events."""
    templates = request.app.state.templates
    context = {"events": own.events(EventQuery()), "version": own.version()}
    page: Response = templates.TemplateResponse(request, "events.html", context)
    return page
