"""Who says what: quotations and indirect statements with their speakers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Span as TokenSpan

from corrobora.claims.cue_model import cue_model
from corrobora.claims.cues import Candidate, candidates
from corrobora.claims.parse import Parsed, Passage, Sentence, of_parse
from corrobora.claims.phrases import phrase_end, phrase_start
from corrobora.claims.quoted import SPEECH, Draft, closed_by_cue, with_quotations
from corrobora.claims.quotes import Quotation, find_quotations
from corrobora.claims.sources import Sources, is_agency
from corrobora.claims.toll_cues import toll_givers
from corrobora.records import Claim, Mention, Span, Statement, Via, make_id

ENOUGH = 0.3
"""Least probability of a candidate that is stated."""
ENOUGH_PLAIN = 0.15
"""The same for a plain verb of saying with a clause beside it: what speaks against it is mostly a broken parse."""
ENOUGH_CLOSING = 0.03
"""The same where the order of the words alone shows that the cue closes its sentence."""
ENOUGH_NOUN = 0.25
"""The same for "the claim that" and for "citing", which news of conflicts has more of than the training texts."""
PLAIN = frozenset(
    {"say", "tell", "add", "announce", "report", "state", "confirm", "declare", "claim", "warn", "accord", "according"}
)


def find_statements(parsed: Parsed, mentions: Sequence[Mention]) -> list[Claim]:
    """Claims of kind statement: the span is the content said, ``claimant`` who says it.

    A claimant's span is the source as it stands at the statement ("he"); its ``name`` and ``entity`` are the antecedent's.
    """
    quotations = find_quotations(parsed.article)
    drafts = [draft for q in quotations if (draft := closed_by_cue(parsed, q))]
    used = {(id(d.passage), d.head.i) for d in drafts if d.head is not None}
    for sentence in parsed.sentences:
        drafts.extend(_of_sentence(sentence, quotations, used))
    drafts = with_quotations(parsed, drafts, quotations)
    sources = Sources(parsed, mentions)
    return [claim for draft in sorted(drafts, key=lambda d: (d.start, d.end)) if (claim := _claim(parsed, draft, sources))]


def _of_sentence(sentence: Sentence, quotations: Sequence[Quotation], used: set[tuple[int, int]]) -> list[Draft]:
    passage = sentence.passage
    judged = []
    for candidate, probability in of_parse(passage.doc, f"reports {sentence.tokens.start}", lambda: _reports(sentence.tokens)):
        at = passage.base + candidate.head.idx
        if (id(passage), candidate.head.i) in used or any(q.start <= at < q.end for q in quotations):
            continue
        if probability >= _enough(candidate):
            judged.append((candidate, probability))
    kept: list[Candidate] = []
    for candidate, _ in sorted(judged, key=lambda pair: (pair[0].content[0] - pair[0].content[1], -pair[1])):
        if not any(other.content[0] <= candidate.head.i < other.content[1] for other in kept) or _relayed(candidate):
            kept.append(_with_shared_source(candidate, kept))
    tolls = of_parse(passage.doc, f"tolls {sentence.tokens.start}", lambda: [*toll_givers(sentence.tokens)])
    kept += [toll for toll in tolls if all(toll.head.i != other.head.i for other in kept)]
    return [draft for candidate in kept if (draft := _draft(passage, candidate, quotations))]


def _reports(sentence: TokenSpan) -> list[tuple[Candidate, float]]:
    """Every reading of a sentence's words as a report, and how likely it is one."""
    model = cue_model()
    return [(candidate, model.judge(candidate)) for candidate in candidates(sentence, model.lexicon)]


def _enough(candidate: Candidate) -> float:
    """The least probability at which a candidate is stated."""
    lemma = candidate.head.lemma_.lower()
    if lemma in PLAIN and candidate.form in {"before", "closing", "around", "clause", "according"}:
        return ENOUGH_CLOSING if candidate.form == "closing" else ENOUGH_PLAIN
    if (lemma in {"claim", "allegation", "accusation"} and candidate.form == "noun-clause") or (
        lemma in {"cite", "quote"} and candidate.head.tag_ == "VBG"
    ):
        return ENOUGH_NOUN
    return ENOUGH


def _relayed(candidate: Candidate) -> bool:
    """Whether a report inside another's words has a speaker of its own: "an attack that activists say killed nine"."""
    source = candidate.source
    if source is None or source.pos_ not in {"NOUN", "PROPN"} or candidate.shared:
        return False
    if candidate.form in {"clause", "closing"}:
        return candidate.head.lemma_.lower() in PLAIN and candidate.head.tag_ in {"VBD", "VBZ", "VBP"}
    return candidate.form in {"noun-clause"} and candidate.head.lemma_ in {"claim", "allegation"}


