"""HTML -> article: the page's visible text, and which of its paragraphs are the report.

Whether a block belongs is the block classifier's decision; what trafilatura keeps is one of the things that it looks at.
"""

from __future__ import annotations

import logging
from dataclasses import replace

import numpy as np
from lxml.etree import _Element, strip_elements

from corrobora.errors import InputError
from corrobora.pages.align import shares
from corrobora.pages.article import About, make_article, one_line, plain_roles
from corrobora.pages.elements import element_features, tokens_of
from corrobora.pages.features import WORD, Blocks, block_features
from corrobora.pages.furniture import ended
from corrobora.pages.markup import Page, parse, show
from corrobora.pages.metadata import Metadata, read_metadata
from corrobora.pages.network import log_odds, network
from corrobora.pages.roles import Hints, assign
from corrobora.records import Article, Block
from corrobora.settings import Settings

MOST_ELEMENTS = 60_000
"""Larger trees are read without trafilatura, whose time grows faster than the tree."""
_PASSED_OVER = (
    "style", "svg", "link", "meta", "base", "iframe", "input", "img", "picture", "source", "video", "audio", "track", "canvas",
    "map", "area", "object", "embed", "param",
)
"""Elements without text, which the extractor would copy again and again before it leaves them out."""
_MARKS = (
    ("caption", frozenset({"caption", "figcaption", "imgcaption", "credit", "photocredit", "wp", "bildunterschrift",
        "legend"}) - {"wp"}),
    ("byline", frozenset({"byline", "author", "authors", "autor", "contributor", "writer", "auteur"})),
    ("date", frozenset({"date", "datetime", "timestamp", "published", "pubdate", "dateline", "updated", "datum", "fecha"})),
    ("standfirst", frozenset({
        "standfirst", "dek", "deck", "subtitle", "subheadline", "subheading", "subhead", "lede", "strapline", "kicker",
        "chapeau", "entradilla", "bajada",
    }) - {"kicker"}),
)
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def html_article(markup: str, about: About, settings: Settings, *, clean: bool = False) -> Article:
    """The article of a page. What ``about`` gives wins over what the page says of itself. ``clean`` markup is a feed's: nearly
    all of it is the report.

    Raises InputError for a page without text.
    """
    tree = parse(markup)
    page = show(tree)
    if not page.units:
        raise InputError("a page without visible text", mend="it may be built by scripts: save it from a browser")
    if len(page.text) > settings.max_text:
        return make_article(page.text, (), about, settings)
    meta = read_metadata(tree, about.url)
    title = one_line(about.title)
    if clean:
        blocks = plain_roles(_blocks(page), Hints(title=title or None, row=True))
    else:
        blocks = page_roles(tree, page, meta, title or meta.title)
    told = replace(
        about, url=about.url or meta.url, title=title or meta.title, outlet=about.outlet or meta.outlet,
        author=about.author or meta.author,
        published=about.published or meta.published, modified=about.modified or meta.modified,
        language=about.language or meta.language, agency=about.agency or meta.agency,
    )
    return make_article(*_with_title(page.text, blocks, title), told, settings)


def page_roles(tree: _Element, page: Page, meta: Metadata, title: str | None) -> tuple[Block, ...]:
    """The roles of a page's units."""
    blocks = _blocks(page)
    extracted = shares(blocks, _extract(tree, page))
    held = shares(blocks, meta.body) if meta.body and len(meta.body) > 200 else None
    net = network("html")
    numbers, ids = block_features(blocks, net.words)
    more, classes = element_features(page, blocks.sizes, extracted, held, net.tokens)
    odds = log_odds(net.weights, np.concatenate([numbers, more], axis=1), ids, classes)
    return assign(blocks, odds, Hints(title=title, marks=_marks(page, meta, title)))


def _blocks(page: Page) -> Blocks:
    n = len(page.units)
    return Blocks(page.text, [(unit.start, unit.end) for unit in page.units], [0] * n, [True] * n)


def _extract(tree: _Element, page: Page) -> str:
    """What trafilatura keeps. Never with its ``deduplicate``, which remembers other pages. Takes out of the tree what it would
    pass over."""
    if page.elements > MOST_ELEMENTS:
        return ""
    for script in tree.iter("script"):
        if "json" not in (script.get("type") or ""):
            script.tag = "style"
    strip_elements(tree, *_PASSED_OVER, with_tail=False)
    import trafilatura  # loads for half a second, and only pages of HTML need it

    try:
        found = trafilatura.bare_extraction(tree, fast=True, include_comments=False, with_metadata=False, deduplicate=False)
    except Exception:  # a page that makes it fail is still read by the block classifier alone
        return ""
    text = getattr(found, "text", None)
    return text if isinstance(text, str) else ""


def _marks(page: Page, meta: Metadata, title: str | None) -> dict[int, str]:
    """Parts that the elements name: headings, captions, bylines, dates, standfirsts."""
    marks: dict[int, str] = {}
    named: dict[str, str | None] = {"": None}
    described = (meta.description or "").strip().casefold()[:60]
    wanted = " ".join(WORD.findall(title.lower())) if title else None
    for i, unit in enumerate(page.units):
        node, tag = unit.node, page.tags[unit.node]
        text = page.text[unit.start:unit.end]
        if tag in ("h1", "h2"):
            same = wanted is not None and " ".join(WORD.findall(text.lower())) == wanted
            marks[i] = "title" if same or tag == "h1" else "heading"
            continue
        if len(described) >= 40 and len(text) < 400 and text[:80].casefold().startswith(described):
            marks[i] = "standfirst"
            continue
        if unit.linked >= 0.95 * len(text) and not ended(text) and "://" not in text:
            marks[i] = "link"
        for _ in range(3):
            if node < 0:
                break
            if page.tags[node] in ("figcaption", "figure"):
                marks[i] = "caption"
                break
            names = page.names[node]
            if names not in named:
                found = set(tokens_of(names))
                named[names] = next((name for name, tokens in _MARKS if found & tokens), None)
            if mark := named[names]:
                marks[i] = mark
                break
            node = page.parents[node]
    return marks


def _with_title(text: str, blocks: tuple[Block, ...], title: str) -> tuple[str, tuple[Block, ...]]:
    """A title that the input gives stands first; where the page itself shows it, that is the title again."""
    if not title:
        return text, blocks
    base = len(title) + 2
    moved = [
        block.model_copy(update={"start": block.start + base, "end": block.end + base} | (
            {"role": "clutter", "reason": "the title again"} if block.role == "headline" else {})) for block in blocks
    ]
    return f"{title}\n\n{text}", (Block(start=0, end=len(title), role="headline", reason="the title that the input gives"),
        *moved)
