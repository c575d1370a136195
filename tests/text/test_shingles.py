from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrobora.text.shingles import GUARANTEED, all_fingerprints, fingerprints, passages, skeleton, words_of

WORDS = st.lists(st.sampled_from([f"w{letter}ord{number}x" for letter in "abcdefgh" for number in "bcd"]), max_size=60)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Raqqa", "raqa", True),
        ("organise", "organized", False),
        ("organisation", "Organization", True),
        ("centre", "center", True),
        ("Quneitra", "Qunaytra", True),
        ("12", "fourteen", True),
        ("1,200", "3", True),
        ("killed", "called", False),
        ("man", "men", False),
    ],
)
def test_spellings_of_one_word_fold_to_one_skeleton(one: str, other: str, same: bool) -> None:
    assert (skeleton(one) == skeleton(other)) is same


@given(st.text(max_size=200))
def test_words_lie_where_they_say(text: str) -> None:
    words = words_of(text)
    assert len(words.keys) == len(words.starts) == len(words.ends)
    for start, end in zip(words.starts.tolist(), words.ends.tolist(), strict=True):
        assert text[start:end] and not any(c.isspace() for c in text[start:end])


def test_no_passage_runs_over_text_that_was_left_out() -> None:
    text = "one day in May SUBSCRIBE NOW the river rose"
    words = words_of(text, [(0, 14), (28, len(text))])
    assert [text[s:e] for s, e in zip(words.starts, words.ends, strict=True)] == [
        "one", "day", "in", "May", "", "the", "river", "rose",
    ]


@given(WORDS, WORDS, st.lists(st.integers(0, 10**6), min_size=GUARANTEED, max_size=GUARANTEED + 8, unique=True))
def test_a_long_enough_common_run_shares_a_fingerprint_and_is_found(a: list[str], b: list[str], run: list[int]) -> None:
    common = [f"common{''.join(chr(98 + int(d)) for d in str(n))}" for n in run]
    texts = [" ".join([*a, *common, *a]), " ".join([*b, *common])]
    words = [words_of(text) for text in texts]
    (prints_a, at_a), (prints_b, at_b) = (fingerprints(w.keys) for w in words)
    seeds = [
        (int(i), int(j)) for x, i in zip(prints_a, at_a, strict=True) for y, j in zip(prints_b, at_b, strict=True) if x == y
    ]
    found = passages(words[0].keys.tolist(), words[1].keys.tolist(), seeds)
    start_a, start_b = len(a), len(b)
    assert any(
        p.a_start <= start_a and p.a_end >= start_a + len(common) and p.b_start <= start_b and p.b_end >= start_b + len(common)
        for p in found
    )


def test_a_passage_goes_on_over_changed_words_and_numbers() -> None:
    a = words_of("the convoy left the harbour before dawn with 40 lorries of flour and reached the camp late on Friday")
    b = words_of("The convoy left the harbor before dawn with about 38 trucks of flour and reached the camp late on Friday")
    seeds = [(0, 0)]
    (found,) = passages(a.keys.tolist(), b.keys.tolist(), seeds)
    assert (found.a_start, found.b_start) == (0, 0)
    assert found.a_end == 19 and found.b_end == 20
    assert found.matched == 17


@given(st.lists(st.lists(st.sampled_from("abcdef"), max_size=30).map(" ".join), max_size=5))
def test_the_fingerprints_of_many_texts_are_those_of_each(texts: list[str]) -> None:
    keys = [words_of(text).keys for text in texts]
    prints, words, owners = all_fingerprints(keys)
    for number, own in enumerate(keys):
        expected = sorted(zip(*(column.tolist() for column in fingerprints(own)), strict=True))
        mine = owners == number
        assert sorted(zip(prints[mine].tolist(), words[mine].tolist(), strict=True)) == expected


@given(st.text(), st.text(max_size=9), st.text())
def test_words_of_spans_stand_where_they_are_said_to(first: str, left_out: str, second: str) -> None:
    text = f"{first}\n{left_out}\n{second}"
    words = words_of(text, [(0, len(first)), (len(text) - len(second), len(text))])
    for start, end, small in zip(words.starts.tolist(), words.ends.tolist(), words.small.tolist(), strict=True):
        assert start == end or text[start:end].strip() == text[start:end]
        assert small == text[start:start + 1].islower()
    assert bool(left_out.strip()) == bool((words.starts == words.ends).any())
