"""The clause that names a row of facts told alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrobora.events.gist import MOST, gist
from corrobora.events.wording import terms

CASES = [
    (["The mayor, who fled on Friday, said that the bridge over the river had been blown up."], "bridge river blown",
     "bridge over the river had been blown up"),
    (["Bread has run out, and the mill has stood still since March.", "The mill at the lake stands still."], "mill still",
     "mill has stood still"),
    (["that the harvest was lost"], "harvest lost", "harvest was lost"),
    (["Nothing of that kind was said here."], "harvest", ""),
    (["Run!"], "run", ""),
    ([], "harvest", ""),
]

WORDS = ["the", "mill,", "and", '"bridge"', "river;", "that", "burnt", "(town)", "of", ".", "-", "was", "who", "lake"]


def weights(words: str) -> dict[str, float]:
    return dict.fromkeys(terms(words), 1.0)


@pytest.mark.parametrize(("sentences", "shared", "wanted"), CASES)
def test_the_label_is_the_clause_that_holds_what_is_shared(sentences: list[str], shared: str, wanted: str) -> None:
    assert gist(sentences, weights(shared)) == wanted


@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_a_label_is_a_short_run_of_its_sentence(words: list[str]) -> None:
    sentence = " ".join(words)
    label = gist([sentence], weights("mill bridge river town lake burnt"))
    assert label in sentence
    assert len(label.split()) <= MOST
