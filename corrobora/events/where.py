"""Whether two places can be one: the same, one within the other, apart, or not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from rapidfuzz.fuzz import ratio

from corrobora.records import Entity, Place
from corrobora.text.earth import kilometres
from corrobora.text.names import skeletons

Relation = Literal["same", "within", "apart", "unknown"]
NEAR_KM = 4.0
"""Two points nearer than this are one place for a report."""
DISTRICT_KM = 30.0
"""A town nearer than this to the point of a district of its province may lie in the district."""


def wide(place: Place) -> bool:
    """Whether a place is an area that holds towns: a country, a province, a district (GeoNames feature codes)."""
    areas = ("ADM", "PCL", "RGN", "CONT", "TERR", "ZN", "L.")
    return (place.feature or "").startswith(areas) or place.precision in {"country", "admin1"}


def wide_place(id_: str, entities: Mapping[str, Entity]) -> bool:
    """Whether a place entity is an area that holds towns."""
    place = entities[id_].place if id_ in entities else None
    return place is not None and wide(place)


class Entities(dict[str, Entity]):
    """Entities by id, which remember how their places are related: in a case the same few are asked for again and again."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        super().__init__((entity.id, entity) for entity in entities)
        self._related: dict[tuple[str, str], Relation] = {}

    def relation(self, a: str, b: str) -> Relation:
        """How two places are related."""
        if (known := self._related.get((a, b))) is None:
            if len(self._related) > MOST:
                self._related.clear()
            known = self._related[a, b] = _relate(a, b, self)
        return known


ALIKE = 90
"""Likeness (rapidfuzz, 0 to 100) from which on two names of one or two consonants are spellings of one."""
MOST = 100_000
"""Relations that are remembered at a time."""


def relate(a: Iterable[str], b: Iterable[str], entities: Mapping[str, Entity]) -> Relation:
    """The closest relation between two sets of place entities; unknown if one is empty."""
    if isinstance(entities, Entities):
        found = {entities.relation(x, y) for x in a for y in b}
    else:
        found = {_relate(x, y, entities) for x in a for y in b}
    order: tuple[Relation, ...] = ("same", "within", "unknown", "apart")
    return next((relation for relation in order if relation in found), "unknown")


def _relate(a: str, b: str, entities: Mapping[str, Entity]) -> Relation:
    if a == b:
        return "same"
    one, other = (entities[id_].place if id_ in entities else None for id_ in (a, b))
    if one is None or other is None:
        return "unknown"
    for inner, outer in ((one, entities[b]), (other, entities[a])):
        if _told_within(inner, outer):
            # One report's "near Homs" is another's "Homs": the same name is written for both.
            by_it = inner.precision == "near" and set(entities[a].names) & set(entities[b].names)
            return "same" if by_it else "within"
    if None in {one.geonames, other.geonames} and _spelled_alike(entities[a], entities[b]):
        return "same"
    if None is one.geonames is other.geonames and one.within and one.within == other.within and _named(a, b, entities):
        return "apart"  # two villages without points of their own, in one district
    if wide(one) or wide(other):
        return _areas(one, other)
    far = _kilometres(one, other)
    return "unknown" if far == float("inf") else "same" if far <= NEAR_KM else "apart"


def _told_within(inner: Place, outer: Entity) -> bool:
    """Whether a place is told to lie in or by another: it names it, in the gazetteer's spelling, and has its point if it has
    none of its own."""
    if inner.within is None or outer.place is None:
        return False
    at_it = not inner.geonames and outer.place.geonames and (inner.lat, inner.lon) == (outer.place.lat, outer.place.lon)
    return bool(at_it) or inner.within.casefold() in {name.casefold() for name in outer.names}


def _named(a: str, b: str, entities: Mapping[str, Entity]) -> bool:
    """Whether both places have names of their own, not "near X" or "the suburbs of X"."""
    return all(entities[id_].name in entities[id_].names for id_ in (a, b))


def _spelled_alike(a: Entity, b: Entity) -> bool:
    """Whether two names of places may be two spellings of one: a village that no gazetteer has is written as one hears it."""
    return any(
        x and x == y and (len("".join(x)) > 2 or ratio(one.casefold(), other.casefold()) >= ALIKE)
        for one in a.names for other in b.names for x, y in ((skeletons(one), skeletons(other)),))


def lies_in(a: str, b: str, entities: Mapping[str, Entity]) -> bool:
    """Whether a place is told to lie in another, or lies in the area that the other is."""
    one, other = (entities[id_].place if id_ in entities else None for id_ in (a, b))
    if one is None or other is None or a == b or set(entities[a].names) & set(entities[b].names):
        return False
    if not one.geonames and _told_within(one, entities[b]):
        return True
    if _is_country(other):
        return one.country == other.country and not _is_country(one)
    if one.country != other.country or not one.admin1 or one.admin1 != other.admin1 or level(other) <= level(one):
        return False
    return level(other) == 2 or ((other.feature or "").startswith("A.") and _kilometres(one, other) <= DISTRICT_KM)


def level(place: Place) -> int:
    """3 for a country, 2 for a first-level unit, 1 for a smaller one or a region, 0 for a town."""
    if _is_country(place):
        return 3
    if (place.feature or "").startswith("A.ADM1") or place.precision == "admin1":
        return 2
    return int(wide(place))


def _kilometres(one: Place, other: Place) -> float:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return float("inf")
    return kilometres(one.lat, one.lon, other.lat, other.lon)


def _is_country(place: Place) -> bool:
    return (place.feature or "").startswith("A.PCL") or place.precision == "country"


def is_country(id_: str, entities: Mapping[str, Entity]) -> bool:
    """Whether a place entity is a whole country."""
    place = entities[id_].place if id_ in entities else None
    return place is not None and _is_country(place)


def _areas(one: Place, other: Place) -> Relation:
    codes = {(one.feature or "")[:4], (other.feature or "")[:4]}
    if any(code.startswith("PCL") for code in codes) or "country" in {one.precision, other.precision}:
        # Another country may be where it was said, not where it was.
        return "within" if one.country == other.country else "unknown"
    if one.country and other.country and one.country != other.country:
        return "apart"
    if one.admin1 and other.admin1:
        return "within" if one.admin1 == other.admin1 else "apart"
    return "unknown"
