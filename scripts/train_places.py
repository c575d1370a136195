"""Fits the weights in corrobora/entities/data/places.json and prints cross-validated figures (five folds over articles).

Training data: LGL and GeoVirus, as in `milangritta/Pragmatic-Guide-to-Geoparsing-Evaluation` (GPL-3.0), in
``../shared/data/places``.
Only weights of general evidence are kept, with the words that stand beside a place in five articles or more: no text and no
name of a place. About five minutes on two cores, most of it parsing; with ``--readings FILE`` the parse is kept there.

Usage: python scripts/train_places.py ../shared/data/places [--readings FILE] [--only recognise|choose]
"""

from __future__ import annotations

import argparse
import gzip
import json
import pickle
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from corrobora.claims.mentions import find_mentions
from corrobora.claims.parse import Parser
from corrobora.entities.gazetteer import Gazetteer, load_gazetteer
from corrobora.entities.placerank import FEATURES, Name, gather_names, is_demonym, read_hints, weigh
from corrobora.entities.placespans import Candidate, candidates, second_look
from corrobora.records import Article, Block, Reading
from corrobora.settings import Settings
from corrobora.text.earth import kilometres

OUT = Path(__file__).parents[1] / "corrobora/entities/data/places.json"
SETS = ("lgl", "geovirus")
NEAR = 161.0
WORDS = ("w-1", "w+1", "W+1")
Vector = NDArray[np.float64]
Evidence = dict[str, float]


@dataclass
class Labelled:
    """An article with its candidates; ``good`` tells which touch a gold toponym."""

    corpus: str
    reading: Reading
    gold: list[dict[str, Any]]
    found: list[Candidate]
    good: list[bool]


@dataclass
class Choice:
    """A name with gold: ``right`` is the index of the gold place (or -1), ``near`` which places lie within 161 km of it."""

    article: int
    corpus: str
    features: Vector
    right: int
    near: NDArray[np.bool_]
    times: int


def read_all(folder: Path) -> dict[str, list[tuple[Reading, list[dict[str, Any]]]]]:
    """The mentions of every article, with its gold toponyms."""
    parser = Parser(Settings().pipeline)
    data = {}
    for name in SETS:
        with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        articles = []
        for row in rows:
            blocks, at = [], 0
            for part in row["text"].split("\n"):
                if part.strip():
                    blocks.append(Block(start=at, end=at + len(part), role="paragraph"))
                at += len(part) + 1
            articles.append(Article(id=str(row["id"]), source=name, text=row["text"], blocks=tuple(blocks)))
        parsed = parser.parse_many(articles)
        data[name] = [
            (Reading(article=p.article, mentions=find_mentions(p)), row["toponyms"]) for p, row in zip(parsed, rows,
            strict=True)
        ]
    return data


def touches(one: Candidate, toponym: dict[str, Any]) -> bool:
    return one.start < int(toponym["end"]) and int(toponym["start"]) < one.end


def label(data: dict[str, list[tuple[Reading, list[dict[str, Any]]]]], gazetteer: Gazetteer) -> list[Labelled]:
    articles = []
    for corpus, rows in data.items():
        for reading, gold in rows:
            found = [c for c in candidates(reading, gazetteer) if not is_demonym(c, gazetteer)]
            articles.append(Labelled(corpus, reading, gold, found, [any(touches(c, t) for t in gold) for c in found]))
    return articles


def folds(size: int, parts: int = 5) -> list[set[int]]:
    order = np.random.default_rng(0).permutation(size)
    return [set(order[i::parts].tolist()) for i in range(parts)]


# ---------------------------------------------------------------- is it a place


def pruned(articles: Sequence[Labelled], least: int = 5) -> Callable[[Evidence], Evidence]:
    """Keeps of the neighbouring words those of ``least`` articles and more."""
    seen: Counter[str] = Counter()
    for article in articles:
        seen.update({key for c in article.found for key in c.evidence if key[:3] in WORDS})
    keep = {key for key, count in seen.items() if count >= least and key[4:].isalpha()}
    return lambda evidence: {k: v for k, v in evidence.items() if v and (k[:3] not in WORDS or k in keep)}


