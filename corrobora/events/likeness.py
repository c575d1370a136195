"""What two articles have in common as a whole: numbers in which a learned score of "one main event" is told.

Bags of the head of the article, of all of it, of its names, pairs of names, numbers and headline; days between the two;
kind, place, day and figures of the two main strands.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corrobora.events.kinds import compatible
from corrobora.events.strands import Strand
from corrobora.events.where import relate
from corrobora.events.wording import Bag, Wording, alike, terms
from corrobora.records import Article, Entity

HEAD = 900
"""Code points of the head of an article."""
NAMES = (
    "head", "whole", "names", "pairs", "numbers", "title", "rarest", "days", "one day", "week", "outlet", "kind", "same place",
    "within", "apart", "day told", "same figure", "harm",
)
"""The features, in order."""
_NAME = re.compile(r"(?<![.!?:\"“] )(?<!^)\b[A-Z][a-z’']+(?:[- ][A-Z][a-z’']+)*", re.M)
_NUMBER = re.compile(r"\d[\d,.:]*\d|\d")


@dataclass(frozen=True)
class Whole:
    """An article as it is compared as a whole. ``day``: ordinal of its publication."""

    strand: Strand
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


def whole(article: Article, strand: Strand, day: int | None, parts: Mapping[str, Sequence[str]], weights: Mapping[str, Wording]) -> Whole:
    """An article ready to be compared."""
    return Whole(strand, day, article.outlet, {part: weights[part].bag(text) for part, text in parts.items()})


def features(a: Whole, b: Whole, entities: Mapping[str, Entity]) -> list[float]:
    """The numbers named in ``NAMES``, each between -1 and some tens."""
    cosines = [alike(a.bags[part], b.bags[part]) for part in ("head", "whole", "names", "pairs", "numbers", "title")]
    common = set(a.bags["whole"]) & set(b.bags["whole"])
    rarest = sorted((a.bags["whole"][t] * b.bags["whole"][t] for t in common), reverse=True)[:3]
    gap = abs(a.day - b.day) if a.day is not None and b.day is not None else 2
    relation = relate(a.strand.places or a.strand.around, b.strand.places or b.strand.around, entities)
    return [
        *cosines, sum(rarest), math.log1p(gap), float(gap <= 1), float(gap <= 7), float(a.outlet is not None and a.outlet == b.outlet),
        _kind(a.strand, b.strand), float(relation == "same"), float(relation == "within"), float(relation == "apart"),
        _day_told(a.strand, b.strand), *_figures(a.strand, b.strand),
    ]


def _kind(a: Strand, b: Strand) -> float:
    kinds = [[c.happening.type for c in s.happenings if c.happening] for s in (a, b)]
    return max((compatible(x, y) for x in kinds[0] for y in kinds[1]), default=0.0)


def _day_told(a: Strand, b: Strand) -> float:
    """1 the same day is told, -1 other days, 0 not known."""
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return 0.0
    gap = max(a.first - b.last, b.first - a.last)
    return 1.0 if gap <= 0 else 0.0 if gap == 1 else -1.0


def _figures(a: Strand, b: Strand) -> tuple[float, float]:
    """Whether a number of two or more is told by both, and whether what is counted (killed, injured) is the same."""
    told = [{(f.counts, f.low or f.high) for c in s.figures if (f := c.figure)} for s in (a, b)]
    same = any((number or 0) > 1 for _, number in told[0] & told[1])
    counts = [{counts for counts, _ in own} for own in told]
    harm = 0.0 if not counts[0] or not counts[1] else 1.0 if counts[0] & counts[1] else -1.0
    return float(same), harm
