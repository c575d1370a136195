"""Words that stand with names and tell what they name: titles, offices, nouns inside names of organisations and places."""

from __future__ import annotations

import re
from functools import lru_cache

from corrobora.records import EntityKind
from corrobora.text.nations import is_nationality


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _words("""
    mr mrs ms miss mister madam madame monsieur dr doctor prof professor sir lord lady dame baron count president
    premier chancellor minister secretary envoy ambassador consul senator sen congressman congresswoman rep
    representative governor gov mayor king queen prince princess emir sultan shah pope archbishop bishop cardinal
    father rev reverend pastor rabbi imam sheikh shaikh sheik ayatollah mullah maulana maulvi mufti grand sayyid sayed
    haji hajji general gen lieutenant lt major maj brigadier brig colonel col captain capt commander cmdr sergeant sgt
    corporal cpl private pvt spc specialist petty admiral adm rear marshal field commodore officer sheriff deputy
    police chief judge justice attorney prosecutor spokesman spokeswoman spokesperson director chairman chairwoman
    chair head leader speaker foreign prime defence defense interior information finance vice acting former ex
    assistant under undersecretary special staff press inspector detective constable superintendent commissioner
    commandant high executive chief-of-staff coach first second advisor adviser presidential warrant senior master
    gunnery airman seaman ensign cadet
""")
"""Words of titles; some are also ordinary words, so they count only before a name."""

_SERVICES = _words("navy army air force marine marines corps guard u s us royal national")
_ALONE = _words("""
    mr mrs ms miss mister madam madame monsieur dr doctor prof professor sir president premier chancellor minister
    secretary envoy ambassador senator sen congressman congresswoman rep representative governor gov mayor king queen
    prince princess emir sultan pope archbishop bishop cardinal rev reverend rabbi imam sheikh shaikh sheik ayatollah
    mullah maulana mufti general gen lieutenant lt major maj brigadier brig colonel col captain capt commander cmdr
    sergeant sgt corporal cpl private pvt spc specialist admiral adm marshal commodore officer sheriff judge justice
    attorney spokesman spokeswoman spokesperson director chairman chairwoman speaker inspector detective constable
    superintendent commissioner secretary-general vice-president coach advisor adviser seaman ensign airman leader
    chief father lord lady commandant deputy undersecretary
""")
"""Titles that can stand last before a name."""

KIND_WORDS: dict[str, EntityKind] = {
    **dict.fromkeys(_words("""
    ministry department agency committee council commission authority organization organisation university institute
    bank network association union court parliament congress senate assembly observatory foundation fund office
    company corporation corp inc ltd llc plc group league society federation confederation bureau service services
    times post press news tv television radio centre center programme program headquarters secretariat party club
    board administration government police command treaty crescent navy school college museum team embassy consulate
    cabinet tribunal army force guard guards nations watch amnesty initiative mission campaign coalition alliance
    academy fleet wing squadron corps marines airlines airways twitter facebook youtube instagram telegram whatsapp google
    """), "organisation"),
    **dict.fromkeys(_words("""
    front brigade brigades battalion battalions militia militias movement jabhat jaish jaysh liwa liwaa katibat
    harakat ansar ahrar faylaq kataib firqat resistance mujahideen insurgents rebels fighters cartel gang mafia clan
    tribe tigers lashkar tehrik jihad hezb jund asaib saraya shabiha
    """), "group"),
    **dict.fromkeys(_words("""
    airport airbase hospital mosque church cathedral bridge dam prison jail barracks checkpoint stadium station port
    harbour harbor palace hotel castle citadel refinery plant factory tower camp base airfield crossing square
    monastery temple cemetery clinic barrage gate highway pipeline souk bazaar theater theatre library complex shrine
    embankment
    """), "facility"),
    **dict.fromkeys(_words("""
    province governorate district county city town village river mountains mountain mount valley sea gulf ocean lake
    island islands peninsula strait desert street road avenue region state territory territories republic kingdom
    coast hills heights plain oblast suburb suburbs countryside neighbourhood neighborhood municipality canton
    prefecture basin bay wadi jabal jebel tell tel ghouta north south east west borough township creek canyon park
    forest barangay sitio purok tehsil taluk taluka upazila woreda kebele raion wilaya mandal
    """), "place"),
}
"""Kind by the head word of a name ("Homs Province", "Farouq Brigade"): the last such word, or the first before "of"/"for"."""

