"""What reports without days of print say of a toll that grows or is corrected."""

from __future__ import annotations

import pytest

from corrobora.claims.parse import Parser
from corrobora.claims.read import read
from corrobora.entities.resolve import resolve
from corrobora.events.assemble import assemble
from corrobora.events.origins import find_origins
from corrobora.pages.article import About, text_article
from corrobora.records import Finding
from corrobora.settings import Settings

FIRST = "An explosion at a ferry terminal in Zanzibar killed four people on Monday, police said.\n\nThe blast wrecked a kiosk."


def toll(parser: Parser, *texts: str, days: tuple[str | None, ...] = (None, None)) -> Finding:
    settings = Settings()
    articles = [
        text_article(text, About(source=name, key=(name,), id=name, published=day), settings, clean=True)
        for name, text, day in zip("abc", texts, days, strict=False)
    ]
    readings = [read(parsed) for parsed in parser.parse_many(articles)]
    case = assemble(readings, resolve(readings, settings), find_origins(articles), [], settings)
    event = next(event for event in case.events if len(event.main_of) == len(texts))
    return next(finding for finding in event.findings if finding.topic == "killed" and finding.who is None)


@pytest.mark.parametrize("later", [
    "The death toll from the explosion at a ferry terminal in Zanzibar rose to seven, a hospital said.",
    "Zanzibar ferry explosion: death toll climbs to 7\n\nRescuers searched the terminal in Zanzibar after the explosion.",
    "Three people hurt in the explosion at a ferry terminal in Zanzibar died, bringing the number of dead to seven.",
    "Divers found more bodies after the explosion at the Zanzibar ferry terminal, which has now killed seven people.",
])
def test_a_toll_that_is_told_to_have_grown_is_updated_without_days_of_print(parser: Parser, later: str) -> None:
    row = toll(parser, FIRST, later)
    assert (row.verdict, row.low, row.high) == ("updated", 7, 7)


def test_two_plain_numbers_without_days_differ(parser: Parser) -> None:
    other = "Seven people were killed when an explosion hit a ferry terminal in Zanzibar, according to the port's director."
    assert toll(parser, FIRST, other).verdict == "differ"


def test_a_growth_that_was_printed_before_the_lower_number_is_none(parser: Parser) -> None:
    risen = "The death toll from the explosion at a ferry terminal in Zanzibar rose to seven, a hospital said."
    assert toll(parser, FIRST, risen, days=("2019-05-09", "2019-05-07")).verdict == "differ"


@pytest.mark.parametrize("correction", [
    "Three died in the explosion at the Zanzibar ferry terminal, the mayor said, a toll earlier put at four by police.",
    "Three people died in the explosion at a ferry terminal in Zanzibar, officials said, correcting an earlier count of four.",
])
def test_who_gives_up_a_number_corrects_it(parser: Parser, correction: str) -> None:
    row = toll(parser, FIRST, correction)
    assert (row.verdict, row.low, row.high, row.why) == ("updated", 3, 3, "a report corrects an earlier figure")


def test_the_first_and_only_number_is_held(parser: Parser) -> None:
    row = toll(parser, "Initial reports of the explosion at a ferry terminal in Zanzibar gave a toll of five dead people.")
    assert (row.verdict, row.low) == ("alone", 5)
