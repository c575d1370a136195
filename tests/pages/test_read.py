"""Every kind of input is read, and what cannot be read is told."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from corrobora.pages.read import read_inputs
from corrobora.records import Article, Block, Unread
from corrobora.settings import Settings

SENTENCE = "Soldiers took the village of Tel Amal on Monday after two days of shelling, residents said by telephone. "
LONG = SENTENCE * 4
PAGE = f"""<!doctype html><html lang="en"><head><title>Village falls - The Daily Example</title>
<meta property="og:site_name" content="The Daily Example">
<meta property="article:published_time" content="2013-06-05T08:00:00Z">
<link rel="canonical" href="https://example.org/village"></head><body><nav><a href="/">Home</a> <a href="/w">World</a></nav>
<article><h1>Village falls</h1><p>{LONG}</p><p>{LONG.replace('Monday', 'Tuesday')}</p></article>
<footer>All rights reserved</footer></body></html>"""
FEED = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Example News</title><link>https://example.org/</link>
<item><title>Village falls</title><link>https://example.org/1</link><pubDate>Wed, 05 Jun 2013 08:00:00 GMT</pubDate>
<description>{LONG}</description></item></channel></rss>"""
NINJS = {
    "uri": "urn:example:1", "type": "text", "headlines": [{"value": "Village falls"}], "language": "en",
    "bodies": [{"contentType": "text/plain", "value": LONG}], "versioncreated": "2013-06-05T08:00:00Z",
    "infosources": [{"name": "Example Agency"}],
}
NEWS_PLEASE = {
    "maintext": LONG, "title": "Village falls", "date_publish": "2013-06-05 08:00:00", "source_domain": "example.org",
    "url": "https://example.org/1", "language": "en", "authors": ["A. Writer"],
}
SCHEMA = {
    "@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "Example"}, {
        "@type": "NewsArticle", "headline": "Village falls", "articleBody": LONG, "datePublished": "2013-06-05T08:00:00+00:00",
        "publisher": {"@type": "Organization", "name": "Example"}, "inLanguage": "en"}],
}


