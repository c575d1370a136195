"""Records that lie on disk while they are not looked at, found by key: what a large case keeps out of memory."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Generic, TypeVar

import pyarrow as pa

from corrobora.engines.parts import from_line, to_line
from corrobora.records import Record

R = TypeVar("R", bound=Record)


class Pile(Mapping[str, R], Generic[R]):
    """Records of one type in a file, each compressed by itself; gone through in the order of their keys.

    The last ``keep`` that were looked at stay in memory. The file is removed when the pile is closed.
    """

    def __init__(self, path: Path, kind: type[R], keep: int = 0) -> None:
        self._path, self._kind, self._keep = path, kind, keep
        self._file = path.open("w+b")
        self._codec = pa.Codec("zstd", 1)
        self._at: dict[str, tuple[int, int, int]] = {}
        self._end = 0
        self._recent: OrderedDict[str, R] = OrderedDict()
        self._sorted = self._flushed = True

    def add(self, key: str, record: R) -> None:
        """Puts a record in; under a key that is taken, in place of the one before."""
        self.add_line(key, to_line(record))

    def add_line(self, key: str, line: str) -> None:
        """As ``add``, with the record as its line of JSON."""
        raw = line.encode("utf-8")
        packed = self._codec.compress(raw, asbytes=True)
        self._file.write(packed)
        self._sorted = self._sorted and (not self._at or next(reversed(self._at)) < key)
        self._at[key] = self._end, len(packed), len(raw)
        self._end += len(packed)
        self._recent.pop(key, None)
        self._flushed = False

    def __getitem__(self, key: str) -> R:
        if key in self._recent:
            self._recent.move_to_end(key)
            return self._recent[key]
        record = from_line(self._kind, self.line(key))
        if self._keep:
            self._recent[key] = record
            if len(self._recent) > self._keep:
                self._recent.popitem(last=False)
        return record

    def line(self, key: str) -> str:
        """A record as its line of JSON."""
        if not self._flushed:
            self._file.flush()
            self._flushed = True
        start, size, length = self._at[key]
        raw: bytes = self._codec.decompress(os.pread(self._file.fileno(), size, start), length, asbytes=True)
        return raw.decode("utf-8")

    def __iter__(self) -> Iterator[str]:
        if not self._sorted:
            self._at, self._sorted = dict(sorted(self._at.items())), True
        return iter(self._at)

    def __len__(self) -> int:
        return len(self._at)

    def __enter__(self) -> Pile[R]:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None) -> None:
        self._file.close()
        self._path.unlink(missing_ok=True)
