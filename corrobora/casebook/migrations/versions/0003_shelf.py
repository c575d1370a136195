"""The shelf: a case put together, in parts; and the words of its articles for full text search."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_ID = sa.String(40)
_KEYED = {
    "shelf_articles": ("place I", "published 40", "outlet", "row", "document"),
    "shelf_events": (
        "place I", "label", "type", "review 20", "where", "start 10", "end 10", "verdicts", "doubt I", "toll F", "row",
        "document",
    ),
    "shelf_groups": ("document",),
    "shelf_entities": ("kind 20", "names", "mentions I", "row", "document"),
    "shelf_origins": ("document",),
}


def upgrade() -> None:
    op.create_table(
        "shelf",
        sa.Column("one", sa.Integer, primary_key=True),
        sa.Column("generation", sa.Integer, nullable=False),
        sa.Column("whole", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("made_by", sa.String(80), nullable=False),
        sa.Column("seconds", sa.Float, nullable=False),
        sa.Column("counts", sa.Text, nullable=False),
    )
    for name, columns in _KEYED.items():
        op.create_table(
            name, sa.Column("generation", sa.Integer, primary_key=True),
            sa.Column("key" if name == "shelf_articles" else "id", _ID, primary_key=True), *map(_column, columns),
        )
    op.create_table(
        "shelf_ties",
        sa.Column("generation", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(20), primary_key=True),
        sa.Column("a", _ID, primary_key=True),
        sa.Column("b", _ID, primary_key=True),
    )
    op.create_index("shelf_ties_back", "shelf_ties", ["generation", "kind", "b", "a"])
    op.create_table(
        "shelf_effects",
        sa.Column("generation", sa.Integer, primary_key=True),
        sa.Column("id", _ID, primary_key=True),
        sa.Column("effect", sa.String(20), nullable=False),
        sa.Column("note", sa.Text),
    )
    op.create_table(
        "shelf_doubts",
        sa.Column("generation", sa.Integer, primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("document", sa.Text, nullable=False),
    )
    _words()


def _column(told: str) -> "sa.Column[Any]":
    """"name", with I for a whole number, F for a fraction, a length for a short text."""
    name, _, kind = told.partition(" ")
    types: dict[str, Any] = {"": sa.Text(), "I": sa.Integer(), "F": sa.Float()}
    return sa.Column(name, types[kind] if kind in types else sa.String(int(kind)), nullable=False)


def _words() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE shelf_words USING fts5(key UNINDEXED, words, tokenize='ascii')")
    else:
        op.execute("CREATE TABLE shelf_words (key varchar(40) PRIMARY KEY, words tsvector NOT NULL)")
        op.execute("CREATE INDEX shelf_words_index ON shelf_words USING gin (words)")
