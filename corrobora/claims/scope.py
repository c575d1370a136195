"""Whether a figure tells of the reported event, of a whole war or period, or of something earlier.

The words decide first ("since the conflict began", "in the past month": cumulative; "last year", "a similar attack in May":
background), then dates against the article's own, then the size of the number. A part has its total's scope.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from corrobora.claims.parse import Parsed
from corrobora.claims.quantities import OWN_HAND
from corrobora.claims.read_figure import Draft
from corrobora.claims.times import anchor_of
from corrobora.claims.triggers import GROUPS
from corrobora.records import Scope, Time

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december")
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_DAY = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_N = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|few|several|couple of)"
_WAR = r"(?:civil war|war|conflict|uprising|revolt|revolution|insurgency|crisis|unrest|rebellion|hostilities|fighting|protests)"

_WHOLE_WAR = re.compile(
    rf"\bsince (?:the |its |syria'?s? |their |a )?(?:[\w'-]+ ){{0,3}}?(?:{_WAR}|outbreak|start|beginning|onset"
    rf"|offensive|campaign|assault|"
    rf"siege|operation|truce|ceasefire|un security|invasion|intervention|coup)\b|\bsince (?:early |late |mid-?"
    rf"|the (?:start|beginning) of )?(?:{_MONTH}\b|(?:19|20)\d\d)"
    rf"|\bsince (?:it|they|he) (?:began|started|launched|seized|took)|\bsince then\b|\bsince {_DAY}\b|\bsince last \w+\b"
    rf"|\b{_N}[- ](?:week|month|year)(?:s)?[- ](?:old )?(?:assault|battle|siege|offensive|campaign|{_WAR})"
    rf"|\b(?:more than |over |nearly |almost |about |around )?{_N} years? of (?:[\w-]+ )?{_WAR}|\bevery (?:day|week"
    rf"|month|year)\b"
    rf"|\bthis year\b|\b(?:brutal|bloody|multi-front|multi-sided|complex|devastating|deadly|grinding) {_WAR}\b"
    rf"|\b(?:began|started|erupted|broke out|began with|ongoing|raging|gripped|wracked|plagued)[\w ,'-]{{0,40}} (?:in"
    rf"|since) (?:{_MONTH} )?(?:19|20)\d\d"
    rf"|\b(?:death toll|toll) (?:from|in|of) the (?:[\w-]+ )?{_WAR}\b",
    re.I,
)
_SINCE_DAY = re.compile(rf"^since (?:last )?{_DAY}", re.I)
_PERIOD = re.compile(
    rf"\b(?:in|over|during|within|for) (?:the |these )?(?:past|last|previous) (?:{_N} )?(?:days?|weeks?|months?"
    rf"|years?|decades?|hours)\b"
    rf"|\bin connection with (?:the |last year'?s )?(?:[\w-]+ )?{_WAR}\b|\bthis month\b|\bto date\b|\bso far (?:this|in) \w+"
    rf"|\bin (?:the|its|their) first (?:(?:\d+|{_N}) (?:days|weeks|months)|half|quarter|part) of\b"
    rf"|\bsince\b|\bin the past year\b|\bbetween {_MONTH} and {_MONTH}\b", re.I,
)
_PAST = re.compile(
    rf"\b(?:last|previous|the previous) (?:year|month|week|summer|winter|spring|autumn|fall|{_MONTH})\b"
    rf"|\b{_N} (?:years|months|weeks|decades) (?:ago|earlier|before)\b"
    rf"|\ba (?:year|month|week|decade) (?:ago|earlier|before)\b|\bthe (?:year|month|week) before\b|\b(?:in|over"
    rf"|during) recent (?:days|weeks|months|years)\b"
    rf"|\b(?:earlier|previous|prior|past) (?:[\w-]+ )?(?:attacks?|bombings?|strikes?|assaults?|raids?|incidents?"
    rf"|shootings?|massacres?|blasts?|clashes)\b"
    rf"|\bearlier this (?:year|month)\b|\b(?:similar|same) (?:[\w-]+ )?(?:attack|bombing|strike|incident|shooting"
    rf"|warning|massacre)\b"
    rf"|\bback in\b|\b(?:killed|died|shot dead) (?:in|during) (?:19|20)\d\d\b|\bhistory\b"
    rf"|\bdeadliest [\w ]{{2,20}} since\b|\banniversary\b"
    rf"|\b{_WAR} (?:that )?(?:began|started|erupted|broke out|was (?:triggered|sparked|set off))\b", re.I,
)
_CAME_AFTER = re.compile(
    rf"\bc(?:ame|omes?|oming) (?:[\w-]+ ){{0,2}}?(?:an?|{_N}) (?:days?|weeks?|months?|years?) after\b", re.I)
"""The news told by what came before it: "The raid came a week after gunmen killed 40 people in the capital"."""
_DATED = re.compile(
    rf"\b(?P<before>since |until )?(?:(?P<day>\d{{1,2}})(?:st|nd|rd"
    rf"|th)? )?(?:(?P<month>{_MONTH})\b\.?)(?: (?P<day2>\d{{1,2}})\b(?!\d))?(?:,? (?P<year>(?:19|20)\d\d))?"
    rf"|\b(?P<before2>since |until )?(?:in|during|late|early|mid|of) (?P<year2>(?:19|20)\d\d)\b", re.I,
)
_IN_MONTH = re.compile(rf"\bin (?:early |late |mid-?)?{_MONTH}\b(?! \d)", re.I)
"""A month alone, in a text without a date of its own: no news is told so below its head."""
_NAMED_BY_YEAR = re.compile(
    r"\b(?P<year>(?:19|20)\d\d) (?:[\w-]+ ){0,2}(?:attacks?|bombings?|strikes?|massacres?|invasion|raids?|killings?|shootings?|"
    r"siege|uprising|blasts?|assault|assassination|hijackings?)\b", re.I)
"""A deed that goes by its year: "the 1983 bombing of the barracks"."""
_DEED_THAT = re.compile(
    r"\bthe (?:[\w'’-]+ ){0,4}(?:attack|bombing|shooting|massacre|siege|blast|killing|strike|assault|raid)s?\b[^,;.]{0,60}? "
    r"(?:that|which|where)\b", re.I)
"""A deed told apart from others by its place and toll."""
_HEAD_SENTENCES = 3
"""Sentences that tell the news."""
_FROM = re.compile(r"\bfrom(?: an?| the| earlier| previous| initial| at least| some| about)* ?$", re.I)
_SUPERLATIVE = re.compile(
    r"\b(?:first|\w+iest|(?:bigg|larg|great|high|low|long|strong|fierc|grav|harsh|lat|small|few|young|old)est|worst|not"
    r"|most \w+)\b[\w ,'-]{0,80}$", re.I)
"""The first or the worst since then: a record, not a sum."""
_LARGE = {"killed": 5_000, "injured": 10_000, "killed_or_injured": 10_000, "displaced": 150_000, "missing": 2_000,
    "captured": 5_000,
          "besieged": 400_000}
_SPREE = 10
"""Homicides of one deed at most: more are a statistic."""
_LARGE_WORDS = {"killed": {"thousands", "tens of thousands", "hundreds of thousands", "many thousands", "several thousand",
    "millions"},
                "injured": {"tens of thousands", "hundreds of thousands", "millions"},
                "displaced": {"hundreds of thousands", "tens of thousands", "millions", "several million", "many millions"}}
_TRIAL = re.compile(
    r"\b(?:trial|court|convict\w*|sentenc\w*|plead\w*|pled|guilty|indict\w*|arraign\w*|charged (?:with|in)|murder charges?"
    r"|bond|bail|gets life|life in prison|prosecutors?|jury|accused of|suspects? (?:arrested|charged)"
    r"|arrested (?:for|in|on)|(?:homicide|murder|shooting) (?:suspects?|case|charges?))\b", re.I,
)
_HEAD = 700
"""Code points of the head of a report that tell what a trial is about."""
_NEWS_DAYS = 9
"""Days before the article's date within which a dated happening may still be the news."""


