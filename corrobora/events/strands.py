"""What one article says of one happening: its mentions of it, the figures that belong to it, its words.

A strand is the article's share of an event.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from corrobora.events.kinds import FIGHTING, SINGULAR, VIOLENT, compatible, real, weight
from corrobora.events.totals import is_own_hand
from corrobora.events.where import lies_in, relate, wide_place
from corrobora.records import CASUALTIES, Article, Claim, Entity, Happening, Reading, Span, Time

MERGE = 1.4
"""Score from which on a mention tells of a happening that the article has told of before."""
LEAD = 500
"""Code points at the head of an article that tell what it is mainly about."""
_HARM = (
    "kill", "die", "dying", "dead", "death", "wound", "injur", "casualt", "bod", "hurt", "toll", "martyr", "victim", "lives",
    "fatal", "maim", "slain", "loss", "perish",
)
_KILLED = ("execut", "massacr", "slaughter", "murder", "behead")
_BY_HAND = ("execut", "behead")
_BY_BLAST = frozenset({"Air/drone strike", "Shelling/artillery/missile attack", "Suicide bomb", "Chemical weapon",
                       "Remote explosive/landmine/IED"})
_BY_MEANS = frozenset({"Air/drone strike", "Shelling/artillery/missile attack", "Suicide bomb", "Chemical weapon"})
_AFTERMATH = re.compile(
    r"(?:arrest|charg|convict|sentenc|plead|pled|indict|tri(?:al|ed)|arraign|extradit|bail|bond|jail|vigil|funeral|mourn|memorial"
    r"|bur(?:y|ied)|identif|investigat|pray|rememb|honou?r|guilty)", re.I,
)
"""What comes of a deed and is told long after it."""
_TOLL = frozenset({"killed", "injured", "killed_or_injured"})
_APART = re.compile(
    r"^(?:\W*(?:elsewhere|separately|in (?:a separate|another|other)\b|also in\b))|"
    r"\b(?:meanwhile|elsewhere|(?:was|were) also)\b", re.I)
"""How a report turns from one happening to another."""
REACH = 2
"""Sentences back in which a figure without a happening of its own looks for one."""


@dataclass
class Strand:
    """One article's share of one event. ``places``: stated with it; ``around``: only near it. Days are ordinals."""

    article: str
    happenings: list[Claim] = field(default_factory=list)
    figures: list[Claim] = field(default_factory=list)
    others: list[Claim] = field(default_factory=list)
    places: set[str] = field(default_factory=set)
    around: set[str] = field(default_factory=set)
    actors: set[str] = field(default_factory=set)
    targets: set[str] = field(default_factory=set)
    first: int | None = None
    last: int | None = None
    main: bool = False
    """Whether it is what the article is mainly about."""
    apart: bool = False
    """Whether its sentence turns to something else ("Elsewhere in the province")."""
    pointing: bool = False
    """Whether its one mention only names again what was told ("the fighting"): no place, day or party of its own."""

    @property
    def claims(self) -> list[Claim]:
        return [*self.happenings, *self.figures]

    @property
    def salience(self) -> float:
        return max((_told(claim).salience for claim in self.happenings), default=0.0)

    @property
    def reported(self) -> bool:
        """Whether the article tells of it as news."""
        hurt = any(claim.figure and claim.figure.counts in CASUALTIES for claim in self.figures)
        return any(_told(claim).main for claim in self.happenings) or hurt or self.main


def _told(claim: Claim) -> Happening:
    assert claim.happening is not None
    return claim.happening


