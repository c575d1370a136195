"""Coded rows on a terminal: one event through all codebooks, what each row leans on, and a register beside the case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from rich.console import Console
from rich.table import Table

from corrobora.brief.words import day_words, plain
from corrobora.codebooks import CODEBOOKS
from corrobora.codebooks.register import Pair
from corrobora.codebooks.sensitivity import Codebook, sensitivity
from corrobora.codebooks.view import EventView, Lookup
from corrobora.records import Case, Coding, Event

SIDE_BY_SIDE: tuple[tuple[str, dict[str, str]], ...] = (
    ("kind", {"ucdp": "type_of_violence", "acled": "sub_event_type"}),
    ("one side", {"ucdp": "side_a", "acled": "actor1"}),
    ("other side", {"ucdp": "side_b", "acled": "actor2"}),
    ("first day", {"ucdp": "date_start", "acled": "event_date", "casualties": "date_start"}),
    ("last day", {"ucdp": "date_end", "casualties": "date_end"}),
    ("days known to", {"ucdp": "date_prec", "acled": "time_precision"}),
    ("place", {"ucdp": "where_coordinates", "acled": "location", "casualties": "place"}),
    ("place known to", {"ucdp": "where_prec", "acled": "geo_precision"}),
    ("dead, low", {"ucdp": "low", "acled": "fatalities", "casualties": "killed_min"}),
    ("dead, best", {"ucdp": "best"}),
    ("dead, high", {"ucdp": "high", "casualties": "killed_max"}),
    ("civilians dead", {"ucdp": "deaths_civilians", "casualties": "civilians_killed_max"}),
    ("injured", {"casualties": "injured_min"}),
    ("grade", {"casualties": "grade"}),
    ("sources", {"ucdp": "number_of_sources", "casualties": "independent_origins"}),
)
"""What codebooks have in common, and the column of each that holds it."""
_SCALES = frozenset(("kind", "days known to", "place known to"))
"""Facts that each codebook tells in codes of its own: other codes are no other value."""


def show_codings(case: Case, events: Sequence[Event], console: Console, own: dict[str, Codebook]) -> None:
    """Each event's values side by side, where and why they part, and the cells that hang on one origin or claimant."""
    lookup = Lookup(case)
    for event in events:
        view = EventView(event, lookup)
        codings = {name: event.codings.get(name) or book.code(view) for name, book in CODEBOOKS.items()}
        table = Table(title=plain(event.label), title_justify="left", box=None, pad_edge=False)
        for heading in ("", *codings):
            table.add_column(heading, overflow="fold")
        for fact, columns in SIDE_BY_SIDE:
            values = [codings[n].value.get(columns[n]) if n in columns else None for n in codings]
            if any(value is not None for value in values):
                table.add_row(fact, *("" if v is None else plain(str(v)) for v in values))
        console.print(table)
        for line in _parting(codings):
            console.print(f"  {line}", style="dim")
        for name, book in own.items():
            console.print(f"  {name}: " + "; ".join(f"{k} {plain(str(v))}" for k, v in book.code(view).value.items()))
        for line in _leaning({**CODEBOOKS, **own}, view):
            console.print(f"  {line}")
        console.print()


def _parting(codings: Mapping[str, Coding]) -> Iterator[str]:
    """The facts in which codebooks part, each with the rule of every value."""
    for fact, columns in SIDE_BY_SIDE:
        held = {name: codings[name].value.get(column) for name, column in columns.items()}
        if fact not in _SCALES and len({_day(value) for value in held.values()}) > 1:
            told = "; ".join(
                f"{_value(value)} ({plain(codings[name].cells[columns[name]].rule)})" for name, value in held.items()
            )
            yield f"{fact} parts: {told}"


def _day(value: object) -> object:
    """Dates by the calendar, however a codebook writes them."""
    try:
        return datetime.strptime(str(value), "%d %B %Y").date().isoformat()
    except ValueError:
        return value


def _leaning(books: Mapping[str, Codebook], view: EventView) -> Iterator[str]:
    """For each origin and claimant what moves without them."""
    changes = [(name, change) for name, book in books.items() for change in sensitivity(book, view)]
    for kind, who in dict.fromkeys((change.kind, change.who) for _, change in changes):
        own = [(name, change) for name, change in changes if (change.kind, change.who) == (kind, who)]
        moved = [f"{name} {change.column} {_value(change.before)} -> {_value(change.after)}" for name, change in own]
        yield f"Without {_origin(view, who) if kind == 'origin' else plain(who)}: " + "; ".join(moved)
    if not changes:
        yield "No single origin or claimant changes a value."


def _origin(view: EventView, origin: str) -> str:
    """An origin by its first report: "Desk Post, 16 March 2031, “Army retakes town”"."""
    article = next(a for a in view.articles if (a.origin or a.id) == origin)
    day = day_words(article.published) if article.published else ""
    title = f"“{plain(article.title)}”" if article.title else ""
    return ", ".join(filter(None, (plain(article.credit), day, title)))


def _value(value: object) -> str:
    return "empty" if value is None else plain(str(value))


def show_comparison(pairs: Iterable[Pair], console: Console) -> None:
    """Matched rows with the columns that part, then what is missing on either side."""
    both = missing_here = missing_there = 0
    for pair in pairs:
        if pair.row and pair.event:
            both += 1
            parts = "; ".join(f"{column}: {plain(theirs)} there, {_value(ours)} here" for column, theirs, ours in pair.parts)
            console.print(f"= line {pair.row.line} {plain(pair.row.id)} is {pair.event.id} {plain(pair.event.label)}")
            console.print(f"    {parts or 'the same in all that both tell'}")
        elif pair.row:
            missing_here += 1
            where = f"{pair.row.first or 'no date'}, {plain(pair.row.place) or 'no place'}"
            console.print(f"- line {pair.row.line} {plain(pair.row.id)} ({where}) has no event here")
        elif pair.event:
            missing_there += 1
            console.print(f"+ {pair.event.id} {plain(pair.event.label)} has no row there")
    console.print(f"{both} matched, {missing_here} missing here, {missing_there} missing there.")
