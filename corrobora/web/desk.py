"""The desk itself: one open case as the pages and the API see it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence

from fastapi import Request

from corrobora.casebook.case import assembled
from corrobora.casebook.store import Casebook
from corrobora.errors import JudgementError
from corrobora.records import Case, Effect, Judgement
from corrobora.settings import Settings
from corrobora.web.search import EventList, EventQuery, row_of
from corrobora.web.slices import slice_case


class Desk:
    """An open case. Pages and API read through it only; what a person decides goes through ``judgements.decide``."""

    def __init__(self, book: Casebook, settings: Settings) -> None:
        self.book = book
        self.settings = settings
        self.lock = threading.RLock()
        self._case: tuple[int, Case] | None = None

    def version(self) -> int:
        """The number of the last change of the case. Cheap."""
        return self.book.version()

    def case(self) -> Case:
        """The whole case, put together once a version. For exports and small cases: pages ask for slices."""
        with self.lock:
            version = self.version()
            if self._case is None or self._case[0] != version:
                self._case = version, assembled(self.book, self.settings)
            return self._case[1]

    def event(self, id_: str) -> Case | None:
        """The case cut down to one event: it, its articles with all their claims, its entities and origins. None: no such."""
        case = self.case()
        if all(event.id != id_ for event in case.events):
            return None
        return slice_case(case, events=[id_])

    def article(self, id_: str) -> Case | None:
        """The case cut down to one article: its claims, and the events that it tells of. None: no such."""
        case = self.case()
        return slice_case(case, articles=[id_]) if any(article.id == id_ for article in case.articles) else None

    def events(self, asked: EventQuery) -> EventList:
        """A page of the list of events."""
        version, case = self.version(), self.case()
        origin_of = {article.id: article.origin for article in case.articles}
        rows = [row_of(event, len({origin_of.get(a) for a in event.articles})) for event in case.events]
        start = (asked.page - 1) * asked.size
        return EventList(version=version, total=len(rows), page=asked.page, size=asked.size,
                         items=rows[start:start + asked.size], facets={})

    def decide(
        self, make: Callable[[Case], Judgement], words: Sequence[str], seen: int
    ) -> tuple[Judgement, Effect, str | None]:
        """Records the judgement that ``make`` makes of the part of the case that ``words`` name; its effect and what is to say.

        Raises JudgementError if it cannot be or would have no effect, OvertakenError if somebody decided on the same cell.
        """
        with self.lock:
            judgement = make(self.about(words))
            tried = assembled(self.book, self.settings, more=[judgement])
            (judged,) = (j for j in tried.judgements if j.judgement.id == judgement.id)
            if judged.effect == "orphaned":
                raise JudgementError(f"{judgement.decision} would have no effect: {judged.note}", mend="nothing was recorded")
            self.book.record([judgement], seen)
            return judgement, judged.effect, judged.note

    def about(self, ids: Iterable[str]) -> Case:
        """The case cut down to the events, claims, articles, names and judgements that some ids stand for."""
        return self.case()


def desk(request: Request) -> Desk:
    """The desk of a request (a FastAPI dependency)."""
    found: Desk = request.app.state.desk
    return found
