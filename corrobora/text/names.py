"""Written names -> folded forms, tokens, consonant skeletons and initials, for any script.

The skeleton keeps what transliterations of one name agree on: consonants, with the letters that stand for one sound made one
(q/k/gh, ou/u/w, doubled letters, vowels dropped). Two names of one skeleton are candidates, not yet one name.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

LONGEST = 300
"""Code points of a name that are read."""
ARTICLES = frozenset({"al", "el", "ul", "as", "ash", "ar", "at", "an", "ad", "az", "ed", "es", "er"})
"""The Arabic article in its written forms; it is no part of what tells names apart."""
LINKS = frozenset(
    {"bin", "ibn", "ben", "bint", "de", "la", "le", "du", "da", "di", "del", "della", "dos", "von", "van", "der", "den",
     "ter", "of", "the", "for", "and", "in", "on", "to", "y", "et", "und"}
)
"""Small words of names: patronymic and noble particles, prepositions, conjunctions."""
_APOSTROPHES = re.compile(r"(?<=\w)['’‘`ʼʿʾ´](?=\w)|[’‘`ʼʿʾ´']")
_POSSESSIVE = re.compile(r"['’]s\b")
_DOTTED = re.compile(r"\b(?:\w\.){2,}\w?\b\.?|\b(?:\w\.){2,}")
_DIGRAPHS = (
    ("tsch", "S"), ("sch", "S"), ("tch", "S"), ("sh", "S"), ("ch", "S"), ("kh", "k"), ("gh", "g"), ("ph", "f"), ("th", "t"),
    ("dh", "d"), ("dzh", "j"), ("zh", "j"), ("dj", "j"), ("ck", "k"), ("qu", "k"), ("ts", "z"), ("tz", "z"),
)
_VOWELS = ("a", "e", "i", "o", "u", "y")
_LETTERS = str.maketrans({"q": "k", "c": "k", "x": "k", "w": "v", "z": "s", "p": "b", "g": "k", "d": "t", "v": "f"})


@lru_cache(maxsize=20_000)
def fold(name: str) -> str:
    """Lower case ASCII letters, digits and single blanks; apostrophes gone, hyphens blanks, dotted letters joined ("un")."""
    text = name[:LONGEST]
    text = _POSSESSIVE.sub("", text)
    text = _DOTTED.sub(lambda m: m.group().replace(".", "") + " ", text)
    if not text.isascii():
        letters = ARABIC.sub(lambda m: _romanised(m.group()), _APOSTROPHES.sub("", text))
        text = anyascii("".join(ch if unicodedata.category(ch)[0] in "LMN" or ch == "&" else " " for ch in letters))
    text = _APOSTROPHES.sub("", text).lower().replace("&", " and ")
    return " ".join(re.findall(r"[a-z0-9]+", text))


ARABIC = re.compile(r"[\u0620-\u065f\u066e-\u06d3\u06d5]+")
_WRITTEN = {"عمر": "omar", "عمرو": "amr", "الله": "allah", "عبدالله": "abdallah"}
"""Words whose letters tell too little, or whose spelling in Latin letters is fixed."""
_OF_ARABIC = str.maketrans({
    **dict.fromkeys("اأآىةع", "a"), **dict.fromkeys("يی", "y"), **dict.fromkeys("إئ", "i"), **dict.fromkeys("ؤو", "u"), "ء": "",
    "\u0640": "", "ظ": "z",
})


def _romanised(word: str) -> str:
    """An Arabic or Persian word with its long vowels and its article apart: "al qsyr"; short vowels are not written."""
    bare = "".join(ch for ch in word if unicodedata.category(ch)[0] != "M")
    if told := _WRITTEN.get(bare):
        return told
    if bare.startswith("ال") and len(bare) > 4:
        return f"al {_romanised(bare[2:])}"
    first = {"و": "w", "ي": "y", "ی": "y"}.get(bare[:1])
    text = first + bare[1:] if first else re.sub("^[أا]و", "o", re.sub("^[إا]ي", "i", bare))
    return re.sub(r"([ai])\1+", r"\1", text.translate(_OF_ARABIC))


@lru_cache(maxsize=20_000)
def tokens(name: str) -> tuple[str, ...]:
    """The folded words of a name, without the Arabic article and small words unless nothing else is left."""
    words = fold(name).split()
    kept = [word for at, word in enumerate(words) if word not in LINKS and not (word in ARTICLES and at + 1 < len(words))]
    return tuple(kept or words)


@lru_cache(maxsize=50_000)
def skeleton(word: str) -> str:
    """The consonants of one folded word, sounds that transliterations confuse made one; an initial vowel is kept as "a"."""
    text = word
    for written, sound in _DIGRAPHS:
        text = text.replace(written, sound)
    text = re.sub(r"c(?=[eiy])", "s", text).translate(_LETTERS)
    text = re.sub(r"(.)\1+", r"\1", text)  # doubled letters, but not the two of "pipeline"
    return ("a" if text[:1] in _VOWELS else text[:1]) + re.sub("[aeiouyh]", "", text[1:])


def skeletons(name: str) -> tuple[str, ...]:
    """The skeleton of each token."""
    return tuple(skeleton(token) for token in tokens(name))


@lru_cache(maxsize=20_000)
def initials(name: str) -> str:
    """The first letters of the words that an acronym takes ("International Committee of the Red Cross": "icrc")."""
    words = [word for word in fold(name).split() if word not in LINKS and word not in ARTICLES]
    return "".join(word[0] for word in words)


@lru_cache(maxsize=50_000)
def looks_like_acronym(name: str) -> bool:
    """Two to eight letters, all capitals or dotted, perhaps with a plural s ("SNC", "U.N.", "LCCs")."""
    bare = name.replace(".", "").replace("-", "")
    return 2 <= len(bare) <= 8 and bare.removesuffix("s").isupper() and bare.isalpha()


def is_acronym(name: str) -> bool:
    """Two to five capitals: too short to be a word that is written large."""
    return looks_like_acronym(name) and len(name.replace(".", "")) < 6


@lru_cache(maxsize=50_000)
def stands_for(acronym: str, name: str) -> bool:
    """Whether the letters can be taken from the name's words, in order: SNC, Syrian National Council."""
    letters = fold(acronym).replace(" ", "")
    words = fold(name).split()
    if len(letters) < 2 or len(words) < 2 or looks_like_acronym(name):
        return False
    if any(looks_like_acronym(word) and len(word) < 6 for word in name.split()) and not name.isupper():
        return letters == "".join(fold(word) if looks_like_acronym(word) else initials(word) for word in name.split())
    full, with_articles = ("".join(word[0] for word in words if word not in left) for left in ((), LINKS))  # AQI: al-Qaeda …
    return letters in (initials(name), full, with_articles) or letters.removesuffix("s") == initials(name)
