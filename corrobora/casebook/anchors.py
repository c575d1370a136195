"""From a thing to its place in the sources, and back after a re-run: a claim by its words, an event by its claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from corrobora.records import Anchor, Claim, Event, Target

MAIN = 8
"""Claims that stand for an event."""
SHARE = 0.5
"""What two spans of one claim have in common at least, of all that they cover."""


def about(claim: Claim) -> str | None:
    """What tells a claim from another of its kind on the same words."""
    if claim.figure:
        return claim.figure.counts
    if claim.happening:
        return claim.happening.predicate
    return claim.relation.relation if claim.relation else None


def anchor_of(claim: Claim) -> Anchor:
    """Where a claim stands."""
    return Anchor(
        article=claim.article, start=claim.start, end=claim.end, quote=claim.quote, kind=claim.kind, about=about(claim),
        claim=claim.id,
    )


def target_of_claim(claim: Claim) -> Target:
    """A claim as what a judgement is about."""
    return Target(kind="claim", id=claim.id, anchors=(anchor_of(claim),))


def target_of_event(event: Event, claims: Mapping[str, Claim]) -> Target:
    """An event as what a judgement is about: its id and its main claims."""
    own = [claim for id_ in event.claims if (claim := claims.get(id_)) and claim.kind in ("happening", "figure")]
    return Target(kind="event", id=event.id, anchors=tuple(anchor_of(claim) for claim in own[:MAIN]))


def find_claim(anchor: Anchor, claims: Iterable[Claim]) -> Claim | None:
    """The claim that an anchor means, or None: the same words in place, else the same words, else nearly the same span.

    ``claims`` are those of the anchor's article, before any correction.
    """
    alike = [c for c in claims if c.article == anchor.article and c.kind == anchor.kind]
    exact = [c for c in alike if (c.start, c.end) == (anchor.start, anchor.end)]
    if exact:
        same = [c for c in exact if about(c) == anchor.about]
        if anchor.kind in ("figure", "relation") and not same and len(exact) > 1:
            return None
        return min(same or exact, key=lambda c: (c.id != anchor.claim, c.id))
    alike = [c for c in alike if about(c) == anchor.about or c.kind in ("happening", "statement")]
    again = [c for c in alike if c.quote == anchor.quote]
    if again:
        return min(again, key=lambda c: (about(c) != anchor.about, abs(c.start - anchor.start), c.id))
    near = [c for c in alike if _share(c, anchor) >= SHARE]
    return max(near, key=lambda c: (about(c) == anchor.about, _share(c, anchor), c.id), default=None)


def _share(a: Claim, b: Anchor) -> float:
    common = min(a.end, b.end) - max(a.start, b.start)
    return max(0, common) / max(1, max(a.end, b.end) - min(a.start, b.start))


def find_event(
    target: Target, events: Mapping[str, Sequence[str]], claims: Mapping[str, Sequence[Claim]], led: Mapping[str, str],
) -> str | None:
    """The id of the event that a target means: by its id, by what it became part of (``led``), else by its claims.

    ``events``: event id -> claim ids. ``claims``: article -> its claims.
    """
    id_, seen = target.id or "", set()
    while id_ not in events and id_ in led and id_ not in seen:
        seen.add(id_)
        id_ = led[id_]
    if id_ in events:
        return id_
    found = {c.id for anchor in target.anchors if (c := find_claim(anchor, claims.get(anchor.article, ())))}
    held = {event: len(found.intersection(own)) for event, own in events.items()}
    best = min(held, key=lambda event: (-held[event], event), default=None)
    return best if best is not None and held[best] else None
