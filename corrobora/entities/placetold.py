"""What the words around a name tell of where it lies: the place that holds it, or by which it is.

A name that the text puts in or by a town of another country is none of the places far from there that bear it too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from corrobora.entities.gazetteer import Gazetteer, Spot
from corrobora.entities.placespans import Candidate
from corrobora.text.datelines import REACH, find_dateline
from corrobora.text.earth import kilometres
from corrobora.text.nations import Nation, nation_named, nation_of_adjective, nation_of_capital

Chosen = Mapping[str, tuple[Spot, float]]
"""Candidate's key -> the place chosen for it, with its chance."""
FAR_KM = 60.0
"""A place farther than this from a town does not lie in or by it."""
_PARTS = r"(?:suburb|neighbou?rhood|district|quarter)"
_SORTS = r"(?:village|town|hamlet|city|area|region|camp|square|countryside|suburbs?|neighbou?rhood|district|quarter)"
_TOWARD = r"(?:(?:north|south)(?:-?(?:east|west))?|east|west)"
_IN_TOWN = re.compile(
    rf"^,? (?:{_SORTS},? )?(?:just |located )?(?:(?:some |about |around )?\d+ ?(?:km|kilomet(?:er|re)s|miles) )?"
    rf"(?:in|near|outside|(?:{_TOWARD} )?of)(?: the)?(?: [\w-]+){{0,2}} $")
_TOWN_S = re.compile(rf"^(?:['’]s? (?:[\w-]+ ){{0,2}}| (?:[\w-]+ )?{_PARTS} of )$")
_IN_CAPITAL = re.compile(
    rf"^,? (?:{_SORTS},? )?(?:in|near|outside|of) (?:the ([A-Z]\w+) capital|([A-Z][\w ]+)['’]s? capital)\b")
_PART_BEFORE, _PART_AFTER = re.compile(rf"\b{_PARTS} of (?:the )?$", re.I), re.compile(rf"^ {_PARTS}\b")
_BY = re.compile(r"\b(?:in|at|on|of|near|over|into|through) (?:the )?(?:[\w-]+ ){0,3}$", re.I)
_UNIT = re.compile(r" (?:regency|county|province|region|governorate|department|municipality|district|zone|state)\b", re.I)
OFFSET = re.compile(
    r"\b(\d{1,3}(?:\.\d)?|a few|several)\s*(km|kms|kilomet(?:er|re)s?|miles?|mi)\s+(?:\(\d[^)]{0,20}\)\s+)?(?:to the\s+)?"
    r"(north-?east|north-?west|south-?east|south-?west|north|south|east|west)\s+of\s+(?:the\s+)?(?:\w+\s+){0,3}$", re.I,
)
_LEADS_ON = re.compile(r"^,? (?:.{0,40} )?(?:in|of|near|outside|from)(?: the)?(?: \w+){0,3} $|^, $|^ \($")
_THE_TOWN = re.compile(
    rf"\bthe (?:town|village|city|hamlet|settlement|base|camp|suburb|district),? (?:(?:which|that) )?"
    rf"(?:(?:is|lies|sits|stands) )?(?:about |around |some |roughly |nearly |just )?(?:{OFFSET.pattern})", re.I,
)
_OWNED = re.compile(r"['’]s? (?:[a-z][\w-]* ){0,3}")
_SEAT = re.compile(r"\b(?:based|headquartered|exiled|seated|born|office|offices) (?:in|at|from)(?: the)?(?: \w+)? $", re.I)
"""Where a body has its seat says nothing of where a village lies."""


def stated(text: str, places: Sequence[Candidate], at: int, chosen: Chosen) -> Spot | None:
    """What the text says that a place lies in or by."""
    by = stated_by(text, places, at, chosen)
    return chosen[by.key][0] if by else None


def stated_by(text: str, places: Sequence[Candidate], at: int, chosen: Chosen) -> Candidate | None:
    """The name of what a place is said to lie in or by: "X in Y", "X, Y", "Y's X", "X … The town, 15 km south of Y"."""
    for number, other in enumerate(places[at + 1:at + 3], at + 1):
        gap = text[places[at].end:other.start]
        if other.key in chosen and len(gap) < 60 and not re.search(r"[.!?\n;]", gap) and _LEADS_ON.search(gap):
            inner = places[number + 1:number + 2]  # "X, in Y's Z province": Z
            owned = [one for one in inner if one.key in chosen and _OWNED.fullmatch(text, other.end, one.start)]
            return owned[0] if owned else other
    if at and places[at - 1].key in chosen and _OWNED.fullmatch(text, places[at - 1].end, places[at].start):
        return places[at - 1]
    for other in places[at + 1:]:
        if other.key not in chosen and other.text != places[at].text:
            return None  # "the town" may be this one
        if other.key in chosen and _THE_TOWN.search(text[max(places[at].end, other.start - 110):other.start]):
            return other
    return None


def unknown_unit(text: str, places: Sequence[Candidate], at: int, chosen: Chosen) -> str | None:
    """The unit, itself not in the gazetteer, that a name is told to lie in: "X district, Y regency", "X in Y province"."""
    if at + 1 >= len(places) or (other := places[at + 1]).key in chosen:
        return None
    leads = re.fullmatch(rf"(?: {_SORTS})?(?:, | in (?:the )?)", text[places[at].end:other.start], re.I)
    return other.text if leads and _UNIT.match(text[other.end:other.end + 14]) else None


