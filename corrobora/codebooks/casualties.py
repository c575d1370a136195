"""Event -> a row as casualty recorders keep it: minimum and maximum, civilians and combatants, a grade.

Sources: Every Casualty, Standards for Casualty Recording (2016); Airwars' grades (confirmed, fair, weak, contested) and Iraq
Body Count's minimum and maximum. Airwars grades by its own assessment of sources; here only the number of independent origins
and whether they contradict each other decide, and an analyst overrules.
"""

from __future__ import annotations

from corrobora.codebooks.tolls import Toll, claim_ids, toll
from corrobora.codebooks.view import EventView, Row
from corrobora.records import Coding, Counts, Side

NAME = "casualties"
COLUMNS = (
    "id", "date_start", "date_end", "place", "place_spellings", "country", "killed_min", "killed_max",
    "civilians_killed_min", "civilians_killed_max", "combatants_killed_min", "combatants_killed_max", "injured_min",
    "injured_max", "grade", "independent_origins", "claimants", "primary_witnesses",
)  # fmt: skip
_COMBATANTS: tuple[Side, ...] = ("government", "rebels", "islamic_state", "kurdish_forces")
_WITNESS = ("witness", "resident", "survivor", "medic", "doctor", "nurse", "relative", "rescuer", "paramedic", "hospital")


def code(view: EventView) -> Coding:
    """The event's row. A word without a number ("dozens") leaves the minimum empty rather than guessed."""
    row = Row(COLUMNS)
    event, happened = view.event, claim_ids(view.happenings())
    row.put("id", event.id, "the event's own id")
    row.put("date_start", event.date.start, "first day", happened)
    row.put("date_end", event.date.end, "last day", happened)
    row.put("place", event.place.name, "most specific place", happened)
    spelled = next((e.names for e in view.entities((event.place.entity or "",))), ())
    row.put("place_spellings", "; ".join(spelled) or None, "all spellings that the reports use", happened)
    row.put("country", event.place.country, "ISO 3166 code", happened)
    whole = _range(view, row, "killed", "killed", toll(view, "killed", {}))
    civilians = _range(view, row, "civilians_killed", "killed", toll(view, "killed", {}, "civilians"))
    armed = [toll(view, "killed", {}, side) for side in _COMBATANTS]
    told = [t for t in armed if t.told]
    claims = tuple(c for t in told for c in t.claims)
    row.put("combatants_killed_min", sum(t.low or 0 for t in told) if told else None, "sum over armed sides", claims)
    row.put("combatants_killed_max", sum(t.high or 0 for t in told) if told else None, "sum over armed sides", claims)
    _range(view, row, "injured", "injured", toll(view, "injured", {}))
    grade, why = _grade(view, civilians if civilians.told else whole)
    row.put("grade", grade, f"grade: {why}", (civilians if civilians.told else whole).claims)
    row.put("independent_origins", len(view.origins), "reports that share a text count once", claim_ids(view.claims))
    row.put("claimants", "; ".join(view.claimants) or None, "everybody who is named as saying it", claim_ids(view.claims))
    seen = [c for c in view.claims if c.claimant and any(w in c.claimant.name.lower() for w in _WITNESS)]
    row.put("primary_witnesses", "; ".join(dict.fromkeys(c.claimant.name for c in seen if c.claimant)) or None,
            "claimants whom the text calls witnesses, residents, medics and the like", claim_ids(seen))  # fmt: skip
    return row.coding("not told by the reports")


def _range(view: EventView, row: Row, prefix: str, counts: Counts, told: Toll) -> Toll:
    row.put(f"{prefix}_min", told.low, f"lowest {counts} of any independent origin", told.claims)
    row.put(f"{prefix}_max", told.high, f"highest {counts} of any independent origin", told.claims)
    return told


def _grade(view: EventView, told: Toll) -> tuple[str | None, str]:
    if not told.told:
        return None, "no toll is told"
    findings = [f for f in view.event.findings if f.topic == "killed"]
    if any(f.verdict == "differ" for f in findings):
        return "contested", "independent origins contradict each other"
    if len(told.told) >= 2:
        return "fair", "two or more independent origins tell a toll (confirmed needs a party's own admission)"
    return "weak", "a single origin"
