"""Boosted regression trees read from JSON and walked in plain Python: no learning library at run time."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

Node = tuple[int, float, int, int, float]
"""Feature (-1: a leaf), threshold, node if at most the threshold, node if above, value of a leaf."""


@dataclass(frozen=True)
class Trees:
    """``start`` and the leaves are log odds."""

    start: float
    trees: tuple[tuple[Node, ...], ...]

    def chance(self, features: Sequence[float]) -> float:
        """0 to 1."""
        total = self.start
        for tree in self.trees:
            at = 0
            while tree[at][0] >= 0:
                feature, threshold, below, above, _ = tree[at]
                at = below if features[feature] <= threshold else above
            total += tree[at][4]
        return 1 / (1 + math.exp(-total)) if total > -700 else 0.0


@lru_cache(maxsize=4)
def load_trees(model: str) -> Trees:
    """One of the models in ``data/name_trees.json`` ("letters", "pairs")."""
    text = resources.files("corrobora.entities").joinpath("data/name_trees.json").read_text(encoding="utf-8")
    told = json.loads(text)[model]
    return Trees(told["start"], tuple(tuple(tuple(node) for node in tree) for tree in told["trees"]))
