"""What a run keeps on disk while it works: batches of articles as they were read from the inputs, and their readings.

A part is named by the digest of what goes into it (its articles, the settings, the code that reads), so that a run that was
killed takes up the parts that are finished, and no other. Every file is written whole or not at all.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError

from corrobora.errors import InputError
from corrobora.pipeline import id_taken, other_id, same_again, text_key
from corrobora.records import VERSION, Article, Reading, Record, Unread
from corrobora.settings import Settings

ARTICLES = 32
"""Articles of one part at most …"""
LETTERS = 200_000
"""… and code points of their texts, unless one article has more."""
R = TypeVar("R", bound=Record)
_ROOMS_THAT_READ = ("records", "text", "claims")


@dataclass(frozen=True)
class Part:
    """A batch of articles that is read as one. ``ids`` gives another id to the articles whose own is taken, by row."""

    batch: Path
    readings: Path
    articles: int
    letters: int
    ids: Mapping[int, str] = field(default_factory=dict)

    @property
    def ahead(self) -> Path:
        """Where what joining needs of the part lies, worked out ahead."""
        return self.readings.with_name(self.readings.name.replace("readings-", "ahead-"))

    def rows(self) -> Iterator[Article]:
        """The articles, in order."""
        for number, line in enumerate(read_lines(self.batch)):
            article = from_line(Article, line)
            yield article.model_copy(update={"id": self.ids[number]}) if number in self.ids else article


@dataclass(frozen=True)
class _Given:
    """Where an article of some id stands. ``text``: its ``text_key``."""

    text: str
    batch: int
    row: int
    source: str


class Spool:
    """The folder of a run's parts. Articles are added one by one; ``parts`` ends the adding."""

    def __init__(self, folder: Path, settings: Settings, *, articles: int = ARTICLES, letters: int = LETTERS) -> None:
        self._folder = folder
        self._most_articles, self._most_letters = articles, letters
        self._salt = f"{VERSION} {settings.digest()} {code_digest(_ROOMS_THAT_READ)}"
        self._waiting: list[str] = []
        self._letters = 0
        self._batches: list[tuple[Path, str, int, int]] = []
        self._given: dict[str, list[_Given]] = {}
        self.unread: list[Unread] = []
        self.articles = 0

    def add(self, page: Article | Unread) -> None:
        """One thing that an input held. The same article again is told and dropped."""
        if isinstance(page, Unread):
            self.unread.append(page)
            return
        text = text_key(page)
        known = self._given.setdefault(page.id, [])
        same = next((given for given in known if given.text == text), None)
        if same is not None:
            self.unread.append(same_again(page, same.source))
            return
        known.append(_Given(text, len(self._batches), len(self._waiting), page.source))
        self._waiting.append(to_line(page))
        self._letters += len(page.text)
        self.articles += 1
        if len(self._waiting) >= self._most_articles or self._letters >= self._most_letters:
            self._close()

    def _close(self) -> None:
        path = self._folder / f"articles-{len(self._batches):06d}.zst"
        digest = hashlib.sha256("\n".join([self._salt, *self._waiting]).encode()).hexdigest()
        write_lines(path, self._waiting)
        self._batches.append((path, digest, len(self._waiting), self._letters))
        self._waiting, self._letters = [], 0

    def parts(self) -> list[Part]:
        """Every part, in the order of the inputs."""
        if self._waiting:
            self._close()
        other: dict[int, dict[int, str]] = {}
        for id_, given in self._given.items():
            # Which one keeps the id depends on the texts alone, so that the order of the inputs does not matter.
            first, *rest = sorted(given, key=lambda g: g.text)
            for one in rest:
                other.setdefault(one.batch, {})[one.row] = other_id(id_, one.text)
                self.unread.append(id_taken(one.source, id_, one.text, first.source))
        self._given.clear()
        parts = []
        for number, (path, digest, count, letters) in enumerate(self._batches):
            ids = other.get(number, {})
            key = hashlib.sha256(f"{digest} {sorted(ids.items())}".encode()).hexdigest()[:24]
            parts.append(Part(path, self._folder / f"readings-{key}.zst", count, letters, ids))
        return parts


@contextmanager
def part_folder(out: Path) -> Iterator[Path]:
    """OUT/.parts, for this run alone; see ``discard``. Raises InputError if another run is at work there."""
    folder = out / ".parts"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise InputError("another run writes there", where=str(out), mend="wait for it, or name another --out") from None
        for left in folder.glob("*.part"):
            left.unlink(missing_ok=True)
        yield folder


def discard(folder: Path) -> None:
    """Removes the parts of a run that is finished."""
    shutil.rmtree(folder, ignore_errors=True)


def write_readings(part: Part, readings: Iterable[Reading], unread: Sequence[Unread]) -> None:
    """Writes a finished part: the account in the first line, a reading in each further one."""
    account = json.dumps([row.model_dump(mode="json") for row in unread])
    write_lines(part.readings, [account, *map(to_line, readings)])


def read_readings(path: Path) -> tuple[list[Reading], list[Unread]]:
    """The inverse of ``write_readings``."""
    rows, unread = reading_lines(path)
    return [from_line(Reading, row) for row in rows], unread


def reading_lines(path: Path) -> tuple[list[str], list[Unread]]:
    """As ``read_readings``, each reading as its line of JSON."""
    account, *rows = read_lines(path)
    return rows, [Unread(**row) for row in json.loads(account)]


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Lines without line breaks, compressed; whole or not at all."""
    import pyarrow as pa  # a few reports need no files between steps, and start sooner without it

    part = path.with_name(path.name + ".part")
    try:
        with pa.CompressedOutputStream(pa.OSFile(str(part), "wb"), "zstd") as stream:
            for line in lines:
                stream.write(line.encode("utf-8") + b"\n")
        part.replace(path)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def read_lines(path: Path) -> list[str]:
    """The inverse of ``write_lines``."""
    import pyarrow as pa

    with pa.CompressedInputStream(pa.OSFile(str(path), "rb"), "zstd") as stream:
        data: bytes = stream.read()
    return data.decode("utf-8").split("\n")[:-1]


def to_line(record: Record) -> str:
    """One line of JSON. What is at its default is left out; lone surrogates become escapes."""
    try:
        return record.model_dump_json(by_alias=True, exclude_defaults=True)
    except PydanticSerializationError:
        return json.dumps(record.model_dump(mode="json", by_alias=True, exclude_defaults=True))


def from_line(kind: type[R], line: str) -> R:
    """The inverse of ``to_line``."""
    try:
        return kind.model_validate_json(line)
    except ValidationError:  # lone surrogates, which the fast reader refuses
        values: Any = json.loads(line)
        return kind.model_validate(values)


@cache
def code_digest(rooms: tuple[str, ...]) -> str:
    """A digest of the code of some rooms: what another version has made is not taken up."""
    package = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for room in rooms:
        files = [package / room] if room.endswith(".py") else sorted((package / room).rglob("*"))
        for file in files:
            if file.is_file() and file.suffix != ".pyc":
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