def strands_of(reading: Reading, entities: Mapping[str, Entity]) -> list[Strand]:
    """The strands of an article, the main one first; an article of which no happening was read gives one without any."""
    told = sorted((claim for claim in reading.claims if claim.happening), key=lambda c: (c.start, c.end, c.id))
    strands: list[Strand] = []
    of: dict[str, Strand] = {}
    lead = lead_end(reading.article)
    deeds = [
        claim for claim in told
        if not (harm_alone(claim) or _killed_somehow(claim, reading, entities, lead)) or _told_by_whom(claim)
    ]
    for claim in deeds:
        of[claim.id] = _strand_for(_single(claim, reading, entities), strands, entities, lead)
    main = _main(strands, lead)
    figures = [claim for claim in reading.claims if claim.figure and claim.figure.scope == "event"]
    if main is not None:
        _part(main, strands, of, figures, entities, lead)
    for claim in told:
        if claim.id not in of:
            of[claim.id] = _strand_of_harm(_single(claim, reading, entities), strands, main, deeds, of, entities)
            main = main or of[claim.id]
    # What does not stand at the head is not what the article is mainly about, though it may be the only violence in it.
    main = _main(strands, lead) or Strand(reading.article.id)
    main.main = True
    if main not in strands:
        strands.append(main)
    for strand in strands:
        strand.happenings.sort(key=lambda c: (c.start, c.end, c.id))
    for claim in sorted(figures, key=lambda c: (c.start, c.end, c.id)):
        _strand_of_figure(claim, told, of, main, reading.article).figures.append(claim)
    if (deed := _deed_behind(main, strands, reading.article, lead)) is not None:
        main.main, deed.main = False, True
    return sorted(strands, key=lambda s: (not s.main, s.claims[0].start if s.claims else 0))


def _part(
    main: Strand, strands: list[Strand], of: dict[str, Strand], figures: Sequence[Claim], entities: Mapping[str, Entity],
    lead: int,
) -> None:
    """Takes what happened in single towns, each with its own toll, out of a strand that sums it up for a wider area."""
    tolls = {c: c.figure for c in figures if c.figure and c.figure.counts == "killed" and c.figure.low}
    total = max((toll.low or 0 for c, toll in tolls.items() if c.start < lead), default=0)
    whole = {c.sentence for c, toll in tolls.items() if toll.low == total}
    own = {c.sentence for c, toll in tolls.items() if not toll.subset_of and (toll.low or 0) < total} - whole
    area = [place for place in main.places if wide_place(place, entities)]
    typical, around = _told(_typical(main)), _typical_places(main, entities)

    def is_part(claim: Claim, sentences: Collection[Span]) -> bool:
        site = _told(claim).place
        return site is not None and claim.sentence in sentences and claim.start >= lead // 2 and stated(claim, entities) and \
            _alike(_told(claim), typical) == 1 and (
                any(lies_in(site, outer, entities) for outer in area)
                or (sentences is own and relate([site], around, entities) in {"within", "apart"}))

    counted = {c.sentence for c in tolls} - whole
    several = len({_told(c).place for strand in strands for c in strand.happenings if is_part(c, counted)}) > 1
    parts: dict[str, list[Claim]] = {}
    for claim in main.happenings:
        if is_part(claim, counted if several else own):
            parts.setdefault(_told(claim).place or "", []).append(claim)
    if sum(map(len, parts.values())) == len(main.happenings):
        return
    for site, claims in parts.items():
        part = Strand(main.article, claims, places={site}, first=main.first, last=main.last)
        for claim in claims:
            part.actors |= set(_told(claim).actors)
            part.targets |= set(_told(claim).targets)
            of[claim.id] = part
        main.happenings = [claim for claim in main.happenings if claim not in claims]
        main.places.discard(site)
        strands.append(part)


def lead_end(article: Article) -> int:
    """The offset up to which the head of an article goes: its headline and about its first two sentences."""
    left = LEAD
    for block in article.kept():
        if (size := block.end - block.start) >= left:
            return block.start + left
        left -= size
    return len(article.text)


def _main(strands: Sequence[Strand], lead: int) -> Strand | None:
    """What the article is mainly about: the most central real happening told at its head."""
    heads = [s for s in strands if any(c.start < lead and _told(c).main for c in s.happenings)]
    if not heads:
        # A report on what followed ("toll rises", "trial opens") is of the deed that its head tells of in passing.
        heads = [s for s in strands if any(
            c.start < lead and _told(c).type in VIOLENT and real(c.status) for c in s.happenings)]
    return max(
        heads, key=lambda s: (any(real(c.status) for c in s.happenings), s.salience, -s.happenings[0].start), default=None
    )


