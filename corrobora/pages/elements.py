"""What the block classifier sees of an HTML page besides its text: the elements around a block, and other extractors."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
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
    flags, tokens, where = _surroundings(page, nodes.tolist(), vocabulary)
    levels = [nodes]
    for _ in range(LEVELS - 1):
        above = parents[levels[-1]]
        levels.append(np.where(above >= 0, above, levels[-1]))
    before = np.concatenate([[-1], nodes[:-1]])[:n]
    beside = (before == nodes) | ((before >= 0) & (parents[before] == parents[nodes]))
    linked = np.fromiter((unit.linked / max(unit.end - unit.start, 1) for unit in units), dtype=np.float32, count=n)
    nothing = np.zeros(n)
    numbers = np.column_stack([
        linked, flags[where], extracted,
        np.full(n, held is not None), held if held is not None else nothing, beside,
        *(shares[level] for level in levels), *(weights[level] for level in levels), nothing, nothing,
    ]).astype(np.float32).reshape(n, WIDTH)
    return numbers, tokens[where]


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


def _surroundings(page: Page, nodes: Sequence[int], vocabulary: Mapping[str, int]) -> tuple[Floats, Ints, NDArray[np.int64]]:
    """What stands around the nodes: rows of numbers (whether an element is hidden, which kinds there are, the depth) and of
    known class words (nearest first), and the row of each node. Elements of one name and one parent share a row."""
    parents, tags, names = page.parents, page.tags, page.names
    known: dict[str, tuple[int, ...]] = {"": ()}
    masks: list[int] = []
    depths: list[int] = []
    for tag, own, parent in zip(tags, names, parents, strict=True):
        mask, depth = (masks[parent], depths[parent]) if parent >= 0 else (0, 0)
        if tag in _AROUND:
            mask |= 2 << _AROUND[tag]
        masks.append(mask | 1 if own.endswith("HIDDEN") else mask)
        depths.append(depth + 1)
        if own not in known:
            known[own] = tuple(n for t in tokens_of(own) if (n := vocabulary.get(t)) is not None)
    rows: dict[tuple[int, str, str], int] = {}
    inherited: dict[int, tuple[int, ...]] = {-1: ()}
    flags: list[tuple[int, int, int]] = []
    tokens: list[tuple[int, ...]] = []
    where = []
    for node in nodes:
        parent, tag, own = parents[node], tags[node], names[node]
        if (row := rows.get((parent, tag, own))) is None:
            row = rows[parent, tag, own] = len(flags)
            if parent not in inherited:
                inherited[parent] = tuple(dict.fromkeys(
                    n for above in _line(parents, parent, ANCESTORS - 1) for n in known[names[above]]))
            flags.append(((masks[parent] if parent >= 0 else 0) | own.endswith("HIDDEN"), _OWN.get(tag, -1), depths[node]))
            tokens.append(tuple(dict.fromkeys((*known[own], *inherited[parent])))[:MOST_TOKENS])
        where.append(row)
    marks, kinds, deep = np.array(flags, dtype=np.int64).reshape(-1, 3).T
    numbers = np.column_stack([
        marks & 1, kinds[:, None] == np.arange(len(OWN)), marks[:, None] >> np.arange(1, len(AROUND) + 1) & 1,
        np.minimum(deep, 30) / 20,
    ]).astype(np.float32)
    words = np.full((len(tokens), MOST_TOKENS), -1, dtype=np.int32)
    for i, found in enumerate(tokens):
        words[i, :len(found)] = found
    return numbers, words, np.array(where, dtype=np.int64)


def _line(parents: Sequence[int], node: int, most: int) -> Iterator[int]:
    """An element and those that it stands in, nearest first."""
    while node >= 0 and most > 0:
        yield node
        node, most = parents[node], most - 1
