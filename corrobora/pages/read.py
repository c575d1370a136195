"""Inputs -> articles: files, folders, globs, standard input, URLs, rows; told apart by content.

One bad input among many is an Unread with its reason; nothing that an input holds ends the reading of the others.
"""

from __future__ import annotations

import csv
import glob
import io
import json
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from corrobora.errors import InputError
from corrobora.pages.article import About, text_article
from corrobora.pages.decode import decode, wide_encoding
from corrobora.pages.feed import feed_articles
from corrobora.pages.fetch import Fetcher
from corrobora.pages.html import html_article
from corrobora.pages.rows import articles_in, row_article
from corrobora.pages.sniff import HEAD, binary_kind, csv_dialect, kind_of
from corrobora.pages.stream import BREAKS_OFF, Gunzip, lines, look_ahead, read_whole
from corrobora.pages.warc import Record, warc_records
from corrobora.records import Article, Unread
from corrobora.settings import Settings

Input = str | Path | Article | dict[str, Any]
FAULT = "a fault of the reader"
_NESTED = 3
"""Archives within archives that are opened."""

SPARSE, SPARSE_FLOOR = 12, 50_000
"""JSON with an object or a list for fewer characters than this is no article, and takes the thirtyfold of its size."""

csv.field_size_limit(50_000_000)


def read_inputs(inputs: Iterable[Input], settings: Settings) -> Iterator[Article | Unread]:
    """Every article that the inputs hold, in their order, and an Unread for every input or part that cannot be read."""
    reader = Reader(settings)
    for number, given in enumerate(inputs):
        if isinstance(given, Article):
            yield from reader.guarded(given.source, lambda article=given: iter([sound(article)]))
        elif isinstance(given, dict):
            yield from reader.guarded(f"row#{number}", lambda row=given, n=number: iter([row_article(row, f"row#{n}",
                settings)]))
        else:
            yield from reader.named(str(given))


def sound(article: Article) -> Article:
    """The article, which somebody made by hand. Raises InputError if it is none that can be read."""
    try:
        article.model_dump_json()
    except ValueError as error:
        raise InputError(
            f"an Article that cannot be written as UTF-8 ({str(error)[:120]})",
            mend='pass a row, {"text": …}, or make its text with corrobora.text.damage.visible',
        ) from None
    ends = 0
    for number, block in enumerate(article.blocks, 1):
        if not ends <= block.start < block.end <= len(article.text):
            raise InputError(
                f"an Article whose block {number} ({block.start} to {block.end}) is no part of its {len(article.text)} "
                f"characters, or stands before the end of the block above it ({ends})",
                mend="count code points, from 0, in the order of the text",
            )
        ends = block.end
    return article


def read_bytes(path: Path, source: str, settings: Settings) -> Iterator[Article | Unread]:
    """Every article in a file that somebody else brought, told as from ``source``; nothing is fetched, whatever it names."""
    reader = _Offline(settings)
    with path.open("rb") as stream:
        yield from reader.guarded(source, lambda: reader.stream(stream, source))