def _deed_behind(main: Strand, strands: Sequence[Strand], article: Article, lead: int) -> Strand | None:
    """The violent deed that an article is about though its head dwells on what came of it: an arrest, a charge, a vigil.

    A court report months later is no new event. None if the main strand has a toll of its own, or tells another matter.
    """
    head = [claim for claim in main.happenings if claim.start < lead]
    if _has_toll(main) or any(_violent(_told(claim).type) and not harm_alone(claim) for claim in head):
        return None
    aftermath = any(_told(one).type == "Arrests" or _AFTERMATH.match(_told(one).predicate) for one in head)
    first = next((block.end for block in article.kept()), 0)

    def told(strand: Strand) -> bool:
        heads = any(_told(c).main and real(c.status) and c.start < (lead if aftermath else first) for c in strand.happenings)
        return heads and (aftermath or any(claim.start < first for claim in strand.figures))

    deeds = [
        strand for strand in strands
        if strand is not main and strand.happenings and _has_toll(strand) and _violent(_told(_typical(strand)).type)
        and told(strand)
    ]
    return max(deeds, key=lambda s: (s.salience, -s.happenings[0].start), default=None)


def _violent(type_: str) -> bool:
    return type_ not in {"Other", "other", "Arrests", "Peaceful protest"}


def _has_toll(strand: Strand) -> bool:
    """Whether it tells how many were hurt, beside a doer's own death."""
    return any(claim.figure and claim.figure.counts in _TOLL and not is_own_hand(claim) for claim in strand.figures)


def harm_alone(claim: Claim) -> bool:
    """Whether a happening tells who was hurt and not what was done ("31 people were killed")."""
    return _told(claim).predicate.casefold().startswith(_HARM)


def _killed_somehow(claim: Claim, reading: Reading, entities: Mapping[str, Entity], lead: int) -> bool:
    """Whether a killing in the body is told without who did it, where and when: "three men appeared to have been executed"."""
    told = _told(claim)
    one = _single(claim, reading, entities)
    return claim.start >= lead and told.predicate.casefold().startswith(_KILLED) and not (
        one.actors or one.places or one.first is not None)


def _told_by_whom(claim: Claim) -> bool:
    """Whether harm is told as another deed, with who did it and by which means: "the air force also killed ten"."""
    told = _told(claim)
    return bool(told.actors) and told.main and told.type in _BY_MEANS and " also " in claim.quote


def _strand_for(one: Strand, strands: list[Strand], entities: Mapping[str, Entity], lead: int) -> Strand:
    """The strand that a single mention belongs to, made if it is new; the mention is put in."""
    first = max(strands, key=lambda s: (s.salience, -s.happenings[0].start), default=None)

    def fit(strand: Strand) -> float:
        return _fit(one, strand, entities, lead) + (0.8 if one.pointing and strand is first else 0.0)

    best = max(strands, key=lambda s: (fit(s), s.happenings[-1].start), default=None)
    if best is None or fit(best) < MERGE:
        strands.append(one)
        return one
    return _put(one, best)


def _put(one: Strand, strand: Strand) -> Strand:
    strand.happenings += one.happenings
    strand.places |= one.places
    strand.around |= one.around
    strand.actors |= one.actors
    strand.targets |= one.targets
    if strand.first is None or strand.last is None:
        strand.first, strand.last = one.first, one.last
    return strand


