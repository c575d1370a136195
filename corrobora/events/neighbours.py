"""Which texts of a case are worth comparing: all of a small one; of a large one, those that share rare words.

The cost grows with the number of texts, not with that of pairs: frequent words bring none together, and each text keeps
its nearest neighbours only, some of them of the same week.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence

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
    holders: dict[str, list[int]] = defaultdict(list)
    for number, bag in enumerate(bags):
        for word in bag:
            holders[word].append(number)
    found: set[tuple[int, int]] = set()
    for number, bag in enumerate(bags):
        overlap: dict[int, float] = defaultdict(float)
        for word, weight in bag.items():
            if len(holders[word]) <= COMMON:
                for other in holders[word]:
                    overlap[other] += weight * bags[other][word]
        near = sorted((-value, other) for other, value in overlap.items() if owners[other] != owners[number])
        of_week = [pair for pair in near if _same_week(days[number], days[pair[1]])]
        for _, other in near[:NEAREST] + of_week[: NEAREST // 2]:
            found.add((min(number, other), max(number, other)))
    return sorted(found)


def _same_week(a: int | None, b: int | None) -> bool:
    return a is not None and b is not None and abs(a - b) <= WEEK
