"""What the browser tests of the desk share: one served case a module, pages in browsers of their own, and waiting."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from casebook.conftest import article
from web.conftest import browser as session
from web.conftest import served

from corrobora.casebook.case import add
from corrobora.casebook.store import Casebook
from corrobora.settings import load_settings
from corrobora.web.app import create_app

Open = Callable[..., Any]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A desk of three reports: two of a raid on a market, one of an ambush."""
    settings, name = load_settings(), str(tmp_path_factory.mktemp("desk") / "town.case")
    with Casebook(name, create=True) as book:
        add(book, [article(each) for each in ("wire", "post", "gazette")], settings)
    with served(create_app(name, settings)) as where:
        yield where


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    """The API, to see what is stored. Judgements that a test leaves in effect are undone after it."""
    with session(address) as own:
        yield own
        told = own.get("/api/judgements").json()
        for judged in reversed(told["items"]):
            if judged["effect"] != "undone" and judged["judgement"]["decision"] != "undo":
                version = own.get("/api/health").json()["version"]
                own.post(f"/api/judgements/{judged['judgement']['id']}/undo", json={"seen": version}).raise_for_status()


@pytest.fixture
def open_page(browser: Any, address: str) -> Iterator[Open]:
    """Opens a page in a browser of its own; whatever its console says but of refused decisions fails the test."""
    contexts, told = [], []

    def opened(path: str, **given: Any) -> Any:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce", **given)
        contexts.append(context)
        tab = context.new_page()
        tab.set_default_timeout(15_000)
        tab.on("console", lambda said: told.append(f"{said.type}: {said.text} {said.location['url']}"))
        tab.on("pageerror", lambda error: told.append(str(error)))
        tab.on("dialog", lambda dialog: told.append(f"dialog: {dialog.message}"))
        tab.goto(address + path)
        tab.wait_for_selector("html.scripted" if given.get("java_script_enabled", True) else "main")
        tab.seen = int(tab.locator("main").get_attribute("data-version"))
        return tab

    yield opened
    for context in contexts:
        context.close()
    assert [line for line in told if not re.search(r"status of (409|415|422)|/api/live", line)] == []


def event_of(client: httpx.Client, words: str) -> str:
    """The id of the event whose label holds some words."""
    return next(row["id"] for row in client.get("/api/events").json()["items"] if words in row["label"])


def wait_stored(page: Any) -> None:
    """Until the server has answered and the page shows a later version of the case than before."""
    shown = "Number(document.getElementById('main').dataset.version)"
    until(page, f"{shown} > {page.seen} && !document.querySelector('.pending')")
    page.seen = page.evaluate(shown)


def until(page: Any, condition: str, seconds: int = 20) -> None:
    """Waits for a condition. Not Playwright's own wait, which evaluates strings: the desk's policy forbids that."""
    for _ in range(20 * seconds):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never came true: {condition}; the page says {page.locator('.toasts').inner_text()!r}")
