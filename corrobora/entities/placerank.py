"""Which of the places of a name is meant: every place of every name of the article is weighed against the others at once.

A conditional logit over features of size, kind, stated containment, the article's countries and units, and the nearness of
what the other names may mean. It is run twice: first the other names stand for their largest places, then for those that
the first run favours.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from corrobora.entities.gazetteer import Gazetteer, Spot
from corrobora.entities.placekeys import fold_place
from corrobora.entities.placenear import Around, Near, capitals_of
from corrobora.entities.placespans import Candidate
from corrobora.text.earth import kilometres
from corrobora.text.nations import is_nationality, nation_of_capital

Matrix = NDArray[np.float64]
MOST_SPOTS, MOST_NAMES = 40, 40
FEATURES = (
    "population", "population below the largest", "population where nothing is near", "country", "first-level unit",
    "second-level unit", "region", "city",
    "first name", "comma holds", "comma contradicts", "possessive holds", "possessive contradicts", "in holds",
    "in contradicts",
    "country of the article", "country elsewhere", "unit of the article", "unit elsewhere", "near others", "nearest to others",
    "closer than the rest", "word for unit", "word for city", "unit beside city of its name", "same country as others",
    "same unit as others",
    "whole name", "capital letters of a country",
    "fame", "fame below the greatest", "fame where nothing is near", "fame in world news", "capital", "capital in world news",
    "capital of a country of the article", "capital by the share of its country", "unit named without its word", "great city",
)
_COLUMN = {feature: at for at, feature in enumerate(FEATURES)}
_TOWARD = re.compile(r"^(?:(?:[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est)(?:ern)?|[Cc]entral|[Ff]ree)[ -](?=\w)")
ALONE = FEATURES.index("fame where nothing is near")
_UNIT_AFTER = re.compile(
    r"^\s+(?:[Pp]rovince|[Gg]overnorate|[Rr]egion|[Ss]tate|[Oo]blast|[Dd]epartment|[Pp]refecture|[Cc]ounty|[Dd]istrict)\b"
)
_UNIT_BEFORE = re.compile(r"(?:[Pp]rovince|[Gg]overnorate|[Rr]egion|[Ss]tate|[Oo]blast|[Dd]epartment|[Pp]refecture) of\s+$")
_CITY_BEFORE = re.compile(
    r"(?:[Cc]ity|[Tt]own|[Vv]illage|[Ss]uburbs?|[Oo]utskirts|[Mm]ayor|[Dd]owntown|[Cc]entr(?:er?|al)) "
    r"(?:of\s+)?(?:central\s+)?$"
)
_CITY_AFTER = re.compile(r"^\s+(?:[Cc]ity|[Tt]own|[Vv]illage|[Mm]ayor|[Pp]olice)\b")
_IN = re.compile(r"^,?\s+(?:\w+[ -]){0,3}(?:in|of|within)\s+(?:the\s+)?(?:\w+[ -]){0,5}$")


@dataclass(slots=True)
class Name:
    """One name of the article, the candidates that bear it and the places that it may mean."""

    key: str
    seen: list[Candidate]
    spots: list[Spot]
    features: Matrix = field(default_factory=lambda: np.zeros((0, len(FEATURES))))
    chances: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    prior: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    """Log odds beforehand, set by hand (see ``_prior``)."""


def gather_names(text: str, found: list[Candidate]) -> list[Name]:
    """The distinct names, in order of their first place in the text, with the places they may mean.

    "Homs" and "Homs province" in one article are two: a name beside a word for a unit stands by itself.
    """
    names: dict[str, Name] = {}
    for one in found:
        key = fold_place(one.text)
        spots = one.spots
        if unit_word(text, one) and (units := tuple(spot for spot in spots if spot.feature.startswith("A."))):
            key, spots = key + " (unit)", units
        if key in names:
            names[key].seen.append(one)
        else:
            names[key] = Name(key, [one], _limit(spots))
    return [name for name in names.values() if name.spots]


def unit_word(text: str, one: Candidate) -> bool:
    """Whether a word for a unit stands with the name: "Homs province", "the province of Homs"."""
    return bool(_UNIT_AFTER.match(text[one.end:one.end + 14]) or _UNIT_BEFORE.search(text[max(0, one.start - 20):one.start]))


def _limit(spots: tuple[Spot, ...]) -> list[Spot]:
    """The larger places; what bears the name as its first name goes before what has it as another."""
    if len(spots) <= MOST_SPOTS:
        return list(spots)
    return sorted(spots, key=lambda s: (not s.main, s.feature[0] == "P", -s.population))[:MOST_SPOTS]


def weigh(text: str, names: list[Name], hints: Hints, weights: list[NDArray[np.float64]]) -> None:
    """Writes the chances of each name's places. ``weights``: one vector over FEATURES a run."""
    if not names:
        return
    for name in names:
        name.features = _own_features(text, name, hints)
        name.prior = _prior(name, hints)
        size = name.features[:, 0] * 8
        name.chances = _softmax(1.5 * size + 1.0 * name.features[:, 8] + name.prior)
    most = sorted(names, key=lambda n: -len(n.seen))[:MOST_NAMES]
    around = Around([name.spots for name in most])
    near = [around.near(name.spots, at) for at, name in enumerate(most)]
    chances = []
    for vector in weights:
        chances.append(np.concatenate([name.chances for name in most]))
        for name, own in zip(most, near, strict=True):
            _context_features(name.features, own, chances[-1], around.local)
            name.chances = _softmax(name.features @ vector + name.prior)
    kept = {id(name) for name in most}
    for name in names:
        if id(name) not in kept:
            own = around.near(name.spots, None)
            for vector, chance in zip(weights, chances, strict=True):
                _context_features(name.features, own, chance, around.local)
                name.chances = _softmax(name.features @ vector + name.prior)


