"""How surely a thing is said: negation, modals, hedges, plans, conditionals."""

from __future__ import annotations

from spacy.tokens import Token

from corrobora.claims.parse import once_a_word
from corrobora.claims.status_words import (
    ADJECTIVES,
    ADVERBS,
    CARRIERS,
    EVENT_NOUNS,
    FINITE_ONLY,
    HAPPENING,
    IMPLICATIVES,
    NOUNS,
    OBJECT_VERBS,
    PASSIVE_HEDGES,
    VERBS,
)
from corrobora.records import Status

Found = tuple[Status, str]

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
OBJECTS = frozenset({"dobj", "obj", "attr", "oprd", "acomp", "dative"})
CLAUSES = frozenset({"ccomp", "xcomp", "pcomp", "acl", "advcl"})
SPEECH = frozenset({"say", "tell", "add", "state", "announce", "confirm", "declare", "note", "write"})
VOWS = frozenset({"plan", "threaten", "vow", "pledge", "promise"})
REFUSING = frozenset({"dismiss", "reject", "deny", "refute", "rebut", "disprove", "debunk"})
LOOSE_NOUNS = frozenset({"report", "sign", "effort", "order", "decision", "charge", "call", "demand", "offer"})
"""Nouns that speak of the thing only before "of", "for" or "about"."""
TO_COME = frozenset({"likely", "unlikely", "imminent", "inevitable", "possible", "near", "unavoidable"})
"""What an event noun is said to be when it has not happened yet."""
CLIMB = 12
"""Steps up the tree, a guard for odd parses."""


@once_a_word
def status_of(token: Token) -> tuple[Status, str]:
    """The status of what a verb or noun tells, from the words that govern it, with the words that decided.

    Looks at the sentence alone; that somebody else says it is the claimant's business, not the status's, except for
    accusations ("alleged").
    """
    node, ongoing = token, None
    for _ in range(CLIMB):
        found = _beside(node, token)
        if found is None or found[0] == "ongoing":
            found = _above(node, token) or found
        if found and found[0] != "ongoing":
            return found
        ongoing = ongoing or found
        above = _next(node)
        if above is None:
            break
        node = above
    return ongoing or ("asserted", "")


def _beside(node: Token, token: Token) -> Found | None:
    """What the node's own words say: negation, modals, adverbs, adjectives, tense."""
    if node.pos_ in {"VERB", "AUX"} or node.tag_ in {"VBN", "VBD", "VBG"}:
        if node is not token and _is_event(token) and not _carries(node, token):
            return None
        return _negation(node) or _by_report(node) or _modal(node) or _adverb(node) or _progressive(node)
    if node.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"}:
        return _adjective(node, token) or (_adverb(node) if node.pos_ == "ADJ" else None)
    return None


def _is_event(token: Token) -> bool:
    return token.pos_ in {"NOUN", "PROPN"} and token.lemma_.lower() in EVENT_NOUNS


def _carries(verb: Token, token: Token) -> bool:
    """Whether what is said of the verb is said of the event noun under it: as its object, or as the subject of "happen"."""
    part = next((c for c in verb.children if c == token or c.is_ancestor(token)), None)
    subject = part is not None and part.dep_ in {"nsubj", "csubj"}
    return verb.lemma_.lower() in (HAPPENING if subject else CARRIERS)


def _negation(verb: Token) -> Found | None:
    for child in verb.children:
        low = child.lower_
        if child.dep_ == "neg" or low in {"never", "n't", "nt"}:
            after = verb.doc[child.i + 1].lower_ if child.i + 1 < len(verb.doc) else ""
            if after not in {"only", "just", "least"}:
                return "denied", f"{child.text!r} negates {verb.text!r}"
        if child.dep_ in SUBJECTS | OBJECTS and (low in {"nobody", "none", "nothing"} or _has_no(child)):
            return "denied", f"'no' on {child.text!r}"
        if child.dep_ == "nsubjpass" and low == "one" and any(c.lower_ == "no" for c in child.children):
            return "denied", "'no one'"
    if verb.dep_ == "pcomp" and verb.head.lower_ == "without":
        return "denied", "'without'"
    return None


