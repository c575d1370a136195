"""What an input is, told from its first bytes and never from its name."""

from __future__ import annotations

import json
import re
from typing import Literal

from corrobora.pages.decode import wide_encoding

Kind = Literal["empty", "binary", "warc", "gzip", "html", "feed", "jsonl", "json", "csv", "mentions", "text"]

HEAD = 65_536
"""Bytes that are looked at."""
ROW_KEYS = frozenset({
    "text", "html", "maintext", "articlebody", "body_text", "body_html", "body_xhtml", "bodies", "content", "body", "title",
    "headline", "headlines", "url", "uri", "published", "date_publish", "datepublished",
})
"""Lower-cased names by which a row is known as an article."""

_MAGIC = {
    b"%PDF-": "a PDF", b"PK\x03\x04": "a ZIP archive or an office document", b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture", b"RIFF": "a sound, film or picture", b"\x7fELF": "a program", b"MZ\x90": "a program",
    b"\xd0\xcf\x11\xe0": "an old office document", b"BZh": "a bzip2 archive", b"\xfd7zXZ": "an xz archive",
    b"\x28\xb5\x2f\xfd": "a zstd archive", b"7z\xbc\xaf": "a 7z archive", b"Rar!": "a RAR archive", b"ID3": "a sound",
    b"OggS": "a sound or film", b"SQLite format 3": "a database", b"PAR1": "a Parquet table", b"{\\rtf": "a rich-text document",
}
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF|[a-z]{1,8}:feed)[\s>]", re.I)
_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|article|main|section|div|p|span|h[1-6]|"
    r"table|ul|ol|a|meta|title|br)(?:\s[^<>]*)?/?>", re.I)
_TAG = re.compile(r"</?[a-z][a-z0-9]{0,10}(?:\s[^<>]{0,500})?/?>", re.I)
_MENTION = re.compile(r"\d{5,12}\t\d{14}\t\d{14}\t\d\t[^\t\n]*\t\S+\t")


def binary_kind(head: bytes) -> str | None:
    """What a binary input is, in words, or None for text."""
    for magic, name in _MAGIC.items():
        if head.startswith(magic):
            return name
    if wide_encoding(head) or head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return None
    odd = sum(head.count(code) for code in (*range(1, 9), *range(14, 27), *range(28, 32), 127))
    if odd > 0.02 * len(head) or head.count(0) > 0.25 * len(head):
        return "binary data"
    return None


def kind_of(head: bytes, text: str) -> Kind:
    """The kind of an input from its first bytes and the same decoded."""
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if head.startswith(b"WARC/"):
        return "warc"
    if not head.strip(b"\0 \t\r\n"):
        return "empty"
    if binary_kind(head):
        return "binary"
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith(("{", "[")) and (kind := _json_kind(start)):
        return kind
    if start.startswith("<"):
        if _FEED.search(start[:4096]) and not re.search(r"<html[\s>]", start[:4096], re.I):
            return "feed"
        if _TAG.match(start) or start[:9].lower() == "<!doctype" or start.startswith("<!--") or start.startswith("<?xml"):
            return "html"
    if _MENTION.match(start):
        return "mentions"
    if csv_dialect(start):
        return "csv"
    opening = start[:20_000]
    if re.search(r"<(?:!doctype\s+html|html|body|head)[\s>]", opening, re.I) or len(_HTML.findall(opening)) >= max(4,
        len(opening) // 500):
        return "html"
    return "text"


def _json_kind(start: str) -> Kind | None:
    """JSON Lines if the first line is a whole object and something follows it, JSON if the text reads as a document's start."""
    first, _, rest = start.partition("\n")
    if first.startswith("{") and rest.strip():
        try:
            json.loads(first)
            return "jsonl"
        except (ValueError, RecursionError):
            pass
        if len(first) > HEAD // 2:
            return "jsonl"
    if re.match(r"\{\s*(?:\"|\}|$)|\[\s*(?:\{|\]|\[|$)", start):
        return "json"
    return None


def csv_dialect(start: str) -> str | None:
    """The delimiter of a table of articles: its first line names at least two columns, one of them an article's."""
    line = start.split("\n", 1)[0].strip("\ufeff\r ")
    if len(line) > 2000:
        return None
    for delimiter in ",\t;|":
        names = [name.strip().strip('"').lower() for name in line.split(delimiter)]
        if len(names) >= 2 and all(re.fullmatch(r"[\w .:/-]{0,40}", name) for name in names) and ROW_KEYS & set(names):
            return delimiter
    if re.fullmatch(r'"?(?:text|html|maintext)"?', line, re.I):
        return ","
    return None
