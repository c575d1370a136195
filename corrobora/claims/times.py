"""Time expressions of an article, with the tense of their sentence and the article's date as anchor."""

from __future__ import annotations

from corrobora.claims.parse import Parsed
from corrobora.records import Time


def find_times(parsed: Parsed) -> tuple[Time, ...]:
    """Every time expression of the kept text, in order."""
    return ()
