"""The places of an article's happenings beside each other: the lead's place told more exactly below, the goals of plans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from corrobora.claims.deeds import OTHER
from corrobora.claims.news import OLD, WITH_YEAR, status_at
from corrobora.claims.where import Names, Where

if TYPE_CHECKING:
    from corrobora.claims.happenings import Found

LEAD = 3
"""Sentences at the head of an article whose place may be told more exactly below."""


def _open(one: Found) -> bool:
    """Whether a deed is told as still to come."""
    return status_at(one.token)[0] in {"planned", "expected"}


def _of_another_time(one: Found) -> bool:
    """Whether a deed is told as long ago, as of another year, or as denied: where it was tells nothing of the lead."""
    return bool(OLD.search(one.scene.sentence) or WITH_YEAR.search(one.scene.sentence)) or status_at(one.token)[0] == "denied"


def goals_apart(found: Sequence[Found], places: Sequence[Where], names: Names) -> list[Where]:
    """The places, where what is only planned keeps to itself: its goal is no place of the news, nor the other way."""
    open_ = [_open(one) for one in found]
    told = [where.stated and where.key is not None for where in places]
    planned = {w.key for w, plan, own in zip(places, open_, told, strict=True) if own and plan}
    goals = {names.text_of(key) for key in planned}
    goals -= {names.text_of(w.key) for w, own in zip(places, told, strict=True) if own and w.key not in planned}
    result: list[Where] = []
    for number, (one, where, plan) in enumerate(zip(found, places, open_, strict=True)):
        before = [places[n] for n in range(number) if open_[n] and told[n] and places[n].rank >= 2
                  and one.sentence.index - found[n].sentence.index <= 3]
        if plan and before and not where.stated and where.key is not None:
            where = replace(before[-1], why=f"{before[-1].why}, which a plan told before is for", stated=False)
        elif not plan and names.text_of(where.key) in goals:
            other = names.place(one.sentence, one.token, one.doers, one.targets, frozenset(goals))
            where = other if other.key else where
        result.append(where)
    return result


def narrowed(found: Sequence[Found], places: Sequence[Where], names: Names) -> list[Where]:
    """The places, where the lead's "in the north of the country" is told more exactly by what follows it."""
    result = []
    for one, place in zip(found, places, strict=True):
        if one.sentence.index <= LEAD and place.rank < 3 and one.type != OTHER:
            name = names.text_of(place.key)
            told = [
                where for other, where in zip(found, places, strict=True)
                if where.stated and other.type == one.type and not _of_another_time(other)
                    and _open(other) == _open(one)
                    and (place.rank < 2 or (name and any(o.startswith(name) or o.endswith(name) for o in where.outer)))
                    and one.sentence.index <= other.sentence.index <= one.sentence.index + 5
            ]
            best = max((where.rank for where in told), default=0)
            exact = next((where for where in told if where.rank == best), place)
            # Two villages in what follows: the lead sums up what happened in both.
            if best > min(place.rank, 1) and len({names.text_of(where.key) for where in told if where.rank == best}) == 1:
                place = replace(exact, why=f"{exact.why}, which tells the lead's place more exactly", stated=False)
        result.append(place)
    return result