def _by_report(verb: Token) -> Found | None:
    """ "according to initial reports": nobody stands behind it."""
    for child in verb.children:
        if child.lower_ == "according" and any(
            t.lemma_.lower() in {"report", "rumour", "rumor"} and t.tag_ == "NNS" for t in child.subtree
        ):
            return "hedged", "'according to reports'"
    return None


def _has_no(noun: Token) -> bool:
    return any(c.lower_ in {"no", "neither"} and c.dep_ in {"det", "neg"} for c in noun.children)


def _modal(verb: Token) -> Found | None:
    perfect = any(c.dep_ in {"aux", "auxpass"} and c.lower_ in {"have", "ve", "'ve"} for c in verb.children)
    for child in verb.children:
        if child.dep_ != "aux" or child.tag_ != "MD":
            continue
        low = child.lower_
        why = f"modal {child.text!r} on {verb.text!r}"
        if low in {"will", "'ll", "wo", "shall", "ll"}:
            return "expected", why
        if low in {"may", "might", "could", "would", "should", "must", "can", "ca", "'d"}:
            if perfect:
                return "hedged", why
            return ("planned" if low in {"should", "must"} else "expected"), why
    lower = [c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    if "to" in lower and any(w in {"was", "were", "is", "are"} for w in lower):
        return "expected", f"'to be to' on {verb.text!r}"
    return None


def _adverb(node: Token) -> Found | None:
    for child in node.children:
        if child.dep_ not in {"advmod", "amod", "npadvmod"} and child.lower_ != "if":
            continue
        status = ADVERBS.get(child.lower_)
        if status is None or (status in {"ongoing", "expected"} and node.tag_ == "VBD"):
            continue
        if child.lower_ == "likely" and node.tag_ == "JJ":
            continue
        return status, f"{child.text!r} on {node.text!r}"
    near = node.doc[max(node.sent.start, node.i - 2) : node.i]
    for word in near:
        # The parser hangs "reportedly" on various words; right before the trigger it can mean nothing else.
        if word.lower_ in {"reportedly", "allegedly", "apparently", "purportedly"}:
            return ADVERBS[word.lower_], f"{word.text!r} before {node.text!r}"
    return None


def _progressive(verb: Token) -> Found | None:
    if verb.tag_ == "VBG" and any(c.dep_ == "aux" and c.lemma_ == "be" for c in verb.children):
        if verb.lemma_ in SPEECH | {"report", "claim"}:
            return None  # "the radio is reporting": to tell goes on, not what is told
        if verb.lower_ == "going" and any(c.dep_ == "xcomp" for c in verb.children):
            return None
        return "ongoing", f"progressive {verb.text!r}"
    if verb.lemma_ == "continue":
        return "ongoing", f"{verb.text!r}"
    return None


def _adjective(node: Token, token: Token) -> Found | None:
    for child in node.children:
        if child.dep_ in {"amod", "compound", "advmod"} and child.i < node.i:
            status = ADJECTIVES.get(child.lower_)
            if not status or (node is not token and _is_event(token)):
                continue
            if status not in {"denied", "planned"} or _is_event(node):
                return status, f"{child.text!r} {node.text!r}"
        if child.dep_ in {"det", "neg"} and child.lower_ == "no" and node is token:
            return "denied", f"'no {node.text}'"
    return None


def _above(node: Token, token: Token) -> Found | None:
    """What the governor makes of the node."""
    head, dep = node.head, node.dep_
    if head == node:
        return None
    if dep == "advcl" or dep == "ccomp":
        for child in node.children:
            if child.dep_ in {"mark", "advmod"} and child.lower_ in {"if", "unless", "whether"}:
                return ("hedged" if child.lower_ == "whether" else "expected"), f"under {child.text!r}"
    lemma = head.lemma_.lower()
    infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in node.children)
    perfect = infinitive and any(c.dep_ == "aux" and c.lower_ == "have" for c in node.children)
    if head.pos_ == "ADP" or head.dep_ == "prep":
        return _after_preposition(head)
    if head.pos_ == "NOUN" or (head.pos_ == "NUM" and dep in {"relcl", "acl"}):
        return _under_noun(node, head, infinitive)
    if head.pos_ == "ADJ" and infinitive:
        if lemma in {"likely", "set", "due", "bound", "unlikely", "poised", "expected", "sure"}:
            return "expected", f"{head.text!r} to"
        if lemma in {"ready", "prepared", "determined", "eager", "willing", "keen"}:
            return "planned", f"{head.text!r} to"
        return None
    if head.pos_ not in {"VERB", "AUX"}:
        return None
    why = f"{head.text!r} governs {node.text!r}"
    if dep in CLAUSES or dep in {"oprd", "acomp"}:
        return _under_verb(node, head, infinitive, perfect, why)
    if dep == "nsubjpass" and _is_event(node) and lemma in OBJECT_VERBS:
        return OBJECT_VERBS[lemma], why
    if dep in SUBJECTS and lemma in {"continue", "rage", "persist"}:
        return "ongoing", why
    if dep in OBJECTS and (_is_event(node) or node is token) and lemma in OBJECT_VERBS:
        return OBJECT_VERBS[lemma], why
    if dep in SUBJECTS and lemma == "loom":
        return "expected", why
    if dep in SUBJECTS and lemma == "be" and _is_event(node):
        told = next((c for c in head.children if c.dep_ == "acomp" and c.lower_ in TO_COME), None)
        return ("expected", f"{node.text!r} is {told.text!r}") if told is not None else None
    return None


