"""RSS and Atom -> articles, one an entry: its full content where the feed brings it, else its summary."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from corrobora.errors import InputError
from corrobora.pages.article import About, text_article
from corrobora.pages.html import html_article
from corrobora.pages.language import language_code
from corrobora.pages.when import iso
from corrobora.records import Article, Unread
from corrobora.settings import Settings
from corrobora.text.damage import visible

MOST_ENTRIES = 20_000
LONGEST_HEAD = 2_000
"""Characters before the first entry that an entry read by itself brings along."""
_ENTITY = re.compile(r"<!(?:ENTITY|ELEMENT|ATTLIST)", re.I)
_OPENS = re.compile(r"(?=<(?:item|entry)\b)", re.I)
_TAG = re.compile(r"<[a-z/!][^<>]*>", re.I)


def feed_articles(text: str, source: str, settings: Settings) -> Iterator[Article | Unread]:
    """The entries of a feed document. Raises InputError if it defines entities of its own (an entity bomb) or has no entry."""
    if _ENTITY.search(text[:100_000]):
        raise InputError("a feed that defines its own entities, which can be made to expand without end",
            mend="remove its DOCTYPE")
    if text.count("<item") + text.count("<entry") > MOST_ENTRIES:
        raise InputError(f"a feed of more than {MOST_ENTRIES:,} entries", mend="split it")
    whole = _parsed(text)
    pieces: Iterator[Any]
    if whole is None:  # the parser forgives broken XML, but fails on some of it: then each entry by itself
        head, *entries = _OPENS.split(text)
        pieces = map(_parsed, (head[:LONGEST_HEAD] + entry for entry in entries))
    else:
        pieces = iter([whole])
    number = 0
    for piece in pieces:
        for entry in [None] if piece is None else piece.entries:
            number += 1
            where = f"{source}#{number}"
            try:
                if entry is None:
                    raise InputError("a feed entry too broken to be read", mend="fetch the feed again")
                yield _entry_article(entry, where, _plain(piece.feed.get("title")), piece.feed.get("language"), settings)
            except InputError as error:
                yield Unread(source=where, reason=error.what, mend=error.mend)
    if not number:
        raise InputError("a feed without entries")


def _parsed(text: str) -> Any:
    """What feedparser makes of a feed, or None if it fails on it."""
    import feedparser  # only feeds need it

    try:
        return feedparser.parse(_as_utf8(text), sanitize_html=False, resolve_relative_uris=False)
    except Exception:  # whatever it is; the account of unread inputs says what could not be read
        return None


def _entry_article(entry: Any, source: str, outlet: str | None, language: str | None, settings: Settings) -> Article:
    contents = [c.get("value") or "" for c in entry.get("content", [])]
    body = max(contents, key=len, default="") or entry.get("summary") or ""
    title = _plain(entry.get("title"))
    about = About(
        source=source, key=(body or title or "", entry.get("link") or entry.get("id") or ""), url=entry.get("link"),
        title=title,
        outlet=_plain(entry.get("source", {}).get("title")) or outlet, author=_plain(entry.get("author")),
        published=_moment(entry, "published"), modified=_moment(entry, "updated"), language=language_code(language),
    )
    if not body.strip():
        raise InputError("a feed entry without text", mend="pass the entry's address instead" if about.url else None)
    if _TAG.search(body):
        return html_article(f"<html><body><article>{body}</article></body></html>", about, settings, clean=True)
    return text_article(visible(html.unescape(body)), about, settings, clean=True)


def _moment(entry: Any, name: str) -> str | None:
    if name not in entry:  # asking for "updated" would give "published" with a warning
        return None
    if parsed := entry.get(f"{name}_parsed"):
        try:
            year, month, day, hour, minute, second = parsed[:6]
            return datetime(year, month, day, hour, minute, second, tzinfo=UTC).isoformat()
        except ValueError:
            pass
    return iso(entry.get(name))


def _plain(value: str | None) -> str | None:
    return " ".join(html.unescape(_TAG.sub(" ", value)).split())[:500] or None if value else None


def _as_utf8(text: str) -> bytes:
    text = text.lstrip()
    opening = re.sub(r"^(<\?xml[^>]*?)\s+encoding\s*=\s*[\"'][^\"']*[\"']", r"\1", text[:1000], count=1)
    return (opening + text[1000:]).encode("utf-8")
