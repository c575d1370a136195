"""The words of harm: which words tell that people were killed, injured, captured and so on, and which nouns are people."""

from __future__ import annotations

import re
from typing import Literal

from corrobora.records import Counts

Use = Literal["verb", "intransitive", "state", "noun"]
"""verb: does it to an object, or passive; intransitive: its subject suffers it; state: "dead"; noun: "deaths of"."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _forms(*stems: str) -> list[str]:
    """Regular English verb forms of some base forms."""
    out: list[str] = []
    for stem in stems:
        base = stem.removesuffix("e") if stem.endswith("e") else stem
        out += [stem, base + "ed", base + "ing", stem + ("es" if stem.endswith(("ss", "sh", "ch")) else "s")]
    return out


_WORDS: tuple[tuple[Counts, Use, list[str]], ...] = (
    ("killed", "verb", [
        *_forms("kill", "murder", "execute", "behead", "massacre", "slaughter", "assassinate", "lynch", "exterminate",
                "liquidate", "neutralise", "neutralize", "obliterate", "decapitate", "asphyxiate", "electrocute", "gass"),
        "gas", "gases", "martyred", "slay", "slain", "slew", "slaying", "slays", "hanged", "crucified", "burnt alive", "felled",
        "incinerated", "gunned",
    ]),
    ("killed", "intransitive", ["die", "died", "dies", "dying", "perish", "perished", "perishes", "perishing", "drowned",
                                "drown", "succumbed", "suffocated"]),
    ("killed", "state", ["dead", "deceased", "lifeless"]),
    ("killed", "noun", [
        "death", "deaths", "fatality", "fatalities", "killing", "killings", "murder", "murders", "execution", "executions",
        "massacre", "slaughter", "beheading", "beheadings", "martyrs", "martyr", "martyrdom", "bodies", "body", "corpses",
        "corpse", "lives", "slaying", "slayings", "assassination", "assassinations", "homicides", "homicide", "murders",
        "remains",
    ]),
    ("injured", "verb", [*_forms("injure", "wound", "maim", "stab"), "hurt", "hurts", "hurting", "stabbed", "stabbing",
                         "shot", "shoot", "shoots", "shooting", "hospitalized", "hospitalised", "grazed"]),
    ("injured", "intransitive", ["recovering", "bleeding"]),
    ("injured", "state", []),
    ("injured", "noun", ["injury", "injuries", "wounding", "woundings", "wounds"]),
    ("killed_or_injured", "noun", ["casualties", "casualty"]),
    ("missing", "state", ["missing", "unaccounted"]),
    ("missing", "intransitive", ["disappeared", "vanished", "disappear"]),
    ("missing", "noun", ["disappearance", "disappearances"]),
    ("captured", "verb", [*_forms("capture", "abduct", "detain", "arrest", "imprison", "apprehend"), "kidnap", "kidnaps",
                          "kidnapped", "kidnapping", "seized", "jailed", "hostage", "hostages", "captive", "prisoner"]),
    ("captured", "noun", ["capture", "abduction", "abductions", "kidnapping", "kidnappings", "kidnap", "detention", "arrest",
                          "arrests", "hostages", "prisoners", "detainees", "captives"]),
    ("displaced", "verb", [*_forms("displace", "evacuate", "uproot"), "expelled", "driven", "driving", "relocated",
        "homeless"]),
    ("displaced", "intransitive", ["flee", "fled", "flees", "fleeing", "evacuated", "refugees"]),
    ("displaced", "state", ["homeless"]),
    ("displaced", "noun", ["displacement", "evacuation", "exodus", "flight", "refugees", "evacuees", "expulsion"]),
    ("besieged", "verb", [*_forms("besiege", "encircle", "strand"), "trapped", "trapping", "traps", "trap", "stuck"]),
    ("besieged", "noun", ["siege", "encirclement"]),
)

TRIGGERS: dict[str, tuple[tuple[Counts, Use], ...]] = {}
for _counts, _use, _forms_of in _WORDS:
    for _word in dict.fromkeys(_forms_of):
        TRIGGERS[_word] = (*TRIGGERS.get(_word, ()), (_counts, _use))

PREFILTER = re.compile(
    r"\b(?:kill|murder|execut|behead|massacr|slaught|assassinat|lynch|exterminat|martyr|liquidat|neutrali[sz]|decapitat|asphyx"
    r"|gass|gunned|obliterat|slay|slain|slew|hanged|crucif|incinerat|die[sd]?\b|dying|perish|drown|succumb|suffocat|dead|deceased|lifeless|death"
    r"|fatal|bod(?:y|ies)\b|corpses?|li(?:fe|ves)\b|homicid|injur|wound|maim|stab|burn|hurt|shot\b|shoot|hospital|graz|casualt|missing"
    r"|unaccounted|disappear|vanish|captur|abduct|detain|arrest|imprison|kidnap|seized|jail|hostage|captive|prisoner|displac"
    r"|evacu|uproot|expel|driv|flee|fled|homeless|refuge|exodus|besieg|encircl|strand|trap|stuck|siege|toll|victims?|surviv"
    r"|recover|buri|bury|hit(?:s|ting)?\b"
    r"|cross|sought|lost|los(?:es|ing)|apprehend|condition\b|struck|treated|liquidat|felled|wounds)", re.IGNORECASE,
)

GROUPS: dict[str, Counts] = {
    "dead": "killed", "killed": "killed", "victims": "killed", "fatalities": "killed", "deaths": "killed", "slain": "killed",
    "deceased": "killed", "martyrs": "killed", "casualties": "killed_or_injured", "wounded": "injured", "injured": "injured",
    "hurt": "injured", "missing": "missing", "captured": "captured", "abducted": "captured", "kidnapped": "captured",
    "arrested": "captured", "detained": "captured", "hostages": "captured", "prisoners": "captured", "detainees": "captured",
    "displaced": "displaced", "refugees": "displaced", "evacuated": "displaced", "trapped": "besieged", "executed": "killed",
    "died": "killed", "murdered": "killed", "shot": "injured",
}
"""What the members of "the dead", "those killed", "the wounded" have suffered."""

BE = _words("""
    was were is are be been being got get gets getting remain remains remained
