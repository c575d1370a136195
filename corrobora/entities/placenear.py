"""How near the places that one name may mean lie to those that the other names of the article may mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from corrobora.entities.gazetteer import Spot
from corrobora.text.nations import nation_of_capital

EARTH = 6371.0


@dataclass(frozen=True, slots=True)
class Near:
    """Of one name: which of the places around are other names' (``others``), and for each place of its own and each around how
    near they lie, 0 to 1, and whether both are in one country and in one unit."""

    others: NDArray[np.bool_]
    nearness: NDArray[np.float64]
    same_country: NDArray[np.bool_]
    same_unit: NDArray[np.bool_]


class Around:
    """The places that some names may mean. ``local``: how much each tells of where the rest lies."""

    def __init__(self, names: Sequence[Sequence[Spot]]) -> None:
        spots = [spot for own in names for spot in own]
        # A country or a sea says little of where towns lie: its point is far from most of what it holds.
        local = np.array([float(s.feature in ("P.PPL", "A.ADM2")) + 0.3 * (s.feature == "A.ADM1") for s in spots])
        # A capital stands for its government: that it is named says little of where the rest lies.
        seats = {id_ for own in names for id_ in capitals_of(own)}
        self.local = local * np.array([0.3 if s.id in seats else 1.0 for s in spots])
        self._owner = np.repeat(np.arange(len(names)), [len(own) for own in names])
        self._points, self._countries, self._units = _points(spots), _countries(spots), _units(spots, -1)

    def near(self, spots: Sequence[Spot], number: int | None) -> Near:
        """How a name's places lie to these; ``number``: its own among the names, if it is one of them."""
        chord = 2.0 - 2.0 * np.clip(_points(spots) @ self._points.T, -1, 1)
        return Near(
            self._owner != (-1 if number is None else number),
            1.0 / (1.0 + chord * (EARTH / 100.0) ** 2),
            _countries(spots)[:, None] == self._countries[None, :],
            _units(spots, -2)[:, None] == self._units[None, :],
        )


def _points(spots: Sequence[Spot]) -> NDArray[np.float64]:
    """Points on a ball of radius one."""
    lats, lons = np.radians([s.lat for s in spots]), np.radians([s.lon for s in spots])
    return np.stack([np.cos(lats) * np.cos(lons), np.cos(lats) * np.sin(lons), np.sin(lats)], axis=1)


def _countries(spots: Sequence[Spot]) -> NDArray[np.int64]:
    return np.array([_number(s.country) for s in spots])


def _units(spots: Sequence[Spot], none: int) -> NDArray[np.int64]:
    return np.array([_number(s.country + "." + s.admin1) if s.admin1 else none for s in spots])


@lru_cache(maxsize=5_000)
def _number(code: str) -> int:
    """A number for a code, the same on every machine."""
    return int.from_bytes(code.encode()[:7], "big")


def capitals_of(spots: Sequence[Spot]) -> set[int]:
    """The ids of those that are the capital of their country: of the towns of its name the one with most people."""
    found: dict[str, Spot] = {}
    for spot in spots:
        nation = nation_of_capital(spot.name) if spot.feature == "P.PPL" else None
        if nation and nation.iso == spot.country and spot.population > found.get(spot.country, spot).population - 1:
            found[spot.country] = spot
    return {spot.id for spot in found.values()}
