"""Readings on disk -> tables on disk: names, copies, events and codings of all articles, with few of them in memory.

What is compared across articles lies in memory as small rows (names, words, profiles of strands); readings, and the rows of
events until they are put in order, lie in piles beside the parts. The tables are those of ``pipeline.join`` and ``write_case``.
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from corrobora.codebooks import coded
from corrobora.codebooks.view import Lookup
from corrobora.engines.ahead import read_ahead
from corrobora.engines.parts import Part, from_line, reading_lines
from corrobora.engines.pile import Pile
from corrobora.engines.tables import TableWriter, in_place, part_of_table, row_line
from corrobora.entities.resolve import Named, Resolution, Standing, join_names, link, stand_in, with_pronouns
from corrobora.events.assemble import Around, clutter_of, compared, finished_claim
from corrobora.events.copies import Sources
from corrobora.events.group import each_event, rank
from corrobora.events.origins import Told, origins_among
from corrobora.events.where import Entities
from corrobora.events.wording import Wording
from corrobora.pipeline import Progress
from corrobora.records import Article, Case, Claim, Entity, Event, Origin, Reading, Rejected, Unread, lean
from corrobora.settings import Settings

KEEP = 400
"""Readings that stay in memory because another event may need them soon."""
_NUMBERED = "{:09d}"
T = TypeVar("T")


@dataclass(frozen=True)
class Account:
    """What a run did: how many of each there are, the remarks on inputs, and the articles that an earlier run had read."""

    articles: int
    origins: int
    events: int
    unread: tuple[Unread, ...]
    taken_up: int = 0


def join_parts(
    parts: Sequence[Part], unread: Sequence[Unread], settings: Settings, progress: Progress, out: Path, folder: Path
) -> Account:
    """Writes every table of the parts' readings; all are whole before any is put in place. ``folder``: for the piles."""
    with _no_walks(), ExitStack() as piles:
        progress("names", 0)
        with Pile(folder / "read.part", Reading) as readings:
            names, words, missed = _gathered(parts, readings, settings, progress)
            resolution = join_names(_drained(names), settings)
            progress("origins", 0)
            origins = origins_among(_drained(words))
            linked = piles.enter_context(Pile(folder / "linked.part", Reading, KEEP))
            standing: Standing = {}
            sources = Sources(_linked(readings, resolution, origins, linked, standing), origins)
        entities = Entities(with_pronouns(resolution.entities, standing))
        del resolution, readings, standing
        progress("events", 0)
        waiting = piles.enter_context(Pile(folder / "events.part", Event))
        order = []
        finishing = _Finishing(linked, entities, sources)
        for number, event in enumerate(each_event(linked, entities, origins)):
            # Finished at once, while its readings are at hand.
            waiting.add_line(_NUMBERED.format(number), row_line(finishing.finish(event)))
            order.append((rank(event), number))
            progress("events", number + 1)
        progress("tables", 0)
        out.mkdir(parents=True, exist_ok=True)
        with TableWriter("events", out) as table:
            for _, number in sorted(order):
                row = table.add_line(waiting.line(_NUMBERED.format(number)))
                finishing.event_of.update(dict.fromkeys(row["claims"], row["id"]))
                progress("tables", table.rows)
        told = tuple(sorted((*unread, *missed), key=lambda u: (u.source, u.reason)))
        written = [
            table.path,
            part_of_table("origins", origins, out),
            part_of_table("entities", entities.values(), out),
            part_of_table("unread", told, out),
            *_by_article(linked, finishing, out, folder),
        ]
        in_place(written)
        return Account(len(linked), len(origins), len(order), told)


