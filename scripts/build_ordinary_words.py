"""Lists the words that news writes small: one of them that has a capital only by its place in the text is no name.

    python scripts/build_ordinary_words.py ../shared/data corrobora/text/ordinary_words.txt.gz

Reads the news texts beside the repository and writes nothing of them but folded words: those that stand in at least four
articles and, where no sentence begins, without a capital in at least 85 of 100 cases. Takes a minute.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter
from pathlib import Path

SOURCES = ("raw/allsides_syria.jsonl.gz", "attribution/articles.jsonl.gz", "coref/documents.jsonl.gz",
           "incidents/docs.jsonl.gz")
LEAST, SHARE = 4, 0.85
_INSIDE = re.compile(r"(?<=[a-z,] )[^\W\d_]{2,}")
"""Words after a small letter or a comma: no sentence begins there."""


def main(data: Path, out: Path) -> None:
    small: Counter[str] = Counter()
    every: Counter[str] = Counter()
    articles: Counter[str] = Counter()
    for source in SOURCES:
        with gzip.open(data / source, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                words = _INSIDE.findall(row["text"])
                every.update(word.lower() for word in words)
                small.update(word for word in words if word.islower())
                articles.update({word for word in words if word.islower()})
    kept = sorted(word for word, count in articles.items() if count >= LEAST and small[word] >= SHARE * every[word])
    with gzip.GzipFile(filename="", mode="wb", fileobj=out.open("wb"), mtime=0) as packed:
        packed.write("\n".join(kept).encode("utf-8"))
    print(f"{len(kept)} words")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
