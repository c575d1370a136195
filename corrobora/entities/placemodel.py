"""The weights of two logistic models: is this span a place, and which of the places of its name is meant.

They are fitted by ``scripts/train_places.py`` and lie in ``data/places.json``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from corrobora.entities.placerank import FEATURES


@dataclass(frozen=True)
class Weights:
    """``recognise``: at each look a bias and a weight for each name of evidence; ``choose``: one vector over ``FEATURES`` for
    each run of the ranker."""

    bias: tuple[float, ...]
    recognise: tuple[Mapping[str, float], ...]
    choose: tuple[NDArray[np.float64], ...]

    def chance(self, evidence: Mapping[str, float], look: int) -> float:
        """How sure it is at the first or second look that a span with this evidence names a place, 0 to 1.

        Evidence without a weight counts nothing.
        """
        of = self.recognise[look]
        odds = self.bias[look] + math.fsum([of[name] * value for name, value in evidence.items() if value and name in of])
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, odds))))


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """The weights in the package."""
    raw = json.loads(resources.files("corrobora.entities").joinpath("data/places.json").read_text(encoding="utf-8"))
    runs = tuple(np.array([run[feature] for feature in FEATURES]) for run in raw["choose"])
    looks = raw["recognise"]
    return Weights(tuple(float(look["bias"]) for look in looks), tuple(look["weights"] for look in looks), runs)
