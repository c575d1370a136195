"""Folded views map back to the text exactly."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrobora.text.fold import fold, same_length

CASES = Path(__file__).resolve().parents[1] / "cases" / "fold.csv"
DAMAGED = st.text(st.sampled_from("aZé ß\u00ad\u200b\u200f\u202b-‐\n\r\t\u00a0“”ﬁ…İ٣شع1.\ud800"),
    max_size=60) | st.text(max_size=60)


@given(DAMAGED)
def test_same_length_keeps_every_offset(text: str) -> None:
    assert len(same_length(text)) == len(text)


@given(DAMAGED, st.data())
def test_a_range_of_the_view_maps_to_text_that_folds_to_it(text: str, data: st.DataObject) -> None:
    view = fold(text)
    assert len(view.text) == len(view.starts) == len(view.ends)
    assert list(view.starts) == sorted(view.starts)
    start = data.draw(st.integers(0, len(view.text)))
    end = data.draw(st.integers(start, len(view.text)))
    a, b = view.back(start, end)
    assert 0 <= a <= b <= len(text)
    assert (a < b) == (start < end)
    if start < end:
        again = view.forth(a, b)
        assert again[0] <= start and end <= again[1], "the way back and forth loses nothing"
        assert view.text[start:end] in view.text[again[0]:again[1]]


@given(st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=40))
def test_plain_text_only_loses_case_and_runs_of_blanks(text: str) -> None:
    assert fold(text, case=False).text.split() == text.split()


with CASES.open(encoding="utf-8", newline="") as file:
    ROWS = [tuple(cell.encode().decode("unicode_escape").encode("latin-1").decode("utf-8")
        if "\\" in cell else cell for cell in row)
            for row in csv.reader(file)][1:]


@pytest.mark.parametrize(("damaged", "folded", "what"), ROWS, ids=[row[2] for row in ROWS])
def test_damage_is_not_seen(damaged: str, folded: str, what: str) -> None:
    view = fold(damaged)
    assert view.text == folded
    assert view.back(0, len(view.text)) == (0, len(damaged))
