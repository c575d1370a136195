"""docs/pictures/brief.png: the top of the HTML brief of samples/, as a browser shows it. Needs Chromium."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]
PICTURES = [("brief.png", 1280, 1000, "light", False), ("brief-dark.png", 1280, 1000, "dark", True)]
"""File, width and height in pixels, colour scheme, whether it shows the texts instead of the top."""


def main() -> int:
    chromium = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if chromium is None:
        print("The pictures need Chromium: apt-get install chromium, or CHROMIUM=/path/to/it", file=sys.stderr)
        return 1
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = Path(folder) / "brief.html"
        command = [sys.executable, "-m", "corrobora", "brief", "samples", "-o", str(page)]
        subprocess.run(command, cwd=ROOT, check=True, stderr=subprocess.DEVNULL)
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for name, width, height, scheme, texts in PICTURES:
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce",  # type: ignore[arg-type]
            )
            tab = context.new_page()
            tab.goto(page.as_uri())
            if texts:
                tab.evaluate("document.getElementById('texts').scrollIntoView()")
                tab.locator("button.fact").first.click()
                tab.wait_for_timeout(300)
            tab.screenshot(path=ROOT / "docs" / "pictures" / name)
            print(f"docs/pictures/{name}")
            context.close()
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
