"""The shelf read: lists by question, and the case cut down to what a page shows, itself a case document."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, and_, case, false, func, or_, select, text, union, update

from corrobora.casebook import fulltext
from corrobora.casebook.doubts import decided_on, pair_of
from corrobora.casebook.history import History
from corrobora.casebook.judgements import active
from corrobora.casebook.parts import Read, batched, folded_id
from corrobora.casebook.rows import Kin, folded
from corrobora.casebook.shelf_tables import (
    shelf,
    shelf_articles,
    shelf_doubts,
    shelf_effects,
    shelf_entities,
    shelf_events,
    shelf_origins,
    shelf_ties,
)
from corrobora.casebook.shelve import timed
from corrobora.casebook.store import Casebook
from corrobora.casebook.tables import articles as stored
from corrobora.casebook.tables import events as minted
from corrobora.casebook.tables import key_of, readings, unpack
from corrobora.records import (
    Case,
    Entity,
    EntityMention,
    Event,
    Judged,
    Judgement,
    Origin,
    Unread,
)

Json = dict[str, Any]
SMALL = 50
"""Articles of a case that is put together in a few seconds."""

@dataclass(frozen=True)
class State:
    """What is on the shelf. ``version``: the last change that is worked in; ``whole``: that at which all was put together."""

    generation: int
    version: int
    whole: int
    made_by: str
    seconds: float
    counts: Mapping[str, int]

    @property
    def small(self) -> bool:
        """Whether the case is put together while one waits."""
        return self.counts["articles"] <= SMALL


@dataclass(frozen=True)
class Found:
    """A page of a list: rows, how many there are in all, and of how many each value of each filter would leave some."""

    state: State
    rows: list[Json]
    total: int
    facets: dict[str, dict[str, int]]


class View:
    """The shelf as it is at one moment, within one transaction."""

    def __init__(self, connection: Connection, state: State, history: History, settings: str) -> None:
        self.connection, self.state = connection, state
        self._history, self._settings = history, settings

    # ------------------------------------------------------------ parts by id

    def tied(self, kind: str, a: Iterable[str], *, back: bool = False) -> list[str]:
        """What some things are tied to, each once."""
        here, there = (shelf_ties.c.b, shelf_ties.c.a) if back else (shelf_ties.c.a, shelf_ties.c.b)
        found: set[str] = set()
        for some in batched(a):
            wanted = select(there).where(self.now(shelf_ties), shelf_ties.c.kind == kind, here.in_(some))
            found.update(row[0] for row in self.connection.execute(wanted))
        return sorted(found)

    def documents(self, table: Table, ids: Iterable[str]) -> dict[str, str]:
        """The documents of some things, by id or key."""
        own = table.c.key if table is shelf_articles else table.c.id
        found: dict[str, str] = {}
        for some in batched(ids):
            wanted = select(own, table.c.document).where(self.now(table), own.in_(some))
            found.update((row[0], row[1]) for row in self.connection.execute(wanted))
        return dict(sorted(found.items()))

    def now(self, table: Table) -> Any:
        """The condition that a row is of what is shown."""
        return table.c.generation == self.state.generation

    def event(self, id_: str) -> Case | None:
        """The case cut down to an event: its articles with all their claims, its entities and origins."""
        return self.part([id_], []) if self.documents(shelf_events, [id_]) else None

    def article(self, key: str) -> Case | None:
        """The case cut down to an article: its claims, and the events that it tells of, which may rest on others too."""
        return self.part([], [key]) if self.documents(shelf_articles, [key]) else None

    def whole(self, unread: Sequence[Unread]) -> Case:
        """The whole case document."""
        events = self.connection.execute(
            select(shelf_events.c.id).where(self.now(shelf_events)).order_by(shelf_events.c.place)
        )
        place = {row.id: number for number, row in enumerate(events)}
        keys = self.connection.execute(select(shelf_articles.c.key).where(self.now(shelf_articles)))
        names = self.connection.execute(select(shelf_entities.c.id).where(self.now(shelf_entities)))
        case = self.part(list(place), [row.key for row in keys], [row.id for row in names])
        unread = [*unread, *self._not_read()]
        in_order = tuple(sorted(case.events, key=lambda event: place[event.id]))
        return case.model_copy(update={"events": in_order, "unread": tuple(unread), "judgements": self.history()})

    def _not_read(self) -> list[Unread]:
        """Articles that are kept and were not read."""
        rows = self.connection.execute(
            select(readings.c.unread).join(stored, stored.c.key == readings.c.key).where(readings.c.unread.is_not(None))
            .order_by(stored.c.number)
        )
        return [unpack(Unread, row.unread) for row in rows]

    def about(self, ids: Iterable[str]) -> Case:
        """The case cut down to the events, claims, names and articles that some ids stand for; others are passed over."""
        ids = list(dict.fromkeys(ids))
        keys = [*(key_of(id_) for id_ in ids), *self.tied("article-claim", ids, back=True)]
        return self.part(ids, keys, ids)

    def part(self, events: Sequence[str], keys: Sequence[str], others: Sequence[str] = ()) -> Case:
        """The case with these events and all their articles, these articles and the events that they tell of; ``others``:
        ids of entities and judgements."""
        mine = self.documents(shelf_events, events)
        keys = sorted({*keys, *self.tied("event-article", mine)})
        mine |= self.documents(shelf_events, self.tied("event-article", keys, back=True))
        told = [unpack(Event, document) for document in mine.values()]
        read = self.read(keys)
        named = {id_ for own in read for id_ in own.named}
        named |= {*others, *self.tied("event-entity", mine)}
        articles = tuple(own.article for own in read)
        origins = self.documents(shelf_origins, {a.origin for a in articles if a.origin})
        shifts = [0]
        for own in read:
            shifts.append(shifts[-1] + len(own.times))
        claims = tuple(timed(claim, shift) for own, shift in zip(read, shifts, strict=False) for claim in own.claims)
        here = [*(e.id for e in told), *(c.id for c in claims), *(a.id for a in articles), *others]
        return Case(
            settings=self._settings, articles=articles, origins=tuple(unpack(Origin, o) for o in origins.values()),
            entities=tuple(self.named(named, read)), times=tuple(time for own in read for time in own.times), claims=claims,
            events=tuple(sorted(told, key=lambda e: (e.id not in events, -len(e.main_of), -len(e.articles), e.id))),
            rejected=tuple(r for own in read for r in own.rejected), judgements=self.judged(self._history.of(here)),
        )

    def read(self, keys: Sequence[str]) -> list[Read]:
        """Articles with what was read in them, by id."""
        texts = {
            row.key: json.loads(row.document)["text"] for some in batched(keys)
            for row in self.connection.execute(select(stored.c.key, stored.c.document).where(stored.c.key.in_(some)))
        }
        own = [Read.of_document(document, texts[key]) for key, document in self.documents(shelf_articles, keys).items()]
        return sorted(own, key=lambda read: read.article.id)

    def named(self, ids: Iterable[str], read: Sequence[Read]) -> list[Entity]:
        """Entities with those of their mentions that stand in some articles."""
        found = []
        for id_, document in self.documents(shelf_entities, ids).items():
            mentions = tuple(
                EntityMention(article=own.article.id, start=start, end=end)
                for own in read for start, end in own.named.get(id_, ())
            )
            found.append(unpack(Entity, document).model_copy(update={"mentions": mentions}))
        return found

    def entity(self, id_: str) -> tuple[Entity, list[Json]] | None:
        """An entity, without its mentions, and the rows of its articles."""
        if not (found := self.documents(shelf_entities, [id_])):
            return None
        keys = self.tied("entity-article", [id_])
        rows = self.connection.execute(
            select(shelf_articles.c.row).where(self.now(shelf_articles), shelf_articles.c.key.in_(keys))
            .order_by(shelf_articles.c.published.desc(), shelf_articles.c.key).limit(500)
        )
        return unpack(Entity, found[id_]), [json.loads(row.row) for row in rows]

    def kin(self, id_: str) -> list[Kin]:
        """The events that an event was joined with and split from by the code, the oldest first."""
        own = minted.c
        source = own.id.in_(select(own.split_from).where(own.id == id_))
        how = case((own.merged_into == id_, "joined"), (own.split_from == id_, "split_off"), else_="split_from")
        wanted = select(how, own.id, own.minted).where(or_(own.merged_into == id_, own.split_from == id_, source))
        return [Kin(how=row[0], id=row[1], when=row[2]) for row in self.connection.execute(wanted.order_by(own.number))]

    def called(self, names: Iterable[str]) -> list[Entity]:
        """The entities that bear a written name, without their mentions; those most often named first."""
        own = shelf_entities.c
        like = or_(*(own.names.contains(f"|{word}|", autoescape=True) for name in names if (word := folded(name))), false())
        rows = self.connection.execute(select(own.document).where(self.now(shelf_entities), like).order_by(own.mentions.desc()))
        return [unpack(Entity, row.document) for row in rows]

    def now_called(self, id_: str) -> str | None:
        """The event that an id stands for, which may have become part of another; None for one that is gone."""
        known = set[str]()
        while id_ not in known:
            known.add(id_)
            if self.documents(shelf_events, [id_]):
                return id_
            if holders := self.tied("event-group", [id_], back=True):
                return holders[0]
            into = self.connection.execute(select(minted.c.merged_into).where(minted.c.id == id_)).scalar_one_or_none()
            if into is None:
                return None
            id_ = into
        return None

    # ------------------------------------------------------------ judgements

    def judging(self, names: Iterable[str]) -> list[Judgement]:
        """Those that name one of some ids or written names, and those that undo them, in the order of time."""
        return self._history.of(names)

    def deciding(self, *decisions: str) -> list[Judgement]:
        """Those of some kinds, in the order of time."""
        return self._history.deciding(*decisions)

    def once_called(self, ids: Iterable[str]) -> set[str]:
        """Some events' ids, and those of the events that became part of them."""
        found, left = set[str](), set(ids)
        while left:
            found |= left
            left = {
                row.id for some in batched(left)
                for row in self.connection.execute(select(minted.c.id).where(minted.c.merged_into.in_(some)))
            } - found
        return found

    def judged(self, judgements: Iterable[Judgement]) -> tuple[Judged, ...]:
        """Judgements with what became of each; one that is not worked in yet is told so."""
        own = list(judgements)
        effects = {
            row.id: (row.effect, json.loads(row.note) if row.note else None) for some in batched(j.id for j in own)
            for row in self.connection.execute(
                select(shelf_effects).where(self.now(shelf_effects), shelf_effects.c.id.in_(some))
            )
        }
        return tuple(
            Judged(judgement=j, effect=effect, note=note) for j in own
            for effect, note in [effects.get(j.id, ("applied", "it is being worked in"))]
        )

    def history(self, target: str | None = None) -> tuple[Judged, ...]:
        """All judgements, or those about a thing: an id of any kind, or a written name."""
        return self.judged(self._history.all() if target is None else self._history.of([target]))

    # ------------------------------------------------------------ lists

    def events(self, conditions: Sequence[Any], chosen: Mapping[str, str], order: Any, start: int, size: int) -> Found:
        """A page of the events that meet all conditions and have the ``chosen`` type, status and verdict, each if any.
        ``facets``: each of these filters' values, with all other conditions kept."""
        own = shelf_events.c
        wanted = [self.now(shelf_events), *conditions]
        narrowed = [
            own.verdicts.contains(f" {value} ", autoescape=True) if name == "verdict"
            else (own.type if name == "type" else own.review) == value for name, value in chosen.items()
        ]
        rows = self.connection.execute(
            select(own.row).where(*wanted, *narrowed).order_by(order, own.place, own.id).offset(start).limit(size)
        )
        counted = self.connection.execute(
            select(own.type, own.review, own.verdicts, func.count()).where(*wanted).group_by(own.type, own.review, own.verdicts)
        )
        facets, total = _facets(counted.all(), chosen)
        return Found(self.state, [json.loads(row.row) for row in rows], total, facets)

    def events_at(self, place: str, most: int) -> list[Json]:
        """Rows of events at a place, by a part of its name."""
        own = shelf_events.c
        wanted = select(own.row).where(self.now(shelf_events), own.where.contains(folded(place) or "?", autoescape=True))
        return [json.loads(row.row) for row in self.connection.execute(wanted.order_by(own.place, own.id).limit(most))]

    def of_articles(self, words: str) -> Any:
        """The condition that an event's articles, or its label, hold some words."""
        own, folded_words = shelf_events.c, folded(words)
        if not folded_words:
            return text("1=1")
        found, values = fulltext.condition(self.connection, words)
        keys = text(f"({found})").bindparams(**values)
        tied = select(shelf_ties.c.a).where(
            self.now(shelf_ties), shelf_ties.c.kind == "event-article", shelf_ties.c.b.in_(keys),
        )
        called = select(own.id).where(self.now(shelf_events), own.label.contains(folded_words, autoescape=True))
        return own.id.in_(union(tied, called))

    def of_entity(self, name: str) -> Any:
        """The condition that an event's articles name an entity: its id, or a part of its name."""
        own, words = shelf_entities.c, folded(name)
        like = own.names.contains(words, autoescape=True) if words else text("1=0")
        named = select(own.id).where(self.now(shelf_entities), or_(own.id == folded_id(name), like))
        ties, now = shelf_ties.c, self.now(shelf_ties)
        keys = select(ties.b).where(now, ties.kind == "entity-article", ties.a.in_(named))
        return shelf_events.c.id.in_(select(ties.a).where(now, ties.kind == "event-article", ties.b.in_(keys)))

    def articles(self, words: str, outlet: str, start: int, size: int) -> Found:
        """A page of the articles, the latest first."""
        own = shelf_articles.c
        conditions = [self.now(shelf_articles)]
        if folded(words):
            found, values = fulltext.condition(self.connection, words)
            conditions.append(own.key.in_(text(f"({found})").bindparams(**values)))
        if folded(outlet):
            conditions.append(own.outlet.contains(folded(outlet), autoescape=True))
        query = select(own.row).where(and_(*conditions)).order_by(own.published.desc(), own.place, own.key)
        rows = self.connection.execute(query.offset(start).limit(size))
        total = self.connection.execute(select(func.count()).select_from(shelf_articles).where(and_(*conditions))).scalar_one()
        return Found(self.state, [json.loads(row.row) for row in rows], total, {})

    def entities(self, words: str, kind: str, start: int, size: int) -> Found:
        """A page of the names, the most often mentioned first."""
        own = shelf_entities.c
        conditions = [self.now(shelf_entities)]
        if folded(words):
            conditions.append(own.names.contains(folded(words), autoescape=True))
        facets = self.connection.execute(select(own.kind, func.count()).where(and_(*conditions)).group_by(own.kind)).all()
        if kind:
            conditions.append(own.kind == kind)
        query = select(own.row).where(and_(*conditions)).order_by(own.mentions.desc(), own.id)
        rows = self.connection.execute(query.offset(start).limit(size))
        total = self.connection.execute(select(func.count()).select_from(shelf_entities).where(and_(*conditions))).scalar_one()
        return Found(self.state, [json.loads(row.row) for row in rows], total, {"kind": _in_order(dict(map(tuple, facets)))})

    def doubts(self, kind: str, start: int, size: int) -> Found:
        """A page of the pairs in doubt, the most doubtful first, but for those on which somebody has decided since."""
        pairs = shelf_doubts.c
        rows = self.connection.execute(
            select(pairs.document).where(self.now(shelf_doubts), pairs.place >= 0).order_by(pairs.place)
        )
        judged = self.deciding("same", "not_same", "unsure", "merge", "undo")
        held = active(judged)
        decided = decided_on(
            (j for j in judged if j.id in held), lambda target: self.now_called(target.id) if target.id else None
        )
        every = [doubt for row in rows if pair_of(doubt := json.loads(row.document)) not in decided]
        own = [doubt for doubt in every if kind in ("", doubt["kind"])]
        return Found(self.state, own[start:start + size], len(own), {"kind": {
            name: sum(doubt["kind"] == name for doubt in every) for name in ("names", "events")
        }})


