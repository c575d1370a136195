"""Which texts of a case are worth comparing: all of a small one; of a large one, those that share rare words.

The cost grows with the number of texts, not with that of pairs: frequent words bring none together, and each text keeps
its nearest neighbours only, some of them of the same week.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence

import numpy as np

from corrobora.events.wording import Bag

SMALL = 200
"""Texts of which all pairs are compared."""
NEAREST = 20
"""Neighbours of a text in a large case; half as many again of the same week."""
COMMON = 100
"""A word in more texts than this brings none together."""
WEEK = 7


def neighbours(bags: Sequence[Bag], days: Sequence[int | None], owners: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Pairs (i < j) of texts of different owners, in order. ``days``: ordinals of publication, where known."""
    if len(bags) <= SMALL:
        return [(i, j) for i in range(len(bags)) for j in range(i + 1, len(bags)) if owners[i] != owners[j]]
    seen = Counter(word for bag in bags for word in bag)
    holders: dict[str, tuple[list[int], list[float]]] = {w: ([], []) for w, texts in seen.items() if 1 < texts <= COMMON}
    for number, bag in enumerate(bags):
        for word, weight in bag.items():
            if word in holders:
                holders[word][0].append(number)
                holders[word][1].append(weight)
    rare = {word: (np.array(numbers), np.array(weights)) for word, (numbers, weights) in holders.items()}
    holders.clear()
    names = {owner: number for number, owner in enumerate(dict.fromkeys(owners))}
    owner = np.array([names[own] for own in owners])
    day = np.array([np.nan if ordinal is None else ordinal for ordinal in days], np.float64)
    found: set[tuple[int, int]] = set()
    for number, bag in enumerate(bags):
        held = [(*rare[word], weight) for word, weight in bag.items() if word in rare]
        if not held:
            continue
        others, at = np.unique(np.concatenate([n for n, _, _ in held]), return_inverse=True)
        overlap = np.bincount(at, np.concatenate([w * weight for _, w, weight in held]))
        telling = (overlap != 0) & (owner[others] != owner[number])
        others, overlap = others[telling], overlap[telling]
        near = others[np.lexsort((others, -overlap))]
        of_week = near[np.abs(day[near] - day[number]) <= WEEK]
        for other in (*near[:NEAREST].tolist(), *of_week[: NEAREST // 2].tolist()):
            found.add((min(number, other), max(number, other)))
    return sorted(found)
