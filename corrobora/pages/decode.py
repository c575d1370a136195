"""bytes -> str: the encoding of an input, told from its mark, its declaration or its bytes."""

from __future__ import annotations

import codecs
import re

from resiliparse.parse.encoding import detect_encoding

from corrobora.text.damage import mend_encoding, twice_encoded, visible

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,200}?encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""",
    re.I)
_HIGH = re.compile(rb"[\x80-\xff]+")
_SAMPLE = 200_000
_MOSTLY = 0.9
"""A text of which this share of the high bytes is UTF-8 is UTF-8 with some damage."""
_WIDER = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252",
          "gb2312": "gb18030", "gbk": "gb18030", "iso-8859-9": "cp1254", "shift_jis": "cp932", "ks_c_5601-1987": "cp949",
          "euc-kr": "cp949", "tis-620": "cp874", "iso-8859-11": "cp874"}
"""What browsers read these names as (WHATWG Encoding Standard, section 4.2)."""


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of bytes in any common encoding, without invisible control characters; lines end in a line feed.

    ``declared`` is what a transport said (an HTTP header). Bytes that are no text in the encoding become U+FFFD.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return visible(data[len(mark):].decode(name, "replace"))
    if wide := wide_encoding(data):
        return visible(data.decode(wide, "replace"))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _damaged(data, declared)
    text = visible(text)
    return mend_encoding(text) if twice_encoded(text[:_SAMPLE]) else text


def wide_encoding(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: every second byte of Western text is zero there."""
    sample = data[:4096]
    if sample.count(0) * 5 < len(sample) * 2 or len(sample) < 8:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    quarter = len(sample) // 4
    ends = sample[0::4].count(0), sample[3::4].count(0)
    if even + odd > 0.7 * len(sample):
        if max(ends) >= quarter and min(ends) <= 0.1 * quarter:
            return "utf-32-le" if ends[0] < ends[1] else "utf-32-be"
        return None
    if odd > 4 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 4 * odd else None


def _damaged(data: bytes, declared: str | None) -> str:
    """Bytes that are not all UTF-8: mostly UTF-8 with damage, the declared encoding, or the one the bytes look like."""
    sample = data[:_SAMPLE]
    high = sum(len(run) for run in _HIGH.findall(sample))
    lost = sum(len(run) for run in _HIGH.findall(sample) if _not_utf8(run))
    if high and lost <= (1 - _MOSTLY) * high:
        return data.decode("utf-8", "cp1252-for-bad-bytes")
    found = _DECLARED.search(data[:4096])
    for name in (declared, found.group(1).decode("ascii") if found else None, detect_encoding(sample)):
        if name is None:
            continue
        name = _WIDER.get(name.lower(), name.lower())
        if name.startswith("utf"):
            continue
        try:
            return data.decode(name, "replace")
        except (LookupError, ValueError):
            continue
    return data.decode("cp1252", "replace")


def _not_utf8(run: bytes) -> bool:
    try:
        run.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start:error.end].decode("cp1252", "replace"), error.end


codecs.register_error("cp1252-for-bad-bytes", _as_cp1252)
