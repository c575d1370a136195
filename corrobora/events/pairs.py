"""How sure it is that strands of two articles tell of one event, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from corrobora.events.kinds import SINGULAR, compatible, fighting, real
from corrobora.events.site import place_of
from corrobora.events.strand import NO_SIDE, Strand, harm_alone, opposed, told_by
from corrobora.events.where import is_country, relate, wide_place
from corrobora.events.wording import Bag, Wording, alike, terms
from corrobora.records import Article, Entity, Time

FEW = 3
"""Tolls up to which any two deeds may have the same."""
FAR = 3
"""By how many times the dead of one report are more than those of another where they may well be those of another deed."""
STILL = 0.8
"""Share of the people hurt or killed that a later report still counts, though some have died and some have gone home."""
LEAD = 900
"""Code points of an article's beginning that stand for what it is mainly about."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A strand as it is compared with others, without its claims: those of a large case do not lie in memory.

    ``site``: which of its places is where it happened; ``countries``: those that it can be in; ``stated``: whether its places
    are stated with it; ``weekday``: 0 for a Monday; ``hours``: of its one day; ``real``: whether some of it is told as done;
    ``several``: whether it sums up several deeds; ``tolls``: what is counted, and how many; ``dead``: the most told, 0 if none
    are; ``day``: the article's day of publication, an ordinal.
    """

    main: bool
    kinds: Mapping[str, float]
    places: frozenset[str]
    site: str | None
    countries: frozenset[str]
    stated: bool
    actors: frozenset[str]
    targets: frozenset[str]
    first: int | None
    last: int | None
    weekday: int | None
    hours: tuple[int, int] | None
    real: bool
    several: bool
    tolls: frozenset[tuple[str, float | None]]
    dead: float
    day: int | None
    words: Bag


def text_of(strand: Strand, article: Article) -> Iterable[str]:
    """The words that tell of a strand: its claims' sentences; for the main strand the article's beginning too."""
    sentences = sorted({(claim.sentence.start, claim.sentence.end) for claim in strand.claims})
    if strand.main:
        kept = " ".join(article.slice(block) for block in article.kept())[:LEAD]
        yield from terms(kept)
        sentences = [span for span in sentences if article.text[span[0]:span[1]] not in kept]
    for start, end in sentences:
        yield from terms(article.text[start:end])


def profile(
    strand: Strand, text: Iterable[str], wording: Wording, day: int | None, times: Sequence[Time],
    entities: Mapping[str, Entity],
) -> Profile:
    """A strand ready to be compared."""
    return replace(outline(strand, day, times, entities), words=wording.bag(text))


def outline(strand: Strand, day: int | None, times: Sequence[Time], entities: Mapping[str, Entity]) -> Profile:
    """A strand as it is compared, but for its words: how rare these are shows when all texts have been seen. ``times``: those
    that its claims count."""
    kinds: dict[str, float] = {}
    telling = [claim for claim in strand.happenings if claim.status != "denied" and not (
        harm_alone(claim) and claim.happening and claim.happening.type == "Attack")] or strand.happenings
    for claim in telling:
        if claim.happening:
            kinds[claim.happening.type] = kinds.get(claim.happening.type, 0.0) + 1 / len(telling)
    tolls = {(f.counts, f.low or f.high) for c in strand.figures if (f := c.figure) and (f.low or f.high or 0) > 1}
    site = place_of([strand], entities)
    places = frozenset(strand.places or strand.around)
    own = {e.place.country for id_ in places if (e := entities.get(id_)) and e.place and e.place.country}
    return Profile(
        strand.main,
        kinds,
        places,
        site.entity,
        frozenset([*own, site.country] if site.country else own),
        bool(strand.places),
        frozenset(strand.actors),
        frozenset(strand.targets),
        strand.first,
        strand.last,
        _weekday(strand, times),
        strand.hours if strand.first == strand.last else None,
        not strand.happenings or any(real(claim.status) for claim in strand.happenings),
        strand.several,
        frozenset(tolls),
        max((f.low or f.high or 0.0 for c in strand.figures if (f := c.figure) and f.counts == "killed"), default=0.0),
        day,
        {},
    )


def _weekday(strand: Strand, times: Sequence[Time]) -> int | None:
    """The day of the week of a strand, also where its date is not known: 'on Tuesday', in a page without a date."""
    if strand.first is not None:
        return (strand.first - 1) % 7 if strand.first == strand.last else None
    told = (times[at].value or "" for claim in strand.happenings if (at := told_by(claim).time) is not None and at < len(times))
    days = Counter(int(value[9]) - 1 for value in told if value.startswith("XXXX-WXX-") and value[9:10].isdigit())
    return min(days, key=lambda day: (-days[day], day), default=None)


@dataclass(frozen=True)
class Score:
    """0 decides: above it two strands are one event."""

    value: float
    why: str


def score(a: Profile, b: Profile, entities: Mapping[str, Entity]) -> Score:
    """The evidence for and against that two strands of different articles are one event, added up."""
    both, one = a.main and b.main, a.main != b.main
    reasons: list[tuple[float, str]] = [(-3.2 + (1.2 if both else -0.6 if one else 0.0), "")]
    if a.real != b.real:
        return Score(-9.0, "one is planned, the other told as done")
    if a.several != b.several:
        return Score(-9.0, "one sums up several, of which the other may be one")
    reasons.append(_by_kind(a, b))
    reasons.append(_by_place(a, b, entities))
    reasons.append(_by_date(a, b))
    reasons += _by_people(a, b, entities)
    reasons.append(_by_figures(a, b))
    words = alike(a.words, b.words)
    reasons.append((6.0 * min(words, 0.5) - (0.8 if both and words < 0.14 else 0.0), f"wording {words:.2f}"))
    return Score(sum(value for value, _ in reasons), "; ".join(text for value, text in reasons if text and value))


def _by_kind(a: Profile, b: Profile) -> tuple[float, str]:
    if not a.kinds or not b.kinds:
        return 0.0, ""
    fit = sum(compatible(x, y) * wx * wy for x, wx in a.kinds.items() for y, wy in b.kinds.items())
    # What is told once in passing ("most were executed") makes no two fights alike.
    told, other = ({kind for kind, share in p.kinds.items() if share >= min(0.2, max(p.kinds.values()))} for p in (a, b))
    best = max(compatible(x, y) for x in told for y in other)
    if any(kind in SINGULAR for kind in set(a.kinds) & set(b.kinds)):
        best += 0.6
    against = 0.0
    if best < 0:
        against = 2.5 if best == -1 else 1.0
    elif set(a.kinds) | set(b.kinds) <= {"Other", "other"}:
        against = 0.8
    words = "same kind" if best >= 1 else "other kind" if best < 0 else "like kind"
    return 0.9 * fit + 0.9 * best - against, words


def _by_place(a: Profile, b: Profile, entities: Mapping[str, Entity]) -> tuple[float, str]:
    stated = a.stated and b.stated
    if a.countries and b.countries and not a.countries & b.countries:
        return (-3.5 if stated else -2.0), "other country"
    relation = relate(a.places, b.places, entities)
    if relation in {"same", "within"} and _sites_apart(a, b, entities) and all(
            wide_place(id_, entities) for id_ in a.places & b.places):
        relation = "apart"  # that both lie in one country, or name it, does not bring them together
    known = stated and not any(site is None or is_country(site, entities) for site in (a.site, b.site))
    same, apart = (1.6, -2.5) if stated else (0.9, -1.0)
    value = {"same": same, "within": 0.3 if known else 0.0, "unknown": 0.0, "apart": apart}[relation]
    if relation == "same" and all(is_country(id_, entities) for id_ in a.places & b.places):
        # Much happens in one country, and more is said of it.
        value = 0.3 if {*a.kinds, *b.kinds} & {"Other", "other"} else 1.0
    words = {"same": "same place", "within": "one place within the other", "apart": "other place", "unknown": ""}
    return value, words[relation]


def _sites_apart(a: Profile, b: Profile, entities: Mapping[str, Entity]) -> bool:
    """Whether both happened in places that the map has, and that are not one."""
    return a.site is not None and b.site is not None and a.site != b.site and _on_the_map(a.site, entities) and _on_the_map(
        b.site, entities) and relate((a.site,), (b.site,), entities) == "apart"


def _on_the_map(id_: str, entities: Mapping[str, Entity]) -> bool:
    """Whether a place has a point of its own: one that is guessed may be inside the other."""
    place = entities[id_].place if id_ in entities else None
    return place is not None and (place.geonames is not None or place.precision in {"exact", "near"})


def _by_date(a: Profile, b: Profile) -> tuple[float, str]:
    spans = [(p.first, p.last) for p in (a, b)]
    (first_a, last_a), (first_b, last_b) = spans
    if first_a is not None and last_a is not None and first_b is not None and last_b is not None:
        gap = max(first_a - last_b, first_b - last_a)
        if gap == 0 and a.hours and b.hours and max(a.hours[0], b.hours[0]) >= min(a.hours[1], b.hours[1]):
            return -1.0, "same day, other hours"
        return (0.8, "same day") if gap <= 0 else (-0.2, "a day apart") if gap == 1 else (
            -1.0 if gap <= 3 else -1.4 if gap <= 10 else -2.0 if a.tolls & b.tolls else -5.5,
            f"{gap} days apart")
    if a.day is not None and b.day is not None and abs(a.day - b.day) > 3:
        return -min(2.0, abs(a.day - b.day) / 7), f"printed {abs(a.day - b.day)} days apart"
    if a.weekday is not None and b.weekday is not None:
        gap = min((a.weekday - b.weekday) % 7, (b.weekday - a.weekday) % 7)
        return (0.4, "same day of the week") if gap == 0 else (-0.5 if gap == 1 else -2.0, "other day of the week")
    return (0.0 if a.day is not None and b.day is not None else -0.6), ""


def _by_people(a: Profile, b: Profile, entities: Mapping[str, Entity]) -> list[tuple[float, str]]:
    reasons: list[tuple[float, str]] = []
    if fighting(a.kinds) and fighting(b.kinds):
        # In a fight one report's doers are another's targets.
        common = (a.actors | a.targets) & (b.actors | b.targets)
        return [(0.7, "same parties")] if common else reasons
    if a.actors & b.actors:
        reasons.append((0.7, "same doers"))
    elif opposed(a.actors, b.actors, entities):
        reasons.append((-1.5 if set(a.kinds) & set(b.kinds) else -2.5, "doers of other sides"))
    elif a.actors and b.actors and _sided(a, entities) and _sided(b, entities):
        reasons.append((0.3, "doers of one side"))
    elif a.actors and b.actors:
        reasons.append((-0.3, "other doers"))
    if a.targets & b.targets:
        reasons.append((0.6, "same targets"))
    return reasons


def _sided(strand: Profile, entities: Mapping[str, Entity]) -> bool:
    return any(entities[id_].side not in NO_SIDE for id_ in strand.actors if id_ in entities)


def _by_figures(a: Profile, b: Profile) -> tuple[float, str]:
    common = a.tolls & b.tolls
    if common:
        counts, number = max(common, key=lambda c: (c[1] or 0, c[0]))
        return (1.2 if (number or 0) > FEW else 0.6), f"both {number} {counts}"
    fewer, more = sorted((a.dead, b.dead))
    if fewer and more >= FAR * fewer:
        return (-1.0 if more < FAR * FAR * fewer else -2.0), f"{fewer:g} or {more:g} killed"
    if a.main and b.main and _other_people(a.tolls, b.tolls):
        return -2.5, "other numbers of dead and hurt"
    return 0.0, ""


def _other_people(a: Collection[tuple[str, float | None]], b: Collection[tuple[str, float | None]]) -> bool:
    """Whether one counts more dead and the other more hurt, and no one can have died in between: fewer are told of in all."""
    (dead_a, hurt_a), (dead_b, hurt_b) = ([max((n or 0 for kind, n in own if kind == counts), default=0) for counts in (
        "killed", "injured")] for own in (a, b))
    if not (dead_a and hurt_a and dead_b and hurt_b) or (dead_a - dead_b) * (hurt_a - hurt_b) >= 0:
        return False
    return min(dead_a + hurt_a, dead_b + hurt_b) < STILL * max(dead_a + hurt_a, dead_b + hurt_b)


def together(
    profiles: Sequence[Profile], pairs: Iterable[tuple[int, int]], entities: Mapping[str, Entity]
) -> dict[tuple[int, int], Score]:
    """The scores of the given pairs."""
    return {(i, j): score(profiles[i], profiles[j], entities) for i, j in pairs}
