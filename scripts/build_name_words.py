"""Compiles the words of names that ``corrobora.entities.namewords`` reads: which given names and surnames are one, legal forms,
words for bodies in several languages, number words, nicknames.

    python -m pip install --no-deps --target BUILD rigour==2.6.1 nicknames==1.0.1 zstandard
    python scripts/build_name_words.py BUILD

Sources: the name data that the rigour wheel carries (OpenSanctions, MIT; its person names are labels of Wikidata, CC0) and the
table of the nicknames package (Apache-2.0). Writes ``corrobora/entities/data/name_words.json.gz``, the same for the same input.
"""

from __future__ import annotations

import csv
import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from corrobora.text.names import fold

ENOUGH_FORMS = 6
"""A Wikidata name with fewer written forms is rare, and its classes are noisy."""
TARGET = Path(__file__).resolve().parents[1] / "corrobora" / "entities" / "data" / "name_words.json.gz"


def frames(build: Path) -> Iterator[str]:
    """The compressed texts inside the compiled module."""
    sys.path.insert(0, str(build))
    import zstandard

    data = next(build.glob("rigour/_core*.so")).read_bytes()
    at = -1
    while (at := data.find(b"\x28\xb5\x2f\xfd", at + 1)) >= 0:
        try:
            yield zstandard.ZstdDecompressor().decompressobj().decompress(data[at:]).decode("utf-8")
        except (zstandard.ZstdError, UnicodeDecodeError):
            continue


def person_classes(text: str) -> list[str]:
    """One line a name: its folded one-word forms, in order of the alphabet."""
    lines = set()
    for line in text.splitlines():
        forms = line.partition(" => ")[0].split(", ")
        if len(forms) >= ENOUGH_FORMS:
            folded = {fold(form) for form in forms}
            words = sorted(word for word in folded if len(word) > 1 and " " not in word and len(word) < 25)
            if words:
                lines.add(" ".join(words))
    return sorted(lines)


def main() -> None:
    build = Path(sys.argv[1])
    words: dict[str, object] = {}
    for text in frames(build):
        if " => Q" in text[:400]:
            words["persons"] = person_classes(text)
        elif text.startswith("{") and '"org_domains"' in text[:200]:
            tables = json.loads(text)
            words["bodies"] = {
                key: sorted({fold(form) for form in forms} - {""})
                for table in ("org_domains", "org_symbols") for key, forms in sorted(tables[table].items())
            }
        elif text.startswith("[") and '"aliases"' in text[:200]:
            legal: dict[str, set[str]] = defaultdict(set)
            for form in json.loads(text):
                if form.get("generic"):
                    legal[form["generic"]] |= {fold(alias) for alias in [*form["aliases"], form.get("display", "")]} - {""}
            words["legal"] = {key: sorted(forms) for key, forms in sorted(legal.items())}
    nicknames: dict[str, set[str]] = defaultdict(set)
    with (build / "nicknames" / "names.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            nicknames[fold(row["name1"])].add(fold(row["name2"]))
    words["nicknames"] = {name: sorted(others) for name, others in sorted(nicknames.items())}
    TARGET.parent.mkdir(exist_ok=True)
    raw = json.dumps(words, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    TARGET.write_bytes(gzip.compress(raw, 9, mtime=0))
    print({key: len(value) for key, value in words.items()}, TARGET.stat().st_size)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
