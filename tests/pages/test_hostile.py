"""Hostile bytes: bounded in time and memory, told, and never fatal."""

from __future__ import annotations

import gzip
import io
import json
import os
import tracemalloc
import zlib
from pathlib import Path

import pytest
from fastwarc.warc import WarcRecord, WarcRecordType
from hypothesis import given, settings
from hypothesis import strategies as st

from corrobora.pages.read import read_inputs
from corrobora.records import Article, Unread
from corrobora.settings import Settings

PARAGRAPH = "Soldiers took the village of Tel Amal on Monday after two days of shelling, residents said by telephone. " * 4
PAGE = f"<html><body><article><h1>Village falls</h1><p>{PARAGRAPH}</p><p>{PARAGRAPH}</p></article></body></html>"


def read(path: Path, **told: object) -> list[Article | Unread]:
    return list(read_inputs([path], Settings(**told)))  # type: ignore[arg-type]


def bomb(size: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = b"0" * 1_000_000
    return b"".join(packer.compress(block) for _ in range(size // len(block))) + packer.flush()


def archive(*pages: tuple[str, bytes], compress: bool = True) -> bytes:
    out = io.BytesIO()
    for url, body in pages:
        record = WarcRecord()
        record.init_headers(WarcRecordType.response)
        record.headers["WARC-Target-URI"] = url
        record.headers["Content-Type"] = "application/http; msgtype=response"
        record.set_bytes_content(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body)
        one = io.BytesIO()
        record.write(one)
        out.write(gzip.compress(one.getvalue()) if compress else one.getvalue())
    return out.getvalue()


def articles(found: list[Article | Unread]) -> list[Article]:
    return [item for item in found if isinstance(item, Article)]


def reasons(found: list[Article | Unread]) -> str:
    return " | ".join(item.reason for item in found if isinstance(item, Unread))


HOSTILE: dict[str, bytes] = {
    "gzip bomb": bomb(300_000_000),
    "gzip within gzip": gzip.compress(gzip.compress(gzip.compress(gzip.compress(b"text")))),
    "deep html": b"<html><body>" + b"<div>" * 10_000 + b"deep" + b"</div>" * 10_000,
    "deep inline html": b"<p>" + b"<b>" * 10_000 + b"deep",
    "deep json": b"[" * 10_000 + b"]" * 10_000,
    "deep json row": b'{"text": ' + b"[" * 10_000 + b"]" * 10_000 + b"}",
    "entity bomb": b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "' + b"x" * 999 + b'"><!ENTITY b "&a;&a;">]>'
                   b"<rss version='2.0'><channel><item><title>&b;</title></item></channel></rss>",
    "nuls": b"\0" * 100_000,
    "nuls in text": PARAGRAPH.replace(" ", " \0").encode(),
    "open quote": b'id,title,text\n1,a,"never closed ' + b"x\n" * 50_000,
    "many tags": b"<p>" * 450_000,
    "cut surrogates": json.dumps({"text": "Soldiers \ud83d took the village. " * 9}).encode(),
    "wide cut": PARAGRAPH.encode("utf-16")[:-1],
    "numbers": b'{"text": ' + b"9" * 10_000 + b"}",
    "attributes": b"<html><body><p " + b"a=1 " * 50_000 + b">x</p>",
    "doctype": b"<!DOCTYPE html [" + b"<!ENTITY x '&x;'>" * 1000 + b"]><html><body><p>&x;</p></body></html>",
    "utf-7 like": b"+ADw-script+AD4-" * 1000,
    "warc head only": b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999\r\n\r\n",
    "bars": b"<html><body><p>" + b"|" * 115,
    "no address": b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://]example.org/1\r\n"
                  b"Content-Type: application/http\r\nContent-Length: 66\r\n\r\n"
                  b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><p>Short.\r\n\r\n",
    "no canonical address": b"<html><head><link rel=canonical href='https://[x'></head><body><p>" + PARAGRAPH.encode(),
    "blanks in a feed's opening": b"<?xml <rss " + b" " * 400_000,
    "short lines": b"a\n" * 500_000,
    "short blocks": b"<html><body>" + b"<p>a" * 40_000,
    "distinct attributes": b"<html><body><p " + b"".join(b'a%d=">" ' % i for i in range(100_000)) + b">x</p>",
    "brackets": b'{"text": "x", "a": [' + b"[]," * 300_000 + b"1]}",
    "brackets in rows": b'{"text": "x", "a": [' + b"{}," * 300_000 + b'1]}\n{"text": "x"}\n',
    "feed of nothing": b"<rss><channel>" + b"<item/>" * 100_000,
    "link outside of its entry": b"<rss version='2.0'><channel><item><title>Falls</title></item></link></channel></rss>",
    "no end of line": b"WARC/1.0 " + b"x" * 100_000,
}


def test_one_broken_entry_of_a_feed_leaves_the_others(tmp_path: Path) -> None:
    entry = "<item><title>{}</title><description>" + PARAGRAPH + "</description></item>"
    path = tmp_path / "a"
    path.write_text("<rss version='2.0'><channel><title>Wire</title>" + entry.format("One") + "<item><title>Two</title></item>"
        "</link><p>]]>" + entry.format("Three") + "</channel></rss>", encoding="utf-8")
    found = read(path)
    assert [(a.title, a.outlet) for a in articles(found)] == [("One", "Wire"), ("Three", "Wire")]
    assert [item.source for item in found if isinstance(item, Unread)] == [f"{path}#2"]


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_bytes_end_in_an_article_or_a_reason(kind: str, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(HOSTILE[kind])
    (tmp_path / "b").write_text(PARAGRAPH, encoding="utf-8")
    found = read(tmp_path)
    assert any(a.source.endswith("/b") for a in articles(found)), "the input after it is read"
    assert any(item.source.startswith((str(tmp_path / "a"), "https://]")) for item in found), "it is told"
    for article in articles(found):
        article.model_dump_json()
        for block, after in zip(article.blocks, article.blocks[1:], strict=False):
            assert block.end <= after.start


def test_a_gzip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(HOSTILE["gzip bomb"])
    tracemalloc.start()
    try:
        found = read(tmp_path / "a")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert "bomb" in reasons(found) or "larger than" in reasons(found)
    assert peak < 60_000_000


def test_a_line_of_a_hundred_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a"
    with path.open("wb") as file:
        file.write(b'{"text": "Soldiers took the village"}\n{"text": "')
        for _ in range(100):
            file.write(b"x" * 1_000_000)
    found = read(path)
    assert len(articles(found)) == 1
    assert "a row larger than" in reasons(found)
    path.write_bytes(b"word " * 5_000_000)
    assert "larger than" in reasons(read(path))


def test_a_cut_archive_gives_what_stands_before_the_cut(tmp_path: Path) -> None:
    pages = [(f"https://example.org/{i}", PAGE.replace("Monday", day).encode()) for i, day in enumerate(("Monday", "Tuesday",
        "Friday"))]
    for compress in (True, False):
        data = archive(*pages, compress=compress)
        path = tmp_path / "a.warc"
        path.write_bytes(data)
        assert [a.url for a in articles(read(path))] == [url for url, _ in pages]
        path.write_bytes(data[:int(len(data) * 0.9)])
        found = read(path)
        assert {a.url for a in articles(found)} >= {url for url, _ in pages[:2]}
        assert "breaks off" in reasons(found)


@pytest.mark.parametrize("share", [0.3, 0.5, 0.7, 0.9, 0.99])
@pytest.mark.parametrize("compress", [True, False, None])
def test_a_cut_archive_is_told_once(compress: bool | None, share: float, tmp_path: Path) -> None:
    """A gzip member a record, none at all, or one around everything."""
    pages = [(f"https://example.org/{day}", PAGE.replace("Monday", day).encode()) for day in ("Monday", "Tuesday", "Friday")]
    data = archive(*pages, compress=bool(compress))
    data = gzip.compress(data) if compress is None else data
    path = tmp_path / "a"
    path.write_bytes(data[:int(len(data) * share)])
    (told,) = [item for item in read(path) if isinstance(item, Unread) and item.source == str(path)]
    assert "breaks off" in told.reason


def test_records_that_are_no_pages_are_counted(tmp_path: Path) -> None:
    record = WarcRecord()
    record.init_headers(WarcRecordType.response)
    record.headers["Content-Type"] = "application/http; msgtype=response"
    record.set_bytes_content(b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG")
    out = io.BytesIO()
    record.write(out)
    path = tmp_path / "a"
    path.write_bytes(archive(("https://example.org/1", PAGE.encode()), compress=False) + out.getvalue())
    found = read(path)
    assert len(articles(found)) == 1
    assert "1 image/png" in reasons(found)


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "neither a file nor a folder" in reasons(read(tmp_path))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([
    b"", b"<html><body>", b"WARC/1.0\r\n", b'{"text": "', b"id,text\n", b"<rss><channel><item>", b"\x1f\x8b\x08\x00",
    b"\xff\xfe", b"%PDF-",
    b'{"@type": "NewsArticle", "articleBody": [', b"123456\t20130605000000\t20130605000000\t2\tx\tftp://x\t",
]))
def test_any_bytes_end_in_an_article_or_a_reason(tmp_path_factory: pytest.TempPathFactory, data: bytes, start: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "a"
    path.write_bytes(start + data)
    for item in read(path):
        assert isinstance(item, Article | Unread)