def fit_recognition(
    articles: Iterable[Labelled], keep: Callable[[Evidence], Evidence], strength: float = 0.2
) -> tuple[DictVectorizer, LogisticRegression]:
    rows = [(keep(c.evidence), good) for article in articles for c, good in zip(article.found, article.good, strict=True)]
    vectorizer, model = DictVectorizer(), LogisticRegression(C=strength, max_iter=2000)
    model.fit(vectorizer.fit_transform([row for row, _ in rows]), [good for _, good in rows])
    return vectorizer, model


def crossed(articles: Sequence[Labelled], keep: Callable[[Evidence], Evidence]) -> list[Vector]:
    """Chances of every candidate from a model that has not seen its article."""
    chances: list[Vector] = [np.zeros(0)] * len(articles)
    for part in folds(len(articles)):
        vectorizer, model = fit_recognition((a for i, a in enumerate(articles) if i not in part), keep)
        for i in part:
            if articles[i].found:
                chances[i] = model.predict_proba(vectorizer.transform([keep(c.evidence) for c in articles[i].found]))[:, 1]
    return chances


def recognition_score(articles: Sequence[Labelled], chances: Sequence[Vector], least: float) -> dict[str, tuple[float, ...]]:
    """Precision, recall and F1 by corpus, counted as the scorer counts."""
    rows = {}
    for corpus in SETS:
        true = ours = hit = gold = 0
        for article, chance in zip(articles, chances, strict=True):
            if article.corpus == corpus:
                kept = [c for c, p in zip(article.found, chance, strict=True) if p >= least]
                ours, gold = ours + len(kept), gold + len(article.gold)
                true += sum(any(touches(c, t) for t in article.gold) for c in kept)
                hit += sum(any(touches(c, t) for c in kept) for t in article.gold)
        p, r = true / max(ours, 1), hit / max(gold, 1)
        rows[corpus] = (round(p, 3), round(r, 3), round(2 * p * r / max(p + r, 1e-9), 3))
    return rows


def fit_recognise(articles: Sequence[Labelled]) -> list[dict[str, Any]]:
    keep, looks = pruned(articles), []
    for look in (0, 1):
        chances = crossed(articles, keep)
        for least in (0.3, 0.38, 0.5):
            print(f"recognise, look {look + 1}, least chance {least}: {recognition_score(articles, chances, least)}")
        vectorizer, model = fit_recognition(articles, keep)
        names = zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)
        weights = {name: round(float(weight), 4) for name, weight in names if abs(weight) >= 0.02}
        looks.append({"bias": round(float(model.intercept_[0]), 4), "weights": weights})
        for article, chance in zip(articles, chances, strict=True):
            second_look(article.found, {c.key: float(p) for c, p in zip(article.found, chance, strict=True)})
    return looks


# ---------------------------------------------------------------- which place of the name


def choices(articles: Sequence[Labelled], gazetteer: Gazetteer, weights: list[Vector]) -> list[Choice]:
    """The names with gold coordinates, with the features that they have after these runs of the ranker."""
    rows = []
    for number, article in enumerate(articles):
        spans = {(c.start, c.end) for c, good in zip(article.found, article.good, strict=True) if good}
        context = [c for c in candidates(article.reading, gazetteer) if (c.start, c.end) in spans or is_demonym(c, gazetteer)]
        text = article.reading.article.text
        names = gather_names(text, [c for c in context if (c.start, c.end) in spans])
        weigh(text, names, read_hints(text, context, gazetteer), weights)
        rows += [row for name in names if (row := choice(number, article, name)) is not None]
    return rows


