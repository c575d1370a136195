"""Which strands are worth comparing: all of a small case; of a large one, those that share rare words within some weeks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from corrobora.events.pairs import Profile

SMALL = 400
"""Strands of which all pairs are compared."""
NEAREST = 20
"""Neighbours of a strand in a large case."""
COMMON = 60
"""A word in more strands than this brings none together."""
WINDOW = 400
"""Days between two reports beyond which they are not compared."""


def neighbours(profiles: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    """Pairs (i < j) of strands of different articles, in order."""
    if len(profiles) <= SMALL:
        yield from (
            (i, j) for i in range(len(profiles)) for j in range(i + 1, len(profiles))
            if profiles[i].strand.article != profiles[j].strand.article
        )
        return
    yield from sorted(_near(profiles))


def _near(profiles: Sequence[Profile]) -> set[tuple[int, int]]:
    holders: dict[str, list[int]] = defaultdict(list)
    for number, profile in enumerate(profiles):
        for word in profile.words:
            holders[word].append(number)
    found: set[tuple[int, int]] = set()
    for number, profile in enumerate(profiles):
        overlap: dict[int, float] = defaultdict(float)
        for word, weight in profile.words.items():
            own = holders[word]
            if len(own) > COMMON:
                continue
            for other in own:
                if other != number:
                    overlap[other] += weight * profiles[other].words[word]
        usable = [
            (-value, other) for other, value in overlap.items()
            if profiles[other].strand.article != profile.strand.article and _in_window(profile, profiles[other])
        ]
        for _, other in sorted(usable)[:NEAREST]:
            found.add((min(number, other), max(number, other)))
    return found


def _in_window(a: Profile, b: Profile) -> bool:
    return a.day is None or b.day is None or abs(a.day - b.day) <= WINDOW
