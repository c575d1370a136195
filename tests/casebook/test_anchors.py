"""What was judged is known again after the code has changed how it reads."""

from __future__ import annotations

import pytest

from corrobora.casebook.anchors import anchor_of, find_claim, find_event, target_of_event
from corrobora.casebook.case import assembled
from corrobora.casebook.store import Casebook
from corrobora.records import Claim, Event, Figure, Happening, Span
from corrobora.settings import Settings

TEXT = "The army killed seven rebels and wounded seven more; the army killed nobody else."


def figure(words: str, counts: str = "killed", at: int = 0, id_: str = "c-1") -> Claim:
    start = TEXT.index(words, at)
    return Claim(
        id=id_, article="a", start=start, end=start + len(words), quote=words, kind="figure",
        sentence=Span(start=0, end=len(TEXT)),
        figure=Figure(low=7, high=7, bound="exact", counts=counts, who="rebels"),  # type: ignore[arg-type]
    )


def deed(words: str, at: int = 0, id_: str = "c-1") -> Claim:
    start = TEXT.index(words, at)
    return Claim(
        id=id_, article="a", start=start, end=start + len(words), quote=words, kind="happening",
        sentence=Span(start=0, end=len(TEXT)), happening=Happening(type="Attack", predicate=words),
    )


@pytest.mark.parametrize(("judged", "now", "found"), [
    (figure("killed seven"), figure("killed seven", id_="c-2"), True),
    (figure("killed seven"), figure("killed seven rebels", id_="c-2"), True),
    (figure("killed seven"), figure("seven", id_="c-2"), False),
    (figure("killed seven rebels"), figure("seven rebels", id_="c-2"), True),
    (figure("killed seven rebels"), figure("killed seven rebels", "injured"), True),
    (figure("killed seven rebels"), figure("killed seven rebels and wounded seven more", "injured", id_="c-2"), False),
    (figure("killed seven"), deed("killed seven"), False),
    (figure("killed seven"), figure("wounded seven", "injured"), False),
    (deed("killed"), deed("killed", at=40), True),
])
def test_a_claim_is_found_by_its_words(judged: Claim, now: Claim, found: bool) -> None:
    assert (find_claim(anchor_of(judged), [now]) is now) == found


def test_of_two_the_one_in_its_place_is_meant() -> None:
    first, second = deed("killed", id_="c-2"), deed("killed", at=40, id_="c-1")
    assert find_claim(anchor_of(first), [second, first]) is first
    assert find_claim(anchor_of(second), [first, second]) is second
    dead, hurt = figure("seven more", "killed", id_="c-1"), figure("seven more", "injured", id_="c-2")
    assert find_claim(anchor_of(hurt), [dead, hurt]) is hurt
    assert find_claim(anchor_of(figure("seven more", "missing")), [dead, hurt]) is None, "which of them is not known"
    assert find_claim(anchor_of(hurt).model_copy(update={"article": "b"}), [dead, hurt]) is None


def test_every_claim_of_a_case_is_found_again(book: Casebook, settings: Settings) -> None:
    case = assembled(book, settings)
    own = [claim for claim in case.claims if claim.kind != "statement"]
    assert own
    for claim in own:
        assert find_claim(anchor_of(claim), case.claims) == claim


def test_an_event_is_found_by_id_then_by_what_it_became_then_by_its_claims() -> None:
    dead, hurt = figure("killed seven"), figure("wounded seven", "injured", id_="c-2")
    event = Event(id="e-1", label="", type="Attack", status="asserted", claims=("c-1", "c-2"))
    target = target_of_event(event, {"c-1": dead, "c-2": hurt})
    claims = {"a": [dead, hurt]}
    assert find_event(target, {"e-1": [], "e-2": ["c-1", "c-2"]}, claims, {}) == "e-1"
    assert find_event(target, {"e-3": [], "e-2": ["c-1", "c-2"]}, claims, {"e-1": "e-4", "e-4": "e-3"}) == "e-3"
    assert find_event(target, {"e-2": ["c-1"], "e-3": ["c-9"]}, claims, {}) == "e-2"
    assert find_event(target, {"e-3": ["c-9"]}, claims, {"e-1": "e-1"}) is None
