"""Two analysts' codings of the case side by side: how far they agree, and on what they part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from corrobora.brief.words import number, plain
from corrobora.casebook.agreement import Agreement, agree, codes_of, coding_of
from corrobora.records import Judgement
from corrobora.web.views import about


@dataclass(frozen=True)
class Parting:
    """One thing that both decided, each otherwise."""

    variable: str
    about: str
    a: str
    b: str


class AgreementPage:
    """The judgements of two analysts compared. ``a`` and ``b`` are those who decided most where none are asked for."""

    def __init__(self, judgements: Sequence[Judgement], labels: Mapping[str, str], a: str = "", b: str = "") -> None:
        self.people = tuple(name for name, _ in Counter(judgement.who for judgement in judgements).most_common())
        others = [name for name in self.people if name != a]
        self.a = a if a in self.people else next(iter(others), "")
        self.b = b if b in self.people and b != self.a else next((name for name in others if name != self.a), "")
        ours, theirs = ([one for one in judgements if one.who == who] for who in (self.a, self.b))
        self.rows: tuple[Agreement, ...] = tuple(agree(ours, theirs)) if self.b else ()
        self._labels, self._judgements = labels, [*ours, *theirs]
        one, other = coding_of(ours), coding_of(theirs)
        self.partings = tuple(
            Parting(variable, self._about.get((variable, unit), ""), _words(one[variable][unit]), _words(other[variable][unit]))
            for variable in sorted(one.keys() & other.keys())
            for unit in sorted(one[variable].keys() & other[variable].keys(), key=repr)
            if one[variable][unit] != other[variable][unit]
        ) if self.b else ()

    @property
    def _about(self) -> dict[tuple[str, Hashable], str]:
        """What each coded thing is called."""
        return {
            (variable, unit): about(judgement, self._labels)
            for judgement in self._judgements for variable, unit, _ in codes_of(judgement)
        }


def _words(value: Hashable) -> str:
    if isinstance(value, tuple):
        return plain("; ".join(map(str, value)))
    return number(value) if isinstance(value, int | float) else plain(str(value)).replace("_", " ")
