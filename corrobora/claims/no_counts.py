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
_NUMBERED = re.compile(
    rf"(?i:\b(?:images?|photos?|pictures?|slides?|pages?|videos?|channel|exit|interstate|route|highway|room|unit|apartment"
    rf"|flat|gate|floor|chapter|section|article|number|no\.|grade|district|precinct|ward|zone|sector|pier|platform|terminal"
    rf"|flight)) #?"
    rf"(?P<number>\d{{1,4}}(?: of {_N})?)\b"
    rf"|#(?P<hash>\d+)\b|\b[A-Z]{{2,5}} (?P<station>\d{{1,2}}) (?:News|TV|Action|Eyewitness|Sports)\b"
)
"""A number that is a name: "room 12", "Image 3 of 10", "KXYZ 11 News"."""


def no_counts(text: str) -> list[tuple[int, int]]:
    """The spans of a sentence within which a number counts nobody, in order of the patterns."""
    found = (match for pattern in (_AGES, _NUMBERED) for match in pattern.finditer(text))
    return [
        match.span(match.lastgroup) for match in found
        if match.lastgroup and (match.lastgroup != "list" or is_people(match["people"].lower(), True))
    ]
