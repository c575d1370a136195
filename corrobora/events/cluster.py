"""Pair scores -> groups: the two groups that fit best on average are joined, until none fits."""

from __future__ import annotations

import heapq
from collections import defaultdict
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
    # Two groups between which no pair scores above 0 are never joined: so each set that is tied is looked at alone.
    given = list(start)
    part = _tied(count, (*(pair for pair, value in scores.items() if value > 0), *((g[0], o) for g in given for o in g[1:])))
    items: dict[int, list[int]] = defaultdict(list)
    for item, number in enumerate(part):
        items[number].append(item)
    pairs: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for i, j in scores:
        if part[i] == part[j]:
            pairs[part[i]].append((i, j))
    joined: dict[int, list[Sequence[int]]] = defaultdict(list)
    for group in given:
        joined[part[group[0]]].append(group)
    found: list[list[int]] = []
    for number, own in items.items():
        found += _grouped(own, {pair: scores[pair] for pair in pairs.pop(number, ())}, apart, joined[number])
    return sorted(found)


def _tied(count: int, pairs: Iterable[tuple[int, int]]) -> list[int]:
    """For each item the least item that pairs tie it to."""
    leader = list(range(count))

    def lead(at: int) -> int:
        while leader[at] != at:
            leader[at] = leader[leader[at]]
            at = leader[at]
        return at

    for i, j in pairs:
        first, second = sorted((lead(i), lead(j)))
        leader[second] = first
    return [lead(item) for item in range(count)]


def _grouped(
    items: Sequence[int], scores: Mapping[tuple[int, int], float], apart: Sequence[Hashable], start: Iterable[Sequence[int]]
) -> list[list[int]]:
    """The groups among some items."""
    members = {i: [i] for i in items}
    keys = {i: {apart[i]} for i in items}
    sums: dict[int, dict[int, tuple[float, int]]] = {i: {} for i in items}
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
    return [sorted(own) for own in members.values()]


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
