"""The tables of a kept case.

Documents are JSON in ASCII with escapes: PostgreSQL's text takes neither NUL nor lone surrogates, and hostile pages hold both.
Keys made from ids that an input brings are hashes for the same reason.
"""

from __future__ import annotations

import json
from typing import TypeVar

from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table, Text

from corrobora.records import Record, make_id

metadata = MetaData()

articles = Table(
    "articles", metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("key", String(40), nullable=False, unique=True),
    Column("added", String(40), nullable=False),
    Column("document", Text, nullable=False),
)
"""Immutable: a trigger refuses changes. In the order in which they were added."""

readings = Table(
    "readings", metadata,
    Column("key", String(40), ForeignKey("articles.key"), primary_key=True),
    Column("code", String(40), nullable=False),
    Column("seen", String(40), nullable=False),
    Column("document", Text, nullable=False),
    Column("unread", Text),
)
"""Derived. ``code``: digest of the code and settings that read it; ``seen``: digest of the article as people had judged it."""

unread = Table(
    "unread", metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("key", String(40), nullable=False, unique=True),
    Column("source", String(40), nullable=False, index=True),
    Column("added", String(40), nullable=False),
    Column("document", Text, nullable=False),
)
"""Inputs that were not read. ``source``: hash of where they lie."""

judgements = Table(
    "judgements", metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", String(40), nullable=False, unique=True),
    Column("moment", String(40), nullable=False, index=True),
    Column("document", Text, nullable=False),
)
"""Append-only: a trigger refuses changes."""

events = Table(
    "events", metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", String(40), nullable=False, unique=True),
    Column("minted", String(40), nullable=False),
    Column("anchors", Text, nullable=False),
    Column("merged_into", String(40), index=True),
    Column("split_from", String(40)),
)
"""The ids of events, minted once, with the places in the sources by which an event is known again."""

changes = Table(
    "changes", metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("moment", String(40), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("about", Text, nullable=False),
)
"""What was committed, in the order of commits (one writer at a time numbers them): the last number is the case's version.
Append-only. ``kind``: a ``store.ChangeKind``; ``about``: JSON."""

users = Table(
    "users", metadata,
    Column("name", String(64), primary_key=True),
    Column("role", String(10), nullable=False),
    Column("password", String(200)),
    Column("added", String(40), nullable=False),
)
"""Who may use the desk. ``password``: its Argon2 hash; none for those whom a reverse proxy vouches for."""

sessions = Table(
    "sessions", metadata,
    Column("token", String(64), primary_key=True),
    Column("user", String(64), nullable=False, index=True),
    Column("begun", String(40), nullable=False),
    Column("ends", String(40), nullable=False),
)
"""Who is logged in. ``token``: the SHA-256 of what the browser holds. In no backup."""

audit = Table(
    "audit", metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("moment", String(40), nullable=False),
    Column("who", Text, nullable=False),
    Column("what", String(40), nullable=False),
    Column("about", Text, nullable=False),
    Column("address", String(64), nullable=False),
)
"""What was done at the desk, by whom, from where. Append-only; no secret is ever in it."""

OF_A_CASE = (articles, readings, unread, judgements, events, changes, users, audit)
"""What a backup copies."""
APPEND_ONLY = ("articles", "judgements", "changes", "audit")

R = TypeVar("R", bound=Record)


def pack(record: Record) -> str:
    """A record as ASCII JSON."""
    return json.dumps(record.model_dump(mode="json", by_alias=True), ensure_ascii=True, separators=(",", ":"))


def unpack(kind: type[R], document: str) -> R:
    """The inverse of ``pack``. Not pydantic's JSON reader: that refuses lone surrogates."""
    return kind.model_validate(json.loads(document))


def key_of(id_: str) -> str:
    """The key of an id that an input may have brought."""
    return make_id("k", id_)