""")
AUXILIARY = BE | _words("""
    has have had having may might could can will would shall should must to 've 're 's 'd do does did
""")
LIGHT = _words("""
    reported reportedly feared believed confirmed thought presumed known said declared pronounced listed found left
    leaving leave leaves seen estimated officially also still already later now then instantly immediately
    subsequently allegedly apparently probably likely previously recently too both all initially seriously
    critically badly severely slightly lightly fatally themselves either alone mostly mainly again since so far
    forced prompted made sent being even only just accidentally deliberately brutally summarily burned verified
    alleged assumed
""")

PEOPLE = _words("""
    people persons civilians children kids men women boys girls babies infants toddlers teens teenagers youths
    youngsters adults residents villagers inhabitants locals citizens nationals foreigners tourists pilgrims
    worshippers worshipers passengers students pupils schoolchildren schoolgirls schoolboys teachers workers
    employees journalists reporters activists medics doctors nurses paramedics rescuers firefighters volunteers
    officials officers policemen police cops guards soldiers troops servicemen servicewomen personnel conscripts
    recruits commanders generals leaders militants fighters rebels insurgents jihadists terrorists extremists gunmen
    militiamen militia militias mercenaries loyalists combatants guerrillas guerillas attackers assailants bombers
    suspects shooters robbers gang members relatives families couples brothers sisters sons daughters parents wives
    cousins friends neighbours neighbors bystanders pedestrians drivers shoppers protesters protestors demonstrators
    refugees migrants prisoners hostages captives detainees inmates victims others dead wounded injured casualties
    martyrs crew souls households individuals lives bodies corpses peacekeepers observers monks priests nuns clerics
    imams elders tribesmen peshmerga peasants farmers fishermen herders traders staff contractors engineers
    technicians pilots sailors marines athletes guests patients customers clients males females elderly survivors
    defectors deserters supporters followers opponents dissidents politicians lawmakers ministers diplomats lawyers
    judges ones partygoers revelers concertgoers partiers clubgoers juveniles minors grandchildren infidels
    islamists salafists operatives aides cadres reinforcements evacuees returnees escapees intellectuals artists
    merchants shopkeepers vendors aid-workers helpers occupants motorists cyclists strangers roommates siblings
    twins triplets nephews nieces uncles aunts grandparents boyfriends girlfriends spouses servants laborers
    labourers gunners snipers defenders invaders intruders agents spies informants collaborators traitors muslims
    christians yazidis jews alawites druze sunnis shiites shias kurds arabs syrians iraqis
