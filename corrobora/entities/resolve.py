"""Mentions of all articles -> entities: which names are one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from corrobora.entities.across import best_name, decide_over, join_across, spans
from corrobora.entities.cluster import Cluster
from corrobora.entities.gazetteer import Gazetteer, load_gazetteer
from corrobora.entities.kinds import decide, votes_of
from corrobora.entities.modifiers import without_modifiers
from corrobora.entities.placed import mention_of, place_entities
from corrobora.entities.places import Toponym, locate, place_of
from corrobora.entities.pronouns import pronouns_in
from corrobora.entities.within import cluster_article, same_spelling
from corrobora.records import Claim, Entity, EntityKind, Mention, Reading, make_id
from corrobora.settings import Settings
from corrobora.text.actors import KnownActors, load_known, side_of
from corrobora.text.names import skeletons
from corrobora.text.nations import nation_named, nation_of_adjective
from corrobora.text.ordinary import is_ordinary


@dataclass(frozen=True)
class Resolution:
    """The entities, and the entity of each (article id, mention key)."""

    entities: tuple[Entity, ...]
    of: dict[tuple[str, str], str]

    @cached_property
    def kinds(self) -> dict[str, EntityKind]:
        """The kind of each entity."""
        return {entity.id: entity.kind for entity in self.entities}

    @cached_property
    def sites(self) -> dict[str, dict[tuple[int, int], str]]:
        """For each article the places and facilities that it names, by their spans."""
        found: dict[str, dict[tuple[int, int], str]] = {}
        for entity in self.entities:
            if entity.kind in {"place", "facility"}:
                for mention in entity.mentions:
                    found.setdefault(mention.article, {})[mention.start, mention.end] = entity.id
        return found

    @cached_property
    def names(self) -> dict[str, str]:
        """The best name of each entity, by id."""
        return {entity.id: entity.name for entity in self.entities}

    @cached_property
    def titled(self) -> frozenset[str]:
        """The persons with a title."""
        return frozenset(e.id for e in self.entities if e.kind == "person" and e.roles)

    @cached_property
    def governments(self) -> dict[str, str]:
        """The governments that the case names, by name."""
        return {e.name: e.id for e in self.entities if e.name.startswith("Government of ")}


@dataclass(frozen=True, slots=True)
class Named:
    """What joining names needs of one article. ``reading``: its text and mentions alone; ``places``: those that it names, by
    mention key; ``used``: the mention keys that its claims hold."""

    reading: Reading
    clusters: tuple[Cluster, ...]
    places: dict[str, Toponym]
    used: frozenset[str]


def named_in(reading: Reading, settings: Settings) -> Named:
    """The names of one article: which of its mentions are one, and which are places."""
    clusters = tuple(cluster_article(reading, load_known(settings.actors)))
    places = {key: replace(place, why="") for key, place in locate(reading, load_gazetteer(settings.cache)).items()}
    return Named(bare(reading), clusters, places, frozenset(key for claim in reading.claims for key in keys_of(claim)))


def bare(reading: Reading) -> Reading:
    """A reading's text and mentions alone."""
    return Reading(article=reading.article.model_copy(update={"blocks": ()}), mentions=reading.mentions)


def resolve(readings: Sequence[Reading], settings: Settings) -> Resolution:
    """Joins the mentions of all readings; the result does not depend on the order of the readings."""
    named = join_names((named_in(reading, settings) for reading in readings), settings)
    standing: Standing = {}
    for reading in readings:
        stand_in(reading, named, standing)
    return Resolution(with_pronouns(named.entities, standing), named.of)


Standing = dict[str, set[tuple[str, int, int]]]
"""Entity id -> (article id, start, end) of the pronouns that stand for it."""


def stand_in(reading: Reading, resolution: Resolution, standing: Standing) -> list[tuple[int, int, str]]:
    """Puts the pronouns of an article that stand for an entity into ``standing``, and gives their spans and entities."""
    found = pronouns_in(reading, resolution.of, resolution.kinds)
    for start, end, id_ in found:
        standing.setdefault(id_, set()).add((reading.article.id, start, end))
    return found


