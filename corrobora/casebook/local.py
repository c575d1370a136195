"""A judgement worked into the shelf without putting the whole case together: only the events that it is about are made again.

What hangs on the whole case (which names are one, how the code groups what is told) stays as it was last put together; a
judgement that needs it is not local.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, delete, or_, select, update

from corrobora.casebook.anchors import find_claim
from corrobora.casebook.case import finished, seen
from corrobora.casebook.parts import Read, batched
from corrobora.casebook.regroup import judged_events
from corrobora.casebook.replay import Replay, added_id, judged_articles, judged_readings
from corrobora.casebook.rows import folded
from corrobora.casebook.shelf import View
from corrobora.casebook.shelf_tables import (
    shelf_articles,
    shelf_effects,
    shelf_entities,
    shelf_events,
    shelf_groups,
    shelf_origins,
    shelf_ties,
)
from corrobora.casebook.shelve import Articles, effect_row, insert_rows, row_of, ties_of
from corrobora.casebook.store import Casebook
from corrobora.casebook.tables import articles as stored
from corrobora.casebook.tables import key_of, readings, unpack
from corrobora.entities.resolve import Resolution
from corrobora.events.assemble import assemble
from corrobora.records import Article, Case, Claim, Effect, Entity, Event, Judged, Judgement, Origin, Reading
from corrobora.settings import Settings

LOCAL = frozenset({
    "accept", "reject", "correct", "add", "merge", "split", "move", "rename", "set", "code", "review", "note", "undo",
})
TIES = frozenset({"merge", "split", "move", "add", "not_same", "unsure"})
"""What makes events that are made again together."""
MOST = 2_000
"""Articles that are read for one judgement; an event of more waits for the whole case."""


class NotLocalError(Exception):
    """The whole case has to be put together for this."""


@dataclass
class Around:
    """The events that a judgement touches, the groups of which they are made, and their articles (keys)."""

    events: set[str] = field(default_factory=set)
    groups: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Part:
    """A part of the case made again: as it was on the shelf, and as it is."""

    around: Around
    read: Sequence[Read]
    case: Case
    of: dict[tuple[str, str], str]
    groups: Sequence[Event]
    told: Sequence[Judged]
    """The judgements that were replayed on it, with their effects."""

    def effect(self, judgement: Judgement) -> tuple[Effect, str | None]:
        """What became of a judgement."""
        return next(((j.effect, j.note) for j in self.told if j.judgement.id == judgement.id), ("orphaned", None))


def is_local(judgement: Judgement) -> bool:
    """Whether a judgement is of a kind that can be worked in by itself; one that undoes is as what it undoes."""
    if judgement.target.kind == "event":
        return judgement.decision in LOCAL | TIES
    return judgement.decision in LOCAL and not (judgement.decision == "set" and judgement.target.kind == "article")


def make_again(book: Casebook, settings: Settings, view: View, new: Sequence[Judgement]) -> Part:
    """The part of the case around some judgements, with them. Raises NotLocalError if they need the whole case."""
    about = _undone_too(view, new)
    if not all(is_local(judgement) for judgement in about):
        raise NotLocalError
    around = _around(view, about)
    if len(around.keys) > MOST:
        raise NotLocalError
    read = view.read(sorted(around.keys))
    ids = {own.article.id for own in read}
    replay = Replay(tuple(_relevant(view, around, ids, about)))
    articles, own_readings = _readings(view, sorted(around.keys), replay)
    linked_of = {(own.article.id, mention): entity for own in read for mention, entity in own.of.items()}
    _check_claimants(own_readings, linked_of, about)
    groups = [unpack(Event, document) for document in view.documents(shelf_groups, around.groups).values()]
    touched = {claim for j in about for claim in _claims_of(j, own_readings)}
    led: dict[str, str] = {}
    for judgement in replay.all:
        led |= {id_: into for id_ in _event_ids(judgement) if (into := view.now_called(id_)) and into != id_}

    def regroup(found: tuple[Event, ...], linked: Sequence[Reading], entities: Sequence[Entity]) -> tuple[Event, ...]:
        here = {claim.id for reading in linked for claim in reading.claims}
        own = [group.model_copy(update={"claims": tuple(c for c in group.claims if c in here)}) for group in groups]
        stale = {
            new.id for new, old in zip(own, groups, strict=True) if new.claims != old.claims or touched & set(new.claims)
        }
        return judged_events([g for g in own if g.claims], led, linked, entities, replay, stale)

    resolution = Resolution(tuple(_entities(view, read, replay.all)), linked_of)
    case = assemble(own_readings, resolution, _origins(view, read), (), settings, regroup)
    case = finished(case, articles, replay, led)
    held = {claim for event in case.events for claim in event.claims}
    for judgement in about:
        if replay.effects.get(judgement.id, ("",))[0] != "applied" or judgement.decision != "reject":
            there = _claims_of(judgement, own_readings) & _grouped(own_readings)
        else:
            there = set()
        if any(claim not in held for claim in there):
            raise NotLocalError  # the code has to find the event of a claim that is there again
    return Part(around, read, case, linked_of, groups, case.judgements)


def _undone_too(view: View, new: Sequence[Judgement]) -> list[Judgement]:
    """Judgements with those that they undo, and those that these had undone."""
    found = list(new)
    for judgement in found:
        if judgement.decision == "undo" and (id_ := judgement.target.id):
            found += [j for j in (*view.judging([id_]), *new) if j.id == id_ and j not in found]
    return found


def _around(view: View, about: Sequence[Judgement]) -> Around:
    """What has to be made again: events that share a group, or that a judgement ties, are made together."""
    own, left = Around(), set[str]()
    for judgement in about:
        left |= {view.now_called(id_) or id_ for id_ in _event_ids(judgement)}
        told = (judgement.target, *judgement.others)
        anchors = [anchor for target in told if target.kind in ("claim", "block") for anchor in target.anchors]
        keys = {key_of(anchor.article) for anchor in anchors}
        own.keys |= keys | {key_of(target.id) for target in told if target.kind == "article" and target.id}
        for read in view.read(sorted(keys)):
            for anchor in anchors:
                if (claim := find_claim(anchor, [c for c in read.claims if c.article == anchor.article])) and claim.event:
                    left.add(claim.event)
        if not left and judgement.target.kind == "claim":
            left |= set(view.tied("event-article", keys, back=True))
    while left - own.events:
        own.events |= left
        own.groups |= set(view.tied("event-group", own.events)) | {e for e in left if view.documents(shelf_groups, [e])}
        left = set(view.tied("event-group", own.groups, back=True))
        names = own.events | own.groups
        for judgement in (*view.judging(view.once_called(names)), *about):
            if judgement.decision in TIES and names & (ids := {view.now_called(id_) or id_ for id_ in _event_ids(judgement)}):
                left |= ids
    own.keys |= set(view.tied("event-article", own.events))
    return own


def _event_ids(judgement: Judgement) -> list[str]:
    return [t.id for t in (judgement.target, *judgement.others) if t.kind == "event" and t.id]


def _relevant(view: View, around: Around, ids: set[str], about: Sequence[Judgement]) -> list[Judgement]:
    """The judgements on these events and articles, on sources, and what undoes them, in the order of time."""
    names, found = around.events | around.groups, dict[str, Judgement]()
    sources = view.deciding("assess")
    known = [*view.judging({*view.once_called(names), *ids, *(j.id for j in sources)}), *about]
    for judgement in known:
        events = [view.now_called(id_) or id_ for id_ in _event_ids(judgement)]
        anchors = [a for t in (judgement.target, *judgement.others) for a in t.anchors]
        if events:
            mine = all(id_ in names for id_ in events)
        elif anchors:
            mine = any(anchor.article in ids for anchor in anchors)
        else:
            mine = judgement.decision == "assess" or (judgement.target.kind == "article" and judgement.target.id in ids)
        if mine:
            found[judgement.id] = judgement
    more = True
    while more:
        new = {j.id: j for j in known if j.decision == "undo" and j.target.id in found and j.id not in found}
        found |= new
        more = bool(new)
    return sorted(found.values(), key=lambda j: (j.when, j.id))


def _readings(view: View, keys: Sequence[str], replay: Replay) -> tuple[dict[str, Article], list[Reading]]:
    """The articles and readings as people judged them. Raises NotLocalError where one would have to be read again."""
    found, kept = {}, {}
    for some in batched(keys):
        for row in view.connection.execute(
            select(stored.c.document, readings.c.document.label("reading"), readings.c.seen)
            .join(readings, readings.c.key == stored.c.key).where(stored.c.key.in_(some))
        ):
            article = unpack(Article, row.document)
            found[article.id], kept[article.id] = article, (unpack(Reading, row.reading), row.seen)
    articles = judged_articles(found.values(), replay)
    if any(seen(article) != kept[id_][1] for id_, article in articles.items()):
        raise NotLocalError
    own = [kept[id_][0].model_copy(update={"article": article}) for id_, article in sorted(articles.items())]
    return articles, judged_readings(own, replay)


def _claims_of(judgement: Judgement, own: Sequence[Reading]) -> set[str]:
    """The claims that a judgement is about, where they are."""
    told = (judgement.target, *judgement.others)
    found = {added_id(judgement)} if judgement.decision == "add" else set()
    for anchor in (a for t in told if t.kind == "claim" for a in t.anchors):
        for reading in own:
            if reading.article.id == anchor.article and (claim := find_claim(anchor, reading.claims)):
                found.add(claim.id)
    return found


def _grouped(own: Sequence[Reading]) -> set[str]:
    """Claims that the code puts into events."""
    return {
        claim.id for reading in own for claim in reading.claims
        if claim.happening or (claim.figure and claim.figure.scope == "event")
    }


def _check_claimants(own: Sequence[Reading], of: dict[tuple[str, str], str], about: Sequence[Judgement]) -> None:
    """A claimant who was no name before needs the whole case: he may be one that others name."""
    if not any("claimant" in judgement.values for judgement in about):
        return
    touched = {claim for judgement in about for claim in _claims_of(judgement, own)}
    for reading in own:
        for claim in reading.claims:
            speaker = claim.claimant
            if claim.id in touched and speaker and speaker.entity and (reading.article.id, speaker.entity) not in of:
                raise NotLocalError


def _entities(view: View, read: Sequence[Read], judgements: Iterable[Judgement]) -> list[Entity]:
    """The names of some articles, those that people wrote, and the governments, to which a state's jets are put down."""
    names = {
        folded(str(name)) for j in judgements if j.decision == "set"
        for value in (j.values.get("place"), j.values.get("actors"), j.values.get("targets")) if value
        for name in (value if isinstance(value, list | tuple) else [value])
    }
    column = shelf_entities.c.names
    wanted = or_(column.like("|government of %"), *(column.contains(f"|{name}|", autoescape=True) for name in names if name))
    rows = view.connection.execute(select(shelf_entities.c.id).where(view.now(shelf_entities), wanted))
    return view.named({*(id_ for own in read for id_ in own.named), *(row.id for row in rows)}, read)


