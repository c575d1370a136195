"""Whether the text under a headline in the midst of a page is another article: other names, other words.

Thresholds: of 1,400 news reports cut in two at a random paragraph, 4 of 100 have halves with so little in common, and a line
between them whose words the lower half takes up and the upper one does not is rare in those.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corrobora.pages.network import network
from corrobora.text.timewords import MONTHS

NAMES_SHARED, WORDS_SHARED = 0.2, 0.2
"""The share of the fewer names, and of the content words, up to which two texts have nothing to do with each other."""
CLEARLY = 0.12
"""The share of content words where no end of the article is marked between them; then no name at all is shared."""
TAKEN_UP = 0.5
"""Share of a headline's longer words that its text has; the text above has at most a quarter as many of them."""
SHORTEST = 4
"""Words of a headline; shorter lines are headings within a text."""
ORDINARY = 2_000
"""The most frequent words of pages say nothing of what a text is about."""
LEAST_NAMES, LEAST_ABOVE, LEAST_BELOW = 3, 3, 2
"""Of each text: names, and blocks above and below; two names and a block more where no end is marked."""
_NAME = re.compile(r"(?<=[^\W_][,\w] )[A-ZÀ-ÞĀ-ŽА-Я][\w’'-]{2,}")
"""A capitalised word that does not begin a sentence."""
_DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"} | {m.lower() for m in MONTHS})


class Topics:
    """What the blocks of one page speak of, each looked at when it is first asked for."""

    def __init__(self, texts: Sequence[str], words: Sequence[Sequence[str]]) -> None:
        self._texts, self._words = texts, words
        self._names: dict[int, frozenset[str]] = {}
        self._content: dict[int, list[str]] = {}

    def other(self, title: int, above: Sequence[int], below: Sequence[int], headline: int, *, ended: bool) -> bool:
        """Whether the blocks ``below`` a title-like one are another article than those ``above`` it, which ``headline`` heads.
        ``ended``: the end of an article is marked between them."""
        if len(above) < LEAST_ABOVE + (not ended) or len(below) < LEAST_BELOW + (not ended):
            return False
        upper = {word for i in above for word in self._words[i]}
        lower = {word for i in below for word in self._words[i]}
        taken = self._share(title, lower)
        if len(self._words[title]) < SHORTEST or taken < TAKEN_UP or self._share(title, upper) > taken / (2 if ended else 4):
            return False
        if self._share(headline, lower) > self._share(headline, upper) / 2:
            return False
        one, two = (frozenset().union(*map(self._named, blocks)) for blocks in (above, below))
        fewer = min(len(one), len(two))
        if fewer < LEAST_NAMES + (0 if ended else 2):
            return False
        first, second = ([word for i in blocks for word in self._about(i)] for blocks in (above, below))
        shared = max(_share(first, second), _share(second, first))
        names = len(one & two) / fewer
        return names <= NAMES_SHARED and shared <= WORDS_SHARED if ended else names == 0 and shared <= CLEARLY

    def _share(self, block: int, words: set[str]) -> float:
        longer = {word for word in self._words[block] if len(word) > 3}
        return len(longer & words) / max(len(longer), 1)

    def _named(self, block: int) -> frozenset[str]:
        if block not in self._names:
            self._names[block] = frozenset(word.lower() for word in _NAME.findall(self._texts[block])) - _DAYS
        return self._names[block]

    def _about(self, block: int) -> list[str]:
        if block not in self._content:
            rank = network("plain").words.get
            self._content[block] = [word for word in self._words[block]
                if len(word) > 4 and not word.isdigit() and rank(word, ORDINARY) >= ORDINARY]
        return self._content[block]


def _share(words: Sequence[str], others: Sequence[str]) -> float:
    known = set(others)
    return sum(word in known for word in words) / max(len(words), 1)
