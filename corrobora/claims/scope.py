"""Whether a figure tells of the reported event, of a whole war or period, or of something earlier."""

from __future__ import annotations

from collections.abc import Sequence

from corrobora.claims.parse import Parsed
from corrobora.claims.read_figure import Draft
from corrobora.records import Time


def scope_of(parsed: Parsed, drafts: Sequence[Draft], times: Sequence[Time]) -> None:
    """Sets each draft's scope."""
