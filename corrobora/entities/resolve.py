"""Mentions of all articles -> entities: which names are one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corrobora.records import Claim, Entity, Reading
from corrobora.settings import Settings


@dataclass(frozen=True)
class Resolution:
    """The entities, and the entity of each (article id, mention key)."""

    entities: tuple[Entity, ...]
    of: dict[tuple[str, str], str]


def resolve(readings: Sequence[Reading], settings: Settings) -> Resolution:
    """Joins the mentions of all readings; the result does not depend on the order of the readings."""
    return Resolution((), {})


def link(reading: Reading, resolution: Resolution) -> Reading:
    """The reading with entity ids where its claims held mention keys; a key without an entity is dropped."""

    def entity(key: str | None) -> str | None:
        return resolution.of.get((reading.article.id, key)) if key else None

    names = {e.id: e.name for e in resolution.entities}

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
            change["happening"] = h.model_copy(
                update={"actors": entities(h.actors), "targets": entities(h.targets), "place": entity(h.place)}
            )
        if claim.relation:
            r = claim.relation
            subject, object_ = entity(r.subject), entity(r.object)
            if not subject or not object_ or subject == object_:
                continue
            change["relation"] = r.model_copy(update={"subject": subject, "object": object_})
        claims.append(claim.model_copy(update=change) if change else claim)
    return reading.model_copy(update={"claims": tuple(claims)})
