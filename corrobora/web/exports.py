"""Exports in the API: what ``corrobora export`` writes."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Iterator
from typing import IO, Annotated, Literal

from fastapi import APIRouter, Depends, Request
from fastapi.responses import StreamingResponse

from corrobora.brief.html import html
from corrobora.brief.markdown import markdown
from corrobora.casebook.judgements import to_lines
from corrobora.export import FORMATS, export
from corrobora.records import Case
from corrobora.web.audit import noted
from corrobora.web.desk import Desk, desk
from corrobora.web.turns import Turns
from corrobora.web.users import needs

router = APIRouter(tags=["export"], dependencies=[Depends(needs("reader"))])
CHUNK = 65_536
_LINES = ("application/x-ndjson", "jsonl")
_KINDS = {
    **dict.fromkeys(("annotations", "followthemoney", "statements", "anchors", "plover", "claimreview", "judgements"), _LINES),
    "geojson": ("application/geo+json", "geojson"), "case": ("application/json", "json"), "html": ("text/html", "html"),
    "markdown": ("text/markdown", "md"),
}
BESIDES: dict[str, Callable[[Case], str]] = {
    "html": html, "markdown": markdown, "judgements": lambda case: to_lines([judged.judgement for judged in case.judgements]),
    "case": lambda case: case.to_json(),
}
"""What is to be had beside the formats of other tools: the brief, what people decided, the case document."""
Form = Literal[(*FORMATS, *BESIDES)]  # type: ignore[valid-type]


@router.get("/export/{form}", response_class=StreamingResponse)
async def exported(request: Request, own: Annotated[Desk, Depends(desk)], form: Form) -> StreamingResponse:
    """The case in the format of another tool; ``case`` is the case document, ``html`` and ``markdown`` the brief,
    ``judgements`` what people decided, as ``corrobora judgements --import`` takes it."""
    turns: Turns = request.app.state.turns
    file, size = await turns.lengthy(_written, own, form)
    await turns.decide(noted, request, "export", form)
    kind, ending = _KINDS.get(form, ("text/csv", "csv"))
    headers = {"Content-Disposition": f'attachment; filename="{form}.{ending}"', "Content-Length": str(size)}
    return StreamingResponse(_sent(file), media_type=kind, headers=headers)


def _written(own: Desk, form: str) -> tuple[IO[bytes], int]:
    """A file with the export, at its beginning, and its size."""
    case = own.case()
    # To a file first: an export that fails half way must not look like one that is whole.
    file = tempfile.TemporaryFile()  # noqa: SIM115 (closed when it has been sent)
    text = io.TextIOWrapper(file, encoding="utf-8", errors="backslashreplace", newline="")
    if form in BESIDES:
        text.write(BESIDES[form](case))
    else:
        export(case, form, text)
    text.detach()
    size = file.tell()
    file.seek(0)
    return file, size


def _sent(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while part := file.read(CHUNK):
            yield part
