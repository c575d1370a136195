"""Reports without a date, as pages so often are: what else says whether two tell of one event."""

from __future__ import annotations

import pytest

from corrobora.claims.parse import Parser
from corrobora.claims.read import read
from corrobora.entities.resolve import resolve
from corrobora.events.assemble import assemble
from corrobora.events.origins import find_origins
from corrobora.records import Article, Block
from corrobora.settings import Settings

Told = tuple[str, str]
"""Headline, text."""

KABUL: Told = (
    "Suicide bomber kills two in Kabul",
    "KABUL - A suicide bomber blew himself up at the gate of a ministry in Kabul on Tuesday, killing two people and wounding "
    "nine, police said.",
)
KABUL_TOO: Told = (
    "Blast at Kabul ministry gate kills two",
    "Two people were killed and nine were wounded on Tuesday when a suicide bomber blew himself up at the gate of a ministry "
    "in the Afghan capital Kabul, an official said.",
)
OTHERS: dict[str, Told] = {
    "another country": (
        "Suicide bomber kills two in Quetta",
        "A suicide bomber blew himself up at a police post in the Pakistani city of Quetta, killing two people and wounding "
        "five, an official said.",
    ),
    "another town of the country": (
        "Suicide attack in Afghanistan kills two",
        "A suicide bomber attacked a wedding in Herat in western Afghanistan, killing two people, the governor said.",
    ),
    "another day of the week": (
        "Suicide bomber kills fourteen in Afghanistan",
        "A suicide bomber attacked a convoy in Afghanistan on Friday, killing fourteen people, the army said.",
    ),
}


def news(parser: Parser, *told: Told) -> list[tuple[str, ...]]:
    articles = []
    for number, (title, body) in enumerate(told):
        start = len(title) + 2
        blocks = (
            Block(start=0, end=len(title), role="headline"), Block(start=start, end=start + len(body), role="paragraph"),
        )
        id_ = f"a{number}"
        articles.append(Article(id=id_, source=id_, title=title, text=f"{title}\n\n{body}", blocks=blocks))
    readings = [read(parsed) for parsed in parser.parse_many(articles)]
    settings = Settings()
    case = assemble(readings, resolve(readings, settings), find_origins(articles), [], settings)
    return sorted(event.main_of for event in case.events if event.main_of)


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_like_deeds_are_not_one_for_want_of_a_date(parser: Parser, other: Told) -> None:
    assert news(parser, KABUL, other) == [("a0",), ("a1",)]


def test_what_agrees_in_place_day_and_tolls_is_one_event(parser: Parser) -> None:
    assert news(parser, KABUL, KABUL_TOO) == [("a0", "a1")]
