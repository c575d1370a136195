"""The pages of the desk."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response

from corrobora.web.desk import Desk, desk

router = APIRouter(include_in_schema=False)


@router.get("/", response_class=HTMLResponse)
def events(request: Request, own: Annotated[Desk, Depends(desk)]) -> Response:
    """The list of events."""
    templates = request.app.state.templates
    page: Response = templates.TemplateResponse(request, "events.html", {"case": own.case(), "version": own.version()})
    return page
