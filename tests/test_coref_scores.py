"""The measures of ``benchmarks/coref.py``, by the worked example of Bagga and Baldwin 1998."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
from coref import bcubed, ceafe, conll, muc

GOLD = {**dict.fromkeys(range(1, 6), "a"), **dict.fromkeys((6, 7), "b"), **dict.fromkeys(range(8, 13), "c")}
LARGE_ONES_JOINED = {**dict.fromkeys(range(1, 6), 1), **dict.fromkeys(range(6, 13), 2)}
SMALL_JOINED = {**{n: 1 for n, chain in GOLD.items() if chain != "b"}, 6: 2, 7: 2}


def test_one_wrong_link_costs_muc_the_same_wherever_it_is() -> None:
    assert muc(GOLD, LARGE_ONES_JOINED) == muc(GOLD, SMALL_JOINED) == (pytest.approx(0.9), 1.0)


def test_b_cubed_tells_a_small_join_from_a_large_one() -> None:
    assert bcubed(GOLD, LARGE_ONES_JOINED) == (pytest.approx(16 / 21, abs=1e-3), 1.0)
    assert bcubed(GOLD, SMALL_JOINED) == (pytest.approx(7 / 12), 1.0)


def test_ceaf_matches_chain_with_chain() -> None:
    best = 1 + 2 * 5 / 12
    assert ceafe(GOLD, LARGE_ONES_JOINED) == (pytest.approx(best / 2), pytest.approx(best / 3))


def test_a_mention_that_gold_does_not_know_costs_precision_alone() -> None:
    found = {**GOLD, "else": "z"}
    rows = conll(GOLD, found)
    assert rows["B-cubed"][1] == 1.0 and rows["B-cubed"][0] < 1.0
    assert conll(GOLD, GOLD)["CoNLL"][0] == 1.0
