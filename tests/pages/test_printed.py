"""The day that a text itself gives for its writing: a table of cases (``role=text`` blocks, split by bars)."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from corrobora.claims.times import anchor_of, doubted_date
from corrobora.pages.article import About, make_article
from corrobora.records import Article, Block
from corrobora.settings import Settings

with (Path(__file__).parents[1] / "cases" / "datelines.csv").open(encoding="utf-8") as table:
    CASES = list(csv.DictReader(table))


def article(written: str, metadata: str) -> Article:
    text, blocks = "", []
    for part in written.split("|"):
        role, _, words = part.partition("=")
        blocks.append(Block(start=len(text), end=len(text) + len(words), role=role))  # type: ignore[arg-type]
        text += words + "\n\n"
    return make_article(text, tuple(blocks), About(source="a", key=("a",), published=metadata or None), Settings())


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['blocks'][22:70]} {c['metadata']}")
def test_the_day_of_writing(case: dict[str, str]) -> None:
    told = article(case["blocks"], case["metadata"])
    assert (told.published or "") == case["published"]
    assert str(anchor_of(told) or "") == case["anchor"]
    doubted = doubted_date(told)
    assert (doubted is not None) == (case["doubted"] == "yes")
    if doubted is not None:
        assert case["metadata"] in doubted.reason and case["anchor"] in doubted.reason
