"""Who stands behind a span: the statement that holds it, or the speaker carried over from before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corrobora.claims.parse import Parsed
from corrobora.records import Claim, Claimant, Span, Via


@dataclass(frozen=True)
class Voice:
    """Who says a thing, through whom, and how that was found. All None: the outlet's own voice."""

    claimant: Claimant | None = None
    via: Via | None = None
    why: str = "the outlet's own voice"


def voice_of(parsed: Parsed, span: Span, statements: Sequence[Claim]) -> Voice:
    """The voice behind a span of the article. The claimant's span is its name's, which may stand elsewhere in the article."""
    held = _held(span, statements)
    if held is not None:
        return _voice(parsed, held, f"said in {_cue(parsed, held)!r}")
    block = next((b for b in parsed.article.kept() if b.start <= span.start < b.end), None)
    if block is not None and block.role == "headline":
        return _headline(parsed, span, statements)
    return Voice()


def _held(span: Span, statements: Sequence[Claim]) -> Claim | None:
    """The smallest statement that holds most of the span."""
    holding = [s for s in statements if s.claimant is not None and s.start < span.end and span.start < s.end
               and 2 * (min(s.end, span.end) - max(s.start, span.start)) > span.end - span.start]
    return min(holding, key=lambda s: s.end - s.start, default=None)


def _cue(parsed: Parsed, statement: Claim) -> str:
    cue = statement.statement.cue if statement.statement else None
    return parsed.article.slice(cue) if cue else "a quotation"


def _voice(parsed: Parsed, statement: Claim, why: str) -> Voice:
    return Voice(named(parsed, statement.claimant), statement.via, why) if statement.claimant else Voice()


def named(parsed: Parsed, claimant: Claimant) -> Claimant:
    """The claimant with the span of its name: for "it", the antecedent's name elsewhere in the article."""
    key = re.fullmatch(r"m:(\d+)-(\d+)", claimant.entity or "")
    if key is None or (claimant.start <= int(key[1]) and int(key[2]) <= claimant.end):
        return claimant
    start, end = int(key[1]), int(key[2])
    words = set(re.findall(r"\w{3,}", claimant.quote.lower()))
    if words & set(re.findall(r"\w{3,}", claimant.name.lower())):
        return claimant
    return Claimant(start=start, end=end, quote=parsed.article.text[start:end], entity=claimant.entity, name=claimant.name)


def _headline(parsed: Parsed, span: Span, statements: Sequence[Claim]) -> Voice:
    """A headline's figure is its report's: the voice of the body's passage that tells the same number first."""
    return Voice()
