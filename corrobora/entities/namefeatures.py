"""Two written names -> the evidence for and against their being one name.

The words are aligned (one to one, or one to two for names written apart or together); each pair of words has a likeness from
what is known of the words or from a small model of letters. The features of the whole pair follow from the alignment.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler

from corrobora.entities.letterfeatures import VOWELS, letter_features, told_apart
from corrobora.entities.namewords import name_words, number_of
from corrobora.text.names import ARTICLES, LINKS, fold, skeleton, stands_for
from corrobora.text.nations import nation_named, nation_of_adjective
from corrobora.text.ordinary import is_ordinary
from corrobora.text.titles import KIND_WORDS


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TITLES = _words("""
    mr mrs ms dr prof president sheikh shaikh sheik sir lord lady general gen col colonel major maj capt captain
    haji hajji sayyid sayed prasident monsieur madame herr frau the premier minister king queen prince princess pope
    saint jr sr esq
""")
YOUNGER = frozenset({"jr", "junior", "sr", "senior", "filho", "neto", "fils", "pere"})
_WEAK = _words("""
    company co corporation corp group holding holdings international industries industry limited enterprise
    enterprises trading services service systems global national general and of the for in bank trust fund
    foundation organization organisation association union society europe asia usa uk
""")
MOST_WORDS = 12


@dataclass(frozen=True)
class Written:
    """A name taken apart. ``words``: what is compared; ``legal``: the generic legal form; ``numbers``: in order."""

    folded: str
    words: tuple[str, ...]
    legal: str | None
    numbers: tuple[int, ...]
    body: bool
    younger: bool


@lru_cache(maxsize=20_000)
def take_apart(name: str) -> Written:
    """Legal forms, titles, numbers and small words are told from the words that name."""
    known = name_words()
    words = _servants(_numbered(fold(name).split()[: 2 * MOST_WORDS]))
    legal, words = _legal(words)
    numbers = tuple(number for word in words if (number := number_of(word)) is not None)
    plain = [word for word in words if number_of(word) is None]
    younger = any(word in YOUNGER for word in plain)
    last = len(plain) - 1
    kept = [
        w for at, w in enumerate(plain)
        if w not in LINKS and w not in _TITLES and w not in YOUNGER and (w not in ARTICLES or at == last)
    ]
    body = legal is not None or any(word in known.bodies or word in _WEAK for word in kept)
    return Written(" ".join(words), tuple((kept or plain or words)[:MOST_WORDS]), legal, numbers, body, younger)


_SHORT = {
    "intl": "international", "natl": "national", "govt": "government", "dept": "department", "univ": "university",
    "assn": "association",
}


def _numbered(words: list[str]) -> list[str]:
    """"forty four" -> "44"; leet digits inside a word are letters again ("sech1n")."""
    result: list[str] = []
    for word in (_SHORT.get(word, word) for word in words):
        number = number_of(word)
        last = number_of(result[-1]) if result else None
        if number is not None and last is not None and number < 10 and last % 10 == 0 and 20 <= last <= 90:
            result[-1] = str(last + number)
        elif number is not None and not word.isdigit() and word not in {"i", "v", "x"}:
            result.append(str(number))
        elif number is None and any(ch.isdigit() for ch in word) and sum(ch.isalpha() for ch in word) >= 2:
            result.append(word.translate(_LEET))
        else:
            result.append(word)
    return result


_LEET = str.maketrans("01345789", "oleasgbg")


# With a vowel and the article, whose l takes the sound of the letter after it.
_SERVANT = re.compile(r"abd(?:[aeiou]{1,2}(?:l|(?=([rsnztd])h?\1)[rsnztd]h?))(?!lah?$)(\w{3,})")
_ARTICLED = _words("abdul abdel abdal abdoul abdol abdu abdou abdur abdus abdun abdir abdil")


def _servants(words: list[str]) -> list[str]:
    """"Abdelaziz", "Abdul Aziz" and "Abd al-Aziz" are one name of two words; so are "Abdurrahman", "Abd ar-Rahman"."""
    result: list[str] = []
    for at, word in enumerate(words):
        if (match := _SERVANT.fullmatch(word)) is not None:
            result += ["abd", match[2]]
        elif word in _ARTICLED and at + 1 < len(words):
            result.append("abd")
        else:
            result.append(word)
    return result


def _legal(words: list[str]) -> tuple[str | None, list[str]]:
    """The legal form at the end or the beginning of a name, and the other words."""
    forms = name_words().legal
    for size in range(min(6, len(words) - 1), 0, -1):
        for part, rest in ((words[-size:], words[:-size]), (words[:size], words[size:])):
            text = " ".join(part)
            if text in forms or (text.replace(" ", "") in forms and len(text) > 2):
                return forms.get(text) or forms[text.replace(" ", "")], rest
    return None, words


PAIR_FEATURES = (
    "equal", "worst word", "mean word", "best word", "last words", "first words", "left out of shorter",
    "left out of longer", "both left out", "unlike where both left out", "words of shorter", "words of longer",
    "initials matched", "initials against", "same order", "run together", "run together skeleton", "numbers equal",
    "numbers differ", "one has numbers", "legal equal", "legal differ", "one has legal", "body", "acronym",
    "left out is weak", "younger differs", "letters of shorter", "translated", "worst letters", "edits",
    "single word", "reversed", "left out is land", "left out is patronymic", "best rarity", "left out rarity",
    "last of shorter",
)
Likeness = Callable[[str, str], float]


def known_likeness(a: str, b: str) -> float | None:
    """The likeness of two words that are known to be one or to be two; None if only their letters can tell."""
    if a == b:
        return 1.0
    known = name_words()
    left, right = _noun(a), _noun(b)
    if left and right:
        return 0.97 if left == right else 0.03
    people, other = nation_of_adjective(a), nation_of_adjective(b)
    if people and other:
        return 0.97 if people == other else 0.02
    state, second = people or nation_named(a), other or nation_named(b)
    if state and second:
        return (0.85 if people or other else 0.97) if state == second else 0.02
    if known.is_nickname(a, b):
        return 0.93
    if gendered(a, b) and a in known.persons and b in known.persons:
        return 0.1
    if _ordinary_beside(a, b) or _ordinary_beside(b, a):
        return 0.05  # a report is no Robert
    if told_apart(a, b):
        return 0.1
    if min(len(a), len(b)) > 4 and ("y" in a[1:]) != ("y" in b[1:]) and _plainly(a) == _plainly(b):
        return 0.9
    if min(len(a), len(b)) > 4 and ((known.overlap(a, b) or 0.0) >= 0.5 or known.shared_forms(a, b) >= 0.5):
        return 0.95
    return None


def _ordinary_beside(word: str, name: str) -> bool:
    """Whether one is an ordinary word that nobody is called, and the other is somebody's name."""
    if not is_ordinary(word) or is_ordinary(name):
        return False
    persons = name_words().persons
    return word not in persons and name in persons and len(word) > 3


