"""A case put together -> its shelf. A generation is written in small transactions and then shown, whole, in one."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select

from corrobora.casebook import fulltext
from corrobora.casebook.case import Assembly, put_together, silent
from corrobora.casebook.doubts import doubts
from corrobora.casebook.rows import folded, row_of_article, row_of_entity, row_of_event
from corrobora.casebook.shelf_tables import (
    PARTS,
    shelf,
    shelf_articles,
    shelf_doubts,
    shelf_effects,
    shelf_entities,
    shelf_events,
    shelf_groups,
    shelf_origins,
    shelf_ties,
)
from corrobora.casebook.store import Casebook, version_in
from corrobora.casebook.tables import key_of, pack
from corrobora.pipeline import Progress
from corrobora.records import Article, Case, Claim, Entity, Event, Judged, Rejected, Time
from corrobora.settings import Settings

BATCH = 500
"""Rows that are written in one transaction, so that analysts' own writing waits for moments only."""
Row = dict[str, Any]


@dataclass(frozen=True)
class Generation:
    """A whole case that was written and is not shown yet. ``version``: the change up to which all is worked in."""

    number: int
    version: int
    made_by: str
    seconds: float
    counts: dict[str, int]
    whole: int
    """The change at which it was put together; ``version`` goes on with what is worked in."""
    seen: int
    """The last change that was looked at."""


def shelve(book: Casebook, settings: Settings, progress: Progress = silent) -> int:
    """Puts a case together and shows it; gives the change up to which all is worked in."""
    made = write_generation(book, settings, progress)
    show_generation(book, made, behind=True)
    return made.version


def write_generation(book: Casebook, settings: Settings, progress: Progress = silent) -> Generation:
    """Puts a case together and writes it, unseen."""
    began, version = time.monotonic(), book.version()
    assembly = put_together(book, settings, progress=progress)
    number = _write(book, assembly)
    return Generation(number, version, made_by(settings), time.monotonic() - began, counts_of(assembly.case), version, version)


def show_generation(book: Casebook, made: Generation, *, behind: bool = False) -> bool:
    """Shows what was written, unless something newer is shown or something was done since, and takes away what is older.

    ``behind``: also if something was done since. Gives whether it is shown.
    """
    with book.writing() as connection:
        shown = connection.execute(select(shelf)).one_or_none()
        newer = shown is not None and shown.generation > made.number and shown.made_by == made.made_by
        if newer or (version_in(connection) > made.seen and not behind):
            return False
        connection.execute(delete(shelf))
        connection.execute(insert(shelf).values(
            one=1, generation=made.number, whole=made.whole, version=made.version, made_by=made.made_by,
            seconds=made.seconds, counts=_dump(made.counts),
        ))
    _forget(book)
    return True


@lru_cache(maxsize=4)
def made_by(settings: Settings) -> str:
    """Digests of the settings and of all code and data of the package: with other ones a shelf is put together again."""
    root, digest = Path(__file__).resolve().parents[1], sha256()
    for path in sorted(root.rglob("*")):
        if path.is_file() and not {"__pycache__", "web"} & set(path.relative_to(root).parts):
            digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
    return f"{settings.digest()} {digest.hexdigest()[:16]}"


def counts_of(case: Case) -> dict[str, int]:
    """How much a case holds."""
    names = ("articles", "origins", "entities", "claims", "events", "unread", "judgements")
    return {name: len(getattr(case, name)) for name in names}


def _write(book: Casebook, assembly: Assembly) -> int:
    with book.writing() as connection:
        # Two who write at once have two generations: each reserves its own by its first row.
        last = [connection.execute(select(func.max(table.c.generation))).scalar_one() for table in (shelf, shelf_doubts)]
        generation = 1 + max(int(number or 0) for number in last)
        connection.execute(insert(shelf_doubts).values(generation=generation, place=-1, document="null"))
    case = assembly.case
    articles = Articles(case, assembly.of)
    for table, rows in (
        (shelf_articles, articles.rows(case.articles)),
        (shelf_events, (row_of(event, place, articles) for place, event in enumerate(case.events))),
        (shelf_groups, ({"id": event.id, "document": pack(event)} for event in assembly.groups)),
        (shelf_entities, (_entity(entity) for entity in case.entities)),
        (shelf_origins, ({"id": origin.id, "document": pack(origin)} for origin in case.origins)),
        (shelf_ties, _ties(case, assembly.groups)),
        (shelf_effects, map(effect_row, case.judgements)),
        (shelf_doubts, ({"place": n, "document": _dump(own)} for n, own in enumerate(doubts(case)))),
    ):
        for part in _parts(rows):
            with book.writing() as connection:
                connection.execute(insert(table), [{"generation": generation, **row} for row in part])
    with book.reading() as connection:
        missing = fulltext.missing(connection, {key_of(article.id) for article in case.articles})
    for batch in _parts({"key": k, "article": a} for a in case.articles if (k := key_of(a.id)) in missing):
        with book.writing() as connection:
            fulltext.put(connection, {row["key"]: words_of(row["article"]) for row in batch})
    return generation


def _parts(rows: Iterable[Row]) -> Iterator[list[Row]]:
    every = iter(rows)
    while part := list(islice(every, BATCH)):
        yield part


def _forget(book: Casebook) -> None:
    """Takes away what older generations hold; a generation that was never finished goes with the next."""
    with book.reading() as connection:
        shown = connection.execute(select(shelf.c.generation)).scalar_one()
    for table in PARTS:
        with book.writing() as connection:
            connection.execute(delete(table).where(table.c.generation < shown))


def words_of(article: Article) -> str:
    """What full text search finds an article by."""
    return folded(f"{article.title or ''} {article.outlet or ''} {article.text}")


