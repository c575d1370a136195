"""What the tests of the exports share: the made case coded and judged, a hostile one, kept cases, golden files."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from brief.conftest import hostile as hostile
from brief.made_case import made_case
from casebook.conftest import new_case as new_case
from casebook.conftest import postgresql as postgresql

from corrobora.codebooks import code
from corrobora.export import export
from corrobora.records import Anchor, Case, Decision, Event, EventDate, Judged, Judgement, Target

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "exports"
Golden = Callable[[str, str], str]
"""A file's name and what is there now -> what the file holds."""


@pytest.fixture
def golden() -> Golden:
    """What an export was; ``GOLDEN=write pytest tests/export`` takes the present ones as right, to be read in the diff."""

    def read(name: str, now: str) -> str:
        if os.environ.get("GOLDEN") == "write":
            (GOLDEN / name).write_text(now, encoding="utf-8", newline="")
        with (GOLDEN / name).open(encoding="utf-8", newline="") as file:
            return file.read()

    return read


def judged(case: Case) -> Case:
    """The case with a shelling of which little is known, and what Ana decided: one claim accepted, one rejected, one corrected,
    the wire's outlet assessed."""
    claims = {claim.id: claim for claim in case.claims}

    def ruling(number: int, decision: Decision, claim: str, why: str | None = None, **values: object) -> Judged:
        own = claims[claim]
        anchor = Anchor(article=own.article, start=own.start, end=own.end, quote=own.quote, kind=own.kind, claim=own.id)
        return Judged(effect="applied", judgement=Judgement(
            id=f"j-{number}", target=Target(kind="claim", id=claim, anchors=(anchor,)), decision=decision, values=values,
            who="ana", when=f"2031-03-18T09:0{number}:00.000000Z", why=why,
        ))  # fmt: skip

    rulings = (
        ruling(1, "accept", "c-killed1"), ruling(2, "reject", "c-year", "the whole year, not this raid"),
        ruling(3, "correct", "c-killed3", "misprint", low=33, high=33),
        ruling(4, "accept", "c-said").model_copy(update={"effect": "superseded"}),
    )  # fmt: skip
    kept = tuple(
        claim.model_copy(update={"assessment": "B2"}) if claim.id == "c-raid1" else claim
        for claim in case.claims if claim.id != "c-year"
    )
    shelling = Event(
        id="e-shelling", label="Shelling of Moussoro", type="Shelling/artillery/missile attack", status="hedged",
        articles=("a-other",), date=EventDate(note="no date is told"),
    )
    return case.model_copy(update={"claims": kept, "judgements": rulings, "events": (*case.events, shelling)})


@pytest.fixture(scope="session")
def case() -> Case:
    return code(judged(made_case()))


def written(case: Case, name: str) -> str:
    """An export as text."""
    out = io.StringIO(newline="")
    export(case, name, out)
    return out.getvalue()
