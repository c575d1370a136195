"""An event keeps its id, whatever the grouping does to its claims."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from corrobora.casebook.event_ids import keep_ids
from corrobora.casebook.store import Casebook
from corrobora.records import Claim, Event, Happening, Span

CLAIMS = {
    f"c-{n}": Claim(
        id=f"c-{n}", article=f"a-{n % 3}", start=10 * n, end=10 * n + 6, quote="killed", kind="happening",
        sentence=Span(start=0, end=200), happening=Happening(type="Attack", predicate="killed"),
    )
    for n in range(12)
}


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
