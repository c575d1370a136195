"""Judgements on articles and on what they say, put upon articles and readings: pure functions, nothing stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from corrobora.casebook.anchors import find_claim
from corrobora.casebook.judgements import Addition, ArticleValues, Assessment, Correction, Note, active, told, values_of
from corrobora.errors import JudgementError
from corrobora.records import (
    Anchor,
    Article,
    Bound,
    Claim,
    Claimant,
    Effect,
    Figure,
    Happening,
    Judged,
    Judgement,
    Mention,
    Reading,
    Rejected,
    Span,
    Statement,
    make_id,
)
from corrobora.text.names import fold
from corrobora.text.sentences import sentences


@dataclass
class Replay:
    """The judgements that hold, in the order of time, and what became of each while they are replayed."""

    all: tuple[Judgement, ...]
    effects: dict[str, tuple[Effect, str | None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        held = active(self.all)
        self.held = [judgement for judgement in self.all if judgement.id in held]
        known = {judgement.id for judgement in self.all}
        for judgement in self.all:
            if judgement.id not in held:
                self.tell(judgement, "undone")
            elif judgement.decision == "undo":
                gone = judgement.target.id not in known
                self.tell(judgement, "orphaned" if gone else "applied", "what it undoes is not here" if gone else None)
        self.held = [judgement for judgement in self.held if self._possible(judgement)]

    def _possible(self, judgement: Judgement) -> bool:
        """Judgements come through ``check``; one that a newer version wrote may still be unknown here."""
        try:
            values_of(judgement)
        except JudgementError as error:
            self.tell(judgement, "orphaned", error.what)
            return False
        return True

    def of(self, *decisions: str, kind: str | None = None) -> list[Judgement]:
        """Those that hold, of some decisions, in the order of time."""
        return [j for j in self.held if j.decision in decisions and kind in (None, j.target.kind)]

    def tell(self, judgement: Judgement, effect: Effect, note: str | None = None) -> None:
        """Notes what became of a judgement."""
        self.effects[judgement.id] = effect, note

    def judged(self) -> tuple[Judged, ...]:
        """Every judgement with its effect."""
        lost: tuple[Effect, str | None] = ("orphaned", "what it is about is gone")
        found = ((judgement, *self.effects.get(judgement.id, lost)) for judgement in self.all)
        return tuple(Judged(judgement=judgement, effect=effect, note=note) for judgement, effect, note in found)


def judged_articles(articles: Iterable[Article], replay: Replay) -> dict[str, Article]:
    """The articles with the dates, outlets and block roles that people gave them, by id."""
    found = {article.id: article for article in articles}
    for judgement in replay.of("set", kind="article"):
        article = found.get(judgement.target.id or "")
        values = values_of(judgement)
        if article is None or not isinstance(values, ArticleValues):
            continue
        found[article.id] = article.model_copy(update=values.model_dump(exclude_unset=True))
        replay.tell(judgement, "applied")
    for judgement in replay.of("report", "clutter"):
        (anchor, *_) = judgement.target.anchors
        article = found.get(anchor.article)
        if article is None or article.slice(anchor) != anchor.quote:
            continue
        blocks = tuple(
            block.model_copy(update={
                "role": "clutter" if judgement.decision == "clutter" else "paragraph",
                "reason": told(judgement, f"taken for {'clutter' if judgement.decision == 'clutter' else 'the report'}"),
            })
            if block.start < anchor.end and anchor.start < block.end else block
            for block in article.blocks
        )
        if blocks != article.blocks:
            found[article.id] = article.model_copy(update={"blocks": blocks})
            replay.tell(judgement, "applied")
    for judgement in replay.of("note", kind="article"):
        if judgement.target.id in found:
            replay.tell(judgement, "applied")
    return found


def judged_readings(readings: Sequence[Reading], replay: Replay) -> list[Reading]:
    """The readings with claims added, corrected and rejected as people decided. Claims still hold mention keys."""
    by_article: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in replay.of("accept", "reject", "correct", "add", "note"):
        if judgement.target.anchors and judgement.target.kind in ("claim", "block"):
            by_article[judgement.target.anchors[0].article].append(judgement)
    return [_judged(reading, by_article[reading.article.id], replay) for reading in readings]


def _judged(reading: Reading, judgements: Sequence[Judgement], replay: Replay) -> Reading:
    if not judgements:
        return reading
    for judgement in judgements:
        if judgement.decision == "add":
            reading = _add(reading, judgement, replay)
    original = reading.claims
    decided: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in judgements:
        if judgement.decision != "add" and (claim := find_claim(judgement.target.anchors[0], original)):
            decided[claim.id].append(judgement)
    claims: list[Claim] = []
    rejected = list(reading.rejected)
    for claim in original:
        own = decided.get(claim.id, [])
        last = next((j for j in reversed(own) if j.decision in ("accept", "reject", "correct")), None)
        for judgement in own:
            over = last is not None and judgement.decision in ("accept", "reject") and judgement is not last
            replay.tell(judgement, "superseded" if over else "applied")
        if last is not None and last.decision == "reject":
            for judgement in own:
                if judgement.decision == "correct":
                    replay.tell(judgement, "superseded")
            rejected.append(Rejected(article=claim.article, reason=told(last, "rejected"), text=claim.quote))
            continue
        for judgement in own:
            claim, reading = _decide(claim, judgement, reading)
        claims.append(claim)
    return reading.model_copy(update={"claims": _without_loose_ends(claims), "rejected": tuple(rejected)})


def _without_loose_ends(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """No figure is a part of one that was rejected."""
    here = {claim.id for claim in claims}
    return tuple(
        claim.model_copy(update={"figure": claim.figure.model_copy(update={"subset_of": None})})
        if claim.figure and claim.figure.subset_of and claim.figure.subset_of not in here else claim
        for claim in claims
    )


def _decide(claim: Claim, judgement: Judgement, reading: Reading) -> tuple[Claim, Reading]:
    """A claim after one judgement, and its reading, which may need one more mention."""
    if judgement.decision == "accept":
        return _say(claim, told(judgement, "accepted")), reading
    if judgement.decision == "note":
        values = values_of(judgement)
        text = values.text if isinstance(values, Note) else ""
        return _say(claim, f"{told(judgement, 'noted')}: {text}"), reading
    if judgement.decision != "correct":
        return claim, reading
    values = values_of(judgement)
    assert isinstance(values, Correction)
    return _corrected(claim, values, told(judgement, "corrected"), reading)


def _say(claim: Claim, line: str) -> Claim:
    return claim.model_copy(update={"why": (line, *claim.why)})


def _corrected(claim: Claim, values: Correction, line: str, reading: Reading) -> tuple[Claim, Reading]:
    given = values.model_fields_set
    change: dict[str, object] = {}
    if values.status is not None:
        change["status"] = values.status
    if "claimant" in given:
        change["claimant"], reading = _claimant(values, reading)
    plain = values.model_dump(include={"low", "high", "bound", "counts", "who", "side", "scope"}, exclude_unset=True)
    if claim.figure:
        figure = {k: v for k, v in plain.items() if v is not None or k in ("low", "high")}
        if figure.keys() & {"low", "high"}:
            low, high = figure.get("low", claim.figure.low), figure.get("high", claim.figure.high)
            figure |= {"vague_word": None, "bound": values.bound or _bound(low, high)}
        change["figure"] = claim.figure.model_copy(update=figure)
    if claim.happening and values.type is not None:
        change["happening"] = claim.happening.model_copy(update={"type": values.type})
    old = _old(claim, given)
    return _say(claim.model_copy(update=change), line + (f" (the program read: {old})" if old else "")), reading


def _old(claim: Claim, given: set[str]) -> str:
    """What the program had read where a person decided otherwise."""
    parts = []
    for name in sorted(given):
        if name == "claimant":
            parts.append(f"claimant {claim.claimant.name if claim.claimant else 'the outlet itself'}")
        elif name == "status":
            parts.append(f"status {claim.status}")
        elif claim.figure and hasattr(claim.figure, name):
            parts.append(f"{name} {getattr(claim.figure, name)}")
        elif claim.happening and name == "type":
            parts.append(f"type {claim.happening.type}")
    return ", ".join(parts)


def _bound(low: float | None, high: float | None) -> Bound:
    if low is None and high is None:
        return "vague"
    if low is None or high is None:
        return "up_to" if low is None else "at_least"
    return "exact" if low == high else "range"


def _claimant(values: Correction, reading: Reading) -> tuple[Claimant | None, Reading]:
    """The claimant by the words that a person pointed at; a name that was not found before becomes a mention."""
    said = values.claimant
    if said is None:
        return None, reading
    span, article = Span(start=said.start, end=said.end), reading.article
    if article.slice(span) != said.quote:
        return None, reading
    holding = [m for m in reading.mentions if m.start < span.end and span.start < m.end]
    mention = max(holding, key=lambda m: (min(m.end, span.end) - max(m.start, span.start), -m.start), default=None)
    if mention is None:
        mention = Mention(start=span.start, end=span.end, text=said.quote, head=_head(said.quote))
        mentions = sorted((*reading.mentions, mention), key=lambda m: (m.start, m.end))
        reading = reading.model_copy(update={"mentions": tuple(mentions)})
    return Claimant(start=span.start, end=span.end, quote=said.quote, entity=mention.key, name=mention.text), reading


def _head(quote: str) -> str | None:
    """The last word of a description ("a village elder"); None for a name."""
    return None if any(word[:1].isupper() for word in quote.split()[-1:]) else quote.split()[-1].lower()


def _add(reading: Reading, judgement: Judgement, replay: Replay) -> Reading:
    """The reading with a claim that a person found by selecting its words."""
    (anchor, *_) = judgement.target.anchors
    values = values_of(judgement)
    if reading.article.slice(anchor) != anchor.quote or not isinstance(values, Addition):
        return reading
    claimant, reading = _claimant(values, reading)
    line = told(judgement, "added")
    claim = Claim(
        id=added_id(judgement), article=anchor.article, start=anchor.start, end=anchor.end, quote=anchor.quote,
        kind=values.kind, sentence=_sentence(anchor, reading), claimant=claimant, status=values.status or "asserted",
        why=(line,), **_content(values, anchor),
    )
    replay.tell(judgement, "applied")
    return reading.model_copy(update={"claims": (*reading.claims, claim)})


def added_id(judgement: Judgement) -> str:
    """The id of the claim that a judgement adds."""
    return make_id("c", "added", judgement.id)


def _content(values: Addition, anchor: Anchor) -> dict[str, Figure | Happening | Statement]:
    if values.kind == "figure":
        return {"figure": Figure(
            low=values.low, high=values.high, bound=values.bound or _bound(values.low, values.high),
            counts=values.counts or "other", who=values.who or "people", side=values.side or "unspecified",
            scope=values.scope or "event",
        )}
    if values.kind == "happening":
        return {"happening": Happening(type=values.type or "other", predicate=anchor.quote)}
    return {"statement": Statement(direct=False)}


def _sentence(anchor: Anchor, reading: Reading) -> Span:
    """The sentence around an added claim: one that is known from another claim, else by its marks."""
    for claim in reading.claims:
        if claim.sentence.start <= anchor.start and anchor.end <= claim.sentence.end:
            return claim.sentence
    for block in reading.article.blocks:
        if block.start <= anchor.start < block.end:
            for start, end in sentences(reading.article.text, block.start, block.end):
                if start <= anchor.start < end:
                    return Span(start=start, end=max(end, anchor.end))
    return Span(start=anchor.start, end=anchor.end)


def assessed(claims: Iterable[Claim], articles: Mapping[str, Article], replay: Replay) -> tuple[Claim, ...]:
    """The claims with the Admiralty code of who says it: the claimant's, else the outlet's."""
    codes: dict[str, Judgement] = {}
    for judgement in replay.of("assess"):
        name = fold(judgement.target.names[0])
        if name in codes:
            replay.tell(codes[name], "superseded")
        codes[name] = judgement
    found = []
    for claim in claims:
        outlet = articles[claim.article].outlet if claim.article in articles else None
        speaker = claim.claimant.name if claim.claimant else outlet
        judgement_ = codes.get(fold(speaker)) if speaker else None
        judgement_ = judgement_ or (codes.get(fold(claim.claimant.quote)) if claim.claimant else None)
        if judgement_ is not None:
            values = values_of(judgement_)
            assert isinstance(values, Assessment)
            replay.tell(judgement_, "applied")
            claim = claim.model_copy(update={
                "assessment": values.code, "why": (*claim.why, told(judgement_, f"source assessed {values.code}")),
            })
        found.append(claim)
    return tuple(found)
