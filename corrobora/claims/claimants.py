"""Who stands behind a span: the statement that holds it, or the speaker carried over from before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from corrobora.claims.deeds import forms
from corrobora.claims.parse import Parsed, Sentence
from corrobora.claims.source_words import MONITOR_NAMES
from corrobora.claims.sources import is_agency
from corrobora.records import Article, Claim, Claimant, Span, Via
from corrobora.text.nations import nation_named
from corrobora.text.numbers import find_quantities

OPENING = 700
"""Code points from the article's start in which a lead may tell, without a source, what is attributed below."""
ATTITUDES = re.compile(
    r"\b(?:support|oppos|want|call(?:s|ed|ing)? (?:for|on)|urg|vow|plan|demand|ask|seek|sought|condemn|critici|prais|"
    r"pledg|promis|refus|"
    r"prefer|hop|wish|intend|endors|defend|reject|discuss|welcom|thank|mock|denounc|decid|agree|wonder|question|offer|"
    r"propos|back|favou?r|"
    r"order|threaten|respond|react|need|like|love|hate|decr|lament|approv|consider|expect|plead)",
    re.IGNORECASE,
)
"""Cues that tell of an attitude to a thing, not that it is so: what is in it is not therefore the speaker's word."""
OWNED = re.compile(r"\b(?:claim(?:s|ed|ing)?|tak(?:e|es|ing)|took|taken|den(?:y|ies|ied|ying))$", re.IGNORECASE)
DEED = re.compile(
    r"(?:full |sole |any )?responsibility\b|(?:an?|the|that|this|[\w-]+'s) (?:[\w-]+ ){0,3}(?:attack|bombing|raid|blast|"
    r"explosion|assault|killing|shooting|ambush|strike|kidnapping|abduction|murder)s?\b",
    re.IGNORECASE,
)
"""Who claims a deed says that he did it; how many it killed is the outlet's word."""
GOES_ON = re.compile(
    r"(?:And|But|Some|Others?|The rest|The others|Those|Another|Among (?:them|those)|Most of (?:them|those)|Of (?:them|"
    r"those|these))\b"
)
"""Openings by which a sentence without a source goes on with the one before it."""
MEASURES = re.compile(
    r"\b(?:years?|months?|weeks?|days?|hours?|minutes?|miles?|kilomet\w+|km|percent|per cent|times)\b", re.IGNORECASE
)
"""Numbers of these recur by chance: the same number below is no restatement."""
UNNAMED = re.compile(r"^(?:[\w-]+ )?(?:sources|reports|some|others)$", re.IGNORECASE)
"""Sources that say nothing of who they are: whoever relays them is the claimant, if there is one."""
TAIL = re.compile(
    r"[\s:,–—-]+(?P<who>(?:(?:the|a|syrian|iraqi|us|un|local|state)\s+)?"
    r"(?:state (?:tv|media|television|agency)|monitor(?:ing group)?|ngo|watchdog|activists?|opposition|police|"
    r"officials?|(?:the )?army|"
    r"military|ministry|minister|rights group|reports?|un|medics|residents|witnesses))\s*$",
    re.IGNORECASE,
)
"""A headline's source after its content, with or without the mark between them."""
HEAD = re.compile(r"^(?P<who>[^:\d]{3,40}):\s")


@dataclass(frozen=True)
class Voice:
    """Who says a thing, through whom, and how that was found. All None: the outlet's own voice."""

    claimant: Claimant | None = None
    via: Via | None = None
    why: str = "the outlet's own voice"


def voice_of(parsed: Parsed, span: Span, statements: Sequence[Claim]) -> Voice:
    """The voice behind a span of the article. The claimant's span is its name's, which may stand elsewhere in the article."""
    held = _held(parsed, span, statements)
    if held is not None:
        return _through(parsed, held, statements)
    sentence = parsed.sentence_at(span.start)
    if sentence is not None and (found := _governed(parsed, span, sentence, statements)) is not None:
        return found
    if sentence is not None and (found := _carried(parsed, sentence, statements)) is not None:
        return found
    block = next((b for b in parsed.article.kept() if b.start <= span.start < b.end), None)
    if block is not None and (block.role in {"headline", "standfirst"} or span.start < OPENING):
        return _restated(parsed, span, statements, block.role == "headline")
    return Voice()


