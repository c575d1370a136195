"""What keeps the desk to those who may: the Host header, users, the CSRF token, limits, and headers on every answer."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import ipaddress
import math
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlencode

from fastapi import Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from starlette.datastructures import MutableHeaders

from corrobora.casebook.store import Casebook
from corrobora.errors import CaseError
from corrobora.settings import Settings
from corrobora.web.limits import Bucket
from corrobora.web.users import User, local_user, of_header, of_session

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

COOKIE = "corrobora_session"
SAFE = ("GET", "HEAD", "OPTIONS")
OPEN = ("/login", "/api/health")
"""Paths for those who are not logged in; what lies under ``ASSETS`` is open too."""
ASSETS = ("/static/", "/look/")
FORMS = ("/login", "/logout")
"""Plain forms, which bring the CSRF token as a field and check it themselves."""
UPLOADS = "/api/uploads"
BODY = 1_000_000
"""Bytes of a request but for uploads."""
UPLOAD = 200_000_000
"""Bytes of an upload, all files together."""
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


def same(given: str, wanted: str) -> bool:
    """Whether two secrets are one, in the same time whatever they are."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode())


def put_cookie(request: Request, response: Response, session: str) -> None:
    """Gives the browser its session: for this site only, out of reach of scripts, beyond this machine over TLS only."""
    secure = not request.app.state.loopback or request.headers.get("x-forwarded-proto") == "https"
    response.set_cookie(COOKIE, session, httponly=True, samesite="strict", secure=secure, path="/")


class Guard:
    """The outermost layer (ASGI). Puts ``user``, ``csrf``, ``session`` and ``address`` on a request's state."""

    def __init__(self, app: App, book: Casebook, settings: Settings) -> None:
        self.app, self.book, self.settings = app, book, settings
        self.reads, self.writes = Bucket(2000, 500), Bucket(120, 10)
        self.logins = Bucket(10, 0.1)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        fresh = not self._tell(request)
        started = False

        async def sending(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                if scope["state"].get("too_large"):  # whatever reading half a body led to
                    message["status"] = 413
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if request.url.path.startswith(ASSETS):
                    headers["Cache-Control"] = "no-cache"
                elif fresh and "set-cookie" not in headers:
                    own = Response()
                    put_cookie(request, own, request.state.session)
                    headers.append("set-cookie", own.headers["set-cookie"])
            await send(message)

        refused = await self._refused(request, fresh)
        if refused is not None:
            await refused(scope, receive, sending)
            return
        limit = UPLOAD if request.url.path == UPLOADS else BODY
        try:
            await self.app(scope, _limited(receive, limit, scope["state"]), sending)
        except _TooLargeError:
            if not started:
                await _no(413, f"more than {limit:,} bytes")(scope, receive, sending)

    def _tell(self, request: Request) -> bool:
        """Puts on the request what it says of itself; whether it brings a session."""
        session = request.cookies.get(COOKIE) or ""
        state = request.state
        state.user, state.session = None, session or secrets.token_urlsafe(32)
        state.csrf = csrf_of(state.session)
        peer = request.client.host if request.client else ""
        state.proxied = peer in self.settings.desk_proxies
        hops = request.headers.get("x-forwarded-for", "")
        state.address = hops.rpartition(",")[2].strip()[:64] if state.proxied and hops else peer
        return bool(session)

    async def _refused(self, request: Request, fresh: bool) -> Response | None:
        """The answer to a request that is not let through."""
        users, path, state = self.settings.desk_users, request.url.path, request.state
        if users == "none" and not is_loopback(request.url.hostname or ""):
            return _no(421, "this desk answers to this machine only")
        if size := request.headers.get("content-length"):
            limit = UPLOAD if path == UPLOADS else BODY
            if not size.isdigit() or int(size) > limit:
                return _no(413, f"more than {limit:,} bytes")
        if path.startswith(ASSETS):
            return None
        try:
            state.user = await self._user(request, fresh)
        except CaseError as error:
            return _no(503, error.what)
        # Whoever is on this machine alone may ask as fast as the machine can.
        if users != "none" and (wait := self._bucket(request).take(state.user.name if state.user else state.address)):
            return _no(429, "too many requests", {"Retry-After": str(math.ceil(wait))})
        if state.user is None and path not in OPEN:
            return _no(401, "log in first") if path.startswith("/api/") else RedirectResponse(_login(request), 303)
        return None if request.method in SAFE or path in FORMS else self._unsafe(request, fresh)

    def _bucket(self, request: Request) -> Bucket:
        if request.method in SAFE:
            return self.reads
        return self.logins if request.url.path == "/login" else self.writes

    async def _user(self, request: Request, fresh: bool) -> User | None:
        if self.settings.desk_users == "none":
            return local_user()
        if self.settings.desk_users == "header":
            name = request.headers.get(self.settings.desk_header) if request.state.proxied else None
            return await asyncio.to_thread(of_header, self.book, self.settings, name) if name else None
        return None if fresh else await asyncio.to_thread(of_session, self.book, request.state.session)

    def _unsafe(self, request: Request, fresh: bool) -> Response | None:
        """What changes something comes from our own pages, by one who may."""
        if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return _no(403, "this comes from another site")
        if fresh or not same(request.headers.get("x-csrf-token", ""), request.state.csrf):
            return _no(403, "the X-CSRF-Token header is missing or of another session", mend="reload the page")
        if not request.state.user.may("analyst"):
            return _no(403, f"{request.state.user.name} may read only")
        return None


def _login(request: Request) -> str:
    """Where one logs in, and comes back to the page that was asked for."""
    asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return "/login" if request.method != "GET" or asked == "/" else f"/login?{urlencode({'next': asked})}"


class _TooLargeError(Exception):
    """A body that goes on beyond its limit."""


def _limited(receive: Receive, limit: int, state: MutableMapping[str, Any]) -> Receive:
    """What receives a body, up to so many bytes, whatever its length was said to be."""
    taken = 0

    async def receiving() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > limit:
            state["too_large"] = True
            raise _TooLargeError
        return message

    return receiving


def _no(status: int, what: str, headers: dict[str, str] | None = None, *, mend: str | None = None) -> Response:
    return JSONResponse({"error": what, "where": None, "mend": mend}, status, headers)
