"""Reporting words in the parse, each with its source and its content: candidates for statements.

A candidate is judged by ``cue_model``. The constructions follow the parse of English reporting clauses (Pareti et al. 2013, EMNLP;
Newell, Margolin and Ruths 2018, LREC): cue before, amid or after its content, passive, nominal ("the claim that"), "according to".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Span, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
AUDIENCE = frozenset({"tell", "inform", "assure", "remind", "warn", "advise", "notify", "ask", "urge", "convince", "persuade", "promise"})
TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow morning afternoon evening night week month year "
    "january february march april june july august september october november december earlier later recently".split()  # noqa: SIM905
)
MOVERS = frozenset({"also", "later", "earlier", "then", "further", "again", "however", "meanwhile", "previously", "repeatedly", "recently"})
NOUN_PHRASE = frozenset({"DT", "NNP", "NNPS", "NN", "NNS", "JJ", "PRP$", "PRP", "POS", "HYPH", "CD"})
INVERTED = frozenset({"say", "add", "write", "explain", "warn", "reply", "recall", "insist", "note", "argue", "conclude", "declare", "state", "continue"})
"""Verbs of saying whose subject may follow them; after others a noun phrase is what is reported."""
SPEAKERS = frozenset({"monitor", "watchdog", "group", "official", "activist", "spokesman", "spokeswoman", "ministry", "police", "source", "statement",
                      "agency", "resident", "witness", "commander", "army", "minister", "organisation", "organization"})
"""Nouns that stand before "said" as its subject whatever follows."""
ASIDES = frozenset({"add", "cite", "quote"})
"""Verbs whose participle opens a further report inside the first one's clause."""
POSTPOSED = frozenset(
    {"say", "add", "report", "tell", "announce", "state", "confirm", "note", "claim", "declare", "write", "explain", "warn", "continue", "insist",
     "suggest", "indicate", "show", "reveal", "recall", "reply", "conclude", "argue", "stress"})
"""Verbs that often follow what they report; read from the order of the words too, since news texts lose their commas."""
PHYSICAL = frozenset(
    {"attack", "fire", "target", "hit", "strike", "shoot", "blast", "bomb", "spark", "launch", "storm", "fight", "push", "press", "charge", "carry",
     "pound", "hammer", "hold", "leave", "bring", "set", "break", "open", "raise", "march", "block", "stop", "prevent", "force", "lead", "help", "commit", "step", "take", "receive", "control",
     "assault", "battle", "capture", "clash", "drop", "drive", "fall", "move", "seize", "shake", "suspend", "tear", "throw", "turn", "wage", "withdraw",
     "join", "use", "be", "have", "do"})
"""Verbs that report in one kind of news and do harm, or other plain deeds, in another."""
STATEMENT_WORDS = frozenset(
    {"statement", "interview", "report", "letter", "conference", "briefing", "email", "tweet", "post", "speech", "telephone", "phone", "message",
     "call", "release", "rally", "video", "reporter", "journalist", "condition"}
)


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


def candidates(sentence: Span, lexicon: frozenset[str]) -> Iterator[Candidate]:
    """Every reading of a sentence's words as a report, the lexicon's lemmas only."""
    for token in sentence:
        lemma = token.lemma_.lower()
        if token.lower_ == "according" and token.i + 1 < sentence.end and token.nbor().lower_ == "to":
            yield from _according(sentence, token)
        elif lemma not in lexicon:
            continue
        elif token.pos_ == "VERB" or (token.tag_ in {"VBD", "VBZ", "VBP", "VB", "VBG", "VBN"} and token.dep_ not in {"aux", "auxpass"}):
            yield from _verb(sentence, token)
        elif token.pos_ == "NOUN":
            yield from _noun(sentence, token)
        elif token.pos_ == "ADJ":
            yield from _adjective(sentence, token)


# ------------------------------------------------------------------------------------------------------------ verbs


