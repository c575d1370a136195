"""Who copied whom: articles that share a text are one origin.

Two articles have a text in common if a passage of at least eight words stands in both outside of quotation marks: two
reporters may well quote the same man in the same words. Names and numbers weigh nothing: "the Syrian Observatory for Human
Rights said" is no copy. Copies travel within days; what recurs over weeks in several articles is a stock phrase or the
outlet's furniture. Two articles are one origin if more than half of the shorter one is shared; otherwise each keeps its own
paragraphs as its own origin, and the passages are listed under both.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from corrobora.records import Article, Origin, Shared, make_id
from corrobora.text.fold import same_length
from corrobora.text.shingles import SHINGLE, Passage, Words, all_fingerprints, distinct, passages, words_of

MAJORITY = 0.5
"""Share of the shorter article's words from which on two articles are one origin."""
LEAST = 5
"""Plain words (no names, no numbers, outside of quotation marks) that a passage has to have in common."""
ENOUGH = 7
"""Plain words that two articles have to have in common for a copy …"""
ENOUGH_LATER = 40
"""… and where more than ``DAYS`` lie between them …"""
SHARE_LATER = 0.3
"""… unless this share of the shorter one is common."""
DAYS = 7
"""Within so many days a wire text is reprinted."""
STOCK = 4
"""A phrase in so many articles that are not of one week is a stock phrase: it starts no passage and weighs nothing."""
CROWD = 24
"""Articles with one fingerprint among which all pairs are looked at; in a larger crowd, neighbours only."""

_OPENING = re.compile(r'(?:(?<=[\s(\[–—-])|^)"(?=\S)')
_CLOSING = re.compile(r'(?<=\S)"(?=[\s)\],.;:!?–—-]|$)')


@dataclass(frozen=True, slots=True)
class Told:
    """One article's kept words: ``words.small`` tells which are neither names nor numbers nor in quotation marks, ``stock``
    which belong to a stock phrase; ``day`` is the ordinal of the day of publication, -1 if it is not known."""

    id: str
    published: str
    agency: str | None
    words: Words
    stock: NDArray[np.bool_]
    day: int


@dataclass(frozen=True)
class _Copy:
    """What two articles have in common. ``share``: of the words of the shorter one."""

    a: int
    b: int
    passages: tuple[Passage, ...]
    share: float


def find_origins(articles: Iterable[Article]) -> tuple[Origin, ...]:
    """Every article in exactly one origin; independent of the order of the articles.

    The cost grows with the number of words and of copies, not with the number of pairs.
    """
    return origins_among(words_told(article) for article in articles)


def origins_among(told: Iterable[Told]) -> tuple[Origin, ...]:
    """As ``find_origins``, from the words of the articles alone."""
    texts = sorted(told, key=lambda text: (text.published, text.id))
    copies = [copy for pair, seeds in _candidates(texts) if (copy := _compare(texts, pair, seeds)) is not None]
    leader = list(range(len(texts)))

    def lead(at: int) -> int:
        while leader[at] != at:
            leader[at] = leader[leader[at]]
            at = leader[at]
        return at

    for copy in copies:
        if copy.share > MAJORITY:
            first, second = sorted((lead(copy.a), lead(copy.b)))
            leader[second] = first
    shared: dict[int, list[Shared]] = defaultdict(list)
    for copy in copies:
        for group in sorted({lead(copy.a), lead(copy.b)}):
            shared[group].extend(_spans(texts, copy))
    members: dict[int, list[Told]] = defaultdict(list)
    for at, text in enumerate(texts):
        members[lead(at)].append(text)
    return tuple(
        Origin(
            id=make_id("o", own[0].id),
            articles=tuple(text.id for text in own),
            agency=_agency(own),
            shared=tuple(sorted(shared[group], key=lambda s: (s.a, s.a_start, s.b, s.b_start))),
        )
        for group, own in sorted(members.items())
    )


def _agency(members: Iterable[Told]) -> str | None:
    """The agency that most of the articles credit."""
    named = Counter(text.agency for text in members if text.agency)
    return min(named, key=lambda name: (-named[name], name)) if named else None


def words_told(article: Article, words: Words | None = None) -> Told:
    """What the search for copies compares of an article. ``words``: those of an earlier ``Told``, if there was one."""
    if words is None:
        words = _plain_words(article)
    try:
        day = date.fromisoformat((article.published or "")[:10]).toordinal()
    except ValueError:
        day = -1
    stock = np.zeros(len(words), np.bool_)
    return Told(article.id, article.published or "9999", article.agency, words, stock, day)


def _plain_words(article: Article) -> Words:
    """The kept words; those in quotation marks do not count as small."""
    text = article.text
    kept = [(block.start, block.end) for block in article.kept()] if article.blocks else [(0, len(text))]
    words = words_of(text, kept)
    for begin, end in (span for block in kept for span in quoted(text, *block)):
        words.small[slice(*np.searchsorted(words.starts, (begin, end)))] = False
    return words


def quoted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans in double quotation marks within one block. A quotation that is not closed runs to the block's end."""
    block = same_length(text[start:end])
    at = 0
    while opening := _next(_OPENING, block, at):
        closing = _next(_CLOSING, block, opening.end())
        at = closing.end() if closing else len(block)
        yield start + opening.start(), start + at