def _after_preposition(prep: Token) -> Found | None:
    noun, word = prep.head, prep.lower_
    if noun.dep_ in {"dobj", "nsubjpass"} and word in {"of", "for"} and noun.head.lemma_ in {"accuse", "suspect", "blame"}:
        noun = noun.head
    lemma = noun.lemma_.lower()
    if word in {"of", "about"} and (found := _refuted(noun)) is not None:
        return found
    if word in {"of", "about", "for", "on", "over", "to", "at"} and noun.pos_ == "NOUN" and lemma in NOUNS:
        if lemma in LOOSE_NOUNS and word not in {"of", "for", "about"}:
            return None
        return NOUNS[lemma], f"{noun.text!r} {word}"
    if noun.pos_ == "VERB":
        if word == "of" and lemma in {"accuse", "suspect"}:
            return "alleged", f"{noun.text!r} of"
        if word in {"of", "for"} and lemma == "blame":
            return "alleged", f"{noun.text!r} {word}"
        if word == "of" and lemma == "warn":
            return "expected", f"{noun.text!r} of"
        if word == "for" and lemma in {"call", "prepare", "plan", "brace", "push", "ready", "gear", "wait"}:
            return "planned", f"{noun.text!r} for"
        if word == "from" and lemma in {"prevent", "stop", "refrain", "keep", "deter"}:
            return "denied", f"{noun.text!r} from"
    return None


def _under_noun(node: Token, noun: Token, infinitive: bool) -> Found | None:
    lemma = noun.lemma_.lower()
    that = any(c.dep_ in {"mark", "nsubj"} and c.lower_ == "that" for c in node.children)
    if that and (found := _refuted(noun)) is not None:
        return found
    if lemma in NOUNS and (node.dep_ in {"acl", "ccomp", "xcomp", "advcl", "appos"} or (node.dep_ == "relcl" and that)):
        return NOUNS[lemma], f"{noun.text!r} governs {node.text!r}"
    if noun.lower_ == "purports":  # often taken for a noun
        return "alleged", "'purports'"
    if node.dep_ in {"acl", "relcl"} and infinitive:
        return "planned", f"purpose: 'to {node.text}' after {noun.text!r}"
    if node.dep_ == "compound" and lemma in NOUNS and lemma not in LOOSE_NOUNS:
        return NOUNS[lemma], f"{node.text!r} {noun.text!r}"
    return None


def _refuted(noun: Token) -> Found | None:
    """ "Dismissed reports that six had died": who refuses the telling denies what it tells."""
    verb = noun.head
    if noun.lemma_.lower() not in NOUNS or noun.dep_ != "dobj" or verb.lemma_.lower() not in REFUSING:
        return None
    return "denied", f"{verb.text!r} {noun.text!r}"


