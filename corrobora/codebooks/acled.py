"""Event -> a row shaped like ACLED's (31 columns).

Source: Armed Conflict Location & Event Data Project, ACLED Codebook (2023); a rule cites its section. Fatalities follow
ACLED's most conservative estimate. What only ACLED gives (its ids, regions, tags) stays empty.
"""

from __future__ import annotations

from datetime import date

from corrobora.codebooks.countries import country
from corrobora.codebooks.days import days_covered
from corrobora.codebooks.tolls import Told, Toll, claim_ids, toll
from corrobora.codebooks.view import EventView, Row
from corrobora.records import Coding, Entity, Status
from corrobora.text.actors import COMBATANTS
from corrobora.text.nations import is_people, nation_named, nation_of_adjective

NAME = "acled"
SOURCE = "ACLED Codebook"
COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region",
    "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
_GLANCE, _GEOGRAPHY, _ACTORS = "Data Columns at a Glance", "Spatial precision codes", "Actor Names, Types, and 'Inter' Codes"
SECTIONS = {
    "event_date": "Time precision codes", "year": "Time precision codes", "time_precision": "Time precision codes",
    "disorder_type": "Event Types and Sub-Event Types", "event_type": "Event Types and Sub-Event Types",
    "sub_event_type": "Event Types and Sub-Event Types", "civilian_targeting": "Civilian targeting",
    "interaction": "Interaction codes", "source": "Sources and information sourcing", "source_scale": "Source scale",
    "notes": "Notes", "fatalities": "Reported Fatalities", "tags": "Tags",
    **dict.fromkeys(("actor1", "actor2", "assoc_actor_1", "assoc_actor_2", "inter1", "inter2"), _ACTORS),
    **dict.fromkeys(("event_id_cnty", "iso", "region", "timestamp"), _GLANCE),
    **dict.fromkeys(
        ("country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision"), _GEOGRAPHY
    ),
}
"""Column -> the section of the codebook that it follows."""
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
_INTER_WORDS = {
    1: "state forces", 2: "rebel group", 3: "political militia, as unidentified armed groups are", 5: "rioters",
    6: "protesters", 7: "civilians", 8: "external forces: a state's outside its own country",
}  # fmt: skip
_GEO = {
    "exact": (1, "the town itself"), "near": (2, "near a town, or part of a region"), "admin2": (3, "a region"),
    "admin1": (3, "a region"),
}  # fmt: skip
_RESERVE: dict[Status, str] = {
    "hedged": "The reports tell it with reserve.", "alleged": "It is alleged.", "ongoing": "It goes on.",
    "planned": "It is planned.", "expected": "It is expected.", "denied": "It is denied.",
}  # fmt: skip
_LEFT = "not told by the reports, or given by ACLED alone: left empty"


