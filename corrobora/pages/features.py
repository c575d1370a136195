"""What the block classifier sees of a text's blocks: counts and shapes as numbers, and the words by their number.

Everything is computed for all blocks of a text at once, for a page's dump has hundreds of blocks and there are many pages.
"""

from __future__ import annotations

import operator
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, repeat

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

WORD = re.compile(r"\w+")
_group = operator.methodcaller("group")
MOST_WORDS = 60
"""Words of one block whose identity is looked at: the first half from its start, the rest from its end."""
LARGE = 100_000
"""Code points from which on memory counts more than time."""
LONG = 15
"""Blocks of this many words with a full stop count as running text when words are compared."""

OTHER, LOWER, UPPER, DIGIT, BLANK, STOP, COMMA, QUOTE, RULE, SIGN, UNCASED = range(11)
_MARKS = {
    STOP: ".!?…。！？۔।", COMMA: ",;:،、，；：؛", QUOTE: "\"'“”„‘’«»‹›「」『』", RULE: "|/\\>→←▼▲·•●■◦*+-–—_=#~",
    SIGN: "©®™@%$€£¥₹&§°",
}
NAMES = (
    "characters", "words", "letters a word", "upper", "digits", "stops", "commas", "quotes", "rules", "signs", "capitalised",
    "stops a word",
    "ends in a stop", "ends in a colon", "ends in dots", "starts upper", "starts lower", "starts with a digit",
    "starts with a rule",
    "starts with a quote", "gap before", "gap after", "index", "index from the end", "share before", "order",
    "order from the end", "repeated",
    "words of the running text", "unknown words", "uncased", "no words", "indent", "indent change", "indented page", "blocks",
    "running text",
    "all upper",
)
INDENT = (NAMES.index("indent"), NAMES.index("indent change"), NAMES.index("indented page"))

GAPS = (NAMES.index("gap before"), NAMES.index("gap after"))


@dataclass(frozen=True)
class Blocks:
    """A text's blocks: offsets, the blanks before each on its line, and whether a blank line stands before it."""

    text: str
    spans: Sequence[tuple[int, int]]
    indents: Sequence[int]
    gaps: Sequence[bool]

    @cached_property
    def lowered(self) -> list[str]:
        """The text of each block in lower case."""
        return [self.text[start:end].lower() for start, end in self.spans]

    @cached_property
    def words(self) -> list[list[str]]:
        """The lower-cased words of each block. In a large text a word that comes again is the same string."""
        if len(self.text) < LARGE:
            return [WORD.findall(text) for text in self.lowered]
        known: dict[str, str] = {}
        one = known.setdefault
        return [[one(w, w) for w in map(_group, WORD.finditer(text))] for text in self.lowered]

    @cached_property
    def sizes(self) -> Floats:
        """How many words each block has."""
        return np.fromiter(map(len, self.words), dtype=np.float32, count=len(self.words))

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The text's words, each with a number."""
        return {word: number for number, word in enumerate(dict.fromkeys(chain.from_iterable(self.words)))}

    @cached_property
    def numbered(self) -> NDArray[np.int64]:
        """The numbers of all words in their order."""
        return np.fromiter(map(self.numbers.__getitem__, chain.from_iterable(self.words)), dtype=np.int64)

    @cached_property
    def owners(self) -> NDArray[np.int64]:
        """The block of each of these words."""
        return np.repeat(np.arange(len(self.words)), self.sizes.astype(np.int64))


@lru_cache(maxsize=1)
def _classes() -> NDArray[np.uint8]:
    table = np.zeros(0x10000, dtype=np.uint8)
    for code in range(0x10000):
        kind = unicodedata.category(chr(code))
        if kind == "Ll":
            table[code] = LOWER
        elif kind in ("Lu", "Lt"):
            table[code] = UPPER
        elif kind in ("Lo", "Lm", "Mn", "Mc"):
            table[code] = UNCASED
        elif kind[0] == "N":
            table[code] = DIGIT
        elif kind[0] == "Z" or code in (9, 10, 11, 12, 13):
            table[code] = BLANK
    for mark, characters in _MARKS.items():
        for character in characters:
            table[ord(character)] = mark
    return table


def word_key(word: str) -> str:
    """A lower-cased word as the vocabulary has it: a number by its length."""
    return "0" * min(len(word), 5) if word.isdigit() else word


