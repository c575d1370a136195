"""Pair scores -> groups: the two groups that fit best on average are joined, until none fits."""

from __future__ import annotations

import heapq
from collections.abc import Hashable, Iterable, Mapping, Sequence

UNKNOWN = -1.0
"""The score taken for a pair that was not compared."""


def cluster(
    scores: Mapping[tuple[int, int], float], apart: Sequence[Hashable], count: int, start: Iterable[Sequence[int]] = ()
) -> list[list[int]]:
    """Average-linkage groups of ``count`` items over scored pairs (i < j); above 0 is together. ``start``: joined before.

    Items with an equal key in ``apart`` are never joined (two happenings that one article tells apart). Ties go to the lower
    numbers, so the result depends on the order of the items alone. The cost grows with the number of scored pairs.
    """
    members = {i: [i] for i in range(count)}
    keys = {i: {apart[i]} for i in range(count)}
    sums: dict[int, dict[int, tuple[float, int]]] = {i: {} for i in range(count)}
    for (i, j), value in scores.items():
        sums[i][j] = sums[j][i] = (value, 1)
    for group in start:
        for other in group[1:]:
            _join(group[0], other, members, keys, sums)
    heap = [
        (-mean, i, j) for i in members for j, pair in sums[i].items()
        if i < j and (mean := _mean(pair, len(members[i]) * len(members[j]))) > 0
    ]
    heapq.heapify(heap)
    while heap:
        value, i, j = heapq.heappop(heap)
        if i not in members or j not in members or j not in sums[i]:
            continue
        if -value != _mean(sums[i][j], len(members[i]) * len(members[j])) or keys[i] & keys[j]:
            continue
        _join(i, j, members, keys, sums)
        for other, pair in sums[i].items():
            mean = _mean(pair, len(members[i]) * len(members[other]))
            if mean > 0:
                heapq.heappush(heap, (-mean, min(i, other), max(i, other)))
    return sorted(sorted(own) for own in members.values())


def _mean(pair: tuple[float, int], pairs: int) -> float:
    total, known = pair
    return (total + UNKNOWN * (pairs - known)) / pairs


def _join(
    i: int, j: int, members: dict[int, list[int]], keys: dict[int, set[Hashable]], sums: dict[int, dict[int, tuple[float, int]]]
) -> None:
    members[i] += members.pop(j)
    keys[i] |= keys.pop(j)
    gone = sums.pop(j)
    sums[i].pop(j, None)
    for other, (value, known) in gone.items():
        if other == i:
            continue
        own = sums[i].get(other, (0.0, 0))
        sums[i][other] = sums[other][i] = (own[0] + value, own[1] + known)
        sums[other].pop(j)
