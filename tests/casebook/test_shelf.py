"""What lies on the shelf is the case as it is put together, whole and in parts, on both databases."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from casebook.conftest import article
from sqlalchemy import delete, insert

from corrobora.casebook.case import add, assembled
from corrobora.casebook.compose import compose
from corrobora.casebook.history import History
from corrobora.casebook.shelf import View, state, state_of
from corrobora.casebook.shelf_tables import shelf_doubts
from corrobora.casebook.shelve import shelve
from corrobora.casebook.store import Casebook, KnownEvent
from corrobora.casebook.tables import key_of
from corrobora.records import Case
from corrobora.settings import Settings


@contextmanager
def view(book: Casebook, settings: Settings) -> Iterator[View]:
    history = History()
    history.catch_up(book)
    with book.reading() as connection:
        now = state_of(connection)
        assert now is not None
        yield View(connection, now, history, settings.digest())


def in_order(case: Case) -> Case:
    """The case with all its parts in the order of their ids; what no part shows is left out."""
    return case.model_copy(update={
        "claims": tuple(sorted(case.claims, key=lambda c: (c.article, c.id))), "unread": (),
        "origins": tuple(sorted(case.origins, key=lambda o: o.id)),
        "entities": tuple(sorted(case.entities, key=lambda e: e.id)),
        "events": tuple(sorted(case.events, key=lambda e: e.id)), "rejected": tuple(sorted(case.rejected, key=repr)),
    })


@pytest.fixture
def judged(book: Casebook, settings: Settings) -> Case:
    """The case with some decisions, put together."""
    case = assembled(book, settings)
    figure = next(c for c in case.claims if c.kind == "figure" and "Thirty-four" in c.quote)
    for decision, words in (("correct", [figure.id, "value=43"]), ("rename", [str(figure.event), "The raid"])):
        book.record([compose(case, decision, words, who="ana", after=book.last_moment())])
    return assembled(book, settings)


def test_all_parts_together_are_the_case(book: Casebook, settings: Settings, judged: Case) -> None:
    version = shelve(book, settings)
    with view(book, settings) as own:
        keys = [key_of(a.id) for a in judged.articles]
        whole = own.part([e.id for e in judged.events], keys, [e.id for e in judged.entities])
        assert own.state.version == version == book.version()
        assert own.state.counts["claims"] == len(judged.claims)
    for name in Case.model_fields:
        assert getattr(in_order(whole), name) == getattr(in_order(judged), name), name


def test_a_part_holds_what_belongs_to_it(book: Casebook, settings: Settings, judged: Case) -> None:
    shelve(book, settings)
    raid = next(e for e in judged.events if e.label == "The raid")
    with view(book, settings) as own:
        part, none, one = own.event(raid.id), own.event("e-nothing"), own.article(key_of("a-gazette"))
    assert part and none is None
    assert part.events[0] == raid
    assert {a.id for a in part.articles} == set(raid.articles)
    assert set(raid.claims) <= {c.id for c in part.claims}
    assert {j.judgement.decision for j in part.judgements} == {"correct", "rename"}
    assert all(part.articles[0].text or c for c in part.claims)
    times = {(t.article, t.start, t.value) for t in judged.times}
    for claim in part.claims:
        if claim.happening and claim.happening.time is not None:
            time = part.times[claim.happening.time]
            assert time.article == claim.article and (time.article, time.start, time.value) in times
    assert one and [a.id for a in one.articles] == ["a-gazette"]
    assert {c.article for c in one.claims} == {"a-gazette"} and not one.judgements


def test_a_new_generation_takes_the_place_of_the_old(book: Casebook, settings: Settings) -> None:
    shelve(book, settings)
    first = state(book)
    add(book, [article("late")], settings)
    shelve(book, settings)
    second = state(book)
    assert first and second
    assert (second.generation, second.version) == (first.generation + 1, book.version())
    assert second.counts["articles"] == 4
    with view(book, settings) as own:
        assert own.article(key_of("a-late"))


def test_events_that_the_code_joined_or_split_are_told(book: Casebook, settings: Settings, judged: Case) -> None:
    shelve(book, settings)
    a, b = (event.id for event in judged.events[:2])
    with book.minting() as (_, changed):
        changed += [KnownEvent("e-gone", (), merged_into=a), KnownEvent("e-off", (), split_from=a)]
    with view(book, settings) as own:
        assert [(kin.how, kin.id) for kin in own.kin(a)] == [("joined", "e-gone"), ("split_off", "e-off")]
        assert [(kin.how, kin.id) for kin in own.kin("e-off")] == [("split_from", a)]
        assert own.kin(b) == []


def test_a_pair_that_was_decided_on_is_not_offered_until_that_is_undone(
    book: Casebook, settings: Settings, judged: Case
) -> None:
    shelve(book, settings)
    a, b = (event.id for event in judged.events[:2])
    pairs = {"names": ("Idriss Salah", "Idris Saleh"), "events": (a, b)}
    with book.writing() as connection:
        now = state_of(connection)
        assert now
        connection.execute(delete(shelf_doubts))
        connection.execute(insert(shelf_doubts), [
            {"generation": now.generation, "place": n, "document": json.dumps(
                {"kind": kind, **{side: {"id": name, "name": name} for side, name in zip("ab", own, strict=True)}}
            )} for n, (kind, own) in enumerate(pairs.items())
        ])

    def offered() -> list[str]:
        with view(book, settings) as own:
            return [doubt["kind"] for doubt in own.doubts("", 0, 50).rows]

    assert offered() == ["names", "events"]
    for kind, own in pairs.items():
        case = assembled(book, settings)
        apart = compose(case, "not-same", own, who="ana", after=book.last_moment())
        book.record([apart])
        assert kind not in offered()
        book.record([compose(assembled(book, settings), "undo", [apart.id], who="ana", after=book.last_moment())])
        assert offered() == ["names", "events"]
