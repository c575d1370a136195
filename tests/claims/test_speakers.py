"""Statements: one row a text, its content, its speaker in place, whether it has direct words."""

from __future__ import annotations

import csv
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrobora.claims.mentions import find_mentions
from corrobora.claims.parse import Parser
from corrobora.claims.quotes import find_quotations
from corrobora.claims.speakers import find_statements
from corrobora.records import Article, Block, Claim

CASES = Path(__file__).parents[1] / "cases" / "statements.csv"


def article(text: str) -> Article:
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(start=at, end=at + len(line), role="paragraph"))
        at += len(line) + 1
    return Article(id="a", source="test", text=text, blocks=tuple(blocks))


def statements(parser: Parser, text: str) -> list[Claim]:
    parsed = parser.parse(article(text))
    return find_statements(parsed, find_mentions(parsed))


def rows() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["text"][:50])
def test_statement(parser: Parser, row: dict[str, str]) -> None:
    found = statements(parser, row["text"])
    assert [claim.quote for claim in found] == [row["content"]]
    claim = found[0]
    assert claim.claimant is not None and claim.claimant.quote == row["speaker"]
    assert claim.statement is not None and claim.statement.direct == (row["direct"] == "yes")
    assert row["text"][claim.start : claim.end] == claim.quote


def test_pronoun_keeps_its_place_and_names_its_antecedent(parser: Parser) -> None:
    text = "Samira Khoury said the bridge was closed. She said nobody had been hurt."
    claim = statements(parser, text)[1]
    assert claim.claimant is not None
    assert (claim.claimant.quote, claim.claimant.name) == ("She", "Samira Khoury")


def test_a_quotation_over_paragraphs_has_one_speaker(parser: Parser) -> None:
    text = "“They came at night,” said Samira Khoury.\n“They took everything that we had in the house.”"
    found = statements(parser, text)
    assert {claim.claimant.name if claim.claimant else None for claim in found} == {"Samira Khoury"}
    assert any("took everything" in claim.quote for claim in found)


@given(st.text(alphabet="ab .,!?\"“”'‘’\n", max_size=60))
def test_quotations_lie_in_the_text_and_apart(text: str) -> None:
    found = find_quotations(article(text))
    assert all(0 <= q.start < q.end <= len(text) and text[q.start : q.end].strip() for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
