"""One block is one paragraph."""

from __future__ import annotations

import textwrap

from hypothesis import given
from hypothesis import strategies as st

from corrobora.pages.plain import plain_blocks

FIRST = ("Soldiers took the village of Tel Amal on Monday after two days of shelling, residents said by telephone, and the "
         "rest of the people fled across the river to the camps on the other side of the border before the night.")
SECOND = ("The army said in a statement that it would go on until the whole valley was under its control. It gave "
          "no number of dead.")


def paragraphs(text: str) -> list[str]:
    return [" ".join(text[start:end].split()) for start, end in plain_blocks(text).spans]


def test_lines_of_a_hard_wrap_are_one_block() -> None:
    wrapped = "\n\n".join(textwrap.fill(part, 64) for part in (FIRST, SECOND))
    assert paragraphs(wrapped) == [FIRST, SECOND]


def test_wrapped_paragraphs_without_blank_lines_end_at_a_short_line() -> None:
    text = "\n".join(textwrap.fill(part, 60, initial_indent="  ") for part in (FIRST, SECOND, FIRST))
    assert paragraphs(text) == [FIRST, SECOND, FIRST]


def test_a_list_of_short_lines_is_not_joined() -> None:
    lines = ["Home", "World", "Middle East and North Africa", "Sport", "Weather", "About us"]
    assert paragraphs("\n".join(lines)) == lines


def test_long_lines_are_a_paragraph_each() -> None:
    assert paragraphs(f"{FIRST}\n{SECOND}\n{FIRST}") == [FIRST, SECOND, FIRST]


@given(st.text(st.sampled_from("ab. \n\t\u2028é-"), max_size=200))
def test_blocks_lie_in_order_and_hold_all_that_is_seen(text: str) -> None:
    at = 0
    rest = []
    for start, end in plain_blocks(text).spans:
        assert at <= start < end
        assert not text[start].isspace() and not text[end - 1].isspace()
        rest.append(text[at:start])
        at = end
    assert not "".join([*rest, text[at:]]).strip()
