"""What joining costs as an archive grows: seconds and memory for 1,000, 4,000 and 16,000 articles.

    corrobora run made1000.jsonl --out read --jobs 2      (stopped once the claims are found: the readings lie in read/.parts)
    python benchmarks/joining.py read/.parts 1 4 16

Reading, and what is worked out ahead while reading, costs the same for every article, so only joining
is run. A larger archive is made of the readings by copying them:
each copy of the set is a later period with ids, wording, names and numbers of its own. The letters of its words are exchanged,
but for the most frequent words and the names of places, and the digits of its numbers, so that a copy is as long, holds as many
claims, and tells of the same towns; little of it joins with another. Every size is run in a process of its own.
"""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from corrobora.engines.ahead import write_ahead
from corrobora.engines.joining import join_parts
from corrobora.engines.parts import ARTICLES, Part, read_readings, reading_lines, write_lines
from corrobora.settings import load_settings

FREQUENT = 300
"""Words that every copy has in common."""
APART = 14
"""Days between the last report of one copy and the first of the next."""
ALIKE = ("tnsrlh", "dcmfpgwb", "vkjxqz")
"""Consonants about as frequent as each other: one stands for another, so that a copy has no more names of the same consonants
than the set (were frequent ones to become rare ones, most names would consist of k and f)."""
_WORD = re.compile(r"[A-Za-z]{4,}")
_NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?![\d.,]*\d)")
"""A toll or the like; years and large sums stay."""


def ciphers(texts: list[str]) -> Callable[[int], Callable[[str], str]]:
    """For each copy what becomes of a text: as long, in other words."""
    frequent = {word for word, _ in Counter(w.lower() for t in texts for w in _WORD.findall(t)).most_common(FREQUENT)}

    def cipher(copy: int) -> Callable[[str], str]:
        plain = "".join(ALIKE)
        turned = "".join(letters[copy % len(letters):] + letters[:copy % len(letters)] for letters in ALIKE)
        table = str.maketrans(plain + plain.upper(), turned + turned.upper())
        words = partial(_WORD.sub, lambda w: w[0] if w[0].lower() in frequent else w[0].translate(table))
        return lambda text: _NUMBER.sub(lambda n: renumbered(n[0], copy), words(text))

    return cipher


def renumbered(digits: str, copy: int) -> str:
    """The number that a copy has for another: as long, and none of two for one."""
    return "".join(digit if digit == "0" else str((int(digit) + copy - 1) % 9 + 1) for digit in digits)


def copied(row: dict[str, Any], copy: int, days: int, cipher: Callable[[str], str]) -> dict[str, Any]:
    """A reading of another article that tells the like in other words."""
    article, mentions = row["article"], row.get("mentions", [])
    text, at = [], 0
    for place in (m for m in mentions if m.get("kind") == "place" or m.get("label") in {"GPE", "LOC"}):
        if place["start"] >= at:
            text += [cipher(article["text"][at : place["start"]]), article["text"][place["start"] : place["end"]]]
            at = place["end"]
    changed = "".join([*text, cipher(article["text"][at:])])
    id_ = f"{article['id']}-{copy:02d}"
    when = article.get("published")
    told = {
        **article,
        "id": id_,
        "source": f"{article['source']}-{copy:02d}",
        "text": changed,
        **({"title": cipher(article["title"])} if article.get("title") else {}),
        **({"published": (datetime.fromisoformat(when) + timedelta(days=days)).isoformat()} if when else {}),
    }

    def own(claim: dict[str, Any]) -> dict[str, Any]:
        claim = {**claim, "id": f"{claim['id']}-{copy:02d}", "article": id_, "quote": changed[claim["start"] : claim["end"]]}
        if claimant := claim.get("claimant"):
            claim["claimant"] = {
                **claimant,
                "quote": changed[claimant["start"] : claimant["end"]],
                "name": cipher(claimant["name"]),
            }
        if figure := claim.get("figure"):
            counted = {k: int(renumbered(str(int(n)), copy)) for k in ("low", "high") if (n := figure.get(k)) and n < 1000}
            claim["figure"] = {**figure, **counted}
            if figure.get("subset_of"):
                claim["figure"]["subset_of"] = f"{figure['subset_of']}-{copy:02d}"
        return claim

    def later(time: dict[str, Any]) -> dict[str, Any]:
        moved = {
            k: (datetime.fromisoformat(time[k]) + timedelta(days=days)).isoformat()[: len(time[k])]
            for k in ("from", "to")
            if time.get(k)
        }
        return {**time, "article": id_, **moved}

    return {
        **row,
        "article": told,
        "mentions": [{**m, "text": changed[m["start"] : m["end"]]} for m in mentions],
        "times": [later(time) for time in row.get("times", [])],
        "claims": [own(claim) for claim in row.get("claims", [])],
        "rejected": [{**r, "article": id_} for r in row.get("rejected", [])],
    }


def copies(folder: Path, times: int) -> Iterator[str]:
    """The readings of a folder of parts, and ``times`` - 1 copies of them, as lines of JSON."""
    lines = [line for path in sorted(folder.glob("readings-*.zst")) for line in reading_lines(path)[0]]
    rows = [json.loads(line) for line in lines]
    days = sorted(row["article"]["published"] for row in rows if row["article"].get("published"))
    span = (datetime.fromisoformat(days[-1]) - datetime.fromisoformat(days[0])).days + APART if days else APART
    cipher = ciphers([row["article"]["text"] for row in rows])
    yield from lines
    for copy in range(1, times):
        for row in rows:
            yield json.dumps(copied(row, copy, copy * span, cipher(copy)))


def run(folder: Path, times: int) -> None:
    """Joins the readings and their copies, and prints a line of what it cost."""
    settings = load_settings()
    laps: dict[str, float] = {}
    with TemporaryDirectory() as place:
        parts, waiting = [], [""]
        for line in copies(folder, times):
            waiting.append(line)
            if len(waiting) > ARTICLES:
                parts.append(_part(Path(place), len(parts), waiting))
                waiting = [""]
        parts.append(_part(Path(place), len(parts), waiting))
        del waiting
        start = time.process_time()
        account = join_parts(
            parts,
            [],
            settings,
            lambda step, done: laps.update({step: laps.get(step, time.process_time())}),
            Path(place) / "out",
            Path(place),
        )
        laps["end"] = time.process_time()
    each = " | ".join(f"{b - a:.1f}" for a, b in zip(laps.values(), list(laps.values())[1:], strict=False))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    took = (laps["end"] - start) / account.articles * 1000
    print(f"| {account.articles} | {account.events} | {each} | {took:.1f} ms | {peak:.2f} GB |", flush=True)


def _part(place: Path, number: int, lines: list[str]) -> Part:
    path = place / f"readings-{number:06d}.zst"
    write_lines(path, ["[]", *lines[1:]])
    part = Part(path, path, len(lines) - 1, 0)
    write_ahead(part, read_readings(path)[0], load_settings())
    return part


def main() -> None:
    folder, *sizes = sys.argv[1:]
    if "--alone" in sizes:
        run(Path(folder), int(sizes[0]))
        return
    print("| articles | events | names, s | copies | events | tables | an article | peak memory |")
    print("|---|---|---|---|---|---|---|---|", flush=True)
    for times in sizes:
        subprocess.run([sys.executable, __file__, folder, times, "--alone"], check=True)


if __name__ == "__main__":
    main()
