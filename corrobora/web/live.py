"""What happens to the case while somebody looks at it, as server-sent events.

The database is asked for its version once a second, once for all who listen, so several server processes tell the same.
https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, HTTPException, Request
from fastapi.responses import StreamingResponse

from corrobora.casebook.shelf import state
from corrobora.casebook.store import Change
from corrobora.errors import CaseError
from corrobora.web.desk import Desk
from corrobora.web.users import User, needs

router = APIRouter(tags=["live"])
EVERY = 1.0
"""Seconds between two looks at the database."""
QUIET = 15
"""Looks without news after which a line is sent, so that nobody takes the stream for dead."""
LASTING = 600
"""Looks after which a stream ends and the browser asks again: who is logged out meanwhile gets no more."""
STREAMS = 20
"""Streams of one user at a time."""
AT_ONCE = 500
"""Changes that are told one by one; who has missed more is told to reload."""
NAMES = {"judgements": "judgement", "added": "added", "unread": "added", "read": "rebuilt"}


class Live:
    """One look at the database a second, shared by all streams."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.streams: Counter[str] = Counter()
        self._seen: tuple[float, tuple[int, int]] = (-1.0, (0, 0))
        self._lock = asyncio.Lock()
        self._since: int | None = None
        self._lines: tuple[tuple[int, str], ...] = ()

    async def look(self) -> tuple[int, int]:
        """The case's version, and that of the shelf."""
        async with self._lock:
            now = asyncio.get_running_loop().time()
            if now - self._seen[0] >= EVERY * 0.9:
                self._seen = now, await asyncio.to_thread(self._look)
            return self._seen[1]

    def _look(self) -> tuple[int, int]:
        shown, version = state(self.desk.book), self.desk.version()
        last = self._lines[-1][0] if self._lines else self._since
        if last is None:
            self._since = version
        elif version > last:
            lines = (*self._lines, *_told(self.desk, last, version))
            if len(lines) > AT_ONCE:
                self._since = lines[-AT_ONCE - 1][0]
            self._lines = lines[-AT_ONCE:]
        return version, shown.version if shown else 0

    async def told(self, after: int, version: int) -> list[tuple[int, str]]:
        """The changes after one, up to another, as events: those that were seen go to all who listen as they are."""
        if self._since is not None and after >= self._since:
            return [(number, line) for number, line in self._lines if after < number <= version]
        return await asyncio.to_thread(_told, self.desk, after, version)


@router.get("/live", response_class=StreamingResponse)
async def live(
    request: Request, who: Annotated[User, Depends(needs("reader"))],
    last_event_id: Annotated[str | None, Header(max_length=20)] = None,
) -> StreamingResponse:
    """Events ``judgement``, ``added`` and ``rebuilt``, whose id is the change's number; ``shown`` when the lists have it;
    ``reload`` for one who has missed too much."""
    source: Live = request.app.state.live
    if source.streams[who.name] >= STREAMS:
        raise HTTPException(429, f"{who.name} has {STREAMS} streams open")
    told = last_event_id or ""
    after = int(told) if told.isascii() and told.isdigit() else None
    return StreamingResponse(_events(source, who, after), media_type="text/event-stream")


async def _events(source: Live, who: User, after: int | None) -> AsyncIterator[str]:
    source.streams[who.name] += 1
    try:
        version, shown = await source.look()
        last = version if after is None or after > version else after
        yield f"retry: 2000\nid: {last}\nevent: hello\ndata: {json.dumps({'version': version, 'shown': shown})}\n\n"
        quiet = 0
        for _ in range(LASTING):
            try:
                version, now_shown = await source.look()
                told = await source.told(last, version) if version > last else []
            except CaseError:  # the database is away: it is asked again
                told, now_shown = [], shown
            for number, line in told:
                last = number
                yield line
            if now_shown != shown:
                shown = now_shown
                yield f"event: shown\ndata: {json.dumps({'version': shown})}\n\n"
            quiet = 0 if told else quiet + 1
            if quiet % QUIET == QUIET - 1:
                yield ": quiet\n\n"
            await asyncio.sleep(EVERY)
    finally:
        source.streams[who.name] -= 1


def _told(own: Desk, after: int, version: int) -> list[tuple[int, str]]:
    """The changes after a version, as events."""
    if version - after > AT_ONCE:
        return [(version, f"id: {version}\nevent: reload\ndata: {json.dumps({'version': version})}\n\n")]
    changes = own.book.changes(after)
    own.history.catch_up(own.book)
    return [
        (change.number, f"id: {change.number}\nevent: {NAMES[change.kind]}\ndata: {json.dumps(_data(own, change))}\n\n")
        for change in changes
    ]


def _data(own: Desk, change: Change) -> dict[str, Any]:
    data: dict[str, Any] = {"version": change.number, "when": change.moment}
    if change.kind != "judgements" or not isinstance(change.about, list):
        return {**data, "articles": change.about}
    wanted = {str(id_) for id_ in change.about[:AT_ONCE]}
    found = [j for j in own.history.of(wanted) if j.id in wanted]
    return {**data, "judgements": [
        {"id": j.id, "who": j.who, "decision": j.decision, "target": j.target.id, "names": j.target.names,
         "others": [other.id for other in j.others]} for j in found
    ]}
