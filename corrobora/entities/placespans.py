"""Where a text may name a place: runs of capitalised words that the gazetteer knows, and what the reading marks as a place.

Each candidate brings the evidence for and against being a place; ``placemodel`` weighs it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from string import ascii_lowercase, digits

from corrobora.entities.gazetteer import Gazetteer, Spot, states_called
from corrobora.entities.placewords import (
    AROUND,
    BEFORE,
    BUILDING_WORDS,
    LAND_WORDS,
    PERSON_BEFORE,
    STREET_WORDS,
    TEAM_WORDS,
    TOWARD,
    UNIT_WORDS,
)
from corrobora.records import Article, Mention, Reading
from corrobora.text.titles import KIND_WORDS, kind_of_words

_WORD = re.compile(r"[^\W_]+(?:[.'’‘ʼ`-](?=[^\W\d_])[^\W_]+)*")
_OPENS = re.compile(r"[.!?:\n]['\"”’)]*\s|^\s*[\"“]")
_JOINS = frozenset(["of", "the", "de", "la", "le", "du", "del", "do", "da", "dos", "das", "el", "al", "es", "ez", "as", "ash",
"ar", "an", "at", "ad", "bin", "ibn", "van", "der", "den", "am", "upon", "on", "di", "y", "and"])
_GAPS = " \u00a0-"
_STOP_GAP = re.compile(r"\. ?")
MOST_WORDS = 6
_SMALL = frozenset(ascii_lowercase + digits)


@dataclass(slots=True)
class Words:
    """The words of an article's kept blocks, in order: where each begins and ends, and which open a block."""

    text: str
    written: list[str]
    starts: list[int]
    ends: list[int]
    heads: frozenset[int]

    def opens(self, at: int) -> bool:
        """Whether a word opens a sentence."""
        if at in self.heads:
            return True
        between = self.text[self.ends[at - 1]:self.starts[at]]
        return between != " " and _OPENS.search(between) is not None

    def capital(self, at: int) -> bool:
        """Whether a word is written with a capital, or in a script that has none."""
        letter = self.written[at][0]
        return letter.isupper() or (not letter.islower() and letter.isalpha() and not self.written[at].isascii())


@dataclass(slots=True)
class Candidate:
    """A span that may name a place. ``key`` has the form of ``Mention.key``; ``evidence`` holds the names of what speaks."""

    start: int
    end: int
    text: str
    spots: tuple[Spot, ...]
    evidence: dict[str, float] = field(default_factory=dict)
    mention: Mention | None = None
    """The mention with which the span is equal, if there is one."""
    sentence_start: bool = False
    key: str = field(init=False)

    def __post_init__(self) -> None:
        self.key = f"m:{self.start}-{self.end}"


def words_of(article: Article) -> Words:
    """The words of the kept blocks."""
    text, heads = article.text, set()
    spans: list[tuple[int, int]] = []
    for block in article.kept():
        heads.add(len(spans))
        spans += [match.span() for match in _WORD.finditer(text, block.start, block.end)]
    return Words(text, [text[a:b] for a, b in spans], [a for a, _ in spans], [b for _, b in spans], frozenset(heads))


_POSSESSIVE_END = re.compile(r"['’]s?$")
_POSSESSIVE = re.compile(r"['’]s\b")
_DATELINE = re.compile(r"\s*(?:,[^.\n]{0,30})?(?:\([^)\n]{0,30}\))?\s*(?:--|—|–|- )")


def _bare(text: str) -> str:
    return _POSSESSIVE_END.sub("", text) if text[-1:] in "'’" or text[-2:-1] in {"'", "’"} else text


def candidates(reading: Reading, gazetteer: Gazetteer) -> list[Candidate]:
    """Every candidate of an article, in order, not overlapping, with its evidence."""
    text, words = reading.article.text, words_of(reading.article)
    found: dict[tuple[int, int], Candidate] = {}
    taken: list[tuple[int, int]] = []
    for start, end, spots in _known(words, gazetteer):
        found[start, end] = Candidate(start, end, text[start:end], spots)
        taken.append((start, end))
    starts = [start for start, _ in taken]
    for mention in reading.mentions:
        if mention.head is not None:
            continue
        span = _trim(text, mention)
        if span in found:
            found[span].mention = mention
            continue
        at = bisect_right(starts, span[1] - 1) - 1
        if at >= 0 and taken[at][1] > span[0]:
            # A name inside it, or around it, is a candidate already; "western Aleppo" and "Idlib province" are that place.
            inner = found[taken[at]]
            rest = (text[span[0]:max(span[0], inner.start)] + " " + text[min(span[1], inner.end):span[1]]).lower().split()
            if inner.mention is None and all(word in TOWARD or word in LAND_WORDS or word in AROUND for word in rest):
                inner.mention = mention
            elif span[0] <= inner.start and inner.end <= span[1] and is_settlement(text, *span):
                del found[taken[at]]  # "the village of Tal Sifr": not the town of Tal
                found[span] = Candidate(*span, text[slice(*span)], gazetteer.find(text[slice(*span)]), mention=mention)
            continue
        if span[0] < span[1] and not _is_no_place(text[slice(*span)]):
            spots = gazetteer.find(text[slice(*span)])
            if spots or kind_of_words(text[slice(*span)]) not in {"organisation", "group"}:
                found[span] = Candidate(*span, text[slice(*span)], spots, mention=mention)
    ordered = sorted(found.values(), key=lambda c: (c.start, c.end))
    _in_full(ordered, gazetteer)
    _gather(ordered, reading, words)
    return ordered


