"""Cues that stand after or amid what they report, read from the order of the words too: news texts lose their commas."""

from __future__ import annotations

from spacy.tokens import Span, Token

from corrobora.claims.cue_words import INVERTED, NOUN_PHRASE, SPEAKERS, SUBJECTS, TIMES
from corrobora.claims.phrases import noun_before, phrase_start, run_start


def around(sentence: Span, verb: Token) -> tuple[tuple[int, int], Token] | None:
    """Content that stands on both sides of its cue: "The deal, he said, would hold"."""
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS and c.dep_ != "csubj"), None)
    clause = next(
        (c for c in verb.children if c.dep_ in {"ccomp", "parataxis"} and c.left_edge.i < verb.i and c.right_edge.i > verb.i),
        None,
    )
    if (
        clause is None
        and verb.dep_ in {"parataxis", "ccomp"}
        and verb.head.left_edge.i < verb.left_edge.i
        and verb.head.right_edge.i > verb.i + 2
    ):
        clause = verb.head
    if subject is None or clause is None or phrase_start(subject) - sentence.start < 1:
        return None
    start, end = clause.left_edge.i, clause.right_edge.i + 1
    if clause == verb.head and end <= verb.right_edge.i + 1:
        end = verb.i
    # The cue must stand in the content, between commas or quotation marks.
    first = min(verb.i, phrase_start(subject))
    if not start < first or sentence.doc[first - 1].text not in {",", '"', "—", "–", "-", "'"}:
        return None
    return (start, end), subject


def postposed(sentence: Span, verb: Token) -> tuple[tuple[int, int], Token] | None:
    """Content and source of a cue that closes its sentence: "... a monitor said on Monday", "... said the monitor"."""
    doc = verb.doc
    if not (verb.tag_ in {"VBD", "VBZ", "VBP"} or _has_told(verb)) or not any(
        _tells(t) for t in doc[sentence.start : max(sentence.start, verb.i - 1)]
    ):
        return None
    rest = [t for t in doc[verb.i + 1 : sentence.end] if not t.is_space]
    if verb.lemma_ == "tell":
        at = next((k for k, t in enumerate(rest) if t.tag_ not in NOUN_PHRASE or t.lower_ in TIMES), len(rest))
        rest = rest[at:] if at else [verb]
    if _closes(rest):
        source = noun_before(sentence, verb)
        if source is None or phrase_start(source) - sentence.start < 3:
            return None
        return (sentence.start, phrase_start(source)), source
    before = noun_before(sentence, verb)
    if (
        before is not None
        and before.i == verb.i - 1
        and before.lemma_.lower() in SPEAKERS
        and doc[run_start(before)].tag_ == "DT"
        and (
            verb.lemma_ == "say"
            and rest
            and rest[0].tag_ in {"NNP", "NNPS", "NNS", "VBG"}
            and not any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in rest)
        )
    ):
        return ((sentence.start, run_start(before)), before) if run_start(before) - sentence.start > 2 else None
    if (
        verb.lemma_ not in INVERTED
        or verb.i - sentence.start < 3
        or not rest
        or rest[0].tag_ not in {"DT", "NNP", "NNPS", "NN", "NNS", "JJ", "PRP$", "PRP"}
    ):
        return None
    at = 0
    while at < len(rest) and rest[at].tag_ in NOUN_PHRASE | {"IN", "VBN", "-LRB-", "-RRB-"}:
        if rest[at].tag_ == "IN" and rest[at].lower_ not in {"of", "for", "in", "at", "from", "-"}:
            break
        at += 1
    nouns = [t for t in rest[:at] if t.pos_ in {"PROPN", "NOUN", "PRON"}]
    if not nouns or (at < len(rest) and rest[at].tag_ in {"VBD", "VBZ", "VBP", "MD", "TO"}):
        return None
    head = next((t for t in nouns if t.i + 1 >= sentence.end or doc[t.i + 1].pos_ not in {"PROPN", "NOUN"}), nouns[-1])
    if (
        not _closes(rest[head.i - verb.i :])
        and any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in rest[at : at + 4])
        and rest[at].lower_ not in {"who", "which"}
    ):
        return None
    return (sentence.start, verb.i), head


def _has_told(verb: Token) -> bool:
    """Whether a participle tells by "have": "..., residents have told the paper"."""
    return verb.tag_ == "VBN" and any(
        c.dep_ == "aux" and c.tag_ in {"VBZ", "VBP"} and c.lemma_ == "have" for c in verb.children)


def _tells(token: Token) -> bool:
    """Whether a word is a verb that may carry a clause (participles too: the parse loses their auxiliaries)."""
    return token.tag_ in {"VBD", "VBZ", "VBP", "MD"} or (
        token.tag_ in {"VBN", "VBG"} and token.dep_ not in {"amod", "compound"}
    )


def _closes(rest: list[Token]) -> bool:
    """Whether the words after a cue tell no content: the end, a time, an audience, a comma, a clause of its own."""
    if not rest or (rest[0].is_punct and rest[0].text not in {":", '"', "'", "("}):
        return len(rest) < 2 or rest[0].text in {".", ";"} or rest[1].tag_ in {"VBG", "IN", "WP", "WDT"}
    first = rest[0].lower_
    if first in TIMES or rest[0].ent_type_ in {"DATE", "TIME"}:
        after = [t for t in rest if t.ent_type_ not in {"DATE", "TIME"} and t.lower_ not in TIMES]
        return not any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in after[:8])
    if first in {"on", "in", "at", "by", "via", "to", "during", "from", "late", "after", "as"}:
        return not any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} or t.lower_ == "that" for t in rest[:12])
    return rest[0].tag_ == "VBG"


def turns_aside(verb: Token) -> bool:
    """Whether a clause that tells a circumstance follows a cue: "..., two men told the paper, as fighting went on"."""
    rest = verb.doc[verb.i + 1 : verb.sent.end]
    at = next((k for k, t in enumerate(rest) if t.tag_ not in NOUN_PHRASE), len(rest))
    return at + 1 < len(rest) and rest[at].text == "," and rest[at + 1].lower_ in {"as", "while", "after", "amid", "when"} \
        and not any(t.lower_ == "that" for t in rest[at + 1 :])


def own_report(verb: Token, clause: Token) -> bool:
    """Whether a clause belongs to a further report between it and the verb: "said X, adding that"."""
    return any(
        t.tag_ == "VBG" and t.lemma_ in {"add", "cite", "quote", "say", "call", "blame", "warn", "note", "refer"}
        for t in verb.doc[verb.i + 1 : clause.i + 1]
    )


def quoted_as_saying(sentence: Span, verb: Token, source: Token) -> tuple[int, int] | None:
    """ "X was quoted by the agency as saying that ...", or what stands before it."""
    saying = next((t for t in sentence.doc[verb.i + 1 : sentence.end] if t.lower_ in {"saying", "telling"}), None)
    if saying is not None and saying.i + 2 < sentence.end:
        return saying.i + 1, sentence.end
    first = phrase_start(source)
    return (sentence.start, first) if first - sentence.start > 2 else None
