"""The calendar value of a time expression.

Values are TIMEX3 values (TimeML 1.2.1, ISO 8601 with extensions: ``2013-W23``, ``2013-06-05TNI``, ``P3W``, ``PAST_REF``).
The anchor is the day on which the text was written; without one only what names its own year is resolved. The weekday rule
is that of news: the nearest such day that fits the tense, the anchor's own day included.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from corrobora.text.calendar import (
    Interval,
    add_units,
    days_of_value,
    easter,
    month_value,
    nearest_year,
    quarter_value,
    shift_weekday,
    week_value,
)
from corrobora.text.dates import Expression
from corrobora.text.timewords import HOLIDAYS, MONTHS, ORDINALS, PARTS, SEASONS, SMALL, UNITS, WEEKDAYS

Tense = Literal["past", "present", "future"]
Kind = Literal["DATE", "TIME", "DURATION", "SET"]

Parts = dict[str, str]


@dataclass(frozen=True)
class Context:
    """The expression's lower-cased words, the day of writing, the tense, and the day that the text named before."""

    words: str
    anchor: date | None
    tense: Tense
    last: date | None


@dataclass(frozen=True)
class Value:
    """``value`` is None where the calendar cannot be told; ``first`` and ``last`` are the days of the interval, inclusive."""

    kind: Kind
    value: str | None
    first: date | None = None
    last: date | None = None


def number_of(words: str) -> float | None:
    """The number that a count says; None for "several" and the like."""
    words = words.lower().strip()
    half = 0.5 if words.endswith(" and a half") else 0.0
    words = words.removesuffix(" and a half")
    if words in {"a", "an", "one and", "single"}:
        return 1 + half
    if words in {"half a", "half an"}:
        return 0.5
    if words in {"a couple of", "couple of", "couple"}:
        return 2
    if re.fullmatch(r"[\d.,]+", words):
        return float(words.replace(",", "")) + half
    parts = words.split("-")
    if all(part in SMALL for part in parts):
        return sum(SMALL[part] for part in parts) + half
    return None


def value_of(expression: Expression, anchor: date | None, tense: Tense = "past", last: date | None = None) -> Value:
    """The calendar value. ``last`` is the day that the text named before, for "the same day" and "two days later"."""
    try:
        value = _RULES[expression.rule](expression.parts, Context(expression.words.lower(), anchor, tense, last))
    except (ValueError, OverflowError):  # 31 February, or a year past the calendar's end
        return Value("DATE", None)
    return value


def _made(kind: Kind, value: str | None) -> Value:
    """A value with the interval that it spans."""
    days: Interval | None = days_of_value(value) if value else None
    return Value(kind, value, *(days or (None, None)))


def _day(day: date | None, part: str | None = None) -> Value:
    if day is None:
        return Value("TIME" if part else "DATE", None)
    if part:
        return Value("TIME", f"{day.isoformat()}T{PARTS[part.lower()]}", day, day)
    return Value("DATE", day.isoformat(), day, day)


def _value_iso(p: Parts, c: Context) -> Value:
    return _day(date.fromisoformat(p["iso"]))


def _value_day(p: Parts, c: Context) -> Value:
    month, day = MONTHS[p["month"].lower().rstrip(".")], int(p["day"])
    if "year" in p:
        return _day(date(int(p["year"]), month, day), p.get("part"))
    if c.anchor is None:
        date(2000, month, day)
        return Value("DATE", f"XXXX-{month:02d}-{day:02d}")
    return _day(nearest_year(c.anchor, month, day, c.tense), p.get("part"))


def _value_slash(p: Parts, c: Context) -> Value:
    one, two, year = int(p["one"]), int(p["two"]), int(p["three"])
    year += 0 if year > 99 else 2000 if year < 70 else 1900
    readings = []
    for month, day in ((one, two), (two, one)):
        try:
            readings.append(date(year, month, day))
        except ValueError:
            continue
    if not readings:
        return Value("DATE", None)
    return _day(min(readings, key=lambda d: abs((d - c.anchor).days)) if c.anchor else readings[0])


