"""Reporting words in the parse, each with its source and its content: candidates for statements.

A candidate is judged by ``cue_model``. The constructions follow the parse of English reporting clauses (Pareti et al. 2013,
EMNLP; Newell, Margolin and Ruths 2018, LREC): cue before, amid or after its content, passive, nominal, "according to".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.attrs import LEMMA, LOWER
from spacy.tokens import Span, Token

from corrobora.claims.cue_words import ASIDES, AUDIENCE, PHYSICAL, POSTPOSED, STATEMENT_WORDS, SUBJECTS, TIMES
from corrobora.claims.phrases import noun_before, phrase_end, phrase_start, source_of
from corrobora.claims.postposed import around, own_report, postposed, quoted_as_saying, turns_aside
from corrobora.claims.status_words import DEEDS


@dataclass(frozen=True)
class Candidate:
    """Token numbers in one doc: ``start`` inclusive, ``end`` exclusive."""

    cue: tuple[int, int]
    head: Token
    form: str
    """The construction: clause, inf, object, prep, before, closing, around, passive, noun, according."""
    content: tuple[int, int]
    source: Token | None = None
    """Head of the source's noun phrase."""
    shared: bool = False
    """The source is not in the cue's own clause (it is the subject of a governing verb)."""
    features: tuple[str, ...] = field(default=(), compare=False)


_LEMMAS: dict[int, str] = {}
"""spaCy's number of a lemma -> the lemma in lower case. A number is made of its word: it holds for every pipeline."""


def candidates(sentence: Span, lexicon: frozenset[str]) -> Iterator[Candidate]:
    """Every reading of a sentence's words as a report, the lexicon's lemmas only."""
    strings = sentence.doc.vocab.strings
    rows = sentence.to_array([LOWER, LEMMA]).tolist()  # type: ignore[attr-defined]  # spaCy's stub lacks it
    for i, (lowered, key) in enumerate(rows):
        lemma = _LEMMAS.get(key)
        if lemma is None:
            lemma = _LEMMAS[key] = strings[key].lower()
        if lemma not in lexicon and strings[lowered] != "according":
            continue
        token = sentence[i]
        if token.lower_ == "according" and token.i + 1 < sentence.end and token.nbor().lower_ == "to":
            yield from _according(sentence, token)
        elif lemma not in lexicon:
            continue
        elif token.pos_ == "VERB" or (
            token.tag_ in {"VBD", "VBZ", "VBP", "VB", "VBG", "VBN"} and token.dep_ not in {"aux", "auxpass"}
        ):
            # "Twin blasts ripped through a market": to rip is to scold, where somebody does.
            yield from (c for c in _verb(sentence, token) if c.source is None or c.source.lemma_.lower() not in DEEDS)
        elif token.pos_ == "NOUN":
            yield from _noun(sentence, token)
        elif token.pos_ == "ADJ":
            yield from _adjective(sentence, token)


