"""Judgements on events: merged, split, claims moved; then what people say of each event, and of its coded cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from corrobora.casebook.anchors import find_claim, find_event
from corrobora.casebook.judgements import CellValue, EventValues, Label, Note, ReviewValue, told, values_of
from corrobora.casebook.names import entity_named
from corrobora.casebook.replay import Replay, added_id
from corrobora.events.describe import date_of, label_of, roles_of, status_of, type_of, words_of
from corrobora.events.site import place_of
from corrobora.events.strand import Strand
from corrobora.records import (
    Anchor,
    Case,
    Claim,
    CodedCell,
    Entity,
    Event,
    EventDate,
    EventPlace,
    Judgement,
    Reading,
    make_id,
)

Apart = dict[frozenset[str], Judgement]
"""Two events that are not one -> who said so."""


@dataclass
class Groups:
    """Which claims are which event, while judgements are replayed."""

    events: dict[str, Event]
    """As the code grouped them, by their kept ids."""
    claims: dict[str, Claim]
    of_article: dict[str, list[Claim]]
    led: dict[str, str]
    """Event id -> the id of the event that it became part of."""
    members: dict[str, list[str]] = field(default_factory=dict)
    why: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    sources: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Event -> the events that its claims come from."""
    changed: set[str] = field(default_factory=set)
    joined: dict[str, set[str]] = field(default_factory=dict)
    """Event -> the events that people merged into it, and itself."""

    def find(self, judgement: Judgement, other: int | None = None) -> str | None:
        """The event that a judgement's target (or one of its others) means."""
        target = judgement.target if other is None else judgement.others[other]
        return find_event(target, self.members, self.of_article, self.led)

    def take(self, claim: str, event: str) -> None:
        """Moves a claim into an event, out of all others."""
        for id_, own in self.members.items():
            if claim in own:
                self.sources[event].add(id_)
                own.remove(claim)
                self.changed.add(id_)
        self.members[event].append(claim)
        self.changed.add(event)


def judged_events(
    events: Sequence[Event], led: dict[str, str], readings: Sequence[Reading], entities: Sequence[Entity], replay: Replay,
    stale: Collection[str] = (),
) -> tuple[Event, ...]:
    """The events as people decided. ``led``: ids that became part of another's by the code's grouping; merges are added.
    ``stale``: events whose claims are not what they were, to be described again.
    """
    claims = {claim.id: claim for reading in readings for claim in reading.claims}
    of_article = {reading.article.id: list(reading.claims) for reading in readings}
    groups = Groups({event.id: event for event in events}, claims, of_article, led)
    groups.members = {event.id: list(event.claims) for event in events}
    groups.changed |= set(stale)
    apart = keep_apart(groups, replay)
    for judgement in replay.of("merge", "split", "move", "add"):
        if judgement.decision == "merge":
            _merge(groups, judgement, replay, apart)
        else:
            {"split": _split, "move": _move, "add": _place_added}[judgement.decision](groups, judgement, replay)
    by_id = {entity.id: entity for entity in entities}
    found = {id_: _event(id_, groups, readings, by_id) for id_, own in groups.members.items() if own}
    for judgement in replay.of("set", "rename", "review", "note", kind="event"):
        id_ = groups.find(judgement)
        if id_ in found:
            found[id_] = _say(found[id_], judgement, by_id, replay)
    return tuple(sorted(found.values(), key=lambda e: (-len(e.main_of), -len(e.articles), -len(e.claims), e.id)))


def unlike(events: Sequence[Event]) -> Iterator[str]:
    """What speaks against the first of some events being one with the others, for a person to weigh."""
    for other in events[1:]:
        own, place, then = events[0], other.place, other.date
        if own.place.precision == place.precision == "exact" and own.place.entity != place.entity:
            yield f"{own.label} is placed in {own.place.name}, {other.label} in {place.name}"
        days = own.date.start, own.date.end, then.start, then.end
        if own.date.precision == then.precision == "day" and None not in days and set(days[:2]).isdisjoint(days[2:]):
            yield f"{own.label} is dated {own.date.start}, {other.label} {then.start}"


