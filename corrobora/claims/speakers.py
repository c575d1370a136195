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
REACH = 26
"""Tokens between a quotation and the cue that closes it, a relative clause among them."""
NOUN_TAGS = frozenset({"DT", "NNP", "NNPS", "NN", "NNS", "JJ", "PRP$", "PRP", "POS", "CD", "HYPH"})
ENOUGH_PLAIN = 0.15
"""The same for a plain verb of saying with a clause beside it: what speaks against it is mostly a broken parse."""
ENOUGH_CLOSING = 0.03
"""The same where the order of the words alone shows that the cue closes its sentence."""
ENOUGH_NOUN = 0.25
"""The same for "the claim that" and for "citing", which news of conflicts has more of than the training texts."""
PLAIN = frozenset({"say", "tell", "add", "announce", "report", "state", "confirm", "declare", "claim", "warn", "accord", "according"})
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
    inner: bool = False
    """A report inside another's words."""


def find_statements(parsed: Parsed, mentions: Sequence[Mention]) -> list[Claim]:
    """Claims of kind statement: the span is the content said, ``claimant`` who says it.

    A claimant's span is the source as it stands at the statement ("he"); its ``name`` and ``entity`` are the antecedent's.
    """
    quotations = find_quotations(parsed.article)
    drafts = [draft for q in quotations if (draft := _closed_by_cue(parsed, q))]
    used = {(id(d.passage), d.head.i) for d in drafts if d.head is not None}
    for sentence in parsed.sentences:
        drafts.extend(_of_sentence(sentence, quotations, used))
    drafts = _with_quotations(parsed, drafts, quotations)
    sources = Sources(parsed, mentions)
    return [claim for draft in sorted(drafts, key=lambda d: (d.start, d.end)) if (claim := _claim(parsed, draft, sources))]


def _of_sentence(sentence: Sentence, quotations: Sequence[Quotation], used: set[tuple[int, int]]) -> list[Draft]:
    model = cue_model()
    passage = sentence.passage
    judged = []
    for candidate in candidates(sentence.tokens, model.lexicon):
        at = passage.base + candidate.head.idx
        if (id(passage), candidate.head.i) in used or any(q.start <= at < q.end for q in quotations):
            continue
        probability = model.judge(candidate)
        if probability >= _enough(candidate):
            judged.append((candidate, probability))
    kept: list[Candidate] = []
    for candidate, _ in sorted(judged, key=lambda pair: (pair[0].content[0] - pair[0].content[1], -pair[1])):
        if not any(other.content[0] <= candidate.head.i < other.content[1] for other in kept) or _relayed(candidate):
            kept.append(_with_shared_source(candidate, kept))
    return [draft for candidate in kept if (draft := _draft(passage, candidate, quotations))]


def _enough(candidate: Candidate) -> float:
    """The least probability at which a candidate is stated."""
    lemma = candidate.head.lemma_.lower()
    if lemma in PLAIN and candidate.form in {"before", "closing", "around", "clause", "according"}:
        return ENOUGH_CLOSING if candidate.form == "closing" else ENOUGH_PLAIN
    if (lemma in {"claim", "allegation", "accusation"} and candidate.form == "noun-clause") or (
            lemma in {"cite", "quote"} and candidate.head.tag_ == "VBG"):
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
    cue = passage.span(passage.doc[candidate.cue[0]:candidate.cue[1]])
    return Draft(span.start, span.end, cue, passage, candidate.source, False, f"{candidate.form}: {candidate.head.text!r}", candidate.head,
                 form=candidate.form, inner=_relayed(candidate))


def _after_whole_quotations(span: Span, quotations: Sequence[Quotation], passage: Passage) -> Span:
    """The span without whole quoted sentences at its start, which are somebody's already; the parse ran over their end."""
    text = passage.doc.text
    start = span.start
    for q in quotations:
        whole = text[q.end - passage.base - 1:q.end - passage.base] in {".", "!", "?"}
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


# ------------------------------------------------------------------------------------------------------- quotations


