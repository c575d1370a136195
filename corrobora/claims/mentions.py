"""Names in the text: where they stand and what the context says of them."""

from __future__ import annotations

from corrobora.claims.parse import Parsed
from corrobora.records import Mention


def find_mentions(parsed: Parsed) -> tuple[Mention, ...]:
    """Every named mention of the kept text, in order, not overlapping."""
    found = []
    for passage in parsed.passages:
        for name in passage.doc.ents:
            if name.label_ in {"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP"}:
                span = passage.span(name)
                found.append(Mention(start=span.start, end=span.end, text=parsed.article.slice(span), label=name.label_))
    return tuple(found)
