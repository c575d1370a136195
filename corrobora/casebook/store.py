"""What a kept case holds, in and out of its database. Nothing here knows what a judgement means."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from pydantic import JsonValue
from sqlalchemy import Connection, Table, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError

from corrobora.casebook import tables
from corrobora.casebook.cells import cells
from corrobora.casebook.database import lock, open_engine, shown
from corrobora.casebook.tables import key_of, pack, unpack
from corrobora.errors import CaseError, JudgementError
from corrobora.records import Article, Judgement, Reading, Unread, make_id

IN_ONE = 5_000
"""Values of one statement."""


@dataclass(frozen=True)
class Kept:
    """An article's reading as stored. ``code`` and ``seen``: digests of the code, and of the article as judged, at the time."""

    reading: Reading
    code: str
    seen: str
    unread: Unread | None = None


@dataclass(frozen=True)
class KnownEvent:
    """An event's id, and the claims (article, kind, start, end) by which it is known again."""

    id: str
    anchors: tuple[tuple[str, str, int, int], ...]
    merged_into: str | None = None
    split_from: str | None = None


ChangeKind = Literal["judgements", "added", "read", "unread"]
"""Judgements recorded; articles added; articles read again; inputs noted that were not read."""


@dataclass(frozen=True)
class Change:
    """One commit: what kind, and what of: ids of judgements, a number of articles."""

    number: int
    moment: str
    kind: str
    about: JsonValue


class OvertakenError(JudgementError):
    """Somebody else has decided on the same cell since the case was looked at. ``by``: what they decided, the first first."""

    def __init__(self, by: Sequence[Judgement]) -> None:
        self.by = tuple(by)
        first = by[0]
        super().__init__(
            f"{first.who} has decided on this meanwhile: {first.decision.replace('_', ' ')}", where=first.id,
            mend="look at the case again, then decide",
        )


