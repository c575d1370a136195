"""Event -> coded row, one file a codebook."""

from __future__ import annotations

from corrobora.records import Case


def code(case: Case) -> Case:
    """The case with every event's row in every codebook of the package."""
    return case
