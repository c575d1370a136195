"""Folding, skeletons and acronyms of names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrobora.text.names import fold, looks_like_acronym, skeletons, stands_for, tokens


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Bashar al-Assad", "bashar al assad"), ("U.N.", "un"), ("Sana'a", "sanaa"), ("Hans Müller", "hans muller"),
        ("People’s Front", "people front"), ("Рим", "rim"), ("", ""), ("☂☂", ""),
    ],
)
def test_folded_form(name: str, folded: str) -> None:
    assert fold(name) == folded


def test_the_article_is_no_word_of_a_name_unless_it_is_all() -> None:
    assert tokens("al-Bab") == ("bab",)
    assert tokens("Al") == ("al",)


@pytest.mark.parametrize(
    ("a", "b"),
    [("Qadir", "Kadir"), ("Hizbollah", "Hezbollah"), ("Khaled", "Khalid"), ("Suleiman", "Sulayman"), ("Abdullah", "Abdallah")],
)
def test_spellings_of_one_name_share_a_skeleton(a: str, b: str) -> None:
    assert skeletons(a) == skeletons(b)


@pytest.mark.parametrize(("a", "b"), [("Homs", "Hama"), ("Iran", "Iraq"), ("Mosul", "Manbij")])
def test_other_names_do_not(a: str, b: str) -> None:
    assert skeletons(a) != skeletons(b)


@pytest.mark.parametrize(
    ("short", "full", "fits"),
    [
        ("ICRC", "International Committee of the Red Cross", True), ("SNC", "Syrian National Council", True),
        ("AQI", "al-Qaeda in Iraq", True), ("LCCs", "Local Coordination Committees", True),
        ("SNC", "Syrian Observatory", False), ("SNC", "SNC", False),
    ],
)
def test_an_acronym_stands_for_its_words(short: str, full: str, fits: bool) -> None:
    assert stands_for(short, full) is fits


def test_what_looks_like_an_acronym() -> None:
    assert looks_like_acronym("U.N.") and looks_like_acronym("NGOs")
    assert not looks_like_acronym("Homs") and not looks_like_acronym("X")


@given(st.text(max_size=400))
def test_folding_is_plain_and_stable_for_any_text(name: str) -> None:
    folded = fold(name)
    assert folded.isascii() and folded == folded.lower()
    assert fold(folded) == folded