def _plainly(word: str) -> str:
    """An English spelling without its ornaments: Smythe, Smith."""
    return word[:1] + word[1:].replace("y", "i").removesuffix("e")


def _noun(word: str) -> str | None:
    """The sort of body or place that a common noun names, in any language of the table, singular or plural."""
    bodies = name_words().bodies
    for form in (word.removesuffix("s"), word):
        if form in bodies or form in KIND_WORDS:
            return bodies.get(form, form).lower()
    return None


def gendered(a: str, b: str) -> bool:
    """Whether two words are the forms of one name for a man and a woman ("Mario", "Maria"; "Daniel", "Danielle")."""
    short, long = sorted((a, b), key=lambda word: (len(word), word))
    if len(short) == len(long) and (short, long) not in _PAIRS_APART:
        return short[:-1] == long[:-1] and {short[-1:], long[-1:]} == {"a", "o"}
    if (short, long) in _PAIRS_APART:
        return True
    tail = long.removeprefix(short)
    if tail == long:
        return (short.endswith("us") and long == short[:-2] + "ia") or (long.endswith("os") and short == long[:-2] + "a")
    if short[-1] in VOWELS:
        return False
    return tail in {"a", "ia", "ina", "ine", "ette", "le", "ne"} or (tail == "e" and short.endswith(_MALE))


