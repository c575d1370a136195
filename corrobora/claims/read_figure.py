"""A figure while it is read: what its sentence told, to be completed by what the article tells."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from corrobora.claims.parse import Sentence
from corrobora.records import Article, Counts, Scope, Side, make_id
from corrobora.text.numbers import Quantity


@dataclass(eq=False)
class Draft:
    """A figure in the making. ``start`` and ``end`` are offsets in the article's text."""

    sentence: Sentence
    start: int
    end: int
    quantity: Quantity
    counts: Counts
    who: str
    token: Token
    """The word that tells what happened, for the status."""
    link: str = ""
    group: str | None = None
    """The group that it is a share of ("dead" of "most of the dead", "them" of "two of them")."""
    singular: bool = False
    known: bool = False
    """A person told before or by name: a figure only where the article has no other for that harm."""
    noun: str = ""
    """The noun counted, as a lemma ("child"), empty if the number stands alone."""
    context: str = ""
    """The noun phrase with what follows it up to the word of harm ("militants from the group")."""
    unit: str | None = None
    side: Side = "unspecified"
    scope: Scope = "event"
    parent: Draft | None = field(default=None, repr=False)
    joined: Draft | None = field(default=None, repr=False)
    """The figure in the same sentence that it shares its harm with."""
    same_as: Draft | None = field(default=None, repr=False)
    """The first place of a figure that stands in a passage which the article repeats (a title over its own copy)."""
    why: list[str] = field(default_factory=list)

    def id_in(self, article: Article) -> str:
        """The claim's id: from the article and the source's own words. What is said again has the id of the first."""
        if self.same_as is not None:
            return self.same_as.id_in(article)
        return make_id("c", article.id, "figure", self.start, self.end, article.text[self.start:self.end], self.counts,
                       self.quantity.start)

    @property
    def in_headline(self) -> bool:
        """Whether it stands in the page's headline."""
        return self.sentence.passage.block.role == "headline"

    def same_value(self, other: Draft) -> bool:
        """Whether both state one number of one harm."""
        mine, theirs = self.quantity, other.quantity
        return self.counts == other.counts and (mine.low or mine.high) is not None and (
            (mine.low, mine.high) == (theirs.low, theirs.high)
            or (mine.low is not None and mine.low == theirs.low)
        )