def _verb(sentence: Span, verb: Token) -> Iterator[Candidate]:
    cue = _cue_span(verb)
    whole = _around(sentence, verb)
    if whole is not None:
        yield _made(verb, cue, "around", whole[0], whole[1])
        return
    said_then = verb.i + 1 < sentence.end and verb.nbor().tag_ == "VBG"
    clause_after = not said_then and any(c.dep_ == "ccomp" and c.left_edge.i > verb.i and c.pos_ in {"VERB", "AUX"} and not _own_report(verb, c) for c in verb.children)
    if verb.lemma_ in POSTPOSED and not clause_after and (found := _postposed(sentence, verb)) is not None:
        yield _made(verb, cue, "closing", found[0], found[1])
        return
    if verb.lemma_ in PHYSICAL and not any(c.dep_ == "ccomp" and c.i > verb.i for c in verb.children):
        return
    follows = verb.nbor() if verb.i + 1 < sentence.end else None
    if verb.lemma_ in {"say", "claim", "report"} and follows is not None and follows.tag_ in {"VBD", "VBZ", "VBP"} and verb.tag_ in {"VBD", "VBZ", "VBP"}:
        # "an attack that activists say killed nine"
        teller = _noun_before(sentence, verb)
        if teller is not None:
            yield _made(verb, cue, "clause", (follows.i, max(follows.right_edge.i, follows.i) + 1), teller)
            return
    source, shared = source_of(verb)
    if source is None and verb.lemma_ in POSTPOSED and verb.tag_ in {"VBD", "VBZ", "VBP"}:
        source = _noun_before(sentence, verb)
    if verb.lemma_ in {"appear", "seem"}:
        # Nobody is named: it seems so to the outlet, or to whoever speaks; the subject is part of what seems so.
        body = next((c for c in verb.children if c.dep_ in {"xcomp", "oprd", "acomp", "ccomp"}), None)
        if body is not None and verb.dep_ not in {"relcl", "acl"}:
            start = phrase_start(source) if source is not None and source.i < verb.i and not shared else body.left_edge.i
            yield _made(verb, cue, "seems", (start, body.right_edge.i + 1), None)
        return
    agent = next((c for c in verb.children if c.dep_ == "agent"), None)
    passive = any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children)
    if verb.lemma_ == "claim" and any(c.dep_ == "dobj" and c.lemma_ in {"life", "victim", "soul"} for c in verb.children):
        return
    if verb.lemma_ == "quote" and passive and source is not None:
        if (quoted := _quoted_as_saying(sentence, verb, source)) is not None:
            yield _made(verb, cue, "closing", quoted, source)
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


def _quoted_as_saying(sentence: Span, verb: Token, source: Token) -> tuple[int, int] | None:
    """ "X was quoted by the agency as saying that ...", or what stands before it."""
    saying = next((t for t in sentence.doc[verb.i + 1:sentence.end] if t.lower_ in {"saying", "telling"}), None)
    if saying is not None and saying.i + 2 < sentence.end:
        return saying.i + 1, sentence.end
    first = phrase_start(source)
    return (sentence.start, first) if first - sentence.start > 2 else None


def _own_report(verb: Token, clause: Token) -> bool:
    """Whether a clause belongs to a further report between it and the verb: "said X, adding that"."""
    return any(t.tag_ == "VBG" and t.lemma_ in {"add", "cite", "quote", "say", "call", "blame", "warn", "note", "refer"}
               for t in verb.doc[verb.i + 1:clause.i + 1])


def _around(sentence: Span, verb: Token) -> tuple[tuple[int, int], Token] | None:
    """Content that stands on both sides of its cue: "The deal, he said, would hold"."""
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS and c.dep_ != "csubj"), None)
    clause = next((c for c in verb.children if c.dep_ in {"ccomp", "parataxis"} and c.left_edge.i < verb.i and c.right_edge.i > verb.i), None)
    if clause is None and verb.dep_ in {"parataxis", "ccomp"} and verb.head.left_edge.i < verb.left_edge.i and verb.head.right_edge.i > verb.i + 2:
        edge = min(verb.i, subject.i if subject is not None else verb.i)
        if edge - 1 > sentence.start and sentence.doc[verb.left_edge.i - 1].text in {",", '"', "—", "–", "-"}:
            clause = verb.head
    if subject is None or clause is None or phrase_start(subject) - sentence.start < 1:
        return None
    start, end = clause.left_edge.i, clause.right_edge.i + 1
    if clause is verb.head and end <= verb.right_edge.i + 1:
        end = verb.i
    # The cue must stand in the content, between commas or quotation marks.
    first = min(verb.i, phrase_start(subject))
    if not start < first or sentence.doc[first - 1].text not in {",", '"', "—", "–", "-", "'"}:
        return None
    return (start, end), subject


