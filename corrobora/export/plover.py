"""Events as PLOVER records, one JSON object a line.

PLOVER Manual (Open Event Data Alliance), chapters "Event Categories" and "JSON Data Fields": categories, modes, quad codes,
actor and sector codes. Only what the event's type tells is coded: an armed clash says nothing of the weapons.
"""

from __future__ import annotations

from typing import Any, TextIO

from corrobora.codebooks.acled import EVENT_TYPE
from corrobora.codebooks.countries import country
from corrobora.codebooks.tolls import toll
from corrobora.codebooks.view import EventView
from corrobora.export.lines import write_line
from corrobora.export.tables import views
from corrobora.records import VERSION, Article, Case, Entity, Side

# Sub-event type -> PLOVER event and mode.
EVENTS: dict[str, tuple[str, str | None]] = {
    "Government regains territory": ("ASSAULT", None), "Non-state actor overtakes territory": ("ASSAULT", None),
    "Armed clash": ("ASSAULT", None), "Chemical weapon": ("ASSAULT", "unconventional"),
    "Air/drone strike": ("ASSAULT", "heavy-weapons"), "Suicide bomb": ("ASSAULT", "suicide-attack"),
    "Shelling/artillery/missile attack": ("ASSAULT", "heavy-weapons"), "Grenade": ("ASSAULT", "explosives"),
    "Remote explosive/landmine/IED": ("ASSAULT", "explosives"), "Attack": ("ASSAULT", None),
    "Sexual violence": ("ASSAULT", "sexual"), "Abduction/forced disappearance": ("ASSAULT", "abduct"),
    "Peaceful protest": ("PROTEST", "demo"), "Protest with intervention": ("PROTEST", "demo"),
    "Excessive force against protesters": ("ASSAULT", None), "Violent demonstration": ("PROTEST", "riot"),
    "Mob violence": ("PROTEST", "riot"), "Agreement": ("AGREE", None), "Arrests": ("COERCE", "arrest"),
    "Disrupted weapons use": ("COERCE", "confiscate"), "Looting/property destruction": ("ASSAULT", "destroy"),
    "Non-violent transfer of territory": ("RETREAT", "withdraw"),
}  # fmt: skip
_OPEN = frozenset({"Agreement", "Other"})
"""Types that leave the PLOVER event to the words of the claims."""
QUAD = {
    "AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "CONCEDE": 1, "COOPERATE": 2, "AID": 2, "RETREAT": 2, "REQUEST": 3, "ACCUSE": 3,
    "REJECT": 3, "THREATEN": 3, "SANCTION": 3, "PROTEST": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4,
}  # fmt: skip
"""1 verbal and 2 material cooperation, 3 verbal and 4 material conflict. REQUEST is DEMAND in drafts of the manual."""
SECTORS: dict[Side, str | None] = {
    "civilians": "CVL", "government": "MIL", "rebels": "REB", "islamic_state": "REB", "kurdish_forces": "REB", "other": None,
    "unspecified": None,
}  # fmt: skip
_CONTEXTS = {"planned": ["future"], "expected": ["future"]}


def plover(case: Case, out: TextIO) -> None:
    """One record an event; an event whose type has no counterpart says so with ``has_event`` false."""
    for view in views(case):
        write_line(record(view), out)


def record(view: EventView) -> dict[str, Any]:
    """The record's fields in the manual's order. Where both sides fight, both are actors (ASSAULT, "Requires recipient")."""
    event = view.event
    code, mode = EVENTS.get(event.type, (None, None))
    if event.type in _OPEN:
        code = _voted(view) or code
    foes = [e for e in view.targets if EVENT_TYPE.get(event.type) == "Battles" and view.side(e) != "civilians"]
    land = country(event.place.country) if event.place.country else None
    happened = [c for c in view.claims if c.happening]
    words = dict.fromkeys(c.happening.predicate for c in happened if c.happening)
    return {
        "id": event.id, "has_event": code is not None, "date": event.date.start, "time": None, "enddate": event.date.end,
        "endtime": None, "actor": [_actor(view, entity) for entity in (*view.actors, *foes)],
        "recipient": [_actor(view, entity) for entity in view.targets if entity not in foes], "event": [code] if code else [],
        "event_loc": _location(view, land.alpha3 if land else None), "event_text": list(words),
        "quad_code": QUAD.get(code or ""), "event_scale": None, "mode": mode, "context": _CONTEXTS.get(event.status),
        "link": None, "text": happened[0].quote if happened else event.label,
        "text_info": [{"article": c.article, "start": c.start, "end": c.end} for c in happened],
        "cite_info": [_citation(article) for article in view.articles], "coder": f"corrobora {VERSION}", "coded_date": None,
        "coded_time": None, "comment": _comment(view),
    }  # fmt: skip


def _voted(view: EventView) -> str | None:
    """The PLOVER event that most of what is told of the event is, by how central it is to its article."""
    votes: dict[str, float] = {}
    for claim in view.claims:
        if claim.happening and claim.happening.plover and claim.happening.type in _OPEN and claim.status != "denied":
            votes[claim.happening.plover] = votes.get(claim.happening.plover, 0.0) + 0.1 + claim.happening.salience
    return max(sorted(votes), key=lambda root: votes[root], default=None)


def _actor(view: EventView, entity: Entity) -> dict[str, Any]:
    """Its text and sector. Whose country it is of is told by few names, so ``code`` is left out."""
    told = {"actor_text": entity.name, "sector": SECTORS[view.side(entity)], "identifier_id": entity.id}
    return {key: value for key, value in told.items() if value}


def _location(view: EventView, alpha3: str | None) -> dict[str, Any] | None:
    """A location object in the field names of GeoNames' own tables."""
    place = view.event.place
    own = next((e.place for e in view.entities((place.entity or "",)) if e.place), None)
    found = {
        "geonameid": own.geonames if own else None, "name": place.name, "latitude": place.lat, "longitude": place.lon,
        "country code": place.country, "cc3": alpha3, "admin1": place.admin1,
    }  # fmt: skip
    return {key: value for key, value in found.items() if value is not None} or None


def _citation(article: Article) -> dict[str, Any]:
    told = {
        "publication": article.credit, "title": article.title, "url": article.url,
        "language": article.language, "date": article.published, "citation": article.id,
    }  # fmt: skip
    return {key: value for key, value in told.items() if value}


def _comment(view: EventView) -> str:
    """Status and tolls, which the format has no field of its own for."""
    parts: list[str] = [view.event.status]
    for counts, words in (("killed", "dead"), ("injured", "injured")):
        told = toll(view, "killed" if counts == "killed" else "injured", {})
        if told.told:
            parts.append(f"{words} {told.low} to {told.high}, best {told.best}")
    return "; ".join(parts)