def _softmax(values: NDArray[np.float64]) -> NDArray[np.float64]:
    powers = np.exp(values - values.max())
    result: NDArray[np.float64] = powers / powers.sum()
    return result


# ---------------------------------------------------------------- what the text states


@dataclass(frozen=True, slots=True)
class Hints:
    """``inside``: for each candidate's key, (kind of phrase, the places that it is said to lie in); countries and units by
    number of mentions."""

    inside: dict[str, list[tuple[str, tuple[Spot, ...]]]]
    countries: Counter[str]
    units: Counter[tuple[str, str]]
    loose: frozenset[str] = frozenset()
    """Keys whose "in" stands some words behind the name ("X, an officer said in Y")."""
    people: frozenset[str] = frozenset()
    """Keys whose possessive is a word for a people ("Russian troops in X"), who may be elsewhere."""


def _areas(spots: tuple[Spot, ...]) -> tuple[Spot, ...]:
    return tuple(spot for spot in spots if spot.feature.startswith("A."))


def read_hints(text: str, found: list[Candidate], gazetteer: Gazetteer) -> Hints:
    """What the words around the names tell of where the places lie."""
    inside: dict[str, list[tuple[str, tuple[Spot, ...]]]] = {}
    loose: set[str] = set()
    people: set[str] = set()
    countries: Counter[str] = Counter()
    units: Counter[tuple[str, str]] = Counter()
    for at, one in enumerate(found):
        if country := demonym_country(one.text, gazetteer):
            countries[country] += 1
        for spot in one.spots:
            if spot.feature == "A.PCLI":
                countries[spot.country] += 1
                break
            if nation_of_capital(one.text):
                break  # "Washington" tells of no state
            if spot.feature == "A.ADM1" and (spot.main or one.text.endswith(".")) and spot.country in ("US", "CA", "AU", "GB",
            "IN"):
                units[spot.country, spot.admin1] += 1
                countries[spot.country] += 1
                break
        if at + 1 < len(found):
            after = found[at + 1]
            gap = text[one.end:after.start] if after.start - one.end < 60 else "\n\n"
            areas = _areas(after.spots)
            if areas and re.fullmatch(r",? \(?|, (?:in |central |northern |southern |eastern |western |rural )?", gap):
                if "," in gap or "(" in gap or after.text.endswith(".") or len(after.text) == 2:
                    inside.setdefault(one.key, []).append(("comma", areas))
            elif areas and _IN.match(gap):
                inside.setdefault(one.key, []).append(("in", areas))
                loose |= set() if re.match(r"^,? (?:in|of|within) ", gap) else {one.key}
        if at:
            before = found[at - 1]
            gap = text[before.end:one.start] if one.start - before.end < 50 else "\n\n"
            areas = _areas(before.spots)
            if areas and re.match(r"^['’]s?\s+(?:[\w-]+\s+){0,4}$", gap):
                inside.setdefault(one.key, []).append(("possessive", areas))
            elif (country := demonym_country(before.text, gazetteer)) and re.match(r"^\s+(?:[\w-]+\s+){0,3}$", gap) and (
                unit := gazetteer.country(country)
            ):
                inside.setdefault(one.key, []).append(("possessive", (unit,)))
                people.add(one.key)
    return Hints(inside, countries, units, frozenset(loose), frozenset(people))


