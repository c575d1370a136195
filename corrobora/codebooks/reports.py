"""Event -> one row for each report that tells of it, in the shape that the R package ``eventreport`` reads.

Source: van Baalen et al., The MAVERICK Dataset Codebook (2025), and the help of ``eventreport``. Its scales of actor
precision and of sources' standing are not public in full: where a number is our own, the rule says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from corrobora.codebooks.assessment import RELIABILITY
from corrobora.codebooks.countries import country
from corrobora.codebooks.days import days_covered
from corrobora.codebooks.tolls import End, claim_ids, toll
from corrobora.codebooks.view import EventView, Row
from corrobora.records import Article, Coding, Counts, Entity

NAME = "reports"
SOURCE = "MAVERICK Codebook"
COLUMNS = (
    "id", "event_id", "country", "date_start", "date_end", "city", "location", "latitude", "longitude", "geo_precision",
    "actor1", "actor1_type", "actor1_precision", "deaths_best", "deaths_low", "deaths_high", "injuries_best",
    "injuries_low", "injuries_high", "source", "source_author", "source_type", "source_classification",
)  # fmt: skip
_GEO = {"country": 1, "admin1": 2, "admin2": 3, "near": 4, "exact": 5}
_KINDS = {
    "civilians": "civilians", "government": "state forces", "rebels": "armed group", "islamic_state": "armed group",
    "kurdish_forces": "armed group", "other": "other", "unspecified": "unknown",
}  # fmt: skip
_STANDING = {"A": 5, "B": 4, "C": 3, "D": 2, "E": 1}


def rows(view: EventView) -> Iterator[Coding]:
    """What each report by itself says of the event, in the order of the event's reports."""
    for article in view.articles:
        own = tuple(claim.id for claim in view.claims if claim.article == article.id)
        yield _row(EventView(view.event.model_copy(update={"articles": (article.id,), "claims": own}), view.lookup), article)


def _row(view: EventView, article: Article) -> Coding:
    row = Row(COLUMNS, SOURCE, {})
    row.put("id", f"{view.event.id}/{article.id}", "event and report")
    row.put("event_id", view.event.id, "the event that the report is grouped with")
    _where(view, row)
    if days := days_covered(view):
        row.put("date_start", days.start.isoformat(), "earliest possible day, of all that the toll covers", days.claims)
        row.put("date_end", days.end.isoformat(), "latest possible day, of all that the toll covers", days.claims)
    _actor(view, row)
    counted: tuple[tuple[str, Counts], ...] = (("deaths", "killed"), ("injuries", "injured"))
    for prefix, counts in counted:
        told = toll(view, counts, {})
        none = f"the report gives no number ({', '.join(told.words)})" if told.words else "not told by the report"
        ends: tuple[tuple[End, str], ...] = (
            ("best", "the report's own total"), ("low", "its lowest total"), ("high", "its highest total"),
        )
        for end, rule in ends:
            row.put(f"{prefix}_{end}", getattr(told, end), rule if told.told else none, told.behind(end))
    _source(view, row, article)
    return row.coding("not told by the report")


def _where(view: EventView, row: Row) -> None:
    place, claims = view.event.place, claim_ids(view.placing())
    land = country(place.country) if place.country else None
    row.put("country", land.name if land else place.country, "the country's name", claims)
    row.put("city", place.name, "the event's place", claims)
    own = next((e for e in view.entities((place.entity or "",))), None)
    told = _spelled(view, own) if own else None
    row.put("location", told or place.name, "the place as this report writes it" if told else "the event's place", claims)
    row.put("latitude", place.lat, "decimal degrees, WGS84", claims)
    row.put("longitude", place.lon, "decimal degrees, WGS84", claims)
    precision = _GEO.get(place.precision)
    row.put("geo_precision", precision, "1 the country to 6 the street; what lies between is our own order", claims)


def _spelled(view: EventView, entity: Entity) -> str | None:
    """A name as the report itself writes it first."""
    (article,) = view.articles
    first = min((m for m in entity.mentions if m.article == article.id), key=lambda m: m.start, default=None)
    return article.slice(first) if first else None


def _actor(view: EventView, row: Row) -> None:
    named = {i for claim in view.happenings() if claim.happening for i in claim.happening.actors}
    doer = next((e for e in view.actors if e.id in named), view.actors[0] if view.actors else None)
    if doer is None:
        return
    claims = claim_ids(view.naming(doer))
    row.put("actor1", doer.name, "the doer", claims)
    row.put("actor1_type", _KINDS[view.side(doer)], "by the side that its names tell", claims)
    is_named = bool(doer.known) or doer.kind == "organisation" or doer.name != doer.name.casefold()
    row.put("actor1_precision", 2 if is_named else 1, "2 named, 1 described: a scale of our own", claims)


def _source(view: EventView, row: Row, article: Article) -> None:
    claims = claim_ids(view.claims)
    row.put("source", article.credit, "the outlet, or where the report was read", claims)
    row.put("source_author", article.author, "as the page names the author" if article.author else "not told by the report")
    row.put("source_type", "news agency" if article.agency else "news", "news agency where the page credits one")
    code = next((c.assessment for c in view.claims if c.assessment and not c.claimant), None)
    row.put(
        "source_classification", _STANDING.get(code[0]) if code else None,
        f"{code}, {RELIABILITY[code[0]]}, as an analyst judged the outlet (A is 5, E 1, F empty)" if code
        else "no analyst judged the outlet, and a reliability is never suggested", claims if code else (),
    )
