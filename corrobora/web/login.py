"""Logging in and out: plain forms, which work without a script."""

from __future__ import annotations

import re
import secrets
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from corrobora.casebook.people import begin_session, end_session, note
from corrobora.web.desk import Desk, desk
from corrobora.web.security import COOKIE, put_cookie, same
from corrobora.web.users import with_password

router = APIRouter(include_in_schema=False)
Own = Annotated[Desk, Depends(desk)]
LONGEST = 2000
"""Characters of an address to come back to."""
Next = Annotated[str, Query(max_length=LONGEST)]
Token = Annotated[str, Form(alias="csrf", max_length=100)]


@router.get("/login")
def form(request: Request, own: Own, next: Next = "/") -> Response:
    """The form, or the way in where nobody has to log in. ``next``: the page that was asked for."""
    if own.settings.desk_users != "passwords" or request.state.user:
        return RedirectResponse(_own(next), 303)
    return _form(request, own, None, next)


@router.post("/login")
def log_in(
    request: Request, own: Own, name: Annotated[str, Form(max_length=200)], password: Annotated[str, Form(max_length=1000)],
    csrf: Token = "", next: Annotated[str, Form(max_length=LONGEST)] = "/",
) -> Response:
    """Logs in: the browser has a new session, so that nobody can have planted the one it has."""
    if own.settings.desk_users != "passwords":
        return RedirectResponse("/", 303)
    if not same(csrf, request.state.csrf):
        return _form(request, own, "The form was too old. Try again.", next)
    user = with_password(own.book, name, password)
    if user is None:
        note(own.book, name[:64], "login refused", None, request.state.address)
        return _form(request, own, "No user has this name and password.", next)
    session = secrets.token_urlsafe(32)
    begin_session(own.book, session, user.name)
    note(own.book, user.name, "login", None, request.state.address)
    response = RedirectResponse(_own(next), 303)
    put_cookie(request, response, session)
    return response


@router.post("/logout")
def log_out(request: Request, own: Own, csrf: Token = "") -> Response:
    """Ends the session, here and in the case."""
    response = RedirectResponse("/login", 303)
    if request.state.user and same(csrf, request.state.csrf):
        end_session(own.book, request.state.session)
        note(own.book, request.state.user.name, "logout", None, request.state.address)
        response.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")
    return response


def _own(path: str) -> str:
    """A page of ours, or the list: a link to the form must not lead elsewhere."""
    return path if re.fullmatch(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]*", path) else "/"


def _form(request: Request, own: Desk, told: str | None, next: str) -> Response:
    context = {"told": told, "title": own.book.name, "next": _own(next)}
    page: Response = request.app.state.templates.TemplateResponse(
        request, "login.html", context, status_code=401 if told else 200
    )
    return page
