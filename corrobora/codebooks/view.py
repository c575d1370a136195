"""One event with what belongs to it at hand: what every codebook reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from corrobora.events.copies import Sources
from corrobora.events.tolls import find_tolls
from corrobora.records import Article, Case, Claim, CodedCell, Coding, Counts, Entity, Event, Finding, Side, Status
from corrobora.text.actors import side_of

Value = str | int | float | None
STATED: tuple[Status, ...] = ("asserted", "hedged", "alleged", "ongoing")
"""What is denied, planned or expected is nobody's death."""


def happened(event: Event) -> bool:
    """Whether an event is told as one that took place or goes on: registers list no plans and nothing that is denied."""
    return event.status in STATED


class Lookup:
    """Claims, articles and entities by id, looked up by the events that they belong to: a case's, or such as are given."""

    def __init__(self, case: Case, entities: Mapping[str, Entity] | None = None, sources: Sources | None = None) -> None:
        self.claims = {claim.id: claim for claim in case.claims}
        self.articles = {article.id: article for article in case.articles}
        self.entities = {entity.id: entity for entity in case.entities} if entities is None else entities
        self.sources = sources or Sources(self.articles, case.origins)

    def first_told(self, event: Event) -> Event:
        """The event with the claims of the first of a crowd of prints alone (``Sources.first_told``), of all its articles."""
        own: dict[str, list[Claim]] = defaultdict(list)
        for id_ in event.claims:
            if (claim := self.claims.get(id_)) is not None:
                own[claim.article].append(claim)
        return event.model_copy(update={"claims": self.sources.first_told(event, own.__getitem__).claims})


@dataclass(frozen=True)
class EventView:
    """An event with its claims, articles, doers and targets."""

    event: Event
    lookup: Lookup = field(repr=False)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        return tuple(self.lookup.claims[i] for i in self.event.claims if i in self.lookup.claims)

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        return tuple(self.lookup.articles[i] for i in self.event.articles if i in self.lookup.articles)

    def entities(self, ids: tuple[str, ...]) -> tuple[Entity, ...]:
        """The entities of some ids; an id without an entity is left out."""
        return tuple(self.lookup.entities[i] for i in ids if i in self.lookup.entities)

    def side(self, entity: Entity) -> Side:
        """The side an entity is on, as far as its names tell."""
        if entity.side:
            return entity.side
        sides = [side for name in (entity.name, *entity.names) if (side := side_of(name)) != "unspecified"]
        return sides[0] if sides else "unspecified"

    @cached_property
    def actors(self) -> tuple[Entity, ...]:
        return self.entities(self.event.actors)

    @cached_property
    def targets(self) -> tuple[Entity, ...]:
        return self.entities(self.event.targets)

    @property
    def on_civilians(self) -> bool:
        """Whether those hit are civilians: they are called so, or one side attacked, abducted or abused people of whom
        none is named (the three of ACLED's "Violence against civilians")."""
        hit = {self.side(entity) for entity in self.targets if entity.kind not in {"place", "facility"}}
        if hit or self.event.type not in {"Attack", "Abduction/forced disappearance", "Sexual violence"}:
            return hit == {"civilians"}
        return bool(self.actors) and len({self.side(entity) for entity in self.actors}) == 1

    def figures(self, counts: Counts) -> tuple[Claim, ...]:
        """The event's figures that count one kind of thing."""
        return tuple(claim for claim in self.claims if claim.figure and claim.figure.counts == counts)

    def happenings(self) -> tuple[Claim, ...]:
        return tuple(claim for claim in self.claims if claim.happening)

    def naming(self, *entities: Entity | None) -> tuple[Claim, ...]:
        """The happenings that name any of some entities as doer or target; all of them if none does."""
        wanted = {entity.id for entity in entities if entity}
        named = [
            claim for claim in self.happenings()
            if claim.happening and wanted & {*claim.happening.actors, *claim.happening.targets}
        ]
        return tuple(named) or self.happenings()

    def placing(self) -> tuple[Claim, ...]:
        """The happenings that tell of the event's place, else of any place."""
        placed = [claim for claim in self.happenings() if claim.happening and claim.happening.place]
        here = [c for c in placed if c.happening and c.happening.place == self.event.place.entity]
        return tuple(here or placed)

    def dating(self) -> tuple[Claim, ...]:
        """The happenings that come with a time; all of them if none does."""
        timed = [claim for claim in self.happenings() if claim.happening and claim.happening.time is not None]
        return tuple(timed) or self.happenings()

    @property
    def outlets(self) -> tuple[str, ...]:
        """The reports' outlets, each once; where one is not known, the place that the report was read from."""
        return tuple(dict.fromkeys(article.credit for article in self.articles))

    @cached_property
    def dates(self) -> tuple[date | None, date | None]:
        """First and last day of the event, as far as its date is known."""
        when = self.event.date
        if when.start is None:
            return None, None
        return date.fromisoformat(when.start[:10]), date.fromisoformat((when.end or when.start)[:10])

    @cached_property
    def tolls(self) -> tuple[Finding, ...]:
        """The fact rows on numbers, as the event's findings have them, of the claims that are here."""
        return tuple(find_tolls(self._figures, self.lookup.sources))

    def tolls_of(self, side: Side) -> tuple[Finding, ...]:
        """The fact rows on the numbers that count one side alone."""
        own = [claim for claim in self._figures if claim.figure and claim.figure.side == side]
        return tuple(find_tolls(own, self.lookup.sources)) if own else ()

    @cached_property
    def _figures(self) -> list[Claim]:
        return [c for c in self.claims if c.figure and c.figure.scope == "event" and c.status in STATED]

    def origin(self, claim: Claim) -> str:
        """The origin whose words a claim is."""
        return self.lookup.sources.source(claim)

    @cached_property
    def origins(self) -> tuple[str, ...]:
        return tuple(sorted({article.origin or article.id for article in self.articles}))

    @cached_property
    def claimants(self) -> tuple[str, ...]:
        """Everybody who is named as saying something of the event."""
        return tuple(dict.fromkeys(claim.claimant.name for claim in self.claims if claim.claimant))


class Row:
    """A coded row in the making: cells in the order of the codebook's columns, each citing the codebook's section."""

    def __init__(self, columns: tuple[str, ...], source: str, sections: Mapping[str, str]) -> None:
        self._columns, self._source, self._sections = columns, source, sections
        self._cells: dict[str, CodedCell] = {}

    def put(self, column: str, value: Value, rule: str, claims: tuple[str, ...] = ()) -> None:
        """Sets a cell with the rule that gave it."""
        if column not in self._columns:
            raise KeyError(column)
        self._cells[column] = CodedCell(value=value, rule=self._cited(column, rule), claims=claims)

    def coding(self, empty: str) -> Coding:
        """The row; a column that nothing was put in is empty by the rule ``empty``."""
        cells = {
            name: self._cells.get(name) or CodedCell(value=None, rule=self._cited(name, empty)) for name in self._columns
        }
        return Coding(value={name: cell.value for name, cell in cells.items()}, cells=cells)

    def _cited(self, column: str, rule: str) -> str:
        return f"{self._source}, {self._sections.get(column, column)}: {rule}"
