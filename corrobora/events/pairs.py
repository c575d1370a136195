"""How sure it is that strands of two articles tell of one event, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from corrobora.events.kinds import SINGULAR, compatible, fighting, real
from corrobora.events.strand import NO_SIDE, Strand, harm_alone, opposed
from corrobora.events.where import is_country, relate
from corrobora.events.wording import Bag, Wording, alike, terms
from corrobora.records import Article, Entity

LEAD = 900
"""Code points of an article's beginning that stand for what it is mainly about."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A strand as it is compared with others, without its claims: those of a large case do not lie in memory.

    ``stated``: whether its places are stated with it; ``real``: whether some of it is told as done; ``tolls``: what is counted,
    and how many; ``day``: the article's day of publication, an ordinal.
    """

    main: bool
    kinds: Mapping[str, float]
    places: frozenset[str]
    stated: bool
    actors: frozenset[str]
    targets: frozenset[str]
    first: int | None
    last: int | None
    real: bool
    tolls: frozenset[tuple[str, float | None]]
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


def profile(strand: Strand, text: Iterable[str], wording: Wording, day: int | None) -> Profile:
    """A strand ready to be compared."""
    return replace(outline(strand, day), words=wording.bag(text))


def outline(strand: Strand, day: int | None) -> Profile:
    """A strand as it is compared, but for its words: how rare these are shows when all texts have been seen."""
    kinds: dict[str, float] = {}
    telling = [claim for claim in strand.happenings if claim.status != "denied" and not (
        harm_alone(claim) and claim.happening and claim.happening.type == "Attack")] or strand.happenings
    for claim in telling:
        if claim.happening:
            kinds[claim.happening.type] = kinds.get(claim.happening.type, 0.0) + 1 / len(telling)
    tolls = {(f.counts, f.low or f.high) for c in strand.figures if (f := c.figure) and (f.low or f.high or 0) > 1}
    return Profile(
        strand.main,
        kinds,
        frozenset(strand.places or strand.around),
        bool(strand.places),
        frozenset(strand.actors),
        frozenset(strand.targets),
        strand.first,
        strand.last,
        not strand.happenings or any(real(claim.status) for claim in strand.happenings),
        frozenset(tolls),
        day,
        {},
    )


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
    relation = relate(a.places, b.places, entities)
    stated = a.stated and b.stated
    value = {"same": 1.6 if stated else 0.9, "within": 0.3, "unknown": 0.0, "apart": -2.5 if stated else -1.0}[relation]
    if relation == "same" and all(is_country(id_, entities) for id_ in a.places & b.places):
        # Much happens in one country, and more is said of it.
        value = 0.3 if {*a.kinds, *b.kinds} & {"Other", "other"} else 1.0
    words = {"same": "same place", "within": "one place within the other", "apart": "other place", "unknown": ""}
    return value, words[relation]


def _by_date(a: Profile, b: Profile) -> tuple[float, str]:
    spans = [(p.first, p.last) for p in (a, b)]
    (first_a, last_a), (first_b, last_b) = spans
    if first_a is not None and last_a is not None and first_b is not None and last_b is not None:
        gap = max(first_a - last_b, first_b - last_a)
        return (0.8, "same day") if gap <= 0 else (-0.2, "a day apart") if gap == 1 else (
            -1.0 if gap <= 3 else -1.4 if gap <= 10 else -2.0 if a.tolls & b.tolls else -5.5,
            f"{gap} days apart")
    if a.day is not None and b.day is not None and abs(a.day - b.day) > 3:
        return -min(2.0, abs(a.day - b.day) / 7), f"printed {abs(a.day - b.day)} days apart"
    return 0.0, ""


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
        return 1.2, f"both {number} {counts}"
    return 0.0, ""


def together(
    profiles: Sequence[Profile], pairs: Iterable[tuple[int, int]], entities: Mapping[str, Entity]
) -> dict[tuple[int, int], Score]:
    """The scores of the given pairs."""
    return {(i, j): score(profiles[i], profiles[j], entities) for i, j in pairs}
