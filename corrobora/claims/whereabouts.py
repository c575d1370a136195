"""How a name of a place stands to a deed in the parse: where it was, what that lies in, and what is no place of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from corrobora.claims.arguments import phrase
from corrobora.claims.deeds import among, is_armed
from corrobora.claims.parse import once_a_word
from corrobora.records import Mention
from corrobora.text.nations import nation_of_capital

AT = frozenset({"in", "at", "near", "on", "outside", "around", "inside", "across", "of", "over", "from", "to", "into", "toward",
                "towards", "through", "against"})
WIDE = frozenset({"province", "governorate", "state", "country", "county", "provinces"})


NARROW = frozenset({"village", "town", "district", "neighbourhood", "neighborhood", "square", "suburb", "quarter",
    "mosque", "hospital",
                    "camp", "field", "base", "airport", "street", "market", "church", "school", "hamlet", "checkpoint",
                        "crossing"})
WIDER = frozenset({"suburb", "suburbs", "countryside"})
BEARINGS = frozenset({"northern", "southern", "eastern", "western", "northeastern", "northwestern", "southeastern",
    "southwestern",
                       "north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "central"})
_CARE = re.compile(r"\b(?:[Hh]ospitals?|[Mm]edical|[Hh]ealth|[Cc]linic|[Mm]orgue|[Ii]nfirmary)\b")
_BROUGHT = re.compile(r"\b(?:taken|transported|transferred|rushed|airlifted|flown|driven|treated|brought|pronounced|condition|"
                      r"shifted|evacuated|moved|ferried|referred|"
                      r"died (?:\w+ )?at|where|treatment|treating|admitted|hospitali[sz]ed|recovering|recuperating)\b", re.I)


@once_a_word
def locative(root: Token) -> float:
    """1 for a name that hangs on a preposition of place, else 0."""
    head = root.head
    while head.dep_ in {"compound", "appos", "conj"} and head.head.i != head.i:
        head = head.head
    if root.dep_ in {"pobj", "appos", "conj", "compound", "nmod"} and any(
        t.dep_ == "prep" and t.lower_ in AT for t in [root.head, *list(root.ancestors)[:4]]
    ):
        return 1.0
    return 0.0


_PLACES_IN = frozenset({"suburbs", "zones", "areas", "parts", "districts", "neighbourhoods", "neighborhoods", "quarters"})
_IN = frozenset({"in", "near", "outside", "inside", "around", "within", "of"})
_BETWEEN = frozenset({"DET", "ADJ", "NUM", "PUNCT"})
_SORTS = NARROW | WIDE | WIDER | BEARINGS | {
    "city", "capital", "outskirts", "km", "kilometres", "kilometers", "miles", "part", "area", "side", "border", "coast"}


def innermost(place: tuple[Mention, Token], here: Sequence[tuple[Mention, Token]]) -> tuple[Mention, Token]:
    """The place that a place only tells the whereabouts of: for Y in "X in Y province" or "X, 5 km east of Y", X."""
    for _ in range(3):
        inner = next((other for other in here if other[1].i < place[1].i and _lies_in(other, place)), None)
        if inner is None:
            break
        place = inner
    return place


def outer(place: tuple[Mention, Token], here: Sequence[tuple[Mention, Token]]) -> tuple[str, ...]:
    """The names of what a place is told to lie in: "X in Y", "the Y suburb of X"."""
    return tuple(other[0].text for other in here if _lies_in(place, other) or _has_part(other, place))


def _has_part(outer: tuple[Mention, Token], inner: tuple[Mention, Token]) -> bool:
    """For "the Y suburb of X", "Y's X district": whether only a sort of place stands between the two names."""
    if nation_of_capital(inner[0].text):
        return False  # "the Y suburbs of the capital": Y is the part
    words = [t.lower_ for t in _between(outer, inner)]
    sort = NARROW | BEARINGS | {"city", "area", "part", "the", "of", "'s", "’s", "s"}
    return bool(words) and all(word in sort for word in words) and (words[-1] == "of" or words[0] in {"'s", "’s"})


def _lies_in(inner: tuple[Mention, Token], outer: tuple[Mention, Token]) -> bool:
    """Whether only words that tell whereabouts stand between two names."""
    words = _between(inner, outer)
    if len(words) in {2, 3} and words[1].lower_ == "of" and (len(words) == 2 or words[2].lower_ == "the"):
        if words[0].lower_ in _PLACES_IN:
            return nation_of_capital(inner[0].text) is None  # "the X suburbs of Y"; "the suburbs of X" of a capital Y
        if words[0].lower_ in NARROW | WIDER:
            return nation_of_capital(outer[0].text) is not None
    begin = next((n for n, t in enumerate(words) if t.lower_ not in NARROW | {"city", "province", "governorate"}), 0)
    return any(t.lower_ in _IN for t in words) and _leads_on(words[begin]) and all(
        t.lower_ in _IN or t.lower_ in _SORTS or t.pos_ in _BETWEEN or t.ent_type_ == "NORP" for t in words)


def _between(one: tuple[Mention, Token], other: tuple[Mention, Token]) -> list[Token]:
    """The tokens between two names of one passage; none where they are far apart."""
    (first, root), (second, end) = one, other
    gap = second.start - first.end
    if not 0 < gap < 80 or root.doc is not end.doc or (inside := second.text.rfind(end.text)) < 0:
        return []
    at = end.idx - inside
    return [t for t in end.doc[root.i + 1:end.i + 1] if at - gap <= t.idx < at]


def _leads_on(word: Token) -> bool:
    """Whether a word after a name begins to tell its whereabouts ("in", "5 km from", "east of"); not "X suburb of Y"."""
    return word.lower_ in (_IN | BEARINGS) - {"of"} or word.pos_ in {"NUM", "PUNCT"}


def is_run(root: Token) -> bool:
    """Whether the word that a name describes is a sort of place: "Homs province", "the Ghouta area"."""
    return root.head.i == root.i + 1 and root.head.lower_ in _SORTS


def follows_in(mention: Mention, root: Token) -> bool:
    """Whether a preposition of place leads to a name whatever the parser made of it: "in a remote area of X province"."""
    doc, at = root.doc, root.i - mention.text.count(" ") - 1
    while at > root.sent.start and doc[at].pos_ in {"DET", "ADJ"}:
        at -= 1
    return at >= root.sent.start and doc[at].lower_ in _IN and root.dep_ != "poss" and (
        doc[at].lower_ != "of" or doc[at - 1].lower_ in _SORTS)


def addressed(root: Token) -> bool:
    """Whether a capital or country is spoken to: "called on X to …", "urged X", "accused X of …"."""
    if root.dep_ == "dobj" or (root.dep_ == "nsubj" and root.head.dep_ in {"ccomp", "xcomp"}):
        return root.head.lemma_ in _SPOKEN_TO
    return root.dep_ == "pobj" and root.head.lower_ in {"on", "upon", "to"} and root.head.head.lemma_ in _SPOKEN_TO


_SPOKEN_TO = frozenset({"call", "urge", "press", "accuse", "warn", "tell", "ask", "blame", "condemn", "criticise", "criticize",
                        "appeal", "denounce", "pressure", "thank", "praise", "demand"})


def for_example(doc: Doc, first: int) -> bool:
    """Whether a place is named as one of those where a thing was done: "in parts of the city, particularly in X"."""
    return any(t.lower_ in {"particularly", "especially", "notably", "including"} for t in doc[max(0, first - 5):first])


def measured_from(doc: Doc, first: int) -> bool:
    """Whether a place is only what a distance is measured from: "60 km (35 miles) from the city of X"."""
    before = [t.lower_ for t in doc[max(0, first - 6):first]]
    return "from" in before and any(word in _LENGTHS for word in (t.lower_ for t in doc[max(0, first - 12):first]))


_LENGTHS = frozenset({"km", "kms", "kilometres", "kilometers", "kilometre", "kilometer", "miles", "mile", "metres", "meters"})


def origin(root: Token) -> bool:
    """Whether a name tells from where somebody comes, not where a thing was done: "guerrillas from neighbouring X"."""
    who = root.head.head
    if root.head.lower_ == "of" and (who.ent_type_ == "PERSON" or (root.head.i > 1 and root.head.nbor(-1).text == ","
                                                                   and root.head.nbor(-2).text.isdigit())):
        return True  # "Jane Roe, 27, of X"
    return root.head.lower_ == "from" and who.pos_ in {"NOUN", "PROPN"} and (
        is_armed(who.lower_) or among(who.lower_, "people") or who.lower_.endswith(("er", "ers", "men", "man")))


def of_speaker(root: Token, trigger: Token) -> bool:
    """Whether a name tells where a speaker is from, not where what he tells of was: "an official in X said that …"."""
    for above in root.ancestors:
        if above.i == trigger.i or (above.is_ancestor(trigger) and above.dep_ not in {"nsubj", "nsubjpass"}):
            return False
        if above.lower_ == "from":
            return False  # who is from X speaks of X
        if above.dep_ == "nsubj" and above.head.lemma_ in TELLING:
            return not above.is_ancestor(trigger)
    return False


def spoken_at(root: Token) -> bool:
    """Whether a name tells where somebody spoke: "told reporters in X", "said before a meeting at X"."""
    above = root
    for above in root.ancestors:
        if above.pos_ in {"VERB", "AUX"} or above.dep_ in {"nsubj", "nsubjpass"}:
            break
    here = root.dep_ == "pobj" and root.head.lower_ in {"in", "at"}
    return here and above.pos_ == "VERB" and above.lemma_ in TELLING | {"speak"}


def dates_telling(time: Token, trigger: Token) -> bool:
    """Whether a time is that of the telling: "killed nine people, officials said on Sunday", "said on Sunday that …"."""
    verb = next((a for a in time.ancestors if a.pos_ in {"VERB", "AUX"}), None)
    return verb is not None and verb.i != trigger.i and verb.lemma_ in TELLING | _REACTING and not any(
        child.dep_ == "nsubjpass" for child in verb.children)


def of_telling(root: Token) -> bool:
    """Whether a place is that of the telling: "the spokesman told reporters in X that …"."""
    verb = next((a for a in root.ancestors if a.pos_ in {"VERB", "AUX"}), None)
    return verb is not None and verb.lemma_ == "tell" and root.head.dep_ == "prep"


def is_way(root: Token) -> bool:
    """Whether a place is only where somebody goes or comes from: "before withdrawing towards X", "missiles fired from X"."""
    verb = root.head.head
    if root.dep_ == "pobj" and root.head.lower_ == "for" and verb.lower_ in {"bound", "destined", "headed", "heading"}:
        return True
    if root.dep_ != "pobj" or verb.pos_ != "VERB":
        return False
    way = root.head.lower_
    return (way in {"towards", "toward"} and verb.lemma_ not in {"advance", "push", "march"}) or (
        way == "from" and verb.lemma_ in {"fire", "launch"}) or (
        way == "to" and verb.lemma_ in {"flee", "withdraw", "retreat", "return", "travel", "head"})


_REACTING = frozenset({"condemn", "denounce", "deplore", "mourn", "urge", "demand", "accuse", "blame", "deny", "vow", "visit"})
TELLING = frozenset({"say", "tell", "report", "add", "announce", "state", "claim", "confirm", "declare", "note", "warn"})


def stands_at(root: Token) -> bool:
    """Whether a name of an untold kind follows a word that only places follow, as a rule."""
    return root.dep_ == "pobj" and root.head.lower_ in {"in", "near", "inside", "outside", "over", "at", "on"}


def prefixed(root: Token) -> bool:
    """Whether a name only describes somebody: "the Britain-based group", "US-led", "Iran-backed"."""
    doc = root.doc
    return root.i + 2 < len(doc) and doc[root.i + 1].text == "-" and (
        doc[root.i + 2].tag_ in {"VBN", "VBD", "JJ"} and doc[root.i + 2].lower_ not in {"held", "controlled", "run"})


def is_side(root: Token) -> bool:
    """Whether a name is of a side: "members of X", "the fighting pitted X against Y"."""
    above = root.head
    if root.dep_ == "pobj" and above.lower_ == "of":
        return above.head.lemma_.lower() in {"member", "gunman", "fighter", "hitman"} and above.head.dep_ in {
            "nsubj", "nsubjpass", "pobj"} and root.right_edge.i == root.i
    if root.dep_ == "pobj" and above.lower_ == "against":
        above = above.head
    return above.lemma_ == "pit" and root.dep_ in {"dobj", "pobj"}


def of_forces(root: Token, party: frozenset[str]) -> bool:
    """Whether a name only tells whose forces or men somebody is of: "U.S. Special Forces raid"; ``party``: what else is a
    state's."""
    return root.dep_ in {"compound", "amod", "nmod", "poss"} and any(
        t.lower_ in party or is_armed(t.lower_) for t in root.doc[root.i + 1:root.head.i + 1])


