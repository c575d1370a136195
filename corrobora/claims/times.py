"""Time expressions of an article, with the tense of their sentence and the article's date as anchor.

The anchor is the day on which the article was written: a full date in its own dateline or byline (``pages.printed``), else
the publication date of its metadata; without either, "yesterday" stays unresolved.
"""

from __future__ import annotations

import re
from datetime import date
from itertools import zip_longest

from spacy.tokens import Token

from corrobora.claims.parse import Parsed, Passage
from corrobora.pages.printed import printed_day
from corrobora.records import Article, Rejected, Time
from corrobora.text.dates import Expression, find_expressions
from corrobora.text.timevalues import Tense, Value, value_of

AHEAD = {"set", "due", "scheduled", "expected", "planned", "slated", "likely", "supposed", "ready", "poised"}
_DAYS = {"day", "iso", "slash", "weekday", "near"}
_BESIDE = re.compile(r",? (?:on )?")


def published_day(article: Article) -> date | None:
    """The metadata's day, None if there is none or it is no date."""
    try:
        return date.fromisoformat((article.published or "")[:10])
    except ValueError:
        return None


def anchor_of(article: Article) -> date | None:
    """The day on which the article was written."""
    return printed_day(article.text, article.blocks) or published_day(article)


def doubted_date(article: Article) -> Rejected | None:
    """The account of a metadata date that the article's own text contradicts by more than a day (zones differ by one)."""
    told, printed = published_day(article), printed_day(article.text, article.blocks)
    if told is None or printed is None or abs((told - printed).days) <= 1:
        return None
    reason = f"dated {told} by what came with it, but its own text says {printed}, which is believed"
    return Rejected(article=article.id, reason=reason, text=article.published or "")


def find_times(parsed: Parsed) -> tuple[Time, ...]:
    """Every time expression of the kept text, in order."""
    anchor = anchor_of(parsed.article)
    found: list[Time] = []
    last: date | None = None
    named: str | None = None
    for passage in parsed.passages:
        expressions = list(find_expressions(passage.text))
        for expression, after in zip_longest(expressions, expressions[1:]):
            day = _day_after(passage.text, expression, after, anchor)
            value = value_of(expression, anchor, tense_at(passage, expression), day or last, named)
            if value.kind == "DATE" and value.first is not None:
                named = value.value
                last = value.first if value.first == value.last else last
            found.append(_time(parsed.article, passage, expression, value))
    return tuple(found)


def _day_after(text: str, clock: Expression, after: Expression | None, anchor: date | None) -> date | None:
    """The day of a clock time that stands after it: "at 16:15, 1 June"."""
    if clock.rule != "clock" or after is None or after.rule not in _DAYS or not _BESIDE.fullmatch(text, clock.end, after.start):
        return None
    return value_of(after, anchor).first


def _time(article: Article, passage: Passage, expression: Expression, value: Value) -> Time:
    return Time(
        article=article.id,
        start=passage.base + expression.start,
        end=passage.base + expression.end,
        value=value.value,
        type=value.kind,
        from_=value.first.isoformat() if value.first else None,
        to=value.last.isoformat() if value.last else None,
    )


def tense_at(passage: Passage, expression: Expression) -> Tense:
    """The tense of the verb that governs an expression; past where the parse tells none, as news mostly is."""
    span = passage.doc.char_span(expression.start, expression.end, alignment_mode="expand")
    before = passage.text[max(0, expression.start - 7) : expression.start].lower()
    if before.endswith((" until ", " till ", " by ")):
        return "future"
    token: Token | None = span.root if span is not None else None
    while token is not None:
        if token.pos_ in {"VERB", "AUX"}:
            return _tense(token)
        if token.head.i == token.i:
            break
        token = token.head
    return "past"


def _tense(verb: Token) -> Tense:
    helpers = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    forms = {helper.lower_ for helper in helpers} | {verb.lower_}
    if forms & {"will", "'ll", "shall", "wo", "should", "may", "might", "can", "must", "going"} and "have" not in forms:
        return "future"
    if verb.tag_ in {"VBD", "VBN"} or any(helper.tag_ == "VBD" for helper in helpers):
        return "past"
    if any(helper.lower_ == "to" for helper in helpers):
        # "plans to meet on Friday" looks ahead, "failed to meet" does not.
        ahead = verb.head.tag_ in {"VBZ", "VBP", "VBG", "NN", "NNS"} or verb.head.lower_ in AHEAD
        return "future" if ahead and verb.dep_ in {"xcomp", "acl", "advcl"} else "past"
    if verb.tag_ in {"VBZ", "VBP", "VBG"}:
        return "present"
    return "past"
