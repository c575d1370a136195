"""The desk as a web application."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates
from starlette.exceptions import HTTPException

from corrobora.casebook.store import Casebook
from corrobora.casebook.tables import key_of
from corrobora.errors import CorroboraError, SettingsError
from corrobora.records import VERSION
from corrobora.settings import Settings
from corrobora.web import api, login, look, pages, problems
from corrobora.web.desk import Desk
from corrobora.web.live import Live
from corrobora.web.security import Guard, is_loopback
from corrobora.web.turns import Turns
from corrobora.web.uploads import Uploads

_HERE = Path(__file__).parent


def create_app(case: str, settings: Settings, *, host: str = "127.0.0.1") -> FastAPI:
    """The desk of a case that is there. Raises CaseError if it cannot be opened, SettingsError for a desk without users on an
    address beyond this machine.

    ``app.state`` holds ``desk`` (``desk.desk``), ``templates`` (Jinja2, escaping, with ``csrf`` and ``user`` in every
    context, and a filter ``key``: article id -> what stands for it in an address) and
    ``loopback``. Pages are included from ``pages.router``, the API under ``/api``.
    """
    if settings.desk_users == "none" and not is_loopback(host):
        raise SettingsError(
            f"beyond this machine ({host}) the desk needs users", where="desk_users",
            mend='corrobora users add CASE NAME, then serve with --users passwords; or --users header behind a reverse proxy',
        )
    book = Casebook(case)

    @contextlib.asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.turns = Turns()
        yield
        app.state.uploads.close()
        app.state.desk.settler.close()
        book.close()

    app = FastAPI(title="Corrobora desk", version=VERSION, lifespan=lifespan, docs_url=None, redoc_url=None,
                  openapi_url="/api/openapi.json")
    app.state.desk = Desk(case, book, settings)
    app.state.live = Live(app.state.desk)
    app.state.uploads = Uploads(case, app.state.desk)
    app.state.loopback = is_loopback(host)
    app.state.templates = Jinja2Templates(env=look.environment(), context_processors=[_of_request])
    app.state.templates.env.filters["key"] = key_of
    app.add_middleware(Guard, book=book, settings=settings)
    app.add_exception_handler(CorroboraError, problems.of_program)
    app.add_exception_handler(HTTPException, problems.of_http)
    app.add_exception_handler(Exception, problems.of_fault)
    app.add_exception_handler(RequestValidationError, problems.of_request)
    app.mount("/static", StaticFiles(directory=_HERE / "static"), name="static")
    app.include_router(login.router)
    app.include_router(api.router)
    app.include_router(look.router)
    app.include_router(pages.router)
    return app


def _of_request(request: Request) -> dict[str, Any]:
    """What every template may use."""
    user = getattr(request.state, "user", None)
    return {"csrf": request.state.csrf, "user": user, "judges": user is not None and user.may("analyst")}
