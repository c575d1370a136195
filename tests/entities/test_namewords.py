"""The words of names are found as a dictionary would find them."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrobora.entities.namewords import Persons, name_words

WORDS = st.text("abcz", min_size=1, max_size=3)


@given(st.lists(st.lists(WORDS, min_size=1, max_size=4, unique=True), min_size=1), st.lists(WORDS))
def test_each_word_has_the_numbers_of_its_names(names: list[list[str]], others: list[str]) -> None:
    expected: dict[str, set[int]] = defaultdict(set)
    for number, words in enumerate(names):
        for word in words:
            expected[word].add(number)
    persons = Persons([" ".join(words) for words in names])
    assert dict(persons) == expected and len(persons) == len(expected)
    assert all((word in persons) == (word in expected) for word in others)


@pytest.mark.parametrize("word", ["", "x" * 5_000, "محمد", "\ud800", "two words"])
def test_what_is_no_word_of_a_name_is_not_known(word: str) -> None:
    assert name_words().persons.get(word) is None
    assert name_words().overlap(word, "ivan") is None
