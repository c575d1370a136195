"""A case as one self-contained page: no request leaves it, and nothing in a report can run in it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from corrobora.brief.grid import Column, Grid, Row, Said, Square
from corrobora.brief.map import draw_map
from corrobora.brief.passages import parts, verdicts_of
from corrobora.brief.timeline import draw_timeline
from corrobora.brief.words import (
    VERDICTS,
    count,
    date_words,
    day_words,
    figure_words,
    listed,
    place_words,
    plain,
    precision_words,
    status_words,
)
from corrobora.codebooks import CODEBOOKS
from corrobora.records import Case, CodedCell, Coding

POLICY = "default-src 'none'; style-src '{style}'; script-src '{script}'; base-uri 'none'; form-action 'none'"
"""Content Security Policy: nothing is fetched, and only the page's own script and style count."""
LONG = 150
"""Characters of a sentence that a cell shows on either side of the words it rests on."""
COLUMNS = 12
"""Origins that a grid shows side by side; what the others say stands in one column, value by value."""


def html(case: Case) -> str:
    """The page. Every text of the case is escaped, and its control and direction-turning characters are made visible."""
    grid = Grid(case)
    numbers = {claim.id: number for number, claim in enumerate(case.claims, 1)}
    rows = {event.id: grid.rows(event) for event in grid.main}
    verdicts = verdicts_of([row for found in rows.values() for row in found])
    style, script = _file("page.css"), _file("page.js")
    return _environment().get_template("page.html.j2").render(
        grid=grid, case=case, rows=rows, numbers=numbers, style=Markup(style), script=Markup(script),
        policy=POLICY.format(style=_digest(style), script=_digest(script)),
        texts={id_: tuple(parts(grid, report, numbers, verdicts)) for id_, report in grid.reports.items()},
        map=draw_map(grid, grid.main[0]) if grid.main else None, timeline=draw_timeline(grid),
        tied=lambda row: tied(row, numbers),
    )


def tied(row: Row, numbers: Mapping[str, int]) -> str:
    """The numbers of a fact row's claims, by which the page ties it to its sentences."""
    return " ".join(str(numbers[claim]) for claim in row.claims)


def columns_of(grid: Grid, rows: Sequence[Row]) -> tuple[list[Column], int]:
    """The origins that have something to say in some rows, as many as a grid shows, and how many there are beyond."""
    told = {square.column.id for row in rows for square in row.squares}
    own = [column for column in grid.columns if column.id in told]
    return own[:COLUMNS], max(0, len(own) - COLUMNS)


def squares_of(row: Row, columns: Sequence[Column]) -> tuple[dict[str, list[Square]], dict[str, list[Square]]]:
    """What the shown origins say, by origin; and what the others say, by value."""
    shown: dict[str, list[Square]] = {column.id: [] for column in columns}
    rest: dict[str, list[Square]] = {}
    for square in row.squares:
        (shown if square.column.id in shown else rest).setdefault(
            square.column.id if square.column.id in shown else square.value, []
        ).append(square)
    return shown, rest


def _source(book: str) -> str:
    """What the rules of a codebook cite; nothing for one that is not of the package."""
    return CODEBOOKS[book].SOURCE if book in CODEBOOKS else ""


def _rule(book: str, name: str, cell: CodedCell) -> str:
    """A cell's rule without the codebook and the column, which stand above and beside it."""
    return plain(cell.rule.removeprefix(f"{_source(book)}, ").removeprefix(f"{name}: ")).removesuffix(": left empty")


def _empty(book: str, coding: Coding) -> list[tuple[str, list[str]]]:
    """The columns without a value by the reason that they have none."""
    names: dict[str, list[str]] = {}
    for name, cell in coding.cells.items():
        if cell.value is None:
            names.setdefault(_rule(book, name, cell).rsplit(": ", 1)[-1], []).append(name)
    return list(names.items())


def _before(said: Said) -> str:
    """The sentence up to the words, its far end left out if it is long."""
    text = said.before
    return text if len(text) <= LONG else "… " + text[-LONG:].split(" ", 1)[-1]


def _after(said: Said) -> str:
    text = said.after
    return text if len(text) <= LONG else text[:LONG].rsplit(" ", 1)[0] + " …"


def _digest(text: str) -> str:
    """A source expression of Content Security Policy level 3."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _file(name: str) -> str:
    return (files("corrobora.brief") / name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("corrobora", "brief"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )
    furnish(environment)
    return environment


def furnish(environment: Environment) -> None:
    """Gives an environment what ``parts.html.j2`` needs: words, and no tools unless a page brings its own."""
    environment.globals.update(
        verdicts=VERDICTS, count=count, date_words=date_words, day_words=day_words, figure_words=figure_words, listed=listed,
        place_words=place_words, precision_words=precision_words, status_words=status_words, before=_before, after=_after,
        columns_of=columns_of, squares_of=squares_of, most_shown=COLUMNS,
        rule=_rule, empty=_empty, source=_source, claim_attributes=None, claim_tools=None, cell_tools=None,
    )
    environment.filters["plain"] = plain
