"""Words for actors: which side they are on. The known-actors file extends the general words."""

from __future__ import annotations

from corrobora.records import Side


def side_of(words: str) -> Side:
    """The side that a description or name tells ("regime soldiers", "civilians"), "unspecified" if it does not."""
    return "unspecified"
