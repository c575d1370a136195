"""What joining needs of an article and hangs on it alone: worked out by the process that reads it, kept beside its part.

A line of JSON an article: which mentions are one name, which are places, and the words in which copies are looked for.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from functools import lru_cache
from sys import intern
from typing import Any

import numpy as np

from corrobora.engines.parts import Part, code_digest, read_lines, write_lines
from corrobora.entities.cluster import Cluster
from corrobora.entities.places import Toponym
from corrobora.entities.resolve import Named, bare, named_in
from corrobora.events.origins import Told, words_told
from corrobora.records import Place, Reading
from corrobora.settings import Settings
from corrobora.text.shingles import Words

_ROOMS = ("records", "text", "entities", "events/origins.py", "engines/ahead.py")
_TOPONYM = [field.name for field in fields(Toponym)]
_PLACE = _TOPONYM.index("place")
Ahead = tuple[Named, Told]


def ahead_of(reading: Reading, settings: Settings) -> Ahead:
    """What joining needs of one article."""
    return named_in(reading, settings), words_told(reading.article)


def write_ahead(part: Part, readings: Iterable[Reading], settings: Settings) -> None:
    """Writes it for a part: the code that made it in the first line, an article in each further one."""
    write_lines(part.ahead, [code_digest(_ROOMS), *(_line(reading, *ahead_of(reading, settings)) for reading in readings)])


def read_ahead(part: Part, readings: Sequence[Reading], settings: Settings) -> Iterator[Ahead]:
    """What ``write_ahead`` wrote of the part's readings; worked out here where it is not there, or other code made it."""
    code, *lines = read_lines(part.ahead) if part.ahead.exists() else ("",)
    if code != code_digest(_ROOMS) or len(lines) != len(readings):
        yield from (ahead_of(reading, settings) for reading in readings)
        return
    for reading, line in zip(readings, lines, strict=True):
        yield _ahead(reading, json.loads(line))


def _line(reading: Reading, named: Named, told: Told) -> str:
    number = {id(mention): at for at, mention in enumerate(reading.mentions)}
    places = []
    for key, toponym in named.places.items():
        row = [getattr(toponym, name) for name in _TOPONYM]
        row[_PLACE] = toponym.place.model_dump(exclude_defaults=True) if toponym.place else None
        places.append([key, *row])
    return json.dumps({
        "clusters": [[c.kind, c.known, c.shared, [number[id(m)] for m in c.mentions]] for c in named.clusters],
        "places": places, "used": sorted(named.used),
        "words": [_packed(column) for column in (told.words.keys, told.words.starts, told.words.ends, told.words.small)],
    })


def _ahead(reading: Reading, row: dict[str, Any]) -> Ahead:
    mentions = reading.mentions
    clusters = tuple(Cluster(kind, [mentions[at] for at in own], known, shared) for kind, known, shared, own in row["clusters"])
    places = {}
    for key, *cells in row["places"]:
        cells[_PLACE] = _place(json.dumps(cells[_PLACE])) if cells[_PLACE] else None
        told: list[Any] = [intern(cell) if isinstance(cell, str) else cell for cell in cells]
        places[key] = Toponym(*told)
    keys, starts, ends, small = map(b64decode, row["words"])
    words = Words(
        np.frombuffer(keys, np.uint32), np.frombuffer(starts, np.int32), np.frombuffer(ends, np.int32),
        np.frombuffer(small, np.bool_),
    )
    return Named(bare(reading), clusters, places, frozenset(row["used"])), words_told(reading.article, words)


@lru_cache(maxsize=50_000)
def _place(told: str) -> Place:
    """A place that many articles name lies in memory once."""
    return Place(**json.loads(told))


def _packed(column: np.ndarray[Any, Any]) -> str:
    return b64encode(column.tobytes()).decode("ascii")
