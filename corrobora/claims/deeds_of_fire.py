"""Which type the words around a trigger make of shots: who is fired at, and what is brought down."""

from __future__ import annotations

import re

from corrobora.claims.deeds import (
    AIR,
    ATTACK,
    CLASH,
    DISRUPTED,
    EXCESSIVE,
    OF_MEANS,
    SHELLING,
    Scene,
    is_armed,
    means_of,
    party_of,
)

_AIRCRAFT = re.compile(
    r"\b(?:(?:war|air)?planes?|jets?|aircraft|helicopters?|choppers?|bombers?|migs?|sukhois?)\b", re.I)
_ARMS_ALOFT = re.compile(r"\b(?:drones?|missiles?|rockets?|unmanned|uavs?)\b", re.I)


def down(scene: Scene) -> tuple[str | None, str]:
    """What brings down an aircraft. Arms without a crew that are stopped in flight are disrupted (ACLED Codebook, 2023)."""
    if scene.token.lower_ == "down" and scene.token.pos_ != "VERB":
        return None, ""
    told = scene.target or scene.clause
    if _ARMS_ALOFT.search(told) and not _AIRCRAFT.search(told):
        return DISRUPTED, f"brought down: {told}"
    if not _AIRCRAFT.search(told):
        return None, ""
    return _brought_down(scene)


def _brought_down(scene: Scene) -> tuple[str, str]:
    means = means_of(f"{scene.doer} {without_targets(scene)}")
    if means in {"air", "shell"}:
        return OF_MEANS[means], f"an aircraft brought down by {means}"
    if party_of(scene.doer) == "nonstate":
        return SHELLING + "?", "an aircraft brought down from the ground"
    return AIR + "?", "an aircraft brought down"


def without_targets(scene: Scene) -> str:
    """The words around a trigger without what it was done to: a helicopter hit by mortars was not an air strike."""
    told = scene.clause
    for words in scene.targets:
        if _AIRCRAFT.search(words) or re.search(r"\b(?:tanks?|artillery|launchers?|drones?)\b", words):
            told = told.replace(words, " ")
    return told


_FIRED_AT = re.compile(r"\bfir(?:e|ed|es|ing) (?:live (?:rounds?|ammunition|bullets?) )?(?:on|at|into|upon)\b"
                       r"(?! (?:least|about|around|dawn|the scene|\d|\w+day\b|\w+ber\b|january|february|march|april|may|june|"
                       r"july|august))")
_OPENED_FIRE = re.compile(r"\bopen(?:s|ed|ing)? fire (?:on|at|upon|into)\b")
"""Who is fired at; "was fired on Monday" and "fired 12 rockets" are told otherwise."""


_UNDER_FIRE = re.compile(r"\b(?:c[ao]mes?|coming|been|was|were|are|is) under (?:\w+[ -]){0,3}?(?:gun)?fire\b"
                         r"(?! (?:from (?:critics|the opposition|lawmakers|rivals)|for\b|over\b))")
_OF_SHELLS = re.compile(r"\b(?:artillery|mortars?|rockets?|shell|shelling|tank|howitzer|missile|grad)\b")
_PROTEST = re.compile(r"\b(?:protest|demonstrat|sit-in|marchers|rall(?:y|ies)\b|mourners|picket)")
"""Who gathers in the open: forces that fire at them are not in a fight."""


def shoot(scene: Scene) -> tuple[str | None, str]:
    if scene.word == "fire" and not scene.verb and (under := _UNDER_FIRE.search(scene.sentence)):
        if _OF_SHELLS.search(under.group()):
            return SHELLING, "under the fire of heavy arms"
        return (CLASH if is_armed(scene.target) else ATTACK) + "?", "under fire"
    if scene.word == "fire" and not (_FIRED_AT.search(scene.clause) if scene.verb else _OPENED_FIRE.search(scene.sentence)):
        return None, ""
    if scene.word == "gun" and not re.search(r"\bgun(?:ned|ning)? down\b", scene.sentence):
        return None, ""
    if scene.word == "shoot" and not scene.verb and not re.search(
            r"\bshots? (?:\w+ )?(?:fired|rang|heard)|fir(?:e|ed|ing) (?:\w+ ){0,3}shots|\bshot (?:dead|to death|and|"
            r"in|by|at|multiple|several|while)",
            scene.sentence):
        return None, ""
    if scene.word == "shoot" and re.search(r"\b(?:photo|film|video|movie|interview|scene|footage)\b", scene.clause):
        return None, ""
    if scene.word == "stab" and not scene.verb and re.search(r"\bstab in the back\b", scene.sentence):
        return None, ""
    if re.search(r"\bsh(?:oo|o)t(?:ing)? (?:\S+ ){0,4}down\b", scene.clause):
        told = scene.target or scene.clause
        if _AIRCRAFT.search(told):
            return _brought_down(scene)
        if _ARMS_ALOFT.search(told):
            return DISRUPTED, "shot down"
    told = scene.target + scene.clause if scene.word != "fire" or is_armed(scene.target) else scene.sentence
    if _PROTEST.search(told) and party_of(scene.doer) == "state":
        return EXCESSIVE, "forces shot at protesters"
    if is_armed(scene.doer) and is_armed(scene.target) and (
            party_of(scene.doer) != party_of(scene.target) or re.search(r"\b(?:positions?|posts?|bases?)\b", scene.target)):
        return CLASH, "armed ones shot at armed ones"
    return ATTACK, "shot or stabbed"
