"""Words for actors: which side they are on, and the file of known actors. Nothing depends on a name being known."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, get_args

from corrobora.errors import SettingsError
from corrobora.records import EntityKind, Side


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


COMBATANTS = _words("""
    fighter fighters militant militants gunman gunmen soldier soldiers troop troops trooper troopers army armies
    forces force militia militias militiaman militiamen commander commanders conscript conscripts recruit recruits
    guerrilla guerrillas insurgent insurgents rebel rebels jihadist jihadists jihadi jihadis terrorist terrorists
    extremist extremists combatant combatants warplanes warplane pilot pilots airmen officer officers policeman
    policemen policewoman police sniper snipers bomber bombers attacker attackers assailant assailants mercenary
    mercenaries loyalist loyalists paramilitary paramilitaries guard guards guardsmen peacekeeper peacekeepers
    serviceman servicemen marines units brigade brigades battalion battalions division regime command leader leaders
    general generals colonel colonels warlord warlords separatist separatists secessionist secessionists mujahideen
    tribesmen vigilantes gendarme gendarmes cadet cadets martyrdom-seekers
""")
"""Nouns for those who fight or command."""

CIVILIANS = _words("""
    civilian civilians child children kid kids baby babies infant infants toddler toddlers boy boys girl girls woman
    women mother mothers father fathers wife wives widow widows family families resident residents villager villagers
    inhabitant inhabitants townspeople citizen citizens worshipper worshippers worshiper worshipers pilgrim pilgrims
    mourner mourners shopper shoppers passenger passengers bystander bystanders pedestrian pedestrians motorist
    motorists driver drivers student students pupil pupils schoolchildren schoolgirl schoolgirls schoolboy schoolboys
    teacher teachers professor farmer farmers herder herders shepherd shepherds worker workers labourer labourers
    laborer laborers employee employees trader traders merchant merchants vendor vendors shopkeeper shopkeepers
    fisherman fishermen miner miners journalist journalists reporter reporters cameraman photographer blogger bloggers
    activist activists doctor doctors nurse nurses medic medics paramedic paramedics surgeon surgeons patient patients
    rescuer rescuers volunteer volunteers priest priests nun nuns monk monks bishop bishops imam imams cleric clerics
    pastor protester protesters protestor protestors demonstrator demonstrators marcher marchers refugee refugees
    evacuee evacuees tourist tourists migrant migrants guest guests reveller revellers reveler revelers congregant
    congregants parishioner parishioners crew lawyer lawyers parent parents teenager teenagers elderly noncombatants
    non-combatants martyr martyrs diner diners commuter commuters firefighter firefighters christians yazidis
