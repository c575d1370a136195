"""How sure it is that two written names are one."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corrobora.entities.compare import compare_names, explain_names
from corrobora.entities.gazetteer import load_gazetteer, standing_gazetteer
from corrobora.settings import Settings

TABLE = Path(__file__).parents[1] / "cases" / "names.csv"
CASES = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['a']}, {case['b']}")
def test_pairs_of_the_table(case: dict[str, str]) -> None:
    score = compare_names(case["a"], case["b"])
    assert (score >= 0.5) == (case["same"] == "1"), explain_names(case["a"], case["b"])


@pytest.mark.shared
def test_checked_pairs_keep_their_floor(shared: Path) -> None:
    with (shared / "data" / "names" / "checks.csv").open(encoding="utf-8", newline="") as lines:
        pairs = [(row["a"], row["b"], row["same"] == "1") for row in csv.DictReader(lines)]
    said = [(compare_names(a, b) >= 0.5, same) for a, b, same in pairs]
    hit = sum(s and same for s, same in said)
    assert 2 * hit / (sum(s for s, _ in said) + sum(same for _, same in said)) >= 0.90


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_the_order_of_the_two_does_not_matter(a: str, b: str) -> None:
    assert compare_names(a, b) == pytest.approx(compare_names(b, a))
    assert 0 <= compare_names(a, b) <= 1


@pytest.mark.parametrize("name", ["X", "Ana", "X" * 5000, "🙂🙂", "محمد", "a‮b", "A. B. C.", "1 2 3", "-", " "])
def test_a_name_is_itself_unless_it_is_nothing(name: str) -> None:
    assert compare_names(name, name) == (1.0 if name.strip() else 0.0)
    assert 0 <= compare_names(name, "Ahmad " * 900) <= 1


def test_the_reasons_begin_with_the_verdict() -> None:
    assert explain_names("Omar Haddad", "Omar Hadad")[0].endswith("one name")
    assert any("only in" in line for line in explain_names("Omar Haddad", "Omar Khoury"))


def test_two_names_of_one_place_of_the_gazetteer_are_one(tmp_path: Path) -> None:
    gazetteer = load_gazetteer(Settings().cache)
    for a, b in (("Latakia", "Ladhiqiyah"), ("Aleppo", "Halab"), ("Jerusalem", "al-Quds")):
        first, *reasons = explain_names(a, b, gazetteer)
        assert float(first.split(":")[0]) >= 0.97 and any("the gazetteer has both" in line for line in reasons)
    assert not any("gazetteer" in line for line in explain_names("Homs", "Hama", gazetteer))
    assert standing_gazetteer(tmp_path) is None
