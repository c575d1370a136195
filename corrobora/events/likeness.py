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
"""The features, in order."""
_NAME = re.compile(r"(?<![.!?:\"“] )(?<!^)\b[A-Z][a-z’']+(?:[- ][A-Z][a-z’']+)*", re.M)
_NUMBER = re.compile(r"\d[\d,.:]*\d|\d")


Tree = tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.int64], NDArray[np.float64]]
"""Columns of a tree's nodes: feature (-1 for a leaf), threshold, the two nodes that follow, value."""


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
    gap = abs(a.day - b.day) if a.day is not None and b.day is not None else 2
    return [
        *cosines, sum(rarest), math.log1p(gap), float(gap <= 1), float(gap <= 7),
        float(a.outlet is not None and a.outlet == b.outlet),
    ]


@lru_cache(maxsize=1)
def _forest() -> tuple[float, float, list[Tree]]:
    """The learned score (``scripts/train_events.py``): a base, the threshold, and trees as columns of their nodes."""
    told = json.loads(gzip.decompress(files("corrobora.events").joinpath("likeness.json.gz").read_bytes()))
    trees = [
        (np.array(tree["feature"]), np.array(tree["at"]), np.array(tree["next"]), np.array(tree["value"]))
        for tree in told["trees"]
    ]
    return float(told["base"]), float(told["threshold"]), trees


def likeness(rows: Iterable[Sequence[float]]) -> NDArray[np.float64]:
    """For each row of features the logarithm of the odds that two articles have one main event, less the threshold.

    0 decides; clipped to 3 either way, so that no single pair outvotes the rest of two groups.
    """
    matrix = np.array(list(rows), np.float64).reshape(-1, len(NAMES))
    base, threshold, trees = _forest()
    total = np.full(len(matrix), base)
    each = np.arange(len(matrix))
    for feature, at, following, value in trees:
        node = np.zeros(len(matrix), np.int64)
        while (inner := feature[node] >= 0).any():
            left = matrix[each, np.maximum(feature[node], 0)] <= at[node]
            node = np.where(inner, np.where(left, following[node, 0], following[node, 1]), node)
        total += value[node]
    return np.clip(total - threshold, -3.0, 3.0)