@contextmanager
def _no_walks() -> Iterator[None]:
    """Many objects that stay, and no circles among them: the collector is not to walk them again and again."""
    gc.collect()
    gc.freeze()
    before = gc.get_threshold()
    gc.set_threshold(100_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def _drained(items: list[T]) -> Iterator[T]:
    """The items, each let go by the list when it is taken."""
    while items:
        yield items.pop()


def _gathered(
    parts: Sequence[Part], readings: Pile[Reading], settings: Settings, progress: Progress
) -> tuple[list[Named], list[Told], list[Unread]]:
    """Puts the readings of all parts into a pile, and gives what is compared across articles: their names and words."""
    names, words, unread = [], [], []
    for part in parts:
        lines, missed = reading_lines(part.readings)
        unread += missed
        read = [from_line(Reading, line) for line in lines]
        for reading, line in zip(read, lines, strict=True):
            readings.add_line(reading.article.id, line)
            for mention in reading.mentions:
                lean(mention)
        for named, told in read_ahead(part, read, settings):
            names.append(named)
            words.append(told)
        progress("names", len(names))
    return names, words, unread


def _linked(
    readings: Mapping[str, Reading], resolution: Resolution, origins: Sequence[Origin], linked: Pile[Reading],
    standing: Standing,
) -> dict[str, Article]:
    """Puts the readings with entities for names into a pile, and gives the articles without their texts. Pronouns that stand
    for an entity are put into ``standing``."""
    origin_of = {article: origin.id for origin in origins for article in origin.articles}
    articles = {}
    for id_, reading in readings.items():
        article = reading.article.model_copy(update={"origin": origin_of.get(id_)})
        own = link(reading, resolution, stand_in(reading, resolution, standing))
        linked.add(id_, own.model_copy(update={"article": article, "mentions": ()}))
        blocks = tuple(lean(block) for block in article.blocks)
        articles[id_] = lean(article.model_copy(update={"text": "", "blocks": blocks}))
    return articles


class _Finishing:
    """Gives events their findings and codings, in any order.

    ``made``: claims made on the way, by article and id; ``event_of``: the event of each claim, told in the order of the record.
    """

    def __init__(self, linked: Mapping[str, Reading], entities: Mapping[str, Entity], sources: Sources) -> None:
        self._linked, self._entities, self._sources = linked, entities, sources
        self._wording = Wording([])
        self.made: dict[str, dict[str, Claim]] = defaultdict(dict)
        self.event_of: dict[str, str] = {}

    def finish(self, event: Event) -> Event:
        """The event as it stands in the tables. Of a crowd of prints the readings of the first ones alone are held."""
        first = self._sources.first_told(event, lambda id_: self._linked[id_].claims)
        own = {id_: self._linked[id_] for id_ in first.articles}
        articles = {id_: reading.article for id_, reading in own.items()}
        of_article = {id_: reading.claims for id_, reading in own.items()}
        claims = {claim.id: claim for told in of_article.values() for claim in told}
        times = {(id_, at): time for id_, reading in own.items() for at, time in enumerate(reading.times)}
        around = Around(articles, claims, of_article, times)
        first, made = compared(first, around, self._entities, self._sources, self._wording)
        for claim in made:
            self.made[claim.article][claim.id] = claim
        event = event.model_copy(update={"findings": first.findings, "claims": (*event.claims, *(claim.id for claim in made))})
        told = (self._sources.articles(event.articles) | articles).values()
        case = Case.model_construct(settings="", articles=tuple(told), claims=(*claims.values(), *made))
        return coded(event, Lookup(case, self._entities, self._sources))


def _by_article(linked: Mapping[str, Reading], finishing: _Finishing, out: Path, folder: Path) -> list[Path]:
    """Writes the tables that go by article: articles, times, claims, and what was rejected."""
    shift = 0
    with ExitStack() as stack:
        articles, times, claims, rejected = (
            stack.enter_context(TableWriter(name, out)) for name in ("articles", "times", "claims", "rejected")
        )
        clutter = stack.enter_context(Pile(folder / "clutter.part", Rejected))
        for id_, reading in linked.items():
            articles.add(reading.article)
            own = {claim.id: claim for claim in reading.claims} | dict(sorted(finishing.made.get(id_, {}).items()))
            for claim in own.values():
                claims.add(finished_claim(claim, finishing.event_of.get(claim.id), shift))
            for time in reading.times:
                times.add(time)
            shift += len(reading.times)
            for told in reading.rejected:
                rejected.add(told)
            for told in clutter_of(reading.article):
                clutter.add(_NUMBERED.format(len(clutter)), told)
        for told in clutter.values():
            rejected.add(told)
    return [table.path for table in (articles, times, claims, rejected)]