""")
PERSON = _words("""
    person civilian child kid man woman boy girl baby infant toddler teen teenager youth adult resident villager
    inhabitant local citizen national foreigner tourist pilgrim worshipper passenger student pupil schoolboy
    schoolgirl teacher worker employee journalist reporter activist medic doctor nurse paramedic rescuer firefighter
    volunteer official officer policeman policewoman cop guard soldier serviceman commander general leader militant
    fighter rebel insurgent jihadist terrorist extremist gunman militiaman mercenary loyalist combatant guerrilla
    attacker assailant bomber suspect shooter robber member relative brother sister son daughter parent wife husband
    mother father grandmother grandfather cousin friend neighbour neighbor bystander pedestrian driver shopper
    protester protestor demonstrator refugee migrant prisoner hostage captive detainee inmate victim martyr monk
    priest nun cleric imam elder tribesman farmer fisherman trader contractor engineer technician pilot sailor
    marine patient customer survivor deserter politician lawmaker minister diplomat lawyer judge lieutenant colonel
    captain major sergeant brigadier deputy cameraman photographer peacekeeper peshmerga aide operative occupant
    motorist cyclist juvenile minor male female uncle aunt nephew niece boyfriend girlfriend fiance roommate clerk
    manager owner cashier coach lady guy individual bouncer trooper sniper agent couple family baker shopkeeper
    vendor labourer laborer shepherd emir sheikh mayor governor intruder burglar mom dad grandson granddaughter
    stepfather stepson one
""")

_THINGS = _words("""
    strikes airstrikes raids attacks bombs bombings rockets shells missiles mortars mines explosions blasts
    year month week day barrels houses homes buildings shops vehicles cars trucks tanks buses planes jets warplanes helicopters
    aircraft drones boats ships weapons guns rifles villages towns cities neighbourhoods neighborhoods districts
    areas positions bases camps checkpoints hospitals schools mosques churches years months weeks days hours
    minutes seconds times miles feet foot yards inches blocks kilometres kilometers metres meters km dollars
    euros pounds countries states provinces reports figures numbers incidents operations battles clashes sorties
    shots rounds bullets casings points places sites locations fields wells oilfields tons tonnes kilograms
    kilos litres percent cattle sheep goats cows dogs dog horses animals birds chickens donkeys camels levels
    quarters borders powers headquarters documents photos videos pictures images messages letters calls arrests
    charges counts cases surveys orders warrants offers apartments rooms floors centers centres trials hearings sorts
    kinds types parts sides ways things cylinders launchers depots bulldozers carriers personnel-carriers
    convoys engines posts streets roads bridges windows doors stores firearms handguns pistols wounds injuries
    gunshots surgeries half fronts hectares acres barracks organisations organizations groups gangs factions
    battalions brigades stages thousands hundreds dozens bodies' others'
""")
_PERSON_SUFFIX = re.compile(r"(?:men|women|ers|ors|ists|ians|ants|ees|eers|mates|kids|folk|goers)$")


def is_people(noun: str, plural: bool | None = None) -> bool:
    """Whether a lower-cased noun is a word for persons (``plural`` True or False: of that number only)."""
    if plural is False:
        return noun in PERSON
    if noun in _THINGS:
        return False
    if noun in PEOPLE or (_PERSON_SUFFIX.search(noun) is not None and len(noun) > 5):
        return True
    return plural is None and noun in PERSON


def is_thing(noun: str) -> bool:
    """Whether a lower-cased noun is known to be no person."""
    return noun in _THINGS
