"""Time expressions of English news: where they stand in a text. Their calendar value is the business of ``timevalues``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from corrobora.text.timewords import SMALL

_MONTH = (
    r"(?P<month>(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b(?!-)\.?)"
)
_WEEKDAY = (
    r"(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:Mon|Tues|Tue|Wed|Thurs|Thur|Thu|Fri|Sat|Sun)\b\.?(?=[ ,]\s?"
    r"(?:\d|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))))"
)
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)\b"
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?\b"
_NUMBER = (
    r"(?:\d+(?:[.,]\d+)?|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-(?:one|two|three|four|five|six|seven|"
    r"eight|nine)|" + "|".join(sorted(SMALL, key=len, reverse=True)) + r")"
)
_COUNT = (
    rf"(?P<count>(?:{_NUMBER})(?: and a half)?|an?|half an?|one and a half|several|a few|few|some|many|a couple of|"
    r"couple of|a dozen|dozens of|two dozen)"
)
_UNIT = r"(?P<unit>(?:second|minute|hour|day|week|month|year|decade|fortnight|night|quarter|weekend)s?|century|centuries)\b"
_ABOUT = r"(?:(?:about|around|nearly|almost|more than|over|less than|under|at least|just over|just under|up to|roughly|some) )?"
_PART = r"(?P<part>morning|afternoon|evening|night|dawn|lunchtime|midnight|noon)\b"
_MOD = (
    r"(?:(?:(?:the )?(?:very )?(?:beginning|start|end|middle|first half|second half|close|early part|latter part) of|early(?: in| on)?|late"
    r"(?: in| on)?|earlier|later(?: in| on)?|mid-?|the middle of)[ ]?)?"
)
_EDGE = r"(?P<edge>last|next|this(?: past| coming)?|(?:the )?(?:past|previous|following|coming|preceding|current|same|next|last)|that)"
_OF = r"(?:,? (?:of (?:the )?)?(?:(?P<year>(?:1[5-9]|20)\d\d)\b|(?P<relyear>(?:last|this|next|the previous|the same|the following) year)))?"
_ZONE = r"(?: ?\(?(?P<zone>GMT|UTC|Z|local time|local|EST|EDT|CET|CEST|PST|PDT|ET|BST)(?: ?(?P<offset>[+-]\d\d?))?\)?)?"
_CLOCK = (
    rf"(?:(?P<hour>[01]?\d|2[0-4])(?:[:.](?P<minute>[0-5]\d))? ?(?P<half>[ap]\.?m\b\.?|o'clock\b|noon\b|hours\b(?= (?:GMT|UTC|local)))"
    rf"{_ZONE}|(?P<hour2>[01]?\d|2[0-3])[:.]?(?P<minute2>[0-5]\d) ?\(?(?P<zone2>GMT|UTC|local time)(?: ?(?P<offset2>[+-]\d\d?))?\)?|"
    r"(?P<hour3>[01]?\d|2[0-3]):(?P<minute3>[0-5]\d)\b)"
)
_NO_CLAUSE = r"(?! (?:than|of|the |a |an |its?|his|her|their|this|that|it|[A-Za-z]+ing|[A-Z])(?!$))"
"""Not where a clause or name follows that the expression is counted from ("two days before the vote")."""
_REPEATED = "day|week|weekend|month|quarter|year|night|decade"
_NOT_AGE = r"(?![- ]?(?:years? )?(?:-?olds?\b| old\b| of age\b))"

_RULES: tuple[tuple[str, str], ...] = (
    ("iso", r"\b(?P<iso>\d{4}-[01]\d-[0-3]\d)(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?\b"),
    (
        "clock",
        rf"\b{_CLOCK}(?:(?: on| in the)? (?:{_WEEKDAY}|(?P<near>today|yesterday|tomorrow)|(?P<part>morning|evening|"
        r"afternoon)))?",
    ),
    ("day", rf"\b{_MOD}(?:{_WEEKDAY},? )?(?:the )?{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR})?(?: {_PART})?"),
    ("day", rf"\b{_MOD}(?:{_WEEKDAY},? )?{_MONTH} {_DAY}(?![\d:]|,\d{{3}})(?:(?:,|, |,? of | ){_YEAR})?(?: {_PART})?"),
    ("slash", r"\b(?P<one>[0-3]?\d)[/.](?P<two>[0-3]?\d)[/.](?P<three>\d{4}|\d\d)\b(?![/.]\d)"),
    (
        "months",
        rf"\b{_MOD}(?:the (?P<nth>first|second|third|fourth|last) (?P<step>week|weekend) of )?(?:(?:last|this|next) )?"
        rf"{_MONTH}(?:,| of)? {_YEAR}",
    ),
    (
        "months",
        rf"\b{_MOD}(?:the (?P<nth>first|second|third|fourth|last) (?P<step>week|weekend) (?:of|in) )?"
        rf"(?:(?P<edge>last|this|next|this past|the previous|the following) )?{_MONTH}(?:,? (?:of )?(?P<relyear>(?:last|this|next) year))?",
    ),
    (
        "quarter",
        rf"\b{_MOD}(?:the |this )?(?:(?:(?P<nth>first|second|third|fourth|last|final)[- ]quarter\b)|Q(?P<q>[1-4]))(?: of)?{_OF}",
    ),
    (
        "season",
        rf"\b{_MOD}(?:(?P<edge>last|next|this)|(?<=in )the|the(?= [a-z]+(?: of)? \d)) (?P<season>spring|summer|autumn|fall|winter)(?: of)?(?! (?:of|in|and))"
        rf"{_OF}",
    ),
    ("season", rf"\b{_MOD}(?P<season>spring|summer|autumn|fall|winter)(?: of)? {_YEAR}"),
    (
        "decade",
        r"\b(?:the )?(?:(?:early|late|mid)[- ])?(?P<decade>(?:1[5-9]|20)\d0)'?s\b|(?:(?<=\bthe )|(?<=s and )|(?<=\bearly |\bearly-)|(?<=\bmid-)|(?<=\blate |\blate-))'?(?P<short>[2-9]0)'?s\b",
    ),
    (
        "ago",
        rf"\b{_MOD}{_ABOUT}{_COUNT} {_UNIT} (?P<way>ago|earlier|before|previously|later|afterwards?|from now)\b{_NO_CLAUSE}",
    ),
    ("ago", rf"\b(?P<unit>minutes|hours|days|weeks|months|years|decades) (?P<way>ago|earlier|later|afterwards)\b{_NO_CLAUSE}"),
    ("beside", rf"\bthe (?P<unit>week|month|year) (?P<way>earlier|before|previous|after|afterwards)\b{_NO_CLAUSE}"),
    (
        "again",
        r"\bthe same (?P<unit>period|month|quarter|time|week|day) (?:of (?:the )?|in (?:the )?)?(?:a year (?:ago|earlier|before)|"
        r"(?:last|previous|preceding|prior) year|the year before|the (?:previous|preceding|prior) year)\b",
    ),
    (
        "straight",
        r"\b(?:(?:the|a|its|their|his|her) )?(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th)) "
        rf"(?:(?:straight|consecutive|successive) (?P<unit>{_REPEATED})|(?P<unit2>{_REPEATED}) (?:in a row|running))\b",
    ),
    ("whole", rf"\bthe (?:entire|whole|full) (?P<unit>{_REPEATED})\b"),
    (
        "weekday_week",
        rf"\b{_WEEKDAY} (?P<edge>last|next|this) week\b|\b{_WEEKDAY.replace('weekday', 'weekday2')} (?:a )?week ago\b",
    ),
    (
        "span",
        rf"\b(?:(?P<edge>last|next|past|first|final|coming|previous|following|preceding|the (?:last|next|past|first|final|coming|previous|"
        rf"following|preceding)|these|those)) (?P<count>{_NUMBER}|several|few|couple of|couple|many) (?:(?:or so|straight|consecutive|"
        rf"trading|business|working|full) )?{_UNIT}",
    ),
    (
        "relative",
        rf"\b{_MOD}{_EDGE} (?P<unit>day|week|weekend|month|year|decade|century|night|quarter|fortnight|hour|morning|afternoon|evening|"
        r"summer|winter|spring|autumn)\b(?!-)",
    ),
    (
        "near",
        r"\bthe (?:very )?(?:beginning|start|end|middle) of the (?P<unit>day|week|month|year)\b|\bthe (?P<unit2>weekend)\b|"
        r"(?:(?<=\bend )|(?<=\bended )|(?<=\bending )|(?<=\bfinish )|(?<=\bfinished )|(?<=\bbegan )|(?<=\bstarted )|(?<=\bclosed )|"
        r"(?<=\brest of )|(?<=\bremainder of )|(?<=\b[Ll]ate in )|(?<=\b[Ll]ater in )|(?<=\b[Ee]arly in )|(?<=\b[Ee]arlier in ))the (?P<unit3>day)\b|"
        r"(?:(?<=\bin )|(?<=\b[Ff]or ))the (?P<unit4>day)(?= after|[.,])|(?<=\bof )the (?P<unit5>week|weekend)(?=[.,]|$)",
    ),
    ("set", r"\b(?:each|every) (?:other )?(?P<unit>second|minute|hour|day|week|month|year|night|morning|weekend)\b"),
    ("set", r"\b(?P<adverb>hourly|daily|weekly|monthly|quarterly|yearly|annually|annual|nightly)\b"),
    (
        "set",
        rf"(?<=\d )(?:a|per) (?P<unit>day|week|month|year)\b|(?<=times )(?:a|per) {_UNIT.replace('unit', 'unit2')}"
        rf"|\b(?:once|twice) (?:a|every|per) {_UNIT.replace('unit', 'unit3')}",
    ),
    (
        "weekday",
        rf"\b{_MOD}(?:(?P<edge>last|next|this(?: past| coming)?|the (?:previous|following|same)|every) )?{_WEEKDAY}"
        rf"(?! and (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)zzz)(?: {_PART}|'s?(?= ))?",
    ),
    ("weekdays", r"\b(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)s\b"),
    (
        "duration",
        rf"\b{_ABOUT}{_COUNT}[ -](?:(?:straight|consecutive|long|full|trading|solid|whole|more|further|additional) )?{_UNIT}(?:-long)?"
        rf"{_NOT_AGE}",
    ),
    (
        "duration",
        rf"\b{_ABOUT}(?P<count>{_NUMBER}|single)-?(?:and-a-half)?-(?P<unit>second|minute|hour|day|week|month|year|decade)\b(?:-long)?{_NOT_AGE}",
    ),
    (
        "vague",
        r"(?<=\bfor )(?P<unit>minutes|hours|days|weeks|months|years|decades|centuries)\b|\b(?P<unit2>weeks|months|years|decades|centuries|"
        r"days|hours)-long\b|(?:(?<=\bin )|(?<=\bin just )|(?<=\bafter ))(?P<unit3>minutes|hours|days|weeks|months|years|decades)\b|(?<=\bwithin )(?P<unit4>minutes|hours|days|"
        r"weeks|months)\b|\b(?:over the|in the coming|the coming|the past|coming) (?P<unit5>days|weeks|months|years|decades)\b",
    ),
    (
        "near",
        rf"\b{_MOD}(?P<near>today|yesterday|tomorrow|tonight|overnight|the day before yesterday|the day after tomorrow)\b"
        rf"(?: {_PART})?",
    ),
    (
        "near",
        r"\b(?P<near>the (?:previous|same|following|next) day|that (?:same )?day|a day (?:earlier|before|later)|"
        rf"this day)\b|\b(?P<near2>the day (?:before|after)\b{_NO_CLAUSE})",
    ),
    (
        "holiday",
        r"\b(?:(?P<edge>[Ll]ast|[Tt]his|[Nn]ext) )?(?P<holiday>(?:Orthodox )?Christmas(?: Day| Eve)?|New Year(?:'s (?:Day|Eve))?|"
        r"(?:Orthodox )?Easter(?: Sunday| Monday)?|Palm Sunday|Good Friday|Halloween|Boxing Day|Labou?r Day|Memorial Day|"
        r"Valentine's Day|Independence Day|Veterans Day|Now?ruz|Newroz|May Day|Thanksgiving(?: Day)?|Ashura|Arbae?en|Mawlid|"
        r"Eid[ -](?:al|ul|el)[ -](?:Fitr|Adha|Azha)|Ramadh?an)"
        rf"\b(?: (?:of )?{_YEAR})?(?! Island| tree| market)",
    ),
    ("year", rf"\b{_MOD}(?:the year )?{_YEAR}(?!,\d|-\d|\.\d|[:%/]|['’]?s\b)|(?<=\W)'(?P<shortyear>\d\d)\b(?!s)"),
    (
        "part",
        r"(?<=\bin the )(?P<part>morning|afternoon|evening)\b|\b(?:early|late) (?P<part2>morning|afternoon|evening|night)\b|(?<=\bat )"
        r"(?P<part3>dawn|daybreak|noon|midday|midnight|dusk|sunset|sunrise)\b|(?<=\bbefore )(?P<part4>dawn|daybreak|midnight)\b",
    ),
    (
        "reference",
        r"\b(?P<present>now|currently|nowadays|at present|at the moment|at this time|these days|the time being|current(?= (?!events)))\b(?!-)|"
        r"\b(?P<past>(?:more |most )?recently|recent (?:days|weeks|months|years|decades|times)|recent|lately|"
        r"(?<=in )the past|(?<=of )the past(?=[.,;'\"]|$)|at the time|once(?= (?:been|held)))\b|"
        r"\b(?P<future>(?:very |too )?soon(?!-|er)|(?:in )?the (?:near |foreseeable )?future|the coming (?:days|weeks|months|years)|"
        r"the (?:near|short|medium|long|longer|shorter|immediate) term|a later (?:time|date|stage))\b",
    ),
    ("told", r"\b(?:(?<=by )|(?<=since )|(?<=before )|(?<=until )|(?<=after )|(?<=at ))that (?:time|date)\b"),
)
# Words that are months only in company: the modal "may", the verb "march".
_MONTH_COMPANY = re.compile(
    r"(?:\b(?:in|since|last|next|this|of|by|until|till|from|to|and|before|after|during|through|between|early|late|mid|for|on|"
    r"mid-|beginning|end|late-|early-)[ -]?|\d,? )$",
    re.IGNORECASE,
)
_YEAR_COMPANY = re.compile(
    r"(?:\b(?:in|since|of|by|until|till|from|to|and|or|before|after|during|through|throughout|early|late|mid|mid-|for|between|year|"
    r"around|circa|than|as|the|summer|winter|spring|autumn|fall|class)[ -]|[(\[–—-] ?|^|[.;,:\"'] )$",
    re.IGNORECASE,
)
# After these a four-digit number counts things.
_COUNTED = re.compile(
    r" (?:people|men|women|children|civilians|soldiers|troops|fighters|rebels|others|injured|dead|killed|wounded|families|houses|homes|"
    r"km|kilomet|miles|met(?:re|er)s|feet|dollars|euros|pounds|percent|million|billion|tons|tonnes|jobs|members|refugees|of (?:them|its|the)|"
    r"[a-z]+s (?:were|are|have|had|died|fled))\b"
)


# A weekday that is the name of a day in history or of a feast.
_NAMED_DAY = re.compile(r"\b(?:Black|Bloody|Cyber|Giving|Super|Ash|Palm|Maundy|Holy|Easter|Orange|Shrove|Red) $")


@dataclass(frozen=True)
class Expression:
    """A time expression in a text: offsets, the rule that found it, and its named parts."""

    start: int
    end: int
    rule: str
    parts: dict[str, str]
    words: str


def _compiled() -> tuple[tuple[str, re.Pattern[str]], ...]:
    lower = {"ago", "span", "relative", "set", "duration", "vague", "near", "part", "reference", "quarter", "season", "beside",
             "again", "straight", "whole", "told"}
    return tuple((name, re.compile(rule, re.IGNORECASE if name in lower else 0)) for name, rule in _RULES)


_COMPILED = _compiled()
_MONTH_WORDS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_UNIT_WORDS = ("second", "minute", "hour", "day", "week", "month", "year", "decade", "centur", "fortnight", "night", "quarter")
_EDGE_WORDS = ("last", "next", "past", "first", "final", "coming", "previous", "following", "preceding")
# A rule is tried only where one of its words stands in the lower-cased text: substring search is much the cheaper.
_NEEDS: dict[str, tuple[str, ...]] = {
    "clock": (":", ".m", "am", "pm", "noon", "gmt", "utc", "o'clock", "hours", "."),
    "day": _MONTH_WORDS,
    "months": _MONTH_WORDS,
    "quarter": ("quarter", "q1", "q2", "q3", "q4"),
    "season": ("spring", "summer", "autumn", "fall", "winter"),
    "decade": ("0s", "0's"),
    "ago": ("ago", "earlier", "before", "previously", "later", "afterward", "from now"),
    "beside": ("the week", "the month", "the year"),
    "again": ("the same",),
    "straight": ("straight", "consecutive", "successive", "in a row", "running"),
    "whole": ("entire", "whole", "full"),
    "told": ("that time", "that date"),
    "weekday_week": ("week",),
    "span": _EDGE_WORDS,
    "relative": (*_EDGE_WORDS, "this", "current", "same", "that"),
    "set": ("each", "every", "ly", "annual", " a ", "per "),
    "weekday": ("day", "mon", "tue", "wed", "thu", "fri", "sat", "sun"),
    "weekdays": ("days",),
    "duration": _UNIT_WORDS,
    "vague": _UNIT_WORDS,
    "near": ("day", "yesterday", "tomorrow", "tonight", "overnight", "weekend", "week", "month", "year"),
    "holiday": ("ashura", "arba", "mawlid", "eid", "ramad", "palm", "memorial", "noruz", "newroz", "christmas", "new year", "easter", "friday", "hallow", "boxing", "labo", "valentine", "indep", "veteran", "nowruz",
                "may day", "thanks"),
    "part": ("morning", "noon", "evening", "night", "dawn", "daybreak", "midday", "dusk", "sunset", "sunrise"),
    "reference": ("now", "current", "present", "moment", "time", "these days", "recent", "lately", "the past", "once", "soon",
                  "future", "coming", "term", "later"),
}  # fmt: skip
_DIGITS = {"iso", "clock", "day", "slash", "decade", "year"}
_DIGIT = re.compile(r"\d")


def find_expressions(text: str) -> Iterator[Expression]:
    """The time expressions of a text (plain quotes: see ``fold.same_length``), in order and not overlapping; the longest wins."""
    return iter(_remembered(text))


@lru_cache(maxsize=10_000)
def _remembered(text: str) -> tuple[Expression, ...]:
    """The same paragraph stands in many articles."""
    return tuple(_expressions(text))


def _expressions(text: str) -> Iterator[Expression]:
    found: list[Expression] = []
    lower, digits = text.lower(), _DIGIT.search(text) is not None
    tried = {rule: any(word in lower for word in words) for rule, words in _NEEDS.items()}
    for order, (rule, pattern) in enumerate(_COMPILED):
        if not tried.get(rule, True) or (rule in _DIGITS and not digits):
            continue
        for m in pattern.finditer(text):
            if m.end() > m.start() and _stands(rule, m, text):
                parts = {
                    k.rstrip("23456789") if k.startswith(("unit", "part", "weekday", "near")) else k: v
                    for k, v in m.groupdict().items()
                    if v
                }
                start, end = m.span()
                while end > start and text[end - 1] in " ,'":
                    end -= 1
                found.append(Expression(start, end, rule, parts | {"order": str(order)}, text[start:end]))
    last = 0
    for expression in sorted(found, key=lambda e: (e.start, -e.end, int(e.parts["order"]))):
        if expression.start >= last:
            yield expression
            last = expression.end


def _stands(rule: str, m: re.Match[str], text: str) -> bool:
    """Whether the company of a match lets it be a time."""
    parts = m.groupdict()
    before, after = text[max(0, m.start() - 24) : m.start()], text[m.end() : m.end() + 30]
    if rule == "months" and not parts.get("year"):
        name = (parts.get("month") or "").rstrip(".")
        alone = m.group() == parts.get("month")
        if name in {"May", "March", "Mar", "Jan", "Jun", "Sep", "Dec"} and alone and not _MONTH_COMPANY.search(before):
            return False
        if (
            alone
            and re.match(r"(?:'s)? [A-Z][a-z]+", after)
            and name in {"April", "June", "August", "May", "Jan"}
            and not _MONTH_COMPANY.search(before)
        ):
            return False  # a person's name
    if rule == "year":
        if parts.get("shortyear"):
            return bool(re.search(r"\b(?:in|since|of|by|from) $", before))
        if _COUNTED.match(after) or re.search(r"[$£€#] ?$|\d[,.]?$|\b(?:at|about|least|some|nearly|over|almost) $", before):
            return False
        if re.search(r"[A-Z][a-z]+ $", before) and re.match(r" [A-Z]", after):
            return False  # part of a name
        return bool(_YEAR_COMPANY.search(before)) or m.group() != parts.get("year") or not re.match(r" [a-z]", after)
    if rule == "clock" and parts.get("hour3") and re.search(r"\b(?:verse|chapter|[A-Z][a-z]+ \d*) ?$", before) is not None:
        return bool(re.search(r"\b(?:at|around|by|about|until|from|to|and|after|before) $", before))
    if rule == "duration":
        if re.match(r" ago\b", after) or re.search(r"\b(?:aged?|age of) $", before):
            return False
        unit = (parts.get("unit") or "").lower()
        if unit in {"second", "quarter", "night", "weekend", "quarters"} and (parts.get("count") or "").lower() in {
            "a",
            "an",
            "some",
            "few",
        }:
            return False
        return not (unit in {"seconds", "second"} and (parts.get("count") or "").lower() == "a")
    if rule == "weekday" and not parts.get("edge") and _NAMED_DAY.search(before):
        return False
    if rule == "near" and parts.get("near") == "TODAY":
        return not before.endswith("USA ")
    if rule == "relative":
        unit, edge = (parts.get("unit") or "").lower(), (parts.get("edge") or "").lower()
        if edge in {"that", "current", "the current"} and unit not in {
            "day",
            "week",
            "month",
            "year",
            "night",
            "evening",
            "morning",
        }:
            return False
        return not (edge == "past" and unit in {"spring", "summer"})
    if rule == "season":
        return not (
            parts["season"].lower() == "fall"
            and not parts.get("edge")
            and not parts.get("year")
            and "in the" not in m.group().lower()
        )
    return True
