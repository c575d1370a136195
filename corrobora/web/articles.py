"""Articles in the API: the list and one of them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Path, Query
from fastapi.responses import Response

from corrobora.web.answers import OneArticle, around, only
from corrobora.web.desk import Desk, desk
from corrobora.web.search import ArticleList, ArticleQuery
from corrobora.web.users import needs

router = APIRouter(tags=["articles"], dependencies=[Depends(needs("reader"))])
ArticleId = Annotated[str, Path(max_length=200, description="The article's id, or its key")]


@router.get("/articles")
def listed(own: Annotated[Desk, Depends(desk)], asked: Annotated[ArticleQuery, Query()]) -> ArticleList:
    """The articles, the latest first."""
    return own.articles(asked)


@router.get("/articles/{id}", response_model=OneArticle)
def article(own: Annotated[Desk, Depends(desk)], id: ArticleId) -> Response:
    """One article with its text, its blocks, all that it says, and the events that it tells of."""
    if (part := own.article(id)) is None:
        raise HTTPException(404, "no such article")
    told = around(part, own.version())
    return only(OneArticle, {**told, "article": told["articles"][0]})
