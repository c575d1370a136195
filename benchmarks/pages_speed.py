"""How many pages a second one core reads, beside trafilatura and resiliparse on the same pages.

    python benchmarks/pages_speed.py ../shared/data/pages

CPU seconds, the best of four for each page. Exit code 1 if a floor of floors.toml is missed.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before NumPy is loaded: one core is measured

import trafilatura
from resiliparse.extract.html2text import extract_plain_text

from corrobora.pages.article import About, text_article
from corrobora.pages.html import html_article
from corrobora.settings import Settings

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))["pages"]


Read = Callable[[str], object]


def rates(readers: dict[str, tuple[Read, list[str]]]) -> dict[str, float]:
    """Pages a CPU second of each reader. Each page is read by all of them in turn, and at the best of four times: other work on
    the machine disturbs now one, now another."""
    best = {name: [float("inf")] * len(pages) for name, (_, pages) in readers.items()}
    for _ in range(4):
        for i in range(max(map(len, best.values()))):
            for name, (read, pages) in readers.items():
                start = time.process_time()
                read(pages[i])
                best[name][i] = min(best[name][i], time.process_time() - start)
    return {name: len(times) / sum(times) for name, times in best.items()}


def main(folder: Path) -> int:
    with gzip.open(folder / "zyte/pages.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    dumps = [row["dump"] for row in rows]
    html = [gzip.decompress((folder / "zyte" / row["html"]).read_bytes()).decode("utf-8", "replace") for row in rows]
    settings = Settings()

    def about(text: str) -> About:
        return About(source="page", key=(text,))

    # Dumps are compared with nothing and read by themselves, as a pile of them is; the readers of HTML side by side.
    found = rates({"dumps": (lambda text: text_article(text, about(text), settings, clean=False), dumps)}) | rates({
        "html": (lambda text: html_article(text, about(text), settings), html),
        "trafilatura": (lambda text: trafilatura.extract(text, include_comments=False), html),
        "resiliparse": (lambda text: extract_plain_text(text, main_content=True), html),
    })
    times = found["trafilatura"] / found["html"]
    print(" | ".join(f"{name} {value:.0f}" for name, value in found.items()), f"| {times:.2f} times trafilatura's time")
    return int(found["dumps"] < FLOORS["dumps_a_second"] or times > FLOORS["html_times_trafilatura"])


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