def _value_months(p: Parts, c: Context) -> Value:
    month = MONTHS[p["month"].lower().rstrip(".")]
    edge = p.get("edge", "").removeprefix("the ").removeprefix("this ")
    if "year" in p:
        year = int(p["year"])
    elif c.anchor is None:
        return Value("DATE", f"XXXX-{month:02d}")
    elif "relyear" in p:
        year = c.anchor.year + _shift(p["relyear"].split()[0])
    else:
        if edge in {"last", "past", "previous"}:
            year = c.anchor.year - (month >= c.anchor.month)
        elif edge in {"next", "following"}:
            year = c.anchor.year + (month <= c.anchor.month)
        elif c.tense == "future":
            year = c.anchor.year + (month < c.anchor.month)
        else:
            year = c.anchor.year - (month > c.anchor.month)
    if "step" in p:
        start = date(year, month, 1)
        # A week belongs to the month that holds most of its days, so its Thursday (as ISO 8601 does with years).
        weeks = {"first": 0, "second": 1, "third": 2, "fourth": 3}.get(p["nth"])
        thursday = start + timedelta(days=(3 - start.weekday()) % 7)
        end = add_units(start, 1, "M") - timedelta(days=1)
        day = end - timedelta(days=(end.weekday() - 3) % 7) if weeks is None else thursday + timedelta(weeks=weeks)
        return _made("DATE", week_value(day) + ("-WE" if p["step"] == "weekend" else ""))
    return _made("DATE", f"{year:04d}-{month:02d}")


def _value_quarter(p: Parts, c: Context) -> Value:
    quarter = int(p["q"]) if "q" in p else ORDINALS[p["nth"].lower()]
    if "year" in p:
        return _made("DATE", f"{p['year']}-Q{quarter}")
    if c.anchor is None:
        return Value("DATE", f"XXXX-Q{quarter}")
    if "relyear" in p:
        return _made("DATE", f"{c.anchor.year + _shift(p['relyear'].split()[0])}-Q{quarter}")
    if p.get("nth", "").lower() in {"last"}:
        return _made("DATE", quarter_value(add_units(c.anchor, -3, "M")))
    here = (c.anchor.month - 1) // 3 + 1
    year = c.anchor.year - (quarter > here) if c.tense == "past" else c.anchor.year
    return _made("DATE", f"{year}-Q{quarter}")


def _value_season(p: Parts, c: Context) -> Value:
    season = SEASONS[p["season"].lower()]
    if "year" in p:
        return _made("DATE", f"{p['year']}-{season}")
    if c.anchor is None:
        return Value("DATE", f"XXXX-{season}")
    shift = _shift(p["relyear"].split()[0]) if "relyear" in p else 0
    begins = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[season]
    edge = p.get("edge", "").lower()
    if not shift and (edge == "last" or (not edge and c.tense == "past")) and begins > c.anchor.month - (edge == "last"):
        shift = -1
    if edge == "next" and begins <= c.anchor.month:
        shift = 1
    return _made("DATE", f"{c.anchor.year + shift}-{season}")


def _value_decade(p: Parts, c: Context) -> Value:
    decade = p["decade"][:3] if "decade" in p else f"19{p['short'][0]}"
    return Value("DATE", decade, date(int(decade) * 10, 1, 1), date(int(decade) * 10 + 9, 12, 31))


def _value_year(p: Parts, c: Context) -> Value:
    if "shortyear" in p:
        year = int(p["shortyear"])
        return _made("DATE", str(year + (2000 if year < 40 else 1900)))
    return _made("DATE", p["year"])


def _value_clock(p: Parts, c: Context) -> Value:
    hour = next(int(p[k]) for k in ("hour", "hour2", "hour3") if k in p)
    minute = next((int(p[k]) for k in ("minute", "minute2", "minute3") if k in p), 0)
    half = p.get("half", "").replace(".", "").lower()
    if half == "pm" or (half == "noon" and hour == 12) or p.get("part") in {"afternoon", "evening"}:
        hour = hour % 12 + 12
    elif half == "am":
        hour %= 12
    day = c.last or c.anchor
    if "weekday" in p:
        day = _weekday(p["weekday"], c.anchor, c.tense)
    elif "near" in p and c.anchor:
        day = c.anchor + timedelta(days={"today": 0, "yesterday": -1, "tomorrow": 1}[p["near"].lower()])
    zone = "Z" if p.get("zone", p.get("zone2", "")) in {"GMT", "UTC", "Z"} else ""
    return Value("TIME", f"{day.isoformat() if day else 'XXXX-XX-XX'}T{hour:02d}:{minute:02d}{zone}", day, day)


def _value_ago(p: Parts, c: Context) -> Value:
    count, unit = number_of(p["count"]), UNITS.get(p["unit"].lower()) or UNITS[p["unit"].lower().rstrip("s")]
    way = p["way"].lower()
    back = way in {"ago", "earlier", "before", "previously"}
    base = c.anchor if way in {"ago", "from now"} else c.last or c.anchor
    if count is None:
        return Value("DATE", "PAST_REF" if back else "FUTURE_REF")
    if base is None:
        return Value("DATE", None)
    return _stepped(base, -count if back else count, unit)


