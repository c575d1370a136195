"""How sure it is that two written names are one person, organisation or place."""

from __future__ import annotations

from corrobora.text.names import fold, skeletons, stands_for, tokens


def compare_names(a: str, b: str) -> float:
    """0 to 1; 0.5 decides."""
    if fold(a) == fold(b):
        return 1.0
    if sorted(skeletons(a)) == sorted(skeletons(b)):
        return 0.8
    if stands_for(a, b) or stands_for(b, a):
        return 0.7
    shared = set(tokens(a)) & set(tokens(b))
    return 0.4 * len(shared) / max(len(tokens(a)), len(tokens(b)), 1)
