"""Which figures are parts of a total that the same article states, and which only repeat a passage."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corrobora.claims.parse import Parsed
from corrobora.claims.read_figure import Draft

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
    ordered = sorted((d for d in drafts if d.same_as is None), key=lambda d: d.start)
    for draft in ordered:
        if draft.parent is None and draft.group is not None:
            draft.parent = _group_total(draft, ordered)
    _sums(ordered)
    for draft in ordered:
        if draft.parent is not None:
            draft.scope = draft.parent.scope
            draft.why.append(f"part of {draft.parent.quantity.low or draft.parent.quantity.vague_word} {draft.parent.who}".rstrip())


def _group_total(draft: Draft, ordered: Sequence[Draft]) -> Draft | None:
    """The total that "the dead", "those killed", "them" stand for: the last one of that harm told before."""
    for other in reversed(ordered[:ordered.index(draft)]):
        if other.parent is None and other is not draft and _fits(other, draft) and other.group is None \
                and draft.sentence.index - other.sentence.index <= 6:
            return other
    return None


def _fits(whole: Draft, part: Draft) -> bool:
    """Whether a figure can be the total of another: same harm, same scope, no smaller."""
    if whole.counts != part.counts or whole.scope != part.scope or whole.singular:
        return False
    most = whole.quantity.high if whole.quantity.high is not None else whole.quantity.low
    least = part.quantity.low if part.quantity.low is not None else part.quantity.high
    if most is None or least is None:
        return True
    return least <= most if whole.quantity.high is not None else least <= most * 1.5


def _sums(ordered: Sequence[Draft]) -> None:
    """Two or more figures in a row that add up to a total told before them are its parts."""
    for n, whole in enumerate(ordered):
        total, open_end = whole.quantity.low, whole.quantity.high is None
        if total is None or total < 2 or whole.parent is not None:
            continue
        for begin in range(n + 1, min(n + _FAR, len(ordered))):
            parts: list[Draft] = []
            added: float = 0
            for part in ordered[begin:begin + 8]:
                if part.counts != whole.counts or part.scope != whole.scope or part.quantity.low is None:
                    if part.counts != whole.counts:
                        continue
                    break
                if part.parent is not None or part.same_value(whole):
                    if part.parent is not None:
                        continue
                    break
                parts.append(part)
                added += part.quantity.low
                if added >= total:
                    break
            if len(parts) >= 2 and (added == total or (open_end and total < added <= total * 1.02)):
                for part in parts:
                    part.parent = whole
                break