class _Place(Protocol):
    """What has a place in an article's text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def teller_at(article: Article, span: _Place, statements: Sequence[Claim], apposed: bool = False) -> Claimant | None:
    """The claimant whose name or description a span touches, or to whom it is joined: ", residents and an official said".

    ``apposed``: whether a description before the claimant's name is taken as his: "a hospital official there, NAME, said".
    """
    for statement in statements:
        who = statement.claimant
        if who is None:
            continue
        between = _BEFORE_TELLER.fullmatch(article.text, span.end, who.start) if span.end <= who.start else None
        listed = between is not None and article.text.endswith(", ", 0, span.start)
        by_name = apposed and article.text.startswith(",", who.end)  # not "killing a driver, the agency said"
        if (who.start < span.end and span.start < who.end) or (between and (by_name if between["apposed"] else listed)):
            return who
    return None


_BEFORE_TELLER = re.compile(r" and (?:an? |the )?(?:[a-z]+ ){0,2}|(?P<apposed>(?: [a-z]+)?, )")


def _asserts(parsed: Parsed, statement: Claim) -> bool:
    """Whether the speaker stands behind what is in the statement."""
    if statement.claimant is None or statement.statement is None:
        return False
    if statement.statement.direct or statement.statement.cue is None:
        return True
    cue = _cue(parsed, statement)
    return not ATTITUDES.search(cue) and not (OWNED.search(cue) and DEED.match(statement.quote))


def _held(parsed: Parsed, span: Span, statements: Sequence[Claim]) -> Claim | None:
    """The smallest statement that holds most of the span."""
    holding = [
        s
        for s in statements
        if s.start < span.end
        and span.start < s.end
        and _asserts(parsed, s)
        and 5 * (min(s.end, span.end) - max(s.start, span.start)) >= 2 * (span.end - span.start)
    ]
    clear = [s for s in holding if s.claimant is not None and not UNNAMED.search(s.claimant.quote)]
    return min(clear or holding, key=lambda s: s.end - s.start, default=None)


def _cue(parsed: Parsed, statement: Claim) -> str:
    cue = statement.statement.cue if statement.statement else None
    return parsed.article.slice(cue) if cue else "a quotation"


def _through(parsed: Parsed, held: Claim, statements: Sequence[Claim]) -> Voice:
    """The voice of a statement: an agency that quotes, cites or relays somebody is the way, not the voice."""
    assert held.claimant is not None
    why = f"said in {_cue(parsed, held)!r}"
    inner = [
        (s, s.claimant)
        for s in statements
        if s is not held
        and s.claimant is not None
        and s.claimant.name != held.claimant.name
        and held.start <= s.start
        and s.end <= held.end
        and s.end - s.start > (held.end - held.start) / 3
        and _asserts(parsed, s)
    ]
    if inner and is_agency(held.claimant.name):
        first, speaker = inner[0]
        return Voice(
            named(parsed, speaker),
            Via(name=held.claimant.name, entity=held.claimant.entity),
            f"said in {_cue(parsed, first)!r}, told by {held.claimant.name!r}",
        )
    cited = _cited(parsed, held, statements)
    if cited is not None:
        return Voice(cited, Via(name=held.claimant.name, entity=held.claimant.entity), f"cited by {held.claimant.name!r}")
    outer = [
        s
        for s in statements
        if s is not held
        and s.claimant is not None
        and s.start <= held.start
        and held.end <= s.end
        and is_agency(s.claimant.name)
    ]
    if outer and held.via is None and outer[0].claimant is not None:
        return Voice(named(parsed, held.claimant), Via(name=outer[0].claimant.name, entity=outer[0].claimant.entity), why)
    return Voice(named(parsed, held.claimant), held.via, why)


def _cited(parsed: Parsed, held: Claim, statements: Sequence[Claim]) -> Claimant | None:
    """Whom the speaker cites or quotes for it: "..., the agency reported, citing the ministry"."""
    after = max(held.end, held.statement.cue.end if held.statement and held.statement.cue else 0)
    for statement in statements:
        cue = statement.statement.cue if statement.statement else None
        if cue is None or parsed.article.slice(cue).lower() not in {"citing", "quoting"} or not 0 <= cue.start - after < 60:
            continue
        words = statement.quote
        name = (
            re.search(r"\b(?:from|by|of)\s+(?:the\s+)?(.+)$", words)
            if re.match(r"(?:an?|the|its)\s+(?:\w+\s+)?(?:statement|report|source|figures?)", words)
            else None
        )
        start = statement.start + (name.start(1) if name else 0)
        quote = parsed.article.text[start : statement.end]
        return Claimant(start=start, end=statement.end, quote=quote, entity=None, name=re.sub(r"^the\s+", "", quote))
    return None


def named(parsed: Parsed, claimant: Claimant) -> Claimant:
    """The claimant with the span of its name: for "it", the antecedent's name elsewhere in the article."""
    key = re.fullmatch(r"m:(\d+)-(\d+)", claimant.entity or "")
    if key is None or (claimant.start <= int(key[1]) and int(key[2]) <= claimant.end):
        return claimant
    start, end = int(key[1]), int(key[2])
    words = set(re.findall(r"\w{3,}", claimant.quote.lower()))
    if words & set(re.findall(r"\w{3,}", claimant.name.lower())):
        return claimant
    return Claimant(start=start, end=end, quote=parsed.article.text[start:end], entity=claimant.entity, name=claimant.name)


