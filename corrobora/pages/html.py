"""HTML -> article: the page's visible text, and which of its paragraphs are the report (trafilatura)."""

from __future__ import annotations

import re
from typing import Any

from corrobora.errors import InputError
from corrobora.pages.article import About, make_article
from corrobora.pages.markup import Page, parse, show
from corrobora.pages.metadata import Metadata, read_metadata
from corrobora.records import Article, Block, Role
from corrobora.settings import Settings

_WORD = re.compile(r"\w+")


def html_article(markup: str, about: About, settings: Settings, *, clean: bool = False) -> Article:
    """The article of a page. What ``about`` gives wins over what the page says of itself; ``clean``: a feed's fragment, all report.

    Raises InputError for a page without text.
    """
    tree = parse(markup)
    page = show(tree)
    if not page.units:
        raise InputError("a page without visible text", mend="it may be built by scripts: save it from a browser")
    if len(page.text) > settings.max_text:
        return make_article(page.text, (), about, settings)
    meta = read_metadata(tree, about.url)
    kept = [True] * len(page.units) if clean else kept_units(tree, page)
    blocks = tuple(_block(page, i, kept[i], meta) for i in range(len(page.units)))
    told = About(
        source=about.source, key=about.key, id=about.id, url=about.url or meta.url, title=about.title or meta.title,
        outlet=about.outlet or meta.outlet, author=about.author or meta.author, published=about.published or meta.published,
        modified=about.modified or meta.modified, language=about.language or meta.language, agency=about.agency or meta.agency,
    )
    text = page.text
    if about.title:
        title = " ".join(about.title.split())
        text = f"{title}\n\n{text}"
        base = len(title) + 2
        blocks = (
            Block(start=0, end=len(title), role="headline", reason="the title that the input gives"),
            *(block.model_copy(update={"start": block.start + base, "end": block.end + base, **(
                {"role": "clutter", "reason": "the title again"} if block.role == "headline" else {})}) for block in blocks),
        )
    return make_article(text, blocks, told, settings)


def _block(page: Page, number: int, kept: bool, meta: Metadata) -> Block:
    unit = page.units[number]
    text = page.text[unit.start:unit.end]
    role: Role = "paragraph" if kept else "clutter"
    if meta.title and text.casefold() == meta.title.casefold():
        role = "headline" if page.tags[unit.node] in {"h1", "h2"} else "clutter"
    return Block(start=unit.start, end=unit.end, role=role, reason="outside of the article" if role == "clutter" else None)


def kept_units(tree: Any, page: Page) -> list[bool]:
    """For each unit, whether trafilatura keeps it."""
    import trafilatura  # loads for half a second, and only pages of HTML need it

    found = trafilatura.bare_extraction(tree, include_comments=False, with_metadata=False, deduplicate=False)
    text = (found.text if found is not None and not isinstance(found, dict) else None) or ""
    words = _WORD.findall(text.casefold())
    shingles = {tuple(words[i:i + 4]) for i in range(len(words) - 3)}
    short = {tuple(_WORD.findall(line.casefold())) for line in text.split("\n")}
    result = []
    for unit in page.units:
        own = tuple(_WORD.findall(page.text[unit.start:unit.end].casefold()))
        if len(own) < 4:
            result.append(bool(own) and own in short)
        else:
            runs = [own[i:i + 4] in shingles for i in range(len(own) - 3)]
            result.append(sum(runs) >= 0.6 * len(runs))
    return result
