"""Where it was: the countries around an event and the places that the reports name, ready to be drawn as SVG.

Shapes are Natural Earth's 1:50m countries (public domain), compiled by ``scripts/make_shapes.py``. The projection is
equirectangular, true to scale at the event's latitude, which serves for windows of a few hundred kilometres.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from math import cos, hypot, radians
from typing import Any

from corrobora.brief.grid import Grid
from corrobora.brief.words import plain, precision_words
from corrobora.records import Event, EventPlace, PlacePrecision

WIDTH, HEIGHT = 640, 420
KM_A_DEGREE = 111.2
MARGIN = 1.6
"""How much wider the window is than what it must hold."""
LEAST_KM, MOST_KM = 320, 2400
"""Height of the window."""
NEAR_KM = 350
"""Places further off do not widen the window."""
RADII: dict[PlacePrecision, int] = {"near": 15, "admin2": 35, "admin1": 80, "country": 250}
"""Kilometres of the circle that stands for a place known no better."""
PLACES = 14
"""Places named on the map, the event's own first."""

POINTS = "PSTHV"
"""GeoNames feature classes that are points at this scale: towns, spots, mountains, waters, woods; not regions or continents."""

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True)
class Land:
    """A country's outline as an SVG path, and where its name stands (None: no room)."""

    code: str
    name: str
    path: str
    at: Point | None


@dataclass(frozen=True)
class Mark:
    """A place. ``radius`` is in pixels, 0 for a point known exactly; ``label`` is None where it would cover another."""

    name: str
    told: str
    x: float
    y: float
    radius: float
    main: bool
    label: tuple[float, float, str] | None


@dataclass(frozen=True)
class Window:
    """The frame's middle in degrees; ``pixels`` are those of a degree of latitude; shapes are drawn ``beyond`` its edges."""

    lat: float
    lon: float
    pixels: float
    beyond: float = 0.0

    def point(self, lon: float, lat: float) -> Point:
        east = (lon - self.lon + 180) % 360 - 180
        return WIDTH / 2 + east * cos(radians(self.lat)) * self.pixels, HEIGHT / 2 - (lat - self.lat) * self.pixels


@dataclass(frozen=True)
class Town:
    """A place that no report names. ``zoom``: how far the map is drawn larger when its name has room."""

    name: str
    lat: float
    lon: float
    x: float
    y: float
    zoom: int


@dataclass(frozen=True)
class Map:
    """What the template draws. ``scale``: pixels and words of the scale bar; ``window``: the frame's middle and scale;
    ``towns``: further places for orientation."""

    lands: tuple[Land, ...]
    marks: tuple[Mark, ...]
    scale: tuple[float, str]
    window: Window
    towns: tuple[Town, ...] = ()
    width: int = WIDTH
    height: int = HEIGHT


def draw_map(grid: Grid, event: Event, beyond: float = 0.0) -> Map | None:
    """The map around an event, or None if its place has no coordinates. ``beyond``: pixels drawn past each edge."""
    if event.place.lat is None or event.place.lon is None:
        return None
    places = list(_places(grid, event))
    window = replace(_window(event.place.lat, event.place.lon, places), beyond=beyond)
    taken: list[Box] = []
    marks = tuple(_marks(window, places, taken))
    return Map(tuple(lands(window, taken)), marks, scale(window), window)


def _places(grid: Grid, event: Event) -> Iterator[tuple[EventPlace, bool]]:
    """The event's place first, then those of other events, then places that are named, most named first."""
    yield event.place, True
    seen = {(event.place.lat, event.place.lon)}
    named = [
        EventPlace(name=e.name, lat=e.place.lat, lon=e.place.lon, country=e.place.country, precision=e.place.precision)
        for e in grid.named
        if e.kind in ("place", "facility") and e.place and (e.place.feature or "P")[0] in POINTS
    ]
    for place in [*(other.place for other in grid.events), *named]:
        point = (place.lat, place.lon)
        if place.lat is not None and place.precision not in ("country", "admin1", "unknown") and point not in seen:
            seen.add(point)
            yield place, False


