"""Which happenings are one event, and which claims tell of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from corrobora.events.cluster import cluster
from corrobora.events.describe import date_of, label_of, place_of, roles_of, status_of, type_of, words_of
from corrobora.events.likeness import features, likeness, parts_of, whole
from corrobora.events.neighbours import neighbours
from corrobora.events.pairs import Profile, Score, profile, score, text_of, together
from corrobora.events.strands import Strand, strands_of
from corrobora.events.wording import Wording
from corrobora.records import Article, Claim, Entity, Event, Origin, Reading, Time, make_id

HALFWAY = 100
"""Reports with which the articles as a whole say as much as their strands."""
LARGE = 40
"""Reports below which the articles as a whole are not asked."""


def group_events(readings: Sequence[Reading], entities: Sequence[Entity], origins: Sequence[Origin]) -> tuple[Event, ...]:
    """The events with their claims, doers, place and date; findings and codings come later.

    Readings are linked (``entities.resolve.link``). Independent of the order of the readings.
    """
    by_id = {entity.id: entity for entity in entities}
    ordered = sorted(readings, key=lambda r: r.article.id)
    articles = {reading.article.id: reading.article for reading in ordered}
    strands = [s for reading in ordered for s in strands_of(reading, by_id) if s.reported]
    texts = [list(text_of(strand, articles[strand.article])) for strand in strands]
    wording = Wording(texts)
    days = [_day(articles[strand.article]) for strand in strands]
    profiles = [profile(strand, text, wording, day) for strand, text, day in zip(strands, texts, days, strict=True)]
    owners = [strand.article for strand in strands]
    scores = together(profiles, neighbours([p.words for p in profiles], days, owners), by_id)
    mixed = _mixed(scores, profiles, articles, by_id)
    scores |= mixed
    values = {pair: score.value for pair, score in scores.items()}
    # In a large case the news of the articles is settled first: a passing mention must not take the place of it.
    first = cluster({pair: values[pair] for pair in mixed}, owners, len(strands))
    groups = cluster(values, owners, len(strands), first)
    others = _statements(ordered)
    times = {reading.article.id: reading.times for reading in ordered}
    events = [
        _event([strands[i] for i in own], _reasons(own, scores), by_id, times, articles, others)
        for own in groups if any(strands[i].claims for i in own)
    ]
    return tuple(sorted(events, key=lambda e: (-len(e.main_of), -len(e.articles), -len(e.claims), e.id)))


def _mixed(
    scores: Mapping[tuple[int, int], Score], profiles: Sequence[Profile], articles: Mapping[str, Article],
    entities: Mapping[str, Entity],
) -> dict[tuple[int, int], Score]:
    """The scores of pairs of main strands where the articles as a whole have their say too.

    How rare a word is shows in many texts only, so in a case of a few reports the strands decide, in a large one the
    learned likeness of the articles (``likeness``).
    """
    mains = [number for number, profile in enumerate(profiles) if profile.strand.main]
    share = len(mains) / (len(mains) + HALFWAY)
    if len(mains) < LARGE:
        return {}
    parts = [parts_of(articles[profiles[number].strand.article]) for number in mains]
    weights = {part: Wording(own[part] for own in parts) for part in parts[0]}
    wholes = [
        whole(articles[profiles[number].strand.article], profiles[number].day, own, weights)
        for number, own in zip(mains, parts, strict=True)
    ]
    near = neighbours([w.bags["whole"] for w in wholes], [w.day for w in wholes], mains)
    near = sorted({*near, *_between(scores, mains)})
    values = likeness([features(wholes[i], wholes[j]) for i, j in near])
    mixed = {}
    for (i, j), value in zip(near, values.tolist(), strict=True):
        pair = mains[i], mains[j]
        own = scores.get(pair) or score(profiles[pair[0]], profiles[pair[1]], entities)
        capped = max(-3.0, min(3.0, own.value))
        mixed[pair] = Score(share * value + (1 - share) * capped, f"{own.why}; likeness of the articles {value:.1f}")
    return mixed


def _between(pairs: Iterable[tuple[int, int]], mains: Sequence[int]) -> set[tuple[int, int]]:
    """Those pairs that are of main strands, numbered among these."""
    at = {number: place for place, number in enumerate(mains)}
    return {(at[i], at[j]) for i, j in pairs if i in at and j in at}


def _day(article: Article) -> int | None:
    try:
        return date.fromisoformat((article.published or "")[:10]).toordinal()
    except ValueError:
        return None


def _statements(readings: Sequence[Reading]) -> Mapping[str, list[Claim]]:
    """The statements of each article."""
    return {r.article.id: [claim for claim in r.claims if claim.statement] for r in readings}


def _reasons(own: Sequence[int], scores: Mapping[tuple[int, int], Score]) -> tuple[str, ...]:
    """Why the strands of a group are one event, the surest pair of each first."""
    inside = sorted(
        ((scores[i, j].value, i, j) for i in own for j in own if (i, j) in scores), key=lambda t: (-t[0], t[1], t[2])
    )
    lines, known = [], set()
    for value, i, j in inside:
        if i in known and j in known:
            continue
        known |= {i, j}
        lines.append(f"{scores[i, j].why} (score {value:.1f})")
    return tuple(lines[:8])


def _event(
    strands: Sequence[Strand], why: tuple[str, ...], entities: Mapping[str, Entity], times: Mapping[str, Sequence[Time]],
    articles: Mapping[str, Article], statements: Mapping[str, list[Claim]],
) -> Event:
    claims = [claim for strand in strands for claim in strand.claims]
    for strand in strands:
        told = {(claim.start, claim.end) for claim in strand.claims}
        claims += [
            claim for claim in statements[strand.article]
            if any(claim.start <= start and end <= claim.end for start, end in told)
        ]
    kind = type_of(strands)
    place = place_of(strands, entities)
    doers, targets = roles_of(strands)
    return Event(
        id=_mint(strands, articles), type=kind,
        label=label_of(kind, place, doers, targets, entities, words_of(strands, articles)),
        status=status_of(strands), main_of=tuple(sorted(s.article for s in strands if s.main)),
        articles=tuple(sorted({s.article for s in strands})), claims=tuple(dict.fromkeys(claim.id for claim in claims)),
        place=place, date=date_of(strands, times, articles), actors=doers, targets=targets, why=why,
    )


def _mint(strands: Sequence[Strand], articles: Mapping[str, Article]) -> str:
    """An id from the first claim of the first report that is mainly about it, so that a later report does not change it."""
    founding = min(
        (strand for strand in strands if strand.claims),
        key=lambda s: (not s.main, articles[s.article].published or "9999", s.article),
    )
    first = min(founding.claims, key=lambda c: (c.happening is None, c.start, c.id))
    return make_id("e", first.id)


