"""The value of expressions that name a time on the calendar: days, months, seasons, years, clock times, weekdays, holidays."""

from __future__ import annotations

from datetime import date, timedelta

from corrobora.text.calendar import (
    add_units,
    easter,
    islamic_days,
    nearest,
    nearest_year,
    orthodox_easter,
    quarter_value,
    shift_weekday,
    week_value,
)
from corrobora.text.timewords import HOLIDAYS, ISLAMIC_DAYS, MONTHS, ORDINALS, SEASONS, WEEKDAYS
from corrobora.text.timex import Context, Parts, Tense, Value, day_value, made, shift


def from_iso(p: Parts, c: Context) -> Value:
    return day_value(date.fromisoformat(p["iso"]))


def from_day(p: Parts, c: Context) -> Value:
    month, day = MONTHS[p["month"].lower().rstrip(".")], int(p["day"])
    if "year" in p:
        return day_value(date(int(p["year"]), month, day), p.get("part"))
    if c.anchor is None:
        date(2000, month, day)
        return Value("DATE", f"XXXX-{month:02d}-{day:02d}")
    return day_value(nearest_year(c.anchor, month, day, c.tense), p.get("part"))


def from_slash(p: Parts, c: Context) -> Value:
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
    anchor = c.anchor or readings[0]
    return day_value(min(readings, key=lambda day: abs((day - anchor).days)))


def from_months(p: Parts, c: Context) -> Value:
    month = MONTHS[p["month"].lower().rstrip(".")]
    edge = p.get("edge", "").removeprefix("the ").removeprefix("this ")
    if "year" in p:
        year = int(p["year"])
    elif c.anchor is None:
        return Value("DATE", f"XXXX-{month:02d}")
    elif "relyear" in p:
        year = c.anchor.year + shift(p["relyear"].split()[0])
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
        return made("DATE", week_value(day) + ("-WE" if p["step"] == "weekend" else ""))
    return made("DATE", f"{year:04d}-{month:02d}")


def from_quarter(p: Parts, c: Context) -> Value:
    quarter = int(p["q"]) if "q" in p else ORDINALS[p["nth"].lower()]
    if "year" in p:
        return made("DATE", f"{p['year']}-Q{quarter}")
    if c.anchor is None:
        return Value("DATE", f"XXXX-Q{quarter}")
    if "relyear" in p:
        return made("DATE", f"{c.anchor.year + shift(p['relyear'].split()[0])}-Q{quarter}")
    if p.get("nth", "").lower() in {"last"}:
        return made("DATE", quarter_value(add_units(c.anchor, -3, "M")))
    here = (c.anchor.month - 1) // 3 + 1
    year = c.anchor.year - (quarter > here) if c.tense == "past" else c.anchor.year
    return made("DATE", f"{year}-Q{quarter}")


def from_season(p: Parts, c: Context) -> Value:
    season = SEASONS[p["season"].lower()]
    if "year" in p:
        return made("DATE", f"{p['year']}-{season}")
    if c.anchor is None:
        return Value("DATE", f"XXXX-{season}")
    years = shift(p["relyear"].split()[0]) if "relyear" in p else 0
    begins = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[season]
    edge = p.get("edge", "").lower()
    if not years and (edge == "last" or (not edge and c.tense == "past")) and begins > c.anchor.month - (edge == "last"):
        years = -1
    if edge == "next" and begins <= c.anchor.month:
        years = 1
    return made("DATE", f"{c.anchor.year + years}-{season}")


def from_decade(p: Parts, c: Context) -> Value:
    decade = p["decade"][:3] if "decade" in p else f"19{p['short'][0]}"
    return Value("DATE", decade, date(int(decade) * 10, 1, 1), date(int(decade) * 10 + 9, 12, 31))


def from_year(p: Parts, c: Context) -> Value:
    if "shortyear" in p:
        year = int(p["shortyear"])
        return made("DATE", str(year + (2000 if year < 40 else 1900)))
    return made("DATE", p["year"])


