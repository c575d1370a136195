"""Maps of the desk: an event's with room to pan and towns to orient by, and an overview of many events."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import cos, radians

from corrobora.brief.grid import Grid
from corrobora.brief.map import HEIGHT, KM_A_DEGREE, WIDTH, Box, Land, Map, Town, Window, draw_map, lands, meet
from corrobora.brief.words import plain
from corrobora.entities.gazetteer import Spot
from corrobora.records import Event, EventPlace

BEYOND = WIDTH
"""Pixels drawn past each edge, for panning."""
TOWNS = 400
"""Towns at most on one map, the largest first."""
ZOOMS = (1, 2, 4, 8)
LETTER, LINE = 6.2, 14
"""Pixels of a town's label at any zoom."""
TOGETHER = 14
"""Events whose points lie nearer than so many pixels stand as one on the overview."""
LEAST_KM = 500
"""Height of the overview at least."""

Near = Callable[[float, float, float, float], Iterable[Spot]]
"""South, north, west, east -> the places between, those with most people first."""


def event_map(grid: Grid, event: Event, near: Near) -> Map | None:
    """An event's map with towns; None if its place is not known."""
    drawn = draw_map(grid, event, BEYOND)
    if drawn is None:
        return None
    taken = tuple((mark.x, mark.y, len(mark.name) * 8.0) for mark in drawn.marks)
    return replace(drawn, towns=_around(drawn.window, taken, frozenset(mark.name.casefold() for mark in drawn.marks), near))


@lru_cache(maxsize=64)
def _around(
    window: Window, taken: tuple[tuple[float, float, float], ...], shown: frozenset[str], near: Near
) -> tuple[Town, ...]:
    """Towns to orient by, on and beyond a map; those of some names are there already."""
    high, wide = (HEIGHT / 2 + BEYOND) / window.pixels, (WIDTH / 2 + BEYOND) / window.pixels / cos(radians(window.lat))
    spots = near(window.lat - high, window.lat + high, window.lon - wide, window.lon + wide)
    return tuple(_towns(window, [s for s in spots if s.name.casefold() not in shown], taken))


def _towns(window: Window, spots: Sequence[Spot], taken: Sequence[tuple[float, float, float]]) -> Iterable[Town]:
    """Each town with the least zoom at which its name covers no other."""
    boxes = {zoom: [_box(x, y, width, zoom) for x, y, width in taken] for zoom in ZOOMS}
    for spot in spots[:TOWNS]:
        x, y = window.point(spot.lon, spot.lat)
        name = plain(spot.name)
        free = next((z for z in ZOOMS if not any(meet(_box(x, y, len(name) * LETTER, z), b) for b in boxes[z])), None)
        if free is None:
            continue
        for zoom in ZOOMS[ZOOMS.index(free):]:
            boxes[zoom].append(_box(x, y, len(name) * LETTER, zoom))
        yield Town(name, spot.lat, spot.lon, round(x, 1), round(y, 1), free)


def _box(x: float, y: float, width: float, zoom: int) -> Box:
    """A point with its label to the right, in the map's own pixels: the larger it is drawn, the less a label takes."""
    return x - 4 / zoom, y - LINE / 2 / zoom, x + (width + 10) / zoom, y + LINE / 2 / zoom


@dataclass(frozen=True)
class Cluster:
    """Events at nearly one point."""

    x: float
    y: float
    radius: float
    ids: tuple[str, ...]
    words: str


@dataclass(frozen=True)
class Overview:
    """Where the events of a list lie."""

    lands: tuple[Land, ...]
    clusters: tuple[Cluster, ...]
    width: int = WIDTH
    height: int = HEIGHT


def overview(placed: Sequence[tuple[str, str, EventPlace]]) -> Overview | None:
    """The events of a list (id, label, place) on one map; None if none has a point."""
    points = [(id_, label, p.lat, p.lon) for id_, label, p in placed if p.lat is not None and p.lon is not None]
    if not points:
        return None
    lats, lons = [p[2] for p in points], [p[3] for p in points]
    lat, lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    high = max((max(lats) - min(lats)) * 1.35, LEAST_KM / KM_A_DEGREE)
    wide = (max(lons) - min(lons)) * 1.35 * cos(radians(lat))
    window = Window(lat, lon, min(HEIGHT / high, WIDTH / wide if wide else HEIGHT / high))
    groups: list[tuple[float, float, list[tuple[str, str]]]] = []
    for id_, label, at_lat, at_lon in points:
        x, y = window.point(at_lon, at_lat)
        near = next((g for g in groups if abs(g[0] - x) < TOGETHER and abs(g[1] - y) < TOGETHER), None)
        if near is None:
            groups.append((x, y, [(id_, label)]))
        else:
            near[2].append((id_, label))
    clusters = tuple(
        Cluster(round(x, 1), round(y, 1), round(4 + 2.2 * len(own) ** 0.5, 1), tuple(i for i, _ in own),
             plain("; ".join(label for _, label in own[:5])) + (f"; and {len(own) - 5} more" if len(own) > 5 else ""))
        for x, y, own in groups
    )
    taken: list[Box] = [(s.x - 8, s.y - 8, s.x + 8, s.y + 8) for s in clusters]
    return Overview(tuple(lands(window, taken)), clusters)