_PAIRS_APART = {("michael", "michelle"), ("joan", "john"), ("john", "joanna"), ("paul", "pauline"), ("henry", "henrietta")}
_MALE = ("el", "ois", "is", "ian", "ien", "and", "ent", "in")


@dataclass(frozen=True)
class Aligned:
    """Word pairs with their likeness, and the words of either side that have none."""

    pairs: tuple[tuple[str, str, float, int, int], ...]
    left: tuple[str, ...]
    right: tuple[str, ...]


def align(a: Sequence[str], b: Sequence[str], like: Likeness) -> Aligned:
    """The likeliest pairs first; ties by place, so that the answer does not depend on anything else."""
    a, b = _joined(list(a), list(b), like), _joined(list(b), list(a), like)
    likely = ((like(x, y), i, j) for i, x in enumerate(a) for j, y in enumerate(b) if x == y or min(len(x), len(y)) > 1)
    scores = sorted(likely, key=lambda s: (-s[0], abs(s[1] - s[2]), s[1], s[2]))
    used_a: set[int] = set()
    used_b: set[int] = set()
    pairs: list[tuple[str, str, float, int, int]] = []
    for score, i, j in scores:
        if i not in used_a and j not in used_b and score > 0.15:
            used_a.add(i)
            used_b.add(j)
            pairs.append((a[i], b[j], score, i, j))
    return Aligned(
        tuple(sorted(pairs, key=lambda p: (p[3], p[4]))), tuple(w for i, w in enumerate(a) if i not in used_a),
        tuple(w for j, w in enumerate(b) if j not in used_b),
    )


def _joined(words: list[str], others: list[str], like: Likeness) -> list[str]:
    """Two neighbouring words written as one where the other name has them so ("Mohammad Hasni", "Mohammadhasni")."""
    at = 0
    while at + 1 < len(words):
        both = words[at] + words[at + 1]
        if len(both) > 4 and any(o == both or _run_together(words[at], words[at + 1], o, others, like) for o in others):
            words[at:at + 2] = [both]
        at += 1
    return words


def _run_together(first: str, second: str, word: str, others: Sequence[str], like: Likeness) -> bool:
    """Whether a word is liker to two written as one than either of them is to any word of the name."""
    both = first + second
    if len(word) < 6 or 3 * min(len(word), len(both)) < 2 * max(len(word), len(both)) or (sure := like(both, word)) <= 0.8:
        return False
    return all(max(like(first, other), like(second, other)) < sure for other in others)


