"""What an article is mainly about: the strand at its head, or the deed behind an arrest, a charge or a vigil."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corrobora.events.kinds import VIOLENT, real
from corrobora.events.strand import Strand, harm_alone, told_by, typical
from corrobora.events.totals import is_own_hand
from corrobora.records import Article, Claim

LEAD = 500
"""Code points at the head of an article that tell what it is mainly about."""
_AFTERMATH = re.compile(
    r"(?:arrest|charg|convict|sentenc|plead|pled|indict|tri(?:al|ed)|arraign|extradit|bail|bond|jail|vigil|funeral|mourn|memorial"
    r"|bur(?:y|ied)|identif|investigat|pray|rememb|honou?r|guilty|want|search|hunt|surrender|prison|warrant)", re.I,
)
"""What comes of a deed and is told long after it."""
_OF_COURT = re.compile(
    r"\b(?:bond|bail|court|hearing|trial|judge|jury|charges?|suspects?|reward|victims?|funeral|vigil)\b", re.I)
"""Words of whoever asks, hails or offers something for its sake."""
TOLL = frozenset({"killed", "injured", "killed_or_injured"})


def lead_end(article: Article) -> int:
    """The offset up to which the head of an article goes: its headline and about its first two sentences."""
    left = LEAD
    for block in article.kept():
        if (size := block.end - block.start) >= left:
            return block.start + left
        left -= size
    return len(article.text)


def main_strand(strands: Sequence[Strand], lead: int) -> Strand | None:
    """What the article is mainly about: the most central real happening told at its head."""
    heads = [s for s in strands if any(c.start < lead and told_by(c).main for c in s.happenings)]
    if not heads:
        # A report on what followed ("toll rises", "trial opens") is of the deed that its head tells of in passing.
        heads = [s for s in strands if any(
            c.start < lead and told_by(c).type in VIOLENT and real(c.status) for c in s.happenings)]
    return max(
        heads, key=lambda s: (any(real(c.status) for c in s.happenings), s.salience, -s.happenings[0].start), default=None
    )


def deed_behind(main: Strand, strands: Sequence[Strand], article: Article, lead: int) -> Strand | None:
    """The violent deed that an article is about though its head dwells on what came of it: an arrest, a charge, a vigil.

    A court report months later is no new event. None if the main strand, but for what comes of a deed, has a toll of its own,
    or tells another matter.
    """
    head = [claim for claim in main.happenings if claim.start < lead]
    if _has_toll(main) and not _of_aftermath(main):
        return None
    if any(violent(told_by(claim).type) and not harm_alone(claim) for claim in head):
        return None
    aftermath = any(map(_comes_after, head))
    first = next((block.end for block in article.kept()), 0)

    def told(strand: Strand) -> bool:
        news = (c for c in strand.happenings if (aftermath or told_by(c).main) and real(c.status))
        heads = any(claim.start < (lead if aftermath else first) for claim in news)
        return heads and (aftermath or any(claim.start < first for claim in strand.figures))

    deeds = [
        strand for strand in strands
        if strand is not main and strand.happenings and _has_toll(strand) and violent(told_by(typical(strand)).type)
        and told(strand)
    ]
    return max(deeds, key=lambda s: (s.salience, -s.happenings[0].start), default=None)


def _comes_after(claim: Claim) -> bool:
    """Whether a mention tells what came of a deed: an arrest, a court's business, a search."""
    told = told_by(claim)
    return told.type == "Arrests" or bool(_AFTERMATH.match(told.predicate)) or (
        not violent(told.type) and _OF_COURT.search(claim.quote) is not None)


def _of_aftermath(strand: Strand) -> bool:
    return bool(strand.happenings) and not violent(told_by(typical(strand)).type) and _comes_after(typical(strand))


def violent(type_: str) -> bool:
    """Whether a kind of deed hurts people by itself."""
    return type_ not in {"Other", "other", "Arrests", "Peaceful protest"}


def _has_toll(strand: Strand) -> bool:
    """Whether it tells how many were hurt, beside a doer's own death."""
    return any(claim.figure and claim.figure.counts in TOLL and not is_own_hand(claim) for claim in strand.figures)
