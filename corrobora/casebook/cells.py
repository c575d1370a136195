"""What a judgement decides on: the cells of which two people must not decide at once without seeing each other."""

from __future__ import annotations

from collections.abc import Hashable

from corrobora.casebook.judgements import Correction
from corrobora.records import Judgement, Target

Cell = tuple[Hashable, ...]


def cells(judgement: Judgement) -> frozenset[Cell]:
    """The cells of a judgement; two that share one contend. A note decides on nothing, nor does a claim that is added."""
    own = _key(judgement.target)
    if judgement.decision in ("note", "add"):
        return frozenset()
    pairs = frozenset(("events", frozenset((own[1], other.id))) for other in judgement.others if other.kind == "event")
    if judgement.decision in ("same", "not_same", "unsure"):
        return pairs or frozenset({("names", frozenset(_name(name) for name in judgement.target.names))})
    if judgement.decision in ("accept", "reject"):
        # Whether it holds decides on its values too: what is rejected has none.
        return frozenset((*own, name) for name in ("holds", *Correction.model_fields))
    if judgement.decision in ("correct", "set"):
        return frozenset((*own, name) for name in _values(judgement))
    if judgement.decision == "code":
        return frozenset({(*own, judgement.values.get("codebook"), judgement.values.get("column"))})
    if judgement.decision in ("merge", "split", "move"):
        return pairs | {("member", *own), *(("member", *_key(other)) for other in judgement.others)}
    if judgement.decision in ("report", "clutter"):
        return frozenset({(*own, "role")})
    return frozenset({(*own, judgement.decision)})


def _values(judgement: Judgement) -> set[str]:
    """The values that are one cell: the ends of a range, the parts of a place, the days of a date."""
    one = {"high": "low", "bound": "low", "lat": "place", "lon": "place", "country": "place", "admin1": "place",
           "precision": "place", "end": "start", "date_precision": "start"}
    return {one.get(name, name) for name in judgement.values}


def _key(target: Target) -> Cell:
    """A target wherever it comes from: a claim by its place in the source, all else by its id or name."""
    if target.kind in ("claim", "block") and target.anchors:
        first = target.anchors[0]
        return target.kind, first.article, first.kind, first.start, first.end, first.about
    return target.kind, target.id or frozenset(_name(name) for name in target.names)


def _name(name: str) -> str:
    return " ".join(name.split()).casefold()