def pair_features(x: str, y: str, like: Likeness) -> tuple[float, ...]:
    """The features of two names, in the order of PAIR_FEATURES; the same for (y, x)."""
    a, b = sorted((take_apart(x), take_apart(y)), key=lambda w: (len(w.words), len(w.folded), w.folded))
    known = name_words()
    aligned = align(a.words, b.words, like)
    scores = [score for _, _, score, _, _ in aligned.pairs]
    left, right, matched, against = _initials(aligned)
    places = [j for _, _, _, _, j in aligned.pairs]
    run_a, run_b = "".join(a.words), "".join(b.words)
    run = letter_features(run_a[:40], run_b[:40])
    both = min(len(left), len(right))
    unlike = max((like(p, q) for p in left for q in right), default=1.0)
    last = like(a.words[-1], b.words[-1]) if a.words and b.words else 0.0
    first = like(a.words[0], b.words[0]) if a.words and b.words else 0.0
    translated = sum(1 for p in left for q in right if p in known.bodies and known.bodies[p] == known.bodies.get(q))
    over = (*left, *right)
    weak = [w for w in over if w not in _WEAK and w not in known.bodies]
    letters = min((min(len(p), len(q)) for p, q, _, _, _ in aligned.pairs), default=0)
    return (
        float(a.words == b.words), min(scores, default=0.0), sum(scores) / max(len(scores), 1), max(scores, default=0.0),
        last, first, len(left), len(right), both, unlike, len(a.words), len(b.words), matched, against,
        float(places == sorted(places)),
        run[11], float(skeleton(run_a) == skeleton(run_b)), float(bool(a.numbers) and a.numbers == b.numbers),
        float(bool(a.numbers) and bool(b.numbers) and a.numbers != b.numbers), float(bool(a.numbers) != bool(b.numbers)),
        float(a.legal is not None and a.legal == b.legal), float(None not in (a.legal, b.legal) and a.legal != b.legal),
        float((a.legal is None) != (b.legal is None)), float(a.body or b.body),
        float(_short_for(x, y) or _short_for(y, x)), float(bool(over) and not weak), float(a.younger != b.younger),
        min(len(run_a), len(run_b)), translated, letters, run[0], float(len(a.words) == 1),
        float(run_a == run_b[::-1] or JaroWinkler.similarity(run_a, run_b[::-1]) > 0.95),
        float(bool(over) and all(w in _LANDS or nation_named(w) or nation_of_adjective(w) for w in over)),
        float(bool(over) and all(_PATRONYMIC.fullmatch(w) for w in over)),
        max((_rarity(p) * score for p, _, score, _, _ in aligned.pairs), default=0.0),
        max((_rarity(w) for w in over), default=0.0),
        max((like(a.words[-1], word) for word in b.words), default=0.0) if a.words else 0.0,
    )


_LANDS = _words("""
    europe asia africa america americas east west north south middle eastern international global schweiz deutschland usa uk
    emea apac overseas worldwide
""")
_PATRONYMIC = re.compile(r"\w{3,}(?:[oe]vich|[oe]vna|ovych|ivna|ovitch|evitch|ichna|oglu|ogly|kyzy|qizi|zade)")


def _rarity(word: str) -> float:
    """0 to 1: how little a word says: 0 for a common noun, less for a usual given name, 1 for a word that no list has."""
    if word in _WEAK or _noun(word) or is_ordinary(word):
        return 0.1
    return 1.0 / (1.0 + 0.2 * len(name_words().persons.get(word, ())))


def _short_for(acronym: str, name: str) -> bool:
    """Whether one is the acronym of the other, or holds it beside the name of a land ("PLA China")."""
    if stands_for(acronym, name):
        return True
    words = acronym.split()
    rest = [word for word in words if not nation_named(word) and not nation_of_adjective(word)]
    return len(words) > 1 and len(rest) == 1 and len(rest[0]) > 2 and rest[0].isupper() and stands_for(rest[0], name)


def _initials(aligned: Aligned) -> tuple[list[str], list[str], int, int]:
    """The words left on either side once initials have taken theirs; how many did, and how many contradict."""
    left, right = list(aligned.left), list(aligned.right)
    matched = against = 0
    for short, long in ((left, right), (right, left)):
        for word in [w for w in short if len(w) <= 2]:
            whole = next((o for o in long if len(o) > 1 and o.startswith(word)), None)
            if len(word) == 2 and whole is None:
                two = [next((o for o in long if len(o) > 1 and o.startswith(ch)), None) for ch in word]
                if all(two):
                    for other in two:
                        if other in long:
                            long.remove(other)
                    short.remove(word)
                    matched += 2
                continue
            if whole is not None:
                long.remove(whole)
                short.remove(word)
                matched += 1
            elif long and len(word) == 1:
                against += 1
    return left, right, matched, against
