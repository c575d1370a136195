"""Which happenings an article reports as news, and which are its background."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from corrobora.claims.arguments import LIGHT
from corrobora.claims.deeds import OTHER, forms, word_set
from corrobora.claims.parse import Parsed, once_a_word
from corrobora.claims.status import status_of
from corrobora.claims.where import Names
from corrobora.records import Status

if TYPE_CHECKING:
    from corrobora.claims.happenings import Found

OLD = re.compile(
    r"\b(?:since (?!(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|dawn|midnight|morning|early)|last (?:year|"
    r"month|spring|summer|autumn|fall|winter|"
    r"january|february|march|april|may|june|july|august|september|october|november|december)|(?:years?|months?|decades?) ago|"
    r"in (?:early |late |mid-?)?(?:(?:19|20)\d\d|january|february|march|april|june|july|august|september|october|"
    r"november|december|may)\b"
    r"|earlier this (?:year|month)|previous(?:ly)?|in recent (?:months|years|weeks)|so far|during the (?:war|conflict)"
    r"|uprising|for (?:many |several |more than |over |nearly |almost )?(?:\w+ )?(?:years|decades)\b|"
    r"(?:over|in) the (?:past|last) (?:\w+ )?(?:years?|months?))", re.I)
HURT = re.compile(r"\b(?:killed|kills?|dead|wounded|injured|died|casualt|bodies|lives|victims)", re.I)


@dataclass(frozen=True)
class News:
    """Whether a happening is news in its article, how central it is there (0 to 1), and why."""

    main: bool
    salience: float
    why: str


def weigh(parsed: Parsed, found: Sequence[Found], names: Names) -> list[News]:
    """One judgement for each happening, in the same order."""
    shares = Counter(one.type for one in found)
    total = sum(shares.values()) or 1
    result = []
    for one in found:
        score, reasons = _place_in_text(one.sentence.index, one.sentence.passage.block.role)
        past, because = _background(one)
        score += past
        reasons += because
        score -= 1.5 * depth_of(one.token)
        if HURT.search(one.scene.sentence):
            score += 0.5
        score += shares[one.type] / total
        if not one.doers and not one.targets and one.token.pos_ != "VERB" and one.sentence.index > 1:
            score -= 0.5
        if one.type == OTHER:
            score -= 0.3
        salience = max(0.0, min(1.0, score / 5))
        result.append(News(past > -1.0 and score >= 0.25, salience, "; ".join(reasons)))
    return result


def _place_in_text(index: int, role: str) -> tuple[float, list[str]]:
    if role == "headline":
        return 3.0, ["in the headline"]
    if index <= 1:
        return 2.5, ["in the lead"]
    if index <= 3:
        return 1.5, ["near the head of the article"]
    return (0.8 if index <= 8 else 0.5), ["in the body"]


def _background(one: Found) -> tuple[float, list[str]]:
    token = one.token
    verb = token if token.pos_ in {"VERB", "AUX"} else next((a for a in token.ancestors if a.pos_ in {"VERB", "AUX"}), token)
    score = 0.0
    reasons: list[str] = []
    if any(c.lower_ in {"had", "'d"} and c.dep_ == "aux" for c in verb.children):
        score, reasons = score - 0.7, [*reasons, "told as past before the news"]
    if any(_speaks_of(one.sentence.tokens, match.start(), token) for match in OLD.finditer(one.scene.sentence)):
        score, reasons = score - 1.2, [*reasons, "long ago"]
    elif one.sentence.index > 3 and WITH_YEAR.search(one.scene.sentence):
        score, reasons = score - 1.2, [*reasons, "a day told with its year"]
    if _came_before(verb) or _dates_another(token):
        score, reasons = score - 1.2, [*reasons, "days before the news"]
    status, _ = status_at(token)
    if status in {"planned", "expected"}:
        score, reasons = score - 0.8, [*reasons, "not yet done"]
    if status == "alleged" and token.pos_ == "NOUN":
        score, reasons = score - 0.6, [*reasons, "spoken of as alleged"]
    if status == "denied":
        score, reasons = score - 1.0, [*reasons, "denied"]
    if verb is token and verb.tag_ in {"VBP", "VBZ",
        "VB"} and one.sentence.passage.block.role != "headline" and one.sentence.index > 1:
        score, reasons = score - 1.0, [*reasons, "told as a habit or a possibility"]
    elif token is not verb and one.sentence.index > 1 and _is_habit(token, verb):
        score, reasons = score - 1.2, [*reasons, "told as a habit"]
    return score, reasons


def _is_habit(noun: Token, verb: Token) -> bool:
    """Whether a verb tells of what happens again and again: "attacks on officials occur", "are often carried out by"."""
    if any(child.lower_ in _OFTEN for child in (*verb.children, *noun.children)):
        return verb.tag_ != "VBD"
    return noun.tag_ == "NNS" and noun.dep_ == "nsubj" and verb.lemma_ in {"occur", "happen", "take"} and verb.tag_ == "VBP"


_OFTEN = frozenset({"often", "frequently", "regularly", "routinely", "typically", "usually", "commonly", "frequent", "such"})
WITH_YEAR = re.compile(r"\bon (?:(?:january|february|march|april|may|june|july|august|september|october|november|december|"
                        r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.? \d{1,2}|\d{1,2} \w+),? (?:19|20)\d\d\b", re.I)
"""News tells the year of a day that is not of the year in which it is written."""


def _speaks_of(sentence: TokenSpan, at: int, deed: Token) -> bool:
    """Whether a time told at a place of the sentence is not that of a clause below the deed: "hanged three men on Friday who
    were accused of a killing during last year's protests"."""
    word = next((t for t in sentence if t.idx - sentence.start_char + len(t) > at), None)
    while word is not None and word.i != deed.i and word.head.i != word.i:
        if word.dep_ == "relcl" and deed.is_ancestor(word) and deed.pos_ == "VERB":
            return False
        word = word.head
    return True


