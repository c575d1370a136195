"""The kept case at work: reports added, the case document put together, everything read again with new code."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path

from corrobora.casebook.event_ids import keep_ids
from corrobora.casebook.names import judged_names
from corrobora.casebook.regroup import judged_cells, judged_events
from corrobora.casebook.replay import Replay, assessed, judged_articles, judged_readings
from corrobora.casebook.store import Casebook, Kept, whole
from corrobora.codebooks import code
from corrobora.entities.resolve import resolve
from corrobora.events.assemble import assemble
from corrobora.events.origins import find_origins
from corrobora.pages.read import Input, read_inputs
from corrobora.pipeline import Progress, parser, read_articles
from corrobora.records import Article, Case, Entity, Event, Judgement, Reading, Unread
from corrobora.settings import Settings

BATCH = 16
"""Articles that are read and stored together: at most so many are read again after a crash."""
LARGE = 500
"""Articles from which a case takes so long to be put together (15 ms an article) that adding a report does not wait for it."""
_READERS = ("records.py", "text", "claims")


@dataclass(frozen=True)
class Added:
    """What came of adding inputs."""

    new: int
    known: int
    unread: tuple[Unread, ...]


def silent(step: str, done: int) -> None:
    """No progress is shown."""


def add(book: Casebook, inputs: Iterable[Input], settings: Settings, progress: Progress = silent) -> Added:
    """Reads the articles that the case does not hold yet, a batch a transaction; notes what cannot be read."""
    return add_pages(book, read_inputs(inputs, settings), settings, progress)


def add_pages(
    book: Casebook, pages: Iterator[Article | Unread], settings: Settings, progress: Progress = silent
) -> Added:
    """As ``add``, of what was read from inputs."""
    new = known = 0
    unread: list[Unread] = []
    while batch := list(islice(pages, BATCH)):
        failed = [page for page in batch if isinstance(page, Unread)]
        articles: dict[str, Article] = {}
        held = book.known(page.id for page in batch if isinstance(page, Article))
        for page in batch:
            if isinstance(page, Unread):
                continue
            if (other := held.get(page.id) or articles.get(page.id)) is None:
                articles[page.id] = page
            elif (twin := _twin(page, other)) is not None:
                failed.append(twin)
            else:
                known += 1
        progress("pages", new + len(articles))
        if articles:
            kept = list(_read(articles.values(), settings))
            new += book.add(kept, list(articles.values()))
        book.add_unread(failed)
        unread += failed
        progress("claims", new)
    return Added(new, known, tuple(unread))


def _twin(page: Article, other: Article) -> Unread | None:
    """What is to be said of an article whose id is known; nothing if it is the known one met again."""
    if page.text != other.text:
        return Unread(
            source=page.source, reason=f"its id is also that of {other.source}", mend="give each article an id of its own"
        )
    return Unread(source=page.source, reason=f"the same article as {other.source}") if page.source != other.source else None


def _read(articles: Iterable[Article], settings: Settings) -> Iterator[Kept]:
    for reading in read_articles(articles, settings):
        article, unread = reading.article, None
        if not parser(settings.pipeline).reads(article):
            unread = Unread(
                source=article.source, reason=f"not read: the pipeline does not know its language ({article.language})",
                mend="name an installed pipeline for it: --pipeline NAME",
            )
        yield Kept(reading, code_digest(settings.pipeline), seen(article), unread)


@lru_cache(maxsize=4)
def code_digest(pipeline: str) -> str:
    """A digest of all that decides how an article is read: our own files of the rooms that read, and the pipeline's name."""
    root, digest = Path(__file__).resolve().parents[1], hashlib.sha256(pipeline.encode())
    for name in _READERS:
        for path in sorted([root / name, *(root / name).rglob("*")]):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def seen(article: Article) -> str:
    """A digest of what reading an article depends on besides its text, which never changes."""
    told = [article.published, article.language, [(b.start, b.end, b.role) for b in article.blocks]]
    return hashlib.sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def outdated(book: Casebook, settings: Settings) -> int:
    """How many readings were made by other code than the present."""
    present = code_digest(settings.pipeline)
    return sum(own.code != present for own in book.readings().values())


