"""The tables of the shelf: a case put together and cut into the parts that a page shows, so that nothing is put together twice.

All of it is derived. Each whole putting together has a generation of its own; readers see the one that ``shelf`` names. The
orders in which lists are read have indexes (``list_…``), which stand in the migrations alone: SQLite does not tell whether one
falls.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Float, Index, Integer, String, Table, Text

from corrobora.casebook.tables import metadata

ID = String(40)


def _part(name: str, *columns: Column[Any], key: str = "id") -> Table:
    """A table of things by id or key, of each generation."""
    return Table(
        name, metadata, Column("generation", Integer, primary_key=True), Column(key, ID, primary_key=True), *columns,
    )


def _document() -> Column[Any]:
    return Column("document", Text, nullable=False)


shelf = Table(
    "shelf", metadata,
    Column("one", Integer, primary_key=True),
    Column("generation", Integer, nullable=False),
    Column("whole", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("made_by", String(80), nullable=False),
    Column("seconds", Float, nullable=False),
    Column("counts", Text, nullable=False),
)
"""One row. ``whole``: the change at which all was put together; ``version``: the last change that is worked in, by parts;
``made_by``: digests of code and settings; ``seconds``: how long it took."""

shelf_articles = _part(
    "shelf_articles",
    Column("place", Integer, nullable=False),
    Column("published", String(40), nullable=False),
    Column("outlet", Text, nullable=False),
    Column("row", Text, nullable=False),
    _document(), key="key",
)
"""An article with its claims. ``row``: as a list shows it; ``document``: without the text, which stands in ``articles``."""

shelf_events = _part(
    "shelf_events",
    Column("place", Integer, nullable=False),
    Column("label", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("review", String(20), nullable=False),
    Column("where", Text, nullable=False),
    Column("start", String(10), nullable=False),
    Column("end", String(10), nullable=False),
    Column("verdicts", Text, nullable=False),
    Column("doubt", Integer, nullable=False),
    Column("toll", Float, nullable=False),
    Column("row", Text, nullable=False), _document(),
)
"""``label``, ``where`` and ``type`` folded for searching; ``verdicts`` between blanks (" agree differ ")."""

shelf_groups = _part("shelf_groups", _document())
"""The events as the code grouped them, before people's decisions: what a decision is put upon."""

shelf_entities = _part(
    "shelf_entities",
    Column("kind", String(20), nullable=False),
    Column("names", Text, nullable=False),
    Column("mentions", Integer, nullable=False),
    Column("row", Text, nullable=False), _document(),
)
"""``names``: all of them folded, between bars; ``document``: without mentions, which stand with the articles."""

shelf_origins = _part("shelf_origins", _document())

shelf_ties = Table(
    "shelf_ties", metadata,
    Column("generation", Integer, primary_key=True),
    Column("kind", String(20), primary_key=True),
    Column("a", ID, primary_key=True),
    Column("b", ID, primary_key=True),
    Index("shelf_ties_back", "generation", "kind", "b", "a"),
)
"""``kind``: event-article, event-entity, event-group, entity-article, article-claim (articles by key)."""

shelf_effects = _part(
    "shelf_effects",
    Column("effect", String(20), nullable=False),
    Column("note", Text),
)
"""What became of each judgement."""

shelf_doubts = Table(
    "shelf_doubts", metadata,
    Column("generation", Integer, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("document", Text, nullable=False),
)
"""Pairs of names and of events, those most in doubt first."""

PARTS = (
    shelf_articles, shelf_events, shelf_groups, shelf_entities, shelf_origins, shelf_ties, shelf_effects, shelf_doubts,
)
"""What has a generation."""
