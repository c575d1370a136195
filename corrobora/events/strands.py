"""Puts what one article tells into strands: one for each happening, the figures with the deed that they belong to."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from corrobora.events.kinds import FIGHTING, PEACEFUL, SINGULAR, compatible, real
from corrobora.events.main_strand import TOLL, deed_behind, lead_end, main_strand, violent
from corrobora.events.several import parts_of_sum, sums_up
from corrobora.events.strand import (
    Strand,
    day_of,
    days_between,
    days_of,
    harm_alone,
    hours_of,
    of_one_sentence,
    opposed,
    stated,
    told_by,
    typical,
    typical_places,
)
from corrobora.events.where import lies_in, relate, wide_place
from corrobora.records import Article, Claim, Entity, Happening, Reading, Span

MERGE = 1.4
"""Score from which on a mention tells of a happening that the article has told of before."""
_KILLED = ("execut", "massacr", "slaughter", "murder", "behead")
_BY_HAND = ("execut", "behead")
_BY_BLAST = frozenset({"Air/drone strike", "Shelling/artillery/missile attack", "Suicide bomb", "Chemical weapon",
                       "Remote explosive/landmine/IED"})
_BY_MEANS = frozenset({"Air/drone strike", "Shelling/artillery/missile attack", "Suicide bomb", "Chemical weapon"})
OWNED_UP = "responsibility"
"""The word by which a deed is claimed."""
_OVERTURN = ("coup", "putsch", "mutin", "overthr", "oust", "toppl", "depos", "seiz", "took", "take")
"""How a change of power by force is told."""
_APART = re.compile(
    r"^(?:\W*(?:elsewhere|separately|in (?:a separate|another|other)\b|also in\b))|"
    r"\b(?:meanwhile|elsewhere|(?:was|were) also)\b", re.I)
"""How a report turns from one happening to another."""
_LONG_AFTER = re.compile(
    r"\b(?:hours?|days?|nights?|weeks?|months?|years?)\s+(?:after|before|since|following)\s+(?:[\w'’-]+\s+){0,7}$", re.I)
"""How a sentence names another deed beside the one it tells: "hours after an attack on the town's market"."""
_LATER_DEAD = re.compile(
    r"\bof (?:the|those|them)\b.{0,20}?\b(?:wounded|injured|hurt|victims)\b|"
    r"\b(?:die[ds]?|dying|succumb\w*)\b[^.;]*\b(?:injur\w+|wounds|hospitals?|clinic)\b", re.I)
"""Who died of what had befallen them before, it may be elsewhere."""
PAST = 31
"""Days before the report was printed from which on what it tells beside the news is not of the news."""
REACH = 2
"""Sentences back in which a figure without a happening of its own looks for one."""


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
    others = {claim.id for claim in deeds if _LONG_AFTER.search(reading.article.text[claim.sentence.start:claim.start])}
    alone = [claim for claim in told if others and _killing_beside(claim, deeds, others)]
    deeds = sorted([*deeds, *alone], key=lambda c: (c.start, c.end, c.id))
    for claim in deeds:
        one = _single(claim, reading, entities)
        one.other = claim.id in others
        beside = min((deed.start for deed in deeds if deed.id in others and of_one_sentence(deed, claim)), default=None)
        if beside is not None and not one.other and not _named_before(one.places, claim, beside, entities):
            one.places = set()  # "the ambush came a day after an attack on X"
        of[claim.id] = _strand_for(one, strands, entities, lead)
    main = main_strand(strands, lead)
    figures = [claim for claim in reading.claims if claim.figure and claim.figure.scope == "event"]
    if main is not None:
        _part(main, strands, of, figures, entities, lead)
    for claim in told:
        if claim.id not in of:
            one = _single(claim, reading, entities)
            if _LATER_DEAD.search(reading.article.text[claim.sentence.start:claim.sentence.end]):
                one.places, one.around, one.first, one.last, one.hours = set(), set(), None, None, None
            of[claim.id] = _strand_of_harm(one, strands, main, deeds, of, entities, lead)
            main = main or of[claim.id]
    # What does not stand at the head is not what the article is mainly about, though it may be the only violence in it.
    main = main_strand(strands, lead) or Strand(reading.article.id)
    main.main = True
    if main not in strands:
        strands.append(main)
    if sums_up(main, reading.article, lead):
        main.several = True
        for claims in parts_of_sum(main, reading.article, figures):
            strands.append(_take_out(claims, main, reading, entities, of))
    for strand in strands:
        strand.happenings.sort(key=lambda c: (c.start, c.end, c.id))
    for claim in sorted(figures, key=lambda c: (c.start, c.end, c.id)):
        _strand_of_figure(claim, told, of, main, reading.article).figures.append(claim)
    if (deed := deed_behind(main, strands, reading.article, lead)) is not None:
        main.main, deed.main = False, True
        # Who was hurt is told of the deed, also in the words that tell of the arrest.
        deed.figures += [claim for claim in main.figures if claim.figure and claim.figure.counts in TOLL]
        main.figures = [claim for claim in main.figures if claim not in deed.figures]
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
    deed, around = told_by(typical(main)), typical_places(main, entities)

    def is_part(claim: Claim, sentences: Collection[Span]) -> bool:
        site = told_by(claim).place
        return site is not None and claim.sentence in sentences and claim.start >= lead // 2 and stated(claim, entities) and \
            _alike(told_by(claim), deed) == 1 and (
                any(lies_in(site, outer, entities) for outer in area)
                or (sentences is own and relate([site], around, entities) in {"within", "apart"}))

    counted = {c.sentence for c in tolls} - whole
    several = len({told_by(c).place for strand in strands for c in strand.happenings if is_part(c, counted)}) > 1
    parts: dict[str, list[Claim]] = {}
    for claim in main.happenings:
        if is_part(claim, counted if several else own):
            parts.setdefault(told_by(claim).place or "", []).append(claim)
    if sum(map(len, parts.values())) == len(main.happenings):
        return
    for site, claims in parts.items():
        part = Strand(main.article, claims, places={site}, first=main.first, last=main.last)
        for claim in claims:
            part.actors |= set(told_by(claim).actors)
            part.targets |= set(told_by(claim).targets)
            of[claim.id] = part
        main.happenings = [claim for claim in main.happenings if claim not in claims]
        main.places.discard(site)
        strands.append(part)


def _take_out(
    claims: Sequence[Claim], whole: Strand, reading: Reading, entities: Mapping[str, Entity], of: dict[str, Strand]
) -> Strand:
    """Some mentions of a strand as one of their own; it happened on the day of the whole."""
    part = _single(claims[0], reading, entities)
    for claim in claims:
        of[claim.id] = part
        if claim is not claims[0]:
            _put(_single(claim, reading, entities), part)
    if part.first is None:
        part.first, part.last = whole.first, whole.last
    whole.happenings = [claim for claim in whole.happenings if claim not in claims]
    left = {told_by(claim).place: stated(claim, entities) for claim in whole.happenings}
    whole.places = {place for place in whole.places if left.get(place)} or whole.places
    return part


def _killed_somehow(claim: Claim, reading: Reading, entities: Mapping[str, Entity], lead: int) -> bool:
    """Whether a killing in the body is told without who did it, where and when: "three men appeared to have been executed"."""
    told = told_by(claim)
    one = _single(claim, reading, entities)
    return claim.start >= lead and told.predicate.casefold().startswith(_KILLED) and not (
        one.actors or one.places or one.first is not None)


def _told_by_whom(claim: Claim) -> bool:
    """Whether harm is told as another deed, with who did it and by which means: "the air force also killed ten"."""
    told = told_by(claim)
    return bool(told.actors) and told.main and told.type in _BY_MEANS and " also " in claim.quote


def _named_before(places: Collection[str], claim: Claim, end: int, entities: Mapping[str, Entity]) -> bool:
    """Whether a claim's sentence names some place before an offset."""
    return any(
        mention.article == claim.article and claim.sentence.start <= mention.start < end
        for id_ in places if id_ in entities for mention in entities[id_].mentions)


