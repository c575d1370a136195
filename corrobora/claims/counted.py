"""What a number counts: the noun phrase after it, and the word of harm that it hangs on.

The reading goes over the words of a sentence from the number to the right ("18 men from the group were killed") and to the
left ("killing at least 18 jihadists"), since news text with lost punctuation breaks the parse; the tags of the parse are used,
its tree only where the words leave two readings.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from corrobora.claims.triggers import TRIGGERS
from corrobora.records import Counts
from corrobora.text.numbers import Quantity


@dataclass(eq=False)
class Counted:
    """A quantity, its noun phrase and how it was tied to a word of harm. Token numbers are within the sentence."""

    quantity: Quantity
    first: int
    """The quantity's first token."""
    after: int
    """The token after the quantity."""
    end: int
    """The token after the noun phrase."""
    head: int | None
    """The noun counted, None if the number stands alone ("kills 18")."""
    singular: bool = False
    known: bool = False
    """A person told before or by name ("the boy was killed"): counted only where no other number tells of the harm."""
    share: bool = False
    """A share of something told before: "many of the tribe", "some were shot"."""
    of: str | None = None
    """What a share is taken of: "them" ("two of them"), or the group word ("most of the dead")."""
    counts: Counts | None = None
    trigger: int | None = None
    link: str = ""
    inherits: Counted | None = field(default=None, repr=False)
    """The figure whose harm this one shares (joined by "and", or a part of it)."""
    part_of: Counted | None = field(default=None, repr=False)
    who_from: int | None = None
    """First token of a predicate that says who they are ("were civilians"), with its end in ``who_to``."""
    who_to: int | None = None
    strict: bool = False
    """No object reading: the noun phrase is the doer if the verb is active."""

    def who(self, words: Words) -> str:
        """The noun phrase without its number, as in the text."""
        if self.who_from is not None and self.who_to is not None:
            return words.text(self.who_from, self.who_to)
        start = self.after
        while start < self.end and words.lower[start] in {"of", "a", "an", "the", "another", "one", "other", "more", "those",
                "these",
                                                         "his", "her", "its", "their", "our", "my", "such", "additional", "-",
                                                         '"', "'"}:
            if words.lower[start] in {"other", "more"} and start + 1 >= self.end:
                break
            start += 1
        return words.text(start, self.end) if start < self.end else ""


class Words:
    """A sentence's words with the columns that the reading looks at."""

    def __init__(self, tokens: TokenSpan, headline: bool = False) -> None:
        self.tokens: list[Token] = list(tokens)
        self.base = tokens.start_char
        self.string = tokens.text
        self.headline = headline
        self.lower = [t.lower_ for t in self.tokens]
        self.pos = [t.pos_ for t in self.tokens]
        self.quantities: frozenset[int] = frozenset()
        """The tokens where a quantity begins."""
        for i, token in enumerate(self.tokens):
            if token.text in {"IS", "US"} and not self.string.isupper():
                # The Islamic State and the United States, not words of their own.
                self.lower[i], self.pos[i] = token.text, "PROPN"
        self.tag = [t.tag_ for t in self.tokens]
        self.starts = [t.idx - self.base for t in self.tokens]
        self.ends = [t.idx - self.base + len(t) for t in self.tokens]

    def __len__(self) -> int:
        return len(self.tokens)

    def word(self, i: int) -> str:
        """The i-th word in lower case, empty outside of the sentence."""
        return self.lower[i] if 0 <= i < len(self.lower) else ""

    def text(self, start: int, end: int) -> str:
        """The text of some tokens."""
        return self.string[self.starts[start]:self.ends[end - 1]]

    def at(self, offset: int) -> int:
        """The token that holds a character of the sentence, or the next one."""
        return next((i for i, end in enumerate(self.ends) if end > offset), len(self.ends))


def harm(word: str, *uses: str) -> Counts | None:
    """What a word of harm counts in one of some uses, else None."""
    return next((counts for counts, use in TRIGGERS.get(word, ()) if not uses or use in uses), None)


def set_harm(counted: Counted, counts: Counts, trigger: int | None, link: str) -> None:
    counted.counts, counted.trigger, counted.link = counts, trigger, link

Tie = tuple[Counts, int, str, int]
