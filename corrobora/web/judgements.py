"""Judgements in the API: listed, made, undone."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, HTTPException, Path, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from corrobora.casebook.compose import compose
from corrobora.casebook.store import OvertakenError
from corrobora.errors import CaseError, JudgementError
from corrobora.records import Case, Decision, Effect, Judgement
from corrobora.web.answers import Judgements, Told
from corrobora.web.desk import Desk, WarnedError, desk
from corrobora.web.problems import Problem
from corrobora.web.problems import told as told_
from corrobora.web.turns import Turns
from corrobora.web.users import User, needs

router = APIRouter(tags=["judgements"])
Analyst = Annotated[User, Depends(needs("analyst"))]
Word = Annotated[str, Field(min_length=1, max_length=5000)]


class Decide(BaseModel):
    """A decision in the words of ``corrobora judge``; ``seen`` is the version of the case that was looked at."""

    model_config = ConfigDict(extra="forbid")

    decision: Decision | Literal["not-same"]
    words: list[Word] = Field(min_length=1, max_length=200)
    why: str | None = Field(default=None, max_length=5000)
    seen: int = Field(ge=0, le=2**53)
    careful: bool = Field(default=False, description="Where something speaks against it, say so and record nothing")


class Seen(BaseModel):
    """What undoing takes."""

    model_config = ConfigDict(extra="forbid")

    why: str | None = Field(default=None, max_length=5000)
    seen: int = Field(ge=0, le=2**53)


class Contended(Problem):
    """What somebody else decided on the same cell since it was looked at; nothing was recorded."""

    judgement: Judgement
    version: int


class Decided(BaseModel):
    """What was recorded. ``note``: what speaks against it, if anything does."""

    id: str
    version: int
    effect: Effect
    note: str | None


class Warned(BaseModel):
    """What speaks against a decision; nothing was recorded. ``effect``: what would become of it."""

    effect: Effect
    note: str
    version: int


@router.get("/judgements", response_model=Judgements)
def judged(
    own: Annotated[Desk, Depends(desk)], who: Annotated[User, Depends(needs("reader"))],
    target: Annotated[str | None, Query(max_length=300)] = None,
) -> Response:
    """The judgements with what became of each; ``target``: only those about a thing with this id."""
    items = [judged.model_dump(mode="json") for judged in own.judged(target)]
    return Told({"version": own.version(), "items": items})


@router.post(
    "/judgements", status_code=201, response_model=Decided,
    responses={200: {"model": Warned, "description": "Nothing was recorded yet"}, 409: {"model": Contended}},
)
async def decide(request: Request, own: Annotated[Desk, Depends(desk)], who: Analyst, told: Decide) -> Response | Decided:
    """Records what somebody decided. 409: somebody else decided on the same cell since ``seen``; nothing is recorded. 200: with
    ``careful``, what speaks against it; nothing is recorded."""
    turns: Turns = request.app.state.turns
    return await turns.decide(_record, own, who, request.state.address, told)


@router.post("/judgements/{id}/undo", status_code=201, response_model=Decided, responses={409: {"model": Contended}})
async def undo(
    request: Request, own: Annotated[Desk, Depends(desk)], who: Analyst,
    id: Annotated[str, Path(pattern="^j-[0-9a-f]{12}$")], told: Seen,
) -> Response | Decided:
    """Undoes a judgement by a further one."""
    turns: Turns = request.app.state.turns
    return await turns.decide(_undo, own, who, request.state.address, id, told)


def _undo(own: Desk, who: User, address: str, id_: str, told: Seen) -> Response | Decided:
    if not any(judged.judgement.id == id_ for judged in own.judged(id_)):
        raise HTTPException(404, "no such judgement")
    return _record(own, who, address, Decide(decision="undo", words=[id_], why=told.why, seen=told.seen))


def _record(own: Desk, who: User, address: str, told: Decide) -> Response | Decided:
    def make(case: Case) -> Judgement:
        return compose(case, told.decision, told.words, who=who.name, why=told.why, after=own.book.last_moment())

    about = [*told.words, *(word.removeprefix("event=") for word in told.words if word.startswith("event="))]
    try:
        judgement, effect, note = own.decide(make, about, told.seen, address, careful=told.careful)
    except WarnedError as warned:
        return Told(Warned(effect=warned.effect, note=warned.note, version=own.version()).model_dump(mode="json"), 200)
    except OvertakenError as error:
        by = [j.model_dump(mode="json") for j in error.by]
        return Told({"error": error.what, "mend": error.mend, "judgement": by[-1], "version": own.version()}, 409)
    except JudgementError as error:
        return told_(422, error.what, error.where, error.mend)
    try:
        version = own.version()
    except CaseError:  # what is recorded was decided, also if the database goes away now
        version = told.seen
    return Decided(id=judgement.id, version=version, effect=effect, note=note)
