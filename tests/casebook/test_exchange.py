"""Judgements written out and read in give the same case, in whatever order they came."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as example_settings
from hypothesis import strategies as st

from corrobora.casebook.case import assembled
from corrobora.casebook.compose import compose
from corrobora.casebook.judgements import active, from_lines, make, to_lines
from corrobora.casebook.store import Casebook
from corrobora.errors import JudgementError
from corrobora.records import Case, Judgement, Target
from corrobora.settings import Settings

Draw = Callable[[st.SearchStrategy[str]], str]


@st.composite
def words(draw: st.DrawFn, case: Case) -> tuple[str, ...]:
    """The words of one judgement on things of a case."""
    claim = st.sampled_from([c.id for c in case.claims if c.kind != "statement"])
    figure = st.sampled_from([c.id for c in case.claims if c.figure])
    event = st.sampled_from([e.id for e in case.events])
    name = st.sampled_from([name for e in case.entities for name in e.names])
    article = st.sampled_from([a.id for a in case.articles])
    block = st.sampled_from([(a.id, a.slice(b)) for a in case.articles for b in a.blocks])
    decision = draw(st.sampled_from([
        "accept", "reject", "correct", "same", "not-same", "merge", "split", "move", "rename", "set", "code", "review",
        "clutter", "assess", "note",
    ]))
    if decision in ("accept", "reject"):
        return decision, draw(claim)
    if decision == "correct":
        return decision, draw(figure), f"value={draw(st.integers(0, 99))}", "status=hedged"
    if decision in ("same", "not-same"):
        pair = draw(st.lists(name, min_size=2, max_size=2, unique=True))
        return decision, *pair
    if decision == "merge":
        return decision, *draw(st.lists(event, min_size=2, max_size=2, unique=True))
    if decision == "split":
        return decision, draw(event), draw(claim)
    if decision == "move":
        return decision, draw(claim), draw(event)
    if decision == "set":
        return draw(st.sampled_from([
            (decision, draw(event), f"lat={draw(st.integers(-90, 90))}", "lon=1"),
            (decision, draw(article), "published=2031-03-19"),
        ]))
    if decision == "clutter":
        return decision, *draw(block)
    label = draw(st.text("ab \n\x00é", min_size=1, max_size=3))
    last = {
        "rename": (draw(event), label), "code": (draw(event), "acled.fatalities=3"), "review": (draw(event), "coded"),
        "assess": (draw(name), "C3"), "note": (draw(claim), "seen"),
    }
    return decision, *last[decision]


@given(data=st.data())
@example_settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_exported_and_imported_judgements_give_the_same_case(
    data: st.DataObject, book: Casebook, new_case: Callable[[], str], settings: Settings
) -> None:
    case = assembled(book, settings)
    judgements: list[Judgement] = []
    for _ in range(data.draw(st.integers(1, 6))):
        after = judgements[-1].when if judgements else None
        if judgements and data.draw(st.booleans()) and data.draw(st.booleans()):
            undone = data.draw(st.sampled_from(judgements))
            judgements.append(make("undo", Target(kind="judgement", id=undone.id), who="ben", after=after))
        else:
            decision, *rest = data.draw(words(case))
            judgements.append(compose(case, decision, rest, who="ana", why="\x00é", after=after))
    lines = data.draw(st.permutations(to_lines(judgements).splitlines()))
    with Casebook(new_case(), create=True) as one, Casebook(new_case(), create=True) as other:
        book.copy_to(one)
        book.copy_to(other)
        one.record(judgements)
        other.record(from_lines(lines, "a file"))
        told = assembled(one, settings)
        assert assembled(other, settings) == told
        assert assembled(one, settings) == told, "nor does looking at it change it"
        assert to_lines(other.judgements()) == to_lines(one.judgements())
    assert [j.judgement for j in told.judgements] == judgements
    for claim in told.claims:
        article = next(a for a in told.articles if a.id == claim.article)
        assert article.slice(claim) == claim.quote
    ids = {claim.id for claim in told.claims}
    assert all(set(event.claims) <= ids for event in told.events)


def note(text: str) -> Judgement:
    return make("note", Target(kind="article", id="a"), who="ana", values={"text": text})


@pytest.mark.parametrize("change", [
    {"who": "ben"}, {"values": {"text": "other"}}, {"when": "2031-03-20"}, {"when": "2031-03-20T10:00:00.000000+02:00"},
    {"decision": "guess"}, {"more": 1}, {"target": {"kind": "claim", "id": "a"}}, {"values": {"colour": "red"}}, {"who": " "},
])  # fmt: skip
def test_a_changed_or_broken_line_is_refused_by_its_number(change: dict[str, object]) -> None:
    good = to_lines([note("one")])
    bad = json.dumps(json.loads(good) | change)
    with pytest.raises(JudgementError, match=r"a file, line 3"):
        from_lines([good, "", bad], "a file")


@pytest.mark.parametrize("line", ["{", "[]", "null", '"text"', "[" * 5000, '{"id": "j-1"}', "\x00", "NaN"])
def test_what_is_no_judgement_is_refused(line: str) -> None:
    with pytest.raises(JudgementError, match="line 1"):
        from_lines([line], "a file")


@given(st.lists(st.integers(0, 5), max_size=6))
def test_undo_of_undo_holds_again(undone: list[int]) -> None:
    """Each number undoes an earlier judgement; what holds is checked against the plain recursion."""
    chain = [note("first")]
    for number in undone:
        target = chain[number % len(chain)]
        chain.append(make("undo", Target(kind="judgement", id=target.id), who="ana", after=chain[-1].when))

    def holds(judgement: Judgement) -> bool:
        return not any(other.target.id == judgement.id and holds(other) for other in chain[1:])

    assert active(chain) == {judgement.id for judgement in chain if holds(judgement)}
