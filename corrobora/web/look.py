"""How the desk looks: the templates with the brief's parts in them, the brief's style and script, and pages of errors."""

from __future__ import annotations

from importlib.resources import files

from fastapi import APIRouter, HTTPException
from fastapi.responses import Response
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from corrobora.brief.html import furnish
from corrobora.brief.words import exact

router = APIRouter(prefix="/look", include_in_schema=False)
FILES = {"page.css": "text/css", "page.js": "text/javascript"}


def environment() -> Environment:
    """Jinja2 for the desk's templates: escaping, strict, with the brief's macros and words."""
    made = Environment(
        loader=ChoiceLoader([PackageLoader("corrobora", "web/templates"), PackageLoader("corrobora", "brief")]),
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )
    furnish(made)
    made.filters["exact"] = exact
    return made


@router.get("/{name}")
def look(name: str) -> Response:
    """The brief's style or script."""
    if name not in FILES:
        raise HTTPException(404)
    return Response((files("corrobora.brief") / name).read_bytes(), media_type=FILES[name])