def _stepped(base: date, count: float, unit: str) -> Value:
    """The calendar unit that lies ``count`` units from a day."""
    if unit.startswith("T"):
        return _day(base)
    if unit == "2W":
        count, unit = count * 2, "W"
    day = add_units(base, count, unit)
    if unit in {"D", "NI"} or count % 1:
        return _day(day) if unit in {"D", "NI"} else _made("DATE", month_value(day))
    if unit == "W":
        return _made("DATE", week_value(day))
    if unit == "M":
        return _made("DATE", month_value(day))
    if unit == "Q":
        return _made("DATE", quarter_value(day))
    if unit == "WE":
        return _made("DATE", week_value(day) + "-WE")
    return _made("DATE", str(day.year)) if unit == "Y" else _made("DATE", str(day.year)[:3])


def _value_span(p: Parts, c: Context) -> Value:
    edge = p["edge"].lower().removeprefix("the ")
    made = _duration(number_of(p["count"]), p["unit"])
    if c.anchor is None or made.value is None or number_of(p["count"]) is None or edge in {"first", "final", "these", "those"}:
        return made
    unit = UNITS.get(p["unit"].lower()) or UNITS[p["unit"].lower().rstrip("s")]
    count = number_of(p["count"]) or 0
    if unit.startswith("T"):
        count, unit = (count / 24 if unit == "TH" else 0), "D"
    if unit in {"2W", "NI", "WE"}:
        return made
    ahead = edge in {"next", "coming", "following"}
    other = add_units(c.anchor, count if ahead else -count, unit)
    return Value("DURATION", made.value, min(c.anchor, other), max(c.anchor, other))


def _shift(edge: str) -> int:
    edge = edge.lower().removeprefix("the ").removeprefix("this ")
    return {"last": -1, "past": -1, "previous": -1, "preceding": -1, "next": 1, "following": 1, "coming": 1}.get(edge, 0)


def _value_relative(p: Parts, c: Context) -> Value:
    edge, word = p["edge"].lower(), p["unit"].lower()
    if edge in {"the past", "past", "the last"} and word in {
        "day",
        "week",
        "month",
        "year",
        "decade",
        "hour",
        "century",
        "fortnight",
    }:
        made = _duration(1, word)
        unit = UNITS[word]
        if c.anchor is None or unit.startswith("T") or unit == "2W":
            return made
        return Value("DURATION", made.value, add_units(c.anchor, -1, unit), c.anchor)
    base = (
        c.last or c.anchor
        if edge in {"the previous", "the following", "the same", "that", "previous", "following", "same"}
        else c.anchor
    )
    if base is None:
        return Value("TIME" if word in PARTS else "DATE", None)
    step = _shift(edge)
    if word in PARTS:
        return _day(base + timedelta(days=step), word)
    if word in SEASONS:
        return _value_season({"season": word, "edge": edge}, c)
    if word == "hour":
        return _day(base)
    return _stepped(base, step, UNITS[word])


def _value_set(p: Parts, c: Context) -> Value:
    adverbs = {"hourly": "PT1H", "daily": "P1D", "weekly": "P1W", "monthly": "P1M", "quarterly": "P1Q", "nightly": "P1D"}
    if "adverb" in p:
        return Value("SET", adverbs.get(p["adverb"].lower(), "P1Y"))
    return Value("SET", _duration(2 if " other " in c.words else 1, p["unit"]).value)


def _weekday(name: str, anchor: date | None, tense: Tense, edge: str = "") -> date | None:
    if anchor is None:
        return None
    return shift_weekday(anchor, WEEKDAYS[name.lower().rstrip(".")], tense, edge)


def _value_weekday(p: Parts, c: Context) -> Value:
    edge = p.get("edge", "").lower().removeprefix("the ").removeprefix("this ")
    number = WEEKDAYS[p["weekday"].lower().rstrip(".")] + 1
    if edge == "every":
        return Value("SET", f"XXXX-WXX-{number}")
    base = c.last if edge in {"previous", "following", "same"} and c.last else c.anchor
    if base is None:
        return Value("DATE", f"XXXX-WXX-{number}")
    return _day(_weekday(p["weekday"], base, c.tense, edge), p.get("part"))


