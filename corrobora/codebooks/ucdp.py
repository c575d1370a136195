"""Event -> a row shaped like the UCDP Georeferenced Event Dataset (49 columns).

Source: Högbladh, UCDP GED Codebook (Uppsala University, yearly versions); a rule cites the variable of its table. Numbers
that only UCDP can give (its own ids) stay empty. Where the codebook leaves a choice, the rule says what was done here.
"""

from __future__ import annotations

from corrobora.codebooks.countries import country
from corrobora.codebooks.days import days_covered
from corrobora.codebooks.tolls import Toll, claim_ids, toll
from corrobora.codebooks.view import EventView, Row
from corrobora.records import Coding, Entity

NAME = "ucdp"
SOURCE = "UCDP GED Codebook"
COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec",
    "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low",
    "gwnoa", "gwnob",
)  # fmt: skip
_PLACE = {
    "exact": (1, "the place itself is known"), "near": (2, "a limited area around the place, about 25 km"),
    "admin2": (3, "only the second-order unit is known"), "admin1": (4, "only the first-order unit is known"),
    "country": (6, "only the country is known"),
}  # fmt: skip
_DATES = (
    (1, 1, "the day is known"), (6, 2, "known to two to six days"), (7, 3, "the week is known"),
    (31, 4, "known to eight days or more, or the month"), (366, 5, "known to more than a month, up to a year"),
)  # fmt: skip
"""Days at most, code, in words."""
_GIVEN_BY_UCDP = "not told by the reports, or given by UCDP alone: left empty"
_ARMED = {"government", "rebels", "islamic_state", "kurdish_forces", "other"}
_SIDES = {
    1: "state-based: a government is one of two armed sides", 2: "non-state: two organised groups, neither of them a state",
    3: "one-sided: an organised actor against civilians",
}  # fmt: skip


def code(view: EventView) -> Coding:
    """The event's row. A figure's words ("dozens") have no number in this codebook and never become ``best``."""
    row = Row(COLUMNS, SOURCE, {})
    kind = _sides(view, row)
    _sources(view, row)
    _where(view, row)
    known = _when(view, row)
    best = _deaths(view, row, kind)
    missing = [name for name, told in (("sides", kind), ("date", known), ("deaths", best)) if not told]
    if view.event.status != "asserted":
        missing.append(view.event.status)
    row.put("id", view.event.id, "the event's own id here; UCDP gives numbers of its own")
    row.put(
        "code_status", f"Check {', '.join(missing)}" if missing else "Clear",
        "Clear where nothing is left to check; what to check is in words of our own, since UCDP's are not published in full",
    )
    return row.coding(_GIVEN_BY_UCDP)


def _sides(view: EventView, row: Row) -> int | None:
    """Fills sides and type of violence, and gives the type."""
    kind = violence(view)
    side_a, side_b = dyad(view)
    happened = claim_ids(view.naming(*view.actors, *view.targets))
    row.put("type_of_violence", kind, f"{kind}, {_SIDES[kind]}" if kind else "the reports do not name two sides", happened)
    names = [side_a.name if side_a else None, "Civilians" if kind == 3 else side_b.name if side_b else None]
    rule = "the attacker; side B of one-sided violence is always Civilians" if kind == 3 else \
        "the government where one takes part, else the attacker, is side A"
    for column, entity, name in zip(("side_a", "side_b"), (side_a, side_b), names, strict=True):
        row.put(column, name, rule if name else "the reports do not name it", claim_ids(view.naming(entity)) if name else ())
    if names[0] and names[1]:
        row.put("dyad_name", f"{names[0]} - {names[1]}", "side A - side B", claim_ids(view.naming(side_a, side_b)))
    return kind


def violence(view: EventView) -> int | None:
    """1 state-based, 2 non-state, 3 one-sided; None where the reports do not name two sides."""
    attackers = {view.side(entity) for entity in view.actors} & _ARMED
    hit = {view.side(entity) for entity in view.targets if entity.kind not in {"place", "facility"}}
    if view.on_civilians:
        return 3 if attackers else None
    victims = hit & _ARMED
    if not attackers or not victims:
        # Two sides that clash may both stand as doers ("rebels and soldiers fought").
        attackers, victims = (attackers, attackers) if len(attackers) > 1 else (set(), set())
    if not attackers:
        return None
    return 1 if "government" in attackers | victims else 2


def dyad(view: EventView) -> tuple[Entity | None, Entity | None]:
    """Side A is the government where one takes part, else the doer; allies of one side are not named again."""
    doers, targets = view.actors, [e for e in view.targets if e.kind not in {"place", "facility"}]
    first = doers[0] if doers else None
    foes = [e for e in (*targets, *doers) if e is not first and (first is None or e.name.casefold() != first.name.casefold())]
    second = next((e for e in foes if e in targets), None)
    if second is None and first is not None:
        second = next((e for e in foes if view.side(e) in _ARMED and view.side(e) != view.side(first)), None)
    if second is not None and view.side(second) == "government" and (first is None or view.side(first) != "government"):
        first, second = second, first
    return first, second