def code(view: EventView) -> Coding:
    """The event's row."""
    row = Row(COLUMNS, SOURCE, SECTIONS)
    event, happened = view.event, claim_ids(view.happenings())
    row.put("event_id_cnty", event.id, "the event's own id here; ACLED gives ids of its own")
    sub = event.type if event.type in EVENT_TYPE else None
    row.put("sub_event_type", sub, "by what is done, with what, by whom" if sub else "what is done has no type there", happened)
    row.put("event_type", EVENT_TYPE.get(event.type), "the type that the sub-event type belongs to", happened)
    row.put("disorder_type", _disorder(event.type), "follows from event and sub-event type", happened)
    _actors(view, row)
    _when(view, row)
    _where(view, row)
    row.put("source", "; ".join(view.outlets) or None, "each outlet once", claim_ids(view.claims))
    _fatalities(view, row)
    return row.coding(_LEFT)


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
    armed = [e for e in view.targets if e.kind not in {"place", "facility", "nationality"} and not is_people(e.name)]
    codes: list[int | None] = []
    for number, group in ((1, list(view.actors)), (2, armed)):
        first = next((e for e in group if e.kind != "person"), group[0] if group else None)
        inter, claims = _inter(view, first), claim_ids(view.naming(first)) if first else ()
        codes.append(inter)
        told = "the doer" if number == 1 else "whom it was done to"
        name = _actor(view, first, inter)
        row.put(f"actor{number}", name, told if first else f"{told}: the reports do not name it", claims)
        beside = [e.name for e in group if e is not first and e.kind != "person"]
        if first and name != first.name:
            beside.insert(0, first.name)
        told_too = dict.fromkeys(n for n in beside if n != name)
        row.put(f"assoc_actor_{number}", "; ".join(told_too) or None, "groups named beside the first", claims)
        row.put(f"inter{number}", inter, f"{inter}, {_INTER_WORDS[inter]}" if inter else "not told by the reports", claims)
    if not armed and view.on_civilians:
        codes[1] = 7
        hurt = claim_ids(view.figures("killed") + view.figures("injured")) or claim_ids(view.happenings())
        row.put("actor2", _general(view, 7), "one side attacked, and the reports name nobody armed whom: civilians", hurt)
        row.put("inter2", 7, f"7, {_INTER_WORDS[7]}", hurt)
    if codes[0] and (codes[1] or not armed):
        low, high = sorted((codes[0], codes[1] or 0))
        both = low * 10 + high if low else high * 10
        row.put("interaction", both, "both inter codes, the lower first; 0 where there is no second",
                claim_ids(view.naming(*view.actors, *armed)))  # fmt: skip
    hit = 7 in codes[1:] and EVENT_TYPE.get(view.event.type) != "Battles"
    hit = hit or view.event.type == "Excessive force against protesters"
    why = "civilians are the main target" if hit else "civilians are not the main target"
    row.put("civilian_targeting", "Civilian targeting" if hit else None, why, claim_ids(view.naming(*armed)))


def _actor(view: EventView, entity: Entity | None, inter: int | None) -> str | None:
    """The name as ACLED writes it: civilians and unnamed armed men by the country."""
    if entity is None or entity.known or entity.name != entity.name.casefold():
        return entity.name if entity else None
    return _general(view, inter) or entity.name


def _general(view: EventView, inter: int | None) -> str | None:
    """ACLED's name for those who have none, with the country: "Civilians (Chad)"; without it where that is not known."""
    land = country(view.event.place.country) if view.event.place.country else None
    general = {7: "Civilians", 3: "Unidentified Armed Group", 6: "Protesters", 5: "Rioters"}.get(inter or 0)
    return f"{general} ({land.name})" if general and land else general if inter == 7 else None


def _inter(view: EventView, entity: Entity | None) -> int | None:
    if entity is None:
        return None
    kind, side = EVENT_TYPE.get(view.event.type), view.side(entity)
    if kind in {"Protests", "Riots"} and side != "government":
        return 6 if kind == "Protests" else 5
    if side in ("government", "other") and _foreign(view, entity):
        return 8
    if side in ("unspecified", "other") and COMBATANTS & set(entity.name.casefold().split()):
        return 3
    return _INTER.get(side)


def _foreign(view: EventView, entity: Entity) -> bool:
    """Whether an actor's name tells a state other than the one that the event lies in ("Israeli jets" in Syria)."""
    named = {
        nation.iso for name in (entity.name, *entity.names) for word in (name, *name.split())
        if (nation := nation_of_adjective(word) or nation_named(word))
    }
    return bool(view.event.place.country and named and view.event.place.country not in named)


def _when(view: EventView, row: Row) -> None:
    start, end = view.dates
    claims = claim_ids(view.dating())
    if start is None or end is None:
        row.put("event_date", None, f"no date can be told ({view.event.date.note or 'none is given'})", claims)
        return
    days, middle = (end - start).days + 1, start + (end - start) / 2
    precision = 1 if days == 1 else 2 if days <= 7 else 3 if days <= 31 else None
    row.put("event_date", _words(middle), "the day" if days == 1 else "the middle of the days in question", claims)
    row.put("year", middle.year, "the year of event_date", claims)
    known = {1: "1, the day is known", 2: "2, the week or a like time is known", 3: "3, the month is known"}
    row.put("time_precision", precision, known[precision] if precision else "ACLED takes no event of an unknown month", claims)


