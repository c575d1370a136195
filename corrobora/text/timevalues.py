"""The calendar value of a time expression.

Values are TIMEX3 values (TimeML 1.2.1, ISO 8601 with extensions: ``2013-W23``, ``2013-06-05TNI``, ``P3W``, ``PAST_REF``).
The anchor is the day on which the text was written; without one only what names its own year is resolved. The weekday rule
is that of news: the nearest such day that fits the tense, the anchor's own day included.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from corrobora.text import timepoints, timeshifts
from corrobora.text.dates import Expression
from corrobora.text.timex import Context, Parts, Tense, Value

__all__ = ["Tense", "Value", "value_of"]

def value_of(
    expression: Expression, anchor: date | None, tense: Tense = "past", last: date | None = None, named: str | None = None
) -> Value:
    """The calendar value. ``last`` is the day that the text named before, for "the same day" and "two days later"; ``named``
    the value of the date before, for "the same period last year"."""
    try:
        value = _RULES[expression.rule](expression.parts, Context(expression.words.lower(), anchor, tense, last, named))
    except (ValueError, OverflowError):  # 31 February, or a year past the calendar's end
        return Value("DATE", None)
    return value


_RULES: dict[str, Callable[[Parts, Context], Value]] = {
    "iso": timepoints.from_iso,
    "day": timepoints.from_day,
    "slash": timepoints.from_slash,
    "months": timepoints.from_months,
    "quarter": timepoints.from_quarter,
    "season": timepoints.from_season,
    "decade": timepoints.from_decade,
    "year": timepoints.from_year,
    "clock": timepoints.from_clock,
    "weekday": timepoints.from_weekday,
    "weekday_week": timepoints.from_weekday_week,
    "weekdays": timepoints.from_weekdays,
    "holiday": timepoints.from_holiday,
    "ago": timeshifts.from_ago,
    "beside": timeshifts.from_beside,
    "again": timeshifts.from_again,
    "straight": timeshifts.from_straight,
    "whole": timeshifts.from_whole,
    "told": timeshifts.from_told,
    "span": timeshifts.from_span,
    "relative": timeshifts.from_relative,
    "set": timeshifts.from_set,
    "duration": timeshifts.from_duration,
    "vague": timeshifts.from_vague,
    "near": timeshifts.from_near,
    "part": timeshifts.from_part,
    "reference": timeshifts.from_reference,
}