def _closed_by_cue(parsed: Parsed, q: Quotation) -> Draft | None:
    """A quotation with its cue right behind it: "..." said X; "..." X told Y; "..." X, who was there, said."""
    passage = next((p for p in parsed.passages if p.block.start <= q.start < p.block.end), None)
    tokens = passage.tokens(q.span) if passage else None
    if passage is None or tokens is None or not q.closed:
        return None
    doc = passage.doc
    at = tokens.end
    while at < len(doc) and (doc[at].is_quote or doc[at].text in {",", "'", "''"} or doc[at].is_space):
        at += 1
    if at >= len(doc):
        return None
    first = doc[at]
    if first.lemma_.lower() in SPEECH and first.pos_ == "VERB" and first.tag_ in {"VBD", "VBZ", "VBP"}:
        cue, source = first, _noun_after(first)
    elif first.tag_ in NOUN_TAGS:
        verb = next((t for t in doc[at:min(at + REACH, len(doc))] if t.lemma_.lower() in SPEECH and t.tag_ in {"VBD", "VBZ"}), None)
        if verb is None or any(t.text in ".!?;:" or t.is_quote for t in doc[at:verb.i]):
            return None
        cue = verb
        between = doc[at:cue.i]
        source = next((c for c in cue.children if c.dep_ in {"nsubj", "nsubjpass"} and at <= c.i < cue.i), None) or _first_head(list(between))
        finite = [t for t in between if t.tag_ in {"VBD", "VBZ", "VBP"}]
        if finite and not any(t.lower_ in {"who", "which", "whose"} for t in between):
            return None
    else:
        return None
    if source is None:
        return None
    start = _mixed_start(parsed, passage, q)
    return Draft(start, q.end, passage.span(cue), passage, source, True, f"quotation closed by {cue.text!r}", cue, form="quote")


def _noun_after(cue: Token) -> Token | None:
    """Head of the noun phrase right after an inverted cue."""
    doc = cue.doc
    run = []
    for token in doc[cue.i + 1:min(cue.i + 12, len(doc))]:
        if token.tag_ not in NOUN_TAGS | {"IN"} or (token.tag_ == "IN" and token.lower_ not in {"of", "for"}):
            break
        run.append(token)
    return _first_head(run)


def _first_head(run: list[Token]) -> Token | None:
    """Head of the first noun phrase of a run of words: its last noun before "of", a comma or the end."""
    nouns = [t for t in run if t.pos_ in {"NOUN", "PROPN", "PRON"}]
    for noun in nouns:
        following = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else None
        if following is None or following.pos_ not in {"NOUN", "PROPN"}:
            return noun
    return nouns[-1] if nouns else None


def _mixed_start(parsed: Parsed, passage: Passage, q: Quotation) -> int:
    """Start of what is said where the quotation begins amid its sentence: The town "is calm" said the mayor."""
    text = parsed.article.text
    before = text[passage.block.start:q.start].rstrip(" \"“'‘")
    if not before or before.endswith((".", "!", "?", ":", ",", "”")):
        return q.start
    sentence = parsed.sentence_at(q.start)
    if sentence is None or sentence.start >= q.start or any(t.lemma_.lower() in SPEECH for t in sentence.tokens
                                                            if passage.base + t.idx < q.start):
        return q.start
    return sentence.start


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
    spoken = [d for d in done if cue is not None and d.passage is passage and d.head is not None and d.head.i == cue.i]
    if spoken:
        # Both sides of one cue: "A," she said, "b."
        done.remove(spoken[0])
        done.append(replace(spoken[0], start=min(spoken[0].start, q.start), end=max(spoken[0].end, q.end), direct=True))
        return
    if cue is not None:
        source, _ = source_of(cue)
        if source is not None or cue.lemma_ in {"say", "add"}:
            done.append(Draft(q.start, q.end, passage.span(cue), passage, source, True, f"quotation beside {cue.text!r}", cue, form="quote"))
            return
    before = [d for d in done if d.start < q.start]
    last = max(before, key=lambda d: d.end, default=None)
    if last is not None and not last.direct and last.passage is passage and q.start - last.end < 60 and len(words) >= SHORT and last.source is not None:
        gap = parsed.article.text[last.end:q.start]
        if gap.strip(" \"“'").endswith((".", ":")) and "\n" not in gap:
            done.append(Draft(q.start, q.end, None, passage, last.source, True, "the speaker of the sentence before goes on", form="quote"))
            return
    if last is not None and len(words) >= SHORT and _goes_on(parsed, last, q, passage):
        done.remove(last)
        done.append(replace(last, end=q.end, direct=True, why=last.why + "; goes on in the next quotation"))
        return
    subject = _subject_at(passage, q)
    if subject is not None and (len(words) >= SHORT or subject.ent_type_ in {"PERSON", "ORG", "NORP", "GPE"}):
        done.append(Draft(q.start, q.end, None, passage, subject, True, "quotation under its sentence's subject", form="quote"))
    elif len(words) >= SHORT:
        near = last is not None and last.passage is passage and last.source is not None
        source = last.source if last is not None and near else None
        why = "quotation without a cue: the speaker before it" if near else "quotation without a speaker"
        done.append(Draft(q.start, q.end, None, passage, source, True, why, form="quote"))


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
        inside = [k for k in kept if k.start <= draft.start and draft.end <= k.end and not draft.inner]
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
