"""The brief as a page: whole, self-contained, inert whatever the reports hold."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from corrobora.brief.html import html
from corrobora.records import Case

VOID = {"meta", "br", "img", "link", "input", "hr"}
DRAWN = {"path", "rect", "circle"}
"""SVG elements that the page closes in their own tag."""


class Outline(HTMLParser):
    """Elements, ids, links and attributes of a page; raises where tags do not nest."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        assert tag in DRAWN

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes another element"

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("script", "style"):
            self.text.append(data)


@pytest.mark.parametrize("which", ["case", "hostile"])
def test_tags_nest_and_links_lead_somewhere(which: str, request: pytest.FixtureRequest) -> None:
    page = Outline(html(request.getfixturevalue(which)))
    ids = [told["id"] for _, told in page.tags if "id" in told]
    assert len(ids) == len(set(ids))
    for tag, told in page.tags:
        if tag == "a" and "href" in told:
            assert (told["href"] or "").removeprefix("#") in ids
        for name in ("aria-labelledby",):
            assert all(word in ids for word in (told.get(name) or "").split())


@pytest.mark.parametrize("which", ["case", "hostile"])
def test_nothing_is_fetched_and_nothing_runs_but_our_script(which: str, request: pytest.FixtureRequest) -> None:
    text = html(request.getfixturevalue(which))
    page = Outline(text)
    policy = next(told["content"] for tag, told in page.tags if told.get("http-equiv") == "Content-Security-Policy")
    assert policy and "default-src 'none'" in policy and "unsafe" not in policy
    assert [tag for tag, _ in page.tags if tag in ("script", "img", "iframe", "object", "link", "form", "base")] == ["script"]
    assert not [name for _, told in page.tags for name in told if name.startswith("on") or name in ("style", "src", "srcset")]
    assert not re.search(r"url\((?!#)", text)


def test_hostile_words_stay_words(hostile: Case) -> None:
    page = Outline(html(hostile))
    words = "".join(page.text)
    assert "<script>alert(1)</script>" in words  # as text, to be read
    assert "{{ 7 * 7 }}" in words
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00\x1b\x9b\ud800]", html(hostile))
    html(hostile).encode("utf-8")


SAID = (
    "Attack on traders at Moussoro", "Dune Front", "how long", "differ", "Mussoro", "1 line of site clutter dropped",
    "planned", "asks for an address", "reports/broken.bin", "UCDP GED codebook", "killed: 'killed' governs 'people'",
    "Barh el Gazel, Chad",
)


def test_it_says_what_the_case_says(case: Case) -> None:
    page = Outline(html(case))
    words = " ".join("".join(page.text).split())
    for told in SAID:
        assert told in words, told


def test_every_tied_fact_has_its_passage(case: Case) -> None:
    page = Outline(html(case))
    passages = {n for tag, told in page.tags if tag == "span" for n in (told.get("data-c") or "").split()}
    for tag, told in page.tags:
        if tag == "button":
            numbers = (told.get("data-c") or "").split()
            assert numbers and set(numbers) <= passages


def test_an_empty_case_says_so() -> None:
    assert "No event was found" in html(Case(settings="0" * 12))


# ---------------------------------------------------------------- in a browser


@pytest.fixture
def page(browser: Any, tmp_path: Path, case: Case) -> Any:
    """The page of the made case in a browser, with what its console said in ``page.told``."""
    (tmp_path / "brief.html").write_text(html(case), encoding="utf-8")
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    tab = context.new_page()
    tab.told = []
    tab.on("console", lambda message: tab.told.append(message.text))
    tab.on("pageerror", lambda error: tab.told.append(str(error)))
    tab.on("request", lambda request: None if request.url.startswith("file:") else tab.told.append(request.url))
    tab.goto((tmp_path / "brief.html").as_uri())
    yield tab
    assert tab.told == []
    context.close()


@pytest.mark.browser
def test_focus_on_a_fact_lights_its_sentences_and_back(page: Any) -> None:
    lit = "Array.from(document.querySelectorAll('.text .lit'), part => part.textContent)"
    page.locator("button.tie", has_text="killed").focus()
    assert set(page.evaluate(lit)) >= {"at least 27 people", "Thirty-four bodies"}
    page.locator("button.tie", has_text="how long").focus()
    assert set(page.evaluate(lit)) == {"three hours", "five hours"}
    page.locator(".text span.differ", has_text="five hours").focus()
    assert page.locator("tr.differ.lit").count() == 1
    assert page.locator("button.fact.lit").count() == 1
    page.keyboard.press("Escape")
    assert page.evaluate(lit) == []


@pytest.mark.browser
def test_a_pressed_fact_stays_lit_until_escape(page: Any) -> None:
    button = page.locator("button.fact", has_text="where")
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    page.mouse.move(1, 1)
    assert page.locator(".text .lit").count() == 2
    page.keyboard.press("Escape")
    assert button.get_attribute("aria-pressed") == "false"
    assert page.locator(".lit").count() == 0


@pytest.mark.browser
def test_the_keyboard_reaches_facts_and_texts(page: Any) -> None:
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.classList[0] + '|' + document.activeElement.tagName"))
    assert {"tie|BUTTON", "text|DIV", "skip|A"} <= reached


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_no_width_scrolls_sideways(page: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_the_paper(page: Any, scheme: str) -> None:
    """WCAG 2.2, 1.4.3: contrast of 4.5 to 1 for every text that stands on its own ground."""
    page.emulate_media(color_scheme=scheme)
    faint = page.evaluate(CONTRAST)
    assert faint == []


CONTRAST = """
() => {
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; })
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const ground = (node) => {
    for (; node; node = node.parentElement) {
      const colour = channels(getComputedStyle(node).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const faint = new Set();
  for (const node of document.querySelectorAll('body :not(svg, svg *, script)')) {
    if (!Array.from(node.childNodes).some((child) => child.nodeType === 3 && child.data.trim())) continue;
    const [a, b] = [light(channels(getComputedStyle(node).color)), light(ground(node))].sort((x, y) => y - x);
    if ((a + .05) / (b + .05) < 4.5) faint.add(node.className + ' ' + node.tagName);
  }
  return [...faint];
}
"""