def _strand_of_harm(
    one: Strand, strands: list[Strand], main: Strand | None, deeds: Sequence[Claim], of: Mapping[str, Strand],
    entities: Mapping[str, Entity],
) -> Strand:
    """The strand of a mention that tells only who was hurt: a deed of its sentence, else that before, else the main one."""
    claim = one.happenings[0]
    here = [deed for deed in deeds if deed.sentence == claim.sentence and real(deed.status) == real(claim.status)]
    if here:
        kind = _told(claim).type
        return _put(one, of[min(here, key=lambda d: (_told(d).type != kind, _distance(claim, d), d.id)).id])

    def fit(strand: Strand) -> float:
        if real(claim.status) != real(strand.happenings[0].status):
            return -9.0
        near = min((claim.start - d.sentence.end for d in deeds if of[d.id] is strand and d.start < claim.start), default=9999)
        score = 1.0 + (0.4 if near < 5 and strand.reported else 0.0) + (0.3 if strand is main else 0.0)
        if compatible(_told(claim).type, _told(_typical(strand)).type) < 0:
            score -= 0.3
        place = relate(one.places, strand.places or strand.around, entities)
        score += {"same": 0.4, "within": 0.0, "unknown": 0.0, "apart": -1.0}[place]
        if one.actors and strand.actors:
            score += 0.4 if one.actors & strand.actors else -0.3
        return score - (0.5 if _days_between(one, strand) > 1 else 0.0)

    best = max(strands, key=lambda s: (fit(s), -s.happenings[0].start), default=None)
    if best is None or fit(best) < 0.9:
        strands.append(one)
        return one
    return _put(one, best)


def _single(claim: Claim, reading: Reading, entities: Mapping[str, Entity]) -> Strand:
    told = _told(claim)
    strand = Strand(reading.article.id, [claim], actors=set(told.actors), targets=set(told.targets))
    if told.place:
        (strand.places if stated(claim, entities) else strand.around).add(told.place)
    if told.time is not None and told.time < len(reading.times):
        strand.first, strand.last = days_of(reading.times[told.time])
    opening = reading.article.text[claim.sentence.start:claim.sentence.start + 90]
    strand.apart = _APART.search(opening) is not None
    named = bool(strand.places or strand.actors or strand.targets or strand.first is not None)
    strand.pointing = not named and reading.article.text[max(0, claim.start - 4):claim.start].lower() == "the "
    return strand


def days_of(time: Time) -> tuple[int | None, int | None]:
    """The first and last day of a time expression as ordinals; None if it is not anchored or spans over a month."""
    try:
        first = date.fromisoformat((time.from_ or "")[:10]).toordinal()
        last = date.fromisoformat((time.to or time.from_ or "")[:10]).toordinal()
    except ValueError:
        return None, None
    return (first, max(first, last)) if last - first <= 31 else (None, None)


def _fit(one: Strand, strand: Strand, entities: Mapping[str, Entity], lead: int) -> float:
    """How well a single mention fits a strand of its own article."""
    claim = one.happenings[0]
    told = _told(claim)
    if real(claim.status) != real(strand.happenings[0].status):
        return -9.0
    kind = _alike(told, _told(_typical(strand)))
    if kind < 0:
        return -9.0
    score = 0.5 + (kind or -0.5) + (0.6 if kind == 1 and told.type in SINGULAR else 0.0)
    # The lead tells again what the headline told, often with a nearer place.
    again = claim.start < lead and strand.happenings[0].start < lead and claim.sentence != strand.happenings[0].sentence
    others = bool(one.actors and strand.actors and not one.actors & strand.actors)
    score += 0.8 if again and not (others and kind < 0.5) else 0.0
    near = min(abs(claim.start - other.start) for other in strand.happenings)
    same_sentence = any(other.sentence == claim.sentence for other in strand.happenings)
    score += 0.5 if same_sentence or near < 250 else 0.2 if near < 600 else 0.0
    if one.apart and not same_sentence and claim.sentence.start > strand.happenings[-1].sentence.start:
        score -= 0.8
    place = relate(one.places, _typical_places(strand, entities), entities)
    score += {"same": 0.8, "within": 0.1, "unknown": 0.0, "apart": -0.6 if again else -2.0}[place]
    if one.first is not None and strand.first is not None:
        gap = _days_between(one, strand)
        score += 0.4 if gap <= 0 else -0.3 if gap == 1 or again else -1.5
    if one.actors and strand.actors:
        score += 0.4 if one.actors & strand.actors else -0.5 if kind > 0.25 else -1.0
        fights = told.type in FIGHTING or _told(_typical(strand)).type in FIGHTING
        score -= 1.0 if not fights and opposed(one.actors, strand.actors, entities) else 0.0
    if one.targets & strand.targets:
        score += 0.3
    return score


