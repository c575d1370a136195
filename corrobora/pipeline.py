"""The steps, on one screen: what each reads, what it writes, the function."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from corrobora.claims.parse import Parser
from corrobora.claims.read import read
from corrobora.codebooks import code
from corrobora.entities.resolve import resolve
from corrobora.events.assemble import assemble
from corrobora.events.origins import find_origins
from corrobora.pages.read import Input, read_inputs
from corrobora.records import Article, Case, Reading, Unread
from corrobora.settings import Settings

Progress = Callable[[str, int], None]
"""Called with the step's name and how many items it has finished."""


@lru_cache(maxsize=2)
def parser(pipeline: str) -> Parser:
    """The loaded language pipeline of this process."""
    return Parser(pipeline)


def read_articles(articles: Iterable[Article], settings: Settings) -> Iterable[Reading]:
    """articles -> readings, one each, in order."""
    return (read(parsed) for parsed in parser(settings.pipeline).parse_many(articles))


def run(inputs: Iterable[Input], settings: Settings, progress: Progress = lambda step, done: None) -> Case:
    """inputs -> case: pages, claims, entities, origins, events, codings."""
    articles: dict[str, Article] = {}
    unread: list[Unread] = []
    for page in read_inputs(inputs, settings):
        if isinstance(page, Unread):
            unread.append(page)
        elif (known := articles.setdefault(page.id, page)) is not page:
            same = known.text == page.text
            unread.append(Unread(
                source=page.source, reason=f"{'the same article as' if same else 'its id is also that of'} {known.source}",
                mend=None if same else "give each article an id of its own",
            ))
        progress("pages", len(articles))
    readings = []
    for reading in read_articles(articles.values(), settings):
        readings.append(reading)
        if not parser(settings.pipeline).reads(reading.article):
            unread.append(Unread(
                source=reading.article.source,
                reason=f"not read: the pipeline does not know its language ({reading.article.language})",
                mend="name an installed pipeline for it: --pipeline NAME",
            ))
        progress("claims", len(readings))
    resolution = resolve(readings, settings)
    origins = find_origins(list(articles.values()))
    return code(assemble(readings, resolution, origins, unread, settings))
