"""Which ACLED sub-event type the words around a trigger make of it: a function for each concept of ``deeds.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corrobora.claims.deeds import (
    ABDUCTION,
    AIR,
    ARRESTS,
    ATTACK,
    CHEMICAL,
    CLASH,
    EXPLOSIVE,
    GOVERNMENT_TAKES,
    LOOTING,
    MOB,
    OF_MEANS,
    OTHER,
    OTHERS_TAKE,
    PROTEST,
    SEXUAL,
    SHELLING,
    SUICIDE,
    VIOLENT,
    VIOLENT_PROTEST,
    Scene,
    among,
    brings_relief,
    is_armed,
    means_of,
    party_of,
)
from corrobora.claims.deeds_of_fire import down, shoot, without_targets
from corrobora.claims.deeds_of_land import leave, lose, take
from corrobora.claims.deeds_of_order import abduct, agree, arrest, coup, crash, disrupt, grave, protest, regroup, riot
from corrobora.text.actors import side_of

NEAR_TYPES: dict[str, frozenset[str]] = {
    "attack": VIOLENT - {ABDUCTION}, "raid": frozenset({AIR, CLASH, ARRESTS}), "strike": frozenset({AIR, SHELLING, SUICIDE}),
    "bomb": frozenset({SUICIDE, EXPLOSIVE, AIR}), "explode": frozenset({SUICIDE, EXPLOSIVE, SHELLING, AIR}),
    "kill": VIOLENT - {ABDUCTION}, "wound": VIOLENT - {ABDUCTION}, "assault": frozenset({CLASH, SUICIDE, ATTACK}),
    "clash": frozenset({CLASH, EXPLOSIVE, SUICIDE, ATTACK}), "ambush": frozenset({CLASH, EXPLOSIVE, ATTACK}),
    "shell": frozenset({SHELLING, AIR, CHEMICAL}), "take": frozenset({GOVERNMENT_TAKES, OTHERS_TAKE}),
    "lose": frozenset({GOVERNMENT_TAKES, OTHERS_TAKE}), "responsible": VIOLENT,
}
"""What else may be meant by words that leave the type open."""


def type_of(scene: Scene) -> tuple[str | None, str]:
    """The type that the words around a trigger tell, with the words that decided; None if they tell of nothing done here.

    A type that ends in "?" is a guess: what was told more exactly nearby goes before it.
    """
    handler = _HANDLERS.get(scene.concept)
    return handler(scene) if handler else (OTHER, "no violence")


_FIRE = re.compile(r"\b(?:exchang|trad)\w* (?:of )?(?:\w+ ){0,2}(?:(?:gun)?fire|shots)\b")
_ENCOUNTERED = re.compile(r"\b(?:killed|dead|shot|wounded|injured|neutrali[sz]ed|slain|martyr\w*|fierce|broke out|ensued|"
                          r"erupted|under ?way|raged|gunned)\b")
"""What the police of South Asia call an encounter is a gunfight; another is a meeting."""


def _clash(scene: Scene) -> tuple[str | None, str]:
    if scene.word in {"exchange", "trade"} and not _FIRE.search(scene.sentence):
        return None, ""
    if scene.word == "encounter" and not (is_armed(scene.sentence) and _ENCOUNTERED.search(scene.sentence)):
        return None, ""
    if scene.verb and scene.persons and scene.doer and not is_armed(scene.doer):
        return None, ""
    if scene.verb and scene.word in {"fight", "battle"} and not (is_armed(scene.doer) or is_armed(scene.target)):
        return None, ""
    if (scene.persons or (scene.doers and scene.targets)) and not is_armed(scene.doer + " " + scene.target):
        return None, ""
    if re.search(r"\b(?:protest|demonstrat|riot)", scene.clause) and not is_armed(scene.target + scene.doer):
        return VIOLENT_PROTEST, "clashes in a protest"
    if not scene.verb and any(c.lower_ in {"ensuing", "subsequent", "resulting"} for c in scene.token.children):
        return CLASH + "?", "a fight that what was told before led to"
    return CLASH, "armed sides fight"


def _assault(scene: Scene) -> tuple[str | None, str]:
    if scene.word == "advance" and not is_armed(scene.doer):
        return None, ""
    if scene.word == "storm" and not scene.verb:
        return None, ""
    if means_of(scene.clause) == "sexual":
        return SEXUAL, "sexual assault"
    if re.search(r"\b(?:protest|demonstrat|riot)", scene.doer) or (
            scene.word == "storm" and not is_armed(scene.doer)
            and re.search(r"\b(?:protest|demonstrat|riot|crowd)", scene.sentence)):
        return VIOLENT_PROTEST, "protesters storm it"
    if scene.word == "assault" and not scene.verb and re.search(
            r"\b(?:aggravated|felony|charge[sd]?|indicted|convicted|counts? of|degree|weapons?|rifles?) ", scene.sentence):
        return None, ""
    if _on_civilians(scene) or (among(scene.doer, "raiders") and not is_armed(scene.target)) or (
            party_of(scene.target) == "civilians" and not is_armed(scene.target) and not scene.places):
        return ATTACK, f"on people: {scene.target}"
    if not scene.verb and not scene.doers and not scene.targets:
        return CLASH + "?", "an assault"  # "in the assault": names again what is told
    open_ = scene.word == "ambush" and not _SOLDIERS.search(scene.target)
    return CLASH + ("?" if open_ else ""), "an assault of armed ones"


def _on_civilians(scene: Scene) -> bool:
    """Whether what is attacked is where people live, trade, learn, heal or pray, and nobody armed is said to be there."""
    if is_armed(scene.target):
        return False
    if among(scene.target, "civil") or brings_relief(scene.target):
        return True
    return among(scene.target, "homes") and _of_no_side(scene.doer) and not _RESISTED.search(scene.sentence)


def _of_no_side(doer: str) -> bool:
    """Whether nobody of an army or a named movement does it: gunmen in a village came for those who live there."""
    return side_of(doer) in {"unspecified", "civilians"} and not _MOVEMENTS.search(doer)


_MOVEMENTS = re.compile(r"\b(?:forces?|fronts?|brigades?|battalions?|army|troops|faction|commander|peshmerga|coalition)\b")
_FORCE = (r"(?:soldiers?|troops?|police(?:m[ae]n)?|guards?|fighters?|rebels?|army|militiam[ae]n|vigilantes?|gendarmes?|"
          r"checkpoint|base)")
_SOLDIERS = re.compile(r"\b(?:soldiers?|troops?|servicem[ae]n|paratroopers?|peacekeepers?)\b")
_RESISTED = re.compile(
    rf"\b(?:kill|wound|injur|ambush|overr[ua]n|captur|abduct|disarm)\w* (?:[\w-]+ ){{0,5}}?{_FORCE}\b"
    rf"|\b{_FORCE} (?:[\w-]+ ){{0,3}}(?:killed|wounded|injured|dead|died|repel|repuls|resist|fled|withdr)"
    r"|\b(?:clash\w*|fighting|fought|battle[sd]?|gun ?battles?|gun-?fights?|firefights?|repel\w*|repuls\w*|"
    r"exchang\w+ (?:of )?(?:gun)?fire|captured|seized|overran|(?:re)?took)\b")
"""Words for a fight, or for what an attack on a place is when it is taken."""


_PLANTED = re.compile(
    r"\b(?:(?:car|truck|roadside|vehicle|petrol|pipe|time|parcel|motorcycle|lorry|nail)[ -]?bomb|(?:land ?)?mines?\b|ieds?\b|"
    r"improvised|booby)", re.I)
"""Bombs that nobody need carry."""


def _by_means(scene: Scene) -> tuple[str, str] | None:
    """The type that the means beside a trigger tell. Whether a bomber died with a blast is told elsewhere, if at all."""
    means = means_of(without_targets(scene))
    if means is None:
        return None
    open_ = means == "bomb" and not _PLANTED.search(scene.clause)
    return OF_MEANS[means] + ("?" if open_ else ""), f"by its means: {means}"


def _attack(scene: Scene) -> tuple[str | None, str]:
    if scene.word == "strike" and re.search(r"\b(?:hunger|labou?r|general|workers?|union|rail|pay) strike|strike (?:a|"
                                            r"the) deal|workers? (?:\w+ ){1,4}strike|"
                                             r"on strike", scene.clause):
        return (PROTEST, "a strike of workers") if re.search(r"hunger|union|worker|pay|general", scene.clause) else (None, "")
    if re.search(r"\bheart attack|verbal|attack on (?:his|her|the) (?:record|policy)|hit (?:by|with) (?:a|the)"
                 r" (?:crisis|drought)|"
                 r"target(?:s|ed)? of|cyber", scene.clause):
        return None, ""
    if told := _by_means(scene):
        return told
    if scene.word == "raid" and party_of(scene.doer) == "state" and re.search(r"\b(?:police|arrest|home|house|office)",
        scene.clause):
        return ARRESTS, "a raid of police"
    if scene.word in {"target", "hit", "slam"} and not is_armed(scene.doer):
        return None, ""
    if is_armed(scene.doer) and is_armed(scene.target):
        return CLASH + "?", f"armed ones on armed ones: {scene.doer} on {scene.target}"
    if scene.word == "raid" and re.search(
            r"\b(?:special|commandos?|seals|delta force|night raid|ground|troops|soldiers|marines)\b", scene.sentence):
        return CLASH + "?", "a raid of troops"
    if not scene.verb and re.search(rf"\bterror(?:ist)? {scene.word}", scene.clause):
        return ATTACK + "?", "an attack that is called one of terror"
    if (not scene.verb and scene.word == "strike") or (scene.word == "raid" and re.search(
            r"\b(?:coalition|us|u\.s\.|american|russian|israeli|turkish|jordanian|nato|warplanes?)\b", scene.clause)):
        return AIR + "?", "a strike or raid of a state, as a rule from the air"
    if _on_civilians(scene) or (among(scene.doer, "raiders") and not is_armed(scene.target)):
        return ATTACK + "?", f"an attack on {scene.target}"
    if (is_armed(scene.target) and (not among(scene.target, "people") or _SOLDIERS.search(scene.target))) or \
            (is_armed(scene.doer) and scene.places and not among(scene.target, "people")):
        return CLASH + "?", f"an attack on armed ones or a place: {scene.target}"
    return ATTACK + "?", f"an attack on {scene.target or 'somebody'}"


def _bomb(scene: Scene) -> tuple[str | None, str]:
    means = means_of(scene.clause)
    if scene.word == "bomber" and means != "suicide":
        return None, ""
    if means and means != "bomb":
        return OF_MEANS[means], f"by its means: {means}"
    told = scene.doer + " " + scene.clause
    if scene.verb and re.search(r"\b(?:coalition|regime|government|army|israel\w*|russia\w*|american|us|u\.s\.|jets?|"
                                r"planes?|campaign)\b",
                                told, re.I):
        return AIR, "bombed by a state"
    if re.search(r"\b(?:coalition|regime|campaign|raids?|russian|u\.s\.-led|us-led)\b", told, re.I):
        return AIR, "bombing by a state"
    if not scene.verb and scene.word == "bomb" and not re.search(
            r"\b(?:kill|explod|wound|injur|hit|went off|go(?:es)? off|detonat|plant|ripp|struck|strike|blast|tore)",
                scene.sentence):
        return None, ""
    return (EXPLOSIVE if means_of(scene.clause.replace(scene.token.lower_, "", 1)) else EXPLOSIVE + "?"), "a bomb"


def _shell(scene: Scene) -> tuple[str | None, str]:
    means = means_of(scene.clause)
    if not scene.verb and scene.word in {"shell", "rocket", "missile", "mortar"}:
        if not re.search(r"\b(?:fir(?:e|ed|ing)|hit|hits|struck|strike|fell|land|kill|slam|launch|rain|wound|pound|"
                         r"crash|attack|blast)",
                         scene.sentence):
            return None, ""
        if re.search(r"rocket-propelled|seiz|confiscat|weapons? (?:cache|depot)", scene.sentence):
            return None, ""
    if means in {"chemical", "air", "suicide"}:
        return OF_MEANS[means], f"by its means: {means}"
    return SHELLING, "shells, rockets or missiles"


def _explode(scene: Scene) -> tuple[str | None, str]:
    if scene.word == "blow" and not re.search(r"\b(?:blew|blown|blow|blowing)\b.{0,40}\bup\b", scene.sentence):
        return None, ""
    means = means_of(scene.clause)
    if means in {"chemical", "suicide", "air", "shell", "grenade"}:
        return OF_MEANS[means], f"by its means: {means}"
    if re.search(r"\bgas (?:leak|explosion|cylinder|canister)|accident|boiler", scene.sentence):
        return None, ""
    told = means_of(scene.sentence)
    if told in {"suicide", "shell"}:
        return OF_MEANS[told], f"by its means, told beside: {told}"
    return EXPLOSIVE + "?", "an explosion"


def _gas(scene: Scene) -> tuple[str | None, str]:
    if scene.word == "gas" and not scene.verb:
        return None, ""
    if scene.verb and not re.search(r"\bgass", scene.token.lower_):
        return None, ""
    return (CHEMICAL, "gassed") if scene.verb or scene.word == "gassing" else (None, "")


def _use(scene: Scene) -> tuple[str | None, str]:
    if re.search(r"\b(?:chemical|sarin|chlorine|poison|nerve|gas|toxic)\b", scene.target, re.I):
        return CHEMICAL, f"use of {scene.target}"
    return None, ""


_CARRIED_OUT = re.compile(
    r"\b(?:(?:air ?)?strikes?|raids?|attacks?|operations?|missions?|plans?|orders?|campaigns?|offensives?|warrants?|deals?|"
    r"manoeuvres?|maneuvers?|strategy|duty|duties|contracts?)\b")
"""What is executed without anybody being killed by it."""


_TO_DEATH = frozenset({"beat", "stone", "trample", "batter", "hack", "bludgeon"})


def _kill(scene: Scene) -> tuple[str | None, str]:
    if scene.word in {"death", "dead", "hang"} and not scene.targets:
        return None, ""
    if scene.word in _TO_DEATH and "to death" not in scene.clause:
        return None, ""
    if scene.word == "hang" and not among(scene.target, "people"):
        return None, ""
    if scene.word in {"execute", "execution"} and _CARRIED_OUT.search(scene.target):
        return None, ""
    if told := _by_means(scene):
        return told
    if scene.word == "lynch":
        return MOB, "lynched"
    if scene.word in {"execute", "behead", "massacre", "execution", "beheading", "assassinate", "crucify", "murder", "hang"}:
        return ATTACK, f"{scene.word}: killed without a fight"
    if is_armed(scene.doer) and is_armed(scene.target):
        return CLASH + "?", f"armed ones killed by armed ones: {scene.doer}"
    return ATTACK + "?", "killed, not told how"


def _loot(scene: Scene) -> tuple[str | None, str]:
    told = _by_means(scene)
    if told and told[0] != SEXUAL:
        return told
    if scene.word in {"destroy", "burn"} and not re.search(
            r"\b(?:shops?|homes?|houses?|churche?s?|mosques?|temples?|shrines?|buildings?|statues?|cars?|villages?|crops)\b",
            scene.target):
        return None, ""
    return LOOTING, f"property: {scene.target}"


def _wound(scene: Scene) -> tuple[str | None, str]:
    return _by_means(scene) or (ATTACK + "?", "wounded, not told how")


def _rape(scene: Scene) -> tuple[str | None, str]:
    return SEXUAL, "rape"


def _air(scene: Scene) -> tuple[str | None, str]:
    return AIR, "from the air"


def _responsible(scene: Scene) -> tuple[str | None, str]:
    verb = scene.token.head
    claims = scene.token.dep_ in {"dobj", "nsubjpass"} and verb.lemma_ in {"claim", "admit"}
    if not claims or scene.persons or not scene.doer or re.match(r"(?:no|nobody|none|neither)\b", scene.doer):
        return None, ""
    if any(child.lower_ in _AS_A_HABIT for child in verb.children) or re.search(r"\b(?:such|similar|most) attacks\b",
                                                                               scene.clause):
        return None, ""  # "routinely claims responsibility for such attacks": not for this one
    return ATTACK + "?", "claimed by who did it"


_AS_A_HABIT = frozenset({"routinely", "often", "usually", "regularly", "frequently", "typically", "generally", "sometimes",
                         "always"})


_HANDLERS = {
    "take": take, "lose": lose, "leave": leave, "clash": _clash, "assault": _assault, "attack": _attack, "air": _air,
    "bomb": _bomb, "shell": _shell, "explode": _explode, "gas": _gas, "use": _use, "kill": _kill, "wound": _wound,
    "shoot": shoot, "down": down, "abduct": abduct, "arrest": arrest, "rape": _rape, "protest": protest, "riot": riot,
    "agree": agree, "disrupt": disrupt, "loot": _loot, "regroup": regroup, "crash": crash, "coup": coup, "grave": grave,
    "responsible": _responsible,
}


def settle(scene: Scene, guess: str, nearby: Iterable[str]) -> tuple[str, str]:
    """The type where the trigger's own words leave it open: the first fitting one of what is told nearby, else the guess."""
    if guess == EXPLOSIVE:
        near = NEAR_TYPES["bomb"]
    else:
        near = NEAR_TYPES.get(scene.word) or NEAR_TYPES.get(scene.concept, frozenset())
    for kind in nearby:
        if kind in near:
            return kind, "names again what is told nearby"
    return guess, ""
