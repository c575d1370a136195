"""Spans as W3C Web Annotations, one JSON object a line.

Web Annotation Data Model (W3C Recommendation, 23 February 2017): the target is the article, selected by TextPositionSelector
(code points) and TextQuoteSelector (exact, prefix, suffix); the body is the claim, or the FollowTheMoney entity, that the
words stand for.
"""

from __future__ import annotations

from typing import Any, TextIO

from corrobora.export.lines import write_line
from corrobora.records import Article, Case, Claim, Span

CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"corrobora": {"@id": "urn:corrobora:claim", "@type": "@json"}}]
AROUND = 32
"""Code points of prefix and suffix."""


def web_annotations(case: Case, out: TextIO) -> None:
    """Every claim of the case, in its order."""
    articles = {article.id: article for article in case.articles}
    for claim in case.claims:
        write_line(annotation(claim, articles[claim.article]), out)


def annotation(claim: Claim, article: Article) -> dict[str, Any]:
    """One claim. ``body`` says it in words and, if an analyst judged the source, the Admiralty code; ``corrobora`` holds the
    claim as the case document has it."""
    value = f"{claim.kind}: {claim.quote}" + (f" (says {claim.claimant.name})" if claim.claimant else "")
    body = [_text(value, "describing")]
    if claim.assessment:
        body.append(_text(claim.assessment, "assessing"))
    return {
        "@context": CONTEXT, "id": f"urn:corrobora:{claim.id}", "type": "Annotation", "motivation": "describing", "body": body,
        "target": target(claim, article), "corrobora": claim.model_dump(mode="json", by_alias=True, exclude_none=True),
    }  # fmt: skip


def entity_anchor(number: int, entity: str, span: Span, article: Article) -> dict[str, Any]:
    """Where a name of an entity stands: the body is the entity by its id in the FollowTheMoney export."""
    return {
        "@context": CONTEXT[0], "id": f"urn:corrobora:{entity}:{article.id}:{number}", "type": "Annotation",
        "motivation": "identifying", "body": f"urn:corrobora:{entity}", "target": target(span, article),
    }  # fmt: skip


def target(span: Span, article: Article) -> dict[str, Any]:
    """Words of an article."""
    text = article.text
    return {
        "source": article.url or f"urn:corrobora:article:{article.id}",
        "selector": [
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            {
                "type": "TextQuoteSelector", "exact": text[span.start : span.end],
                "prefix": text[max(0, span.start - AROUND) : span.start], "suffix": text[span.end : span.end + AROUND],
            },
        ],
    }  # fmt: skip


def _text(value: str, purpose: str) -> dict[str, str]:
    return {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose}
