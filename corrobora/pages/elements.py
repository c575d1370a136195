"""What the block classifier sees of an HTML page besides its text: the elements around a block, and other extractors."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

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
    units = page.units
    n = len(units)
    nodes = np.fromiter((unit.node for unit in units), dtype=np.int64, count=n)
    parents = np.array(page.parents, dtype=np.int64)
    kept, total = _sums(page, nodes, sizes, np.asarray(extracted, dtype=np.float64))
    shares, weights = kept / np.maximum(total, 1), np.minimum(np.log1p(total) / 6, 2)
    used, where = np.unique(nodes, return_inverse=True)
    around = _Surroundings(page, vocabulary)
    tokens = np.full((len(used), MOST_TOKENS), -1, dtype=np.int32)
    flags = []
    for i, node in enumerate(used.tolist()):
        row, found = around.of(node)
        flags.append(row)
        tokens[i, :len(found)] = found
    levels = [nodes]
    for _ in range(LEVELS - 1):
        above = parents[levels[-1]]
        levels.append(np.where(above >= 0, above, levels[-1]))
    before = np.concatenate([[-1], nodes[:-1]])[:n]
    beside = (before == nodes) | ((before >= 0) & (parents[before] == parents[nodes]))
    linked = np.fromiter((unit.linked / max(unit.end - unit.start, 1) for unit in units), dtype=np.float32, count=n)
    nothing = np.zeros(n)
    numbers = np.column_stack([
        linked, np.array(flags, dtype=np.float32).reshape(len(used), -1)[where.reshape(-1)], extracted,
        np.full(n, held is not None), held if held is not None else nothing, beside,
        *(shares[level] for level in levels), *(weights[level] for level in levels), nothing, nothing,
    ]).astype(np.float32).reshape(n, WIDTH)
    return numbers, tokens[where.reshape(-1)]


def _sums(page: Page, nodes: NDArray[np.int64], sizes: Floats, extracted: NDArray[np.float64]) -> tuple[
        NDArray[np.float64], NDArray[np.float64]]:
    """For each element the words in it that the extractor keeps, and all its words."""
    count = len(page.tags)
    kept = np.bincount(nodes, weights=sizes * extracted, minlength=count).tolist()
    total = np.bincount(nodes, weights=sizes, minlength=count).tolist()
    parents = page.parents
    for node in range(count - 1, 0, -1):  # children come after their parents
        parent = parents[node]
        if parent >= 0 and total[node]:
            kept[parent] += kept[node]
            total[parent] += total[node]
    return np.array(kept), np.array(total)


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

    def of(self, node: int) -> tuple[list[float], list[int]]:
        """Whether an element is hidden and which kinds there are and the depth; the known class words (nearest first)."""
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
        return [*flags, min(depth, 30) / 20], list(tokens)[:MOST_TOKENS]

    def _known(self, names: str) -> tuple[int, ...]:
        if names not in self._tokens:
            self._tokens[names] = tuple(n for t in tokens_of(names) if (n := self._vocabulary.get(t)) is not None)
        return self._tokens[names]