class Articles:
    """The parts of a case by article."""

    def __init__(self, case: Case, of: Mapping[tuple[str, str], str]) -> None:
        self.claims: dict[str, list[Claim]] = defaultdict(list)
        self.times: dict[str, list[Time]] = defaultdict(list)
        self.rejected: dict[str, list[Rejected]] = defaultdict(list)
        self.events: dict[str, list[str]] = defaultdict(list)
        self.of: dict[str, dict[str, str]] = defaultdict(dict)
        self.named: dict[str, dict[str, list[tuple[int, int]]]] = defaultdict(dict)
        self.origin = {article.id: article.origin for article in case.articles}
        self.first: dict[str, int] = {}
        for number, time_ in enumerate(case.times):
            self.first.setdefault(time_.article, number)
            self.times[time_.article].append(time_)
        for claim in case.claims:
            self.claims[claim.article].append(timed(claim, -self.first.get(claim.article, 0)))
        for rejected in case.rejected:
            self.rejected[rejected.article].append(rejected)
        for event in case.events:
            for article in event.articles:
                self.events[article].append(event.id)
        for (article, mention), entity in of.items():
            self.of[article][mention] = entity
        for named in case.entities:
            for m in named.mentions:
                self.named[m.article].setdefault(named.id, []).append((m.start, m.end))

    def rows(self, articles: Sequence[Article]) -> Iterator[Row]:
        """The articles as rows, those without a place after one that has."""
        for place, article in enumerate(articles):
            yield self.row(article, place)

    def row(self, article: Article, place: int) -> Row:
        """One article's row."""
        id_ = article.id
        row = row_of_article(article, len(self.claims[id_]), self.events[id_])
        return {
            "key": row.key, "place": place, "published": (article.published or "")[:40], "outlet": folded(article.outlet or ""),
            "row": _dump(row.model_dump(mode="json")),
            "document": document_of(
                article, self.claims[id_], self.times[id_], self.rejected[id_], self.of[id_], self.named[id_],
            ),
        }


def document_of(
    article: Article, claims: Sequence[Claim], times: Sequence[Time], rejected: Sequence[Rejected], of: Mapping[str, str],
    named: Mapping[str, Sequence[tuple[int, int]]],
) -> str:
    """An article with what was read in it, but without its text. Claims count times within the article.

    ``of``: mention key -> entity id; ``named``: entity id -> where the article names it.
    """
    told = article.model_dump(mode="json")
    told["text"] = ""
    parts = {"claims": claims, "times": times, "rejected": rejected}
    return _dump({
        "article": told, "of": of, "named": named,
        **{name: [part.model_dump(mode="json", by_alias=True) for part in own] for name, own in parts.items()},
    })


def timed(claim: Claim, shift: int) -> Claim:
    """A claim whose time is counted from elsewhere."""
    if not shift or claim.happening is None or claim.happening.time is None:
        return claim
    return claim.model_copy(
        update={"happening": claim.happening.model_copy(update={"time": claim.happening.time + shift})}
    )


def row_of(event: Event, place: int, articles: Articles) -> Row:
    """An event's row on the shelf."""
    origins = {articles.origin.get(article) for article in event.articles}
    row = row_of_event(event, len(origins))
    killed = row.tolls.get("killed")
    return {
        "id": event.id, "place": place, "label": folded(event.label), "type": event.type, "review": event.review,
        "where": folded(f"{event.place.name or ''} {event.place.country or ''}"), "start": event.date.start or "",
        "end": event.date.end or event.date.start or "", "verdicts": f" {' '.join(sorted(row.verdicts))} ",
        "doubt": row.verdicts.get("differ", 0), "toll": (killed.high or killed.low or 0) if killed else 0,
        "row": _dump(row.model_dump(mode="json")), "document": pack(event),
    }


def _entity(entity: Entity) -> Row:
    row = row_of_entity(entity)
    names = dict.fromkeys(folded(name) for name in (entity.name, *entity.names))
    return {
        "id": entity.id, "kind": entity.kind, "names": f"|{'|'.join(names)}|", "mentions": row.mentions,
        "row": _dump(row.model_dump(mode="json")), "document": pack(entity.model_copy(update={"mentions": ()})),
    }


def _ties(case: Case, groups: Sequence[Event]) -> Iterator[Row]:
    own = {claim: event.id for event in case.events for claim in event.claims}
    for event in case.events:
        yield from ties_of(event)
    for group in groups:
        for id_ in {own[claim_] for claim_ in group.claims if claim_ in own}:
            yield {"kind": "event-group", "a": id_, "b": group.id}
    for claim in case.claims:
        yield {"kind": "article-claim", "a": key_of(claim.article), "b": claim.id}
    for entity in case.entities:
        for article in {m.article for m in entity.mentions}:
            yield {"kind": "entity-article", "a": entity.id, "b": key_of(article)}


def ties_of(event: Event) -> Iterator[Row]:
    """What an event is tied to: its articles and its entities."""
    for article in dict.fromkeys(event.articles):
        yield {"kind": "event-article", "a": event.id, "b": key_of(article)}
    for entity in dict.fromkeys((*event.actors, *event.targets, event.place.entity)):
        if entity:
            yield {"kind": "event-entity", "a": event.id, "b": entity}


def effect_row(judged: Judged) -> Row:
    """What became of a judgement."""
    return {"id": judged.judgement.id, "effect": judged.effect, "note": judged.note and _dump(judged.note)}


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))


def insert_rows(connection: Connection, table: Table, generation: int, rows: Iterable[Row]) -> None:
    """Puts rows into a generation."""
    if found := [{"generation": generation, **row} for row in rows]:
        connection.execute(insert(table), found)