def rebuild(book: Casebook, settings: Settings, progress: Progress = silent) -> int:
    """Reads all articles again with the present code, a batch a transaction; gives how many. Judgements stay as they are."""
    replay = Replay(tuple(book.judgements()))
    articles = list(judged_articles(book.articles(), replay).values())
    progress("pages", len(articles))
    for start in range(0, len(articles), BATCH):
        book.keep_readings(list(_read(articles[start:start + BATCH], settings)))
        progress("claims", min(len(articles), start + BATCH))
    return len(articles)


@dataclass(frozen=True)
class Assembly:
    """A case put together, and what its parts were before people's decisions on events."""

    case: Case
    groups: tuple[Event, ...]
    """The events as the code grouped them, with the ids that they keep."""
    of: Mapping[tuple[str, str], str]
    """(article id, mention key) -> entity id, as people decided."""


def assembled(
    book: Casebook, settings: Settings, more: Sequence[Judgement] = (), progress: Progress = silent
) -> Case:
    """The case document of a kept case: the same steps as for a brief, with what people decided put upon each.

    ``more``: judgements that are tried and not stored. An article that is judged to be otherwise (its date, its blocks) is
    read again.
    """
    return put_together(book, settings, more, progress).case


def put_together(
    book: Casebook, settings: Settings, more: Sequence[Judgement] = (), progress: Progress = silent
) -> Assembly:
    """As ``assembled``, with what a shelf keeps besides."""
    judgements = sorted({j.id: j for j in (*book.judgements(), *more)}.values(), key=lambda j: (j.when, j.id))
    replay = Replay(tuple(judgements))
    articles = judged_articles(book.articles(), replay)
    kept = _fresh(book, articles, settings, keep=not more, progress=progress)
    readings = judged_readings([whole(kept[id_], article) for id_, article in articles.items()], replay)
    resolution = judged_names(resolve(readings, settings), readings, replay)
    groups: list[Event] = []
    led: dict[str, str] = {}

    def regroup(events: tuple[Event, ...], linked: Sequence[Reading], entities: Sequence[Entity]) -> tuple[Event, ...]:
        claims = {claim.id: claim for reading in linked for claim in reading.claims}
        events, merged = keep_ids(events, claims, book)
        groups.extend(events)
        led.update(merged)
        return judged_events(events, led, linked, entities, replay)

    unread = [*book.unread(), *(own.unread for own in kept.values() if own.unread)]
    case = assemble(readings, resolution, find_origins(list(articles.values())), unread, settings, regroup)
    return Assembly(finished(case, articles, replay, led), tuple(groups), resolution.of)


def finished(case: Case, articles: Mapping[str, Article], replay: Replay, led: Mapping[str, str]) -> Case:
    """An assembled case with what follows: sources assessed, rows coded, cells overruled, judgements with their effects."""
    case = case.model_copy(update={"claims": assessed(case.claims, articles, replay)})
    case = judged_cells(code(case), replay, led)
    return case.model_copy(update={"judgements": replay.judged()})


def _fresh(
    book: Casebook, articles: dict[str, Article], settings: Settings, *, keep: bool, progress: Progress
) -> dict[str, Kept]:
    """The stored readings, those that are missing or were made of the article as it no longer is made again."""
    kept = book.readings()
    stale = [a for id_, a in articles.items() if id_ not in kept or kept[id_].seen != seen(a)]
    if stale:
        made = list(_read(stale, settings))
        if keep:
            book.keep_readings(made, told=False)  # it follows from a judgement
        kept |= {own.reading.article.id: own for own in made}
        progress("claims", len(made))
    return kept
