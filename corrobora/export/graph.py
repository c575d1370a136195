"""The case as FollowTheMoney entities or statements, one JSON object a line, checked in the tests with its own library.

Articles become Article, events Event, names Person or Organization, and each name in an article a Mention. Exact positions
have no place in that model: the anchors are a sidecar that holds them, as Web Annotations by the entities' ids.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, TextIO

from corrobora.codebooks.view import Lookup
from corrobora.export.annotations import entity_anchor
from corrobora.export.lines import write_line
from corrobora.records import Article, Case, Claim, Entity, Event

SCHEMA = {"person": "Person", "organisation": "Organization", "group": "Organization"}
"""Places, facilities and peoples are properties of events there, not entities."""


DATASET = "corrobora"


def graph(case: Case, out: TextIO) -> None:
    """Entities in the order articles, names, mentions, events."""
    for entity in _entities(case):
        write_line(entity, out, sort_keys=True)


def statements(case: Case, out: TextIO) -> None:
    """One line a value of a property of an entity, in the fields of FollowTheMoney's statement model."""
    for entity in _entities(case):
        for prop, values in entity["properties"].items():
            for value in dict.fromkeys(values):
                key = f"{DATASET}.{entity['id']}.{prop}.{value}"
                write_line({
                    "canonical_id": entity["id"], "entity_id": entity["id"], "prop": prop, "schema": entity["schema"],
                    "value": value, "dataset": DATASET, "lang": None, "original_value": None, "first_seen": None,
                    "last_seen": None, "external": False, "origin": None,
                    "id": hashlib.sha1(key.encode("utf-8", "replace")).hexdigest(),
                }, out)  # fmt: skip


def anchors(case: Case, out: TextIO) -> None:
    """The sidecar: where the names of each entity stand, and each event's claims, as Web Annotations."""
    articles = {article.id: article for article in case.articles}
    claims = {claim.id: claim for claim in case.claims}
    for entity in case.entities:
        if entity.kind in SCHEMA:
            for number, mention in enumerate(entity.mentions):
                named = f"{entity.id}.{mention.article}"
                write_line(entity_anchor(number, named, mention, articles[mention.article]), out)
    for event in case.events:
        for number, claim in enumerate(claims[id_] for id_ in event.claims if id_ in claims):
            write_line(entity_anchor(number, event.id, claim, articles[claim.article]), out)


def _made(schema: str, id_: str, **properties: object) -> dict[str, Any]:
    """An entity whose empty properties are left out; every property is a list of strings."""
    lists = {
        name: [str(v) for v in (value if isinstance(value, (list, tuple)) else [value]) if v not in (None, "")]
        for name, value in properties.items()
    }
    return {"id": id_, "schema": schema, "properties": {name: values for name, values in lists.items() if values}}


def _entities(case: Case) -> Iterator[dict[str, Any]]:
    lookup = Lookup(case)
    yield from (_article(article) for article in case.articles)
    named = [entity for entity in case.entities if entity.kind in SCHEMA]
    yield from (_name(entity) for entity in named)
    for entity in named:
        for article in dict.fromkeys(m.article for m in entity.mentions):
            yield _made(
                "Mention", f"{entity.id}.{article}", document=article, name=entity.name, resolved=entity.id,
                detectedSchema=SCHEMA[entity.kind],
            )  # fmt: skip
    yield from (_event(event, lookup) for event in case.events)


def _article(article: Article) -> dict[str, Any]:
    return _made(
        "Article", article.id, title=article.title or article.file, author=article.author, publisher=article.outlet,
        sourceUrl=article.url, publishedAt=(article.published or "")[:10], bodyText=article.text,
    )  # fmt: skip


def _name(entity: Entity) -> dict[str, Any]:
    roles = {"position": list(entity.roles)} if entity.kind == "person" else {}
    others = [name for name in entity.names if name != entity.name]
    return _made(SCHEMA[entity.kind], entity.id, name=entity.name, alias=others, **roles)


def _event(event: Event, lookup: Lookup) -> dict[str, Any]:
    def named(ids: tuple[str, ...]) -> list[str]:
        return [i for i in ids if i in lookup.entities and lookup.entities[i].kind in SCHEMA]

    claims: list[Claim] = [lookup.claims[i] for i in event.claims if i in lookup.claims]
    articles = [lookup.articles[i] for i in event.articles if i in lookup.articles]
    day = event.date.start if event.date.precision == "day" else None
    return _made(
        "Event", event.id, name=event.label, date=day, startDate=event.date.start, endDate=event.date.end,
        location=event.place.name, country=(event.place.country or "").lower(), organizer=named(event.actors),
        involved=list(dict.fromkeys(named(event.actors) + named(event.targets))), summary=event.type,
        description=list(dict.fromkeys(c.quote for c in claims if c.figure)),
        sourceUrl=[a.url for a in articles if a.url], publisher=list(dict.fromkeys(a.outlet for a in articles if a.outlet)),
        proof=list(event.articles),
    )  # fmt: skip
