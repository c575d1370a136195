"""How alike two passages are worded: rare words and names in common weigh more than frequent ones."""

from __future__ import annotations

import gzip
import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.resources import files

from corrobora.text.shingles import skeleton

_WORD = re.compile(r"\d[\d.,:]*\d|[^\W_]+(?:['’][^\W\d_]+)*")
Bag = Mapping[str, float]
"""Term -> weight, of length 1."""


def terms(text: str) -> Iterator[str]:
    """The folded words of a text; a number in digits is itself, a number word is left out."""
    return (term for term in map(_TERMS.__getitem__, _WORD.findall(text)) if term != "#")


def words_with_terms(text: str) -> Iterator[tuple[str, str]]:
    """The words of a text, each with its folded form."""
    for word in _WORD.findall(text):
        if (term := _TERMS[word]) != "#":
            yield word, term


class _Terms(dict[str, str]):
    """Word -> its folded form; of a number in digits itself, of a number word "#"."""

    def __missing__(self, word: str) -> str:
        if len(self) > 200_000:
            self.clear()
        term = word if word[0].isdigit() else skeleton(word.removesuffix("'s").removesuffix("’s") or word)
        self[word] = term
        return term


_TERMS = _Terms()


@lru_cache(maxsize=1)
def _background() -> tuple[int, dict[str, int]]:
    """Articles counted and, for each word, in how many it stood (``scripts/count_words.py``)."""
    packed = files("corrobora.events").joinpath("word_counts.json.gz").read_bytes()
    told = json.loads(gzip.decompress(packed))
    return int(told["articles"]), told["words"]


class Wording:
    """Weights of words, from a background of news and from the texts at hand."""

    def __init__(self, texts: Iterable[Iterable[str]]) -> None:
        self._articles, self._counts = _background()
        self._own: Counter[str] = Counter()
        self._texts = 0
        for text in texts:
            self._texts += 1
            self._own.update(set(text))
        self._weights: dict[str, float] = {}

    def weight(self, term: str) -> float:
        """Inverse document frequency in the background and the texts at hand together, never below 0.

        Texts at hand count in full once they are many: in a case of three reports every word of the event is in all.
        """
        weight = self._weights.get(term)
        if weight is None:
            share = self._texts / (self._texts + 100)
            seen = self._counts.get(term, 0) + share * self._own[term]
            weight = self._weights[term] = max(0.0, math.log((self._articles + share * self._texts + 1) / (seen + 1)))
        return weight

    def bag(self, text: Iterable[str]) -> Bag:
        """The words of a text, weighted by rarity and by the logarithm of their number, to length 1."""
        weights = {term: (1 + math.log(count)) * self.weight(term) for term, count in Counter(text).items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values()))
        return {term: weight / length for term, weight in weights.items() if weight > 0} if length else {}


def alike(a: Bag, b: Bag) -> float:
    """The cosine of two bags, 0 to 1."""
    return math.fsum(products(a, b))  # exact, so that the order does not matter


def products(a: Bag, b: Bag) -> list[float]:
    """What each common term adds to the cosine."""
    return [a[term] * b[term] for term in a.keys() & b.keys()]
