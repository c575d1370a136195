"""The commands of coded rows and exports. Rooms are imported where they are used, so that help is instant."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from corrobora.cli_inputs import AllowPrivate, Inputs, Outlet, Published, SettingsFile, brief_text, read_case, settings_of
from corrobora.errors import InputError

if TYPE_CHECKING:
    from corrobora.export.tables import Table
    from corrobora.records import Case


def register(app: typer.Typer) -> None:
    """Puts the commands of codings and exports beside the others."""
    for command in (export, codings, compare, schema):
        app.command()(command)


def export(
    inputs: Inputs,
    form: Annotated[str, typer.Option("--as", metavar="FORMAT", help="See the list, or a codebook of your own in TOML.")],
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Else to the screen.")] = None,
    published: Published = None,
    outlet: Outlet = None,
    allow_private_addresses: AllowPrivate = False,
    settings: SettingsFile = None,
) -> None:
    """The case as rows and records of other tools.

    \b
    corrobora export town.case --as ucdp -o ged.csv       UCDP GED columns, an event a row
    corrobora export reports/ --as acled -o acled.parquet ACLED-shaped columns, as Parquet
    corrobora export case.json --as desk.toml -o desk.csv by a codebook of your own
    casualties    minimum and maximum, grade, spellings   reports      a row an article and event
    hxl           CSV with HXL tags                       geojson      RFC 7946
    annotations   W3C Web Annotations, JSON Lines         plover       PLOVER records, JSON Lines
    followthemoney   entities; statements: their values one by one; anchors: where their names stand
    claimreview   schema.org ClaimReview of the claims that people ruled on
    markdown, html   a report to print

    \b
    Tables (ucdp, acled, casualties, reports, your own) become Parquet where FILE ends in .parquet.
    Cells that a spreadsheet would run as formulas get an apostrophe before them.
    """
    from corrobora.codebooks.own import load_codebook
    from corrobora.codebooks.view import happened
    from corrobora.export import FORMATS
    from corrobora.export.tables import TABLES, own_table

    table = own_table(load_codebook(Path(form))) if form.lower().endswith(".toml") else TABLES.get(form)
    if table is None and form not in FORMATS and form not in _BRIEFS:  # said before the reports are read
        raise InputError(f"no export is called {form!r}", mend=f"one of {', '.join((*FORMATS, *_BRIEFS))}, or a .toml file")
    parquet = output is not None and output.suffix.lower() == ".parquet"
    if parquet and (table is None or table.tags):
        raise InputError(f"{form} is no table that Parquet can hold", where=str(output), mend="end the file in another way")
    case = read_case(inputs, settings_of(settings, published, outlet, allow_private_addresses))
    if form == "claimreview" and not any(j.judgement.target.kind == "claim" for j in case.judgements):
        print("No claim was ruled on: corrobora judge CASE accept CLAIM (docs/casebook.md)", file=sys.stderr)
    if form in TABLES and (left := sum(not happened(event) for event in case.events)):
        print(f"Left out, as planned, expected or denied: {left} of {len(case.events)} events.", file=sys.stderr)
    if output is None:
        _export(case, form, table, sys.stdout)
        return
    try:
        if parquet and table:
            from corrobora.export.parquet import write_parquet

            write_parquet(table, case, output, form)
        else:
            with output.open("w", encoding="utf-8", newline="") as file:
                _export(case, form, table, file)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror or error}", where=str(output), mend="name another file") from None
    print(f"Wrote {output}", file=sys.stderr)


_BRIEFS = {"markdown": ".md", "html": ".html"}
"""Reports to print: they are briefs."""


def _export(case: Case, form: str, table: Table | None, out: TextIO) -> None:
    from corrobora.export import export
    from corrobora.export.tables import write_table

    if table:
        write_table(table, case, out)
    elif form in _BRIEFS:
        out.write(brief_text(case, _BRIEFS[form]))
    else:
        export(case, form, out)


def codings(
    inputs: Inputs,
    event: Annotated[str | None, typer.Option("--event", metavar="ID", help="Only this event.")] = None,
    codebook: Annotated[list[Path] | None, typer.Option("--codebook", metavar="FILE", help="Your own, in TOML.")] = None,
    published: Published = None,
    outlet: Outlet = None,
    allow_private_addresses: AllowPrivate = False,
    settings: SettingsFile = None,
) -> None:
    """One event through all codebooks, side by side, and how values move if an origin or a claimant is left out.

    \b
    corrobora codings case.json
    corrobora codings reports/ --codebook desk.toml       with a codebook of your own (docs/codebooks.md)
    """
    from rich.console import Console

    from corrobora.brief.codings import show_codings
    from corrobora.codebooks.own import load_codebook

    own = {book.name: book for book in map(load_codebook, codebook or [])}
    case = read_case(inputs, settings_of(settings, published, outlet, allow_private_addresses))
    events = [e for e in case.events if event is None or e.id.startswith(event)]
    if event is not None and not events:
        raise InputError(f"no event is called {event!r}", mend="corrobora brief INPUT... --all shows their ids")
    show_codings(case, events, Console(highlight=False, markup=False, emoji=False), dict(own))


def compare(
    inputs: Inputs,
    register: Annotated[
        Path, typer.Argument(metavar="CSV", help="A UCDP GED or ACLED file, with or without its header.", show_default=False)
    ],
    published: Published = None,
    outlet: Outlet = None,
    allow_private_addresses: AllowPrivate = False,
    settings: SettingsFile = None,
) -> None:
    """A register's own rows beside a case: which are which events, where figures part, what either side lacks.

    \b
    corrobora compare town.case ged.csv
    corrobora compare reports/ acled.csv
    """
    from rich.console import Console

    from corrobora.brief.codings import show_comparison
    from corrobora.codebooks.register import compare as compared
    from corrobora.codebooks.register import read_register

    rows = read_register(register)
    case = read_case(inputs, settings_of(settings, published, outlet, allow_private_addresses))
    show_comparison(compared(case, rows), Console(highlight=False, markup=False, emoji=False))


def schema(
    table: Annotated[str | None, typer.Option("--table", metavar="NAME", help="A table of export: ucdp, acled …")] = None,
) -> None:
    """The JSON Schema of the case document, or the Table Schema of an exported table.

    \b
    corrobora schema > case.schema.json
    corrobora schema --table ucdp > ged.schema.json       for frictionless and other readers of Table Schema
    """
    from json import dumps

    if table is not None:
        from corrobora.export.table_schema import table_schema

        print(dumps(table_schema(table), indent=1))
        return
    from corrobora.records import case_schema

    print(dumps(case_schema(), indent=1))
