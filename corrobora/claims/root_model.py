"""How likely each PLOVER event is for a deed: multinomial logistic regression, trained by ``scripts/train_roots.py``.

The weights come from counts of words and constructions in the training sentences of Zero-Shot PLOVER (Hu et al. 2024) and
the examples of the PLOVER manual; no text of theirs is in the file.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from spacy.tokens import Token

from corrobora.claims.roots import YIELD, features, path, root_words

SURE = 0.35
"""A deed whose likeliest event is less likely than this is left without one."""


@dataclass(frozen=True)
class RootModel:
    """``weights``: feature -> number of the event -> its share in the score."""

    roots: tuple[str, ...]
    bias: tuple[float, ...]
    weights: dict[str, dict[str, float]]

    def judge(self, found: dict[str, float]) -> dict[str, float]:
        """Event -> probability."""
        scores = list(self.bias)
        for feature, value in found.items():
            for number, weight in self.weights.get(feature, {}).items():
                scores[int(number)] += weight * value
        top = max(scores)
        shares = [math.exp(score - top) for score in scores]
        return {root: share / sum(shares) for root, share in zip(self.roots, shares, strict=True)}


@lru_cache(maxsize=1)
def root_model() -> RootModel:
    """The trained model in the package."""
    data = json.loads(files("corrobora.claims").joinpath("root_weights.json").read_text(encoding="utf-8"))
    return RootModel(tuple(data["roots"]), tuple(data["bias"]), data["weights"])


def root_of(source: Token | None, target: Token | None, trigger: Token | None = None) -> tuple[str, float]:
    """The likeliest PLOVER event of a deed, and how likely it is. Heads of noun phrases; ``trigger`` names the deed."""
    judged = root_model().judge(features(source, target, trigger))
    best = max(judged, key=lambda root: judged[root])
    told = _yields(source, target, trigger) if best == YIELD else best
    return told, judged[best]


def _yields(source: Token | None, target: Token | None, trigger: Token | None) -> str:
    """RETREAT where a verb or what hangs on it tells that something is given back or left, else CONCEDE."""
    known = root_words()
    for token in path(source, target, trigger):
        told = known.get((token.lemma_.lower(), True), ())
        if "RETREAT" in told and (
            "CONCEDE" not in told
            or not any("CONCEDE" in known.get((child.lemma_.lower(), False), ()) for child in token.children)
        ):
            return "RETREAT"
    return "CONCEDE"
