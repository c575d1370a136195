"""Damage that texts of real corpora have: wrong encodings, control characters, lone surrogates."""

from __future__ import annotations

import re

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f\ufffe\uffff]+")
_CONTROL_BYTES = bytes([*range(9), *range(14, 28), 127])
_SURROGATES = re.compile("[\ud800-\udfff]")
_MOJIBAKE = re.compile(
    "[\u00c2\u00c3\u00e2\u00e3\u00d8\u00d9\u00d0\u00d1]"
    "[\u0080-\u00bf\u2018-\u203a\u20ac\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2122]")

_CP1252 = {bytes([code]).decode("cp1252", "ignore"): code for code in range(0x80, 0xA0)}


def visible(text: str) -> str:
    """The text without what no reader sees and no writer of JSON or SQL takes: NULs and other control characters; a lone
    surrogate becomes the replacement character. Lines end in a line feed."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        raw = text.encode("utf-8")
    except UnicodeEncodeError:
        text = _SURROGATES.sub("\ufffd", text)
        raw = text.encode("utf-8")
    # Deleting bytes is ten times faster than searching characters, and nearly all texts have none of these.
    if len(raw.translate(None, _CONTROL_BYTES)) != len(raw) or "\ufffe" in text or "\uffff" in text:
        text = _CONTROLS.sub("", text)
    return text


def twice_encoded(text: str) -> bool:
    """Whether UTF-8 was read as Windows-1252 ("â€œ" for a quotation mark): most non-ASCII characters stand in such pairs."""
    marks = len(_MOJIBAKE.findall(text))
    return marks >= 2 and marks * 4 >= sum(not c.isascii() for c in text)


def mend_encoding(text: str) -> str:
    """The text with UTF-8 that was read as Windows-1252 read again, run by run; runs that are no UTF-8 stay as they are."""
    return re.sub(r"[^\x00-\x7f]+", _again, text)


def _again(match: re.Match[str]) -> str:
    run = match.group()
    try:
        raw = bytes(_CP1252.get(c, ord(c)) for c in run)
        return raw.decode("utf-8")
    except (ValueError, UnicodeDecodeError):
        return run
