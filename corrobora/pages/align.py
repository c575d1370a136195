"""Which blocks of a page stand in another text of the same page: an extractor's, or one that the page's metadata hold."""

from __future__ import annotations

import numpy as np
from rapidfuzz.distance import LCSseq

from corrobora.pages.features import WORD, Blocks

SIZE = 4
LEAST = 0.4
"""Share of a block's word runs that must stand in the other text before the order is looked at."""


def shares(blocks: Blocks, reference: str) -> list[float]:
    """For each block the share of its words that stands in the reference, each word of it used once, in order.

    Blocks of which too few runs of four words stand there count as 0, and so do shorter ones that are no whole line there;
    the order is then the longest common subsequence of words (Hyyrö 2004, by rapidfuzz).
    """
    n = len(blocks.spans)
    result = [0.0] * n
    lowered = reference.lower()
    number = blocks.numbers.get
    other = [number(word, -1) for word in WORD.findall(lowered)]
    if not other:
        return result
    known = np.zeros(len(blocks.numbers) + 1, dtype=bool)  # the last one is that of all words that the page has not
    known[other] = True
    held = np.bincount(blocks.owners[known[blocks.numbered]], minlength=n)
    likely = np.flatnonzero((held >= LEAST * blocks.sizes.astype(np.int64)) & (held > 0))
    runs = set(zip(other, other[1:], other[2:], other[3:], strict=False))
    lines = {tuple(WORD.findall(line)) for line in lowered.split("\n") if len(line) < 80}
    ends = np.cumsum(blocks.sizes, dtype=np.int64).tolist()
    flat = blocks.numbered.tolist()
    left: list[int] = []
    chosen = []
    for i in likely.tolist():
        words = blocks.words[i]
        own = flat[ends[i] - len(words):ends[i]]
        if len(own) >= SIZE:
            own_runs = list(zip(own, own[1:], own[2:], own[3:], strict=False))
            good = sum(map(runs.__contains__, own_runs)) >= LEAST * len(own_runs)
        else:
            good = tuple(words) in lines
        if good:
            chosen.append(i)
            left += own
    if not left:
        return result
    matched = bytearray(len(left))
    for step in LCSseq.opcodes(left, other):
        if step.tag == "equal":
            matched[step.src_start:step.src_end] = b"\1" * (step.src_end - step.src_start)
    at = 0
    for i in chosen:
        n = len(blocks.words[i])
        result[i] = sum(matched[at:at + n]) / n
        at += n
    return result
