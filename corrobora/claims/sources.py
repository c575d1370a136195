"""A source phrase -> the claimant: the name behind "he", "it", "the group", "a watchdog", and its fullest form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from spacy.tokens import Doc, Token

from corrobora.claims.cue_words import SUBJECTS
from corrobora.claims.parse import Parsed, Passage
from corrobora.claims.phrases import phrase_end, phrase_start
from corrobora.claims.source_words import (
    AGENCY_NAMES,
    AGENCY_WORDS,
    HE_OR_SHE,
    MONITOR_NAMES,
    MONITORS,
    OFFICES,
    ORGANISATIONS,
    ORGANISED,
    PEOPLE,
    PLURAL,
    ROLES,
    SHOUTED,
)
from corrobora.claims.triggers import is_people
from corrobora.records import Claimant, Mention, Span
from corrobora.text.nations import is_nationality
from corrobora.text.titles import is_title


@dataclass
class Sources:
    """The claimants of one article in the order in which they speak; ``claimant`` adds to it."""

    parsed: Parsed
    mentions: Sequence[Mention]
    spoken: list[Claimant] = field(default_factory=list)

    def claimant(self, passage: Passage, head: Token) -> Claimant:
        """The claimant that a noun phrase names, in place: its span is the phrase, ``name`` the fullest form behind it."""
        head = _whose(head)
        start, end = phrase_start(head), phrase_end(head)
        span = passage.span(passage.doc[start:end])
        named = self._named_after(passage, head, end) or self._inside(span, passage.base + head.idx)
        if named is not None and named.start < span.start < named.end:
            span = Span(start=named.start, end=span.end)  # "Voices of the Lake": the parse saw "the Lake"
        quote = self.parsed.article.slice(span)
        anchor = self._full(named) if named is not None and named.start >= span.end else self._anchor(span, head, quote)
        name, entity = (anchor.name, anchor.entity) if anchor else (quote, None)
        if (head.pos_ == "PROPN" or name == quote) and _with_others(head, start, end):
            name, entity = quote, None
        found = Claimant(start=span.start, end=span.end, quote=quote, entity=entity, name=name)
        self.spoken.append(found)
        return found

    def named(self, claimant: Claimant) -> Claimant:
        """The claimant with the span of its name: for "it", the antecedent's name elsewhere in the article."""
        low = claimant.quote.lower()
        if claimant.entity and (low in PEOPLE | ORGANISED | PLURAL or not self._inside(claimant)):
            mention = next((m for m in self.mentions if m.key == claimant.entity), None)
            if mention is not None:
                return Claimant(
                    start=mention.start, end=mention.end, quote=mention.text, entity=mention.key, name=claimant.name
                )
        return claimant

    def _named_after(self, passage: Passage, head: Token, end: int) -> Mention | None:
        """Who holds an office that the phrase names: "the prefect of the district, NAME, said", with or without the commas."""
        doc = passage.doc
        comma = end < len(doc) and doc[end].text == ","
        body = head.lower_ in ORGANISATIONS and comma
        if not (body or is_people(head.lower_, plural=False) or head.lower_ in OFFICES):
            return None
        at = end + comma if comma else _after_place(doc, end)
        while at < len(doc) and is_title(doc[at].text):
            at += 1
        if at >= len(doc) or doc[at].tag_ not in {"NNP", "NNPS"}:
            return None
        offset = passage.base + doc[at].idx
        found = next((m for m in self.mentions if m.head is None and m.start <= offset < m.end), None)
        if found is None or found.start < passage.base + doc[at - 1].idx or not (
                _may_be_body(found) if body else _may_be_person(found)):
            return None
        after = next((t for t in doc[at:at + 8] if passage.base + t.idx >= found.end), None)
        closed = after is not None and (after.text in {",", ")", "."} or after.tag_ in {"VBD", "VBZ", "VBP", "RB", "WP", "IN"})
        closed = after.text == "," if body and after is not None else closed
        return found if closed or after is None else None

    def _inside(self, span: Span, at: int = -1) -> Mention | None:
        inside = [m for m in self.mentions if m.start < span.end and span.start < m.end and m.head is None]
        people = [m for m in inside if m.label == "PERSON" or m.kind == "person"]
        if people:
            return people[-1]
        return next((m for m in inside if m.start <= at < m.end), inside[0] if inside else None)

    def _anchor(self, span: Span, head: Token, quote: str) -> Claimant | None:
        """The named claimant behind a phrase, or None if nobody is named."""
        low = quote.lower()
        if low == "who" and (before := _before_who(head)) is not None:
            passage = next(p for p in self.parsed.passages if p.doc is head.doc)
            whole = passage.span(head.doc[phrase_start(before) : phrase_end(before)])
            return self._anchor(whole, before, self.parsed.article.slice(whole))
        if low in PEOPLE | ORGANISED | PLURAL:
            return self._pronoun(span, low)
        if head.pos_ == "PRON":
            return None
        at = self._offset(head)
        mention = self._inside(span, at)
        if mention is not None and _heads(mention, span, head, self.parsed):
            return self._full(mention)
        noun = head.lemma_.lower()
        if noun in ORGANISATIONS or noun == "head":
            found = self._description(span, noun, low)
            if found is not None:
                return found
        described = next((m for m in self.mentions if m.head is not None and m.start <= at < m.end), None)
        return Claimant(start=span.start, end=span.end, quote=quote, entity=described.key if described else None, name=quote)

    @cached_property
    def _headline(self) -> int:
        """Where the headline ends, 0 without one."""
        return max((b.end for b in self.parsed.article.kept() if b.role == "headline"), default=0)

    def _offset(self, token: Token) -> int:
        passage = next(p for p in self.parsed.passages if p.doc is token.doc)
        return passage.base + token.idx

    def _full(self, mention: Mention) -> Claimant:
        """The mention under its fullest form in the article."""
        words = _words(mention.text)
        best, seen = mention, 0
        for other in self.mentions:
            if other.head is not None or other.label != mention.label or not words or ROLES.search(other.text):
                continue
            if SHOUTED.search(other.text) and not SHOUTED.search(mention.text):
                continue
            more = _words(other.text)
            if other.start < self._headline and mention.start >= self._headline:
                continue  # "Defiant Okello vows": capitals of a headline are no part of a name
            if words < more and (mention.label != "PERSON" or _last(other.text) == _last(mention.text)):
                times = sum(m.text == other.text for m in self.mentions)
                if (times, len(other.text)) > (seen, len(best.text)):
                    best, seen = other, times
        return Claimant(start=best.start, end=best.end, quote=best.text, entity=best.key, name=_plain(best.text))

    def _pronoun(self, span: Span, low: str) -> Claimant | None:
        before = [c for c in self.spoken if c.start < span.start]
        if low in PLURAL:
            return before[-1] if before else None
        people = low in PEOPLE
        for c in reversed(before[-4:]):
            apart = low in HE_OR_SHE and (self._is_thing(c) or _plural(c.quote))
            if self._is_person(c) == people and (c.entity or c is before[-1]) and not apart:
                return c
        near = [
            m
            for m in self.mentions
            if m.end <= span.start and m.head is None and (m.label == "PERSON" if people else m.label in {"ORG", "NORP"})
        ]
        if near and span.start - near[-1].start < 600:
            return self._full(near[-1])
        return before[-1] if before and self._is_person(before[-1]) == people else None

    def _is_person(self, claimant: Claimant) -> bool:
        mention = next((m for m in self.mentions if m.key == claimant.entity), None)
        if mention is not None and mention.head is None:
            return mention.label == "PERSON" or mention.kind == "person"
        words = claimant.quote.lower().split()
        return not any(word in ORGANISATIONS for word in words) and words[-1:] != ["sources"]

    def _is_thing(self, claimant: Claimant) -> bool:
        """Whether an unnamed claimant is no person: "a video", "the documents"."""
        words = re.findall(r"[\w-]+", claimant.quote)
        return claimant.entity is None and claimant.quote == claimant.quote.lower().capitalize() and len(words) > 0 and (
            words[0].lower() in {"a", "an", "the", "this"} and len(words) < 4 and not is_people(words[-1].lower())
            and words[-1].lower() not in OFFICES )

    def _description(self, span: Span, noun: str, low: str) -> Claimant | None:
        """ "the watchdog", "a monitoring group", "the statement": the organisation that the article names."""
        monitor = noun in MONITORS or bool(re.search(r"\b(monitor\w*|rights|watchdog)\b", low))
        if monitor:
            named = [m for m in self.mentions if m.head is None and MONITOR_NAMES.search(m.text) and m.label != "PERSON"]
            if named:
                return self._full(max(named, key=lambda m: len(m.text)))
        if not low.startswith(("the ", "its ", "their ")) and noun != "statement":
            return None
        before = [c for c in self.spoken if c.start < span.start]
        if noun not in {"statement", "report"}:
            matching = [c for c in before if noun in c.name.lower() or noun in c.quote.lower()]
            if matching and len(low.split()) <= 4:
                return matching[-1]
        if re.search(r"\b(?:terrorist|militant|rebel|jihadist|extremist|armed(?! forces)|insurgent)\b", low):
            groups = [
                m
                for m in self.mentions
                if m.end <= span.start
                and m.head is None
                and (m.kind == "group" or m.label in {"ORG", "NORP"})
                and not MONITOR_NAMES.search(m.text)
                and not is_agency(m.text)
            ]
            return self._full(groups[-1]) if groups else None
        if (
            noun
            in {
                "group",
                "organisation",
                "organization",
                "statement",
                "agency",
                "network",
                "website",
                "report",
                "channel",
                "body",
                "charity",
            }
            and len(low.split()) <= 3
        ):
            for c in reversed(before[-3:]):
                if noun == "statement" or not self._is_person(c):
                    return c
        return None


