"""What the API says when it does not do what was asked: always in one shape."""

from __future__ import annotations

from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from corrobora.errors import CaseError, CorroboraError, InputError
from corrobora.web import pages
from corrobora.web.security import HEADERS


class Problem(BaseModel):
    """What happened, where, and what can be done about it."""

    error: str
    where: str | None = None
    mend: str | None = None


PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "description": what} for status, what in (
        (400, "The request cannot be read"), (401, "Nobody is logged in"), (403, "This user may not, or the token is missing"),
        (404, "There is no such thing"), (413, "Too large"), (415, "Of a kind that is not read"),
        (421, "Of another host"), (422, "What was asked cannot be"), (429, "Too many requests"),
        (503, "The database does not answer"),
    )
}
"""For the OpenAPI document."""


def told(status: int, error: str, where: str | None = None, mend: str | None = None) -> JSONResponse:
    """A problem as an answer; lone surrogates, which an input may bring, are written as escapes."""
    parts = (part and part.encode("utf-8", "backslashreplace").decode() for part in (error, where, mend))
    return JSONResponse(dict(zip(("error", "where", "mend"), parts, strict=True)), status)


async def of_program(request: Request, error: Exception) -> Response:
    """Our own errors."""
    assert isinstance(error, CorroboraError)
    status = 503 if isinstance(error, CaseError) else 422 if not isinstance(error, InputError) else 400
    if not request.url.path.startswith("/api/"):
        words = f"{error.what[:1].upper()}{error.what[1:]}" + (f" ({error.mend})" if error.mend else "")
        return await pages.failed(request, HTTPException(status, words))
    return told(status, error.what, error.where, error.mend)


async def of_fault(request: Request, error: Exception) -> Response:
    """What should not happen, said without its details: these stand in the server's log. No layer is left to add headers."""
    words = "The desk failed at this. Nothing that was stored is lost."
    if request.url.path.startswith("/api/"):
        answer: Response = told(500, words, None, "try again; the server's log says more")
    else:
        answer = await pages.failed(request, HTTPException(500, f"{words} Try again; the server's log says more."))
    answer.headers.update(HEADERS)
    return answer


async def of_request(request: Request, error: Exception) -> Response:
    """A request that does not fit."""
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    return told(422, str(first["msg"]), ".".join(str(part) for part in first["loc"]))


async def of_http(request: Request, error: Exception) -> Response:
    """Not found, not allowed: JSON for the API, a page for a browser."""
    assert isinstance(error, HTTPException)
    if request.url.path.startswith("/api/"):
        answer = told(error.status_code, str(error.detail))
        answer.headers.update(error.headers or {})
        return answer
    return await pages.failed(request, error)
