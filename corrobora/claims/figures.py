"""Numbers that tell of the event: what is counted, of whom, in which scope, and who says so."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy

from corrobora.claims.claimants import teller_at, voice_of
from corrobora.claims.counted import Counted, Words
from corrobora.claims.harm import tie
from corrobora.claims.measures import find_measures
from corrobora.claims.parse import Parsed, Sentence, of_parse
from corrobora.claims.parts import find_repeats, join_parts
from corrobora.claims.quantities import OWN_HAND, read_counted
from corrobora.claims.read_figure import Draft
from corrobora.claims.scope import scope_of
from corrobora.claims.sides import give_sides
from corrobora.claims.status import status_of
from corrobora.claims.triggers import PREFILTER
from corrobora.records import Article, Claim, Figure, Mention, Span, Time

_FAR = 9
"""Words between the noun phrase and its predicate beyond which the claim's span keeps to the noun phrase."""


def find_figures(
    parsed: Parsed, mentions: Sequence[Mention], times: Sequence[Time], statements: Sequence[Claim],
    happenings: Sequence[Claim],
) -> list[Claim]:
    """Claims of kind figure, in order of the text."""
    drafts: list[Draft] = []
    for sentence in parsed.sentences:
        drafts += _of_sentence(sentence)
    drafts = _without_known(_without_tellers(drafts, parsed.article, statements))
    find_repeats(parsed, drafts)
    scope_of(parsed, drafts, times)
    join_parts(drafts)
    give_sides(parsed, drafts)
    return [_claim(parsed, draft, statements) for draft in sorted(drafts, key=lambda d: (d.start, d.end))]


def _without_tellers(drafts: list[Draft], article: Article, statements: Sequence[Claim]) -> list[Draft]:
    """Without single persons who only tell of the harm: "killing 18, a commander said"; not "a man who was shot said"."""

    def tells(draft: Draft) -> bool:
        who = teller_at(article, draft, statements, apposed=draft.link == "joined") if draft.singular else None
        if who is None or draft.link == "inside":
            return False
        tokens = draft.sentence.passage.tokens(Span(start=who.start, end=who.end))
        return tokens is not None and not tokens.root.is_ancestor(draft.token)

    return [draft for draft in drafts if not tells(draft)]


def _without_known(drafts: list[Draft]) -> list[Draft]:
    """Without persons by name and persons told before, but for those that one sentence tells of a harm without a number."""
    told = {draft.counts for draft in drafts if not draft.known and draft.link != OWN_HAND}
    # "killed his wife and two sons", "the deaths of a woman and her daughter": he who is told with others counts as they do.
    listed = {id(draft.joined) for draft in drafts if draft.joined is not None and not draft.known}
    first: dict[str, Draft] = {}
    kept: list[Draft] = []
    for draft in drafts:
        if draft.known:
            if draft.counts not in {"killed", "injured"}:
                continue
            told_with = draft.joined
            beside = id(draft) in listed or (told_with is not None and (
                (draft.link == "joined" and not told_with.known) or (told_with in kept and told_with.singular)))
            # "A woman and her daughter were killed": both are told by one verb.
            beside = beside or any(
                not other.known and other.singular and other.link == draft.link == "right" and other.counts == draft.counts
                and other.sentence is draft.sentence and other.token.i == draft.token.i and other.start < draft.start
                for other in drafts)
            if draft.counts in told and not beside:
                continue
            if draft.counts not in told and first.setdefault(draft.counts, draft).sentence is not draft.sentence:
                continue
        kept.append(draft)
    for draft in kept:
        if draft.parent is not None and draft.parent not in kept:
            draft.parent = None
        if draft.joined is not None and draft.joined not in kept:
            draft.joined = None
    return kept


def _of_sentence(sentence: Sentence) -> list[Draft]:
    """The figures of one sentence, as they were read where its block was printed first."""
    name = f"figures {sentence.tokens.start} {sentence.passage.block.role == 'headline'}"
    read = of_parse(sentence.passage.doc, name, lambda: _read_sentence(sentence))
    own = {id(draft): copy(draft) for draft in read}
    for draft in own.values():
        shift = sentence.start - draft.sentence.start
        draft.sentence, draft.start, draft.end, draft.why = sentence, draft.start + shift, draft.end + shift, [*draft.why]
        draft.parent, draft.joined = own.get(id(draft.parent)), own.get(id(draft.joined))
    return list(own.values())