def with_pronouns(entities: Iterable[Entity], standing: Standing) -> tuple[Entity, ...]:
    """The entities with the pronouns that stand for them among their mentions."""
    return tuple(_with_mentions(entity, standing.get(entity.id, ())) for entity in entities)


def join_names(articles: Iterable[Named], settings: Settings) -> Resolution:
    """As ``resolve``, from the names of each article, but for the pronouns (``stand_in``).

    Within an article names are joined first (``within``), then across articles: names that share a skeleton, an acronym or a
    known actor are compared, the surest pairs first. Descriptions that no claim uses and names of no kind are left out.
    """
    known, gazetteer = load_known(settings.actors), load_gazetteer(settings.cache)
    ordered = sorted(articles, key=lambda own: own.reading.article.id)
    local = [(own.reading, cluster) for own in ordered for cluster in own.clusters]
    used = {(own.reading.article.id, key) for own in ordered for key in own.used}
    placed = place_entities({own.reading.article.id: own.places for own in ordered}, local, used)
    del ordered, local
    of = placed.of
    places, rest = _adopt(_spelled_otherwise(placed.entities, of), placed.rest, of)
    entities = list(places)
    rest = [(reading, without_modifiers(reading, cluster, used)) for reading, cluster in rest]
    for group in join_across([item for item in rest if item[1].mentions and _counts(item, used)], known):
        entity = _on_the_map(_entity(group, known), gazetteer)
        entities.append(entity)
        for reading, cluster in group:
            for mention in cluster.mentions:
                of[reading.article.id, mention.key] = entity.id
    del placed, rest, used
    return Resolution(tuple(sorted(entities, key=lambda e: e.id)), of)


def _spelled_otherwise(places: Sequence[Entity], of: dict[tuple[str, str], str]) -> list[Entity]:
    """The places, where one that no gazetteer has is the only one with a point of its own that its name may be ("Raqa",
    "Raqqa")."""
    exact: dict[tuple[str, ...], list[Entity]] = {}
    for place in places:
        if place.place and place.place.geonames:
            for key in {skeletons(name) for name in place.names}:
                exact.setdefault(key, []).append(place)
    kept, gone = {place.id: place for place in places}, {}
    for place in places:
        if (place.place and place.place.geonames) or place.name not in place.names or place.kind != "place":
            continue
        hosts = {h.id: h for h in exact.get(skeletons(place.name), ()) if same_spelling(place.name, h.name)}
        if len(hosts) == 1:
            host = kept[next(iter(hosts))]
            mentions = tuple(sorted({*host.mentions, *place.mentions}, key=lambda m: (m.article, m.start, m.end)))
            names = tuple(sorted({*host.names, *place.names}))
            kept[host.id] = host.model_copy(update={"mentions": mentions, "names": names})
            gone[place.id] = host.id
            del kept[place.id]
    of.update({key: gone[id_] for key, id_ in of.items() if id_ in gone})
    return list(kept.values())


def _with_mentions(entity: Entity, added: Collection[tuple[str, int, int]]) -> Entity:
    """The entity with further mentions: pronouns that stand for it, names that another article shows to be its own."""
    if not added:
        return entity
    known = {(m.article, m.start, m.end) for m in entity.mentions}
    own = [mention_of(*span) for span in added if span not in known]
    mentions = sorted((*entity.mentions, *own), key=lambda m: (m.article, m.start, m.end))
    return entity.model_copy(update={"mentions": tuple(mentions)})


def _adopt(
    places: Sequence[Entity], items: Sequence[tuple[Reading, Cluster]], of: dict[tuple[str, str], str]
) -> tuple[list[Entity], list[tuple[Reading, Cluster]]]:
    """Names that only a model's label made something else go to the place that another article has under the same name."""
    named: dict[tuple[str, ...], set[str]] = {}
    for place in places:
        for name in place.names:
            named.setdefault(skeletons(name), set()).add(place.id)
    by_id, rest = {place.id: place for place in places}, []
    mentions: dict[str, set[tuple[str, int, int]]] = {}
    names: dict[str, set[str]] = {}
    for reading, cluster in items:
        name = cluster.full()
        ids = named.get(skeletons(name), set()) if cluster.names and cluster.weak() else set()
        if len(ids) != 1 or not same_spelling(name, by_id[next(iter(ids))].name):
            rest.append((reading, cluster))
            continue
        id_ = next(iter(ids))
        mentions.setdefault(id_, set()).update((reading.article.id, a, b) for a, b in spans(reading, cluster))
        names.setdefault(id_, set()).update(cluster.names)
        of.update({(reading.article.id, mention.key): id_ for mention in cluster.mentions})
    for id_, added in names.items():
        place = _with_mentions(by_id[id_], mentions[id_])
        by_id[id_] = place.model_copy(update={"names": tuple(sorted({*place.names, *added}))})
    return list(by_id.values()), rest


