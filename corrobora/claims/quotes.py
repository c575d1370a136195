"""Quotation marks -> quoted spans: typographic, straight, unclosed, running over paragraphs, or with one mark lost."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corrobora.records import Article, Block, Span

OPENERS = "“„«"
CLOSERS = "”»"
STRAIGHT = '"＂″'
MARK = re.compile(rf"[{OPENERS}{CLOSERS}{STRAIGHT}]|(?<!['’])['‘’]['’](?!['’])|(?<!`)``(?!`)")
"""One mark; two single marks stand for a double one."""
LONGEST = 3000
"""Code points of a block that an unclosed quotation may run over."""


@dataclass(frozen=True)
class Quotation:
    """The words between two marks. ``inner`` is without the marks; ``closed`` is False where the end was not marked."""

    start: int
    end: int
    closed: bool
    continues: bool = False
    """It opens a paragraph after one that ended inside a quotation: the same speaker goes on."""

    @property
    def span(self) -> Span:
        return Span(start=self.start, end=self.end)


def find_quotations(article: Article) -> list[Quotation]:
    """The quotations of the kept blocks, in order, not overlapping. Nested ones are part of the outer one."""
    found: list[Quotation] = []
    running = False
    for block in article.kept():
        here = list(_in_block(article.text, block, running))
        if here:
            running = not here[-1].closed and here[-1].end >= block.end - 1
        elif running and not _mark_in(article.text, block):
            running = False
        found.extend(here)
    return found


def _mark_in(text: str, block: Block) -> bool:
    return MARK.search(text, block.start, block.end) is not None


def _in_block(text: str, block: Block, running: bool) -> Iterable[Quotation]:
    open_at: int | None = None
    first = True
    for match in MARK.finditer(text, block.start, block.end):
        at, width = match.start(), len(match[0])
        char = text[at]
        side = _side(text, at, width, block, open_at is not None)
        if open_at is None:
            if side == "close":
                if first and _opening_lost(text, block.start, at):
                    yield Quotation(block.start, at, True, continues=running)
            else:
                open_at = at + width
        elif side == "close":
            if text[open_at:at].strip():
                yield Quotation(open_at, at, True, continues=running and first)
            open_at = None
        elif text[open_at:at].strip() and char not in OPENERS:
            # A second opening mark while one is open: the first was never closed.
            yield Quotation(open_at, _sentence_end(text, open_at, at), False, continues=running and first)
            open_at = at + width
        first = False
    if open_at is not None and text[open_at : block.end].strip():
        whole = block.end - open_at <= LONGEST
        end = block.end if whole else _sentence_end(text, open_at, block.end)
        yield Quotation(open_at, end, False, continues=running and open_at <= block.start + 1)


def _side(text: str, at: int, width: int, block: Block, inside: bool) -> str:
    """Whether a mark opens or closes, from its form and its neighbours; what is not clear follows the order."""
    char = text[at]
    if char in OPENERS:
        return "open"
    if char in CLOSERS:
        return "close"
    before = text[at - 1] if at > block.start else " "
    after = text[at + width] if at + width < block.end else " "
    if before.isspace() or before in "([—–-":
        if not after.isspace() and after not in ".,;:)!?":
            return "open"
        return "close" if inside else "open"
    if after.isspace() or after in ".,;:)]!?—–-":
        return "close"
    return "close" if inside else "open"


def _opening_lost(text: str, start: int, end: int) -> bool:
    """A closing mark with none open: the block's start was the quotation's start if it is short and one sentence."""
    words = text[start:end]
    return len(words) < 300 and words.rstrip().endswith((",", ".", "!", "?")) and ". " not in words.rstrip(". ")


def _sentence_end(text: str, start: int, limit: int) -> int:
    """The end of the first sentence after ``start``."""
    for at in range(start, limit - 1):
        if text[at] in ".!?" and text[at + 1].isspace():
            return at + 1
    return len(text[start:limit].rstrip()) + start
