"""What a time expression's value is made of.

Values are TIMEX3 values (TimeML 1.2.1, ISO 8601 with extensions: ``2013-W23``, ``2013-06-05TNI``, ``P3W``, ``PAST_REF``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from corrobora.text.calendar import Interval, days_of_value
from corrobora.text.timewords import PARTS

Tense = Literal["past", "present", "future"]
Kind = Literal["DATE", "TIME", "DURATION", "SET"]

Parts = dict[str, str]


@dataclass(frozen=True)
class Context:
    """The expression's lower-cased words, the day of writing, the tense, the day that the text named before, and the value of
    the last date of any length that it named."""

    words: str
    anchor: date | None
    tense: Tense
    last: date | None
    named: str | None = None


@dataclass(frozen=True)
class Value:
    """``value`` is None where the calendar cannot be told; ``first`` and ``last`` are the days of the interval, inclusive."""

    kind: Kind
    value: str | None
    first: date | None = None
    last: date | None = None


def made(kind: Kind, value: str | None) -> Value:
    """A value with the interval that it spans."""
    days: Interval | None = days_of_value(value) if value else None
    return Value(kind, value, *(days or (None, None)))


def day_value(day: date | None, part: str | None = None) -> Value:
    if day is None:
        return Value("TIME" if part else "DATE", None)
    if part:
        return Value("TIME", f"{day.isoformat()}T{PARTS[part.lower()]}", day, day)
    return Value("DATE", day.isoformat(), day, day)


def shift(edge: str) -> int:
    edge = edge.lower().removeprefix("the ").removeprefix("this ")
    return {"last": -1, "past": -1, "previous": -1, "preceding": -1, "next": 1, "following": 1, "coming": 1}.get(edge, 0)
