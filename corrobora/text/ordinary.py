"""Words that news writes small: a capital at the start of a sentence or in a headline makes no name of them.

The list is made by ``scripts/build_ordinary_words.py``.
"""

from __future__ import annotations

import gzip
import re
from functools import lru_cache
from importlib import resources


@lru_cache(maxsize=1)
def ordinary_words() -> frozenset[str]:
    """About 12,600 words in lower case."""
    raw = resources.files("corrobora.text").joinpath("ordinary_words.txt.gz").read_bytes()
    return frozenset(gzip.decompress(raw).decode("utf-8").split("\n"))


def is_ordinary(words: str) -> bool:
    """Whether each of the words is one that news writes small; not if there is none."""
    parts = re.findall(r"[^\W\d_]+", words.lower())
    return bool(parts) and ordinary_words().issuperset(parts)