def _with_shared_source(candidate: Candidate, kept: Sequence[Candidate]) -> Candidate:
    """The candidate with the source of the report that governs it: "said the group, adding that"."""
    if candidate.shared:
        above = {token.i for token in candidate.head.ancestors}
        for other in kept:
            if other.head.i in above and other.source is not None and other.form in {"closing", "before", "clause"}:
                return replace(candidate, source=other.source)
    return candidate


def _draft(passage: Passage, candidate: Candidate, quotations: Sequence[Quotation]) -> Draft | None:
    span = _trimmed(passage, *candidate.content)
    if span is None:
        return None
    if candidate.form in {"before", "closing"}:
        span = _after_whole_quotations(span, quotations, passage)
    if candidate.form not in {"before", "closing", "around", "clause"} and candidate.head.lemma_ in SPEECH:
        first = min(candidate.head.i, candidate.source.left_edge.i if candidate.source is not None else candidate.head.i)
        at = passage.base + passage.doc[first].idx
        ended = next((q for q in quotations if 0 <= at - q.end <= 3), None)
        if ended is not None and not any(q.start < span.end and span.start < q.end for q in quotations):
            span = ended.span
    cue = passage.span(passage.doc[candidate.cue[0] : candidate.cue[1]])
    return Draft(
        span.start,
        span.end,
        cue,
        passage,
        candidate.source,
        False,
        f"{candidate.form}: {candidate.head.text!r}",
        candidate.head,
        form=candidate.form,
        inner=_relayed(candidate),
    )


def _after_whole_quotations(span: Span, quotations: Sequence[Quotation], passage: Passage) -> Span:
    """The span without whole quoted sentences at its start, which are somebody's already; the parse ran over their end."""
    text = passage.text
    start = span.start
    for q in quotations:
        whole = text[q.end - passage.base - 1 : q.end - passage.base] in {".", "!", "?"}
        if q.start < span.end and start < q.end and q.end + 20 < span.end and whole:
            start = q.end + 1
    while start < span.end and not text[start - passage.base].isalnum() and text[start - passage.base] not in "\"“'":
        start += 1
    return Span(start=start, end=span.end)


def _trimmed(passage: Passage, start: int, end: int) -> Span | None:
    """The span of the tokens without punctuation and blanks at its edges; a closing quotation mark's neighbour may go too."""
    doc = passage.doc
    while start < end and (doc[start].is_space or (doc[start].is_punct and doc[start].text not in "([")):
        start += 1
    while end > start and (doc[end - 1].is_space or doc[end - 1].text in {",", ".", ";", ":", "-", "--", "–", "—", '"', "'"}):
        end -= 1
    return passage.span(doc[start:end]) if start < end else None


def _claim(parsed: Parsed, draft: Draft, sources: Sources) -> Claim | None:
    article = parsed.article
    span = Span(start=draft.start, end=draft.end)
    quote = article.slice(span)
    if not quote.strip():
        return None
    claimant = draft.speaker
    if claimant is None and draft.source is not None:
        claimant = sources.claimant(draft.passage, draft.source)
    sentence = parsed.sentence_at(draft.start)
    why = [draft.why]
    if claimant is not None and claimant.name != claimant.quote:
        why.append(f"{claimant.quote!r} is {claimant.name!r}")
    return Claim(
        id=make_id("s", article.id, draft.start, draft.end, draft.cue.start if draft.cue else ""),
        article=article.id,
        start=span.start,
        end=span.end,
        quote=quote,
        kind="statement",
        sentence=sentence.span if sentence else span,
        claimant=claimant,
        via=_via(draft, parsed),
        status="asserted",
        statement=Statement(direct=draft.direct, cue=draft.cue),
        why=tuple(why),
    )


def _via(draft: Draft, parsed: Parsed) -> Via | None:
    """ "told AFP", "quoted by Reuters as saying": through whom it came."""
    if draft.head is None:
        return None
    for child in draft.head.children:
        noun = child
        if draft.head.lemma_ == "quote" and child.dep_ == "nsubj" and child != draft.source:
            return Via(name=child.doc[phrase_start(child) : phrase_end(child)].text.removeprefix("The ").removeprefix("the "))
        if child.dep_ in {"agent", "prep"} and child.lower_ in {"to", "by"}:
            noun = next((c for c in child.children if c.dep_ == "pobj"), child)
            if noun == draft.source:
                continue  # "according to the ministry": who says it, not through whom
        elif child.dep_ not in {"dobj", "dative", "nsubj", "agent"} or draft.head.lemma_ != "tell" or child == draft.source:
            continue
        name = noun.doc[phrase_start(noun) : phrase_end(noun)].text
        if noun.ent_type_ == "ORG" or is_agency(name):
            return Via(name=name.removeprefix("the "))
    return None
