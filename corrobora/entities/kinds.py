"""What kind of thing a name stands for, by vote: its words, the words around it, the model's labels."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corrobora.entities.namewords import name_words
from corrobora.records import EntityKind, Mention
from corrobora.text.actors import KnownActors
from corrobora.text.names import tokens
from corrobora.text.nations import is_nationality, is_people, nation_named, nation_of_capital
from corrobora.text.ordinary import is_ordinary
from corrobora.text.titles import kind_of_words

_OF_LABEL: dict[str, EntityKind] = {
    "PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "facility", "NORP": "nationality",
}
_WEIGHT = {"PERSON": 1.0, "ORG": 0.7, "GPE": 1.0, "LOC": 1.0, "FAC": 0.5, "NORP": 0.6}
_ADJECTIVE = re.compile(r"(?:[a-z]i|an|ian|ish|ese|ic|ists?|s)$")
_CUE: dict[EntityKind, float] = {"person": 0.5, "place": 2.2}
_WITHOUT = 0.5
"""What each mention without a hint at a place takes from the hints of the others: a town stands behind "in" again and again, a
person once behind "from"."""
ORDER: tuple[EntityKind, ...] = ("person", "place", "organisation", "group", "nationality", "facility")
"""Ties are broken in this order."""


Votes = dict[EntityKind, float]


def votes_of(mentions: Iterable[Mention], known: KnownActors) -> Votes:
    """The votes of all mentions of one name: what is known and the words of the name weigh most, the model's labels least.

    The labels share two votes however often the name stands, for the model repeats its error; each hint by context has its own.
    """
    votes: Votes = dict.fromkeys(ORDER, 0.0)
    named = [mention for mention in mentions if mention.head is None]
    labelled = [mention.label for mention in named if mention.label in _OF_LABEL]
    adjective = any(_ADJECTIVE.search(mention.text) for mention in named)
    for label in labelled:
        if label == "NORP" and not adjective:
            votes["organisation"] += 0.2 / len(labelled)
        else:
            votes[_OF_LABEL[label]] += 2 * _WEIGHT[label] / len(labelled)
    hints = _CUE["place"] * sum(mention.kind == "place" for mention in named if not mention.role)
    for mention in named:
        if mention.role:
            votes["person"] += 2
        elif mention.kind is not None:
            against = mention.kind == "person" and mention.label not in {"PERSON", None}
            votes["group" if is_people(mention.text) else mention.kind] += 2.0 if against else _CUE.get(mention.kind, 1.0)
    votes["place"] -= min(hints, _WITHOUT * sum(mention.kind != "place" for mention in named))
    for name in sorted({mention.text for mention in named}):
        actor = known.find(name)
        if actor is not None:
            votes[actor.kind] += 20
        elif is_nationality(name):
            votes["group" if is_people(name) else "nationality"] += 20
        elif nation_named(name) or nation_of_capital(name):
            votes["place"] += 20
        elif told := kind_of_words(name):
            votes[told] += 3
        elif (not votes["place"] or (len(labelled) > 1 and set(labelled) == {"PERSON"})) and _is_personal(name):
            votes["person"] += 1.5
    return votes


def _is_personal(name: str) -> bool:
    """Whether two or three words are all known as given names or surnames and none of them is an ordinary word."""
    words, persons = tokens(name), name_words().persons
    return 2 <= len(words) <= 3 and all(word in persons for word in words) and not any(is_ordinary(word) for word in words)


def decide(votes: Votes) -> EntityKind | None:
    """The kind with most votes; None if nothing spoke for any."""
    if not votes or max(votes.values()) <= 0:
        return None
    return max(ORDER, key=lambda kind: (votes[kind], -ORDER.index(kind)))


def compatible(a: EntityKind | None, b: EntityKind | None) -> bool:
    """Whether two names of these kinds can be one thing: bodies go with groups, places with facilities."""
    bodies, sites = {"organisation", "group"}, {"place", "facility"}
    return a == b or a is None or b is None or {a, b} <= bodies or {a, b} <= sites
