"""The command line: parses, calls the library, prints."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from corrobora.pipeline import run as run_pipeline
from corrobora.settings import load_settings

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@app.callback()
def corrobora() -> None:
    """Reads reports of a violent event and gives back one event record, every claim tied to its sentence and speaker."""


@app.command()
def brief(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT...", help="Files, folders, globs, - or URLs.")],
    json: Annotated[bool, typer.Option("--json", help="Print the case document.")] = False,
    published: Annotated[str | None, typer.Option(help="ISO date for articles that bring none.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Outlet for articles that bring none.")] = None,
    settings: Annotated[Path | None, typer.Option(help="A TOML file of settings.")] = None,
) -> None:
    """One event record from some reports."""
    case = run_pipeline(inputs, load_settings(settings, published=published, outlet=outlet))
    print(case.to_json() if json else f"{len(case.articles)} articles, {len(case.events)} events")


def main() -> None:
    """The entry point of the ``corrobora`` command."""
    app()
