from __future__ import annotations

import csv
from pathlib import Path

import pytest

from corrobora.claims.mentions import find_mentions
from corrobora.claims.parse import Parser
from corrobora.claims.relations import find_relations
from corrobora.claims.where import Names
from corrobora.records import Article, Block

CASES = list(csv.DictReader((Path(__file__).parents[1] / "cases" / "relations.csv").read_text(encoding="utf-8").splitlines()))


def relations(parser: Parser, text: str) -> list[tuple[str, str, str]]:
    page = Article(id="a", source="a", text=text, blocks=(Block(start=0, end=len(text), role="paragraph"),))
    parsed = parser.parse(page)
    mentions = find_mentions(parsed)
    names = {mention.key: mention.text for mention in mentions}
    claims = find_relations(parsed, Names(parsed, mentions, ()))
    for claim in claims:
        assert text[claim.start:claim.end] == claim.quote
        assert claim.why
    return [
        (names[claim.relation.subject], claim.relation.relation, names[claim.relation.object]) for claim in claims
            if claim.relation
    ]


@pytest.mark.parametrize("row", CASES, ids=lambda row: row["text"])
def test_relation_of_a_sentence(parser: Parser, row: dict[str, str]) -> None:
    assert (row["subject"], row["relation"], row["object"]) in relations(parser, row["text"])


@pytest.mark.parametrize(("text", "relation"), [
    ("The ministers of France, Jordan and Turkey met on Monday.", "located_in"),
    ("Officials held a preliminary meeting in Geneva.", "controls"),
    ("The army denied that it had attacked Hezbollah.", "fights"),
])
def test_no_relation(parser: Parser, text: str, relation: str) -> None:
    assert relation not in {told for _, told, _ in relations(parser, text)}


def test_a_byline_with_two_names_and_a_place_tells_nothing(parser: Parser) -> None:
    parts = (("headline", "Rebels deny raid"), ("byline", "By Nadia Abakar in Geneva"),
             ("paragraph", "Rebels denied it in Homs."))
    text, blocks = "", []
    for role, part in parts:
        blocks.append(Block(start=len(text), end=len(text) + len(part), role=role))  # type: ignore[arg-type]
        text += part + "\n"
    parsed = parser.parse(Article(id="a", source="a", text=text, blocks=tuple(blocks)))
    assert not find_relations(parsed, Names(parsed, find_mentions(parsed), ()))
