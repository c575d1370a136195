"""Findings on numbers: which figures of an event count the same people, and what the origins say of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from corrobora.events.copies import Sources, speaker
from corrobora.events.revised import former, given_up, risen
from corrobora.events.settle import settle
from corrobora.events.totals import (
    added_up,
    counted_on,
    figure_of,
    largest,
    not_doers,
    one_by_one,
    sum_less_dead,
    survivors,
    undivided,
    with_doer,
)
from corrobora.events.verdict import NEARLY, Judged, Value, judge, meet, said
from corrobora.records import CASUALTIES, Cell, Claim, Counts, Figure, Finding

_GENERIC = frozenset((
    "people", "persons", "person", "others", "dead", "deaths", "killed", "wounded", "injured", "hurt", "bodies", "casualties",
    "victims", "human", "lives", "fatalities", "corpses", "individuals", "souls", "missing",
))
_CHILDREN = frozenset((
    "child", "children", "boy", "boys", "girl", "girls", "baby", "babies", "infant", "infants", "toddler", "toddlers", "kids",
    "minors",
))
_FIGHTERS = frozenset((
    "fighter", "fighters", "militant", "militants", "rebel", "rebels", "insurgent", "insurgents", "gunmen", "terrorists",
    "jihadists", "militiamen", "combatants", "guerrillas",
))
_WOMEN = frozenset(("woman", "women", "wife", "wives", "mother", "mothers"))
MANY = 40
"""Origins from which on no single one is looked at for what hangs on it."""
_DAYS = {"hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.0, "year": 365.0, "decade": 3650.0}


def find_tolls(figures: Sequence[Claim], sources: Sources) -> list[Finding]:
    """The fact rows on numbers. ``figures`` are the event's own figures (scope "event")."""
    findings = [_finding(*row, figures, sources) for row in toll_rows(figures, sources)]
    durations = [claim for claim in figures if figure_of(claim).counts == "duration" and claim.status != "denied"]
    return [*findings, *(_durations(durations, sources) if durations else ())]


def toll_rows(figures: Sequence[Claim], sources: Sources) -> Iterator[tuple[Counts, str | None, list[Value]]]:
    """What is counted, of whom (None: people in all), and what each origin says of it, for each row on numbers of people."""
    by_counts: dict[str, list[Claim]] = defaultdict(list)
    for claim in figures:
        if claim.status != "denied":
            by_counts[figure_of(claim).counts].append(claim)
    by_counts["injured"] = survivors(by_counts["injured"], by_counts["killed"])
    hurt: dict[str, list[Claim]] = defaultdict(list)
    for claim in (*by_counts["killed"], *by_counts["injured"]):
        hurt[claim.article].append(claim)
    counted: tuple[Counts, ...] = (*CASUALTIES, "fighters")
    for counts in counted:
        by_counts[counts] = _held(by_counts[counts], sources)
        for who, claims in _rows(by_counts.get(counts, ()), hurt, sources):
            yield counts, who, _values(claims, [c for c in figures if figure_of(c).counts == counts], sources)


def _held(claims: Sequence[Claim], sources: Sources) -> list[Claim]:
    """The figures without those that their own article gives up for another number of the same people."""
    old = {claim.id for claim in claims if former(claim, sources)}
    now = {(claim.article, kind_of(figure_of(claim))) for claim in claims if claim.id not in old}
    return [claim for claim in claims if claim.id not in old or (claim.article, kind_of(figure_of(claim))) not in now]


def _summed(own: Sequence[Claim], hurt: Mapping[str, Sequence[Claim]]) -> list[Claim]:
    """An article's figures with the sums that it makes of them."""
    beside = hurt.get(own[0].article, ())
    added = one_by_one(counted_on(added_up(own), beside), beside)
    if figure_of(own[0]).counts == "killed":
        return with_doer(added, own)
    return sum_less_dead(added, own, [claim for claim in beside if figure_of(claim).counts == "killed"])


