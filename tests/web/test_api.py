"""What people do at the desk, as JSON, on both databases."""

from __future__ import annotations

from typing import Any

import httpx


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


def test_nothing_is_decided_without_the_token(client: httpx.Client) -> None:
    before = event(client, "Thirty-four")
    told = {"decision": "note", "words": [before["event"]["id"], "seen"], "seen": before["version"]}
    for token in ("", "x" * 64):
        assert client.post("/api/judgements", json=told, headers={"X-CSRF-Token": token}).status_code == 403
    assert client.get("/api/judgements").json()["items"] == []
