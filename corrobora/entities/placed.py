"""Clusters of names and the places of their articles -> entities of kind place, and what is left for persons and bodies."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from corrobora.entities.cluster import Cluster
from corrobora.entities.places import Toponym
from corrobora.entities.within import same_spelling
from corrobora.records import Entity, EntityMention, Mention, Reading, lean, make_id
from corrobora.text.names import skeletons, tokens

SURE_TOWN = 0.5
"""Least chance that a whole name is a place for it to go before the language model's label."""
Item = tuple[Reading, Cluster]


@dataclass
class Placed:
    """``entities``: the places; ``of``: the entity of each (article id, mention key); ``rest``: the clusters that are no
    places."""

    entities: list[Entity] = field(default_factory=list)
    of: dict[tuple[str, str], str] = field(default_factory=dict)
    rest: list[Item] = field(default_factory=list)


def place_entities(found: dict[str, dict[str, Toponym]], items: Sequence[Item], used: Collection[tuple[str, str]]) -> Placed:
    """Takes the places out of the clusters. Names of one point on the map are one entity in all articles.

    A name that stands for a government ("Damascus said") or is a known actor stays with it, and is a mention of the place
    besides.
    A description ("the town") goes where its name goes, and is a mention of it if a claim uses it (``used``: article ids and
    keys). ``found``: the places that each article names (``locate``); those that are an actor's name are taken out.
    """
    placed = Placed()
    _join_spellings(found)
    keys: dict[str, list[tuple[str, Toponym]]] = defaultdict(list)
    _leave_actors(found, items)
    for article, toponyms in found.items():
        for toponym in {t.key: t for t in toponyms.values()}.values():
            keys[toponym.identity].append((article, toponym))
    ids = {identity: make_id("e", "place", identity) for identity in keys}
    for article, toponyms in found.items():
        for key, toponym in toponyms.items():
            placed.of[article, key] = ids[toponym.identity]
    pointing: dict[str, list[tuple[str, Mention]]] = defaultdict(list)
    for reading, cluster in items:
        here = found[reading.article.id]
        if cluster.known or cluster.shared:
            for mention in cluster.mentions:
                placed.of.pop((reading.article.id, mention.key), None)
            placed.rest.append((reading, cluster))
            continue
        left = [mention for mention in cluster.mentions if mention.key not in here]
        named = [mention for mention in cluster.mentions if mention.key in here]
        if named and (cluster.kind in {"place", "facility"} or all(mention.head is not None for mention in left)):
            for mention in left:
                before = [other for other in named if other.start < mention.start] or named[:1]
                identity = here[before[-1].key].identity
                placed.of[reading.article.id, mention.key] = ids[identity]
                if mention.head is None or (reading.article.id, mention.key) in used:
                    pointing[identity].append((reading.article.id, mention))
        elif named:
            placed.rest.append((reading, Cluster(cluster.kind, left, cluster.known, cluster.shared)))
        elif not any(mention.head is None for mention in cluster.mentions) and cluster.kind == "place":
            continue  # "the city", and no city is named
        else:
            placed.rest.append((reading, cluster))
    for identity, members in keys.items():
        placed.entities.append(_entity(ids[identity], members, pointing[identity]))
    return placed


def _join_spellings(found: dict[str, dict[str, Toponym]]) -> None:
    """Gives two spellings of a place that no gazetteer has, in or by one town, one identity ("Qasr el-Breij", "al-Bureij")."""
    alike: dict[tuple[str, str], dict[str, Toponym]] = defaultdict(dict)
    for toponyms in found.values():
        for one in toponyms.values():
            if one.identity.startswith("in:") and len(sounds := skeletons(one.text)[-1:]) and len(sounds[0]) > 2:
                alike[one.identity.split(":")[1], sounds[0]].setdefault(one.identity, one)
    joined: dict[str, str] = {}
    for names in alike.values():
        ordered = sorted(names, key=lambda identity: (len(skeletons(names[identity].text)), identity))
        full = {skeletons(names[identity].text) for identity in ordered if len(skeletons(names[identity].text)) > 1}
        for at, identity in enumerate(ordered if len(full) < 2 else ()):
            word = tokens(names[identity].text)[-1]
            host = next((h for h in ordered[:at] if same_spelling(tokens(names[h].text)[-1], word)), None)
            if host is not None:
                joined[identity] = joined.get(host, host)
    for toponyms in found.values():
        for key, one in toponyms.items():
            if one.identity in joined:
                toponyms[key] = replace(one, identity=joined[one.identity])
    _join_wider(found)