def kind_of(figure: Figure) -> str:
    """Who is counted, as far as figures may be compared: "" for people in general, else children, women, a side or fighters."""
    words = {word.strip(".,;:'\"").casefold() for word in figure.who.split()}
    if words & _CHILDREN:
        return "children"
    if words & _WOMEN:
        return "women"
    if figure.side != "unspecified" and not words & _GENERIC:
        return figure.side
    return "fighters" if words & _FIGHTERS else ""


def _rows(
    claims: Iterable[Claim], hurt: Mapping[str, Sequence[Claim]], sources: Sources
) -> Iterable[tuple[str | None, list[Claim]]]:
    """The totals (who None), then each kind of people that some figure counts by itself."""
    by_article: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_article[claim.article].append(claim)
    kinds: dict[str, list[Claim]] = defaultdict(list)
    totals: dict[str, Claim] = {}
    for own in by_article.values():
        totals |= {claim.id: claim for claim in largest(_general(_summed(own, hurt)))}
        for claim in own:
            if kind := kind_of(figure_of(claim)):
                kinds[kind].append(claim)
    told = {(claim.article, kind) for kind, own in kinds.items() for claim in own if claim.id not in totals}
    general = {claim.article for claim in totals.values()}
    several = {article for article, own in by_article.items() if len({kind_of(figure_of(c)) for c in undivided(own)}) > 1}
    for article, own in by_article.items():
        if article in general:
            continue
        whole = undivided(_summed(own, hurt))
        sides = {kind_of(figure_of(claim)) for claim in whole}
        # One kind alone stands for the total, unless another report counts that kind beside a total or beside other kinds.
        if len(sides) == 1 and not any((other, kind) in told for other in general | several for kind in sides):
            totals |= {claim.id: claim for claim in largest(whole)}
    if totals:
        yield None, not_doers(list(totals.values()))
    for kind, own in sorted(kinds.items()):
        if any(claim.id not in totals for claim in own):
            yield kind, own


def _general(own: Sequence[Claim]) -> list[Claim]:
    """An article's figures of people in general that are no part of another, and those of a kind that say the same
    number again or more: "five children were shot" is no part of "one was shot"."""
    whole = undivided(own)
    general = [claim for claim in whole if not kind_of(figure_of(claim))]
    numbers = {n for claim in general if (n := figure_of(claim).low or figure_of(claim).high) is not None}
    words = {figure_of(claim).vague_word for claim in general} - {None}
    most = max(numbers, default=None)

    def counts_all(claim: Claim) -> bool:
        number = figure_of(claim).low or figure_of(claim).high
        more = kind_of(figure_of(claim)) in {"children", "women"} and most is not None and number is not None and number > most
        return more or number in numbers or figure_of(claim).vague_word in words

    return general + [claim for claim in whole if kind_of(figure_of(claim)) and counts_all(claim)]


def _finding(
    topic: Counts, who: str | None, values: Sequence[Value], figures: Sequence[Claim], sources: Sources
) -> Finding:
    """A fact row; where its values cannot all hold, with the best supported of them for its interval."""
    judged = judge(values)
    found = finding_of(topic, who.replace("_", " ") if who else None, values, judged)
    settled = settle(topic, values, figures, sources) if judged.apart else None
    if settled is None:
        return found.model_copy(update={"leans": leans(values)})
    best, least, most = settled.value, found.low, found.high
    return found.model_copy(update={
        "low": plain(best.low), "high": plain(best.high), "least": least, "most": most, "basis": settled.basis,
        "why": f"{judged.why}; {said(best)} is best supported: {settled.basis}",
    })


def leans(values: Sequence[Value]) -> tuple[str, ...]:
    """The origins without any one of which the interval that the values leave would be another."""
    origins = sorted({value.origin for value in values})
    if not 1 < len(origins) <= MANY:
        return ()
    whole = judge(values)
    rest = {origin: judge([value for value in values if value.origin != origin]) for origin in origins}
    return tuple(origin for origin in origins if (rest[origin].low, rest[origin].high) != (whole.low, whole.high))


