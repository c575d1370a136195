"""The agency that an article credits."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from corrobora.pages.agency import agency_named, agency_of

with (Path(__file__).resolve().parents[1] / "cases" / "agencies.csv").open(encoding="utf-8", newline="") as file:
    ROWS = [(row["text"], row["agency"] or None, row["what"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("text", "agency", "what"), ROWS, ids=[what for _, _, what in ROWS])
def test_the_agency_is_read(text: str, agency: str | None, what: str) -> None:
    assert agency_of([text]) == agency


def test_a_field_is_an_agency_only_as_a_whole() -> None:
    assert agency_named("Reuters") == "Reuters"
    assert agency_named("Reuters Institute for the Study of Journalism") is None
    assert agency_named("The Daily Example") is None
