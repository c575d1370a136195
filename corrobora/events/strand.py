"""One article's share of one event, and what can be asked of it.

A strand holds the article's mentions of the event, the figures that belong to it and its words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from corrobora.events.kinds import weight
from corrobora.records import CASUALTIES, Article, Claim, Entity, Happening, Reading, Time

_HARM = (
    "kill", "die", "dying", "dead", "death", "wound", "injur", "casualt", "bod", "hurt", "toll", "martyr", "victim", "lives",
    "fatal", "maim", "slain", "loss", "perish",
)


@dataclass(slots=True)
class Strand:
    """One article's share of one event. ``places``: stated with it; ``around``: only near it. Days are ordinals."""

    article: str
    happenings: list[Claim] = field(default_factory=list)
    figures: list[Claim] = field(default_factory=list)
    places: set[str] = field(default_factory=set)
    around: set[str] = field(default_factory=set)
    actors: set[str] = field(default_factory=set)
    targets: set[str] = field(default_factory=set)
    first: int | None = None
    last: int | None = None
    hours: tuple[int, int] | None = None
    """Of the day, where they are told: "on Monday morning" is 3 to 12."""
    day_in_passing: bool = False
    """Whether the days are those of what is told beside the news ("since the army invaded in May")."""
    long_past: bool = False
    """Whether its one mention is told beside the news, of a day long before it."""
    main: bool = False
    """Whether it is what the article is mainly about."""
    other: bool = False
    """Whether its mentions name it beside the deed of another time that their sentence tells."""
    several: bool = False
    """Whether it sums up several deeds."""
    apart: bool = False
    """Whether its sentence turns to something else ("Elsewhere in the province")."""
    pointing: bool = False
    """Whether its one mention only names again what was told ("the fighting"): no place, day or party of its own."""

    @property
    def claims(self) -> list[Claim]:
        return [*self.happenings, *self.figures]

    @property
    def salience(self) -> float:
        return max((told_by(claim).salience for claim in self.happenings), default=0.0)

    @property
    def reported(self) -> bool:
        """Whether the article tells of it as news."""
        hurt = any(claim.figure and claim.figure.counts in CASUALTIES for claim in self.figures)
        return any(told_by(claim).main for claim in self.happenings) or hurt or self.main


class Share:
    """A strand without its claims: those of a large case lie on disk. ``place``: where each claim, by its identity, stands in
    the reading."""

    __slots__ = ("_figures", "_happenings", "_strand")

    def __init__(self, strand: Strand, place: Mapping[int, int]) -> None:
        self._happenings = tuple(place[id(claim)] for claim in strand.happenings)
        self._figures = tuple(place[id(claim)] for claim in strand.figures)
        self._strand = replace(strand, happenings=[], figures=[])

    @property
    def article(self) -> str:
        """The article's id."""
        return self._strand.article

    @property
    def main(self) -> bool:
        """Whether it is what the article is mainly about."""
        return self._strand.main

    def of(self, reading: Reading) -> Strand:
        """The strand again, with the claims of its reading."""
        told, counted = ([reading.claims[at] for at in places] for places in (self._happenings, self._figures))
        return replace(self._strand, happenings=told, figures=counted)


def told_by(claim: Claim) -> Happening:
    assert claim.happening is not None
    return claim.happening


def weight_of(strand: Strand, claim: Claim) -> float:
    """What a mention counts for where the fields of an event are told differently."""
    told = told_by(claim)
    return (0.2 + told.salience + (0.5 if told.main else 0.0)) * (1.5 if strand.main else 1.0)


def of_one_sentence(a: Claim, b: Claim) -> bool:
    """Whether two claims of an article stand in one sentence."""
    return a.sentence.start == b.sentence.start and a.sentence.end == b.sentence.end  # far quicker than to compare records


def harm_alone(claim: Claim) -> bool:
    """Whether a happening tells who was hurt and not what was done ("31 people were killed")."""
    return told_by(claim).predicate.casefold().startswith(_HARM)


def stated(claim: Claim, entities: Mapping[str, Entity]) -> bool:
    """Whether a happening's place is named in its own sentence."""
    entity, first = entities.get(told_by(claim).place or ""), (claim.article, claim.sentence.start)
    mentions = entity.mentions if entity else ()  # in the order of articles and of their text
    at = bisect_left(mentions, first, key=lambda m: (m.article, m.start))
    return at < len(mentions) and mentions[at].article == claim.article and mentions[at].start < claim.sentence.end


def typical(strand: Strand) -> Claim:
    """The mention that tells best of what kind a strand is: exact words before general ones, then the most central."""
    return max(strand.happenings, key=lambda c: (weight(told_by(c).type) >= 1, told_by(c).salience, -c.start))


def typical_places(strand: Strand, entities: Mapping[str, Entity]) -> set[str]:
    """The places named with at least half as many of a strand's mentions as the most named one."""
    told = Counter(told_by(claim).place for claim in strand.happenings if stated(claim, entities))
    return {id_ for id_, times in told.items() if id_ and 2 * times >= max(told.values())} or strand.places or strand.around


def days_of(time: Time) -> tuple[int | None, int | None]:
    """The first and last day of a time expression as ordinals; None if it is not anchored or spans over a month."""
    try:
        first = date.fromisoformat((time.from_ or "")[:10]).toordinal()
        last = date.fromisoformat((time.to or time.from_ or "")[:10]).toordinal()
    except ValueError:
        return None, None
    return (first, max(first, last)) if last - first <= 31 else (None, None)


def day_of(article: Article) -> int | None:
    """The day on which an article was printed, an ordinal."""
    try:
        return date.fromisoformat((article.published or "")[:10]).toordinal()
    except ValueError:
        return None


_PARTS = {"MO": (3, 12), "AF": (12, 19), "EV": (16, 24), "NI": (18, 30)}
_HOUR = re.compile(r"T(MO|AF|EV|NI|\d\d)")


def hours_of(time: Time) -> tuple[int, int] | None:
    """The hours of the day that a time expression may mean; a clock time may be off by one."""
    found = _HOUR.search(time.value or "") if time.type == "TIME" else None
    if found is None:
        return None
    return _PARTS.get(found[1]) or (int(found[1]) - 1, int(found[1]) + 1)


def days_between(one: Strand, other: Strand) -> int:
    """Days from the one to the other; 0 where they overlap or a day is not told."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return 0
    return max(0, one.first - other.last, other.first - one.last)


NO_SIDE = (None, "unspecified", "civilians")


def opposed(a: Collection[str], b: Collection[str], entities: Mapping[str, Entity]) -> bool:
    """Whether the doers are of sides, and none of one side is among those of the other."""
    sides = [{e.side for id_ in own if (e := entities.get(id_)) and e.side not in NO_SIDE} for own in (a, b)]
    return bool(sides[0] and sides[1] and not sides[0] & sides[1])