class Reader:
    """Reads one input after another; remembers what the sites of fetched pages allow."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.fetcher = Fetcher(allow_private=settings.allow_private_addresses, limit=settings.max_bytes)

    def guarded(self, source: str, read: Any) -> Iterator[Article | Unread]:
        """What a reader yields; its failure is an Unread."""
        try:
            yield from read()
        except InputError as error:
            yield Unread(source=source, reason=error.what, mend=error.mend)
        except RecursionError:
            yield Unread(source=source, reason="nested too deeply")
        except MemoryError:
            yield Unread(source=source, reason="too large for this machine's memory")
        except OSError as error:
            yield Unread(source=source, reason=f"cannot be read: {error.strerror or error}")
        except Exception as error:  # of ours or of a library; the other inputs are read all the same
            yield Unread(source=source, reason=f"{FAULT} ({type(error).__name__}: {str(error)[:120]})",
                mend="report it, with the input")

    def named(self, name: str) -> Iterator[Article | Unread]:
        """An input by its name: a URL, standard input, a file, a folder or a pattern."""
        if name.lower().startswith(("http://", "https://")):
            yield from self.guarded(name, lambda: self._url(name))
            return
        if name == "-":
            yield from self.guarded("-", lambda: self.stream(sys.stdin.buffer, "standard input"))
            return
        try:
            paths = list(_files(name))
        except (OSError, ValueError) as error:
            yield Unread(source=name, reason=f"cannot be read: {error}")
            return
        if not paths:
            what = "an empty folder" if Path(name).expanduser().is_dir() else "no such file or folder"
            yield Unread(source=name, reason=what, mend="check the path")
        for path in paths:
            yield from self.guarded(str(path), lambda path=path: self._file(path))

    def _file(self, path: Path) -> Iterator[Article | Unread]:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode) and not str(path).startswith(("/dev/fd/", "/proc/self/fd/", "/dev/stdin")):
            raise InputError("neither a file nor a folder")
        with path.open("rb") as stream:
            yield from self.stream(stream, str(path))

    def _url(self, url: str) -> Iterator[Article | Unread]:
        page = self.fetcher.fetch(url)
        yield from self.stream(io.BytesIO(page.data), url, url=page.url, charset=page.charset)

    def stream(
        self, stream: BinaryIO, source: str, *, url: str | None = None, charset: str | None = None, depth: int = 0,
    ) -> Iterator[Article | Unread]:
        """Articles of a stream of bytes of any kind."""
        head, stream = look_ahead(stream, HEAD)
        start = decode(head, charset)
        kind = kind_of(head, start)
        if kind == "empty":
            if len(head) < HEAD:
                raise InputError("empty")
            kind = "text"
        if kind == "binary":
            raise InputError(f"{binary_kind(head)}, which is not read", mend="pass its text, as a text file or HTML")
        if kind == "json" and b"\n" not in head:
            whole, stream = look_ahead(stream, self.settings.max_bytes)
            kind = "jsonl" if _is_long_row(whole) else "json"
        if kind == "gzip":
            yield from self._gzip(stream, source, url, charset, depth)
        elif kind == "warc":
            yield from self._warc(stream, source, depth)
        elif kind == "jsonl" and not wide_encoding(head):
            yield from self._json_lines(stream, source)
        elif kind == "csv":
            yield from self._table(stream, source, head, csv_dialect(start.lstrip("\ufeff \t\n")) or ",")
        elif kind == "mentions":
            yield from self._mentions(stream, source)
        else:
            data = read_whole(stream, self.settings.max_bytes)
            yield from self._document(decode(data, charset), data, kind, source, url)

    def _document(self, text: str, data: bytes, kind: str, source: str, url: str | None) -> Iterator[Article | Unread]:
        """Articles of one document that was read whole."""
        about = About(source=source, key=(make_key(data, text), url or ""), url=url)
        if kind == "html":
            yield html_article(text, about, self.settings)
        elif kind == "feed":
            yield from feed_articles(text, source, self.settings)
        elif kind == "jsonl":
            yield from self._json_lines(io.BytesIO(text.encode("utf-8")), source)
        elif kind == "json":
            yield from self._json(text, source, about)
        else:
            yield text_article(text, about, self.settings, clean=False)

    def _json(self, text: str, source: str, about: About) -> Iterator[Article | Unread]:
        if text.count("{") + text.count("[") > max(SPARSE_FLOOR, len(text) // SPARSE):
            raise InputError("JSON of more brackets than text")
        try:
            value = json.loads(text.strip("\ufeff \n\t"), strict=False)
        except ValueError as error:
            raise InputError(f"no JSON: {str(error)[:120]}", mend="check that the file is whole") from None
        rows = list(articles_in(value))
        if not rows:
            raise InputError("JSON without an article in it", mend="give rows with a text or html key")
        for number, row in enumerate(rows, 1):
            where = source if len(rows) == 1 else f"{source}#{number}"
            yield from self.guarded(where, lambda row=row, where=where: iter([row_article(row, where, self.settings)]))

    def _gzip(self, stream: BinaryIO, source: str, url: str | None, charset: str | None,
        depth: int) -> Iterator[Article | Unread]:
        if depth >= _NESTED:
            raise InputError(f"more than {_NESTED} archives within each other")
        unpacked, told = Gunzip(stream), False
        for item in self.stream(io.BufferedReader(unpacked, HEAD), source, url=url, charset=charset, depth=depth + 1):
            told = told or (isinstance(item, Unread) and item.source == source and BREAKS_OFF in item.reason)
            yield item
        if unpacked.cut and not told:
            yield Unread(source=source, reason=f"the gzip file {BREAKS_OFF}; what stands before that was read",
                mend="fetch it again")

    def _warc(self, stream: BinaryIO, source: str, depth: int) -> Iterator[Article | Unread]:
        missed: list[Unread] = []  # of the last record; where the archive breaks off at it, that is told, once
        for record in warc_records(stream, source, self.settings.max_bytes):
            if isinstance(record, Record):
                yield from missed
                missed = []
                where = record.url or source
                for item in self.guarded(where, lambda r=record, w=where: self.stream(
                        io.BytesIO(r.data), w, url=r.url, charset=r.charset, depth=depth + 1) if depth < _NESTED else iter(())):
                    if isinstance(item, Unread):
                        missed.append(item)
                    else:
                        yield item
            else:
                if BREAKS_OFF not in record.reason:
                    yield from missed
                missed = []
                yield record
        yield from missed

    def _json_lines(self, stream: BinaryIO, source: str) -> Iterator[Article | Unread]:
        for number, line in enumerate(lines(stream, self.settings.max_bytes), 1):
            where = f"{source}#{number}"
            if line is None:
                yield Unread(source=where, reason=f"a row larger than {self.settings.max_bytes:,} bytes",
                    mend="raise the setting max_bytes")
            elif line.strip(b"\0 \t"):
                yield from self.guarded(where, lambda line=line, where=where: iter([self._row(line, where)]))

    def _row(self, line: bytes, where: str) -> Article:
        if line.count(b"{") + line.count(b"[") > max(SPARSE_FLOOR, len(line) // SPARSE):
            raise InputError("JSON of more brackets than text")
        try:
            value = json.loads(decode(line), strict=False)
        except ValueError as error:
            raise InputError(f"no JSON: {str(error)[:120]}", mend="a row is one JSON object on one line") from None
        row = next(iter(articles_in(value)), None)
        if row is None:
            raise InputError("a row that is no JSON object")
        return row_article(row, where, self.settings)

    def _table(self, stream: BinaryIO, source: str, head: bytes, delimiter: str) -> Iterator[Article | Unread]:
        limit = self.settings.max_bytes

        def texts() -> Iterator[str]:
            wide = wide_encoding(head) or head[:2] in (b"\xff\xfe", b"\xfe\xff")
            if wide:
                yield from io.StringIO(decode(read_whole(stream, limit)))
                return
            for line in lines(stream, limit):
                if line is None:
                    raise InputError(f"a line larger than {limit:,} bytes; the rows before it were read",
                        mend="raise the setting max_bytes")
                yield decode(line).replace("\n", " ") + "\n"

        try:
            for number, row in enumerate(csv.DictReader(texts(), delimiter=delimiter), 1):
                where = f"{source}#{number}"
                row.pop(None, None)
                yield from self.guarded(where, lambda row=row, where=where: iter([row_article(row, where, self.settings)]))
        except csv.Error as error:
            raise InputError(f"no CSV from here on: {error}; the rows before it were read") from None

    def _mentions(self, stream: BinaryIO, source: str) -> Iterator[Article | Unread]:
        """The web pages that a GDELT 2.0 Mentions table lists (codebook, MentionType 1), each once; the others are counted."""
        seen: set[str] = set()
        others = 0
        for line in lines(stream, 100_000):
            cells = (line or b"").decode("utf-8", "replace").split("\t")
            if len(cells) > 5 and cells[3] == "1" and cells[5].lower().startswith(("http://", "https://")):
                if cells[5] not in seen:
                    seen.add(cells[5])
                    yield from self.named(cells[5])
            elif line is None or line.strip():
                others += 1
        if others:
            yield Unread(source=source, reason=f"mentions that name no web page: {others}")


class _Offline(Reader):
    """Reads what it is given and nothing else."""

    def named(self, name: str) -> Iterator[Article | Unread]:
        """An address that an input names."""
        yield Unread(source=name, reason="an address: nothing is fetched for what others bring")


def _is_long_row(data: bytes) -> bool:
    """Whether the first line is a row of JSON Lines: another row begins on the next one."""
    first, _, rest = data.partition(b"\n")
    return rest.lstrip()[:1] == b"{" and first.rstrip().endswith(b"}")


def make_key(data: bytes, text: str) -> str:
    """The raw value that a document's id is made of: its bytes as they came, so that better decoding keeps the id."""
    return data.decode("latin-1") if data else text


def _files(name: str) -> Iterator[Path]:
    """The files that a name stands for, in the order of their paths. Hidden files of folders are passed over."""
    path = Path(name).expanduser()
    if path.is_dir():
        for folder, inner, names in os.walk(path):
            inner[:] = sorted(d for d in inner if not d.startswith("."))
            yield from (Path(folder, n) for n in sorted(names) if not n.startswith("."))
    elif path.exists():
        yield path
    elif any(c in name for c in "*?["):
        for found in sorted(glob.glob(str(path), recursive=True)):  # noqa: PTH207 (Path.glob takes no absolute pattern)
            if Path(found).is_file():
                yield Path(found)
