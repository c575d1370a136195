"""Words that tell how two names stand to each other."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corrobora.claims.deeds import verb_forms

_LEAD = (r"(?:leader|head|chief|commander|president|director|chairman|chairwoman|chairperson|boss|king|emir|"
         r"prime minister|premier|"
         r"secretary[- ]general|chief executive|ruler|dictator|strongman|commander[- ]in[- ]chief|governor|mayor|sheikh|sultan|"
         r"commanding (?:general|officer)|superintendent|warlord)")
_SPEAK = r"(?:spokes(?:man|woman|person|men|people)|envoy|ambassador|representative|mediator|negotiator|special adviser)"
_MEMBER = (r"(?:member|fighter|official|militant|activist|officer|lawmaker|senator|operative|deputy(?: \w+)?|soldier|"
           r"minister|analyst|"
           r"advis[eo]r|correspondent|inspector|delegate|employee|researcher|general|colonel|captain|lieutenant|"
           r"sergeant|gunman)s?")
_PARTY, _PERSON, _PLACE = frozenset({"party", "nation"}), frozenset({"person"}), frozenset({"place"})
_ANY_PARTY = frozenset({"party", "nation", "place"})
_GROUPS = frozenset({"party"})
_GONE = r"(?<!former )(?<!ex-)(?<!late )(?<!deputy )(?<!vice )(?<!then-)(?<!ousted )(?<!slain )"
_THE = r"(?:the |a |an |its |their |his )?"
_TITLE = r"(?:(?:[A-Z][\w.’'-]*|\w+) ){0,3}"


@dataclass(frozen=True)
class Tie:
    """A relation told by the words between two names, with what each may be; ``turned``: the right one is the subject."""

    relation: str
    pattern: re.Pattern[str]
    left: frozenset[str]
    right: frozenset[str]
    turned: bool = False
    before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None


def _tie(
    relation: str, words: str, left: frozenset[str], right: frozenset[str], turned: bool = False,
    before: str | None = None, after: str | None = None,
) -> Tie:
    return Tie(relation, re.compile(rf"^(?:{words})$", re.I), left, right, turned,
               re.compile(before, re.I) if before else None, re.compile(after, re.I) if after else None)


def _roles() -> list[Tie]:
    found = []
    for relation, role, parties in (("leads", _GONE + _LEAD, _ANY_PARTY), ("speaks_for", _SPEAK, _ANY_PARTY),
                                    ("member_of", _MEMBER, _GROUPS)):
        found += [
            _tie(relation, rf",? (?:who (?:is|was) |is |was )?{_THE}(?:(?!and |as |his |her |in )"
                           rf"[\w’'-]+ ){{0,3}}?{role}(?: (?:of|for|with|at|"
                           rf"from)|,) {_THE}(?:(?!in |during |around |under )[\w’'-]+ ){{0,3}}",
                 _PERSON, parties),
            _tie(relation, rf",? (?:who (?:is|was) |is |was )?{_THE}", _PERSON, parties,
                after=rf"^(?:['’]?s)? (?:[\w-]+ ){{0,2}}?{role}\b"),
            _tie(relation, rf"(?:['’]s|s|['’])? (?:[\w’'-]+ ){{0,2}}?{role}(?: (?:for|to|in)"
                           rf" (?:[\w’'-]+ ?){{1,3}}?)?,? {_TITLE}",
                 parties | _GROUPS, _PERSON, turned=True),
            _tie(relation, rf",? {_TITLE}", parties if relation == "leads" else _GROUPS, _PERSON, turned=True,
                 before=rf"\b{role},? (?:of|for|with|at) {_THE}(?:[\w’'-]+ ){{0,3}}$"),
        ]
    return found


_HELD = r"held|controlled|occupied|run|ruled|dominated|besieged"
_IN = (r",? ?(?:in|near|inside|outside|within|around)(?: and around)? (?:the )?(?:(?:[\w-]+ ){0,3}(?:of )?)?(?:the )?")

BETWEEN: tuple[Tie, ...] = (
    *_roles(),
    _tie("leads", rf",? who (?:heads?|leads?|commands?|runs?|directs?|headed|led) {_THE}(?:[\w’'-]+ ){{0,3}}", _PERSON,
        _ANY_PARTY),
    _tie("leads", rf" (?:heads|leads|commands|runs|commanded|led|headed) {_THE}(?:[\w’'-]+ ){{0,3}}", _PERSON, _GROUPS),
    _tie("leads", rf",? (?:which |that )?(?:is |was )?(?:led|headed|commanded|run|ruled|chaired) by {_TITLE}", _ANY_PARTY,
        _PERSON, turned=True),
    _tie("member_of", rf",? of {_THE}", _PERSON, _GROUPS),
    _tie("member_of", rf",? from {_THE}", frozenset({"person", "party"}), _GROUPS),
    _tie("member_of", rf",? (?:who (?:is|was) )?(?:a |an |one of )?(?:[\w-]+ ){{0,2}}(?:members?|part)"
                      rf" of {_THE}(?:[\w’'-]+ ){{0,2}}", _PERSON, _GROUPS),
    _tie("member_of", rf",? (?:who )?(?:(?:has|have|had) )?(?:joined|belongs? to|belonged to|serv(?:es|ed) (?:in|with)"
                      rf"|was assigned to) {_THE}",
         _PERSON, _GROUPS),
    _tie("part_of", rf",? (?:which is |is |was |are |being )?(?:an? |the )?(?:[\w’'-]+ ){{0,3}}?(?:part|offshoot|"
                    rf"branch|affiliate|wing|arm|unit|faction|"
                    rf"subsidiary|division|franchise|component|members?) (?:of|in) {_THE}(?:[\w’'-]+ ){{0,2}}", _PARTY, _PARTY),
    _tie("part_of", rf",? (?:which |that )?(?:[\w’'-]+ ){{0,7}}?(?:includes?|included|including|comprises|comprising|"
                    rf"made up(?: in part)? (?:of|by)|consist(?:s|ing) of) "
                    rf"{_THE}(?:[\w’'-]+ ){{0,2}}", _GROUPS, frozenset({"party", "place", "nation"}), turned=True),
    _tie("backs", r"[- ](?:backed|supported|funded|armed|sponsored|trained|aligned) (?:[\w-]+ ){0,2}", _ANY_PARTY, _GROUPS),
    _tie("backs", rf",? (?:which |who |that )?(?:is |was |are |were )?(?:\w+ly )?(?:backed|supported|funded|armed|"
                  rf"sponsored|trained|bolstered|aided) by "
                  rf"{_THE}(?:[\w’'-]+ ){{0,3}}", frozenset({"party", "place", "nation", "person"}), _ANY_PARTY, turned=True),
    _tie("backs", rf",? (?:which |who |that )?(?:has |have )?(?:backs?|supports?|funds|arms|sponsors|(?:is|are)"
                  rf" (?:supporting|backing|assisting|"
                  rf"advising and assisting|helping)|given (?:[\w-]+ )?(?:backing|support) to|"
                  rf"continues? to (?:support|back)) {_THE}(?:[\w’'-]+ ){{0,3}}",
         _ANY_PARTY | _PERSON, frozenset({"party", "nation", "place", "person"})),
    _tie("allied_with", rf",? (?:which |who )?(?:is |are |was |were )?(?:a(?:n|) |the )?(?:[\w-]+ ){{0,2}}?(?:all(?:y|"
                        rf"ies) of|allied (?:with|to)|"
                        rf"loyal to|aligned with|linked to|affiliated (?:with|to)) {_THE}(?:[\w’'-]+ ){{0,3}}",
         _ANY_PARTY, frozenset({"party", "nation", "place", "person"})),
    _tie("allied_with", rf"[- ](?:allied|linked|affiliated|aligned) {_THE}(?:[\w-]+ ){{0,2}}", frozenset({"party",
        "nation"}), _GROUPS, turned=True),
    _tie("allied_with", rf"(?: and|, and)? (?:its|their|his) (?:[\w-]+ ){{0,2}}?(?:all(?:y|ies)),? {_THE}", _PARTY, _PARTY),
    _tie("backs", rf",? (?:\w+ )?(?:with|and) (?:[\w-]+ ){{0,3}}?(?:backing|support|help|aid|assistance) (?:from|of)"
                  rf" {_THE}(?:[\w’'-]+ ){{0,2}}",
         frozenset({"party", "nation", "person"}), _ANY_PARTY, turned=True),
    _tie("allied_with", r" and (?:its|their) (?:[\w-]+ ){0,3}", _PARTY, _PARTY, after=r"^ allies"),
    _tie("fights", rf" (?:against|fighting|battling) {_THE}(?:[\w’'-]+ ){{0,2}}", _GROUPS, _GROUPS),
    _tie("controls", rf"-(?:{_HELD}) (?:[\w-]+ ){{0,4}}(?:of )?", _PARTY, _PLACE),
    _tie("controls", rf",? (?:which |that )?(?:is |was |are |has been |remains? )?(?:now |still |currently |largely |"
                     rf"mostly )?(?:{_HELD}) by {_THE}"
                     rf"(?:[\w’'-]+ ){{0,3}}", _PLACE, _PARTY, turned=True),
    _tie("controls", rf",? (?:which )?(?:is |was |"
                     rf"remains? )?(?:now )?under (?:the )?(?:full )?control of {_THE}(?:[\w’'-]+ ){{0,2}}",
         _PLACE, _PARTY, turned=True),
    _tie("controls", rf" (?:still |now |also )?(?:controls?|holds?|rules?|dominates?) (?:much of |most of |parts of |"
                     rf"all of |about half of )?{_THE}"
                     rf"(?:(?:[\w’'-]+ ){{0,2}}(?:city|town|village|province|district|region|area|port|suburb|"
                     rf"neighbou?rhood|parts) (?:of )?)?",
         _PARTY, _PLACE),
    _tie("located_in", r", ?(?:(?:in|a \w+ in) )?(?:the )?(?:[\w-]+ (?:of )?){0,1}", _PLACE, _PLACE),
    _tie("located_in", r", (?:a|an|the|who \w+) (?:[\w-]+ ){1,4}(?:in|from|near) (?:the )?(?:[\w-]+ (?:of )?)?", _PERSON,
        _PLACE),
    _tie("located_in", _IN, frozenset({"place", "party", "person"}), _PLACE),
    _tie("located_in", r"(?:['’]s|s['’]?|['’])(?: [\w-]+){0,4}? (?:of )?", _PLACE, _PLACE, turned=True),
    _tie("located_in", rf",? (?:which |that |who )?(?:is |was |are |were |lies |lying )?(?:based|located|situated|"
                       rf"stationed|headquartered|lies|deployed|"
                       rf"living|trapped|arrested|detained|captured|killed) (?:in|at|near|to|from|on)"
                       rf" {_THE}(?:[\w’'-]+ ){{0,3}}(?:of )?",
         frozenset({"place", "party", "person"}), _PLACE),
    _tie("located_in", r",? (?:[\w-]+ ){0,2}(?:north|south|east|west|northeast|northwest|southeast|southwest|outside|"
                       r"suburb|outskirts) of (?:the )?"
                       r"(?:[\w-]+ ){0,3}(?:of )?", _PLACE, _PLACE),
)
"""In order: the first that fits tells the relation."""

AFTER: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("speaks_for", re.compile(r"(?:^|[,.“\"”(] ?|\bsaid |\bits |\bthe )(?:chief |regional |local )?spokes(?:man|woman|"
                              r"person) $", re.I)),
)

VERBS: dict[str, tuple[str, frozenset[str], bool]] = {}
"""Word form -> relation, what its object may be, whether it must be a verb."""

_FOES = frozenset({"party", "person", "nation"})
for _verb in ("fight", "battle", "attack", "target", "bomb", "shell", "engage", "kill", "repel", "ambush", "bombard",
    "expel", "besiege",
              "clash", "defeat", "combat", "counter", "destroy", "oust"):
    for _form in verb_forms(_verb):
        VERBS[_form] = ("fights", _FOES, True)
for _form in ("fought", "struck", "strike", "hit", "strikes", "hits", "striking", "combatting", "repelled", "bombing",
    "fighting"):
    VERBS[_form] = ("fights", _FOES, True)
for _noun in ("clash", "clashes", "offensive", "battle", "battles", "airstrikes", "strikes", "war", "raids", "fight",
    "campaign", "attacks", "attack"):
    VERBS.setdefault(_noun, ("fights", _FOES, False))
    if _noun in VERBS and VERBS[_noun][2]:
        VERBS[_noun] = ("fights", _FOES, False)
for _verb in ("back", "support", "arm", "fund", "sponsor", "assist"):
    for _form in verb_forms(_verb):
        VERBS[_form] = ("backs", _ANY_PARTY | _PERSON, True)
for _verb in ("control", "hold", "rule", "govern"):
    for _form in verb_forms(_verb):
        VERBS[_form] = ("controls", _PLACE, True)
VERBS["held"] = ("controls", _PLACE, True)
for _verb in ("head", "command", "lead", "chair"):
    for _form in verb_forms(_verb):
        VERBS[_form] = ("leads", _GROUPS, True)
VERBS["led"] = ("leads", _GROUPS, True)
