"""The pages of the desk."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from pathlib import PurePath
from typing import Annotated, Any, TypeVar, get_args

from fastapi import APIRouter, Depends, Query, Request
from fastapi.exception_handlers import http_exception_handler
from fastapi.responses import RedirectResponse, Response
from pydantic import ValidationError
from starlette.exceptions import HTTPException

from corrobora.codebooks.acled import EVENT_TYPE
from corrobora.entities.gazetteer import load_gazetteer
from corrobora.export import FORMATS
from corrobora.records import Counts, DatePrecision, Judgement, PlacePrecision, Scope, Side, Status
from corrobora.text.names import fold
from corrobora.web.desk import Desk, desk
from corrobora.web.exports import BESIDES
from corrobora.web.rows import Rows
from corrobora.web.search import ArticleQuery, EntityQuery, EventQuery, QueueQuery
from corrobora.web.users import needs
from corrobora.web.views import PAGES, history, link
from corrobora.web.views_agreement import AgreementPage
from corrobora.web.views_articles import ArticlePage, ListOfArticles
from corrobora.web.views_event import EventPage
from corrobora.web.views_list import REVIEWS, ListPage
from corrobora.web.views_map import event_map, overview
from corrobora.web.views_sources import CREDIBILITY, RELIABILITY, sources

WORDS = {
    "reviews": REVIEWS, "counts": get_args(Counts), "sides": get_args(Side), "scopes": get_args(Scope),
    "statuses": get_args(Status), "precisions": get_args(PlacePrecision), "date_precisions": get_args(DatePrecision),
    "types": tuple(EVENT_TYPE),
}
"""What the fields of a form offer."""
NEAR = 30
"""Events at the same place that a merge offers."""

HISTORY = 500
"""Judgements that are shown at once."""
SOURCES = 200
"""Names that the page of sources lists at once."""
OUTLET_PAGES = 10
"""Pages of 200 reports whose outlets are counted."""
KINDS = (("", "all"), ("names", "names"), ("events", "events"))
EFFECTS = (
    ("", "all"), ("applied", "in effect"), ("orphaned", "orphaned"), ("conflict", "in conflict"), ("superseded", "superseded"),
    ("undone", "undone"),
)
EXPORTS = {
    "ucdp": "one row an event, in the columns of UCDP GED (CSV)", "acled": "one row an event, shaped like ACLED's (CSV)",
    "casualties": "casualty ranges, one row an event (CSV)", "reports": "a report and event a row (CSV)",
    "hxl": "a humanitarian table with HXL tags (CSV)", "annotations": "every claim as a Web Annotation (JSON Lines)",
    "geojson": "the events as points", "followthemoney": "people, bodies and events as a graph (JSON Lines)",
    "statements": "the same, value by value", "anchors": "where names and events stand in the texts (JSON Lines)",
    "plover": "events in PLOVER's terms (JSON Lines)", "claimreview": "claims that people decided on, as ClaimReview",
    "html": "a report to read and print, as one page that needs nothing else", "markdown": "the same, to paste into a report",
    "case": "the whole case document (JSON)", "judgements": "what people decided, for another case to take over (JSON Lines)",
}
Q = TypeVar("Q", EventQuery, ArticleQuery, QueueQuery)

router = APIRouter(include_in_schema=False, dependencies=[Depends(needs("reader"))])
Own = Annotated[Desk, Depends(desk)]


def shown(request: Request, own: Desk, name: str, version: int, *, status: int = 200, **told: Any) -> Response:
    """A page from its template, with what each page's head needs."""
    context = {
        "pages": PAGES, "here": request.url.path, "version": version, "case_name": PurePath(own.book.name).name,
        "logs_in": own.settings.desk_users == "passwords", **WORDS, **told,
    }
    page: Response = request.app.state.templates.TemplateResponse(request, name, context, status_code=status)
    return page


async def failed(request: Request, error: Exception) -> Response:
    """What went wrong with a request: a page for a browser, JSON for the API."""
    assert isinstance(error, HTTPException)
    if request.url.path.startswith("/api/") or not hasattr(request.state, "csrf"):
        return await http_exception_handler(request, error)
    title = {404: "Not here", 403: "Not allowed", 503: "The case cannot be reached"}.get(error.status_code, "That did not work")
    own: Desk = request.app.state.desk
    return shown(request, own, "error.html", 0, status=error.status_code, title=title, told=str(error.detail))


@router.get("/")
def events(request: Request, own: Own) -> Response:
    """The list of events."""
    asked = _asked(EventQuery, request)
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
        with own.view() as view:
            now = view.now_called(id)
        if now:  # it has become part of another
            return RedirectResponse(f"/events/{now}", 303)
        raise HTTPException(404, "This case holds no such event. It may have been there before reports were read again.")
    page = EventPage(part, id, codebook)
    near = load_gazetteer(own.settings.cache).within
    return shown(
        request, own, "event.html", version, page=page, map=event_map(page.grid, page.event, near), grid=page.grid,
        numbers=page.numbers, tied=page.tied, near=_near(own, page), kin=own.kin(id),
    )