def _origins(view: View, read: Sequence[Read]) -> list[Origin]:
    """The origins cut down to the articles that are here."""
    here = {own.article.id for own in read}
    found = view.documents(shelf_origins, {own.article.origin for own in read if own.article.origin})
    return [
        origin.model_copy(update={
            "articles": tuple(a for a in origin.articles if a in here),
            "shared": tuple(s for s in origin.shared if s.a in here and s.b in here),
        }) for origin in (unpack(Origin, document) for document in found.values())
    ]


# ---------------------------------------------------------------- back onto the shelf


def put_back(connection: Connection, view: View, part: Part) -> dict[str, int]:
    """Puts a part in the place of what it was, within the transaction that records the judgement; gives the case's counts."""
    generation, around, case = view.state.generation, part.around, part.case
    own = Articles(case, part.of)
    gone = around.events | {event.id for event in case.events}
    places = _places(connection, view, gone)
    _drop(connection, view, gone)
    rows = [row_of(event, places.get(event.id, min(places.values(), default=0)), own) for event in case.events]
    insert_rows(connection, shelf_events, generation, rows)
    insert_rows(connection, shelf_ties, generation, (tie for event in case.events for tie in ties_of(event)))
    of_claim = {claim: event.id for event in case.events for claim in event.claims}
    insert_rows(connection, shelf_ties, generation, (
        {"kind": "event-group", "a": id_, "b": group.id} for group in part.groups
        for id_ in {of_claim[claim] for claim in group.claims if claim in of_claim}
    ))
    claims = 0
    for read in part.read:
        claims += _put_article(connection, view, read, part, own, gone)
    told = [judged for judged in part.told if judged.effect != "orphaned" or judged.note != "what it is about is gone"]
    for some in batched(judged.judgement.id for judged in told):
        connection.execute(delete(shelf_effects).where(view.now(shelf_effects), shelf_effects.c.id.in_(some)))
    insert_rows(connection, shelf_effects, generation, map(effect_row, told))
    counts = dict(view.state.counts)
    counts["events"] += len(case.events) - len(places)
    counts["claims"] += claims
    return counts