_POSSESSIVE_END = re.compile(r"['’]s?$")


def demonym_country(word: str, gazetteer: Gazetteer) -> str | None:
    """The country of a word for its people or things: "Syrian", "Syrians"."""
    word = _POSSESSIVE_END.sub("", word)
    return gazetteer.demonyms.get(word) or gazetteer.demonyms.get(word.removesuffix("s"))


def _holds(area: Spot, spot: Spot) -> bool:
    """Whether an area holds a place, as far as codes and distance tell."""
    if area.id == spot.id or (area.feature == "A.PCLI" and spot.feature == "A.PCLI"):
        return False
    if area.feature == "A.PCLI":
        return area.country == spot.country
    if area.feature == "A.ADM1":
        return (area.country, area.admin1) == (spot.country, spot.admin1) and spot.feature != "A.ADM1"
    return area.country == spot.country and _kilometres(area, spot) < 70


def contradicted(spot: Spot, one: Candidate, hints: Hints, guessed: bool) -> bool:
    """Whether what the text says of a name speaks against a place of it, so that none is better than this one.

    A place that is only written alike (``guessed``) must lie in what the text says it lies in, or else in a country that the
    article names. One that bears the name must lie in the country, unless it is a large town.
    """
    told = hints.inside.get(one.key, ())
    areas = [
        area for phrase, areas in told for area in areas if phrase == "comma" or (phrase == "in" and one.key not in hints.loose)
    ]
    if guessed:
        if areas:
            return not any(_holds(area, spot) for area in areas)
        return bool(hints.countries) and not hints.countries[spot.country]
    lands = {area.country for area in areas}
    return bool(lands) and spot.country not in lands and spot.feature == "P.PPL" and spot.population < 100_000


def _kilometres(a: Spot, b: Spot) -> float:
    return kilometres(a.lat, a.lon, b.lat, b.lon)



# ---------------------------------------------------------------- features


def _own_features(text: str, name: Name, hints: Hints) -> Matrix:
    """What does not depend on the other names' choices."""
    spots = name.spots
    rows = np.zeros((len(spots), len(FEATURES)))
    column = _COLUMN
    size = np.log10([1.0 + spot.population for spot in spots]) / 8
    rows[:, 0] = size
    rows[:, 1] = size - size.max()
    fame = np.log10([1.0 + spot.fame for spot in spots]) / 2
    rows[:, column["fame"]] = fame
    rows[:, column["fame below the greatest"]] = fame - fame.max()
    world = min(1.0, len(hints.countries) / 3)
    rows[:, column["fame in world news"]] = (fame - fame.max()) * world
    as_unit = any(unit_word(text, c) for c in name.seen)
    city_word = any(_CITY_AFTER.match(text[c.end:c.end + 10]) or _CITY_BEFORE.search(text[max(0,
    c.start - 24):c.start]) for c in name.seen)
    cities = {(s.country, s.admin1) for s in spots if s.feature == "P.PPL"}
    inside = [hint for c in name.seen for hint in hints.inside.get(c.key, [])]
    countries, units = sum(hints.countries.values()), sum(hints.units.values())
    capitals = capitals_of(spots)
    for row, spot in zip(rows, spots, strict=True):
        kind = {"A.PCLI": 3, "A.ADM1": 4, "A.ADM2": 5, "P.PPL": 7}.get(spot.feature, 6)
        row[kind] = 1.0
        row[8] = float(spot.main)
        for phrase, areas in inside:
            held = any(_holds(area, spot) for area in areas)
            row[column[f"{phrase} holds"]] = max(row[column[f"{phrase} holds"]], float(held))
            row[column[f"{phrase} contradicts"]] = max(row[column[f"{phrase} contradicts"]], float(not held))
        if countries:
            row[column["country of the article"]] = hints.countries[spot.country] / countries
            row[column["country elsewhere"]] = float(not hints.countries[spot.country])
        if units:
            row[column["unit of the article"]] = hints.units[spot.country, spot.admin1] / units
            row[column["unit elsewhere"]] = float(not hints.units[spot.country, spot.admin1])
        row[column["word for unit"]] = float(as_unit and spot.feature.startswith("A.ADM"))
        row[column["word for city"]] = float(city_word and spot.feature == "P.PPL")
        row[column["unit beside city of its name"]] = float(spot.feature == "A.ADM1" and (spot.country, spot.admin1) in cities)
        capital = float(spot.id in capitals)
        row[column["capital"]] = capital
        row[column["capital in world news"]] = capital * world
        row[column["capital of a country of the article"]] = capital * (hints.countries[spot.country] > 0)
        row[column["capital by the share of its country"]] = capital * hints.countries[spot.country] / max(countries, 1)
        row[column["unit named without its word"]] = float(
            spot.feature == "A.ADM1" and not as_unit and (spot.country, spot.admin1) in cities
        )
        row[column["great city"]] = float(spot.feature == "P.PPL" and spot.population >= 1_000_000)
        row[column["whole name"]] = float(fold_place(spot.name) == name.key.removesuffix(" (unit)"))
        row[column["capital letters of a country"]] = float(len(name.key) <= 3 and spot.feature == "A.PCLI")
    return rows


