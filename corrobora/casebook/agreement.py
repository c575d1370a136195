"""Inter-coder reliability of two analysts' judgements on one case.

Krippendorff's alpha after K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011): 1 minus observed over
expected disagreement, by coincidences of pairable values; missing codings are allowed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from corrobora.casebook.judgements import active
from corrobora.records import Judgement

V = TypeVar("V", bound=Hashable)
Coding = Mapping[str, Mapping[Hashable, Hashable]]
"""Variable -> unit -> value."""


@dataclass(frozen=True)
class Agreement:
    """One variable: units that each analyst coded, that both did, that both coded alike, and alpha (None: not defined)."""

    variable: str
    a: int
    b: int
    both: int
    same: int
    alpha: float | None


def nominal(a: Hashable, b: Hashable) -> float:
    """0 for the same value, 1 for another."""
    return float(a != b)


def interval(a: float, b: float) -> float:
    """The squared difference."""
    return (a - b) ** 2


def alpha(units: Iterable[Sequence[V]], distance: Callable[[V, V], float] = nominal) -> float | None:
    """Krippendorff's alpha. ``units``: each unit's values, one a coder who coded it. None if no value varies or none pairs."""
    observed, totals = 0.0, Counter[V]()
    for values in units:
        if len(values) < 2:
            continue
        weight = 1 / (len(values) - 1)
        observed += weight * sum(distance(x, y) for i, x in enumerate(values) for j, y in enumerate(values) if i != j)
        totals.update(values)
    number = totals.total()
    expected = sum(n * m * distance(x, y) for x, n in totals.items() for y, m in totals.items())
    return 1 - (number - 1) * observed / expected if expected else None


def agree(a: Sequence[Judgement], b: Sequence[Judgement]) -> list[Agreement]:
    """A row for each kind of decision that one of the two made. Only what both decided counts for alpha."""
    one, other = coding_of(a), coding_of(b)
    rows = []
    for variable in sorted(one.keys() | other.keys()):
        ours, theirs = one.get(variable, {}), other.get(variable, {})
        pairs = [(ours[unit], theirs[unit]) for unit in sorted(ours.keys() & theirs.keys(), key=repr)]
        rows.append(Agreement(
            variable, len(ours), len(theirs), len(pairs), sum(x == y for x, y in pairs), _alpha(pairs),
        ))
    return rows


def _alpha(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """By squared differences where all values are numbers, else by same or not."""
    numbers = [(float(x), float(y)) for x, y in pairs if isinstance(x, int | float) and isinstance(y, int | float)]
    return alpha(numbers, interval) if len(numbers) == len(pairs) else alpha(pairs)


def coding_of(judgements: Sequence[Judgement]) -> Coding:
    """What an analyst decided of what: the last decision that holds on each thing."""
    held, coding = active(judgements), defaultdict[str, dict[Hashable, Hashable]](dict)
    for judgement in sorted(judgements, key=lambda j: (j.when, j.id)):
        if judgement.id in held:
            for variable, unit, value in codes_of(judgement):
                coding[variable][unit] = value
    return coding


def codes_of(judgement: Judgement) -> Iterator[tuple[str, Hashable, Hashable]]:
    """What one judgement codes: variable, unit, value."""
    target, values = judgement.target, judgement.values
    places = tuple((a.article, a.kind, a.start, a.end, a.about) for a in target.anchors[:1])
    if judgement.decision in ("accept", "reject"):
        yield "claim holds", places, judgement.decision
    elif judgement.decision in ("same", "not_same", "unsure"):
        kind = "events one" if judgement.others else "names"
        yield kind, frozenset(target.names or (target.id, judgement.others[0].id)), judgement.decision
    elif judgement.decision in ("report", "clutter"):
        yield "block", places, judgement.decision
    elif judgement.decision == "code":
        yield f"{values['codebook']}.{values['column']}", target.id, _value(values["value"])
    elif judgement.decision == "assess":
        yield "source", target.names[0], _value(values["code"])
    elif judgement.decision in ("correct", "set"):
        unit: Hashable = places if judgement.decision == "correct" else target.id
        for name, value in values.items():
            yield f"{target.kind} {name}", unit, _value(value)


def _value(value: object) -> Hashable:
    """A value that can be held against another: lists and words by what they hold."""
    if isinstance(value, list):
        return tuple(sorted(map(str, value)))
    if isinstance(value, dict):
        return str(value.get("quote", value))
    return value if isinstance(value, str | int | float) else str(value)