def _killing_beside(claim: Claim, deeds: Sequence[Claim], others: Collection[str]) -> bool:
    """Whether a killing is told with no deed in its sentence but another one, of another time."""
    here = [deed for deed in deeds if of_one_sentence(deed, claim)]
    kills = told_by(claim).main and told_by(claim).predicate.casefold().startswith(("kill", "slain", "slay"))
    return kills and harm_alone(claim) and bool(here) and all(deed.id in others for deed in here)


def _strand_for(one: Strand, strands: list[Strand], entities: Mapping[str, Entity], lead: int) -> Strand:
    """The strand that a single mention belongs to, made if it is new; the mention is put in."""
    first = max(strands, key=lambda s: (s.salience, -s.happenings[0].start), default=None)

    def fit(strand: Strand) -> float:
        return _fit(one, strand, entities, lead) + (0.8 if one.pointing and strand is first else 0.0)

    fits = [fit(strand) for strand in strands]
    best = max(range(len(strands)), key=lambda n: (fits[n], strands[n].happenings[-1].start), default=None)
    if best is None or fits[best] < MERGE:
        strands.append(one)
        return one
    return _put(one, strands[best])


def _put(one: Strand, strand: Strand) -> Strand:
    strand.happenings += one.happenings
    strand.places |= one.places
    strand.around |= one.around
    strand.actors |= one.actors
    strand.targets |= one.targets
    better = strand.day_in_passing and one.first is not None and not one.day_in_passing
    strand.other &= one.other
    if strand.first is None or strand.last is None or better:
        strand.first, strand.last, strand.day_in_passing, strand.hours = one.first, one.last, one.day_in_passing, one.hours
    return strand


