"""Krippendorff's alpha, by the worked examples of his 2011 paper."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrobora.casebook.agreement import agree, alpha, interval
from corrobora.casebook.judgements import make
from corrobora.records import Anchor, Judgement, Target

FOUR = [
    [1, 1, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4], [4, 4, 4, 4], [1, 1, 2, 1], [2, 2, 2, 2],
    [5, 5, 5], [1, 1], [3],
]


def test_two_observers_binary_data() -> None:
    units = list(zip([0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0], strict=True))
    assert alpha(units) == pytest.approx(0.095, abs=0.0005)


def test_four_observers_with_missing_data() -> None:
    assert alpha(FOUR) == pytest.approx(0.743, abs=0.0005)
    assert alpha(FOUR, interval) == pytest.approx(0.849, abs=0.0005)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=12))
def test_alpha_is_at_most_one_and_one_only_without_disagreement(units: list[tuple[int, int]]) -> None:
    value = alpha(units)
    if value is None:
        assert len({x for unit in units for x in unit}) < 2
    else:
        assert value <= 1
        assert (value == pytest.approx(1)) == all(a == b for a, b in units)


def on_claim(decision: str, start: int, who: str, **values: object) -> Judgement:
    anchor = Anchor(article="a", start=start, end=start + 5, quote="seven", kind="figure", about="killed")
    return make(decision, Target(kind="claim", anchors=(anchor,)), who=who, values=values)  # type: ignore[arg-type]


def coded(event: str, best: int, who: str) -> Judgement:
    values = {"codebook": "ucdp", "column": "best", "value": best}
    return make("code", Target(kind="event", id=event), who=who, values=values)


def test_the_last_decision_that_holds_on_each_thing_counts() -> None:
    wrong = on_claim("reject", 1, "ana")
    ana = [
        wrong, make("undo", Target(kind="judgement", id=wrong.id), who="ana", after=wrong.when), on_claim("accept", 2, "ana"),
        on_claim("reject", 3, "ana"), coded("e-1", 5, "ana"), coded("e-2", 7, "ana"),
    ]
    ben = [on_claim("accept", 1, "ben"), on_claim("accept", 2, "ben"), on_claim("accept", 3, "ben"), coded("e-1", 5, "ben"),
           coded("e-2", 9, "ben"), on_claim("correct", 4, "ben", status="denied")]
    rows = {row.variable: row for row in agree(ana, ben)}
    assert (rows["claim holds"].a, rows["claim holds"].b, rows["claim holds"].both, rows["claim holds"].same) == (2, 3, 2, 1)
    assert rows["claim holds"].alpha == pytest.approx(0)
    # Values 5 5 | 7 9: observed 2 * 2², expected over all ordered pairs 2 * (2 * 2² + 2 * 4² + 2²).
    assert rows["ucdp.best"].alpha == pytest.approx(1 - (4 - 1) * 8 / 88)
    assert (rows["claim status"].both, rows["claim status"].alpha) == (0, None)
