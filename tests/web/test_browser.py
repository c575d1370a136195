"""The desk in a real browser: the main review path by keyboard, every kind of decision, and nothing that is only pretended."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from casebook.conftest import article
from web.in_browser import Open, address, client, event_of, open_page, until, wait_stored

from corrobora.web.views import PAGES

__all__ = ["address", "client", "open_page"]
pytestmark = pytest.mark.browser


def stored(client: httpx.Client) -> list[tuple[str, Any]]:
    """Decisions in effect, with their values."""
    told = client.get("/api/judgements").json()["items"]
    held = [j["judgement"] for j in told if j["effect"] == "applied"]
    return [(j["decision"], j["values"]) for j in held if j["decision"] != "undo"]


def chosen(page: Any) -> Any:
    """The claim of the sentence that has the focus."""
    return page.evaluate("JSON.parse(document.activeElement.dataset.claim || 'null')")


def test_the_main_review_path_by_keyboard_alone(open_page: Open, client: httpx.Client) -> None:
    page = open_page("/")
    page.keyboard.press("j")
    label = page.evaluate("document.activeElement.textContent")
    assert "Moussoro" in label
    page.keyboard.press("Enter")
    page.wait_for_selector("html.scripted main[data-event]")

    page.keyboard.press("j")
    first = chosen(page)
    page.keyboard.press("a")
    wait_stored(page)
    assert ("accept", {}) in stored(client)
    assert chosen(page)["id"] == first["id"]  # the reader stays where he was

    page.keyboard.press("j")
    second = chosen(page)
    assert second["id"] != first["id"]
    page.keyboard.press("x")
    wait_stored(page)
    assert page.locator(f"[data-claim*='{second['id']}']").count() == 0
    assert "rejected" in page.locator("#history ~ .history").inner_text()
    page.keyboard.press("u")
    wait_stored(page)
    assert page.locator(f"[data-claim*='{second['id']}']").count() >= 1
    assert [decision for decision, _ in stored(client)].count("reject") == 0

    page.keyboard.press("s")
    page.keyboard.press("ArrowLeft")  # round to the last: reviewed
    wait_stored(page)
    assert ("review", {"status": "reviewed"}) in stored(client)
    page.keyboard.press("1")
    page.wait_for_selector(".event-row .review.reviewed")


def test_a_claim_is_corrected_in_its_form_and_says_so(open_page: Open, client: httpx.Client) -> None:
    page = open_page(f"/events/{event_of(client, 'Moussoro')}")
    item = page.locator("[data-claim*='Thirty-four']").first
    item.focus()
    page.keyboard.press("c")
    form = page.locator("#claim form[data-decision=correct]")
    assert form.locator("[name=low]").input_value() == "34"
    form.locator("[name=low]").fill("36")
    form.locator("[name=high]").fill("36")
    form.locator("[name=why]").fill("the nurse's later word")
    page.keyboard.press("Enter")
    wait_stored(page)
    assert ("correct", {"low": 36, "high": 36}) in stored(client)
    assert not page.locator("#claim").is_visible()
    assert page.locator(".value", has_text="36").count() == 1
    assert "the nurse's later word" in page.locator(".history").inner_text()


def test_a_form_without_a_change_stores_nothing_and_a_refusal_is_told(open_page: Open, client: httpx.Client) -> None:
    page = open_page(f"/events/{event_of(client, 'Moussoro')}")
    before = len(stored(client))
    page.keyboard.press("e")
    page.locator("#set .primary").click()
    assert "Nothing is changed" in page.locator("#set .wrong").inner_text()
    page.locator("#set [name=actors]").fill("A Name That Nobody Bears")
    page.locator("#set .primary").click()
    until(page, "/Not stored/.test(document.querySelector('#set .wrong').textContent)")
    assert len(stored(client)) == before
    assert not page.locator(".pending").count()


def test_place_date_name_cell_note_split_and_merge(open_page: Open, client: httpx.Client) -> None:
    event = event_of(client, "Moussoro")
    page = open_page(f"/events/{event}")
    page.keyboard.press("e")
    page.locator("#set [name=start]").fill("2031-03-14")
    page.locator("#set [name=type]").fill("Attack")
    page.locator("#set .primary").click()
    wait_stored(page)
    assert ("set", {"type": "Attack", "start": "2031-03-14"}) in stored(client)
    page.keyboard.press("l")
    page.locator("#rename [data-word]").fill("The market raid")
    page.keyboard.press("Enter")
    wait_stored(page)
    assert page.locator("h1").inner_text().startswith("The market raid")
    page.keyboard.press("o")
    page.locator("#code [data-key]").select_option("ucdp.best")
    page.locator("#code [data-value]").fill("31")
    page.locator("#code .primary").click()
    wait_stored(page)
    assert ("code", {"codebook": "ucdp", "column": "best", "value": 31}) in stored(client)
    page.keyboard.press("n")
    page.locator("#note textarea").fill("Ask the prefect.")
    page.locator("#note .primary").click()
    wait_stored(page)
    page.keyboard.press("p")
    page.locator("#split input[type=checkbox]").first.check()
    page.locator("#split .primary").click()
    wait_stored(page)
    page.keyboard.press("m")
    page.locator("#merge input[type=checkbox]").first.check()
    page.locator("#merge .primary").click()
    wait_stored(page)
    assert [decision for decision, _ in stored(client)][-3:] == ["note", "split", "merge"]


def test_the_place_is_set_on_the_map_by_keys_and_by_mouse(open_page: Open, client: httpx.Client) -> None:
    page = open_page(f"/events/{event_of(client, 'Moussoro')}")
    frame = page.locator("[data-map]")
    frame.focus()
    page.keyboard.press("+")
    assert frame.locator("svg").first.get_attribute("data-zoom") == "2"
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    place = page.locator("#place")
    south = float(place.locator("[name=lat]").input_value())
    place.locator("[name=place]").fill("")
    page.keyboard.press("Enter")
    wait_stored(page)
    (values,) = [values for decision, values in stored(client) if decision == "set"]
    assert values["lat"] == south < 13.6
    page.locator("[data-placing]").check()
    page.locator("[data-map]").click(position={"x": 40, "y": 40})
    north = float(place.locator("[name=lat]").input_value())
    assert north > south
    place.locator("[data-close]").click()
    page.locator("[data-placing]").uncheck()
    before = page.locator("[data-map] svg").first.get_attribute("viewBox")
    box = page.locator("[data-map]").bounding_box()
    page.mouse.move(box["x"] + 200, box["y"] + 200)
    page.mouse.down()
    page.mouse.move(box["x"] + 260, box["y"] + 230)
    page.mouse.up()
    assert page.locator("[data-map] svg").first.get_attribute("viewBox") != before
    assert not place.is_visible()


def test_a_claim_is_added_by_selecting_its_words(open_page: Open, client: httpx.Client) -> None:
    page = open_page(f"/events/{event_of(client, 'Moussoro')}")
    page.evaluate("""() => {
      const text = [...document.querySelectorAll('.text p span')].find((one) => one.textContent.includes('cattle market'));
      const range = document.createRange(), node = text.firstChild, at = node.data.indexOf('cattle market');
      range.setStart(node, at);
      range.setEnd(node, at + 13);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
    }""")
    page.locator(".add-here").click()
    page.locator("#add [name=kind]").select_option("happening")
    page.locator("#add [name=type]").fill("Attack")
    page.locator("#add .primary").click()
    wait_stored(page)
    (judged,) = [j for j in client.get("/api/judgements").json()["items"] if j["judgement"]["decision"] == "add"]
    (anchor,) = judged["judgement"]["target"]["anchors"]
    assert judged["effect"] == "applied" and anchor["quote"] == "cattle market"
    assert article("wire").text[anchor["start"]:anchor["end"]] == "cattle market"


def test_a_pair_is_judged_in_the_queue_by_one_key(open_page: Open, client: httpx.Client) -> None:
    page = open_page("/queue")
    before = page.locator(".pair").count()
    assert "March 2031" in page.locator(".pair .side").first.inner_text()  # told apart by when, where and how often
    page.keyboard.press("j")
    page.keyboard.press("n")
    wait_stored(page)
    assert stored(client) == [("not_same", {})]
    assert page.locator(".pair").count() == before - 1
    page.keyboard.press("u")
    wait_stored(page)
    assert page.locator(".pair").count() == before > 0


def test_what_speaks_against_a_merge_is_asked_before_it_is_stored(open_page: Open, client: httpx.Client) -> None:
    raid, ambush = event_of(client, "Moussoro"), event_of(client, "Massakory")
    page = open_page(f"/events/{raid}")
    page.keyboard.press("m")
    page.locator("#merge [data-find-events]").fill("Massakory")
    page.locator(f"#merge [value={ambush}]").check()
    page.locator("#merge .primary").click()
    until(page, "document.getElementById('warned').open")
    assert "is dated" in page.locator("#warned").inner_text() and stored(client) == []
    page.locator("#warned .primary").click()
    assert stored(client) == []
    page.locator("#merge .primary").click()
    until(page, "document.getElementById('warned').open")
    page.locator("#warned [data-keep=sure]").click()
    wait_stored(page)
    assert stored(client) == [("merge", {})]


def test_a_block_is_taken_for_clutter_and_a_date_is_set(open_page: Open, client: httpx.Client) -> None:
    page = open_page("/articles")
    page.locator("a", has_text="The wire").or_(page.locator("tbody a")).first.click()
    page.wait_for_selector("html.scripted .blocks")
    page.locator(".blocks li").nth(1).focus()
    page.keyboard.press("x")
    wait_stored(page)
    assert page.locator(".blocks li").nth(1).get_attribute("class") == "clutter"
    page.keyboard.press("e")
    page.locator("#set [name=published]").fill("2031-03-20")
    page.locator("#set .primary").click()
    wait_stored(page)
    assert stored(client)[-1] == ("set", {"published": "2031-03-20"})


def test_a_source_is_assessed_and_its_claims_show_it(open_page: Open, client: httpx.Client) -> None:
    page = open_page("/sources")
    page.locator("tr", has_text="The post").locator("button").click()
    page.locator("#assess [name=reliability]").select_option("B")
    page.locator("#assess [name=credibility]").select_option("2")
    page.locator("#assess .primary").click()
    wait_stored(page)
    assert stored(client) == [("assess", {"code": "B2"})]
    assert page.locator("tr", has_text="The post").locator(".admiralty").inner_text() == "B2"


def test_a_colleagues_decision_is_not_overwritten_unseen(open_page: Open, client: httpx.Client) -> None:
    event = event_of(client, "Moussoro")
    ana, ben = open_page(f"/events/{event}"), open_page(f"/events/{event}")
    for page, value, settled in ((ana, "35", True), (ben, "37", False)):
        page.locator("[data-claim*='Thirty-four']").first.locator("[data-do=claim]").click()
        form = page.locator("#claim form[data-decision=correct]")
        form.locator("[name=low]").fill(value)
        form.locator("[name=high]").fill(value)
        form.locator(".primary").click()
        if settled:
            wait_stored(page)
    told = ben.locator("#overtaken")
    told.wait_for(state="visible")
    assert "low 35" in told.inner_text()
    assert [values for decision, values in stored(client) if decision == "correct"] == [{"low": 35, "high": 35}]
    told.locator("[data-keep=mine]").click()
    wait_stored(ben)
    assert stored(client)[-1] == ("correct", {"low": 37, "high": 37})
    assert ben.locator(".value", has_text="37").count() == 1


def test_facts_and_sentences_point_at_each_other_after_a_refresh_too(open_page: Open, client: httpx.Client) -> None:
    page = open_page(f"/events/{event_of(client, 'Moussoro')}")
    lit = "Array.from(document.querySelectorAll('.text .lit'), part => part.textContent)"
    page.locator("button.tie", has_text="killed").first.focus()
    assert any("27" in words for words in page.evaluate(lit))
    page.keyboard.press("r")
    page.wait_for_timeout(300)
    page.locator(".text span.differ, .text span.agree, .text span.updated").first.focus()
    assert page.locator("tr.lit").count() >= 1


def test_the_help_lists_keys_and_they_do_not_act_in_fields(open_page: Open) -> None:
    page = open_page("/")
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("jar?")
    assert page.locator("[data-search]").input_value() == "jar?"
    assert not page.locator("#help").is_visible()


def test_it_can_be_read_without_a_script(open_page: Open, client: httpx.Client) -> None:
    page = open_page(f"/events/{event_of(client, 'Moussoro')}", java_script_enabled=False)
    assert page.locator(".grid tbody tr").count() >= 2
    assert not page.locator("[data-do=accept]").first.is_visible()
    assert not page.locator("[data-open=merge]").is_visible()


def shown(page: Any, dialog: str) -> bool:
    """Whether a form is open; it is closed again."""
    page.locator(f"#{dialog}").wait_for(state="visible")
    page.keyboard.press("Escape")
    page.locator(f"#{dialog}").wait_for(state="hidden")
    return True


def test_every_key_of_the_list_does_what_the_list_says(open_page: Open, client: httpx.Client) -> None:
    event = event_of(client, "Moussoro")
    page = open_page(f"/events/{event}")
    page.keyboard.press("?")
    listed = {key for key in page.locator("#help kbd").all_inner_texts() if len(key) > 1 or not key.isdigit()}
    page.keyboard.press("Escape")
    forms = {"e": "set", "l": "rename", "m": "merge", "p": "split", "n": "note", "o": "code"}
    for key, dialog in forms.items():
        page.keyboard.press(key)
        assert shown(page, dialog), key
    page.keyboard.press("j")
    first = chosen(page)
    page.keyboard.press("j")
    assert chosen(page) != first
    page.keyboard.press("k")
    assert chosen(page) == first
    page.keyboard.press("c")
    assert shown(page, "claim")
    page.keyboard.press("j")
    page.keyboard.press("t")
    until(page, "/^#s\\d+$/.test(location.hash)")
    page.keyboard.press("s")
    assert page.evaluate("document.activeElement.name") == "status"
    book = page.locator("[data-book][aria-current]").inner_text()
    page.keyboard.press("b")
    page.wait_for_url("**codebook=**")
    page.wait_for_selector("html.scripted")
    assert page.locator("[data-book][aria-current]").inner_text() != book
    page.keyboard.press("+")  # nothing is selected: it says what to do
    assert "Select the words" in page.locator(".toasts").inner_text()
    for key, (path, _) in sorted(enumerate(PAGES, 1), reverse=True):
        page.keyboard.press(str(key))
        page.wait_for_url(f"**{path}")
        page.wait_for_selector("html.scripted")
    for key, name in (("/", "q"), ("f", "type")):
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.name") == name
        page.evaluate("document.activeElement.blur()")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('.event-row') !== null")
    elsewhere = {"a", "x", "u", "r", "Esc", "Enter", "← ↑ → ↓", "-", "0", "↓", "↑"}  # in the tests above
    tested = {*forms, *"?jkctsb+/", *elsewhere}
    assert listed <= tested, listed - tested