def _whose(head: Token) -> Token:
    """The noun that speaks: for "a doctor in Homs, Syria, said" the doctor, for "said Noor's father" the father."""
    if head.i + 2 < len(head.doc) and head.nbor().tag_ == "POS" and is_people(head.nbor(2).lower_):
        return head.nbor(2)
    if head.ent_type_ == "GPE" and head.i > 3 and head.nbor(-1).text == ",":
        inner, where = head.nbor(-2), head.nbor(-3)
        noun = where.nbor(-1)
        if inner.ent_type_ == "GPE" and where.lower_ in {"in", "at", "near", "from"} and is_people(noun.lower_):
            return noun
    return head


def _with_others(head: Token, start: int, end: int) -> bool:
    """Whether more than one speaks: "France and Britain", "the army and a teacher", "an official and a cleric" parsed apart."""
    kinds = {"PROPN"} if head.pos_ == "PROPN" else {"PROPN", "NOUN"}
    return any(c.dep_ == "conj" and c.pos_ in kinds and c.i < end for c in head.children) or any(
        t.dep_ in SUBJECTS and t.head.i == head.head.i for t in head.doc[start:head.i])


def _before_who(head: Token) -> Token | None:
    """The noun that "who" stands for."""
    verb = head.head
    return verb.head if verb.dep_ == "relcl" and verb.head.pos_ in {"NOUN", "PROPN"} and verb.head.i < head.i else None


