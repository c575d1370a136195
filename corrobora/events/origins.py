"""Who copied whom: articles that share a text are one origin."""

from __future__ import annotations

from collections.abc import Sequence

from corrobora.records import Article, Origin, make_id


def find_origins(articles: Sequence[Article]) -> tuple[Origin, ...]:
    """Every article in exactly one origin; independent of the order of the articles."""
    return tuple(Origin(id=make_id("o", article.id), articles=(article.id,)) for article in articles)
