"""Other figures that tell of the event: durations, distances, populations, fighters, shares of a place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corrobora.claims.parse import Sentence
from corrobora.claims.read_figure import Draft
from corrobora.records import Counts
from corrobora.text.numbers import Quantity, find_quantities, number_of

_FIGHTING = (
    r"(?:fighting|combat|clashes|siege|bombardment|battles?|war|conflict|violence|shelling|bombing|air ?strikes"
    r"|air ?raids|assault"
    r"|offensive|blockade|campaign|occupation|ceasefire|cease-fire|truce|uprising|unrest|insurgency|protests?"
    r"|standoff|stand-off"
    r"|operations?|hostilities|crackdown|street fighting|warfare|captivity|negotiations|talks|curfew|encirclement)"
)
_TIME = r"(?:hours?|days?|weeks?|months?|years?|decades?)"
_WAY = r"(?:kilomet(?:re|er)s?|kms?|miles?|met(?:re|er)s|yards)"
_FIGHTERS = (
    r"(?:fighters|troops|soldiers|militants|rebels|insurgents|jihadists|combatants|gunmen|militiamen|mercenaries"
    r"|recruits|conscripts"
    r"|reinforcements|guerrillas|men|personnel|peacekeepers|marines|policemen|police officers|volunteers|defectors)"
)
_MILITARY = re.compile(r"\b(?:armed|army|regime|rebels?|troops|militia\w*|fight\w*|forces|front|brigades?|commanders?"
    r"|army|jihad\w*|assault)\b"
                       r"|Hezbollah|Hizbollah", re.I)
_PREFILTER = re.compile(rf"\b(?:{_TIME}|{_WAY}|{_FIGHTERS}|population|inhabitants|home to|half|third|quarters?"
    rf"|hundreds?|thousands?|dozens)\b", re.I)
_HYPHENED = re.compile(
    rf"\b(?P<number>[a-z]+|\d+)-(?P<unit>hour|day|week|month|year)s?(?:-(?:old"
    rf"|long))?,? (?P<what>(?:[\w'-]+ ){{0,3}}?{_FIGHTING})\b", re.I
)
_ANY_FIGHTING = re.compile(rf"\b{_FIGHTING}\b", re.I)
_OF_FIGHTING = re.compile(rf" (?P<unit>{_TIME}) of (?:[\w'-]+,? ){{0,4}}?{_FIGHTING}\b", re.I)
_LASTED = re.compile(rf" (?P<unit>{_TIME})\b", re.I)
_LASTING = re.compile(r"\b(?:last(?:ed|ing|s)?|for|after|raged|continued|under siege)(?: (?:the )?(?:past|last))?$", re.I)
_WAYS = re.compile(rf" (?:\([^)]*\) )?(?P<unit>{_WAY})\b(?! (?:per|an) hour)", re.I)
_SOLDIERS = re.compile(rf"(?: of)?(?: (?:the|its|their|his))?(?: [\w'-]+){{0,3}}? {_FIGHTERS}\b", re.I)
_LET_GO = re.compile(r"\b(?:free(?:s|d|ing)?|releas(?:e[sd]?|ing)|hand(?:s|ed|ing)? over|swap(?:s|ped)?|exchanged?|rescued?|"
                     r"(?:release|handover|exchange|swap|freedom|return) of)(?: [\w'-]+){0,3}$", re.I)
_LET_GO_AFTER = re.compile(r"(?: [\w'-]+){0,3}? (?:was|were|been|be|being|are) (?:\w+ ){0,2}?"
                           r"(?:freed|released|handed over|swapped|exchanged|rescued|set free)\b", re.I)
"""Who is let go is in no fight."""
_FROM_GROUP = re.compile(r" from (?:the )?[A-Z][\w'-]+(?: [A-Z][\w'-]+)*")
_INHABITANTS = re.compile(r" (?:[\w'-]+ )?(?:inhabitants|residents|people)\b", re.I)
_POPULATION = re.compile(r"\b(?:population(?: of)?(?: (?:is|was|stands at))?|home to|town of|city of|village of)$", re.I)
_SHARE = re.compile(r"(?: of)? the (?:[\w'-]+ ){0,3}?(?:city|town|country|province|village|territory|region|area"
    r"|district|governorate|suburb"
                    r"|camp|base|airport|neighbou?rhood)\b", re.I)
_FRACTION = re.compile(r"(?:half|third|quarter)", re.I)


def find_measures(sentence: Sentence) -> list[Draft]:
    """The measures of one sentence, in order."""
    text = sentence.text
    if not _PREFILTER.search(text):
        return []
    return [_draft(sentence, *found) for found in (*_hyphened(text), *_beside(text))]


Found = tuple[Quantity, Counts, int, int, str, str | None]


def _hyphened(text: str) -> Iterator[Found]:
    """"a three-week siege", "the two-year-old conflict"."""
    for match in _HYPHENED.finditer(text):
        value = number_of(match["number"])
        if value is not None:
            quantity = Quantity(match.start(), match.end("number"), match.start(), value, value, "exact")
            yield quantity, "duration", match.start(), match.end(), text[match.start("what"):match.end()], match["unit"].lower()


def _beside(text: str) -> Iterator[Found]:
    """Numbers with their unit or noun after them."""
    for quantity in find_quantities(text):
        before, at = text[:quantity.start].rstrip(), quantity.end
        if match := _OF_FIGHTING.match(text, at):
            yield quantity, "duration", quantity.start, match.end(), text[match.end("unit"):match.end()].removeprefix(" of "), \
                _one(match["unit"])
        elif (match := _LASTED.match(text, at)) and _LASTING.search(before) and _ANY_FIGHTING.search(text):
            yield quantity, "duration", quantity.start, match.end(), match["unit"], _one(match["unit"])
        elif match := _WAYS.match(text, at):
            yield quantity, "distance", quantity.start, match.end(), match["unit"], _one(match["unit"])
        elif _POPULATION.search(before) and (quantity.low or quantity.high or 0) >= 100:
            match = _INHABITANTS.match(text, at)
            yield quantity, "population", quantity.start, match.end() if match else at, "people", None
        elif quantity.vague_word and _FRACTION.search(quantity.vague_word):
            if match := _SHARE.match(text, at):
                yield quantity, "other", quantity.start, match.end(), text[at:match.end()].removeprefix(" of").strip(), "share"
        elif (match := _SOLDIERS.match(text, at)) and (not match[0].endswith("men")
                or _MILITARY.search(text)) and quantity.vague_word not in {"some", "many", "most", "others", "few"}:
            freed = _LET_GO.search(before) or _LET_GO_AFTER.match(text, match.end())
            yield quantity, "other" if freed else "fighters", quantity.start, match.end(), \
                text[at:match.end()].removeprefix(" of").strip(), None
        elif (match := _FROM_GROUP.match(text, at)) and quantity.vague_word and quantity.vague_word.split()[-1] in {
                "hundred", "hundreds", "dozen", "dozens", "thousand", "thousands", "scores"}:
            yield quantity, "fighters", quantity.start, match.end(), text[at:match.end()].strip(), None


def _one(unit: str) -> str:
    return unit.lower().removesuffix("s")


def _draft(
    sentence: Sentence, quantity: Quantity, counts: Counts, start: int, end: int, who: str, unit: str | None
) -> Draft:
    base, doc = sentence.start, sentence.tokens
    first = doc.start_char
    token = next((t for t in doc if t.idx - first + len(t) > quantity.number), doc[0])
    return Draft(
        sentence=sentence, start=base + start, end=base + end, quantity=quantity, counts=counts, who=who, token=token,
            link="measure",
        unit=unit, noun=who.split()[-1].lower() if who else "", why=[f"{counts}: {who!r} stands with the number"],
    )