def _join_wider(found: dict[str, dict[str, Toponym]]) -> None:
    """Gives a name that no gazetteer has, told of only as in a country, the place where other articles put it in that country,
    if they put it in one."""
    finer: dict[tuple[str, str | None], dict[str, Toponym]] = defaultdict(dict)
    every = [one for toponyms in found.values() for one in toponyms.values() if one.identity.startswith("in:") and one.place]
    for one in every:
        if one.place and one.place.precision != "country":
            finer[one.text.casefold(), one.place.country].setdefault(one.identity, one)
    for toponyms in found.values():
        for key, one in toponyms.items():
            if one.identity.startswith("in:") and one.place and one.place.precision == "country":
                known = list(finer.get((one.text.casefold(), one.place.country), {}).values())
                if len(known) == 1:
                    toponyms[key] = replace(one, identity=known[0].identity, place=known[0].place)


def _leave_actors(found: dict[str, dict[str, Toponym]], items: Sequence[Item]) -> None:
    """Takes out the places that are a known actor's name or a part of it ("White House", "Islamic State of Iraq and the
    Levant"), and those that are the name of a person whom the article gives a title or a full name."""
    for reading, cluster in items:
        person = cluster.kind == "person" and not cluster.known and _is_told(cluster)
        if cluster.known or person:
            here = found[reading.article.id]
            for mention in cluster.mentions:
                town = person and (mention.kind == "place" or _is_town(here.get(mention.key), cluster))
                if mention.head is None and not town:
                    for key in [k for k, place in here.items() if place.start < mention.end and mention.start < place.end]:
                        del here[key]


def _is_town(place: Toponym | None, cluster: Cluster) -> bool:
    """Whether a name that nothing but the model's label makes a person is as a whole a place that the gazetteer has."""
    titled = any(mention.role or mention.kind == "person" for mention in cluster.mentions)
    return place is not None and place.chance >= SURE_TOWN and place.identity.startswith("spot:") and not titled


def _is_told(cluster: Cluster) -> bool:
    """Whether a person's cluster has a title or a name of two words, not the model's label alone."""
    return any(m.role or (m.label == "PERSON" and " " in m.text and m.head is None) for m in cluster.mentions)


def _entity(id_: str, members: list[tuple[str, Toponym]], pointing: list[tuple[str, Mention]]) -> Entity:
    texts = Counter(toponym.text for _, toponym in members)
    name = min(texts, key=lambda text: (text.isupper() and len(text) > 3, -texts[text], -len(text), text))
    first = members[0][1]
    if first.identity.startswith(("offset:", "near:")):
        name = first.name
    kinds = Counter(toponym.kind for _, toponym in members)
    spans = {(article, t.start, t.end) for article, t in members} | {(article, m.start, m.end) for article, m in pointing}
    written = {*texts, *(mention.text for _, mention in pointing if mention.head is None)}
    return Entity(
        id=id_,
        kind=min(kinds, key=lambda kind: (-kinds[kind], kind)),
        name=name,
        names=tuple(sorted(written)),
        mentions=tuple(mention_of(*span) for span in sorted(spans)),
        place=first.place,
    )


def mention_of(article: str, start: int, end: int) -> EntityMention:
    """A mention of an entity, in as little memory as it takes: a case has more of them than of anything else."""
    return lean(EntityMention(article=article, start=start, end=end))
