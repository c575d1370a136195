"""Judgements as data: their shape, their ids, which of them hold, and their JSON Lines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from pydantic import Field, JsonValue, ValidationError, field_validator

from corrobora.codebooks import CODEBOOKS
from corrobora.errors import JudgementError
from corrobora.records import (
    Bound,
    Counts,
    DatePrecision,
    Decision,
    Judgement,
    PlacePrecision,
    Record,
    Review,
    Scope,
    Side,
    Status,
    Target,
    TargetKind,
    make_id,
)

Number = int | float


class Nothing(Record):
    """A decision that needs no values."""


class Words(Record):
    """The claimant's name as it stands in the article."""

    quote: str
    start: int
    end: int


class Correction(Record):
    """What of a claim is to be otherwise. What is not named stays; ``claimant`` null is the outlet's own voice."""

    low: Number | None = None
    high: Number | None = None
    bound: Bound | None = None
    counts: Counts | None = None
    who: str | None = None
    side: Side | None = None
    scope: Scope | None = None
    type: str | None = Field(default=None, min_length=1)
    status: Status | None = None
    claimant: Words | None = None


class Addition(Correction):
    """A claim by its span. A figure needs ``counts``, a happening a ``type``."""

    kind: Literal["figure", "happening", "statement"]


class EventValues(Record):
    """What of an event is to be otherwise; actors and targets are names as written."""

    type: str | None = Field(default=None, min_length=1)
    place: str | None = Field(default=None, min_length=1)
    lat: float | None = Field(default=None, ge=-90, le=90)
    lon: float | None = Field(default=None, ge=-180, le=180)
    country: str | None = Field(default=None, pattern="^[A-Z]{2}$")
    admin1: str | None = None
    precision: PlacePrecision | None = None
    start: str | None = None
    end: str | None = None
    date_precision: DatePrecision | None = None
    actors: tuple[str, ...] | None = None
    targets: tuple[str, ...] | None = None

    @field_validator("start", "end")
    @classmethod
    def is_a_day(cls, value: str | None) -> str | None:
        """A day as ISO 8601."""
        if value is not None:
            datetime.strptime(value, "%Y-%m-%d")
        return value


class ArticleValues(Record):
    """What the page does not tell, or tells wrongly."""

    published: str | None = None
    outlet: str | None = Field(default=None, min_length=1)

    @field_validator("published")
    @classmethod
    def is_a_date(cls, value: str | None) -> str | None:
        """A date, or a date and time, as ISO 8601."""
        if value is not None:
            datetime.fromisoformat(value)
        return value


class CellValue(Record):
    """One coded cell."""

    codebook: str
    column: str
    value: str | int | float | None

    @field_validator("codebook")
    @classmethod
    def is_known(cls, value: str) -> str:
        """A codebook of the package."""
        if value not in CODEBOOKS:
            raise ValueError(f"known codebooks: {', '.join(CODEBOOKS)}")
        return value


class Label(Record):
    label: str = Field(min_length=1)


class ReviewValue(Record):
    status: Review


class Note(Record):
    text: str = Field(min_length=1)


class Assessment(Record):
    """Admiralty code: how reliable the source is, A to F, and how credible what it tells is, 1 to 6 (NATO AJP-2.1)."""

    code: str = Field(pattern="^[A-F][1-6]$")


FORMS: Mapping[Decision, tuple[tuple[TargetKind, ...], type[Record]]] = {
    "accept": (("claim",), Nothing), "reject": (("claim",), Nothing), "correct": (("claim",), Correction),
    "add": (("block",), Addition), "same": (("names",), Nothing), "not_same": (("names", "event"), Nothing),
    "unsure": (("names", "event"), Nothing), "merge": (("event",), Nothing), "split": (("event",), Nothing),
    "move": (("claim",), Nothing), "rename": (("event",), Label), "code": (("event",), CellValue),
    "review": (("event",), ReviewValue), "report": (("block",), Nothing), "clutter": (("block",), Nothing),
    "assess": (("source",), Assessment), "note": (("claim", "event", "article"), Note), "undo": (("judgement",), Nothing),
    "set": (("event", "article"), EventValues),
}
"""Decision -> what it may be about, and the type of its values."""
_OTHERS: Mapping[Decision, TargetKind] = {
    "merge": "event", "split": "claim", "move": "event", "add": "event", "not_same": "event", "unsure": "event",
}
_PAIR = ("not_same", "unsure")


def values_of(judgement: Judgement) -> Record:
    """The values by their type. Raises JudgementError for those that cannot be."""
    kinds, form = FORMS[judgement.decision]
    if judgement.target.kind not in kinds:
        raise JudgementError(f"{judgement.decision} is about {' or '.join(kinds)}, not {judgement.target.kind}")
    if judgement.decision == "set" and judgement.target.kind == "article":
        form = ArticleValues
    try:
        values = form.model_validate(judgement.values)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "values"
        raise JudgementError(
            f"{judgement.decision}: {place}: {first['msg']}", mend=f"it takes {', '.join(form.model_fields) or 'no values'}",
        ) from None
    if form not in (Nothing, Addition) and not judgement.values:
        raise JudgementError(f"{judgement.decision} without a value", mend=f"it takes {', '.join(form.model_fields)}")
    return values


