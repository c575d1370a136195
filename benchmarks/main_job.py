"""How long the main job takes from the command's start to its last line: cold and warm, each the best of three new processes.

    python benchmarks/main_job.py ../shared/seeds/*.txt

Cold: nothing compiled yet in the cache (the gazetteer). Warm: the second start. Floors are in floors.toml; exit code 1 if
one is missed. Prints a row of the table in results.md.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))["main_job"]


def seconds(inputs: list[str], cache: str) -> float:
    """Wall-clock seconds of one run in a new process."""
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "corrobora", "brief", *inputs], check=True, stdout=subprocess.DEVNULL,
        env={**os.environ, "XDG_CACHE_HOME": cache},
    )
    return time.perf_counter() - start


def main(inputs: list[str]) -> int:
    cold, warm = [], []
    for _ in range(3):
        with tempfile.TemporaryDirectory() as cache:
            cold.append(seconds(inputs, cache))
            warm.append(seconds(inputs, cache))
    best = {"cold": min(cold), "warm": min(warm)}
    print("| inputs | first brief, s | floor | warm start, s | floor |")
    print("|---|---|---|---|---|")
    print(f"| {len(inputs)} | {best['cold']:.2f} | {FLOORS['cold']} | {best['warm']:.2f} | {FLOORS['warm']} |")
    return int(any(best[name] > FLOORS[name] for name in best))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