def _in_full(found: list[Candidate], gazetteer: Gazetteer) -> None:
    """A country's short name is the country that the article names in full: "Congo" by the Democratic Republic of Congo; where
    it names none, each of the states of the name."""
    full = {
        match.group(1): one.spots for one in found
        if any(spot.feature == "A.PCLI" for spot in one.spots) and (match := _OF.search(one.text))
    }
    for one in found:
        if one.text in full:
            one.spots = full[one.text]
        elif any(spot.feature == "A.PCLI" for spot in one.spots):
            one.spots = tuple(dict.fromkeys((*one.spots, *states_called(one.text, gazetteer))))


_OF = re.compile(r" of (?:the )?(\w+)$")
_SETTLEMENT = r"(?:village|town|hamlet|city|suburb|neighbou?rhood|district|quarter)"
_SETTLED_BEFORE = re.compile(rf"\b{_SETTLEMENT} of (?:the )?$", re.I)
_SETTLED_AFTER = re.compile(rf" {_SETTLEMENT}\b")


def is_settlement(text: str, start: int, end: int) -> bool:
    """Whether the text calls a span a town or village: "the village of X", "X village"."""
    before, after = text[max(0, start - 24):start], text[end:end + 14]
    return text.count(" ", start, end) < 3 and bool(_SETTLED_BEFORE.search(before) or _SETTLED_AFTER.match(after))


def _trim(text: str, mention: Mention) -> tuple[int, int]:
    """A mention's span without article, possessive and marks around it."""
    written = text[mention.start:mention.end]
    opening = re.match(r"(?:(?:the|The)\s+)?[\s\"'“(]*(?:[RDI]-(?=[A-Z][a-z.]))?", written)  # "R-Ky.": a member for Kentucky
    start = mention.start + len(opening.group()) if opening else mention.start
    bare = re.sub(r"(?:['’]s|['’]|[\s,;:)\"”]+)$", "", text[start:mention.end])
    return start, start + len(bare)


def _known(words: Words, gazetteer: Gazetteer) -> Iterator[tuple[int, int, tuple[Spot, ...]]]:
    """Longest runs of words that the gazetteer knows, or that a word for land or street makes a name."""
    text, written, size, done = words.text, words.written, len(words.written), 0
    for i in [at for at, word in enumerate(written) if word[0] not in _SMALL and words.capital(at)]:
        if i < done or len(written[i]) > 60:
            continue
        run = i + 1
        while run < size and run - i < MOST_WORDS and _one_name(words, run) and (
            words.capital(run) or written[run].lower() in _JOINS
        ):
            run += 1
        start = words.starts[i]
        for j in range(run, i, -1):
            if not words.capital(j - 1):
                continue
            end = words.ends[j - 1]
            spots = _look(text, start, end, gazetteer)
            if spots:
                end = start + len(_bare(text[start:end]))
                if text[end:end + 1] == "." and _abbreviated(text[start:end + 1]) and gazetteer.find(text[start:end + 1]):
                    end += 1
                yield start, end, spots
                done = j
                break
            if _made_name(words, i, j):
                yield start, end, ()
                done = j
                break


def _one_name(words: Words, at: int) -> bool:
    """Whether a word may be of one name with the one before it: "New York", "St. Louis", but not "Avenue. Lane"."""
    end, start = words.ends[at - 1], words.starts[at]
    if start - end == 1 and words.text[end] in _GAPS:
        return True
    return len(words.written[at - 1]) <= 3 and bool(_STOP_GAP.fullmatch(words.text, end, start))


def _abbreviated(written: str) -> bool:
    return len(written) <= 6


