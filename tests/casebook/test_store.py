"""What a case keeps, on both databases: all of it, once, and unchanged."""

from __future__ import annotations

import contextlib
import select
import socket
import sqlite3
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from casebook.conftest import article
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError

from corrobora.casebook.copies import back_up, restore
from corrobora.casebook.database import HEAD, _url, is_case, shown
from corrobora.casebook.judgements import from_lines, make, to_lines
from corrobora.casebook.store import Casebook, Kept, KnownEvent, whole
from corrobora.errors import CaseError
from corrobora.records import Anchor, Article, Block, Judgement, Reading, Target, Unread

NewCase = Callable[[], str]


def note(text_: str, when: str = "2031-03-20T10:00:00.000001+00:00") -> Judgement:
    return make("note", Target(kind="article", id="a"), who="ana", values={"text": text_}, when=when)


def kept(own: Article) -> Kept:
    return Kept(Reading(article=own), "code", "seen", Unread(source=own.source, reason="x \x00"))


def test_hostile_text_comes_back_as_it_was(new_case: NewCase) -> None:
    blocks = (Block(start=0, end=3, role="paragraph"),)
    own = Article(id="nul \x00 and \ud800", source="\udcff.txt", text="a \x00 b \ud83d c", blocks=blocks)
    anchor = Anchor(article=own.id, start=0, end=7, quote=own.text[:7], kind="figure")
    with Casebook(new_case(), create=True) as book:
        assert book.add([kept(own)], [own]) == 1
        assert book.add([kept(own)], [own]) == 0, "an article is kept once"
        assert book.articles() == [own]
        assert book.known([own.id, "other"]) == {own.id: own}
        (stored,) = book.readings().values()
        assert whole(stored, own) == Reading(article=own)
        assert stored.unread == Unread(source=own.source, reason="x \x00")
        judgement = make("accept", Target(kind="claim", anchors=(anchor,)), who="\x00", why="\ud800")
        book.record([judgement])
        assert book.judgements() == [judgement]
        assert from_lines(to_lines([judgement]).splitlines(), "") == [judgement]


def test_judgements_and_articles_are_append_only_in_the_database_itself(new_case: NewCase) -> None:
    case = new_case()
    with Casebook(case, create=True) as book:
        own = article("wire")
        book.add([kept(own)], [own])
        book.record([note("one")])
    engine = create_engine(_url(case))
    for statement in ("UPDATE judgements SET document='x'", "DELETE FROM judgements", "UPDATE articles SET document='x'"):
        with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
            connection.execute(text(statement))
    engine.dispose()


def test_judgements_come_in_the_order_of_time_and_once(new_case: NewCase) -> None:
    first, second = note("1"), note("2", "2031-03-20T10:00:00.000002+00:00")
    with Casebook(new_case(), create=True) as book:
        assert book.record([second, first, second]) == 2
        assert book.record([first]) == 0
        assert book.judgements() == [first, second]
        assert book.last_moment() == second.when


def test_unread_inputs_are_noted_once_and_forgotten_when_read(new_case: NewCase) -> None:
    own = article("wire")
    bad = [Unread(source=own.source, reason="empty"), Unread(source="b", reason="empty")]
    with Casebook(new_case(), create=True) as book:
        book.add_unread(bad)
        book.add_unread(bad)
        assert book.unread() == bad
        book.add([kept(own)], [own])
        assert book.unread() == bad[1:]


def test_a_backup_is_a_case_and_restores_to_the_other_database(new_case: NewCase, tmp_path: Path) -> None:
    case, again, file = new_case(), new_case(), tmp_path / "backup.case"
    with Casebook(case, create=True) as book:
        own = [article("wire"), article("post")]
        book.add([kept(a) for a in own], own)
        book.record([note("kept")])
        book.add_unread([Unread(source="b", reason="empty")])
        with book.minting() as (known, changed):
            assert known == []
            changed.append(KnownEvent("e-1", (("a", "figure", 0, 3),), split_from="e-0"))
        back_up(case, file)  # while it is open
        assert is_case(str(file))
        assert not list(tmp_path.glob("*.part*"))
        with pytest.raises(CaseError, match="is there already"):
            back_up(case, file)
        restore(file, again)
        with Casebook(again) as other:
            for read in (Casebook.articles, Casebook.readings, Casebook.unread, Casebook.judgements, Casebook.events):
                assert read(other) == read(book)
            other.record([note("after")])
        with pytest.raises(CaseError, match="holds something already"):
            restore(file, again)


