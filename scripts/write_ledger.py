"""Writes the case document of every ledger group, in one process: OUT/GROUP.json, for ``ledger.py GOLD_DIR --doc OUT``.

    python scripts/write_ledger.py ../shared/data/ledger OUT [--groups PATTERN]
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import corrobora


def write_rows(group: Path, out: Path) -> None:
    """The articles of one GROUP.json as the JSON Lines that the program reads."""
    articles = json.loads(group.read_text(encoding="utf-8"))["articles"]
    lines = (
        {"id": a["id"], "outlet": a["outlet"], "published": a.get("published") or a.get("date"),
         "title": a["title"], "text": a["text"]}
        for a in articles
    )
    out.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("gold", type=Path, metavar="GOLD_DIR")
    options.add_argument("out", type=Path, metavar="OUT")
    options.add_argument("--groups", default="*", metavar="PATTERN", help="only groups of this name, e.g. '2015-*'")
    given = options.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for gold in sorted(given.gold.glob(f"{given.groups}.gold.json")):
            name = gold.name.removesuffix(".gold.json")
            source = Path(folder) / f"{name}.jsonl"
            write_rows(given.gold / f"{name}.json", source)
            case = corrobora.brief([source])
            (given.out / f"{name}.json").write_text(case.to_json(indent=None), encoding="utf-8")


if __name__ == "__main__":
    main()