def _strand_of_harm(
    one: Strand, strands: list[Strand], main: Strand | None, deeds: Sequence[Claim], of: Mapping[str, Strand],
    entities: Mapping[str, Entity], lead: int,
) -> Strand:
    """The strand of a mention that tells only who was hurt: a deed of its sentence, else that before, else the main one."""
    claim = one.happenings[0]
    here = [deed for deed in deeds if of_one_sentence(deed, claim) and real(deed.status) == real(claim.status)]
    if here:
        kind = told_by(claim).type
        return _put(one, of[min(here, key=lambda d: (told_by(d).type != kind, _distance(claim, d), d.id)).id])

    def fit(strand: Strand) -> float:
        if real(claim.status) != real(strand.happenings[0].status):
            return -9.0
        near = min((claim.start - d.sentence.end for d in deeds if of[d.id] is strand and d.start < claim.start), default=9999)
        score = 1.0 + (0.4 if near < 5 and strand.reported else 0.0) + (0.3 if strand is main else 0.0)
        if compatible(told_by(claim).type, told_by(typical(strand)).type) < 0:
            score -= 2.0 if told_by(typical(strand)).type in PEACEFUL else 0.3
        place = relate(one.places, strand.places or strand.around, entities)
        first = strand.happenings[0]
        again = claim.start < lead and first.start < lead and not of_one_sentence(claim, first)
        score += {"same": 0.4, "within": 0.0, "unknown": 0.0, "apart": -0.6 if again else -1.0}[place]
        if one.actors and strand.actors:
            score += 0.4 if one.actors & strand.actors else -0.3
        return score - (0.5 if days_between(one, strand) > 1 else 0.0)

    best = max(strands, key=lambda s: (fit(s), -s.happenings[0].start), default=None)
    if best is None or fit(best) < 0.9:
        strands.append(one)
        return one
    return _put(one, best)


def _single(claim: Claim, reading: Reading, entities: Mapping[str, Entity]) -> Strand:
    told = told_by(claim)
    if told.predicate == OWNED_UP:  # whoever claims the deed is told of the article's own, wherever he speaks
        return Strand(reading.article.id, [claim], around={told.place} if told.place else set(), pointing=True)
    strand = Strand(reading.article.id, [claim], actors=set(told.actors), targets=set(told.targets))
    if told.place:
        (strand.places if stated(claim, entities) else strand.around).add(told.place)
    if told.time is not None and told.time < len(reading.times):
        strand.first, strand.last = days_of(reading.times[told.time])
        strand.hours, strand.day_in_passing = hours_of(reading.times[told.time]), not told.main
        printed = day_of(reading.article)
        strand.long_past = not told.main and None not in (printed, strand.last) and (printed or 0) - (strand.last or 0) > PAST
    opening = reading.article.text[claim.sentence.start:claim.sentence.start + 90]
    strand.apart = _APART.search(opening) is not None
    named = bool(strand.places or strand.actors or strand.targets or strand.first is not None)
    strand.pointing = not named and reading.article.text[max(0, claim.start - 4):claim.start].lower() == "the "
    return strand


