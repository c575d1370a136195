"""Claims as W3C Web Annotations, one JSON object a line.

Web Annotation Data Model (W3C Recommendation, 23 February 2017): the target is the article, selected by TextPositionSelector
(code points) and TextQuoteSelector (exact, prefix, suffix); the body is the claim.
"""

from __future__ import annotations

import json
from typing import Any, TextIO

from corrobora.records import Article, Case, Claim

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32
"""Code points of prefix and suffix."""


def web_annotations(case: Case, out: TextIO) -> None:
    """Every claim of the case, in its order."""
    articles = {article.id: article for article in case.articles}
    for claim in case.claims:
        out.write(json.dumps(annotation(claim, articles[claim.article]), ensure_ascii=True) + "\n")


def annotation(claim: Claim, article: Article) -> dict[str, Any]:
    """One claim. ``body.value`` says it in words, ``corrobora`` holds the claim as the case document has it."""
    text = article.text
    value = f"{claim.kind}: {claim.quote}" + (f" (says {claim.claimant.name})" if claim.claimant else "")
    return {
        "@context": CONTEXT,
        "id": f"urn:corrobora:{claim.id}",
        "type": "Annotation",
        "motivation": "describing",
        "body": {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": "describing"},
        "target": {
            "source": article.url or f"urn:corrobora:article:{article.id}",
            "selector": [
                {"type": "TextPositionSelector", "start": claim.start, "end": claim.end},
                {
                    "type": "TextQuoteSelector",
                    "exact": claim.quote,
                    "prefix": text[max(0, claim.start - AROUND) : claim.start],
                    "suffix": text[claim.end : claim.end + AROUND],
                },
            ],
        },
        "corrobora": claim.model_dump(mode="json", by_alias=True, exclude_none=True),
    }