def _values(claims: Sequence[Claim], counted: Sequence[Claim], sources: Sources) -> list[Value]:
    """One value for each origin and interval, in an order that depends on the content alone. ``counted``: all of its kind."""
    of_article: dict[str, list[Claim]] = defaultdict(list)
    for claim in counted:
        of_article[claim.article].append(claim)
    left = {article: given_up(own, sources) for article, own in of_article.items()}
    grouped: dict[tuple[str, float, float, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        figure = figure_of(claim)
        low, high = (-1.0 if end is None else float(end) for end in (figure.low, figure.high))
        vague = (figure.vague_word or "") if low == high == -1.0 else ""
        grouped[sources.source(claim), low, high, vague].append(claim)
    values = [
        Value(
            origin, None if low < 0 else low, None if high < 0 else high,
            tuple(sorted(own, key=lambda c: (c.article, c.start))),
            NEARLY if all(figure_of(claim).bound == "about" for claim in own) else 0.0,
            frozenset(speaker(claim, origin) for claim in own), sources.published(own), vague or None,
            any(risen(claim, sources) for claim in own),
            frozenset().union(*(left.get(claim.article, ()) for claim in own)),
        )
        for (origin, low, high, vague), own in sorted(grouped.items())
    ]
    return restated(values)


def restated(values: list[Value]) -> list[Value]:
    """Values of one origin alone, where all of them can hold, are one value told more than once."""
    if len({value.origin for value in values}) != 1 or not all(meet(a, b) for a, b in combinations(values, 2)):
        return values
    low = max((v.low for v in values if v.low is not None), default=None)
    high = min((v.high for v in values if v.high is not None), default=None)
    return [replace(
        values[0], low=low, high=high, claims=tuple(claim for value in values for claim in value.claims),
        speakers=frozenset().union(*(value.speakers for value in values)),
        words=values[0].words if low is high is None else None,
    )]


def finding_of(topic: str, who: str | None, values: Sequence[Value], judged: Judged) -> Finding:
    """A fact row from its values."""
    speakers = frozenset().union(*(value.speakers for value in values))
    why = judged.why
    if len(speakers) == 1 and len({value.origin for value in values}) > 1:
        why += "; all of it rests on one claimant"
    return Finding(
        topic=topic, who=who, verdict=judged.verdict, low=plain(judged.low), high=plain(judged.high),
        origins=len({value.origin for value in values}), claimants=len(speakers), why=why,
        cells=tuple(
            Cell(
                origin=value.origin, claims=tuple(claim.id for claim in value.claims), low=plain(value.low),
                high=plain(value.high), value=value.words,
            )
            for value in values
        ),
    )


def plain(number: float | None) -> int | float | None:
    """A whole number as an integer."""
    return int(number) if number is not None and number == int(number) else number


def _durations(claims: Sequence[Claim], sources: Sources) -> Iterable[Finding]:
    """How long it took, in days; "three weeks" is held against "two weeks", not against hours of something else."""
    grouped: dict[tuple[str, float, float], list[Claim]] = defaultdict(list)
    for claim in claims:
        figure = figure_of(claim)
        day = _DAYS.get((figure.unit or "").casefold().rstrip("s"))
        low, high = (-1.0 if end is None or day is None else float(end) * day for end in (figure.low, figure.high))
        if max(low, high) > 0:
            grouped[sources.source(claim), low, high].append(claim)
    values = [
        Value(
            origin, None if low < 0 else low, None if high < 0 else high, tuple(own), NEARLY,
            frozenset(speaker(claim, origin) for claim in own), sources.published(own), own[0].quote,
        )
        for (origin, low, high), own in sorted(grouped.items())
    ]
    if values:
        # A duration does not rise with later reports as a toll does: no dates, so no revision.
        yield finding_of("duration", None, values, judge([
            Value(v.origin, v.low, v.high, v.claims, v.slack, frozenset(), None, v.words) for v in values
        ]))


def by_id(claims: Mapping[str, Claim], ids: Iterable[str]) -> list[Claim]:
    """The claims of these ids, as far as they are there."""
    return [claims[id_] for id_ in ids if id_ in claims]
