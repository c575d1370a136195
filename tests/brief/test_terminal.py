"""The brief on a terminal."""

from __future__ import annotations

import io

import pytest
from brief.conftest import Golden
from rich.console import Console

from corrobora.brief.terminal import show
from corrobora.brief.words import VERDICTS
from corrobora.records import Case


def shown(case: Case, *, everything: bool = False, width: int = 80, colour: bool = False) -> str:
    out = io.StringIO()
    system = "truecolor" if colour else None
    console = Console(file=out, width=width, force_terminal=colour, color_system=system, highlight=False)
    show(case, console, everything=everything)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


@pytest.mark.parametrize(("name", "everything"), [("brief.txt", False), ("brief-all.txt", True)])
def test_the_made_case_reads_as_before(case: Case, golden: Golden, name: str, everything: bool) -> None:
    told = shown(case, everything=everything)
    assert told == golden(name, told)


@pytest.mark.parametrize("width", [80, 100, 160])
def test_it_fits_a_screen(case: Case, width: int) -> None:
    lines = shown(case, width=width).splitlines()
    assert len(lines) <= 40
    assert max(map(len, lines)) <= width


def test_a_crowded_case_fits_a_screen_and_counts_the_rest(case: Case) -> None:
    event = max(case.events, key=lambda event: len(event.findings))
    told = event.findings[0].model_copy(update={"topic": "statement", "who": "something told at length " * 9})
    crowded = case.model_copy(update={
        "events": (
            event.model_copy(update={"findings": event.findings * 4 + (told,) * 6, "label": "A long name " * 12}),
            *(case.events[0].model_copy(update={"id": f"e-{n}", "main_of": ()}) for n in range(30)),
        ),
        "unread": case.unread * 30,
    })
    lines = shown(crowded).splitlines()
    assert len(lines) <= 40
    signs = tuple(f"  {sign} " for sign, _ in VERDICTS.values())
    counted = len(event.findings) * 4 + 6 - sum(line.startswith(signs) for line in lines)
    assert f"  … and {counted} more facts" in lines
    assert f"  … and {len(case.unread) * 30 - 4} more inputs" in lines
    assert len(shown(crowded, everything=True).splitlines()) > 100


def test_colour_says_nothing_that_words_do_not(case: Case) -> None:
    from rich.text import Text

    coloured = shown(case, colour=True)
    assert "\x1b[" in coloured
    assert "\n".join(line.rstrip() for line in Text.from_ansi(coloured).plain.splitlines()) + "\n" == shown(case)


def test_hostile_words_stay_words(hostile: Case) -> None:
    for everything in (False, True):
        told = shown(hostile, everything=everything, width=200)
        assert "‹U+202E›" in told and "‹U+001B›" in told
        assert all(char.isprintable() or char == "\n" for char in told)
        assert "[a](javascript:x)" in told  # brackets are no markup for the console either


def test_an_empty_case_says_so() -> None:
    assert shown(Case(settings="0" * 12)).startswith("No report was read.")