def read(path: Path | str | dict[str, object] | Article) -> list[Article | Unread]:
    return list(read_inputs([path], Settings()))


ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Example News</title><entry><id>urn:example:1</id>
<title>Village falls</title><link href="https://example.org/1"/><published>2013-06-05T08:00:00Z</published>
<updated>2013-06-06T09:00:00Z</updated><author><name>A. Writer</name></author><summary>A village falls.</summary>
<content type="html">&lt;p&gt;{LONG}&lt;/p&gt;&lt;p&gt;The army was silent on Monday.&lt;/p&gt;</content></entry></feed>"""

KINDS: dict[str, bytes] = {
    "plain text": LONG.encode(),
    "windows-1252": ("“Résumé” — " + LONG).encode("cp1252"),
    "utf-16 with mark": LONG.encode("utf-16"),
    "utf-16 without mark": LONG.encode("utf-16-le"),
    "html": PAGE.encode(),
    "gzipped html": gzip.compress(PAGE.encode()),
    "rss": FEED.encode(),
    "atom": ATOM.encode(),
    "ninjs 3 with html": json.dumps({**NINJS, "bodies": [{"role": "teaser", "value": "A village falls."}, {
        "contentType": "text/html", "value": f"<p>{LONG}</p><p>{LONG}</p>"}]}).encode(),
    "json-ld alone": json.dumps(SCHEMA["@graph"][1]).encode(),  # type: ignore[index]
    "news-please csv": ("date_publish;title;maintext;source_domain\n"
                        f'2013-06-05 08:00:00;Village falls;"{LONG}";example.org\n').encode(),
    "json lines": (json.dumps({"id": "r1", "text": LONG, "title": "Village falls"}) + "\n").encode(),
    "news-please": json.dumps(NEWS_PLEASE).encode(),
    "json-ld": json.dumps(SCHEMA).encode(),
    "ninjs 3": json.dumps(NINJS, indent=1).encode(),
    "csv": f'id,title,text,published\n7,Village falls,"{LONG}",2013-06-05\n'.encode(),
}


@pytest.mark.parametrize("kind", KINDS)
def test_an_input_is_told_by_its_content_and_not_its_name(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "input.bin"
    path.write_bytes(KINDS[kind])
    (article,) = read(path)
    assert isinstance(article, Article)
    assert SENTENCE.strip() in article.text
    assert article.language == "en"
    assert any(SENTENCE.strip() in article.slice(block) for block in article.kept())
    if kind not in {"plain text", "windows-1252", "utf-16 with mark", "utf-16 without mark"}:
        assert article.title == "Village falls"
    if "utf" not in kind and "plain" not in kind and kind not in {"windows-1252", "json lines"}:
        assert article.published is not None
        assert article.published.startswith("2013-06-05")


def test_what_a_page_says_of_itself_is_read(tmp_path: Path) -> None:
    ld = {"@type": "NewsArticle", "headline": "Village falls", "datePublished": "2013-06-05T08:00:00Z",
          "dateModified": "2013-06-06T10:30:00Z", "author": {"name": "Omar Said"}, "sourceOrganization": {"name": "Reuters"}}
    path = tmp_path / "page"
    path.write_text(PAGE.replace("</head>", f'<script type="application/ld+json">{json.dumps(ld)}</script></head>'), "utf-8")
    (article,) = read(path)
    assert isinstance(article, Article)
    assert (article.title, article.outlet, article.author) == ("Village falls", "The Daily Example", "Omar Said")
    assert (article.published, article.modified) == ("2013-06-05T08:00:00Z", "2013-06-06T10:30:00Z")
    assert (article.url, article.agency, article.language) == ("https://example.org/village", "Reuters", "en")


def test_the_agency_is_read_from_the_text_where_the_page_names_none(tmp_path: Path) -> None:
    path = tmp_path / "page"
    path.write_text(PAGE.replace("<p>", "<p>BEIRUT (AP) — ", 1), "utf-8")
    (article,) = read(path)
    assert isinstance(article, Article)
    assert article.agency == "AP"


def test_a_feed_gives_an_article_an_entry_with_its_own_metadata(tmp_path: Path) -> None:
    path = tmp_path / "feed"
    another = "<entry><title>Empty</title><link href='https://example.org/2'/></entry>"
    path.write_text(ATOM.replace("</feed>", another + "</feed>"), "utf-8")
    article, empty = read(path)
    assert isinstance(article, Article)
    assert (article.author, article.modified, article.url) == ("A. Writer", "2013-06-06T09:00:00+00:00", "https://example.org/1")
    assert isinstance(empty, Unread)
    assert (empty.source, empty.reason) == (f"{path}#2", "a feed entry without text")


def test_an_article_in_a_language_that_cannot_be_read_is_kept_with_its_language(tmp_path: Path) -> None:
    path = tmp_path / "page"
    path.write_text("Les soldats ont pris le village lundi après deux jours de bombardements, dit-on. " * 4, "utf-8")
    (article,) = read(path)
    assert isinstance(article, Article)
    assert article.language == "fr"
    assert article.kept()


def test_text_that_only_pops_up_is_not_in_the_sentence(tmp_path: Path) -> None:
    path = tmp_path / "page"
    path.write_text(PAGE.replace("Soldiers took", 'Soldiers <a>took<span class="tooltip-text">Took: seized</span></a>')
        .replace("shelling,", 'shelling<x-note>2</x-note>,'), "utf-8")
    (article,) = read(path)
    assert isinstance(article, Article)
    assert SENTENCE.replace("shelling,", "shelling2,").strip() in article.text
    assert "seized" not in article.text


def test_the_row_keeps_its_id_and_its_title_stands_first() -> None:
    (article,) = read({"id": 12, "title": "Village falls", "text": LONG, "outlet": "Example"})
    assert isinstance(article, Article)
    assert (article.id, article.outlet) == ("12", "Example")
    assert article.text.startswith("Village falls\n\n" + SENTENCE)
    assert article.blocks[0].role == "headline"


def test_an_article_goes_through_as_it_is() -> None:
    article = Article(id="x", source="mine", text="Words.")
    assert read(article) == [article]


BAD: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "empty"),
    "blanks": (b" \n\n ", "empty"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "a picture"),
    "binary": (bytes(range(256)) * 99, "binary"),
    "page without text": (b"<html><body><script>var a</script></body></html>", "without visible text"),
    "cut json": (b'{"text": "Soldiers took', "no JSON"),
    "row without text": (b'{"id": 1, "title": "x"}\n{"id": 2}\n', "a row without text"),
    "feed with entities": (b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "b">]><rss><channel/></rss>', "entities"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_input_is_told_and_the_others_are_read(kind: str, tmp_path: Path) -> None:
    bad, good = tmp_path / "a", tmp_path / "b"
    bad.write_bytes(BAD[kind][0])
    good.write_text(LONG, encoding="utf-8")
    *unread, article = read(str(tmp_path))
    assert isinstance(article, Article)
    assert unread
    assert all(isinstance(u, Unread) and BAD[kind][1] in u.reason and u.source.startswith(str(bad)) for u in unread)


def test_what_is_not_there_is_told() -> None:
    assert [u.reason for u in read("/no/such/place") if isinstance(u, Unread)] == ["no such file or folder"]


@pytest.mark.parametrize(("text", "spans", "told"), [
    ("Shells fell \ud83d on the town.", [(0, 5)], "UTF-8"),
    ("Shells fell.", [(0, 40)], "block 1 (0 to 40) is no part of its 12 characters"),
    ("Shells fell.", [(5, 9), (0, 3)], "block 2"),
    ("Shells fell.", [(4, 4)], "block 1"),
])
def test_an_article_made_by_hand_is_refused_with_a_reason(text: str, spans: list[tuple[int, int]], told: str) -> None:
    made = Article(id="a", source="by hand", text=text, blocks=tuple(Block(start=a, end=b, role="paragraph") for a, b in spans))
    unread, read_too = read_inputs([made, {"text": LONG}], Settings())
    assert isinstance(unread, Unread) and isinstance(read_too, Article)
    assert unread.source == "by hand"
    assert told in unread.reason and unread.mend


def test_credits_under_a_report_are_no_part_of_it(tmp_path: Path) -> None:
    text = f"Home / World / Village falls\n\nVillage falls\n\nReuters | Duku\n\n{LONG}\n\n"
    text += f"{LONG.replace('Monday', 'Tuesday')}\n\n"
    under = ["(Additional reporting by Jane Roe; Editing by John Hale)", "This story has not been edited by our staff.",
             "Source: Example News Agency", "First Published: Wed, June 5 2013. 17:55 IST"]
    path = tmp_path / "page.txt"
    path.write_text(text + "\n\n".join(under), "utf-8")
    [article] = read(path)
    assert isinstance(article, Article)
    roles = {article.slice(block): block.role for block in article.blocks}
    assert [roles[line] for line in under] == ["byline", "clutter", "byline", "dateline"]
    assert roles["Reuters | Duku"] == "byline"
    assert roles["Home / World / Village falls"] == "clutter"
    assert (article.published or "")[:10] == "2013-06-05"
