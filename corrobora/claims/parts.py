"""Which figures are parts of a total that the same article states."""

from __future__ import annotations

from collections.abc import Sequence

from corrobora.claims.read_figure import Draft


def join_parts(drafts: Sequence[Draft]) -> None:
    """Sets ``parent`` where an earlier figure is the total."""