def _postposed(sentence: Span, verb: Token) -> tuple[tuple[int, int], Token] | None:
    """Content and source of a cue that closes its sentence: "... a monitor said on Monday", "... said the monitor, adding that"."""
    doc = verb.doc
    if verb.tag_ not in {"VBD", "VBZ", "VBP"} or not any(_tells(t) for t in doc[sentence.start:max(sentence.start, verb.i - 1)]):
        return None
    rest = [t for t in doc[verb.i + 1:sentence.end] if not t.is_space]
    if verb.lemma_ == "tell":
        at = next((k for k, t in enumerate(rest) if t.tag_ not in NOUN_PHRASE or t.lower_ in TIMES), len(rest))
        rest = rest[at:] if at else [verb]
    if _closes(rest):
        source = _noun_before(sentence, verb)
        if source is None or phrase_start(source) - sentence.start < 3:
            return None
        return (sentence.start, phrase_start(source)), source
    before = _noun_before(sentence, verb)
    if before is not None and before.i == verb.i - 1 and before.lemma_.lower() in SPEAKERS and doc[run_start(before)].tag_ == "DT" and (
            verb.lemma_ == "say" and rest and rest[0].tag_ in {"NNP", "NNPS", "NNS", "VBG"} and not any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in rest)):
        return ((sentence.start, run_start(before)), before) if run_start(before) - sentence.start > 2 else None
    if verb.lemma_ not in INVERTED or verb.i - sentence.start < 3 or not rest or rest[0].tag_ not in {"DT", "NNP", "NNPS", "NN", "NNS", "JJ", "PRP$", "PRP"}:
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
    if not _closes(rest[head.i - verb.i:]) and any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in rest[at:at + 4]) and rest[at].lower_ not in {"who", "which"}:
        return None
    return (sentence.start, verb.i), head


def _tells(token: Token) -> bool:
    """Whether a word is a verb that may carry a clause (participles too: the parse loses their auxiliaries)."""
    return token.tag_ in {"VBD", "VBZ", "VBP", "MD"} or (token.tag_ in {"VBN", "VBG"} and token.dep_ not in {"amod", "compound"})


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


def _noun_before(sentence: Span, verb: Token) -> Token | None:
    """The noun right before a cue, over adverbs and auxiliaries."""
    at = verb.i - 1
    while at > sentence.start and (verb.doc[at].pos_ in {"ADV", "AUX"} or verb.doc[at].text in {")", ","} or verb.doc[at].dep_ == "aux"):
        at -= 1
    if verb.doc[at].text == "(":
        return None
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS and c.i < verb.i), None)
    if subject is not None and verb.i - subject.i < 18 and phrase_end(subject) >= at and subject.pos_ != "VERB":
        return subject
    token = verb.doc[at]
    return token if token.pos_ in {"NOUN", "PROPN", "PRON"} else None


def _said_after(verb: Token, right: list[Token], source: Token | None) -> tuple[int, int, str] | None:
    """The content to the right of its verb: (start, end, construction)."""
    body = [c for c in right if c is not source and not _is_aside(verb, c, right)]
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
    aside = next((t for t in verb.doc[start + 1:end] if t.tag_ == "VBG" and t.lemma_ in ASIDES and verb.doc[t.i - 1].tag_ != "IN"), None)
    return start, aside.i if aside is not None else end, form


