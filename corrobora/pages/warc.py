"""WARC -> what its records hold, one page a record (ISO 28500)."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

from fastwarc.warc import ArchiveIterator, WarcRecordType

from corrobora.errors import InputError
from corrobora.pages.stream import BOMB_FLOOR, BOMB_RATIO, BREAKS_OFF
from corrobora.records import Unread

_READ = ("text/", "application/xhtml", "application/xml", "application/json", "application/rss", "application/atom",
    "application/ld+json")


@dataclass(frozen=True)
class Record:
    """One page: its bytes, its address, its encoding as the server said it."""

    data: bytes
    url: str | None
    charset: str | None


class _Forward(io.RawIOBase):
    """A stream that can be told to go forward by reading, and not further than its end."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._at = stream, 0
        self._last = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        self._last = (self._last + data)[-4:] if len(data) < 4 else data[-4:]
        buffer[:len(data)] = data
        self._at += len(data)
        return len(data)

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        wanted = offset + (self._at if whence == io.SEEK_CUR else 0)
        while self._at < wanted and (data := self._stream.read(min(wanted - self._at, 1_000_000))):
            self._at += len(data)
            self._last = (self._last + data)[-4:]
        return self._at

    def whole(self) -> bool:
        """Whether what was read ends as a record does (ISO 28500, section 5: two ends of line)."""
        return self._last.replace(b"\r", b"").endswith(b"\n\n")


def warc_records(stream: BinaryIO, source: str, limit: int) -> Iterator[Record | Unread]:
    """The pages of an archive in order; at the end, an Unread if it breaks off, and one that counts the records that are no
    pages, by their type."""
    passed: Counter[str] = Counter()
    last: Counter[str] = Counter()  # of the last record, which may be cut
    number, where = 0, source
    whole = False
    forward = _Forward(stream)
    try:
        kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
        for record in ArchiveIterator(cast(BinaryIO, forward), record_types=kinds, parse_http=True, quirks_mode=True,
            auto_decode="all"):
            number += 1
            passed += last
            last = Counter()
            url = record.headers.get("WARC-Target-URI")
            where = url or f"{source}#{number}"
            try:
                found = _record(record, url, limit, last)
            except InputError as error:
                found = Unread(source=where, reason=error.what, mend=error.mend)
            except (OSError, ValueError, UnicodeError) as error:
                found = Unread(source=where, reason=f"a record that cannot be read: {str(error)[:120]}")
            if found is not None:
                yield found
        whole = True
    except BaseException as error:  # the reader's panics (it is written in Rust) are no Exceptions
        if not isinstance(error, (OSError, ValueError, UnicodeError, EOFError)) and type(error).__name__ != "PanicException":
            raise
        yield Unread(source=source, reason=f"the archive {BREAKS_OFF} after {number} records: {str(error)[:120]}",
            mend="fetch it again")
    if whole and number and not forward.whole():
        yield Unread(source=source, reason=f"the archive {BREAKS_OFF} at record {number} ({where}), which may be read in part",
            mend="fetch it again")
    else:
        passed += last
    if passed:
        kinds_ = ", ".join(f"{count} {kind}" for kind, count in sorted(passed.items(), key=lambda item: (-item[1],
            item[0]))[:8])
        yield Unread(source=source, reason=f"records that are no pages: {kinds_}")
    if whole and not number:
        yield Unread(source=source, reason="an archive without pages" + ("" if forward.whole() else f", which {BREAKS_OFF}"))


def _record(record: object, url: str | None, limit: int, passed: Counter[str]) -> Record | Unread | None:
    get = record.headers.get  # type: ignore[attr-defined]
    http = record.http_headers if record.is_http_parsed else None  # type: ignore[attr-defined]
    status = http.status_code if http is not None else 200
    kind = ((http.get("Content-Type") if http is not None else get("Content-Type")) or "").split(";")[0].strip().lower()
    if status is not None and not 200 <= status < 300:
        passed[f"with HTTP status {status}"] += 1
        return None
    if kind and not kind.startswith(_READ):
        passed[kind[:60]] += 1
        return None
    data = record.reader.read(limit + 1)  # type: ignore[attr-defined]
    size = record.content_length  # type: ignore[attr-defined]
    if len(data) > max(BOMB_FLOOR, BOMB_RATIO * max(size, 1)):
        raise InputError(f"a compressed record of {size:,} bytes that expands to more than {BOMB_RATIO} times that")
    if len(data) > limit:
        raise InputError(f"larger than {limit:,} bytes, which is too much for one article", mend="raise the setting max_bytes")
    return Record(data, url, record.http_charset if http is not None else None)  # type: ignore[attr-defined]
