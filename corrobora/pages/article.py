"""Text and what is known about it -> Article: its blocks, its id, its language."""

from __future__ import annotations

from dataclasses import dataclass, field

from corrobora.errors import InputError
from corrobora.pages.language import detect_language, language_code
from corrobora.pages.plain import split
from corrobora.records import Article, Block, make_id
from corrobora.settings import Settings
from corrobora.text.damage import visible
from corrobora.text.fold import fold


@dataclass(frozen=True)
class About:
    """What an input tells of its article besides the text. ``key`` holds the raw values that the article's id is made of."""

    source: str
    key: tuple[str, ...]
    id: str | None = None
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    agency: str | None = None
    extra: dict[str, str] = field(default_factory=dict)


def make_article(text: str, blocks: tuple[Block, ...], about: About, settings: Settings) -> Article:
    """The article of a text whose blocks are known. Raises InputError if there is nothing to read in it or too much."""
    if len(text) > settings.max_text:
        raise InputError(
            f"{len(text):,} characters of text, more than the {settings.max_text:,} that are read as one article",
            mend="split it, or raise the setting max_text",
        )
    if not blocks:
        raise InputError("no text in it")
    kept = "\n".join(text[b.start:b.end] for b in blocks if b.role in ("paragraph", "standfirst"))
    said = language_code(about.language)
    return Article(
        id=about.id or make_id("a", *about.key), source=about.source, outlet=about.outlet or settings.outlet, title=about.title,
        url=about.url, author=about.author, published=about.published or settings.published, modified=about.modified,
        language=detect_language(kept or text, said), agency=about.agency, text=text, blocks=blocks,
    )


def text_article(text: str, about: About, settings: Settings, *, clean: bool) -> Article:
    """The article of plain text. ``clean`` text is a row's: nearly all of it is the report; else it is a page's dump.

    A title that the input gives stands first, in a block of its own.
    """
    if len(text) > settings.max_text:
        return make_article(text, (), about, settings)
    title = " ".join(visible(about.title).split()) if about.title else ""
    full = f"{title}\n\n{text}" if title else text
    base = len(full) - len(text)
    blocks = [Block(start=0, end=len(title), role="headline", reason="the title that the input gives")] if title else []
    for number, (start, end) in enumerate(split(text)):
        again = title and number < 3 and fold(text[start:end]).text.strip(" .") == fold(title).text.strip(" .")
        blocks.append(Block(
            start=base + start, end=base + end, role="clutter" if again else "paragraph",
            reason="the title again" if again else None,
        ))
    return make_article(full, tuple(blocks), about, settings)
