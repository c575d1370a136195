"""Texts that are hard to show: from right to left, very many, very long names; and all of it on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from casebook.conftest import article
from web.conftest import browser as session
from web.conftest import served
from web.in_browser import Open, event_of, open_page

from corrobora.casebook.case import add
from corrobora.casebook.store import Casebook
from corrobora.records import Article, Block
from corrobora.settings import load_settings
from corrobora.web.app import create_app

__all__ = ["open_page"]
pytestmark = pytest.mark.browser
NAME = "Aba" + "dugurumbalu" * 14
TEXTS = {
    "ar": ("صحيفة الساحل (Sahel Daily)", "مقتل 34 شخصا في هجوم على سوق موسورو",
           "قُتل 34 شخصا عندما هاجم مسلحون سوق الماشية في بلدة Moussoro يوم السبت، بحسب ما قال الممرض حسن عمر لإذاعة Sahel."),
    "he": ("עיתון הסהל", "לפחות 27 הרוגים בהתקפה על שוק בעיירה מוסורו",
           "לפחות 27 בני אדם נהרגו כאשר חמושים תקפו את שוק הבקר בעיירה Moussoro בשבת, אמר המושל אידריס סאלח לסוכנות Kanem."),
    "long": (NAME, f"{NAME} blamed for raid", f"Gunmen of the {NAME} Front killed five people in Bol, General {NAME} said."),
}
CLAIMS = {"ar": ("34 شخصا", "34", "الممرض حسن عمر"), "he": ("לפחות 27 בני אדם", "27", "המושל אידריס סאלח")}
AMBUSH = (
    "Five soldiers were killed in an ambush near Massakory on Tuesday.",
    "An ambush near Massakory killed six soldiers on Tuesday, a driver said.",
    "On Tuesday gunmen killed five soldiers whose lorries had stopped near Massakory.",
    "Near Massakory, an attack on a convoy left seven soldiers dead on Tuesday.",
    "The army lost five men near Massakory: gunmen killed them on Tuesday.",
    "Gunmen killed six soldiers on the road near Massakory on Tuesday, herders told us.",
    "At least five soldiers died near Massakory on Tuesday when gunmen attacked them.",
    "A bomb and gunfire killed five soldiers near Massakory on Tuesday.",
    "Soldiers were attacked near Massakory on Tuesday; seven were killed, said the mayor.",
    "Tuesday's ambush near Massakory killed five soldiers, according to two nurses.",
    "The defence ministry said gunmen killed five soldiers near Massakory on Tuesday.",
    "Six soldiers were killed on Tuesday, their commander said, as gunmen attacked near Massakory.",
    "Villagers near Massakory saw gunmen kill five soldiers on Tuesday.",
    "Attackers on motorcycles killed seven soldiers near Massakory on Tuesday.",
    "It was near Massakory that five soldiers were killed by gunmen on Tuesday.",
    "Officials confirmed on Tuesday that six soldiers were killed near Massakory.",
)
SHOWN = 12


def written(id_: str, outlet: str, head: str, body: str, day: str, language: str = "en") -> Article:
    """A report of a headline and a paragraph."""
    at, text = len(head) + 2, f"{head}\n\n{body}"
    blocks = (Block(start=0, end=len(head), role="headline"), Block(start=at, end=len(text), role="paragraph"))
    return Article(id=id_, source=f"{id_}.txt", outlet=outlet, published=day, language=language, text=text, blocks=blocks)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A desk: a raid that an Arabic, a Hebrew and an English report tell of, and an ambush that many tell of."""
    settings, name = load_settings(), str(tmp_path_factory.mktemp("texts") / "town.case")
    reports = [article("wire"), *(written(f"a-{id_}", *told, "2031-03-16", id_[:2]) for id_, told in TEXTS.items())]
    for number, body in enumerate(AMBUSH):
        reports.append(written(f"a-{number}", f"Outlet {number}", f"Ambush, {number}", body, "2031-03-18"))
    with Casebook(name, create=True) as book:
        add(book, reports, settings)
    with served(create_app(name, settings)) as where, session(where) as client:
        event = event_of(client, "Moussoro")
        for id_, (quote, value, who) in CLAIMS.items():
            at = TEXTS[id_][2].index(quote) + len(TEXTS[id_][1]) + 2
            words = [f"a-{id_}", quote, "kind=figure", "counts=killed", f"value={value}", f"event={event}", f"at={at}"]
            words.append(f"claimant={who}")
            version = client.get("/api/health").json()["version"]
            answer = client.post("/api/judgements", json={"decision": "add", "words": words, "seen": version})
            assert answer.status_code == 201, answer.text
        yield where


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    with session(address) as own:
        yield own


DIRECTION = "part => getComputedStyle(part).direction"


def test_text_from_right_to_left_stands_so_in_panes_grid_and_lists(open_page: Open, client: httpx.Client) -> None:
    page = open_page(f"/events/{event_of(client, 'Moussoro')}")
    for id_ in CLAIMS:
        pane = page.locator(f".text[data-article*='a-{id_}']")
        for part in pane.locator("p").all():
            assert part.evaluate(DIRECTION) == "rtl"
        assert pane.evaluate(DIRECTION) == "ltr"  # the pane's own parts are ours
        assert pane.get_attribute("lang") == id_
        quote = page.locator(f".said[data-claim*='a-{id_}'] q").first
        assert quote.evaluate(DIRECTION) == "rtl"
        left, right = quote.evaluate("part => { const range = document.createRange(); range.selectNodeContents(part);"
                                     "const last = [...range.getClientRects()].at(-1), box = part.getBoundingClientRect();"
                                     "return [last.left - box.left, box.right - last.right]; }")
        assert right <= left + 1  # the last line ends at the left, and begins at the right edge
    name = page.locator("thead .source bdi", has_text="Sahel Daily")
    assert name.evaluate(DIRECTION) == "rtl"
    page.goto(str(client.base_url) + "/articles")
    assert page.locator("tbody a bdi", has_text="موسورو").evaluate(DIRECTION) == "rtl"
    page.goto(str(client.base_url) + "/judgements")
    assert page.locator(".history bdi", has_text="34 شخصا").evaluate(DIRECTION) == "rtl"


