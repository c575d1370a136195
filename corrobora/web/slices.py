"""A part of a case that is itself a case document, so that whatever reads a case reads a part of it."""

from __future__ import annotations

from collections.abc import Iterable

from corrobora.records import Case, Claim


def slice_case(case: Case, *, events: Iterable[str] = (), articles: Iterable[str] = ()) -> Case:
    """The case with these events and articles, and what belongs to them.

    An event brings its articles, whole; an article named for itself brings the events that it tells of, but not their other
    articles.
    """
    wanted, here = set(events), set(articles)
    told = [event for event in case.events if event.id in wanted or here & set(event.articles)]
    here |= {article for event in told if event.id in wanted for article in event.articles}
    times = [(at, time) for at, time in enumerate(case.times) if time.article in here]
    again = {at: number for number, (at, _) in enumerate(times)}
    claims = tuple(_timed(claim, again) for claim in case.claims if claim.article in here)
    kept = tuple(article for article in case.articles if article.id in here)
    origins = {article.origin for article in kept}
    named = {m for event in told for m in (*event.actors, *event.targets, event.place.entity)}
    return case.model_copy(update={
        "articles": kept, "origins": tuple(origin for origin in case.origins if origin.id in origins),
        "entities": tuple(e for e in case.entities if e.id in named or any(m.article in here for m in e.mentions)),
        "times": tuple(time for _, time in times), "claims": claims, "events": tuple(told),
        "rejected": tuple(r for r in case.rejected if r.article in here), "unread": (),
    })


def _timed(claim: Claim, again: dict[int, int]) -> Claim:
    """A claim whose time is counted in the part."""
    if claim.happening is None or claim.happening.time is None:
        return claim
    happening = claim.happening.model_copy(update={"time": again.get(claim.happening.time)})
    return claim.model_copy(update={"happening": happening})
