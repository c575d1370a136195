"""Numbers that count nobody though they stand beside a word of harm: ages, the numbers of rooms, roads, pictures, channels."""

from __future__ import annotations

import re

from corrobora.claims.triggers import is_people

_N = r"\d{1,3}"
_AND = rf"(?:,? (?:and|or|to) |, ?){_N}"
_LATER = r"(?=\s*(?:[,.;:)\]]|[-–—](?![\w])|$))"
_OF_PLACE = r"(?=,? (?:of|from) (?:the )?(?:[A-Z]|\d))"
_NAME = r"(?:[A-Z][\w'’.-]*[a-z.]|[IVX]+)"
_AGES = re.compile(
    rf"\b(?:aged?|ages)(?: about| of| between)? (?P<each>{_N}(?:{_AND})*)\b(?! (?:of|people|men|women|others))"
    rf"|\b(?:both|all) (?:aged )?(?P<both>{_N}){_LATER}"
    rf"|\b(?P<people>[A-Za-z]+), (?:aged? )?(?P<list>{_N}(?:{_AND})+)\b(?=\s*[,.;:)\]–—-]|$| (?:were|are|and)\b)"
    rf"|(?<!\bIn )(?<!\bAt )\b(?:{_NAME} )+{_NAME},? (?P<named>{_N})(?:{_LATER}|{_OF_PLACE})"
    rf"|\b[A-Z][\w'’.-]+ \((?P<braces>{_N})\)"
    rf"|\b(?:looks?|appear\w*|believed|thought) to be (?:in (?:his|her) |about |around |only )?(?P<looks>{_N}){_LATER}"
)
"""Ages without "years": "Jane Roe, 34", "two men, 19 and 20, were", "both 16", "(34)"."""
_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_SPANS = re.compile(
    rf"\b(?P<span>(?:{_N}|(?i:{_WORDS}))(?:[ -](?:y\.?/?o\b\.?|(?:year|month|week|day|hour|yr)[ -]old\b)|[ -]?yo\b"
    rf"|[ -](?:year|month|week|day|hour) (?=[a-z])))"
    rf"|(?i:\b(?:father|mother|dad|mom|mum|parent|grand(?:father|mother))s? of )(?P<children>{_N}|(?i:{_WORDS}))\b"
    r"|\b(?P<decade>[1-9]0)(?=['’]s\b)|(?i:\bin (?:his|her|their) (?:early |mid-?|late )?)(?P<aged>\d0)(?=s\b)"
    rf"|(?i:\b(?P<words>(?:{_TENS})[ -](?:{_WORDS})[ -](?:year|month|week|day)[ -]old)\b)"
    rf"|(?i:\b(?:ages? from|ages?|in age from|ranged? from|between the ages of) )(?P<range>{_N} (?:to|through|and) {_N})\b"
    rf"|(?i:\b(?:also|younger than|older than|who was|said was|to be about) )(?P<was>{_N})(?=,)"
)
"""Ages and terms told as one word ("a 6-yo", "a 10 year veteran"), "a father of 3", "in his 20's"."""
_LINES = re.compile(
    r"(?i:\b(?:call\w*|dial\w*|phon\w*|rang|rung) )(?P<dialled>911|999|112)\b"
    r"|\b(?P<line>911|999|112)(?= (?i:calls?|callers?|dispatch\w*|operators?|cent(?:er|re)))"
    r"|\b(?P<house>\d{2,5})(?= (?:block\b|(?:[NSEW]\.? )?(?:(?:[A-Z][\w'’]*|\d+(?:st|nd|rd|th)) ){1,3}"
    r"(?:St|Street|Ave|Avenue|Rd|Road|Dr|Drive|Blvd|Boulevard|Lane|Ln|Court|Ct|Place|Highway|Hwy)\b))"
)
"""Numbers of emergency lines and of houses."""
_NUMBERED = re.compile(
    rf"(?i:\b(?:images?|photos?|pictures?|slides?|pages?|videos?|channel|exit|interstate|route|highway|room|unit|apartment"
    rf"|flat|gate|floor|chapter|section|article|number|no\.|grade|district|precinct|ward|zone|sector|pier|platform|terminal"
    rf"|flight)) #?"
    rf"(?P<number>\d{{1,4}}(?: of {_N})?)\b"
    rf"|#(?P<hash>\d+)\b|\[(?P<note>\d+)\]|\b[A-Z]{{2,5}} (?P<station>\d{{1,2}})"
    rf"(?= (?:News|TV|Action|Eyewitness|Sports|[-–—|])\s)"
    rf"|\b(?P<channel>\d{{1,2}})(?= (?:News|Eyewitness|Action News)\b)"
    rf"|\b(?P<year>(?:19|20)\d\d)(?= (?:homicide|murder|shooting|killing|slaying|massacre)\b)"
    rf"|\bout of (?:the )?(?P<whole>\d+)\b|(?i:\b(?P<each>one) for (?:each|every)\b)"
)
"""A number that is a name or a whole: "room 12", "Image 3 of 10", "KXYZ 11 News", "[12]", "the 2013 killing", "out of 75"."""


def no_counts(text: str) -> list[tuple[int, int]]:
    """The spans of a sentence within which a number counts nobody, in order of the patterns."""
    found = (match for pattern in (_AGES, _SPANS, _LINES, _NUMBERED) for match in pattern.finditer(text))
    return [
        match.span(match.lastgroup) for match in found
        if match.lastgroup and (match.lastgroup != "list" or is_people(match["people"].lower(), True))
    ]
