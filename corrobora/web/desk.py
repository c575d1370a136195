"""The desk itself: one open case as the pages and the API see it."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence

from fastapi import Request
from pydantic import JsonValue

from corrobora.casebook.case import put_together
from corrobora.casebook.history import History
from corrobora.casebook.people import note_in
from corrobora.casebook.shelf import View, state, state_of
from corrobora.casebook.shelve import made_by, shelve
from corrobora.casebook.store import Casebook
from corrobora.casebook.tables import key_of
from corrobora.errors import CaseError, JudgementError
from corrobora.records import Case, Effect, Entity, Judged, Judgement
from corrobora.settings import Settings
from corrobora.web.search import (
    ArticleList,
    ArticleQuery,
    EntityList,
    EntityQuery,
    EventList,
    EventQuery,
    Queue,
    QueueQuery,
    find_events,
    listed,
)


class Desk:
    """An open case. Pages and API read through it only: from the shelf, on which the case lies put together."""

    def __init__(self, book: Casebook, settings: Settings) -> None:
        self.book = book
        self.settings = settings
        self.lock = threading.RLock()
        self.history = History()
        self._digest = settings.digest()
        self._case: tuple[int, Case] | None = None
        self.catch_up()

    # ------------------------------------------------------------ how far it is

    def version(self) -> int:
        """The number of the last change of the case. Cheap."""
        return self.book.version()

    def catch_up(self) -> None:
        """Works in what has changed."""
        with self.lock:
            now = state(self.book)
            if now is None or now.made_by != made_by(self.settings) or now.version < self.version():
                shelve(self.book, self.settings)

    @contextlib.contextmanager
    def view(self) -> Iterator[View]:
        """The shelf as it is at this moment."""
        self.history.catch_up(self.book)
        with self.book.reading() as connection:
            now = state_of(connection)
            if now is None:
                raise CaseError("is not put together yet", where=self.book.name, mend="wait a moment, then reload")
            yield View(connection, now, self.history, self._digest)

    def counts(self) -> dict[str, int]:
        """How much the case holds: articles, origins, entities, claims, events, unread, judgements."""
        with self.view() as view:
            return {**view.state.counts, "judgements": len(self.history.all())}

    # ------------------------------------------------------------ the case and parts of it, each a case document

    def case(self) -> Case:
        """The whole case, fetched once a version. For exports: pages ask for parts."""
        with self.lock:
            version = self.version()
            if self._case is None or self._case[0] != version:
                with self.view() as view:
                    self._case = version, view.whole(self.book.unread())
            return self._case[1]

    def event(self, id_: str) -> Case | None:
        """The case cut down to one event (the first of ``events``): its articles with all their claims, names, origins, the
        judgements about any of it; the other events that these articles tell of stand behind it. None: no such event."""
        with self.view() as view:
            return view.event(id_)

    def article(self, id_: str) -> Case | None:
        """The case cut down to one article, by its id or key: its claims, and the events that it tells of. None: no such."""
        with self.view() as view:
            return view.article(key_of(id_)) or view.article(id_)

    def about(self, ids: Iterable[str]) -> Case:
        """The case cut down to the events, claims, names and articles that some ids stand for."""
        with self.view() as view:
            return view.about(ids)

    def entity(self, id_: str) -> tuple[Entity, list[dict[str, object]], EventList] | None:
        """A name, without its mentions, the rows of its latest articles, and the events that these tell of. None: no such."""
        with self.view() as view:
            if (found := view.entity(id_)) is None:
                return None
            return *found, find_events(view, EventQuery(entity=id_, size=200))

    # ------------------------------------------------------------ lists

    def events(self, asked: EventQuery) -> EventList:
        """A page of the list of events."""
        with self.view() as view:
            return find_events(view, asked)

    def articles(self, asked: ArticleQuery) -> ArticleList:
        """A page of the list of articles, the latest first."""
        with self.view() as view:
            return ArticleList(**listed(view.articles(asked.q, asked.outlet, asked.start, asked.size), asked.page, asked.size))

    def entities(self, asked: EntityQuery) -> EntityList:
        """A page of the list of names, the most mentioned first."""
        with self.view() as view:
            return EntityList(**listed(view.entities(asked.q, asked.kind, asked.start, asked.size), asked.page, asked.size))

    def queue(self, asked: QueueQuery) -> Queue:
        """A page of what is most in doubt."""
        with self.view() as view:
            found = view.doubts(asked.kind, (asked.page - 1) * asked.size, asked.size)
            return Queue(**listed(found, asked.page, asked.size))

    def judged(self, target: str | None = None) -> tuple[Judged, ...]:
        """All judgements with what became of each, or those about a thing: an id of any kind, or a written name."""
        with self.view() as view:
            return view.history(target)

    # ------------------------------------------------------------ deciding

    def decide(
        self, make: Callable[[Case], Judgement], words: Sequence[str], seen: int, address: str = ""
    ) -> tuple[Judgement, Effect, str | None]:
        """Records the judgement that ``make`` makes of the part of the case that ``words`` name; its effect and what is to say.

        Raises JudgementError if it cannot be or would have no effect, OvertakenError if somebody decided on the same cell.
        """
        with self.lock:
            judgement = make(self.about(words))
            tried = put_together(self.book, self.settings, more=[judgement]).case
            (judged,) = (j for j in tried.judgements if j.judgement.id == judgement.id)
            if judged.effect == "orphaned":
                raise JudgementError(f"{judgement.decision} would have no effect: {judged.note}", mend="nothing was recorded")
            told: JsonValue = {"id": judgement.id, "decision": judgement.decision}
            self.book.record(
                [judgement], seen, lambda connection: note_in(connection, judgement.who, "judgement", told, address)
            )
            self.catch_up()
            return judgement, judged.effect, judged.note


def desk(request: Request) -> Desk:
    """The desk of a request (a FastAPI dependency)."""
    found: Desk = request.app.state.desk
    return found