def _read_sentence(sentence: Sentence) -> list[Draft]:
    """The figures of one sentence."""
    text = sentence.text
    harmful = PREFILTER.search(text) is not None
    words = Words(sentence.tokens, headline=sentence.passage.block.role == "headline") if harmful else None
    drafts: list[Draft] = []
    if words is not None:
        counted = read_counted(words)
        tie(words, counted)
        made = {id(c): _draft(sentence, words, c) for c in counted if c.counts is not None}
        for name, same in _told_twice(words, counted):
            made[id(name)] = made[id(same)]
        for c in counted:
            if id(c) in made and made[id(c)] not in drafts:
                draft = made[id(c)]
                draft.parent = made.get(id(c.part_of)) if c.part_of is not None else None
                draft.joined = made.get(id(c.inherits)) if c.inherits is not None else None
                drafts.append(draft)
    taken = [(d.start, d.end) for d in drafts]
    drafts += [m for m in find_measures(sentence) if not any(s < m.end and m.start < e for s, e in taken)]
    return drafts


def _told_twice(words: Words, counted: Sequence[Counted]) -> list[tuple[Counted, Counted]]:
    """Names with the noun that tells who they are: "killed Omar Said, a baker" is one."""
    ends = {c.end: c for c in counted if c.known and c.head is not None and c.counts is not None}
    return [
        (ends[c.first - 1], c) for c in counted
        if c.singular and not c.known and c.first - 1 in ends and words.word(c.first - 1) == ","
        and ends[c.first - 1].counts == c.counts and words.tokens[c.head or c.first].dep_ == "appos"
    ]


def _draft(sentence: Sentence, words: Words, counted: Counted) -> Draft:
    """A figure with what its own sentence tells."""
    first, last = counted.first, max(counted.end, counted.after)
    trigger = counted.trigger
    if counted.link in {"right", "left", "noun", "inside", "group", "member"} and trigger is not None:
        if trigger >= last and trigger - last < _FAR:
            last = min(len(words), trigger + (3 if words.lower[trigger] in {"in", "under"} else 1))
        elif trigger < first and first - trigger < _FAR:
            first = trigger
    if counted.who_to is not None:
        last = max(last, counted.who_to)
    base = sentence.start
    governor = words.tokens[trigger] if trigger is not None else words.tokens[counted.first]
    why = f"{counted.counts}: {governor.text!r} by {counted.link}"
    noun = "" if counted.head is None else words.tokens[counted.head].lemma_.lower()
    context = words.text(counted.first, min(len(words), _context_end(words, counted)))
    return Draft(
        sentence=sentence, start=base + words.starts[first], end=base + words.ends[last - 1], quantity=counted.quantity,
        counts=counted.counts or "other", who=counted.who(words), token=governor, link=counted.link, group=counted.of
            or ("them" if counted.share else None),
        singular=counted.singular, known=counted.known, noun=noun, context=context, why=[why],
    )


def _context_end(words: Words, counted: Counted) -> int:
    """The token after what belongs to the noun phrase: prepositional phrases and "loyal to", up to the next verb or figure."""
    k = max(counted.end, counted.after)
    if counted.head is None or words.word(k) not in {"from", "of", "loyal", "belonging", "allied", "affiliated", "linked",
            "in", "with"}:
        return k
    end = k
    while end < len(words) and end - k < 9 and words.pos[end] not in {"VERB", "AUX", "PUNCT",
            "SCONJ"} and end not in words.quantities:
        if words.lower[end] in {"and", "near", "at", "on", "after", "before", "including", "by"} and end > k:
            break
        end += 1
    return end


def _claim(parsed: Parsed, draft: Draft, statements: Sequence[Claim]) -> Claim:
    """The claim of a finished draft."""
    span = Span(start=draft.start, end=draft.end)
    voice = voice_of(parsed, span, statements)
    status, reason = status_of(draft.token)
    quantity = draft.quantity
    if quantity.low == quantity.high == 0 and status == "denied":
        status, reason = "asserted", ""  # the no is in the number
    figure = Figure(
        low=quantity.low, high=quantity.high, bound=quantity.bound, vague_word=quantity.vague_word, counts=draft.counts,
        unit=draft.unit, who=draft.who or "people", side=draft.side, scope=draft.scope,
        subset_of=draft.parent.id_in(parsed.article) if draft.parent is not None else None,
    )
    return Claim(
        id=draft.id_in(parsed.article), article=parsed.article.id, start=draft.start, end=draft.end,
        quote=parsed.article.slice(span), kind="figure", sentence=draft.sentence.span, claimant=voice.claimant, via=voice.via,
        status=status, figure=figure, why=(*draft.why, f"claimant: {voice.why}", *((f"status: {reason}",) if reason else ())),
    )


