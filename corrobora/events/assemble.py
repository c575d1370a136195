"""Everything -> Case: the one document that the screen, the JSON and the exports read."""

from __future__ import annotations

from collections.abc import Sequence

from corrobora.entities.resolve import Resolution, link
from corrobora.events.compare import find_findings
from corrobora.events.copies import Sources
from corrobora.events.group import group_events
from corrobora.records import Case, Origin, Reading, Rejected, Unread
from corrobora.settings import Settings


def assemble(
    readings: Sequence[Reading], resolution: Resolution, origins: Sequence[Origin], unread: Sequence[Unread],
    settings: Settings,
) -> Case:
    """The case document but for its codings, in an order that depends on the content alone."""
    readings = sorted((link(reading, resolution) for reading in readings), key=lambda r: r.article.id)
    origin_of = {article: origin.id for origin in origins for article in origin.articles}
    articles = {
        r.article.id: r.article.model_copy(update={"origin": origin_of.get(r.article.id)}) for r in readings
    }
    entities = {entity.id: entity for entity in resolution.entities}
    events = group_events(readings, resolution.entities, origins)
    readings = _count_times(readings)
    event_of = {claim: event.id for event in events for claim in event.claims}
    claims = {
        claim.id: claim.model_copy(update={"event": event_of.get(claim.id)})
        for reading in readings for claim in reading.claims
    }
    sources = Sources(articles, origins)
    finished = []
    for event in events:
        findings = find_findings(event, claims, articles, entities, origins, sources)
        finished.append(event.model_copy(update={"findings": findings}))
    rejected = [rejection for reading in readings for rejection in reading.rejected]
    rejected += [
        Rejected(article=article.id, reason=f"clutter: {block.reason}", text=article.slice(block))
        for article in articles.values() for block in article.blocks if block.role == "clutter"
    ]
    return Case(
        settings=settings.digest(), articles=tuple(articles.values()), origins=tuple(origins),
        entities=resolution.entities, times=tuple(time for reading in readings for time in reading.times),
        claims=tuple(claims.values()), events=tuple(finished), rejected=tuple(rejected), unread=tuple(unread),
    )


def _count_times(readings: Sequence[Reading]) -> list[Reading]:
    """The readings with times counted through the whole case, as the document lists them, instead of within each article."""
    before, counted = 0, []
    for reading in readings:
        claims = []
        for claim in reading.claims:
            if before and claim.happening and claim.happening.time is not None:
                told = claim.happening.model_copy(update={"time": claim.happening.time + before})
                claim = claim.model_copy(update={"happening": told})
            claims.append(claim)
        counted.append(reading.model_copy(update={"claims": tuple(claims)}))
        before += len(reading.times)
    return counted