def _sources(view: EventView, row: Row) -> None:
    claims = claim_ids(view.claims)
    row.put("number_of_sources", len(view.articles),
            f"the reports that tell of the event; they come from {len(view.origins)} independent origins", claims)  # fmt: skip
    heads = [",".join(filter(None, (a.credit, (a.published or "undated")[:10], a.title))) for a in view.articles]
    row.put("source_article", "; ".join(f'"{head}"' for head in heads) or None, "outlet, date, headline of each report", claims)
    for column, values, rule in (
        ("source_office", [a.outlet for a in view.articles], "the outlets, each once"),
        ("source_date", [(a.published or "")[:10] for a in view.articles], "when the reports appeared, each day once"),
        ("source_headline", [a.title for a in view.articles], "the headlines, each once"),
        ("source_original", list(view.claimants), "those who are named as saying it, each once"),
    ):
        row.put(column, "; ".join(dict.fromkeys(v for v in values if v)) or None, rule, claims)


def _where(view: EventView, row: Row) -> None:
    place, claims = view.event.place, claim_ids(view.placing())
    code_, why = _PLACE.get(place.precision, (None, "the reports do not tell the place"))
    row.put("where_prec", code_, f"{code_}, {why}" if code_ else why, claims)
    row.put("where_coordinates", place.name, "the place that the coordinates stand for", claims)
    row.put("where_description", place.name, "as the reports name it", claims)
    row.put("adm_1", place.admin1, "first-order unit, as GeoNames names it", claims)
    land = country(place.country) if place.country else None
    row.put("country", land.name if land else place.country, "the country that the place lies in, as GeoNames names it", claims)
    row.put("region", land.region if land else None, "UCDP's five regions", claims if land else ())
    if place.lat is not None and place.lon is not None:
        row.put("latitude", place.lat, "decimal degrees, WGS84", claims)
        row.put("longitude", place.lon, "decimal degrees, WGS84", claims)
        row.put("geom_wkt", f"POINT ({place.lon:.6f} {place.lat:.6f})", "the point, longitude first", claims)
        row.put("priogrid_gid", priogrid(place.lat, place.lon),
                "PRIO-GRID (Tollefsen et al. 2012): half-degree cells, row by row from the south-west", claims)  # fmt: skip


def priogrid(lat: float, lon: float) -> int:
    """The PRIO-GRID cell of a point (Tollefsen et al. 2012): 720 cells a row, 1 at 90 degrees south, 180 west."""
    row, column = int((min(lat, 89.999) + 90) / 0.5), int((min(lon, 179.999) + 180) / 0.5)
    return row * 720 + column + 1


def _when(view: EventView, row: Row) -> bool:
    days = days_covered(view)
    if days is None:
        row.put("date_prec", None, f"no date can be told ({view.event.date.note or 'none is given'})")
        return False
    number, claims = days.number, days.claims
    code_, why = next(((c, words) for limit, c, words in _DATES if number <= limit), (None, "more than a year has no code"))
    row.put("date_start", days.start.isoformat(), "first possible day, of all that the toll covers", claims)
    row.put("date_end", days.end.isoformat(), "last possible day, of all that the toll covers", claims)
    row.put("year", days.end.year, "the year of the event; of date_end where it runs over the turn of a year", claims)
    row.put("date_prec", code_, f"{code_ or 'empty'}, {why}: {number} day{'s' if number > 1 else ''}", claims)
    row.put("event_clarity", 2 if days.summed else 1,
            "2, the toll sums up several days" if days.summed else "1, one event told as such", claims)  # fmt: skip
    return True


def _deaths(view: EventView, row: Row, kind: int | None) -> int | None:
    """Fills deaths by side and the estimates, and gives ``best``."""
    whole = toll(view, "killed", {})
    if not whole.told:
        why = f"the reports give no number (they say {', '.join(whole.words)})" if whole.words else "the reports give no toll"
        for column in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low"):
            row.put(column, None, f"{why}; GED lists events with at least one death")
        return None
    known = _by_side(view, row, kind)
    best = max(whole.best or 0, known)
    row.put("deaths_unknown", best - known, "best less the deaths of known sides", whole.behind("best"))
    row.put("best", best, _best_rule(whole, known), whole.behind("best"))
    row.put("low", min(whole.low or 0, best), "the lowest total of any independent origin", whole.behind("low"))
    row.put("high", max(whole.high or 0, best), "the highest total of any independent origin", whole.behind("high"))
    return best


def _best_rule(whole: Toll, known: int) -> str:
    if known > (whole.best or 0):
        return "the sum over the sides, which is more than any total"
    if whole.revised:
        return "the latest total, which takes the place of earlier ones"
    return "the total of most independent origins, of equally many the latest, then the lower (UCDP weighs sources itself)"


def _by_side(view: EventView, row: Row, kind: int | None) -> int:
    """Fills the deaths by side and gives their sum."""
    sides = [view.side(entity) if entity else "unspecified" for entity in dyad(view)]
    civilians = toll(view, "killed", {}, "civilians")
    if kind == 3 and not civilians.told and not any(toll(view, "killed", {}, side).told for side in sides if side in _ARMED):
        civilians = toll(view, "killed", {})
        rule = "one-sided violence: all of the dead whom no side is told of are the civilians attacked"
    else:
        rule = "dead whom the reports call civilians"
    row.put("deaths_civilians", civilians.best or 0, rule, civilians.behind("best"))
    known = civilians.best or 0
    for column, side in zip(("deaths_a", "deaths_b"), sides, strict=True):
        own = toll(view, "killed", {}, side) if side in _ARMED and sides[0] != sides[1] and kind != 3 else Toll()
        rule = "always 0 for one-sided violence" if kind == 3 else "dead whom the reports count to that side"
        if sides[0] == sides[1]:
            rule = "both sides are of one kind: the reports do not tell their dead apart"
        row.put(column, own.best or 0, rule, own.behind("best"))
        known += own.best or 0
    return known
