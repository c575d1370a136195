"""Fuzzes the readers of bytes with atheris (coverage-guided): nothing may be raised, whatever the bytes.

    python scripts/fuzz_pages.py html -max_total_time=600
    python scripts/fuzz_pages.py all  -max_total_time=600

The first argument names the reader: text, html, feed, warc, gzip, jsonl, json, csv, mentions, decode, or all (told apart by
content). Each starts from small examples; ``mentions`` reaches no network. What is found goes into
``tests/pages/test_hostile.py`` as a case. Needs the packages of the group ``fuzz``.
"""

from __future__ import annotations

import gzip
import io
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["corrobora.pages", "corrobora.text"]):
    from corrobora.errors import InputError
    from corrobora.pages.decode import decode
    from corrobora.pages.fetch import Fetcher
    from corrobora.pages.language import detect_language
    from corrobora.pages.read import FAULT, Reader
    from corrobora.pages.sniff import HEAD, kind_of
    from corrobora.records import Article, Unread
    from corrobora.settings import Settings
    from corrobora.text.damage import visible

SENTENCE = b"Soldiers took the village on Monday after two days of shelling, residents said. "
ROW = b'{"id": "1", "title": "Village falls", "text": "' + SENTENCE * 2 + b'", "url": "https://example.org/1"}'
STARTS = {
    "text": [b""], "html": [b"<html>"], "warc": [b"WARC/1.0\r\n"], "gzip": [b""], "jsonl": [b'{"'],
    "feed": [b"<?xml version='1.0'?><rss version='2.0'><channel>", b"<feed xmlns='http://www.w3.org/2005/Atom'>"],
    "json": [b'{"@type": "NewsArticle", "', b'{"uri": "urn:example:1", "'], "csv": [b"id,title,text,date\n"],
    "mentions": [b"410412347\t20150218230000\t20150218230000\t1\t"], "decode": [b""], "all": [b""],
}
"""What each input begins with, so that the reader is the one that is meant: one of these, by the length of the rest."""
EXAMPLES = {
    "text": [b"Village falls\n\nBy A Writer\n5 June 2013\n\n" + SENTENCE * 3 + b"\n\nRead more: Town falls\n(c) 2013",
             b"- one\n- two\n" * 9, SENTENCE.replace(b" ", b" \n"), SENTENCE.decode().encode("utf-16")],
    "html": [b"<head><title>Village falls</title><script type='application/ld+json'>{\"@type\": \"NewsArticle\", \"headline\":"
             b" \"Village falls\", \"datePublished\": \"2013-06-05\"}</script></head><body><article><h1>Village falls</h1><p>"
             + SENTENCE * 4 + b"</p><ul><li><a href='/'>Home</a></ul></article>",
             b"<body><table><tr><td>a<td>b</table><pre>x\ny</pre><p hidden>" + SENTENCE],
    "feed": [b"<title>News</title><item><title>Village falls</title><link>https://example.org/1</link>"
             b"<pubDate>Wed, 05 Jun 2013 08:00:00 GMT</pubDate><description><![CDATA[<p>" + SENTENCE * 2
             + b"</p>]]></description></item></channel></rss>",
             b"<title>News</title><entry><id>1</id><title>Village falls</title>"
             b"<updated>2013-06-05T08:00:00Z</updated>"
             b"<content type='html'>&lt;p&gt;" + SENTENCE * 2 + b"</content></entry></feed>"],
    "warc": [b"WARC-Type: response\r\nWARC-Target-URI: https://example.org/1\r\n"
             b"Content-Type: application/http; msgtype=response\r\nContent-Length: 140\r\n\r\n"
             b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><p>"
             + SENTENCE + b"\r\n\r\nWARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: 2\r\n\r\nab\r\n\r\n"],
    "gzip": [SENTENCE * 4, ROW],
    "jsonl": [ROW[2:] + b"\n" + ROW, b'maintext": "' + SENTENCE + b'", "date_publish": "2013-06-05 08:00:00"}\n{"id": 2}\n'],
    "json": [b'headline": "Village falls", "articleBody": "' + SENTENCE * 2 + b'", "author": [{"name": "A"}]}',
             b'x": 1, "@graph": [{"articleBody": "' + SENTENCE + b'"}]}',
             b'headlines": [{"value": "Village falls"}], "bodies": [{"contentType": "text/html", "value": "<p>' + SENTENCE
              + b'"}], "versioncreated": "2013-06-05T08:00:00Z", "infosources": [{"name": "A"}]}'],
    "csv": [b'1,Village falls,"' + SENTENCE + b'",2013-06-05\n2,,,\n'],
    "mentions": [b"example.org\thttps://example.org/1\t3\t-1\t60\t120\t1\t100\t2000\t-3.1\t\t\n"],
    "decode": ["“Résumé” – ".encode("cp1252") + SENTENCE, "Войска вошли в город. ".encode("cp1251") * 9],
    "all": [ROW, b"<html><p>" + SENTENCE, b"WARC/1.0\r\n\r\n", b"<rss><channel><item>", b"text\n" + SENTENCE],
}


class Offline(Fetcher):
    """Answers no address."""

    def fetch(self, url: str) -> object:  # type: ignore[override]
        raise InputError("not fetched", where=url)


READER = Reader(Settings(max_bytes=1_000_000))
READER.fetcher = Offline(allow_private=False, limit=1)
detect_language("Les soldats ont pris le village lundi après deux jours de bombardements.")  # loads its model first


def look(data: bytes, kind: str) -> None:
    """Reads the bytes and asserts what holds for whatever comes out."""
    starts = STARTS[kind]
    whole = starts[len(data) % len(starts)] + data
    if kind == "decode":
        text = decode(whole, data[:8].decode("latin-1"))
        text.encode("utf-8")
        assert text == visible(text)
        kind_of(whole[:HEAD], text)
        return
    if kind == "gzip":
        whole = gzip.compress(data)[:len(data) // 2 + 20]
    for found in READER.guarded("fuzz", lambda: READER.stream(io.BytesIO(whole), "fuzz")):
        assert isinstance(found, Article | Unread)
        assert not (isinstance(found, Unread) and FAULT in found.reason), found.reason
        if isinstance(found, Article):
            found.model_dump_json()
            ends = 0
            for block in found.blocks:
                assert ends <= block.start < block.end <= len(found.text)
                ends = block.end


def main() -> None:
    kind = sys.argv.pop(1) if len(sys.argv) > 1 and sys.argv[1] in STARTS else "all"
    with tempfile.TemporaryDirectory() as folder:
        for number, example in enumerate(EXAMPLES[kind]):
            (Path(folder) / str(number)).write_bytes(example)
        atheris.Setup([sys.argv[0], "-max_len=4096", "-timeout=60", "-rss_limit_mb=4096", *sys.argv[1:], folder],
            lambda data: look(data, kind))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
