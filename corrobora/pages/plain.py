"""Plain text -> blocks: one a paragraph of visible text, hard-wrapped lines joined."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from corrobora.errors import InputError
from corrobora.pages.features import Blocks

_LINE = re.compile(r"[^\n\u2028\u2029\x0b\x0c\x85]+")
MOST_LINES, MOST_BLOCKS = 60_000, 15_000
"""More than these are no single article; what is known of each block takes a thousand times a short line's memory."""
WIDEST = 110
"""Wider lines are not hard-wrapped."""


class Line(NamedTuple):
    """One line without the blanks around it. ``gap`` is whether a blank line (or the text's start) lies before it."""

    start: int
    end: int
    indent: int
    gap: bool


def lines_of(text: str) -> list[Line]:
    """The lines of a text that show something."""
    found: list[Line] = []
    last = -2
    for match in _LINE.finditer(text):
        if len(found) > MOST_LINES:
            raise InputError(f"more than {MOST_LINES:,} lines of text, which is no single article", mend="split it")
        raw = match.group()
        shown = raw.strip()
        if not shown:
            continue
        indent = len(raw) - len(raw.lstrip())
        start = match.start() + indent
        found.append(Line(start, start + len(shown), indent, "\n" in text[last + 1:match.start()] if last >= 0 else True))
        last = match.end()
    return found


def plain_blocks(text: str) -> Blocks:
    """The paragraphs of a text: a line each, or the lines that a hard wrap at one width made of it. Raises InputError if there
    are more of them than one article has."""
    found = lines_of(text)
    width = wrap_width(text, found)
    spans: list[tuple[int, int]] = []
    indents: list[int] = []
    gaps: list[bool] = []
    for i, line in enumerate(found):
        if width and i and not line.gap and _wrapped(text, found[i - 1], line, width):
            spans[-1] = (spans[-1][0], line.end)
        else:
            spans.append((line.start, line.end))
            indents.append(line.indent)
            gaps.append(line.gap)
    if len(spans) > MOST_BLOCKS:
        raise InputError(f"more than {MOST_BLOCKS:,} paragraphs, which is no single article", mend="split it")
    return Blocks(text, spans, indents, gaps)


def wrap_width(text: str, found: list[Line]) -> int | None:
    """The width at which the text's lines were wrapped, or None.

    Lines are wrapped if most of those that another line follows directly are nearly as wide as the widest, and the
    first word of the next line would not have fitted.
    """
    pairs = [(a, b) for a, b in pairwise(found) if not b.gap]
    if len(pairs) < 2:
        return None
    widths = sorted(line.end - line.start for line in found)
    widest = widths[-1]
    if not 30 <= widest <= WIDEST:
        return None
    full = [a for a, b in pairs if a.end - a.start >= 0.75 * widest]
    broken = [a for a, b in pairs if _wrapped(text, a, b, widest) and not text[a.start:a.end].endswith((".", "!", "?", ":"))]
    return widest if len(full) >= 0.5 * len(pairs) and len(broken) >= 0.4 * len(pairs) else None


def _wrapped(text: str, line: Line, following: Line, width: int) -> bool:
    """Whether the next line's first word did not fit on the line any more."""
    word = re.match(r"\S+", text[following.start:following.end])
    return line.end - line.start + 1 + (len(word.group()) if word else 0) > width and abs(line.indent - following.indent) <= 8
