"""The brief as Markdown."""

from __future__ import annotations

from brief.conftest import Golden
from markdown_it import MarkdownIt

from corrobora.brief.markdown import markdown
from corrobora.records import Case


def test_the_made_case_reads_as_before(case: Case, golden: Golden) -> None:
    told = markdown(case)
    assert told == golden("brief.md", told)


def kinds(text: str) -> set[str]:
    """The kinds of token that a CommonMark reader with tables sees."""
    return {
        inner.type for token in MarkdownIt("commonmark", {"html": True}).enable("table").parse(text)
        for inner in (token, *(token.children or ()))
    }


def test_hostile_words_stay_words(case: Case, hostile: Case) -> None:
    told = markdown(hostile)
    assert {"table_open", "heading_open", "strong_open"} <= kinds(told) & kinds(markdown(case))
    assert not {"html_block", "html_inline", "link_open", "code_inline", "image"} & kinds(told)
    assert all(char.isprintable() or char == "\n" for char in told)


def test_tables_keep_their_columns(hostile: Case) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown(hostile))
    rows: list[int] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append(0)
        elif token.type in ("td_open", "th_open"):
            rows[-1] += 1
    assert len(set(rows)) == 1


def test_an_empty_case_says_so() -> None:
    assert markdown(Case(settings="0" * 12)).startswith("# No event was found")
