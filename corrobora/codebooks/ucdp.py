"""Event -> a row shaped like the UCDP Georeferenced Event Dataset (49 columns).

Source of columns and codes: UCDP GED Codebook, sections on variables, location precision (where_prec), date precision
(date_prec), event clarity, and estimates of fatalities. Numbers that only UCDP can give (its own ids) stay empty.
"""

from __future__ import annotations

from datetime import date, timedelta

from corrobora.codebooks.tolls import claim_ids, toll
from corrobora.codebooks.view import EventView, Row
from corrobora.records import Claim, Coding, Entity

NAME = "ucdp"
COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec",
    "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low",
    "gwnoa", "gwnob",
)  # fmt: skip
_PLACE = {"exact": 1, "near": 2, "admin2": 3, "admin1": 4, "country": 6}
_UNIT_DAYS = {"day": 1, "days": 1, "week": 7, "weeks": 7, "month": 30, "months": 30}
_GIVEN_BY_UCDP = "not told by the reports, or given by UCDP alone: left empty"
_ARMED = {"government", "rebels", "islamic_state", "kurdish_forces", "other"}


def code(view: EventView) -> Coding:
    """The event's row. A figure's words ("dozens") have no number in this codebook and never become ``best``."""
    row = Row(COLUMNS)
    event = view.event
    row.put("id", event.id, "the event's own id; UCDP's is " + _GIVEN_BY_UCDP)
    row.put("code_status", "Review" if event.status != "asserted" else "Coded", "code_status: unclear events wait for review")
    _sides(view, row)
    _sources(view, row)
    _where(view, row)
    _when(view, row)
    _deaths(view, row)
    return row.coding(_GIVEN_BY_UCDP)


def _sides(view: EventView, row: Row) -> None:
    doers, targets = view.actors, view.targets
    happenings = claim_ids(view.happenings())
    side_a, side_b = _dyad(view)
    kinds = {view.side(entity) for entity in (*doers, *targets)}
    attackers = {view.side(entity) for entity in doers} & _ARMED
    hit = {view.side(entity) for entity in targets}
    if hit == {"civilians"} and attackers:
        value, why = 3, "one-sided violence: an organised actor against civilians"
    elif "government" in kinds and kinds & (_ARMED - {"government"}):
        value, why = 1, "state-based conflict: a government is one of two armed sides"
    elif len(kinds & _ARMED) >= 2:
        value, why = 2, "non-state conflict: two organised groups, neither a state"
    else:
        value, why = None, "the reports do not name two sides"
    row.put("type_of_violence", value, f"type_of_violence: {why}", happenings)
    for column, entity in (("side_a", side_a), ("side_b", side_b)):
        row.put(column, entity.name if entity else None, f"{column}: the government side first, else the attacker", happenings)
    if side_a and side_b:
        row.put("dyad_name", f"{side_a.name} - {side_b.name}", "dyad_name: side A - side B", happenings)


def _dyad(view: EventView) -> tuple[Entity | None, Entity | None]:
    """Side A is the government where one takes part, else the doer; allies of one side are not named again."""
    doers, targets = view.actors, view.targets
    first = doers[0] if doers else None
    second = next((e for e in targets if e.kind not in {"place", "facility"} and e is not first), None)
    if second is not None and view.side(second) == "government":
        first, second = second, first
    if second is not None and view.side(second) == "civilians":
        return first, second
    return first, second


def _sources(view: EventView, row: Row) -> None:
    claims = claim_ids(view.claims)
    rule = "one source an independent origin; reprints do not count again"
    row.put("number_of_sources", len(view.origins), f"number_of_sources: {rule}", claims)
    heads = [f"{a.outlet or a.source}, {(a.published or 'undated')[:10]}, {a.title or ''}".rstrip(", ") for a in view.articles]
    row.put("source_article", "; ".join(heads) or None, "source_article: outlet, date, headline of each report", claims)
    for column, values in (
        ("source_office", [a.outlet for a in view.articles]),
        ("source_date", [(a.published or "")[:10] for a in view.articles]),
        ("source_headline", [a.title for a in view.articles]),
        ("source_original", list(view.claimants)),
    ):
        row.put(column, "; ".join(dict.fromkeys(v for v in values if v)) or None, f"{column}: each once", claims)


