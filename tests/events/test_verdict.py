"""A value is written ORIGIN [~]LOW-HIGH [@PRINTED] SPEAKER."""

from __future__ import annotations

import csv
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrobora.events.verdict import Value, judge, meet
from corrobora.records import Claim, Figure, Span

with (Path(__file__).parents[1] / "cases" / "verdicts.csv").open(encoding="utf-8", newline="") as file:
    CASES = list(csv.DictReader(file))
NUMBERS = st.one_of(st.none(), st.integers(0, 50))


def number(text: str) -> float | None:
    return float(text) if text else None


def value(text: str) -> Value:
    origin, interval, *rest = text.split()
    low, high = interval.removeprefix("~").split("-")
    printed = next((word[1:] for word in rest if word.startswith("@")), None)
    return Value(origin, number(low), number(high), (), 0.1 if interval[0] == "~" else 0.0, frozenset({rest[-1]}), printed)


def ends(low: int | None, high: int | None) -> tuple[int | None, int | None]:
    return (high, low) if low is not None and high is not None and low > high else (low, high)


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_a_verdict_follows_from_the_values_whatever_their_order(case: dict[str, str]) -> None:
    values = [value(text) for text in case["values"].split(";")]
    for order in permutations(values):
        judged = judge(order)
        assert judged.verdict == case["verdict"]
        assert (judged.low, judged.high) == (number(case["low"]), number(case["high"]))


@given(st.lists(st.tuples(st.sampled_from("abc"), NUMBERS, NUMBERS), min_size=1, max_size=5))
def test_what_agrees_or_is_compatible_meets_and_what_differs_does_not(rows: list[tuple[str, int | None, int | None]]) -> None:
    values = [
        Value(origin, *ends(low, high), (), speakers=frozenset({f"own voice of {origin}"}))
        for origin, low, high in rows
    ]
    judged = judge(values)
    pairs = [(a, b) for a in values for b in values if a.origin != b.origin]
    if judged.verdict in {"agree", "compatible"}:
        assert all(meet(a, b) for a, b in pairs)
    if judged.verdict == "alone":
        assert not pairs
    if judged.verdict == "differ":
        assert not all(meet(a, b) for a in values for b in values)
    if judged.low is not None and judged.high is not None:
        assert judged.low <= judged.high


@pytest.mark.parametrize(("unit", "days", "why"), [
    ("hours", 1 / 24, "3 hours and 5 hours cannot both hold"), ("week", 7, "3 weeks and 5 weeks cannot both hold"),
])
def test_times_that_part_are_told_in_their_own_unit(unit: str, days: float, why: str) -> None:
    def lasted(origin: str, number: int) -> Value:
        figure = Figure(low=number, high=number, bound="exact", counts="duration", unit=unit, who="fighting")
        claim = Claim(
            id=origin, article=origin, start=0, end=1, quote="x", kind="figure", sentence=Span(start=0, end=1), figure=figure,
        )
        return Value(origin, number * days, number * days, (claim,))

    assert judge([lasted("a", 3), lasted("b", 5)]).why == why


def test_one_who_gives_two_numbers_is_told_so() -> None:
    assert "the same claimant gives both" in judge([value("a 12-12 police"), value("a 9-9 police")]).why
    assert "the same claimant gives both" not in judge([value("a 12-12 police"), value("a 9-9 mayor")]).why