def _fit(one: Strand, strand: Strand, entities: Mapping[str, Entity], lead: int) -> float:
    """How well a single mention fits a strand of its own article."""
    claim = one.happenings[0]
    told = told_by(claim)
    if real(claim.status) != real(strand.happenings[0].status):
        return -9.0
    kind = _alike(told, told_by(typical(strand)))
    if kind < 0 or (one.other != strand.other and any(of_one_sentence(claim, other) for other in strand.happenings)):
        return -9.0
    score = 0.5 + (kind or -0.5) + (0.6 if kind == 1 and told.type in SINGULAR else 0.0)
    # The lead tells again what the headline told, often with a nearer place.
    again = claim.start < lead and strand.happenings[0].start < lead and not of_one_sentence(claim, strand.happenings[0])
    others = bool(one.actors and strand.actors and not one.actors & strand.actors)
    score += 0.8 if again and not (others and kind < 0.5) else 0.0
    near = min(abs(claim.start - other.start) for other in strand.happenings)
    same_sentence = any(of_one_sentence(other, claim) for other in strand.happenings)
    score += 0.5 if same_sentence or near < 250 else 0.2 if near < 600 else 0.0
    score += 0.2 if same_sentence and 0 < kind < 1 else 0.0  # "kidnap dozens in attack"
    if one.apart and not same_sentence and claim.sentence.start > strand.happenings[-1].sentence.start:
        score -= 0.8
    place = relate(one.places, typical_places(strand, entities), entities)
    score += {"same": 0.8, "within": 0.1, "unknown": 0.0, "apart": -0.6 if again else -2.0}[place]
    if one.first is not None and strand.first is not None:
        gap = days_between(one, strand)
        score += 0.4 if gap <= 0 else -0.3 if gap == 1 or again else -1.5
    elif one.long_past and any(told_by(other).main for other in strand.happenings):
        score -= 1.5  # "since the army invaded in May", in a report of yesterday's raid
    if one.actors and strand.actors:
        score += 0.4 if one.actors & strand.actors else -0.5 if kind > 0.25 else -1.0
        fights = told.type in FIGHTING or told_by(typical(strand)).type in FIGHTING
        score -= 1.0 if not fights and opposed(one.actors, strand.actors, entities) else 0.0
    if one.targets & strand.targets:
        score += 0.3
    return score


def _alike(a: Happening, b: Happening) -> float:
    """Whether two mentions may be of one kind; two of no known type by their words ("crashed", "the crash")."""
    if a.type == b.type and a.type in {"Other", "other"}:
        if a.predicate.casefold().startswith(_OVERTURN) and b.predicate.casefold().startswith(_OVERTURN):
            return 1.0
        return 1.0 if a.predicate.casefold()[:5] == b.predicate.casefold()[:5] else -1.0
    by_hand = {a.predicate.casefold().startswith(_BY_HAND), b.predicate.casefold().startswith(_BY_HAND)}
    if by_hand == {True, False} and {a.type, b.type} & _BY_BLAST:
        return -1.0
    return compatible(a.type, b.type)


def _strand_of_figure(claim: Claim, told: Sequence[Claim], of: Mapping[str, Strand], main: Strand, article: Article) -> Strand:
    """The strand of the happening that a figure tells of: the nearest of its sentence, else one before, else the main one."""
    here = [other for other in told if of_one_sentence(other, claim)]
    figure = claim.figure
    if here:
        hurt = figure is not None and figure.counts in TOLL
        return of[min(here, key=lambda o: (
            hurt and not violent(told_by(o).type), _distance(claim, o), not harm_alone(o), not real(o.status), o.id)).id]
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
