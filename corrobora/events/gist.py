"""The clause that names what two sentences have in common: a row's label, in a report's own words."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from corrobora.events.wording import words_with_terms

MOST, FEWEST = 13, 3
"""Words of a label."""
FULL = 6
"""Words that are as good as none: a clause of six words is not twice as good as one of twelve."""

CUT = 0.6
"""What a clause is worth that is too long and so is cut."""

_BREAK = re.compile(
    r"\s*[,;:()\[\]\"“”„«»]+\s*|\s+[–—-]+\s+|[.!?]\s*$|\s+(?=(?:and|but|which|who|whom|whose|while|after|before|because|where|"
    r"although|though|when|according|saying|amid|as|if|since|until|unless)\b)", re.IGNORECASE,
)
_OPENING = re.compile(
    r"^(?:(?:and|but|that|which|who|whom|while|as|also|has|have|had|been|it|he|she|they|said|says|because|where|when|so|to|if|the|an?|its|"
    r"of|in|on|at|by|for|with|is|are|was|were)\b[\s,]*)+", re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:\s+(?:and|but|that|which|who|as|the|an?|its|his|her|their|to|of|in|on|at|by|for|with|from|is|are|was|were|has|had|be)\b|[\s.!?,])+$",
    re.IGNORECASE,
)


def gist(sentences: Sequence[str], weights: Mapping[str, float]) -> str:
    """The clause that holds most of what is shared for its length. ``weights``: shared term -> how much it tells.

    A run of words of one sentence, never rewritten but for function words left out at its ends.
    """
    best, found = 0.0, ""
    for sentence in sentences:
        for clause, whole in _clauses(sentence):
            words = [term for _, term in words_with_terms(clause)]
            length = len(clause.split())
            if length < FEWEST:
                continue
            score = whole * sum(math.sqrt(weight) for term, weight in weights.items() if _holds(words, term)) / (FULL + length)
            if score > best:
                best, found = score, clause
    return found


def _holds(words: Sequence[str], term: str) -> bool:
    return any(word == term or (word.startswith(term) and len(word) - len(term) < 2) for word in words)


def _clauses(sentence: str) -> Iterator[tuple[str, float]]:
    """Each clause and each two that follow one another, no longer than a label may be; else what fits of it, worth less."""
    text = " ".join(sentence.split())
    edges = [0, *(place for found in _BREAK.finditer(text) for place in found.span()), len(text)]
    clauses = [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b > a]
    for start, end in [*clauses, *((a, d) for (a, _), (_, d) in pairwise(clauses))]:
        words = _OPENING.sub("", text[start:end]).split()
        whole = 1.0 if len(words) <= MOST else CUT
        for first in range(max(1, len(words) - MOST + 1)):
            yield _CLOSING.sub("", _OPENING.sub("", " ".join(words[first:first + MOST]))), whole