def now() -> str:
    """This moment in UTC, ISO 8601 to the microsecond."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


class Casebook:
    """An open case. Every method is one transaction."""

    def __init__(self, case: str, *, create: bool = False) -> None:
        self.name = shown(case)
        self._engine = open_engine(case, create=create)
        self._writer = self._engine.execution_options(writes=True)

    def close(self) -> None:
        """Gives the connections back. SQLite folds its log into the file."""
        self._engine.dispose()

    def __enter__(self) -> Casebook:
        return self

    def __exit__(self, *told: object) -> None:
        self.close()

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """One view of the case, whatever others write meanwhile."""
        with self._told(), self._engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes; no colleague writes meanwhile."""
        with self._told(), self._writer.begin() as connection:
            lock(connection)
            yield connection

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            first = (str(error.orig).strip().splitlines() or ["no answer"])[0]
            raise CaseError(f"the database says: {first}", where=self.name, mend="nothing was half written") from error

    # ------------------------------------------------------------ articles and readings

    def known(self, ids: Iterable[str]) -> dict[str, Article]:
        """Those of some articles that the case holds, by id."""
        keys = [key_of(id_) for id_ in ids]
        with self.reading() as connection:
            rows = connection.execute(select(tables.articles.c.document).where(tables.articles.c.key.in_(keys)))
            found = [unpack(Article, row.document) for row in rows]
        return {article.id: article for article in found}

    def size(self) -> int:
        """How many articles the case holds."""
        with self.reading() as connection:
            return int(connection.execute(select(func.count()).select_from(tables.articles)).scalar_one())

    def articles(self) -> list[Article]:
        """All articles as they were added, in that order."""
        with self.reading() as connection:
            rows = connection.execute(select(tables.articles.c.document).order_by(tables.articles.c.number))
            return [unpack(Article, row.document) for row in rows]

    def add(self, kept: Sequence[Kept], articles: Sequence[Article]) -> int:
        """Stores articles with their readings, in the order given; gives how many were new. All of them or, killed, none."""
        when, new = now(), 0
        with self.writing() as connection:
            for article, own in zip(articles, kept, strict=True):
                key = key_of(article.id)
                row = {"key": key, "added": when, "document": pack(article)}
                if not self._insert(connection, tables.articles, [row], "key"):
                    continue  # a colleague has added it meanwhile
                new += 1
                self._insert(connection, tables.readings, [self._row(own)], "key")
                mended = tables.unread.c.source == key_of(article.source)
                connection.execute(delete(tables.unread).where(mended))
            if new:
                self._changed(connection, "added", new)
        return new

    def keep_readings(self, kept: Sequence[Kept], *, told: bool = True) -> None:
        """Puts new readings in the place of old ones. ``told``: whether it is a change of the case."""
        with self.writing() as connection:
            for own in kept:
                row = self._row(own)
                connection.execute(delete(tables.readings).where(tables.readings.c.key == row["key"]))
                self._insert(connection, tables.readings, [row], "key")
            if told:
                self._changed(connection, "read", len(kept))

    def readings(self, ids: Iterable[str] | None = None) -> dict[str, Kept]:
        """The readings by article id; ``ids``: of these articles only."""
        wanted = select(tables.readings)
        if ids is not None:
            wanted = wanted.where(tables.readings.c.key.in_([key_of(id_) for id_ in ids]))
        with self.reading() as connection:
            rows = connection.execute(wanted).all()
        found = [
            Kept(
                unpack(Reading, row.document), row.code, row.seen, unpack(Unread, row.unread) if row.unread else None,
            )
            for row in rows
        ]
        return {own.reading.article.id: own for own in found}

    @staticmethod
    def _row(own: Kept) -> dict[str, Any]:
        # The text stands in the articles' table: here only what tells whose reading it is.
        bare = own.reading.article.model_copy(update={"text": "", "blocks": ()})
        return {
            "key": key_of(bare.id), "code": own.code, "seen": own.seen,
            "document": pack(own.reading.model_copy(update={"article": bare})),
            "unread": pack(own.unread) if own.unread else None,
        }

    def add_unread(self, unread: Iterable[Unread]) -> None:
        """Notes inputs that were not read, each with its reason once."""
        rows = [
            {"key": make_id("u", u.source, u.reason), "source": key_of(u.source), "added": now(), "document": pack(u)}
            for u in unread
        ]
        if rows:
            with self.writing() as connection:
                if new := self._insert(connection, tables.unread, rows, "key"):
                    self._changed(connection, "unread", new)

    def unread(self) -> list[Unread]:
        """The inputs that were not read, in the order in which they were met."""
        with self.reading() as connection:
            rows = connection.execute(select(tables.unread.c.document).order_by(tables.unread.c.number))
            return [unpack(Unread, row.document) for row in rows]

    # ------------------------------------------------------------ judgements

    def judgements(self) -> list[Judgement]:
        """All of them, undone ones too, in the order of time: the same in every case that holds the same ones."""
        return sorted((judgement for _, judgement in self.judgements_after(0)), key=lambda j: (j.when, j.id))

    def judgements_after(self, number: int) -> list[tuple[int, Judgement]]:
        """Those that were recorded after a number, with their numbers, in the order of recording."""
        with self.reading() as connection:
            own = tables.judgements.c
            rows = connection.execute(select(own.number, own.document).where(own.number > number).order_by(own.number))
            return [(row.number, unpack(Judgement, row.document)) for row in rows]

    def record(
        self, judgements: Sequence[Judgement], seen: int | None = None, besides: Callable[[Connection], None] | None = None
    ) -> int:
        """Stores judgements, all or none; one that is there already is passed over. Gives how many were new.

        ``seen``: the version of the case that was looked at. Raises OvertakenError, and stores nothing, if somebody has decided
        on one of the same cells since. ``besides``: what is written in the same transaction.
        """
        new = list[str]()
        try:
            with self.writing() as connection:
                if seen is not None:
                    self._check_seen(connection, judgements, seen)
                new = [
                    j.id for j in judgements
                    if self._insert(connection, tables.judgements, [{"id": j.id, "moment": j.when, "document": pack(j)}], "id")
                ]
                if new:
                    self._changed(connection, "judgements", [*new])
                if besides is not None:
                    besides(connection)
        except CaseError:  # a database that goes away while it commits may have stored them
            if not new or not self._holds(new[0]):
                raise
        return len(new)

    def _holds(self, judgement: str) -> bool:
        with self.reading() as connection:
            found = connection.execute(select(tables.judgements.c.id).where(tables.judgements.c.id == judgement))
            return found.first() is not None

    @staticmethod
    def _check_seen(connection: Connection, judgements: Sequence[Judgement], seen: int) -> None:
        own = {cell for judgement in judgements for cell in cells(judgement)}
        if not own:
            return
        later = select(tables.changes.c.about).where(tables.changes.c.number > seen, tables.changes.c.kind == "judgements")
        ids = [id_ for row in connection.execute(later.order_by(tables.changes.c.number)) for id_ in json.loads(row.about)]
        wanted = select(tables.judgements.c.document).order_by(tables.judgements.c.number)
        rows = [
            row for start in range(0, len(ids), IN_ONE)
            for row in connection.execute(wanted.where(tables.judgements.c.id.in_(ids[start:start + IN_ONE])))
        ]
        against = [other for row in rows if own & cells(other := unpack(Judgement, row.document))]
        if against:
            raise OvertakenError(against)

    def last_moment(self) -> str | None:
        """When the latest judgement was made."""
        with self.reading() as connection:
            moment: str | None = connection.execute(select(func.max(tables.judgements.c.moment))).scalar_one()
            return moment

    # ------------------------------------------------------------ changes

    @staticmethod
    def _changed(connection: Connection, kind: ChangeKind, about: JsonValue) -> None:
        connection.execute(tables.changes.insert().values(moment=now(), kind=kind, about=json.dumps(about)))

    def version(self) -> int:
        """The number of the last change; 0 for a case in which nothing has changed yet."""
        with self.reading() as connection:
            return version_in(connection)

    def changes(self, after: int) -> list[Change]:
        """What was committed after a version, the first first."""
        with self.reading() as connection:
            rows = connection.execute(
                select(tables.changes).where(tables.changes.c.number > after).order_by(tables.changes.c.number)
            )
            return [Change(row.number, row.moment, row.kind, json.loads(row.about)) for row in rows]

    # ------------------------------------------------------------ ids of events

    def events(self) -> list[KnownEvent]:
        """The ids minted so far, the oldest first."""
        with self.reading() as connection:
            return self._events(connection)

    @contextlib.contextmanager
    def minting(self) -> Iterator[tuple[list[KnownEvent], list[KnownEvent]]]:
        """The ids minted so far, and a list for those to write; no colleague mints meanwhile."""
        with self.writing() as connection:
            changed: list[KnownEvent] = []
            yield self._events(connection), changed
            for own in changed:
                row = {
                    "anchors": _pack_anchors(own.anchors), "merged_into": own.merged_into, "split_from": own.split_from,
                }
                if not self._insert(connection, tables.events, [{"id": own.id, "minted": now(), **row}], "id"):
                    connection.execute(update(tables.events).where(tables.events.c.id == own.id).values(row))

    @staticmethod
    def _events(connection: Connection) -> list[KnownEvent]:
        rows = connection.execute(select(tables.events).order_by(tables.events.c.number))
        return [KnownEvent(row.id, _anchors(row.anchors), row.merged_into, row.split_from) for row in rows]

    # ------------------------------------------------------------ whole cases

    def empty(self) -> bool:
        """Whether nothing was put into it yet."""
        with self.reading() as connection:
            return not any(
                connection.execute(select(func.count()).select_from(table)).scalar_one()
                for table in tables.OF_A_CASE
            )

    def copy_to(self, other: Casebook) -> None:
        """Copies every row into an empty case, of either database, in one transaction."""
        with self.reading() as source, other.writing() as target:
            for table in tables.OF_A_CASE:
                names = [column.name for column in table.columns if column.name != "number"]
                order = table.c.number if "number" in table.c else next(iter(table.primary_key))
                rows = source.execution_options(yield_per=100).execute(select(*(table.c[n] for n in names)).order_by(order))
                for part in rows.mappings().partitions():
                    target.execute(table.insert(), [dict(row) for row in part])

    def seal(self) -> None:
        """Makes a SQLite case one file, without a log beside it."""
        if self._engine.dialect.name == "sqlite":
            with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        self.close()

    @staticmethod
    def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]], key: str) -> int:
        """Inserts what is not there yet; gives how many rows were."""
        dialect: Any = sqlite if connection.dialect.name == "sqlite" else postgresql
        statement = dialect.insert(table).on_conflict_do_nothing(index_elements=[key]).returning(table.c[key])
        return sum(len(connection.execute(statement, row).all()) for row in rows)


def version_in(connection: Connection, *, before: int | None = None) -> int:
    """The number of the last change, or of the last one before another, within a transaction."""
    wanted = select(func.max(tables.changes.c.number))
    if before is not None:
        wanted = wanted.where(tables.changes.c.number < before)
    return int(connection.execute(wanted).scalar_one() or 0)


def whole(kept: Kept, article: Article) -> Reading:
    """A stored reading with its article's text and blocks again."""
    return kept.reading.model_copy(update={"article": article})


def _pack_anchors(anchors: Sequence[tuple[str, str, int, int]]) -> str:
    return json.dumps([list(anchor) for anchor in anchors], ensure_ascii=True, separators=(",", ":"))


def _anchors(document: str) -> tuple[tuple[str, str, int, int], ...]:
    return tuple((str(a), str(k), int(s), int(e)) for a, k, s, e in json.loads(document))
