"""Facts beside the main one that two origins tell in their own words: sentences alike in rare words and names.

"The date has slipped to July" and "the talks may now be held in July" count as one fact. The row says which words the
sentences share; it does not claim that they say the same of them, so it is the reader who judges.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corrobora.events.copies import Sources, speaker
from corrobora.events.wording import Wording, words_with_terms
from corrobora.records import Article, Cell, Claim, Event, Finding, Span, Statement, make_id
from corrobora.text.nations import nation_of_adjective
from corrobora.text.sentences import sentences

ALIKE = 0.155
"""Cosine from which on two sentences are held to tell of one fact."""
SHARED_WORDS = 3
"""Rare words or names that they have in common at least."""
ROWS = 8
"""Rows of an event at most, the surest first."""
CENTRAL = 0.4
"""Salience of a happening from which on its sentence tells the main fact, not one beside it."""
REPORTS = 12
"""Reports that are read for this, one an origin, the earliest first."""
COMMON = 1.6
"""Words of less weight than this (inverse document frequency) are function words."""


@dataclass(frozen=True, eq=False)
class Line:
    """A sentence of a report. ``words``: term -> the word as written."""

    article: str
    start: int
    end: int
    words: Mapping[str, str]


def find_told(
    event: Event, articles: Mapping[str, Article], claims: Mapping[str, Claim], of_article: Mapping[str, Sequence[Claim]],
    sources: Sources, wording: Wording,
) -> tuple[list[Finding], list[Claim]]:
    """The rows of secondary facts of an event, and the claims made for sentences of which none had been read."""
    reports = _reports(event, articles, sources)
    if len(reports) < 2:
        return [], []
    lines = [line for report in reports for line in _lines(report)]
    main = {
        (claim.article, claim.sentence.start) for id_ in event.claims
        if (claim := claims[id_]).happening and claim.happening.salience >= CENTRAL
    }
    bags = _weigh(lines, wording)
    findings, made = [], []
    for score, a, b in _pairs(lines, bags, sources):
        if any((line.article, line.start) in main for line in (a, b)):
            continue
        told = {line: _claims_of(line, of_article[line.article], articles[line.article]) for line in (a, b)}
        for own in told.values():
            made += [claim for claim in own if claim.id not in claims]
        findings.append(_finding(score, told, _common(a, b, bags), sources))
        if len(findings) == ROWS:
            break
    return findings, made


def _reports(event: Event, articles: Mapping[str, Article], sources: Sources) -> list[Article]:
    """One report of each origin that is mainly about the event, the earliest of each."""
    own = sorted((articles[id_] for id_ in event.main_of), key=lambda a: (a.published or "9999", a.id))
    first: dict[str, Article] = {}
    for article in own:
        first.setdefault(sources.origin_of(article.id), article)
    return list(first.values())[:REPORTS]


def _lines(article: Article) -> Iterator[Line]:
    for block in article.kept():
        if block.role in {"paragraph", "standfirst"}:
            for start, end in sentences(article.text, block.start, block.end):
                words = {_root(term, word): word for word, term in words_with_terms(article.text[start:end])}
                if len(words) >= 5:
                    yield Line(article.id, start, end, words)


@lru_cache(maxsize=50_000)
def _root(term: str, word: str) -> str:
    """A state for its adjective (Lebanese: Lebanon), and a word without the ending of its plural."""
    if word[:1].isupper() and (nation := nation_of_adjective(word)):
        return next(iter(t for _, t in words_with_terms(nation.name)), term)
    return term[:-1] if term.endswith("s") and len(term) > 3 and not term[0].isdigit() else term


def _weigh(lines: Sequence[Line], wording: Wording) -> dict[Line, dict[str, float]]:
    """Each sentence's words by rarity, in the background and among the sentences at hand, to length 1."""
    seen = Counter(term for line in lines for term in line.words)
    bags = {}
    for line in lines:
        weights = {
            term: weight * math.log(1 + len(lines) / seen[term])
            for term in line.words if (weight := wording.weight(term)) >= COMMON
        }
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        bags[line] = {term: weight / length for term, weight in weights.items()}
    return bags


def _pairs(
    lines: Sequence[Line], bags: Mapping[Line, Mapping[str, float]], sources: Sources
) -> Iterator[tuple[float, Line, Line]]:
    """Pairs of sentences of two origins, the likest first; each sentence is used once, copies are left out."""
    holders: dict[str, list[Line]] = defaultdict(list)
    scores: Counter[tuple[Line, Line]] = Counter()
    order = {line: number for number, line in enumerate(lines)}
    shared: Counter[tuple[Line, Line]] = Counter()
    for line in lines:
        for term, weight in bags[line].items():
            for other in holders[term]:
                if sources.origin_of(other.article) != sources.origin_of(line.article):
                    scores[other, line] += weight * bags[other][term]  # type: ignore[assignment]
                    shared[other, line] += 1
            holders[term].append(line)
    used: set[Line] = set()
    for (a, b), score in sorted(scores.items(), key=lambda item: (-item[1], order[item[0][0]], order[item[0][1]])):
        if score < ALIKE:
            return
        if a in used or b in used or shared[a, b] < SHARED_WORDS or sources.copied(a.article, a.start, a.end, b.article):
            continue
        used |= {a, b}
        yield score, a, b


def _common(a: Line, b: Line, bags: Mapping[Line, Mapping[str, float]]) -> list[str]:
    """The words in common as the first sentence writes them, the weightiest first."""
    common = sorted(set(bags[a]) & set(bags[b]), key=lambda term: (-bags[a][term] * bags[b][term], term))
    return [a.words[term] for term in common[:4]]


def _claims_of(line: Line, known: Iterable[Claim], article: Article) -> list[Claim]:
    """The statements that lie in a sentence; where there is none, one of the outlet's own voice."""
    own = [claim for claim in known if claim.statement and claim.start < line.end and line.start < claim.end]
    if own:
        return own
    span = Span(start=line.start, end=line.end)
    return [Claim(
        id=make_id("c", article.id, "told", line.start, line.end), article=article.id, start=line.start, end=line.end,
        quote=article.slice(span), kind="statement", sentence=span, statement=Statement(direct=False),
        why=("told in the outlet's own voice, and by another origin too",),
    )]


def _finding(score: float, told: Mapping[Line, Sequence[Claim]], common: Sequence[str], sources: Sources) -> Finding:
    cells: dict[str, list[Claim]] = {}
    for line, claims in told.items():
        cells.setdefault(sources.origin_of(line.article), []).extend(claims)
    speakers = {speaker(claim, origin) for origin, own in cells.items() for claim in own}
    return Finding(
        topic="statement", who=", ".join(common), verdict="agree", origins=len(cells), claimants=len(speakers),
        why=f"told in like words ({score:.2f}): {', '.join(common)}",
        cells=tuple(
            Cell(origin=origin, claims=tuple(claim.id for claim in own), value=own[0].quote)
            for origin, own in sorted(cells.items())
        ),
    )
