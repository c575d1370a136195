"""An article as it lies on the shelf, and ids in lists that one statement takes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from corrobora.casebook.store import IN_ONE
from corrobora.records import Article, Claim, Rejected, Time


@dataclass(frozen=True)
class Read:
    """An article with what was read in it."""

    article: Article
    claims: list[Claim]
    times: list[Time]
    rejected: list[Rejected]
    of: dict[str, str]
    named: dict[str, list[tuple[int, int]]]

    @classmethod
    def of_document(cls, document: str, text_: str) -> Read:
        told = json.loads(document)
        return cls(
            Article.model_validate({**told["article"], "text": text_}), [Claim.model_validate(c) for c in told["claims"]],
            [Time.model_validate(t) for t in told["times"]], [Rejected.model_validate(r) for r in told["rejected"]],
            told["of"], told["named"],
        )


def batched(ids: Iterable[str]) -> Iterator[list[str]]:
    """Ids in lists that one statement takes; what is no id, such as words with a NUL, is passed over."""
    every = (id_ for id_ in ids if folded_id(id_))
    while some := list(islice(every, IN_ONE)):
        yield some


def folded_id(text: str) -> str:
    """A word as an id may be written; PostgreSQL takes no NUL."""
    return text if text.isascii() and text.isprintable() else ""
