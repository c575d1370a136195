"""Who says what: quotations and indirect statements with their speakers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from corrobora.claims.cue_model import cue_model
from corrobora.claims.cues import Candidate, candidates, phrase_end, phrase_start, source_of
from corrobora.claims.parse import Parsed, Passage, Sentence
from corrobora.claims.quotes import Quotation, find_quotations
from corrobora.claims.sources import Sources, is_agency
from corrobora.records import Claim, Claimant, Mention, Span, Statement, Via, make_id

ENOUGH = 0.4
"""Least probability of a candidate that is stated."""
NEAR = 14
"""Tokens between a quotation and its cue."""
SHORT = 4
"""Words below which marked words without a speaker are scare quotes or titles."""
SPEECH = frozenset(
    {"say", "tell", "add", "write", "ask", "continue", "note", "explain", "reply", "respond", "declare", "state", "announce", "report", "warn", "insist",
     "argue", "tweet", "recall", "conclude", "claim", "call", "describe", "shout", "joke", "admit", "quote", "complain", "confirm", "stress", "read"}
)


@dataclass(frozen=True)
class Draft:
    """A statement in the making; offsets in the article's text."""

    start: int
    end: int
    cue: Span | None
    passage: Passage
    source: Token | None
    direct: bool
    why: str
    head: Token | None = None
    speaker: Claimant | None = None
    form: str = ""


def find_statements(parsed: Parsed, mentions: Sequence[Mention]) -> list[Claim]:
    """Claims of kind statement: the span is the content said, ``claimant`` who says it.

    A claimant's span is the source as it stands at the statement ("he"); its ``name`` and ``entity`` are the antecedent's.
    """
    quotations = find_quotations(parsed.article)
    drafts: list[Draft] = []
    for sentence in parsed.sentences:
        drafts.extend(_of_sentence(sentence, quotations))
    drafts = _with_quotations(parsed, drafts, quotations)
    sources = Sources(parsed, mentions)
    return [claim for draft in sorted(drafts, key=lambda d: (d.start, d.end)) if (claim := _claim(parsed, draft, sources))]


def _of_sentence(sentence: Sentence, quotations: Sequence[Quotation]) -> list[Draft]:
    model = cue_model()
    passage = sentence.passage
    judged = []
    for candidate in candidates(sentence.tokens, model.lexicon):
        at = passage.base + candidate.head.idx
        if any(q.start <= at < q.end for q in quotations):
            continue
        probability = model.judge(candidate)
        if probability >= ENOUGH:
            judged.append((candidate, probability))
    kept: list[Candidate] = []
    for candidate, _ in sorted(judged, key=lambda pair: (pair[0].content[0] - pair[0].content[1], -pair[1])):
        if not any(other.content[0] <= candidate.head.i < other.content[1] for other in kept):
            kept.append(candidate)
    return [draft for candidate in kept if (draft := _draft(passage, candidate))]


def _draft(passage: Passage, candidate: Candidate) -> Draft | None:
    span = _trimmed(passage, *candidate.content)
    if span is None:
        return None
    cue = passage.span(passage.doc[candidate.cue[0]:candidate.cue[1]])
    return Draft(span.start, span.end, cue, passage, candidate.source, False, f"{candidate.form}: {candidate.head.text!r}", candidate.head,
                 form=candidate.form)


def _trimmed(passage: Passage, start: int, end: int) -> Span | None:
    """The span of the tokens without punctuation and blanks at its edges; a closing quotation mark's neighbour may go too."""
    doc = passage.doc
    while start < end and (doc[start].is_space or (doc[start].is_punct and doc[start].text not in "([")):
        start += 1
    while end > start and (doc[end - 1].is_space or doc[end - 1].text in {",", ".", ";", ":", "-", "--", "–", "—", '"', "'"}):
        end -= 1
    return passage.span(doc[start:end]) if start < end else None


# ------------------------------------------------------------------------------------------------------- quotations


def _with_quotations(parsed: Parsed, drafts: list[Draft], quotations: Sequence[Quotation]) -> list[Draft]:
    """The drafts stretched over the quotations that they touch, and drafts for the quotations left over."""
    done: list[Draft] = []
    for draft in drafts:
        for q in quotations:
            if q.start < draft.end and draft.start < q.end:
                draft = replace(draft, start=min(draft.start, q.start), end=max(draft.end, q.end), direct=True)
        done.append(draft)
    for q in quotations:
        if any(d.start < q.end and q.start < d.end for d in done):
            continue
        _place(parsed, q, done)
    return _apart(done)


