"""Mentions of one thing in one article."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from corrobora.records import EntityKind, Mention
from corrobora.text.names import looks_like_acronym, tokens


@dataclass(slots=True)
class Cluster:
    """Mentions of one thing in one article. ``shared`` names a description that means the same in every article ("rebels")."""

    kind: EntityKind | None
    mentions: list[Mention] = field(default_factory=list)
    known: str | None = None
    shared: str | None = None

    @property
    def names(self) -> list[str]:
        """The written names, most frequent first, then longest."""
        texts = [m.text for m in self.mentions if m.head is None]
        return sorted(dict.fromkeys(texts), key=lambda t: (-texts.count(t), -len(t), t))

    def weak(self) -> bool:
        """Whether only the language model's label speaks for the kind."""
        return self.known is None and all(m.kind is None and m.role is None for m in self.mentions if m.head is None)

    @property
    def roles(self) -> list[str]:
        return sorted({m.role for m in self.mentions if m.role})

    def full(self) -> str:
        """The best full form: most words, then most frequent; never an acronym if there is another."""
        texts = [m.text for m in self.mentions if m.head is None] or [m.text for m in self.mentions]
        return _fullest(tuple(texts))


@lru_cache(maxsize=20_000)
def _fullest(texts: tuple[str, ...]) -> str:
    return min(texts, key=lambda t: (looks_like_acronym(t), -len(tokens(t)), -texts.count(t), -len(t), t))