_NOT_NAMES = _words("""
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december i he she it we they you his her its our their my the a an this that these
    those but and or if when while where who what why how there here mr mrs ms ok yes no god ramadan eid christmas
    easter today yesterday tomorrow tonight gmt utc am pm bst est edt et ct pt cst cdt pst pdt cet eet photo image video source
    updated published copyright breaking live read more advertisement meanwhile however
    editing reporting writing additional reported
    according near in at on for with since after before during from by under over between among against as because
    although despite both some many most all other such not also then thus now still sat sun mon tue tues wed thu
    thurs fri jan feb mar apr jun jul aug sep sept oct nov dec internet
""")

PARTICLES = _words(
    "al el ul as ash ar at an ad bin ibn ben bint abu umm abd de la le du da di del della dos von van der den ter mac st"
)


_NOT_THINGS = _words("""
    ied ieds vbied vbieds uav uavs rpg rpgs idp idps ngo ngos wmd ceo cfo tv gps atm dna hiv aids covid faq pdf url
    html utc gmt suv suvs apc apcs aka asap diy usd eur gbp
""")
_EVENT_FIRST = _words("operation exercise hurricane storm typhoon cyclone law cessation article resolution chapter section")
_EVENT_LAST = _words("""
    agreement accord accords treaty act communique war wars battle resolution award awards prize cup festival games
    convention protocol summit bill law constitution amendment olympics championship championships marathon report
    book conference plan pact
""")


def is_event_name(words: str) -> bool:
    """Whether the name is of an operation, law, war, technical thing or the like: no actor and no place."""
    parts = re.findall(r"[^\W\d_]+", words.lower())
    if not parts:
        return False
    return parts[0] in _NOT_THINGS | _EVENT_FIRST or (len(parts) > 1 and parts[-1] in _EVENT_LAST)


_DOTTED = re.compile(r"[A-Z]\.\s?[A-Z]")


def is_name_like(words: str) -> bool:
    """Whether the words can be a name at all: they hold a letter and are not only dates, pronouns and page words."""
    parts = re.findall(r"[^\W\d_]+", words.lower())
    if _DOTTED.match(words):
        return True
    return any((len(part) > 1 or not part.isascii()) and part not in _NOT_NAMES and part not in PARTICLES for part in parts)


def is_title(words: str) -> bool:
    """Whether the words are a title and nothing more ("Maj. Gen.")."""
    parts = re.findall(r"[^\W\d_]+", words.lower())
    return all(part in TITLES or part in _SERVICES for part in parts) and any(part in _ALONE for part in parts)


def is_office(words: str) -> bool:
    """Whether the words are a title alone, or that of a people: "Maj. Gen.", "the Syrian President"."""
    front, _, rest = words.partition(" ")
    return is_title(words) or (is_title(rest) and is_nationality(front))


def is_service(word: str) -> bool:
    """Whether a word is of the name of an armed service ("Navy")."""
    return word.lower() in _SERVICES and word.lower() not in {"u", "s", "us", "royal", "national"}


def count_title_words(words: list[str]) -> int:
    """How many words at the end may belong to a title that follows: "Pentagon Press", one. A town's police is a body."""
    return next((at for at, word in enumerate(reversed(words)) if word.lower() not in TITLES - {"police"}), len(words))


def split_title(words: str) -> tuple[str, str]:
    """(title, rest): "President Bashar al-Assad" -> ("President", "Bashar al-Assad"). ("", words) if there is none.

    What stands before the title ("Russian Foreign Minister …") is part of the first item; a title alone is no title.
    """
    parts = list(re.finditer(r"\S+", words))
    end = 0
    for number, part in enumerate(parts[:-1]):
        bare = part.group().lower().strip(".,").replace("’", "'")
        if bare in _ALONE or bare.split("-")[-1] in _ALONE:
            end = number + 1
        elif bare not in TITLES and bare not in {"of", "for", "the", "and", "to", "state"} and end:
            break
    rest = [part.group().lower() for part in parts[end:]]
    if not end or rest[-1] in KIND_WORDS or not any(ch.isupper() for ch in words[parts[end].start():]):
        return "", words
    return words[: parts[end].start()].strip(), words[parts[end].start():]


@lru_cache(maxsize=20_000)
def kind_of_words(name: str) -> EntityKind | None:
    """The kind that a word inside the name tells, if any."""
    parts = [part.lower() for part in re.findall(r"[^\W\d_]+", name)]
    for stop in ("of", "for", "in"):
        if stop in parts[1:]:
            parts = parts[: parts.index(stop, 1)]
    if len(parts) < 2 and not ((parts and parts[0] in {"ministry", "parliament"}) or "of" in name.split()):
        return None
    for part in reversed(parts):
        if part in KIND_WORDS:
            return KIND_WORDS[part]
    return KIND_WORDS.get(parts[0]) if parts else None