def _facets(counted: Sequence[Any], chosen: Mapping[str, str]) -> tuple[dict[str, dict[str, int]], int]:
    """Counts of (type, status, verdicts) -> for each of the three how often each value, with the others as chosen; in all."""
    found: dict[str, dict[str, int]] = {"type": {}, "status": {}, "verdict": {}}
    total = 0
    for *values, number in counted:
        own = dict(zip(found, ([values[0]], [values[1]], values[2].split()), strict=True))
        missed = [name for name, value in chosen.items() if value not in own[name]]
        total += number if not missed else 0
        for name, counts in found.items():
            if not missed or missed == [name]:
                for value in own[name]:
                    counts[value] = counts.get(value, 0) + number
    return {name: _in_order(counts) for name, counts in found.items()}, total


def _in_order(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda own: (-own[1], own[0])))


def state_of(connection: Connection) -> State | None:
    """What is on the shelf, or None if nothing was put there yet."""
    row = connection.execute(select(shelf)).one_or_none()
    if row is None:
        return None
    return State(row.generation, row.version, row.whole, row.made_by, row.seconds, json.loads(row.counts))


def set_state(connection: Connection, counts: Mapping[str, int], version: int | None = None) -> None:
    """Notes how much the case holds now, and that all up to a change is worked in."""
    values: Json = {"counts": json.dumps(counts)} | ({"version": version} if version is not None else {})
    connection.execute(update(shelf).values(**values))


def state(book: Casebook) -> State | None:
    """What is on the shelf of a case."""
    with book.reading() as connection:
        return state_of(connection)
