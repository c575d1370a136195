"""Rows -> articles: JSON Lines, JSON and CSV with our keys, news-please's, schema.org's NewsArticle, IPTC ninjs 1 to 3."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from corrobora.errors import InputError
from corrobora.pages.article import About, text_article
from corrobora.pages.html import html_article
from corrobora.pages.when import iso
from corrobora.records import Article
from corrobora.settings import Settings
from corrobora.text.damage import mend_encoding, twice_encoded, visible

TEXT = ("text", "maintext", "articlebody", "body_text", "fulltext", "full_text")
HTML = ("html", "body_html", "body_xhtml", "raw_html", "content_html")
EITHER = ("content", "body", "bodies", "description_full")
TITLE = ("title", "headline", "headlines", "name")
URL = ("url", "link", "canonical_url", "mainentityofpage", "webpage")
OUTLET = ("outlet", "source_domain", "publisher", "sitename", "site_name", "hostname", "infosources", "copyrightholder",
    "provider")
PUBLISHED = ("published", "date_publish", "datepublished", "published_at", "publish_date", "pubdate", "contentcreated",
    "firstcreated", "versioncreated", "date")
MODIFIED = ("modified", "date_modify", "datemodified", "updated", "contentmodified")
LANGUAGE = ("language", "inlanguage", "lang")
AUTHOR = ("author", "authors", "byline", "bylines", "creator")
ID = ("id", "guid", "uri", "identifier")

_TAGS = re.compile(r"<(?:p|div|br|h[1-6]|article|body|html|ul|table)\b[^<>]*>", re.I)
_DEEPEST = 8


def row_article(row: Mapping[str, Any], source: str, settings: Settings) -> Article:
    """The article of a row. Raises InputError if the row holds no text."""
    values = {str(key).strip().lower(): value for key, value in row.items() if key is not None}
    text, html = words(_first(values, TEXT)), words(_first(values, HTML))
    if not text and not html:
        either = words(_first(values, EITHER))
        html, text = (either, None) if either and _TAGS.search(either) else (None, either)
    if text and html is None and len(_TAGS.findall(text[:5000])) >= 2:
        text, html = None, text
    if not (text and text.strip()) and not (html and html.strip()):
        named = ", ".join(list(values)[:8]) or "none"
        raise InputError(f"a row without text (its keys: {named[:200]})", mend="give it a value for text or html")
    url = words(_first(values, URL))
    about = About(
        source=source, key=(text or html or "", url or ""), id=words(values.get("id")) or words(_first(values, ID)) or None,
        url=url, title=words(_first(values, TITLE)), outlet=_clean(words(_first(values, OUTLET))),
        author=_clean(words(_first(values, AUTHOR))), published=iso(_first(values, PUBLISHED)),
        modified=iso(_first(values, MODIFIED)), language=words(_first(values, LANGUAGE)),
    )
    if text:
        text = visible(text)
        return text_article(mend_encoding(text) if twice_encoded(text) else text, about, settings, clean=True)
    return html_article(html or "", about, settings)


def articles_in(value: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """The rows in a JSON document: the document itself, a list of rows, or an object that holds such a list."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from articles_in(item, depth + 1)
    elif isinstance(value, dict):
        keys = {str(key).lower() for key in value}
        if keys & {*TEXT, *HTML} or (keys & set(EITHER) and keys & {*TITLE, *URL}):
            yield value
            return
        inner = next((value[key] for key in value if str(key).lower() in {
            "articles", "@graph", "items", "rows", "data", "results", "news", "newsitems", "documents", "docs", "entries",
            "itemlistelement", "item",
        } and isinstance(value[key], (list, dict))), None)
        if inner is not None:
            shared = {k: v for k, v in value.items() if isinstance(v, str) and str(k).lower() in {"outlet", "language",
                "publisher"}}
            for row in articles_in(inner, depth + 1):
                yield {**shared, **row}
        elif depth == 0 or "@type" not in value:  # a graph of linked data also names the site and the publisher
            yield value


def words(value: Any, depth: int = 0) -> str | None:
    """The text of a value as the known formats write it: a string, a list of them, or an object with a name or value."""
    if value is None or isinstance(value, bool) or depth > 4:
        return None
    if isinstance(value, (str, int, float)):
        return visible(str(value))
    if isinstance(value, list):
        main = [v for v in value if not (isinstance(v, dict) and v.get("role") in {"caption", "alternate", "teaser",
            "summary"})]
        parts = [found for v in main[:500] if (found := words(v, depth + 1))]
        if main and isinstance(main[0], dict) and "value" in main[0]:
            return parts[0] if parts else None  # ninjs 3: the same text in several forms
        return ("\n\n" if any(len(part) > 60 for part in parts) else ", ").join(parts) or None
    if isinstance(value, dict):
        for key in ("value", "name", "@value", "byline", "headline", "@id", "text", "url"):
            if (found := words(value.get(key), depth + 1)):
                return found
    return None


def _first(values: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    get: Callable[[str], Any] = values.get
    return next((found for name in names if (found := get(name)) not in (None, "", [], {})), None)


def _clean(text: str | None) -> str | None:
    return " ".join(text.split())[:200] or None if text else None
