"""The pictures in docs/: the HTML brief and the review desk of samples/, as a browser shows them. Needs Chromium."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]
BRIEF = [("brief.png", 1280, 1000, "light", False), ("brief-dark.png", 1280, 1000, "dark", True)]
"""File, width and height in pixels, colour scheme, whether it shows the texts instead of the top."""
DESK = [
    ("desk-events.png", 1280, 860, "light", "/", None), ("desk-event.png", 1280, 900, "light", "EVENT", None),
    ("desk-map.png", 1280, 800, "dark", "EVENT", ".pictures"), ("desk-queue.png", 390, 760, "light", "/queue", None),
]
"""File, width and height, colour scheme, page ("EVENT": the first of the list), and what is scrolled to the top."""
JUDGED = ("a", "x")
"""Keys pressed on the first sentences of the event, so that the pictures show a desk at work."""


def main() -> int:
    chromium = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if chromium is None:
        print("The pictures need Chromium: apt-get install chromium, or CHROMIUM=/path/to/it", file=sys.stderr)
        return 1
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        _brief(browser, Path(folder) / "brief.html")
        with _served(Path(folder) / "sahel.case") as address:
            _desk(browser, address)
        browser.close()
    return 0


def _run(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "corrobora", *words], cwd=ROOT, check=True, capture_output=True)


def _tab(browser: Any, width: int, height: int, scheme: str) -> Any:
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce", locale="en-GB"
    )
    return context.new_page()


def _shoot(tab: Any, name: str) -> None:
    tab.wait_for_timeout(300)
    tab.screenshot(path=PICTURES / name)
    tab.context.close()
    print(f"docs/pictures/{name}")


def _brief(browser: Any, page: Path) -> None:
    _run("brief", "samples", "-o", str(page))
    for name, width, height, scheme, texts in BRIEF:
        tab = _tab(browser, width, height, scheme)
        tab.goto(page.as_uri())
        if texts:
            tab.evaluate("document.getElementById('texts').scrollIntoView()")
            tab.locator("button.fact").first.click()
        _shoot(tab, name)


@contextmanager
def _served(case: Path) -> Iterator[str]:
    """The address of the samples' desk."""
    _run("add", str(case), "samples")
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "corrobora", "serve", str(case), "--port", str(port)], cwd=ROOT, stderr=subprocess.DEVNULL,
        env={**os.environ, "LOGNAME": "ana"},
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            try:
                with urlopen(f"{address}/api/health"):
                    break
            except URLError:
                time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait()


def _desk(browser: Any, address: str) -> None:
    tab = _tab(browser, 1280, 900, "light")
    tab.goto(address)
    event = tab.locator(".event-row a").first.get_attribute("href")
    tab.goto(address + event)
    tab.wait_for_selector("html.scripted")
    for key in JUDGED:
        version = tab.locator("main").get_attribute("data-version")
        tab.keyboard.press("j")
        tab.keyboard.press(key)
        tab.wait_for_selector(f"main:not([data-version='{version}'])")
    tab.context.close()
    for name, width, height, scheme, path, top in DESK:
        tab = _tab(browser, width, height, scheme)
        tab.goto(address + (event if path == "EVENT" else path))
        tab.wait_for_selector("html.scripted")
        if top:
            tab.evaluate(f"document.querySelector('{top}').scrollIntoView()")
        _shoot(tab, name)


if __name__ == "__main__":
    sys.exit(main())
