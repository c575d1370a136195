"""Time expressions of an article, with the tense of their sentence and the article's date as anchor.

The anchor is the day on which the article was written: a full date in its own dateline, else the publication date of its
metadata; without either, "yesterday" stays unresolved.
"""

from __future__ import annotations

from datetime import date

from spacy.tokens import Token

from corrobora.claims.parse import Parsed, Passage
from corrobora.records import Article, Time
from corrobora.text.dates import Expression, find_expressions
from corrobora.text.fold import same_length
from corrobora.text.timevalues import Tense, Value, value_of

OPENING = 160
"""Code points at the start of a block in which a dateline may stand."""
AHEAD = {"set", "due", "scheduled", "expected", "planned", "slated", "likely", "supposed", "ready", "poised"}
_FULL = {"day", "iso", "slash"}


def published_day(article: Article) -> date | None:
    """The metadata's day, None if there is none or it is no date."""
    try:
        return date.fromisoformat((article.published or "")[:10])
    except ValueError:
        return None


def anchor_of(article: Article) -> date | None:
    """The day on which the article was written."""
    return dateline_day(article) or published_day(article)


def dateline_day(article: Article) -> date | None:
    """A full date that stands alone in a line at the top of the article, or in a dateline ("BEIRUT, 5 June 2013 (…) -")."""
    for block in article.kept()[:6]:
        text = same_length(article.slice(block))
        for expression in find_expressions(text[:OPENING]):
            if expression.rule not in _FULL or ("year" not in expression.parts and expression.rule == "day"):
                continue
            rest = text[: expression.start] + text[expression.end :]
            alone = len(rest.strip(" .,|:()-–—")) <= 24 and block.role != "headline"
            line = block.role == "dateline" or (expression.start < 60 and text[: expression.start].strip(" ,.(").isupper())
            if alone or line:
                return value_of(expression, None).first
    return None


def find_times(parsed: Parsed) -> tuple[Time, ...]:
    """Every time expression of the kept text, in order."""
    anchor = anchor_of(parsed.article)
    found: list[Time] = []
    last: date | None = None
    for passage in parsed.passages:
        for expression in find_expressions(passage.text):
            value = value_of(expression, anchor, tense_at(passage, expression), last)
            if value.kind == "DATE" and value.first is not None and value.first == value.last:
                last = value.first
            found.append(_time(parsed.article, passage, expression, value))
    return tuple(found)


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
