"""The reports: their list, and one with each block and what it was taken for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import ceil

from corrobora.brief.grid import Grid, Report
from corrobora.brief.words import count, plain
from corrobora.records import Block, Case, Event
from corrobora.web.search import ArticleList, ArticleQuery
from corrobora.web.views import Line, history, is_about, link

WORDS = 300
"""Characters of a block by which a judgement knows it; its place is told beside."""


@dataclass(frozen=True)
class Shown:
    """A block with the judgement that would turn it: the words of ``corrobora judge``."""

    role: str
    text: str
    reason: str
    claims: int
    turn: str
    words: tuple[str, ...]


class ListOfArticles:
    """A page of the list of reports."""

    def __init__(self, asked: ArticleQuery, found: ArticleList) -> None:
        self.asked, self.found, self.total = asked, found, found.total
        self.pages = max(1, ceil(found.total / found.size))
        query = asked.model_dump(exclude_defaults=True)
        self.narrowed = bool(query.keys() - {"page", "size"})
        self.previous = link("/articles", query, page=asked.page - 1) if asked.page > 1 else None
        self.next = link("/articles", query, page=asked.page + 1) if asked.page < self.pages else None


class ArticlePage:
    """One report for a judge. ``part`` is a case cut down to it."""

    def __init__(self, part: Case) -> None:
        self.part = part
        self.grid = Grid(part)
        self.article = part.articles[0]
        self.report: Report = self.grid.reports[self.article.id]

    @cached_property
    def blocks(self) -> tuple[Shown, ...]:
        """All blocks in the order of the page."""
        return tuple(self._shown(block) for block in self.article.blocks)

    def _shown(self, block: Block) -> Shown:
        text = self.article.slice(block)
        claims = sum(block.start <= claim.start < block.end for claim in self.grid.claims_of(self.article))
        turn = "report" if block.role == "clutter" else "clutter"
        words = (self.article.id, text[:WORDS], f"at={block.start}")
        return Shown(block.role, text, plain(block.reason or ""), claims, turn, words)

    @property
    def events(self) -> tuple[Event, ...]:
        """What it tells of."""
        return self.grid.events

    @property
    def counted(self) -> str:
        """How much of the page is the report."""
        clutter = sum(block.role == "clutter" for block in self.article.blocks)
        return f"{count(len(self.article.blocks) - clutter, 'block')} of the report, {clutter} of clutter"

    @cached_property
    def history(self) -> tuple[Line, ...]:
        """What people decided on it, the latest first."""
        labels: Mapping[str, str] = {self.article.id: "this report", **{e.id: e.label for e in self.part.events}}
        ids = {self.article.id, *self.grid.claims}
        about = {j.judgement.id for j in self.part.judgements if is_about(j.judgement, ids, set())}
        about |= {j.judgement.id for j in self.part.judgements if j.judgement.target.id in about}
        return tuple(line for line in history(self.part.judgements, labels) if line.id in about)
