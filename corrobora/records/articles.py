"""An article as it was read, and what was not read."""

from __future__ import annotations

from pathlib import PurePath
from typing import Literal

from corrobora.records.base import Record, Span

Role = Literal["headline", "standfirst", "byline", "dateline", "paragraph", "caption", "clutter"]


class Block(Span):
    """A run of the text with its role on the page; ``reason`` says why it has it (always given for clutter)."""

    role: Role
    reason: str | None = None


class Article(Record):
    """One input's visible text, in order, and what is known about it. The text is never changed."""

    id: str
    source: str
    """Where it was read: a path, ``path#row``, or a URL."""
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    author: str | None = None
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    agency: str | None = None
    """A news agency that the page credits."""
    text: str
    blocks: tuple[Block, ...] = ()
    """In order of the text and not overlapping; white space between blocks belongs to none."""
    origin: str | None = None

    @property
    def file(self) -> str:
        """The source without the folders, which are the reader's own business; a URL whole."""
        return self.source if "://" in self.source else PurePath(self.source).name or self.source

    @property
    def credit(self) -> str:
        """Who printed it: the outlet, else the file or URL that it was read from."""
        return self.outlet or self.file

    def kept(self) -> tuple[Block, ...]:
        """The blocks that are the report."""
        return tuple(block for block in self.blocks if block.role != "clutter")

    def slice(self, span: Span) -> str:
        """The exact text of a span."""
        return self.text[span.start:span.end]


class Unread(Record):
    """An input, or a part of one, that was not read: where, why, and what would help."""

    source: str
    reason: str
    mend: str | None = None
