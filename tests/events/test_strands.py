"""Which mentions of one article are one happening, and which are others."""

from __future__ import annotations

from pathlib import Path

import corrobora
from corrobora.records import Case


def case_of(tmp_path: Path, text: str) -> Case:
    (tmp_path / "report.txt").write_text(text, encoding="utf-8")
    return corrobora.brief([str(tmp_path / "report.txt")])


def labels(case: Case) -> dict[str, set[str]]:
    """Event place -> the quotes of its casualty figures."""
    claims = {claim.id: claim for claim in case.claims}
    return {
        event.place.name or "": {c.quote for id_ in event.claims if (c := claims[id_]).figure and c.figure.counts == "killed"}
        for event in case.events
    }


SUM = """Air raids kill 13 in Aleppo province

BEIRUT, 15 July 2015 - Thirteen people were killed in air raids by the government in Aleppo province on Wednesday, it was said.

Five people were killed when helicopters dropped a barrel bomb on the town of Tadif, the monitor said.

Eight civilians were killed when warplanes struck the town of Darat Izzah, it said.
"""


def test_a_sum_over_two_towns_leaves_each_town_its_own_event(tmp_path: Path) -> None:
    found = labels(case_of(tmp_path, SUM))
    assert {"Tadif", "Darat Izzah"} <= set(found)
    assert any("Five people" in quote for quote in found["Tadif"])
    assert any("Eight civilians" in quote for quote in found["Darat Izzah"])


ELSEWHERE = """Car bomb kills six in Homs

A car bomb killed six people at a market in Homs on Monday, police said.

Elsewhere in the country, gunmen killed two soldiers at a checkpoint in Idlib, the army said.
"""


def test_what_a_report_turns_to_is_another_event(tmp_path: Path) -> None:
    found = labels(case_of(tmp_path, ELSEWHERE))
    assert {"Homs", "Idlib"} <= set(found)
    assert not any("two soldiers" in quote for quote in found["Homs"])


TOLL = """Homs toll rises to 36

The number of people killed in Saturday's attack on a market in Homs has risen to 36 after two more died, a doctor said.
"""


def test_a_report_of_a_rising_toll_is_mainly_of_the_attack(tmp_path: Path) -> None:
    (event,) = (event for event in case_of(tmp_path, TOLL).events if event.main_of)
    assert event.place.name == "Homs" and event.type != "other"


def test_what_has_no_type_is_called_by_the_words_of_the_report(tmp_path: Path) -> None:
    case = case_of(tmp_path, "Ministers meet in Geneva\n\nMinisters of five states met in Geneva on Monday to discuss it.\n")
    assert case.events and all(event.label not in {"Event", "Other"} for event in case.events)


BACKGROUND = """Sandberg says is turning to schools and roads

Sandberg says is turning to schools and roads on Thursday. President Karl Sandberg said he is turning to schools and
roads after a tense week. Sandberg has asked parliament to authorize air strikes against Sudan in response to what
Norway says was a chemical weapons attack by the government that killed more than 900 people on August 21.
"""


def test_harm_of_another_day_is_not_of_what_the_article_is_mainly_about() -> None:
    title, text = BACKGROUND.split("\n\n")
    case = corrobora.brief([{"id": "a", "title": title, "text": text, "published": "2013-08-29"}])
    claims = {claim.id: claim for claim in case.claims}
    toll = next(c for c in case.claims if c.figure and c.figure.counts == "killed")
    event = next(event for event in case.events if toll.id in event.claims)
    assert event.date.start == "2013-08-21"
    assert not any(claims[id_].quote.startswith("Sandberg says") for id_ in event.claims)


RAID = """Gunmen kidnap dozens in attack on church in Kaduna

Gunmen kidnapped 40 people from a church in Kaduna on Friday, killing three, police said.

The state and the gangs agreed to a ceasefire in Kano a week ago, and the attack broke it.
"""


def test_a_kidnapping_in_an_attack_is_one_event_and_no_part_of_an_agreement(tmp_path: Path) -> None:
    case = case_of(tmp_path, RAID)
    found = {event.type: event for event in case.events}
    assert "Attack" not in found
    assert {"killing three"} == labels(case)["Kaduna"]
    assert "Agreement" in found and found["Agreement"].place.name == "Kano" and not found["Agreement"].main_of


def test_an_adjective_of_a_state_that_strikes_is_called_by_the_state(tmp_path: Path) -> None:
    case = case_of(tmp_path, "Strike kills nine in Rafah\n\nAn Israeli air strike killed nine people in Rafah, medics said.\n")
    assert any("by Israel" in event.label and "Israeli" not in event.label for event in case.events)


def test_who_strikes_back_did_not_do_it(tmp_path: Path) -> None:
    text = ("Gunmen kill 16 in two villages, army says\n\n"
            "Gunmen hacked to death 16 villagers near Beni on Monday, the army said.\n\n"
            "Gunmen also burned huts. Soldiers pursued the gunmen and killed two of them, an officer said.\n")
    case = case_of(tmp_path, text)
    (event,) = (event for event in case.events if event.main_of)
    names = {entity.id: entity.name for entity in case.entities}
    assert {names[id_] for id_ in event.actors} == {"gunmen"}
