"""Coded rows side by side on a terminal: where they part and why, and what each leans on."""

from __future__ import annotations

import io

from brief.conftest import HOSTILE
from brief.made_case import made_case
from rich.console import Console

from corrobora.brief.codings import show_codings
from corrobora.codebooks import code
from corrobora.records import Case, Figure


def shown(case: Case) -> str:
    out = io.StringIO()
    show_codings(case, case.events[:1], Console(file=out, width=300, highlight=False, markup=False, emoji=False), {})
    return out.getvalue()


def weeks() -> Case:
    """The made case whose toll is one of two weeks."""
    case, dead = made_case(), next(c for c in made_case().claims if c.id == "c-killed3")
    lasted = dead.model_copy(update={"id": "c-weeks", "figure": Figure(
        low=2, high=2, bound="exact", counts="duration", unit="weeks", who="combat",
    )})  # fmt: skip
    event = case.events[0].model_copy(update={"claims": (*case.events[0].claims, "c-weeks")})
    return code(case.model_copy(update={"claims": (*case.claims, lasted), "events": (event, *case.events[1:])}))


def test_it_says_where_the_codebooks_part_and_why() -> None:
    text = shown(weeks())
    assert (
        "first day parts: 2031-03-02 (UCDP GED Codebook, date_start: first possible day, of all that the toll covers); "
        "15 March 2031 (ACLED Codebook, Time precision codes: the day)"
    ) in text
    assert "dead, high parts" not in text and "first day parts" not in shown(code(made_case()))


def test_it_says_what_moves_without_an_origin_or_a_claimant() -> None:
    text = shown(code(made_case()))
    assert "Without Desk Post" not in text
    assert "Without Desert Post, “Army retakes town after raid”: " in text and "ucdp high 34 -> 27" in text
    assert "Without the district prefect: " in text and "acled fatalities 27 -> 34" in text


def test_hostile_names_stay_text() -> None:
    case = made_case()
    articles = tuple(a.model_copy(update={"outlet": HOSTILE, "title": HOSTILE}) for a in case.articles)
    event = case.events[0].model_copy(update={"label": HOSTILE})
    text = shown(code(case.model_copy(update={"articles": articles, "events": (event,)})))
    assert "\x1b" not in text and "\x00" not in text and "\u202e" not in text
