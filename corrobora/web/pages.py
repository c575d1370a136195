"""The pages of the desk."""

from __future__ import annotations

from pathlib import PurePath
from typing import Annotated, Any, get_args

from fastapi import APIRouter, Depends, Request
from fastapi.exception_handlers import http_exception_handler
from fastapi.responses import Response
from pydantic import ValidationError
from starlette.exceptions import HTTPException

from corrobora.codebooks.acled import EVENT_TYPE
from corrobora.entities.gazetteer import load_gazetteer
from corrobora.records import Counts, DatePrecision, PlacePrecision, Scope, Side, Status
from corrobora.web.desk import Desk, desk
from corrobora.web.search import EventQuery
from corrobora.web.users import needs
from corrobora.web.views import PAGES
from corrobora.web.views_event import EventPage
from corrobora.web.views_list import REVIEWS, ListPage
from corrobora.web.views_map import event_map, overview

WORDS = {
    "reviews": REVIEWS, "counts": get_args(Counts), "sides": get_args(Side), "scopes": get_args(Scope),
    "statuses": get_args(Status), "precisions": get_args(PlacePrecision), "date_precisions": get_args(DatePrecision),
    "types": tuple(EVENT_TYPE),
}
"""What the fields of a form offer."""
NEAR = 30
"""Events at the same place that a merge offers."""

router = APIRouter(include_in_schema=False, dependencies=[Depends(needs("reader"))])
Own = Annotated[Desk, Depends(desk)]


def shown(request: Request, own: Desk, name: str, version: int, *, status: int = 200, **told: Any) -> Response:
    """A page from its template, with what each page's head needs."""
    context = {
        "pages": PAGES, "here": request.url.path, "version": version, "case_name": PurePath(own.book.name).name,
        **WORDS, **told,
    }
    page: Response = request.app.state.templates.TemplateResponse(request, name, context, status_code=status)
    return page


async def failed(request: Request, error: Exception) -> Response:
    """What went wrong with a request: a page for a browser, JSON for the API."""
    assert isinstance(error, HTTPException)
    if request.url.path.startswith("/api/") or not hasattr(request.state, "csrf"):
        return await http_exception_handler(request, error)
    title = {404: "Not here", 403: "Not allowed"}.get(error.status_code, "That did not work")
    return shown(request, desk(request), "error.html", 0, status=error.status_code, title=title, told=str(error.detail))


@router.get("/")
def events(request: Request, own: Own) -> Response:
    """The list of events. A query that cannot be is answered with all of them."""
    try:
        asked = EventQuery.model_validate(dict(request.query_params))
    except ValidationError:
        asked = EventQuery()
    found = own.events(asked)
    return shown(
        request, own, "events.html", found.version, list=(page := ListPage(asked, found)), days=page.days,
        map=overview([(row.id, row.label, row.place) for row in found.items]),
    )


@router.get("/events/{id}")
def event(request: Request, own: Own, id: str, codebook: str | None = None) -> Response:
    """One event."""
    version, part = own.version(), own.event(id)
    if part is None:
        raise HTTPException(404, "This case holds no such event. It may have become part of another.")
    page = EventPage(part, id, codebook)
    near = load_gazetteer(own.settings.cache).within
    return shown(
        request, own, "event.html", version, page=page, map=event_map(page.grid, page.event, near), grid=page.grid,
        numbers=page.numbers, tied=page.tied, near=_near(own, page),
    )


def _near(own: Desk, page: EventPage) -> list[Any]:
    """Events that may be the same: told by the same reports, or at the same place."""
    found: dict[str, Any] = {other.id: other for other in page.others}
    if page.event.place.name:
        for row in own.events(EventQuery(place=page.event.place.name[:200], size=NEAR)).items:
            found.setdefault(row.id, row)
    found.pop(page.event.id, None)
    return list(found.values())
