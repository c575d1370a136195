"""Two folded words -> how their letters differ: edits by kind, sounds that transliterations confuse, endings, known forms."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler, Levenshtein

from corrobora.entities.namewords import name_words
from corrobora.text.names import skeleton

VOWELS = frozenset("aeiouyw")
_ALIKE = [set("ckqgx"), set("szxc"), set("td"), set("pbfv"), set("fvw"), set("jgyi"), set("mn"), set("lr"), set("hk")]
LETTER_FEATURES = (
    "edits", "edit share", "vowel edits", "likely consonant edits", "other consonant edits", "doubled letter",
    "swapped", "h added", "skeleton", "first letter", "last letter", "jaro winkler", "shorter", "longer",
    "one is the start", "known overlap", "known apart", "one known", "nickname", "ends apart", "shared forms",
    "final a and o", "final a added", "final e added", "diphthongs", "first vowel",
)


@lru_cache(maxsize=50_000)
def letter_features(a: str, b: str) -> tuple[float, ...]:
    """The features of two folded words, in the order of LETTER_FEATURES; the same for (b, a)."""
    a, b = sorted((a[:40], b[:40]))
    vowels = likely = other = doubled = swapped = aspirated = 0
    for op in _ops(a, b):
        kind, x, y, context = op
        if kind == "swap":
            swapped += 1
        elif kind == "replace":
            if x in VOWELS and y in VOWELS:
                vowels += 1
            elif any(x in group and y in group for group in _ALIKE):
                likely += 1
            else:
                other += 1
        elif x in VOWELS:
            vowels += 1
        elif x == "h":
            aspirated += 1
        elif x in context:
            doubled += 1
        else:
            other += 1
    edits = vowels + likely + other + doubled + swapped + aspirated
    known = name_words()
    overlap, shared = known.overlap(a, b), known.shared_forms(a, b)
    longest = max(len(a), len(b))
    return (
        edits, edits / max(longest, 1), vowels, likely, other, doubled, swapped, aspirated,
        float(skeleton(a) == skeleton(b)), float(a[:1] == b[:1]), float(a[-1:] == b[-1:]), JaroWinkler.similarity(a, b),
        min(len(a), len(b)), longest, float(a.startswith(b) or b.startswith(a)), overlap or 0.0,
        float(overlap == 0.0 and shared < 0.05), float((a in known.persons) != (b in known.persons)),
        float(known.is_nickname(a, b)), float(a[-2:] != b[-2:]), shared, float({a[-1:], b[-1:]} == {"a", "o"}),
        float(_ending(a, b, "a")), float(_ending(a, b, "e")),
        abs(len(_DIPHTHONG.findall(a)) - len(_DIPHTHONG.findall(b))),
        float(a[:1] in VOWELS and b[:1] in VOWELS and a[:1] != b[:1]),
    )


_DIPHTHONG = re.compile(r"[ae][iyj](?![aeiou])|ae(?![iou])")


def stands_apart(a: str, b: str) -> bool:
    """Whether one word has a diphthong where the other has a short vowel."""
    return len(_DIPHTHONG.findall(a)) != len(_DIPHTHONG.findall(b))


def told_apart(a: str, b: str) -> bool:
    """Whether what is small in long names tells short ones apart: another first vowel and one vowel more (Omar, Amr), or t for
    d at the start and the vowels elsewhere (Tabqa, Dabiq)."""
    if {a[:1], b[:1]} == {"t", "d"} and a[1:2] != "h" != b[1:2]:
        return _shape(a) != _shape(b) and max(len(a), len(b)) < 8
    vowels = VOWELS - {"y", "w"}
    opens = a[:1] in vowels and b[:1] in vowels and a[:1] != b[:1] and a[1:2] not in VOWELS and b[1:2] not in VOWELS
    return opens and min(len(a), len(b)) < 4 and _shape(a) != _shape(b)


def _shape(word: str) -> str:
    """Where the vowels stand: "tabqa" -> "cvccv"."""
    return "".join("v" if ch in VOWELS else "c" for ch in re.sub(r"(.)\1", r"\1", word.removesuffix("h")))


def _ending(a: str, b: str, letter: str) -> bool:
    """Whether one ends in the letter and the other in a consonant ("Ivan", "Ivana")."""
    return (a.endswith(letter) and b[-1:] not in VOWELS) or (b.endswith(letter) and a[-1:] not in VOWELS)


def _ops(a: str, b: str) -> list[tuple[str, str, str, str]]:
    """(kind, letter of a or the letter put in, letter of b, letters beside it) of a shortest series of edits."""
    found: list[tuple[str, str, str, str]] = []
    ops = [(op.tag, op.src_pos, op.dest_pos) for op in Levenshtein.editops(a, b)]
    skip = -1
    for number, (tag, i, j) in enumerate(ops):
        if number == skip:
            continue
        if tag == "replace":
            follows = number + 1 < len(ops) and ops[number + 1][:2] == ("replace", i + 1)
            if follows and a[i] == b[j + 1: j + 2] and a[i + 1: i + 2] == b[j]:
                found.append(("swap", a[i], b[j], ""))
                skip = number + 1
                continue
            found.append(("replace", a[i], b[j], ""))
        elif tag == "delete":
            found.append(("delete", a[i], "", a[max(0, i - 1):i] + a[i + 1:i + 2]))
        else:
            found.append(("insert", b[j], "", b[max(0, j - 1):j] + b[j + 1:j + 2]))
    return found
