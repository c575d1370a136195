"""Coded rows on a terminal: one event through all codebooks, what each row leans on, and a register beside the case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table

from corrobora.brief.words import plain
from corrobora.codebooks import CODEBOOKS
from corrobora.codebooks.register import Pair
from corrobora.codebooks.sensitivity import Codebook, sensitivity
from corrobora.codebooks.view import EventView, Lookup
from corrobora.records import Case, Event

SIDE_BY_SIDE: tuple[tuple[str, dict[str, str]], ...] = (
    ("kind", {"ucdp": "type_of_violence", "acled": "sub_event_type"}),
    ("first day", {"ucdp": "date_start", "acled": "event_date", "casualties": "date_start"}),
    ("last day", {"ucdp": "date_end", "casualties": "date_end"}),
    ("place", {"ucdp": "where_coordinates", "acled": "location", "casualties": "place"}),
    ("precision", {"ucdp": "where_prec", "acled": "geo_precision"}),
    ("dead, low", {"ucdp": "low", "acled": "fatalities", "casualties": "killed_min"}),
    ("dead, best", {"ucdp": "best"}),
    ("dead, high", {"ucdp": "high", "casualties": "killed_max"}),
    ("civilians dead", {"ucdp": "deaths_civilians", "casualties": "civilians_killed_max"}),
)


def show_codings(case: Case, events: Sequence[Event], console: Console, own: dict[str, Codebook]) -> None:
    """Each event's values side by side, the rules of values that part, and the cells that hang on one origin or claimant."""
    lookup = Lookup(case)
    outlets = {a.origin or a.id: a.outlet or a.source for a in case.articles}
    for event in events:
        view = EventView(event, lookup)
        codings = {name: event.codings.get(name) or book.code(view) for name, book in CODEBOOKS.items()}
        table = Table(title=plain(event.label), title_justify="left", box=None, pad_edge=False)
        for heading in ("", *codings):
            table.add_column(heading, overflow="fold")
        for fact, columns in SIDE_BY_SIDE:
            values = [codings[n].value.get(columns[n]) if n in columns else None for n in codings]
            table.add_row(fact, *("" if v is None else plain(str(v)) for v in values))
        console.print(table)
        parting = [n for n in codings if n in SIDE_BY_SIDE[5][1]]
        if len({codings[n].value.get(SIDE_BY_SIDE[5][1][n]) for n in parting}) > 1:
            for name in parting:
                console.print(f"  {name}: {codings[name].cells[SIDE_BY_SIDE[5][1][name]].rule}", style="dim")
        for name, book in own.items():
            console.print(f"  {name}: " + "; ".join(f"{k} {plain(str(v))}" for k, v in book.code(view).value.items()))
        changes = [(n, c) for n, book in (*CODEBOOKS.items(), *own.items()) for c in sensitivity(book, view)]
        for who in dict.fromkeys((c.kind, c.who) for _, c in changes):
            shown = outlets.get(who[1], who[1]) if who[0] == "origin" else who[1]
            moved = [f"{n} {c.column} {_value(c.before)} -> {_value(c.after)}" for n, c in changes if (c.kind, c.who) == who]
            console.print(f"  Without {plain(shown)}: " + "; ".join(moved))
        if not changes:
            console.print("  No single origin or claimant changes a value.")
        console.print()


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
