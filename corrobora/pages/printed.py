"""The day that a text itself gives for its writing: "Published 5 June 2013", a date alone in a line, a dateline's date.

Only what is surely that counts: a full date near the headline that is labelled, stands alone, closes a byline or opens a
dateline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from corrobora.pages.furniture import FIRST_PUBLISHED
from corrobora.records import Block
from corrobora.text.datelines import find_dateline
from corrobora.text.dates import Expression, find_expressions
from corrobora.text.fold import same_length
from corrobora.text.timevalues import value_of
from corrobora.text.timewords import MONTHS

OPENING = 160
"""Code points at the start of a block in which such a date may stand."""
ALONE = 24
"""Code points that may stand beside a date that is alone in its line: an outlet, a place, a zone."""
_DIGIT = re.compile(r"\d")
_FULL = {"day", "iso", "slash"}
_LABEL = re.compile(
    r"\b(?P<label>(?:first )?(?:published|posted|issued|released|filed|dated?|publication date|created)"
    r"|(?P<again>(?:last )?(?:updated|modified|edited|reviewed)|last update|update))\b[^.\n]{0,40}$", re.I,
)
_LOUD = re.compile(r"\b(?:" + "|".join(MONTHS).upper() + r")\b")
_MINOR = re.compile(
    r"\b(?:first|last|published|posted|issued|released|filed|date|updated?|modified|edited|on|at|by|local time|"
    r"min(?:ute)?s? read|gmt|utc|bst|[ap]\.?m\.?|e[sd]?t|p[sd]?t|c[esd]+t|ist|\d+)\b|[^\w\s]", re.I,
)


def printed_day(text: str, blocks: Sequence[Block]) -> date | None:
    """The day on which the text says that it was written, None if it does not surely say it."""
    return next((day for day, again in _printed(text, blocks) if not again), None) or _below(text, blocks)


def updated_day(text: str, blocks: Sequence[Block]) -> date | None:
    """The day on which the text says that it was last changed."""
    return next((day for day, again in _printed(text, blocks) if again), None)


def _printed(text: str, blocks: Sequence[Block]) -> Iterator[tuple[date, bool]]:
    """The days that the top of a text gives for itself, and whether each is that of a change."""
    for block in _top(blocks):
        words = _LOUD.sub(lambda m: m.group().capitalize(), same_length(text[block.start:block.end]))
        opening = words[:OPENING]
        if not _DIGIT.search(opening):  # a full date has a number
            continue
        found = [(e, day) for e in find_expressions(opening) if (day := _day(e)) is not None]
        dates = [expression for expression, _ in found]
        for expression, day in found:
            label = _LABEL.search(opening[:expression.start])
            if label and len(words) <= OPENING:
                yield day, label["again"] is not None
            elif _is_alone(words, dates) or (block.role != "clutter" and _stands(words, block, expression, dates)):
                yield day, False


def _below(text: str, blocks: Sequence[Block]) -> date | None:
    """The day in a line under the text that says no more than when it was published."""
    last = next((i for i in range(len(blocks) - 1, -1, -1) if blocks[i].role == "paragraph" and _CLOSES.search(
        text[blocks[i].start:blocks[i].end])), len(blocks))
    for block in blocks[last + 1:last + 1 + AFTER]:
        words = text[block.start:block.end]
        if len(words) <= 2 * ALONE + 30 and FIRST_PUBLISHED.match(words):
            for expression in find_expressions(words):
                if (day := _day(expression)) is not None:
                    return day
    return None


AFTER = 6
"""Blocks under the text among which such a line may stand."""
_CLOSES = re.compile(r"[.!?][\"'”’)]*\s*$")


def _top(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks from the headline to the second paragraph; of a text without a headline, those from its start."""
    first = next((i for i, block in enumerate(blocks) if block.role == "headline"), None)
    if first is None:
        first = next((i for i, block in enumerate(blocks) if block.role != "clutter"), 0)
    paragraphs = 0
    for block in blocks[first:]:
        paragraphs += block.role == "paragraph"
        if paragraphs > 2:
            return
        if block.role not in {"headline", "caption"}:
            yield block


def _day(expression: Expression) -> date | None:
    """The day of a full date; a date in figures that can be read in two ways is none."""
    parts = expression.parts
    if expression.rule not in _FULL or (expression.rule == "day" and "year" not in parts):
        return None
    if expression.rule == "slash" and parts["one"] != parts["two"] and max(int(parts["one"]), int(parts["two"])) <= 12:
        return None
    return value_of(expression, None).first


def _stands(words: str, block: Block, expression: Expression, dates: Sequence[Expression]) -> bool:
    """Whether the date is that of a byline or dateline."""
    head = find_dateline(words)
    loud = expression.start < 60 and words[:expression.start].isupper()
    sent = head is not None and expression.end <= head.end
    return loud or sent or block.role == "dateline" or (block.role == "byline" and expression is dates[0])


def _is_alone(words: str, dates: Sequence[Expression]) -> bool:
    """Whether nearly nothing else stands in the line."""
    rest = words
    for expression in reversed(dates):
        rest = rest[:expression.start] + rest[expression.end:]
    others = _MINOR.sub("", rest).split()
    return len(others) <= 3 and len("".join(others)) <= ALONE