def sent_from(text: str, one: Candidate) -> bool:
    """Whether a name stands in the dateline of its paragraph."""
    if one.evidence.get("dateline"):
        return True
    first = text.rfind("\n", 0, one.start) + 1
    line = find_dateline(text[first:first + 2 * REACH]) if one.start - first < REACH else None
    return line is not None and any(start <= one.start - first < end for start, end in line.places)


def holder(text: str, places: Sequence[Candidate], at: int, chosen: Chosen, gazetteer: Gazetteer) -> Spot | None:
    """What may hold a place of which the text does not say where it lies: the last town before, else the next one.

    Of the towns and areas those of the country that most of the article's places lie in. Where it was sent from, and where
    those who speak have their seats, tell the province at best, a capital only the country.
    """
    near = [other for other in (*reversed(places[:at]), *places[at + 1:]) if other.key in chosen]
    here = [other for other in near if not (sent_from(text, other) or _SEAT.search(text[other.start - 30:other.start]))]
    lands = Counter(spot.country for other in here or near if (spot := chosen[other.key][0]).country)
    most = max(lands.values(), default=0)
    spots = [spot for other in here or near if 2 * lands[(spot := chosen[other.key][0]).country] > most]
    towns = (spot for spot in spots if spot.feature in {"P.PPL", "A.ADM2"})
    town = next(towns, None)
    if town is None or here:
        return town or next((spot for spot in spots if spot.feature.startswith("A.")), None)
    unit = None if nation_of_capital(town.name) else gazetteer.unit(town.country, town.admin1)
    return unit or gazetteer.country(town.country)


def by_towns(
    text: str, places: Sequence[Candidate], chosen: Chosen, gazetteer: Gazetteer
) -> dict[str, tuple[Spot, Spot | None]]:
    """Candidates that the text puts in or by a town, where no place is chosen for them or one far from there: the town, and
    their place there, if there is one.

    That a chosen place is wrong is told of one mention and holds for all of the name.
    """
    held: dict[str, tuple[Spot, Spot | None]] = {}
    wrong: dict[tuple[str, int], tuple[Spot, Spot | None]] = {}
    for at, one in enumerate(places):
        if one.key not in chosen:
            town = _town_beside(text, places, at, chosen) or _capital_after(text[one.end:one.end + 60], gazetteer)
            if town is not None and town.feature == "P.PPL":
                held[one.key] = town, None
        elif (spot := chosen[one.key][0]).feature in {"P.PPL", "A.ADM1", "A.ADM2"}:
            town = _town_of(text, places, at, chosen, gazetteer)
            if town is not None and _far(spot, town):
                near = [other for other in one.spots if other.feature == "P.PPL" and not _far(other, town)]
                wrong[one.text, spot.id] = town, max(near, key=lambda s: (s.population, -s.id), default=None)
    return held | {
        one.key: wrong[one.text, chosen[one.key][0].id] for one in places
        if one.key in chosen and (one.text, chosen[one.key][0].id) in wrong
    }


def _far(spot: Spot, town: Spot) -> bool:
    return kilometres(spot.lat, spot.lon, town.lat, town.lon) > FAR_KM


def _town_of(text: str, places: Sequence[Candidate], at: int, chosen: Chosen, gazetteer: Gazetteer) -> Spot | None:
    """The town in or by which a name is told to lie, if its chosen place cannot be that: it is in another country, or the text
    calls it a part of a town."""
    one, spot = places[at], chosen[places[at].key][0]
    before, after = text[max(0, one.start - 60):one.start], text[one.end:one.end + 60]
    part = bool(_PART_BEFORE.search(before) or _PART_AFTER.match(after))
    if not part and (spot.feature != "P.PPL" or not _BY.search(before)):
        return None
    town = _town_beside(text, places, at, chosen) or _capital_after(after, gazetteer)
    if town is None and part and spot.feature == "P.PPL":
        towns = [chosen[o.key][0] for o in (*reversed(places[:at]), *places[at + 1:]) if o.key in chosen and o.text != one.text]
        towns = [other for other in towns if other.feature == "P.PPL"]
        town = next(iter(towns), None) if all(_far(spot, other) for other in towns) else None
    if town is None or town.feature != "P.PPL" or town.id == spot.id or (
            town.population < spot.population and not (part and town.country != spot.country)):
        return None
    return town if part or town.country != spot.country else None


def _town_beside(text: str, places: Sequence[Candidate], at: int, chosen: Chosen) -> Spot | None:
    """The town of "X in Y", "X district, north of Y", "Y's X district", "the Y suburb of X"."""
    one = places[at]
    if at + 1 < len(places) and (other := places[at + 1]).key in chosen and _IN_TOWN.match(text[one.end:other.start]):
        return chosen[other.key][0]
    if at and (other := places[at - 1]).key in chosen and _TOWN_S.match(text[other.end:one.start]):
        return chosen[other.key][0]
    return None


def _capital_after(after: str, gazetteer: Gazetteer) -> Spot | None:
    """The town of "X in the Syrian capital", "X, outside Syria's capital"."""
    found = _IN_CAPITAL.match(after)
    if found is None:
        return None
    nation = nation_of_adjective(found[1]) if found[1] else nation_named(found[2])
    return capital_of(nation, gazetteer) if nation else None


def capital_of(nation: Nation, gazetteer: Gazetteer) -> Spot | None:
    """The capital of a state, as the gazetteer has it."""
    spots = [s for s in gazetteer.find(nation.capitals[0]) if s.country == nation.iso and s.feature == "P.PPL"]
    return max(spots, key=lambda s: (s.population, -s.id), default=None)
