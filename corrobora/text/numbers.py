"""Quantities in English news text: digits, words, ranges, bounds and vague words, as an interval with its wording.

The values follow the case document: at least 58 is (58, None), more than 500 (501, None), up to 100 (None, 100),
about 70 (70, 70), 12 to 15 (12, 15); a vague word ("dozens") has no numbers, and keeps its word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from corrobora.records import Bound

Value = int | float | None

_UNITS = {
    word: value for value, word in enumerate("""
        zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
        eighteen nineteen
    """.split())  # noqa: SIM905
}
_TENS = {
    word: 10 * (n + 2) for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())  # noqa: SIM905
}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "mn": 1_000_000,
           "bn": 1_000_000_000, "m": 1_000_000, "k": 1_000}
_DOZEN = 12

_WORD = "|".join([*_TENS, *sorted(_UNITS, key=len, reverse=True)])
_DIGITS = r"\d{1,3}(?:[,\u00a0 ]\d{3})+(?!\d)|\d+(?:\.\d+)?"
_SPELLED = (
    rf"(?:(?:a|{_WORD})(?:[ -](?:{_WORD}))?(?:[ -](?:hundred|thousand|million|billion)\b"
    rf"(?:[ -](?:and[ -])?(?:{_WORD})\b(?:[ -](?:{_WORD})\b)?)?)+|(?:{_WORD})(?:[ -](?:{_WORD}))?)"
)
_ATOM = (
    rf"(?:half[ -]a[ -](?:dozen|million|billion)\b|(?:{_WORD}|a|\d{{1,2}})[ -]dozen\b(?!s)"
    rf"|(?:a )?couple(?: dozen)?\b|a pair\b|{_SPELLED}\b"
    rf"|(?:{_DIGITS})(?:[ -]?(?:hundred|thousand|million|billion|mn|bn|[mk])\b)?)"
)

_VAGUE_NOUN = (
    r"(?:tens|hundreds|dozens|scores) of (?:thousands|millions)|hundreds of hundreds|dozens and dozens|scores|dozens"
    r"|hundreds|thousands|millions|tens|dozen"
)
_VAGUE = (
    rf"(?:many|several|a few|few|some|countless|untold|multiple|numerous) (?:{_VAGUE_NOUN}|hundred|thousand|million)\b"
    rf"|(?:{_VAGUE_NOUN})\b"
    r"|(?:(?:an|a) )?(?:unknown|unspecified|undisclosed|undetermined|untold|large|small|significant|unconfirmed|similar"
    r"|great|growing|high) numbers?\b|a (?:good )?number of\b|(?:large|significant|great|unknown) numbers\b"
    r"|a handful\b|handfuls?\b|a (?:small )?group\b(?= of)|groups\b(?= of)|countless|numerous|multiple|several|a few|few\b"
    r"|a great many|many|(?:the )?(?:vast |great |overwhelming )?majority\b|(?:more|less|fewer) than half\b|almost half\b"
    r"|nearly half\b|about half\b|over half\b|at least half\b|(?:about |nearly |almost )?(?:a|one|two)[ -](?:thirds?"
    r"|quarters?)\b(?= of\b)"
    r"|three[ -]quarters|half\b|most\b(?! \w+ly\b| recent\b)|some\b|the rest\b(?= of)|others\b(?= (?:were|are"
    r"|have|had|was))|waves\b|in waves\b"
)
_BOUNDS: tuple[tuple[Bound, str], ...] = (
    ("at_least", r"at[ -]least|no fewer than|not fewer than|no less than|not less than|a minimum of|minimum of|as few as"),
    ("up_to", r"up to|as many as|as much as|at most|no more than|not more than|a maximum of|maximum of|fewer than"
              r"|less than|under|below|just under"),
    ("more_than", r"(?:well |far |slightly |just )?(?:more than|(?<!hand )(?<!hands )(?<!handed )(?<!handing )over|above)"
                  r"|upwards? of|in excess of|exceeding|greater than"
                  r"|exceeds|exceeded|surpass(?:ed|es|ing)|topp(?:ed|ing)|passing|passed"),
    ("about", r"(?:an )?estimated|about|around|some|roughly|approximately|approx\.?|nearly|almost|close to|circa|maybe"
              r"|perhaps|near|virtually|~|in the region of|an average of|an approximate"),
)
_BOUND = "|".join(f"(?P<{name}>\\b(?:{words})|~)" if name == "about" else rf"(?P<{name}>\b(?:{words}))"
                  for name, words in _BOUNDS)
_STRICTLY_UNDER = re.compile(r"fewer than|less than|under|below", re.I)
_GAP = r"(?: that| the| an?(?! (?:dozen|hundred|thousand|million|couple|pair))| estimated| additional| other| another)?"

_QUANTITY = re.compile(
    rf"(?<![\w$€£#/.:+-])(?:(?P<further>a further|further|another|an additional|additional|a total of|in total) )?"
    rf"(?:(?:{_BOUND}){_GAP} ?)?(?:(?P<further2>a further|another|an additional) )?(?:\b(?P<between>between|from) )?"
    rf"(?:(?P<atom>{_ATOM})(?:(?: (?:to|or) | ?- ?|-(?:to|or)-|(?P<and>(?(between) and |(?!))))(?P<atom2>{_ATOM}))?"
    rf"(?P<tail>\+| or more\b| or so\b| at least\b)?|(?P<vague>{_VAGUE}))(?![\w]|-(?:year|day|month|week|hour|old|metre"
    rf"|meter|mile|km|pound|mm|inch|foot|point|strong|member|man\b|storey|story|room|bed|floor|star|nation|way|pronged)"
    rf"|[.,:]\d|%|/\d|'s? old)",
    re.IGNORECASE,
)

_MONTH = (r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?|aug(?:ust|\.)?|sept?(?:ember|\.)?"
          r"|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)")
_NOT_COUNTS = re.compile(
    rf"\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b(?:,? \d{{4}}\b)?|\b\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}\b(?:,? \d{{4}}\b)?"
    rf"|\b{_MONTH} \d{{4}}\b|\b\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{2,4}}\b"
    r"|\b\d{1,2}(?:[:.]\d{2})? ?(?:a\.?m\b\.?|p\.?m\b\.?|gmt|utc|hrs|hours gmt|o'clock)|\b\d{1,2}:\d{2}(?::\d{2})?\b"
    r"|\b\d{3,4} ?(?:gmt|utc|hrs|[ap]\.?m)\b"
    r"|\b\d{1,3}(?:-| )(?:years?|yr|months?|weeks?|days?)(?:-| )olds?\b|\b(?:aged?"
    r"|ages) (?:between )?\d{1,3}(?: (?:and|to|or) \d{1,3})?\b"
    r"|\b(?:aged?|ages) (?:between )?(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b"
    r"(?: (?:and|to|or) (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))?"
    r"|(?<=[A-Za-z], )\d{1,2}(?=[,)](?!\d))|\b\d+ in (?:\d+|every)\b|\b(?:one|two|three|four|nine) in (?:three|four|five"
    r"|ten|\d+|every)\b|\b(?:in|since|until|by|from|of|during|after|before|late|early|mid) (?:19|20)\d\d\b"
    r"|\b(?:19|20)\d\ds\b|\b(?:no|nos|number|resolution|article|section|chapter|highway|route|interstate|channel|flight|unit"
    r"|page|phase|room|block|district|division|brigade|regiment|precinct|engine|route|us|hwy|apartment|apt|suite|exit)\.? \d+\b"
    r"|\b\d+(?:st|nd|rd|th)\b|\b\d+(?:\.\d+)?[ -]?(?:mm|cm|km|kph|mph|kg|lbs?|percent|per cent|pct|millimet\w+"
    r"|cal(?:iber|ibre)?)\b"
    r"|\b\d+(?:\.\d+)? ?%|[$€£] ?\d[\d,.]*(?: (?:thousand|million|billion|trillion)|[mbk]n?\b)?|\b\d+ (?:block"
    r"|hundred block) of\b"
    r"|\b[A-Za-z]{1,3}-?\d+\b(?<!\s\d)|\bone (?:day|night|morning|evening|another|point|thing|side|hand|way|time"
    r"|of the (?:most|best|worst|\w+est))\b"
    r"|\b(?:19|20)\d\d (?=assassination|attack|bombing|war\b|massacre|invasion|genocide|shooting|coup|uprising|raid|siege)"
    r"|\b\d+-\d+-\d+\b|\bone's\b",
    re.IGNORECASE,
)
_PERSON_AFTER_YEAR = re.compile(r" (?:people|civilians|deaths|persons|fighters|soldiers|troops|men)\b", re.I)


@dataclass(frozen=True)
class Quantity:
    """A quantity in a text: ``[start, end)`` with its bound words, ``number`` where the number itself starts."""

    start: int
    end: int
    number: int
    low: Value
    high: Value
    bound: Bound
    vague_word: str | None = None
    further: bool = False
    """"a further", "another", "additional": it adds to a number told before."""


def number_of(text: str) -> Value:
    """The value of one number in digits or words ("1,300", "sixty-two", "2.5 million", "half a dozen"), or None.

    >>> number_of("sixty-two"), number_of("1.2 million"), number_of("two dozen")
    (62, 1200000, 24)
    """
    words = re.sub(r"(?<=\d)[,\u00a0 ](?=\d{3})", "", text.lower()).replace("-", " ").split()
    words = [w for part in words for w in re.findall(r"\d+(?:\.\d+)?|[a-z]+", part)]
    total: float = 0
    part: float = 0
    known = False
    if words[:2] == ["half", "a"] and words[2:] == ["dozen"]:
        return _DOZEN // 2
    if words[:2] == ["half", "a"] and words[2:] in (["million"], ["billion"]):
        return _SCALES[words[2]] // 2
    for word in words:
        if word in {"a", "and"}:
            continue
        known = True
        if word[0].isdigit():
            part += float(word)
        elif word in _UNITS or word in _TENS:
            part += _UNITS.get(word, _TENS.get(word, 0))
        elif word in {"couple", "pair"}:
            part += 2
        elif word == "dozen":
            part = (part or 1) * _DOZEN
        elif word == "hundred":
            part = (part or 1) * 100
        elif word in _SCALES:
            total += (part or 1) * _SCALES[word]
            part = 0
        else:
            return None
    value = round(total + part, 6)
    return (int(value) if value == int(value) else value) if known else None


def not_counts(text: str) -> list[tuple[int, int]]:
    """Spans of numbers that count nothing: dates, years, clock times, ages, ordinals, models, calibres, money, percents."""
    found = []
    for match in _NOT_COUNTS.finditer(text):
        word = match.group().split()
        if re.fullmatch(r"(?:19|20)\d\d", word[-1]) and _PERSON_AFTER_YEAR.match(text, match.end()):
            continue
        found.append(match.span())
    return found


def find_quantities(text: str) -> Iterator[Quantity]:
    """The quantities of a text, in order, not overlapping, without numbers that count nothing (see ``not_counts``)."""
    return iter(_remembered(text))


@lru_cache(maxsize=10_000)
def _remembered(text: str) -> tuple[Quantity, ...]:
    """Several readers look at a sentence, one after another, and again where another article prints it."""
    return tuple(_quantities(text))


def _quantities(text: str) -> Iterator[Quantity]:
    barred = not_counts(text)
    at = 0
    while match := _QUANTITY.search(text, at):
        number = match.start("atom") if match["atom"] else match.start("vague")
        stop = match.end("atom2") if match["atom2"] else match.end()
        inside = next((end for start, end in barred if start < stop and number < end), None)
        if inside is not None:
            at = max(inside, match.start() + 1)
            continue
        quantity = _quantity(match)
        if quantity is not None:
            yield quantity
        at = match.end()


def _quantity(match: re.Match[str]) -> Quantity | None:
    """The quantity of one match of the grammar."""
    start, end = match.start(), match.end()
    further = match["further"] or match["further2"] or ""
    adds = bool(further) and "total" not in further.lower()
    bound = next((name for name, _ in _BOUNDS if match[name]), None)
    if match["vague"]:
        word = " ".join(match["vague"].lower().split())
        word = re.sub(r"^(?:an?|the) (?=unknown|unspecified|undisclosed|large|small|number|group|handful|majority)", "", word)
        if bound is not None and re.match(r"half|(?:a|one|two)[ -](?:third|quarter)", word):
            word = f"{match[bound].lower()} {word}"
        word = re.sub(r" of$", "", word)
        return Quantity(start, end, match.start("vague"), None, None, "vague", word, adds)
    low = number_of(match["atom"])
    high = number_of(match["atom2"]) if match["atom2"] else low
    if low is None or high is None:
        return None
    number = match.start("atom")
    if (match["between"] or "").lower() == "from":
        if not match["atom2"]:
            return Quantity(number, end, number, low, high, bound or "exact", None, adds)
        # "rose from 31 to 35": the later number stands.
        return Quantity(match.start("atom2"), end, match.start("atom2"), high, high, "exact", None, adds)
    if match["atom2"]:
        if re.fullmatch(r"\d+", match["atom"]) is None and high >= 1000 and low < 100 and match["atom2"].split()[-1] in _SCALES:
            low *= int(high // (number_of(match["atom2"].split()[0]) or 1))
        if low < high:
            return Quantity(start, end, number, low, high, "range", None, adds)
        # "5-3" is not an interval; the first number stands alone.
        end, high = match.end("atom"), low
    tail = (match["tail"] or "").strip().lower()
    if tail in {"+", "or more", "at least"}:
        bound = "at_least"
    elif tail == "or so":
        bound = "about"
    if bound == "at_least":
        return Quantity(start, end, number, low, None, bound, None, adds)
    if bound == "more_than":
        return Quantity(start, end, number, low + 1, None, bound, None, adds)
    if bound == "up_to":
        words = match["up_to"].lower()
        most = low - 1 if _STRICTLY_UNDER.search(words) else low
        return Quantity(start, end, number, None, most, bound, None, adds)
    return Quantity(start, end, number, low, high, bound or "exact", None, adds)