def _came_before(verb: Token) -> bool:
    """Whether a clause only dates the news by what came before it: "three days after rebels attacked the market"."""
    mark = verb.head if verb.dep_ == "pcomp" else next((c for c in verb.children if c.dep_ == "mark"), None)
    if mark is None or mark.lower_ != "after" or mark.i < 2:
        return False
    before = [mark.nbor(-n) for n in (1, 2)]
    return before[0].lower_ in _SPANS and (before[1].pos_ in {"NUM", "DET"} or before[1].lower_ in {"few", "several"})


def _dates_another(token: Token) -> bool:
    """Whether a noun only dates the deed told: "gunmen killed two, hours after a raid". Who dies days later dies of it."""
    while token.dep_ in {"compound", "nmod", "amod"} and token.head.i != token.i:
        token = token.head
    after = token.head
    if token.dep_ != "pobj" or after.lower_ != "after" or not after.i:
        return False
    if after.nbor(-1).lower_ not in {*_SPANS, "hour", "hours"}:
        return False
    verb = next((a for a in after.ancestors if a.pos_ in {"VERB", "AUX"}), token)
    return verb.lemma_ != "die" and any(concept in _DEEDS for concept, _, _ in forms().get(verb.lower_, ()))


_DEEDS = frozenset({"kill", "attack", "assault", "shoot", "bomb", "explode", "air", "shell", "clash", "abduct"})
_SPANS = frozenset({"day", "days", "week", "weeks", "month", "months", "year", "years"})


def is_background(one: Found) -> bool:
    """Whether the words around a happening put it before the news or leave it undone."""
    return _background(one)[0] < 0


@once_a_word
def status_at(token: Token) -> tuple[Status, str]:
    """The status of a trigger. "After capturing the town" is done, whatever the status of what came after it."""
    if token.dep_ == "pcomp" and token.head.lower_ in {"after", "following", "since", "despite", "by"}:
        return "asserted", ""
    return status_of(token)


_HURT_IN = frozenset({"killed", "wounded", "injured", "hurt", "slain"})


@once_a_word
def depth_of(token: Token) -> float:
    """How deep a trigger lies below what its sentence says: 0 for the main verb or what was said to happen."""
    depth, at = 0.0, token
    speech = word_set("speech")
    while at.head.i != at.i:
        head = at.head
        if at.dep_ == "acl" and at.tag_ == "VBN" and at.lower_ in _HURT_IN and at.i < token.i:
            depth += 0.2  # "the number of people killed in the attack has risen": the attack is the matter
        elif at.dep_ in {"relcl", "acl", "appos"}:
            depth += 1.0
        elif at.dep_ in {"ccomp", "parataxis", "conj", "prep", "agent", "xcomp"} or head.lemma_ in speech:
            depth += 0.0
        elif at.dep_ == "compound":
            depth += 0.8
        elif at.dep_ == "pobj":
            depth += 0.1 if head.head.pos_ == "VERB" and _of_violence(head.head) else 0.6
        elif at.dep_ in {"advcl", "dobj", "nsubjpass", "nsubj"}:
            depth += 0.2
        at = head
    return min(depth, 3.0)


def _of_violence(verb: Token) -> bool:
    """Whether a verb tells of violence itself, so that what it happened in is its matter too."""
    return verb.lemma_ in LIGHT or any(concept not in {"meet", "demand"} for concept, _, _ in forms().get(verb.lower_, ()))
