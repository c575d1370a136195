"""Fits the weights of corrobora/entities/data/places.json and prints cross-validated figures.

Training data: LGL and GeoVirus (`milangritta/Pragmatic-Guide-to-Geoparsing-Evaluation`, GPL-3.0). Only weights of general evidence
are kept, and words that stand beside a place in five articles or more; no text and no name of a place.

Usage: python scripts/train_places.py READINGS.pickle      (readings and gold toponyms, as `--prepare` writes them)
"""
from __future__ import annotations

import json
import pickle
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from corrobora.entities.gazetteer import load_gazetteer
from corrobora.entities.placerank import FEATURES, gather_names, is_demonym, kilometres, weigh
from corrobora.entities.placespans import candidates, second_look

OUT = Path(__file__).parents[1] / "corrobora/entities/data/places.json"


def folds(n, k=5):
    order = np.random.default_rng(0).permutation(n)
    return [order[i::k] for i in range(k)]


def prepare(data, gazetteer):
    docs = []
    for name, rows in data.items():
        for reading, gold in rows:
            found = [c for c in candidates(reading, gazetteer) if not is_demonym(c, gazetteer)]
            y = [any(c.start < t["end"] and t["start"] < c.end for t in gold) for c in found]
            docs.append((name, reading, gold, found, y))
    return docs


def prune(docs, least=5):
    seen = Counter()
    for _, _, _, found, _ in docs:
        seen.update({k for c in found for k in c.evidence if k[:3] in ("w-1", "w+1", "W+1")})
    keep = {k for k, n in seen.items() if n >= least and k[4:].isalpha()}
    return lambda ev: {k: v for k, v in ev.items() if v and (k[:3] not in ("w-1", "w+1", "W+1") or k in keep)}


def fit(docs, chosen, keep, C):
    X, Y, W = [], [], []
    for i in chosen:
        for c, y in zip(docs[i][3], docs[i][4]):
            X.append(keep(c.evidence)); Y.append(y); W.append(1.0 if docs[i][0]=="lgl" else 1.0)
    v = DictVectorizer(); m = LogisticRegression(C=C, max_iter=2000)
    m.fit(v.fit_transform(X), Y, sample_weight=W)
    return v, m


def score(docs, chosen, chance, at):
    out = {}
    for name in ("lgl", "geovirus"):
        tp = pred = hit = gold = 0
        for i in chosen:
            n, reading, tops, found, _ = docs[i]
            if n != name: continue
            ours = [c for c, p in zip(found, chance[i]) if p >= at]
            pred += len(ours); tp += sum(any(c.start < t["end"] and t["start"] < c.end for t in tops) for c in ours)
            gold += len(tops); hit += sum(any(c.start < t["end"] and t["start"] < c.end for c in ours) for t in tops)
        P, R = tp / max(pred, 1), hit / max(gold, 1)
        out[name] = (round(P, 3), round(R, 3), round(2 * P * R / max(P + R, 1e-9), 3))
    return out


def crossed(docs, keep, C):
    """Chances of every candidate from a model that has not seen its article."""
    chance = {}
    for part in folds(len(docs)):
        inside = set(part.tolist())
        v, m = fit(docs, [i for i in range(len(docs)) if i not in inside], keep, C)
        for i in part:
            chance[i] = m.predict_proba(v.transform([keep(c.evidence) for c in docs[i][3]]))[:, 1] if docs[i][3] else []
    return chance


def recognise(docs):
    keep, looks = prune(docs), []
    for look in (0, 1):
        chance = crossed(docs, keep, 0.2)
        for at in (0.3, 0.35, 0.4, 0.5):
            print("recognise, look", look + 1, at, score(docs, range(len(docs)), chance, at))
        v, m = fit(docs, range(len(docs)), keep, 0.2)
        weights = {k: round(float(w), 4) for k, w in zip(v.get_feature_names_out(), m.coef_[0]) if abs(w) >= 0.02}
        looks.append({"bias": round(float(m.intercept_[0]), 4), "weights": weights})
        for i, doc in enumerate(docs):
            told = {c.key: float(p) for c, p in zip(doc[3], chance[i])}
            second_look(doc[3], told)
    return looks