def for_care(mention: Mention, root: Token) -> bool:
    """Whether a name is of a house to which the hurt are brought, not of one that was hit, or of the town where that is."""
    within = root.head.head.lower_ if root.dep_ == "pobj" else ""
    if root.dep_ == "pobj" and root.head.head.dep_ == "nsubj" and root.head.head.head.lemma_ in {"treat", "admit"}:
        return True  # "its team in X treated eleven wounded people"
    return (_CARE.search(mention.text) or _CARE.search(within)) is not None and _BROUGHT.search(root.sent.text) is not None


def of_target(root: Token, targets: Sequence[Token]) -> bool:
    """Whether a name belongs to what a deed was done to."""
    return any(target.i == root.i or target.is_ancestor(root) for target in targets)


def since_then(root: Token) -> bool:
    """Whether a place is that of an earlier deed to which this one is compared: "the worst since the assault on X"."""
    return any(above.lower_ == "since" and above.dep_ in {"prep", "mark"} for above in root.ancestors)


def beyond(root: Token) -> bool:
    """Whether a place only tells what another lies beside: "the village bordering the X district of Y"."""
    return any(above.tag_ == "VBG" and above.lemma_ in _BESIDE for above in root.ancestors)


_BESIDE = frozenset({"border", "neighbour", "neighbor", "adjoin"})


