"""What the reports say of one event, fact by fact: agree, compatible, updated, differ, alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corrobora.events.copies import Sources
from corrobora.events.facts import find_facts
from corrobora.events.tolls import by_id, find_tolls
from corrobora.records import Article, Claim, Entity, Event, Finding, Origin, Time


def find_findings(
    event: Event, claims: Mapping[str, Claim], articles: Mapping[str, Article], entities: Mapping[str, Entity],
    origins: Sequence[Origin], sources: Sources | None = None, times: Mapping[tuple[str, int], Time] | None = None,
) -> tuple[Finding, ...]:
    """The fact rows of an event; ``claims`` holds every claim of the case by id.

    ``sources`` are those of ``articles`` and ``origins``, made once for all events of a case; ``times`` holds the time
    expressions that the happenings point to, by article and index.
    """
    sources = sources or Sources(articles, origins)
    own = by_id(claims, event.claims)
    figures = [claim for claim in own if claim.figure is not None and claim.figure.scope == "event"]
    return (*find_tolls(figures, sources), *find_facts(event, own, entities, times or {}, sources))