def keep_apart(groups: Groups, replay: Replay) -> Apart:
    """Pairs of events that people said are not one; those that the code has put together are parted again. A later merge of
    the same two holds against it."""
    merged = {
        frozenset((j.target.id, other.id)): (j.when, j.id) for j in replay.of("merge") for other in j.others
    }
    last: dict[frozenset[str | None], Judgement] = {}
    for judgement in replay.of("not_same", "unsure", kind="event"):
        pair = frozenset((judgement.target.id, judgement.others[0].id))
        if pair in last:
            replay.tell(last[pair], "superseded")
        last[pair] = judgement
    apart: Apart = {}
    for pair, judgement in last.items():
        a, b = groups.find(judgement), groups.find(judgement, 0)
        if a is None or b is None:
            continue
        if merged.get(pair, ("", "")) > (judgement.when, judgement.id):
            replay.tell(judgement, "superseded")
            continue
        replay.tell(judgement, "applied")
        if judgement.decision == "not_same" and (a != b or (b := _parted(groups, judgement, a, replay))):
            apart[frozenset((a, b))] = judgement
    return apart


def _parted(groups: Groups, judgement: Judgement, event: str, replay: Replay) -> str | None:
    """The event that leaves one which the code has made of two; new reports stay, but for those that only it is in."""
    stays, leaves = judgement.target, judgement.others[0]
    if leaves.id == event:
        stays, leaves = leaves, stays
    here = [groups.claims[id_] for id_ in groups.members[event]]
    ours, theirs = ({c.id for a in t.anchors if (c := _claim(groups, [a]))} for t in (stays, leaves))
    articles = {a.article for a in leaves.anchors} - {a.article for a in stays.anchors}
    going = [c for c in here if c.id not in ours and (c.id in theirs or c.article in articles)]
    if not going or len(going) == len(here) or leaves.id is None:
        replay.tell(judgement, "orphaned", "they are made of the same claims")
        return None
    groups.members[leaves.id] = []
    groups.led.pop(leaves.id, None)
    groups.sources[leaves.id].add(event)
    for claim in going:
        groups.take(claim.id, leaves.id)
    groups.why[leaves.id].append(told(judgement, f"kept apart from {event}"))
    groups.why[event].append(told(judgement, f"{leaves.id} was kept apart from it"))
    return leaves.id


def _merge(groups: Groups, judgement: Judgement, replay: Replay, apart: Apart) -> None:
    into = groups.find(judgement)
    others = [groups.find(judgement, number) for number in range(len(judgement.others))]
    if into is None or None in others:
        return
    found = list(dict.fromkeys(other for other in others if other is not None and other != into))
    joined = [groups.joined.get(id_, {id_}) for id_ in (into, *found)]
    pairs = (frozenset((x, y)) for a, b in combinations(joined, 2) for x in a for y in b)
    if against := next((apart[pair] for pair in pairs if pair in apart), None):
        names = f"{against.target.id} and {against.others[0].id} are not one: {told(against, 'decided')} ({against.id})"
        later = (against.when, against.id) > (judgement.when, judgement.id)
        replay.tell(judgement, "superseded" if later else "conflict", names)
        return
    known = [groups.events[id_] for id_ in (into, *found) if id_ in groups.events]
    replay.tell(judgement, "applied", "; ".join(unlike(known)) or None)
    groups.joined[into] = set[str]().union(*joined)
    for other in found:
        groups.sources[into] |= {other, *groups.sources[other]}
        groups.members[into] += [c for c in groups.members.pop(other) if c not in groups.members[into]]
        groups.led[other] = into
        groups.changed.add(into)
    groups.why[into].append(told(judgement, "merged"))


def _split(groups: Groups, judgement: Judgement, replay: Replay) -> None:
    source = groups.find(judgement)
    claims = [_claim(groups, target.anchors) for target in judgement.others]
    found = [claim for claim in claims if claim is not None]
    if source is None or not found:
        return
    missing = len(claims) - len(found)
    replay.tell(judgement, "applied", f"{missing} of {len(claims)} claims are gone" if missing else None)
    new = split_id(judgement)
    groups.members[new] = []
    groups.sources[new].add(source)
    for claim in found:
        groups.take(claim.id, new)
    groups.why[new].append(told(judgement, f"split from {source}"))
    groups.why[source].append(told(judgement, f"{new} was split from it"))


