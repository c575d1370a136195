"""Log odds -> roles: which blocks are the report, what part of it each is, and why the others are clutter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from corrobora.pages.agency import signed
from corrobora.pages.features import WORD, Blocks, Floats
from corrobora.pages.furniture import (
    BYLINE,
    CAPTION,
    CAPTION_WORDS,
    DATELINE,
    FIRST_PUBLISHED,
    FURNITURE,
    LINK,
    ended,
    live_furniture,
    opens_list,
    site_words,
)
from corrobora.pages.second import Topics
from corrobora.records import Block, Role

SWITCH = 0.6
"""What a change between article and clutter costs, in log odds of a block of about ten words."""
LEAN = 0.2
"""Added to the log odds: a lost paragraph is worse than a kept piece of clutter."""
ROW_LEAN = 4.0
"""The same for a row's text, which somebody has cleaned before: only what is surely clutter goes."""

SURELY_CLUTTER = -6.0
SURE = 1.0
"""Log odds against a block from which on the page's word for it, that it is a summary of the text, is not believed."""
LISTED = 3.0
"""Log odds taken from the lines under a heading that opens a list of other stories, up to the next whole sentence."""
MOST_DATES = 4
"""Lines with a date above the text; more are a list of dates, which is the report's own."""
NEAR, SAME_TOPIC = 4, 0.1
"""Blocks after the text within which a paragraph is taken back, and the share of its longer words that the text has."""
LINKED = 5
"""Words from which on a line that is nothing but a link, and no sentence, is another story's title."""
FARTHEST = 3
"""Blocks between a headline and its byline or date, and between these and the text."""


@dataclass
class Hints:
    """What is known of a page besides its text. ``marks`` gives some blocks a part by their element: heading, title,
    standfirst, byline, date, caption, or link (nothing but a link)."""

    title: str | None = None
    marks: dict[int, str] = field(default_factory=dict)
    row: bool = False


def assign(blocks: Blocks, odds: Floats, hints: Hints) -> tuple[Block, ...]:
    """Every block with its role, and a reason for all but plain paragraphs."""
    texts = [blocks.text[start:end] for start, end in blocks.spans]
    sizes = blocks.sizes
    lean = ROW_LEAN if hints.row else LEAN
    addressed = {i: why for i, text in enumerate(texts) if sizes[i] <= 70 and (why := site_words(text, blocks.words[i]))}
    odds = odds + lean
    if not hints.row:
        _furniture(texts, blocks.words, odds, addressed)
    odds[list(addressed)] = SURELY_CLUTTER
    kept = best_path(odds, sizes, SWITCH)
    _regain(texts, blocks, odds, kept)
    if not any(kept) and len(texts):
        kept[int(np.argmax(np.minimum(sizes, 60) / 60 + odds / 10))] = True
    parts = _Parts(texts, blocks, odds, kept, hints, addressed)
    result = []
    for i, (start, end) in enumerate(blocks.spans):
        role, reason = parts.role(i)
        result.append(Block(start=start, end=end, role=role, reason=reason))
    return tuple(result)


def _furniture(texts: Sequence[str], words: list[list[str]], odds: Floats, addressed: dict[int, str]) -> None:
    """Adds the headings of lists and the furniture of live blogs to ``addressed``; makes the listed lines less likely."""
    listed = False
    for i, text in enumerate(texts):
        if opens_list(words[i], text):
            listed = True
            addressed.setdefault(i, "comments" if "comment" in text.lower() else "related stories")
        elif live_furniture(words[i], text):
            addressed.setdefault(i, "a live blog's furniture")
        elif listed and not ended(text):
            odds[i] -= LISTED
        else:
            listed = False


def best_path(odds: Floats, sizes: Floats, switch: float) -> list[bool]:
    """The likeliest run of article and clutter (Viterbi 1967): longer blocks weigh more, each change costs ``switch``."""
    gains = (odds * np.minimum(np.sqrt(sizes + 1), 8) / 3).tolist()
    out, inside = 0.0, -switch
    came: list[tuple[bool, bool]] = []
    for gain in gains:
        stay_out, stay_in = out >= inside - switch, inside >= out - switch
        out, inside = max(out, inside - switch), max(inside, out - switch) + gain
        came.append((not stay_out, stay_in))
    state = inside > out
    path = []
    for from_out, from_in in reversed(came):
        path.append(state)
        state = from_in if state else from_out
    return path[::-1]