def _window(lat: float, lon: float, places: Sequence[tuple[EventPlace, bool]]) -> Window:
    """Around the event, as wide as the places near it ask for."""
    reach = LEAST_KM / 2 / MARGIN
    shown = 1
    for place, _ in places[1:]:
        if place.lat is None or place.lon is None or shown >= PLACES // 2:
            continue
        east = ((place.lon - lon + 180) % 360 - 180) * cos(radians(lat)) * HEIGHT / WIDTH
        away = hypot(east, place.lat - lat) * KM_A_DEGREE
        if away <= NEAR_KM:
            reach, shown = max(reach, away), shown + 1
    radius = RADII.get(places[0][0].precision, 0)
    height = min(MOST_KM, max(LEAST_KM, 2 * MARGIN * max(reach, radius)))
    return Window(lat, lon, HEIGHT / (height / KM_A_DEGREE))


def _marks(window: Window, places: Sequence[tuple[EventPlace, bool]], taken: list[Box]) -> Iterator[Mark]:
    """The places inside the window; ``taken`` gathers the boxes of points and names."""
    count = 0
    for place, main in places:
        if place.lat is None or place.lon is None or count >= PLACES:
            continue
        x, y = window.point(place.lon, place.lat)
        edge = 8 - window.beyond
        if not (edge < x < WIDTH - edge and edge < y < HEIGHT - edge):
            continue
        count += 1
        name = plain(place.name or "?")
        radius = RADII.get(place.precision, 0) / KM_A_DEGREE * window.pixels
        taken.append((x - 5, y - 5, x + 5, y + 5))
        label = _label(x, y, name, main, taken)
        yield Mark(name, precision_words(place), round(x, 1), round(y, 1), round(radius, 1), main, label)


def _label(x: float, y: float, name: str, main: bool, taken: list[Box]) -> tuple[float, float, str] | None:
    """The first side of the point where the name covers nothing, as (x, y, text-anchor)."""
    width, height = len(name) * (8.6 if main else 6.6) + 4, 15.0
    gap = 13 if main else 9
    sides = (
        (x + gap, y + 5, "start"), (x - gap, y + 5, "end"), (x, y - 11, "middle"), (x, y + 20, "middle"),
    )
    for at_x, at_y, anchor in sides:
        left = at_x - {"start": 0.0, "end": width, "middle": width / 2}[anchor]
        box = (left, at_y - 12, left + width, at_y - 12 + height)
        inside = box[0] >= 2 and box[2] <= WIDTH - 2 and box[1] >= 2 and box[3] <= HEIGHT - 2
        if inside and not any(meet(box, other) for other in taken[:-1]):
            taken.append(box)
            return round(at_x, 1), round(at_y, 1), anchor
    return None


def meet(a: Box, b: Box) -> bool:
    """Whether two boxes share a point."""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def scale(window: Window) -> tuple[float, str]:
    """A round number of kilometres between 60 and 160 pixels."""
    km_a_pixel = KM_A_DEGREE / window.pixels
    km = next((km for km in (10, 20, 50, 100, 200, 500, 1000) if km / km_a_pixel >= 60), 1000)
    return round(km / km_a_pixel, 1), f"{km} km"


# ---------------------------------------------------------------- shapes


@lru_cache(maxsize=1)
def _world() -> tuple[list[list[Point]], list[tuple[str, str, list[list[list[int]]]]]]:
    """Arcs as lists of (lon, lat), and the countries with their rings of arcs."""
    told: dict[str, Any] = json.loads(gzip.decompress((files("corrobora.brief") / "countries.json.gz").read_bytes()))
    (x_scale, y_scale), (x_0, y_0) = told["scale"], told["translate"]
    arcs = []
    for steps in told["arcs"]:
        x = y = 0
        arc = []
        for step_x, step_y in steps:
            x, y = x + step_x, y + step_y
            arc.append((x * x_scale + x_0, y * y_scale + y_0))
        arcs.append(arc)
    return arcs, [(code, name, polygons) for code, name, polygons in told["countries"]]


@lru_cache(maxsize=1)
def _rings() -> list[tuple[str, str, list[tuple[float, float, list[Point]]]]]:
    """The countries by code and name; of each ring its southernmost and northernmost latitude and its points."""
    arcs, countries = _world()
    found = []
    for code, name, polygons in countries:
        rings = []
        for part in (part for polygon in polygons for part in polygon):
            points: list[Point] = []
            for index in part:
                arc = arcs[index] if index >= 0 else arcs[~index][::-1]
                points.extend(arc[1:] if points else arc)
            lats = [lat for _, lat in points]
            rings.append((min(lats), max(lats), points))
        found.append((code, name, rings))
    return found