def split_id(judgement: Judgement) -> str:
    """The id of the event that a judgement splits off."""
    return make_id("e", "split", judgement.id)


def _move(groups: Groups, judgement: Judgement, replay: Replay) -> None:
    claim, event = _claim(groups, judgement.target.anchors), groups.find(judgement, 0)
    if claim is None or event is None:
        return
    replay.tell(judgement, "applied")
    groups.take(claim.id, event)
    groups.why[event].append(told(judgement, f"{claim.quote!r} was moved here"))


def _place_added(groups: Groups, judgement: Judgement, replay: Replay) -> None:
    """A claim added by a person may have been given its event."""
    if not judgement.others or added_id(judgement) not in groups.claims:
        return
    event = groups.find(judgement, 0)
    if event is None:
        replay.tell(judgement, "applied", "the event that it was added to is gone")
    else:
        groups.take(added_id(judgement), event)


def _claim(groups: Groups, anchors: Sequence[Anchor]) -> Claim | None:
    for anchor in anchors:
        if claim := find_claim(anchor, groups.of_article.get(anchor.article, ())):
            return claim
    return None


def _event(id_: str, groups: Groups, readings: Sequence[Reading], entities: Mapping[str, Entity]) -> Event:
    """An event as the code made it, or made again from its claims."""
    if id_ not in groups.changed:
        return groups.events[id_]
    claims = [groups.claims[c] for c in groups.members[id_]]
    strands = _strands(claims, _main_of(id_, groups, claims))
    articles = {reading.article.id: reading.article for reading in readings}
    times = {reading.article.id: reading.times for reading in readings}
    place, kind = place_of(strands, entities), type_of(strands)
    doers, targets = roles_of(strands, entities)
    before = groups.events[id_].why if id_ in groups.events else ()
    return Event(
        id=id_, label=label_of(kind, place, doers, targets, entities, words_of(strands, articles)), type=kind,
        status=status_of(strands),
        main_of=tuple(s.article for s in strands if s.main), articles=tuple(s.article for s in strands),
        claims=tuple(claim.id for claim in claims), place=place, date=date_of(strands, times, articles), actors=doers,
        targets=targets, why=(*groups.why[id_], *before),
    )


def _strands(claims: Sequence[Claim], main_of: set[str]) -> list[Strand]:
    own: dict[str, Strand] = {}
    for claim in sorted(claims, key=lambda c: (c.article, c.start, c.end, c.id)):
        strand = own.setdefault(claim.article, Strand(claim.article, main=claim.article in main_of))
        if claim.happening:
            strand.happenings.append(claim)
            if claim.happening.place:
                strand.places.add(claim.happening.place)
        elif claim.figure:
            strand.figures.append(claim)
    return list(own.values())


def _main_of(id_: str, groups: Groups, claims: Sequence[Claim]) -> set[str]:
    """Articles that were mainly about what this event is made of, where it holds the most central of those claims."""
    before = {id_, *groups.sources[id_]}
    was = {article: source for source in sorted(before & groups.events.keys()) for article in groups.events[source].main_of}
    here = {claim.id for claim in claims}
    found = set()
    for article, source in was.items():
        own = [groups.claims[c] for c in groups.events[source].claims if groups.claims[c].article == article]
        best = max(own, key=lambda c: (c.happening.salience if c.happening else -1.0, -c.start, c.id), default=None)
        if best is not None and best.id in here:
            found.add(article)
    return found


