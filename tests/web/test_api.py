"""What people do at the desk, as JSON, on both databases."""

from __future__ import annotations

import time
from typing import Any

import httpx
from casebook.conftest import article

from corrobora.casebook.case import add, assembled
from corrobora.casebook.compose import compose
from corrobora.casebook.shelf import state
from corrobora.casebook.shelve import write_generation
from corrobora.casebook.store import Casebook
from corrobora.settings import Settings
from corrobora.web.desk import Desk
from corrobora.web.search import EventQuery


def event(client: httpx.Client, words: str) -> dict[str, Any]:
    """The event one of whose figures holds the words."""
    for item in client.get("/api/events").json()["items"]:
        found: dict[str, Any] = client.get(f"/api/events/{item['id']}").json()
        if any(words in c["quote"] and c["event"] == item["id"] for c in found["claims"] if c["kind"] == "figure"):
            return found
    raise AssertionError(f"no event with {words!r}")


def claim(found: dict[str, Any], words: str) -> dict[str, Any]:
    """The figure of an event that holds the words."""
    return next(c for c in found["claims"] if words in c["quote"] and c["kind"] == "figure")


def test_a_correction_is_on_the_event_at_once_and_can_be_undone(client: httpx.Client) -> None:
    before = event(client, "Thirty-four")
    own = claim(before, "Thirty-four")
    words = [own["id"], "value=43"]
    told = {"decision": "correct", "words": words, "why": "misprint", "seen": before["version"]}
    made = client.post("/api/judgements", json=told)
    assert made.status_code == 201
    assert made.json()["effect"] == "applied"
    after = client.get(f"/api/events/{before['event']['id']}").json()
    assert claim(after, "Thirty-four")["figure"]["low"] == 43
    assert after["version"] == made.json()["version"] > before["version"]
    undone = client.post(f"/api/judgements/{made.json()['id']}/undo", json={"seen": after["version"]})
    assert undone.status_code == 201
    assert claim(client.get(f"/api/events/{before['event']['id']}").json(), "Thirty-four")["figure"]["low"] == 34


def test_two_who_decide_on_one_cell_do_not_overwrite_each_other(client: httpx.Client) -> None:
    before = event(client, "Thirty-four")
    own, seen = claim(before, "Thirty-four")["id"], before["version"]
    first = client.post("/api/judgements", json={"decision": "correct", "words": [own, "value=43"], "seen": seen})
    second = client.post("/api/judgements", json={"decision": "correct", "words": [own, "value=44"], "seen": seen})
    assert (first.status_code, second.status_code) == (201, 409)
    assert second.json()["judgement"]["id"] == first.json()["id"]
    assert second.json()["judgement"]["values"] == {"low": 43, "high": 43}
    other = client.post("/api/judgements", json={"decision": "correct", "words": [own, "status=hedged"], "seen": seen})
    assert other.status_code == 201, "another cell of the claim is free"
    now = client.get("/api/judgements", params={"target": own}).json()
    assert [j["judgement"]["values"] for j in now["items"]] == [{"low": 43, "high": 43}, {"status": "hedged"}]


def test_what_speaks_against_a_decision_is_told_before_it_is_recorded(client: httpx.Client) -> None:
    told = {"decision": "same", "words": ["Dune Front", "Moussoro"], "seen": 10**6}
    warned = client.post("/api/judgements", json={**told, "careful": True})
    assert warned.status_code == 200 and warned.json()["effect"] == "applied" and "is read as a" in warned.json()["note"]
    assert client.get("/api/judgements").json()["items"] == []
    assert client.post("/api/judgements", json=told).status_code == 201
    fine = client.post("/api/judgements", json={"decision": "note", "words": ["a-wire", "seen"], "seen": 0, "careful": True})
    assert fine.status_code == 201, "nothing speaks against it"


def test_events_that_are_not_one_are_said_so_and_offered_no_more(client: httpx.Client) -> None:
    raid, ambush = event(client, "at least 27")["event"]["id"], event(client, "Five soldiers")["event"]["id"]
    made = client.post("/api/judgements", json={"decision": "not_same", "words": [raid, ambush], "seen": 0})
    assert made.status_code == 201 and made.json()["effect"] == "applied"
    pairs = client.get("/api/queue", params={"kind": "events"}).json()["items"]
    assert {raid, ambush} not in [{pair["a"]["id"], pair["b"]["id"]} for pair in pairs]
    seen = client.get("/api/case").json()["version"]
    second = client.post("/api/judgements", json={"decision": "merge", "words": [raid, ambush], "seen": seen - 1})
    assert second.status_code == 409, "somebody has decided on the pair"


def test_nothing_is_decided_without_the_token(client: httpx.Client) -> None:
    before = event(client, "Thirty-four")
    told = {"decision": "note", "words": [before["event"]["id"], "seen"], "seen": before["version"]}
    for token in ("", "x" * 64):
        assert client.post("/api/judgements", json=told, headers={"X-CSRF-Token": token}).status_code == 403
    assert client.get("/api/judgements").json()["items"] == []


def test_what_is_decided_while_the_case_is_put_together_stays_shown(case: str, settings: Settings) -> None:
    with Casebook(case) as book:
        desk = Desk(case, book, settings)
        event_id = desk.events(EventQuery()).items[0].id
        made = write_generation(book, settings)
        for label in ("The raid", "The market raid"):
            desk.decide(lambda own, to=label: compose(own, "rename", [event_id, to], who="ana"), [event_id], desk.version())
        desk.settle(made)
        now = state(book)
        assert now and (now.generation, now.whole, now.version) == (made.number, made.version, desk.version())
        shown = desk.event(event_id)
        assert shown and shown.events[0].label == "The market raid"
        desk.settle()
        assert desk.settled()
        assert desk.event(event_id) == shown
        desk.settler.close()


def test_what_is_done_elsewhere_is_shown_after_a_while(client: httpx.Client, case: str, settings: Settings) -> None:
    own = client.get("/api/events").json()["items"][0]["id"]
    with Casebook(case) as book:
        book.record([compose(assembled(book, settings), "rename", [own, "The raid"], who="ben")])
        add(book, [article("late")], settings)
        for _ in range(600):
            rows = {row["id"]: row["label"] for row in client.get("/api/events").json()["items"]}
            if rows[own] == "The raid" and client.get("/api/articles").json()["total"] == 4:
                break
            time.sleep(0.1)
        else:
            raise AssertionError("it is not shown")
