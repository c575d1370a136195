"""How long the main job takes from the command's start to its last line: cold and warm, each the best of three new processes.

    python benchmarks/main_job.py ../shared/seeds/*.txt

Cold: nothing compiled yet in the cache (the gazetteer). Warm: the second start; after ``make setup`` the first brief is one
too. Bare: spaCy with its pipeline, loaded in a new process and run once over the same files, no work on the result. Floors,
in seconds, are in floors.toml; exit code 1 if one is missed. Prints a row of the table in results.md. On a busy machine
compare processor seconds, and those with the bare pass.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path

from corrobora.settings import Settings

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))["main_job"]
BARE = """
import sys, spacy
nlp = spacy.load(sys.argv[1])
for path in sys.argv[2:]:
    nlp(open(path, encoding="utf-8", errors="replace").read())
"""
Cost = tuple[float, float]
"""Wall-clock seconds, processor seconds."""


def cost(command: list[str], cache: str) -> Cost:
    """What one run costs in a new process."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(
        [sys.executable, *command], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env={**os.environ, "XDG_CACHE_HOME": cache},
    )
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(inputs: list[str]) -> int:
    runs: dict[str, list[Cost]] = {"cold": [], "warm": [], "bare": []}
    for _ in range(3):
        with tempfile.TemporaryDirectory() as cache:
            for name in ("cold", "warm"):
                runs[name].append(cost(["-m", "corrobora", "brief", *inputs], cache))
            runs["bare"].append(cost(["-c", BARE, Settings().pipeline, *inputs], cache))
    wall = {name: min(costs)[0] for name, costs in runs.items()}
    busy = {name: min(processor for _, processor in costs) for name, costs in runs.items()}
    print("| inputs | first brief, s (processor) | floor | warm start, s (processor) | floor | bare pass, s (processor) |")
    print("|---|---|---|---|---|---|")
    cold, warm, bare = (f"{wall[name]:.2f} ({busy[name]:.2f})" for name in ("cold", "warm", "bare"))
    print(f"| {len(inputs)} | {cold} | {FLOORS['cold']} | {warm} | {FLOORS['warm']} | {bare} |")
    return int(any(wall[name] > FLOORS[name] for name in ("cold", "warm")))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
