"""Distances on the globe."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

RADIUS = 6371.0
"""Mean radius of the Earth in kilometres."""


def kilometres(lat: float, lon: float, lat2: float, lon2: float) -> float:
    """Great-circle distance of two points in degrees (haversine)."""
    half = sin(radians(lat2 - lat) / 2) ** 2 + cos(radians(lat)) * cos(radians(lat2)) * sin(radians(lon2 - lon) / 2) ** 2
    return 2 * RADIUS * asin(sqrt(min(1.0, half)))
