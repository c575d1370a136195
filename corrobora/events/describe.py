"""Strands -> the fields of their event, by vote: type, status, doers, place, date, label."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from corrobora.events.kinds import real, weight
from corrobora.events.strands import Strand, days_of
from corrobora.events.where import wide
from corrobora.records import Article, Claim, DatePrecision, Entity, EventDate, EventPlace, Status, Time

SURE: tuple[Status, ...] = ("asserted", "ongoing", "alleged", "hedged", "denied", "expected", "planned")


def _weight(strand: Strand, claim: Claim) -> float:
    told = claim.happening
    return (0.2 + (told.salience if told else 0.0) + (0.5 if told and told.main else 0.0)) * (1.5 if strand.main else 1.0)


def type_of(strands: Sequence[Strand]) -> str:
    """The type with most weight: exact words before general ones, central mentions before passing ones."""
    votes: dict[str, float] = defaultdict(float)
    for strand in strands:
        for claim in strand.happenings:
            if claim.happening:
                votes[claim.happening.type] += _weight(strand, claim) * weight(claim.happening.type)
    return min(votes, key=lambda kind: (-votes[kind], kind)) if votes else "other"


def status_of(strands: Sequence[Strand]) -> Status:
    """The status with most weight; a thing told as done by some report is not merely planned."""
    votes: dict[Status, float] = defaultdict(float)
    for strand in strands:
        for claim in strand.happenings:
            votes[claim.status] += _weight(strand, claim)
    if not votes:
        return "asserted"
    if any(real(status) for status in votes):
        votes = {status: value for status, value in votes.items() if real(status)}
    return min(votes, key=lambda status: (-votes[status], SURE.index(status)))


def roles_of(strands: Sequence[Strand]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Doers and targets, the most told first. Who is told as both is what he is told as more often."""
    doers: dict[str, float] = defaultdict(float)
    targets: dict[str, float] = defaultdict(float)
    deeds = type_of(strands) != "Other"
    for strand in strands:
        for claim in strand.happenings:
            # Who announced a raid or protested against it neither did nor suffered it.
            if claim.happening and not (deeds and claim.happening.type == "Other"):
                for id_ in claim.happening.actors:
                    doers[id_] += _weight(strand, claim)
                for id_ in claim.happening.targets:
                    targets[id_] += _weight(strand, claim)
    ranked = [sorted(votes, key=lambda id_: (-votes[id_], id_)) for votes in (doers, targets)]
    return (
        tuple(id_ for id_ in ranked[0] if doers[id_] >= targets.get(id_, 0.0)),
        tuple(id_ for id_ in ranked[1] if targets[id_] > doers.get(id_, 0.0)),
    )


def place_of(strands: Sequence[Strand], entities: Mapping[str, Entity]) -> EventPlace:
    """The place most told; a town before the province that it lies in."""
    votes: dict[str, float] = defaultdict(float)
    for strand in strands:
        for claim in strand.happenings:
            if claim.happening and (id_ := claim.happening.place):
                votes[id_] += _weight(strand, claim) * (1.0 if id_ in strand.places else 0.4)
    if not votes:
        return EventPlace()

    def rank(id_: str) -> tuple[float, str]:
        place = entities[id_].place if id_ in entities else None
        return -votes[id_] * (0.4 if place and wide(place) else 1.0), id_

    best = min(votes, key=rank)
    entity = entities.get(best)
    if entity is None:
        return EventPlace()
    place = entity.place
    if place is None:
        return EventPlace(entity=best, name=entity.name)
    return EventPlace(
        entity=best, name=entity.name, lat=place.lat, lon=place.lon, country=place.country, admin1=place.admin1,
        precision=place.precision,
    )


def date_of(strands: Sequence[Strand], times: Mapping[str, Sequence[Time]], articles: Mapping[str, Article]) -> EventDate:
    """The days most told, else what is known: the words for the day, or when it was printed."""
    votes: dict[tuple[int, int], float] = defaultdict(float)
    unresolved: Counter[str] = Counter()
    for strand in strands:
        for claim in strand.happenings:
            told = claim.happening
            if told is None or told.time is None or told.time >= len(times.get(strand.article, ())):
                continue
            time = times[strand.article][told.time]
            first, last = days_of(time)
            if first is not None and last is not None:
                votes[first, last] += _weight(strand, claim) / (1 if last == first else 2)
            elif time.from_ is None:
                unresolved[articles[strand.article].text[time.start:time.end]] += 1
    if votes:
        first, last = min(votes, key=lambda span: (-votes[span], span))
        return EventDate(
            start=date.fromordinal(first).isoformat(), end=date.fromordinal(last).isoformat(),
            precision=_precision(first, last),
        )
    words = min(unresolved, key=lambda w: (-unresolved[w], w)) if unresolved else None
    printed = sorted({own.published[:10] for strand in strands if (own := articles[strand.article]).published})
    if printed:
        said = f"{words!r}; " if words else "no day is told; "
        return EventDate(start=printed[0], end=printed[0], precision="week", note=f"{said}first printed {printed[0]}")
    if words:
        return EventDate(note=f"{words!r}, in a page without a date")
    return EventDate(note="no day is told, and no report has a date")


def _precision(first: int, last: int) -> DatePrecision:
    days = last - first + 1
    return "day" if days == 1 else "week" if days <= 10 else "month"


def label_of(
    type_: str, place: EventPlace, doers: Iterable[str], targets: Iterable[str], entities: Mapping[str, Entity]
) -> str:
    """One line for a reader: what, where, by whom, against whom."""
    by, against = (
        " and ".join(_parties([entities[id_] for id_ in ids if id_ in entities and id_ != place.entity]))
        for ids in (doers, targets)
    )
    parts = [type_ if type_ != "other" else "Event"]
    if place.name:
        beside = place.name.startswith("near ") or place.name[0].isdigit()  # "near Homs", "15 km south of Homs"
        parts.append(place.name if beside else f"in {place.name}")
    if by:
        parts.append(f"by {by}")
    if against:
        parts.append(f"against {against}")
    return ", ".join([" ".join(parts[:2]), *parts[2:]]) if place.name else ", ".join(parts)


def _parties(entities: Sequence[Entity]) -> list[str]:
    """Two names at most; a description of nobody's side ("attackers") only where nobody else is told."""
    sided = [e.name for e in entities if e.known or e.side not in (None, "unspecified") or not e.name.islower()]
    return (sided or [entity.name for entity in entities])[:2]
