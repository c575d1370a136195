"""How sure it is that two written names are one person, organisation or place."""

from __future__ import annotations


def compare_names(a: str, b: str) -> float:
    """0 to 1; 0.5 decides."""
    return 1.0 if a.casefold() == b.casefold() else 0.0
