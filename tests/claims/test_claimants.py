"""Who stands behind a span."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from corrobora.claims.claimants import voice_of
from corrobora.claims.mentions import find_mentions
from corrobora.claims.parse import Parser
from corrobora.claims.speakers import find_statements
from corrobora.records import Article, Block, Span

CASES = Path(__file__).parents[1] / "cases" / "claimants.csv"


def rows() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["text"][:60])
def test_voice(parser: Parser, row: dict[str, str]) -> None:
    text = row["text"].replace("|", "\n")
    blocks, at = [], 0
    for number, line in enumerate(text.split("\n")):
        blocks.append(
            Block(start=at, end=at + len(line), role="headline" if number == 0 and "|" in row["text"] else "paragraph")
        )
        at += len(line) + 1
    parsed = parser.parse(Article(id="a", source="test", text=text, blocks=tuple(blocks)))
    start = text.index(row["span"])
    voice = voice_of(parsed, Span(start=start, end=start + len(row["span"])), find_statements(parsed, find_mentions(parsed)))
    assert (voice.claimant.name if voice.claimant else "") == row["claimant"], voice.why
    assert (voice.via.name if voice.via else "") == row["via"], voice.why
    if voice.claimant:
        assert text[voice.claimant.start : voice.claimant.end] == voice.claimant.quote
