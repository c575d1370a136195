"""Which mentions are places, and where each lies: a point, a code for how exact it is, and what holds it.

``placespans`` finds spans and evidence, ``placerank`` weighs the places of each name; here both are put together, and places
that no
gazetteer has get the place that holds them. ``docs/places.md`` tells it in words.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from rapidfuzz.fuzz import ratio

from corrobora.entities.gazetteer import Gazetteer, Spot
from corrobora.entities.placekeys import fold_place
from corrobora.entities.placemodel import load_weights
from corrobora.entities.placerank import Name, contradicted, gather_names, is_demonym, read_hints, weigh
from corrobora.entities.placespans import Candidate, candidates, is_settlement, second_look
from corrobora.entities.placetold import OFFSET, Chosen, by_towns, holder, stated, stated_by, unknown_unit
from corrobora.entities.placewords import BUILDING_WORDS, STREET_WORDS
from corrobora.records import EntityKind, Place, PlacePrecision, Reading
from corrobora.text.earth import kilometres
from corrobora.text.names import is_acronym

SURE_PLACE = 0.38
"""Least chance that a span is a place; fitted with the weights."""
SURE_SPOT = 0.25
"""Least chance of the chosen place together with those within 50 km of it; below it is unknown."""
WELL_KNOWN = 200_000
"""Inhabitants of a town that a text may name without its country."""
LIKE = 75
"""Least likeness (rapidfuzz, 0 to 100) of two spellings with the same consonants."""
_BEARINGS = {
    "north": 0, "northeast": 45, "north-east": 45, "east": 90, "southeast": 135, "south-east": 135, "south": 180,
    "southwest": 225, "south-west": 225, "west": 270, "northwest": 315, "north-west": 315,
}
_NEAR_BEFORE = re.compile(
    r"\b(?:near|outside|close to|not far from|(?:outskirts|suburbs?|countryside|vicinity|hinterland|edge) of|rural)\s+"
    r"(?:the\s+)?(?:(?:[\w-]+\s+){0,3}(?:town|city|village|capital)\s+(?:of\s+)?)?$", re.I,
)
_NAMED_SUBURB = re.compile(r"\b[A-Z]\w+(?:['’]s?)?(?: [a-z]+)? suburb of (?:the )?$")
_NEAR_AFTER = re.compile(
    r"(?:['’]s?)?\s+(?:(?:north|south|east|west)\w*\s+)?(?:countryside|outskirts|suburbs?|hinterland|vicinity)\b", re.I
)
_PRECISION: dict[str, PlacePrecision] = {"A.ADM1": "admin1", "A.ADM2": "admin2", "A.PCLI": "country", "P.PPL": "exact"}
_WITHIN: dict[str, PlacePrecision] = {"A.ADM1": "admin1", "A.ADM2": "admin2", "A.PCLI": "country", "P.PPL": "near"}
"""How exact the place is of what lies in or by such a place."""


@dataclass(frozen=True, slots=True)
class Toponym:
    """One span that names a place. ``identity`` is equal for names of one place, in any article."""

    start: int
    end: int
    text: str
    kind: EntityKind
    place: Place | None
    identity: str
    name: str
    chance: float
    why: str

    @property
    def key(self) -> str:
        return f"m:{self.start}-{self.end}"


def locate(reading: Reading, gazetteer: Gazetteer) -> dict[str, Toponym]:
    """The places that an article names, by the key of their span (``Mention.key``'s form).

    Some spans are mentions of the reading, by their own key; others the model passed over, or lie inside the name of an
    organisation ("Homs Military Academy").
    """
    weights = load_weights()
    text = reading.article.text
    found = candidates(reading, gazetteer)
    chances = recognise(found, gazetteer)
    _told_by_claims([one for one in found if not is_demonym(one, gazetteer)], chances, reading)
    places = [one for one in found if chances[one.key] >= SURE_PLACE]
    _inside_cities(text, places)
    context = [one for one in found if chances[one.key] >= SURE_PLACE or is_demonym(one, gazetteer)]
    hints = read_hints(text, context, gazetteer)
    guessed = _spelled_otherwise(places, gazetteer, hints.countries)
    names = gather_names(text, places)
    weigh(text, names, hints, list(weights.choose))
    chosen = {one.key: pick for name in names if (pick := _choice(name)) for one in name.seen}
    lands = {*hints.countries, *(spot.country for spot, _ in chosen.values() if spot.feature.startswith("A."))}
    abroad = {  # a village told of is no namesake in a country of which the text says nothing
        (one.text, spot.id) for one in places if lands and one.key in chosen
        and (spot := chosen[one.key][0]).country not in lands and spot.population < WELL_KNOWN and (
            is_settlement(text, one.start, one.end) or text.startswith(" community", one.end))
    }
    for one in places:
        far = one.key in chosen and (one.text, chosen[one.key][0].id) in abroad
        if far or (one.key in chosen and contradicted(chosen[one.key][0], one, hints, one.key in guessed)):
            del chosen[one.key]
        if far or (one.key in guessed and one.key not in chosen):
            one.spots = ()  # none bears the name: what holds it is all that can be told
    held: dict[str, Spot] = {}
    for key, (town, there) in by_towns(text, places, chosen, gazetteer).items():
        if there is not None:
            chosen[key] = there, chosen[key][1]
        else:
            chosen.pop(key, None)
            held[key] = town
    result: dict[str, Toponym] = {}
    found_here = [_toponym(text, places, at, chosen, held, chances[one.key], gazetteer) for at, one in enumerate(places)]
    for one, toponym in zip(places, _as_told(found_here, text, places, chosen, held), strict=True):
        result[toponym.key] = toponym
        if one.mention is not None and one.mention.key != toponym.key:
            result[one.mention.key] = toponym
    return result


def _told_by_claims(found: list[Candidate], chances: dict[str, float], reading: Reading) -> None:
    """Where the text calls an unknown name a village or a claim says that something happened there, it is a place."""
    for one in found:
        if not one.spots and one.mention is not None and one.mention.role is None and is_settlement(
            reading.article.text, one.start, one.end
        ):
            chances[one.key] = max(chances[one.key], SURE_PLACE)
    used = {claim.happening.place for claim in reading.claims if claim.happening}
    for one in found:
        if one.mention is None or one.mention.key not in used or one.spots or is_acronym(one.text):
            continue
        if one.mention.label in {"LOC", "FAC"} or (one.mention.kind == "place" and one.mention.label != "PERSON"):
            chances[one.key] = max(chances[one.key], SURE_PLACE)


_PART = r"(?:neighbou?rhood|district|quarter|suburb|area|borough|ward)"
_PART_AFTER = re.compile(rf"^(?:['’]s)? (?:\w+ )?{_PART}\b( (?:of|in) (?:the )?(?:city of )?)?", re.I)
_PART_BEFORE = re.compile(rf"\b{_PART} of $", re.I)
_OF_CITY = re.compile(r"['’]s? (?:[a-z][\w-]* ){0,3}")
CITY_KM, QUARTER_KM = 60.0, 10.0
"""A town farther than this from a city is no part of it: no district of its area, no quarter of the city itself."""
_QUARTER = re.compile(r"\b(?:neighbou?rhood|quarter|ward|borough)\b", re.I)


def _inside_cities(text: str, places: list[Candidate]) -> None:
    """Leaves a city's quarter ("Aleppo's Karm quarter", "the Karm district of Aleppo") no towns of its name elsewhere."""
    for at, one in enumerate(places):
        after = _PART_AFTER.match(text[one.end:one.end + 60])
        before = places[at - 1] if at else None
        city = None
        if before and (after or _PART_BEFORE.search(text[one.start - 20:one.start])) and \
                _OF_CITY.fullmatch(text, before.end, one.start):
            city = before
        elif after and after.group(1) and at + 1 < len(places) and places[at + 1].start == one.end + after.end():
            city = places[at + 1]
        if city is not None and any(spot.feature == "P.PPL" for spot in city.spots):
            cities = [spot for spot in city.spots if spot.feature == "P.PPL"]
            quarter = _QUARTER.search((after[0] if after else "") + text[one.start - 20:one.start])
            most = QUARTER_KM if quarter else CITY_KM
            one.spots = tuple(
                spot for spot in one.spots
                if any(kilometres(spot.lat, spot.lon, other.lat, other.lon) <= most for other in cities)
            )


def recognise(found: list[Candidate], gazetteer: Gazetteer) -> dict[str, float]:
    """How sure it is that each candidate names a place: looked at one by one, then together."""
    weights = load_weights()
    chances: dict[str, float] = {}
    never = {
        one.key for one in found
        if is_demonym(one, gazetteer) or (is_acronym(one.text) and not one.spots) or one.evidence.get("after: team")
    }
    for look in range(len(weights.recognise)):
        if look:
            second_look(found, chances)
        chances = {one.key: 0.0 if one.key in never else weights.chance(one.evidence, look) for one in found}
    return chances


def _choice(name: Name) -> tuple[Spot, float] | None:
    """The likeliest place, and its chance with that of its close neighbours (a town and its county are one answer)."""
    best = int(np.argmax(name.chances))
    spot = name.spots[best]
    near = [kilometres(spot.lat, spot.lon, other.lat, other.lon) < 50 for other in name.spots]
    chance = float(name.chances[np.array(near)].sum())
    return (spot, chance) if chance >= SURE_SPOT else None


def _spelled_otherwise(places: list[Candidate], gazetteer: Gazetteer, countries: Mapping[str, int]) -> frozenset[str]:
    """Names that the gazetteer has in another transliteration get the places of the variants; the keys of those.

    So does a name that the gazetteer has in none of the article's ``countries``, if a variant lies in one: Ain al-Arab in news
    of Syria is `Ayn al `Arab.
    """
    found: set[str] = set()
    for one in places:
        generic = one.text.split()[-1].lower() in STREET_WORDS | BUILDING_WORDS if one.text.strip() else True
        foreign = bool(countries) and all(s.feature == "P.PPL" and s.country not in countries for s in one.spots)
        if len(one.text) < 4 or generic or (one.spots and not foreign):
            continue
        key = fold_place(one.text)
        close = {spot.id: spot for spot, written in gazetteer.sounding(one.text) if ratio(key, written) >= LIKE}
        here = {id_: spot for id_, spot in close.items() if countries.get(spot.country)}
        if one.spots:
            close = {id_: spot for id_, spot in here.items() if spot.feature == "P.PPL"}
        else:
            close = here or close
        if close or not one.spots:
            one.spots = tuple(close.values())
            found.add(one.key)
    return frozenset(found)


def _toponym(
    text: str, places: list[Candidate], at: int, chosen: Chosen, held: Mapping[str, Spot], chance: float, gazetteer: Gazetteer
) -> Toponym:
    one = places[at]
    last = one.text.split()[-1].lower() if one.text.split() else ""
    building = (last in BUILDING_WORDS and " " in one.text) or (one.evidence.get("is FAC",
    0.0) > 0 and last not in STREET_WORDS and not one.spots)
    kind: EntityKind = "facility" if building else "place"
    if one.key in chosen:
        spot, sure = chosen[one.key]
        moved = _moved(text, one, spot, gazetteer)
        if moved is not None:
            place, words = moved
            name = f"{words} {spot.name}"
            return Toponym(one.start, one.end, one.text, kind, place, f"offset:{name}", name, chance, f"{words} {spot.name}")
        place = place_of(spot, gazetteer)
        if place.precision == "exact" and _is_near(text, one):
            place = place.model_copy(update={"geonames": None, "feature": None, "precision": "near", "within": spot.name})
            name = f"near {one.text}"
            why = f"by {spot.name}, not in it"
            return Toponym(one.start, one.end, one.text, kind, place, f"near:{spot.id}", name, chance, why)
        inside = place.within or spot.country
        why = f"{spot.name} ({spot.feature}, {inside}): chance {sure:.2f} among {len(one.spots)} places of the name"
        return Toponym(one.start, one.end, one.text, kind, place, f"spot:{spot.id}", spot.name, chance, why)
    # A name that the gazetteer has, but for too many places, is not put beside another town.
    named = any(spot.main for spot in one.spots)
    told = held.get(one.key) or stated(text, places, at, chosen)
    guess = None if named or told else holder(text, places, at, chosen, gazetteer)
    within = told or guess
    folded = fold_place(one.text)
    if within is None or (named and within.feature == "A.PCLI"):
        return Toponym(one.start, one.end, one.text, kind, None, f"unknown:{folded}", one.text, chance,
        "no place of this name is known")
    moved = _moved(text, beside, within, gazetteer) if (beside := stated_by(text, places, at, chosen)) else None
    # What only stands beside it in the text tells the district at best.
    exact = "admin2" if guess is not None and within.feature == "P.PPL" else _WITHIN.get(within.feature, "unknown")
    place = moved[0] if moved else place_of(within, gazetteer).model_copy(
        update={"geonames": None, "feature": None, "within": within.name, "precision": exact}
    )
    if guess is not None and (outer := unknown_unit(text, places, at, chosen)):
        place = place.model_copy(update={"within": outer})
    why = f"not in the gazetteer; {'the text puts it in or by' if told else 'the nearest town told is'} {within.name}"
    return Toponym(one.start, one.end, one.text, kind, place, f"in:{within.id}:{folded}", one.text, chance, why)


@lru_cache(maxsize=5_000)
def place_of(spot: Spot, gazetteer: Gazetteer) -> Place:
    """A gazetteer's place as a record; ``admin1`` is the unit's name, ``within`` what holds the place."""
    unit = gazetteer.unit(spot.country, spot.admin1)
    country = gazetteer.country(spot.country)
    within = unit.name if unit and unit.id != spot.id else country.name if country and country.id != spot.id else None
    return Place(
        lat=spot.lat, lon=spot.lon, geonames=spot.geonames, country=spot.country or None, admin1=unit.name if unit else None,
        feature=spot.feature, precision=_PRECISION.get(spot.feature, "unknown"), within=within,
    )


def _is_near(text: str, one: Candidate) -> bool:
    """"near X", "the outskirts of X", "X countryside": by the town, not in it. "The Y suburb of X" is X itself."""
    before = text[max(0, one.start - 70):one.start]
    by = bool(_NEAR_BEFORE.search(before) or _NEAR_AFTER.match(text[one.end:one.end + 40]))
    return by and not _NAMED_SUBURB.search(before)


def _moved(text: str, one: Candidate, spot: Spot, gazetteer: Gazetteer) -> tuple[Place, str] | None:
    """"15 km south of X": the point that far from X."""
    before = text[max(0, one.start - 90):one.start]
    match = OFFSET.search(before) if "of" in before.lower() else None
    if match is None or spot.feature.startswith(("A.PCLI", "L", "H")):
        return None
    count, unit, toward = match.groups()
    distance = (float(count) if count[0].isdigit() else 5.0) * (1.609344 if unit.lower().startswith("mi") else 1.0)
    lat, lon = move(spot.lat, spot.lon, distance, _BEARINGS[toward.lower()])
    place = place_of(spot, gazetteer).model_copy(
        update={"lat": round(lat, 4), "lon": round(lon, 4), "geonames": None, "feature": None, "precision": "near",
        "within": spot.name}
    )
    return place, f"{count} {unit} {toward} of"


def move(lat: float, lon: float, distance: float, bearing: float) -> tuple[float, float]:
    """The point ``distance`` km away in the direction ``bearing`` (degrees from north, clockwise), on a sphere."""
    angle, turn, p = distance / 6371.0, math.radians(bearing), math.radians(lat)
    there = math.asin(math.sin(p) * math.cos(angle) + math.cos(p) * math.sin(angle) * math.cos(turn))
    east = math.atan2(math.sin(turn) * math.sin(angle) * math.cos(p), math.cos(angle) - math.sin(p) * math.sin(there))
    return math.degrees(there), (lon + math.degrees(east) + 540) % 360 - 180


def _as_told(
    found: list[Toponym], text: str, places: list[Candidate], chosen: Chosen, held: Mapping[str, Spot]
) -> list[Toponym]:
    """The places with those that no gazetteer has where the text last told, or first tells, that they lie; two villages of one
    name stay two where it tells so."""
    told: dict[str, list[int]] = {}
    bare: dict[str, list[int]] = {}
    for at, toponym in enumerate(found):
        if toponym.identity.startswith(("in:", "unknown:")):
            sure = places[at].key in held or stated(text, places, at, chosen) is not None
            (told if toponym.place is not None and sure else bare).setdefault(fold_place(toponym.text), []).append(at)
    result = list(found)
    for numbers in told.values():
        # "in Y's Z province" once, "in Y" elsewhere: the narrower, if it lies in the wider.
        spots = {at: place for at in numbers if (place := found[at].place) is not None}
        narrow = next((at for at in numbers if at in spots and spots[at].precision != "country"), None)
        for at in numbers:
            if narrow is not None and spots[at].precision == "country" and spots[at].country == spots[narrow].country:
                like = found[narrow]
                result[at] = replace(found[at], place=like.place, identity=like.identity, name=like.name, why=like.why)
    found = list(result)
    for name, numbers in bare.items():
        for at in numbers:
            known = told.get(name) or numbers[:1]
            like = found[max((n for n in known if n < at), default=known[0])]
            result[at] = replace(found[at], place=like.place, identity=like.identity, name=like.name, why=like.why)
    return result
