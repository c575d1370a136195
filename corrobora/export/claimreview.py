"""Rulings of analysts as schema.org ClaimReview, one JSON-LD object a line.

Only claims that a person accepted, rejected or corrected are reviewed: what the program finds is no review. The rating is
that person's ruling, 5 accepted and 1 rejected; why it was made stands in ``reviewBody``.
"""

from __future__ import annotations

from typing import Any, TextIO

from corrobora.export.lines import write_line
from corrobora.records import Anchor, Article, Case, Claim, Judgement, Span
from corrobora.text.sentences import sentences

RATINGS = {"accept": (5, "Accepted"), "correct": (5, "Accepted as corrected"), "reject": (1, "Rejected")}
"""Decision -> rating of 1 to 5, in words."""


def claim_reviews(case: Case, out: TextIO) -> None:
    """The rulings that hold in a kept case, in the order of time; nothing where no claim was ruled on."""
    articles = {article.id: article for article in case.articles}
    by_place = {(c.article, c.start, c.end, c.kind): c for c in reversed(case.claims)}
    by_id = {claim.id: claim for claim in case.claims}
    for judged in case.judgements:
        own = judged.judgement
        if judged.effect != "applied" or own.decision not in RATINGS or own.target.kind != "claim" or not own.target.anchors:
            continue
        anchor = own.target.anchors[0]
        claim = by_id.get(anchor.claim or "")
        if claim is None and anchor.kind:
            claim = by_place.get((anchor.article, anchor.start, anchor.end, anchor.kind))
        if anchor.article in articles:
            write_line(claim_review(own, anchor, claim, articles[anchor.article]), out)


def claim_review(judgement: Judgement, anchor: Anchor, claim: Claim | None, article: Article) -> dict[str, Any]:
    """One ruling. A rejected claim is no longer in the case: its author is then the outlet."""
    rating, words = RATINGS[judgement.decision]
    values = ", ".join(f"{key}: {value}" for key, value in judgement.values.items() if not isinstance(value, dict))
    body = "; ".join(filter(None, (f"Read as {values}" if values else None, judgement.why)))
    review: dict[str, Any] = {
        "@context": "https://schema.org", "@type": "ClaimReview", "@id": f"urn:corrobora:{judgement.id}",
        "claimReviewed": _sentence(anchor, claim, article), "datePublished": judgement.when,
        "author": {"@type": "Person", "name": judgement.who},
        "reviewRating": {
            "@type": "Rating", "ratingValue": rating, "bestRating": 5, "worstRating": 1, "alternateName": words,
        },
        "itemReviewed": _item(anchor, claim, article),
    }  # fmt: skip
    return review | {"reviewBody": body} if body else review


def _item(anchor: Anchor, claim: Claim | None, article: Article) -> dict[str, Any]:
    """The claim with who makes it and where it stands."""
    outlet = {"@type": "Organization", "name": article.credit}
    said = {"@type": "Thing", "name": claim.claimant.name} if claim and claim.claimant else outlet
    appearance = {
        "@type": "NewsArticle", "url": article.url, "headline": article.title, "datePublished": article.published,
        "publisher": outlet, "identifier": f"urn:corrobora:article:{article.id}",
    }  # fmt: skip
    return {
        "@type": "Claim", "@id": f"urn:corrobora:{claim.id if claim else anchor.claim}", "author": said, "text": anchor.quote,
        "appearance": {key: value for key, value in appearance.items() if value},
    }  # fmt: skip


def _sentence(anchor: Anchor, claim: Claim | None, article: Article) -> str:
    """The sentence in which the claim stands: its few words say little by themselves."""
    if claim is not None:
        return " ".join(article.slice(claim.sentence).split())
    for block in article.blocks:
        if block.start <= anchor.start < block.end:
            for start, end in sentences(article.text, block.start, block.end):
                if start <= anchor.start < end:
                    return " ".join(article.slice(Span(start=start, end=max(end, anchor.end))).split())
    return anchor.quote
