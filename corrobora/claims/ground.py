"""Keeps what stands on an exact span of the report and rejects the rest, with the reason."""

from __future__ import annotations

from collections.abc import Iterable

from corrobora.records import Article, Claim, Rejected


def ground(article: Article, claims: Iterable[Claim]) -> tuple[tuple[Claim, ...], tuple[Rejected, ...]]:
    """The claims whose quote, claimant and cue are where they say, outside of clutter; and the rejected ones."""
    clutter = [block for block in article.blocks if block.role == "clutter"]
    good: dict[str, Claim] = {}
    bad: list[Rejected] = []
    for claim in claims:
        reason = None
        if article.slice(claim) != claim.quote or claim.start >= claim.end:
            reason = "the quote is not the text at its offsets"
        elif claim.claimant is not None and article.slice(claim.claimant) != claim.claimant.quote:
            reason = "the claimant is not the text at its offsets"
        elif any(block.start < claim.end and claim.start < block.end for block in clutter):
            reason = "it touches clutter"
        elif claim.id in good:
            reason = "it was read twice"
        if reason is None:
            good[claim.id] = claim
        else:
            bad.append(Rejected(article=article.id, reason=reason, text=claim.quote))
    return tuple(good.values()), tuple(bad)
