"""Values in words."""

from __future__ import annotations

import csv
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrobora.brief.grid import letter
from corrobora.brief.words import date_words, duration, figure_words, interval, listed, plain
from corrobora.records import EventDate, Figure

CASES = Path(__file__).resolve().parents[1] / "cases" / "figure_words.csv"
ROWS = list(csv.DictReader(CASES.read_text(encoding="utf-8").splitlines()))


def told(text: str) -> int | float | None:
    return None if not text else float(text) if "." in text else int(text)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["words"])
def test_a_figure_reads_as_its_report_bounds_it(row: dict[str, str]) -> None:
    figure = Figure.model_validate({
        "low": told(row["low"]), "high": told(row["high"]), "bound": row["bound"], "vague_word": row["vague_word"] or None,
        "counts": row["counts"], "unit": row["unit"] or None, "who": "",
    })
    assert figure_words(figure) == row["words"]


DATES = [
    (("2013-06-05", "2013-06-05", "day"), "5 June 2013"), (("2013-06-03", None, "week"), "the week from 3 June 2013"),
    (("2013-06-01", "2013-06-04", "day"), "between 1 June 2013 and 4 June 2013"), (("2013-06-01", None, "month"), "June 2013"),
    (("2013-01-01", None, "year"), "2013"), ((None, None, "unknown"), "date not known"), (("soon", None, "day"), "soon"),
]


@pytest.mark.parametrize(("given_date", "words"), DATES)
def test_a_date_reads_with_its_precision(given_date: tuple[str | None, str | None, str], words: str) -> None:
    start, end, precision = given_date
    assert date_words(EventDate.model_validate({"start": start, "end": end, "precision": precision})) == words


def test_ranges_and_lists() -> None:
    assert [interval(*pair) for pair in ((1000, 1000), (27, 34), (27, None), (None, 9), (None, None))] == [
        "1,000", "27 to 34", "at least 27", "up to 9", "",
    ]
    assert [duration(*pair) for pair in ((0.125, 5 / 24), (14, 21), (1, 1), (2, 10), (30, None), (None, None))] == [
        "3 to 5 hours", "2 to 3 weeks", "1 day", "2 to 10 days", "at least 1 month", "",
    ]
    assert [listed(words) for words in ((), ("a",), ("a", "b"), ("a", "b", "c"))] == ["", "a", "a and b", "a, b and c"]
    assert [letter(n) for n in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


@given(st.text(st.characters()))
def test_shown_text_is_one_line_that_only_shows(text: str) -> None:
    shown = plain(text)
    shown.encode("utf-8")
    assert not any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in shown)
    assert plain(shown) == shown
