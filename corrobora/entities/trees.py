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
        feature, threshold, at_most, above, firsts, values = self._columns
        tested = np.where(np.array(features, np.float64)[feature] <= threshold, at_most, above)
        # All tests of all trees at once; the one leaf that no test of its tree forbids is the answer (QuickScorer).
        leaves = np.frexp(np.bitwise_and.reduceat(tested, firsts).astype(np.float64))[1]
        total = self.start
        for value in values[leaves, np.arange(len(leaves))].tolist():
            total += value
        return 1 / (1 + math.exp(-total)) if total > -700 else 0.0

    @cached_property
    def _columns(self) -> tuple[Column, Column, Column, Column, Column, Column]:
        """Of each test feature, threshold and the leaves (as bits) that it leaves if the feature is at most that and if it is
        above; the first test of each tree; the values of its leaves, from 1 on, a tree a column."""
        tests: list[tuple[int, float, int, int]] = []
        firsts = []
        most = max(sum(node[0] < 0 for node in tree) for tree in self.trees)
        values = np.zeros((most + 1, len(self.trees)))
        for number, tree in enumerate(self.trees):
            leaves = [at for at, node in enumerate(tree) if node[0] < 0]
            values[1:len(leaves) + 1, number] = [tree[at][4] for at in leaves]
            bits = {at: 1 << place for place, at in enumerate(leaves)}
            firsts.append(len(tests))
            under = [bits.get(at, 0) for at in range(len(tree))]
            for at in _upwards(tree):
                under[at] = under[tree[at][2]] | under[tree[at][3]]
            every = under[0]
            inner = [node for node in tree if node[0] >= 0]
            tests += [(node[0], node[1], every & ~under[node[3]], every & ~under[node[2]]) for node in inner] or [
                (0, 0.0, every, every)]
        feature, threshold, at_most, above = zip(*tests, strict=True)
        return (
            np.array(feature), np.array(threshold, np.float64), np.array(at_most, np.uint32), np.array(above, np.uint32),
            np.array(firsts), values,
        )


def _upwards(tree: Sequence[Node], at: int = 0) -> list[int]:
    """The tests of a tree, those below a test before it."""
    feature, _, below, above, _ = tree[at]
    return [] if feature < 0 else [*_upwards(tree, below), *_upwards(tree, above), at]


@lru_cache(maxsize=4)
def load_trees(model: str) -> Trees:
    """One of the models in ``data/name_trees.json`` ("letters", "pairs")."""
    text = resources.files("corrobora.entities").joinpath("data/name_trees.json").read_text(encoding="utf-8")
    told = json.loads(text)[model]
    return Trees(told["start"], tuple(tuple(tuple(node) for node in tree) for tree in told["trees"]))