def _is_aside(verb: Token, child: Token, right: list[Token]) -> bool:
    """Whether a dependent tells when, where or to whom it is said, not what."""
    dep, low = child.dep_, child.lower_
    if dep in {"npadvmod", "advmod", "dep", "intj", "meta", "nmod"} and (child.ent_type_ in {"DATE", "TIME"} or child.lemma_.lower() in TIMES or dep != "npadvmod"):
        return True
    if dep in {"dative", "dobj", "nsubj"} and verb.lemma_ in AUDIENCE and any(c.dep_ in {"ccomp", "xcomp"} for c in right):
        return True
    if dep in {"dative", "dobj"} and verb.lemma_ == "tell" and child.i == verb.i + 1 and len(right) > 1 and low in {"us", "me", "him", "them"}:
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
        return any(c.dep_ in {"ccomp", "dobj", "xcomp"} for c in right) or child.tag_ == "VBG" or any(c.dep_ == "mark" and c.lower_ in {"as", "while", "after", "before", "when"} for c in child.children)
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


def source_of(verb: Token) -> tuple[Token | None, bool]:
    """The head of the noun phrase that does the reporting, and whether it was found at a governing verb."""
    node, shared = verb, False
    for _ in range(6):
        subjects = [c for c in node.children if c.dep_ in SUBJECTS and c.dep_ != "csubj"]
        if subjects:
            # Lost commas leave more than one: the nearest before the verb says it.
            return max(subjects, key=lambda c: (c.i < node.i, -abs(c.i - node.i))), shared
        if node.dep_ in {"conj", "xcomp", "advcl", "ccomp"} and node.head is not node:
            node, shared = node.head, True
            continue
        if node.dep_ in {"acl", "relcl"}:
            return node.head, True
        if node.dep_ in {"pcomp", "prep"}:
            node, shared = node.head, True
            continue
        break
    return None, shared


# ------------------------------------------------------------------------------------------------------------ others


def _according(sentence: Span, token: Token) -> Iterator[Candidate]:
    to = token.nbor()
    source = next((c for c in to.children if c.dep_ == "pobj"), None)
    if source is None:
        source = next((t for t in sentence.doc[to.i + 1:min(to.i + 8, sentence.end)] if t.pos_ in {"NOUN", "PROPN", "PRON"}), None)
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
    body = next((c for c in noun.children if c.i > noun.i and c.dep_ in {"acl", "ccomp", "relcl", "xcomp"} and (
        c.dep_ != "relcl" or any(k.lower_ == "that" and k.dep_ in {"mark", "nsubj"} for k in c.children))), None)
    by = next((k for c in noun.children if c.lower_ in {"by", "from"} and c.dep_ == "prep" for k in c.children if k.dep_ == "pobj"), None)
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    source, shared = by or owner, False
    if source is None and noun.dep_ == "dobj" and noun.head.lemma_ in {"make", "have", "issue", "express", "give", "raise", "voice", "announce", "show", "hold",
                                                                       "offer", "reject", "deny", "release"}:
        source, shared = source_of(noun.head)
    if body is not None:
        if body.tag_ in {"VBN", "VBG"} and not any(c.lower_ in {"that", "to"} for c in body.children):
            return
        form = "noun-clause" if any(c.lower_ == "that" for c in body.children) else "noun-inf"
        yield _made(noun, (noun.i, noun.i + 1), form, (body.left_edge.i, body.right_edge.i + 1), source, shared)
        return
    prep = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ in {"of", "for", "about", "on", "against", "over", "to", "in"} and c.i > noun.i), None)
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


# ------------------------------------------------------------------------------------------------------------ pieces


def phrase_end(head: Token) -> int:
    """End of a source's noun phrase: with "of" and "in" phrases, without clauses, asides and times."""
    end = head.i + 1
    for child in head.children:
        if child.i < head.i or child.i > end + 1:
            continue
        if child.dep_ == "prep" and child.lower_ in {"of", "in", "from", "at", "for", "with", "on"}:
            if any(k.ent_type_ in {"DATE", "TIME"} for k in child.subtree) or child.right_edge.i > child.i + 9:
                break
            if any(k.pos_ == "VERB" for k in child.subtree):
                break
            end = child.right_edge.i + 1
        elif child.dep_ in {"flat", "compound", "nummod"} or (child.dep_ == "appos" and child.pos_ == "PROPN" and child.left_edge.i == end):
            end = child.right_edge.i + 1
        elif child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN"}:
            end = max(end, phrase_end(child))
        elif child.dep_ == "cc":
            continue
        else:
            break
    return end


