"""PLOVER codes and incident templates: what the reading gives on labelled sentences and reports, by class.

    python benchmarks/codes.py plover ../shared/data/coding [--json FILE]
    python benchmarks/codes.py slots ../shared/data/slots [--part dev] [--json FILE]

plover, two questions. "given": the event where doer and target are given, by a model that has not seen the sentence's fifth
(accuracy, macro-F1, and F1 of each event). Zero-Shot PLOVER tells 0.835 and macro-F1 0.821, on sentences that are not here.
"read": the sentence as an article of its own; of the deeds that were found in it, one has the gold event (any), or the one that
is most central has (main). This is by the packaged weights, which were trained on these sentences.
slots, MUC-4: a filler is right if it shares its last word with one of the written forms. Weapons are not read into slots.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scripts"))
from train_roots import QUADS, SAME, Sentence, check, manual, plv, rows_of

from corrobora.claims.parse import Parser
from corrobora.claims.read import read
from corrobora.records import Article, Block, Happening, Reading
from corrobora.settings import Settings

Rows = dict[str, dict[str, float]]
INCIDENTS = {
    "Abduction/forced disappearance": "kidnapping", "Remote explosive/landmine/IED": "bombing", "Suicide bomb": "bombing",
    "Air/drone strike": "bombing", "Shelling/artillery/missile attack": "bombing", "Grenade": "bombing",
    "Looting/property destruction": "arson", "Attack": "attack", "Armed clash": "attack", "Mob violence": "attack",
    "Sexual violence": "attack", "Government regains territory": "attack", "Non-state actor overtakes territory": "attack",
}  # fmt: skip
"""Sub-event type -> the incident type of the templates."""


def prf(hit: float, told: float, gold: float) -> dict[str, float]:
    p, r = hit / told if told else 0.0, hit / gold if gold else 0.0
    return {"p": p, "r": r, "f1": 2 * p * r / (p + r) if p + r else 0.0, "hit": hit, "pred": told, "gold": gold}


def by_class(gold: Sequence[str], told: Sequence[str]) -> tuple[dict[str, dict[str, float]], float, float]:
    """(each class, accuracy, macro-F1)."""
    pairs, golds, tolds = Counter(zip(gold, told, strict=True)), Counter(gold), Counter(told)
    classes = {name: prf(pairs[name, name], tolds[name], golds[name]) for name in sorted(golds)}
    right = sum(pairs[name, name] for name in golds)
    return classes, right / len(gold), sum(row["f1"] for row in classes.values()) / len(classes)


def readings(texts: Iterable[tuple[str, str]]) -> Iterator[Reading]:
    """(id, text) -> reading; a text is one paragraph."""
    articles = [
        Article(id=id_, source=id_, text=text, blocks=(Block(start=0, end=len(text), role="paragraph"),)) for id_, text in texts
    ]
    return map(read, Parser(Settings().pipeline).parse_many(articles))


def plover(folder: Path) -> Rows:
    sets = {"PLV": list(plv(folder / "PLV_train.tsv")), "manual": list(manual(folder / "PLOVER_GSR_CAMEO.json"))}
    rows = {name: rows_of(sentences) for name, sentences in sets.items()}
    found: Rows = {}
    for name, sentences in sets.items():
        gold = [s.root for s in sentences]
        told = check(rows[name], [row for other in sets if other != name for row in rows[other]])
        classes, right, macro = by_class(gold, told)
        _, quads, quad_macro = by_class([str(QUADS[r]) for r in gold], [str(QUADS[r]) for r in told])
        found[f"{name}, given: event"] = {"value": right}
        found[f"{name}, given: event, macro-F1"] = {"value": macro}
        found[f"{name}, given: quad"] = {"value": quads}
        found[f"{name}, given: quad, macro-F1"] = {"value": quad_macro}
        found |= {f"{name}, given: {root}": row for root, row in classes.items()}
        found |= read_whole(name, sentences)
    return found


def read_whole(name: str, sentences: Sequence[Sentence]) -> Rows:
    """Of the sentences read as articles: whether a deed was found, has the gold event, is the most central."""
    some, main, of_any, of_main = 0, 0, 0, Counter[str]()
    for sentence, reading in zip(sentences, readings((s.id, s.text) for s in sentences), strict=True):
        deeds = [c.happening for c in reading.claims if c.happening and c.happening.plover]
        roots = [SAME.get(d.plover or "", d.plover or "") for d in sorted(deeds, key=lambda d: -d.salience)]
        some += bool(roots)
        of_any += sentence.root in roots
        main += roots[:1] == [sentence.root]
        of_main[sentence.root] += roots[:1] == [sentence.root]
    golds, total = Counter(s.root for s in sentences), len(sentences)
    return {
        f"{name}, read: any deed": {"value": some / total},
        f"{name}, read: any has the event": {"value": of_any / total},
        f"{name}, read: main has the event": prf(main, some, total),
        **{f"{name}, read: main, {root}": {"value": of_main[root] / golds[root]} for root in sorted(golds)},
    }


def slots(folder: Path, part: str) -> Rows:
    with gzip.open(folder / "documents.jsonl.gz", "rt", encoding="utf-8") as lines:
        documents = [row for row in map(json.loads, lines) if row["part"] == part]
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for document, reading in zip(documents, readings((d["id"], d["text"]) for d in documents), strict=True):
        deeds = [c.happening for c in reading.claims if c.happening and c.happening.type in INCIDENTS and c.status != "denied"]
        gold = {t["incident_type"].split(" ")[0] for t in document["templates"]}
        told = {INCIDENTS[d.type] for d in deeds if d.main}
        for kind in gold | told:
            add(counts[f"incident: {kind}"], kind in gold and kind in told, kind in told, kind in gold)
        add(counts["has an incident"], bool(gold and told), bool(told), bool(gold))
        names = {m.key: m.text for m in reading.mentions}
        for slot, whom in (("PerpOrg", "actors"), ("PerpInd", "actors"), ("Victim", "targets"), ("Target", "targets")):
            fillers = [[form["text"] for form in f] for t in document["templates"] for f in t[slot]]
            own = fillers + [
                [form["text"] for form in f]
                for t in document["templates"]
                for other in ("PerpOrg", "PerpInd")
                if whom == "actors"
                for f in t[other]
            ]
            score_fillers(counts[f"slot: {slot}"], fillers, own, fillers_of(deeds, whom, names))
    return {name: prf(*row) for name, row in sorted(counts.items())}


def fillers_of(deeds: Iterable[Happening], whom: str, names: dict[str, str]) -> set[str]:
    return {names[key].lower() for deed in deeds if deed.main for key in getattr(deed, whom) if key in names}


def score_fillers(row: list[int], gold: Sequence[Sequence[str]], fitting: Sequence[Sequence[str]], told: set[str]) -> None:
    """Adds what was found of the gold fillers, and what was told that is none of the fitting ones."""

    def same(a: str, b: str) -> bool:
        return a.split()[-1:] == b.split()[-1:]

    found = sum(any(same(form, word) for form in forms for word in told) for forms in gold)
    wrong = sum(not any(same(form, word) for forms in fitting for form in forms) for word in told)
    row[0] += found
    row[1] += found + wrong
    row[2] += len(gold)


def add(row: list[int], *found: bool) -> None:
    for number, one in enumerate(found):
        row[number] += one


def main() -> int:
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("what", choices=["plover", "slots"])
    reader.add_argument("folder", type=Path)
    reader.add_argument("--part", default="dev")
    reader.add_argument("--json", type=Path)
    given = reader.parse_args()
    if not given.folder.is_dir():
        print(f"No data at {given.folder}: nothing is scored. Name the folder that holds the labelled set.", file=sys.stderr)
        return 1
    rows = plover(given.folder) if given.what == "plover" else slots(given.folder, given.part)
    for name, row in rows.items():
        told = " / ".join(f"{row[k]:.3f}" for k in ("p", "r", "f1")) if "f1" in row else f"{row['value']:.3f}"
        print(f"  {name:45} {told}" + (f"  of {row['gold']:.0f}" if "gold" in row else ""))
    if given.json:
        given.json.write_text(json.dumps(rows, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
