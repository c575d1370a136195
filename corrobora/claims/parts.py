"""Which figures are parts of a total that the same article states, and which only repeat a passage."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corrobora.claims.parse import Parsed
from corrobora.claims.quantities import OWN_HAND
from corrobora.claims.read_figure import Draft
from corrobora.text.actors import side_of

_REPEAT = 5
"""Words after (or before) a figure that must stand in both places for a repeated passage."""
_FAR = 14
"""Figures further apart than this are not parts of one list."""


def find_repeats(parsed: Parsed, drafts: Sequence[Draft]) -> None:
    """Sets ``same_as`` for a figure inside of a passage that the article has already had, word for word."""
    text = parsed.article.text
    seen: dict[tuple[object, ...], Draft] = {}
    for draft in sorted(drafts, key=lambda d: d.start):
        after = tuple(re.findall(r"\w+", text[draft.end:draft.end + 120].lower())[:_REPEAT])
        before = tuple(re.findall(r"\w+", text[max(0, draft.start - 120):draft.start].lower())[-_REPEAT:])
        words = tuple(re.findall(r"\w+", text[draft.start:draft.end].lower()))
        keys = [(draft.counts, words, side, context) for side, context in (("after", after), ("before", before))
                if len(context) == _REPEAT]
        first = next((seen[key] for key in keys if key in seen), None)
        if first is not None:
            draft.same_as = first
        for key in keys:
            seen.setdefault(key, first or draft)


def join_parts(drafts: Sequence[Draft]) -> None:
    """Sets ``parent`` where an earlier figure is the total."""
    ordered = sorted((d for d in drafts if d.same_as is None and d.link != OWN_HAND), key=lambda d: d.start)
    for draft in ordered:
        if draft.parent is None and draft.group is not None:
            draft.parent = _group_total(draft, ordered)
    _sums(ordered)
    _by_class(ordered)
    _again(ordered)
    for draft in ordered:
        above, seen = draft.parent, {id(draft)}
        while above is not None and id(above) not in seen:
            seen.add(id(above))
            above = above.parent
        if above is not None:
            # Two figures cannot be parts of each other.
            draft.parent = None
    for draft in ordered:
        if draft.parent is not None:
            draft.scope = draft.parent.scope
            whole = draft.parent.quantity
            draft.why.append(f"part of {whole.low or whole.vague_word} {draft.parent.who}".rstrip())


def _group_total(draft: Draft, ordered: Sequence[Draft]) -> Draft | None:
    """The total that "the dead", "those killed", "them" stand for: the last one of that harm told before."""
    for other in reversed(ordered[:ordered.index(draft)]):
        if other.parent is None and other is not draft and _fits(other, draft, any_scope=True) and other.group is None \
                and draft.sentence.index - other.sentence.index <= (6 if draft.group == "them" else 12):
            return other
    return None


def _fits(whole: Draft, part: Draft, any_scope: bool = False) -> bool:
    """Whether a figure can be the total of another: same harm, same scope, no smaller."""
    if whole.counts != part.counts or (whole.scope != part.scope and not any_scope) or whole.singular:
        return False
    most = whole.quantity.high if whole.quantity.high is not None else whole.quantity.low
    least = part.quantity.low if part.quantity.low is not None else part.quantity.high
    if most is None or least is None:
        return True
    return least <= most if whole.quantity.high is not None else least <= most * 1.5


def _sums(ordered: Sequence[Draft]) -> None:
    """Two or more figures in a row that add up to a total told before them are its parts."""
    for n in range(len(ordered) - 1, -1, -1):
        whole = ordered[n]
        total, open_end = whole.quantity.low, whole.quantity.high is None
        if total is None or total < 2 or whole.parent is not None:
            continue
        for begin in range(n + 1, min(n + _FAR, len(ordered))):
            parts = _adding_up(whole, ordered[begin:begin + 12], total * 1.05 if open_end and total >= 100 else total)
            if parts:
                for part in parts:
                    part.parent = whole
                break


def _adding_up(whole: Draft, row: Sequence[Draft], most: float) -> list[Draft]:
    """The figures at the start of a row that make up a total of the same harm, or none."""
    parts: list[Draft] = []
    total, added = whole.quantity.low or 0, 0.0
    for part in row:
        low = part.quantity.low
        if part.counts != whole.counts or part.parent is not None:
            continue
        loose = whole.scope == "cumulative" and part.scope == "event" and (low or 0) >= 100
        if _of_others(whole, part):
            return []
        if low is None or part.same_value(whole) or (part.scope != whole.scope and not loose) \
                or part.quantity.bound not in {"exact", "at_least"}:
            return []
        parts.append(part)
        added += low
        if added >= total:
            break
    return parts if len(parts) >= 2 and total <= added <= most else []


def _of_others(whole: Draft, part: Draft) -> bool:
    """Whether a figure is told of others than a total: of people or fighters beside a total of soldiers."""
    mine, theirs = side_of(whole.who), side_of(part.who)
    if mine in {"unspecified", "civilians"}:
        return mine == "civilians" and theirs not in {mine, "unspecified"}
    return theirs != mine and part.noun not in _UNTOLD


_UNTOLD = frozenset({"", "other", "others", "more", "them", "whom", "those", "one", "dead", "body"})


def _by_class(ordered: Sequence[Draft]) -> None:
    """A part of a total that is told by class and by place: three of the seven children belong to the seven."""
    for n, part in enumerate(ordered):
        if part.parent is None or not part.noun:
            continue
        for other in ordered[:n]:
            same = other.noun == part.noun and other.parent is part.parent and other.counts == part.counts
            if same and (other.quantity.low or 0) > (part.quantity.low or 0):
                part.parent = other
                break


def _again(ordered: Sequence[Draft]) -> None:
    """A part told a second time is a part again."""
    for n, draft in enumerate(ordered):
        if draft.parent is None and draft.noun and not draft.in_headline and draft.quantity.low:
            twin = next((d for d in ordered[:n] if d.parent is not None and d.noun == draft.noun and d.same_value(draft)
                         and d.scope == draft.scope), None)
            if twin is not None and twin.parent is not None and not _after(draft, twin.parent, ordered):
                draft.parent = twin.parent


def _after(draft: Draft, whole: Draft, ordered: Sequence[Draft]) -> bool:
    """Whether the draft is itself the whole of another figure, or the total's own value."""
    return draft.same_value(whole) or any(d.parent is draft for d in ordered)
