"""Words that name things done, and which ACLED sub-event type the words around them make of them.

Types follow the ACLED Codebook (2023); the words lie in ``deeds.toml``.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from spacy.tokens import Token

from corrobora.text.actors import side_of

GOVERNMENT_TAKES, OTHERS_TAKE = "Government regains territory", "Non-state actor overtakes territory"
CLASH, ATTACK, OTHER = "Armed clash", "Attack", "Other"
CHEMICAL, AIR, SHELLING, SUICIDE = (
    "Chemical weapon", "Air/drone strike", "Shelling/artillery/missile attack", "Suicide bomb")
EXPLOSIVE, GRENADE, SEXUAL = "Remote explosive/landmine/IED", "Grenade", "Sexual violence"
ABDUCTION, ARRESTS, DISRUPTED = "Abduction/forced disappearance", "Arrests", "Disrupted weapons use"
PROTEST, INTERVENTION, EXCESSIVE = "Peaceful protest", "Protest with intervention", "Excessive force against protesters"
VIOLENT_PROTEST, MOB, LOOTING = "Violent demonstration", "Mob violence", "Looting/property destruction"
AGREEMENT, TRANSFER, REGROUP = "Agreement", "Non-violent transfer of territory", "Change to group/activity"
BASE = "Headquarters or base established"

OF_MEANS = {"chemical": CHEMICAL, "suicide": SUICIDE, "air": AIR, "shell": SHELLING, "grenade": GRENADE, "bomb": EXPLOSIVE,
            "sexual": SEXUAL}
VIOLENT = frozenset({CLASH, ATTACK, CHEMICAL, AIR, SHELLING, SUICIDE, EXPLOSIVE, GRENADE, SEXUAL, ABDUCTION, MOB, EXCESSIVE})
"""Types in which people may be hurt: what "the attack" or "were killed" may point back to."""
TAKEN = frozenset({GOVERNMENT_TAKES, OTHERS_TAKE})


@lru_cache(maxsize=1)
def table() -> dict[str, Any]:
    """The words of ``deeds.toml``."""
    return tomllib.loads(files("corrobora.claims").joinpath("deeds.toml").read_text(encoding="utf-8"))


def verb_forms(verb: str) -> set[str]:
    """The regular forms of an English verb."""
    if verb.endswith("e"):
        return {verb, verb + "s", verb + "d", verb[:-1] + "ing"}
    if re.search(r"[^aeiou]y$", verb):
        return {verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"}
    ending = "es" if re.search(r"(?:s|x|ch|sh)$", verb) else "s"
    return {verb, verb + ending, verb + "ed", verb + "ing"}


def noun_forms(noun: str) -> set[str]:
    """A noun and its regular plural."""
    if re.search(r"[^aeiou]y$", noun):
        return {noun, noun[:-1] + "ies"}
    return {noun, noun + ("es" if re.search(r"(?:s|x|ch|sh)$", noun) else "s")}


@lru_cache(maxsize=1)
def forms() -> dict[str, tuple[tuple[str, str, bool], ...]]:
    """Lower-cased word form -> its (concept, base word, whether it is a verb) readings."""
    found: dict[str, list[tuple[str, str, bool]]] = {}
    for concept, words in table()["concept"].items():
        for verb in words.get("verbs", ()):
            for form in verb_forms(verb):
                found.setdefault(form, []).append((concept, verb, True))
        for form, verb in words.get("irregular", {}).items():
            found.setdefault(form, []).append((concept, verb, True))
        for noun in words.get("nouns", ()):
            for form in noun_forms(noun):
                found.setdefault(form, []).append((concept, noun, False))
    return {form: tuple(dict.fromkeys(readings)) for form, readings in found.items()}


@lru_cache(maxsize=1)
def _means() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["name"], re.compile(rf"(?:{row['words']})", re.I)) for row in table()["means"])


def means_of(words: str) -> str | None:
    """The means that words tell ("air", "shell", "bomb" …), the most telling first; None if they tell none."""
    return next((name for name, pattern in _means() if pattern.search(words)), None)


@lru_cache(maxsize=16)
def word_set(name: str) -> frozenset[str]:
    """One of the word lists of ``deeds.toml``."""
    return frozenset(table()["words"][name])


@lru_cache(maxsize=8192)
def _words(text: str) -> frozenset[str]:
    words = re.findall(r"[^\W_]+", text.lower())
    return frozenset(words) | {w[:-1] for w in words if w.endswith("s")} | {w[:-3] + "y" for w in words if w.endswith("ies")}


def among(text: str, name: str) -> bool:
    """Whether a word of the text, or its singular, is in a word list."""
    return not _words(text).isdisjoint(word_set(name))


def party_of(text: str) -> str | None:
    """``state``, ``nonstate`` or ``civilians``, as far as an actor's words tell."""
    if not text:
        return None
    side = side_of(text)
    if side == "government":
        return "state"
    if side in {"rebels", "islamic_state", "kurdish_forces"}:
        return "nonstate"
    if side == "civilians":
        return "civilians"
    if among(text, "nonstate"):
        return "nonstate"
    if among(text, "state") or (among(text, "armed") and re.search(r"\b(?:government|regime|pro-government|state)\b", text,
        re.I)):
        return "state"
    return "civilians" if among(text, "people") else None


_RELIEF = re.compile(r"\b(?:aid|relief|humanitarian|food|medical|u\.?n\.?|united nations|supply|refugee|red cross|charity)\b"
                     r"(?: \w+){0,3}?[ -]convoys?\b|\bconvoys? of (?:aid|relief|food|refugees?|ambulances?)\b", re.I)
"""Convoys that carry no arms."""


def brings_relief(text: str) -> bool:
    """Whether words tell of a convoy of aid."""
    return _RELIEF.search(text) is not None


def is_armed(text: str) -> bool:
    """Whether an actor's words tell of armed ones."""
    text = _RELIEF.sub(" ", text)
    return among(text, "armed") or side_of(text) in {"government", "rebels", "islamic_state", "kurdish_forces"}


@dataclass(frozen=True)
class Scene:
    """A trigger with the words around it. ``doers`` and ``targets`` are the words of noun phrases."""

    token: Token
    concept: str
    word: str
    verb: bool
    doers: tuple[str, ...]
    targets: tuple[str, ...]
    places: tuple[str, ...]
    clause: str
    sentence: str
    persons: bool = False
    """Whether a doer or a target is a single named person."""

    @property
    def doer(self) -> str:
        return " ; ".join(self.doers)

    @property
    def target(self) -> str:
        return " ; ".join(self.targets)


def plover_of(type_: str) -> tuple[str | None, str | None]:
    """The PLOVER event and mode of an ACLED sub-event type; None where PLOVER has none."""
    row = table()["type"].get(type_, {})
    return row.get("plover"), row.get("mode")
