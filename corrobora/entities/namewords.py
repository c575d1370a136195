"""Word knowledge for comparing names: forms of one given name or surname, nicknames, legal forms, words for bodies, numbers.

The tables lie in ``data/name_words.json.gz`` (made by ``scripts/build_name_words.py``, which names the sources).
Nothing depends on a word being there: a word that is not known is compared by its letters.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from zlib import crc32

import numpy as np

_NUMBERS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen":
    17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty":
    60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "first": 1, "second": 2, "third": 3, "fourth": 4,
    "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12,
    "twentieth": 20, "1st": 1, "2nd": 2, "3rd": 3,
}
_NICKNAMES = {
    line.split()[0]: frozenset(line.split()[1:]) for line in (
        "alexander sasha sascha xander sandro alejo aleks", "alexandra sasha sandra", "mikhail misha",
        "vladimir volodya vova vladik", "volodymyr volodya vova", "dmitry dima mitya",
        "dmitri dima mitya", "nikolai kolya", "nikolay kolya",
        "ivan vanya", "sergei seryozha", "sergey seryozha",
        "yevgeny zhenya", "evgeny zhenya", "anastasia nastya",
        "ekaterina katya", "yekaterina katya", "maria masha",
        "tatiana tanya", "natalia natasha", "pavel pasha",
        "konstantin kostya", "jose pepe", "francisco paco pancho",
        "ignacio nacho", "guadalupe lupe", "dolores lola",
        "jesus chuy", "enrique quique", "manuel manolo",
        "antonio toni tonio", "giuseppe beppe peppe", "luigi gigi",
        "johannes hans", "johann hans", "wilhelm willi willy",
        "heinrich heinz", "friedrich fritz", "josef sepp",
        "margarete grete", "joseph joe jo", "benjamin bibi ben benny",
        "barack barry", "yitzhak bougie", "mohammed mo",
        "muhammad mo", "ibrahim ibo brahim", "abdullah abdo abdu",
        "andrzej jedrek", "krzysztof krzys",
    )
}
_ROMAN = {
    "ii": 2, "iii": 3, "iv": 4, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "xi": 11, "xii": 12, "xiii": 13, "xiv": 14, "xvi": 16,
}


class Persons(Mapping[str, frozenset[int]]):
    """The names that each folded word can stand for, by number. One sorted row of hashes: a dictionary takes 0.4 s to make."""

    def __init__(self, names: Sequence[str]) -> None:
        """``names``: the words of each name, parted by blanks."""
        self._words = " ".join(names).split(" ")
        self._numbers = np.repeat(np.arange(len(names), dtype=np.int32), [name.count(" ") + 1 for name in names])
        keys = np.fromiter(map(crc32, " ".join(names).encode().split(b" ")), np.uint32, len(self._words))
        self._order = np.argsort(keys, kind="stable")
        self._keys = keys[self._order]
        self._found: dict[str, frozenset[int]] = {}

    def __getitem__(self, word: str) -> frozenset[int]:
        numbers = self._found.get(word)
        if numbers is None:
            key = np.uint32(crc32(word.encode("utf-8", "surrogatepass")))
            begin, end = np.searchsorted(self._keys, key), np.searchsorted(self._keys, key, "right")
            numbers = frozenset(int(self._numbers[at]) for at in self._order[begin:end] if self._words[at] == word)
            self._found[word] = numbers
        if not numbers:
            raise KeyError(word)
        return numbers

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(self._words))

    def __len__(self) -> int:
        return len(set(self._words))


@dataclass(frozen=True)
class NameWords:
    """``persons``: the Wikidata names (as numbers) of each folded word; ``legal``: generic legal form of folded words."""

    persons: Mapping[str, frozenset[int]]
    nicknames: dict[str, frozenset[str]]
    legal: dict[str, str]
    bodies: dict[str, str]
    classes: tuple[str, ...] = ()
    _forms: dict[str, frozenset[str]] = field(default_factory=dict)

    def overlap(self, a: str, b: str) -> float | None:
        """0 to 1: how much the names that two words can stand for are the same; None if one of them is not known."""
        left, right = self.persons.get(a), self.persons.get(b)
        if not left or not right:
            return None
        return len(left & right) / min(len(left), len(right))

    def forms(self, word: str) -> frozenset[str]:
        """Every written form, in any script folded, of the names that a word can stand for; itself left out."""
        if word not in self._forms:
            numbers = self.persons.get(word, ())
            self._forms[word] = frozenset(form for number in numbers for form in self.classes[number].split()) - {word}
        return self._forms[word]

    def shared_forms(self, a: str, b: str) -> float:
        """0 to 1: how many forms two words share: Catherine and Katherine, which Wikidata keeps apart, share many."""
        left, right = self.forms(a), self.forms(b)
        if not left or not right:
            return 0.0
        return len((left | {a}) & (right | {b})) / min(len(left), len(right))

    def is_nickname(self, a: str, b: str) -> bool:
        """Whether one is short for the other; not if both are full names of about one length (Emily, Emma)."""
        if a in self.nicknames and b in self.nicknames and min(len(a), len(b)) > 3 and abs(len(a) - len(b)) < 2:
            return False
        return b in self.nicknames.get(a, ()) or a in self.nicknames.get(b, ())


@lru_cache(maxsize=1)
def name_words() -> NameWords:
    """The tables, read once a process."""
    raw = resources.files("corrobora.entities").joinpath("data/name_words.json.gz").read_bytes()
    tables = json.loads(gzip.decompress(raw))
    return NameWords(
        persons=Persons(tables["persons"]),
        nicknames={word: frozenset(others) | _NICKNAMES.get(word, frozenset()) for word, others in tables["nicknames"].items()}
        | {word: others for word, others in _NICKNAMES.items() if word not in tables["nicknames"]},
        legal={form: generic for generic, forms in reversed(tables["legal"].items()) for form in forms},
        bodies={form: key for key, forms in reversed(tables["bodies"].items()) for form in forms},
        classes=tuple(tables["persons"]),
    )


def called(word: str) -> frozenset[str]:
    """The folded words that are short for a given name, or that it is short for."""
    return name_words().nicknames.get(word, frozenset())


def number_of(word: str) -> int | None:
    """The number that a word writes: "44", "forty", "third", "iv"."""
    if word.isdigit():
        return int(word) if len(word) <= 12 else None
    if word in _NUMBERS:
        return _NUMBERS[word]
    if word[:-2].isdigit() and word[-2:] in {"st", "nd", "rd", "th"}:
        return int(word[:-2]) if len(word) <= 12 else None
    return _ROMAN.get(word)