def _place(parsed: Parsed, q: Quotation, done: list[Draft]) -> None:
    """Finds the speaker of a quotation that no statement holds and adds to ``done``, or stretches the one it continues."""
    passage = next((p for p in parsed.passages if p.block.start <= q.start < p.block.end), None)
    if passage is None:
        return
    words = parsed.article.text[q.start:q.end].split()
    cue = _cue_near(passage, q)
    if cue is not None:
        source, _ = source_of(cue)
        if source is not None or cue.lemma_ in {"say", "add"}:
            done.append(Draft(q.start, q.end, passage.span(cue), passage, source, True, f"quotation beside {cue.text!r}", cue, form="quote"))
            return
    before = [d for d in done if d.start < q.start]
    last = max(before, key=lambda d: d.end, default=None)
    if last is not None and len(words) >= SHORT and _goes_on(parsed, last, q, passage):
        done.remove(last)
        done.append(replace(last, end=q.end, direct=True, why=last.why + "; goes on in the next quotation"))
        return
    subject = _subject_at(passage, q)
    if subject is not None and (len(words) >= SHORT or subject.ent_type_ in {"PERSON", "ORG", "NORP", "GPE"}):
        done.append(Draft(q.start, q.end, None, passage, subject, True, "quotation under its sentence's subject", form="quote"))
    elif len(words) >= SHORT:
        done.append(Draft(q.start, q.end, None, passage, None, True, "quotation without a speaker", form="quote"))


def _cue_near(passage: Passage, q: Quotation) -> Token | None:
    """A verb of saying right after the quotation, or right before it."""
    tokens = passage.tokens(q.span)
    if tokens is None:
        return None
    doc = passage.doc
    for token in doc[tokens.end:min(len(doc), tokens.end + NEAR)]:
        if token.is_sent_start and token.i > tokens.end + 1 and not doc[token.i - 1].is_quote:
            break
        if token.lemma_.lower() in SPEECH and token.pos_ == "VERB":
            return token
    for token in reversed(list(doc[max(0, tokens.start - NEAR):tokens.start])):
        if token.text in ".!?" and token.i < tokens.start - 1:
            break
        if token.lemma_.lower() in SPEECH and token.pos_ == "VERB":
            return token
    return None


def _goes_on(parsed: Parsed, last: Draft, q: Quotation, passage: Passage) -> bool:
    """Whether a quotation without a cue goes on with the speaker before: right after the cue, or a paragraph of its own."""
    text = parsed.article.text
    if last.passage is passage:
        between = text[last.end:q.start]
        return last.direct and len(between) < 160
    order = [p.block.start for p in parsed.passages]
    adjacent = order.index(passage.block.start) == order.index(last.passage.block.start) + 1 or last.end >= passage.block.start - 400
    alone = q.start - passage.block.start <= 2
    return adjacent and alone and (last.direct or q.continues or last.end >= last.passage.block.end - 2)


def _subject_at(passage: Passage, q: Quotation) -> Token | None:
    tokens = passage.tokens(q.span)
    if tokens is None:
        return None
    subject, _ = source_of(tokens.root)
    return subject if subject is not None and not tokens.start <= subject.i < tokens.end else None


def _apart(drafts: list[Draft]) -> list[Draft]:
    """The drafts without those that lie in another."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (d.start - d.end, d.start)):
        inside = [k for k in kept if k.start <= draft.start and draft.end <= k.end]
        if not inside:
            kept.append(draft)
    return kept


# ----------------------------------------------------------------------------------------------------------- claims


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
        id=make_id("s", article.id, draft.start, draft.end, draft.cue.start if draft.cue else ""), article=article.id, start=span.start, end=span.end,
        quote=quote, kind="statement", sentence=sentence.span if sentence else span, claimant=claimant, via=_via(draft, parsed), status="asserted",
        statement=Statement(direct=draft.direct, cue=draft.cue), why=tuple(why),
    )


def _via(draft: Draft, parsed: Parsed) -> Via | None:
    """ "told AFP", "quoted by Reuters as saying": through whom it came."""
    if draft.head is None:
        return None
    for child in draft.head.children:
        noun = child
        if child.dep_ in {"agent", "prep"} and child.lower_ in {"to", "by"}:
            noun = next((c for c in child.children if c.dep_ == "pobj"), child)
        elif child.dep_ not in {"dobj", "dative", "nsubj", "agent"} or draft.head.lemma_ != "tell" or child is draft.source:
            continue
        name = noun.doc[phrase_start(noun):phrase_end(noun)].text
        if noun.ent_type_ == "ORG" or is_agency(name):
            return Via(name=name.removeprefix("the "))
    return None
