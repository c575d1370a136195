"""States with their capitals and adjectives, and peoples and faiths: which words name a nationality, which a state.

The table ``nations.csv`` holds public facts (UN member states and a few others, short English names).
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

PEOPLES = frozenset(word for word in re.split(r"\s+", """
    arab alawite alawi sunni shia shiite shi'ite shi'a druze christian muslim moslem jew jewish kurd kurdish yazidi
    yezidi turkmen turkoman turcoman assyrian chaldean maronite copt coptic ismaili salafi salafist wahhabi sufi
    circassian bedouin berber amazigh tuareg hazara pashtun baloch baluch sindhi punjabi kashmiri bengali tamil
    sinhalese rohingya uighur uyghur tibetan hui karen kachin shan hutu tutsi hausa fulani igbo yoruba ijaw kanuri
    dinka nuer shilluk fur masalit zaghawa oromo amhara amharic tigrayan tigrinya afar somali kikuyu luo kalenjin zulu
    xhosa ndebele shona chechen ingush dagestani ossetian abkhaz tatar bosniak roma basque catalan flemish walloon
    scottish scot welsh asian african european western westerner easterner latino hispanic hindu sikh buddhist
    catholic protestant orthodox evangelical mormon persian nuristani baluchi mayan
    quechua aymara mapuche hmong arabic
""") if word)
"""Peoples, faiths and their adjectives, in the singular."""


@dataclass(frozen=True)
class Nation:
    """A state: ISO 3166-1 code, short English name, every name (the short one first), capitals, adjectives."""

    iso: str
    name: str
    names: tuple[str, ...]
    capitals: tuple[str, ...]
    adjectives: tuple[str, ...]


@lru_cache(maxsize=1)
def nations() -> tuple[Nation, ...]:
    """All states of the table."""
    table = resources.files("corrobora.text").joinpath("nations.csv").read_text(encoding="utf-8")
    rows = list(csv.reader(table.splitlines()))[1:]
    return tuple(
        Nation(
            iso, name, (name, *(n for n in others.split("|") if n)), tuple(capital.split("|")),
            tuple(word.replace("-", " ") for word in adjectives.split()),
        )
        for iso, name, others, capital, adjectives in rows
    )


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, Nation], dict[str, Nation], dict[str, Nation]]:
    by_name = {_key(name): nation for nation in reversed(nations()) for name in nation.names}
    by_capital = {_key(capital): nation for nation in reversed(nations()) for capital in nation.capitals}
    by_adjective: dict[str, Nation] = {}
    for nation in reversed(nations()):
        for adjective in nation.adjectives:
            by_adjective[_key(adjective)] = nation
            if not adjective.endswith(("ese", "sh", "ch", "ss")):
                by_adjective[_key(adjective) + "s"] = nation
    return by_name, by_capital, by_adjective


@lru_cache(maxsize=50_000)
def _key(words: str) -> str:
    """Case matters for acronyms alone: "US" is a state, "us" is not."""
    bare = words.strip().replace("’", "'").removeprefix("The ").removeprefix("the ").replace("-", " ")
    joined = bare.replace(".", "")
    return joined if joined.isupper() and len(joined) <= 4 else bare.casefold()


def nation_named(words: str) -> Nation | None:
    """The state of this name ("Syria", "U.S.")."""
    return _tables()[0].get(_key(words))


def nation_of_capital(words: str) -> Nation | None:
    """The state whose capital (or seat of government) this is."""
    return _tables()[1].get(_key(words))


def nation_of_adjective(words: str) -> Nation | None:
    """The state of an adjective or of its people ("Syrian", "Syrians")."""
    return _tables()[2].get(_key(words))


def is_people(words: str) -> bool:
    """Whether the words name a people in the plural ("Syrians", "Alawites"): a group, where "Syrian" is a nationality."""
    return words.endswith("s") and is_nationality(words) and is_nationality(words[:-1])


@lru_cache(maxsize=20_000)
def is_nationality(words: str) -> bool:
    """Whether the words name a people, a faith or the people of a state ("Syrian", "Alawites", "Sunni Muslims")."""
    bare = words.strip().replace("’", "'")
    if not bare[:1].isupper():
        return False
    if nation_of_adjective(bare):
        return True
    parts = bare.casefold().replace("-", " ").split()
    return bool(parts) and all(
        part in PEOPLES or part.removesuffix("s") in PEOPLES or nation_of_adjective(part) is not None for part in parts
    )