def _regain(texts: Sequence[str], blocks: Blocks, odds: Floats, kept: list[bool]) -> None:
    """Keeps a running paragraph too that stands close under the text, speaks of the same and is not surely clutter: after
    a piece of clutter in the midst of a report, the change back costs a short last paragraph too much."""
    sizes = blocks.sizes
    body = [i for i, k in enumerate(kept) if k and sizes[i] >= 12 and ended(texts[i])]
    if len(body) < 3:
        return
    topic = {w for i in body for w in blocks.words[i] if len(w) > 4}
    last = body[0]
    for i in range(body[0], len(texts)):
        if kept[i]:
            last = i
        elif sizes[i] >= 15 and odds[i] > -SURE and i - last <= NEAR and ended(texts[i]):
            longer = [w for w in blocks.words[i] if len(w) > 4]
            if longer and sum(map(topic.__contains__, longer)) >= SAME_TOPIC * len(longer):
                kept[i], last = True, i


class _Parts:
    """The parts of one page's report."""

    def __init__(
        self, texts: Sequence[str], blocks: Blocks, odds: Floats, kept: list[bool], hints: Hints, addressed: dict[int, str],
    ) -> None:
        self.addressed, self.odds = addressed, odds
        self.texts, self.words, self.kept, self.hints = texts, blocks.words, kept, hints
        self.sizes = sizes = blocks.sizes.tolist()
        self.wanted = WORD.findall(hints.title.lower()) if hints.title else []
        body = [i for i, k in enumerate(kept) if k and sizes[i] >= 12 and ended(texts[i])] or [i for i,
            k in enumerate(kept) if k]
        self.first, self.last = (body[0], body[-1]) if body else (0, len(texts) - 1)
        self.topic = {w for i in body for w in self.words[i] if len(w) > 3}
        self.headline = self._headline()
        self.top = self.headline if self.headline is not None else self.first
        dates = {i for i in range(self.top, min(self.first + 2, len(texts))) if self._dated(i)}
        self.dates = dates if len(dates) <= MOST_DATES else set()
        self.second = len(texts) if hints.row else self._second(body)

    def role(self, i: int) -> tuple[Role, str | None]:
        text, mark, row = self.texts[i], self.hints.marks.get(i), self.hints.row
        if i in self.addressed:
            return "clutter", self.addressed[i]
        if i >= self.second:
            return "clutter", self._why(i) if not self.kept[i] else "another article under the first"
        if i == self.headline:
            return "headline", "the page's title" if self.hints.title else "a title above the text that speaks of the same"
        if not self.kept[i] and not self.top - 1 <= i <= self.last + 2:
            return "clutter", self._why(i)
        if self.top <= i and (i <= self.last + 2 or self.kept[i]) and len(text) < 160 and (BYLINE.match(text)
            or (mark == "byline" and self.sizes[i] <= 15 and not (self.kept[i] and ended(text)))):
            return "byline", "names who wrote it"
        if i <= self.first + 1 and self.sizes[i] <= 9 and i not in self.dates and signed(text):
            return "byline", "names the agency that it is from"
        if i in self.dates:
            return "dateline", "a date above the text"
        if i > self.last and FIRST_PUBLISHED.match(text) and self._dated(i):
            return "dateline", "says when it was published"
        if len(text) < 600 and (mark == "caption" or (not row and self._captioned(i))):
            return ("caption", "a picture's caption") if self.top <= i <= self.last else ("clutter",
                "a caption outside of the article")
        if self.kept[i]:
            if not row and len(text) < 200 and (LINK.match(text) or (mark == "link" and LINKED <= self.sizes[i] <= 30)):
                return "clutter", "related stories"
            if self._standfirst(i):
                return "standfirst", "a summary above the text"
            return "paragraph", None
        if (self.top <= i <= self.first and self.odds[i] > -SURE and mark == "standfirst") or self._between(i):
            return "standfirst", "a summary above the text"
        return "clutter", self._why(i)

    def _dated(self, i: int) -> bool:
        text = self.texts[i]
        return len(text) < 90 and not ended(text) and (
            self.hints.marks.get(i) == "date" or DATELINE.search(text) is not None)

    def _captioned(self, i: int) -> bool:
        return not CAPTION_WORDS.isdisjoint(self.words[i]) and CAPTION.search(self.texts[i]) is not None

    def _headline(self) -> int | None:
        """The block that the given title names, else the title-like one above the text that shares most words with it."""
        if self.hints.row:
            return None
        if self.wanted:
            same = [i for i, words in enumerate(self.words) if words == self.wanted]
            if same:
                above = [i for i in same if i <= self.first + 1]
                marked = [i for i in above if self.hints.marks.get(i) in ("title", "heading")]
                return (marked or above or same[:1])[-1]
            return next((i for i, mark in self.hints.marks.items() if mark == "title" and i <= self.first + 1), None)
        best, found = 0.34, None
        for i in range(max(0, self.first - 15), min(self.first + 2, len(self.texts))):
            text = self.texts[i]
            if not 3 <= self.sizes[i] <= 30 or len(text) > 220:
                continue
            if i in self.addressed or ended(text) or DATELINE.search(text) or BYLINE.match(text):
                continue
            words = [w for w in self.words[i] if len(w) > 3]
            share = sum(w in self.topic for w in words) / len(words) if len(words) >= 2 else 0.0
            share += 0.02 * min(self.sizes[i], 12) - 0.01 * abs(self.first - i)
            if share > best and (i < self.first or i == 0 or self.sizes[i] < self.sizes[self.first]) and self._titled(i):
                best, found = share, i
        return found

    def _second(self, body: list[int]) -> int:
        """The first block of another article under this one: a headline in the midst of the text, with a byline or a date of
        its own, or with text under it that speaks of something else. The number of blocks if there is none."""
        if self.headline is None:
            return len(self.texts)
        topics = Topics(self.texts, self.words)
        reach = {i for start in body[2:] for i in range(max(0, start - 2 * FARTHEST), start)}
        like = {i for i in reach if self._title_like(i)}
        for number, start in enumerate(body[2:], 2):
            before = body[number - 1]
            for i in range(max(before + 1, start - 2 * FARTHEST), start):
                if i in like and (self._signed(i, start) or (self._stands_out(i) and topics.other(
                        i, body[:number], body[number:], self.headline, ended=self._ended_between(before, i)))):
                    return i
        return len(self.texts)

    def _stands_out(self, title: int) -> bool:
        """Whether a title-like block is no heading of a text with headings, and no entry of a live blog."""
        if self.hints.marks and self.hints.marks.get(title) not in ("title", "heading", "link"):
            return False
        headings = [i for i in range(self.first, title) if self.kept[i] and self._title_like(i)]
        return not headings and "a live blog's furniture" not in self.addressed.values()

    def _ended_between(self, above: int, title: int) -> bool:
        """Whether lines with which sites end an article stand between a text and a title under it."""
        return any(i in self.addressed or (not self.kept[i] and not FURNITURE.keys().isdisjoint(self.words[i]))
            for i in range(above + 1, title))

    def _title_like(self, i: int) -> bool:
        text = self.texts[i]
        return (3 <= self.sizes[i] <= 25 and len(text) < 200 and not text[0].islower() and not ended(text)
            and i not in self.addressed and self.words[i] != self.wanted and not self._written(i)
            and not self._captioned(i))

    def _signed(self, title: int, start: int) -> bool:
        """Whether a byline or a date stands close under a title and close above the text that begins at ``start``."""
        signs = [i for i in range(title + 1, min(title + 1 + FARTHEST, start)) if self._written(i)]
        return bool(signs) and start - signs[-1] <= FARTHEST

    def _written(self, i: int) -> bool:
        """Whether a block is a byline or a date and nothing else."""
        text = self.texts[i]
        plain = self.sizes[i] <= 16 and not ended(text) and text[0].isalnum() and "@" not in text  # no signature of a tweet
        return plain and i not in self.addressed and (
            BYLINE.match(text) is not None or (self.sizes[i] <= 8 and DATELINE.search(text) is not None))

    def _titled(self, i: int) -> bool:
        """Whether a block stands above the text, not in it."""
        return i < self.first or i == 0

    def _standfirst(self, i: int) -> bool:
        if self.hints.marks.get(i) == "standfirst":
            return True
        text = self.texts[i]
        if self.hints.row or not 5 <= self.sizes[i] <= 40 or ended(text) or text.endswith(":") or i > self.first + 1:
            return False
        words = [w for w in self.words[i] if len(w) > 3]
        return bool(words) and text[:1].isupper() and sum(w in self.topic for w in words) >= 0.4 * len(words)

    def _between(self, i: int) -> bool:
        """Whether a block stands between the headline and the byline or date and speaks of the same as the text."""
        if self.headline is None or self.hints.marks or not i == self.headline + 1 < self.first:
            return False
        return self._standfirst(i) and any(self._written(j) for j in range(i + 1, min(i + FARTHEST, self.first)))

    def _why(self, i: int) -> str:
        if self.sizes[i] < 60:
            for word in self.words[i]:
                if word in FURNITURE:
                    return FURNITURE[word]
        if self.texts[i].startswith("©"):
            return "copyright"
        if self.wanted and self.words[i] == self.wanted:
            return "the title again"
        if self.sizes[i] <= 4:
            return "navigation"
        place = "above" if i < self.first else "below" if i > self.last else "inside of"
        return f"{'a line' if self.sizes[i] < 15 else 'a text'} {place} the article that is unlike it"
