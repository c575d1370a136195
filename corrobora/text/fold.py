"""Folded views of a text that map back to it exactly. ``same_length`` keeps every offset where it was."""

from __future__ import annotations

_SAME_LENGTH = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′＇`´", "'"),
        **dict.fromkeys("“”„‟″＂«»", '"'),
        **dict.fromkeys("‐‑‒−", "-"),
        **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u202f\u3000\t\n\r\v\f\u2028\u2029\u0085", " "),
    }
)


def same_length(text: str) -> str:
    """The text with typographic quotes, hyphens and blanks made plain, one code point for one code point."""
    return text.translate(_SAME_LENGTH)
