"""The steps, on one screen: what each reads, what it writes, the function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from corrobora.codebooks import code
from corrobora.entities.resolve import resolve
from corrobora.events.assemble import assemble
from corrobora.events.origins import find_origins
from corrobora.pages.read import Input, read_inputs
from corrobora.records import Article, Case, Reading, Unread
from corrobora.settings import Settings

if TYPE_CHECKING:
    from corrobora.claims.parse import Parser

Progress = Callable[[str, int], None]
"""Called with the step's name and how many items it has finished."""


@lru_cache(maxsize=2)
def parser(pipeline: str) -> Parser:
    """The loaded language pipeline of this process."""
    from corrobora.claims.parse import Parser  # here: it takes a second, and who joins what others have read needs none

    return Parser(pipeline)


def read_articles(articles: Iterable[Article], settings: Settings) -> Iterable[Reading]:
    """articles -> readings, one each, in order."""
    from corrobora.claims.read import read

    return (read(parsed) for parsed in parser(settings.pipeline).parse_many(articles))


def not_read(article: Article, settings: Settings) -> Unread | None:
    """The account of an article whose language the pipeline does not know."""
    if parser(settings.pipeline).reads(article):
        return None
    return Unread(
        source=article.source, reason=f"not read: the pipeline does not know its language ({article.language})",
        mend="name an installed pipeline for it: --pipeline NAME",
    )


Reader = Callable[[Sequence[Article], Settings, Progress], tuple[Sequence[Reading], Sequence[Unread]]]
"""articles -> their readings, and the account of those that were not read."""


def read_here(articles: Sequence[Article], settings: Settings, progress: Progress) -> tuple[list[Reading], list[Unread]]:
    """Reads the articles in this process."""
    readings: list[Reading] = []
    for reading in read_articles(articles, settings):
        readings.append(reading)
        progress("claims", len(readings))
    return readings, [told for article in articles if (told := not_read(article, settings)) is not None]


def distinct(pages: Iterable[Article | Unread], progress: Progress) -> tuple[list[Article], list[Unread]]:
    """Each article once, under an id of its own, and the account of the rest; which of two texts keeps an id hangs on them."""
    found: dict[str, dict[str, Article]] = {}
    unread: list[Unread] = []
    count = 0
    for page in pages:
        if isinstance(page, Unread):
            unread.append(page)
            continue
        known = found.setdefault(page.id, {}).setdefault(text_key(page), page)
        if known is not page:
            unread.append(same_again(page, known.source))
        else:
            count += 1
        progress("pages", count)
    articles = []
    for id_, texts in found.items():
        (_, first), *rest = sorted(texts.items())
        articles.append(first)
        for key, other in rest:
            articles.append(other.model_copy(update={"id": other_id(id_, key)}))
            unread.append(id_taken(other.source, id_, key, first.source))
    return articles, unread


def text_key(article: Article) -> str:
    """Which text it is, in 24 hexadecimal digits."""
    return sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def other_id(id_: str, key: str) -> str:
    """The id of an article whose own is that of another text."""
    return f"{id_}~{key[:8]}"


def same_again(page: Article, source: str) -> Unread:
    """The account of an article that came before."""
    return Unread(source=page.source, reason=f"the same article as {source}")


def id_taken(source: str, id_: str, key: str, first: str) -> Unread:
    """The account of an article that was read under another id."""
    return Unread(
        source=source, reason=f"its id {id_!r} is also that of {first}, another text; it was read as {other_id(id_, key)!r}",
        mend="give each article an id of its own",
    )


def join(readings: Sequence[Reading], unread: Sequence[Unread], settings: Settings, progress: Progress) -> Case:
    """readings -> case: entities, origins, events, codings. Independent of the order of the readings."""
    progress("names", 0)
    resolution = resolve(readings, settings)
    progress("origins", 0)
    origins = find_origins([reading.article for reading in readings])
    progress("events", 0)
    case = assemble(readings, resolution, origins, sorted(unread, key=lambda u: (u.source, u.reason)), settings)
    return code(case)


def run(
    inputs: Iterable[Input], settings: Settings, progress: Progress = lambda step, done: None, reader: Reader = read_here
) -> Case:
    """inputs -> case: pages, claims, entities, origins, events, codings."""
    articles, unread = distinct(read_inputs(inputs, settings), progress)
    readings, missed = reader(articles, settings, progress)
    return join(readings, [*unread, *missed], settings, progress)
