"""Pronouns of an article -> the entity they stand for, where a claim hangs on them and one entity alone fits.

"He said": whom the claim names. "I" and "we" in words that somebody said: the speaker, and the body that he speaks for.
"He" and "she" elsewhere: the one person whom the sentences before it name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping

from corrobora.records import Claim, Reading

_SAYERS = frozenset({"he", "she", "it", "they", "i", "we"})
_SELF = re.compile(r"\b(?:I|[Mm]e|[Mm]yself)\b(?![.’']?[A-Z]|\.[a-z])")
_OURS = re.compile(r"\b(?:[Ww]e|us|[Oo]urselves)\b")
_PERSON = re.compile(r"\b(?:[Hh]e|[Ss]he|[Hh]im)\b")
FARTHEST = 250
"""Code points back from a sentence in which the person it speaks of is named."""
_SPEAKS_FOR = frozenset({"speaks_for", "leads", "member_of"})


def pronouns_in(
    reading: Reading, of: Mapping[tuple[str, str], str], kind: Mapping[str, str]
) -> list[tuple[int, int, str]]:
    """The pronouns of an article that stand for an entity: start, end, entity id. ``of``: entity of (article id, mention key);
    ``kind``: of each entity."""
    found: dict[int, tuple[int, int, str]] = {}
    for start, end, entity in (*_said(reading, of, kind), *_told(reading, of, kind)):
        found.setdefault(start, (start, end, entity))
    return list(found.values())


def _said(
    reading: Reading, of: Mapping[tuple[str, str], str], kind: Mapping[str, str]
) -> Iterator[tuple[int, int, str]]:
    """The claimants that are pronouns, and the first persons in what they say."""
    text, id_ = reading.article.text, reading.article.id
    for claim in reading.claims:
        claimant = claim.claimant
        entity = of.get((id_, claimant.entity)) if claimant and claimant.entity else None
        if claimant is None or entity is None:
            continue
        person = kind.get(entity) == "person"
        if claimant.quote.lower() in _SAYERS and person == (claimant.quote.lower() in {"he", "she", "i"}):
            yield claimant.start, claimant.end, entity
        if claim.statement is None or not _is_quoted(text, claim):
            continue
        if person:
            yield from ((m.start(), m.end(), entity) for m in _SELF.finditer(text, claim.start, claim.end))
        body = _body_of(reading, entity, of, kind) if person else entity
        if body is not None and kind.get(body) in {"organisation", "group"}:
            yield from ((m.start(), m.end(), body) for m in _OURS.finditer(text, claim.start, claim.end))


def _is_quoted(text: str, claim: Claim) -> bool:
    """Whether the words stand in quotation marks, so that "we" is the speaker's and not the outlet's."""
    around = text[max(0, claim.start - 2):claim.start] + text[claim.start:claim.start + 1]
    return bool(claim.statement and claim.statement.direct) or any(mark in around for mark in "\"“”«‘")


def _body_of(
    reading: Reading, person: str, of: Mapping[tuple[str, str], str], kind: Mapping[str, str]
) -> str | None:
    """The one body that a person speaks for, leads or belongs to, as the article tells; None if there is no one or several."""
    id_ = reading.article.id
    bodies = {
        body for claim in reading.claims
        if claim.relation and claim.relation.relation in _SPEAKS_FOR and of.get((id_, claim.relation.subject)) == person
        and (body := of.get((id_, claim.relation.object))) and kind.get(body) in {"organisation", "group"}
    }
    return bodies.pop() if len(bodies) == 1 else None


def _told(
    reading: Reading, of: Mapping[tuple[str, str], str], kind: Mapping[str, str]
) -> Iterator[tuple[int, int, str]]:
    """"He" in a sentence with a claim, where the sentences before name one person alone, or the "he" before is among them."""
    text, id_ = reading.article.text, reading.article.id
    quoted = [claim for claim in reading.claims if claim.statement and claim.statement.direct]
    named = sorted(
        (mention.start, entity) for mention in reading.mentions
        if (entity := of.get((id_, mention.key))) and kind.get(entity) == "person" and mention.head is None
    )
    starts = [start for start, _ in named]
    told = ""
    for start, end in sorted({(claim.sentence.start, claim.sentence.end) for claim in reading.claims}):
        for match in _PERSON.finditer(text, start, end):
            if any(claim.start <= match.start() < claim.end for claim in quoted):
                continue
            first, last = bisect_left(starts, start - FARTHEST), bisect_left(starts, match.start())
            before = {entity for _, entity in named[first:last]}
            if len(before) == 1 or told in before:
                told = told if told in before else before.pop()
                yield match.start(), match.end(), told
