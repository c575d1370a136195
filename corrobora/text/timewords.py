"""The words of the calendar."""

from __future__ import annotations


def _numbered(lines: str, first: int) -> dict[str, int]:
    """Each word of a line to the line's number."""
    return {word: number for number, line in enumerate(lines.strip().splitlines(), first) for word in line.split()}


MONTHS = _numbered(
    """
january jan
february feb
march mar
april apr
may
june jun
july jul
august aug
september sept sep
october oct
november nov
december dec
""",
    1,
)
WEEKDAYS = _numbered(
    """
monday mon
tuesday tues tue
wednesday wed
thursday thurs thur thu
friday fri
saturday sat
sunday sun
""",
    0,
)
_UP_TO_TWENTY = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty"
)
SMALL = _numbered("\n".join(_UP_TO_TWENTY.split()), 1) | {
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100,
}  # fmt: skip
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}
UNITS = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "week": "W", "month": "M", "year": "Y", "decade": "DE",
    "century": "CE", "centuries": "CE", "fortnight": "2W", "weekend": "WE", "quarter": "Q", "night": "NI",
}  # fmt: skip
"""TIMEX3 letters; those of times of day begin with T."""
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
PARTS = {
    "morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "dawn": "MO", "daybreak": "MO", "noon": "12:00",
    "midday": "12:00", "midnight": "24:00", "dusk": "EV", "lunchtime": "MI", "sunset": "EV", "sunrise": "MO",
}  # fmt: skip
HOLIDAYS = {
    "christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24), "new year's day": (1, 1),
    "new year's eve": (12, 31), "new year": (1, 1), "halloween": (10, 31), "boxing day": (12, 26), "labour day": (5, 1),
    "valentine's day": (2, 14), "independence day": (7, 4), "veterans day": (11, 11), "nowruz": (3, 21), "newroz": (3, 21),
    "may day": (5, 1), "orthodox christmas": (1, 7),
}  # fmt: skip
ISLAMIC_DAYS = {"ashura": (1, 10), "arbaeen": (2, 20), "mawlid": (3, 12), "fitr": (10, 1), "adha": (12, 10), "ramadan": (9, 1)}
"""Month and day of the Islamic calendar."""