def _look(text: str, start: int, end: int, gazetteer: Gazetteer) -> tuple[Spot, ...]:
    written = _bare(text[start:end])
    if text[end:end + 1] == "." and _abbreviated(text[start:end + 1]) and (spots := gazetteer.find(text[start:end + 1])):
        return spots
    if len(written) < 2 or (written.isascii() and len(written) == 2 and written not in _COUNTRY_LETTERS):
        return ()
    if written.lower() in TOWARD or _is_no_place(written):
        return ()
    if spots := gazetteer.find(written):
        return spots
    words = written.split()
    if len(words) > 1 and words[-1].lower() in UNIT_WORDS:  # "Raqa Province": the unit under another spelling
        bare = " ".join(words[:-1])
        close = gazetteer.find(bare) or tuple(spot for spot, _ in gazetteer.sounding(bare))
        return tuple(spot for spot in close if spot.feature.startswith("A.ADM"))
    return ()


def _is_no_place(written: str) -> bool:
    """A single noun of bodies, of land or of direction ("Congress", "Gulf", "West"): alone it names no place to be found."""
    word = written.lower()
    return word in TOWARD or word in LAND_WORDS or KIND_WORDS.get(word) in {"organisation", "group"}


_OPENING = frozenset(["the", "a", "an", "and", "but", "or", "in", "on", "at", "near", "from", "to", "for", "with", "by", "as"])
"""Words that open a sentence, not a name ("The State Department")."""
_GENERIC_FIRST = frozenset(["lake", "mount", "highway", "route", "interstate", "cape"])
_COUNTRY_LETTERS = frozenset({"US", "UK", "DC", "BC"})


def _made_name(words: Words, first: int, end: int) -> bool:
    """"Darby Street", "Lake Lanier", "Flat Creek", "Highway 19": a name by its generic word."""
    if not 2 <= end - first <= 4:
        return False
    written = words.written[first:end]
    opening, last = _bare(written[0]).lower(), _bare(written[-1]).lower()
    if not (last in STREET_WORDS or last in LAND_WORDS or opening in _GENERIC_FIRST) or opening in _OPENING:
        return False
    if not all(words.capital(at) for at in range(first, end)):
        return False
    return not any(_POSSESSIVE_END.search(word) for word in written[:-1])  # "Darfur Region's Kolge Township" is two


def _gather(found: list[Candidate], reading: Reading, words: Words) -> None:
    """Writes each candidate's evidence."""
    text, starts = words.text, words.starts
    lower = {word for word in set(words.written) if word.islower()}
    mentions = sorted((m for m in reading.mentions if m.head is None), key=lambda m: m.start)
    mention_starts = [m.start for m in mentions]
    labels: dict[str, Counter[str]] = {}
    for mention in mentions:
        labels.setdefault(_bare(mention.text).lower(), Counter())[mention.label or "none"] += 1
    parts: Counter[str] = Counter()
    for mention in mentions:
        if mention.label == "PERSON" and " " in mention.text:
            parts.update({_bare(part).lower() for part in mention.text.split()})
    for one in found:
        first = bisect_right(starts, one.start) - 1
        last = bisect_right(starts, one.end - 1) - 1
        if first < 0:
            continue
        one.sentence_start = words.opens(first)
        ev = one.evidence
        over = _over(one, mentions, mention_starts)
        _label_evidence(one, over, ev)
        _gazetteer_evidence(one, ev)
        _word_evidence(one, text, words, first, last, ev)
        low = _bare(one.text).lower()
        ev["written in lower case too"] = float(low in lower)
        ev["part of a person's name"] = float(parts[low] > 0)
        said = labels.get(low)
        if said:
            total = sum(said.values())
            ev["elsewhere place"] = (said["GPE"] + said["LOC"]) / total
            ev["elsewhere person"] = said["PERSON"] / total
            ev["elsewhere organisation"] = said["ORG"] / total


def second_look(found: list[Candidate], chances: dict[str, float]) -> None:
    """Adds what the first look thought of the same name elsewhere in the article, and of the names around it."""
    of: dict[str, list[float]] = {}
    for one in found:
        of.setdefault(_bare(one.text).lower(), []).append(chances[one.key])
    for at, one in enumerate(found):
        own = chances[one.key]
        others = of[_bare(one.text).lower()]
        in_person = any(one.evidence.get(f"{where} PERSON") for where in ("opens", "inside", "ends"))
        if len(others) > 1 and not in_person:  # that Jordan is a country says nothing of Michael Jordan
            one.evidence["others of the name"] = (sum(others) - own) / (len(others) - 1) - 0.5
            one.evidence["surest of the name"] = max(others) - own
        if at and one.start - found[at - 1].end <= 3:
            one.evidence["place before"] = chances[found[at - 1].key]
        if at + 1 < len(found) and found[at + 1].start - one.end <= 3:
            one.evidence["place after"] = chances[found[at + 1].key]


