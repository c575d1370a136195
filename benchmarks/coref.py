"""Scores what the program holds for one event against the event chains of ECB+, with the mentions that it found itself.

    python benchmarks/coref.py                 ../shared/data/coref, topics 1 to 35, a few minutes on one core
    python benchmarks/coref.py --topics 1 2 3  only these

A mention is a happening's trigger; it is the gold one whose words hold it, else one that gold does not know. Triggers that are
claims of one event are one chain; a happening of no event stands alone. Only sentences whose labels were checked count, and
mentions that stand alone count too. All documents are read as one case, at corpus level: nothing tells the program the topics.
Beside ours stands the usual simple rule: the same verb or noun in the same topic is one event. ECB+ labels every word of every
event, most of them of no concern to a record of conflicts ("said", "entered rehab"): hence the rows over what was found alone.

CoNLL F1 is the mean of MUC (Vilain et al. 1995), B-cubed (Bagga and Baldwin 1998) and entity-based CEAF (Luo 2005), with
predicted mentions as they are: what has no partner costs precision or recall (Pradhan et al. 2014).
Labels: Cybulska and Vossen 2014, CC BY 3.0.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

import corrobora
from corrobora.records import Case, Claim

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "coref" / "documents.jsonl.gz"
Chains = Mapping[Hashable, Hashable]
"""Mention -> its chain."""


def f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def sets_of(chains: Chains) -> list[frozenset[Hashable]]:
    """The chains as sets of mentions."""
    sets = defaultdict(set)
    for mention, chain in chains.items():
        sets[chain].add(mention)
    return [frozenset(one) for one in sets.values()]


def _links(key: Chains, response: Chains) -> float:
    """MUC recall: the share of links of the key that the response keeps."""
    kept = all_ = 0
    for one in sets_of(key):
        parts = {response.get(mention, ("alone", mention)) for mention in one}
        kept, all_ = kept + len(one) - len(parts), all_ + len(one) - 1
    return kept / all_ if all_ else 0.0


def muc(gold: Chains, found: Chains) -> tuple[float, float]:
    """Precision and recall of links."""
    return _links(found, gold), _links(gold, found)


def _b_recall(key: Chains, response: Chains) -> float:
    total = 0.0
    sizes = Counter(key.values())
    both = Counter((key[m], response[m]) for m in key if m in response)
    for (chain, _), n in both.items():
        total += n * n / sizes[chain]
    return total / len(key) if key else 0.0


def bcubed(gold: Chains, found: Chains) -> tuple[float, float]:
    """Precision and recall, mean over mentions."""
    return _b_recall(found, gold), _b_recall(gold, found)


def ceafe(gold: Chains, found: Chains) -> tuple[float, float]:
    """Precision and recall of the best matching of chains by 2 |shared| / (|a| + |b|)."""
    golds, founds = sets_of(gold), sets_of(found)
    where = {mention: number for number, one in enumerate(founds) for mention in one}
    # Chains that share nothing match with 0: only groups of chains that touch are matched, each for itself.
    rows, columns, values = [], [], []
    for number, one in enumerate(golds):
        for other, shared in Counter(where[m] for m in one if m in where).items():
            rows.append(number)
            columns.append(other)
            values.append(2 * shared / (len(one) + len(founds[other])))
    table = np.zeros((len(golds), len(founds)), dtype=np.float32)
    table[rows, columns] = values
    best = float(table[linear_sum_assignment(table, maximize=True)].sum())
    return best / len(founds) if founds else 0.0, best / len(golds) if golds else 0.0


def conll(gold: Chains, found: Chains) -> dict[str, tuple[float, float, float]]:
    """Each measure as precision, recall, F1; "CoNLL" is the mean F1 thrice."""
    rows = {name: (*score(gold, found), f1(*score(gold, found))) for name, score in
            {"MUC": muc, "B-cubed": bcubed, "CEAFe": ceafe}.items()}
    mean = sum(row[2] for row in rows.values()) / len(rows)
    hits = len(gold.keys() & found.keys())
    found_ = (hits / len(found) if found else 0.0, hits / len(gold) if gold else 0.0)
    return {"mentions": (*found_, f1(*found_)), **rows, "CoNLL": (mean, mean, mean)}


def gold_of(documents: Iterable[dict[str, Any]]) -> tuple[dict[Hashable, Hashable], dict[tuple[str, int], Hashable]]:
    """Gold mention -> chain, and the mention that holds a code point of a document."""
    chains: dict[Hashable, Hashable] = {}
    holds: dict[tuple[str, int], Hashable] = {}
    for document in documents:
        for mention in document["mentions"]:
            if mention["kind"] == "event" and mention["checked"]:
                chains[document["id"], mention["id"]] = mention["chain"]
                for start, end in mention["spans"]:
                    holds.update({(document["id"], at): (document["id"], mention["id"]) for at in range(start, end)})
    return chains, holds


def trigger(claim: Claim, text: str) -> int:
    """Where the word that tells of a happening begins."""
    assert claim.happening is not None
    word = re.search(rf"\b{re.escape(claim.happening.predicate)}\b", text[claim.start:claim.end], re.I)
    return claim.start + (word.start() if word else 0)


def found_in(
    case: Case, documents: Mapping[str, dict[str, Any]], holds: Mapping[tuple[str, int], Hashable]
) -> tuple[Chains, Chains]:
    """Our mention -> our event, and -> topic and first letters of its word (the simple rule)."""
    texts = {article.id: article.text for article in case.articles}
    ours: dict[Hashable, Hashable] = {}
    simple: dict[Hashable, Hashable] = {}
    for claim in case.claims:
        if claim.happening is None:
            continue
        document, at = documents[claim.article], trigger(claim, texts[claim.article])
        checked = {number: span for number, span in zip(document["sentence_numbers"], document["sentences"], strict=True)
                   if number in document["checked_sentences"]}
        if not any(start <= at < end for start, end in checked.values()):
            continue
        mention = holds.get((claim.article, at), (claim.article, at))
        ours.setdefault(mention, claim.event or claim.id)
        simple.setdefault(mention, (document["topic"], claim.happening.predicate.casefold()[:5]))
    return ours, simple


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--topics", nargs="*", type=int, metavar="TOPIC")
    options.add_argument("--json", type=Path, metavar="FILE")
    given = options.parse_args()
    if not DATA.is_file():
        print(f"No development data at {DATA}: nothing is scored.", file=sys.stderr)
        return 0
    with gzip.open(DATA, "rt", encoding="utf-8") as lines:
        documents = [document for document in map(json.loads, lines) if not given.topics or document["topic"] in given.topics]
    gold, holds = gold_of(documents)
    case = corrobora.brief([{"id": d["id"], "outlet": d["id"], "text": d["text"]} for d in documents])
    ours, simple = found_in(case, {d["id"]: d for d in documents}, holds)
    known = {mention: chain for mention, chain in gold.items() if mention in ours}
    own = {mention: chain for mention, chain in ours.items() if mention in known}
    rows = {
        "one event": conll(gold, ours), "one event, of the mentions found": conll(known, own),
        "same word, same topic": conll(gold, simple),
        "same word, same topic, of the mentions found": conll(known, {m: simple[m] for m in own}),
    }
    print(f"{len(documents)} documents, {len(gold)} event mentions in checked sentences, {len(ours)} found\n"
          "| how | measure | P / R / F1 |\n|---|---|---|")
    for how, measures in rows.items():
        for name, (precision, recall, both) in measures.items():
            told = f"{both:.3f}" if name == "CoNLL" else f"{precision:.3f} / {recall:.3f} / {both:.3f}"
            print(f"| {how} | {name} | {told} |")
    if given.json:
        given.json.write_text(json.dumps(rows), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
