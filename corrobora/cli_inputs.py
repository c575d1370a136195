"""What the commands share: their inputs and options, the case that these stand for, and how it is shown and written."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corrobora.errors import DocumentError, InputError

if TYPE_CHECKING:
    from corrobora.pipeline import Progress
    from corrobora.records import Case
    from corrobora.settings import Settings

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT", help="Files, folders, globs, URLs, - for standard input; or one case (kept, or .json).",
        show_default=False,
    ),
]
Published = Annotated[str | None, typer.Option(metavar="DATE", help="Date (2013-06-06) of reports that bring none.")]
Outlet = Annotated[str | None, typer.Option(metavar="NAME", help="Outlet of reports that bring none.")]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private-addresses", help="Fetch URLs of this machine and of private networks too."),
]
SettingsFile = Annotated[Path | None, typer.Option("--settings", metavar="FILE", help="A TOML file of settings.")]


def settings_of(path: Path | None, published: str | None, outlet: str | None, allow_private: bool = False) -> Settings:
    from corrobora.settings import load_settings

    return load_settings(path, published=published, outlet=outlet, allow_private_addresses=allow_private or None)


def case_of(inputs: list[str], settings: Settings) -> Case:
    """The case of the inputs; one case document is taken as it is, one kept case is put together."""
    if len(inputs) == 1 and (case := document(Path(inputs[0])) or kept(inputs[0], settings)) is not None:
        return case
    from corrobora.entities.gazetteer import prepare_gazetteer

    prepare_gazetteer(settings.cache)  # before the language pipeline is imported, which takes a second
    from corrobora.engines.in_process import read_many
    from corrobora.pipeline import run

    with progress_bar() as progress:
        return run(inputs, settings, progress, read_many)


def read_case(inputs: list[str], settings: Settings) -> Case:
    """The case of inputs of which something must be read: with none, the first refusal is the answer."""
    case = case_of(inputs, settings)
    if not case.articles and case.unread:
        first = case.unread[0]
        raise InputError(first.reason, where=first.source, mend=first.mend)
    return case


def kept(name: str, settings: Settings) -> Case | None:
    """The document of a kept case, or None if the name stands for something else."""
    if not name.startswith(("postgresql", "postgres:")) and not _is_sqlite(Path(name)):
        return None
    from corrobora.casebook.case import assembled
    from corrobora.casebook.database import is_case
    from corrobora.casebook.store import Casebook

    if not is_case(name):
        return None
    with Casebook(name) as book:
        return assembled(book, settings)


def _is_sqlite(path: Path) -> bool:
    """Looks at files only: what is read from a pipe is gone."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(16) == b"SQLite format 3\0"
    except (OSError, ValueError):
        return False


def document(path: Path) -> Case | None:
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


def brief_text(case: Case, ending: str) -> str:
    if ending == ".json":
        return case.to_json() + "\n"
    if ending == ".md":
        from corrobora.brief.markdown import markdown

        return markdown(case)
    from corrobora.brief.html import html

    return html(case)


def write_text(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror or error}", where=str(path), mend="name another file") from None


def print_brief(case: Case, everything: bool, colour: bool) -> None:
    from rich.console import Console

    from corrobora.brief.terminal import show

    show(case, Console(no_color=None if colour else True, highlight=False, markup=False, emoji=False), everything=everything)


@contextmanager
def progress_bar() -> Iterator[Progress]:
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
