"""The desk's pages as a server gives them: readable without a script, inert whatever the reports hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from brief.conftest import HOSTILE as POISON
from brief.test_html import Outline
from casebook.conftest import article
from web.conftest import browser as session
from web.conftest import served

from corrobora.casebook.case import add
from corrobora.casebook.store import Casebook
from corrobora.records import Article, Block
from corrobora.settings import load_settings
from corrobora.web.app import create_app

HOSTILE = POISON.replace("\ud800", "")  # decoded pages hold no lone surrogates
MAIN = (
    "/", "/events/{event}", "/articles", "/articles/{article}", "/queue", "/judgements", "/sources", "/add", "/exports",
    "/agreement",
)


def hostile_article() -> Article:
    """A report of which every part is hostile, and which still tells of an event."""
    head = f"Gunmen kill six in Moussoro {HOSTILE}"
    body = f"Gunmen killed six people in Moussoro on Saturday {HOSTILE}, the prefect {HOSTILE} said."
    at = len(head) + 2
    blocks = (Block(start=0, end=len(head), role="headline"), Block(start=at, end=at + len(body), role="paragraph"))
    return Article(
        id=f"a-{HOSTILE}", source=f"http://example.org/{HOSTILE}", outlet=f"The <b>Outlet</b> {HOSTILE}", author=HOSTILE,
        title=head, published="2031-03-16", language="en", text=f"{head}\n\n{body}", blocks=blocks,
    )


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A desk of four reports, one of them hostile."""
    settings, name = load_settings(), str(tmp_path_factory.mktemp("desk") / "town.case")
    with Casebook(name, create=True) as book:
        add(book, [*(article(each) for each in ("wire", "post", "gazette")), hostile_article()], settings)
    with served(create_app(name, settings)) as address, session(address) as client:
        yield client


def paths(desk: httpx.Client) -> dict[str, str]:
    """The main pages, with an event and the hostile report of the case in their addresses."""
    event = desk.get("/api/events").json()["items"][0]["id"]
    hostile = next(row for row in desk.get("/api/articles").json()["items"] if HOSTILE in row["id"])
    return {page: page.format(event=event, article=hostile["key"]) for page in MAIN}


@pytest.mark.parametrize("page", MAIN)
def test_tags_nest_ids_are_one_and_nothing_runs_but_our_script(desk: httpx.Client, page: str) -> None:
    answer = desk.get(paths(desk)[page])
    assert answer.status_code == 200
    outline = Outline(answer.text)
    ids = [told["id"] for _, told in outline.tags if "id" in told]
    assert len(ids) == len(set(ids))
    for tag, told in outline.tags:
        assert not [name for name in told if name.startswith("on") or name in ("style", "srcset", "formaction")]
        assert not (told.get("href") or "").lower().startswith("javascript")
        if tag == "script":
            assert (told.get("src") or "").startswith(("/static/", "/look/"))
        if tag == "a" and (told.get("href") or "").startswith("#"):
            assert (told["href"] or "")[1:] in ids
        for name in ("aria-labelledby", "aria-describedby"):
            assert all(word in ids for word in (told.get(name) or "").split())
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00\x1b\x9b\ud800]", answer.text)


def test_hostile_words_stay_words(desk: httpx.Client) -> None:
    for page in ("/events/{event}", "/articles", "/articles/{article}", "/sources"):
        words = "".join(Outline(desk.get(paths(desk)[page]).text).text)
        assert "<script>alert(1)</script>" in words and "{{ 7 * 7 }}" in words


def test_the_list_narrows_by_what_is_asked(desk: httpx.Client) -> None:
    everything = desk.get("/").text
    assert "Moussoro" in everything and "Massakory" in everything
    assert "No event fits" in desk.get("/", params={"place": "Nowhere at all"}).text
    assert desk.get("/", params={"from": "no day"}).status_code == 200  # a broken query shows all


def test_what_nobody_decided_and_what_is_gone_are_told(desk: httpx.Client) -> None:
    assert "Nobody has decided" in desk.get("/judgements").text
    assert "Nobody has decided anything of this kind" in desk.get("/judgements", params={"effect": "orphaned"}).text


def test_an_event_that_is_not_there_is_told_on_a_page(desk: httpx.Client) -> None:
    answer = desk.get("/events/e-000000000000")
    assert answer.status_code == 404
    assert "holds no such event" in answer.text and answer.headers["content-type"].startswith("text/html")
    assert desk.get("/api/events/e-000000000000").headers["content-type"] == "application/json"


def test_the_codebook_is_switched_without_a_script(desk: httpx.Client) -> None:
    event = paths(desk)["/events/{event}"]
    for book, inside in (("ucdp", False), ("acled", True)):
        coded = desk.get(event, params={"codebook": book}).text.split('id="coded"')[1].split("</section>")[0]
        assert ("sub_event_type" in coded) is inside


def test_the_style_and_script_of_the_brief_serve_the_desk(desk: httpx.Client) -> None:
    for name in ("page.css", "page.js"):
        own = Path(__file__).parents[2] / "corrobora" / "brief" / name
        assert desk.get(f"/look/{name}").text == own.read_text(encoding="utf-8")
    assert desk.get("/look/page.html.j2").status_code == 404


def modules() -> list[Any]:
    return sorted((Path(__file__).parents[2] / "corrobora" / "web" / "static").glob("*.js"))


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.name)
def test_scripts_are_modules_of_ours_only(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for source in re.findall(r'from "([^"]+)"', text):
        assert (path.parent / source).exists()
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|https?://", text)