def scope_of(parsed: Parsed, drafts: Sequence[Draft], times: Sequence[Time]) -> None:
    """Sets each draft's scope."""
    today = anchor_of(parsed.article)
    for draft in drafts:
        scope, why = _own_scope(draft, today)
        draft.scope = scope
        if why:
            draft.why.append(f"{scope}: {why!r}")
    before: Draft | None = None
    for draft in drafts:
        above = draft.parent or draft.joined
        if above is None and before is not None and before.sentence is draft.sentence and before.scope == "cumulative" \
                and draft.scope == "event":
            above = before
        if above is not None:
            draft.scope = above.scope
        if _former(draft):
            draft.scope = "background"
            draft.why.append("background: what the toll was before")
        before = draft
    _lists(drafts)
    _headlines(drafts)
    _court(parsed, drafts)


def _lists(drafts: Sequence[Draft]) -> None:
    """Deeds in a row, each with its toll, below the head are others: "the raid in X that killed 30; the siege in Y that"."""
    head = [draft for draft in drafts if draft.sentence.index <= _HEAD_SENTENCES]
    for draft in drafts:
        if draft.scope == "event" and draft not in head and len(_DEED_THAT.findall(draft.sentence.tokens.text)) > 1 \
                and not any(other.same_value(draft) for other in head):
            draft.scope = "background"
            draft.why.append("background: one of several deeds in a list")


