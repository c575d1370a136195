"""What two articles have in common as a whole: numbers in which a learned score of "one main event" is told.

Bags of the head of the article, of all of it, of its names, pairs of names, numbers and headline; days between the two; one
outlet or two (an outlet's own furniture and town are in all that it prints).
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corrobora.events.wording import Bag, Wording, alike, terms
from corrobora.records import Article

HEAD = 900
"""Code points of the head of an article."""
NAMES = (
    "head", "whole", "names", "pairs", "numbers", "title", "rarest", "days", "one day", "week", "outlet",
)
"""The features, in order."""
_NAME = re.compile(r"(?<![.!?:\"“] )(?<!^)\b[A-Z][a-z’']+(?:[- ][A-Z][a-z’']+)*", re.M)
_NUMBER = re.compile(r"\d[\d,.:]*\d|\d")


@dataclass(frozen=True)
class Whole:
    """An article as it is compared as a whole. ``day``: ordinal of its publication."""

    day: int | None
    outlet: str | None
    bags: Mapping[str, Bag]


def parts_of(article: Article) -> dict[str, list[str]]:
    """The terms of each part of an article that is compared."""
    kept = "\n".join(article.slice(block) for block in article.kept())
    names = [found[0] for found in _NAME.finditer(kept)]
    return {
        "head": list(terms(kept[:HEAD])), "whole": list(terms(kept)),
        "names": [term for name in names for term in terms(name)],
        "pairs": [" ".join(terms(name)) for name in names if " " in name or "-" in name],
        "numbers": _NUMBER.findall(kept), "title": list(terms(article.title or kept[:80])),
    }


def whole(article: Article, day: int | None, parts: Mapping[str, Sequence[str]], weights: Mapping[str, Wording]) -> Whole:
    """An article ready to be compared."""
    return Whole(day, article.outlet, {part: weights[part].bag(text) for part, text in parts.items()})


def features(a: Whole, b: Whole) -> list[float]:
    """The numbers named in ``NAMES``, each between -1 and some tens."""
    cosines = [alike(a.bags[part], b.bags[part]) for part in ("head", "whole", "names", "pairs", "numbers", "title")]
    common = set(a.bags["whole"]) & set(b.bags["whole"])
    rarest = sorted((a.bags["whole"][t] * b.bags["whole"][t] for t in common), reverse=True)[:3]
    gap = abs(a.day - b.day) if a.day is not None and b.day is not None else 2
    return [
        *cosines, sum(rarest), math.log1p(gap), float(gap <= 1), float(gap <= 7),
        float(a.outlet is not None and a.outlet == b.outlet),
    ]