def phrase_start(head: Token) -> int:
    """Start of a source's noun phrase. Where lost commas have fused two phrases, the words decide, not the parse."""
    start = head.left_edge.i
    for child in head.lefts:
        if child.dep_ in {"relcl", "acl", "advcl", "ccomp", "parataxis", "dep"} or (child.dep_ == "appos" and child.right_edge.i < head.i - 1):
            start = child.right_edge.i + 1
    while start < head.i and (head.doc[start].is_punct or head.doc[start].is_space):
        start += 1
    return run_start(head) if _fused(head, start) else start


def _fused(head: Token, start: int) -> bool:
    """Whether the words from ``start`` to the head are more than one noun phrase."""
    doc = head.doc
    if head.i - start > 12:
        return True
    for token in doc[start + 1:head.i]:
        if token.tag_ in {"VBD", "VBZ", "VBP", "MD"}:
            return True
        if token.tag_ in {"DT", "PRP$"} and doc[token.i - 1].tag_ not in {"IN", "CC", "TO", "DT", "PDT"} and doc[token.i - 1].text != ",":
            return True
    return False


def run_start(head: Token) -> int:
    """Start of the run of noun phrase words that ends in the head: back to its determiner."""
    at = head.i
    while at > 0:
        before = head.doc[at - 1]
        if before.tag_ in {"DT", "PRP$"}:
            return at - 1
        if before.tag_ not in {"NN", "NNP", "NNPS", "JJ", "POS", "HYPH", "VBN", "NNS", "CD"} or before.is_sent_start is True and head.i - at > 8:
            return at
        at -= 1
    return at


def _cue_span(verb: Token) -> tuple[int, int]:
    start = verb.i
    while start > 0 and verb.doc[start - 1].dep_ in {"aux", "auxpass", "neg"} and verb.doc[start - 1].head == verb:
        start -= 1
    end = verb.i + 1
    if end < len(verb.doc) and verb.doc[end].dep_ == "prt":
        end += 1
    return start, end


def _made(head: Token, cue: tuple[int, int], form: str, content: tuple[int, int], source: Token | None, shared: bool = False) -> Candidate:
    return Candidate(cue, head, form, content, source, shared, _features(head, form, source, shared, content))


def _features(head: Token, form: str, source: Token | None, shared: bool, content: tuple[int, int]) -> tuple[str, ...]:
    lemma = head.lemma_.lower()
    who = _kind(source)
    quoted = any(t.text in "\"'" and t.is_quote for t in head.doc[max(0, content[0] - 1):content[0] + 2])
    has_quote = any(t.is_quote for t in head.doc[content[0]:content[1]])
    neg = any(c.dep_ == "neg" for c in head.children)
    modal = next((c.lower_ for c in head.children if c.tag_ == "MD"), "")
    return (
        f"l={lemma}", f"f={form}", f"lf={lemma}|{form}", f"w={who}", f"fw={form}|{who}", f"t={head.tag_}", f"d={head.dep_}",
        f"fd={form}|{head.dep_}", f"sh={shared}", f"q={quoted}", f"hq={has_quote}", f"n={neg}", f"m={modal}", f"lt={lemma}|{head.tag_}",
        f"len={min(7, (content[1] - content[0]).bit_length())}", f"s={source.lemma_.lower() if source is not None and source.pos_ == 'NOUN' else ''}",
    )


def _kind(source: Token | None) -> str:
    if source is None:
        return "none"
    if source.pos_ == "PRON":
        return source.lower_
    if source.ent_type_:
        return source.ent_type_
    return source.pos_
