"""The page of one event: what it shows, from the part of the case that belongs to it. Pure: the same part, the same page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from corrobora.brief.grid import Grid, Report, Row
from corrobora.brief.html import tied
from corrobora.brief.passages import Over, Part, parts, verdicts_of
from corrobora.brief.timeline import Timeline, draw_timeline
from corrobora.brief.words import plain
from corrobora.records import Case, Claim, Coding, Entity, Event, Shared
from corrobora.web.views import Line, history, is_about
from corrobora.web.views_toll import Toll, draw_toll

PASSAGES = 40
"""Shared passages that are shown, the longest."""


@dataclass(frozen=True)
class Passage:
    """A text that two reports share. ``number`` ties it to both, as a claim's number ties it to its sentence."""

    number: int
    shared: Shared
    a: Report
    b: Report
    words: str
    share: int
    """Percent of the shorter report's text."""


class EventPage:
    """One event for a reader and judge. ``part`` is a case cut down to the event."""

    def __init__(self, part: Case, id_: str, codebook: str | None = None) -> None:
        self.part = part
        self.grid = Grid(part)
        self.event: Event = next(event for event in part.events if event.id == id_)
        self.rows: tuple[Row, ...] = self.grid.rows(self.event)
        self.numbers = {claim.id: number for number, claim in enumerate(part.claims, 1)}
        self.codebook = codebook if codebook in self.event.codings else next(iter(self.event.codings), None)

    @property
    def coding(self) -> Coding | None:
        """The row in the codebook that was chosen."""
        return self.event.codings[self.codebook] if self.codebook else None

    @property
    def actors(self) -> str:
        """Who did it, as a field takes it: names with semicolons between."""
        return "; ".join(self.grid.names(self.event.actors))

    @property
    def targets(self) -> str:
        """To whom it was done."""
        return "; ".join(self.grid.names(self.event.targets))

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """The event's own claims, report by report."""
        own = set(self.event.claims)
        return tuple(c for report in self.grid.reports.values() for c in self.grid.claims_of(report.article) if c.id in own)

    @cached_property
    def others(self) -> tuple[Event, ...]:
        """Other events that the same reports tell of."""
        return tuple(event for event in self.grid.events if event.id != self.event.id)

    @cached_property
    def named(self) -> tuple[Entity, ...]:
        """Names of the reports, those that the event's claims are about first."""
        own = {*self.event.actors, *self.event.targets, self.event.place.entity}
        return tuple(sorted(self.grid.named, key=lambda e: e.id not in own))

    @cached_property
    def shared(self) -> list[Shared]:
        """What reports have in common, the longest first."""
        own = self.grid.reports
        known = dict.fromkeys(s for origin in self.part.origins for s in origin.shared if s.a in own and s.b in own)
        return sorted(known, key=lambda s: (s.a_start - s.a_end, s.a, s.a_start, s.b))

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The longest of what reports have in common."""
        own, found = self.grid.reports, self.shared
        return tuple(
            Passage(
                len(self.numbers) + n, s, own[s.a], own[s.b], plain(own[s.a].article.text[s.a_start:s.a_end]), _share(s, own)
            )
            for n, s in enumerate(found[:PASSAGES], 1)
        )

    @cached_property
    def texts(self) -> Mapping[str, tuple[Part, ...]]:
        """The reports' blocks, cut where a claim or a shared passage begins or ends."""
        numbers, over = dict(self.numbers), {id_: list[Over]() for id_ in self.grid.reports}
        for passage in self.passages:
            key, shared = f"passage {passage.number}", passage.shared
            numbers[key] = passage.number
            over[shared.a].append((shared.a_start, shared.a_end, key, False))
            over[shared.b].append((shared.b_start, shared.b_end, key, False))
        verdicts = verdicts_of(self.rows)
        return {
            id_: tuple(parts(self.grid, report, numbers, verdicts, over[id_])) for id_, report in self.grid.reports.items()
        }

    @cached_property
    def timeline(self) -> Timeline | None:
        """The events and reports on one line of days."""
        return draw_timeline(self.grid)

    @cached_property
    def toll(self) -> Toll | None:
        """The toll as it was reported over time."""
        return draw_toll(self.grid, self.rows)

    @cached_property
    def history(self) -> tuple[Line, ...]:
        """What people decided on the event, its claims, reports and names; the latest first."""
        ids = {self.event.id, *self.event.claims, *self.grid.claims, *self.grid.reports}
        names = {name.casefold() for entity in self.part.entities for name in (entity.name, *entity.names)}
        about = {j.judgement.id for j in self.part.judgements if is_about(j.judgement, ids, names)}
        about |= {j.judgement.id for j in self.part.judgements if j.judgement.target.id in about}
        lines = history(self.part.judgements, self.labels)
        return tuple(line for line in lines if line.id in about)

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """What ids are called."""
        return {
            **{event.id: "this event" if event is self.event else event.label for event in self.part.events},
            **{id_: f"{report.letter} {report.name}" for id_, report in self.grid.reports.items()},
        }

    def tied(self, row: Row) -> str:
        """The numbers of a fact row's claims."""
        return tied(row, self.numbers)

    def claim_words(self, claim: Claim) -> str:
        """What the form of a claim starts from, as JSON."""
        figure, told = claim.figure, dict[str, Any](id=claim.id, kind=claim.kind, quote=plain(claim.quote), status=claim.status)
        told["claimant"] = plain(claim.claimant.quote) if claim.claimant else ""
        told["article"], told["letter"] = claim.article, self.grid.reports[claim.article].letter
        if figure:
            told |= {
                name: getattr(figure, name) if getattr(figure, name) is not None else ""
                for name in ("low", "high", "bound", "counts", "who", "side", "scope")
            }
        if claim.happening:
            told["type"] = claim.happening.type
        return json.dumps(told)


def _share(shared: Shared, reports: Mapping[str, Report]) -> int:
    shorter = min(
        sum(block.end - block.start for block in reports[id_].article.kept()) for id_ in (shared.a, shared.b)
    )
    return min(100, round(100 * (shared.a_end - shared.a_start) / max(1, shorter)))