def _days_between(one: Strand, other: Strand) -> int:
    """Days from the one to the other; 0 where they overlap or a day is not told."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return 0
    return max(0, one.first - other.last, other.first - one.last)


NO_SIDE = (None, "unspecified", "civilians")


def opposed(a: Collection[str], b: Collection[str], entities: Mapping[str, Entity]) -> bool:
    """Whether the doers are of sides, and none of one side is among those of the other."""
    sides = [{e.side for id_ in own if (e := entities.get(id_)) and e.side not in NO_SIDE} for own in (a, b)]
    return bool(sides[0] and sides[1] and not sides[0] & sides[1])


def stated(claim: Claim, entities: Mapping[str, Entity]) -> bool:
    """Whether a happening's place is named in its own sentence."""
    entity, first = entities.get(_told(claim).place or ""), (claim.article, claim.sentence.start)
    mentions = entity.mentions if entity else ()  # in the order of articles and of their text
    at = bisect_left(mentions, first, key=lambda m: (m.article, m.start))
    return at < len(mentions) and mentions[at].article == claim.article and mentions[at].start < claim.sentence.end


def _typical_places(strand: Strand, entities: Mapping[str, Entity]) -> set[str]:
    """The places named with at least half as many of a strand's mentions as the most named one."""
    told = Counter(_told(claim).place for claim in strand.happenings if stated(claim, entities))
    return {id_ for id_, times in told.items() if id_ and 2 * times >= max(told.values())} or strand.places or strand.around


def _typical(strand: Strand) -> Claim:
    """The mention that tells best of what kind a strand is: exact words before general ones, then the most central."""
    return max(strand.happenings, key=lambda c: (weight(_told(c).type) >= 1, _told(c).salience, -c.start))


def _alike(a: Happening, b: Happening) -> float:
    """Whether two mentions may be of one kind; two of no known type by their words ("crashed", "the crash")."""
    if a.type == b.type and a.type in {"Other", "other"}:
        return 1.0 if a.predicate.casefold()[:5] == b.predicate.casefold()[:5] else -1.0
    by_hand = {a.predicate.casefold().startswith(_BY_HAND), b.predicate.casefold().startswith(_BY_HAND)}
    if by_hand == {True, False} and {a.type, b.type} & _BY_BLAST:
        return -1.0
    return compatible(a.type, b.type)


def _strand_of_figure(claim: Claim, told: Sequence[Claim], of: Mapping[str, Strand], main: Strand, article: Article) -> Strand:
    """The strand of the happening that a figure tells of: the nearest of its sentence, else one before, else the main one."""
    here = [other for other in told if other.sentence == claim.sentence]
    if here:
        return of[min(here, key=lambda o: (_distance(claim, o), not harm_alone(o), not real(o.status), o.id)).id]
    figure = claim.figure
    for other in main.figures:
        same = other.figure
        if figure and same and (figure.low or 0) > 1 and (
            (figure.counts, figure.low, figure.high) == (same.counts, same.low, same.high)
        ):
            return main
    before = [other for other in told if other.start < claim.start and real(other.status)]
    if before:
        last = before[-1]
        between = article.text[last.sentence.end:claim.sentence.start]
        if between.count(". ") < REACH and "\n" not in between.strip(" "):
            return of[last.id]
    return main


def _distance(a: Claim, b: Claim) -> int:
    return max(0, a.start - b.end, b.start - a.end)