def keys_of(claim: Claim) -> Iterator[str]:
    """The mention keys that a claim holds."""
    keys = [claim.claimant.entity if claim.claimant else None, claim.via.entity if claim.via else None]
    if claim.happening:
        keys += [*claim.happening.actors, *claim.happening.targets, claim.happening.place]
    if claim.relation:
        keys += [claim.relation.subject, claim.relation.object]
    return (key for key in keys if key)


def _counts(item: tuple[Reading, Cluster], used: set[tuple[str, str]]) -> bool:
    """Whether a cluster becomes an entity: a name of some kind, or a description that a claim uses."""
    reading, cluster = item
    if any((reading.article.id, mention.key) in used for mention in cluster.mentions):
        return True
    return cluster.kind is not None and bool(cluster.names) and any(m.label or m.kind for m in cluster.mentions)


def _entity(group: Sequence[tuple[Reading, Cluster]], known: KnownActors) -> Entity:
    """One entity from the clusters of it in all articles. Its id comes from the earliest report, so that later ones keep it."""
    clusters = [cluster for _, cluster in group]
    actor = known.actors.get(next((c.known for c in clusters if c.known), ""))
    shared = next((c.shared for c in clusters if c.shared), None)
    kind = actor.kind if actor else _kind(group, known)
    name = shared or (actor.names[0] if actor else best_name(clusters))
    if not any(c.names for c in clusters) and is_ordinary(name.partition(" ")[0]):
        name = name[0].lower() + name[1:]  # "Gunmen" at the head of a sentence
    _, *first = min((r.article.published or "9", r.article.id, min(m.start for m in c.mentions)) for r, c in group)
    written = {text for c in clusters for text in c.names} or {m.text for c in clusters for m in c.mentions}
    mentions = sorted(
        (reading.article.id, start, end) for reading, c in group for start, end in spans(reading, c)
    )
    side = (actor.side if actor else None) or side_of(name if not shared or shared.startswith("Gov") else shared)
    minted = [actor.key] if actor else [shared] if shared else first
    return Entity(
        id=make_id("e", *minted),
        kind=kind,
        name=name,
        names=tuple(sorted(written)),
        mentions=tuple(mention_of(*span) for span in mentions),
        roles=tuple(sorted({role for c in clusters for role in c.roles})),
        known=actor.key if actor else None,
        side=side if side != "unspecified" else None,
    )


def _on_the_map(entity: Entity, gazetteer: Gazetteer) -> Entity:
    """A state that is spoken of as a doer ("Lebanon warned") lies where the country lies."""
    nation = nation_named(entity.name) if entity.kind == "place" and entity.place is None else None
    spot = gazetteer.country(nation.iso) if nation else None
    return entity.model_copy(update={"place": place_of(spot, gazetteer)}) if spot else entity


def _kind(group: Sequence[tuple[Reading, Cluster]], known: KnownActors) -> EntityKind:
    """The kind by vote. What the gazetteer and the context took for no place is none, whatever the model's labels say, unless
    the words before it tell one ("near Al Shadaddi"): then it is a place that is not on the map."""
    clusters = [cluster for _, cluster in group]
    kind = decide_over(clusters, known)
    if kind != "place" or any(nation_named(name) for c in clusters for name in c.names):
        return kind
    if any(_is_placed(r, m) for r, c in group for m in c.mentions):
        return kind
    votes = votes_of((m for c in clusters for m in c.mentions), known)
    return decide({**votes, "place": 0.0}) or "organisation"


def _is_placed(reading: Reading, mention: Mention) -> bool:
    """Whether the words before a name that the model took for a person's put it on the map."""
    before = reading.article.text[max(0, mention.start - 16):mention.start].lower()
    return mention.label == "PERSON" and mention.role is None and _NEAR.search(before) is not None


