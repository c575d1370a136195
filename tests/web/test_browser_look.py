"""How the desk looks, and what comes from outside: screen readers, narrow screens, colleagues' decisions, files."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from casebook.conftest import DAYS, TEXTS
from web.in_browser import Open, address, client, event_of, open_page, until

__all__ = ["address", "client", "open_page"]
pytestmark = pytest.mark.browser
PAGES = (
    "/", "/events/{event}", "/articles", "/articles/{article}", "/queue", "/judgements", "/sources", "/add", "/exports",
    "/agreement",
)


def address_of(page: str, client: httpx.Client) -> str:
    """A page's address in this case."""
    key = client.get("/api/articles").json()["items"][0]["key"]
    return page.format(event=event_of(client, "Moussoro"), article=key)


def faults(page: Any) -> list[str]:
    """What axe-core finds serious or critical, with the first place of each."""
    told = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in told if one["impact"] in ("serious", "critical")]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 390), ("dark", 390)])
def test_axe_finds_no_serious_fault(open_page: Open, client: httpx.Client, scheme: str, width: int) -> None:
    tab = open_page("/", color_scheme=scheme, bypass_csp=True)
    tab.set_viewport_size({"width": width, "height": 800})
    for page in (*PAGES, "/?q=nothingatall"):
        tab.goto(str(client.base_url) + address_of(page, client))
        tab.wait_for_selector("html.scripted")
        assert (page, faults(tab)) == (page, [])
    tab.goto(str(client.base_url) + address_of("/events/{event}", client))
    tab.wait_for_selector("html.scripted")
    for dialog in tab.locator("dialog").evaluate_all("all => all.map((one) => one.id)"):
        tab.evaluate(f"document.getElementById('{dialog}').showModal()")
        assert (dialog, faults(tab)) == (dialog, [])
        tab.evaluate(f"document.getElementById('{dialog}').close()")


@pytest.mark.parametrize("width", [360, 768])
def test_no_width_scrolls_sideways(open_page: Open, client: httpx.Client, width: int) -> None:
    tab = open_page("/")
    tab.set_viewport_size({"width": width, "height": 740})
    for page in PAGES:
        tab.goto(str(client.base_url) + address_of(page, client))
        tab.wait_for_selector("html.scripted")
        assert (page, tab.evaluate("document.documentElement.scrollWidth")) == (page, width)


def test_a_colleagues_decision_is_told_quietly_and_shown_when_asked_for(open_page: Open, client: httpx.Client) -> None:
    event = event_of(client, "Moussoro")
    page = open_page(f"/events/{event}")
    until(page, "document.querySelector('.live.on') !== null")
    version = client.get("/api/health").json()["version"]
    told = {"decision": "rename", "words": [event, "The raid, renamed"], "seen": version}
    client.post("/api/judgements", json=told).raise_for_status()
    until(page, "/changed this event/.test(document.querySelector('.news').textContent)")
    assert "renamed" not in page.locator("h1").inner_text()
    page.keyboard.press("r")
    until(page, "document.querySelector('h1').textContent.includes('The raid, renamed')")
    assert not page.locator(".news").is_visible()


def test_files_are_brought_by_dropping_them(open_page: Open, client: httpx.Client) -> None:
    page = open_page("/add")
    page.locator("[name=published]").fill(DAYS["late"])
    page.evaluate("""([name, text]) => {
      const files = new DataTransfer();
      files.items.add(new File([text], name, { type: 'text/plain' }));
      files.items.add(new File([new Uint8Array([0, 1, 2, 3, 255, 254])], 'noise.bin'));
      const drop = document.querySelector('[data-drop]');
      for (const kind of ['dragenter', 'drop']) drop.dispatchEvent(new DragEvent(kind, { dataTransfer: files, bubbles: true }));
    }""", ["late.txt", TEXTS["late"]])
    until(page, "document.querySelectorAll('.uploads li').length === 2 && !document.querySelector('.uploads progress')", 120)
    told = page.locator(".uploads").inner_text()
    assert "1 added" in told and "not added" in told
    assert any(row["title"] == "Market toll rises" for row in client.get("/api/articles").json()["items"])


def test_exports_are_there(open_page: Open, client: httpx.Client) -> None:
    page = open_page("/exports")
    for link in page.locator(".formats a").all():
        answer = client.get(link.get_attribute("href"))
        assert answer.status_code == 200 and "attachment" in answer.headers["content-disposition"], link.inner_text()
