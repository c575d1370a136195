"""Text and what is known about it -> Article: its blocks, its id, its language."""

from __future__ import annotations

from dataclasses import dataclass, replace

from corrobora.errors import InputError
from corrobora.pages.agency import agency_of
from corrobora.pages.features import WORD, Blocks, block_features
from corrobora.pages.language import article_language, language_code
from corrobora.pages.network import log_odds, network
from corrobora.pages.plain import plain_blocks
from corrobora.pages.printed import printed_day, updated_day
from corrobora.pages.roles import Hints, assign
from corrobora.records import Article, Block, make_id
from corrobora.settings import Settings
from corrobora.text.damage import visible


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


def make_article(text: str, blocks: tuple[Block, ...], about: About, settings: Settings) -> Article:
    """The article of a text whose blocks are known. Raises InputError if there is nothing to read in it or too much."""
    if len(text) > settings.max_text:
        raise InputError(
            f"{len(text):,} characters of text, more than the {settings.max_text:,} that are read as one article",
            mend="split it, or raise the setting max_text",
        )
    if not blocks:
        raise InputError("no text in it")
    kept = [text[b.start:b.end] for b in blocks if b.role != "clutter"]
    body = [i for i, b in enumerate(blocks) if b.role in ("paragraph", "standfirst")]
    language, foreign = article_language([text[blocks[i].start:blocks[i].end] for i in body] or [text], language_code(
        about.language))
    if foreign:
        others = {body[number]: f"in another language ({code}) than the rest of the article ({language})"
            for number, code in foreign.items()}
        blocks = tuple(b if i not in others else b.model_copy(update={"role": "clutter", "reason": others[i]})
            for i, b in enumerate(blocks))
    title = about.title or next((text[b.start:b.end] for b in blocks if b.role == "headline"), None)
    author = about.author or next((_author(text[b.start:b.end]) for b in blocks if b.role == "byline"), None)
    return Article(
        id=about.id or make_id("a", *about.key), source=about.source, outlet=about.outlet or settings.outlet, title=title,
        url=about.url, author=author, published=about.published or _printed(text, blocks) or settings.published,
        modified=about.modified,
        language=language, agency=about.agency or agency_of(kept),
        text=text, blocks=blocks,
    )


def _printed(text: str, blocks: tuple[Block, ...]) -> str | None:
    day = printed_day(text, blocks) or updated_day(text, blocks)
    return day.isoformat() if day else None


def text_article(text: str, about: About, settings: Settings, *, clean: bool) -> Article:
    """The article of plain text. ``clean`` text is a row's: nearly all of it is the report; else it is a page's dump.

    A title that the input gives stands first, in a block of its own.
    """
    if len(text) > settings.max_text:
        return make_article(text, (), about, settings)
    title = one_line(about.title)
    found = plain_roles(plain_blocks(text), Hints(title=title or None, row=clean))
    if not title or not found:
        return make_article(text, found, about, settings)
    base = len(title) + 2
    blocks = [Block(start=0, end=len(title), role="headline", reason="the title that the input gives")]
    for number, block in enumerate(found):
        again = number < 3 and _same(text[block.start:block.end], title)
        blocks.append(Block(
            start=base + block.start, end=base + block.end, role="clutter" if again else block.role,
            reason="the title again" if again else block.reason,
        ))
    return make_article(f"{title}\n\n{text}", tuple(blocks), replace(about, title=title), settings)


def plain_roles(blocks: Blocks, hints: Hints) -> tuple[Block, ...]:
    """The roles of blocks of which nothing but the text is known."""
    if not blocks.spans:
        return ()
    net = network("plain")
    return assign(blocks, log_odds(net.weights, *block_features(blocks, net.words)), hints)


def one_line(title: str | None) -> str:
    """A title without line breaks, or the empty string."""
    return " ".join(visible(title).split()) if title else ""


def _same(a: str, b: str) -> bool:
    return WORD.findall(a.lower()) == WORD.findall(b.lower())


def _author(byline: str) -> str | None:
    name = byline.strip(" .")
    return name[3:].strip() or None if name[:3].lower() == "by " else None
