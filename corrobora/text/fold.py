"""Folded views of a text that map back to it exactly. ``same_length`` keeps every offset where it was.

A view is for matching only: what is printed is always the slice of the text that the view maps back to.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

_BLANKS = (
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u202f\u205f\u3000\t\n\r\v\f\x1c\x1d\x1e\x1f"
)
_SAME_LENGTH = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′＇`´", "'"),
        **dict.fromkeys("“”„‟″＂«»", '"'),
        **dict.fromkeys("‐‑‒−", "-"),
        **dict.fromkeys(_BLANKS + "\u2028\u2029\u0085", " "),
    }
)
INVISIBLE = (
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d"
    "\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"
)
"""Soft hyphen, zero-width characters and marks of writing direction: they stand inside words and are not seen."""

_SPECIAL = re.compile(
    f"(?P<gone>[{INVISIBLE}]+)"
    f"|(?P<broken>(?<=[^\\W\\d_])[-‐‑\u00ad][ \t{INVISIBLE}]*(?:\r\n|\r|\n)[ \t{INVISIBLE}]*(?=[^\\W\\d_A-ZÀ-Þ]))"
    r"|(?P<blank>\s+)"
    r"|(?P<dots>…)"
)


def same_length(text: str) -> str:
    """The text with typographic quotes, hyphens and blanks made plain, one code point for one code point."""
    return text.translate(_SAME_LENGTH)


def plain(character: str) -> str:
    """One character without typographic dress: compatibility forms (NFKC) resolved, quotes and hyphens made plain."""
    return unicodedata.normalize("NFKC", character).translate(_SAME_LENGTH)


@dataclass(frozen=True)
class Folded:
    """A view of a text. ``starts[i]`` and ``ends[i]`` are the offsets in the text of the view's code point ``i``."""

    text: str
    source_length: int
    starts: tuple[int, ...] = field(repr=False)
    ends: tuple[int, ...] = field(repr=False)

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the text of a range of the view. An empty range maps to an empty one.

        Raises IndexError if the range lies outside of the view.
        """
        if not 0 <= start <= end <= len(self.text):
            raise IndexError(f"{start}-{end} is outside of a view of {len(self.text)} code points")
        if start == end:
            at = self.starts[start] if start < len(self.starts) else self.source_length
            return at, at
        return self.starts[start], self.ends[end - 1]

    def forth(self, start: int, end: int) -> tuple[int, int]:
        """The range of the view that a range of the text shows: its code points that touch the range."""
        return bisect_right(self.ends, start), max(bisect_right(self.ends, start), bisect_left(self.starts, end))


def fold(text: str, *, case: bool = True) -> Folded:
    """A view without what damage and typography put in: invisible characters are gone, a word broken by a hyphen at a
    line's end is whole, runs of blanks are one space, compatibility forms, quotes and hyphens are plain; ``case`` folds case.
    """
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []

    def put(shown: str, start: int, end: int) -> None:
        pieces.append(shown)
        starts.extend([start] * len(shown))
        ends.extend([end] * len(shown))

    at = 0
    for match in _SPECIAL.finditer(text):
        for i in range(at, match.start()):
            put(_folded_character(text[i], case), i, i + 1)
        if match.lastgroup == "blank":
            put(" ", *match.span())
        elif match.lastgroup == "dots":
            put("...", *match.span())
        at = match.end()
    for i in range(at, len(text)):
        put(_folded_character(text[i], case), i, i + 1)
    return Folded("".join(pieces), len(text), tuple(starts), tuple(ends))


def _folded_character(character: str, case: bool) -> str:
    if character.isascii():
        return character.lower() if case else character
    shown = plain(character)
    return shown.casefold() if case else shown
