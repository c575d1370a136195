"""Time expressions: a table of cases, and what holds for any text."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrobora.text.calendar import days_of_value
from corrobora.text.dates import find_expressions
from corrobora.text.timevalues import Tense, value_of

with (Path(__file__).parents[1] / "cases" / "times.csv").open(encoding="utf-8") as table:
    CASES = list(csv.DictReader(table))


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['text']} @{c['anchor']}")
def test_words_and_value(case: dict[str, str]) -> None:
    anchor = date.fromisoformat(case["anchor"]) if case["anchor"] else None
    tense: Tense = "future" if case["tense"] == "future" else "past"
    found = list(find_expressions(case["text"]))
    assert [e.words for e in found] == ([case["words"]] if case["words"] else [])
    for expression in found:
        value = value_of(expression, anchor, tense)
        assert value.value == (case["value"] or None)
        assert (str(value.first or ""), str(value.last or "")) == (case["from"], case["to"])


WORDS = st.sampled_from([
    "on", "last", "next", "Friday", "May", "may", "31", "February", "2013", "2099", "the", "past", "few",
    "weeks", "two", "days", "ago", "earlier", ",", ".", "in", "since", "mid-", "5", "June", "13/13/13",
    "24:61", "GMT", "week's", "night", "every", "99999", "years", "Easter", "September", "'82", "first",
    "quarter", "of", "-old",
])


@given(st.lists(WORDS, max_size=14).map(" ".join) | st.text(max_size=80), st.none() | st.dates())
def test_any_text_gives_exact_ordered_spans_and_sound_intervals(text: str, anchor: date | None) -> None:
    end = 0
    for expression in find_expressions(text):
        assert expression.start >= end
        end = expression.end
        assert text[expression.start : expression.end] == expression.words != ""
        value = value_of(expression, anchor)
        assert (value.first is None) == (value.last is None)
        if value.first and value.last:
            assert value.first <= value.last


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)))
def test_a_week_value_holds_its_day(day: date) -> None:
    year, week, _ = day.isocalendar()
    days = days_of_value(f"{year}-W{week:02d}")
    assert days is not None and days[0] <= day <= days[1]
