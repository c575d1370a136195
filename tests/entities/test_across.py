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
    assert bool(_pairs(sorted([a, b]), {a: a, b: b}, dict.fromkeys([a, b], "person"))) == met
