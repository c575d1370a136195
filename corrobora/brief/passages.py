"""Reports as runs of text that know their claims, so that a page can light them up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from corrobora.brief.grid import Grid, Report, Row
from corrobora.brief.words import plain
from corrobora.records import Block, Verdict

STRENGTH: tuple[Verdict, ...] = ("differ", "updated", "compatible", "agree", "alone")
"""Which verdict a passage shows if it stands in several fact rows."""


Over = tuple[int, int, str, bool]
"""Start, end, claim, and whether it is what the claim says (else who says it, or a passage that is tied for itself)."""


@dataclass(frozen=True)
class Piece:
    """A run of a report's text and the numbers of the claims it belongs to. ``starts`` are those that begin here.

    ``start`` and ``end`` are its place in the article; ``text`` is safe to show and may have another length.
    """

    start: int
    end: int
    text: str
    claims: tuple[int, ...]
    starts: tuple[int, ...]
    verdict: str
    speaker: bool
    """Whether it only names who says it."""


@dataclass(frozen=True)
class Part:
    """A kept block with its pieces, or a run of clutter with (line, reason) pairs; ``blocks`` are those it stands for."""

    role: str
    blocks: tuple[Block, ...]
    pieces: tuple[Piece, ...] = ()
    dropped: tuple[tuple[str, str], ...] = ()


def verdicts_of(rows: Sequence[Row]) -> dict[str, Verdict]:
    """The verdict that each claim's passage shows."""
    shown: dict[str, Verdict] = {}
    for row in rows:
        verdict = row.finding.verdict
        for claim in row.claims:
            if claim not in shown or STRENGTH.index(verdict) < STRENGTH.index(shown[claim]):
                shown[claim] = verdict
    return shown


def parts(
    grid: Grid, report: Report, numbers: Mapping[str, int], verdicts: Mapping[str, Verdict], more: Sequence[Over] = ()
) -> Iterator[Part]:
    """A report's blocks in order, neighbouring clutter folded into one part. ``more``: spans beside those of the claims."""
    spans: list[Over] = [*more]
    spans += [(claim.start, claim.end, claim.id, True) for claim in grid.claims_of(report.article)]
    spans += [
        (claim.claimant.start, claim.claimant.end, claim.id, False)
        for claim in grid.claims_of(report.article) if claim.claimant and claim.id in verdicts
    ]
    for clutter, run in groupby(report.article.blocks, key=lambda block: block.role == "clutter"):
        blocks = tuple(run)
        if clutter:
            dropped = [(plain(report.article.slice(b)), plain(b.reason or "no reason given")) for b in blocks]
            yield Part("clutter", blocks, dropped=tuple(dropped))
            continue
        for block in blocks:
            yield Part(block.role, (block,), tuple(_pieces(report.article.text, block, spans, numbers, verdicts)))


def _pieces(
    text: str, block: Block, spans: Sequence[Over], numbers: Mapping[str, int], verdicts: Mapping[str, Verdict],
) -> Iterator[Piece]:
    """A block cut wherever a span begins or ends, so that spans may overlap in any way."""
    own = [span for span in spans if span[0] < block.end and span[1] > block.start]
    cuts = {block.start, block.end}
    for start, end, _, _ in own:
        cuts |= {max(start, block.start), min(end, block.end)}
    for left, right in pairwise(sorted(cuts)):
        over = [span for span in own if span[0] <= left and span[1] >= right]
        said = [verdicts[claim] for _, _, claim, content in over if content and claim in verdicts]
        starts = [numbers[claim] for start, _, claim, content in over if content and max(start, block.start) == left]
        yield Piece(
            left, right, _kept(text[left:right]), tuple(dict.fromkeys(numbers[claim] for _, _, claim, _ in over)),
            tuple(dict.fromkeys(starts)), min(said, key=STRENGTH.index) if said else "",
            bool(over) and not any(content for *_, content in over),
        )


def _kept(text: str) -> str:
    """As ``plain``, with the blanks at both ends."""
    shown = plain(text)
    left = " " if text[:1].isspace() else ""
    return f"{left}{shown}{' ' if shown and text[-1:].isspace() else ''}"