def test_a_case_is_made_only_when_that_was_asked(new_case: NewCase) -> None:
    with pytest.raises(CaseError):
        Casebook(new_case())


@pytest.mark.parametrize("content", [b"hello, a report", b"SQLite format 3\0" + bytes(200), None])
def test_files_of_other_kinds_are_left_alone(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "file"
    if content is None:
        other = sqlite3.connect(path)
        other.execute("CREATE TABLE things (id)")
        other.commit()
        other.close()
    else:
        path.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(CaseError, match="of another kind"):
        Casebook(str(path), create=True)
    assert path.read_bytes() == before


def test_a_newer_case_is_refused(new_case: NewCase) -> None:
    case = new_case()
    Casebook(case, create=True).close()
    engine = create_engine(_url(case))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num='9999'"))
    with pytest.raises(CaseError, match="newer version"):
        Casebook(case)
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE alembic_version SET version_num='{HEAD}'"))
    engine.dispose()
    Casebook(case).close()


def test_the_migrations_make_what_the_code_reads(new_case: NewCase) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    from corrobora.casebook.shelf_tables import metadata

    case = new_case()
    Casebook(case, create=True).close()
    engine = create_engine(_url(case))
    # The table for full text search is each database's own; indexes for lists stand in the migrations alone.
    own = ("shelf_words", "list_")
    opts = {"include_name": lambda name, kind, parents: kind not in ("table", "index") or not name.startswith(own)}
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts=opts), metadata) == []
    engine.dispose()


@pytest.mark.parametrize("url", ["mysql://a:secret@b/c", "postgresql://a:secret@localhost:1/c"])
def test_a_password_is_never_told(url: str) -> None:
    assert "secret" not in shown(url)
    with pytest.raises(CaseError) as told:
        Casebook(url, create=True)
    assert "secret" not in str(told.value)


class _Between(threading.Thread):
    """Stands between a program and PostgreSQL; hangs up, once, when the server has committed the first judgement."""

    def __init__(self, server: str, folder: str) -> None:
        super().__init__(daemon=True)
        self.server, self.judged, self.hung_up = f"{server}/.s.PGSQL.5432", False, False
        self.own = socket.socket(socket.AF_UNIX)
        self.own.bind(f"{folder}/.s.PGSQL.5432")
        self.own.listen()

    def run(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                threading.Thread(target=self.serve, args=(self.own.accept()[0],), daemon=True).start()

    def serve(self, client: socket.socket) -> None:
        with client, socket.socket(socket.AF_UNIX) as server:
            server.connect(self.server)
            while ready := select.select([client, server], [], [])[0]:
                source = ready[0]
                if not (told := source.recv(65536)):
                    return
                (server if source is client else client).sendall(told)
                self.judged |= b"INSERT INTO judgements" in told
                if self.judged and not self.hung_up and b"COMMIT" in told and source is client:
                    self.hung_up = True
                    server.recv(65536)
                    return


def test_a_server_that_goes_away_once_it_has_committed_has_recorded(postgresql: str) -> None:
    import psycopg

    with psycopg.connect(postgresql.replace("DATABASE", "postgres"), autocommit=True) as connection:
        connection.execute("CREATE DATABASE between")
    with tempfile.TemporaryDirectory(prefix="case-") as folder:
        between = _Between(postgresql.partition("host=")[2], folder)
        between.start()
        try:
            with Casebook(f"postgresql://corrobora@/between?host={folder}", create=True) as book:
                assert book.record([note("seen")]) == 1
                assert between.hung_up and book.judgements() == [note("seen")]
                with pytest.raises(CaseError, match="disk"):
                    book.record([note("late")], None, _no_room)
                assert book.judgements() == [note("seen")]
        finally:
            between.own.close()


def _no_room(connection: Connection) -> None:
    connection.execute(text("DO $$ BEGIN RAISE disk_full USING MESSAGE = 'no room on the disk'; END $$"))
