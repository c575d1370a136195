"""The commands of kept cases. Rooms are imported where they are used, so that help is instant."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corrobora.cli_inputs import (
    AllowPrivate,
    Outlet,
    Published,
    SettingsFile,
    brief_text,
    print_brief,
    progress_bar,
    settings_of,
    write_text,
)
from corrobora.errors import CaseError, InputError, JudgementError

if TYPE_CHECKING:
    from corrobora.records import Case, Judged

CaseName = Annotated[
    str, typer.Argument(metavar="CASE", help="A file, or postgresql://USER@HOST/DATABASE.", show_default=False),
]


def register(app: typer.Typer) -> None:
    """Puts the commands of kept cases beside the others."""
    for command in (add, show, rebuild, judge, judgements, backup, restore, agreement):
        app.command()(command)


def add(
    case: CaseName,
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT", help="As for brief.", show_default=False)],
    published: Published = None,
    outlet: Outlet = None,
    allow_private_addresses: AllowPrivate = False,
    settings: SettingsFile = None,
) -> None:
    """Adds reports to a case, which is made on first use. Only reports that it does not hold yet are read.

    \b
    corrobora add town.case reports/
    corrobora add town.case late-report.html         the next day: events keep their ids
    corrobora add postgresql://ana@db/town reports/  a team's case

    \b
    Stopped at any moment, even by kill -9, it keeps every report that it had finished; run it again for the rest.
    A case of more than 500 reports is put together when it is next shown, not by add.
    """
    from corrobora.casebook.case import LARGE, assembled
    from corrobora.casebook.case import add as add_reports
    from corrobora.casebook.store import Casebook

    own = settings_of(settings, published, outlet, allow_private_addresses)
    with Casebook(case, create=True) as book:
        before = {event.id: event for event in book.events()}
        with progress_bar() as progress:
            added = add_reports(book, inputs, own, progress)
        number = book.size()
        now = assembled(book, own) if number <= LARGE else None
        moved = [event for event in book.events() if before and before.get(event.id) != event]
    known = f", {added.known} known already" if added.known else ""
    events = f"{len(now.events)} events" if now else "events when it is next shown"
    print(f"{added.new} added{known}, {len(added.unread)} not read. {number} reports, {events}: {book.name}", file=sys.stderr)
    for input_ in added.unread:
        mend = f" ({input_.mend})" if input_.mend else ""
        print(f"  not read: {input_.source}: {input_.reason}{mend}", file=sys.stderr)
    for event in moved:
        if event.merged_into and (event.id not in before or before[event.id].merged_into != event.merged_into):
            print(f"  event {event.id} is now part of {event.merged_into}", file=sys.stderr)
        elif event.split_from and event.id not in before:
            print(f"  event {event.id} was split from {event.split_from}", file=sys.stderr)
    if now:
        _warn(now)
    if not number:
        raise typer.Exit(1)


def show(
    case: CaseName,
    json: Annotated[bool, typer.Option("--json", help="Print the case document.")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print Markdown.")] = False,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write one self-contained page.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every claim, every name, every reason for dropping.")] = False,
    colour: Annotated[bool, typer.Option("--color/--no-color", help="Colour on a terminal.")] = True,
    settings: SettingsFile = None,
) -> None:
    """The brief of a kept case, with what people decided.

    \b
    corrobora show town.case
    corrobora show town.case --html brief.html
    corrobora show town.case --json > case.json
    """
    from corrobora.casebook.case import assembled, outdated
    from corrobora.casebook.store import Casebook

    if json and markdown:
        raise InputError("--json and --markdown are two forms of one output", mend="name one of them")
    own = settings_of(settings, None, None)
    with Casebook(case) as book:
        now = assembled(book, own)
        old = outdated(book, own)
    if html is not None:
        write_text(html, brief_text(now, ".html"))
        print(f"Wrote {html}", file=sys.stderr)
    if json:
        print(now.to_json())
    elif markdown:
        print(brief_text(now, ".md"), end="")
    elif html is None:
        print_brief(now, everything, colour)
    if old:
        print(f"{old} reports were read by another version or pipeline: corrobora rebuild {book.name}", file=sys.stderr)
    _warn(now)


def rebuild(case: CaseName, settings: SettingsFile = None) -> None:
    """Reads all reports of a case again with the present version. No judgement is lost.

    \b
    corrobora rebuild town.case
    """
    from corrobora.casebook.case import assembled
    from corrobora.casebook.case import rebuild as read_again
    from corrobora.casebook.store import Casebook

    own = settings_of(settings, None, None)
    with Casebook(case) as book:
        with progress_bar() as progress:
            number = read_again(book, own, progress)
        now = assembled(book, own)
    print(f"{number} reports read again, {len(now.judgements)} judgements kept: {book.name}", file=sys.stderr)
    _warn(now)


def judge(
    case: CaseName,
    decision: Annotated[str, typer.Argument(metavar="DECISION", help="See the list.", show_default=False)],
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="What it is about, and values.", show_default=False)],
    who: Annotated[str | None, typer.Option("--who", metavar="NAME", help="Who judges; else $CORROBORA_WHO.")] = None,
    why: Annotated[str | None, typer.Option("--why", metavar="TEXT", help="The reason.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell what would become of it; record nothing.")] = False,
    settings: SettingsFile = None,
) -> None:
    """Records what a person decided. Nothing is overwritten: undo is a further judgement.

    \b
    corrobora judge town.case reject c-1f0c --why "another town" --who ana
    accept CLAIM                            reject CLAIM
    correct CLAIM value=58 status=hedged scope=cumulative who=civilians claimant="the prefect"
                                            value=58-60, 58+ (at least), -60 (up to); claimant=none: the outlet
    add ARTICLE "WORDS" kind=figure counts=killed value=5 [event=EVENT] [at=OFFSET]
    same NAME NAME      not-same NAME NAME  unsure NAME NAME
    merge EVENT EVENT   not-same EVENT EVENT    unsure EVENT EVENT
    split EVENT CLAIM...                    move CLAIM EVENT        rename EVENT "LABEL"
    set EVENT place="Town" lat=1.5 lon=2.5 date=2031-03-15 actors="A; B" targets="C" type="Armed clash"
    set ARTICLE published=2031-03-16 outlet="The Daily"
    code EVENT ucdp.best=12                 review EVENT new|coded|in_review|reviewed
    clutter ARTICLE "WORDS"                 report ARTICLE "WORDS"          the block that holds these words
    assess NAME B2                          note CLAIM-EVENT-OR-ARTICLE "TEXT"
    undo JUDGEMENT
    """
    import getpass

    from corrobora.casebook.case import assembled
    from corrobora.casebook.compose import compose
    from corrobora.casebook.store import Casebook

    own, by = settings_of(settings, None, None), who or os.environ.get("CORROBORA_WHO") or getpass.getuser()
    with Casebook(case) as book:
        judgement = compose(assembled(book, own), decision, words, who=by, why=why, after=book.last_moment())
        tried = assembled(book, own, more=[judgement])
        (judged,) = (j for j in tried.judgements if j.judgement.id == judgement.id)
        if judged.effect == "orphaned":
            raise JudgementError(f"{decision} would have no effect: {judged.note}", mend="nothing was recorded")
        if judged.note:
            print(f"  {'conflict' if judged.effect == 'conflict' else 'note'}: {judged.note}", file=sys.stderr)
        if dry_run:
            print(f"{decision} would be {judged.effect}; nothing was recorded", file=sys.stderr)
            return
        if judged.note and sys.stdin.isatty() and not typer.confirm("Record it?", err=True):
            raise typer.Exit(1)
        book.record([judgement])
    print(judgement.id)


def judgements(
    case: CaseName,
    export: Annotated[Path | None, typer.Option("--export", metavar="FILE", help="Write them as JSON Lines; - prints.")] = None,
    import_: Annotated[Path | None, typer.Option("--import", metavar="FILE", help="Take over those of a file.")] = None,
    settings: SettingsFile = None,
) -> None:
    """The judgements of a case: listed with what became of each, written to a file, or taken from one.

    \b
    corrobora judgements town.case
    corrobora judgements town.case --export ana.jsonl
    corrobora judgements other.case --import ana.jsonl      all of them or, if one is broken, none
    """
    from corrobora.casebook.case import assembled
    from corrobora.casebook.judgements import from_lines, to_lines
    from corrobora.casebook.store import Casebook

    with Casebook(case) as book:
        if import_ is not None:
            try:
                lines = import_.read_text(encoding="utf-8").splitlines()
            except (OSError, UnicodeDecodeError) as error:
                raise InputError(f"cannot be read: {error}", where=str(import_)) from None
            found = from_lines(lines, str(import_))
            print(f"{book.record(found)} of {len(found)} judgements were new: {book.name}", file=sys.stderr)
        if export is not None:
            text = to_lines(book.judgements())
            if str(export) == "-":
                print(text, end="")
            else:
                write_text(export, text)
                print(f"Wrote {export}", file=sys.stderr)
        if export is None:
            for judged in assembled(book, settings_of(settings, None, None)).judgements:
                print(_line(judged))


def _line(judged: Judged) -> str:
    own = judged.judgement
    target = own.target
    what = ", ".join(target.names) or target.id or "; ".join(repr(a.quote[:40]) for a in target.anchors[:1])
    values = " ".join(f"{key}={value}" for key, value in own.values.items())
    parts = [own.id, own.when[:16], own.who, own.decision.replace("_", " "), what, values, f"({own.why})" if own.why else ""]
    line = "  ".join(part for part in parts if part).replace("\n", " ")
    if judged.effect != "applied":
        line += f"  [{judged.effect}{f': {judged.note}' if judged.note else ''}]"
    return "".join(c if c.isprintable() else "\ufffd" for c in line)


def _warn(case: Case) -> None:
    """Names judgements that have no effect any more: they are kept, and shown."""
    for judged in case.judgements:
        if judged.effect in ("orphaned", "conflict"):
            print(f"judgement without effect: {_line(judged)}", file=sys.stderr)


def backup(
    case: CaseName, file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that is not there yet.")]
) -> None:
    """Copies a case into one SQLite file, whatever database keeps it, while others go on working.

    \b
    corrobora backup postgresql://ana@db/town town-2031-03-20.case
    """
    from corrobora.casebook.copies import back_up

    back_up(case, file)
    print(f"Wrote {file}", file=sys.stderr)


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What backup wrote.")], case: CaseName,
) -> None:
    """Makes a case from a backup, in a new file or an empty database.

    \b
    corrobora restore town-2031-03-20.case town.case
    corrobora restore town.case postgresql://ana@db/town       also: from a file to a team's database
    """
    from corrobora.casebook.copies import restore as put_back

    put_back(file, case)
    print(f"Restored {file}", file=sys.stderr)


def agreement(
    a: Annotated[Path, typer.Argument(metavar="A.jsonl", help="One analyst's judgements.")],
    b: Annotated[Path, typer.Argument(metavar="B.jsonl", help="The other's.")],
) -> None:
    """How far two analysts who coded one case agree: Krippendorff's alpha for each kind of decision.

    1 is full agreement, 0 what chance would give, below 0 is worse than chance.

    \b
    corrobora judgements ana.case --export ana.jsonl
    corrobora agreement ana.jsonl ben.jsonl
    """
    from corrobora.casebook.agreement import agree
    from corrobora.casebook.judgements import from_lines

    both = []
    for path in (a, b):
        try:
            both.append(from_lines(path.read_text(encoding="utf-8").splitlines(), str(path)))
        except (OSError, UnicodeDecodeError) as error:
            raise CaseError(f"cannot be read: {error}", where=str(path)) from None
    print(f"{'decision':28} {'A':>5} {'B':>5} {'both':>5} {'same':>5}  alpha")
    for row in agree(*both):
        alpha = f"{row.alpha:.3f}" if row.alpha is not None else "not defined: no value varies" if row.both else "-"
        print(f"{row.variable:28} {row.a:5} {row.b:5} {row.both:5} {row.same:5}  {alpha}")
