"""What a careful reader takes from the two pages of ``../shared/seeds``: two outlets on the fall of one town."""

from __future__ import annotations

from pathlib import Path

import pytest

import corrobora
from corrobora.records import Case, Claim, Event


@pytest.fixture(scope="module")
def case(shared: Path) -> Case:
    return corrobora.brief(sorted(str(path) for path in (shared / "seeds").glob("*.txt")))


def main_event(case: Case) -> Event:
    (event,) = (event for event in case.events if event.main_of)
    return event


def claims_of(case: Case, event: Event) -> list[Claim]:
    return [claim for claim in case.claims if claim.id in set(event.claims)]


def test_both_pages_are_mainly_of_the_fall_of_the_town(case: Case) -> None:
    event = main_event(case)
    assert len(event.main_of) == len(case.articles) == 2
    assert (event.type, event.status, event.place.name) == ("Government regains territory", "asserted", "Qusayr")
    assert event.label.endswith("by government forces and Hezbollah, against rebels")


def test_the_planned_assault_stands_beside_it_with_its_own_place(case: Case) -> None:
    planned = [event for event in case.events if event.status in {"planned", "expected"}]
    assert [(event.place.name, event.type) for event in planned] == [("Aleppo", "Government regains territory")]
    told = {claim.quote for claim in claims_of(case, planned[0])}
    assert any("re-take Aleppo" in quote for quote in told)
    assert not told & {claim.quote for claim in claims_of(case, main_event(case)) if "Qus" in claim.quote}


def test_nothing_of_the_plan_is_in_the_main_event(case: Case) -> None:
    names = {entity.id: entity.name for entity in case.entities}
    places = {names[c.happening.place] for c in claims_of(case, main_event(case)) if c.happening and c.happening.place}
    assert "Aleppo" not in places and "Lebanon" not in places


def test_men_who_appeared_to_have_been_executed_are_a_hedged_part_of_it(case: Case) -> None:
    (men,) = (claim for claim in case.claims if claim.figure and claim.quote == "at least three men")
    assert men.id in main_event(case).claims
    assert (men.status, men.claimant) == ("hedged", None)


def test_no_other_event_is_made_of_words_for_the_same_fighting(case: Case) -> None:
    assert {event.label for event in case.events if not event.main_of and event.status == "asserted"} <= {
        "Armed clash in Syria, by Hezbollah"}


def test_the_armed_forces_speak_under_their_own_name(case: Case) -> None:
    (vow,) = (c for c in case.claims if c.statement and c.quote.startswith("We will not hesitate"))
    assert vow.claimant is not None and "Homs" not in vow.claimant.name
