"""Event -> a row shaped like ACLED's (31 columns).

Source of columns and codes: ACLED Codebook (event and sub-event types, interaction codes, time and geo precision, fatalities).
Fatalities follow ACLED's rule of the most conservative estimate; its words for unknown numbers: tens 10, dozens 12,
hundreds 100.
"""

from __future__ import annotations

from datetime import date

from corrobora.codebooks.tolls import claim_ids, toll
from corrobora.codebooks.view import EventView, Row
from corrobora.records import Coding, Entity

NAME = "acled"
COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region",
    "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
WORDS = {"tens": 10, "dozen": 12, "dozens": 12, "hundred": 100, "hundreds": 100}
_TYPES = {
    "Battles": ("Government regains territory", "Non-state actor overtakes territory", "Armed clash"),
    "Explosions/Remote violence": (
        "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED", "Grenade",
    ),
    "Violence against civilians": ("Sexual violence", "Attack", "Abduction/forced disappearance"),
    "Protests": ("Peaceful protest", "Protest with intervention", "Excessive force against protesters"),
    "Riots": ("Violent demonstration", "Mob violence"),
    "Strategic developments": (
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use", "Headquarters or base established",
        "Looting/property destruction", "Non-violent transfer of territory", "Other",
    ),
}  # fmt: skip
EVENT_TYPE = {sub: event for event, subs in _TYPES.items() for sub in subs}
_INTER = {"government": 1, "rebels": 2, "islamic_state": 2, "kurdish_forces": 2, "civilians": 7}
_TIME = {"day": 1, "week": 2, "month": 3}
_GEO = {"exact": 1, "near": 2, "admin2": 3, "admin1": 3}


def code(view: EventView) -> Coding:
    """The event's row."""
    row = Row(COLUMNS)
    event, happened = view.event, claim_ids(view.happenings())
    row.put("event_id_cnty", event.id, "the event's own id; ACLED's is given by ACLED")
    sub = event.type if event.type in EVENT_TYPE else None
    row.put("sub_event_type", sub, "sub-event type by what is done, with what, by whom", happened)
    row.put("event_type", EVENT_TYPE.get(event.type), "event type that the sub-event type belongs to", happened)
    row.put("disorder_type", _disorder(event.type), "disorder type by event type", happened)
    _actors(view, row)
    _when(view, row)
    _where(view, row)
    outlets = dict.fromkeys(a.outlet or a.source for a in view.articles)
    row.put("source", "; ".join(outlets) or None, "source: each outlet once", claim_ids(view.claims))
    _fatalities(view, row)
    return row.coding("not told by the reports, or given by ACLED alone: left empty")


def _disorder(sub: str) -> str | None:
    event = EVENT_TYPE.get(sub)
    if event is None:
        return None
    if sub == "Excessive force against protesters":
        return "Political violence; Demonstrations"
    if event in {"Protests", "Riots"}:
        return "Political violence" if sub == "Mob violence" else "Demonstrations"
    return "Strategic developments" if event == "Strategic developments" else "Political violence"


def _actors(view: EventView, row: Row) -> None:
    happened = claim_ids(view.happenings())
    armed = [e for e in view.targets if e.kind not in {"place", "facility", "nationality"}]
    codes = []
    for number, group in ((1, list(view.actors)), (2, armed)):
        first = group[0] if group else None
        inter = _inter(view, first)
        codes.append(inter)
        told = "the doer" if number == 1 else "whom it was done to"
        row.put(f"actor{number}", first.name if first else None, f"actor{number}: {told}", happened)
        allies = "; ".join(e.name for e in group[1:])
        row.put(f"assoc_actor_{number}", allies or None, "associated actors: named beside the first", happened)
        row.put(f"inter{number}", inter, "inter: 1 state, 2 rebels, 5 rioters, 6 protesters, 7 civilians", happened)
    if codes[0]:
        low, high = sorted((codes[0], codes[1] or 0))
        both = low * 10 + high if low else high * 10
        row.put("interaction", both, "interaction: both inter codes, the lower first", happened)
    targets = {view.side(e) for e in armed}
    hit = "civilians" in targets and EVENT_TYPE.get(view.event.type) != "Battles"
    row.put("civilian_targeting", "Civilian targeting" if hit else None, "civilians are the main target", happened)


def _inter(view: EventView, entity: Entity | None) -> int | None:
    if entity is None:
        return None
    kind = EVENT_TYPE.get(view.event.type)
    if kind in {"Protests", "Riots"} and view.side(entity) != "government":
        return 6 if kind == "Protests" else 5
    return _INTER.get(view.side(entity))


def _when(view: EventView, row: Row) -> None:
    when, happened = view.event.date, claim_ids(view.happenings())
    if when.start is None:
        row.put("event_date", None, f"event_date: no date can be told ({when.note or 'none is given'})", happened)
        return
    day = date.fromisoformat((when.start if when.precision == "day" else when.end or when.start)[:10])
    row.put("event_date", f"{day.day:02d} {day:%B} {day.year}", "event_date: day, month in words, year", happened)
    row.put("year", day.year, "year of event_date", happened)
    row.put("time_precision", _TIME.get(when.precision), "time_precision: 1 day, 2 week, 3 month", happened)


def _where(view: EventView, row: Row) -> None:
    place = view.event.place
    claims = claim_ids(c for c in view.happenings() if c.happening and c.happening.place)
    row.put("location", place.name, "location: the most specific place", claims)
    row.put("country", place.country, "country: as an ISO 3166 code; ACLED writes the name", claims)
    row.put("admin1", place.admin1, "admin1 of the gazetteer", claims)
    row.put("latitude", place.lat, "latitude: WGS84", claims)
    row.put("longitude", place.lon, "longitude: WGS84", claims)
    row.put("geo_precision", _GEO.get(place.precision), "geo_precision: 1 the place, 2 near it, 3 its region", claims)


def _fatalities(view: EventView, row: Row) -> None:
    whole = toll(view, "killed", WORDS)
    rule = "fatalities: the most conservative of the reports' totals; tens 10, dozens 12, hundreds 100; none told is 0"
    row.put("fatalities", whole.low or 0, rule, whole.claims)
    said = [view.event.label]
    numbers = sorted({t.low for t in whole.told if t.low is not None})
    if len(numbers) > 1:
        said.append("Fatalities are disputed: " + ", ".join(str(n) for n in numbers) + ".")
    row.put("notes", " ".join(said), "notes: the event in a line, and disputed numbers", whole.claims)
