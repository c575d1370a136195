"""Runs the scorers beside the repository on the development data, prints their rows and holds them against the floors.

    python benchmarks/quality.py                      every suite (an hour on two cores, most of it incidents)
    python benchmarks/quality.py ledger names times   only these
    python benchmarks/quality.py --list

A floor stands in floors.toml under its suite, by set and row ("ledger" has one set). Exit code 1 if a row lies below its
floor. Nothing is run where the data is absent.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[1] / "shared"
DATA, EVAL = SHARED / "data", SHARED / "eval"
FLOORS: dict[str, dict[str, float]] = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8")).get("quality", {})
BRIEF = f"{sys.executable} -m corrobora brief {{input}} --json"
RUN = f"{sys.executable} -m corrobora run {{input}} --out {{out}}"


@dataclass(frozen=True)
class Suite:
    """A scorer of ``../shared/eval``, or of this folder, with its arguments."""

    script: str
    arguments: tuple[str, ...]


SUITES: dict[str, Suite] = {
    "ledger": Suite("ledger.py", (str(DATA / "ledger"), "--run", BRIEF)),
    "attribution": Suite(
        "attribution.py", (str(DATA / "attribution/articles.jsonl.gz"), "--part", "dev", "--run", BRIEF),
    ),
    "pages-plain": Suite("pages.py", ("shingles", str(DATA / "pages/zyte"), "--plain")),
    "pages-html": Suite("pages.py", ("shingles", str(DATA / "pages/zyte"))),
    "pages-segments": Suite("pages.py", ("segments", str(DATA / "pages/trafilatura"))),
    "names": Suite("names.py", (str(DATA / "names/checks.csv"),)),
    "names-arabic": Suite("names.py", (str(DATA / "names/anetac_pairs.csv"),)),
    "relations": Suite("relations.py", (str(DATA / "relations/documents.jsonl.gz"),)),
    "times": Suite("times.py", (str(DATA / "times/documents.jsonl.gz"),)),
    "places-lgl": Suite("places.py", (str(DATA / "places/lgl.jsonl.gz"),)),
    "places-geovirus": Suite("places.py", (str(DATA / "places/geovirus.jsonl.gz"),)),
    "incidents": Suite(
        "incidents.py",
        (str(DATA / "incidents/docs.jsonl.gz"), "--gold", str(DATA / "incidents/incidents.json"), "--run", RUN),
    ),
    "plover": Suite(str(HERE / "codes.py"), ("plover", str(DATA / "coding"))),
    "petrarch": Suite(str(HERE / "petrarch.py"), (str(DATA / "coding"),)),
    "slots": Suite(str(HERE / "codes.py"), ("slots", str(DATA / "slots"))),
}  # fmt: skip


def rows_of(written: Any) -> dict[str, dict[str, float]]:
    """The rows of a scorer's JSON, whatever sets they are nested in: row name -> its numbers."""
    found: dict[str, dict[str, float]] = {}

    def walk(name: str, value: Any) -> None:
        if not isinstance(value, dict):
            return
        numbers = {k: float(v) for k, v in value.items() if isinstance(v, int | float) and not isinstance(v, bool)}
        if numbers and name:
            found[name] = numbers
        for key, inner in value.items():
            walk(str(key), inner)

    walk("", written)
    return found


def score(name: str) -> dict[str, dict[str, float]]:
    """Runs one suite; its own table goes to standard error."""
    suite = SUITES[name]
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "rows.json")
        command = [sys.executable, suite.script, *suite.arguments, "--json", str(out)]
        subprocess.run(command, cwd=EVAL, stdout=sys.stderr, check=False)
        return rows_of(json.loads(out.read_text(encoding="utf-8"))) if out.is_file() else {}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("suites", nargs="*", metavar="SUITE")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    if options.list:
        print("\n".join(SUITES))
        return 0
    if unknown := set(options.suites) - set(SUITES):
        parser.error(f"no suite is called {', '.join(sorted(unknown))}; one of {', '.join(SUITES)}")
    if not SHARED.is_dir():
        print(f"No development data at {SHARED}: nothing is scored.", file=sys.stderr)
        return 0
    below = 0
    print("| suite | row | measured | floor |\n|---|---|---|---|")
    for name in options.suites or SUITES:
        rows, floors = score(name), FLOORS.get(name, {})
        for row, numbers in rows.items():
            key = next((k for k in ("f1", "acc", "auc", "value") if k in numbers), None)
            if key is None:
                continue
            floor = floors.get(row)
            under = floor is not None and numbers[key] < floor
            below += under
            told = f"{numbers['p']:.3f} / {numbers['r']:.3f} / {numbers['f1']:.3f}" if {"p", "r", "f1"} <= set(numbers) else (
                f"{numbers[key]:.3f}")
            print(f"| {name} | {row} | {told} | {'' if floor is None else floor}{' BELOW' if under else ''} |", flush=True)
        for row in set(floors) - set(rows):
            below += 1
            print(f"| {name} | {row} | not measured | {floors[row]} BELOW |")
    return int(below > 0)


if __name__ == "__main__":
    sys.exit(main())
