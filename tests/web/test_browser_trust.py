"""Whether the screen can be trusted when things go wrong: a session that ends, a server that stops, a role that may not."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import uvicorn
from casebook.conftest import article
from web.in_browser import until

from corrobora.casebook.case import add
from corrobora.casebook.people import put_account, remove_account
from corrobora.casebook.store import Casebook
from corrobora.settings import load_settings
from corrobora.web.app import create_app
from corrobora.web.users import hashed

pytestmark = pytest.mark.browser
PASSWORD = "nine dry wells"
REFUSED = "Accept|Reject|Correct|Overrule|Undo|Merge|Split|Note|Rename|Assess|Take for|One|Two"
PEOPLE = {"rea": "reader", "ana": "analyst"}


class Served:
    """A desk that can be stopped and started again at the same address."""

    def __init__(self, case: str, users: str) -> None:
        self.case, self.users, self.port = case, users, 0
        self.start()

    def start(self) -> None:
        self.app = create_app(self.case, load_settings().model_copy(update={"desk_users": self.users}))
        config = uvicorn.Config(self.app, port=self.port, log_level="critical", timeout_graceful_shutdown=0)
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run)
        self.thread.start()
        while not self.server.started:
            time.sleep(0.01)
        self.port = self.server.servers[0].sockets[0].getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"

    def stop(self) -> None:
        self.server.should_exit = True
        self.thread.join()


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> str:
    name = str(tmp_path_factory.mktemp("trust") / "town.case")
    with Casebook(name, create=True) as book:
        add(book, [article(each) for each in ("wire", "post", "gazette")], load_settings())
        for person, role in PEOPLE.items():
            put_account(book, person, role, hashed(PASSWORD))  # type: ignore[arg-type]
    return name


@pytest.fixture(params=["passwords"])
def desk(case: str, request: pytest.FixtureRequest) -> Iterator[Served]:
    served = Served(case, request.param)
    yield served
    served.stop()


@pytest.fixture
def tab(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    context.close()


def log_in(page: Any, name: str) -> None:
    page.locator("[name=name]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("button.primary").click()
    page.wait_for_selector("html.scripted main")


def event_page(page: Any, desk: Served) -> str:
    """Opens the first event; its address."""
    page.goto(desk.address)
    if "/login" in page.url:
        log_in(page, "ana")
    path = page.locator(".event-row a.title").first.get_attribute("href")
    page.goto(desk.address + path)
    page.wait_for_selector("html.scripted main[data-event]")
    return str(path)


def decisions(case: str) -> list[str]:
    with Casebook(case) as book:
        return [judgement.decision for judgement in book.judgements()]


def test_an_address_is_come_back_to_after_logging_in(desk: Served, tab: Any) -> None:
    tab.goto(desk.address + "/queue?kind=names")
    assert "/login" in tab.url
    log_in(tab, "ana")
    assert tab.url == desk.address + "/queue?kind=names"
    tab.goto(desk.address + "/judgements")
    tab.go_back()
    assert tab.url == desk.address + "/queue?kind=names"


@pytest.mark.parametrize("next", ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "/a b"])
def test_logging_in_leads_nowhere_else(desk: Served, next: str) -> None:
    with httpx.Client(base_url=desk.address, trust_env=False) as client:
        page = client.get("/login", params={"next": next}).text
        assert 'name="next" value="/"' in page
        csrf = re.search(r'name="csrf" value="([^"]+)"', page)
        assert csrf
        told = {"name": "ana", "password": PASSWORD, "csrf": csrf[1], "next": next}
        assert client.post("/login", data=told).headers["location"] == "/"


def test_a_session_that_ends_while_a_form_is_open_loses_nothing_that_was_typed(desk: Served, tab: Any, case: str) -> None:
    event_page(tab, desk)
    tab.keyboard.press("n")
    tab.locator("#note textarea").fill("Ask the prefect about the second count.")
    before = decisions(case)
    with Casebook(case) as book:  # the administrator takes the account away, and gives it back
        remove_account(book, "ana")
        put_account(book, "ana", "analyst", hashed(PASSWORD))
    tab.locator("#note .primary").click()
    until(tab, "/you are logged out/.test(document.querySelector('#note .wrong').textContent)")
    assert decisions(case) == before
    assert tab.locator("#note textarea").input_value() == "Ask the prefect about the second count."
    with tab.context.expect_page() as opened:
        tab.locator("#note .wrong a").click()
    log_in(opened.value, "ana")
    tab.locator("#note .primary").click()  # the same form, with the session of the other tab
    until(tab, "!document.querySelector('#note').open")
    assert decisions(case) == [*before, "note"]


def test_a_click_beside_a_form_keeps_what_was_typed(desk: Served, tab: Any) -> None:
    event_page(tab, desk)
    tab.keyboard.press("n")
    tab.mouse.click(5, 5)
    assert not tab.locator("#note").is_visible()  # nothing was typed
    tab.keyboard.press("n")
    tab.locator("#note textarea").fill("half a thought")
    tab.mouse.click(5, 5)
    assert tab.locator("#note textarea").input_value() == "half a thought"


def test_a_server_that_stops_while_somebody_decides_is_told_and_nothing_is_claimed(desk: Served, tab: Any, case: str) -> None:
    path = event_page(tab, desk)
    status = tab.locator(".states input:checked").get_attribute("value")
    before = decisions(case)
    desk.stop()
    tab.locator(".states label", has_text="reviewed").click()
    until(tab, "/does not answer/.test(document.querySelector('.toasts').textContent)")
    assert tab.locator(".states input:checked").get_attribute("value") == status  # not what was chosen
    tab.locator(".toast button").last.click()
    tab.keyboard.press("j")
    tab.keyboard.press("x")
    until(tab, "/does not answer/.test(document.querySelector('.toasts').textContent)")
    assert not tab.locator(".pending").count() and "Stored" not in tab.locator(".toasts").inner_text()
    assert decisions(case) == before
    desk.start()
    until(tab, "/The desk is back/.test(document.querySelector('.toasts').textContent)", 30)
    tab.keyboard.press("j")
    tab.keyboard.press("x")
    until(tab, "/Stored/.test(document.querySelector('.toasts').textContent)")
    assert decisions(case) == [*before, "reject"]
    tab.keyboard.press("u")
    until(tab, "document.querySelectorAll('.history li.undone').length > 0")
    assert tab.url.endswith(path)


@pytest.mark.parametrize("desk", ["none"], indirect=True)
def test_a_fault_is_said_on_a_page_with_the_desks_headers(desk: Served, tab: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("a secret detail")

    monkeypatch.setattr(desk.app.state.desk, "articles", fails)
    answer = tab.goto(desk.address + "/articles")
    assert answer.status == 500 and "script-src 'self'" in answer.headers["content-security-policy"]
    told = tab.locator("main").inner_text()
    assert "The desk failed at this" in told and "secret" not in tab.content()
    with httpx.Client(base_url=desk.address, trust_env=False) as client:
        told = client.get("/api/articles")
        assert told.status_code == 500 and told.json()["mend"] and "secret" not in told.text


@pytest.mark.parametrize("desk", ["none"], indirect=True)
def test_pages_that_are_not_there_say_so_and_nothing_else(desk: Served, tab: Any) -> None:
    for path in ("/events/e-000000000000", "/no/such/page"):
        assert tab.goto(desk.address + path).status == 404
        until(tab, "document.querySelector('.live.on') !== null")
        tab.wait_for_timeout(1500)
        assert not tab.locator(".news").is_visible()  # nobody changed anything
        assert tab.locator("main a").get_attribute("href") == "/"


@pytest.mark.parametrize("desk", ["none"], indirect=True)
def test_the_address_of_an_event_leads_to_what_it_became_part_of(desk: Served, tab: Any, case: str) -> None:
    tab.goto(desk.address)
    first, second = (one.get_attribute("href") for one in tab.locator(".event-row a.title").all()[:2])
    with httpx.Client(base_url=desk.address, trust_env=False) as client:
        client.headers["X-CSRF-Token"] = client.get("/api/session").json()["csrf"]
        ids = [path.rpartition("/")[2] for path in (first, second)]
        version = client.get("/api/health").json()["version"]
        told = client.post("/api/judgements", json={"decision": "merge", "words": ids, "seen": version}).json()
        tab.goto(desk.address + second)
        assert tab.url == desk.address + first
        version = client.get("/api/health").json()["version"]
        client.post(f"/api/judgements/{told['id']}/undo", json={"seen": version}).raise_for_status()
    tab.goto(desk.address + second)
    assert tab.url == desk.address + second


def test_a_reader_sees_everything_and_nothing_that_would_be_refused(desk: Served, tab: Any, case: str) -> None:
    tab.goto(desk.address)
    log_in(tab, "rea")
    before = decisions(case)
    paths = ["/", "/articles", "/queue", "/judgements", "/sources", "/add", "/exports"]
    paths.append(tab.locator(".event-row a.title").first.get_attribute("href"))
    tab.goto(desk.address + "/articles")
    paths.append(tab.locator("tbody a").first.get_attribute("href"))
    for path in paths:
        tab.goto(desk.address + path)
        tab.wait_for_selector("html.scripted")
        shown = [one for one in tab.locator("main button, main input, main select, main textarea").all() if one.is_visible()]
        told = {(one.get_attribute("aria-label") or one.inner_text()).strip() for one in shown if one.is_enabled()}
        kinds = {one.get_attribute("type") or "" for one in shown if one.is_enabled()}
        assert not kinds & {"file", "radio"}
        assert not [words for words in told if re.match(REFUSED, words)], path
        for key in "jaxceslmpnou+yw":
            tab.keyboard.press(key)
        assert not tab.locator("dialog[open]").count(), path
        assert tab.locator(".toast.bad").count() == 0, path
    assert decisions(case) == before
    assert not tab.locator("nav a", has_text="Add reports").count()
    tab.keyboard.press("?")
    assert "overrule" not in tab.locator("#help").inner_text()
