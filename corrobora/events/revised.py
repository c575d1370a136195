"""What a report says of the state of a toll: that it has risen to a number, or that a number is no longer held.

Days of print tell which toll came later only where they are known and differ; the words tell it without them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from corrobora.events.copies import Sources
from corrobora.events.totals import figure_of
from corrobora.records import Claim
from corrobora.text.numbers import Quantity, find_quantities

_RISEN = re.compile(
    r"\b(?:(?:r[io]se[ns]?|rising|climb\w*|jump\w*|increas\w*|grow[ns]?|grew|growing|soar\w*|surg\w*|mount\w*|swell\w*|swollen|"
    r"creep\w*|crept|gone up|goes up|went up|brings?|bringing|brought|tak(?:es?|ing|en)|took|push\w*|rais(?:es?|ed|ing)|"
    r"revised up\w*|updated)\b[^.;:]{0,60}?\bto\b|now\b(?!-))", re.I,
)
"""How a number is told as the latest of a growing one: "rose to", "bringing the number of dead to", "has now killed"."""
NEAR = 25
"""Code points between these words and the figure: "rose, officials said, to at least nine"."""
_FORMER = re.compile(
    r"\b(?:(?:earlier|previous|initial|original|preliminary|prior|first)(?: \w+){0,2}? (?:tolls?|counts?|figures?|"
    r"tall(?:y|ies)|reports?|estimates?|numbers?)\b[^.;:]{0,40}?\b(?:at|of|as|was|were|said|gave)|"
    r"(?:earlier|previously|initially|originally|at first|first) (?:put|placed|given|reported|estimated|counted|told|stood)\b"
    r"(?: \w+){0,3}? (?:at|as|to be)|(?:revised|corrected|lowered|reduced|cut)(?: down(?:wards?)?)? from|(?:up|down) from|"
    r"(?:rather than|instead of|and not)(?: the)?)\s+$", re.I,
)
"""What stands before a number that is no longer held: "earlier put at", "a previous toll of", "up from"."""


def risen(claim: Claim, sources: Sources) -> bool:
    """Whether a figure is told as what a toll has grown to."""
    start, text = sources.sentence_of(claim)
    begin, end = claim.start - start, claim.end - start
    return any(found.end() <= end and begin <= found.end() + NEAR for found in _RISEN.finditer(text))


def former(claim: Claim, sources: Sources) -> bool:
    """Whether a figure is told as a number that is no longer held."""
    start, text = sources.sentence_of(claim)
    number = figure_of(claim).low
    return any(q.low == number and q.end > claim.start - start and q.start < claim.end - start for q in _former(text))


def given_up(claims: Iterable[Claim], sources: Sources) -> frozenset[float]:
    """The numbers that the sentences of some figures tell as no longer held."""
    texts = {sources.sentence_of(claim)[1] for claim in claims}
    return frozenset(float(quantity.low) for text in texts for quantity in _former(text) if quantity.low)


def _former(text: str) -> Iterable[Quantity]:
    return (quantity for quantity in find_quantities(text) if _FORMER.search(text[:quantity.start]))
