"""Everything -> Case: the one document that the screen, the JSON and the exports read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from corrobora.entities.resolve import Resolution, link
from corrobora.events.compare import find_findings
from corrobora.events.copies import Sources
from corrobora.events.group import group_events
from corrobora.events.told import find_told
from corrobora.events.where import Entities
from corrobora.events.wording import Wording
from corrobora.records import Article, Case, Claim, Entity, Event, Origin, Reading, Rejected, Time, Unread
from corrobora.settings import Settings

Regroup = Callable[[tuple[Event, ...], Sequence[Reading], Sequence[Entity]], tuple[Event, ...]]
"""Events as grouped, linked readings, entities -> events: where a kept case puts what people decided of events."""


def assemble(
    readings: Sequence[Reading], resolution: Resolution, origins: Sequence[Origin], unread: Sequence[Unread],
    settings: Settings, regroup: Regroup = lambda events, readings, entities: events,
) -> Case:
    """The case document but for its codings, in an order that depends on the content alone.

    ``regroup`` may change the events before they are compared.
    """
    readings = sorted((link(reading, resolution) for reading in readings), key=lambda r: r.article.id)
    origin_of = {article: origin.id for origin in origins for article in origin.articles}
    articles = {
        r.article.id: r.article.model_copy(update={"origin": origin_of.get(r.article.id)}) for r in readings
    }
    entities = Entities(resolution.entities)
    events = regroup(group_events(readings, resolution.entities, origins), readings, resolution.entities)
    claims = {claim.id: claim for reading in readings for claim in reading.claims}
    times = {(reading.article.id, at): time for reading in readings for at, time in enumerate(reading.times)}
    events, made = _compare(events, claims, articles, entities, origins, times)
    claims |= dict(sorted(made.items()))
    event_of = {claim: event.id for event in events for claim in event.claims}
    shift = _counts(readings)
    ordered = sorted(claims.values(), key=lambda claim: claim.article)
    rejected = [rejection for reading in readings for rejection in reading.rejected]
    rejected += [rejection for article in articles.values() for rejection in clutter_of(article)]
    return Case(
        settings=settings.digest(),
        articles=tuple(articles.values()),
        origins=tuple(origins),
        entities=resolution.entities,
        times=tuple(time for reading in readings for time in reading.times),
        claims=tuple(finished_claim(claim, event_of.get(claim.id), shift[claim.article]) for claim in ordered),
        events=events,
        rejected=tuple(rejected),
        unread=tuple(unread),
    )


def _compare(
    events: Sequence[Event], claims: Mapping[str, Claim], articles: Mapping[str, Article], entities: Mapping[str, Entity],
    origins: Sequence[Origin], times: Mapping[tuple[str, int], Time],
) -> tuple[tuple[Event, ...], dict[str, Claim]]:
    """The events with their findings, and the claims made for sentences that two origins tell alike, by id."""
    sources, wording = Sources(articles, origins), Wording([])
    of_article: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims.values():
        of_article[claim.article].append(claim)
    around, finished = Around(articles, claims, of_article, times), []
    made: dict[str, Claim] = {}
    for event in events:
        event, own = compared(event, around, entities, sources, wording)
        made |= {claim.id: claim for claim in own}
        finished.append(event)
    return tuple(finished), made


@dataclass(frozen=True)
class Around:
    """What an event is compared by: at least its own articles, with their claims (by id, and as read by article) and times."""

    articles: Mapping[str, Article]
    claims: Mapping[str, Claim]
    of_article: Mapping[str, Sequence[Claim]]
    times: Mapping[tuple[str, int], Time]


def compared(
    event: Event, around: Around, entities: Mapping[str, Entity], sources: Sources, wording: Wording
) -> tuple[Event, list[Claim]]:
    """An event with its findings, and the claims made for sentences that two origins tell alike. It hangs on the event and
    what was read of its articles alone, so that events may be compared in any order."""
    first = sources.first_told(event, around.of_article.__getitem__)
    findings = find_findings(first, around.claims, around.articles, entities, (), sources, around.times)
    told, made = find_told(first, around.articles, around.claims, around.of_article, sources, wording)
    claims = (*event.claims, *(claim.id for claim in made))
    return event.model_copy(update={"findings": (*findings, *told), "claims": claims}), made


def _counts(readings: Sequence[Reading]) -> dict[str, int]:
    """How many times stand before those of each article when all are listed in one row, as the document lists them."""
    before, counts = 0, {}
    for reading in readings:
        counts[reading.article.id] = before
        before += len(reading.times)
    return counts


def clutter_of(article: Article) -> Iterator[Rejected]:
    """The blocks of an article that are not its report."""
    for block in article.blocks:
        if block.role == "clutter":
            yield Rejected(article=article.id, reason=f"clutter: {block.reason}", text=article.slice(block))


def finished_claim(claim: Claim, event: str | None, shift: int) -> Claim:
    """A claim with its event, and with its time counted through the whole case instead of within its article."""
    change: dict[str, object] = {"event": event}
    if claim.happening and claim.happening.time is not None:
        change["happening"] = claim.happening.model_copy(update={"time": claim.happening.time + shift})
    return claim.model_copy(update=change)