def _context_features(rows: Matrix, near: Near, chance: NDArray[np.float64], local: NDArray[np.float64]) -> None:
    """Nearness of every place of a name to what the other names are thought to mean."""
    told = chance * near.others
    close = near.nearness @ (chance * local * near.others)
    total = max(1.0, float(told.sum()))
    best = close.max()
    rows[:, 19] = np.log1p(close)
    rows[:, 20] = close / best if best > 0 else 0.0
    rows[:, 2] = rows[:, 1] * max(0.0, 1.0 - 2.0 * float(best))
    rows[:, ALONE] = rows[:, ALONE - 1] * max(0.0, 1.0 - 2.0 * float(best))
    if len(close) > 1 and best > 0:
        second = np.partition(close, -2)[-2]
        rows[:, 21] = np.where(close == best, (best - second) / best, 0.0)
    rows[:, 25] = near.same_country @ told / total
    rows[:, 26] = near.same_unit @ told / total


OF_CAPITAL = 1.2
"""Log odds for a capital where its country is spoken of."""


ELSEWHERE = 3.0
"""Log odds against a place outside the country that the text says it lies in, where one of its name lies inside."""


def _prior(name: Name, hints: Hints) -> NDArray[np.float64]:
    """What the training sets, local news and news of diseases, have too few cases of: in news of a country its capital's name
    means the capital, not a province or a small town elsewhere; a bare name that a unit shares with a great city is the city's.
    """
    rows = np.zeros(len(name.spots))
    seats = capitals_of(name.spots)
    named = {s.country for s in name.spots if s.id in seats and hints.countries[s.country] > 1}
    unit = name.features[:, FEATURES.index("unit of the article")]
    told = [
        area for one in name.seen if one.key not in hints.loose | hints.people
        for _, areas in hints.inside.get(one.key, ()) for area in areas
    ]
    lands = {area.country for area in told if area.feature == "A.PCLI"} & {spot.country for spot in name.spots}
    great = {s.country for s in name.spots if s.feature == "P.PPL" and s.main and (s.id in seats or s.population >= 300_000)}
    for at, spot in enumerate(name.spots):
        if lands and spot.country not in lands:
            rows[at] -= ELSEWHERE
        if spot.id in seats and spot.country in named:
            rows[at] += OF_CAPITAL
        elif spot.feature == "A.ADM1" and spot.country in great and not name.key.endswith("(unit)") and unit[at] < 0.3:
            rows[at] -= OF_CAPITAL
    return rows


def is_demonym(one: Candidate, gazetteer: Gazetteer) -> bool:
    """"Russian", "Russians", "Iraqi": a nationality, no place."""
    if any(spot.feature == "A.PCLI" for spot in one.spots):
        return False  # the Philippines are no Philippines' people
    bare = _TOWARD.sub("", one.text)  # "South Asian"
    if demonym_country(bare, gazetteer) is not None or is_nationality(bare):
        return True
    return one.evidence.get("is NORP", 0.0) > 0 and not any(spot.main for spot in one.spots)