def check(judgement: Judgement) -> None:
    """Raises JudgementError unless the judgement can be replayed."""
    values = values_of(judgement)
    target, others = judgement.target, judgement.others
    if not judgement.who.strip():
        raise JudgementError("a judgement needs to say who judged", mend="--who NAME")
    if others and any(other.kind != _OTHERS.get(judgement.decision) for other in others):
        raise JudgementError(f"{judgement.decision} cannot be about a second thing of this kind")
    pair = judgement.decision in _PAIR and target.kind == "event"
    if (judgement.decision in ("merge", "split", "move") or pair) and not others:
        raise JudgementError(f"{judgement.decision} needs a second thing", mend="corrobora judge --help")
    if judgement.decision in _PAIR and len(others) != pair:
        raise JudgementError(f"{judgement.decision} is about two names or two events")
    if target.kind == "event" and any(other.id == target.id for other in others):
        raise JudgementError(f"{judgement.decision} needs two different events")
    wanted = {"claim": 1, "block": 1}.get(target.kind, 0)
    if len(target.anchors) < wanted:
        raise JudgementError(f"a {target.kind} needs its place in the source")
    if len(target.names) < {"names": 2, "source": 1}.get(target.kind, 0) or len(set(target.names)) < len(target.names):
        raise JudgementError(f"{judgement.decision} needs {'two different names' if target.kind == 'names' else 'a name'}")
    if target.kind in ("event", "article", "judgement") and not target.id:
        raise JudgementError(f"{judgement.decision} needs an id")
    if isinstance(values, Correction) and values.low is not None and values.high is not None and values.low > values.high:
        raise JudgementError(f"low {values.low} is more than high {values.high}")
    if isinstance(values, Addition):
        _check_addition(values)
    if judgement.id != _id(judgement):
        raise JudgementError("its id does not fit what it says: it was changed", where=judgement.id)


def _check_addition(values: Addition) -> None:
    if values.kind == "figure" and values.counts is None:
        raise JudgementError("a figure needs what it counts", mend="counts=killed")
    if values.kind == "happening" and values.type is None:
        raise JudgementError("a happening needs its type", mend='type="Armed clash"')


def make(
    decision: Decision, target: Target, *, who: str, values: Mapping[str, JsonValue] | None = None,
    others: Sequence[Target] = (), why: str | None = None, after: str | None = None, when: str | None = None,
) -> Judgement:
    """A judgement of this moment, later than ``after`` whatever the clock says. Raises JudgementError if it cannot be."""
    moment = datetime.fromisoformat(when) if when else datetime.now(UTC)
    if after is not None:
        moment = max(moment, datetime.fromisoformat(after) + timedelta(microseconds=1))
    judgement = Judgement(
        id="", target=target, others=tuple(others), decision=decision, values=dict(values or {}), who=who,
        when=moment.isoformat(timespec="microseconds"), why=why,
    )
    judgement = judgement.model_copy(update={"id": _id(judgement)})
    check(judgement)
    return judgement


def _id(judgement: Judgement) -> str:
    told = judgement.model_dump(mode="json", exclude={"id"})
    return make_id("j", json.dumps(told, sort_keys=True, ensure_ascii=True))


def active(judgements: Iterable[Judgement]) -> set[str]:
    """The ids of those that hold: not undone by one that itself holds."""
    undoing: dict[str, list[Judgement]] = {}
    known = list(judgements)
    for judgement in known:
        if judgement.decision == "undo" and judgement.target.id:
            undoing.setdefault(judgement.target.id, []).append(judgement)
    holds: dict[str, bool] = {}
    # An undo is later than what it undoes, so from the last to the first each one's fate is known in time.
    for judgement in sorted(known, key=lambda j: (j.when, j.id), reverse=True):
        holds[judgement.id] = not any(holds.get(undo.id, False) for undo in undoing.get(judgement.id, ()))
    return {id_ for id_, held in holds.items() if held}


def told(judgement: Judgement, verb: str) -> str:
    """The line that a judged thing shows: "corrected by WHO on WHEN: WHY"."""
    why = f": {judgement.why}" if judgement.why else ""
    return f"{verb} by {judgement.who} on {judgement.when[:10]}{why}"


def to_lines(judgements: Iterable[Judgement]) -> str:
    """JSON Lines, one judgement a line, ASCII."""
    return "".join(
        json.dumps(j.model_dump(mode="json"), ensure_ascii=True, separators=(",", ":")) + "\n" for j in judgements
    )


_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00")


def from_lines(lines: Iterable[str], where: str) -> list[Judgement]:
    """The inverse of ``to_lines``. Raises JudgementError with the line that is none; nothing is taken by halves."""
    found = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        place = f"{where}, line {number}"
        try:
            value: Any = json.loads(line)
            judgement = Judgement.model_validate(value)
            if not _MOMENT.fullmatch(judgement.when):
                raise JudgementError(f"{judgement.when!r} is no moment in UTC to the microsecond")
            datetime.fromisoformat(judgement.when)
            check(judgement)
        except JudgementError as error:
            raise JudgementError(error.what, where=place, mend=error.mend) from None
        except ValidationError as error:
            first = error.errors()[0]
            part = ".".join(str(p) for p in first["loc"])
            raise JudgementError(f"no judgement: {part}: {first['msg']}", where=place) from None
        except (ValueError, RecursionError) as error:
            raise JudgementError(f"no judgement: {error}", where=place) from None
        found.append(judgement)
    return found