def _former(draft: Draft) -> bool:
    """Whether a toll moved from this number: "lowered to nine from 12", "rose to 15, up from 12"."""
    text = draft.sentence.tokens.text
    toll = draft.link == "again" or (draft.link == "left" and draft.token.lower_ in {"toll", "tolls", "tally", *GROUPS})
    return toll and _FROM.search(text[:draft.quantity.start]) is not None


def _headlines(drafts: Sequence[Draft]) -> None:
    """A headline's figure has the scope that the report gives to the same figure."""
    body = [d for d in drafts if not d.in_headline and d.same_as is None]
    for draft in drafts:
        if draft.in_headline and draft.scope == "event":
            scopes = [d.scope for d in body if d.same_value(draft) or (
                d.counts == draft.counts and d.quantity.vague_word and d.quantity.vague_word == draft.quantity.vague_word)]
            if scopes and "event" not in scopes:
                draft.scope = scopes[0]


def _court(parsed: Parsed, drafts: Sequence[Draft]) -> None:
    """A report of a trial tells of the deed, however long ago: its toll is that of what the report is about.

    Only where the report gives no toll of anything newer, and only what its head tells.
    """
    tolls = [d for d in drafts if d.counts in {"killed", "injured"} and d.link != OWN_HAND]
    head = parsed.passages[0].block.start + _HEAD if parsed.passages else 0
    if any(d.scope == "event" and d.counts == "killed" for d in tolls) or not _TRIAL.search(parsed.article.text[:head]):
        return
    for draft in tolls:
        if draft.scope == "background" and draft.start < head:
            draft.scope = "event"
            draft.why.append("event: what the trial is about")


def _own_scope(draft: Draft, today: date | None) -> tuple[Scope, str]:
    """The scope by the words of the sentence."""
    text = draft.sentence.tokens.text
    whole = _WHOLE_WAR.search(text)
    if whole and _SUPERLATIVE.search(text[:whole.start()]):
        return "event", ""
    if whole and _reaches(draft, whole):
        return "cumulative", whole.group()
    dated = _old_date(text, today)
    if dated is not None and (dated["year"] or dated["year2"]) and _reaches(draft, dated):
        return "background", dated.group()
    named = _NAMED_BY_YEAR.search(text)
    if named is not None and today is not None and int(named["year"]) < today.year and _reaches(draft, named):
        return "background", named.group()
    large = _size(draft)
    if large:
        return "cumulative", large
    noun = draft.token.lemma_.lower()
    if noun in {"homicide", "murder"} and draft.token.pos_ == "NOUN" and (draft.quantity.low or 0) > _SPREE:
        return "cumulative", f"{noun}s: a count of a city or a year"
    past = _PAST.search(text)
    if past and _reaches(draft, past) and not (past.group().lower() == "last week" and draft.sentence.index <= 1):
        return "background", past.group()
    before = _CAME_AFTER.search(text)
    if before and draft.start - draft.sentence.start >= before.end():
        return "background", before.group()
    if dated is not None and _reaches(draft, dated):
        return "background", dated.group()
    month = _IN_MONTH.search(text) if today is None and draft.sentence.index > 1 else None
    if month is not None and _reaches(draft, month):
        return "background", month.group()
    period = _PERIOD.search(text)
    if period and _reaches(draft, period):
        return "cumulative", period.group()
    return "event", ""


