"""Who may use a kept case, who is logged in, and what they did: the tables only; passwords are hashed by the desk."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Literal

from pydantic import JsonValue
from sqlalchemy import Connection, delete, insert, select, update

from corrobora.casebook.store import Casebook, now
from corrobora.casebook.tables import audit, sessions, users

Role = Literal["reader", "analyst", "admin"]
ROLES: tuple[Role, ...] = ("reader", "analyst", "admin")
LASTING = timedelta(hours=12)
"""How long a session lasts."""


@dataclass(frozen=True)
class Account:
    """A user as kept. ``password`` is a hash, or None for one whom a reverse proxy vouches for."""

    name: str
    role: Role
    password: str | None
    added: str


@dataclass(frozen=True)
class Done:
    """A line of the audit log."""

    moment: str
    who: str
    what: str
    about: JsonValue
    address: str


def accounts(book: Casebook) -> list[Account]:
    """All users, by name."""
    with book.reading() as connection:
        return [Account(*row) for row in connection.execute(select(users).order_by(users.c.name))]


def account(book: Casebook, name: str) -> Account | None:
    """A user."""
    with book.reading() as connection:
        row = connection.execute(select(users).where(users.c.name == name)).one_or_none()
        return Account(*row) if row else None


def put_account(book: Casebook, name: str, role: Role, password: str | None) -> None:
    """Adds a user, or changes one; who was logged in under the name is so no more."""
    with book.writing() as connection:
        connection.execute(delete(sessions).where(sessions.c.user == name))
        values = {"role": role, "password": password}
        if not connection.execute(update(users).where(users.c.name == name).values(values)).rowcount:
            connection.execute(insert(users).values(name=name, added=now(), **values))


def remove_account(book: Casebook, name: str) -> bool:
    """Takes a user away, and the sessions; what they decided stays. Gives whether there was one."""
    with book.writing() as connection:
        connection.execute(delete(sessions).where(sessions.c.user == name))
        return bool(connection.execute(delete(users).where(users.c.name == name)).rowcount)


def begin_session(book: Casebook, token: str, name: str) -> None:
    """Logs a user in: the browser holds the token, the case its hash."""
    begun = datetime.now(UTC)
    with book.writing() as connection:
        connection.execute(delete(sessions).where(sessions.c.ends < begun.isoformat()))
        ends = (begun + LASTING).isoformat()
        connection.execute(insert(sessions).values(token=_hash(token), user=name, begun=begun.isoformat(), ends=ends))


def end_session(book: Casebook, token: str) -> None:
    """Logs out."""
    with book.writing() as connection:
        connection.execute(delete(sessions).where(sessions.c.token == _hash(token)))


def logged_in(book: Casebook, token: str) -> Account | None:
    """Whose session it is, as long as it lasts and the user is there."""
    with book.reading() as connection:
        row = connection.execute(
            select(users).join(sessions, sessions.c.user == users.c.name)
            .where(sessions.c.token == _hash(token), sessions.c.ends > datetime.now(UTC).isoformat())
        ).one_or_none()
        return Account(*row) if row else None


def _hash(token: str) -> str:
    """Tokens are random and long, so a plain hash is enough."""
    return sha256(token.encode()).hexdigest()


def note(book: Casebook, who: str, what: str, about: JsonValue, address: str) -> None:
    """Writes a line into the audit log."""
    with book.writing() as connection:
        note_in(connection, who, what, about, address)


def note_in(connection: Connection, who: str, what: str, about: JsonValue, address: str) -> None:
    """Writes a line into the audit log within a transaction."""
    connection.execute(insert(audit).values(
        moment=now(), who=json.dumps(who), what=what, about=json.dumps(about), address=address[:64],
    ))


def log(book: Casebook, most: int = 200, before: int | None = None) -> Sequence[tuple[int, Done]]:
    """Lines of the audit log with their numbers, the latest first."""
    wanted = select(audit).order_by(audit.c.number.desc()).limit(most)
    if before is not None:
        wanted = wanted.where(audit.c.number < before)
    with book.reading() as connection:
        return [
            (row.number, Done(row.moment, json.loads(row.who), row.what, json.loads(row.about), row.address))
            for row in connection.execute(wanted)
        ]
