"""What an HTML page says of itself: JSON-LD (schema.org), Open Graph and meta elements, links, headings."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml.etree import _Element

from corrobora.pages.address import host_of, joined
from corrobora.pages.agency import agency_named
from corrobora.pages.when import iso

_ARTICLE = re.compile(r"(?:News|Report|Opinion|Analysis|Background|Review|Tech|Scholarly)?Article|(?:Live)?BlogPosting|Report",
    re.I)
_LARGEST_LD = 500_000
_TIMES = (
    "(//time[@pubdate or @itemprop='datePublished' or contains(@class, 'publ') or contains(@class, 'date')]/@datetime"
    " | //*[@itemprop='datePublished']/@content | //article//time/@datetime | //header//time/@datetime)[position() < 4]"
)


@dataclass(frozen=True)
class Metadata:
    """Dates are ISO 8601 or None; ``body`` is the article's text where JSON-LD holds it."""

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    url: str | None = None
    agency: str | None = None
    description: str | None = None
    body: str | None = None


def read_metadata(tree: _Element, address: str | None = None) -> Metadata:
    """The metadata of a page; ``address`` is where it was fetched from, if known."""
    meta = _meta(tree)
    ld = _linked_data(tree)

    def said(*names: str) -> str | None:
        return next((meta[name] for name in names if meta.get(name)), None)

    canonical = tree.xpath("string(//link[@rel='canonical'][1]/@href)") or said("og:url")
    url = joined(address, str(canonical)) if canonical else address
    url = url if url and url.startswith("http") else address
    outlet = said("og:site_name", "application-name") or _name(ld.get("publisher")) or host_of(url)
    author = _name(ld.get("author")) or said("author", "article:author", "dc.creator", "byl", "parsely-author",
        "sailthru.author")
    author = None if author and (author.startswith("http") or len(author) > 120) else author
    return Metadata(
        title=_title(tree, said("og:title", "twitter:title", "dc.title") or _text(ld.get("headline")), outlet),
        outlet=_short(outlet.removeprefix("www.") if outlet else None), author=_short(author),
        published=_published(tree, ld, said),
        modified=iso(ld.get("dateModified")) or iso(said("article:modified_time", "og:updated_time", "lastmod",
            "dcterms.modified")),
        language=_text(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ld.get("inLanguage")
                       or said("og:locale", "content-language", "language")),
        url=url,
        agency=next((found for value in (_name(ld.get("sourceOrganization")), _name(ld.get("creditText")), author,
            said("source"))
                     if (found := agency_named(value))), None),
        description=said("og:description", "description", "twitter:description") or _text(ld.get("description")),
        body=_text(ld.get("articleBody")),
    )


def _published(tree: _Element, ld: dict[str, Any], said: Any) -> str | None:
    found = iso(ld.get("datePublished")) or iso(said(
        "article:published_time", "og:article:published_time", "datepublished", "date", "pubdate", "publishdate",
        "publish-date", "dc.date",
        "dc.date.issued", "dcterms.date", "dcterms.created", "dc.date.created", "sailthru.date", "parsely-pub-date",
        "article.published",
        "cxenseparse:recs:publishtime", "published_time_telegram", "last-modified-date", "originalpublicationdate",
        "rnews:datepublished",
    )) or iso(ld.get("dateCreated")) or iso(ld.get("uploadDate"))
    if found:
        return found
    return next((day for value in tree.xpath(_TIMES) if (day := iso(str(value)))), None)


def _meta(tree: _Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        content = (element.get("content") or "").strip()
        if name and content and len(content) < 5000:
            found.setdefault(name.strip().lower(), html.unescape(content))
    return found


def _linked_data(tree: _Element) -> dict[str, Any]:
    """The first article in the page's JSON-LD, or an empty object."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "") or not script.text or len(script.text) > _LARGEST_LD:
            continue
        try:
            data = json.loads(script.text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _objects(data):
            kind = item.get("@type")
            kinds = kind if isinstance(kind, list) else [kind]
            if any(isinstance(k, str) and _ARTICLE.fullmatch(k.rsplit("/", 1)[-1]) for k in kinds):
                return item
    return {}


def _objects(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if isinstance(data, list) and depth < 4:
        for item in data[:200]:
            yield from _objects(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if depth < 4:
                yield from _objects(data.get(key), depth + 1)


def _title(tree: _Element, said: str | None, outlet: str | None) -> str | None:
    """The headline: the heading that the page's own title repeats, else what the metadata says, without the outlet's name."""
    whole = " ".join(tree.xpath("string(//head/title)").split()) or None
    headings = [" ".join("".join(h.itertext()).split()) for h in list(tree.iter("h1"))[:4]]
    known = f"{said or ''} {whole or ''}".casefold()
    best = max((h for h in headings if h and h.casefold() in known), key=len, default=None)
    title = best or said or whole or next((h for h in headings if h), None)
    if title and not best:
        parts = re.split(r"\s+[|–—·»-]\s+", title)
        if len(parts) > 1 and len(parts[-1]) <= 40 and len(parts[0]) >= 15:
            title = title[:title.rindex(parts[-2]) + len(parts[-2])]
    return _short(title, 400)


def _name(value: Any, depth: int = 0) -> str | None:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and depth < 3:
        return ", ".join(found for item in value[:10] if (found := _name(item, depth + 1))) or None
    if isinstance(value, dict):
        return _name(value.get("name"), depth + 1) if depth < 3 else None
    return None


def _text(value: Any) -> str | None:
    return html.unescape(value) if isinstance(value, str) and value.strip() else None


def _short(text: str | None, limit: int = 200) -> str | None:
    return " ".join(text.split())[:limit] or None if text else None