""")
"""Nouns for those who do not."""

# A phrase that tells the side of others than its head: who holds the place, whom they fight, who struck them.
_OTHERS = re.compile(
    r"\b[\w'.]+(?:[ -](?:fighter|state|army|group|front))?-(?:held|controlled|run|ruled|occupied|besieged|dominated)\b|"
    r"\b(?:fighting|battling|opposed to|against|hostile to|trying to (?:topple|oust|overthrow))\s.*|"
    r"\b(?:killed|hit|shot|attacked|targeted|abducted|captured|seized|besieged|trapped|wounded|injured|executed) by\b.*", re.I,
)
_HEAD_END = re.compile(
    r"\b(?:of|from|in|at|near|who|whose|that|which|by|with|for|on|including|among|to|were|was|are|is)\b|[,;(]"
)
_LOYAL = re.compile(r"\b(?:loyal|allied|faithful|affiliated|linked|belonging) (?:to|with)\b", re.I)
_FOES_OF_STATE = re.compile(
    r"\banti-?(?:government|regime|assad|state|syrian government)\b(?:[ -](?:forces|fighters|militia|rebels))?", re.I
)
_BACKED = re.compile(r"\b[\w.]+-(?:backed|supported|allied|trained|sponsored|made|armed|built|supplied|funded|linked)\b", re.I)
_KURDISH = re.compile(
    r"\b(?:asayish|kurdish(?:[- ]led)?(?: \w+)? (?:fighters?|forces?|militi\w+|units?|troops?|soldiers?|commanders?|security|"
    r"guerr?illas?|rebels?|militants?|gunmen|police\w*|army|side|combatants?))\b", re.I,
)
_REBELS = re.compile(
    r"\b(?:rebels?|insurgents?|opposition(?:ists?)?|dissidents?|revolutionar(?:y|ies)|separatists?|secessionists?|guerr?illas?|"
    r"mujahid[ei]+n|mujahedin|(?:army )?(?:defectors?|deserters?))\b", re.I,
)
_ISLAMIC_STATE = re.compile(r"\b(?:takfiris?|caliphate)\b", re.I)
_STATE = re.compile(
    r"\bpro-?(?:government|regime|assad|state|damascus)\b|\b(?:regime|government|state security|loyalists?|conscripts?|"
    r"soldiers?|troops?|troopers?|army|armed forces|military|police(?:m[ae]n|woman)?|"
    r"security (?:forces?|guards?|personnel|services?|officers?|agents?|men)|intelligence (?:agents?|officers?|services?)|"
    r"air ?force|navy|guardsm[ae]n|republican guards?|popular committees|special forces|border guards?|coast ?guards?|"
    r"gendarme\w*|servicem[ae]n|airm[ae]n)\b", re.I,
)
_GOVERNING = re.compile(r"\b(?:regime|government|loyalists?)\b", re.I)
_OUTSIDE = re.compile(
    r"\b(?:coalition|peacekeepers?|blue helmets|un|u\.n\.|american|russian|u\.s\.|us|french|british|foreign|us-led)\b", re.I
)
_ARMED = re.compile(r"\b(?:coalition|troops?|soldiers?|army|forces?|military|peacekeepers?)\b", re.I)


def side_of(words: str, known: KnownActors | None = None) -> Side:
    """The side that a description or name tells ("regime soldiers", "civilians"), "unspecified" if it does not.

    The head of the phrase counts: children of soldiers are civilians, and so are residents of a rebel-held town. Who was
    fought, who attacked and who holds the place is left out. Two sides at once are unspecified. The sides are those that
    the contract names; outside powers are "other".
    """
    return _usual_side(words) if known is None else _side(words, known)


@lru_cache(maxsize=10_000)
def _usual_side(words: str) -> Side:
    return _side(words, load_known())


def _side(words: str, known: KnownActors) -> Side:
    text = _OTHERS.sub(" ", words[:400].replace("’", "'"))
    head = _HEAD_END.split(text, maxsplit=1)[0]
    nouns = {token.lower() for token in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", head)}
    if nouns & CIVILIANS and not nouns & COMBATANTS:
        return "civilians"
    if _LOYAL.search(text):
        text = _LOYAL.sub(" ", text)
        head = text
    for part in (head, text):
        found = _sides(part, known)
        if found:
            return found.pop() if len(found) == 1 else "unspecified"
    return "unspecified"


def _sides(text: str, known: KnownActors) -> set[Side]:
    """Every side that the words name; a longer marker hides the shorter ones inside it ("Free Syrian Army" is no army)."""
    found: set[Side] = set()
    text = _BACKED.sub(" ", text)
    if _FOES_OF_STATE.search(text):
        found.add("rebels")
        text = _FOES_OF_STATE.sub(" ", text)
    for match in known.sided.finditer(text):
        if side := known.side(match.group()):
            found.add(side)
    text = known.sided.sub(" ", text)
    for side, pattern in (("islamic_state", _ISLAMIC_STATE), ("kurdish_forces", _KURDISH), ("rebels", _REBELS)):
        if pattern.search(text):
            found.add(side)  # type: ignore[arg-type]
            text = pattern.sub(" ", text)
    if not found & {"rebels", "kurdish_forces", "islamic_state"} or _GOVERNING.search(text):
        if _OUTSIDE.search(text) and _ARMED.search(text):
            found.add("other")
        elif _STATE.search(text):
            found.add("government")
    return found


# ---------------------------------------------------------------- the file of known actors


@dataclass(frozen=True)
class KnownActor:
    """One entry of the known-actors file. ``names`` holds the full name first."""

    key: str
    names: tuple[str, ...]
    kind: EntityKind
    role: str | None = None
    side: Side | None = None
    source: str | None = None
    state: str | None = None
    """The state that a person leads or led, by name."""


@dataclass(frozen=True)
class KnownActors:
    """The known actors by key and by written name, and patterns: names that tell a side, names of several words."""

    actors: dict[str, KnownActor]
    by_name: dict[str, str]
    sided: re.Pattern[str]
    phrases: re.Pattern[str]

    def find(self, name: str) -> KnownActor | None:
        """The actor of exactly this name; acronyms keep their capitals ("IS" is not "is")."""
        key = self.by_name.get(_plain(name))
        return self.actors[key] if key else None

    def side(self, name: str) -> Side | None:
        actor = self.find(name)
        return actor.side if actor else None


@lru_cache(maxsize=20_000)
def _plain(name: str) -> str:
    """Names are looked up without hyphens, articles and case; an acronym with its case."""
    bare = re.sub(r"^[Tt]he\s+|(?<= )the ", "", " ".join(re.sub(r"[-'’.]", " ", name).split()))
    joined = name.replace(".", "")
    return joined if len(joined) <= 6 and joined.isupper() else bare.casefold()


@lru_cache(maxsize=8)
def load_known(extra: Path | None = None) -> KnownActors:
    """The starter file, extended by a user's file of the same form.

    Raises SettingsError, with the line, for a file that cannot be read or an entry with a wrong field.
    """
    text = resources.files("corrobora.text").joinpath("known_actors.toml").read_text(encoding="utf-8")
    actors = {key: _actor(key, entry) for key, entry in tomllib.loads(text)["actor"].items()}
    if extra is not None:
        actors |= _own_actors(extra)
    by_name = {_plain(name): key for key, actor in reversed(actors.items()) for name in actor.names}
    sided = {name for actor in actors.values() if actor.side for name in actor.names}
    phrases = {name for actor in actors.values() if actor.kind != "person" for name in actor.names if name.count(" ") > 1}
    return KnownActors(actors, by_name, _any_of(sided, "i"), _any_of(phrases, ""))


def _any_of(names: set[str], flags: str) -> re.Pattern[str]:
    """A pattern of all names, the longest first; acronyms keep their case, hyphens and apostrophes may be typed otherwise, an
    article inside may lack."""
    forms = []
    for name in sorted(names, key=lambda name: (-len(name), name)):
        form = re.escape(name).replace(r"\-", "[- ]").replace("'", "['’]").replace(r"\ the\ ", r"\ (?:the\ )?")
        forms.append(form if (name.isupper() and len(name) <= 6) or not flags else f"(?{flags}:{form})")
    return re.compile(rf"(?<![\w.])(?:{'|'.join(forms)})(?!\w)")


def _own_actors(path: Path) -> dict[str, KnownActor]:
    """The entries of a user's file."""
    try:
        text = path.read_text(encoding="utf-8")
        entries = tomllib.loads(text).get("actor", {})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"cannot be read as known actors: {error}", where=str(path), mend="see docs/names.md") from None
    found: dict[str, KnownActor] = {}
    for key, entry in entries.items() if isinstance(entries, dict) else [("actor", entries)]:
        try:
            found[key] = _actor(key, entry)
        except ValueError as error:
            head = re.search(rf"^[ \t]*\[+[ \t]*actor[ \t]*\.[ \t]*[\"']?{re.escape(key)}[\"']?[ \t]*\]", text, re.M)
            line = f", line {text.count(chr(10), 0, head.start()) + 1}" if head else ""
            raise SettingsError(f"known actor {key!r}: {error}", where=f"{path}{line}", mend="see docs/names.md") from None
    return found


def _actor(key: str, entry: Any) -> KnownActor:
    """One entry. Raises ValueError for a wrong field."""
    if not isinstance(entry, dict):
        raise ValueError("it is no table: write [actor.KEY] and its fields below")
    if wrong := sorted(set(entry) - _FIELDS):
        raise ValueError(f"unknown field {wrong[0]!r}; the fields are {', '.join(sorted(_FIELDS))}")
    name, also, kind, side = entry.get("name"), entry.get("also", []), entry.get("kind", "organisation"), entry.get("side")
    if not isinstance(name, str) or not name.strip():
        raise ValueError("it needs a name")
    if not isinstance(also, list) or not all(isinstance(other, str) and other.strip() for other in also):
        raise ValueError("also is a list of names")
    if kind not in get_args(EntityKind):
        raise ValueError(f"kind {kind!r} is none of {', '.join(get_args(EntityKind))}")
    if side not in (None, *get_args(Side)):
        raise ValueError(f"side {side!r} is none of {', '.join(get_args(Side))}")
    names = tuple(dict.fromkeys([name, *also]))
    return KnownActor(key, names, kind, entry.get("role"), side, entry.get("source"), entry.get("state"))


_FIELDS = frozenset({"name", "also", "kind", "role", "side", "source", "state"})