_NEAR = re.compile(r"\b(?:near|outside|around|inside|(?:town|city|village|district|outskirts|province|region) of) (?:the )?$")
_OF_STATES = frozenset({"Air/drone strike", "Shelling/artillery/missile attack", "Disrupted weapons use"})


def link(reading: Reading, resolution: Resolution, pronouns: Iterable[tuple[int, int, str]] = ()) -> Reading:
    """The reading with entity ids where its claims held mention keys; a key without an entity is dropped. ``pronouns``: those
    that stand for an entity, where these are not yet among its mentions."""

    def entity(key: str | None) -> str | None:
        return resolution.of.get((reading.article.id, key)) if key else None

    names = resolution.names
    titled, governments = resolution.titled, resolution.governments
    adjectives = {
        m.key: nation for m in reading.mentions if (nation := nation_of_adjective(m.text)) and not m.text.endswith("s")
    }

    states = {m.key: nation for m in reading.mentions if m.kind == "place" and (nation := nation_named(m.text))}

    def party(key: str, doers: bool) -> str | None:
        """For a state, and for the adjective of its jets and troops, its government, where the case names it."""
        nation = adjectives.get(key) or (states.get(key) if doers else None)
        return governments.get(f"Government of {nation.name}", entity(key)) if nation else entity(key)

    sites = resolution.sites.get(reading.article.id, {}) | {
        (start, end): id_ for start, end, id_ in pronouns if resolution.kinds[id_] in {"place", "facility"}}
    wheres: dict[str | None, list[bool]] = {}
    for m in reading.mentions:
        if m.head is None:
            wheres.setdefault(entity(m.key), []).append(m.kind in {"place", "facility"} or m.label in {"GPE", "LOC", "FAC"})

    def site(key: str | None) -> str | None:
        """A place, or the one inside a longer name or before its comma ("Aru, Ituri"), which only the gazetteer may know, or
        what is mostly read as a place where it stands ("in the House" is not).

        Somebody with a title is none, whatever one sentence makes of his name.
        """
        id_ = entity(key)
        if key is None or id_ in titled:
            return None
        start, end = map(int, key[2:].split("-"))
        inside = [place for place in sites if start <= place[0] and place[1] <= end]
        if id_ not in sites.values():
            own = wheres.get(id_, [])
            if not inside and 2 * sum(own) <= len(own):
                return None
            if inside:
                start = min(inside)[0]
                id_ = sites[min(inside)]
        before = [place for place in sites if place[1] == start - 2] if reading.article.text[start - 2:start] == ", " else ()
        return sites[before[0]] if before else id_

    def parties(keys: tuple[str, ...], kind: str, doers: bool = False) -> tuple[str, ...]:
        # An American who fights is not America; jets and missiles are their state's. A state that is struck is a place.
        found = (party(key, doers) if kind in _OF_STATES or (doers and key in states) else entity(key) for key in keys)
        return tuple(dict.fromkeys(id_ for id_ in found if id_))

    def entities(keys: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(id_ for key in keys if (id_ := entity(key))))

    claims: list[Claim] = []
    for claim in reading.claims:
        change: dict[str, object] = {}
        if claim.claimant:
            id_ = entity(claim.claimant.entity)
            change["claimant"] = claim.claimant.model_copy(
                update={"entity": id_, "name": names[id_] if id_ else claim.claimant.name}
            )
        if claim.via:
            id_ = entity(claim.via.entity)
            change["via"] = claim.via.model_copy(update={"entity": id_, "name": names[id_] if id_ else claim.via.name})
        if claim.happening:
            h = claim.happening
            change["happening"] = h.model_copy(update={
                "actors": parties(h.actors, h.type, True), "targets": parties(h.targets, h.type), "place": site(h.place),
            })
        if claim.relation:
            r = claim.relation
            subject, object_ = entity(r.subject), entity(r.object)
            if not subject or not object_ or (subject == object_ and r.relation != "also_known_as"):
                continue
            change["relation"] = r.model_copy(update={"subject": subject, "object": object_})
        claims.append(claim.model_copy(update=change) if change else claim)
    return reading.model_copy(update={"claims": tuple(claims)})
