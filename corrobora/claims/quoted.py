"""Who says a quotation: the cue that closes it, the cue beside it, or the speaker who goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from corrobora.claims.parse import Parsed, Passage
from corrobora.claims.phrases import source_of
from corrobora.claims.quotes import Quotation
from corrobora.records import Claimant, Span

REACH = 26
"""Tokens between a quotation and the cue that closes it, a relative clause among them."""
NOUN_TAGS = frozenset({"DT", "NNP", "NNPS", "NN", "NNS", "JJ", "PRP$", "PRP", "POS", "CD", "HYPH"})
NEAR = 14
"""Tokens between a quotation and its cue."""
SHORT = 4
"""Words below which marked words without a speaker are scare quotes or titles."""
SPEECH = frozenset(
    {
        "say",
        "tell",
        "add",
        "write",
        "ask",
        "continue",
        "note",
        "explain",
        "reply",
        "respond",
        "declare",
        "state",
        "announce",
        "report",
        "warn",
        "insist",
        "argue",
        "tweet",
        "recall",
        "conclude",
        "claim",
        "call",
        "describe",
        "shout",
        "joke",
        "admit",
        "quote",
        "complain",
        "confirm",
        "stress",
        "read",
    }
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


def closed_by_cue(parsed: Parsed, q: Quotation) -> Draft | None:
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
        verb = next(
            (t for t in doc[at : min(at + REACH, len(doc))] if t.lemma_.lower() in SPEECH and t.tag_ in {"VBD", "VBZ"}), None
        )
        if verb is None or any(t.text in ".!?;:" or t.is_quote for t in doc[at : verb.i]):
            return None
        cue = verb
        between = doc[at : cue.i]
        source = next((c for c in cue.children if c.dep_ in {"nsubj", "nsubjpass"} and at <= c.i < cue.i), None) or _first_head(
            list(between)
        )
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
    for token in doc[cue.i + 1 : min(cue.i + 12, len(doc))]:
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
    before = text[passage.block.start : q.start].rstrip(" \"“'‘")
    if not before or before.endswith((".", "!", "?", ":", ",", "”")):
        return q.start
    sentence = parsed.sentence_at(q.start)
    if (
        sentence is None
        or sentence.start >= q.start
        or any(t.lemma_.lower() in SPEECH for t in sentence.tokens if passage.base + t.idx < q.start)
    ):
        return q.start
    return sentence.start


def with_quotations(parsed: Parsed, drafts: list[Draft], quotations: Sequence[Quotation]) -> list[Draft]:
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
    words = parsed.article.text[q.start : q.end].split()
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
            done.append(
                Draft(
                    q.start,
                    q.end,
                    passage.span(cue),
                    passage,
                    source,
                    True,
                    f"quotation beside {cue.text!r}",
                    cue,
                    form="quote",
                )
            )
            return
    before = [d for d in done if d.start < q.start]
    last = max(before, key=lambda d: d.end, default=None)
    if (
        last is not None
        and not last.direct
        and last.passage is passage
        and q.start - last.end < 60
        and len(words) >= SHORT
        and last.source is not None
    ):
        gap = parsed.article.text[last.end : q.start]
        if gap.strip(" \"“'").endswith((".", ":")) and "\n" not in gap:
            done.append(
                Draft(
                    q.start, q.end, None, passage, last.source, True, "the speaker of the sentence before goes on", form="quote"
                )
            )
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
    for token in doc[tokens.end : min(len(doc), tokens.end + NEAR)]:
        if token.is_sent_start and token.i > tokens.end + 1 and not doc[token.i - 1].is_quote:
            break
        if token.lemma_.lower() in SPEECH and token.pos_ == "VERB":
            return token
    for token in reversed(list(doc[max(0, tokens.start - NEAR) : tokens.start])):
        if token.text in ".!?" and token.i < tokens.start - 1:
            break
        if token.lemma_.lower() in SPEECH and token.pos_ == "VERB":
            return token
    return None


def _goes_on(parsed: Parsed, last: Draft, q: Quotation, passage: Passage) -> bool:
    """Whether a quotation without a cue goes on with the speaker before: right after the cue, or a paragraph of its own."""
    text = parsed.article.text
    if last.passage is passage:
        between = text[last.end : q.start]
        return last.direct and len(between) < 160
    order = [p.block.start for p in parsed.passages]
    adjacent = (
        order.index(passage.block.start) == order.index(last.passage.block.start) + 1 or last.end >= passage.block.start - 400
    )
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