def _after_place(doc: Doc, end: int) -> int:
    """Where the phrase ends with what the office is of or at: "the ambassador to the U.N. NAME"."""
    at = end
    if at < len(doc) and doc[at].lower_ in {"to", "of", "for", "at", "in"}:
        at += 1
        while at < len(doc) and at < end + 5 and (doc[at].lower_ == "the" or (
                doc[at].tag_ in {"NNP", "NNPS"} and doc[at].ent_type_ != "PERSON")):
            at += 1
    return at if at < len(doc) and doc[at].ent_type_ == "PERSON" else end


def _may_be_body(mention: Mention) -> bool:
    """Whether the name after "a local group," may be the group's."""
    return mention.label not in {"PERSON", "GPE", "LOC", "NORP"} and mention.kind in {None, "organisation", "group"}


def _may_be_person(mention: Mention) -> bool:
    """Whether the name after an office may be a person's; names of bodies and well-known places are not."""
    if mention.kind in {"organisation", "nationality", "facility", "group"} or is_nationality(mention.text):
        return False
    return mention.label == "PERSON" or mention.kind == "person" or len(mention.text.split()) > 1


def _heads(mention: Mention, span: Span, head: Token, parsed: Parsed) -> bool:
    """Whether the mention is the speaker itself ("spokesman John Hill", "the SANA news agency"), not a part of the
    description ("officials in Washington", "a Hezbollah commander")."""
    passage = next(p for p in parsed.passages if p.block.start <= mention.start < p.block.end)
    at = head.idx + passage.base
    if mention.start <= at < mention.end:
        return True
    if mention.start > at and (mention.label == "PERSON" or mention.kind == "person"):
        between = parsed.article.text[at + len(head) : mention.start]
        titled = (
            bool(ROLES.search(head.text))
            and mention.end >= span.end
            and not re.search(r"\b(?:of|for|to|with)(?: the)? $", between)
        )
        return not between.strip(" ,") or between.endswith(", ") or titled
    if re.match(r"-[a-z]", parsed.article.text[mention.end : mention.end + 2]):
        return False  # "the NAME-run ministry"
    noun = head.lemma_.lower()
    if mention.label in {"GPE", "LOC", "NORP", "FAC"} or mention.kind in {"place", "nationality"}:
        return False
    return (
        noun
        in {
            "agency",
            "television",
            "tv",
            "ministry",
            "newspaper",
            "channel",
            "group",
            "network",
            "government",
            "website",
            "radio",
            "media",
            "organisation",
            "organization",
            "statement",
            "toll",
            "count",
            "tally",
            "account",
            "figure",
            "report",
            "page",
            "site",
        }
        and span.start <= mention.start
        and mention.end <= at + len(head)
    )


def _last(text: str) -> str:
    return re.sub(r"['’]s$", "", text.split()[-1].lower())


def _plural(quote: str) -> bool:
    last = quote.lower().split()[-1]
    return (last.endswith("s") and not last.endswith(("ss", "us", "is"))) and quote == quote.lower()


def _words(text: str) -> frozenset[str]:
    return frozenset(re.sub(r"['’]s$", "", w) for w in re.findall(r"[\w'’-]+", text.lower()) if w not in {"the", "a", "an"})


def _plain(text: str) -> str:
    return re.sub(r"^(?:the|a|an)\s+", "", re.sub(r"\s+", " ", text), flags=re.IGNORECASE)


def is_agency(name: str) -> bool:
    """Whether a name is a news agency or outlet that relays others' words."""
    return bool(AGENCY_NAMES.match(name.strip()) or AGENCY_WORDS.search(name))
