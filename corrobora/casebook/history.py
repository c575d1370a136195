"""The judgements of a case in memory: they are only added to, so each is read from the database once."""

from __future__ import annotations

import bisect
import threading
from collections import defaultdict
from collections.abc import Iterable

from corrobora.casebook.store import Casebook
from corrobora.records import Judgement


class History:
    """All judgements of a case, in the order of time, and which of them name what."""

    def __init__(self) -> None:
        self._last = 0
        self._all: list[Judgement] = []
        self._of: dict[str, list[Judgement]] = defaultdict(list)
        self._by: dict[str, list[Judgement]] = defaultdict(list)
        self._lock = threading.Lock()

    def catch_up(self, book: Casebook) -> None:
        """Reads those that were recorded since."""
        with self._lock:
            for number, judgement in book.judgements_after(self._last):
                bisect.insort(self._all, judgement, key=moment)
                bisect.insort(self._by[judgement.decision], judgement, key=moment)
                for name in mentioned(judgement):
                    bisect.insort(self._of[name], judgement, key=moment)
                self._last = number

    def all(self) -> list[Judgement]:
        """Every one."""
        with self._lock:
            return list(self._all)

    def deciding(self, *decisions: str) -> list[Judgement]:
        """Those of some kinds."""
        with self._lock:
            return sorted((j for decision in decisions for j in self._by.get(decision, ())), key=moment)

    def of(self, names: Iterable[str]) -> list[Judgement]:
        """Those that name one of some ids, or of some names as written, and those that undo them."""
        with self._lock:
            found: dict[str, Judgement] = {}
            left = list(names)
            while left:
                new = {j.id: j for name in left for j in self._of.get(name, ()) if j.id not in found}
                found |= new
                left = list(new)  # what undoes a judgement names it
            return sorted(found.values(), key=moment)


def moment(judgement: Judgement) -> tuple[str, str]:
    """The order of time."""
    return judgement.when, judgement.id


def mentioned(judgement: Judgement) -> set[str]:
    """All ids and written names that a judgement names, its own id too."""
    told = (judgement.target, *judgement.others)
    return {
        judgement.id, *(t.id for t in told if t.id), *(name for t in told for name in t.names),
        *(a.claim for t in told for a in t.anchors if a.claim), *(a.article for t in told for a in t.anchors),
    }
