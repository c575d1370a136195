"""The noun phrase that is a source: its head, its start and end, also where lost commas have fused it with its neighbours."""

from __future__ import annotations

from spacy.tokens import Span, Token

from corrobora.claims.cue_words import SUBJECTS


def source_of(verb: Token) -> tuple[Token | None, bool]:
    """The head of the noun phrase that does the reporting, and whether it was found at a governing verb."""
    node, shared = verb, False
    for _ in range(6):
        subjects = [c for c in node.children if c.dep_ in SUBJECTS and c.dep_ != "csubj"]
        if subjects:
            # Lost commas leave more than one: the nearest before the verb says it.
            return max(subjects, key=lambda c: (c.i < node.i, -abs(c.i - node.i))), shared
        if node.dep_ in {"conj", "xcomp", "advcl", "ccomp"} and node.head != node:
            node, shared = node.head, True
            continue
        if node.dep_ in {"acl", "relcl"}:
            return node.head, True
        if node.dep_ in {"pcomp", "prep"}:
            node, shared = node.head, True
            continue
        break
    return None, shared


def noun_before(sentence: Span, verb: Token) -> Token | None:
    """The noun right before a cue, over adverbs and auxiliaries."""
    at = verb.i - 1
    while at > sentence.start and (
        verb.doc[at].pos_ in {"ADV", "AUX"} or verb.doc[at].text in {")", ","} or verb.doc[at].dep_ == "aux"
    ):
        at -= 1
    if verb.doc[at].text == "(":
        return None
    subject = next((c for c in reversed(list(verb.lefts)) if c.dep_ in SUBJECTS), None)
    if subject is not None and verb.i - subject.i < 18 and phrase_end(subject) >= at and subject.pos_ != "VERB":
        return subject
    token = verb.doc[at]
    reached = token.head.head
    if token.dep_ == "pobj" and token.head.dep_ in {"agent", "prep"} and reached.dep_ == "acl" and reached.head is not reached \
            and subject is not None and reached.head.i == subject.i:
        return subject  # "two residents reached by phone said"
    return token if token.pos_ in {"NOUN", "PROPN", "PRON"} else None


def phrase_end(head: Token) -> int:
    """End of a source's noun phrase: with "of" and "in" phrases, without clauses, asides and times."""
    end = head.i + 1
    for child in head.children:
        if child.i < head.i or child.left_edge.i > end + 1:
            continue
        if child.dep_ == "prep" and child.lower_ in {"of", "in", "from", "at", "for", "with", "on"}:
            if any(k.ent_type_ in {"DATE", "TIME"} for k in child.subtree) or child.right_edge.i > child.i + 9:
                break
            if any(k.pos_ == "VERB" and k.dep_ != "amod" for k in child.subtree):
                break
            end = child.right_edge.i + 1
        elif child.dep_ in {"flat", "compound", "nummod"} or (
            child.dep_ == "appos" and child.pos_ == "PROPN" and child.left_edge.i == end
        ):
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
        if child.dep_ in {"relcl", "acl", "advcl", "ccomp", "parataxis", "dep"} or (
            child.dep_ == "appos" and child.right_edge.i < head.i - 1
        ):
            start = child.right_edge.i + 1
    while start < head.i and (head.doc[start].is_punct or head.doc[start].is_space):
        start += 1
    start = run_start(head) if _fused(head, start) else start
    other = head.doc[start - 1].head if start and head.doc[start - 1].lower_ == "and" else head
    joined = other.dep_ in SUBJECTS and other.i < head.i and other.head.i == head.head.i
    return phrase_start(other) if joined and head.dep_ in SUBJECTS else start


def _fused(head: Token, start: int) -> bool:
    """Whether the words from ``start`` to the head are more than one noun phrase."""
    doc = head.doc
    if head.i - start > 12:
        return True
    for token in doc[start + 1 : head.i]:
        if token.tag_ in {"VBD", "VBZ", "VBP", "MD"}:
            return True
        if (
            token.tag_ in {"DT", "PRP$"}
            and doc[token.i - 1].tag_ not in {"IN", "CC", "TO", "DT", "PDT"}
            and doc[token.i - 1].text != ","
        ):
            return True
    return False


def run_start(head: Token) -> int:
    """Start of the run of noun phrase words that ends in the head: back to its determiner."""
    at = head.i
    while at > 0:
        before = head.doc[at - 1]
        if before.tag_ in {"DT", "PRP$"}:
            return at - 1
        if before.tag_ not in {"NN", "NNP", "NNPS", "JJ", "POS", "HYPH", "VBN", "NNS", "CD"} or (
            before.is_sent_start is True and head.i - at > 8
        ):
            return at
        at -= 1
    return at
