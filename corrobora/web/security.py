"""What keeps the desk to those who may: headers, the Host header, the session cookie and its CSRF token."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
from collections.abc import Awaitable, Callable

from fastapi import Request, Response
from fastapi.responses import JSONResponse

from corrobora.web.users import local_user

Next = Callable[[Request], Awaitable[Response]]
COOKIE = "corrobora_session"
SAFE = ("GET", "HEAD", "OPTIONS")
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; "
        "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}


def is_loopback(host: str) -> bool:
    """Whether a name or address is this machine's own."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def csrf_of(session: str) -> str:
    """The token that every unsafe request brings in X-CSRF-Token: bound to the session, and it does not tell it."""
    return hmac.new(session.encode(), b"csrf", hashlib.sha256).hexdigest()


async def guard(request: Request, call_next: Next) -> Response:
    """Middleware: refuses foreign hosts and requests without the CSRF token; puts the headers on every answer."""
    response = await _guarded(request, call_next)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


async def _guarded(request: Request, call_next: Next) -> Response:
    if request.app.state.loopback and not is_loopback(request.url.hostname or ""):
        return JSONResponse({"error": "this desk answers to this machine only"}, 421)
    session = request.cookies.get(COOKIE) or ""
    fresh = not session
    if fresh:
        session = secrets.token_urlsafe(32)
    request.state.csrf = csrf_of(session)
    request.state.user = local_user()
    if request.method not in SAFE:
        given = request.headers.get("x-csrf-token", "")
        if fresh or not hmac.compare_digest(given.encode(), request.state.csrf.encode()):
            return JSONResponse({"error": "the X-CSRF-Token header is missing or of another session", "mend": "reload"}, 403)
    response = await call_next(request)
    if fresh:
        response.set_cookie(COOKIE, session, httponly=True, samesite="strict", secure=not request.app.state.loopback)
    return response
