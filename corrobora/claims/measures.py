"""Other figures that tell of the event: durations, distances, populations, fighters, shares of a place, money lost."""

from __future__ import annotations

from corrobora.claims.parse import Sentence
from corrobora.claims.read_figure import Draft


def find_measures(sentence: Sentence) -> list[Draft]:
    """The measures of one sentence, in order."""
    return []
