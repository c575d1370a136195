"""Which blocks of a page stand in another text of the same page: an extractor's, or one that the page's metadata hold."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import LCSseq

from corrobora.pages.features import WORD

SIZE = 4
LEAST = 0.4
"""Share of a block's word runs that must stand in the other text before the order is looked at."""


def shares(words: Sequence[Sequence[str]], reference: str) -> list[float]:
    """For each block (its lower-cased words) the share that stands in the reference, each word of it used once, in order.

    Blocks of which too few runs of four words stand there count as 0, and so do shorter ones that are no whole line there;
    the order is then the longest common subsequence of words (Hyyrö 2004, by rapidfuzz).
    """
    result = [0.0] * len(words)
    lowered = reference.lower()
    other = WORD.findall(lowered)
    if not other:
        return result
    known = set(other)
    runs = set(zip(other, other[1:], other[2:], other[3:], strict=False))
    lines = {tuple(WORD.findall(line)) for line in lowered.split("\n") if len(line) < 80}
    chosen = []
    for i, block in enumerate(words):
        n = len(block)
        if sum(map(known.__contains__, block)) < LEAST * n:
            continue
        if n >= SIZE:
            own = list(zip(block, block[1:], block[2:], block[3:], strict=False))
            good = sum(run in runs for run in own) >= LEAST * len(own)
        else:
            good = n > 0 and tuple(block) in lines
        if good:
            chosen.append(i)
    flat = [word for i in chosen for word in words[i]]
    if not flat:
        return result
    numbers: dict[str, int] = {}
    left = [numbers.setdefault(word, len(numbers)) for word in flat]
    right = [numbers.get(word, -1) for word in other]
    matched = bytearray(len(left))
    for step in LCSseq.opcodes(left, right):
        if step.tag == "equal":
            matched[step.src_start:step.src_end] = b"\1" * (step.src_end - step.src_start)
    at = 0
    for i in chosen:
        n = len(words[i])
        result[i] = sum(matched[at:at + n]) / n
        at += n
    return result
