"""Which happenings are one event, and which claims tell of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from corrobora.events.cluster import cluster
from corrobora.events.copies import CROWD
from corrobora.events.describe import date_of, label_of, roles_of, status_of, type_of, words_of
from corrobora.events.likeness import features, likeness, parts_of, whole
from corrobora.events.neighbours import neighbours
from corrobora.events.pairs import Profile, outline, score, text_of
from corrobora.events.site import place_of
from corrobora.events.strand import Share, Strand, day_of
from corrobora.events.strands import strands_of
from corrobora.events.where import Entities
from corrobora.events.wording import Wording
from corrobora.records import Article, Entity, Event, Origin, Reading, make_id

HALFWAY = 100
"""Reports with which the articles as a whole say as much as their strands."""
LARGE = 40
"""Reports below which the articles as a whole are not asked."""
REASONS = 8
"""Lines of an event that say why its reports are of one."""


def group_events(readings: Sequence[Reading], entities: Sequence[Entity], origins: Sequence[Origin]) -> tuple[Event, ...]:
    """The events with their claims, doers, place and date; findings and codings come later.

    Readings are linked (``entities.resolve.link``). Independent of the order of the readings.
    """
    by_article = {reading.article.id: reading for reading in sorted(readings, key=lambda r: r.article.id)}
    return tuple(sorted(each_event(by_article, Entities(entities), origins), key=rank))


def rank(event: Event) -> tuple[int, int, int, str]:
    """Where an event stands in the record: the most told first."""
    return -len(event.main_of), -len(event.articles), -len(event.claims), event.id


def each_event(
    readings: Mapping[str, Reading], entities: Mapping[str, Entity], origins: Sequence[Origin]
) -> Iterator[Event]:
    """The events of a case, in no order of use. ``readings``, by article in the order of their ids, may lie on disk: each is
    looked at once, and again for each of its events."""

    articles = len(readings)
    strands: list[Share] = []
    profiles: list[Profile] = []
    texts: list[list[str]] = []
    wholes: list[tuple[int, str | None, dict[str, list[str]]]] = []
    for reading in readings.values():
        day = day_of(reading.article)
        place = {id(claim): number for number, claim in enumerate(reading.claims)}
        for strand in (strand for strand in strands_of(reading, entities) if strand.reported):
            if strand.main and articles >= LARGE:
                wholes.append((len(strands), reading.article.outlet, parts_of(reading.article)))
            strands.append(Share(strand, place))
            profiles.append(outline(strand, day, reading.times, entities))
            texts.append(list(text_of(strand, reading.article)))
    copied = _copied(strands, profiles, origins)
    alone = [number for number in range(len(strands)) if number not in copied]  # a crowd of copies is weighed once
    wholes = [own for own in wholes if own[0] not in copied]
    wording = Wording(texts[number] for number in alone)
    for number in alone:
        profiles[number] = replace(profiles[number], words=wording.bag(texts[number]))
    texts.clear()
    near = neighbours([profiles[n].words for n in alone], [profiles[n].day for n in alone], [strands[n].article for n in alone])
    values = {(alone[i], alone[j]): score(profiles[alone[i]], profiles[alone[j]], entities).value for i, j in near}
    del near
    mixed = _mixed(values, profiles, wholes, entities)
    values |= {pair: value for pair, (value, _) in mixed.items()}
    # In a large case the news of the articles is settled first: a passing mention must not take the place of it.
    owners = [strand.article for strand in strands]
    first = cluster({pair: values[pair] for pair in mixed}, owners, len(strands))
    copies: dict[int, list[int]] = defaultdict(list)
    for number, model in copied.items():
        copies[model].append(number)
    for own in cluster(values, owners, len(strands), first):
        if own[0] in copied:
            continue  # it goes with its model
        more = sorted(copy for number in own for copy in copies.get(number, ()))
        told = [strands[number].of(readings[strands[number].article]) for number in own]
        if any(strand.claims for strand in told):
            why = _reasons(own, values, mixed, profiles, entities)
            why += (f"{len(more)} more print the same text",) if more else ()
            yield _event(told, [strands[number] for number in more], why, entities, readings)


def _copied(
    strands: Sequence[Share], profiles: Sequence[Profile], origins: Sequence[Origin]
) -> dict[int, int]:
    """Strands of the copies of a text that a crowd prints -> the strand of the first print that tells the same.

    Compared one by one they would find no neighbours, for what so many texts have in common is no rare word.
    """
    crowded = {article: origin.articles[0] for origin in origins if len(origin.articles) > CROWD for article in origin.articles}
    if not crowded:
        return {}
    told: dict[str, list[tuple[Hashable, int]]] = defaultdict(list)
    for number, (strand, own) in enumerate(zip(strands, profiles, strict=True)):
        if strand.article in crowded:
            told[strand.article].append(((own.main, frozenset(own.kinds), own.places, own.real), number))
    copied: dict[int, int] = {}
    for id_, model in crowded.items():
        left = list(told[model]) if id_ != model else []
        for key, number in told[id_]:
            same = next((own for own in left if own[0] == key), None)
            if same is not None:
                left.remove(same)
                copied[number] = same[1]
    return copied


Mixed = Mapping[tuple[int, int], tuple[float, float]]
"""Pairs of main strands: how sure it is that they are one event, and the likeness of the articles as a whole in it."""


def _mixed(
    values: Mapping[tuple[int, int], float],
    profiles: Sequence[Profile],
    wholes: list[tuple[int, str | None, dict[str, list[str]]]],
    entities: Mapping[str, Entity],
) -> Mixed:
    """The scores of pairs of main strands where the articles as a whole have their say too. ``wholes``: number, outlet and
    parts of each; it is emptied.

    How rare a word is shows in many texts only, so in a case of a few reports the strands decide, in a large one the
    learned likeness of the articles (``likeness``).
    """
    if len(wholes) < LARGE:
        return {}
    mains = [number for number, _, _ in wholes]
    share = len(mains) / (len(mains) + HALFWAY)
    weights = {part: Wording(own[part] for _, _, own in wholes) for part in wholes[0][2]}
    likened = []
    for number, outlet, own in reversed(wholes):
        likened.append(whole(outlet, profiles[number].day, own, weights))
        wholes.pop()
    likened.reverse()
    near = neighbours([w.bags["whole"] for w in likened], [w.day for w in likened], mains)
    near = sorted({*near, *_between(values, mains)})
    mixed = {}
    for (i, j), value in zip(near, likeness(features(likened[i], likened[j]) for i, j in near).tolist(), strict=True):
        pair = mains[i], mains[j]
        own_value = values.get(pair)
        if own_value is None:
            own_value = score(profiles[pair[0]], profiles[pair[1]], entities).value
        mixed[pair] = share * value + (1 - share) * max(-3.0, min(3.0, own_value)), value
    return mixed


def _between(pairs: Iterable[tuple[int, int]], mains: Sequence[int]) -> set[tuple[int, int]]:
    """Those pairs that are of main strands, numbered among these."""
    at = {number: place for place, number in enumerate(mains)}
    return {(at[i], at[j]) for i, j in pairs if i in at and j in at}


def _reasons(
    own: Sequence[int],
    values: Mapping[tuple[int, int], float],
    mixed: Mixed,
    profiles: Sequence[Profile],
    entities: Mapping[str, Entity],
) -> tuple[str, ...]:
    """Why the strands of a group are one event, the surest pair of each first."""
    inside = sorted((-values[pair], *pair) for pair in combinations(sorted(own), 2) if pair in values)
    lines: list[str] = []
    known: set[int] = set()
    for value, i, j in inside:
        if i in known and j in known:
            continue
        known |= {i, j}
        why = score(profiles[i], profiles[j], entities).why
        if (i, j) in mixed:
            why += f"; likeness of the articles {mixed[i, j][1]:.1f}"
        lines.append(f"{why} (score {-value:.1f})")
        if len(lines) == REASONS:
            break
    return tuple(lines)


def _event(
    strands: Sequence[Strand],
    further: Sequence[Share],
    why: tuple[str, ...],
    entities: Mapping[str, Entity],
    readings: Mapping[str, Reading],
) -> Event:
    """The event of some strands. ``further``: prints in a crowd, which say nothing that their first print does not."""
    own = {id_: readings[id_] for id_ in sorted({strand.article for strand in strands})}
    articles = {id_: reading.article for id_, reading in own.items()}
    claims = [claim.id for strand in strands for claim in strand.claims]
    for strand in strands:
        claims += _stating(strand, own[strand.article])
    for share in further:
        reading = readings[share.article]
        copy = share.of(reading)
        claims += [*(claim.id for claim in copy.claims), *_stating(copy, reading)]
    kind = type_of(strands)
    place = place_of(strands, entities)
    doers, targets = roles_of(strands, entities)
    return Event(
        id=_mint(strands, articles), type=kind,
        label=label_of(kind, place, doers, targets, entities, words_of(strands, articles)),
        status=status_of(strands),
        main_of=tuple(sorted([*(s.article for s in strands if s.main), *(share.article for share in further if share.main)])),
        articles=tuple(sorted({*articles, *(share.article for share in further)})),
        claims=tuple(dict.fromkeys(claims)),
        place=place,
        date=date_of(strands, {id_: r.times for id_, r in own.items()}, articles),
        actors=doers,
        targets=targets,
        why=why,
    )


def _stating(strand: Strand, reading: Reading) -> Iterator[str]:
    """The statements in which claims of a strand stand."""
    told = {(claim.start, claim.end) for claim in strand.claims}
    return (
        claim.id for claim in reading.claims
        if claim.statement and any(claim.start <= start and end <= claim.end for start, end in told)
    )


def _mint(strands: Sequence[Strand], articles: Mapping[str, Article]) -> str:
    """An id from the first claim of the first report that is mainly about it, so that a later report does not change it."""
    founding = min(
        (strand for strand in strands if strand.claims),
        key=lambda s: (not s.main, articles[s.article].published or "9999", s.article),
    )
    first = min(founding.claims, key=lambda c: (c.happening is None, c.start, c.id))
    return make_id("e", first.id)


