"""How sure it is that two written names are one person, organisation or place.

Two small learned models (``scripts/train_names.py``): one likens two words by their letters and by what is known of them,
one weighs the whole alignment. 0.5 decides. ``docs/names.md`` tells it in words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from corrobora.entities.gazetteer import Gazetteer, Spot
from corrobora.entities.letterfeatures import letter_features, stands_apart, told_apart
from corrobora.entities.namefeatures import (
    PAIR_FEATURES,
    Written,
    align,
    gendered,
    known_likeness,
    pair_features,
    take_apart,
)
from corrobora.entities.trees import load_trees
from corrobora.text.actors import load_known
from corrobora.text.names import ARABIC, LONGEST, fold, skeletons, tokens
from corrobora.text.nations import nation_named


def compare_names(a: str, b: str) -> float:
    """0 to 1: how sure that two written names are one; 0.5 decides. The same for (b, a). Never raises."""
    return _compared(a[:LONGEST], b[:LONGEST]) if a < b else _compared(b[:LONGEST], a[:LONGEST])


@lru_cache(maxsize=20_000)
def _compared(a: str, b: str) -> float:
    return decided(a, b, lambda: load_trees("pairs").chance(pair_features(a, b, likeness)))


def decided(a: str, b: str, weigh: Callable[[], float]) -> float:
    """What is known of two names and a few rules come before what the learned model (``weigh``) makes of them."""
    left, right = fold(a), fold(b)
    if not left or not right:
        return 1.0 if a.strip() == b.strip() and a.strip() else 0.0
    if left == right:
        return 1.0
    if (told := _known(a, b)) is not None:
        return told
    score, one, two = weigh(), take_apart(a), take_apart(b)
    if _written_without_vowels(a, b):
        return max(score, ACROSS_SCRIPTS)
    if len(one.words) == len(two.words) == 1 and one.numbers == two.numbers and not (one.legal or two.legal):
        if _is_letters(a) != _is_letters(b):
            return min(score, 0.2)  # an acronym is no word of its consonants
        return _of_single_words(one.words[0], two.words[0], score)
    if score < 0.2:
        return score  # no rule below makes it more
    aligned = align(one.words, two.words, likeness)
    if len(aligned.left) == len(aligned.right) == 1:
        first, second = aligned.left[0], aligned.right[0]
        if gendered(first, second) or told_apart(first, second):
            return min(score, 0.2)  # a man and a woman; Omar and Amr
    if 1 in (len(one.words), len(two.words)) and not one.body and not two.body and _first_name_alike(aligned.pairs, one, two):
        return min(score, 0.4)  # "Elois" is not yet "Alice Titus"
    counted = one.numbers and two.numbers and one.numbers != two.numbers and not any(map(str.isdigit, left + right))
    if counted and not aligned.left and not aligned.right:
        return min(score, 0.3)  # the second and the third of a name; ships keep theirs with another figure
    if one.younger != two.younger or _other_kunya(one.words, two.words):
        return min(score, 0.3)  # father and son; Abu Bakr and Abu Omar
    middle, other_middle = _middle_initials(one.words), _middle_initials(two.words)
    if middle and other_middle and middle != other_middle and (one.words[0], one.words[-1]) == (two.words[0], two.words[-1]):
        return min(score, 0.3)
    return score


ACROSS_SCRIPTS = 0.75
"""How sure it is that a name in Arabic and one in Latin letters are one if all that the first writes agrees."""


def _written_without_vowels(a: str, b: str) -> bool:
    """Whether one name is in Arabic letters, and the other has its consonants, and its long vowels if these are few."""
    if bool(ARABIC.search(a)) == bool(ARABIC.search(b)) or skeletons(a) != skeletons(b):
        return False
    short, full = ("".join(tokens(name)) for name in ((a, b) if ARABIC.search(a) else (b, a)))
    letters = iter(full)
    return len("".join(skeletons(a))) > 3 or (bool(set("yu") & set(short[1:])) and all(ch in letters for ch in short))


def _first_name_alike(pairs: Sequence[tuple[str, str, float, int, int]], one: Written, two: Written) -> bool:
    """Whether all that two names share is a word that resembles, by its letters alone, another than the last of the longer."""
    longer, written = max(one.words, two.words, key=len), {*one.words, *two.words}
    return len(longer) > 1 and len(pairs) == 1 and pairs[0][3] + pairs[0][4] < len(longer) - 1 and (
        written.issuperset(pairs[0][:2]) and known_likeness(pairs[0][0], pairs[0][1]) is None
    )


def _is_letters(name: str) -> bool:
    """Whether a name is two to four capitals."""
    bare = name.replace(".", "").strip()
    return 2 <= len(bare) <= 4 and bare.isascii() and bare.isalpha() and bare.isupper()


def _known(a: str, b: str) -> float | None:
    """What the tables say of two names that both stand in them: states and known actors."""
    state, other = nation_named(a), nation_named(b)
    if state and other:
        return 0.99 if state == other else 0.01
    actors = load_known()
    one, two = actors.find(a), actors.find(b)
    if one and two:
        return 0.99 if one.key == two.key else 0.02
    return None


def _other_kunya(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether both are called after a child, and after another one ("Abu Bakr", "Abu Omar")."""
    called = [{words[at + 1] for at in range(len(words) - 1) if words[at] in _KUNYAS} for words in (a, b)]
    return bool(called[0] and called[1]) and max(likeness(x, y) for x in called[0] for y in called[1]) < 0.5


