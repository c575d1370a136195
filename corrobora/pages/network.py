"""The block classifier: a small residual network of dilated convolutions over a page's blocks, in NumPy.

Trained by ``scripts/train_blocks.py``, which holds the same network for batches. Weights: ``blocks.npz``, float16.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

import numpy as np

from corrobora.pages.features import Floats, Ints

DILATIONS = (1, 2, 4, 8, 16, 1, 2)
GLOBAL_AT = 3
"""Before which convolution the page's mean and maximum are added to every block."""

Task = Literal["plain", "html"]


@dataclass(frozen=True)
class Network:
    """Weights by name, and the words whose vectors they hold."""

    weights: Mapping[str, Floats]
    words: Mapping[str, int]
    tokens: Mapping[str, int]


@lru_cache(maxsize=2)
def network(task: Task) -> Network:
    """The trained network for plain text or for HTML. Word numbers start at 1 (0: an unknown word), token numbers at 0."""
    with files("corrobora.pages").joinpath("blocks.npz").open("rb") as file:
        stored = np.load(file)
        own = {name.removeprefix(f"{task}/"): stored[name] for name in stored.files if name.startswith(f"{task}/")}
    words, tokens = (str(own.pop(name)).split("\n") for name in ("word_list", "token_list"))
    return Network(
        {name: value.astype(np.float32) for name, value in own.items()},
        {word: i + 1 for i, word in enumerate(words)}, {token: i for i, token in enumerate(tokens) if token},
    )


def log_odds(w: Mapping[str, Floats], numbers: Floats, ids: Ints, classes: Ints | None = None) -> Floats:
    """For each block the log odds that it is the report's own text."""
    n = len(numbers)
    total, most, counts = _pooled(w["words"], ids)
    opening, _, _ = _pooled(w["words"], ids[:, :2])
    parts: list[Floats] = [numbers, (total / np.maximum(counts, 1)).astype(np.float32), most, opening]
    if classes is not None:
        total, _, counts = _pooled(w["tokens"], classes)
        parts.append((total / np.maximum(counts, 1)).astype(np.float32))
    h = np.maximum(np.concatenate(parts, axis=1) @ w["in"] + w["in_bias"], 0)
    for i, d in enumerate(DILATIONS):
        if i == GLOBAL_AT:
            whole = np.concatenate([h.mean(0), h.max(0)])
            h = h + np.maximum(whole @ w["page"] + w["page_bias"], 0)
        wide = np.zeros((n + 2 * d, h.shape[1]), dtype=np.float32)
        wide[d:n + d] = h
        h = h + np.maximum(np.concatenate([wide[:n], h, wide[2 * d:]], axis=1) @ w[f"conv{i}"] + w[f"conv{i}_bias"], 0)
    result: Floats = (h @ w["out"] + w["out_bias"])[:, 0].astype(np.float32)
    return result


def _pooled(table: Floats, ids: Ints) -> tuple[Floats, Floats, Floats]:
    """For each row of word numbers the sum and the maximum of their vectors (zero for none), and how many there are."""
    used = ids >= 0
    counts = used.sum(1)
    total = np.zeros((len(ids), table.shape[1]), dtype=np.float32)
    most = np.zeros_like(total)
    some = np.flatnonzero(counts)
    if len(some):
        vectors = table[ids[used]]
        starts = np.concatenate([[0], np.cumsum(counts[some])[:-1]])
        total[some], most[some] = np.add.reduceat(vectors, starts), np.maximum.reduceat(vectors, starts)
    return total, most, counts[:, None].astype(np.float32)