def test_right_to_left_words_light_up_both_ways_and_can_be_selected(open_page: Open, client: httpx.Client) -> None:
    page = open_page(f"/events/{event_of(client, 'Moussoro')}")
    page.locator("button.tie", has_text="killed").first.focus()
    lit = page.evaluate("Array.from(document.querySelectorAll('.text .lit'), part => part.textContent)")
    assert all(quote in lit for quote, _, _ in CLAIMS.values())
    page.locator(".text span.c", has_text="34 شخصا").focus()
    assert page.locator("tr.lit th .topic").all_inner_texts().count("Killed") >= 1
    told = page.evaluate("""() => {
      const text = [...document.querySelectorAll('.text p span')].find((one) => one.textContent.includes('حسن عمر'));
      const range = document.createRange(), node = text.firstChild, at = node.data.indexOf('حسن عمر');
      range.setStart(node, at); range.setEnd(node, at + 7);
      getSelection().removeAllRanges(); getSelection().addRange(range);
    }""")
    assert told is None
    page.locator(".add-here").click()
    place = int(page.locator("#add [name=at]").input_value())
    text = "\n\n".join(TEXTS["ar"][1:])
    assert text[place:place + 7] == "حسن عمر"


def test_very_many_reports_are_shown_in_few_columns_and_none_is_lost(open_page: Open, client: httpx.Client) -> None:
    page = open_page(f"/events/{event_of(client, 'Massakory')}")
    heads = page.locator(".grid thead th").all_inner_texts()
    beyond = int(heads[-1].split()[0])
    assert len(heads) == 1 + SHOWN + 1 and "more origins" in heads[-1]
    killed = page.locator(".grid tbody tr", has=page.locator(".topic", has_text="killed")).first
    rest = killed.locator("td").last
    assert killed.locator("td:not(.silent)").count() - 1 + rest.locator("a").count() >= len(AMBUSH) - 4
    panes, folded = page.locator(".pane"), page.locator(".pane details.folded")
    assert panes.count() == SHOWN + folded.count() == SHOWN + beyond
    rest.locator("summary").first.click()
    rest.locator("a").first.click()  # the text of a report beyond: it opens, and its words light up
    assert page.locator(".pane details.folded[open] .lit").first.is_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_long_unbroken_names_keep_the_page_in_shape(open_page: Open, client: httpx.Client, width: int) -> None:
    page = open_page("/")
    page.set_viewport_size({"width": width, "height": 740})
    row = next(row for row in client.get("/api/articles").json()["items"] if row["id"] == "a-long")
    events = [f"/events/{event}" for event in row["events"]]
    for path in ("/", *events, "/articles", f"/articles/{row['key']}", "/sources", "/queue"):
        page.goto(str(client.base_url) + path)
        page.wait_for_selector("html.scripted")
        assert (path, page.evaluate("document.documentElement.scrollWidth")) == (path, width)
    page.goto(str(client.base_url) + "/sources")
    lines = """cell => {
      const range = document.createRange();
      range.selectNodeContents(cell);
      return range.getClientRects().length;
    }"""
    for cell in page.locator("tbody tr:nth-child(1) td.n, tbody tr:nth-child(1) td:nth-child(2)").all():
        assert cell.evaluate(lines) == 1  # no word is broken letter by letter


PAPER = ("/", "/events/{event}", "/articles", "/articles/a-ar", "/queue", "/judgements", "/sources", "/exports")


@pytest.mark.parametrize("page", PAPER)
def test_on_paper_nothing_is_cut_and_no_button_is_printed(
    open_page: Open, client: httpx.Client, page: str, tmp_path: Path
) -> None:
    tab = open_page(page.format(event=event_of(client, "Moussoro")), color_scheme="dark")
    tab.emulate_media(media="print")
    tab.set_viewport_size({"width": 680, "height": 960})  # A4 between its margins
    assert tab.evaluate("document.documentElement.scrollWidth") <= 680
    buttons = tab.locator("main button:not([data-c]), .desk-top nav, .desk-foot")  # what ties facts to texts is a heading too
    assert not [one for one in buttons.all() if one.is_visible()]
    cut = "part => part.scrollHeight > part.clientHeight + 1 || part.scrollWidth > part.clientWidth + 1"
    assert not [one for one in tab.locator(".text, .scroll").all() if one.is_visible() and one.evaluate(cut)]
    for more in tab.locator("td details:not(.why)").all()[:4]:  # what is folded on the screen is on paper
        assert more.bounding_box()["height"] > 0 and not more.locator("summary").is_visible()
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    for badge in tab.locator(".badge").all()[:3]:  # readable where a printer leaves backgrounds out
        assert badge.evaluate("part => getComputedStyle(part).color") == "rgb(0, 0, 0)"
    assert tab.pdf(path=tmp_path / "page.pdf", format="A4").startswith(b"%PDF")
