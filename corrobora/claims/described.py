"""Descriptions of actors and places: "rebels", "government forces", "the Shia militia", "the town"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from corrobora.records import EntityKind, Mention
from corrobora.text.actors import CIVILIANS, COMBATANTS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from corrobora.claims.parse import Passage


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BODIES = _words("""
    government regime opposition movement group organisation organization party coalition alliance authorities
    authority administration faction factions network observatory monitor monitors watchdog agency agencies ministry
    council committee commission cartel gang gangs junta parliament cabinet army navy military leadership broadcaster
    newspaper charity charities ngo ngos
""")
_PERSONS = _words("""
    official officials spokesman spokeswoman spokesperson spokesmen source sources witness witnesses eyewitness
    eyewitnesses diplomat diplomats minister ministers president analyst analysts expert experts prosecutor
    prosecutors investigator investigators envoy ambassador activist activists resident residents doctor doctors
    medics medic journalist journalists leader leaders commander commanders suspect suspects observers negotiators
    mediators inspectors lawmaker lawmakers senator governor mayor premier chief hostage hostages captives prisoners
    detainees inmates campaigners relatives survivors survivor victim victims smuggler smugglers ally allies partners
    backers supporters pirates kidnappers abductors captors hijackers robbers shooter gunman man woman
""")
_RAIDERS = _words("""
    bandit bandits raider raiders robber robbers looter looters rioter rioters pirate pirates kidnapper kidnappers abductor
    abductors hijacker hijackers gangster gangsters mobster mobsters hitman hitmen arsonist arsonists poacher poachers rustler
    rustlers trafficker traffickers thug thugs vigilante mutineer mutineers putschist putschists settler settlers herdsman
    herdsmen intruder intruders invader invaders stabber marauder marauders brigand brigands outlaw outlaws supremacist
    supremacists hardliner hardliners infiltrator infiltrators mob mobs hoodlum hoodlums miscreant miscreants goon goons
    criminal criminals assassin assassins cultist cultists
""")
"""Nouns for those who do violence and are no army."""
_PLACES = _words(
    "town city village province country suburb neighbourhood neighborhood district capital region enclave governorate"
)
_VAGUE = frozenset({"force", "command", "division", "unit", "man", "woman", "network", "body", "guard", "party"})
"""Nouns that describe an actor only with another word: "task force"."""
_TELLING = {
    **dict.fromkeys(("men", "youths"), _words("armed masked hooded unidentified unknown uniformed camouflaged knife-wielding")),
    "groups": _words("armed criminal militant terrorist rebel extremist jihadist insurgent"),
    "members": _words("gang gangs cartel militia clan mob cult mafia"),
}
"""Nouns that describe an actor only with one of some words: "armed men", "gang members"."""
HEADS = _PLACES | _PERSONS | _BODIES | _RAIDERS | CIVILIANS | COMBATANTS | set(_TELLING)
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ"})
_ONE_PERSON = ("man", "er", "or", "ist", "ant", "ier", "al", "el")
_PRE = _words("amod compound nmod advmod poss npadvmod punct det nummod quantmod predet conj cc")
_ENDS = _words("POS CC IN , `` '' : -LRB- -RRB- RB")
_NOT_PART = _words("""
    other many several some few all both most more another such same these those this that any no every each the a an
    various numerous dozens hundreds thousands scores our my his her its their your least about around nearly two
    three four five six seven eight nine ten one first second third additional further only just even local multiple
    countless urgent breaking innocent unarmed defenceless defenseless helpless hapless unsuspecting ordinary unfortunate
""")


def describe(passage: Passage, names: Sequence[Mention]) -> Iterator[Mention]:
    """Mentions with ``head`` set, in order, none of them touching a name except by taking in a nationality before the noun."""
    taken = [(m.start - passage.base, m.end - passage.base, m.kind) for m in names]
    words = passage.text
    for i, word in enumerate(passage.words):
        if (head := word.lower()) not in HEADS:
            continue
        token = passage.doc[i]
        kind = _kind(token, head)
        if kind is None or token.tag_ not in _NOUNS or (token.dep_ == "compound" and head != "government"):
            continue
        if token.dep_ in {"amod", "npadvmod"} or any(a < token.idx + len(token) and token.idx < b for a, b, _ in taken):
            continue
        after = token.nbor(1) if token.i + 1 < len(token.doc) else None
        if after is not None and after.text == "-" and not token.whitespace_:
            continue
        if after is not None and after.tag_ in _NOUNS and _kind(after, after.lower_):
            continue
        start = _start(token, taken)
        text = words[start:token.idx + len(token)]
        if (head in _PLACES and not _is_definite(token)) or (head in _VAGUE and " " not in text):
            continue
        if head == "suspect" and start < token.idx and token.i and token.nbor(-1).lower_ in _SUSPECTING and _finite(token):
            continue  # "which police suspect was a bomb"
        if head in _TELLING and not _TELLING[head] & set(text.lower().split()):
            continue
        yield Mention(
            start=passage.base + start, end=passage.base + token.idx + len(token), text=text, kind=kind, head=head,
        )


_SUSPECTING = frozenset({"police", "officials", "authorities", "investigators"})


def _finite(token: Token) -> bool:
    """Whether a verb follows, though no article opens the noun phrase."""
    bare = not any(c.dep_ in {"det", "poss"} for c in token.children)
    return bare and token.i + 1 < len(token.doc) and token.nbor(1).pos_ in {"AUX", "VERB"}


def _kind(token: Token, head: str) -> EntityKind | None:
    if head in _PLACES:
        return "place"
    if head in _PERSONS or head in CIVILIANS:
        return "group" if token.tag_ in {"NNS", "NNPS"} else "person"
    if head in _BODIES:
        return "organisation"
    if head in COMBATANTS or head in _RAIDERS or head in _TELLING:
        return "person" if token.tag_ in {"NN", "NNP"} and head.endswith(_ONE_PERSON) else "group"
    return None


def _start(token: Token, taken: Sequence[tuple[int, int, EntityKind | None]]) -> int:
    """Where the description begins: words before the noun that tell what kind it is, without articles and numbers."""
    i = token.i - 1
    while i >= 0:
        word = token.doc[i]
        if word.is_space or word.lower_ in _NOT_PART or word.pos_ in {"DET", "NUM", "PRON"}:
            break
        inside = next((kind or "" for a, b, kind in taken if a <= word.idx < b), None)
        if inside is not None and inside != "nationality":
            break
        hyphen = word.text == "-" and i and not token.doc[i - 1].whitespace_
        if not hyphen and (word.dep_ not in _PRE or word.tag_ in _ENDS):
            break
        if not hyphen and word.pos_ not in {"ADJ", "NOUN", "PROPN", "VERB"}:
            break
        if not (word.head.i <= token.i and word.head.i >= i):
            break
        i -= 1
    i += 1
    while i < token.i and token.doc[i].text == "-":  # "62-year-old woman", "Iran-led militants": no part of it
        i += 2
    return token.doc[min(i, token.i)].idx


def _is_definite(token: Token) -> bool:
    """"the town", "that village": a place that was named before; not "a town", "the town of X"."""
    doc, i = token.doc, token.i
    definite = any(doc[j].lower_ in {"the", "this", "that"} and doc[j].head.i == i for j in range(max(0, i - 5), i))
    return definite and token.dep_ != "compound" and not (i + 1 < len(doc) and doc[i + 1].lower_ == "of")
