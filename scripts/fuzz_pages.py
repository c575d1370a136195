"""Fuzzes the readers of bytes with atheris (coverage-guided): nothing may be raised, whatever the bytes.

    python scripts/fuzz_pages.py html -max_total_time=600
    python scripts/fuzz_pages.py all  -max_total_time=600

The first argument names the reader: text, html, feed, warc, rows, csv, gzip, or all (told apart by content).
What is found goes into ``tests/pages/test_hostile.py`` as a case.
"""

from __future__ import annotations

import gzip
import io
import sys

import atheris

with atheris.instrument_imports(include=["corrobora.pages", "corrobora.text"]):
    from corrobora.pages.read import Reader
    from corrobora.records import Article, Unread
    from corrobora.settings import Settings

STARTS = {
    "text": b"", "html": b"<html><body><article>", "feed": b"<?xml version='1.0'?><rss version='2.0'><channel><item>",
    "warc": b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: 400\r\n"
            b"\r\nHTTP/1.1 200 OK\r\n",
    "rows": b'{"title": "a", "', "csv": b"id,title,text\n", "gzip": b"", "all": b"",
}
READER = Reader(Settings(max_bytes=1_000_000))


def main() -> None:
    kind = sys.argv.pop(1) if len(sys.argv) > 1 and sys.argv[1] in STARTS else "all"

    def one(data: bytes) -> None:
        whole = STARTS[kind] + data
        if kind == "gzip":
            whole = gzip.compress(data)[:len(data) // 2 + 20]
        for found in READER.guarded("fuzz", lambda: READER.stream(io.BytesIO(whole), "fuzz")):
            assert isinstance(found, Article | Unread)
            if isinstance(found, Article):
                found.model_dump_json()
                ends = 0
                for block in found.blocks:
                    assert ends <= block.start < block.end <= len(found.text)
                    ends = block.end

    atheris.Setup([sys.argv[0], "-max_len=4096", "-timeout=20", "-rss_limit_mb=4096", *sys.argv[1:]], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
