"""What of a case is most in doubt, for a person to decide: pairs of names, and pairs of events, that may or may not be one."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from corrobora.casebook.anchors import find_event
from corrobora.casebook.names import Pair, key
from corrobora.entities.across import block_keys
from corrobora.entities.compare import compare_names, explain_names
from corrobora.entities.kinds import compatible
from corrobora.events.neighbours import neighbours
from corrobora.events.pairs import profile, text_of, together
from corrobora.events.strand import Strand, day_of, days_of
from corrobora.events.wording import Wording
from corrobora.records import Case, Claim, Entity, Event, Judgement, Target

MOST = 500
"""Pairs of each kind that are kept."""
CLEAR = 0.9
"""From this probability on, and below 1 minus it, the program is not in doubt."""
LIKE = 60
"""Names compared with each other because they share a key; a key of more tells nothing."""
Doubt = dict[str, Any]


def doubts(case: Case) -> list[Doubt]:
    """Pairs with the probability that they are one, what the program took them for and why; the most doubtful first.

    A pair on which somebody has decided is in doubt no more.
    """
    members, of_article = {event.id: event.claims for event in case.events}, defaultdict[str, list[Claim]](list)
    for claim in case.claims:
        of_article[claim.article].append(claim)
    held = (judged.judgement for judged in case.judgements if judged.effect != "undone")
    decided = decided_on(held, lambda target: find_event(target, members, of_article, {}))
    found = [*_names(case, decided), *_events(case, decided)]
    return sorted(found, key=lambda d: (-d["doubt"], d["kind"], d["a"]["id"], d["b"]["id"], d["b"]["name"]))


def pair_of(doubt: Doubt) -> Pair:
    """A pair in doubt as ``decided_on`` gives it."""
    return frozenset((key(doubt["a"]["name"]), key(doubt["b"]["name"])) if doubt["kind"] == "names" else
                     (doubt["a"]["id"], doubt["b"]["id"]))


def _doubt(kind: str, a: tuple[str, str], b: tuple[str, str], chance: float, one: bool) -> Doubt:
    return {
        "kind": kind, "a": {"id": a[0], "name": a[1]}, "b": {"id": b[0], "name": b[1]}, "probability": round(chance, 3),
        "doubt": round(1 - abs(2 * chance - 1), 3), "now": "one" if one else "two",
    }


def decided_on(judgements: Iterable[Judgement], called: Callable[[Target], str | None]) -> set[Pair]:
    """The pairs of written names, and of events, on which somebody has decided. ``called``: the event that a target means."""
    found = set[Pair]()
    for judgement in judgements:
        names = judgement.target.names
        if names:
            found.add(frozenset(map(key, names)))
        elif judgement.target.kind == "event":
            found |= {
                frozenset((called(judgement.target) or "", called(other) or "")) for other in judgement.others
                if other.kind == "event"
            }
    return found


def _names(case: Case, decided: set[Pair]) -> list[Doubt]:
    texts = {article.id: article.text for article in case.articles}
    found = [*_joined(case.entities, decided, texts), *_parted(case.entities, decided)]
    best = sorted(found, key=lambda d: (-d["doubt"], d["a"]["id"], d["b"]["id"], d["b"]["name"]))[:MOST]
    return [{**doubt, "why": list(explain_names(doubt["a"]["name"], doubt["b"]["name"]))} for doubt in best]


def _joined(entities: Sequence[Entity], decided: set[Pair], texts: Mapping[str, str]) -> Iterator[Doubt]:
    """Forms of one name that are not very like it, and that some of its mentions have and some have not: what is never written
    so, or always, cannot be parted by how it is written."""
    for entity in entities:
        if entity.known:
            continue  # the file of known actors says so
        written = {key(texts[m.article][m.start:m.end]) for m in entity.mentions}
        for form in entity.names:
            if key(form) not in written or len(written) == 1:
                continue
            chance = compare_names(entity.name, form)
            if 1 - CLEAR < chance < CLEAR and frozenset((key(entity.name), key(form))) not in decided:
                yield _doubt("names", (entity.id, entity.name), (entity.id, form), chance, True)


def _parted(entities: Sequence[Entity], decided: set[Pair]) -> Iterator[Doubt]:
    """Names of two entities that are rather like each other."""
    blocks: dict[str, list[Entity]] = defaultdict(list)
    for entity in entities:
        for block in dict.fromkeys(block for block, _ in block_keys(entity.name, entity.kind)):
            blocks[block].append(entity)
    seen: set[tuple[str, str]] = set()
    for own in blocks.values():
        for a, b in combinations(own[:LIKE], 2):
            if (a.id, b.id) in seen or not compatible(a.kind, b.kind) or key(a.name) == key(b.name):
                continue
            seen.add((a.id, b.id))
            chance = compare_names(a.name, b.name)
            if chance > 1 - CLEAR and frozenset((key(a.name), key(b.name))) not in decided:
                yield _doubt("names", (a.id, a.name), (b.id, b.name), min(chance, CLEAR), False)


def _events(case: Case, decided: set[Pair]) -> list[Doubt]:
    """Pairs of events by the mean score of their articles' shares, as they are grouped; 0 is even chance."""
    entities, articles = {e.id: e for e in case.entities}, {a.id: a for a in case.articles}
    strands, owner = _strands(case)
    texts = [list(text_of(strand, articles[strand.article])) for strand in strands]
    wording = Wording(texts)
    days = [day_of(articles[strand.article]) for strand in strands]
    profiles = [
        profile(strand, text, wording, day, case.times, entities)
        for strand, text, day in zip(strands, texts, days, strict=True)
    ]
    near = neighbours([p.words for p in profiles], days, [event.id for event in owner])
    scores: dict[tuple[str, str], list[tuple[float, str]]] = defaultdict(list)
    events = {event.id: event for event in case.events}
    for (i, j), score in together(profiles, near, entities).items():
        a, b = sorted((owner[i].id, owner[j].id))
        scores[a, b].append((score.value, score.why))
    found = []
    for (a, b), own in scores.items():
        chance = 1 / (1 + math.exp(-max(-30.0, min(30.0, sum(value for value, _ in own) / len(own)))))
        if chance > 1 - CLEAR and frozenset((a, b)) not in decided:
            doubt = _doubt("events", (a, events[a].label), (b, events[b].label), min(chance, CLEAR), False)
            found.append({**doubt, "why": [max(own)[1]]})
    return sorted(found, key=lambda d: (-d["doubt"], d["a"]["id"], d["b"]["id"]))[:MOST]


def _strands(case: Case) -> tuple[list[Strand], list[Event]]:
    """Each article's share of each event, and the event that it is of."""
    claims = {claim.id: claim for claim in case.claims}
    strands, owner = [], []
    for event in case.events:
        own: dict[str, list[Claim]] = defaultdict(list)
        for id_ in event.claims:
            if (claim := claims.get(id_)) and (claim.happening or claim.figure):
                own[claim.article].append(claim)
        for article, told in own.items():
            strands.append(_strand(article, told, case, article in event.main_of))
            owner.append(event)
    return strands, owner


def _strand(article: str, claims: Sequence[Claim], case: Case, main: bool) -> Strand:
    strand = Strand(article, figures=[claim for claim in claims if claim.figure], main=main)
    for claim in claims:
        if told := claim.happening:
            strand.happenings.append(claim)
            strand.actors |= set(told.actors)
            strand.targets |= set(told.targets)
            strand.places |= {told.place} if told.place else set()
            if strand.first is None and told.time is not None and told.time < len(case.times):
                strand.first, strand.last = days_of(case.times[told.time])
    return strand
