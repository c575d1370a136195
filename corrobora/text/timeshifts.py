"""The value of expressions that count from another day, and of durations and sets."""

from __future__ import annotations

import re
from datetime import date, timedelta

from corrobora.text.calendar import (
    add_units,
    days_of_value,
    month_value,
    quarter_value,
    week_value,
)
from corrobora.text.timepoints import from_season
from corrobora.text.timewords import PARTS, SEASONS, SMALL, UNITS
from corrobora.text.timex import Context, Parts, Value, day_value, made, shift


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


def from_ago(p: Parts, c: Context) -> Value:
    count, unit = number_of(p.get("count", "some")), UNITS.get(p["unit"].lower()) or UNITS[p["unit"].lower().rstrip("s")]
    way = p["way"].lower()
    back = way in {"ago", "earlier", "before", "previously"}
    base = c.anchor if way in {"ago", "from now"} else c.last or c.anchor
    if count is None:
        return Value("DATE", "PAST_REF" if back else "FUTURE_REF")
    if base is None:
        return Value("DATE", None)
    return stepped(base, -count if back else count, unit)


def from_beside(p: Parts, c: Context) -> Value:
    """"the year before": counted from the date named before, if it is of that length or shorter."""
    step = 1 if p["way"].lower().startswith("after") else -1
    interval = days_of_value(c.named) if c.named else None
    base = interval[0] if interval and len(c.named or "") >= _LENGTH[p["unit"].lower()] else c.anchor
    return stepped(base, step, UNITS[p["unit"].lower()]) if base else Value("DATE", None)


_LENGTH = {"year": 4, "month": 7, "week": 8}
"""The length of the shortest value that tells which one is meant."""


def from_again(p: Parts, c: Context) -> Value:
    """"the same period last year": the date named before, a year back."""
    unit = p["unit"].lower()
    value = c.named if c.named and re.match(r"\d{4}\b", c.named) else None
    if unit in {"month", "quarter"} and value and not re.fullmatch(r"\d{4}-Q\d" if unit == "quarter" else r"\d{4}-\d\d", value):
        day = days_of_value(value)
        value = None if day is None else quarter_value(day[0]) if unit == "quarter" else month_value(day[0])
    if value is not None:
        return made("DATE", f"{int(value[:4]) - 1}{value[4:]}")
    return stepped(c.anchor, -1, "Y") if c.anchor else Value("DATE", None)


def from_straight(p: Parts, c: Context) -> Value:
    """"the third straight day": the one that is told of."""
    base = c.last or c.anchor
    return stepped(base, 0, UNITS[p["unit"].lower()]) if base else Value("DATE", None)


def from_whole(p: Parts, c: Context) -> Value:
    """"the entire year": the one whose part was named before, else its length alone."""
    unit = p["unit"].lower()
    interval = days_of_value(c.named) if c.named and len(c.named) > _LENGTH.get(unit, 4) else None
    return stepped(interval[0], 0, UNITS[unit]) if interval and unit in _LENGTH else duration_value(1, unit)


def from_told(p: Parts, c: Context) -> Value:
    """"by that time": the date named before."""
    return made("DATE", c.named) if c.named and re.match(r"\d{4}\b", c.named) else Value("DATE", "PAST_REF")


def stepped(base: date, count: float, unit: str) -> Value:
    """The calendar unit that lies ``count`` units from a day."""
    if unit.startswith("T"):
        return day_value(base)
    if unit == "2W":
        count, unit = count * 2, "W"
    day = add_units(base, count, unit)
    if unit in {"D", "NI"} or count % 1:
        return day_value(day) if unit in {"D", "NI"} else made("DATE", month_value(day))
    if unit == "W":
        return made("DATE", week_value(day))
    if unit == "M":
        return made("DATE", month_value(day))
    if unit == "Q":
        return made("DATE", quarter_value(day))
    if unit == "WE":
        return made("DATE", week_value(day) + "-WE")
    return made("DATE", str(day.year)) if unit == "Y" else made("DATE", str(day.year)[:3])


def from_span(p: Parts, c: Context) -> Value:
    edge = p["edge"].lower().removeprefix("the ")
    made = duration_value(number_of(p["count"]), p["unit"])
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


def from_relative(p: Parts, c: Context) -> Value:
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
        made = duration_value(1, word)
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
    step = shift(edge)
    if word in PARTS:
        return day_value(base + timedelta(days=step), word)
    if word in SEASONS:
        return from_season({"season": word, "edge": edge}, c)
    if word == "hour":
        return day_value(base)
    return stepped(base, step, UNITS[word])


def from_set(p: Parts, c: Context) -> Value:
    adverbs = {"hourly": "PT1H", "daily": "P1D", "weekly": "P1W", "monthly": "P1M", "quarterly": "P1Q", "nightly": "P1D"}
    if "adverb" in p:
        return Value("SET", adverbs.get(p["adverb"].lower(), "P1Y"))
    return Value("SET", duration_value(2 if " other " in c.words else 1, p["unit"]).value)


_IN_YEARS = {"DE": 10, "CE": 100}


def duration_value(count: float | None, unit_words: str) -> Value:
    words = unit_words.lower()
    unit = UNITS.get(words) or UNITS.get(words.rstrip("s"), "D")
    number = "X" if count is None else f"{count:g}"
    if unit == "2W":
        return Value("DURATION", "PXW" if count is None else f"P{2 * count:g}W")
    if unit == "NI":
        unit = "D"
    if unit in _IN_YEARS and count is not None:  # ISO 8601 has no unit above the year
        return Value("DURATION", f"P{_IN_YEARS[unit] * count:g}Y")
    return Value("DURATION", f"PT{number}{unit[1]}" if unit.startswith("T") else f"P{number}{unit}")


def from_duration(p: Parts, c: Context) -> Value:
    return duration_value(number_of(p["count"]), p["unit"])


def from_vague(p: Parts, c: Context) -> Value:
    return duration_value(None, p["unit"])


def from_near(p: Parts, c: Context) -> Value:
    if "unit" in p:  # "the start of the day", "the weekend"
        unit = p["unit"].lower()
        if (base := c.last or c.anchor if unit == "day" else c.anchor) is None:
            return Value("DATE", None)
        back = unit == "weekend" and base.weekday() < 5 and c.tense == "past"
        return stepped(base - timedelta(days=7 if back else 0), 0, UNITS[unit])
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
        return day_value(base if same else base + timedelta(days=-1 if back else 1))
    if c.anchor is None:
        return Value("DATE", None)
    if near == "overnight":
        # Between the evening before and the morning of the anchor's day.
        return Value("TIME", f"{c.anchor.isoformat()}TNI", c.anchor - timedelta(days=1), c.anchor)
    if near == "tonight":
        return day_value(c.anchor, "night")
    days = {"yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}.get(near, 0)
    return day_value(c.anchor + timedelta(days=days), p.get("part"))


def from_part(p: Parts, c: Context) -> Value:
    return day_value(c.last or c.anchor, p["part"])


def from_reference(p: Parts, c: Context) -> Value:
    return Value("DATE", "PRESENT_REF" if "present" in p else "PAST_REF" if "past" in p else "FUTURE_REF")
