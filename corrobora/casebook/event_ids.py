"""The ids of events: minted once and kept, whatever later reports and better code do to the grouping."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corrobora.casebook.store import Casebook, KnownEvent
from corrobora.records import Claim, Event, make_id

Anchors = tuple[tuple[str, str, int, int], ...]


def keep_ids(events: Sequence[Event], claims: Mapping[str, Claim], book: Casebook) -> tuple[tuple[Event, ...], dict[str, str]]:
    """The events with the ids that they had, new ones with new ids, and what merged ids became: id -> id.

    A known event is the one that has most of its claims, by the share of both; one id goes to one event.
    """
    anchors = [_anchors(event, claims) for event in events]
    known = book.events()
    ids, changed = _assign(events, anchors, known)
    if changed:
        with book.minting() as (current, to_write):
            ids, changed = _assign(events, anchors, current)
            to_write += changed
            known = current
    newest = {own.id: own for own in (*known, *changed)}
    led = {own.id: own.merged_into for own in newest.values() if own.merged_into}
    return tuple(event.model_copy(update={"id": id_}) for event, id_ in zip(events, ids, strict=True)), led


def _anchors(event: Event, claims: Mapping[str, Claim]) -> Anchors:
    own = [claims[id_] for id_ in event.claims if id_ in claims and claims[id_].kind in ("happening", "figure")]
    own = own or [claims[id_] for id_ in event.claims if id_ in claims]
    return tuple(sorted((claim.article, claim.kind, claim.start, claim.end) for claim in own))


def _assign(
    events: Sequence[Event], anchors: Sequence[Anchors], known: Sequence[KnownEvent]
) -> tuple[list[str], list[KnownEvent]]:
    """The id of each event, and what is to be written: new ids, moved anchors, merges and splits."""
    common = _common(anchors, known)
    order = sorted(
        common, key=lambda pair: (-common[pair] / (len(anchors[pair[1]]) + len(known[pair[0]].anchors) - common[pair]), pair),
    )
    of_event: dict[int, int] = {}
    of_known: dict[int, int] = {}
    for k, e in order:
        if k not in of_known and e not in of_event:
            of_known[k], of_event[e] = e, k
    ids: list[str] = []
    changed: dict[str, KnownEvent] = {}
    taken = {own.id for own in known}
    for e, event in enumerate(events):
        if e in of_event:
            own = known[of_event[e]]
            now = KnownEvent(own.id, anchors[e], None, own.split_from)
        else:
            sources = [k for k, other in common if other == e]
            best = max(sources, key=lambda k: (common[k, e], -k), default=None)
            now = KnownEvent(_new(event.id, taken), anchors[e], None, known[best].id if best is not None else None)
            taken.add(now.id)
        ids.append(now.id)
        if e not in of_event or now != known[of_event[e]]:
            changed[now.id] = now
    for k, own in enumerate(known):
        if k not in of_known:
            # Its claims are in another's event: it is kept as it was, so that it can be told again if they part.
            holders = [e for other, e in common if other == k]
            best = max(holders, key=lambda e: (common[k, e], -e), default=None)
            into = ids[best] if best is not None else own.merged_into
            if into != own.merged_into:
                changed[own.id] = KnownEvent(own.id, own.anchors, into, own.split_from)
    return ids, list(changed.values())


def _common(anchors: Sequence[Anchors], known: Sequence[KnownEvent]) -> dict[tuple[int, int], int]:
    """(known event, event) -> how many claims of the known one stand where the other has one of the same kind."""
    held: dict[tuple[str, str], list[tuple[int, int, int]]] = {}
    for e, own in enumerate(anchors):
        for article, kind, start, end in own:
            held.setdefault((article, kind), []).append((start, end, e))
    common: dict[tuple[int, int], int] = {}
    for k, event in enumerate(known):
        for article, kind, start, end in event.anchors:
            here = held.get((article, kind), ())
            exact = {e for s, t, e in here if (s, t) == (start, end)}
            for e in exact or {e for s, t, e in here if s < end and start < t}:
                common[k, e] = common.get((k, e), 0) + 1
    return common


def _new(id_: str, taken: set[str]) -> str:
    """The id that the claims give, unless an event that has lost these claims bears it already."""
    number = 1
    while id_ in taken:
        number += 1
        id_ = make_id("e", id_, number)
    return id_