def choice(number: int, article: Labelled, name: Name) -> Choice | None:
    gold = [t for c in name.seen for t in article.gold if touches(c, t) and t["lat"] is not None]
    if not gold:
        return None
    (lat, lon), _ = Counter((float(t["lat"]), float(t["lon"])) for t in gold).most_common(1)[0]
    ids = {t["geonames"] for t in gold} - {None}
    far = np.array([kilometres(lat, lon, spot.lat, spot.lon) for spot in name.spots])
    same = np.array([spot.geonames in ids for spot in name.spots])
    best = int(np.argmin(np.where(same, far - 1e6, far)))
    return Choice(number, article.corpus, name.features.copy(), best if same[best] or far[best] <= NEAR else -1, far <= NEAR,
    len(gold))


def fit_choice(rows: Iterable[Choice], start: Vector | None = None) -> Vector:
    """A conditional logit: half of the weight on the gold place itself, half on any within 161 km."""
    known = [row for row in rows if row.right >= 0 and len(row.features) > 1]

    def loss(weights: Vector) -> tuple[float, Vector]:
        total, slope = float(weights @ weights) / 2, weights.copy()
        for row in known:
            score = row.features @ weights
            power = np.exp(score - score.max())
            chance = power / power.sum()
            exact = np.zeros(len(chance))
            exact[row.right] = 1.0
            near = chance * row.near
            mass = float(near.sum())
            target = near / mass if mass > 0 else exact
            # LGL is all local news; its preference for small towns is held back by more weight on world news.
            often = min(row.times, 3) ** 0.5 * (3.0 if row.corpus == "geovirus" else 1.0)
            total -= often * 0.5 * float(np.log(max(chance[row.right], 1e-12)) + np.log(max(mass, 1e-12)))
            slope += often * (chance - 0.5 * exact - 0.5 * target) @ row.features
        return total, slope

    first = np.zeros(len(FEATURES)) if start is None else start
    found: Vector = minimize(loss, first, jac=True, method="L-BFGS-B", options={"maxiter": 150}).x
    return found


def fit_choose(articles: Sequence[Labelled], gazetteer: Gazetteer, parts: int = 5) -> list[dict[str, float]]:
    blank = np.zeros(len(FEATURES))
    first_rows = choices(articles, gazetteer, [blank])
    tally: Counter[tuple[str, str]] = Counter()
    for part in folds(len(articles), 5) if parts else []:
        one = fit_choice(row for row in first_rows if row.article not in part)
        rows = choices(articles, gazetteer, [one, blank])
        two = fit_choice((row for row in rows if row.article not in part), one)
        for row in rows:
            if row.article in part:
                tally[row.corpus, "right"] += row.times * bool(row.near[int(np.argmax(row.features @ two))])
                tally[row.corpus, "possible"] += row.times * bool(row.near.any())
                tally[row.corpus, "all"] += row.times
    for corpus in SETS:
        every = max(tally[corpus, "all"], 1)
        right, best = tally[corpus, "right"] / every, tally[corpus, "possible"] / every
        print(f"choose, {corpus}: within 161 km {right:.3f} of {every} gold names that the gazetteer has, at best {best:.3f}")
    one = fit_choice(first_rows)
    two = fit_choice(choices(articles, gazetteer, [one, blank]), one)
    return [{name: round(float(x), 4) for name, x in zip(FEATURES, vector, strict=True)} for vector in (one, two)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--readings", type=Path)
    parser.add_argument("--no-folds", action="store_true", help="fit only, print no cross-validated figures")
    parser.add_argument("--only", choices=("recognise", "choose"))
    given = parser.parse_args()
    if given.readings and given.readings.exists():
        data = pickle.loads(given.readings.read_bytes())
    else:
        data = read_all(given.folder)
        if given.readings:
            given.readings.write_bytes(pickle.dumps(data))
    gazetteer = load_gazetteer(Settings().cache)
    articles = label(data, gazetteer)
    result: dict[str, Collection[Any]] = json.loads(OUT.read_text(encoding="utf-8")) if OUT.exists() else {}
    if given.only != "choose":
        result["recognise"] = fit_recognise(articles)
    if given.only != "recognise":
        result["choose"] = fit_choose(articles, gazetteer, 0 if given.no_folds else 5)
    OUT.write_text(json.dumps(result, indent=0, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
