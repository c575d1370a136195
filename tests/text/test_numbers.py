from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrobora.text.numbers import find_quantities, number_of

CASES = list(csv.DictReader((Path(__file__).parents[1] / "cases" / "numbers.csv").read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_first_quantity(case: dict[str, str]) -> None:
    found = list(find_quantities(case["text"]))
    if not case["words"]:
        assert found == []
        return
    first = found[0]
    assert case["text"][first.start:first.end] == case["words"]
    values = tuple("" if value is None else str(value) for value in (first.low, first.high))
    assert (*values, first.bound, first.vague_word or "") == (case["low"], case["high"], case["bound"], case["vague_word"])


def test_further_adds() -> None:
    assert next(find_quantities("another 50 were hurt")).further
    assert not next(find_quantities("a total of 50 were hurt")).further


@given(st.integers(0, 10**9))
def test_digits_read_back(value: int) -> None:
    assert number_of(str(value)) == value
    assert number_of(f"{value:,}") == value


@given(st.text(max_size=200) | st.from_regex(r"([0-9a-z,.%$-]{1,9} ){1,12}", fullmatch=True))
def test_spans_are_in_order_and_whole(text: str) -> None:
    at = 0
    for found in find_quantities(text):
        assert at <= found.start <= found.number < found.end <= len(text)
        at = found.end
        if found.low is not None and found.high is not None:
            assert found.low <= found.high
