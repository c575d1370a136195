"""Findings that are no numbers: who did it, where, when, and whether it is disputed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations

from corrobora.claims.status_words import is_telling
from corrobora.events.copies import Sources, speaker
from corrobora.events.kinds import fighting
from corrobora.events.where import relate
from corrobora.records import Cell, Claim, Entity, Event, Finding, Time, Verdict

Answers = Mapping[str, tuple[frozenset[str], tuple[Claim, ...]]]
"""Origin -> what it answers (entity ids, days, statuses), with the claims that say so."""


def find_facts(
    event: Event, claims: Sequence[Claim], entities: Mapping[str, Entity], times: Mapping[tuple[str, int], Time],
    sources: Sources,
) -> list[Finding]:
    """The rows on doers, place, date and status; each only where some origin answers."""
    told = [claim for claim in claims if claim.happening]
    kinds: dict[str, float] = defaultdict(float)
    for claim in told:
        if claim.happening:
            kinds[claim.happening.type] += 1 / len(told)
    rows = [
        _row("actors", _answers(told, _doers, sources), _doers_agree(entities, fighting(kinds)), _names(entities), sources),
        _row("place", _places(told, sources, event, entities), _places_agree(entities), _names(entities), sources),
        _row("date", _days(told, times, sources), _same, _plainly, sources),
        _row("status", _answers(told, lambda claim: [claim.status], sources), _status_agrees, _plainly, sources),
    ]
    return [row for row in rows if row is not None and not (row.topic == "status" and row.verdict != "differ")]


def _answers(told: Iterable[Claim], of: Callable[[Claim], Iterable[str]], sources: Sources) -> Answers:
    """What each origin answers by its claims; the answers that it gives most often, and those half as often."""
    votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    given: dict[str, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in told:
        for answer in of(claim):
            source = sources.source(claim)
            votes[source][answer] += 0.2 + (claim.happening.salience if claim.happening else 0.0)
            given[source][answer].append(claim)
    result = {}
    for source, own in votes.items():
        top = max(own.values())
        kept = sorted(answer for answer, vote in own.items() if vote >= top / 2)
        backing = {claim.id: claim for answer in kept for claim in given[source][answer]}
        result[source] = (frozenset(kept), tuple(sorted(backing.values(), key=lambda c: (c.article, c.start, c.id))))
    return result


def _doers(claim: Claim) -> Iterable[str]:
    return claim.happening.actors if claim.happening else ()


def _places(told: Sequence[Claim], sources: Sources, event: Event, entities: Mapping[str, Entity]) -> Answers:
    """The place of each origin: that of the event where it names it, else what it names most."""
    answers = _answers(told, lambda c: [c.happening.place] if c.happening and c.happening.place else [], sources)
    own = event.place.entity
    if own is None:
        return answers
    return {
        source: (frozenset({own}) if relate([own], given, entities) == "same" else given, claims)
        for source, (given, claims) in answers.items()
    }


def _days(told: Iterable[Claim], times: Mapping[tuple[str, int], Time], sources: Sources) -> Answers:
    def days(claim: Claim) -> Iterable[str]:
        index = claim.happening.time if claim.happening and not is_telling(claim) else None
        time = None if index is None else times.get((claim.article, index))
        if time is None or not time.from_:
            return ()
        first, last = time.from_[:10], (time.to or time.from_)[:10]
        return (first,) if first == last else (f"{first} to {last}",)

    return _answers(told, days, sources)


def _row(
    topic: str, answers: Answers, verdict: Callable[[frozenset[str], frozenset[str]], Verdict],
    words: Callable[[frozenset[str]], str], sources: Sources,
) -> Finding | None:
    """The row over all origins that answer; None if none does. One pair that differs makes the row differ."""
    if not answers:
        return None
    pairs = {verdict(a[0], b[0]) for a, b in combinations([answers[s] for s in sorted(answers)], 2)}
    order: tuple[Verdict, ...] = ("differ", "agree", "compatible")
    found = next((v for v in order if v in pairs), "alone")
    speakers = {speaker(claim, source) for source, (_, claims) in answers.items() for claim in claims}
    return Finding(
        topic=topic, verdict=found, origins=len(answers), claimants=len(speakers),
        cells=tuple(
            Cell(origin=source, claims=tuple(claim.id for claim in claims), value=words(given))
            for source, (given, claims) in sorted(answers.items())
        ),
        why={"agree": "the same in two origins", "differ": "they name different ones", "alone": "one origin only",
             "compatible": "one is nearer than the other, or they overlap"}.get(found),
    )


def _names(entities: Mapping[str, Entity]) -> Callable[[frozenset[str]], str]:
    return lambda ids: ", ".join(sorted({entities[id_].name for id_ in ids if id_ in entities}))


def _plainly(values: frozenset[str]) -> str:
    return ", ".join(sorted(values))


def _doers_agree(entities: Mapping[str, Entity], fight: bool) -> Callable[[frozenset[str], frozenset[str]], Verdict]:
    """Whether two origins name a common doer, or doers of one side; in a fight each party may be named alone."""

    def compare(a: frozenset[str], b: frozenset[str]) -> Verdict:
        if a & b:
            return "agree"
        sides = [{e.side for id_ in own if (e := entities.get(id_)) and e.side not in (None, "unspecified")} for own in (a, b)]
        if fight or not sides[0] or not sides[1] or sides[0] & sides[1]:
            return "compatible"
        return "differ"

    return compare


def _places_agree(entities: Mapping[str, Entity]) -> Callable[[frozenset[str], frozenset[str]], Verdict]:
    def compare(a: frozenset[str], b: frozenset[str]) -> Verdict:
        relation = relate(a, b, entities)
        return "agree" if relation == "same" else "differ" if relation == "apart" else "compatible"

    return compare


def _same(a: frozenset[str], b: frozenset[str]) -> Verdict:
    if a & b:
        return "agree"
    spans = [[_span(value) for value in own] for own in (a, b)]
    meet = any(x[0] <= y[1] and y[0] <= x[1] for x in spans[0] for y in spans[1])
    return "compatible" if meet else "differ"


def _span(value: str) -> tuple[date, date]:
    first, _, last = value.partition(" to ")
    return date.fromisoformat(first), date.fromisoformat(last or first)


def _status_agrees(a: frozenset[str], b: frozenset[str]) -> Verdict:
    if a & b:
        return "agree"
    return "differ" if ("denied" in a) != ("denied" in b) else "compatible"
