"""Which openings of a paragraph are datelines, and where they end."""

from __future__ import annotations

import pytest

from corrobora.text.datelines import find_dateline

TOLD = "Gunmen killed nine people in the market on Sunday."


@pytest.mark.parametrize(("opening", "places"), [
    ("MARIB - ", ["MARIB"]),
    ("MARIB (Agency) ", ["MARIB"]),
    ("Marib (Local Radio) – ", ["Marib"]),
    ("Marib (CNN) ", ["Marib"]),
    ("MARIB, Yemen -- ", ["MARIB", "Yemen"]),
    ("Marib, 3 May 2023 - ", ["Marib"]),
    ("MARIB, July 8 (Agency) - ", ["MARIB"]),
    ("MARIB, Yemen, March 3 (Agency) — ", ["MARIB", "Yemen"]),
    ("MARIB, MAY 4: ", ["MARIB"]),
    ("Marib: ", ["Marib"]),
    ("NEW MARIB: ", ["NEW MARIB"]),
    ("Marib, D.C., March 5 (Agency).- ", ["Marib", "D.C."]),
    ("GENEVA/MARIB, 5 May 2020 – ", ["GENEVA", "MARIB"]),
    ("Port-au-Marib, Haiti – ", ["Port-au-Marib", "Haiti"]),
    ("(Marib, March 4, 2020) – ", ["Marib"]),
    ("Marib, March 4, 2020. ", ["Marib"]),
    ("MARIB (Northern Province, Yemen), Nov 4 (AGENCY) — ", ["MARIB", "Northern Province", "Yemen"]),
    ("Jan 5 (Agency) - ", []),
    ("(Reuters) - ", []),
])
def test_a_dateline_ends_before_the_report_begins(opening: str, places: list[str]) -> None:
    found = find_dateline(opening + TOLD)
    assert found is not None
    assert (opening + TOLD)[found.end:] == TOLD
    assert [opening[start:end] for start, end in found.places] == places


@pytest.mark.parametrize("text", [
    "Update - The army said it had left the town on Sunday.",
    "Kyiv - the capital - was shelled on Sunday again.",
    "Police: Man shot dead in Lansing",
    "Hezbollah - The group said it had killed nine people there.",
    "In Kyiv - As the shelling went on, people fled to the town.",
    "The Free Army (FSA) Brigades said they had taken the town.",
    "SECRETARY BERG: We have spoken of this town for many days now.",
    "Coordinates: 35 degrees north of here, where the town of Marib lies.",
    "Aleppo, Syria, was shelled. It burned.",
    "Jean-Pierre Bemba said so on Sunday.",
    "Omar Said, 34, was killed on Sunday.",
])
def test_what_else_stands_before_a_dash_or_colon_is_none(text: str) -> None:
    assert find_dateline(text) is None


def test_a_bare_town_is_believed_at_the_head_of_an_article_only() -> None:
    assert find_dateline("Marib: " + TOLD, opens=False) is None
    assert find_dateline("Marib, 3 May 2023 - " + TOLD, opens=False) is not None
