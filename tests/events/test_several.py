"""Deeds that are like one another, of one place and day: what keeps them apart, and reports that sum them up."""

from __future__ import annotations

import pytest

from corrobora.claims.parse import Parser
from corrobora.claims.read import read
from corrobora.entities.resolve import resolve
from corrobora.events.assemble import assemble
from corrobora.events.origins import find_origins
from corrobora.pages.article import About, text_article
from corrobora.records import Case, Event
from corrobora.settings import Settings

ROAD = (
    "A roadside bomb hit an army truck in Kirkuk on Tuesday morning, killing four soldiers and wounding six, an officer said.",
    "CAFE: A bomb in a parked car killed two people and wounded 15 outside a cafe in Kirkuk on Tuesday evening, medics said.",
)
SUM = (
    "Bombings kill six in Kirkuk\n\nTwo separate bombings in Kirkuk killed six people on Tuesday, police said.\n\n"
    "In the first attack, a roadside bomb hit an army truck and killed four soldiers. Hours later a car bomb outside a cafe "
    "killed two people and wounded 15."
)


def case_of(parser: Parser, *texts: str, day: str | None = "2019-10-23") -> Case:
    settings = Settings()
    articles = [
        text_article(text, About(source=name, key=(name,), id=name, published=day), settings, clean=True)
        for name, text in zip("abcd", texts, strict=False)
    ]
    readings = [read(parsed) for parsed in parser.parse_many(articles)]
    return assemble(readings, resolve(readings, settings), find_origins(articles), [], settings)


def of(case: Case, article: str) -> Event:
    """The event that an article is mainly about."""
    return next(event for event in case.events if article in event.main_of)


def killed(case: Case, event: Event) -> set[float | None]:
    claims = {claim.id: claim.figure for claim in case.claims}
    figures = [figure for id_ in event.claims if (figure := claims[id_]) is not None]
    return {figure.low for figure in figures if figure.counts == "killed"}


def test_a_sum_of_two_deeds_ties_neither_to_the_other(parser: Parser) -> None:
    case = case_of(parser, *ROAD, SUM)
    road, cafe, whole = (of(case, name) for name in "abc")
    assert len({road.id, cafe.id, whole.id}) == 3
    assert killed(case, whole) == {6}
    assert killed(case, cafe) == {2}
    assert "c" in cafe.articles and killed(case, road) == {4}


def test_one_sentence_of_two_deeds_is_two(parser: Parser) -> None:
    case = case_of(
        parser, "At least nine people were killed in two attacks in Kirkuk on Sunday night, police said.\n\n"
        "Gunmen killed five guards at a bank, and four members of a family were murdered in their house.",
    )
    assert sorted(map(sorted, (killed(case, event) for event in case.events))) == [[4], [5], [9]]


def test_hours_of_the_day_and_other_numbers_of_dead_and_hurt_keep_two_bombings_apart(parser: Parser) -> None:
    case = case_of(parser, *ROAD)
    assert of(case, "a").id != of(case, "b").id


def test_a_killing_hours_after_another_attack_has_its_own_toll(parser: Parser) -> None:
    case = case_of(
        parser, "Gunmen killed three guards at a mill in Kirkuk on Sunday, hours after an attack on the city's market.")
    event = of(case, "a")
    assert killed(case, event) == {3} and event.actors
    assert not any(
        claim.event == event.id and claim.happening.predicate == "attack" for claim in case.claims if claim.happening)


@pytest.mark.parametrize("text", [
    "An attack on a market in Kirkuk killed nine people on Sunday.\n\nTwo of the wounded died at a hospital in Baghdad.",
    "An attack on a market in Kirkuk killed nine people on Sunday.\n\nA guard died of his injuries in a clinic in Baghdad.",
    "An attack in Kirkuk province killed nine people on Sunday.\n\nTwo of the wounded died at a hospital in Taza Khurmatu.",
])
def test_who_dies_elsewhere_of_wounds_is_of_the_deed(parser: Parser, text: str) -> None:
    case = case_of(parser, text)
    assert len(case.events) == 1 and str(case.events[0].place.name).startswith("Kirkuk")


def test_a_war_that_began_long_ago_does_not_date_the_news(parser: Parser) -> None:
    case = case_of(
        parser, "Shelling kills civilians in Kirkuk\n\nRockets killed four people in Kirkuk on Tuesday, a doctor said.\n\n"
        "The army has fought there since the rebels attacked the city on 3 February.",
    )
    event = of(case, "a")
    assert event.date.start == "2019-10-22"
    assert not any(claim.event == event.id and "February" in claim.quote for claim in case.claims if claim.happening)


def test_what_is_told_to_have_come_after_another_attack_does_not_lie_where_that_was(parser: Parser) -> None:
    case = case_of(
        parser,
        "Gunmen ambush patrol near Tikrit\n\nGunmen killed two soldiers in an ambush near Tikrit on Monday, it was said.\n\n"
        "The ambush came three days after rebels attacked the market of Samarra.",
    )
    assert {event.place.name for event in case.events if event.main_of} == {"near Tikrit"}
    assert not any(event.place.name == "Samarra" and killed(case, event) for event in case.events)
