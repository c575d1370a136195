"""The command line: parses, calls the library, prints. Rooms are imported where they are used, so that help is instant."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from corrobora import cli_case, cli_codings, cli_desk
from corrobora.cli_inputs import (
    AllowPrivate,
    Inputs,
    Outlet,
    Published,
    SettingsFile,
    brief_text,
    case_of,
    print_brief,
    progress_bar,
    read_case,
    settings_of,
    write_text,
)
from corrobora.errors import CorroboraError, InputError

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

def _version(wanted: bool) -> None:
    if wanted:
        from corrobora.records import VERSION

        print(f"corrobora {VERSION}")
        raise typer.Exit


@app.callback()
def corrobora(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Many reports of one violent event in, one sourced event record out.

    Every figure keeps its exact sentence and the one who said it; reports that copy one another count once.

    \b
    corrobora brief reports/                        what the reports say, on one screen
    corrobora brief reports/ --html brief.html      the same as a page that works offline
    corrobora brief reports/ --json > case.json     the same as a document for programs
    corrobora explain c-1f0c9a77d2e4 case.json      why a claim reads as it does
    corrobora names "Qusayr" "Al-Qusair"            whether two names are one
    corrobora run feed.jsonl --out tables           events of a feed of reports, as Parquet tables
    corrobora add town.case reports/                keeps a case; corrections outlive every re-run
    """


@app.command()
def brief(
    inputs: Inputs,
    json: Annotated[bool, typer.Option("--json", help="Print the case document.")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print Markdown, to paste into a report.")] = False,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write one self-contained page.")] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write a file: .json, .md or .html.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every claim, every name, every reason for dropping.")] = False,
    published: Published = None,
    outlet: Outlet = None,
    allow_private_addresses: AllowPrivate = False,
    colour: Annotated[bool, typer.Option("--color/--no-color", help="Colour on a terminal.")] = True,
    settings: SettingsFile = None,
) -> None:
    """One event record from some reports: who says what, where they agree and where not.

    \b
    corrobora brief report1.txt report2.html        two pages
    corrobora brief reports/ --all                  a folder, with every claim
    corrobora brief page.txt --published 2013-06-06 --outlet "The Daily"
                                                    what a page does not say itself
    curl -s https://example.org/story | corrobora brief -
    corrobora brief feed.jsonl -o brief.html        a page that works offline

    \b
    Exit code 0: done. 1: nothing could be read. 2: the command or a setting is wrong.
    Inputs that cannot be read are listed, the others are read all the same.
    """
    if json and markdown:
        raise InputError("--json and --markdown are two forms of one output", mend="name one of them")
    if output is not None and output.suffix.lower() not in (".json", ".md", ".html", ".htm"):
        raise InputError("the ending does not tell a form", where=str(output), mend="end it with .json, .md or .html")
    case = case_of(inputs, settings_of(settings, published, outlet, allow_private_addresses))
    for path in filter(None, (html, output)):
        write_text(path, brief_text(case, ".html" if path is html else path.suffix.lower()))
    if json:
        print(case.to_json())
    elif markdown:
        print(brief_text(case, ".md"), end="")
    elif output is None:
        print_brief(case, everything, colour)
    for path in filter(None, (html, output)):
        print(f"Wrote {path}", file=sys.stderr)
    if not case.articles:
        raise typer.Exit(1)


@app.command("run")
def run_tables(
    inputs: Inputs,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the tables; made if it is not there.")],
    engine: Annotated[str, typer.Option(metavar="NAME", help="in-process, or daft (needs corrobora[scale]).")] = "in-process",
    jobs: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Processes that read; else as many as are worth it, 8 at most."),
    ] = None,
    ray: Annotated[str | None, typer.Option(metavar="ADDRESS", help="A Ray cluster for the engine daft.")] = None,
    published: Published = None,
    outlet: Outlet = None,
    allow_private_addresses: AllowPrivate = False,
    settings: SettingsFile = None,
) -> None:
    """Tables of events from many reports: which tell of the same event, who copied whom, what they agree on.

    Writes articles, origins, entities, times, claims, events, rejected and unread as Parquet files.
    A run that was stopped goes on where it stopped when the same command is given again.

    \b
    corrobora run feed.jsonl --out tables           an article a row
    corrobora run archive/*.warc.gz --out tables --jobs 4
    """
    from corrobora.engines.workers import load_ahead

    told = settings_of(settings, published, outlet, allow_private_addresses)
    if engine == "in-process" and (jobs or told.jobs or 1) > 1:
        load_ahead()  # while this process imports what joining needs, and reads the pages
    from corrobora.engines.run import run_tables as run

    with progress_bar() as progress:
        account = run(inputs, out, told, progress, engine=engine, jobs=jobs or told.jobs, ray=ray)
    for row in account.unread[:_SHOWN]:
        print(f"{row.source}: {row.reason}" + (f" ({row.mend})" if row.mend else ""), file=sys.stderr)
    if len(account.unread) > _SHOWN:
        print(f"… and {len(account.unread) - _SHOWN} more in {out / 'unread.parquet'}", file=sys.stderr)
    print(
        f"{account.articles} articles of {account.origins} origins, {account.events} events, "
        f"{len(account.unread)} remarks on inputs: {out}"
        + (f" ({account.taken_up} articles taken up from a run that was stopped)" if account.taken_up else ""), file=sys.stderr,
    )
    if not account.articles:
        raise typer.Exit(1)


_SHOWN = 10
"""Remarks on inputs that are printed; the table has all."""


@app.command()
def names(a: Annotated[str, typer.Argument(metavar="A")], b: Annotated[str, typer.Argument(metavar="B")]) -> None:
    """How sure it is that two written names are one: 0 to 1, 0.5 decides.

    \b
    corrobora names "Bashar al-Assad" "President Assad"
    corrobora names "Hezbollah" "Hizbollah"
    """
    from corrobora.entities import compare
    from corrobora.entities.gazetteer import standing_gazetteer
    from corrobora.settings import load_settings

    first, *reasons = compare.explain_names(a, b, standing_gazetteer(load_settings().cache))
    print(first)
    for line in reasons:
        print(f"      {line}")


@app.command()
def explain(
    claim: Annotated[str, typer.Argument(metavar="ID", help="A claim, event or name, as --all and --json show it.")],
    inputs: Inputs,
    published: Published = None,
    outlet: Outlet = None,
    allow_private_addresses: AllowPrivate = False,
    settings: SettingsFile = None,
) -> None:
    """How every value of a claim was reached, with its exact sentence.

    \b
    corrobora brief reports/ --all                  shows the claims with their ids
    corrobora explain c-1f0c9a77d2e4 reports/
    corrobora explain c-1f0c case.json              the first letters are enough
    """
    from corrobora.brief.explain import explain as explained

    case = read_case(inputs, settings_of(settings, published, outlet, allow_private_addresses))
    print("\n".join(explained(case, claim)))


cli_codings.register(app)
cli_case.register(app)
cli_desk.register(app)


def main() -> None:
    """The entry point of the ``corrobora`` command."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # the program starts processes where there is work for several cores
    gc.set_threshold(20_000)  # what is loaded stays, and walking it for every 700 new objects costs a fortieth of a run
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except CorroboraError as error:
        print(f"corrobora: {error}", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:  # the reader of a pipe has gone: "corrobora brief … | head"
        sys.stderr.close()
        sys.exit(0)
