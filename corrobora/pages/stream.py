"""Streams of bytes with bounds: looking ahead, gunzipping without trusting the size, lines that are not too long."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from corrobora.errors import InputError

CHUNK = 65_536
BREAKS_OFF = "breaks off"
"""Stands in the reason of every archive that ends too early."""
BOMB_RATIO, BOMB_FLOOR = 200, 8_000_000
"""More output than this many times the input, and more than this many bytes, is no text that somebody compressed."""


class Joined(io.RawIOBase):
    """Some bytes that were read already, then the rest of a stream."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._head[:len(buffer)] if self._head else self._rest.read(len(buffer))
        self._head = self._head[len(data):]
        buffer[:len(data)] = data
        return len(data)


def look_ahead(stream: BinaryIO, size: int) -> tuple[bytes, BinaryIO]:
    """The first ``size`` bytes (fewer if there are no more), and a stream that gives all bytes."""
    found = bytearray()
    while len(found) < size and (data := stream.read(size - len(found))):
        found += data
    head = bytes(found)
    return head, io.BufferedReader(Joined(head, stream), CHUNK)


class Gunzip(io.RawIOBase):
    """The content of a gzip stream of one or more members. ``cut`` is set if it breaks off or goes on with other bytes.

    Reading raises InputError where the content is out of all proportion to the input.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._member, self._waiting = stream, zlib.decompressobj(31), b""
        self._consumed = self._produced = 0
        self.cut = False
        self._done = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        while not self._done:
            if not self._waiting:
                self._waiting = self._stream.read(CHUNK)
                self._consumed += len(self._waiting)
                if not self._waiting:
                    self._done = True
                    self.cut = not self._member.eof
                    break
            data = self._step(len(buffer))
            if data:
                buffer[:len(data)] = data
                return len(data)
        return 0

    def _step(self, size: int) -> bytes:
        if self._member.eof:
            self._waiting = self._waiting.lstrip(b"\0")
            if not self._waiting:
                return b""
            self._member = zlib.decompressobj(31)
        try:
            data = self._member.decompress(self._waiting, size)
        except zlib.error:
            self._done = self.cut = True
            return b""
        self._waiting = self._member.unused_data if self._member.eof else self._member.unconsumed_tail
        self._produced += len(data)
        if self._produced > max(BOMB_FLOOR, BOMB_RATIO * self._consumed):
            self._done = True
            raise InputError(
                f"a gzip bomb: more than {BOMB_RATIO} bytes for each byte of input",
                mend="unpack it yourself if you trust it",
            )
        return data


def read_whole(stream: BinaryIO, limit: int) -> bytes:
    """All bytes of a stream. Raises InputError if there are more than ``limit``."""
    pieces, size = [], 0
    while data := stream.read(min(1_000_000, limit + 1 - size)):
        pieces.append(data)
        size += len(data)
        if size > limit:
            raise InputError(
                f"larger than {limit:,} bytes, which is too much for one article",
                mend="split it, or raise the setting max_bytes",
            )
    return b"".join(pieces)


def lines(stream: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """The lines of a stream without their ends; None stands for one that is longer than ``limit``."""
    while line := stream.readline(limit + 1):
        if len(line) <= limit or line.endswith(b"\n"):
            yield line.rstrip(b"\r\n")
            continue
        while (more := stream.readline(CHUNK)) and not more.endswith(b"\n"):
            pass
        yield None