def block_features(blocks: Blocks, vocabulary: Mapping[str, int]) -> tuple[Floats, Ints]:
    """Numbers of shape blocks × features, and word numbers of shape blocks × MOST_WORDS: -1 for none, 0 for an unknown word."""
    text, spans = blocks.text, np.asarray(blocks.spans, dtype=np.int64).reshape(-1, 2)
    n = len(spans)
    starts, ends = spans[:, 0], spans[:, 1]
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    kinds = np.append(_classes()[np.minimum(codes, 0xFFFF)], np.uint8(OTHER))  # one more, so that every span's end is an index

    edges = spans.reshape(-1)

    def total(where: NDArray[np.bool_]) -> Floats:
        if not n:
            return np.zeros(0, dtype=np.float32)
        found: Floats = np.add.reduceat(where, edges, dtype=np.int32)[::2].astype(np.float32)
        return found

    counts = {kind: total(kinds == kind) for kind in (LOWER, UPPER, DIGIT, STOP, COMMA, QUOTE, RULE, SIGN, UNCASED)}
    inside = (kinds == LOWER) | (kinds == UPPER) | (kinds == DIGIT) | (kinds == UNCASED)
    before = np.concatenate([[False], inside[:-1]])
    words = np.maximum(total(inside & ~before), 0)
    capitals = total((kinds == UPPER) & ~before)
    size = np.maximum((ends - starts).astype(np.float32), 1)
    letters = counts[LOWER] + counts[UPPER] + counts[UNCASED]
    some = np.maximum(words, 1)
    first, last = kinds[starts], kinds[np.maximum(ends - 1, 0)]
    last_two = kinds[np.maximum(ends - 2, starts)]
    ids, repeated, shared, unknown = _words(blocks, words, counts[STOP], vocabulary)
    indents = np.asarray(blocks.indents, dtype=np.float32)
    running = words * (counts[STOP] > 0) * (words >= LONG)
    usual = float(np.average(indents, weights=running)) if running.sum() else float(indents.mean()) if n else 0.0
    order = np.arange(n, dtype=np.float32)
    gaps = np.asarray(blocks.gaps, dtype=np.float32)
    through = np.cumsum(size) - size
    indented = float(indents.max(initial=0) > 0)
    last_code = codes[np.maximum(ends - 1, 0)]
    numbers = np.stack([
        np.log1p(size) / 3, np.log1p(words) / 2, np.minimum(letters / some, 12) / 6, counts[UPPER] / size * 4,
        counts[DIGIT] / size * 4,
        np.log1p(counts[STOP]), np.log1p(counts[COMMA]), np.log1p(counts[QUOTE]), np.log1p(counts[RULE]),
        np.log1p(counts[SIGN]),
        capitals / some, counts[STOP] / some,
        ((last == STOP) | ((last == QUOTE) & (last_two == STOP)) | ((last_two == STOP) & (last == OTHER))).astype(np.float32),
        (last_code == ord(":")).astype(np.float32),
        ((last_code == ord("…")) | ((last == STOP) & (last_two == STOP))).astype(np.float32),
        (first == UPPER).astype(np.float32), (first == LOWER).astype(np.float32), (first == DIGIT).astype(np.float32),
        (first == RULE).astype(np.float32), (first == QUOTE).astype(np.float32), gaps, np.concatenate([gaps[1:], [1.0]])[:n],
        np.log1p(order) / 3, np.log1p(n - 1 - order) / 3, through / max(float(size.sum()), 1.0), order / max(n, 1), np.full(n,
            n < 8),
        np.minimum(repeated, 3), shared, unknown, counts[UNCASED] / size, (words == 0).astype(np.float32),
        np.clip((indents - usual) / 8, -3, 3) * indented, np.clip(np.diff(indents, prepend=indents[:1]) / 4, -3, 3) * indented,
        np.full(n, indented), np.full(n, np.log1p(n) / 4), np.full(n, np.log1p(float(running.sum())) / 6),
        ((counts[UPPER] > 3) & (counts[LOWER] == 0)).astype(np.float32),
    ], axis=1)
    return numbers.astype(np.float32), ids


def _words(blocks: Blocks, sizes: Floats, stops: Floats, vocabulary: Mapping[str, int]) -> tuple[Ints, Floats, Floats, Floats]:
    """Word numbers, how often the block stands again in the text, the share of its longer words that running text
    elsewhere has, and the share of words that are not in the vocabulary."""
    n = len(blocks.spans)
    numbers, flat, block = blocks.numbers, blocks.numbered, blocks.owners
    known = np.fromiter(map(vocabulary.get, numbers, repeat(0)), dtype=np.int32, count=len(numbers))
    every = list(numbers)
    for i in np.flatnonzero(known == 0).tolist():
        if every[i].isdigit():
            known[i] = vocabulary.get(word_key(every[i]), 0)
    longer = np.fromiter(map(len, numbers), dtype=np.int64, count=len(numbers)) > 4
    held = blocks.sizes.astype(np.int64)
    place = np.arange(len(flat)) - np.repeat(np.cumsum(held) - held, held)
    running = (sizes >= LONG) & (stops > 0)
    inside = running[block] & longer[flat]
    pairs = np.unique(flat[inside] * max(n, 1) + block[inside]) // max(n, 1)
    holders = np.bincount(pairs, minlength=len(numbers))

    over = np.maximum(held - MOST_WORDS, 0)[block]
    looked = (over == 0) | (place < MOST_WORDS // 2) | (place >= held[block] - MOST_WORDS // 2)
    place = np.where(place < MOST_WORDS // 2, place, place - over)[looked]
    flat, block = flat[looked], block[looked]
    ids = np.full((n, MOST_WORDS), -1, dtype=np.int32)
    ids[block, place] = known[flat]
    unknown = np.bincount(block[known[flat] == 0], minlength=n) / np.clip(held, 1, MOST_WORDS)
    block, flat = block[longer[flat]], flat[longer[flat]]
    elsewhere = np.bincount(block[holders[flat] > running[block]], minlength=n)
    shared = elsewhere / np.maximum(np.bincount(block, minlength=n), 1)
    seen = Counter(blocks.lowered)
    repeated = np.fromiter((seen[text] - 1 for text in blocks.lowered), dtype=np.float32, count=n)
    return ids, repeated, shared.astype(np.float32), unknown.astype(np.float32)