def _over(one: Candidate, mentions: list[Mention], starts: list[int]) -> Mention | None:
    """The mention that shares most with the candidate."""
    at = bisect_right(starts, one.end - 1)
    best, most = None, 0
    for mention in mentions[max(0, at - 3):at]:
        shared = min(one.end, mention.end) - max(one.start, mention.start)
        if shared > most:
            best, most = mention, shared
    return best


def _label_evidence(one: Candidate, over: Mention | None, ev: dict[str, float]) -> None:
    if over is None:
        ev["no mention"] = 1.0
        return
    label = over.label or "none"
    length = len(_bare(over.text.removeprefix("the ").removeprefix("The ")))
    if length <= one.end - one.start + 1:
        ev[f"is {label}"] = 1.0
        if over.kind is not None:
            ev[f"read as {over.kind}"] = 1.0
    elif over.start <= one.start:
        where = "opens" if one.start - over.start <= 4 else "ends" if over.end - one.end <= 2 else "inside"
        ev[f"{where} {label}"] = 1.0
    else:
        ev[f"runs over {label}"] = 1.0


def _gazetteer_evidence(one: Candidate, ev: dict[str, float]) -> None:
    if not one.spots:
        ev["not in gazetteer"] = 1.0
    else:
        kinds = {spot.feature for spot in one.spots}
        most = max(spot.population for spot in one.spots)
        ev["population"] = len(str(most)) / 8 if most else 0.0
        ev["only other names"] = float(not any(spot.main for spot in one.spots))
        ev["country"] = float("A.PCLI" in kinds)
        ev["first-level unit"] = float("A.ADM1" in kinds)
        ev["second-level unit"] = float("A.ADM2" in kinds)
        ev["region"] = float(any(kind[0] in "LH" for kind in kinds))
        ev["many places"] = min(len(one.spots), 20) / 20
    parts = one.text.split()
    low = _bare(parts[-1]).lower()
    ev["land word"] = float(low in LAND_WORDS and len(parts) > 1)
    ev["street word"] = float(low in STREET_WORDS and len(parts) > 1)
    ev["building word"] = float(low in BUILDING_WORDS and len(parts) > 1)
    ev["words"] = min(len(parts), 4) / 4
    ev["capitals"] = float(one.text.isupper() and len(one.text) > 3)
    ev["short"] = float(len(one.text) <= 3)
    ev["short form"] = float(one.text.endswith("."))


def _word_evidence(one: Candidate, text: str, words: Words, first: int, last: int, ev: dict[str, float]) -> None:
    before = words.written[first - 1] if first and not one.sentence_start else None
    after = words.written[last + 1] if last + 1 < len(words.written) and not words.opens(last + 1) else None
    ev["opens sentence"] = float(one.sentence_start)
    gap_before = text[words.ends[first - 1]:one.start] if before else ""
    gap_after = text[one.end:words.starts[last + 1] if after else one.end + 3]
    if before:
        low = before.lower()
        ev["before: comma"] = float("," in gap_before)
        if not gap_before.strip():
            ev["before: capital"] = float(words.capital(first - 1) and low not in BEFORE)
            if low in BEFORE:
                ev[f"before: {low}"] = 1.0
            if before.endswith(("-based", "-held")):
                ev["before: based"] = 1.0
        if low in PERSON_BEFORE and gap_before.strip() in ("", "."):
            ev["before: title"] = 1.0
        ev[f"w-1 {low}"] = 1.0
    if after:
        low, capital = _bare(after).lower(), words.capital(last + 1)
        ev["after: comma"] = float(gap_after.startswith(","))
        if not gap_after.strip():
            ev["after: capital"] = float(capital)
            ev["after: building word"] = float(low in BUILDING_WORDS and capital)
            ev["after: street word"] = float(low in STREET_WORDS and capital)
            ev["after: team"] = float(low in TEAM_WORDS and capital)
            ev["after: land word"] = float(low in LAND_WORDS)
            ev[f"w+1 {low}" if not capital else f"W+1 {low}"] = 1.0
            ev["after: number"] = float(after[0].isdigit())
    ev["after: possessive"] = float(bool(_POSSESSIVE.match(gap_after)) or one.text.endswith(("'s", "’s")))
    ev["after: hyphen"] = float(gap_after.startswith("-"))
    ev["dateline"] = float(bool(_DATELINE.match(text, one.end, one.end + 70)))
    ev["in brackets"] = float(text[max(0, one.start - 1):one.start] == "(")
