"""Event -> a row as casualty recorders keep it: minimum and maximum, civilians and combatants, a grade.

Sources: Every Casualty, Standards for Casualty Recording (2016); Airwars, Methodology (its grades); Iraq Body Count, Methods
(minimum and maximum). Airwars' grades also rest on its own view of sources; here only what the reports themselves tell of
independence and admission decides, and an analyst overrules.
"""

from __future__ import annotations

from corrobora.codebooks.assessment import assessed, suggested
from corrobora.codebooks.countries import country
from corrobora.codebooks.days import days_covered
from corrobora.codebooks.tolls import End, Toll, claim_ids, toll
from corrobora.codebooks.view import EventView, Row
from corrobora.records import Claim, Coding, Side

NAME = "casualties"
SOURCE = "Casualty recording"
COLUMNS = (
    "id", "date_start", "date_end", "place", "place_spellings", "country", "killed_min", "killed_max",
    "civilians_killed_min", "civilians_killed_max", "combatants_killed_min", "combatants_killed_max", "injured_min",
    "injured_max", "grade", "independent_origins", "claimants", "primary_witnesses", "credibility_suggested",
    "source_assessments",
)  # fmt: skip
_IBC, _AIRWARS, _EVERY = "Iraq Body Count, Methods", "Airwars, Methodology, grading", "Every Casualty, Standards"
SECTIONS = {
    **dict.fromkeys(("killed_min", "killed_max", "injured_min", "injured_max"), _IBC),
    **dict.fromkeys(("civilians_killed_min", "civilians_killed_max"), _IBC),
    **dict.fromkeys(("combatants_killed_min", "combatants_killed_max"), f"{_EVERY}, categories of casualties"),
    "grade": _AIRWARS, "independent_origins": f"{_EVERY}, evaluation of sources", "claimants": f"{_EVERY}, sources",
    "primary_witnesses": f"{_EVERY}, sources", "place_spellings": f"{_EVERY}, names and places",
    "credibility_suggested": "Admiralty code (NATO AJP-2.1)", "source_assessments": "Admiralty code (NATO AJP-2.1)",
    **dict.fromkeys(("id", "date_start", "date_end", "place", "country"), f"{_EVERY}, what, when and where"),
}
"""Column -> what it follows."""
_COMBATANTS: tuple[Side, ...] = ("government", "rebels", "islamic_state", "kurdish_forces")
_WITNESS = ("witness", "resident", "survivor", "medic", "doctor", "nurse", "relative", "rescuer", "paramedic", "hospital")


def code(view: EventView) -> Coding:
    """The event's row. A word without a number ("dozens") leaves the minimum empty rather than guessed."""
    row = Row(COLUMNS, SOURCE, SECTIONS)
    _setting(view, row)
    whole = _range(row, "killed", toll(view, "killed", {}))
    _range(row, "civilians_killed", toll(view, "killed", {}, "civilians"))
    armed = [t for side in _COMBATANTS if (t := toll(view, "killed", {}, side)).told]
    claims = tuple(dict.fromkeys(c for t in armed for c in t.claims))
    for end in ("low", "high"):
        column = f"combatants_killed_{'min' if end == 'low' else 'max'}"
        total = sum(getattr(t, end) for t in armed) if armed else None
        row.put(column, total, "sum over the armed sides that are told" if armed else "not told by the reports", claims)
    _range(row, "injured", toll(view, "injured", {}))
    grade, why = _grade(view, whole)
    row.put("grade", grade, f"{grade}: {why}" if grade else why, whole.claims)
    _sources(view, row)
    return row.coding("not told by the reports")


def _setting(view: EventView, row: Row) -> None:
    """Fills when and where."""
    event, days, placed = view.event, days_covered(view), claim_ids(view.placing())
    row.put("id", event.id, "the event's own id")
    if days:
        row.put("date_start", days.start.isoformat(), "first day of all that the toll covers", days.claims)
        row.put("date_end", days.end.isoformat(), "last day of all that the toll covers", days.claims)
    row.put("place", event.place.name, "the most specific place", placed)
    spelled = next((e.names for e in view.entities((event.place.entity or "",))), ())
    row.put("place_spellings", "; ".join(spelled) or None, "all spellings that the reports use", placed)
    land = country(event.place.country) if event.place.country else None
    row.put("country", land.name if land else event.place.country, "the country that the place lies in", placed)


def _sources(view: EventView, row: Row) -> None:
    """Fills who stands behind it, and what is thought of them."""
    claims = claim_ids(view.claims)
    row.put("independent_origins", len(view.origins), "reports that share a text count once", claims)
    row.put("claimants", "; ".join(view.claimants) or None, "everybody who is named as saying it", claims)
    seen = [c for c in view.claims if c.claimant and any(map(_words(view, c).__contains__, _WITNESS))]
    row.put("primary_witnesses", "; ".join(dict.fromkeys(c.claimant.name for c in seen if c.claimant)) or None,
            "claimants whom the text calls witnesses, residents, medics and the like", claim_ids(seen))  # fmt: skip
    finding = next((f for f in view.tolls if f.topic == "killed" and f.who is None), None)
    if finding:
        digit, why = suggested(finding)
        row.put("credibility_suggested", digit, f"{digit}, suggested from independence alone: {why}",
                tuple(claim for cell in finding.cells for claim in cell.claims))  # fmt: skip
    codes = assessed(view)
    judged = "; ".join(f"{name} {grade}" for name, grade in codes.items())
    row.put("source_assessments", judged or None, "as analysts judged outlets and claimants; never suggested",
            claim_ids(c for c in view.claims if c.assessment))  # fmt: skip


def _words(view: EventView, claim: Claim) -> str:
    """How the text calls the one who says it: name and roles."""
    if claim.claimant is None:
        return ""
    roles = [role for entity in view.entities((claim.claimant.entity or "",)) for role in entity.roles]
    return " ".join((claim.claimant.name, *roles)).casefold()


def _range(row: Row, prefix: str, told: Toll) -> Toll:
    counted = prefix.split("_")[-1]
    later = "; later figures have taken the place of earlier ones" if told.revised else ""
    none = f"the reports give no number (they say {', '.join(told.words)})" if told.words else "not told by the reports"
    ends: tuple[tuple[str, End, str], ...] = (("min", "low", "lowest"), ("max", "high", "highest"))
    for column, end, word in ends:
        rule = f"{word} {counted} of any independent origin{later}" if told.told else none
        row.put(f"{prefix}_{column}", getattr(told, end), rule, told.behind(end))
    return told


def _grade(view: EventView, told: Toll) -> tuple[str | None, str]:
    if not told.told:
        return None, "no toll is told"
    doers = next((f for f in view.event.findings if f.topic == "actors"), None)
    if doers is not None and doers.verdict == "differ":
        return "contested", "independent origins name different doers"
    if admitted := _admitted(view, told):
        return "confirmed", f"a doer's own side says so ({admitted})"
    if told.origins >= 2:
        return "fair", f"{told.origins} independent origins tell a toll, and none denies who did it"
    return "weak", "a single origin tells a toll"


def _admitted(view: EventView, told: Toll) -> str | None:
    """The claimant of a toll who is one of the doers."""
    doers = {entity.id: entity for entity in view.actors}
    for id_ in told.claims:
        claim = view.lookup.claims[id_]
        if claim.claimant and claim.claimant.entity in doers and claim.status == "asserted":
            return claim.claimant.name
    return None

