"""Strands -> the place of their event: what the reports tell most, as exactly as they tell it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from corrobora.claims.status_words import is_sent_from
from corrobora.events.kinds import real
from corrobora.events.strand import Strand, harm_alone, stated, weight_of
from corrobora.events.where import level, lies_in
from corrobora.records import Claim, Entity, EventPlace

_PLACES = frozenset({"place", "facility"})
WEIGHT = (1.0, 0.7, 0.5, 0.4)
"""What a vote for a town or region, a district, a province, a country counts against a part of it: the wider, the less."""


def place_of(strands: Sequence[Strand], entities: Mapping[str, Entity]) -> EventPlace:
    """The place most told; a town before the province that it lies in, and a town's part where most reports name it."""
    votes = _votes(strands, entities)
    if not votes:
        return EventPlace()
    best = _exact(_most_told(votes, entities), strands, entities)
    beside = [id_ for id_ in votes if 2 * votes[id_] >= votes.get(best, 0.0) and _beside(id_, best, entities)]
    entity = entities[min(beside, default=best)]
    if (place := entity.place) is None:
        return EventPlace(entity=entity.id, name=entity.name)
    return EventPlace(
        entity=entity.id, name=entity.name, lat=place.lat, lon=place.lon, country=place.country, admin1=place.admin1,
        precision=place.precision,
    )


def _votes(strands: Sequence[Strand], entities: Mapping[str, Entity]) -> dict[str, float]:
    """How much each place is told to be that of the happenings.

    Whence a report was sent counts only where nothing else is told, or what is told lies around it; so does what the reports
    as a whole take for no place.
    """
    votes: dict[str, float] = defaultdict(float)
    sent: dict[str, float] = defaultdict(float)
    for strand in strands:
        for claim in strand.happenings:
            id_ = claim.happening.place if claim.happening else None
            here = id_ in strand.places or id_ in strand.around  # not where the wounded died
            if id_ and id_ in entities and here and not _aside(claim):
                sure = stated(claim, entities) or (id_ in strand.places and not harm_alone(claim))
                known = votes if entities[id_].kind in _PLACES and not is_sent_from(claim) else sent
                known[id_] += weight_of(strand, claim) * (1.0 if sure else 0.4)
    told = tuple(votes)
    for id_, vote in sent.items():
        if id_ in votes or not told or any(lies_in(id_, other, entities) for other in told):
            votes[id_] += vote
    return votes


def _aside(claim: Claim) -> bool:
    """Whether a report only mentions in passing that another deed was denied: that was elsewhere."""
    return claim.status == "denied" and claim.happening is not None and not claim.happening.main


def _most_told(votes: Mapping[str, float], entities: Mapping[str, Entity]) -> str:
    """The place with most votes, where a vote for a place is one for what holds it too; a part of it that is told more than
    the whole."""
    parts = {
        id_: [other for other in votes if lies_in(other, id_, entities) or _beside(other, id_, entities)] for id_ in votes}
    own = {id_: vote * WEIGHT[_width(id_, entities)] for id_, vote in votes.items()}
    told = {id_: own[id_] + sum(own[part] for part in parts[id_]) for id_ in votes}
    inner = {part for within in parts.values() for part in within}
    whole = {id_: votes[id_] + sum(votes[part] for part in parts[id_]) for id_ in votes if id_ not in inner}
    best = min(whole, key=lambda id_: (-whole[id_], id_), default=min(votes))
    for _ in votes:
        below = set(parts[best]) - {deep for part in parts[best] for deep in parts[part]}
        if not below:
            break
        part = min(below, key=lambda id_: (-told[id_], id_))
        if told[part] <= own[best]:
            break
        best = part
    return best


def _width(id_: str, entities: Mapping[str, Entity]) -> int:
    """``level`` of a place; that of a town for a region inside one country ("the Bekaa"), of a country for a wider one."""
    place = entities[id_].place
    if place is None:
        return 0
    if (place.feature or "").startswith(("L.", "H.")):
        return 0 if place.country else 3
    return level(place)


def _beside(a: str, b: str, entities: Mapping[str, Entity]) -> bool:
    """Whether one place is told as near the other: "near X" is the place where some say X for short."""
    near, town = entities[a].place, entities[b].place
    return a != b and near is not None and near.precision == "near" and not (town and town.precision == "near") and bool(
        set(entities[a].names) & set(entities[b].names))


def _exact(best: str, strands: Sequence[Strand], entities: Mapping[str, Entity]) -> str:
    """The place inside the place most told that the reports go on to name ("a suburb" below "the city").

    It must be named for the event in more than half of the reports, and more often than any other; of two suburbs named as
    often, the city is the place. Where less than half of the dead died is not where it happened.
    """
    reports = {s.article for s in strands if s.main} or {s.article for s in strands}
    some = _some_of_the_dead(strands)
    for _ in range(3):
        told: dict[str, set[tuple[str, int]]] = defaultdict(set)
        for strand in strands:
            for claim in strand.happenings:
                id_ = claim.happening.place if claim.happening else None
                part = (claim.article, claim.sentence.start) in some or _aside(claim)
                of_deed = id_ in strand.places or id_ in strand.around
                if not id_ or not of_deed or part or not real(claim.status):
                    continue
                if stated(claim, entities) and lies_in(id_, best, entities):
                    told[id_].add((claim.article, claim.sentence.start))
        ranked = sorted(told, key=lambda id_: (-len(told[id_]), id_))
        if not ranked or 2 * len(reports & {article for article, _ in told[ranked[0]]}) <= len(reports):
            break
        others = [id_ for id_ in ranked[1:] if not lies_in(id_, ranked[0], entities) and not lies_in(ranked[0], id_, entities)]
        if others and len(told[others[0]]) == len(told[ranked[0]]):
            break
        best = ranked[0]
    return best


def _some_of_the_dead(strands: Sequence[Strand]) -> set[tuple[str, int]]:
    """The sentences (article, start) that count less than half of the dead that their article counts."""
    dead = [
        (claim, figure.low) for strand in strands for claim in strand.figures
        if (figure := claim.figure) and figure.counts == "killed" and figure.low
    ]
    most: dict[str, float] = defaultdict(float)
    for claim, count in dead:
        most[claim.article] = max(most[claim.article], count)
    return {(claim.article, claim.sentence.start) for claim, count in dead if 2 * count < most[claim.article]}
