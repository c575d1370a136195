"""Trains the two models of ``corrobora.entities.compare`` and writes ``corrobora/entities/data/name_trees.json``.

    python scripts/train_names.py ../shared/data/names        about three minutes on two cores
    python scripts/train_names.py ../shared/data/names --names-only      keeps the model of words

Words: pairs of spellings of ANETAC (no licence stated; only weights are learned from it), pairs made from the name classes
of ``namewords`` (Wikidata, CC0), names beside ordinary words of their consonants, spellings of towns (GeoNames, CC BY 4.0) and
names beside what Arabic letters keep of them.
Names: ``checks.csv`` (nomenklatura, MIT) and names made from the same classes by rules that
say what a careful reader calls one name: another spelling of each word, a nickname, an initial, words left out, another order,
a slip of the pen; and two: one word that is another known name though it looks alike, another middle name, another number.
Prints five-fold cross-validation on checks.csv, the made pairs always in the training part.
"""

from __future__ import annotations

import csv
import json
import random
import re
import sqlite3
import sys
from collections import defaultdict
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np
from rapidfuzz.distance import Levenshtein
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import f1_score, roc_auc_score
from sklearn.model_selection import StratifiedGroupKFold

from corrobora.entities.compare import decided
from corrobora.entities.gazetteer import load_gazetteer
from corrobora.entities.letterfeatures import LETTER_FEATURES, letter_features
from corrobora.entities.namefeatures import (
    PAIR_FEATURES,
    Likeness,
    gendered,
    known_likeness,
    pair_features,
)
from corrobora.entities.namewords import name_words
from corrobora.entities.trees import Trees
from corrobora.settings import load_settings
from corrobora.text.names import fold, skeleton
from corrobora.text.ordinary import is_ordinary, ordinary_words

TARGET = Path(__file__).resolve().parents[1] / "corrobora" / "entities" / "data" / "name_trees.json"
KNOWN = [LETTER_FEATURES.index(name) for name in ("known overlap", "known apart", "one known", "nickname", "shared forms")]
Row = tuple[str, str, bool, float]


