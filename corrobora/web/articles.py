"""Articles in the API: the list and one of them."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Path, Query

from corrobora.web.desk import Desk, desk
from corrobora.web.search import ArticleList, ArticleQuery
from corrobora.web.users import needs

router = APIRouter(tags=["articles"], dependencies=[Depends(needs("reader"))])
ArticleId = Annotated[str, Path(max_length=200, description="The article's id, or its key")]


@router.get("/articles")
def listed(own: Annotated[Desk, Depends(desk)], asked: Annotated[ArticleQuery, Query()]) -> ArticleList:
    """The articles, the latest first."""
    return own.articles(asked)


@router.get("/articles/{id}")
def article(own: Annotated[Desk, Depends(desk)], id: ArticleId) -> dict[str, Any]:
    """One article with its text, its blocks, all that it says, and the events that it tells of."""
    if (part := own.article(id)) is None:
        raise HTTPException(404, "no such article")
    document = part.to_dict()
    names = ("claims", "events", "origins", "entities", "times", "rejected", "judgements")
    return {"version": own.version(), "article": document["articles"][0], **{name: document[name] for name in names}}
