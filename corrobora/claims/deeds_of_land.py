"""Which type the words around a trigger make of deeds about land: taken, lost, left."""

from __future__ import annotations

import re

from corrobora.claims.deeds import (
    ABDUCTION,
    ARRESTS,
    GOVERNMENT_TAKES,
    OTHER,
    OTHERS_TAKE,
    TRANSFER,
    Scene,
    among,
    is_armed,
    party_of,
)


def _taken_by(scene: Scene, loser: str = "") -> tuple[str, str]:
    party = party_of(scene.doer)
    if party == "nonstate" and party_of(next(iter(scene.doers), "")) == "state":
        party = "state"
    if party is None and (match := re.search(r"\bfrom ((?:\S+ ){1,6})", scene.sentence + " ")):
        loser = loser or match[1]
    if party == "civilians":
        party = None
    if party is None and loser:
        party = {"state": "nonstate", "nonstate": "state"}.get(party_of(loser) or "")
    if party == "state":
        return GOVERNMENT_TAKES, f"taken by the state's side: {scene.doer or 'from ' + loser}"
    if party is None:
        return OTHERS_TAKE + "?", "taken, not told by whom"
    return OTHERS_TAKE, f"taken by a non-state side: {scene.doer or 'from ' + loser}"


_NO_LAND = re.compile(r"\b(?:control (?:of|over) )?(?:the |an? |its |their )*(?:\w+ ){0,2}(?:prisons?|jails?|situation|blaze|"
                      r"fire|vehicle|car|ship|vessel|tanker|boat|plane|aircraft|company|party|senate|ball)$")
"""What control is taken of without land changing hands."""


def take(scene: Scene) -> tuple[str | None, str]:
    target = scene.target
    if re.fullmatch(r"(?:the )?power", target):
        return OTHER, "power is taken"
    if _NO_LAND.search(target):
        return None, ""
    if scene.word == "occupy" and re.search(r"\b(?:protest|demonstrat|sit-in|rally|rallies)", scene.sentence):
        return None, ""  # squares and houses, in a struggle over the streets
    if scene.word == "take" and not re.search(r"\bcontrol\b", target) and not (scene.places and among(target, "territory")):
        return None, ""
    if re.search(r"\b(?:suspects?|fugitives?|perpetrators?|ringleaders?|assailants?|culprits?|killers?)\b", target) \
            and party_of(scene.doer) != "nonstate":
        return ARRESTS, f"wanted people captured: {target}"
    if among(target, "people") or (among(target, "armed") and not among(target, "territory")):
        if among(target, "territory") and scene.places:
            return _taken_by(scene)
        if party_of(scene.doer) == "state":
            return ARRESTS, f"people captured by the state: {target}"
        return (ABDUCTION, f"people captured: {target}") if scene.word in {"capture", "seize"} else (None, "")
    if among(target, "territory") or scene.places or (not scene.verb and scene.word in {"liberation"}):
        return _taken_by(scene)
    return None, ""


def lose(scene: Scene) -> tuple[str | None, str]:
    if scene.word == "fall":
        if not (scene.places or among(scene.target, "territory")):
            return None, ""
        if scene.verb and not scene.doers and not re.search(r"\bf[ae]ll(?:en|s)? (?:in)?to the hands\b", scene.sentence):
            return None, ""
        return _taken_by(scene)
    if not (among(scene.target, "territory") or scene.places or is_armed(scene.doer)):
        return None, ""
    if re.search(r"\b(?:lives|life|men|jobs?|contact|ground to|match|game|election|seats?)\b", scene.target):
        return None, ""
    if party_of(scene.doer) in {"state", "nonstate"}:
        return _taken_by(scene)
    loser = next((party for words in scene.targets if (party := party_of(words)) in {"state", "nonstate"}), None)
    taken = {"state": OTHERS_TAKE, "nonstate": GOVERNMENT_TAKES}.get(loser or "")
    return (taken, f"lost by {scene.target}") if taken else (None, "")


def leave(scene: Scene) -> tuple[str | None, str]:
    if scene.word == "pull" and not re.search(r"\bpull(?:ed|ing|s)? (?:out|back)\b", scene.sentence):
        return None, ""
    if scene.word == "evacuate" and not is_armed(scene.doer + scene.target):
        return None, ""
    if is_armed(scene.doer):
        return TRANSFER, f"left by {scene.doer}"
    return None, ""
