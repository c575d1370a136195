"""Events as PLOVER records, one JSON object a line (PLOVER: Political Language Ontology for Verifiable Event Records, 2018)."""

from __future__ import annotations

import json
from typing import Any, TextIO

from corrobora.codebooks.view import EventView, Lookup
from corrobora.records import VERSION, Case

# Sub-event type -> PLOVER event and mode; the quad class follows from the event.
EVENTS = {
    "Government regains territory": ("ASSAULT", "firearms"), "Non-state actor overtakes territory": ("ASSAULT", "firearms"),
    "Armed clash": ("ASSAULT", "firearms"), "Chemical weapon": ("ASSAULT", "unconventional"),
    "Air/drone strike": ("ASSAULT", "aerial"), "Suicide bomb": ("ASSAULT", "suicide-attack"),
    "Shelling/artillery/missile attack": ("ASSAULT", "heavy-weapons"), "Grenade": ("ASSAULT", "explosives"),
    "Remote explosive/landmine/IED": ("ASSAULT", "explosives"), "Attack": ("ASSAULT", None),
    "Sexual violence": ("ASSAULT", "sexual"), "Abduction/forced disappearance": ("ASSAULT", "abduct"),
    "Peaceful protest": ("PROTEST", "demo"), "Protest with intervention": ("PROTEST", "demo"),
    "Excessive force against protesters": ("COERCE", "restrict"), "Violent demonstration": ("PROTEST", "riot"),
    "Mob violence": ("PROTEST", "riot"), "Agreement": ("AGREE", None), "Arrests": ("COERCE", "arrest"),
    "Disrupted weapons use": ("COERCE", "seize"), "Looting/property destruction": ("ASSAULT", "destroy"),
    "Non-violent transfer of territory": ("RETREAT", "yield"),
}  # fmt: skip
QUAD = {"ASSAULT": 4, "COERCE": 4, "PROTEST": 3, "AGREE": 1, "RETREAT": 2}
"""1 verbal and 2 material cooperation, 3 verbal and 4 material conflict."""


def plover(case: Case, out: TextIO) -> None:
    """One record an event; an event whose type has no counterpart says so with ``has_event`` false."""
    lookup = Lookup(case)
    for event in case.events:
        out.write(json.dumps(record(EventView(event, lookup)), ensure_ascii=True) + "\n")


def record(view: EventView) -> dict[str, Any]:
    """The record's fields in the standard's order."""
    event = view.event
    code, mode = EVENTS.get(event.type, (None, None))
    place = event.place
    happened = [c for c in view.claims if c.happening]
    return {
        "id": event.id, "has_event": code is not None, "date": event.date.start, "time": None, "enddate": event.date.end,
        "endtime": None, "actor": [{"actor_text": e.name, "side": view.side(e)} for e in view.actors],
        "recipient": [{"actor_text": e.name, "side": view.side(e)} for e in view.targets], "event": code,
        "event_loc": {"name": place.name, "lat": place.lat, "lon": place.lon, "country": place.country, "adm1": place.admin1},
        "event_text": happened[0].happening.predicate if happened and happened[0].happening else None,
        "quad_code": QUAD.get(code or ""), "event_scale": None, "mode": mode, "context": None, "link": None,
        "text": happened[0].quote if happened else event.label,
        "text_info": [{"article": c.article, "start": c.start, "end": c.end} for c in happened],
        "cite_info": [{"source": a.outlet or a.source, "date": a.published, "url": a.url} for a in view.articles],
        "coder": f"corrobora {VERSION}", "coded_date": None, "coded_time": None, "comment": event.status,
    }  # fmt: skip
