"""What people decided, in every brief: at the claims, at the events, and one by one with who and when."""

from __future__ import annotations

import io

import pytest
from brief.conftest import HOSTILE
from brief.made_case import made_case
from rich.console import Console

from corrobora.brief.html import html
from corrobora.brief.markdown import markdown
from corrobora.brief.marks import DONE, Marks
from corrobora.brief.terminal import show
from corrobora.casebook.judgements import FORMS
from corrobora.records import Anchor, Case, Decision, Effect, Judged, Judgement, Rejected, Target


def judged(number: int, decision: Decision, target: Target, effect: Effect = "applied", **given: object) -> Judged:
    own = Judgement(
        id=f"j-{number}", target=target, decision=decision, who=str(given.pop("who", "ana")),
        when=f"2031-03-18T09:{number:02d}:00.000000Z", why=str(given.pop("why", "")) or None, values=given,
    )
    return Judged(judgement=own, effect=effect, note="what it is about is gone" if effect == "orphaned" else None)


def on_claim(case: Case, id_: str) -> Target:
    claim = next(c for c in case.claims if c.id == id_)
    anchor = Anchor(article=claim.article, start=claim.start, end=claim.end, quote=claim.quote, kind=claim.kind, claim=id_)
    return Target(kind="claim", id=id_, anchors=(anchor,))


@pytest.fixture(scope="module")
def decided() -> Case:
    """The made case with a claim corrected, one rejected, an event in review, a claimant assessed, a judgement without hold."""
    case = made_case()
    rulings = (
        judged(1, "correct", on_claim(case, "c-killed3"), low=33, high=33, why="misprint"),
        judged(2, "reject", on_claim(case, "c-year"), why="the whole year"),
        judged(3, "review", Target(kind="event", id="e-raid"), review="in_review", who="ben"),
        judged(4, "assess", Target(kind="source", names=("the district prefect",)), code="B2"),
        judged(5, "rename", Target(kind="event", id="e-gone"), "orphaned", label="x"),
    )
    claims = tuple(
        claim.model_copy(update={"assessment": "B2"}) if claim.id in ("c-killed1", "c-killed2") else claim
        for claim in case.claims if claim.id != "c-year"
    )
    events = (case.events[0].model_copy(update={"review": "in_review"}), *case.events[1:])
    rejected = (*case.rejected, Rejected(article="a-wire", reason="rejected by ana on 2031-03-18", text="More than 400 people"))
    return case.model_copy(update={"claims": claims, "events": events, "judgements": rulings, "rejected": rejected})


def on_a_terminal(case: Case, *, everything: bool = False) -> str:
    out = io.StringIO()
    show(case, Console(file=out, width=200, highlight=False), everything=everything)
    return " ".join(out.getvalue().split())


def test_the_terminal_marks_claims_events_and_sources(decided: Case) -> None:
    shown = on_a_terminal(decided)
    assert "34 — Hassan Oumar, corrected by ana" in shown
    assert "at least 27 — the district prefect, via River News Agency (B2)" in shown
    assert "review in review (ben, 18 March 2031)" in shown
    assert "5 judgements by ana and ben, 1 claim rejected." in shown
    every = on_a_terminal(decided, everything=True)
    assert "18 March 2031, ana: corrected “Thirty-four bodies” low 33, high 33 (misprint)" in every
    assert "18 March 2031, ana: rejected “More than 400 people” (the whole year)" in every
    assert "18 March 2031, ana: assessed “the district prefect” code B2" in every
    assert "renamed “e-gone” label x [orphaned: what it is about is gone]" in every


def test_markdown_and_html_say_the_same(decided: Case) -> None:
    for text in (markdown(decided).replace("\\", ""), html(decided)):
        assert "corrected by ana" in text and "B2" in text
        assert "in review (ben, 18 March 2031)" in text
        assert "ana: rejected “More than 400 people” (the whole year)" in text
        assert "ben: review “Attack on traders at Moussoro” review in_review" in text


def test_a_case_nobody_judged_shows_no_marks() -> None:
    case = made_case()
    for text in (on_a_terminal(case, everything=True), markdown(case), html(case)):
        assert "Decided" not in text and "What people decided" not in text and "judgement" not in text


def test_every_decision_has_its_word() -> None:
    assert set(DONE) == set(FORMS)


def test_a_claim_that_a_person_added_says_so() -> None:
    from corrobora.casebook.replay import added_id

    case = made_case()
    anchor = Anchor(article="a-wire", start=0, end=6, quote="Gunmen")
    own = judged(1, "add", Target(kind="block", anchors=(anchor,)), kind="figure")
    marks = Marks(case.model_copy(update={"judgements": (own,)}))
    assert [mark.short for mark in marks.claims[added_id(own.judgement)]] == ["added by ana"]


def test_hostile_judgements_stay_text(decided: Case) -> None:
    claim = on_claim(decided, "c-killed1")
    bad = judged(9, "note", claim, who=HOSTILE, text=HOSTILE, why=HOSTILE)
    case = decided.model_copy(update={"judgements": (*decided.judgements, bad)})
    page = html(case)
    assert "<script>alert" not in page and "<img src=x" not in page
    for text in (page, markdown(case), on_a_terminal(case, everything=True)):
        assert "\x1b" not in text and "\x00" not in text and "\u202e" not in text
