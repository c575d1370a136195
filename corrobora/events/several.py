"""Reports that tell of several deeds at once: a sum over them at the head ("two attacks", "separate shootings"), then each.

Such a sum is none of its deeds: taken for one of them it would tie two events into one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corrobora.events.strand import Strand, of_one_sentence, told_by
from corrobora.records import Article, Claim

_MANY = r"(?:two|three|four|five|six|seven|eight|nine|ten|[2-9]|1\d|several|multiple|various|a (?:series|string|spate|wave) of)"
_DEEDS = (
    r"(?:attacks|assaults|shootings|bombings|blasts|explosions|raids|ambushes|strikes|clashes|killings|incidents|murders|attempts|"
    r"accidents|robberies|operations|encounters)"
)
_SUM = re.compile(
    rf"\b(?:separate|different|unrelated|(?:in|during|over) {_MANY})(?: (?!and\b|or\b)[\w’'-]+){{0,3}}? {_DEEDS}\b", re.I)
"""Deeds that are counted, and told apart: "in two attacks", "two separate bombings"."""


def sums_up(strand: Strand, article: Article, lead: int) -> bool:
    """Whether the head of an article sums up several deeds in what a strand tells."""
    heads = {(c.sentence.start, c.sentence.end) for c in strand.happenings if c.start < lead and told_by(c).main}
    return any(_SUM.search(article.text[start:end]) for start, end in heads)


def parts_of_sum(strand: Strand, article: Article, figures: Sequence[Claim]) -> list[list[Claim]]:
    """The happenings of a strand that sums up several deeds, each deed's own: those beside one of the tolls below the sum.

    A toll is one deed's: the smaller numbers that come after the sentence of the sum. None if there are not two such tolls.
    """
    after = max(
        (c.sentence.end for c in strand.happenings if _SUM.search(article.text[c.sentence.start:c.sentence.end])), default=0)
    tolls = [
        claim for claim in figures
        if claim.start >= after and (told := claim.figure) and told.counts == "killed" and told.low
        and not _of_one(claim, figures)
    ]
    parts: dict[str, list[Claim]] = {}
    for claim in strand.happenings:
        near = [toll for toll in tolls if of_one_sentence(toll, claim)]
        if near:
            toll = min(near, key=lambda t: (max(0, t.start - claim.end, claim.start - t.end), t.start))
            parts.setdefault(toll.id, []).append(claim)
    return list(parts.values()) if len(parts) > 1 else []


def _of_one(claim: Claim, figures: Sequence[Claim]) -> bool:
    """Whether a toll is a part of one that its own sentence tells: "three people, among them a child"."""
    parent = claim.figure.subset_of if claim.figure else None
    return any(other.id == parent and of_one_sentence(other, claim) for other in figures)
