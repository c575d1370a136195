"""The status table: one row a sentence, the word whose status is asked, the status."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from corrobora.claims.parse import Parser
from corrobora.claims.status import status_of

CASES = Path(__file__).parents[1] / "cases" / "status.csv"


def rows() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["sentence"][:50])
def test_status(parser: Parser, row: dict[str, str]) -> None:
    doc = parser.nlp(row["sentence"])
    token = next(token for token in reversed(doc) if token.text == row["word"])
    status, why = status_of(token)
    assert status == row["status"], why
    assert bool(why) == (status != "asserted")
