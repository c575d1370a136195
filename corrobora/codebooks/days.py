"""The days that an event's toll covers: a toll of two weeks is no toll of one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from corrobora.codebooks.tolls import claim_ids
from corrobora.codebooks.view import EventView
from corrobora.records import Claim

_UNIT_DAYS = {"day": 1, "days": 1, "week": 7, "weeks": 7, "month": 30, "months": 30}


@dataclass(frozen=True)
class Days:
    """First and last day, the claims that tell, whether the toll sums up several days."""

    start: date
    end: date
    claims: tuple[str, ...]
    summed: bool

    @property
    def number(self) -> int:
        return (self.end - self.start).days + 1

    @property
    def middle(self) -> date:
        return self.start + (self.end - self.start) / 2


def days_covered(view: EventView) -> Days | None:
    """The days of the event and of all that its toll counts, None where no date can be told.

    Where one sentence ties the toll to a time ("in two weeks of combat"), that time ends on the event's last day.
    """
    start, end = view.dates
    if start is None or end is None:
        return None
    spans = [(days, claim.id) for claim in view.figures("duration") if (days := _counted(view, claim)) and days > 1]
    if spans:
        start = min(start, end - timedelta(days=max(spans)[0] - 1))
    return Days(start, end, claim_ids(view.dating()) + tuple(claim for _, claim in spans), bool(spans))


def _counted(view: EventView, duration: Claim) -> int | None:
    """Days of a duration that stands in one sentence with a toll, None if it does not or cannot be counted."""
    figure = duration.figure
    if figure is None or figure.low is None or (figure.unit or "").lower() not in _UNIT_DAYS:
        return None
    together = any(c.article == duration.article and c.sentence == duration.sentence for c in view.figures("killed"))
    return int(figure.low * _UNIT_DAYS[(figure.unit or "").lower()]) if together else None
