"""What two articles have in common as a whole: numbers in which a learned score of "one main event" is told.

Bags of the head of the article, of all of it, of its names, pairs of names, numbers and headline; days between the two; one
outlet or two (an outlet's own furniture and town are in all that it prints).
"""

from __future__ import annotations

import gzip
import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from corrobora.events.wording import Bag, Wording, products, terms
from corrobora.records import Article

HEAD = 900
"""Code points of the head of an article."""
NAMES = (
    "head", "whole", "names", "pairs", "numbers", "title", "rarest", "days", "one day", "week", "outlet",
)
"""The features, in order; the logarithm of the days is -1 where a day is not known."""
_NAME = re.compile(r"(?<![.!?:\"“] )(?<!^)\b[A-Z][a-z’']+(?:[- ][A-Z][a-z’']+)*", re.M)
_NUMBER = re.compile(r"\d[\d,.:]*\d|\d")


Tree = tuple[list[tuple[int, float, np.uint32, np.uint32]], NDArray[np.float64]]
"""The tests of a tree, each with a feature, a threshold and the leaves (as bits) that stay possible if the feature is at most
that and if it is above; and the values of the leaves."""


@dataclass(frozen=True, slots=True)
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


def whole(outlet: str | None, day: int | None, parts: Mapping[str, Sequence[str]], weights: Mapping[str, Wording]) -> Whole:
    """An article ready to be compared."""
    return Whole(day, outlet, {part: weights[part].bag(text) for part, text in parts.items()})


def features(a: Whole, b: Whole) -> list[float]:
    """The numbers named in ``NAMES``, each between -1 and some tens."""
    common = {part: products(a.bags[part], b.bags[part]) for part in ("head", "whole", "names", "pairs", "numbers", "title")}
    cosines = [math.fsum(values) for values in common.values()]
    rarest = nlargest(3, common["whole"])
    gap = abs(a.day - b.day) if a.day is not None and b.day is not None else None
    apart = (-1.0, 0.0, 0.0) if gap is None else (math.log1p(gap), float(gap <= 1), float(gap <= 7))
    return [*cosines, sum(rarest), *apart, float(a.outlet is not None and a.outlet == b.outlet)]


@lru_cache(maxsize=1)
def _forest() -> tuple[float, float, list[Tree]]:
    """The learned score (``scripts/train_events.py``): a base, the threshold, and the trees."""
    told = json.loads(gzip.decompress(files("corrobora.events").joinpath("likeness.json.gz").read_bytes()))
    return float(told["base"]), float(told["threshold"]), [_tree(**tree) for tree in told["trees"]]


def _tree(feature: list[int], at: list[float], next: list[list[int]], value: list[float]) -> Tree:
    leaves = [node for node, tested in enumerate(feature) if tested < 0]

    def under(node: int) -> int:
        return 1 << leaves.index(node) if feature[node] < 0 else under(next[node][0]) | under(next[node][1])

    every = under(0)
    tests = [
        (tested, at[node], np.uint32(every & ~under(next[node][1])), np.uint32(every & ~under(next[node][0])))
        for node, tested in enumerate(feature) if tested >= 0
    ]
    return tests, np.array([value[node] for node in leaves])


def likeness(rows: Iterable[Sequence[float]]) -> NDArray[np.float64]:
    """For each row of features the logarithm of the odds that two articles have one main event, less the threshold.

    0 decides; clipped to 3 either way, so that no single pair outvotes the rest of two groups.
    """
    matrix = np.array(list(rows), np.float64).reshape(-1, len(NAMES))
    base, threshold, trees = _forest()
    total = np.full(len(matrix), base)
    columns = np.ascontiguousarray(matrix.T)
    for tests, values in trees:  # whole columns are tested: quicker than to walk each row down (QuickScorer, Lucchese 2015)
        possible = np.full(len(matrix), 0xFFFFFFFF, np.uint32)
        for feature, at, at_most, above in tests:
            possible &= np.where(columns[feature] <= at, at_most, above)
        total += values[np.frexp(possible)[1] - 1]
    return np.clip(total - threshold, -3.0, 3.0)
