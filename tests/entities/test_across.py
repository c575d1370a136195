"""Which names of a long archive are compared."""

from __future__ import annotations

import pytest

from corrobora.entities.across import _pairs, block_keys
from corrobora.records import EntityKind


@pytest.mark.parametrize(("a", "b", "kind", "met"), [
    ("Sergei Lavrenko", "Sergey Lavrenko", "person", True),
    ("Bill Hartwell", "William Hartwell", "person", True),
    ("Hartwell", "Ann Hartwell", "person", True),
    ("Hartwel", "Hartwell", "person", True),
    ("Hartwell", "Ann Hartwell Jr.", "person", True),
    ("Ann Hartwell Jr.", "Amos Penrose Jr.", "person", False),
    ("Ann Hartwell", "Morgan Hartwell", "person", False),
    ("Hartwell", "Ann Hartwell", "organisation", False),
    ("NDC", "Northern Defence Council", "organisation", True),
    ("Northern Defence Council", "Northern Defense Committee", "organisation", True),
    ("Northern Defence Council", "Nile Dam Company", "organisation", False),
])
def test_names_meet_where_more_than_a_surname_or_letters_speaks_for_it(a: str, b: str, kind: EntityKind, met: bool) -> None:
    one, other = dict(block_keys(a, kind)), dict(block_keys(b, kind))
    assert any(one[key] or other[key] for key in one.keys() & other.keys()) == met


@pytest.mark.parametrize(("a", "b", "met"), [
    ("Husayni", "Hosaini", True),
    ("Amal Husayni", "Hosaini", True),
    ("Rooney", "Rouhani", False),
    ("Amal Castro", "Kester", False),
])
def test_names_of_the_same_consonants_meet_where_their_letters_are_alike(a: str, b: str, met: bool) -> None:
    assert bool(_pairs(sorted([a, b]), {a: a, b: b}, dict.fromkeys([a, b], "person"), dict.fromkeys([a, b], 1))) == met


@pytest.mark.parametrize(("told", "who"), [
    ({"Ann Hartwell": 5, "Morgan Hartwell": 1}, {"Ann Hartwell"}),
    ({"Ann Hartwell": 1, "Morgan Hartwell": 5}, {"Morgan Hartwell"}),
    ({"Ann Hartwell": 3, "Morgan Hartwell": 3}, set()),
    ({"Ann Hartwell": 1, "Anne Hartwell": 1}, {"Ann Hartwell", "Anne Hartwell"}),
    ({"Ann Hartwell": 1, "Morgan Hartwel": 9}, {"Ann Hartwell"}),
])
def test_a_surname_alone_is_that_of_the_best_known_who_bears_it_or_nobodys(told: dict[str, int], who: set[str]) -> None:
    names = sorted([*told, "Hartwell"])
    pairs = _pairs(names, dict(zip(names, names, strict=True)), dict.fromkeys(names, "person"), {**told, "Hartwell": 9})
    assert {name for _, *pair in pairs if "Hartwell" in pair for name in pair} - {"Hartwell"} == who


@pytest.mark.parametrize(("a", "b", "met"), [
    ("Bill Hartwell", "William Hartwell", True),
    ("J. Hartwell", "Jacob Hartwell", True),
    ("Samuel Hartwell", "Sam Hartwell", True),
    ("Hussein Rahmani", "Hosain Rahmani", True),
    ("Jacinto Hartwell", "Jeremy Hartwell", False),
])
def test_full_names_of_one_surname_meet_where_a_given_name_may_be_one(a: str, b: str, met: bool) -> None:
    assert bool(_pairs(sorted([a, b]), {a: a, b: b}, dict.fromkeys([a, b], "person"), dict.fromkeys([a, b], 1))) == met