@router.get("/articles")
def articles(request: Request, own: Own) -> Response:
    """The list of reports."""
    asked = _asked(ArticleQuery, request)
    found = own.articles(asked)
    return shown(request, own, "articles.html", found.version, list=ListOfArticles(asked, found))


@router.get("/articles/{key}")
def article(request: Request, own: Own, key: str) -> Response:
    """One report, block by block."""
    version, part = own.version(), own.article(key)
    if part is None:
        raise HTTPException(404, "This case holds no such report.")
    page = ArticlePage(part)
    return shown(request, own, "article.html", version, page=page, grid=page.grid)


@router.get("/queue")
def queue(request: Request, own: Own) -> Response:
    """Pairs in doubt."""
    asked = _asked(QueueQuery, request)
    found, query = own.queue(asked), asked.model_dump(exclude_defaults=True)
    last = max(1, ceil(found.total / found.size))
    with own.view() as view:
        asides = Rows(view).asides(one.id for pair in found.items for one in (pair.a, pair.b))
    return shown(
        request, own, "queue.html", found.version, queue=found.model_dump(), asides=asides, kind=asked.kind,
        kinds=KINDS, last=last,
        previous=link("/queue", query, page=asked.page - 1) if asked.page > 1 else None,
        next=link("/queue", query, page=asked.page + 1) if asked.page < last else None,
    )


@router.get("/judgements")
def judgements(request: Request, own: Own, effect: str = "") -> Response:
    """What people decided, whatever became of it."""
    version, judged = own.version(), own.judged()
    with own.view() as view:
        labels = _labels(Rows(view), [one.judgement for one in judged])
    lines = [line for line in history(judged, labels) if effect in ("", line.effect or "applied")]
    orphaned = sum(j.effect in ("orphaned", "conflict") for j in judged)
    return shown(
        request, own, "judgements.html", version, lines=lines[:HISTORY], more=len(lines) > HISTORY, orphaned=orphaned,
        effect=effect, effects=EFFECTS,
    )


@router.get("/agreement")
def agreement(
    request: Request, own: Own, a: Annotated[str, Query(max_length=200)] = "", b: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """How far two analysts agree."""
    version = own.version()
    with own.view() as view:
        judged = [one.judgement for one in view.history()]
        labels = _labels(Rows(view), judged)
    return shown(request, own, "agreement.html", version, agreement=AgreementPage(judged, labels, a, b))


@router.get("/sources")
def sources_(request: Request, own: Own, q: str = "") -> Response:
    """Who tells, and what analysts think of them."""
    version, rows = own.version(), []
    for number in range(1, OUTLET_PAGES + 1):
        found = own.articles(ArticleQuery(outlet=q[:200], page=number, size=200))
        rows += found.items
        if number * 200 >= found.total:
            break
    names = [
        row for kind in ("person", "organisation", "group")
        for row in own.entities(EntityQuery(q=q[:200], kind=kind, size=SOURCES)).items
    ]
    names.sort(key=lambda row: -row.mentions)
    told = sources(rows, names[:SOURCES], own.judged())
    return shown(
        request, own, "sources.html", version, q=q, sources=[s for s in told if fold(q) in fold(s.name)],
        reliability=RELIABILITY, credibility=CREDIBILITY,
    )


@router.get("/add")
def add(request: Request, own: Own) -> Response:
    """Where reports are added."""
    return shown(request, own, "add.html", own.version(), unread=own.book.unread()[-HISTORY:])


@router.get("/exports")
def exports(request: Request, own: Own) -> Response:
    """The formats in which the case can be had."""
    formats = [(name, EXPORTS.get(name, "")) for name in (*(name for name in EXPORTS if name in BESIDES), *FORMATS)]
    return shown(request, own, "exports.html", own.version(), formats=formats)


def _asked(kind: type[Q], request: Request) -> Q:
    """What the address asks for; a query that cannot be asks for everything."""
    try:
        return kind.model_validate(dict(request.query_params))
    except ValidationError:
        return kind()


def _labels(rows: Rows, judgements: Sequence[Judgement]) -> dict[str, str]:
    """What the events and articles are called that judgements are about."""
    targets = [target for judgement in judgements for target in (judgement.target, *judgement.others) if target.id]
    return rows.labels(*([t.id for t in targets if t.id and t.kind == kind] for kind in ("event", "article")))


def _near(own: Desk, page: EventPage) -> list[Any]:
    """Events that may be the same: told by the same reports, or at the same place."""
    found: dict[str, Any] = {other.id: other for other in page.others}
    if page.event.place.name:
        for row in own.events_at(page.event.place.name, NEAR):
            found.setdefault(row.id, row)
    found.pop(page.event.id, None)
    return list(found.values())
