"""What people decided in a kept case, as a reader is shown it: at the claims, at the events, and one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from corrobora.brief.words import day_words, plain
from corrobora.records import Case, Decision, Judged, Judgement, make_id

DONE: Mapping[Decision, str] = {
    "accept": "accepted", "reject": "rejected", "correct": "corrected", "add": "added", "same": "joined names",
    "not_same": "parted names", "unsure": "left open whether one", "merge": "merged", "split": "split", "move": "moved",
    "rename": "renamed", "set": "set", "code": "coded", "review": "review", "report": "taken for the report",
    "clutter": "taken for clutter", "assess": "assessed", "note": "noted", "undo": "undone",
}  # fmt: skip


@dataclass(frozen=True)
class Mark:
    """One decision on one thing: "corrected", "ana", "18 March 2031", "misprint"."""

    done: str
    who: str
    day: str
    why: str

    @property
    def short(self) -> str:
        return f"{self.done} by {self.who}"

    @property
    def words(self) -> str:
        return f"{self.short}, {self.day}{f': {self.why}' if self.why else ''}"


@dataclass(frozen=True)
class Decided:
    """A judgement for the list of them: its mark, what it is about, the values, and what became of it if it has no effect."""

    mark: Mark
    about: str
    values: str
    lost: str

    @property
    def words(self) -> str:
        told = " ".join(filter(None, (self.mark.done, self.about, self.values)))
        why = f" ({self.mark.why})" if self.mark.why else ""
        return f"{self.mark.day}, {self.mark.who}: {told}{why}{f' [{self.lost}]' if self.lost else ''}"


def mark_of(judgement: Judgement) -> Mark:
    """A judgement's mark."""
    why = plain(judgement.why or str(judgement.values.get("text", "") if judgement.decision == "note" else ""))
    done = "kept apart" if judgement.decision == "not_same" and judgement.others else DONE[judgement.decision]
    return Mark(done, plain(judgement.who), day_words(judgement.when), why)


class Marks:
    """The marks of a case by claim and by event, and its decisions in the order of time."""

    def __init__(self, case: Case) -> None:
        self.claims: dict[str, list[Mark]] = defaultdict(list)
        self.events: dict[str, list[Mark]] = defaultdict(list)
        self.reviews: dict[str, Mark] = {}
        places: dict[tuple[str, int, int, str], str] = {(c.article, c.start, c.end, c.kind): c.id for c in case.claims}
        labels = {event.id: plain(event.label) for event in case.events}
        for judged in case.judgements:
            own = judged.judgement
            if judged.effect == "applied":
                self._put(own, places)
        self.decided = tuple(_decided(judged, labels) for judged in case.judgements)

    def _put(self, own: Judgement, places: Mapping[tuple[str, int, int, str], str]) -> None:
        anchor = own.target.anchors[0] if own.target.anchors else None
        if own.decision == "add":
            self.claims[make_id("c", "added", own.id)].append(mark_of(own))
        elif own.target.kind == "claim" and anchor is not None:
            id_ = places.get((anchor.article, anchor.start, anchor.end, anchor.kind or ""), anchor.claim or "")
            self.claims[id_].append(mark_of(own))
        elif own.target.kind == "event" and own.target.id:
            if own.decision == "review":
                self.reviews[own.target.id] = mark_of(own)
            else:
                self.events[own.target.id].append(mark_of(own))


def _decided(judged: Judged, labels: Mapping[str, str]) -> Decided:
    own = judged.judgement
    target = own.target
    if target.names:
        about = ", ".join(f"“{plain(name)}”" for name in target.names)
    elif target.kind == "event":
        pair = (target, *own.others) if own.decision in ("not_same", "unsure") else (target,)
        about = ", ".join(f"“{labels.get(one.id or '', one.id or '')}”" for one in pair)
    elif target.anchors:
        about = f"“{plain(target.anchors[0].quote)[:80]}”"
    else:
        about = plain(target.id or "")
    values = ", ".join(
        f"{plain(str(key))} {plain(str(value))}" for key, value in own.values.items()
        if not isinstance(value, dict) and not (own.decision == "note" and key == "text")
    )
    lost = "" if judged.effect == "applied" else f"{judged.effect}: {plain(judged.note)}" if judged.note else judged.effect
    return Decided(mark_of(own), about, values, lost)
