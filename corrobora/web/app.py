"""The desk as a web application."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates
from starlette.exceptions import HTTPException

from corrobora.casebook.store import Casebook
from corrobora.casebook.tables import key_of
from corrobora.errors import CaseError, CorroboraError
from corrobora.records import VERSION
from corrobora.settings import Settings
from corrobora.web import api, look, pages
from corrobora.web.desk import Desk
from corrobora.web.security import guard

_HERE = Path(__file__).parent


def create_app(case: str, settings: Settings, *, host: str = "127.0.0.1") -> FastAPI:
    """The desk of a case that is there. Raises CaseError if it cannot be opened.

    ``app.state`` holds ``desk`` (``desk.desk``), ``templates`` (Jinja2, escaping, with ``csrf`` and ``user`` in every
    context, and a filter ``key``: article id -> what stands for it in an address) and
    ``loopback``. Pages are included from ``pages.router``, the API under ``/api``.
    """
    book = Casebook(case)

    @contextlib.asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        yield
        book.close()

    app = FastAPI(title="Corrobora desk", version=VERSION, lifespan=lifespan, docs_url=None, redoc_url=None,
                  openapi_url="/api/openapi.json")
    app.state.desk = Desk(book, settings)
    app.state.loopback = host in ("127.0.0.1", "::1", "localhost")
    app.state.templates = Jinja2Templates(env=look.environment(), context_processors=[_of_request])
    app.state.templates.env.filters["key"] = key_of
    app.middleware("http")(guard)
    app.add_exception_handler(CorroboraError, _told)
    app.add_exception_handler(HTTPException, pages.failed)
    app.mount("/static", StaticFiles(directory=_HERE / "static"), name="static")
    app.include_router(api.router)
    app.include_router(look.router)
    app.include_router(pages.router)
    return app


def _of_request(request: Request) -> dict[str, Any]:
    """What every template may use."""
    return {"csrf": request.state.csrf, "user": getattr(request.state, "user", None)}


async def _told(request: Request, error: Exception) -> Response:
    """Our own errors, in JSON: what, where, how to mend it."""
    assert isinstance(error, CorroboraError)
    status = 503 if isinstance(error, CaseError) else 422
    return JSONResponse({"error": error.what, "where": error.where, "mend": error.mend}, status)
