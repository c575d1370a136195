"""Texts as runs of folded words: fingerprints that find a shared passage without comparing all pairs, and the passages.

A word is folded to a consonant skeleton, so that Raqqa and Raqa, centre and center are one word, and every number to one
sign, so that a toll that was brought up to date does not hide the copy. Fingerprints are chosen by winnowing (Schleimer,
Wilkerson and Aiken 2003, "Winnowing: local algorithms for document fingerprinting"): two texts with ``GUARANTEED`` equal
words in a row have at least one fingerprint in common.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from anyascii import anyascii
from numpy.typing import NDArray

SHINGLE = 5
"""Words of one fingerprint."""
WINDOW = 4
"""Neighbouring shingles of which one is kept."""
GUARANTEED = SHINGLE + WINDOW - 1
"""Words in a row that are sure to share a fingerprint."""
GAP = 4
"""Words that may be changed, dropped or put in within a passage."""
ANCHOR = 3
"""Equal words in a row that end such a gap."""

_WORD = re.compile(r"\d[\d.,]*\d|[^\W_]+(?:['’][^\W\d_]+)*")
_NUMBERS = frozenset((
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty"),
    *("fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "thousand", "million"),
))
_RESPELLED = str.maketrans({"z": "s", "q": "k", **dict.fromkeys("aeiouy", None)})
_TWICE = re.compile(r"(.)\1+")

Keys = NDArray[np.uint32]
Number = TypeVar("Number", bound=np.integer[Any])


def skeleton(word: str) -> str:
    """A word without what changes between spellings: case, accents, vowels after the first letter, doubled letters.

    A number, in digits or as a word, is "#". Words of up to three letters keep their vowels.
    """
    if word[0].isdigit():
        return "#"
    plain = "".join(c for c in anyascii(word).lower() if c.isalnum())
    if plain in _NUMBERS:
        return "#"
    if len(plain) <= 3:
        return plain or word
    return _TWICE.sub(r"\1", plain[0] + plain[1:].translate(_RESPELLED))


Told = tuple[int, int, int]
"""A word of a chunk: the 32-bit key of its skeleton (CRC-32, the same on any machine) and above it whether it begins small;
where it begins in the chunk; how long it is."""
_KEY, _SMALL, _PACKED = 0xFFFFFFFF, 32, 15


class _Chunks(dict[str, int]):
    """What stands between two blanks -> its one word in one number, or, below 0, the place of its words in ``several``."""

    def __init__(self) -> None:
        self.several: list[tuple[Told, ...]] = []
        self._letters = 0

    def __missing__(self, chunk: str) -> int:
        words = tuple((_told(skeleton(m[0]), m[0]), m.start(), len(m[0])) for m in _WORD.finditer(chunk))
        self._letters += len(chunk) + 50
        if len(words) == 1 and max(words[0][1:]) < 1 << _PACKED:
            told, begin, length = words[0]
            value = told | begin << _SMALL + 1 | length << _SMALL + 1 + _PACKED
        else:
            self.several.append(words)
            value = -len(self.several)
        self[chunk] = value
        return value

    def limit(self) -> None:
        """Forgets all once it is much. Not within a text: the places that were given would be lost."""
        if self._letters > 50_000_000:
            self.clear()
            self.several.clear()
            self._letters = 0


def _told(of: str, letters: str) -> int:
    return zlib.crc32(of.encode("utf-8", "surrogatepass")) | letters[:1].islower() << _SMALL


_CHUNKS = _Chunks()


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: ``keys`` are their folded forms, ``starts`` and ``ends`` their offsets in code points.

    ``small``: whether a word begins with a small letter, so that it is neither a name nor a number.
    """

    keys: Keys
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    small: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.keys)


