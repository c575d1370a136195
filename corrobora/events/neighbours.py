"""Which texts of a case are worth comparing: all of a small one; of a large one, those that share rare words.

The cost grows with the number of texts, not with that of pairs: frequent words bring none together, and each text keeps
its nearest neighbours only, some of them of the same week.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence

import numpy as np

from corrobora.events.wording import Bag

SMALL = 400
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
    holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, bag in enumerate(bags):
        for word, weight in bag.items():
            holders[word].append((number, weight))
    rare = {
        word: (np.array([number for number, _ in held]), np.array([weight for _, weight in held]))
        for word, held in holders.items() if 1 < len(held) <= COMMON
    }
    holders.clear()
    names = {owner: number for number, owner in enumerate(dict.fromkeys(owners))}
    owner = np.array([names[own] for own in owners])
    day = np.array([np.nan if ordinal is None else ordinal for ordinal in days], np.float64)
    found: set[tuple[int, int]] = set()
    for number, bag in enumerate(bags):
        held = [(*rare[word], weight) for word, weight in bag.items() if word in rare]
        if not held:
            continue
        overlap = np.bincount(np.concatenate([n for n, _, _ in held]), np.concatenate([w * weight for _, w, weight in held]))
        others = np.flatnonzero(overlap)
        others = others[owner[others] != owner[number]]
        near = others[np.lexsort((others, -overlap[others]))]
        of_week = near[np.abs(day[near] - day[number]) <= WEEK]
        for other in (*near[:NEAREST].tolist(), *of_week[: NEAREST // 2].tolist()):
            found.add((min(number, other), max(number, other)))
    return sorted(found)
