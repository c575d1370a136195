"""Days, weeks, months and TIMEX3 values: the arithmetic behind time expressions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

Interval = tuple[date, date]


def add_units(day: date, count: float, unit: str) -> date:
    """The day ``count`` units on (D, W, WE, M, Q, Y, DE, CE, NI); a day past the month's end becomes its last."""
    if unit in {"D", "NI"}:
        return day + timedelta(days=round(count))
    if unit in {"W", "WE"}:
        return day + timedelta(days=round(7 * count))
    months = round(count * {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}[unit])
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, month_length(year, month + 1)))


def month_length(year: int, month: int) -> int:
    """Days of a month."""
    return (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day if (year, month) != (9999, 12) else 31


def week_value(day: date) -> str:
    """``2013-W23``: the ISO 8601 week."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def month_value(day: date) -> str:
    """``2013-06``."""
    return f"{day.year:04d}-{day.month:02d}"


def quarter_value(day: date) -> str:
    """``2013-Q2``."""
    return f"{day.year:04d}-Q{(day.month - 1) // 3 + 1}"


def nearest_year(anchor: date, month: int, day: int, tense: str) -> date:
    """The month and day in the year that is nearest to the anchor and fits the tense. Raises ValueError if there is none."""
    days = []
    for year in (anchor.year - 1, anchor.year, anchor.year + 1):
        try:
            days.append(date(year, month, day))
        except ValueError:
            continue
    if not days:
        for year in range(anchor.year, anchor.year - 9, -1):  # 29 February
            try:
                return date(year, month, day)
            except ValueError:
                continue
        raise ValueError(f"no day {day} in month {month}")

    return nearest(anchor, days, tense)


def nearest(anchor: date, days: Sequence[date], tense: str) -> date:
    """The day that is nearest to the anchor and fits the tense, two days either way allowed."""

    def distance(d: date) -> float:
        apart = (d - anchor).days
        wrong = apart > 2 if tense == "past" else apart < -2 if tense == "future" else False
        return abs(apart) + (200 if wrong else 0)

    return min(days, key=distance)


def shift_weekday(anchor: date, weekday: int, tense: str, edge: str = "") -> date:
    """The day of that weekday (Monday is 0) that a text written on ``anchor`` means.

    "last" never means the anchor's own day, "next" neither; without either the tense decides, and the own day fits both.
    """
    back = (anchor.weekday() - weekday) % 7
    ahead = (weekday - anchor.weekday()) % 7
    if edge in {"last", "past", "previous"}:
        return anchor - timedelta(days=back or 7)
    if edge in {"next", "following", "coming"}:
        return anchor + timedelta(days=ahead or 7)
    if edge == "same":
        return anchor
    return anchor + timedelta(days=ahead) if tense == "future" else anchor - timedelta(days=back)


def easter(year: int) -> date:
    """Western Easter Sunday (Meeus, Astronomical Algorithms, chapter 8)."""
    a, b, c = year % 19, *divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the Eastern churches, in the Gregorian calendar, 1900 to 2099 (Meeus, chapter 8)."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)


def islamic_days(year: int, month: int, day: int) -> list[date]:
    """The days of a Gregorian year on which a day of the Islamic calendar falls, one or two, by the tabular calendar.

    The new moon that is seen decides, so the day kept in a country may be the one before or after (Dershowitz and Reingold,
    Calendrical Calculations, chapter 7).
    """
    about = (year - 622) * 33 // 32
    found = []
    for hijri in range(about - 1, about + 4):
        days = day + 29 * (month - 1) + month // 2 + (hijri - 1) * 354 + (3 + 11 * hijri) // 30
        if date.min.toordinal() <= days + _HIJRA <= date.max.toordinal():
            found.append(date.fromordinal(days + _HIJRA))
    return [on for on in found if on.year == year]


_HIJRA = 227014
"""The day before 1 Muharram 1 (16 July 622, Julian), counted from 1 January 1."""

_SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}


def days_of_value(value: str) -> Interval | None:
    """First and last day of a TIMEX3 date value; None for durations, references and values that are not full."""
    if m := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?", value):
        day = date(int(m[1]), int(m[2]), int(m[3]))
        return day, day
    if m := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        monday = date.fromisocalendar(int(m[1]), int(m[2]), 1)
        return (monday + timedelta(days=5) if m[3] else monday), monday + timedelta(days=6)
    if m := re.fullmatch(r"(\d{4})-Q([1-4])", value):
        first = int(m[2]) * 3 - 2
        return date(int(m[1]), first, 1), date(int(m[1]), first + 2, month_length(int(m[1]), first + 2))
    if m := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        first, last = _SEASON_MONTHS[m[2]]
        year = int(m[1])
        end = add_units(date(year, 1, 1), last - 1, "M")
        return date(year, first, 1), date(end.year, end.month, month_length(end.year, end.month))
    if m := re.fullmatch(r"(\d{4})-(\d\d)", value):
        return date(int(m[1]), int(m[2]), 1), date(int(m[1]), int(m[2]), month_length(int(m[1]), int(m[2])))
    if m := re.fullmatch(r"(\d{4})", value):
        return date(int(m[1]), 1, 1), date(int(m[1]), 12, 31)
    if m := re.fullmatch(r"(\d{3})", value):
        return date(int(m[1]) * 10, 1, 1), date(int(m[1]) * 10 + 9, 12, 31)
    return None
