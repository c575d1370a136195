"""An event keeps its id, whatever the grouping does to its claims."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from corrobora.casebook.anchors import target_of_event
from corrobora.casebook.event_ids import keep_ids
from corrobora.casebook.judgements import make
from corrobora.casebook.regroup import judged_events
from corrobora.casebook.replay import Replay
from corrobora.casebook.store import Casebook
from corrobora.records import Article, Claim, Event, Happening, Reading, Span

CLAIMS = {
    f"c-{n}": Claim(
        id=f"c-{n}", article=f"a-{n % 3}", start=10 * n, end=10 * n + 6, quote="killed", kind="happening",
        sentence=Span(start=0, end=200), happening=Happening(type="Attack", predicate="killed"),
    )
    for n in range(12)
}

READINGS = [
    Reading(article=Article(id=f"a-{n}", source="", text="x" * 300, blocks=()),
            claims=tuple(c for c in CLAIMS.values() if c.article == f"a-{n}"))
    for n in range(3)
]


@pytest.fixture
def empty(new_case: Callable[[], str]) -> Iterator[Casebook]:
    with Casebook(new_case(), create=True) as book:
        yield book


def ids(book: Casebook, *groups: tuple[int, ...]) -> tuple[list[str], dict[str, str]]:
    """The ids kept for a grouping of the claims, whose own ids come from each group's first claim; what merged ids became."""
    events = [
        Event(id=f"e-{own[0]}", label="", type="Attack", status="asserted", claims=tuple(f"c-{n}" for n in own))
        for own in groups
    ]
    kept, led = keep_ids(events, CLAIMS, book)
    return [event.id for event in kept], led


def test_new_claims_and_a_lost_first_claim_change_no_id(empty: Casebook) -> None:
    assert ids(empty, (1, 2, 3), (5, 6)) == (["e-1", "e-5"], {})
    assert ids(empty, (0, 1, 2, 3, 4), (5, 6)) == (["e-1", "e-5"], {})
    assert ids(empty, (5, 6, 7), (2, 3)) == (["e-5", "e-1"], {})
    assert [own.id for own in empty.events()] == ["e-1", "e-5"], "no more were minted"


def test_a_merged_event_leads_on_and_has_its_id_back_when_they_part(empty: Casebook) -> None:
    ids(empty, (1, 2, 3), (5, 6))
    assert ids(empty, (1, 2, 3, 5, 6)) == (["e-1"], {"e-5": "e-1"})
    assert ids(empty, (1, 2, 3, 5, 6, 7)) == (["e-1"], {"e-5": "e-1"})
    assert ids(empty, (5, 6), (1, 2, 3)) == (["e-5", "e-1"], {})


def test_events_that_are_not_one_are_parted_where_a_report_has_joined_them() -> None:
    """The claims of both stay with each; those of a new report stay with the event that holds it."""
    a, b = (
        Event(id=f"e-{own[0]}", label="", type="Attack", status="asserted", claims=tuple(f"c-{n}" for n in own))
        for own in ((1, 2, 3), (5, 6))
    )
    apart = make("not_same", target_of_event(a, CLAIMS), others=[target_of_event(b, CLAIMS)], who="ana")
    joined = a.model_copy(update={"claims": tuple(f"c-{n}" for n in (1, 2, 3, 5, 6, 7, 8))})
    replay = Replay((apart,))
    found = judged_events([joined], {"e-5": "e-1"}, READINGS, [], replay)
    assert {e.id: set(e.claims) for e in found} == {"e-1": {"c-1", "c-2", "c-3", "c-7", "c-8"}, "e-5": {"c-5", "c-6"}}
    assert replay.effects[apart.id] == ("applied", None)
    assert judged_events([a, b], {}, READINGS, [], Replay((apart,))) == (a, b)


def test_a_merge_that_joins_what_is_not_one_has_no_effect() -> None:
    a, b, c = (
        Event(id=f"e-{n}", label="", type="Attack", status="asserted", claims=(f"c-{n}",)) for n in (1, 2, 3)
    )
    one, two, three = (target_of_event(own, CLAIMS) for own in (a, b, c))
    apart = make("not_same", one, others=[three], who="ana")
    first = make("merge", two, others=[three], who="ben", after=apart.when)
    second = make("merge", two, others=[one], who="ben", after=first.when)
    replay = Replay((apart, first, second))
    found = judged_events([a, b, c], {}, READINGS, [], replay)
    assert {e.id: set(e.claims) for e in found} == {"e-1": {"c-1"}, "e-2": {"c-2", "c-3"}}
    effect, note = replay.effects[second.id]
    assert effect == "conflict" and note and "e-1 and e-3 are not one: decided by ana" in note


def test_of_a_split_event_the_larger_share_keeps_the_id(empty: Casebook) -> None:
    ids(empty, (1, 2, 3, 4, 5))
    found, _ = ids(empty, (1, 2), (3, 4, 5))
    assert found[1] == "e-1"
    assert found[0] not in ("e-1", "e-3")
    assert {own.id: own.split_from for own in empty.events()} == {"e-1": None, found[0]: "e-1"}


def test_an_unchanged_case_writes_nothing(empty: Casebook) -> None:
    first = ids(empty, (1, 2), (3,))
    before = empty.events()
    assert ids(empty, (1, 2), (3,)) == first
    assert empty.events() == before
