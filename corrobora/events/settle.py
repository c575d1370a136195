"""Which of several tolls that cannot all hold is best supported: a weighing of where each is told.

A finding keeps all that is said; this only names the value that the reports bear out best, and on what ground. The weights are
those of a conditional logit over the values of a row (McFadden 1974), fitted on reports of shootings against a register of
their final counts (``scripts/train_tolls.py``). None is on a word or a name; they say what any reader would: what most origins
give, and give in their headlines and as a total, counts for more.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from corrobora.events.copies import Sources
from corrobora.events.verdict import Value
from corrobora.records import Claim, Counts, Figure

WEIGHTS: Mapping[str, float] = {
    "origins": 1.81, "headlines": 1.81, "heads": 0.39, "latest": 0.31, "claims": 0.33, "beside": 1.29, "people": 0.89,
    "without dead": 1.60,
}
"""By what is known of a value. Shares of the row's origins that give it as their total ("origins"), in a headline, at the
head of the text, in one sentence with the other toll ("beside": "two killed and five hurt"); the latest day has it; the
logarithm of how many claims tell it; the share of these that count people in general; it is those shot less the dead."""
TELLING = 0.1
"""How far the best value must stand above the next; below it nothing tells them apart."""
_BESIDE: Mapping[Counts, Counts] = {"injured": "killed", "killed": "injured"}
_GENERIC = frozenset({"people", "persons", "victims", "others", "individuals", "dead", "other people"})
_HEAD = 700
"""Code points of an article that are its head."""
_OTHERS = re.compile(r"\b(?:others?|more|additional|wounded|injured|hurt)\b", re.I)
_SHOT = re.compile(r"\b(?:shot|shoots?|shooting|victims?|struck|hit|hospital\w*|treated)\b", re.I)


@dataclass(frozen=True)
class Settled:
    """The value that is best borne out, how sure the weighing is of it (0 to 1), and the ground in words."""

    value: Value
    share: float
    basis: str


def settle(topic: Counts, values: Sequence[Value], figures: Sequence[Claim], sources: Sources) -> Settled | None:
    """The best supported of the values of a row; None where nothing tells them apart. ``figures`` are all of the event.

    Of the values with one number an exact one stands for all. Independent of the order of both.
    """
    rows = support(topic, values, figures, sources)
    if not rows:
        return None
    scores = {number: sum(WEIGHTS[name] * x for name, x in row.items()) for number, row in rows.items()}
    best, *others = sorted(scores, key=lambda n: (-scores[n], n))
    if others and scores[best] - scores[others[0]] < TELLING:
        return None
    share = 1 / math.fsum(math.exp(score - scores[best]) for score in scores.values())
    value = min((v for v in values if v.low == best), key=lambda v: (v.high != v.low, v.high is None, v.origin))
    return Settled(value, share, _basis(best, values, sources))


def support(
    topic: Counts, values: Sequence[Value], figures: Sequence[Claim], sources: Sources
) -> dict[float, dict[str, float]]:
    """Each number that the values give, with what is known of it by the names of ``WEIGHTS``."""
    numbers = sorted({v.low for v in values if v.low})
    counted = {claim.id: claim for value in values for claim in value.claims}  # as summed, not as told one by one
    own = [counted.get(c.id, c) for c in figures if _figure(c).counts == topic and c.status != "denied"]
    other = [c for c in figures if _figure(c).counts == _BESIDE.get(topic) and c.status != "denied"]
    origins = {v.origin for v in values} | {sources.source(c) for c in own}
    beside = {(c.article, c.sentence.start) for c in other}
    shot = _shot_less_dead(own, other)
    last = max((_day(v) for v in values), default="")
    found = {}
    for number in numbers:
        giving = [v for v in values if v.low == number]
        told = [c for c in own if _figure(c).low == number]

        def share(is_so: Callable[[Claim], bool], told: Iterable[Claim] = told) -> float:
            return len({sources.source(c) for c in told if is_so(c)}) / len(origins)

        found[number] = {
            "origins": len({v.origin for v in giving}) / len(origins), "headlines": share(sources.in_headline),
            "heads": share(lambda c: sources.depth(c) < _HEAD), "latest": float(any(_day(v) == last for v in giving)),
            "claims": math.log(len(told) or 1), "beside": share(lambda c: (c.article, c.sentence.start) in beside),
            "people": sum(_figure(c).who.casefold() in _GENERIC for c in told) / (len(told) or 1),
            "without dead": float(number in shot),
        }
    return found


def _shot_less_dead(own: Sequence[Claim], other: Sequence[Claim]) -> set[float]:
    """What is left of a number of people shot if the dead of the same article are among them."""
    dead: dict[str, set[float]] = defaultdict(set)
    for claim in other:
        if low := _figure(claim).low:
            dead[claim.article].add(low)
    shot = [c for c in own if _SHOT.search(c.quote) and not _OTHERS.search(c.quote)]
    return {low - n for c in shot if (low := _figure(c).low) for n in dead[c.article]}


def _figure(claim: Claim) -> Figure:
    assert claim.figure is not None
    return claim.figure


def _day(value: Value) -> str:
    return (value.published or "")[:10]


def _basis(number: float, values: Sequence[Value], sources: Sources) -> str:
    """The ground in words: how many of the origins give it, whether the latest report and a headline do."""
    giving = [v for v in values if v.low == number]
    all_, own = ({v.origin for v in some} for some in (values, giving))
    words = [f"given by {len(own)} of {len(all_)} origins"]
    last = max(map(_day, values))
    if any(_day(v) == last for v in giving) and any(_day(v) != last for v in values):
        words.append("the latest report gives it")
    if any(sources.in_headline(claim) for v in giving for claim in v.claims):
        words.append("a headline has it")
    return ", ".join(words)
