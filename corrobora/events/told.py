"""Facts beside the main one that two origins tell in their own words: sentences alike in rare words and names.

"The date has slipped to July" and "the talks may now be held in July" count as one fact. The row is named by the clause
that holds most of what they share; it does not claim that they say the same, so it is the reader who judges.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corrobora.events.copies import Sources, speaker
from corrobora.events.gist import gist
from corrobora.events.wording import Wording, words_with_terms
from corrobora.records import CASUALTIES, Article, Cell, Claim, Event, Finding, Span, Statement, make_id
from corrobora.text.nations import nation_of_adjective
from corrobora.text.sentences import sentences

ALIKE = 0.145
"""Cosine from which on two sentences are held to tell of one fact."""
SHARED_WORDS = 3
"""Rare words or names that they have in common at least."""
ROWS = 8
"""Rows of an event at most, the surest first."""
CENTRAL = 0.4
"""Salience of a happening from which on its sentence tells the main fact, not one beside it."""
REPORTS = 12
"""Reports that are read for this, one an origin, the earliest first."""
_NAME = re.compile(r"[A-Z][\w’'-]*(?:\s(?:[a-z]{2}\s)?[A-Z][\w’'-]*)+")
COMMON = 1.6
"""Words of less weight than this (inverse document frequency) are function words."""


@dataclass(frozen=True, eq=False)
class Line:
    """A sentence of a report. ``words``: term -> the word as written."""

    article: str
    start: int
    end: int
    words: Mapping[str, str]


@dataclass(eq=False)
class Row:
    """Sentences of two origins with their claims, and the terms they share with their weights."""

    score: float
    told: dict[Line, list[Claim]]
    common: dict[str, float]

    def meets(self, other: Row) -> bool:
        """Whether both rows rest on one claim: a quotation of several sentences is one thing said."""
        known = {claim.id for own in self.told.values() for claim in own}
        return {line.article for line in self.told} == {line.article for line in other.told} and any(
            claim.id in known for own in other.told.values() for claim in own
        )

    def add(self, other: Row) -> None:
        """Takes in the sentences of another row; the label stays that of the likest pair."""
        self.told.update(other.told)


def find_told(
    event: Event, articles: Mapping[str, Article], claims: Mapping[str, Claim], of_article: Mapping[str, Sequence[Claim]],
    sources: Sources, wording: Wording,
) -> tuple[list[Finding], list[Claim]]:
    """The rows of secondary facts of an event, and the claims made for sentences of which none had been read."""
    reports = _reports(event, articles, sources)
    if len(reports) < 2:
        return [], []
    lines = [line for report in reports for line in _lines(report)]
    main, counted = _own_sentences(event, claims)
    bags = _weigh(lines, wording)
    rows: list[Row] = []
    for score, a, b in _pairs(lines, bags, sources):
        places = {(line.article, line.start) for line in (a, b)}
        if places & main or places <= counted:
            continue
        told = {line: _claims_of(line, of_article[line.article], articles[line.article]) for line in (a, b)}
        common = _common(told, bags, articles)
        if not common:
            continue
        row = Row(score, told, common)
        if (same := next((known for known in rows if known.meets(row)), None)) is not None:
            same.add(row)
        elif len(rows) < ROWS:
            rows.append(row)
    made = [claim for row in rows for own in row.told.values() for claim in own if claim.id not in claims]
    return [_finding(row, articles, sources) for row in rows], list({claim.id: claim for claim in made}.values())


def _own_sentences(event: Event, claims: Mapping[str, Claim]) -> tuple[set[tuple[str, int]], set[tuple[str, int]]]:
    """Where the sentences begin that tell the main fact, and those that give the event's figures: they have their rows."""
    main, counted = set(), set()
    for claim in (claims[id_] for id_ in event.claims):
        place = claim.article, claim.sentence.start
        if claim.happening and claim.happening.salience >= CENTRAL:
            main.add(place)
        if claim.figure and claim.figure.scope == "event" and claim.figure.counts in CASUALTIES:
            counted.add(place)
    return main, counted


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


def _common(
    told: Mapping[Line, Sequence[Claim]], bags: Mapping[Line, Mapping[str, float]], articles: Mapping[str, Article]
) -> dict[str, float]:
    """The words in common with their weights; none where only one name is, or the words about the speakers."""
    a, b = told
    name_of = {word: name for name in _NAME.findall(articles[a.article].text[a.start:a.end]) for word in name.split()}
    common = {term: weight * bags[b][term] for term, weight in bags[a].items() if term in bags[b]}
    contents = [_content(line, own, articles[line.article]) for line, own in told.items()]
    things = {name_of.get(a.words[term], term) for term in common}
    return common if len(things) > 1 and any(all(term in said for said in contents) for term in common) else {}


def _label(row: Row, articles: Mapping[str, Article]) -> str:
    """The clause that tells what both say, with who says it where it is one and the same."""
    said = [claim for own in row.told.values() for claim in own]
    clause = gist([claim.quote for claim in said], row.common) or gist(
        [articles[line.article].text[line.start:line.end] for line in row.told], row.common
    )
    names = {claim.claimant.name if claim.claimant else None for claim in said}
    name = names.pop() if len(names) == 1 else None
    return f"{name}: {clause}" if name and clause and name not in clause else clause


def _content(line: Line, own: Sequence[Claim], article: Article) -> set[str]:
    """The words of what a sentence's statements say."""
    spans = [(max(line.start, claim.start), min(line.end, claim.end)) for claim in own]
    return {_root(term, word) for start, end in spans for word, term in words_with_terms(article.text[start:end])}


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


def _finding(row: Row, articles: Mapping[str, Article], sources: Sources) -> Finding:
    cells: dict[str, list[Claim]] = {}
    for line, claims in row.told.items():
        own = cells.setdefault(sources.origin_of(line.article), [])
        own += [claim for claim in claims if claim not in own]
    speakers = {speaker(claim, origin) for origin, own in cells.items() for claim in own}
    words = {term: line.words[term] for line in reversed(row.told) for term in row.common if term in line.words}
    shared = [words[term] for term in sorted(row.common, key=lambda term: (-row.common[term], term))[:4]]
    return Finding(
        topic="statement", who=_label(row, articles) or ", ".join(shared), verdict="agree", origins=len(cells),
        claimants=len(speakers), why=f"told in like words ({row.score:.2f}): {', '.join(shared)}",
        cells=tuple(
            Cell(origin=origin, claims=tuple(claim.id for claim in own), value=own[0].quote)
            for origin, own in sorted(cells.items())
        ),
    )
