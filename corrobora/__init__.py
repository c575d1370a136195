"""Corrobora: many reports of one event in, one sourced event record out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from corrobora.records import VERSION, Article, Case

if TYPE_CHECKING:
    from corrobora.pages.read import Input
    from corrobora.settings import Settings

__version__ = VERSION
__all__ = ["Case", "__version__", "brief", "compare_names"]


def brief(paths_or_articles: Iterable[Input] | Input, settings: Settings | None = None) -> Case:
    """The case of some inputs: paths, globs, URLs, ``records.Article`` objects or rows (dictionaries), mixed at will.

    Inputs that cannot be read stand in ``Case.unread``. Raises SettingsError or ModelError if nothing can be read at all.
    """
    # Imported here: the language pipeline takes a second to load, and ``import corrobora`` should not.
    from corrobora.entities.gazetteer import prepare_gazetteer
    from corrobora.settings import load_settings

    settings = settings or load_settings()
    prepare_gazetteer(settings.cache)
    from corrobora.pipeline import run

    one = isinstance(paths_or_articles, str | dict | Path | Article)
    return run([paths_or_articles] if one else paths_or_articles, settings)  # type: ignore[list-item, arg-type]


def compare_names(a: str, b: str) -> float:
    """How sure it is that two written names are one person, organisation or place: 0 to 1, 0.5 decides."""
    from corrobora.entities.compare import compare_names as compare

    return compare(a, b)