def is_sum(sentence: TokenSpan, harm: Token) -> bool:
    """Whether a word of harm tells the sum of a war or of years, no deed: "has killed thousands since the war began"."""
    text = sentence.text
    cue = _WHOLE_WAR.search(text)
    return cue is not None and not _SUPERLATIVE.search(text[:cue.start()]) and _SINCE_DAY.search(cue.group()) is None \
        and _governs(sentence, harm, cue)


def _reaches(draft: Draft, cue: re.Match[str]) -> bool:
    """Whether a phrase of the sentence speaks of the draft's happening."""
    # A lost parse: what stands beside the figure still speaks of it.
    return _governs(draft.sentence.tokens, draft.token, cue) or -2 <= draft.start - draft.sentence.start - cue.end() <= 8


def _governs(doc: TokenSpan, harm: Token, cue: re.Match[str]) -> bool:
    """Whether the verb over a phrase governs a word of harm."""
    base = doc.start_char
    token = next((t for t in doc if t.idx - base + len(t) > cue.start()), None)
    if token is None:
        return False
    node, climbed = token, 0
    while node.head.i != node.i and climbed < 14 and (
        node.pos_ not in {"VERB", "AUX"} or cue.start() <= node.idx - base < cue.end()
    ):
        node, climbed = node.head, climbed + 1
    if node.i == harm.i or node.is_ancestor(harm):
        return True
    while node.i != harm.i and node.head.i != node.i and node.dep_ not in {"relcl", "ccomp", "parataxis"}:
        node = node.head
    return node.i == harm.i


def _size(draft: Draft) -> str:
    quantity = draft.quantity
    value = quantity.low if quantity.low is not None else quantity.high
    if value is not None:
        return f"{value} is more than one event's" if value >= _LARGE.get(draft.counts, 1e12) else ""
    word = quantity.vague_word or ""
    return word if word in _LARGE_WORDS.get(draft.counts, set()) else ""


def _old_date(text: str, today: date | None) -> re.Match[str] | None:
    """The first date of the sentence that lies well before the article's."""
    for match in _DATED.finditer(text):
        if match["before"] or match["before2"]:
            continue
        if match["month"] == "may" or ((match["month"] or "").lower() == "may" and not _may_month(match)):
            continue
        year = int(match["year"] or match["year2"] or 0)
        if year and today and year < today.year - (1 if today.month == 1 else 0):
            return match
        if not match["month"] or today is None:
            continue
        month = _MONTHS.index(match["month"].lower()) + 1
        day = int(match["day"] or match["day2"] or 0)
        then = _latest(year, month, day, today)
        if then is not None and today - then > timedelta(days=_NEWS_DAYS):
            return match
    return None


def _may_month(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - 8):match.start()].lower()
    return bool(match["day"] or match["day2"] or match["year"]) or before.endswith(("in ", "of ", "last ", "early ", "late ",
        "mid-", "mid "))


def _latest(year: int, month: int, day: int, today: date) -> date | None:
    """The last day that a date may mean, not after the article's date."""
    year = year or (today.year if (month, day or 1) <= (today.month, today.day) else today.year - 1)
    try:
        if day:
            return date(year, month, day)
        following = date(year + month // 12, month % 12 + 1, 1)
        return following - timedelta(days=1)
    except ValueError:
        return None