def _governed(parsed: Parsed, span: Span, sentence: Sentence, statements: Sequence[Claim]) -> Voice | None:
    """A span outside of the content but under its cue: "reported the attack, giving a toll of nine"."""
    tokens = sentence.passage.tokens(span)
    if tokens is None:
        return None
    above = {token.i for token in tokens.root.ancestors} | {tokens.root.i}
    for statement in statements:
        cue = statement.statement.cue if statement.statement else None
        if cue is None or not sentence.start <= cue.start < span.start or not _asserts(parsed, statement):
            continue
        words = sentence.passage.tokens(cue)
        if words is not None and words.root.i in above and words.root.pos_ == "VERB":
            return _through(parsed, statement, statements)
    return None


def _carried(parsed: Parsed, sentence: Sentence, statements: Sequence[Claim]) -> Voice | None:
    """A sentence that goes on, without a source of its own, with what somebody said in the sentence before."""
    if sentence.index == 0 or not GOES_ON.match(sentence.text.lstrip(" \"“'")):
        return None
    before = parsed.sentences[sentence.index - 1]
    if before.passage.block is not sentence.passage.block:
        return None
    said = [s for s in statements if s.start < before.end and before.start < s.end and _asserts(parsed, s)]
    if not said:
        return None
    voice = _through(parsed, said[-1], statements)
    return Voice(voice.claimant, voice.via, f"goes on after the sentence before: {voice.why}")


def _restated(parsed: Parsed, span: Span, statements: Sequence[Claim], headline: bool) -> Voice:
    """What a headline or lead tells without a source is its report's: the voice of the first statement with the same number."""
    text = parsed.article.text
    if headline:
        block = next(b for b in parsed.article.kept() if b.start <= span.start < b.end)
        line = text[block.start : block.end]
        match = next((m for m in (TAIL.search(line), HEAD.search(line)) if m and not _overlaps(m, block.start, span)), None)
        if match and match.re is HEAD and _is_topic(parsed, match["who"], block.start):
            return Voice(why="the outlet's own voice: what stands before the colon is the topic")
        if match and not re.search(r"monitor|ngo|watchdog", match["who"], re.IGNORECASE):
            start, end = block.start + match.start("who"), block.start + match.end("who")
            return Voice(
                Claimant(start=start, end=end, quote=text[start:end], entity=None, name=text[start:end]),
                None,
                "the headline's source",
            )
        if match is None:
            return Voice()
    wanted = {
        (q.low, q.high)
        for q in find_quantities(text[max(0, span.start - 12) : span.end])
        if q.low is not None or q.high is not None
    }
    if not wanted or MEASURES.search(text[span.start : span.end + 12]):
        return Voice()
    later = [s for s in statements if s.start > span.start and _asserts(parsed, s)]
    if headline:
        # "..., monitor": the monitor's own statement before one of its people's.
        later.sort(key=lambda s: not (s.claimant and MONITOR_NAMES.search(s.claimant.name)))
    for statement in later:
        if statement.claimant is not None:
            values = {v for q in find_quantities(statement.quote) for v in (q.low, q.high) if v is not None}
            if any(low in values or high in values for low, high in wanted):
                voice = _through(parsed, statement, statements)
                return Voice(voice.claimant, voice.via, f"restated below with its source: {voice.why}")
    return Voice()


def _is_topic(parsed: Parsed, words: str, start: int) -> bool:
    """Whether a place or a deed stands before a headline's colon ("Goma: 12 killed", "Church massacre in Goma: …")."""
    if nation_named(words):
        return True
    sentence = parsed.sentence_at(start)
    tokens = sentence.passage.tokens(Span(start=start, end=start + len(words))) if sentence is not None else None
    return tokens is not None and (all(t.ent_type_ in {"GPE", "LOC"} for t in tokens) or any(
        not is_verb for t in tokens if t.pos_ != "PROPN" for _, _, is_verb in forms().get(t.lower_, ())))


def _overlaps(match: re.Match[str], base: int, span: Span) -> bool:
    return match.start("who") + base < span.end and span.start < match.end("who") + base