def _verb(sentence: Span, verb: Token) -> Iterator[Candidate]:
    cue = _cue_span(verb)
    whole = around(sentence, verb)
    if whole is not None:
        yield _made(verb, cue, "around", whole[0], whole[1])
        return
    said_then = verb.i + 1 < sentence.end and verb.nbor().tag_ == "VBG"
    clause_after = not (said_then or turns_aside(verb)) and any(
        c.dep_ == "ccomp" and c.left_edge.i > verb.i and c.pos_ in {"VERB", "AUX"} and not own_report(verb, c)
        for c in verb.children
    )
    if verb.lemma_ in POSTPOSED and not clause_after and (found := postposed(sentence, verb)) is not None:
        yield _made(verb, cue, "closing", found[0], found[1])
        return
    if verb.lemma_ in PHYSICAL and not any(c.dep_ == "ccomp" and c.i > verb.i for c in verb.children):
        return
    follows = verb.nbor() if verb.i + 1 < sentence.end else None
    if (
        verb.lemma_ in {"say", "claim", "report"}
        and follows is not None
        and follows.tag_ in {"VBD", "VBZ", "VBP"}
        and verb.tag_ in {"VBD", "VBZ", "VBP"}
    ):
        # "an attack that activists say killed nine"
        teller = noun_before(sentence, verb)
        if teller is not None:
            yield _made(verb, cue, "clause", (follows.i, max(follows.right_edge.i, follows.i) + 1), teller)
            return
    source, shared = source_of(verb)
    if source is None and verb.lemma_ in POSTPOSED and verb.tag_ in {"VBD", "VBZ", "VBP"}:
        source = noun_before(sentence, verb)
    if verb.lemma_ in {"appear", "seem"}:
        # Nobody is named: it seems so to the outlet, or to whoever speaks; the subject is part of what seems so.
        body = next((c for c in verb.children if c.dep_ in {"xcomp", "oprd", "acomp", "ccomp"}), None)
        if body is not None and verb.dep_ not in {"relcl", "acl"}:
            start = phrase_start(source) if source is not None and source.i < verb.i and not shared else body.left_edge.i
            yield _made(verb, cue, "seems", (start, body.right_edge.i + 1), None)
        return
    if verb.lemma_ in FEARED and _feared(verb):
        return
    agent = next((c for c in verb.children if c.dep_ == "agent"), None)
    passive = any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children)
    if verb.lemma_ == "claim" and any(c.dep_ == "dobj" and c.lemma_ in {"life", "victim", "soul"} for c in verb.children):
        return
    if verb.lemma_ == "quote" and passive and source is not None:
        if (quoted := quoted_as_saying(sentence, verb, source)) is not None:
            yield _made(verb, cue, "closing", quoted, source)
        return
    if verb.lemma_ == "quote" and (relayed := _relays(sentence, verb)) is not None:
        yield _made(verb, cue, "closing", relayed[0], relayed[1])
        return
    if agent is not None:
        by = next((c for c in agent.children if c.dep_ == "pobj"), None)
        subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
        if by is not None and subject is not None:
            yield _made(verb, cue, "passive", (subject.left_edge.i, subject.right_edge.i + 1), by)
        elif by is not None and verb.dep_ in {"acl", "relcl"}:
            yield _made(verb, cue, "passive", (verb.head.left_edge.i, verb.head.i + 1), by)
        return
    right = [c for c in verb.children if c.i > verb.i and c.dep_ not in {"punct", "cc", "conj", "aux", "prt", "neg", "auxpass"}]
    said = _said_after(verb, right, source)
    if passive and source is not None and source.dep_ == "nsubjpass":
        if said:
            # "is expected to resign", "were told to leave": nobody is named; the subject is part of what is said.
            start = source.left_edge.i if said[2] == "inf" and verb.lemma_ not in AUDIENCE else said[0]
            named = source if verb.lemma_ in AUDIENCE or verb.lemma_ == "quote" else None
            yield _made(verb, cue, f"passive-{said[2]}", (start, said[1]), named)
        elif verb.lemma_ == "quote" and any(c.dep_ == "prep" and c.lower_ == "as" for c in right):
            edge = _before(sentence, verb, source)
            if edge:
                yield _made(verb, cue, "before", edge, source)
        return
    if said:
        yield _made(verb, cue, said[2], (said[0], said[1]), source, shared)
        return
    edge = _before(sentence, verb, source)
    if edge:
        yield _made(verb, cue, "before", edge, source, shared)


FEARED = frozenset({"fear", "believe", "presume", "think", "report", "know", "assume", "suspect", "declare", "confirm", "list"})


def _feared(verb: Token) -> bool:
    """Whether a headline leaves out "are": "Dozens feared dead" tells of the dozens, who fear nothing."""
    if verb.tag_ not in {"VBD", "VBN"} or verb.i + 1 >= len(verb.doc):
        return False
    after = verb.nbor()
    if after.lower_ in {"to", "as"} and after.i + 1 < len(verb.doc):
        after = after.nbor()
    return after.lower_ in SUFFERING and not any(c.dep_ in {"aux", "auxpass"} for c in verb.children)


SUFFERING = frozenset({
    "dead", "missing", "killed", "injured", "wounded", "hurt", "trapped", "drowned", "kidnapped", "abducted", "captured",
    "buried", "lost", "displaced", "stranded",
})
"""What is said of the subject after ``FEARED``."""


def _relays(sentence: Span, verb: Token) -> tuple[tuple[int, int], Token] | None:
    """ "The agency quoted a police source as saying that ...": the source is who is quoted."""
    quoted = next((c for c in verb.children if c.dep_ in {"dobj", "nsubj", "dative"} and c.i > verb.i), None)
    saying = next((t for t in sentence.doc[verb.i + 1 : sentence.end] if t.lower_ in {"saying", "telling"}), None)
    if quoted is None or saying is None or saying.nbor(-1).lower_ != "as" or saying.i + 1 >= sentence.end:
        return None
    return (saying.i + 1, sentence.end), quoted


