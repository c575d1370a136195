"""A user's own codebook: a TOML file of columns, each with the fact it takes and the rule that it follows.

::

    name = "desk"
    source = "Desk handbook, 2nd edition"

    [[column]]
    name = "dead"
    fact = "killed.low"          # see FACTS
    rule = "3.2: the lowest credible number"
    words = { dozens = 24 }      # what vague words are worth here
    default = 0                  # where the reports tell nothing

    [[column]]
    name = "kind"
    fact = "type"
    rule = "1.1"
    map = { "Armed clash" = "B1", "Suicide bomb" = "E4" }
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corrobora.codebooks.acled import EVENT_TYPE
from corrobora.codebooks.tolls import End, claim_ids, toll
from corrobora.codebooks.view import EventView, Row, Value
from corrobora.errors import SettingsError
from corrobora.records import CASUALTIES, Coding, Counts, Side

_SIDES: tuple[Side, ...] = ("civilians", "government", "rebels", "islamic_state", "kurdish_forces", "other")
_PLAIN: dict[str, Callable[[EventView], Value]] = {
    "id": lambda v: v.event.id,
    "label": lambda v: v.event.label,
    "type": lambda v: v.event.type,
    "event_type": lambda v: EVENT_TYPE.get(v.event.type),
    "status": lambda v: v.event.status,
    "date.start": lambda v: v.event.date.start,
    "date.end": lambda v: v.event.date.end,
    "date.precision": lambda v: v.event.date.precision,
    "place.name": lambda v: v.event.place.name,
    "place.admin1": lambda v: v.event.place.admin1,
    "place.country": lambda v: v.event.place.country,
    "place.lat": lambda v: v.event.place.lat,
    "place.lon": lambda v: v.event.place.lon,
    "place.precision": lambda v: v.event.place.precision,
    "actors": lambda v: "; ".join(e.name for e in v.actors) or None,
    "targets": lambda v: "; ".join(e.name for e in v.targets) or None,
    "outlets": lambda v: "; ".join(dict.fromkeys(a.credit for a in v.articles)) or None,
    "articles": lambda v: len(v.articles),
    "origins": lambda v: len(v.origins),
    "claimants": lambda v: "; ".join(v.claimants) or None,
}
_ENDS: tuple[End, ...] = ("low", "best", "high")
FACTS = (*_PLAIN, *(f"{counts}.{end}" for counts in CASUALTIES for end in _ENDS),
         *(f"{counts}.{side}.{end}" for counts in CASUALTIES for side in _SIDES for end in _ENDS))  # fmt: skip
"""What a column can take: ``killed.low``, ``injured.civilians.high``, ``place.name`` …"""


class _Closed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Column(_Closed):
    """One column of a user's codebook."""

    name: str = Field(min_length=1)
    fact: str
    rule: str = Field(min_length=1)
    words: dict[str, int] = {}
    map: dict[str, str | int | float] = {}
    default: str | int | float | None = None


class OwnCodebook(_Closed):
    """A user's codebook; it codes as those of the package do."""

    name: str = Field(min_length=1)
    source: str
    column: tuple[Column, ...] = Field(min_length=1)

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.column)

    def code(self, view: EventView) -> Coding:
        """The event's row."""
        row = Row(self.columns, self.source, {column.name: column.rule for column in self.column})
        for column in self.column:
            value, claims = _fact(view, column)
            if column.map and value is not None:
                value = column.map.get(str(value), value)
            why = f"the reports do not tell {column.fact}" if value is None else column.fact
            row.put(column.name, column.default if value is None else value, why, claims)
        return row.coding("")


def _fact(view: EventView, column: Column) -> tuple[Value, tuple[str, ...]]:
    if column.fact in _PLAIN:
        return _PLAIN[column.fact](view), claim_ids(view.happenings())
    counts, *side, end = column.fact.split(".")
    told = toll(view, _COUNTS[counts], column.words, _SIDE[side[0]] if side else None)
    return getattr(told, end), told.behind(_END[end])


_COUNTS: dict[str, Counts] = {counts: counts for counts in CASUALTIES}
_END: dict[str, End] = {end: end for end in _ENDS}
_SIDE: dict[str, Side] = {side: side for side in _SIDES}


def load_codebook(path: Path) -> OwnCodebook:
    """A codebook from its file. Raises SettingsError with the line and what is wrong with it."""
    try:
        text = path.read_text(encoding="utf-8")
        book = OwnCodebook(**tomllib.loads(text))
    except OSError as error:
        raise SettingsError(f"cannot be read: {error.strerror}", where=str(path)) from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"is not TOML: {error}", where=str(path), mend="docs/codebooks.md has an example") from None
    except ValidationError as error:
        raise _wrong(path, text, error.errors()[0]) from None
    for number, column in enumerate(book.column):
        if column.fact not in FACTS:
            raise SettingsError(
                f"column {column.name!r} takes an unknown fact {column.fact!r}", where=f"{path}{_line(text, number, 'fact')}",
                mend=f"one of {', '.join(_PLAIN)}, or like killed.low, injured.civilians.high",
            )
        if column.name in book.columns[:number]:
            raise SettingsError(f"column {column.name!r} stands twice", where=f"{path}{_line(text, number, 'name')}",
                                mend="name one of them otherwise")  # fmt: skip
    return book


def _line(text: str, number: int, key: str = "") -> str:
    """", line 12": where a column has a key, else where the column begins; nothing if the text does not tell."""
    lines = text.splitlines()
    begins = [n for n, line in enumerate(lines) if line.replace(" ", "").startswith("[[column]]")]
    if number >= len(begins):
        return ""
    ends = begins[number + 1] if number + 1 < len(begins) else len(lines)
    own = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.]") if key else None
    found = next((n for n in range(begins[number], ends) if own and own.match(lines[n])), begins[number])
    return f", line {found + 1}"


def _wrong(path: Path, text: str, error: Any) -> SettingsError:
    """The first fault that pydantic found, with its line."""
    number = next((at for at, part in enumerate(error["loc"]) if isinstance(part, int)), None)
    keys = [part for part in error["loc"][(number or 0) + 1:] if isinstance(part, str)]
    line = "" if number is None else _line(text, error["loc"][number], keys[0] if keys else "")
    return SettingsError(
        f"{'.'.join(str(part) for part in error['loc'])}: {error['msg']}", where=f"{path}{line}",
        mend="a codebook has name, source, and [[column]] tables with name, fact and rule; docs/codebooks.md has an example",
    )
