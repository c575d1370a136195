"""Full text search over articles' folded words: FTS5 of SQLite, tsvector of PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, text

from corrobora.casebook.rows import folded

MOST = 12
"""Words of a question that count."""


def missing(connection: Connection, keys: set[str]) -> set[str]:
    """Those articles whose words are not there yet."""
    return keys - {row.key for row in connection.execute(text("SELECT key FROM shelf_words"))}


def put(connection: Connection, words: Mapping[str, str]) -> None:
    """Stores the words of articles by key."""
    if connection.dialect.name == "sqlite":
        statement = "INSERT INTO shelf_words (key, words) VALUES (:key, :words)"
    else:
        # A tsvector holds a megabyte at most, and words of 2 kB.
        statement = (
            "INSERT INTO shelf_words (key, words) VALUES (:key, to_tsvector('simple', left(:words, 900000))) "
            "ON CONFLICT DO NOTHING"
        )
    connection.execute(text(statement), [{"key": key, "words": _short(own)} for key, own in words.items()])


def _short(words: str) -> str:
    return " ".join(word[:60] for word in words.split())


def condition(connection: Connection, asked: str) -> tuple[str, dict[str, str]]:
    """A subselect of the keys of articles that hold all words of a question, the last one by its beginning; its values."""
    words = folded(asked).split()[:MOST]
    if connection.dialect.name == "sqlite":
        # Folded words are letters and digits alone, so nothing in them is syntax of FTS5.
        return "SELECT key FROM shelf_words WHERE shelf_words MATCH :asked", {"asked": " ".join(f'"{w}"*' for w in words)}
    return (
        "SELECT key FROM shelf_words WHERE words @@ to_tsquery('simple', :asked)",
        {"asked": " & ".join(f"{word}:*" for word in words)},
    )