def _said_after(verb: Token, right: list[Token], source: Token | None) -> tuple[int, int, str] | None:
    """The content to the right of its verb: (start, end, construction)."""
    body = [c for c in right if c != source and not _is_aside(verb, c, right)]
    that = next((c for c in body if c.dep_ == "ccomp" and c.left_edge.lower_ == "that"), None)
    if that is not None:
        # "said after the meeting that": what stands before "that" tells when or where it was said.
        body = [c for c in body if c.i >= that.left_edge.i]
    if not body:
        return None
    first = body[0]
    kinds = {c.dep_ for c in body}
    if "ccomp" in kinds:
        form = "clause"
    elif "xcomp" in kinds:
        form = "inf"
    elif kinds & {"dobj", "attr", "oprd", "dative"}:
        form = "object"
    elif first.dep_ == "prep":
        form = "prep"
    elif kinds & {"acomp", "advcl"}:
        form = "other"
    else:
        return None
    start = first.left_edge.i
    if source is not None and start <= source.i < first.i:
        start = source.right_edge.i + 1
    end = max(c.right_edge.i for c in body) + 1
    if source is not None and start <= source.i < end and source.i > verb.i:
        return None
    start = max(start, verb.i + 1)
    inside = verb.doc[start + 1 : end]
    asides = (t for t in inside if (t.tag_ == "VBG" and t.lemma_ in ASIDES and t.nbor(-1).tag_ != "IN") or _against(t))
    return start, next((t.i for t in asides), end), form


def _against(mark: Token) -> bool:
    """Whether a word opens what somebody else says: ", while the army reported five"."""
    return mark.lower_ in {"while", "whereas"} and mark.head.lemma_ in POSTPOSED and any(
        c.dep_ in SUBJECTS for c in mark.head.children)


def _is_aside(verb: Token, child: Token, right: list[Token]) -> bool:
    """Whether a dependent tells when, where or to whom it is said, not what."""
    dep, low = child.dep_, child.lower_
    if dep in {"npadvmod", "advmod", "dep", "intj", "meta", "nmod"} and (
        child.ent_type_ in {"DATE", "TIME"} or child.lemma_.lower() in TIMES or dep != "npadvmod"
    ):
        return True
    if dep in {"dative", "dobj", "nsubj"} and verb.lemma_ in AUDIENCE and any(c.dep_ in {"ccomp", "xcomp"} for c in right):
        return True
    told = verb.lemma_ == "tell" and child.i == verb.i + 1 and len(right) > 1
    if told and dep in {"dative", "dobj"} and low in {"us", "me", "him", "them"}:
        return True
    if dep == "prep":
        obj = next((c for c in child.children if c.dep_ == "pobj"), None)
        if obj is not None and (obj.ent_type_ in {"DATE", "TIME"} or obj.lemma_.lower() in TIMES | STATEMENT_WORDS):
            return low not in {"about", "of"}
        placed = obj is not None and low in {"in", "at", "from"} and obj.ent_type_ in {"GPE", "LOC", "FAC", "ORG"}
        if obj is not None and (placed or low in {"to", "via", "from"}) and any(c.dep_ == "ccomp" for c in right):
            return True
    if dep == "advcl":
        # A clause after "said" that is itself a report ("..., adding that") or tells a circumstance.
        return (
            any(c.dep_ in {"ccomp", "dobj", "xcomp"} for c in right)
            or child.tag_ == "VBG"
            or any(c.dep_ == "mark" and c.lower_ in {"as", "while", "after", "before", "when"} for c in child.children)
        )
    return False


def _before(sentence: Span, verb: Token, source: Token | None) -> tuple[int, int] | None:
    """The content that stands before its cue: "... , the group said on Friday"."""
    if verb.dep_ in {"amod", "compound"} or (source is None):
        return None
    first = phrase_start(source) if source.i < verb.i else verb.i
    start = sentence.start
    if verb.dep_ in {"relcl", "acl"} and source.lower_ in {"who", "which", "that"}:
        return None
    # Another report between: its clause ends there.
    if first - start < 2:
        return None
    return start, first


def _according(sentence: Span, token: Token) -> Iterator[Candidate]:
    to = token.nbor()
    source = next((c for c in to.children if c.dep_ == "pobj"), None)
    if source is None:
        source = next(
            (t for t in sentence.doc[to.i + 1 : min(to.i + 8, sentence.end)] if t.pos_ in {"NOUN", "PROPN", "PRON"}), None
        )
        if source is None:
            return
    end = phrase_end(source)
    if token.i - sentence.start >= 3:
        span = (sentence.start, token.i)
    else:
        start = end + 1 if end < sentence.end and sentence.doc[end].is_punct else end
        span = (start, sentence.end)
    yield _made(token, (token.i, to.i + 1), "according", span, source)