def _places(connection: Connection, view: View, ids: set[str]) -> dict[str, int]:
    own = shelf_events.c
    rows = connection.execute(select(own.id, own.place).where(view.now(shelf_events), own.id.in_(ids)))
    return {row.id: row.place for row in rows}


def _drop(connection: Connection, view: View, ids: set[str]) -> None:
    for some in batched(sorted(ids)):
        connection.execute(delete(shelf_events).where(view.now(shelf_events), shelf_events.c.id.in_(some)))
        kinds = ("event-article", "event-entity", "event-group")
        connection.execute(
            delete(shelf_ties).where(view.now(shelf_ties), shelf_ties.c.kind.in_(kinds), shelf_ties.c.a.in_(some))
        )


def _put_article(connection: Connection, view: View, read: Read, part: Part, own: Articles, gone: set[str]) -> int:
    """An article with its claims again; claims of events that were not made again stay as they were. Gives how many more."""
    id_ = read.article.id
    others = {claim.id: claim for claim in read.claims if claim.event and claim.event not in gone}
    fresh = [others.pop(claim.id, claim) for claim in own.claims[id_]]
    claims: list[Claim] = [*fresh, *others.values()]
    events = {*own.events[id_], *(claim.event for claim in claims if claim.event and claim.event not in gone)}
    key = key_of(id_)
    own.claims[id_] = claims
    own.events[id_] = sorted(events)
    own.named[id_] = {entity: list(spans) for entity, spans in read.named.items()}
    row: dict[str, Any] = own.row(read.article, 0)
    values = {name: row[name] for name in ("row", "document")}
    connection.execute(update(shelf_articles).where(view.now(shelf_articles), shelf_articles.c.key == key).values(values))
    ties = shelf_ties.c
    connection.execute(delete(shelf_ties).where(view.now(shelf_ties), ties.kind == "article-claim", ties.a == key))
    insert_rows(connection, shelf_ties, view.state.generation, (
        {"kind": "article-claim", "a": key, "b": claim.id} for claim in claims
    ))
    return len(claims) - len(read.claims)
