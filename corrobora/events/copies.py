"""Whose words a claim is: a passage that was copied belongs to the origin that printed it first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

from corrobora.records import Article, Claim, Event, Origin

CROWD = 24
"""Prints of one text from which on those that tell an event alike are compared and coded as one."""


class Sources:
    """The origin that stands behind each claim, and when it was printed."""

    def __init__(self, articles: Mapping[str, Article], origins: Sequence[Origin]) -> None:
        self._articles = articles
        self._origin = {article: origin.id for origin in origins for article in origin.articles}
        self._first = {origin.id: min(map(self._when, origin.articles)) for origin in origins}
        self._copied: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        self._pairs: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
        for passage in {passage for origin in origins for passage in origin.shared}:
            self._pairs[passage.a, passage.b].append((passage.a_start, passage.a_end))
            self._pairs[passage.b, passage.a].append((passage.b_start, passage.b_end))
            a, b = self.origin_of(passage.a), self.origin_of(passage.b)
            if a == b:
                continue
            first = min((self._first[a], a), (self._first[b], b))[1]
            if first != a:
                self._copied[passage.a].append((passage.a_start, passage.a_end, first))
            else:
                self._copied[passage.b].append((passage.b_start, passage.b_end, first))

    def _when(self, article: str) -> tuple[str, str]:
        own = self._articles.get(article)
        return ((own.published if own else None) or "9999", article)

    def origin_of(self, article: str) -> str:
        """The origin of an article as a whole."""
        return self._origin.get(article, article)

    def first_told(self, event: Event, claims_of: Callable[[str], Sequence[Claim]]) -> Event:
        """The event without the articles and claims that print again, in a crowd, what an earlier print of their origin told.

        ``claims_of``: the claims of an article; those of one article at a time are looked at.
        """
        prints = Counter(map(self.origin_of, event.articles))
        if max(prints.values(), default=0) <= CROWD:
            return event
        own = set(event.claims)
        told: set[Hashable] = set()
        kept: dict[str, list[str]] = {}
        for article in sorted(event.articles, key=self._when):
            claims = [claim for claim in claims_of(article) if claim.id in own]
            origin = self.origin_of(article)
            alike = origin, tuple((c.start, c.end, c.quote) for c in claims if c.figure or c.happening)
            if prints[origin] <= CROWD or alike not in told:
                told.add(alike)
                kept[article] = [claim.id for claim in claims]
        left = {id_ for ids in kept.values() for id_ in ids}
        return event.model_copy(update={
            "articles": tuple(id_ for id_ in event.articles if id_ in kept),
            "main_of": tuple(id_ for id_ in event.main_of if id_ in kept),
            "claims": tuple(id_ for id_ in event.claims if id_ in left),
        })

    def articles(self, ids: Iterable[str]) -> dict[str, Article]:
        """Those of some articles that are known, by id."""
        return {id_: self._articles[id_] for id_ in ids if id_ in self._articles}

    def source(self, claim: Claim) -> str:
        """The origin whose words the claim is: that of its article, or that from which its passage was copied."""
        owners = {
            origin for start, end, origin in self._copied.get(claim.article, ()) if start <= claim.start and claim.end <= end
        }
        return min(owners, key=lambda o: (self._first.get(o, ("9999", o)), o)) if owners else self.origin_of(claim.article)

    def copied(self, article: str, start: int, end: int, other: str) -> bool:
        """Whether most of a span of one article stands in another one as well."""
        common = sum(max(0, min(end, e) - max(start, s)) for s, e in self._pairs.get((article, other), ()))
        return 2 * common > end - start

    def sentence_of(self, claim: Claim) -> tuple[int, str]:
        """The sentence of a claim and where it begins; empty where its article is not known."""
        own, span = self._articles.get(claim.article), claim.sentence
        return span.start, own.text[span.start:span.end] if own is not None else ""

    def in_headline(self, claim: Claim) -> bool:
        """Whether a claim stands in its page's headline."""
        own = self._articles.get(claim.article)
        return own is not None and any(
            block.role == "headline" and block.start <= claim.start < block.end for block in own.blocks
        )

    def depth(self, claim: Claim) -> int:
        """How many code points of its article's kept text stand before a claim."""
        own = self._articles.get(claim.article)
        if own is None:
            return 0
        return sum(min(block.end, claim.start) - block.start for block in own.kept() if block.start < claim.start)

    def published(self, claims: Iterable[Claim]) -> str | None:
        """When the first of the claims was printed, as far as is known (ISO 8601)."""
        known = [own.published for claim in claims if (own := self._articles.get(claim.article)) and own.published]
        return min(known, default=None)


BODIES = frozenset({"police", "army", "military", "government", "authorities", "coroner", "prosecutors"})
"""Bodies of which an event's reports mean one and the same, though each writes only the common word: it has many voices."""


def speaker(claim: Claim, source: str) -> str:
    """A key for who makes a claim about an event: the named claimant, or the outlet's own voice, which is its origin's."""
    if claim.claimant is None:
        return f"own voice of {source}"
    name = claim.claimant.name.casefold().removeprefix("the ")
    return name if name in BODIES else claim.claimant.entity or name
