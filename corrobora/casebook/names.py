"""Judgements on names: which are one, which are not. Names are judged as written, so that the decision survives re-runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from corrobora.casebook.judgements import told
from corrobora.casebook.replay import Replay
from corrobora.entities.resolve import Resolution
from corrobora.events.where import relate
from corrobora.records import Effect, Entity, EntityMention, Judgement, Reading, make_id

Pair = frozenset[str]


def key(name: str) -> str:
    """A written name for comparison: blanks and case do not count, spelling does."""
    return " ".join(name.split()).casefold()


def entity_named(name: str, entities: Iterable[Entity], number: Mapping[tuple[str, str], int]) -> Entity | None:
    """The entity that a written name means: the one so called, else the one most often so written.

    ``number``: (entity id, ``key`` of a name) -> how many mentions are written so.
    """
    own = key(name)
    found = [e for e in entities if key(e.name) == own or any(key(form) == own for form in e.names)]
    return min(found, key=lambda e: (key(e.name) != own, -number.get((e.id, own), 0), e.id), default=None)


def counts_of(resolution: Resolution, readings: Sequence[Reading]) -> dict[tuple[str, str], int]:
    """How many mentions of each entity are written in each way."""
    number: dict[tuple[str, str], int] = {}
    for reading in readings:
        for mention in reading.mentions:
            id_ = resolution.of.get((reading.article.id, mention.key))
            if id_ is not None:
                at = id_, key(mention.text)
                number[at] = number.get(at, 0) + 1
    return number


def kept_apart(last: Mapping[Pair, Judgement]) -> dict[Pair, Judgement]:
    """The pairs of names that are not the same, of those on which somebody decided last."""
    return {pair: judgement for pair, judgement in last.items() if judgement.decision == "not_same"}


def foreseen(judgement: Judgement, known: Sequence[Entity], others: Iterable[Judgement]) -> tuple[Effect, str | None]:
    """What will become of a judgement on names, by the entities that bear them and the judgements on names that hold."""
    last = {frozenset(map(key, j.target.names[:2])): j for j in others}
    last.pop(frozenset(map(key, judgement.target.names[:2])), None)  # the later one holds
    found = [entity_named(name, known, {}) for name in judgement.target.names[:2]]
    a, b = found
    if a is None or b is None:
        return "orphaned", f"no name is written {judgement.target.names[found.index(None)]!r}"
    if judgement.decision != "same" or a.id == b.id:
        return "applied", None
    return _weighed(a, b, kept_apart(last))


def _weighed(a: Entity, b: Entity, apart: Mapping[Pair, Judgement]) -> tuple[Effect, str | None]:
    """What becomes of two entities being said to be one."""
    if against := conflict(a, b, apart):
        names = " and ".join(against.target.names[:2])
        return "conflict", f"{names} are not the same: {told(against, 'decided')} ({against.id})"
    return "applied", "; ".join(doubts(a, b)) or None


def judged_names(resolution: Resolution, readings: Sequence[Reading], replay: Replay) -> Resolution:
    """The resolution with names joined and parted as people decided. Of two on one pair of names the later holds."""
    last: dict[Pair, Judgement] = {}
    for judgement in replay.of("same", "not_same", "unsure", kind="names"):
        pair = frozenset(key(name) for name in judgement.target.names[:2])
        if pair in last:
            replay.tell(last[pair], "superseded")
        last[pair] = judgement
    apart = kept_apart(last)
    for judgement in apart.values():
        resolution = _part(resolution, readings, judgement, replay)
    for judgement in last.values():
        if judgement.decision == "same":
            resolution = _join(resolution, readings, judgement, apart, replay)
        elif judgement.decision == "unsure":
            replay.tell(judgement, "applied")
    return resolution


def conflict(a: Entity, b: Entity, apart: Mapping[Pair, Judgement]) -> Judgement | None:
    """The judgement by which two entities hold names that are not the same."""
    ours, theirs = ({key(name) for name in (e.name, *e.names)} for e in (a, b))
    for pair, judgement in apart.items():
        if len(pair) == 2:
            one, other = sorted(pair)
            if (one in ours and other in theirs) or (other in ours and one in theirs):
                return judgement
    return None


def doubts(a: Entity, b: Entity) -> list[str]:
    """What speaks against two entities being one, for a person to weigh."""
    found = []
    if a.kind != b.kind:
        found.append(f"{a.name} is read as a {a.kind}, {b.name} as a {b.kind}")
    if a.known and b.known and a.known != b.known:
        found.append(f"{a.name} and {b.name} are two known actors")
    if a.side and b.side and a.side != b.side:
        found.append(f"{a.name} is on the side of {a.side}, {b.name} of {b.side}")
    if a.place and b.place and relate([a.id], [b.id], {a.id: a, b.id: b}) == "apart":
        found.append(f"{a.name} and {b.name} lie in different places")
    return found


def _join(
    resolution: Resolution, readings: Sequence[Reading], judgement: Judgement, apart: Mapping[Pair, Judgement], replay: Replay
) -> Resolution:
    number = counts_of(resolution, readings)
    a, b = (entity_named(name, resolution.entities, number) for name in judgement.target.names[:2])
    if a is None or b is None:
        missing = judgement.target.names[0 if a is None else 1]
        replay.tell(judgement, "orphaned", f"no name is written {missing!r}")
        return resolution
    if a.id == b.id:
        replay.tell(judgement, "applied")
        return resolution
    effect, note = _weighed(a, b, apart)
    replay.tell(judgement, effect, note)
    if effect == "conflict":
        return resolution
    mentions = sorted({*a.mentions, *b.mentions}, key=lambda m: (m.article, m.start, m.end))
    joined = a.model_copy(update={
        "names": tuple(sorted({*a.names, *b.names})), "mentions": tuple(mentions), "place": a.place or b.place,
        "roles": tuple(sorted({*a.roles, *b.roles})), "known": a.known or b.known, "side": a.side or b.side,
    })
    entities = tuple(joined if e.id == a.id else e for e in resolution.entities if e.id != b.id)
    of = {at: a.id if id_ == b.id else id_ for at, id_ in resolution.of.items()}
    return replace(resolution, entities=entities, of=of)


def _part(resolution: Resolution, readings: Sequence[Reading], judgement: Judgement, replay: Replay) -> Resolution:
    """Mentions that are written as the second name leave the entity of the first."""
    number = counts_of(resolution, readings)
    first, second = judgement.target.names[:2]
    a, b = (entity_named(name, resolution.entities, number) for name in (first, second))
    if a is None or b is None:
        replay.tell(judgement, "orphaned", f"no name is written {(first if a is None else second)!r}")
        return resolution
    replay.tell(judgement, "applied")
    if a.id != b.id:
        return resolution
    leaving = {
        (reading.article.id, mention.key): EntityMention(article=reading.article.id, start=mention.start, end=mention.end)
        for reading in readings for mention in reading.mentions
        if key(mention.text) == key(second) and resolution.of.get((reading.article.id, mention.key)) == a.id
    }
    gone = [m for m in a.mentions if any(_meet(m, other) for other in leaving.values())]
    stays = tuple(m for m in a.mentions if m not in gone)
    if not gone or not stays:
        replay.tell(judgement, "orphaned", f"{first} and {second} cannot be told apart by how they are written")
        return resolution
    written = tuple(name for name in a.names if key(name) == key(second)) or (second,)
    parted = Entity(
        id=make_id("e", "parted", a.id, key(second)), kind=a.kind, name=written[0], names=written, mentions=tuple(gone),
        side=a.side,
    )
    rest = tuple(name for name in a.names if key(name) != key(second)) or (first,)
    left = a.model_copy(update={
        "mentions": stays, "names": rest, "name": a.name if key(a.name) != key(second) else first,
    })
    entities = sorted([*(left if e.id == a.id else e for e in resolution.entities), parted], key=lambda e: e.id)
    of = {where: parted.id if where in leaving else id_ for where, id_ in resolution.of.items()}
    return replace(resolution, entities=tuple(entities), of=of)


def _meet(a: EntityMention, b: EntityMention) -> bool:
    return a.article == b.article and a.start < b.end and b.start < a.end