def from_clock(p: Parts, c: Context) -> Value:
    hour = next(int(p[k]) for k in ("hour", "hour2", "hour3") if k in p)
    minute = next((int(p[k]) for k in ("minute", "minute2", "minute3") if k in p), 0)
    half = p.get("half", "").replace(".", "").lower()
    if half == "pm" or (half == "noon" and hour == 12) or p.get("part") in {"afternoon", "evening"}:
        hour = hour % 12 + 12
    elif half == "am":
        hour %= 12
    day = c.last or c.anchor
    if "weekday" in p:
        day = weekday_of(p["weekday"], c.anchor, c.tense)
    elif "near" in p and c.anchor:
        day = c.anchor + timedelta(days={"today": 0, "yesterday": -1, "tomorrow": 1}[p["near"].lower()])
    zone = "Z" if p.get("zone", p.get("zone2", "")) in {"GMT", "UTC", "Z"} else ""
    if zone and (offset := int(p.get("offset", p.get("offset2", "0")))):
        zone = f"{offset:+03d}:00" if abs(offset) <= 14 else ""  # "GMT +8" is not Greenwich's time
    return Value("TIME", f"{day.isoformat() if day else 'XXXX-XX-XX'}T{hour:02d}:{minute:02d}{zone}", day, day)


def weekday_of(name: str, anchor: date | None, tense: Tense, edge: str = "") -> date | None:
    if anchor is None:
        return None
    return shift_weekday(anchor, WEEKDAYS[name.lower().rstrip(".")], tense, edge)


def from_weekday(p: Parts, c: Context) -> Value:
    edge = p.get("edge", "").lower().removeprefix("the ").removeprefix("this ")
    number = WEEKDAYS[p["weekday"].lower().rstrip(".")] + 1
    if edge == "every":
        return Value("SET", f"XXXX-WXX-{number}")
    base = c.last if edge in {"previous", "following", "same"} and c.last else c.anchor
    if base is None:
        return Value("DATE", f"XXXX-WXX-{number}")
    return day_value(weekday_of(p["weekday"], base, c.tense, edge), p.get("part"))


def from_weekday_week(p: Parts, c: Context) -> Value:
    if c.anchor is None:
        return Value("DATE", None)
    weeks = shift(p["edge"]) if "edge" in p else -1
    monday = c.anchor - timedelta(days=c.anchor.weekday()) + timedelta(weeks=weeks)
    return day_value(monday + timedelta(days=WEEKDAYS[p["weekday"].lower()]))


def from_weekdays(p: Parts, c: Context) -> Value:
    return Value("SET", f"XXXX-WXX-{WEEKDAYS[p['weekday'].lower()] + 1}")


def from_holiday(p: Parts, c: Context) -> Value:
    """A feast's day; those of the Islamic calendar have the days beside it in their interval, for the moon decides."""
    name = p["holiday"].lower().replace("-", " ")
    islamic = next((feast for feast in ISLAMIC_DAYS if name.replace("azha", "adha").replace("arbaen", "arbaeen").endswith(feast)
                    or (feast == "ramadan" and name == "ramadhan")), None)
    if "year" not in p and c.anchor is None:
        return Value("DATE", None)
    year = int(p["year"]) if "year" in p else (c.anchor or date.min).year
    years = [year] if "year" in p else [year - 1, year, year + 1]
    days = [day for at in years for day in (islamic_days(at, *ISLAMIC_DAYS[islamic]) if islamic else [_feast(name, at)])]
    edge = p.get("edge", "").lower()
    if c.anchor is not None and edge in {"last", "next"}:
        days = [day for day in days if (day < c.anchor if edge == "last" else day > c.anchor)] or days
    day = nearest(c.anchor or days[0], days, {"last": "past", "next": "future"}.get(edge, c.tense))
    if islamic == "ramadan":
        return Value("DURATION", "P1M", day - timedelta(days=1), day + timedelta(days=30))
    if islamic:
        return Value("DATE", day.isoformat(), day - timedelta(days=1), day + timedelta(days=1))
    return day_value(day)


def _feast(name: str, year: int) -> date:
    """The day of a feast of the sun's calendar, or of Easter's."""
    if name.endswith(("easter", "easter sunday", "easter monday", "palm sunday", "good friday")):
        sunday = orthodox_easter(year) if name.startswith("orthodox") else easter(year)
        return sunday + timedelta(days={"good friday": -2, "palm sunday": -7}.get(name, int(name.endswith("monday"))))
    if name.startswith("thanksgiving"):
        return _weekday_in(year, 11, 3, 4)
    if name == "labor day":
        return _weekday_in(year, 9, 0, 1)
    if name == "memorial day":
        return _weekday_in(year, 6, 0, 1) - timedelta(weeks=1)
    return date(year, *HOLIDAYS[name.replace("noruz", "nowruz")])


def _weekday_in(year: int, month: int, weekday: int, nth: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
