"""Who gives a toll without a word of saying: "the mayor put the number of dead at 19", "he gave a higher toll of 21"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from corrobora.claims.arguments import tokens_among
from corrobora.claims.cues import Candidate
from corrobora.claims.phrases import source_of
from corrobora.claims.source_words import OFFICES, ORGANISATIONS, PEOPLE, PLURAL
from corrobora.claims.triggers import TRIGGERS, is_people

_TOLLS = frozenset({"toll", "tally", "count", "number", "figure", "figures", "estimate"})
_GIVING = frozenset({"put", "give", "set", "place", "peg", "report", "provide", "announce", "issue", "revise", "raise", "lower",
                     "estimate", "update"})
REACH = 16
"""Words after the noun within which the numbers stand."""


def toll_givers(sentence: Span) -> Iterator[Candidate]:
    """Each toll of a sentence that is the object of a verb of giving, with who gives it."""
    for noun in tokens_among(sentence, _TOLLS):
        verb = noun.head
        if noun.dep_ != "dobj" or verb.lemma_ not in _GIVING or verb.pos_ != "VERB":
            continue
        source, shared = source_of(verb)
        end = _end(sentence, noun)
        if source is None or end is None or source.dep_ == "nsubjpass" or (shared and verb.tag_ == "VBG"):
            continue
        if _speaks(source):
            yield Candidate((verb.i, verb.i + 1), verb, "toll", (noun.left_edge.i, end), source, shared)


def _speaks(source: Token) -> bool:
    """Whether a subject is somebody, not a find or a blast that changes a toll."""
    word = source.lower_
    return source.pos_ == "PROPN" or word in PEOPLE | PLURAL | {"it"} or is_people(word) or is_people(source.lemma_.lower()) \
        or word in OFFICES | ORGANISATIONS or source.lemma_.lower() in OFFICES | ORGANISATIONS


def _end(sentence: Span, noun: Token) -> int | None:
    """The token after the last number told of the toll and its noun, None without a number."""
    last = None
    for token in noun.doc[noun.i + 1:min(sentence.end, noun.i + REACH)]:
        if token.text in {";", ":", '"'} or (token.tag_ in {"VBD", "VBZ", "VBP"} and token.lower_ not in TRIGGERS):
            break
        if token.pos_ == "NUM" or (last is not None and token.i == last and token.text not in {",", "and", "or", "."}):
            last = token.i + 1
    return last
