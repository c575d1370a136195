"""Addresses are fetched only where that is allowed, and with bounds. A server of the standard library answers."""

from __future__ import annotations

import contextlib
import gzip
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from corrobora.cli import main
from corrobora.pages.fetch import is_public
from corrobora.pages.read import read_inputs
from corrobora.records import Article, Unread
from corrobora.settings import Settings

PARAGRAPH = "Soldiers took the village of Tel Amal on Monday after two days of shelling, residents said by telephone. " * 4
PAGE = f"<html><body><article><h1>Village falls</h1><p>{PARAGRAPH}</p></article></body></html>".encode()


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/robots.txt":
            self.answer(200, b"User-agent: *\nDisallow: /private/\n", "text/plain")
        elif self.path.startswith("/loop"):
            self.answer(302, b"", "text/html", ("Location", "/loop"))
        elif self.path == "/away":
            self.answer(302, b"", "text/html", ("Location", "file:///etc/passwd"))
        elif self.path == "/large":
            self.answer(200, b"x" * 300_000, "text/html")
        elif self.path == "/packed":
            self.answer(200, gzip.compress(PAGE), "text/html", ("Content-Encoding", "gzip"))
        elif self.path == "/bomb":
            self.answer(200, gzip.compress(b"0" * 5_000_000), "text/html", ("Content-Encoding", "gzip"))
        elif self.path == "/page":
            self.answer(200, PAGE, "text/html; charset=utf-8")
        else:
            self.answer(404, b"", "text/html")

    def answer(self, status: int, body: bytes, kind: str, *more: tuple[str, str]) -> None:
        self.send_response(status)
        for name, value in (("Content-Type", kind), ("Content-Length", str(len(body))), *more):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def read(url: str, *, private: bool = True) -> Article | Unread:
    (found,) = read_inputs([url], Settings(allow_private_addresses=private, max_bytes=200_000))
    return found


@pytest.mark.parametrize("path", ["/page", "/packed"])
def test_a_page_is_fetched(site: str, path: str) -> None:
    found = read(site + path)
    assert isinstance(found, Article)
    assert found.url == site + path
    assert PARAGRAPH.strip() in found.text


@pytest.mark.parametrize(("path", "reason"), [
    ("/private/x", "robots.txt forbids"), ("/loop", "redirects"), ("/away", "only http and https"), ("/large", "larger than"),
    ("/bomb", "larger than"), ("/gone", "HTTP status 404"),
])
def test_what_may_not_or_cannot_be_fetched_is_told(site: str, path: str, reason: str) -> None:
    found = read(site + path)
    assert isinstance(found, Unread)
    assert reason in found.reason


def test_a_mentions_table_is_a_list_of_addresses(site: str, tmp_path: Path) -> None:
    def mention(kind: int, address: str) -> str:
        return f"410412347\t20150218230000\t20150218230000\t{kind}\texample.org\t{address}\t1\t-1\t-1\t-1\t1\t40\t900\t-3\n"

    path = tmp_path / "20150218230000.mentions.CSV"
    path.write_text(mention(1, site + "/page") + mention(1, site + "/page") + mention(1, site + "/gone")
        + mention(2, "BBC Monitoring") + mention(1, "no address"), encoding="utf-8")
    page, gone, others = read_inputs([path], Settings(allow_private_addresses=True))
    assert isinstance(page, Article)
    assert page.url == site + "/page"
    assert isinstance(gone, Unread)
    assert (gone.source, gone.reason) == (site + "/gone", "the server answered with HTTP status 404")
    assert isinstance(others, Unread)
    assert (others.source, others.reason) == (str(path), "mentions that name no web page: 2")


@pytest.mark.parametrize("address", ["https://]example.org/", "http://", "https://example.org:port/"])
def test_what_is_no_address_is_told(address: str) -> None:
    found = read(address)
    assert isinstance(found, Unread)


@pytest.mark.parametrize("host", ["", "localhost", "[::1]", "0x7f000001", "127.1"])
def test_this_machine_is_refused_under_every_name(site: str, host: str) -> None:
    url = site if not host else site.replace("127.0.0.1", host)
    found = read(url + "/page", private=False)
    assert isinstance(found, Unread)
    assert "private network" in found.reason


@pytest.mark.parametrize("command", ["brief", "run", "explain", "add", "export", "codings", "compare"])
def test_every_command_that_takes_inputs_can_be_told_to_fetch_from_this_machine(
    command: str, site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "ged.csv").write_text("id,date_start,best\n1,2013-06-05,3\n", encoding="utf-8")
    first = {"explain": ["c-1"], "add": [str(tmp_path / "a.case")]}.get(command, [])
    last = {
        "run": ["--out", str(tmp_path / "out")], "export": ["--as", "reports"], "brief": ["--json"],
        "compare": [str(tmp_path / "ged.csv")],
    }.get(command, [])
    told = []
    for allowed in ([], ["--allow-private-addresses"]):
        monkeypatch.setattr(sys, "argv", ["corrobora", command, *first, site + "/gone", *last, *allowed])
        with contextlib.suppress(SystemExit):
            main()
        found = capsys.readouterr()
        told.append(" ".join((found.out + found.err).split()))
    assert "private" in told[0] and "--allow-private-addresses" in told[0]
    assert "404" in told[1]


@pytest.mark.parametrize(("address", "public"), [
    ("8.8.8.8", True), ("2606:4700::1111", True), ("127.0.0.1", False), ("10.1.2.3", False), ("172.16.0.1", False),
    ("192.168.1.1", False),
    ("169.254.169.254", False), ("0.0.0.0", False), ("100.64.0.1", False), ("::1", False), ("fe80::1%eth0", False), ("fc00::1",
        False),
    ("::ffff:127.0.0.1", False), ("64:ff9b::7f00:1", False), ("2002:7f00:1::", False), ("224.0.0.1", False), ("no address",
        False),
])
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public
