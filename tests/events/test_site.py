"""The place of an event: what the reports tell most, as exactly as they tell it."""

from __future__ import annotations

import corrobora
from corrobora.records import Case, Event


def case_of(*reports: str) -> Case:
    rows = [
        {"id": f"r{n}", "outlet": f"outlet {n}", "published": "2021-03-02", "title": text.split(". ")[0], "text": text}
        for n, text in enumerate(reports)
    ]
    return corrobora.brief(rows)


def main_event(*reports: str) -> Event:
    found = [event for event in case_of(*reports).events if event.main_of]
    return max(found, key=lambda event: len(event.main_of))


def test_a_region_inside_one_country_is_told_as_exactly_as_a_town() -> None:
    event = main_event(
        "Air raids kill nine in the Bekaa Valley. Nine people were killed in air raids on the Bekaa Valley on Monday, a doctor "
        "said. The raids on the Bekaa Valley began at dawn. Smoke was seen from the town of Zahle after the raids."
    )
    assert (event.place.name, event.place.country) == ("Bekaa Valley", "LB")


def test_a_part_of_a_town_that_two_reports_spell_otherwise_is_the_place() -> None:
    event = main_event(
        "Bomb on a bus kills six in Damascus. A bomb on a bus killed six people in Damascus on Monday. State television said "
        "the explosion took place in the Qarrasha region of the Syrian capital.",
        "Bomb kills six on a bus. A bomb on a bus killed six people in the neighbourhood of al-Qarasheh in Damascus on Monday. "
        "The bomb was planted in a bus at al-Qarasheh, police said.",
    )
    assert event.place.name in {"Qarrasha", "al-Qarasheh"}
    assert (event.place.country, event.place.precision) == ("SY", "near")


def test_votes_for_a_town_and_for_near_it_count_together_against_its_country() -> None:
    event = main_event(
        "Shells hit Syria. Nine people were killed by shelling in Syria on Monday. The shelling hit the outskirts of Homs, a "
        "doctor said. Four of them died when the shelling struck Homs again at noon. The shelling near Homs went on."
    )
    assert event.place.name in {"Homs", "near Homs"}


def test_whence_a_report_was_sent_is_the_place_where_it_is_all_that_is_told() -> None:
    event = main_event("Mosul (AP) - Nine people were killed when a bomb went off on Monday, the police said.")
    assert event.place.name == "Mosul"


def test_a_man_whose_name_stands_where_places_do_is_no_place() -> None:
    event = main_event(
        "Envoys call for strikes over Hakkens. Envoys called for air strikes on Syria. President Rolf Hakkens refused. "
        "Anger over Hakkens grew as the strikes were put off, and Hakkens said that no strikes were planned.",
    )
    assert event.place.name != "Hakkens"


def test_what_was_said_was_said_where_the_speaker_stood() -> None:
    event = main_event(
        "Minister says inspectors must see the site in Syria. Foreign Minister Rolf Hakkens says inspectors must see it in "
        "Syria. They should be let in at once, Hakkens told reporters in Paris."
    )
    assert event.place.name == "Paris"


def test_where_some_of_the_dead_died_is_not_where_all_did() -> None:
    event = main_event(
        "Gunmen kill 90 in Homs. Gunmen killed 90 people in Homs on Monday, a doctor in Homs said. Twenty people were killed "
        "in the Qarrasha district of Homs, he said.",
    )
    assert event.place.name == "Homs"


def test_the_suburb_of_a_town_that_is_named_is_itself_the_place() -> None:
    event = main_event("Bomb kills nine. A bomb killed nine people in the Damascus suburb of Jaramana on Monday, police said.")
    assert (event.place.name, event.place.precision) == ("Jaramana", "exact")


def test_where_a_deed_was_that_somebody_denied_is_no_place_of_the_news() -> None:
    event = main_event(
        "Air strike kills 24 in Yemen. An air strike killed 24 people on a market in Yemen, a doctor said. The coalition has "
        "been bombing Yemen for years. Its planes fly each day. On May 4, 2015, an air strike hit a hall in Mokha, killing 90 "
        "people, however the coalition denied responsibility."
    )
    assert event.place.name == "Yemen"