def _words(day: date) -> str:
    return f"{day.day:02d} {day:%B} {day.year}"


def _where(view: EventView, row: Row) -> None:
    place, claims = view.event.place, claim_ids(view.placing())
    land = country(place.country) if place.country else None
    row.put("location", place.name, "the most specific place", claims)
    row.put("country", land.name if land else place.country, "the country that the place lies in, as GeoNames names it", claims)
    row.put("iso", land.number if land else None, "the country's ISO 3166 number", claims if land else ())
    row.put("admin1", place.admin1, "first-order unit, as GeoNames names it", claims)
    row.put("latitude", place.lat, "decimal degrees, WGS84", claims)
    row.put("longitude", place.lon, "decimal degrees, WGS84", claims)
    precision, why = _GEO.get(place.precision, (None, "ACLED has no code for less than a region"))
    row.put("geo_precision", precision, f"{precision}, {why}" if precision else why, claims)


def _fatalities(view: EventView, row: Row) -> None:
    whole = toll(view, "killed", WORDS)
    if whole.told:
        rule = "the most conservative of the totals told; tens are 10, dozens 12, hundreds 100"
        rule += "; later figures have taken the place of earlier ones" if whole.revised else ""
    else:
        rule = "0 where the reports give no number"
        rule += f" (they say {', '.join(whole.words)}, for which no number is known for sure here)" if whole.words else ""
    row.put("fatalities", whole.low or 0, rule, whole.behind("low"))
    claims = claim_ids(view.happenings()) + whole.claims
    row.put("notes", _notes(view, whole), "what happened, when and where; who gives which number", claims)


def _notes(view: EventView, whole: Toll) -> str:
    start, end = view.dates
    when = f"{'On' if start == end else 'Between'} {_words(start).lstrip('0')}" if start else "On a day that is not told"
    if start and end and start != end:
        when += f" and {_words(end).lstrip('0')}"
    said = [f"{when}: {view.event.label.rstrip('.')}."]
    if reserve := _RESERVE.get(view.event.status):
        said.append(reserve)
    if whole.told:
        values = dict.fromkeys(_said(view, told) for told in whole.told)
        disputed = len({told.low for told in whole.told}) > 1
        said.append(f"Fatalities{' are disputed' if disputed else ''}: {'; '.join(values)}.")
    elif whole.words:
        said.append(f"Fatalities: {', '.join(whole.words)}, without a number.")
    else:
        said.append("No number of fatalities is told.")
    days = days_covered(view)
    if days and days.summed:
        said.append(f"The toll covers {_words(days.start).lstrip('0')} to {_words(days.end).lstrip('0')}.")
    return " ".join(said)


def _said(view: EventView, told: Told) -> str:
    """"at least 27 (the district prefect, in River News Agency and Kanem Courier)"."""
    claims = [claim for id_ in told.claims if (claim := view.lookup.claims.get(id_))]
    number = str(told.low) if told.low == told.high else f"{told.low} to {told.high}"
    if all(c.figure and c.figure.low is None for c in claims) and told.high:
        number = f"up to {told.high}"
    elif told.high is None:
        vague = [c.figure.vague_word for c in claims if c.figure and c.figure.low is None and c.figure.vague_word]
        word = vague[0] if len(vague) == len(claims) else None
        more = any(c.figure and c.figure.bound == "more_than" for c in claims)
        number = word or f"{'more than' if more else 'at least'} {told.low}"
    speakers = dict.fromkeys(claim.claimant.name for claim in claims if claim.claimant)
    articles = (view.lookup.articles[claim.article] for claim in claims)
    outlets = dict.fromkeys(article.credit for article in articles)
    who = f"{' and '.join(speakers)}, in " if speakers else ""
    return f"{number} ({who}{' and '.join(outlets)})"
