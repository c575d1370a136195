"""Judgements in the API: listed, made, undone."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Path, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from corrobora.casebook.compose import compose
from corrobora.casebook.store import OvertakenError
from corrobora.errors import JudgementError
from corrobora.records import Judgement
from corrobora.web.desk import Desk, desk
from corrobora.web.problems import Problem
from corrobora.web.users import User, needs

router = APIRouter(tags=["judgements"])
Analyst = Annotated[User, Depends(needs("analyst"))]
Word = Annotated[str, Field(min_length=1, max_length=5000)]


class Decide(BaseModel):
    """A decision in the words of ``corrobora judge``; ``seen`` is the version of the case that was looked at."""

    model_config = ConfigDict(extra="forbid")

    decision: str = Field(max_length=20)
    words: list[Word] = Field(min_length=1, max_length=200)
    why: str | None = Field(default=None, max_length=5000)
    seen: int = Field(ge=0, le=2**53)


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
    effect: str
    note: str | None


@router.get("/judgements")
def judged(
    own: Annotated[Desk, Depends(desk)], who: Annotated[User, Depends(needs("reader"))],
    target: Annotated[str | None, Query(max_length=300)] = None,
) -> dict[str, Any]:
    """The judgements with what became of each; ``target``: only those about a thing with this id."""
    items = [judged.model_dump(mode="json") for judged in own.judged(target)]
    return {"version": own.version(), "items": items}


@router.post("/judgements", status_code=201, response_model=Decided, responses={409: {"model": Contended}})
def decide(request: Request, own: Annotated[Desk, Depends(desk)], who: Analyst, told: Decide) -> Response | Decided:
    """Records what somebody decided. 409: somebody else decided on the same cell since ``seen``; nothing is recorded."""
    return _record(own, who, request.state.address, told.decision, told.words, told.why, told.seen)


@router.post("/judgements/{id}/undo", status_code=201, response_model=Decided, responses={409: {"model": Contended}})
def undo(
    request: Request, own: Annotated[Desk, Depends(desk)], who: Analyst,
    id: Annotated[str, Path(pattern="^j-[0-9a-f]{12}$")], told: Seen,
) -> Response | Decided:
    """Undoes a judgement by a further one."""
    if not any(judged.judgement.id == id for judged in own.judged(id)):
        raise HTTPException(404, "no such judgement")
    return _record(own, who, request.state.address, "undo", [id], told.why, told.seen)


def _record(
    own: Desk, who: User, address: str, decision: str, words: list[str], why: str | None, seen: int
) -> Response | Decided:
    try:
        judgement, effect, note = own.decide(
            lambda case: compose(case, decision, words, who=who.name, why=why, after=own.book.last_moment()), words, seen,
            address,
        )
    except OvertakenError as error:
        by = [j.model_dump(mode="json") for j in error.by]
        told = {"error": error.what, "mend": error.mend, "judgement": by[-1], "version": own.version()}
        return JSONResponse(told, 409)
    except JudgementError as error:
        return JSONResponse({"error": error.what, "where": error.where, "mend": error.mend}, 422)
    return Decided(id=judgement.id, version=own.version(), effect=effect, note=note)
