"""One event with what belongs to it at hand: what every codebook reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from corrobora.records import Article, Case, Claim, CodedCell, Coding, Counts, Entity, Event, Side
from corrobora.text.actors import side_of

Value = str | int | float | None


class Lookup:
    """The claims, articles and entities of a case by id, looked up by all its events."""

    def __init__(self, case: Case) -> None:
        self.claims = {claim.id: claim for claim in case.claims}
        self.articles = {article.id: article for article in case.articles}
        self.entities = {entity.id: entity for entity in case.entities}


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

    def figures(self, counts: Counts) -> tuple[Claim, ...]:
        """The event's figures that count one kind of thing."""
        return tuple(claim for claim in self.claims if claim.figure and claim.figure.counts == counts)

    def happenings(self) -> tuple[Claim, ...]:
        return tuple(claim for claim in self.claims if claim.happening)

    def origin(self, claim: Claim) -> str:
        """The origin of the article that makes a claim."""
        article = self.lookup.articles[claim.article]
        return article.origin or article.id

    def published(self, origin: str) -> str | None:
        """When an origin's first article appeared."""
        return min((a.published for a in self.articles if (a.origin or a.id) == origin and a.published), default=None)

    @cached_property
    def origins(self) -> tuple[str, ...]:
        return tuple(sorted({article.origin or article.id for article in self.articles}))

    @cached_property
    def claimants(self) -> tuple[str, ...]:
        """Everybody who is named as saying something of the event."""
        return tuple(dict.fromkeys(claim.claimant.name for claim in self.claims if claim.claimant))


class Row:
    """A coded row in the making: cells in the order of the codebook's columns."""

    def __init__(self, columns: tuple[str, ...]) -> None:
        self._columns = columns
        self._cells: dict[str, CodedCell] = {}

    def put(self, column: str, value: Value, rule: str, claims: tuple[str, ...] = ()) -> None:
        """Sets a cell with the rule that gave it."""
        if column not in self._columns:
            raise KeyError(column)
        self._cells[column] = CodedCell(value=value, rule=rule, claims=claims)

    def coding(self, empty: str) -> Coding:
        """The row; a column that nothing was put in is empty by the rule ``empty``."""
        cells = {name: self._cells.get(name) or CodedCell(value=None, rule=empty) for name in self._columns}
        return Coding(value={name: cell.value for name, cell in cells.items()}, cells=cells)
