"""Fits the weights by which ``events/settle.py`` names the best supported of several tolls.

    python scripts/train_tolls.py ../shared/data/incidents/docs.jsonl.gz ../shared/data/incidents/incidents.json

Texts: the collection of SemEval-2018 task 5 (no licence file); tolls: the Gun Violence Archive's final counts. What is kept of
them are eight weights. The reports are put together as ``corrobora run`` does; for each incident the event that holds most of
its reports is asked for its rows on the killed and the injured. A conditional logit (McFadden 1974) over the values of each row
is fitted by maximum likelihood with a ridge, on all and, for the share printed, on five folds of incidents. About half an hour
on one core, nearly all of it reading.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from corrobora.events.copies import Sources
from corrobora.events.settle import WEIGHTS, support
from corrobora.events.tolls import toll_rows
from corrobora.events.verdict import judge
from corrobora.pipeline import run
from corrobora.records import Case
from corrobora.settings import load_settings

FOLDS = 5
RIDGE = 5.0


@dataclass(frozen=True)
class Asked:
    """One row: the true number, what is known of each number told, and the row's own interval."""

    incident: str
    truth: int
    told: Mapping[float, Mapping[str, float]]
    low: float | None
    high: float | None
    apart: bool


def load(path: Path) -> tuple[Case, dict[str, list[str]]]:
    """The case of all reports, and the articles of each incident."""
    rows: dict[str, dict[str, str]] = {}
    of: dict[str, list[str]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if rows.setdefault(str(row["id"]), row) is row:
                of[str(row["incident"])].append(str(row["id"]))
    keys = ("id", "outlet", "url", "published", "title", "text")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "docs.jsonl"
        source.write_text("".join(json.dumps({k: r[k] for k in keys}) + "\n" for r in rows.values()), encoding="utf-8")
        return run([source], load_settings()), of


def ask(case: Case, of: Mapping[str, Sequence[str]], register: Mapping[str, Mapping[str, int]]) -> Iterator[Asked]:
    """The rows of the event that holds most of each incident's articles."""
    claims = {claim.id: claim for claim in case.claims}
    sources = Sources({article.id: article for article in case.articles}, case.origins)
    event_of = {article: event for event in reversed(case.events) for article in event.main_of}
    for incident, articles in of.items():
        held = Counter(event_of[article].id for article in articles if article in event_of)
        if not held:
            continue
        best = max(held, key=lambda id_: (held[id_], id_))
        event = next(event_of[article] for article in articles if article in event_of and event_of[article].id == best)
        own = [claims[id_] for id_ in event.claims if id_ in claims]
        figures = [claim for claim in own if claim.figure and claim.figure.scope == "event"]
        for counts, who, values in toll_rows(figures, sources):
            if who is None and counts in {"killed", "injured"}:
                judged = judge(values)
                told = support(counts, values, figures, sources)
                yield Asked(incident, int(register[incident][counts]), told, judged.low, judged.high, judged.apart)


def fit(rows: Sequence[Asked]) -> NDArray[np.float64]:
    """The weights, in the order of ``WEIGHTS``."""
    tables = [
        (np.array([list(known.values()) for known in row.told.values()]), list(row.told).index(row.truth))
        for row in rows if row.truth in row.told and len(row.told) > 1
    ]
    spread = np.concatenate([table for table, _ in tables]).std(axis=0) + 1e-6

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        value, slope = RIDGE * weights @ weights / 2, RIDGE * weights
        for table, right in tables:
            scores = table @ (weights / spread)
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            value -= np.log(shares[right])
            slope = slope - (table[right] - shares @ table) / spread
        return float(value), slope

    return np.asarray(minimize(loss, np.zeros(len(WEIGHTS)), jac=True, method="L-BFGS-B").x / spread)


def right(row: Asked, weights: NDArray[np.float64]) -> bool:
    """Whether the row's one number is the true one."""
    if not row.apart or not row.told:
        return row.low == row.high == row.truth
    return max(row.told, key=lambda n: (float(np.array(list(row.told[n].values())) @ weights), -n)) == row.truth


def main(data: Path, register: Path) -> None:
    rows = list(ask(*load(data), json.loads(register.read_text(encoding="utf-8"))))
    report(rows)


def report(rows: Sequence[Asked]) -> None:
    """Prints the share of right rows on folds left out, and the weights fitted on all."""
    fold = [int(hashlib.sha1(row.incident.encode()).hexdigest(), 16) % FOLDS for row in rows]
    marks = []
    for left in range(FOLDS):
        weights = fit([row for row, n in zip(rows, fold, strict=True) if n != left])
        marks += [right(row, weights) for row, n in zip(rows, fold, strict=True) if n == left and row.truth > 1]
    print(f"right, of {len(marks)} rows whose truth is 2 or more, on left-out folds: {sum(marks) / len(marks):.3f}")
    print({name: round(float(weight), 2) for name, weight in zip(WEIGHTS, fit(rows), strict=True)})


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
