"""Which type the words around a trigger make of arrests, protests, agreements and changes of groups."""

from __future__ import annotations

import re

from corrobora.claims.deeds import (
    ABDUCTION,
    AGREEMENT,
    ARRESTS,
    CLASH,
    DISRUPTED,
    EXCESSIVE,
    INTERVENTION,
    MOB,
    OTHER,
    PROTEST,
    REGROUP,
    VIOLENT_PROTEST,
    Scene,
    is_armed,
    party_of,
)


def abduct(scene: Scene) -> tuple[str | None, str]:
    if scene.word == "hostage" and not re.search(r"\bt(?:ake|ook|aken|aking)\b.{0,40}\bhostage|hostage[- ]taking",
        scene.sentence):
        return None, ""
    if scene.word == "disappear" and not re.search(r"\b(?:forced|enforced|forcibly)\b", scene.sentence):
        return None, ""
    return ABDUCTION, "people taken away"


def arrest(scene: Scene) -> tuple[str | None, str]:
    if party_of(scene.doer) == "nonstate":
        return ABDUCTION, f"held by a non-state side: {scene.doer}"
    return ARRESTS, "arrested"


def protest(scene: Scene) -> tuple[str | None, str]:
    if scene.verb and is_armed(scene.doer) and scene.word in {"march", "rally"}:
        return None, ""
    if scene.word == "march" and (
            scene.token.ent_type_ in {"DATE", "TIME"} or re.search(r"\bmarch (?:toward|\d)", scene.sentence)):
        return None, ""
    if scene.word == "vigil" and not re.search(r"\b(?:candle|protest|demonstrat|demand|justice|activist)", scene.sentence):
        return None, ""
    if scene.word == "rally" and scene.verb and scene.targets and not re.search(r"\b(?:against|for|in) ", scene.clause):
        return None, ""
    if scene.word == "rally" and re.search(r"\bcampaign|stocks?|shares|market", scene.clause):
        return None, ""
    if re.search(r"\b(?:opened fire|live (?:fire|ammunition|rounds)|shot (?:dead|at)|killed)\b", scene.sentence) \
            and re.search(r"\b(?:police|troops|forces|soldiers|army)\b", scene.sentence):
        return EXCESSIVE, "forces fired at protesters"
    if re.search(r"\btear ?gas|water cannon|dispers|rubber bullets|baton", scene.sentence):
        return INTERVENTION, "protest broken up"
    if re.search(r"\b(?:threw|hurl|torch|set fire|stones?|molotov|riot|violent)", scene.sentence):
        return VIOLENT_PROTEST, "protesters used violence"
    return PROTEST, "protest"


def riot(scene: Scene) -> tuple[str | None, str]:
    if scene.word in {"unrest", "mob"} and not re.search(r"\b(?:attack|kill|beat|lynch|burn|riot|torch)", scene.clause):
        return None, ""
    return (MOB, "mob") if scene.word in {"mob", "lynching", "pogrom"} else (VIOLENT_PROTEST, "riot")


_TRUCE = r"(?:truce|cease-?fire|armistice)"
_BROKEN = re.compile(rf"\b(?:violat|breach|break|broke|flout|shatter|ignor|def[iy])\w*(?: \w+){{0,3}} {_TRUCE}|"
                     rf"\b{_TRUCE}(?: regime| agreement| deal)?(?: was| has been)? (?:violat|breach|break|broke)\w*")


def coup(scene: Scene) -> tuple[str | None, str]:
    """A change of power by force. ACLED has it, like a mass grave found, under "Other" (Codebook, 2023)."""
    if not scene.verb and re.search(r"\bcoup for\b|coup de gr", scene.sentence):
        return None, ""
    if scene.verb and not re.search(r"\b(?:president|government|regime|leader|ruler|prime minister|premier|junta|king|dictator|"
                                    r"administration|power)\b", f"{scene.target} {scene.clause}"):
        return None, ""
    return OTHER, "power changes hands by force"


def grave(scene: Scene) -> tuple[str | None, str]:
    """A mass grave that is found."""
    found = re.search(r"\b(?:found|discover|unearth|uncover|exhum|dug|locat)", scene.sentence)
    return (OTHER, "a mass grave found") if found and re.search(r"\bmass graves?\b", scene.sentence) else (None, "")


def agree(scene: Scene) -> tuple[str | None, str]:
    if _BROKEN.search(scene.sentence):
        return None, ""
    if scene.word == "agree" and not re.search(r"\b(?:truce|cease|deal|withdraw|halt|exchange|release|peace|stop|pause)",
        scene.clause):
        return None, ""
    if scene.word in {"deal", "understanding", "accord", "pact", "treaty", "agreement"} and not re.search(
            r"\b(?:sign|reach|agree[ds]|struck|strik|broker|announc|seal|negotiat|implement|collaps|between|under (?:a|the|an)|"
            r"(?:peace|nuclear|truce|ceasefire|evacuation|exchange|swap) (?:deal|accord|agreement|pact))", scene.sentence):
        return None, ""
    return AGREEMENT, "agreed between sides"


def disrupt(scene: Scene) -> tuple[str | None, str]:
    if re.search(r"\b(?:bomb|mine|device|explosive|missile|rocket|drone|truck|weapon|ordnance)", scene.target):
        return DISRUPTED, f"{scene.word}: {scene.target}"
    return (CLASH, "an attack foiled") if re.search(r"\b(?:attack|assault|infiltrat|attempt)", scene.target) else (None, "")


def regroup(scene: Scene) -> tuple[str | None, str]:
    if scene.word in {"deployment", "mobilisation", "mobilization", "reinforcement", "reinforce", "redeploy", "mobilise",
        "mobilize"}:
        return (REGROUP, "troops moved") if is_armed(scene.clause) else (None, "")
    if scene.word in {"alliance", "ally"} and not re.search(r"\b(?:new|form|announc|join|creat|unit)", scene.clause):
        return None, ""
    return REGROUP, "a group changes"


def crash(scene: Scene) -> tuple[str | None, str]:
    if re.search(r"\b(?:plane|jet|aircraft|helicopter|warplane|train|bus|boat|building)", scene.sentence):
        return OTHER, "an accident"
    return None, ""
