"""What kind of thing a name stands for, guessed from its own words and those around it."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from corrobora.claims.status_words import EVENT_NOUNS
from corrobora.records import EntityKind
from corrobora.text.actors import load_known
from corrobora.text.nations import is_nationality, nation_named, nation_of_capital
from corrobora.text.ordinary import is_ordinary
from corrobora.text.titles import KIND_WORDS, TITLES, kind_of_words

_WHERE = frozenset({
    "in", "at", "near", "from", "outside", "around", "into", "inside", "across", "toward", "towards",
    "throughout",
})
_SORTS_OF_PLACE = frozenset({
    "town", "city", "village", "province", "governorate", "region", "suburb", "suburbs", "district", "neighbourhood",
    "neighborhood", "port", "outskirts", "countryside", "capital", "streets", "island", "area", "siege", "north",
    "south", "east", "west", "part", "state", "county", "hamlet", "settlement", "municipality", "borough", "kingdom",
    "republic", "fall", "liberation", "isolation", "recapture", "shelling", "bombardment", "evacuation", "edge",
    "centre", "center", "heart", "control", "border", "coast", "soil", "territory", "side", "people",
})
_AFTER_PLACE = frozenset({
    "region", "province", "governorate", "district", "neighbourhood", "neighborhood", "suburb", "suburbs", "village",
    "countryside", "square", "valley",
})
"""Nouns that stand after the name of a place."""
_STATES_OF_BEING = frozenset({"lie", "border", "suffer", "see", "fall", "become", "experience", "descend", "contain"})
_PARTNERS = frozenset({
    "ally", "allies", "partner", "partners", "neighbour", "neighbor", "foe", "rival", "enemy", "nations", "countries",
    "states", "governments", "members", "powers", "supporters", "backers",
})
"""Nouns that say of a state that it acts."""
_DEALING = frozenset({
    "accuse", "urge", "warn", "thank", "blame", "condemn", "criticise", "criticize", "praise", "press", "pressure", "tell",
    "ask",
    "support", "back", "help", "aid", "arm", "assist", "enable", "persuade", "sanction", "allow", "force", "oblige",
    "congratulate",
})
"""What is done to a state as one that acts."""
_SPEECH = frozenset({"say", "tell", "add", "announce", "declare", "claim", "accuse", "warn", "urge", "report", "deny", "vow"})
_TAKING = frozenset({"retake", "recapture", "reconquer", "reoccupy", "overrun", "besiege", "encircle", "liberate"})


def _acts(token: Token) -> bool:
    """Whether a state is named as one that does: a subject, a "by" agent, a partner ("with X"), or before a noun of action."""
    for _ in range(12):
        if token.dep_ != "conj":
            break
        token = token.head
    before = token.nbor(-1).lower_ if token.i else ""
    if token.dep_ in {"appos", "dobj", "compound"} and before in _PARTNERS:
        return True  # "our ally X"
    if token.dep_ == "dobj" and token.head.lemma_ in _DEALING:
        return True
    if token.dep_ == "dobj" and token.head.lemma_ == "include":
        return any(child.dep_ == "nsubj" and child.lower_ in _PARTNERS for child in token.head.children)
    if token.dep_ == "nsubj":
        return token.head.pos_ in {"VERB", "AUX"} and token.head.lemma_ not in _STATES_OF_BEING
    if token.dep_ in {"compound", "nmod", "amod"}:
        deed = token.head.lemma_ in EVENT_NOUNS and not any(c.lower_ in {"on", "against"} for c in token.head.children)
        return token.head.lower_ not in _SORTS_OF_PLACE and token.head.pos_ == "NOUN" and not deed
    if token.dep_ == "pobj" and token.head.lower_ == "against":
        return token.head.head.lemma_ not in EVENT_NOUNS  # "strikes against X" are done in it
    if token.dep_ == "pobj" and token.head.lower_ == "with" and token.head.head.lower_ in {"border", "borders", "frontier"}:
        return False
    return token.dep_ == "pobj" and (token.head.dep_ == "agent" or token.head.lower_ == "with")


def kind_in_context(doc: Doc, first: int, last: int, name: str, label: str | None, role: str | None) -> EntityKind | None:
    """A guess from the name's own words and those around it, None if they tell nothing."""
    if is_nationality(name):
        return "nationality"
    known = load_known().find(name)
    if known is not None:
        return known.kind
    if nation_named(name):
        return "organisation" if _acts(doc[last - 1]) else "place"
    if nation_of_capital(name) and doc[last - 1].dep_ == "nsubj" and doc[last - 1].head.lemma_ in _SPEECH:
        return "organisation"
    if name.lower() in KIND_WORDS and KIND_WORDS[name.lower()] in {"organisation", "group"} and label in {None, "ORG"}:
        return KIND_WORDS[name.lower()]
    if role is None and last < len(doc) and doc[last].lower_ in _AFTER_PLACE:
        return "place"  # "the X region"
    told = kind_of_words(name) or kind_of_words(name.removesuffix("s"))
    if told and not (label in {"GPE", "LOC"} and told == "organisation"):
        return told
    if role or (label != "NORP" and name[-1] != "." and _is_somebody(doc, first, last)):
        return "person"
    root = doc[last - 1]
    if root.dep_ in {"nsubj", "nsubjpass"} and root.head.lemma_ in _SPEECH and label == "PERSON":
        return "person"
    return "place" if _is_where(doc, first, last, name, label) or _is_taken(root) else None


def _is_somebody(doc: Doc, first: int, last: int) -> bool:
    """Whether "who" follows: "no word from X, who …". Not where the name only tells whence others are: "people in X, who …"."""
    at = last + 1 if last < len(doc) and doc[last].text == "," else last
    if at >= len(doc) or doc[at].lower_ != "who":
        return False
    before = doc[first - 1] if first else None
    return before is None or before.lower_ not in {*_WHERE, "of", "and"} or (
        before.lower_ == "from" and not before.head.tag_.endswith("S")
    )


def _is_taken(root: Token) -> bool:
    """Whether a name is the object of a verb that only places are, as a rule: "retake X", "the siege of X"."""
    verb = root.head
    if root.dep_ not in {"dobj", "nsubjpass"}:
        return False
    again = verb.lemma_ == "take" and verb.i > 1 and verb.nbor(-1).text == "-" and verb.nbor(-2).lower_ == "re"
    return again or verb.lemma_ in _TAKING


def _is_where(doc: Doc, first: int, last: int, name: str, label: str | None) -> bool:
    """Whether the words before tell a place: "near X", "the town of X", "the fall of X".

    A preposition alone says nothing of ordinary words ("in Executive Order 12"), of what somebody owns ("in Harwick's words")
    and of what only opens his title ("from House Speaker John Hale").
    """
    if first > 1 and doc[first - 1].lower_ == "of" and doc[first - 2].lower_ in _SORTS_OF_PLACE:
        return True
    before = doc[first] if doc[first].lower_ in _WHERE else doc[first - 1] if first else None
    if before is None or before.lower_ not in _WHERE or (is_ordinary(name) and label not in {"GPE", "LOC", "FAC"}):
        return False
    after = doc[last] if last < len(doc) else None
    return after is None or not (
        (after.tag_ == "POS" and label == "PERSON") or (after.text.istitle() and after.lower_ in TITLES)
    )
