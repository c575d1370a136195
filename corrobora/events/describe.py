"""Strands -> the fields of their event, by vote: type, status, doers, date, label; its place is chosen in ``site``."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from corrobora.claims.status_words import is_telling
from corrobora.entities.pointing import WHOEVER
from corrobora.events.kinds import FIGHTING, real, weight
from corrobora.events.strand import Strand, days_of, opposed, weight_of
from corrobora.records import Article, DatePrecision, Entity, EventDate, EventPlace, Status, Time
from corrobora.text.nations import nation_of_adjective

LABEL = 72
"""Code points of a label in the reports' words."""
SURE: tuple[Status, ...] = ("asserted", "ongoing", "alleged", "hedged", "denied", "expected", "planned")


def type_of(strands: Sequence[Strand]) -> str:
    """The type with most weight: exact words before general ones, central mentions before passing ones."""
    votes: dict[str, float] = defaultdict(float)
    for strand in strands:
        for claim in strand.happenings:
            if claim.happening:
                votes[claim.happening.type] += weight_of(strand, claim) * weight(claim.happening.type)
    return min(votes, key=lambda kind: (-votes[kind], kind)) if votes else "other"


def status_of(strands: Sequence[Strand]) -> Status:
    """The status with most weight; a thing told as done by some report is not merely planned."""
    votes: dict[Status, float] = defaultdict(float)
    for strand in strands:
        for claim in strand.happenings:
            votes[claim.status] += weight_of(strand, claim)
    if not votes:
        return "asserted"
    if any(real(status) for status in votes):
        votes = {status: value for status, value in votes.items() if real(status)}
    return min(votes, key=lambda status: (-votes[status], SURE.index(status)))


def roles_of(strands: Sequence[Strand], entities: Mapping[str, Entity]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Doers and targets, the most told first. Who is told as both is what he is told as more often.

    Of a state's forces and others, or of two sides, who is told as a doer much less than the first struck back: he
    is one of those attacked where the event is a fight, else neither.
    """
    doers: dict[str, float] = defaultdict(float)
    targets: dict[str, float] = defaultdict(float)
    deeds = type_of(strands) != "Other"
    told = any(claim.happening and claim.happening.main for strand in strands for claim in strand.happenings)
    done = any(claim.status != "denied" for strand in strands for claim in strand.happenings)
    for strand in strands:
        for claim in strand.happenings:
            if done and claim.status == "denied":
                continue  # "no teachers were hurt" makes nobody a target
            # Who announced a raid or protested against it neither did nor suffered it.
            # Nor does what a clause of background tells of a party ("which has been fighting the army") tell of this deed.
            if claim.happening and not (deeds and claim.happening.type == "Other") and not (
                    told and not claim.happening.main and claim.status in {"ongoing", "alleged"}):
                for id_ in claim.happening.actors:
                    doers[id_] += weight_of(strand, claim)
                for id_ in claim.happening.targets:
                    targets[id_] += weight_of(strand, claim)
    first = min(doers, key=lambda id_: (-doers[id_], id_), default="")
    fight = type_of(strands) in FIGHTING

    def struck_back(id_: str) -> bool:
        sides = [e.side if (e := entities.get(one)) else None for one in (id_, first)]
        return 3 * doers[id_] < 2 * doers[first] and (opposed({id_}, {first}, entities) or sides.count("government") == 1)

    for id_ in [id_ for id_ in doers if struck_back(id_)]:
        struck = doers.pop(id_)
        if fight:
            targets[id_] += struck
    if first and (e := entities.get(first)) and e.side != "civilians":  # villagers accused of doing the like do not do this
        for id_ in [id_ for id_ in doers if 2 * doers[id_] < doers[first]]:
            if (other := entities.get(id_)) and other.side == "civilians":
                del doers[id_]
    for votes in (doers, targets):  # "the attackers" are whoever else is told
        for id_ in [id_ for id_ in votes if (e := entities.get(id_)) and e.name.casefold() in WHOEVER]:
            if len(doers.keys() - {id_}) > 0:
                del votes[id_]
    ranked = [sorted(votes, key=lambda id_: (-votes[id_], id_)) for votes in (doers, targets)]
    return (
        tuple(id_ for id_ in ranked[0] if doers[id_] >= targets.get(id_, 0.0)),
        tuple(id_ for id_ in ranked[1] if targets[id_] > doers.get(id_, 0.0)),
    )


def date_of(strands: Sequence[Strand], times: Mapping[str, Sequence[Time]], articles: Mapping[str, Article]) -> EventDate:
    """The days most told, else what is known: the words for the day, or when it was printed."""
    votes: dict[tuple[int, int], float] = defaultdict(float)
    telling: dict[tuple[int, int], float] = defaultdict(float)
    unresolved: Counter[str] = Counter()
    news = any(claim.happening and claim.happening.main for strand in strands for claim in strand.happenings)
    for strand in strands:
        for claim in strand.happenings:
            told = claim.happening
            if told is None or told.time is None or told.time >= len(times.get(strand.article, ())):
                continue
            if news and not told.main:
                continue  # the day of what came before, told beside the news
            time = times[strand.article][told.time]
            first, last = days_of(time)
            if first is not None and last is not None:
                (telling if is_telling(claim) else votes)[first, last] += weight_of(strand, claim) / (1 if last == first else 2)
            elif time.from_ is None:
                unresolved[articles[strand.article].text[time.start:time.end]] += 1
    if votes:
        first, last = min(votes, key=lambda span: (-votes[span], span))
        return EventDate(
            start=date.fromordinal(first).isoformat(), end=date.fromordinal(last).isoformat(),
            precision=_precision(first, last),
        )
    if telling and not unresolved:
        first, last = min(telling, key=lambda span: (-telling[span], span))
        day, end = (date.fromordinal(day).isoformat() for day in (first, last))
        return EventDate(start=day, end=end, precision="week", note=f"no day is told but that of the telling, {day}")
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


def words_of(strands: Sequence[Strand], articles: Mapping[str, Article]) -> str:
    """The words of the reports for what has no type: those of its most central mention, else what a report is headed."""
    told = [claim for strand in strands for claim in strand.happenings]
    if told:
        first = min(told, key=lambda c: (-(c.happening.salience if c.happening else 0.0), c.article, c.start))
        words = articles[first.article].slice(first.sentence)
    else:
        article = articles[min(strand.article for strand in strands)]
        words = article.title or next((article.slice(block) for block in article.kept()), "")
    words = " ".join(words.split())
    return words if len(words) <= LABEL else words[:LABEL].rsplit(" ", 1)[0] + " …"


def label_of(
    type_: str, place: EventPlace, doers: Iterable[str], targets: Iterable[str], entities: Mapping[str, Entity], words: str
) -> str:
    """One line for a reader: what, where, by whom, against whom; ``words`` where no type tells what."""
    if type_ in {"Other", "other"} and words:
        return words
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
    """Two names at most, each once, the most told first.

    A description of a side ("rebels") stands only where nobody of that side is told more by name, one of no side ("attackers")
    only where nobody else is told.
    """
    sided, sides = [], {None, "unspecified"}
    for entity in entities:
        if entity.known or not entity.name.islower():
            sides.add(entity.side)
        elif entity.side in sides:
            continue
        sided.append(entity)
    return list(dict.fromkeys(_called(entity) for entity in sided or entities))[:2]


def _called(entity: Entity) -> str:
    """A state's name for its adjective: a strike told as "Israeli" is by Israel."""
    nation = nation_of_adjective(entity.name) if entity.kind == "nationality" else None
    return nation.name if nation else entity.name