def examples(docs, gazetteer, weights, chance=None):
    """Names with gold: (document, features, index of the right place)."""
    out = []
    for number, (corpus, reading, gold, found, y) in enumerate(docs):
        named = [c for c, good in zip(found, y) if good]
        every = [c for c in candidates(reading, gazetteer)]
        keep = {(c.start, c.end) for c in named}
        every = [c for c in every if (c.start, c.end) in keep or is_demonym(c, gazetteer)]
        names = gather_names(reading.article.text, [c for c in every if (c.start, c.end) in keep])
        weigh(reading.article.text, names, every, gazetteer, weights)
        for name in names:
            spots = [t for c in name.seen for t in gold if c.start < t["end"] and t["start"] < c.end and t["lat"] is not None]
            if not spots:
                continue
            (lat, lon), times = Counter((float(t["lat"]), float(t["lon"])) for t in spots).most_common(1)[0]
            ids = {t["geonames"] for t in spots}
            far = np.array([kilometres(lat, lon, s.lat, s.lon) for s in name.spots])
            good = np.array([s.geonames in ids and s.geonames is not None for s in name.spots])
            right = int(np.argmin(np.where(good, far - 1e6, far)))
            ok = far <= 161
            out.append((number, corpus, name.features.copy(), right if far[right] <= 161 or good[right] else -1, ok, len(spots), name, (lat, lon)))
    return out


def fit_choice(rows, start=None, l2=1.0):
    rows = [r for r in rows if r[3] >= 0 and len(r[2]) > 1]
    def loss(w):
        total, grad = l2 * w @ w / 2, l2 * w.copy()
        for _, corpus, X, right, ok, n, _, _ in rows:
            z = X @ w; z -= z.max(); p = np.exp(z); p /= p.sum()
            k = min(n, 3) ** 0.5
            good = np.zeros(len(p)); good[right] = 1
            near = ok & (p > 0)
            q = p * near; m = q.sum()
            if m <= 0: q, m = good, 1.0
            total -= k * (0.5 * np.log(max(p[right], 1e-12)) + 0.5 * np.log(max((p * near).sum(), 1e-12)))
            grad += k * (p - 0.5 * good - 0.5 * q / m) @ X
        return total, grad
    return minimize(loss, np.zeros(len(FEATURES)) if start is None else start, jac=True, method="L-BFGS-B", options={"maxiter": 150}).x


def choose(docs, gazetteer):
    base = np.zeros(len(FEATURES))
    first_rows = examples(docs, gazetteer, [base])
    parts = [set(p.tolist()) for p in folds(len(docs))]
    tally = {}
    errors = []
    for part in parts:
        one = fit_choice([r for r in first_rows if r[0] not in part])
        rows = examples([d if i in range(len(docs)) else d for i, d in enumerate(docs)], gazetteer, [one, base])
        two = fit_choice([r for r in rows if r[0] not in part], one)
        for step, data, w in (("first", first_rows, one), ("second", rows, two)):
            for r in data:
                if r[0] in part:
                    t = tally.setdefault((r[1], step), [0, 0, 0]); best = int(np.argmax(r[2] @ w))
                    t[0] += r[5] * bool(r[4][best]); t[1] += r[5]; t[2] += r[5] * bool(r[4].any())
                    if step == "second" and not r[4][best]: errors.append((r, best))
        if "--fast" in sys.argv: break
    print("choose (acc161 of gold names in gazetteer, ceiling)", {k: (round(t[0] / t[1], 3), round(t[2] / t[1], 3), t[1]) for k, t in tally.items()})
    one = fit_choice(first_rows); two = fit_choice(examples(docs, gazetteer, [one, base]), one)
    pickle.dump([(r[1], docs[r[0]][1].article.id, r[6].key, r[6].spots[b], r[6].spots[r[3]] if r[3] >= 0 else None, r[7], r[5], r[2][b].round(2), r[2][r[3]].round(2)) for r, b in errors], open("/tmp/pl/errors.pkl", "wb"))
    return [{k: round(float(x), 4) for k, x in zip(FEATURES, w)} for w in (one, two)]


def main():
    data = pickle.load(open(sys.argv[1], "rb"))
    gazetteer = load_gazetteer(Path(sys.argv[2]))
    docs = prepare(data, gazetteer)
    result = json.loads(OUT.read_text()) if OUT.exists() else {"choose": {"bias": 0.0, "weights": {}}}
    if "recognise" in sys.argv: result["recognise"] = recognise(docs)
    if "choose" in sys.argv: result["choose"] = choose(docs, gazetteer)
    OUT.write_text(json.dumps(result, indent=0, sort_keys=True) + "\n")
    print(OUT.stat().st_size)


if __name__ == "__main__":
    main()
