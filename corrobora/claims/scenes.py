"""A word that may tell a deed, with what the parse alone says of it: who does it, to whom, in which clause."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from corrobora.claims.arguments import clause_of, conjuncts, objects_of, of_noun, of_verb, phrase, words_of
from corrobora.claims.deeds import Scene, forms
from corrobora.claims.parse import once_a_word

TALKS = frozenset({"meet", "demand"})
"""Concepts without violence: told only where they head the news."""


@once_a_word
def read_at(token: Token) -> tuple[Scene, tuple[Token, ...], tuple[Token, ...]] | None:
    """What the parse alone tells of a trigger, with its doers and targets; None where it is none."""
    known = forms()
    readings = known[token.lower_]
    verb = token.pos_ in {"VERB", "AUX"}
    concept, word, is_verb = next((r for r in readings if r[2] == verb), readings[0])
    if word == "take" and token.i > 1 and token.nbor(-1).text == "-" and token.nbor(-2).lower_ == "re":
        word = "retake"
    if concept in TALKS and token.dep_ != "ROOT":
        return None
    if not is_verb and token.dep_ in {"compound", "amod", "nmod"} and token.head.lower_ in known.keys() - {"fire"}:
        return None
    if token.pos_ == "NOUN" and token.lower_ in {"target", "targets"}:
        return None
    doers, targets = of_verb(token) if is_verb and verb else of_noun(token)
    if word == "die" or (concept == "wound" and not verb):
        doers, targets = [], doers
    if concept == "lose":
        doers, targets = _taker_and_lost(token, word, doers, targets)
    around = list(clause_of(token))
    for head in (*doers, *targets):
        around += phrase(head)
    if token.dep_ == "acl" or token.dep_ == "relcl":
        around += phrase(token.head)
    scene = Scene(
        token, concept, word, is_verb and verb, tuple(map(words_of, doers)), tuple(map(words_of, targets)), (),
        " ".join(t.lower_ for t in sorted(set(around), key=lambda t: t.i)), "",
        any(head.ent_type_ == "PERSON" for head in (*doers, *targets)),
    )
    return scene, tuple(doers), tuple(targets)


def _taker_and_lost(
    token: Token, word: str, doers: Sequence[Token], targets: Sequence[Token]
) -> tuple[list[Token], list[Token]]:
    """"The town fell to the army", "the rebels' loss of the town to the army": who gains, and what and who loses."""
    takers = [each for head in objects_of(token, frozenset({"to"})) for each in conjuncts(head)]
    lost = [*targets, *doers] if word != "fall" or token.pos_ == "VERB" else [*targets]
    return takers, lost
