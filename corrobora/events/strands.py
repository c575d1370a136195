"""What one article says of one happening: its mentions of it, the figures that belong to it, its words.

A strand is the article's share of an event.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from corrobora.events.kinds import compatible, real
from corrobora.events.where import relate
from corrobora.records import Article, Claim, Entity, Happening, Reading, Time

MERGE = 1.4
"""Score from which on a mention tells of a happening that the article has told of before."""
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

    @property
    def claims(self) -> list[Claim]:
        return [*self.happenings, *self.figures]

    @property
    def salience(self) -> float:
        return max((_told(claim).salience for claim in self.happenings), default=0.0)

    @property
    def reported(self) -> bool:
        """Whether the article tells of it as news."""
        return any(_told(claim).main for claim in self.happenings) or bool(self.figures) or self.main


def _told(claim: Claim) -> Happening:
    assert claim.happening is not None
    return claim.happening


def strands_of(reading: Reading, entities: Mapping[str, Entity]) -> list[Strand]:
    """The strands of an article, the main one first; an article of which no happening was read gives one without any."""
    told = sorted((claim for claim in reading.claims if claim.happening), key=lambda c: (c.start, c.end, c.id))
    strands: list[Strand] = []
    of: dict[str, Strand] = {}
    for claim in told:
        strand = _strand_for(claim, strands, reading, entities)
        of[claim.id] = strand
    main = max(strands, key=lambda s: (s.salience, -s.happenings[0].start), default=None)
    if main is None:
        main = Strand(reading.article.id)
        strands.append(main)
    main.main = True
    figures = [claim for claim in reading.claims if claim.figure and claim.figure.scope == "event"]
    for claim in sorted(figures, key=lambda c: (c.start, c.end, c.id)):
        _strand_of_figure(claim, told, of, main, reading.article).figures.append(claim)
    return sorted(strands, key=lambda s: (not s.main, s.claims[0].start if s.claims else 0))


def _strand_for(claim: Claim, strands: list[Strand], reading: Reading, entities: Mapping[str, Entity]) -> Strand:
    """The strand that a happening belongs to, made if it is new; the happening is put in."""
    one = _single(claim, reading, entities)
    best = max(strands, key=lambda s: (_fit(one, s, entities), s.happenings[-1].start), default=None)
    if best is None or _fit(one, best, entities) < MERGE:
        strands.append(one)
        return one
    best.happenings.append(claim)
    best.places |= one.places
    best.around |= one.around
    best.actors |= one.actors
    best.targets |= one.targets
    if best.first is None or best.last is None:
        best.first, best.last = one.first, one.last
    return best


def _single(claim: Claim, reading: Reading, entities: Mapping[str, Entity]) -> Strand:
    told = _told(claim)
    strand = Strand(reading.article.id, [claim], actors=set(told.actors), targets=set(told.targets))
    if told.place:
        stated = any(
            m.article == claim.article and claim.sentence.start <= m.start < claim.sentence.end
            for m in (entities[told.place].mentions if told.place in entities else ())
        )
        (strand.places if stated else strand.around).add(told.place)
    if told.time is not None and told.time < len(reading.times):
        strand.first, strand.last = days_of(reading.times[told.time])
    return strand


def days_of(time: Time) -> tuple[int | None, int | None]:
    """The first and last day of a time expression as ordinals; None if it is not anchored or spans over a month."""
    try:
        first = date.fromisoformat((time.from_ or "")[:10]).toordinal()
        last = date.fromisoformat((time.to or time.from_ or "")[:10]).toordinal()
    except ValueError:
        return None, None
    return (first, max(first, last)) if last - first <= 31 else (None, None)


def _fit(one: Strand, strand: Strand, entities: Mapping[str, Entity]) -> float:
    """How well a single mention fits a strand of its own article."""
    claim = one.happenings[0]
    told = _told(claim)
    if real(claim.status) != real(strand.happenings[0].status):
        return -9.0
    kind = max(compatible(told.type, _told(other).type) for other in strand.happenings)
    if kind < 0:
        return -9.0
    score = 0.5 + kind
    near = min(abs(claim.start - other.start) for other in strand.happenings)
    same_sentence = any(other.sentence == claim.sentence for other in strand.happenings)
    score += 0.5 if same_sentence or near < 250 else 0.2 if near < 600 else 0.0
    place = relate(one.places, strand.places or strand.around, entities)
    score += {"same": 0.8, "within": 0.1, "unknown": 0.0, "apart": -2.0}[place]
    if one.first is not None and one.last is not None and strand.first is not None and strand.last is not None:
        gap = max(one.first - strand.last, strand.first - one.last)
        score += 0.4 if gap <= 0 else -0.3 if gap == 1 else -1.5
    if one.actors and strand.actors:
        score += 0.4 if one.actors & strand.actors else -0.5
    if one.targets & strand.targets:
        score += 0.3
    return score


def _strand_of_figure(claim: Claim, told: Sequence[Claim], of: Mapping[str, Strand], main: Strand, article: Article) -> Strand:
    """The strand of the happening that a figure tells of: in its sentence the nearest, else shortly before, else the main one."""
    here = [other for other in told if other.sentence == claim.sentence]
    if here:
        return of[min(here, key=lambda o: (_distance(claim, o), not real(o.status), o.id)).id]
    figure = claim.figure
    for other in main.figures:
        same = other.figure
        if figure and same and (figure.counts, figure.low, figure.high) == (same.counts, same.low, same.high) and (figure.low or 0) > 1:
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