def read(path: Path) -> list[tuple[str, str, bool, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return [(row["a"], row["b"], row["same"] == "1", row["kind"]) for row in csv.DictReader(lines)]


# ---------------------------------------------------------------- words


class Names:
    """Words of the name classes: the usual forms of each class, and words that look alike but share no class."""

    def __init__(self, chance: random.Random) -> None:
        self.chance, self.known = chance, name_words()
        usual = {word: ids for word, ids in self.known.persons.items() if len(ids) >= 2 and len(word) > 2 and _spoken(word)}
        self.classes: dict[int, list[str]] = defaultdict(list)
        for word, ids in sorted(usual.items()):
            for number in sorted(ids):
                self.classes[number].append(word)
        self.usual = sorted(usual)
        self.rich = sorted(number for number, words in self.classes.items() if len(words) >= 2)
        self.near: dict[str, list[str]] = defaultdict(list)
        for word in self.usual:
            for at in range(len(word)):
                self.near[word[:at] + "." + word[at + 1:]].append(word)
                self.near[word[:at] + word[at + 1:]].append(word)
            self.near[word].append(word)

    def word(self) -> str:
        return self.chance.choice(self.classes[self.chance.choice(self.rich)])

    def variant(self, word: str) -> str:
        """Another usual form of one of the word's names; forms that share more of its names are likelier."""
        forms = [
            w for n in self.known.persons.get(word, ()) for w in self.classes.get(n, ())
            if w != word and (self.known.shared_forms(word, w) >= 0.5 or (self.known.overlap(word, w) or 0) >= 0.5)
            and not gendered(word, w)
        ]
        return self.chance.choice(sorted(forms)) if forms else slip(word, self.chance)

    def alike(self, word: str) -> str | None:
        """A usual word one or two letters away that shares no class."""
        keys = [word]
        for at in range(len(word)):
            keys += [word[:at] + "." + word[at + 1:], word[:at] + word[at + 1:]]
        found = {w for key in keys for w in self.near.get(key, ()) if w != word and self.apart(w, word)}
        return self.chance.choice(sorted(found)) if found else None

    def apart(self, a: str, b: str) -> bool:
        """Whether two words are known and known to be different names."""
        if gendered(a, b):
            return True
        shared = self.known.shared_forms(a, b)
        return self.known.overlap(a, b) == 0.0 and shared < 0.3 and not (skeleton(a) == skeleton(b) and shared >= 0.1)

    def other(self, word: str) -> str:
        """A word with the same first letter, or any, that is another name."""
        for _ in range(50):
            other = self.word()
            if self.known.overlap(word, other) == 0.0 and (other[0] == word[0] or self.chance.random() < 0.2):
                return other
        return "quint"


def _spoken(word: str) -> bool:
    return sum(ch in "aeiouy" for ch in word) >= 0.2 * len(word)


def slip(word: str, chance: random.Random) -> str:
    """One slip of the pen, not at the first letter."""
    at = chance.randrange(1, max(2, len(word)))
    way = chance.random()
    if way < 0.3 and at + 1 < len(word):
        return word[:at] + word[at + 1] + word[at] + word[at + 2:]
    if way < 0.55:
        return word[:at] + word[at + 1:]
    if way < 0.8:
        return word[:at] + word[at:at + 1] + word[at:]
    return word[:at] + chance.choice("aeiounrst") + word[at + 1:]


def word_pairs(names: Names, anetac: list[tuple[str, str, bool, str]]) -> list[Row]:
    rows = [(fold(a), fold(b), same, 0.8) for a, b, same, _ in anetac if " " not in fold(a) and " " not in fold(b)]
    for _ in range(7000):
        word = names.word()
        rows.append((word, names.variant(word), True, 1.0))
        if len(word) >= 5:
            wrong = slip(word, names.chance)
            if wrong != word and names.known.overlap(word, wrong) is None:
                rows.append((word, wrong, True, 0.7))
        if near := names.alike(word):
            rows.append((word, near, False, 1.5))
        rows.append((word, names.other(word), False, 0.7))
    rows += [*ordinary_pairs(names), *town_pairs(), *arabic_pairs(names)]
    return [(a, b, same, weight) for a, b, same, weight in rows if a and b and a != b]


def ordinary_pairs(names: Names) -> list[Row]:
    """Names beside ordinary words of the same consonants: a report is no Robert."""
    chance, alike = random.Random(11), defaultdict(list)
    for word in sorted(ordinary_words()):
        if len(word) > 3 and word not in names.known.persons:
            alike[skeleton(word)].append(word)
    usual = [word for word in names.usual if len(word) > 3 and alike.get(skeleton(word)) and not is_ordinary(word)]
    return [(word, chance.choice(alike[skeleton(word)]), False, 0.3) for word in chance.sample(usual, min(len(usual), 2500))]


def town_pairs() -> list[Row]:
    """Spellings of one town, and towns of one country and of the same consonants that are two (GeoNames, CC BY 4.0)."""
    chance = random.Random(12)
    database = sqlite3.connect(load_gazetteer(load_settings().cache).path)
    spelled: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    rows = database.execute(
        "SELECT sound.key, place.country, place.id, sound.name FROM sound JOIN place ON place.id = sound.place "
        "ORDER BY 1, 2, 3, 4"
    )
    for key, country, place, name in rows:
        if " " not in name and name.isalpha() and len(name) > 3:
            spelled[f"{key} {country}"][place].append(name)
    same = [(a, b) for towns in spelled.values() for forms in towns.values() for a, b in pairwise(forms)]
    other = [
        (a, b) for towns in spelled.values() for one, two in pairwise(towns.values())
        for a, b in [(chance.choice(one), chance.choice(two))] if not set(one) & set(two)
    ]
    found = [(a, b, True, 0.15) for a, b in chance.sample(same, min(len(same), 2500))]
    return found + [(a, b, False, 0.15) for a, b in chance.sample(other, min(len(other), 2500))]


def arabic_pairs(names: Names) -> list[Row]:
    """Latin names beside what is left of them when they are written in Arabic letters and read back, and other names."""
    c, rows = random.Random(13), []
    usual = [word for word in names.usual if len(word) > 3 and word.isascii()]
    for word in c.sample(usual, min(4000, len(usual))):
        rows.append((read_back(word, c), word, True, 0.25))
        if near := names.alike(word):
            rows.append((read_back(word, c), near, False, 0.375))
        rows.append((read_back(word, c), names.other(word), False, 0.25))
    return rows


def read_back(word: str, c: random.Random) -> str:
    """A folded Latin name as Arabic letters have it, with long vowels and few short ones: "mishal" -> "myshl"."""
    sounds = (
        ("ph", "f"), ("ck", "k"), ("qu", "ku"), ("sch", "sh"), ("tch", "tsh"), ("ch", c.choice(["tsh", "sh", "k"])),
        ("oo", "u"), ("ou", "u"), ("ee", "y"), ("ea", "y"), ("ei", "y"), ("ey", "y"), ("ai", "ay"), ("x", "ks"),
        ("th", c.choice(["th", "t"])), ("wh", "w"),
    )
    for written, sound in sounds:
        word = word.replace(written, sound)
    word = re.sub(r"(.)\1", r"\1", word)
    word = re.sub(r"c(?=[eiy])", "s", word).replace("c", "k").replace("p", "b").replace("v", "f")
    word = re.sub(r"g(?!h)", c.choice(["gh", "j", "gh"]), word)
    kept = [word[0]]
    for at, letter in enumerate(word[1:], 1):
        last = at == len(word) - 1
        if letter == "e":
            kept.append("" if last or c.random() < 0.6 else "y")
        elif letter == "i":
            kept.append("y" if last or c.random() < 0.7 else "")
        elif letter == "o":
            kept.append("u" if last or c.random() < 0.8 else "")
        elif letter == "u":
            kept.append("u" if c.random() < 0.6 else "")
        elif letter == "a":
            kept.append("a" if last or c.random() < 0.6 else "")
        else:
            kept.append(letter)
    return "".join(kept)


# ---------------------------------------------------------------- names


def name_pairs(names: Names, count: int) -> list[Row]:
    rows: list[Row] = []
    c = names.chance
    while len(rows) < count:
        if c.random() < 0.12:
            rows.append(_single(names))
            continue
        size = c.choices([2, 3, 4], [6, 3, 1])[0]
        words = [names.word() for _ in range(size)]
        if len({skeleton(word) for word in words}) < size:
            continue
        way = c.random()
        made = _same(words, names) if way < 0.45 else _other(words, names)
        if made is not None:
            other, same = made
            a, b = " ".join(words), " ".join(other)
            rows.append((a, b, same, 1.0) if c.random() < 0.5 else (b, a, same, 1.0))
    return rows


def _single(names: Names) -> Row:
    """One word against one or more: the same word is one name if nothing else is told; one that looks alike is not."""
    c, word = names.chance, names.word()
    rest = [names.word() for _ in range(c.choice([0, 1, 2]))]
    way = c.random()
    if way < 0.4:
        return word, " ".join([*rest, names.variant(word) if c.random() < 0.5 or not rest else word]), True, 1.0
    near = names.alike(word) or names.other(word)
    return word, " ".join([*rest, near]), False, 0.7


def _same(words: list[str], names: Names) -> tuple[list[str], bool] | None:
    c, other = names.chance, list(words)
    for _ in range(c.choice([1, 1, 2])):
        at = c.randrange(len(other))
        way = c.random()
        if way < 0.35 and len(other[at]) > 1:
            other[at] = names.variant(other[at])
        elif way < 0.5 and len(other[at]) >= 5:
            wrong = slip(other[at], c)
            if names.known.overlap(other[at], wrong) == 0.0:
                return None
            other[at] = wrong
        elif way < 0.6:
            nick = sorted(names.known.nicknames.get(other[0], ()))
            if nick:
                other[0] = c.choice(nick)
        elif way < 0.72 and len(other) > 2:
            del other[c.randrange(1, len(other) - 1)]
        elif way < 0.82:
            other = [other[-1], *other[:-1]]
        elif way < 0.9 and len(other[0]) > 1:
            at = c.randrange(0, len(other) - 1) if len(other) > 1 else 0
            other[at] = other[at][0]
        elif len(other) > 1:
            at = c.randrange(len(other) - 1)
            other[at:at + 2] = [other[at] + other[at + 1]]
    return (other, True) if other != words else None


def _other(words: list[str], names: Names) -> tuple[list[str], bool] | None:
    c, other = names.chance, list(words)
    at = c.randrange(len(other))
    way = c.random()
    if way < 0.5:
        near = names.alike(other[at])
        if near is None:
            return None
        other[at] = near
    elif way < 0.75:
        other[at] = names.other(other[at])
    elif way < 0.82:
        at = c.randrange(len(other) - 1)
        other[at] = c.choice([ch for ch in "abcdefghijklmnoprstuvwz" if ch != other[at][0]])
    elif way < 0.9 and len(other) > 2:
        other[1:-1] = [names.other(word) for word in other[1:-1]]
    elif way < 0.93:
        other = [names.other(word) if number else word for number, word in enumerate(other)]
    elif way < 0.96:
        other = [*(names.word() for _ in range(c.choice([0, 1]))), c.choice(words[:-1]), names.other(words[-1])]
    else:
        other = [names.other(word) for word in other[:-1]] + other[-1:]
    if way < 0.02:
        other = [*words, c.choice(["jr", "junior", "ii", "iii"])]
    elif way < 0.06 and len(words) > 2:
        words[1] = words[1][0]
        other = [words[0], c.choice([ch for ch in "bcdfghjklmnprstvw" if ch != words[1]]), *words[2:]]
    if c.random() < 0.3:
        other[-1] = names.variant(other[-1]) if at != len(other) - 1 else other[-1]
    if c.random() < 0.15:
        other = [other[-1], *other[:-1]]
    return other, False


BODIES = [
    "Council", "Front", "Brigade", "Committee", "Ministry of Defence", "Bank", "University", "Movement",
    "Party", "Army", "Network", "Foundation", "Agency", "Group", "Institute", "Battalion",
    "Union",
]
AREAS = [
    "Syrian", "Libyan", "Iraqi", "Yemeni", "Afghan", "Lebanese", "Kurdish", "Sudanese",
    "Turkish", "Ukrainian", "Somali", "Syrian National", "Northern", "Southern", "Eastern", "Western",
    "Central", "Islamic", "Free", "National", "Democratic", "United", "People's", "Revolutionary",
    "Popular", "Human Rights", "Homs", "Hama", "Aleppo", "Basra", "Kharkiv", "Khartoum",
    "Benghazi", "Tripoli", "Iran", "Iraq", "Mali", "Malawi", "Niger", "Nigeria",
    "Austria", "Australia", "Slovakia", "Slovenia", "Estonia", "Latvia",
]
TRADES = [
    "Trading", "Shipping", "Logistics", "Systems", "Missiles", "Motors", "Textiles", "Mining", "Energy", "Steel", "Foods",
    "Media", "Airlines", "Chemicals", "Timber", "Security", "Research", "Sports", "Veterans", "Youth", "Relief",
]
FORMS = [
    ("Ltd", "Limited"), ("LLC", "L.L.C."), ("Inc", "Incorporated"), ("AG", "Aktiengesellschaft"), ("GmbH", "G.m.b.H."),
    ("JSC", "OAO"),
]


def body_pairs(names: Names, count: int) -> list[Row]:
    """Bodies and firms: legal forms, acronyms, numbers, another area or noun."""
    c, rows = names.chance, []
    while len(rows) < count:
        area, body, firm = c.choice(AREAS), c.choice(BODIES), names.word().title()
        way = c.randrange(15)
        if way == 11:
            one, two = c.sample(AREAS, 2)
            rows.append((f"{one} {two} {body}", f"{two} {body}", False, 1.0))
        elif way == 12:  # a shared noun and a shared form, and what names them is another
            one, two, form = c.choice(AREAS), c.choice(AREAS), c.choice(c.choice(FORMS))
            things = c.sample(TRADES, 2)
            if one == two or c.random() < 0.5:
                rows.append((f"{firm} {things[0]} {form}", f"{firm} {things[1]} {form}", False, 1.0))
            else:
                rows.append((f"{one} {body} {firm}", f"{two} {body} {names.word().title()} {names.word().title()}", False, 1.0))
        elif way == 13:
            land = c.choice(["Europe", "Asia", "International", "USA", "Deutschland", "Global"])
            short, long = c.choice(FORMS)
            rows.append((firm, f"{firm} {land} {c.choice([short, long, ''])}".strip(), True, 0.7))
        elif way == 14:
            rest = " ".join(c.sample(TRADES, 2))
            rows.append((f"{area} {body} {rest}", f"{area} {body} {c.choice(TRADES)} {firm}", False, 1.0))
        elif way == 9:
            (one, _), (two, _) = c.sample(FORMS[:1] + FORMS[3:], 2)
            rows.append((f"{firm} {one}", f"{firm} {two}", False, 0.7))
        elif way == 10:
            rows.append((f"{firm} {body}", f"{firm} {body} {c.randrange(2, 60)}", False, 0.7))
        elif way == 0:
            short, long = c.choice(FORMS)
            rows.append((f"{firm} {short}", f"{firm} {long}", True, 1.0))
        elif way == 1:
            short, _ = c.choice(FORMS)
            rows.append((f"{firm} {c.choice(['Trading', 'Systems', 'Logistics'])} {short}", f"{firm} {short}", False, 1.0))
        elif way == 2:
            full = f"{area} {c.choice(AREAS)} {body}"
            rows.append(("".join(w[0] for w in full.split() if w not in {"of"}).upper(), full, True, 1.0))
        elif way == 3:
            other = c.choice([a for a in AREAS if a != area])
            rows.append((f"{area} {body}", f"{other} {body}", False, 1.0))
        elif way == 4:
            other = c.choice([b for b in BODIES if b != body])
            rows.append((f"{area} {body}", f"{area} {other}", False, 1.0))
        elif way == 5:
            number = c.randrange(2, 120)
            rows.append((f"{number} {body}", f"{number + c.choice([1, 2, 10])} {body}", False, 1.0))
            rows.append((f"{area} {body} {number}", f"{number} {area} {body}", True, 0.5))
        elif way == 6:
            wrong = slip(firm.lower(), c).title()
            if len(firm) > 5 and names.known.overlap(firm.lower(), wrong.lower()) is None:
                rows.append((f"{firm} {body}", f"{wrong} {body}", True, 1.0))
            else:
                rows.append((f"{firm} {body}", f"{names.other(firm.lower()).title()} {body}", False, 1.0))
        elif way == 7:
            rows.append((f"The {area} {body}", f"{area} {body}" + c.choice(["", "s"]), True, 0.5))
        else:
            one, two = c.sample(AREAS, 2)
            near = Levenshtein.distance(one, two) < 4
            rows.append((one, two, False, 3.0 if near else 0.3))
    return rows


# ---------------------------------------------------------------- learning


def learn(
    features: np.ndarray, labels: np.ndarray, weights: np.ndarray, monotone: list[int], size: int, leaves: int = 12
) -> HistGradientBoostingClassifier:
    return HistGradientBoostingClassifier(
        max_iter=size, learning_rate=0.1, max_leaf_nodes=leaves, min_samples_leaf=12, l2_regularization=3.0, random_state=7,
        early_stopping=False, monotonic_cst=monotone,
    ).fit(features, labels, sample_weight=weights)


def exported(model: HistGradientBoostingClassifier) -> dict[str, object]:
    trees = []
    for (predictor,) in model._predictors:
        nodes = predictor.nodes
        trees.append([
            [-1, 0, 0, 0, round(float(n["value"]), 5)] if n["is_leaf"] else
            [int(n["feature_idx"]), round(float(n["num_threshold"]), 6), int(n["left"]), int(n["right"]), 0] for n in nodes
        ])
    return {"start": round(float(np.ravel(model._baseline_prediction)[0]), 6), "trees": trees}


def trees_of(told: dict[str, object]) -> Trees:
    return Trees(told["start"], tuple(tuple(tuple(node) for node in tree) for tree in told["trees"]))  # type: ignore[arg-type,attr-defined]


def letters_model(names: Names, anetac: list[tuple[str, str, bool, str]]) -> dict[str, object]:
    rows = word_pairs(names, anetac)
    features = np.array([letter_features(a, b) for a, b, _, _ in rows], dtype=float)
    blind = np.random.default_rng(7).random(len(rows)) < 0.35
    features[np.ix_(blind, KNOWN)] = 0  # so that words that nobody knows are judged by their letters
    signs = {
        "shared forms": 1, "skeleton": 1, "jaro winkler": 1, "known overlap": 1, "known apart": -1, "nickname": 1,
        "other consonant edits": -1,
    }
    monotone = [signs.get(name, 0) for name in LETTER_FEATURES]
    labels, weights = np.array([row[2] for row in rows]), np.array([row[3] for row in rows])
    model = learn(features, labels, weights, monotone, 70)
    own = [i for i, row in enumerate(rows) if row[3] == 0.8]
    area = roc_auc_score(labels[own], model.predict_proba(features[own])[:, 1])
    print(f"{len(rows)} word pairs; AUC on the ANETAC words, which are in the training part: {area:.3f}")
    return exported(model)


SIGNS = {
    "equal": 1, "worst word": 1, "mean word": 1, "best word": 1, "last words": 1, "first words": 1, "both left out": -1,
    "unlike where both left out": 0, "initials matched": 1, "initials against": -1, "run together": 1,
    "run together skeleton": 1, "last of shorter": 1,
    "numbers equal": 1, "numbers differ": -1, "legal equal": 1, "acronym": 1, "younger differs": -1, "reversed": 1,
}


def main() -> None:
    folder = Path(sys.argv[1])
    checks, anetac = read(folder / "checks.csv"), read(folder / "anetac_pairs.csv")
    names = Names(random.Random(7))
    known = "--names-only" in sys.argv
    letters = json.loads(TARGET.read_text(encoding="utf-8"))["letters"] if known else letters_model(names, anetac)
    like_trees = trees_of(letters)
    seen: dict[tuple[str, str], float] = {}

    def like(a: str, b: str) -> float:
        told = known_likeness(a, b)
        if told is not None:
            return told
        if (a, b) not in seen:
            seen[a, b] = like_trees.chance(letter_features(a, b))
        return seen[a, b]

    made = name_pairs(names, 7000) + body_pairs(names, 3500)
    x_made = matrix(made, like)
    y_made, w_made = np.array([row[2] for row in made]), np.array([row[3] for row in made]) * 0.1
    rows = [(a, b, same, 1.0) for a, b, same, _ in checks]
    x, y = matrix(rows, like), np.array([row[2] for row in rows])
    # A pair that stands twice in the set, with its sides changed or as another kind, lies in one fold.
    pairs = ["|".join(sorted((fold(a), fold(b)))) for a, b, _, _ in checks]
    together = np.unique(pairs, return_inverse=True)[1]
    chances, shares, areas = np.zeros(len(rows)), [], []
    for again in range(REPEATS):
        found = np.zeros(len(rows))
        for train, test in StratifiedGroupKFold(5, shuffle=True, random_state=again).split(x, y, together):
            model = weigh(x[train], y[train], x_made, y_made, w_made)
            found[test] = model.predict_proba(x[test])[:, 1]
        found = np.array([decided(a, b, partial(float, chance)) for (a, b, _, _), chance in zip(checks, found, strict=True)])
        shares.append(f1_score(y, found >= 0.5))
        areas.append(roc_auc_score(y, found))
        chances += found / REPEATS
    print(f"checks.csv, 5-fold, {REPEATS} times: F1 {np.mean(shares):.3f} (±{np.std(shares):.3f}) AUC {np.mean(areas):.3f}")
    for i in np.argsort(-np.abs(chances - y))[:45]:
        print(f"  {chances[i]:.2f} {int(y[i])} {checks[i][0]!r} {checks[i][1]!r} {checks[i][3]}")
    full = weigh(x, y, x_made, y_made, w_made)
    TARGET.write_text(json.dumps({"letters": letters, "pairs": exported(full)}, separators=(",", ":")) + "\n", encoding="utf-8")
    print("made pairs, training:", f1_score(y_made, full.predict(x_made)))


def weigh(
    x: np.ndarray, y: np.ndarray, x_made: np.ndarray, y_made: np.ndarray, w_made: np.ndarray
) -> HistGradientBoostingClassifier:
    """The model of whole names from checked and made pairs."""
    weights = np.concatenate([np.full(len(x), WEIGHT), w_made])
    monotone = [SIGNS.get(name, 0) for name in PAIR_FEATURES]
    return learn(np.vstack([x, x_made]), np.concatenate([y, y_made]), weights, monotone, 90, leaves=8)


WEIGHT = 2.0
"""One checked pair counts as twenty made ones."""
REPEATS = 3
"""Times that the folds are cut anew."""


def matrix(rows: list[Row], like: Likeness) -> np.ndarray:
    return np.array([pair_features(a, b, like) for a, b, _, _ in rows], dtype=float)


if __name__ == "__main__":
    main()
