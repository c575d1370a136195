"""The desk itself: one open case as the pages and the API see it."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from fastapi import Request
from pydantic import JsonValue
from sqlalchemy import Connection

from corrobora.casebook.case import put_together
from corrobora.casebook.history import History
from corrobora.casebook.judgements import active
from corrobora.casebook.local import NotLocalError, make_again, put_back
from corrobora.casebook.names import foreseen
from corrobora.casebook.parts import folded_id
from corrobora.casebook.people import note_in
from corrobora.casebook.rows import EventRow, Kin
from corrobora.casebook.shelf import State, View, set_state, state, state_of
from corrobora.casebook.shelve import Generation, made_by, shelve, show_generation, write_generation
from corrobora.casebook.store import Casebook, version_in
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
from corrobora.web.settler import Settler

FEW = 50
"""Judgements that are worked in by themselves; for more the case is put together."""
TRIES = 20


class Desk:
    """An open case. Pages and API read through it only: from the shelf, on which the case lies put together."""

    def __init__(self, case: str, book: Casebook, settings: Settings) -> None:
        self.case_name = case
        self.book = book
        self.settings = settings
        self.lock = threading.RLock()
        self.history = History()
        self._digest = settings.digest()
        self._case: tuple[tuple[int, int], Case] | None = None
        self.settler = Settler(self)
        self.catch_up()

    # ------------------------------------------------------------ how far it is

    def version(self) -> int:
        """The number of the last change of the case. Cheap."""
        return self.book.version()

    def catch_up(self) -> None:
        """Works in what has changed: judgements by themselves where that can be, all else by putting the case together."""
        with self.lock:
            now = state(self.book)
            if now is not None and now.made_by == made_by(self.settings):
                if now.version == self.version() or self._work_in(now):
                    return
                if not now.small:  # it takes its time: what is shown is told to be behind
                    self.settler.soon()
                    return
            shelve(self.book, self.settings)

    def _work_in(self, now: State) -> bool:
        """Works in the judgements made since; whether that was all and could be."""
        changes = self.book.changes(now.version)
        if any(change.kind != "judgements" for change in changes) or len(changes) > FEW:
            return False
        wanted = {str(id_) for change in changes if isinstance(change.about, list) for id_ in change.about}
        with self.view() as view:
            new = [judgement for judgement in view.judging(wanted) if judgement.id in wanted]
            try:
                part = make_again(self.book, self.settings, view, new)
            except NotLocalError:
                return False
        with self.book.writing() as connection:
            shown = state_of(connection)
            if shown is None or (shown.generation, shown.version) != (now.generation, now.version):
                return False  # another server was faster
            set_state(connection, put_back(connection, view, part), changes[-1].number)
        self.settler.soon()
        return True

    def settle(self, made: Generation | None = None) -> None:
        """Puts the whole case together again, or shows one that was, and works in what people decided meanwhile."""
        made = self._brought_up(made or write_generation(self.book, self.settings))  # most of it, while others decide
        with self.lock:
            for _ in range(TRIES):
                made = self._brought_up(made)
                now = state(self.book)
                if now is not None and now.version > made.version:
                    break  # it would take from the screen what stands there: the next one has it
                if show_generation(self.book, made):
                    break
        if made.version < made.seen:
            self.settler.soon()

    def _brought_up(self, made: Generation) -> Generation:
        """A generation not shown yet, with what people decided since; what hangs on the whole case waits for the next one."""
        self.history.catch_up(self.book)
        changes = self.book.changes(made.seen)
        for change in changes:
            wanted = {str(id_) for id_ in change.about} if isinstance(change.about, list) else set()
            with self.book.reading() as connection:
                now = State(made.number, made.version, made.whole, made.made_by, made.seconds, made.counts)
                view = View(connection, now, self.history, self._digest)
                new = [judgement for judgement in view.judging(wanted) if judgement.id in wanted]
                try:
                    part = make_again(self.book, self.settings, view, new) if new else None
                except NotLocalError:
                    part = None
            if part is not None:
                with self.book.writing() as connection:
                    made = replace(made, counts=put_back(connection, view, part))
            done = made.version == made.seen and part is not None
            made = replace(made, seen=change.number, version=change.number if done else made.version)
        return made

    def settled(self) -> bool:
        """Whether all that is shown was put together as a whole."""
        now = state(self.book)
        return now is not None and now.whole == now.version == self.version()

    @contextlib.contextmanager
    def view(self) -> Iterator[View]:
        """The shelf as it is at this moment."""
        self.history.catch_up(self.book)
        with self.book.reading() as connection:
            now = state_of(connection)
            if now is None:
                raise CaseError("is not put together yet", where=self.book.name, mend="wait a moment, then reload")
            if now.version < version_in(connection):
                self.settler.soon()  # something was done elsewhere: on the command line, by another server
            yield View(connection, now, self.history, self._digest)

    def counts(self) -> dict[str, int]:
        """How much the case holds: articles, origins, entities, claims, events, unread, judgements."""
        with self.view() as view:
            return {**view.state.counts, "judgements": len(self.history.all())}

    # ------------------------------------------------------------ the case and parts of it, each a case document

    def case(self) -> Case:
        """The whole case, fetched once a version. For exports: pages ask for parts."""
        with self.lock, self.view() as view:
            shown = view.state.generation, view.state.version
            if self._case is None or self._case[0] != shown:
                self._case = shown, view.whole(self.book.unread())
            return self._case[1]

    def event(self, id_: str) -> Case | None:
        """The case cut down to one event (the first of ``events``): its articles with all their claims, names, origins, the
        judgements about any of it; the other events that these articles tell of stand behind it. None: no such event."""
        with self.view() as view:
            return view.event(id_)

    def kin(self, id_: str) -> list[Kin]:
        """The events that an event was joined with and split from by the code."""
        with self.view() as view:
            return view.kin(id_)

    def article(self, id_: str) -> Case | None:
        """The case cut down to one article, by its id or key: its claims, and the events that it tells of. None: no such."""
        with self.view() as view:
            return view.article(key_of(id_)) or view.article(folded_id(id_))

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

    def events_at(self, place: str, most: int) -> list[EventRow]:
        """Events at a place, by a part of its name."""
        with self.view() as view:
            return [EventRow(**row) for row in view.events_at(place, most)]

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
        self, make: Callable[[Case], Judgement], words: Sequence[str], seen: int, address: str = "", *, careful: bool = False
    ) -> tuple[Judgement, Effect, str | None]:
        """Records the judgement that ``make`` makes of the part of the case that ``words`` name; its effect and what is to say.

        Raises JudgementError if it cannot be or would have no effect, OvertakenError if somebody decided on the same cell,
        and, if ``careful``, WarnedError where something speaks against it: then nothing is recorded.
        """
        with self.lock:
            judgement = make(self.about(words))
            told: JsonValue = {"id": judgement.id, "decision": judgement.decision}

            def audited(connection: Connection) -> None:
                note_in(connection, judgement.who, "judgement", told, address)

            for _ in range(TRIES):
                self._behind()
                try:
                    effect, note = self._decide_locally(judgement, seen, audited, careful)
                except NotLocalError:
                    break
                except _OvertakenShelfError:  # another server has worked something in meanwhile
                    continue
                self.settler.soon()
                return judgement, effect, note
            return self._decide_wholly(judgement, seen, audited, careful)

    def _behind(self) -> None:
        now = state(self.book)
        if now is None or now.version < self.version():
            self.catch_up()

    def _decide_locally(
        self, judgement: Judgement, seen: int, audited: Callable[[Connection], None], careful: bool
    ) -> tuple[Effect, str | None]:
        """Records a judgement and works it in, in one transaction: what was decided is shown, or was not decided."""
        with self.view() as view:
            now = view.state
            part = make_again(self.book, self.settings, view, [judgement])
        effect, note = part.effect(judgement)
        _check(judgement, effect, note, careful)

        def besides(connection: Connection) -> None:
            shown = state_of(connection)
            if shown is None or (shown.generation, shown.version) != (now.generation, now.version):
                raise _OvertakenShelfError
            audited(connection)
            counts, last = put_back(connection, view, part), version_in(connection)
            # Where something else waits to be worked in, it must not be passed over. Numbers may have gaps: PostgreSQL does
            # not give one again that was rolled back.
            set_state(connection, counts, last if version_in(connection, before=last) <= shown.version else None)

        self.book.record([judgement], seen, besides)
        return effect, note

    def _decide_wholly(
        self, judgement: Judgement, seen: int, audited: Callable[[Connection], None], careful: bool
    ) -> tuple[Judgement, Effect, str | None]:
        """Records a judgement that the whole case hangs on; a large case shows it when it is put together again."""
        now = state(self.book)
        if now is not None and not now.small:
            effect, note = self._foreseen(judgement)
            _check(judgement, effect, note, careful)
            self.book.record([judgement], seen, audited)
            self.settler.soon()
            return judgement, effect, "; ".join(filter(None, (note, "it shows when the whole case is put together again")))
        tried = put_together(self.book, self.settings, more=[judgement]).case
        (judged,) = (j for j in tried.judgements if j.judgement.id == judgement.id)
        _check(judgement, judged.effect, judged.note, careful)
        self.book.record([judgement], seen, audited)
        try:
            self.catch_up()
        except CaseError:  # a full disk, say: what is recorded was decided, and shows when there is room again
            self.settler.soon()
        return judgement, judged.effect, judged.note

    def _foreseen(self, judgement: Judgement) -> tuple[Effect, str | None]:
        """What will become of a judgement on names when the whole case is put together."""
        if judgement.target.kind != "names":
            return "applied", None
        with self.view() as view:
            judged = view.deciding("same", "not_same", "unsure", "undo")
            held = active(judged)
            others = [j for j in judged if j.id in held and j.target.kind == "names"]
            return foreseen(judgement, view.called(judgement.target.names), others)


class _OvertakenShelfError(Exception):
    """The shelf is not what a part was made of."""


class WarnedError(JudgementError):
    """Something speaks against a judgement, which was to be told before it is recorded."""

    def __init__(self, effect: Effect, note: str) -> None:
        super().__init__(note, mend="nothing was recorded; say it again without 'careful' to record it")
        self.effect, self.note = effect, note


def _check(judgement: Judgement, effect: Effect, note: str | None, careful: bool) -> None:
    if careful and note and effect != "orphaned":
        raise WarnedError(effect, note)
    if effect == "orphaned":
        what = judgement.decision.replace("_", " ")
        raise JudgementError(f"{what} would have no effect{f': {note}' if note else ''}", mend="nothing was recorded")


async def desk(request: Request) -> Desk:
    """The desk of a request (a FastAPI dependency)."""
    found: Desk = request.app.state.desk
    return found