def _noun(sentence: Span, noun: Token) -> Iterator[Candidate]:
    """ "the claim by X that", "its plan to", "X's criticism of" """
    body = next(
        (
            c
            for c in noun.children
            if c.i > noun.i
            and c.dep_ in {"acl", "ccomp", "relcl", "xcomp"}
            and (c.dep_ != "relcl" or any(k.lower_ == "that" and k.dep_ in {"mark", "nsubj"} for k in c.children))
        ),
        None,
    )
    by = next(
        (k for c in noun.children if c.lower_ in {"by", "from"} and c.dep_ == "prep" for k in c.children if k.dep_ == "pobj"),
        None,
    )
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    source, shared = by or owner, False
    if (
        source is None
        and noun.dep_ == "dobj"
        and noun.head.lemma_
        in {
            "make",
            "have",
            "issue",
            "express",
            "give",
            "raise",
            "voice",
            "announce",
            "show",
            "hold",
            "offer",
            "reject",
            "deny",
            "release",
        }
    ):
        source, shared = source_of(noun.head)
    if body is not None:
        if body.tag_ in {"VBN", "VBG"} and not any(c.lower_ in {"that", "to"} for c in body.children):
            return
        form = "noun-clause" if any(c.lower_ == "that" for c in body.children) else "noun-inf"
        yield _made(noun, (noun.i, noun.i + 1), form, (body.left_edge.i, body.right_edge.i + 1), source, shared)
        return
    prep = next(
        (
            c
            for c in noun.children
            if c.dep_ == "prep" and c.lower_ in {"of", "for", "about", "on", "against", "over", "to", "in"} and c.i > noun.i
        ),
        None,
    )
    if prep is not None and prep.right_edge.i > prep.i:
        yield _made(noun, (noun.i, noun.i + 1), "noun-prep", (prep.i + 1, prep.right_edge.i + 1), source, shared)


def _adjective(sentence: Span, adjective: Token) -> Iterator[Candidate]:
    """ "is confident that", "was aware of" """
    body = next((c for c in adjective.children if c.i > adjective.i and c.dep_ in {"ccomp", "xcomp", "prep"}), None)
    if body is None:
        return
    source = None
    if adjective.dep_ in {"acomp", "attr"}:
        source, _ = source_of(adjective.head)
    start = body.left_edge.i + (body.dep_ == "prep")
    if start < body.right_edge.i + 1:
        yield _made(adjective, (adjective.i, adjective.i + 1), f"adj-{body.dep_}", (start, body.right_edge.i + 1), source)


def _cue_span(verb: Token) -> tuple[int, int]:
    start = verb.i
    while start > 0 and verb.doc[start - 1].dep_ in {"aux", "auxpass", "neg"} and verb.doc[start - 1].head == verb:
        start -= 1
    end = verb.i + 1
    if end < len(verb.doc) and verb.doc[end].dep_ == "prt":
        end += 1
    return start, end


def _made(
    head: Token, cue: tuple[int, int], form: str, content: tuple[int, int], source: Token | None, shared: bool = False
) -> Candidate:
    return Candidate(cue, head, form, content, source, shared, _features(head, form, source, shared, content))


def _features(head: Token, form: str, source: Token | None, shared: bool, content: tuple[int, int]) -> tuple[str, ...]:
    lemma = head.lemma_.lower()
    who = _kind(source)
    quoted = any(t.text in "\"'" and t.is_quote for t in head.doc[max(0, content[0] - 1) : content[0] + 2])
    has_quote = any(t.is_quote for t in head.doc[content[0] : content[1]])
    neg = any(c.dep_ == "neg" for c in head.children)
    modal = next((c.lower_ for c in head.children if c.tag_ == "MD"), "")
    return (
        f"l={lemma}",
        f"f={form}",
        f"lf={lemma}|{form}",
        f"w={who}",
        f"fw={form}|{who}",
        f"t={head.tag_}",
        f"d={head.dep_}",
        f"fd={form}|{head.dep_}",
        f"sh={shared}",
        f"q={quoted}",
        f"hq={has_quote}",
        f"n={neg}",
        f"m={modal}",
        f"lt={lemma}|{head.tag_}",
        f"len={min(7, (content[1] - content[0]).bit_length())}",
        f"s={source.lemma_.lower() if source is not None and source.pos_ == 'NOUN' else ''}",
    )


def _kind(source: Token | None) -> str:
    if source is None:
        return "none"
    if source.pos_ == "PRON":
        return source.lower_
    if source.ent_type_:
        return source.ent_type_
    return source.pos_
