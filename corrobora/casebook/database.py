"""Opening the database of a case: where it lies, what it must be told, and its migrations."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError

from corrobora.errors import CaseError

HEAD = "0005"
"""The newest migration. One process at a time migrates, in one transaction."""
APPLICATION = 0x436F7262
"""Marks a SQLite file as a case ("Corb"; https://www.sqlite.org/pragma.html#pragma_application_id)."""
WAIT = 60
"""Seconds that a writer waits for another to finish."""
_LOCK = 0x436F7262


def is_case(name: str) -> bool:
    """Whether a name stands for a kept case: a PostgreSQL URL, or a SQLite file with our mark."""
    if name.startswith(("postgresql://", "postgres://", "postgresql+psycopg://")):
        return True
    try:
        with Path(name).open("rb") as file:
            head = file.read(72)
    except (OSError, ValueError):
        return False
    return head.startswith(b"SQLite format 3\0") and head[68:72] == APPLICATION.to_bytes(4, "big")


def open_engine(case: str, *, create: bool) -> Engine:
    """The engine of a case whose tables are up to date. Raises CaseError if it is none, or not there and not to be made."""
    url = _url(case)
    if url.get_backend_name() == "sqlite":
        _check_file(Path(url.database or ""), create)
    engine = create_engine(url, **_options(url))
    if engine.dialect.name == "sqlite":
        _teach_sqlite(engine)
    try:
        migrate(engine, create)
    except DBAPIError as error:
        engine.dispose()
        raise CaseError(
            f"cannot be opened: {str(error.orig).strip().splitlines()[0]}", where=shown(case),
            mend="is the database there, and may you write to it?",
        ) from None
    except CaseError:
        engine.dispose()
        raise
    return engine


def shown(case: str) -> str:
    """The name of a case as it may be printed: without a password."""
    try:
        return make_url(case).render_as_string(hide_password=True) if "://" in case else case
    except (ArgumentError, ValueError):
        return "the URL given"


def _url(case: str) -> URL:
    if "://" not in case:
        return URL.create("sqlite", database=str(Path(case).expanduser()))
    try:
        url = make_url(case)
    except (ArgumentError, ValueError):
        raise CaseError("no database URL", mend="postgresql://USER@HOST/DATABASE") from None
    if url.drivername not in ("postgresql", "postgres", "postgresql+psycopg"):
        raise CaseError(
            f"cases are not kept in {url.drivername!r}", where=shown(case), mend="a file, or postgresql://USER@HOST/DATABASE"
        )
    return url.set(drivername="postgresql+psycopg")


def _options(url: URL) -> dict[str, Any]:
    if url.get_backend_name() == "sqlite":
        return {"connect_args": {"timeout": WAIT, "check_same_thread": False}}
    return {"pool_pre_ping": True, "isolation_level": "READ COMMITTED"}


def _check_file(path: Path, create: bool) -> None:
    if path.is_dir():
        raise CaseError("is a folder", where=str(path), mend="name a file for the case")
    if not path.exists() or not path.stat().st_size:
        if not create:
            raise CaseError("no such case", where=str(path), mend="corrobora add CASE INPUT... makes one")
        if not path.parent.is_dir():
            raise CaseError("its folder is not there", where=str(path), mend="make the folder first")
    elif not is_case(str(path)) and not _is_empty(path):
        raise CaseError("is a file of another kind, not a case", where=str(path), mend="name another file")


def _is_empty(path: Path) -> bool:
    """Whether a SQLite file holds no tables: another process may be making the case at this moment."""
    try:
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=WAIT)
        try:
            mark = connection.execute("PRAGMA application_id").fetchone()[0]
            return bool(mark == APPLICATION or not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
        finally:
            connection.close()
    except sqlite3.Error:
        return False


def _teach_sqlite(engine: Engine) -> None:
    """Transactions that SQLAlchemy begins, not the driver, so that a migration is one too; a writer takes its lock at once."""

    @event.listens_for(engine, "connect")
    def connected(connection: sqlite3.Connection, record: object) -> None:
        connection.isolation_level = None
        for pragma in (f"busy_timeout={WAIT * 1000}", "foreign_keys=ON", "journal_mode=WAL", "synchronous=FULL"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def lock(connection: Connection) -> None:
    """Lets one writer in at a time, until the transaction ends. SQLite has done so at its beginning."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


def migrate(engine: Engine, create: bool = True) -> None:
    """Brings the tables up to date, in one transaction: killed at any moment, it leaves the case as it was."""
    with engine.connect() as connection:
        if _version(connection) == HEAD:
            return
    with engine.execution_options(writes=True).connect() as connection, connection.begin():
        lock(connection)
        found = _version(connection)
        if found == HEAD:
            return
        if found is None and not create:
            raise CaseError("holds no case", where=engine.url.render_as_string(hide_password=True),
                            mend="corrobora add CASE INPUT... makes one")
        if found is not None and found > HEAD:
            raise CaseError(
                f"was made by a newer version of Corrobora (tables {found}; this one knows {HEAD})",
                where=engine.url.render_as_string(hide_password=True), mend="update Corrobora",
            )
        _upgrade(connection)


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def _upgrade(connection: Connection) -> None:
    # Imported here: a case that is up to date does not wait for it.
    from alembic import command
    from alembic.config import Config

    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION}")
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
