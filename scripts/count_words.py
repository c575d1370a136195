"""Counts in how many articles a word stands: the background against which a rare word of a small case is known as rare.

    python scripts/count_words.py ../shared/data corrobora/events/word_counts.json.gz

Reads the unlabelled and labelled news texts beside the repository and writes nothing of them but folded words with counts:
those in at least five articles. Takes a minute.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from pathlib import Path

from corrobora.events.wording import terms

SOURCES = ("raw/allsides_syria.jsonl.gz", "attribution/articles.jsonl.gz", "coref/documents.jsonl.gz")
LEAST = 5


def main(data: Path, out: Path) -> None:
    counts: Counter[str] = Counter()
    articles = 0
    for source in SOURCES:
        with gzip.open(data / source, "rt", encoding="utf-8") as lines:
            for line in lines:
                articles += 1
                counts.update(set(terms(json.loads(line)["text"])))
    kept = {word: count for word, count in sorted(counts.items()) if count >= LEAST and not word[0].isdigit()}
    content = json.dumps({"articles": articles, "words": kept}, ensure_ascii=False, separators=(",", ":")).encode()
    out.write_bytes(gzip.compress(content, 9, mtime=0))
    print(f"{articles} articles, {len(kept)} words, {out.stat().st_size} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
