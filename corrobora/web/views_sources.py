"""Those who tell: outlets and the people and bodies that are named, with what analysts think of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corrobora.brief.words import plain
from corrobora.casebook.rows import ArticleRow, EntityRow
from corrobora.records import Judged
from corrobora.text.names import fold

RELIABILITY = {
    "A": "completely reliable", "B": "usually reliable", "C": "fairly reliable", "D": "not usually reliable", "E": "unreliable",
    "F": "cannot be judged",
}
CREDIBILITY = {
    "1": "confirmed by others", "2": "probably true", "3": "possibly true", "4": "doubtful", "5": "improbable",
    "6": "cannot be judged",
}
"""NATO AJP-2.1: how reliable a source is, and how credible what it tells."""


@dataclass(frozen=True)
class Source:
    """Somebody who tells. ``code`` is empty where nobody has assessed them; ``by`` tells who did and why."""

    name: str
    kind: str
    told: int
    code: str
    by: str

    @property
    def words(self) -> str:
        """The code in words."""
        return f"{RELIABILITY[self.code[0]]}, {CREDIBILITY[self.code[1]]}" if self.code else "not assessed"


def sources(articles: Iterable[ArticleRow], names: Iterable[EntityRow], judged: Sequence[Judged]) -> tuple[Source, ...]:
    """Outlets by their reports, then names by their mentions; those who were assessed first."""
    codes: dict[str, tuple[str, str, str]] = {}
    for one in judged:
        own = one.judgement
        if own.decision == "assess" and one.effect not in ("undone", "superseded"):
            by = f"{own.who}, {own.when[:10]}" + (f": {own.why}" if own.why else "")
            codes[fold(own.target.names[0])] = own.target.names[0], str(own.values["code"]), plain(by)
    outlets = Counter(row.outlet for row in articles if row.outlet)
    found = [("outlet", name, number) for name, number in sorted(outlets.items(), key=lambda own: (-own[1], own[0]))]
    known = {fold(name) for _, name, _ in found}
    found += [(row.kind, row.name, row.mentions) for row in names if fold(row.name) not in known]
    shown = {fold(name) for _, name, _ in found}
    found += [("source", name, 0) for key, (name, _, _) in codes.items() if key not in shown]
    told = [Source(name, kind, number, *codes.get(fold(name), ("", "", ""))[1:]) for kind, name, number in found]
    return tuple(sorted(told, key=lambda source: not source.code))
