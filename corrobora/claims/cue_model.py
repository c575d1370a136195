"""How likely a candidate is a report: logistic regression over words and parse, trained by ``scripts/train_cues.py``.

The weights come from counts of words and constructions in the training part of the PolNeAR corpus (Newell, Margolin and
Ruths 2018, LREC); no text of it is in the file.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from corrobora.claims.cues import Candidate


@dataclass(frozen=True)
class CueModel:
    """``lexicon``: lemmas that may be cues. ``weights``: feature -> log odds. ``bias``: of no feature."""

    lexicon: frozenset[str]
    weights: dict[str, float]
    bias: float

    def probability(self, features: Iterable[str]) -> float:
        """0 to 1."""
        score = self.bias + sum(self.weights.get(feature, 0.0) for feature in features)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))

    def judge(self, candidate: Candidate) -> float:
        return self.probability(candidate.features)


@lru_cache(maxsize=1)
def cue_model() -> CueModel:
    """The trained model in the package."""
    data = json.loads(files("corrobora.claims").joinpath("cue_weights.json").read_text(encoding="utf-8"))
    return CueModel(frozenset(data["lexicon"]), data["weights"], data["bias"])