def dates_by(verb: Token) -> bool:
    """Whether a clause tells of another time: "after capturing the town", "three days after rebels attacked the market"."""
    mark = verb.head if verb.dep_ == "pcomp" else next((c for c in verb.children if c.dep_ == "mark"), None)
    return verb.dep_ in {"pcomp", "advcl"} and mark is not None and mark.lower_ in {"after", "before", "since", "following"}


def told_before(head: Token) -> bool:
    """Whether a noun phrase points back to a place ("loss of the town"): its name stands in a sentence before."""
    return head.lower_ in _POINTING and any(c.lower_ in {"the", "this", "that"} for c in head.children) and not any(
        t.pos_ == "PROPN" for t in phrase(head))


_POINTING = frozenset({"town", "city", "village", "district", "neighbourhood", "neighborhood", "province", "suburb", "enclave"})


def elsewhere(head: Token) -> bool:
    """Whether a noun phrase describes a place of its own without naming it: "the country's biggest city"."""
    return head.lower_ in {"city", "town", "village", "capital", "port"} and any(c.tag_ == "JJS" for c in head.children) \
        and not any(t.pos_ == "PROPN" and t.dep_ != "poss" for t in phrase(head))


def at_border(trigger: Token) -> bool:
    """Whether a deed is told to be at a border, in an airspace or territory that only an adjective names: "near the Turkish
    border"."""
    for token in trigger.sent:
        if token.lower_ in _SOIL and any(c.dep_ in {"amod", "compound", "nmod"} and (c.ent_type_ == "NORP" or c.tag_ == "JJ")
                                         and c.text[:1].isupper() for c in token.children):
            above = [token, *token.ancestors]
            if any(t.dep_ == "prep" and t.lower_ in AT for t in above[:4]) and trigger in above:
                return True
    return False


_SOIL = frozenset({"border", "frontier", "airspace", "territory", "waters", "coast", "soil"})


def is_among(root: Token, heads: Sequence[Token]) -> bool:
    """Whether a name's head is one of some tokens."""
    return any(head.i == root.i and head.doc is root.doc for head in heads)
