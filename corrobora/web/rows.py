"""What lists show of some events, articles and names, by id: for pages that speak of many things and show none in full."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Table, select

from corrobora.brief.words import count, date_words, place_words, plain
from corrobora.casebook.parts import batched
from corrobora.casebook.rows import ArticleRow, EntityRow, EventRow
from corrobora.casebook.shelf import View
from corrobora.casebook.shelf_tables import shelf_articles, shelf_entities, shelf_events
from corrobora.casebook.tables import key_of


class Rows:
    """Rows by id; ids that the case does not hold are passed over."""

    def __init__(self, view: View) -> None:
        self._view = view

    def events(self, ids: Iterable[str]) -> dict[str, EventRow]:
        return {row.id: row for row in map(EventRow.model_validate_json, self._of(shelf_events, ids))}

    def articles(self, ids: Iterable[str]) -> dict[str, ArticleRow]:
        return {row.id: row for row in map(ArticleRow.model_validate_json, self._of(shelf_articles, map(key_of, ids)))}

    def entities(self, ids: Iterable[str]) -> dict[str, EntityRow]:
        return {row.id: row for row in map(EntityRow.model_validate_json, self._of(shelf_entities, ids))}

    def labels(self, events: Iterable[str], articles: Iterable[str]) -> dict[str, str]:
        """What events and articles are called."""
        told = {id_: plain(row.label) for id_, row in self.events(events).items()}
        return told | {id_: plain(row.outlet or row.title or id_) for id_, row in self.articles(articles).items()}

    def asides(self, ids: Iterable[str]) -> dict[str, str]:
        """What tells events and names apart beside what they are called: when, where, how often; kind, how often."""
        ids = list(ids)
        told = {
            id_: ", ".join((date_words(row.date), place_words(row.place), count(row.articles, "report")))
            for id_, row in self.events(ids).items()
        }
        for id_, name in self.entities(ids).items():
            told[id_] = f"{name.kind}, named {count(name.mentions, 'time')} in {count(name.articles, 'report')}"
        return told

    def _of(self, table: Table, ids: Iterable[str]) -> list[str]:
        own, found = table.c.key if table is shelf_articles else table.c.id, list[str]()
        for some in batched(dict.fromkeys(ids)):
            wanted = select(table.c.row).where(self._view.now(table), own.in_(some))
            found += [row[0] for row in self._view.connection.execute(wanted)]
        return found