def _next(mark: re.Pattern[str], block: str, at: int) -> re.Match[str] | None:
    """The next opening or closing mark. Looked at only where a plain mark stands: a search would try every place."""
    while (at := block.find('"', at)) >= 0:
        if found := mark.match(block, at):
            return found
        at += 1
    return None


def _candidates(texts: Sequence[Told]) -> Iterator[tuple[tuple[int, int], list[tuple[int, int]]]]:
    """Pairs of texts with a fingerprint in common, each with the word positions of these fingerprints. Marks stock phrases."""
    prints, places, owners = all_fingerprints([text.words.keys for text in texts])
    order = np.lexsort((places, owners, prints))
    prints, places, owners = prints[order], places[order], owners[order]
    edges = np.flatnonzero(np.r_[True, prints[1:] != prints[:-1], True])
    sizes = np.diff(edges)
    # Most fingerprints that recur are in two or three places: their pairs are taken all at once.
    firsts, seconds = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for size in range(2, STOCK):
        begin = edges[:-1][sizes == size]
        for x, y in _pairs(size):
            firsts.append(begin + x)
            seconds.append(begin + y)
    days = np.array([text.day for text in texts])
    for bucket in np.flatnonzero(sizes >= STOCK).tolist():
        begin, end = int(edges[bucket]), int(edges[bucket + 1])
        own = distinct(owners[begin:end])
        if len(own) > 1 and _is_stock(days[own]):
            for text, word in zip(owners[begin:end].tolist(), places[begin:end].tolist(), strict=True):
                texts[text].stock[word:word + SHINGLE] = True
        elif len(own) > 1:
            pairs = np.array(list(_pairs(end - begin)))
            firsts.append(begin + pairs[:, 0])
            seconds.append(begin + pairs[:, 1])
    first, second = np.concatenate(firsts), np.concatenate(seconds)
    other = owners[first] != owners[second]
    first, second = first[other], second[other]
    pair = owners[first].astype(np.int64) * len(texts) + owners[second]
    order = np.argsort(pair, kind="stable")
    first, second, pair = first[order], second[order], pair[order]
    cuts = np.flatnonzero(np.r_[True, pair[1:] != pair[:-1], True]).tolist() if len(pair) else []
    for begin, end in pairwise(cuts):
        seeds = zip(places[first[begin:end]].tolist(), places[second[begin:end]].tolist(), strict=True)
        yield (int(owners[first[begin]]), int(owners[second[begin]])), list(seeds)


def _is_stock(days: NDArray[np.int64]) -> bool:
    """Whether a phrase recurs: it is in several articles of known date, and these are not of one week but for one or two."""
    known = np.sort(days[days >= 0])
    return len(known) >= STOCK and int(known[-2] - known[1]) > DAYS


def _pairs(count: int) -> Iterator[tuple[int, int]]:
    """All pairs of a small bucket; in a large one each with the first and with the one before it."""
    if count <= CROWD:
        yield from ((x, y) for x in range(count) for y in range(x + 1, count))
    else:
        yield from ((x, y) for y in range(1, count) for x in sorted({0, y - 1}))


def _compare(texts: Sequence[Told], pair: tuple[int, int], seeds: list[tuple[int, int]]) -> _Copy | None:
    """The passages of two articles, or None if what they have in common shows no copying."""
    a, b = texts[pair[0]], texts[pair[1]]
    common = passages(a.words.keys.tolist(), b.words.keys.tolist(), seeds)
    if not common:
        return None
    plain = sum(count for passage in common if (count := _plain(a, b, passage)) >= LEAST)
    in_a = _covered(a, ((p.a_start, p.a_end) for p in common))
    in_b = _covered(b, ((p.b_start, p.b_end) for p in common))
    share = max(in_a / len(a.words), in_b / len(b.words))
    far = min(a.day, b.day) >= 0 and abs(a.day - b.day) > DAYS
    if plain < ENOUGH or (far and plain < ENOUGH_LATER and share < SHARE_LATER):
        return None
    return _Copy(*pair, tuple(common), share)


def _covered(text: Told, spans: Iterable[tuple[int, int]]) -> int:
    """Words in the spans that belong to no stock phrase."""
    inside = np.zeros(len(text.words), np.bool_)
    for begin, end in spans:
        inside[begin:end] = True
    return int(np.count_nonzero(inside & ~text.stock))


def _plain(a: Told, b: Told, passage: Passage) -> int:
    """Equal plain words of a passage: the plain words of the article with fewer of them, less those that were changed."""
    own, other = slice(passage.a_start, passage.a_end), slice(passage.b_start, passage.b_end)
    changed = min(passage.a_end - passage.a_start, passage.b_end - passage.b_start) - passage.matched
    counts = (np.count_nonzero(text.words.small[span] & ~text.stock[span]) for text, span in ((a, own), (b, other)))
    return int(min(counts)) - changed


def _spans(texts: Sequence[Told], copy: _Copy) -> Iterator[Shared]:
    a, b = texts[copy.a], texts[copy.b]
    for p in copy.passages:
        yield Shared(
            a=a.id,
            a_start=int(a.words.starts[p.a_start]),
            a_end=int(a.words.ends[p.a_end - 1]),
            b=b.id,
            b_start=int(b.words.starts[p.b_start]),
            b_end=int(b.words.ends[p.b_end - 1]),
        )