def lands(window: Window, taken: list[Box]) -> Iterator[Land]:
    """The countries in a window; their names keep off the boxes that are taken."""
    for code, name, path, largest in _shapes(window):
        yield Land(code, name, path, _name_at(largest, name, taken) if largest else None)


@lru_cache(maxsize=128)
def _shapes(window: Window) -> tuple[tuple[str, str, str, list[Point]], ...]:
    """The countries in a window: code, name, SVG path, and the largest ring where it has room for the name."""
    found = []
    reach = (HEIGHT + window.beyond) / window.pixels
    for code, name, rings in _rings():
        near = [points for south, north, points in rings if south <= window.lat + reach and north >= window.lat - reach]
        if not (drawn := [ring for points in near if len(ring := _ring(points, window)) > 2]):
            continue
        largest = max(drawn, key=lambda ring: abs(_area(ring)))
        room = abs(_area(largest)) > WIDTH * HEIGHT / 40
        found.append((code, name, "".join(_path(ring) for ring in drawn), largest if room else []))
    return tuple(found)


def _ring(points: list[Point], window: Window) -> list[Point]:
    """A ring in pixels, cut to a little more than the window, without points that no eye can tell apart."""
    pixels: list[Point] = []
    for lon, lat in points:
        x, y = window.point(lon, lat)
        if not pixels or abs(x - pixels[-1][0]) + abs(y - pixels[-1][1]) > 0.8:
            pixels.append((x, y))
    if max(abs(a[0] - b[0]) for a, b in zip(pixels, pixels[1:] + pixels[:1], strict=True)) > 180 * window.pixels:
        return []  # the far side of the globe, torn by the window's own date line
    return _cut(pixels, window.beyond)


def _cut(points: list[Point], beyond: float) -> list[Point]:
    """Sutherland and Hodgman (1974): a polygon cut by the four sides of a rectangle."""
    pad = beyond + 6.0
    for axis, limit, sign in ((0, -pad, 1), (0, WIDTH + pad, -1), (1, -pad, 1), (1, HEIGHT + pad, -1)):
        cut: list[Point] = []
        for a, b in zip(points[-1:] + points[:-1], points, strict=True):
            a_in, b_in = sign * (a[axis] - limit) >= 0, sign * (b[axis] - limit) >= 0
            if a_in != b_in:
                share = (limit - a[axis]) / (b[axis] - a[axis])
                cut.append((a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])))
            if b_in:
                cut.append(b)
        points = cut
        if not points:
            return []
    return points


def _path(ring: list[Point]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "Z"


def _area(ring: list[Point]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True)) / 2


def _name_at(ring: list[Point], name: str, taken: list[Box]) -> Point | None:
    """Where a country's name covers no place: at its middle, or some way from it."""
    half = len(name) * 4.4
    x, y = _middle(ring, half)
    for right, down in ((0, 0), (0, 70), (0, -70), (120, 0), (-120, 0), (120, 90), (-120, -90)):
        at = (x + right, y + down)
        box = (at[0] - half, at[1] - 13, at[0] + half, at[1] + 5)
        inside = half <= at[0] <= WIDTH - half and 16 <= at[1] <= HEIGHT - 30
        if inside and _within(at, ring) and not any(meet(box, other) for other in taken):
            taken.append(box)
            return at
    return None


def _within(at: Point, ring: list[Point]) -> bool:
    """Whether a point lies inside a ring (even-odd rule)."""
    x, y = at
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def _middle(ring: list[Point], half: float) -> Point:
    """The ring's centre of gravity, moved so that a name of this half width stays inside the frame."""
    area = _area(ring)
    x = y = 0.0
    for a, b in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = a[0] * b[1] - b[0] * a[1]
        x, y = x + (a[0] + b[0]) * cross, y + (a[1] + b[1]) * cross
    return round(min(max(x / 6 / area, half), WIDTH - half), 1), round(min(max(y / 6 / area, 16), HEIGHT - 24), 1)