def _say(event: Event, judgement: Judgement, entities: Mapping[str, Entity], replay: Replay) -> Event:
    """An event with what one judgement says of it."""
    values = values_of(judgement)
    if isinstance(values, Label):
        change: dict[str, object] = {"label": values.label, "why": (told(judgement, "renamed"), *event.why)}
    elif isinstance(values, ReviewValue):
        line = told(judgement, f"review set to {values.status.replace('_', ' ')}")
        change = {"review": values.status, "why": (*event.why, line)}
    elif isinstance(values, Note):
        change = {"why": (*event.why, f"{told(judgement, 'noted')}: {values.text}")}
    else:
        assert isinstance(values, EventValues)
        try:
            change = _set(event, values, entities)
        except LookupError as error:
            replay.tell(judgement, "orphaned", f"no name is written {error.args[0]!r}")
            return event
        change["why"] = (told(judgement, f"corrected ({', '.join(sorted(values.model_fields_set))})"), *event.why)
        made = event.model_copy(update=change)
        plain = label_of(event.type, event.place, event.actors, event.targets, entities, event.label)
        if event.label == plain:  # a name that a person gave stays
            change["label"] = label_of(made.type, made.place, made.actors, made.targets, entities, event.label)
    replay.tell(judgement, "applied")
    return event.model_copy(update=change)


def _set(event: Event, values: EventValues, entities: Mapping[str, Entity]) -> dict[str, object]:
    """The fields that a person set. Raises LookupError for a name that no entity bears."""
    given = values.model_fields_set
    change: dict[str, object] = {}
    if values.type:
        change["type"] = values.type
    if given & {"place", "lat", "lon", "country", "admin1", "precision"}:
        change["place"] = _place(event.place, values, entities)
    if given & {"start", "end", "date_precision"}:
        start = values.start or event.date.start
        end = values.end or (values.start if values.start else event.date.end)
        if start and end and end < start:
            end = start
        precision = values.date_precision or ("day" if start == end else "week")
        change["date"] = EventDate(start=start, end=end, precision=precision)
    for role in ("actors", "targets"):
        if (names := getattr(values, role)) is not None:
            change[role] = tuple(dict.fromkeys(_id_of(name, entities) for name in names))
    return change


def _id_of(name: str, entities: Mapping[str, Entity]) -> str:
    found = entity_named(name, entities.values(), {})
    if found is None:
        raise LookupError(name)
    return found.id


def _place(before: EventPlace, values: EventValues, entities: Mapping[str, Entity]) -> EventPlace:
    """The place by its name; a point that a person sets on the map stands for itself."""
    place = before
    if values.place:
        placed = [entity for entity in entities.values() if entity.kind in ("place", "facility")]
        found = entity_named(values.place, placed, {})
        spot = found.place if found else None
        place = EventPlace(
            entity=found.id if found else None, name=found.name if found else values.place, lat=spot.lat if spot else None,
            lon=spot.lon if spot else None, country=spot.country if spot else None, admin1=spot.admin1 if spot else None,
            precision=spot.precision if spot else "unknown",
        )
    change: dict[str, object] = {
        name: getattr(values, name) for name in ("lat", "lon", "country", "admin1", "precision")
        if name in values.model_fields_set
    }
    if values.lat is not None and values.lon is not None and "precision" not in change:
        change["precision"] = "exact"
    return place.model_copy(update=change)


def judged_cells(case: Case, replay: Replay, led: Mapping[str, str]) -> Case:
    """The coded case with the cells that people overruled."""
    events = {event.id: event for event in case.events}
    members = {event.id: event.claims for event in case.events}
    of_article: dict[str, list[Claim]] = defaultdict(list)
    for claim in case.claims:
        of_article[claim.article].append(claim)
    for judgement in replay.of("code"):
        id_ = find_event(judgement.target, members, of_article, led)
        values = values_of(judgement)
        assert isinstance(values, CellValue)
        coding = events[id_].codings.get(values.codebook) if id_ else None
        if id_ is None or coding is None:
            continue
        if values.column not in coding.cells:
            replay.tell(judgement, "orphaned", f"{values.codebook} has no column {values.column!r}")
            continue
        old = coding.cells[values.column]
        rule = f"{told(judgement, 'overruled')} (the program: {old.value}, {old.rule})"
        coding = coding.model_copy(update={
            "value": {**coding.value, values.column: values.value},
            "cells": {**coding.cells, values.column: CodedCell(value=values.value, rule=rule, claims=old.claims)},
        })
        events[id_] = events[id_].model_copy(update={"codings": {**events[id_].codings, values.codebook: coding}})
        replay.tell(judgement, "applied")
    return case.model_copy(update={"events": tuple(events[event.id] for event in case.events)})
