"""Boosted regression trees read from JSON and walked as columns: no learning library at run time."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

Column = NDArray[Any]
Node = tuple[int, float, int, int, float]
"""Feature (-1: a leaf), threshold, node if at most the threshold, node if above, value of a leaf."""


@dataclass(frozen=True)
class Trees:
    """``start`` and the leaves are log odds."""

    start: float
    trees: tuple[tuple[Node, ...], ...]

    def chance(self, features: Sequence[float]) -> float:
        """0 to 1."""
        roots, feature, threshold, following, values, depth = self._columns
        given, at = np.array(features, np.float64)[feature] <= threshold, roots
        for _ in range(depth):  # all trees take a step at once; a leaf follows itself
            at = following[at, given[at].view(np.int8)]
        total = self.start
        for value in values[at].tolist():
            total += value
        return 1 / (1 + math.exp(-total)) if total > -700 else 0.0


    @cached_property
    def _columns(self) -> tuple[Column, Column, Column, Column, Column, int]:
        """The roots; of each node feature, threshold, the nodes that follow (above, at most) and value; the depth."""
        roots = np.cumsum([0, *(len(tree) for tree in self.trees[:-1])])
        pairs = zip(self.trees, roots.tolist(), strict=True)
        nodes = [(node, root, at) for tree, root in pairs for at, node in enumerate(tree)]
        following = [(root + n[3], root + n[2]) if n[0] >= 0 else (root + at, root + at) for n, root, at in nodes]
        return (
            roots, np.array([max(0, n[0]) for n, _, _ in nodes]), np.array([n[1] for n, _, _ in nodes], np.float64),
            np.array(following), np.array([n[4] for n, _, _ in nodes], np.float64), max(map(_depth, self.trees)),
        )


def _depth(tree: Sequence[Node], at: int = 0) -> int:
    """Steps to the deepest leaf."""
    feature, _, below, above, _ = tree[at]
    return 0 if feature < 0 else 1 + max(_depth(tree, below), _depth(tree, above))


@lru_cache(maxsize=4)
def load_trees(model: str) -> Trees:
    """One of the models in ``data/name_trees.json`` ("letters", "pairs")."""
    text = resources.files("corrobora.entities").joinpath("data/name_trees.json").read_text(encoding="utf-8")
    told = json.loads(text)[model]
    return Trees(told["start"], tuple(tuple(tuple(node) for node in tree) for tree in told["trees"]))