def words_of(text: str, spans: Iterable[tuple[int, int]] | None = None) -> Words:
    """The words within the given spans (default: the whole text), in order.

    Between two spans that are not separated by white space alone stands a word that equals no other, so that no passage
    runs over what was left out; its start and end are equal.
    """
    _CHUNKS.limit()
    told: list[int] = []
    lengths: list[int] = []
    counts, begins = [], []
    last = 0
    for number, (begin, end) in enumerate(((0, len(text)),) if spans is None else spans):
        chunks = text[begin:end].split(" ")  # what is seen again is looked up: far quicker than to find its words
        before = len(told)
        if number and text[last:begin].strip():
            told.append(_told(f"{begin}\0{text[:64]}", text[begin:begin + 1]))
            lengths.append(-1)
        told.extend(map(_CHUNKS.__getitem__, chunks))
        lengths.extend(map(len, chunks))
        counts.append(len(told) - before)
        begins.append(begin)
        last = end
    if not told:
        return Words(np.empty(0, np.uint32), np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0, np.bool_))
    row = np.array(told, np.int64)
    steps = np.array(lengths, np.int64) + 1
    starts = np.cumsum(steps) - steps
    first = np.cumsum(counts) - counts
    starts += np.repeat(np.array(begins) - starts[first], counts)
    keys, leads, sizes = row & (2 << _SMALL) - 1, row >> _SMALL + 1 & (1 << _PACKED) - 1, row >> _SMALL + 1 + _PACKED
    if len(many := np.flatnonzero(row < 0)):
        inside = [_CHUNKS.several[-value - 1] for value in row[many].tolist()]
        times = np.ones(len(row), np.int64)
        times[many] = list(map(len, inside))
        at = np.repeat(np.arange(len(row)), times)
        keys, leads, sizes, starts, several = keys[at], leads[at], sizes[at], starts[at], row[at] < 0
        if several.any():
            keys[several], leads[several], sizes[several] = np.array([word for words in inside for word in words], np.int64).T
    starts += leads
    return Words(
        (keys & _KEY).astype(np.uint32), starts.astype(np.int32), (starts + sizes).astype(np.int32), keys >> _SMALL > 0
    )


def fingerprints(keys: Keys) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """The winnowed fingerprints of a text and the word at which each begins; both empty if it has under five words."""
    if len(keys) < SHINGLE:
        return np.empty(0, np.uint64), np.empty(0, np.int64)
    hashes = _hashes(keys)
    at = np.array([int(hashes.argmin())]) if len(hashes) <= WINDOW else distinct(_chosen(hashes))
    return hashes[at], at


