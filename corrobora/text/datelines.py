"""The dateline that opens a report's paragraph: from where, when and for whom it was sent, up to the dash or colon.

"KYIV, Ukraine (Agency) - ", "Goma, 3 May 2023 – ", "(Bamako) – ", "Jan 5 (Agency) - ", "Lansing — ".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corrobora.text.actors import load_known
from corrobora.text.fold import same_length
from corrobora.text.ordinary import is_ordinary
from corrobora.text.timewords import MONTHS, WEEKDAYS
from corrobora.text.titles import KIND_WORDS, is_title

REACH = 110
"""Code points at the start of a paragraph within which a dateline ends."""

_WORD = r"[^\W\d_a-zß-ÿ][\w.’'-]*"
_PARTICLES = r"(?:(?:al|el|de|del|della|la|las|los|des|du|da|di|do|dos|es|ez|of|the|and|sur|en|ash|as|an|ar|at)[ -])"
_NAME = rf"{_WORD}(?:[ /]{_PARTICLES}{{0,2}}{_WORD}){{0,4}}"
_MONTH = rf"(?i:{'|'.join(sorted(MONTHS, key=lambda m: -len(m)))})\b\.?"
_WEEKDAY = rf"(?i:{'|'.join(sorted(WEEKDAYS, key=lambda d: -len(d)))})\b\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?\b"
_DATE = (rf"(?:{_WEEKDAY},? )?(?:{_DAY} {_MONTH}|{_MONTH} {_DAY})(?:,? \d{{4}})?|{_WEEKDAY}|\d{{4}}-\d\d-\d\d"
         r"|\d{1,2}[./]\d{1,2}[./]\d{4}")
_BRACKET = r"\((?P<credit>[^()\n]{2,45})\)"
_DASH = r"(?P<dash> ?(?:--?|[–—]) ?)"
_STARTS = r"(?=[^\W\d_a-zß-ÿ]|[\"'(\[]|\d)"
_DATELINE = re.compile(
    rf"(?P<open>\()?(?P<place>(?!(?:{_DATE})(?:,| \()){_NAME})?(?P<more>(?:, ?(?!(?:{_DATE})\b){_NAME}){{0,2}})"
    rf"(?: \((?P<within>{_NAME}(?:, ?{_NAME}){{0,2}})\)(?=,? ?(?:{_DATE})))?"
    rf"(?:,? ?(?P<date>{_DATE}))?(?(open)\))(?:,? ?{_BRACKET}\.?)?"
    rf"(?:{_DASH}|(?P<colon>: )|(?P<stop>(?<=\)\.) )|(?P<end>(?:, [A-Z]{{3,12}})?\. )|(?P<none> )){_STARTS}"
)
_TURN = re.compile(r"(?:I|We|You|My|Our|Well|Yes|No|Thank|And|But|So)\b|[^A-Z\"]")
"""What follows the colon after a speaker or a label, not after a town."""
_SPEECH = re.compile(r"[^.!?]{25,}[.!?]")
"""What follows a dateline: a sentence, not another part of a title."""


@dataclass(frozen=True)
class Dateline:
    """Where it ends (its dash and blank included) and the spans of the names in it; offsets in the paragraph."""

    end: int
    places: tuple[tuple[int, int], ...]
    credit: tuple[int, int] | None


def find_dateline(paragraph: str, opens: bool = True) -> Dateline | None:
    """The dateline at the head of a paragraph, None if there is none.

    ``opens``: the paragraph stands at the head of its article, where a bare town and a dash or colon are believed too.
    """
    text = same_length(paragraph[:REACH])
    found = _DATELINE.match(text)
    if found is None or not (found["place"] or found["credit"]):
        return None
    name, sure = found["place"] or "", bool(found["credit"] or found["date"] or found["open"])
    if found["none"] and not (found["credit"] and (name.isupper() or found["more"] or (
            opens and found["credit"].isupper() and " " not in name and not _is_other(name)))):
        return None
    if found["end"] and not (found["date"] and (re.search(r"\d{4}$", found["date"]) or (name.isupper() and len(name) > 3))):
        return None
    if found["colon"] and not sure and (_TURN.match(text, found.end()) or is_title(name.split()[0])):
        return None
    if not sure:
        bare = found["dash"] is not None and found["dash"].strip(" ") == "-" and not found["dash"].startswith(" ")
        told = found["dash"] and ((name.isupper() and len(name) > 3) or found["more"])
        if bare or _is_other(name) or not (told or (opens and _SPEECH.match(paragraph, found.end()))):
            return None
    actor = load_known().find(name)
    if found["open"] and actor is not None and actor.role == "agency":
        return Dateline(found.end(), (), found.span("place"))
    at = max(found.start("place"), 0)
    places = [(at + m.start(), at + m.end()) for m in re.finditer(r"[^,/ ][^,/]*", name + found["more"])]
    if found["within"]:
        places += [(found.start("within") + m.start(), found.start("within") + m.end())
                   for m in re.finditer(r"[^, ][^,]*", found["within"])]
    credit = found.span("credit") if found["credit"] and not re.search(r"\d", found["credit"]) else None
    return Dateline(found.end(), tuple(places), credit)


def _is_other(name: str) -> bool:
    """Whether a bare name before a dash or colon is surely no town: a heading ("Update"), a body, the start of a sentence."""
    words = name.lower().split()
    body = KIND_WORDS.get(words[-1]) in {"organisation", "group", "person"}
    return body or words[0] in _SMALL or is_ordinary(name) or load_known().find(name) is not None


_SMALL = frozenset({"in", "at", "on", "from", "by", "for", "with", "near", "after", "the", "a", "an", "this", "that", "as"})
