"""The news agency that an article credits, from its byline, dateline, copyright line or metadata."""

from __future__ import annotations

import re

from corrobora.pages.features import WORD

AGENCIES = {
    "AP": r"AP|A\.P\.|Associated Press", "AFP": r"AFP|Agence[- ]France[- ]Presse", "Reuters": r"Reuters|Thomson Reuters",
    "SANA": r"SANA|Syrian Arab News Agency", "UPI": r"UPI|United Press International",
    "dpa": r"dpa|DPA|Deutsche Presse-Agentur",
    "EFE": r"EFE", "ANSA": r"ANSA", "TASS": r"(?:ITAR-)?TASS", "RIA Novosti": r"RIA(?: Novosti)?", "Interfax": r"Interfax",
    "Xinhua": r"Xinhua|XINHUA", "Anadolu Agency": r"Anadolu(?: Agency)?", "IRNA": r"IRNA", "Fars": r"FNA|Fars(?: News Agency)?",
    "Tasnim": r"Tasnim(?: News Agency)?", "NNA": r"NNA|National News Agency", "Petra": r"Petra", "KUNA": r"KUNA", "WAM": r"WAM",
    "SPA": r"SPA|Saudi Press Agency", "MENA": r"MENA|Middle East News Agency", "QNA": r"QNA|Qatar News Agency",
    "PTI": r"PTI|Press Trust of India", "ANI": r"ANI",
    "IANS": r"IANS", "APP": r"APP|Associated Press of Pakistan", "Kyodo": r"Kyodo(?: News)?", "Yonhap": r"Yonhap",
    "Bernama": r"Bernama", "PA": r"PA Media|Press Association",
    "Ukrinform": r"Ukrinform", "UNIAN": r"UNIAN", "Belga": r"Belga", "ANP": r"ANP", "APA": r"APA", "PAP": r"PAP",
    "NAN": r"NAN|News Agency of Nigeria",
    "CNA": r"Central News Agency", "Antara": r"Antara", "Aswat al-Iraq": r"Aswat al-Iraq",
    "NINA": r"NINA|National Iraqi News Agency", "CNS": r"Catholic News Service",
}
_ANY = "|".join(f"(?P<a{i}>{names})" for i, names in enumerate(AGENCIES.values()))
_NAMES = tuple(AGENCIES)
_WORDS = frozenset(word.lower() for names in AGENCIES.values() for word in re.findall("[A-Za-z]{2,}", names)) - {
    "of", "al", "news", "agency", "press"}

_DATELINE = re.compile(rf"^.{{0,90}}?[(\[/]\s*(?:[A-Z]{{2,5}}[-/])?(?:{_ANY})(?:\s*[/,&]\s*\w+)?\s*[)\]/]", re.S)
_OPENING = re.compile(
    rf"^(?:[A-Z][\w .'’-]{{1,40}},\s*)?(?:[A-Z][\w. ]{{1,20}}\d{{0,4}},?\s*)?(?:{_ANY})\s*(?:[-–—:]|\.[-–—])\s*\S")
_WHOLE = re.compile(
    r"^[\s:,.|/&-]*+(?:(?:by|source|from|via|©|copyright|\(c\)|news agenc(?:y|ies)|the|\d{4})[\s:,.|/&-]*+){0,4}"
    rf"(?:{_ANY})\b(?:[ .,|/&-]*+(?:\d++|news|agency|and|staff|writers?|agencies|contributed|to this report)){{0,6}}"
    r"[ .,|/&-]*+$", re.I)
_CREDIT = re.compile(
    rf"(?:^|[.\s©(])(?:©\s*(?:\d{{4}}\s*)?(?:The )?(?:{_ANY})\b)", re.I)
_CONTRIBUTED = re.compile(rf"^(?:The )?(?:{_ANY})\b.{{0,60}}\bcontributed to this (?:report|story|article)", re.I)
_BYLINE = re.compile(rf"^by\b.{{2,80}}?[,|(]\s*(?:the )?(?:{_ANY})\)?\.?$", re.I)


def agency_named(value: str | None) -> str | None:
    """The agency that a credit, an author or a publisher field is the name of, or None."""
    return _name(_WHOLE.match(" ".join(value.split()))) if value and len(value) <= 120 else None


def agency_of(blocks: list[str]) -> str | None:
    """The agency credited in the text of an article's kept blocks: a dateline or a byline at the start, a credit at the end."""
    for text in blocks[:6]:
        if not _may_name(text[:140]):
            continue
        for pattern in (_DATELINE, _OPENING):
            if (found := _name(pattern.match(text[:140]))):
                return found
        if len(text) <= 120 and (found := agency_named(text) or _name(_BYLINE.match(text)) or signed(text)):
            return found
    for text in blocks[-3:]:
        if len(text) <= 300 and _may_name(text) and (found := _name(_CREDIT.search(text))
            or _name(_CONTRIBUTED.match(text)) or (agency_named(text))):
            return found
    return None


def signed(text: str) -> str | None:
    """The agency that a short line names before a place or a day: "Reuters | Lagos", "Xinhua, January 5, 2015"."""
    first, *rest = re.split(r"\s*[|,•·]\s*", text.strip())
    return agency_named(first) if rest and len(text) <= 60 and not text.rstrip().endswith((".", "!", "?", ":")) else None


def _may_name(text: str) -> bool:
    """Whether one of the agencies' words stands in a text: ten times faster than the patterns, and mostly not."""
    return "A.P." in text or not _WORDS.isdisjoint(WORD.findall(text.lower()))


def _name(match: re.Match[str] | None) -> str | None:
    if match is None:
        return None
    return next((_NAMES[int(group[1:])] for group, value in match.groupdict().items() if value), None)
