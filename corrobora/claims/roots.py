"""Which PLOVER event a deed is, told by who does it, the verbs between doer and target, and the words that hang on them.

Categories: PLOVER 1.0 (Halterman, Bagozzi, Beger, Schrodt and Scarborough 2023). Words that tell one lie in ``roots.toml``;
what they weigh beside one another is learned by ``scripts/train_roots.py``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from spacy.tokens import Token

from corrobora.claims.arguments import is_passive, words_of
from corrobora.claims.deeds import party_of

ROOTS = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "SANCTION",
    "PROTEST",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
)
YIELD = "YIELD"
"""CONCEDE and RETREAT in one: the labelled sentences do not tell them apart."""
_HELD = frozenset({"dobj", "xcomp", "ccomp", "prt", "attr", "acomp", "oprd", "dative", "pobj", "pcomp", "advcl", "acl"})
_SAID = frozenset({"say", "tell", "report", "state", "add", "note"})
"""Verbs that only hand on what another verb tells."""
_PREPS = frozenset({"prep", "agent", "dative"})


@lru_cache(maxsize=1)
def root_words() -> dict[tuple[str, bool], tuple[str, ...]]:
    """(lemma, whether it is a verb) -> the events that the word may tell."""
    data = tomllib.loads(files("corrobora.claims").joinpath("roots.toml").read_text(encoding="utf-8"))
    found: dict[tuple[str, bool], list[str]] = {}
    for root, words in data.items():
        for kind in ("verbs", "nouns"):
            for word in words[kind]:
                found.setdefault((word, kind == "verbs"), []).append(root)
    return {key: tuple(dict.fromkeys(roots)) for key, roots in found.items()}


def tells_event(verb: Token) -> bool:
    """Whether a verb tells of something that PLOVER has an event for: by itself or with its object ("cut aid")."""
    return (_lemma(verb), True) in root_words() and verb.lemma_ not in _SAID


def _lemma(token: Token) -> str:
    return token.lemma_.lower()


def _told(token: Token) -> tuple[str, ...]:
    """The events that a word may tell by itself."""
    known, verb = root_words(), token.pos_ in {"VERB", "AUX"}
    return known.get((_lemma(token), verb)) or known.get((_lemma(token), not verb)) or ()


def _is_verb(token: Token) -> bool:
    return token.pos_ == "VERB" or (token.pos_ == "AUX" and token.dep_ not in {"aux", "auxpass"})


def path(source: Token | None, target: Token | None, trigger: Token | None = None) -> list[Token]:
    """The words that join a doer to a target in the parse, from the one to the other, without these two.

    Without a doer the path begins at the trigger, without a target it ends there.
    """
    first, last = source or trigger, target or trigger
    if first is None or last is None or first.doc is not last.doc:
        return []
    up = [first, *first.ancestors]
    down = [last, *last.ancestors]
    shared = next((t for t in up if t in down), None)
    if shared is None:
        found = up + down[::-1]
    else:
        found = up[: up.index(shared) + 1] + down[: down.index(shared)][::-1]
    if trigger is not None and trigger not in found:
        found.insert(1 if source is not None else 0, trigger)
    return [t for t in found if t not in (source, target)]


def features(source: Token | None, target: Token | None, trigger: Token | None = None) -> dict[str, float]:
    """What the model looks at: names of words, of constructions, and of the events that the words may tell."""
    joined = path(source, target, trigger)
    verbs = [t for t in joined if _is_verb(t)]
    verbs = [t for t in verbs if t.lemma_ not in _SAID] or verbs
    if not verbs:
        lowest = source or trigger or target
        verbs = [t for t in (lowest.ancestors if lowest is not None else ()) if _is_verb(t)][:1]
    found: dict[str, float] = {}

    def add(name: str, token: Token, weight: float = 1.0) -> None:
        found[f"{name}:{_lemma(token)}"] = weight
        for root in _told(token):
            key = f"{name}!{root}"
            found[key] = max(found.get(key, 0.0), weight)

    for place, verb in (("first", verbs[0]), ("last", verbs[-1])) if verbs else ():
        add(place, verb)
        if is_passive(verb):
            found[f"{place} passive"] = 1.0
    for token in joined:
        add("path" if _is_verb(token) else "word", token)
    for verb in verbs:
        for child in _held(verb):
            if child in (source, target) or child in verbs:
                continue
            add("held", child)
            for root in _told(child):
                for own in _told(verb):
                    found[f"{own}+{root}"] = 1.0
        for child in verb.children:
            if child.dep_ == "neg" or child.lower_ in {"never", "no"}:
                turned = "not"
            elif child.tag_ == "MD":
                turned = "could" if child.lower_ in {"could", "may", "might", "can"} else child.lower_
            else:
                turned = ""
            if turned:
                found[turned] = 1.0
                for root in _told(verb):
                    found[f"{turned}+{root}"] = 1.0
            elif child.lower_ == "to":
                found["to"] = 1.0
            elif child.dep_ in _PREPS | {"prt"}:
                found[f"by:{_lemma(verb)} {child.lower_}"] = 1.0
                found[f"prep:{child.lower_}"] = 1.0
    for name, head in (("doer", source), ("target", target)):
        if head is not None:
            found[f"{name}:{_lemma(head)}"] = 1.0
            found[f"{name} {party_of(words_of(head)) or head.ent_type_ or 'untold'}"] = 1.0
    _clause(found, verbs, source, target)
    return found


def _held(verb: Token) -> Iterator[Token]:
    """The heads of what hangs on a verb, and of what hangs on its object by "of", "on", "in" …"""
    for child in verb.children:
        if child.dep_ in _HELD:
            yield child
            for inner in child.children:
                if inner.dep_ in {"compound", "amod", "nmod", "dobj", "xcomp"}:
                    yield inner
                elif inner.dep_ in _PREPS:
                    yield from inner.children
        elif child.dep_ in _PREPS:
            for thing in child.children:
                yield thing
                yield from (c for c in thing.children if c.dep_ in {"compound", "amod", "nmod", "dobj"})


def _clause(found: dict[str, float], verbs: list[Token], source: Token | None, target: Token | None) -> None:
    """The other telling words of the clause, each for half."""
    if not verbs:
        return
    for token in verbs[0].subtree:
        if token.pos_ in {"VERB", "NOUN", "ADJ"} and token not in (*verbs, source, target):
            found.setdefault(f"near:{_lemma(token)}", 0.5)
            for root in _told(token):
                found.setdefault(f"near!{root}", 0.5)
