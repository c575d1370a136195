"""The command line: parses, calls the library, prints. Rooms are imported where they are used, so that help is instant."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corrobora import cli_case
from corrobora.errors import CorroboraError, DocumentError, InputError

if TYPE_CHECKING:
    from corrobora.pipeline import Progress
    from corrobora.records import Case
    from corrobora.settings import Settings

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT", help="Files, folders, globs, URLs, - for standard input; or one case (kept, or .json).",
        show_default=False,
    ),
]
Published = Annotated[str | None, typer.Option(metavar="DATE", help="Date (2013-06-06) of reports that bring none.")]
Outlet = Annotated[str | None, typer.Option(metavar="NAME", help="Outlet of reports that bring none.")]
SettingsFile = Annotated[Path | None, typer.Option("--settings", metavar="FILE", help="A TOML file of settings.")]


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
    case = _case(inputs, _settings(settings, published, outlet))
    for path in filter(None, (html, output)):
        _write(path, _form(case, ".html" if path is html else path.suffix.lower()))
    if json:
        print(case.to_json())
    elif markdown:
        print(_form(case, ".md"), end="")
    elif output is None:
        _print(case, everything, colour)
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
    settings: SettingsFile = None,
) -> None:
    """Tables of events from many reports: which tell of the same event, who copied whom, what they agree on.

    Writes articles, origins, entities, times, claims, events, rejected and unread as Parquet files.
    A run that was stopped goes on where it stopped when the same command is given again.

    \b
    corrobora run feed.jsonl --out tables           an article a row
    corrobora run archive/*.warc.gz --out tables --jobs 4
    """
    from corrobora.engines.run import run_tables as run

    told = _settings(settings, published, outlet)
    with _progress() as progress:
        account = run(inputs, out, told, progress, engine=engine, jobs=jobs or told.jobs, ray=ray)
    case = account.case
    for row in case.unread[:_SHOWN]:
        print(f"{row.source}: {row.reason}" + (f" ({row.mend})" if row.mend else ""), file=sys.stderr)
    if len(case.unread) > _SHOWN:
        print(f"… and {len(case.unread) - _SHOWN} more in {out / 'unread.parquet'}", file=sys.stderr)
    print(
        f"{len(case.articles)} articles of {len(case.origins)} origins, {len(case.events)} events, "
        f"{len(case.unread)} remarks on inputs: {out}"
        + (f" ({account.taken_up} articles taken up from a run that was stopped)" if account.taken_up else ""), file=sys.stderr,
    )
    if not case.articles:
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

    first, *reasons = compare.explain_names(a, b)
    print(first)
    for line in reasons:
        print(f"      {line}")


@app.command()
def explain(
    claim: Annotated[str, typer.Argument(metavar="ID", help="A claim, event or name, as --all and --json show it.")],
    inputs: Inputs,
    published: Published = None,
    outlet: Outlet = None,
    settings: SettingsFile = None,
) -> None:
    """How every value of a claim was reached, with its exact sentence.

    \b
    corrobora brief reports/ --all                  shows the claims with their ids
    corrobora explain c-1f0c9a77d2e4 reports/
    corrobora explain c-1f0c case.json              the first letters are enough
    """
    from corrobora.brief.explain import explain as explained

    case = _read(inputs, _settings(settings, published, outlet))
    print("\n".join(explained(case, claim)))


@app.command()
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
    case = _read(inputs, _settings(settings, published, outlet))
    if output is None:
        export(case, form, sys.stdout)
        return
    try:
        with output.open("w", encoding="utf-8", newline="") as file:
            export(case, form, file)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", where=str(output), mend="name another file") from None
    print(f"Wrote {output}", file=sys.stderr)


@app.command()
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
    case = _read(inputs, _settings(settings, published, outlet))
    events = [e for e in case.events if event is None or e.id.startswith(event)]
    if event is not None and not events:
        raise InputError(f"no event is called {event!r}", mend="corrobora brief INPUT... --all shows their ids")
    show_codings(case, events, Console(highlight=False, markup=False, emoji=False), dict(own))


@app.command()
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
    case = _read(inputs, _settings(settings, published, outlet))
    show_comparison(compared(case, rows), Console(highlight=False, markup=False, emoji=False))


@app.command()
def schema() -> None:
    """The JSON Schema of the case document.

    \b
    corrobora schema > case.schema.json
    """
    from json import dumps

    from corrobora.records import case_schema

    print(dumps(case_schema(), indent=1))


cli_case.register(app)


def _settings(path: Path | None, published: str | None, outlet: str | None) -> Settings:
    from corrobora.settings import load_settings

    return load_settings(path, published=published, outlet=outlet)


def _case(inputs: list[str], settings: Settings) -> Case:
    """The case of the inputs; one case document is taken as it is, one kept case is put together."""
    if len(inputs) == 1 and (case := _document(Path(inputs[0])) or cli_case.kept(inputs[0], settings)) is not None:
        return case
    from corrobora.engines.in_process import read_many
    from corrobora.pipeline import run

    with _progress() as progress:
        return run(inputs, settings, progress, read_many)


def _read(inputs: list[str], settings: Settings) -> Case:
    """The case of inputs of which something must be read: with none, the first refusal is the answer."""
    case = _case(inputs, settings)
    if not case.articles and case.unread:
        first = case.unread[0]
        raise InputError(first.reason, where=first.source, mend=first.mend)
    return case


def _document(path: Path) -> Case | None:
    """A case document, or None if the file is something else. Raises DocumentError if it is a broken one."""
    if path.suffix.lower() != ".json" or not path.is_file():
        return None
    with path.open("rb") as file:
        if b'"corrobora"' not in file.read(200):
            return None
    from pydantic import ValidationError

    from corrobora.records import Case

    try:
        return Case.from_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise DocumentError(
            f"no case document of this version: {place or 'the whole'}: {first['msg']}", where=str(path),
            mend="make it again: corrobora brief INPUT... --json",
        ) from None


def _form(case: Case, ending: str) -> str:
    if ending == ".json":
        return case.to_json() + "\n"
    if ending == ".md":
        from corrobora.brief.markdown import markdown

        return markdown(case)
    from corrobora.brief.html import html

    return html(case)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror or error}", where=str(path), mend="name another file") from None


def _print(case: Case, everything: bool, colour: bool) -> None:
    from rich.console import Console

    from corrobora.brief.terminal import show

    show(case, Console(no_color=None if colour else True, highlight=False, markup=False, emoji=False), everything=everything)


@contextmanager
def _progress() -> Iterator[Progress]:
    """A bar on standard error while the steps run, if that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda step, done: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        """Articles a second."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:.1f}/s" if task.speed else "")

    steps = {"names": "Joining names", "origins": "Finding copies", "events": "Grouping events", "tables": "Writing tables"}
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        read = bar.add_task("Reading pages", total=None)
        claims = bar.add_task("Finding claims", total=None, visible=False, start=False)
        joining = bar.add_task("", total=None, visible=False)

        def told(step: str, done: int) -> None:
            if step == "pages":
                bar.update(read, completed=done)
                bar.update(claims, total=done)
            elif step == "claims":
                bar.start_task(claims)
                bar.update(read, visible=False)
                bar.update(claims, completed=done, visible=True)
            elif step in steps:
                bar.update(claims, visible=False)
                bar.update(joining, description=steps[step], visible=True)

        yield told


def main() -> None:
    """The entry point of the ``corrobora`` command."""
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