def _under_verb(node: Token, head: Token, infinitive: bool, perfect: bool, why: str) -> Found | None:
    lemma = head.lemma_.lower()
    passive = any(c.dep_ == "auxpass" for c in head.children) or (
        head.tag_ == "VBN" and not any(c.dep_ == "aux" and c.lemma_ == "have" for c in head.children)
    )
    if lemma in PASSIVE_HEDGES and passive and (infinitive or node.dep_ in {"oprd", "acomp", "xcomp"}):
        return ("alleged" if lemma == "allege" else "hedged"), why
    if node.i < head.i and any(t.text in {";", ":"} for t in node.doc[node.i : head.i]):
        return None
    if lemma in {"appear", "seem"}:
        return "hedged", why
    if lemma == "purport":
        return "alleged", why
    if node.dep_ == "advcl":
        # "to retake the town" after a verb of doing is its purpose.
        if infinitive and lemma not in SPEECH:
            return "planned", f"purpose: 'to {node.text}'"
        return None
    if infinitive and lemma in IMPLICATIVES:
        return ("ongoing", why) if lemma == "continue" else None
    if infinitive and lemma in {"set", "due", "slate", "schedule"}:
        return "expected", why
    status = VERBS.get(lemma)
    if lemma == "report" and not passive:
        return None
    if status is None:
        if lemma == "go" and head.lower_ == "going" and infinitive:
            return "expected", why
        return None
    if lemma in FINITE_ONLY and node.dep_ not in {"ccomp", "xcomp", "pcomp"}:
        return None
    if status == "planned" and not infinitive and node.dep_ == "ccomp" and lemma not in VOWS:
        return None
    if status == "denied" and node.dep_ == "pcomp":
        return None
    return status, why


def _next(node: Token) -> Token | None:
    """The next node up whose words still speak of the thing, or None."""
    head, dep = node.head, node.dep_
    if head == node or dep in {"parataxis", "ROOT"} or (dep == "pobj" and _gone_before(head)):
        return None
    if dep == "ccomp" and node.i < head.i and any(t.text in {";", ":"} for t in node.doc[node.i:head.i]):
        return None  # "a drone hit a depot; nobody was hurt"
    if dep == "relcl":
        # "reports of hundreds that were wounded": the whole noun phrase is reported; past it the clause stands for itself.
        return head if _under_report(head) else None
    if dep in {"advcl", "acl"}:
        # "leaving 12 dead" is as sure as what it follows; a finite clause with its own conjunction stands for itself.
        return head if node.tag_ in {"VBG", "VBN"} and not any(c.dep_ == "mark" for c in node.children) else None
    if dep == "ccomp" and node.i < head.i and any(t.text == ";" or t.tag_ == "``" for t in node.doc[node.i:head.i]):
        return None  # "seven were killed; three are missing", 'the priest said two had died, "we have no news of them"'
    if dep == "ccomp" and head.lemma_.lower() in SPEECH | {"report"}:
        return head if head.lemma_.lower() != "say" and _negated_speech(head) else None
    if dep == "conj":
        own = (
            any(c.dep_ == "aux" for c in node.children)
            or (node.tag_ not in {"VBN", "VB", "VBG"} and any(c.dep_ in SUBJECTS for c in node.children))
            or (node.tag_ == "VBD" and head.tag_ == "VBD")
        )
        gapped = node.i > head.i and any(t.lower_ in {"reportedly", "allegedly"} for t in head.children)
        return head if gapped or not (own and node.pos_ == "VERB") else None
    return head


def _gone_before(prep: Token) -> bool:
    """Whether what follows a preposition came first: "to punish it over the attack", "a strike in response to the shelling"."""
    answer = prep.head.lower_ in {"response", "retaliation", "reaction", "revenge", "reply"} and prep.lower_ in {"to", "for"}
    return answer or prep.lower_ in {"over", "after", "following", "despite", "since"}


def _under_report(noun: Token) -> bool:
    """Whether a noun stands under "reports of", "fears of" or the like."""
    for _ in range(3):
        prep = noun.head
        if noun.dep_ != "pobj" or prep.lower_ != "of":
            return False
        noun = prep.head
        if noun.lemma_.lower() in NOUNS:
            return True
    return False


def _negated_speech(verb: Token) -> bool:
    return any(c.dep_ == "neg" for c in verb.children)
