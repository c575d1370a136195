"""Events as GeoJSON (RFC 7946); an event without coordinates has a null geometry."""

from __future__ import annotations

from typing import Any, TextIO

from corrobora.export.lines import line
from corrobora.records import Case, Event


def geojson(case: Case, out: TextIO) -> None:
    """A FeatureCollection, an event a feature, written feature by feature."""
    out.write('{"type": "FeatureCollection", "features": [')
    for number, event in enumerate(case.events):
        out.write(("," if number else "") + "\n" + line(feature(event)))
    out.write("\n]}\n")


def feature(event: Event) -> dict[str, Any]:
    """One event. Coordinates stand longitude first, as the standard wants."""
    place = event.place
    point = None if place.lat is None or place.lon is None else {"type": "Point", "coordinates": [place.lon, place.lat]}
    return {
        "type": "Feature",
        "id": event.id,
        "geometry": point,
        "properties": {
            "label": event.label, "type": event.type, "status": event.status, "place": place.name,
            "country": place.country, "admin1": place.admin1, "place_precision": place.precision,
            "date_start": event.date.start, "date_end": event.date.end, "date_precision": event.date.precision,
            "articles": len(event.articles),
            "findings": [
                {"topic": f.topic, "who": f.who, "verdict": f.verdict, "low": f.low, "high": f.high,
                 "least": f.least, "most": f.most, "origins": f.origins}
                for f in event.findings
            ],
        },
    }  # fmt: skip
