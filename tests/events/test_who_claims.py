"""Who claims a deed, what is denied of it, and names of one village: what they make of an event."""

from __future__ import annotations

from pathlib import Path

import pytest

from corrobora import brief
from corrobora.records import Case


def case_of(folder: Path, *texts: str) -> Case:
    paths = []
    for number, text in enumerate(texts):
        path = folder / f"{number}.txt"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return brief(paths)


def names(case: Case, ids: tuple[str, ...]) -> set[str]:
    return {entity.name for entity in case.entities if entity.id in ids}


def test_who_claims_the_deed_far_below_is_a_doer_of_it(tmp_path: Path) -> None:
    case = case_of(tmp_path, (
        "Bomb kills nine at Mardin market\n\nA car bomb killed nine people at a market in Mardin on Monday, police said.\n\n"
        "Shops were shut on Tuesday.\n\nThe mayor visited the wounded.\n\nThe Karan Front claimed responsibility.\n"))
    (event,) = [event for event in case.events if event.type == "Remote explosive/landmine/IED"]
    assert "Karan Front" in names(case, event.actors)
    assert not [other for other in case.events if other.type == "Attack"]


def test_who_was_not_hurt_is_no_target(tmp_path: Path) -> None:
    case = case_of(tmp_path, (
        "Four guards killed in Mardin blast\n\nA roadside bomb killed four guards near a school in Mardin on Monday.\n\n"
        "No teachers were hurt in the blast.\n"))
    assert all("teachers" not in names(case, event.targets) for event in case.events)


def test_a_village_told_of_as_in_a_country_lies_where_another_report_puts_it(tmp_path: Path) -> None:
    told = "Rebels killed nine farmers in the village of Telmandi"
    case = case_of(
        tmp_path,
        f"Nine farmers killed in Kenya\n\n{told} in Kenya's Nakuru county on Monday, police said.\n",
        f"Rebels kill farmers in Kenya\n\n{told} in Kenya on Monday, a church said.\n",
    )
    places = [entity.place for entity in case.entities if entity.name == "Telmandi"]
    assert [place.admin1 for place in places if place] == ["Nakuru County"]


@pytest.mark.parametrize("claimed", ["said it carried out the raid", "claimed responsibility for the raid"])
def test_one_event_of_a_raid_and_its_claim(tmp_path: Path, claimed: str) -> None:
    case = case_of(tmp_path, (
        f"Gunmen raid bus near Goma\n\nGunmen shot dead nine passengers near Goma on Monday.\n\nThe Karan Front {claimed}.\n"))
    assert [event.type for event in case.events] == ["Attack"]