def _where(view: EventView, row: Row) -> None:
    place = view.event.place
    claims = claim_ids(c for c in view.happenings() if c.happening and c.happening.place)
    row.put("where_prec", _PLACE.get(place.precision), f"where_prec: {place.precision}", claims)
    row.put("where_coordinates", place.name, "where_coordinates: the place that the coordinates stand for", claims)
    row.put("where_description", place.name, "where_description: as the reports name it", claims)
    row.put("adm_1", place.admin1, "adm_1: first-order unit of the gazetteer", claims)
    row.put("country", place.country, "country: as an ISO 3166 code; UCDP writes the name", claims)
    if place.lat is not None and place.lon is not None:
        row.put("latitude", place.lat, "latitude: WGS84", claims)
        row.put("longitude", place.lon, "longitude: WGS84", claims)
        row.put("geom_wkt", f"POINT ({place.lon:.6f} {place.lat:.6f})", "geom_wkt: longitude before latitude", claims)
        cell = priogrid(place.lat, place.lon)
        row.put("priogrid_gid", cell, "PRIO-GRID 2.0: half-degree cells, row by row from the south", claims)


def priogrid(lat: float, lon: float) -> int:
    """The PRIO-GRID cell of a point (Tollefsen et al. 2012): 720 cells a row, 1 at 90 degrees south, 180 west."""
    row, column = int((min(lat, 89.999) + 90) / 0.5), int((min(lon, 179.999) + 180) / 0.5)
    return row * 720 + column + 1


def _when(view: EventView, row: Row) -> None:
    start, end, claims = date_range(view)
    if start is None or end is None:
        row.put("date_prec", None, f"date_prec: no date can be told ({view.event.date.note or 'none is given'})")
        return
    days = (end - start).days
    precision = 1 if days == 0 else 2 if days < 7 else 3 if days < 30 else 4 if days < 32 else 5
    row.put("date_start", start.isoformat(), "date_start: first day that the toll covers", claims)
    row.put("date_end", end.isoformat(), "date_end: last day that the toll covers", claims)
    row.put("year", end.year, "year: of date_end", claims)
    row.put("active_year", None, _GIVEN_BY_UCDP)
    row.put("date_prec", precision, "date_prec: 1 day, 2 two to six days, 3 week to month, 4 month, 5 longer", claims)
    row.put("event_clarity", 1 if days == 0 else 2, "event_clarity: 1 single event, 2 summed over several days", claims)


def date_range(view: EventView) -> tuple[date | None, date | None, tuple[str, ...]]:
    """The days that the event's toll covers, and the claims that tell: a toll of two weeks is no toll of one day."""
    when = view.event.date
    if when.start is None:
        return None, None, ()
    start = date.fromisoformat(when.start[:10])
    end = date.fromisoformat((when.end or when.start)[:10])
    spans = [(days, claim.id) for claim in view.figures("duration") if (days := _covered(view, claim))]
    if spans:
        days, _ = max(spans)
        start = min(start, end - timedelta(days=days))
    return start, end, claim_ids(view.happenings()) + tuple(claim for _, claim in spans)


def _covered(view: EventView, duration: Claim) -> int | None:
    """Days of a duration that stands in one sentence with a toll, None if it does not or cannot be counted."""
    figure = duration.figure
    if figure is None or figure.low is None or (figure.unit or "").lower() not in _UNIT_DAYS:
        return None
    together = any(c.article == duration.article and c.sentence == duration.sentence for c in view.figures("killed"))
    return int(figure.low * _UNIT_DAYS[(figure.unit or "").lower()]) if together else None


def _deaths(view: EventView, row: Row) -> None:
    whole = toll(view, "killed", {})
    side_a, side_b = _dyad(view)
    best = "best: the total of most independent origins; of equally many the latest, then the lower"
    by_side = {"civilians": toll(view, "killed", {}, "civilians")}
    row.put("deaths_civilians", by_side["civilians"].best or 0, "deaths_civilians: dead whom the reports call civilians",
            by_side["civilians"].claims)  # fmt: skip
    known = by_side["civilians"].best or 0
    for column, entity in (("deaths_a", side_a), ("deaths_b", side_b)):
        side = view.side(entity) if entity else "unspecified"
        own = toll(view, "killed", {}, side) if side in _ARMED else None
        row.put(column, (own.best or 0) if own else 0, f"{column}: dead of that side", own.claims if own else ())
        known += (own.best or 0) if own else 0
    total = max(whole.best or 0, known)
    row.put("deaths_unknown", total - known, "deaths_unknown: best less the deaths of known sides", whole.claims)
    row.put("best", total if whole.told else None, best, whole.claims)
    row.put("low", whole.low, "low: the lowest total of any independent origin", whole.claims)
    high = None if whole.high is None else max(whole.high, total)
    row.put("high", high, "high: the highest total of any independent origin", whole.claims)
