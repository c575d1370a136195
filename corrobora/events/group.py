"""Which happenings are one event, and which claims tell of it."""

from __future__ import annotations

from collections.abc import Sequence

from corrobora.records import Entity, Event, Origin, Reading


def group_events(readings: Sequence[Reading], entities: Sequence[Entity], origins: Sequence[Origin]) -> tuple[Event, ...]:
    """The events with their claims, doers, place and date; findings and codings come later.

    Readings are linked (``entities.resolve.link``). Independent of the order of the readings.
    """
    return ()
