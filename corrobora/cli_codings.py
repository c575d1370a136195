"""The commands of coded rows and exports. Rooms are imported where they are used, so that help is instant."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from corrobora.cli_inputs import Inputs, Outlet, Published, SettingsFile, read_case, settings_of
from corrobora.errors import InputError


def register(app: typer.Typer) -> None:
    """Puts the commands of codings and exports beside the others."""
    for command in (export, codings, compare, schema):
        app.command()(command)


def export(
    inputs: Inputs,
    form: Annotated[str, typer.Option("--as", metavar="FORMAT", help="See the list below.")],
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Else to the screen.")] = None,
    published: Published = None,
    outlet: Outlet = None,
    settings: SettingsFile = None,
) -> None:
    """The case as rows and records of other tools.

    \b
    corrobora export case.json --as ucdp -o ged.csv       UCDP GED columns, an event a row
    corrobora export reports/ --as acled -o acled.csv     ACLED-shaped columns
    casualties    minimum and maximum, grade, spellings   reports      a row an article and event
    hxl           CSV with HXL tags                       geojson      RFC 7946
    annotations   W3C Web Annotations, JSON Lines         plover       PLOVER records, JSON Lines
    followthemoney   entities, JSON Lines

    \b
    Cells that a spreadsheet would run as formulas get an apostrophe before them.
    """
    from corrobora.export import FORMATS, export

    if form not in FORMATS:  # said before the reports are read
        raise InputError(f"no export is called {form!r}", mend=f"one of {', '.join(FORMATS)}")
    case = read_case(inputs, settings_of(settings, published, outlet))
    if output is None:
        export(case, form, sys.stdout)
        return
    try:
        with output.open("w", encoding="utf-8", newline="") as file:
            export(case, form, file)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", where=str(output), mend="name another file") from None
    print(f"Wrote {output}", file=sys.stderr)


def codings(
    inputs: Inputs,
    event: Annotated[str | None, typer.Option("--event", metavar="ID", help="Only this event.")] = None,
    codebook: Annotated[list[Path] | None, typer.Option("--codebook", metavar="FILE", help="Your own, in TOML.")] = None,
    published: Published = None,
    outlet: Outlet = None,
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
    case = read_case(inputs, settings_of(settings, published, outlet))
    events = [e for e in case.events if event is None or e.id.startswith(event)]
    if event is not None and not events:
        raise InputError(f"no event is called {event!r}", mend="corrobora brief INPUT... --all shows their ids")
    show_codings(case, events, Console(highlight=False, markup=False, emoji=False), dict(own))


def compare(
    inputs: Inputs,
    register: Annotated[Path, typer.Option("--with", metavar="CSV", help="A UCDP GED or ACLED file, with or without header.")],
    published: Published = None,
    outlet: Outlet = None,
    settings: SettingsFile = None,
) -> None:
    """A register's own rows beside a case: which are which events, where figures part, what either side lacks.

    \b
    corrobora compare case.json --with ged.csv
    """
    from rich.console import Console

    from corrobora.brief.codings import show_comparison
    from corrobora.codebooks.register import compare as compared
    from corrobora.codebooks.register import read_register

    rows = read_register(register)
    case = read_case(inputs, settings_of(settings, published, outlet))
    show_comparison(compared(case, rows), Console(highlight=False, markup=False, emoji=False))


def schema() -> None:
    """The JSON Schema of the case document.

    \b
    corrobora schema > case.schema.json
    """
    from json import dumps

    from corrobora.records import case_schema

    print(dumps(case_schema(), indent=1))