def _hashes(keys: Keys) -> NDArray[np.uint64]:
    """A hash of each run of ``SHINGLE`` words."""
    count = len(keys) - SHINGLE + 1
    wide = keys.astype(np.uint64)
    hashes = np.zeros(count, np.uint64)
    with np.errstate(over="ignore"):
        for nth in range(SHINGLE):
            hashes = hashes * np.uint64(0x100000001B3) + wide[nth:nth + count]
        # Mixed (the finaliser of splitmix64), so that which one is smallest does not hang on its last word.
        hashes = (hashes ^ (hashes >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        hashes = (hashes ^ (hashes >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        hashes ^= hashes >> np.uint64(31)
    return hashes


def _chosen(hashes: NDArray[np.uint64]) -> NDArray[np.int64]:
    """The place of the smallest hash in each window."""
    windows = np.lib.stride_tricks.sliding_window_view(hashes, WINDOW)
    places: NDArray[np.int64] = windows.argmin(axis=1) + np.arange(len(windows))
    return places


def distinct(row: NDArray[Number]) -> NDArray[Number]:
    """The different values of a row in ascending order. ``numpy.unique`` would not know that it is."""
    return row[np.r_[True, row[1:] != row[:-1]]] if len(row) else row


CHUNK = 1_000
"""Texts whose fingerprints are taken together."""


def all_fingerprints(texts: Sequence[Keys]) -> tuple[NDArray[np.uint64], NDArray[np.int32], NDArray[np.int32]]:
    """The ``fingerprints`` of many texts, one after another: hashes, words, and the number of the text of each."""
    found: list[tuple[NDArray[np.uint64], NDArray[np.int32], NDArray[np.int32]]] = []
    for begin in range(0, len(texts), CHUNK):
        own = texts[begin:begin + CHUNK]
        sizes = np.array([len(keys) for keys in own])
        starts = np.cumsum(sizes) - sizes
        hashes = _hashes(np.concatenate(own)) if sizes.sum() >= SHINGLE else np.empty(0, np.uint64)
        chosen = _chosen(hashes) if len(hashes) >= WINDOW else np.empty(0, np.int64)
        # Of windows that reach beyond their text nothing is taken.
        text = np.repeat(np.arange(len(own)), sizes)
        inside = text[:len(chosen)] == text[GUARANTEED - 1:]
        at = distinct(chosen[inside])
        numbers = text[at]
        brief = np.flatnonzero((sizes >= SHINGLE) & (sizes < GUARANTEED)).tolist()
        short = [fingerprints(own[n]) for n in brief]
        prints = np.concatenate([hashes[at], *(prints for prints, _ in short)])
        words = np.concatenate([at - starts[numbers], *(at for _, at in short)])
        numbers = np.concatenate([numbers, *(np.full(len(at), n) for n, (_, at) in zip(brief, short, strict=True))])
        found.append((prints, words.astype(np.int32), (numbers + begin).astype(np.int32)))
    if not found:
        return np.empty(0, np.uint64), np.empty(0, np.int32), np.empty(0, np.int32)
    prints, words, numbers = (np.concatenate(column) for column in zip(*found, strict=True))
    return prints, words, numbers


@dataclass(frozen=True)
class Passage:
    """Words ``a_start`` to ``a_end`` of one text and ``b_start`` to ``b_end`` of another (ends exclusive) are one passage.

    ``matched`` of them are equal; the rest were changed, dropped or put in.
    """

    a_start: int
    a_end: int
    b_start: int
    b_end: int
    matched: int


def passages(a: Sequence[int], b: Sequence[int], seeds: Iterable[tuple[int, int]], least: int = GUARANTEED) -> list[Passage]:
    """The passages of at least ``least`` equal words around the seeds (positions of equal shingles), longest first.

    A passage that adds no ``least`` new words to either text is left out.
    """
    found: list[Passage] = []
    reached: dict[int, int] = {}
    for i, j in sorted(set(seeds)):
        if i < reached.get(i - j, 0) or a[i] != b[j]:
            continue
        left, left_matched, _ = _extend(a, b, i - 1, j - 1, -1)
        right, right_matched, ends = _extend(a, b, i, j, 1)
        for diagonal, end in ends:
            reached[diagonal] = max(end, reached.get(diagonal, 0))
        if left_matched + right_matched >= least:
            found.append(Passage(left[0] + 1, right[0], left[1] + 1, right[1], left_matched + right_matched))
    kept: list[Passage] = []
    seen_a: set[int] = set()
    seen_b: set[int] = set()
    for passage in sorted(set(found), key=lambda p: (-p.matched, p.a_start, p.b_start)):
        own_a, own_b = range(passage.a_start, passage.a_end), range(passage.b_start, passage.b_end)
        if len(seen_a.intersection(own_a)) + least > len(own_a) and len(seen_b.intersection(own_b)) + least > len(own_b):
            continue
        seen_a.update(own_a)
        seen_b.update(own_b)
        kept.append(passage)
    return kept


def _extend(
    a: Sequence[int], b: Sequence[int], i: int, j: int, step: int
) -> tuple[tuple[int, int], int, list[tuple[int, int]]]:
    """Walks from (i, j) while words are equal, over small gaps too.

    Gives the first positions past the passage, the number of equal words, and for every diagonal walked where it ended.
    """
    matched, ends = 0, []
    while True:
        begin = i
        edge = i + min(len(a) - i, len(b) - j) if step > 0 else i - min(i, j) - 1
        while i != edge and a[i] == b[j]:
            i, j = i + step, j + step
        matched += abs(i - begin)
        ends.append((i - j, i))
        jump = _after_gap(a, b, i, j, step)
        if jump is None:
            return (i, j), matched, ends
        i, j = i + jump[0] * step, j + jump[1] * step


def _after_gap(a: Sequence[int], b: Sequence[int], i: int, j: int, step: int) -> tuple[int, int] | None:
    """The smallest jump after which ``ANCHOR`` words in a row are equal again."""
    for total in range(1, 2 * GAP + 1):
        for in_a in range(max(0, total - GAP), min(GAP, total) + 1):
            x, y = i + in_a * step, j + (total - in_a) * step
            if not (0 <= x < len(a) and 0 <= y < len(b) and a[x] == b[y]):
                continue
            last_x, last_y = x + (ANCHOR - 1) * step, y + (ANCHOR - 1) * step
            inside = 0 <= last_x < len(a) and 0 <= last_y < len(b)
            if inside and all(a[x + n * step] == b[y + n * step] for n in range(1, ANCHOR)):
                return in_a, total - in_a
    return None