_KUNYAS = frozenset({"abu", "abou", "umm", "um", "oum", "abi"})


def _middle_initials(words: Sequence[str]) -> str:
    """The letters between first name and surname: George H. W. Bush is not George W. Bush."""
    return "".join(word for word in words[1:-1] if len(word) <= 2) if all(len(w) <= 2 for w in words[1:-1]) else ""


def _of_single_words(a: str, b: str, score: float) -> float:
    """With one word each, the likeness of the words says all but for acronyms; a diphthong is no mere vowel (Qusayr, Qusar)."""
    like = likeness(a, b)
    if stands_apart(a, b):
        return 0.5 * like
    return like if like > 0.5 or score < 0.5 or a[:1] != b[:1] else (like + score) / 2


def likeness(a: str, b: str) -> float:
    """0 to 1: how sure that two folded words are one name written twice. The same for (b, a)."""
    return _likeness(a, b) if a < b else _likeness(b, a)


@lru_cache(maxsize=200_000)
def _likeness(a: str, b: str) -> float:
    told = known_likeness(a, b)
    return load_trees("letters").chance(letter_features(a, b)) if told is None else told


def _one_place(a: str, b: str, gazetteer: Gazetteer | None) -> Spot | None:
    """The largest place that bears both names, in any language that the gazetteer has."""
    if gazetteer is None or fold(a) == fold(b):
        return None
    others = {spot.id for spot in gazetteer.find(b)}
    return next((spot for spot in sorted(gazetteer.find(a), key=lambda s: s.feature[0] != "P") if spot.id in others), None)


OF_ONE_PLACE = 0.97
"""How sure it is that two names are one that the gazetteer has for one place."""


def explain_names(a: str, b: str, gazetteer: Gazetteer | None = None) -> tuple[str, ...]:
    """The reasons for ``compare_names``, a line each, the words first; two names of one place of the ``gazetteer`` are one."""
    place = _one_place(a, b, gazetteer)
    score = max(compare_names(a, b), OF_ONE_PLACE) if place else compare_names(a, b)
    left, right = take_apart(a[:LONGEST]), take_apart(b[:LONGEST])
    aligned = align(left.words, right.words, likeness)
    lines = [f"{score:.2f}: {'one name' if score >= 0.5 else 'two names'}"]
    if fold(a) != fold(b) and _known(a, b) is not None:
        lines.append("both stand in the tables of states and known actors, as " + ("one" if score >= 0.5 else "two"))
    if place:
        lines.append(f"the gazetteer has both as names of {place.name} ({place.country})")
    for x, y, like, _, _ in aligned.pairs:
        lines.append(f"{x} = {y}" if x == y else f"{x} ~ {y}: {like:.2f}")
    for words, name in ((aligned.left, a), (aligned.right, b)):
        if words:
            lines.append(f"only in {name!r}: {', '.join(words)}")
    if left.numbers != right.numbers:
        lines.append(f"numbers: {left.numbers or 'none'} and {right.numbers or 'none'}")
    if left.legal != right.legal:
        lines.append(f"legal form: {left.legal or 'none'} and {right.legal or 'none'}")
    told = dict(zip(PAIR_FEATURES, pair_features(a, b, likeness), strict=True))
    lines += [text for name, text in _TELLING.items() if told[name] and left.words and right.words]
    return tuple(lines)


_TELLING = {
    "acronym": "one is the acronym of the other", "initials matched": "an initial stands for a word",
    "initials against": "an initial contradicts a word", "younger differs": "one is told to be the younger or elder",
    "numbers differ": "the numbers differ", "run together skeleton": "the same consonants in the same order",
}
