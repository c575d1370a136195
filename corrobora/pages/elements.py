"""What the block classifier sees of an HTML page besides its text: the elements around a block, and other extractors."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np

from corrobora.pages.features import Floats, Ints
from corrobora.pages.markup import Page

OWN = ("p", "li", "h1", "h2", "h3", "td", "div", "blockquote", "figcaption", "pre", "dd")
AROUND = (
    "nav", "header", "footer", "aside", "form", "article", "main", "figure", "table", "ul", "blockquote", "button", "section",
    "p", "li", "h2", "body",
)
MOST_TOKENS = 16
ANCESTORS = 7
"""Elements around a block whose classes and ids are looked at."""
LEVELS = 3
_TOKEN = re.compile(r"[A-Za-z]{2,}")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
WIDTH = 2 + len(OWN) + len(AROUND) + 1 + 4 + 2 * LEVELS + 2
_AROUND = {tag: i for i, tag in enumerate(AROUND)} | {"ol": AROUND.index("ul"), "menu": AROUND.index("nav")}
_OWN = {tag: i for i, tag in enumerate(OWN)} | {"th": OWN.index("td"), "h4": OWN.index("h3"), "h5": OWN.index("h3"),
    "dt": OWN.index("dd")}


@lru_cache(maxsize=50_000)
def tokens_of(names: str) -> tuple[str, ...]:
    """The words of class names and ids: "post__body story-text": post, body, story, text."""
    return tuple(dict.fromkeys(t.lower() for t in _TOKEN.findall(_CAMEL.sub(" ", names[:300]))))


def element_features(
    page: Page, sizes: Floats, extracted: Sequence[float], held: Sequence[float] | None, vocabulary: Mapping[str, int],
) -> tuple[Floats, Ints]:
    """(numbers of shape units × WIDTH, token numbers of shape units × MOST_TOKENS with -1 for none).

    ``sizes`` are the units' words; ``extracted`` the shares that an extractor keeps; ``held`` those that stand in the
    article text of the page's metadata, None if there is none.
    """
    n = len(page.units)
    ids = np.full((n, MOST_TOKENS), -1, dtype=np.int32)
    kept, total = _sums(page, sizes, extracted)
    sums = [(k / max(t, 1), min(math.log1p(t) / 6, 2)) for k, t in zip(kept, total, strict=True)]
    around = _Surroundings(page, vocabulary)
    known: dict[int, tuple[list[float], list[int], float]] = {}
    rows: list[list[float]] = []
    parents, previous = page.parents, -1
    for i, unit in enumerate(page.units):
        node = unit.node
        if node not in known:
            known[node] = around.of(node)
        flags, tokens, depth = known[node]
        levels, above = [], node
        for _ in range(LEVELS):
            levels.append(sums[above])
            above = parents[above] if parents[above] >= 0 else above
        beside = previous == node or (previous >= 0 and parents[previous] == parents[node])
        rows.append([
            unit.linked / max(unit.end - unit.start, 1), *flags, depth, extracted[i], held is not None, held[i]
                if held is not None else 0.0,
            beside, *(share for share, _ in levels), *(size for _, size in levels), 0.0, 0.0,
        ])
        ids[i, :len(tokens)] = tokens
        previous = node
    numbers = np.array(rows, dtype=np.float32).reshape(n, WIDTH)
    return numbers, ids


def _sums(page: Page, sizes: Floats, extracted: Sequence[float]) -> tuple[list[float], list[float]]:
    """For each element the words in it that the extractor keeps, and all its words."""
    kept, total = [0.0] * len(page.tags), [0.0] * len(page.tags)
    for i, unit in enumerate(page.units):
        kept[unit.node] += float(sizes[i]) * extracted[i]
        total[unit.node] += float(sizes[i])
    for node in range(len(page.tags) - 1, 0, -1):  # children come after their parents
        parent = page.parents[node]
        if parent >= 0:
            kept[parent] += kept[node]
            total[parent] += total[node]
    return kept, total


class _Surroundings:
    """What stands around the nodes of one page. What is inherited is worked out once for each element."""

    def __init__(self, page: Page, vocabulary: Mapping[str, int]) -> None:
        self._page, self._vocabulary = page, vocabulary
        self._tokens: dict[str, tuple[int, ...]] = {}
        self._flags: dict[tuple[int, int], list[float]] = {}
        masks: list[int] = []
        depths: list[int] = []
        for tag, names, parent in zip(page.tags, page.names, page.parents, strict=True):
            place = _AROUND.get(tag)
            mask = (2 << place if place is not None else 0) | names.endswith("HIDDEN")
            masks.append(mask | (masks[parent] if parent >= 0 else 0))
            depths.append(1 + (depths[parent] if parent >= 0 else 0))
        self._masks, self._depths = masks, depths

    def of(self, node: int) -> tuple[list[float], list[int], float]:
        """Whether an element is hidden and which kinds there are, the known class words (nearest first), the depth."""
        page, depth = self._page, self._depths[node]
        parent = page.parents[node]
        mask = (self._masks[parent] if parent >= 0 else 0) | page.names[node].endswith("HIDDEN")
        own = _OWN.get(page.tags[node], -1)
        if (flags := self._flags.get((mask, own))) is None:
            flags = self._flags[mask, own] = [
                float(mask & 1), *(float(i == own) for i in range(len(OWN))),
                *(float(mask >> i & 1) for i in range(1, len(AROUND) + 1)),
            ]
        tokens: dict[int, None] = {}
        for _ in range(ANCESTORS):
            if names := page.names[node]:
                tokens.update(dict.fromkeys(self._known(names)))
                if len(tokens) >= MOST_TOKENS:
                    break
            node = page.parents[node]
            if node < 0:
                break
        return flags, list(tokens)[:MOST_TOKENS], min(depth, 30) / 20

    def _known(self, names: str) -> tuple[int, ...]:
        if names not in self._tokens:
            self._tokens[names] = tuple(n for t in tokens_of(names) if (n := self._vocabulary.get(t)) is not None)
        return self._tokens[names]
