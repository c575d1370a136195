"""The case as FollowTheMoney entities, one JSON object a line, checked in the tests with the ``followthemoney`` library.

Articles become Article, events Event, names Person, Organization, PublicBody or LegalEntity, and each mention of a name in an
article a Mention. Exact positions have no place in that model: the annotations export is the sidecar that holds them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TextIO

from corrobora.codebooks.view import Lookup
from corrobora.records import Article, Case, Claim, Entity, Event

SCHEMA = {"person": "Person", "organisation": "Organization", "group": "Organization"}
"""Places, facilities and peoples are properties of events there, not entities."""


def graph(case: Case, out: TextIO) -> None:
    """Entities in the order articles, names, mentions, events."""
    for entity in _entities(case):
        out.write(json.dumps(entity, ensure_ascii=True, sort_keys=True) + "\n")


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
        "Article", article.id, title=article.title or article.source, author=article.author, publisher=article.outlet,
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
    return _made(
        "Event", event.id, name=event.label, startDate=event.date.start, endDate=event.date.end, location=event.place.name,
        country=(event.place.country or "").lower(), involved=list(dict.fromkeys(named(event.actors) + named(event.targets))),
        summary=event.type, description=list(dict.fromkeys(c.quote for c in claims if c.figure)),
        proof=list(event.articles),
    )  # fmt: skip