def _value_weekday_week(p: Parts, c: Context) -> Value:
    if c.anchor is None:
        return Value("DATE", None)
    weeks = _shift(p["edge"]) if "edge" in p else -1
    monday = c.anchor - timedelta(days=c.anchor.weekday()) + timedelta(weeks=weeks)
    return _day(monday + timedelta(days=WEEKDAYS[p["weekday"].lower()]))


def _value_weekdays(p: Parts, c: Context) -> Value:
    return Value("SET", f"XXXX-WXX-{WEEKDAYS[p['weekday'].lower()] + 1}")


def _duration(count: float | None, unit_words: str) -> Value:
    words = unit_words.lower()
    unit = UNITS.get(words) or UNITS.get(words.rstrip("s"), "D")
    number = "X" if count is None else f"{count:g}"
    if unit == "2W":
        return Value("DURATION", "PXW" if count is None else f"P{2 * count:g}W")
    if unit == "NI":
        unit = "D"
    return Value("DURATION", f"PT{number}{unit[1]}" if unit.startswith("T") else f"P{number}{unit}")


def _value_duration(p: Parts, c: Context) -> Value:
    return _duration(number_of(p["count"]), p["unit"])


def _value_vague(p: Parts, c: Context) -> Value:
    return _duration(None, p["unit"])


def _value_near(p: Parts, c: Context) -> Value:
    if "unit" in p:  # "the start of the day", "the weekend"
        unit = p["unit"].lower()
        if (base := c.last or c.anchor if unit == "day" else c.anchor) is None:
            return Value("DATE", None)
        back = unit == "weekend" and base.weekday() < 5 and c.tense == "past"
        return _stepped(base - timedelta(days=7 if back else 0), 0, UNITS[unit])
    near = p["near"].lower()
    if near in {
        "the same day",
        "that day",
        "that same day",
        "the previous day",
        "the following day",
        "the next day",
        "the day before",
        "the day after",
        "a day earlier",
        "a day before",
        "a day later",
    }:
        if (base := c.last or c.anchor) is None:
            return Value("DATE", None)
        back = "previous" in near or "before" in near or "earlier" in near
        same = "same" in near or "that" in near
        return _day(base if same else base + timedelta(days=-1 if back else 1))
    if c.anchor is None:
        return Value("DATE", None)
    if near == "overnight":
        # Between the evening before and the morning of the anchor's day.
        return Value("TIME", f"{c.anchor.isoformat()}TNI", c.anchor - timedelta(days=1), c.anchor)
    if near == "tonight":
        return _day(c.anchor, "night")
    days = {"yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}.get(near, 0)
    return _day(c.anchor + timedelta(days=days), p.get("part"))


def _value_holiday(p: Parts, c: Context) -> Value:
    name = p["holiday"].lower()
    if "year" not in p and c.anchor is None:
        return Value("DATE", None)
    if name.startswith("easter") or name == "good friday":
        year = int(p["year"]) if "year" in p else (c.anchor or date.min).year
        return _day(easter(year) - timedelta(days=2 if name == "good friday" else 0))
    if name.startswith("thanksgiving"):
        year = int(p["year"]) if "year" in p else (c.anchor or date.min).year
        first = date(year, 11, 1)
        return _day(first + timedelta(days=(3 - first.weekday()) % 7 + 21))
    month, day = HOLIDAYS[name.replace("labor", "labour")]
    if "year" in p:
        return _day(date(int(p["year"]), month, day))
    return _day(nearest_year(c.anchor or date.min, month, day, c.tense))


def _value_part(p: Parts, c: Context) -> Value:
    return _day(c.last or c.anchor, p["part"])


def _value_reference(p: Parts, c: Context) -> Value:
    return Value("DATE", "PRESENT_REF" if "present" in p else "PAST_REF" if "past" in p else "FUTURE_REF")


_RULES: dict[str, Callable[[Parts, Context], Value]] = {
    "iso": _value_iso,
    "day": _value_day,
    "slash": _value_slash,
    "months": _value_months,
    "quarter": _value_quarter,
    "season": _value_season,
    "decade": _value_decade,
    "year": _value_year,
    "clock": _value_clock,
    "ago": _value_ago,
    "span": _value_span,
    "relative": _value_relative,
    "set": _value_set,
    "weekday": _value_weekday,
    "weekday_week": _value_weekday_week,
    "weekdays": _value_weekdays,
    "duration": _value_duration,
    "vague": _value_vague,
    "near": _value_near,
    "holiday": _value_holiday,
    "part": _value_part,
    "reference": _value_reference,
}
