"""Learns how sure it is that two articles have one main event, from reports of shootings grouped by incident.

    python scripts/train_events.py ../shared/data/incidents/docs.jsonl.gz corrobora/events/likeness.json.gz

Texts: the Gun Violence Corpus and SemEval-2018 task 5 collection (no licence file; the corpus annotations are CC BY 4.0). What
is kept of them are thresholds on similarities, no words. Pairs are the neighbours that ``corrobora run`` compares. A
gradient-boosted forest (scikit-learn) is tried on three folds of incidents, with days of printing and without; the threshold
is the best of a few by B-cubed F1 there, then it is fitted on all. About four minutes on one core.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from corrobora.events.cluster import cluster
from corrobora.events.group import _day
from corrobora.events.likeness import NAMES, Whole, features, parts_of, whole
from corrobora.events.neighbours import neighbours
from corrobora.events.wording import Wording
from corrobora.pages.read import read_inputs
from corrobora.records import Article, Unread
from corrobora.settings import load_settings

FOLDS = 3
Rows, Labels = NDArray[np.float64], NDArray[np.bool_]
THRESHOLDS = (-1.2, -0.9, -0.6, -0.3, 0.0)


def load(path: Path) -> tuple[list[Article], list[str]]:
    """The articles as the program reads them, and the incident of each."""
    rows = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            rows.setdefault(str(row["id"]), row)
    keys = ("id", "outlet", "url", "published", "title", "text")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "docs.jsonl"
        source.write_text("".join(json.dumps({k: r[k] for k in keys}) + "\n" for r in rows.values()), encoding="utf-8")
        pages = [page for page in read_inputs([source], load_settings()) if not isinstance(page, Unread)]
    articles = sorted(pages, key=lambda a: a.id)
    return articles, [rows[a.id]["incident"] for a in articles]


def compared(wholes: list[Whole], articles: list[Article], gold: list[str]) -> tuple[list[tuple[int, int]], Rows, Labels]:
    """The pairs that are looked at, the features of each, and whether both tell of one incident."""
    pairs = neighbours([w.bags["whole"] for w in wholes], [w.day for w in wholes], [a.id for a in articles])
    rows = np.array([features(wholes[i], wholes[j]) for i, j in pairs])
    same = np.array([gold[i] == gold[j] for i, j in pairs])
    print(f"{len(articles)} articles, {len(pairs)} pairs, {same.sum()} of one incident", flush=True)
    return pairs, rows, same


def model() -> HistGradientBoostingClassifier:
    return HistGradientBoostingClassifier(
        max_leaf_nodes=12, max_iter=150, learning_rate=0.08, min_samples_leaf=20, l2_regularization=2.0, early_stopping=False,
        random_state=0,
    )


def bcubed(gold: list[str], groups: list[list[int]]) -> float:
    """B-cubed F1 (Bagga and Baldwin 1998)."""
    of = {item: number for number, group in enumerate(groups) for item in group}
    sizes: dict[object, int] = {}
    for item, label in enumerate(gold):
        for key in (("gold", label), ("given", of[item]), (label, of[item])):
            sizes[key] = sizes.get(key, 0) + 1
    both = [sizes[label, of[item]] for item, label in enumerate(gold)]
    precision = sum(n / sizes["given", of[i]] for i, n in enumerate(both)) / len(gold)
    recall = sum(n / sizes["gold", gold[i]] for i, n in enumerate(both)) / len(gold)
    return 2 * precision * recall / (precision + recall)


def export(fitted: HistGradientBoostingClassifier, threshold: float) -> dict[str, object]:
    """The trees as columns of their nodes; a leaf has feature -1."""
    trees = []
    for (predictor,) in fitted._predictors:
        nodes = predictor.nodes
        trees.append({
            "feature": [-1 if leaf else int(f) for f, leaf in zip(nodes["feature_idx"], nodes["is_leaf"], strict=True)],
            "at": [round(float(t), 5) for t in nodes["num_threshold"]],
            "next": [[int(a), int(b)] for a, b in zip(nodes["left"], nodes["right"], strict=True)],
            "value": [round(float(v), 5) for v in nodes["value"]],
        })
    return {"features": NAMES, "base": float(fitted._baseline_prediction.ravel()[0]), "threshold": threshold, "trees": trees}


def main(data: Path, out: Path) -> None:
    articles, gold = load(data)
    parts = [parts_of(article) for article in articles]
    weights = {part: Wording(own[part] for own in parts) for part in parts[0]}
    wholes = [whole(article.outlet, _day(article), own, weights) for article, own in zip(articles, parts, strict=True)]
    folds = np.array([int(hashlib.sha1(g.encode()).hexdigest(), 16) % FOLDS for g in gold])
    # All a second time as if no day were known: then reports of any two years are neighbours, and likeness means less.
    sets = [compared(own, articles, gold) for own in (wholes, [replace(w, day=None) for w in wholes])]
    odds = [np.zeros(len(pairs)) for pairs, _, _ in sets]
    for fold in range(FOLDS):
        kept = [(folds[np.array(pairs)] != fold).all(axis=1) for pairs, _, _ in sets]
        learned = model().fit(*(np.concatenate([own[n][k] for own, k in zip(sets, kept, strict=True)]) for n in (1, 2)))
        for (pairs, rows, _), own in zip(sets, odds, strict=True):
            tested = folds[np.array(pairs)[:, 0]] == fold
            own[tested] = learned.decision_function(rows[tested])
    scored = []
    for threshold in THRESHOLDS:
        found = []
        for (pairs, _, _), own in zip(sets, odds, strict=True):
            scores = {pair: float(np.clip(o - threshold, -3, 3)) for pair, o in zip(pairs, own, strict=True)}
            found.append(bcubed(gold, cluster(scores, list(range(len(articles))), len(articles))))
        scored.append((sum(found), threshold))
        print(f"threshold {threshold}: B-cubed F1 {found[0]:.3f}, without days {found[1]:.3f} on left-out folds", flush=True)
    best = max(scored)[1]
    rows, same = (np.concatenate([own[n] for own in sets]) for n in (1, 2))
    told = json.dumps(export(model().fit(rows, same), best), separators=(",", ":")).encode()
    out.write_bytes(gzip.compress(told, 9, mtime=0))
    print(f"threshold {best}, {out.stat().st_size} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
