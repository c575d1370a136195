"""The commands of the desk. Rooms are imported where they are used, so that help is instant."""

from __future__ import annotations

import sys
from typing import Annotated, Literal

import typer

from corrobora.cli_case import CaseName
from corrobora.cli_inputs import SettingsFile, settings_of
from corrobora.errors import InputError

users = typer.Typer(no_args_is_help=True, help="Who may use the desk of a case beyond this machine.")
Name = Annotated[str, typer.Argument(metavar="NAME", show_default=False)]
RoleName = Annotated[
    Literal["reader", "analyst", "admin"],
    typer.Option(metavar="ROLE", help="reader looks; analyst decides and adds; admin sees the audit log too."),
]


def register(app: typer.Typer) -> None:
    """Puts the commands of the desk beside the others."""
    app.command()(serve)
    app.add_typer(users, name="users")


def serve(
    case: CaseName,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="This machine only, unless told otherwise.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="N", help="0 takes a free one.")] = 8420,
    by: Annotated[
        Literal["none", "passwords", "header"] | None,
        typer.Option("--users", metavar="HOW", help="none (this machine only), passwords, or header (a proxy names them)."),
    ] = None,
    settings: SettingsFile = None,
) -> None:
    """The review desk of a kept case, in a browser.

    \b
    corrobora serve town.case                       http://127.0.0.1:8420, for whoever is on this machine
    corrobora users add town.case ana --role analyst
    corrobora serve town.case --users passwords --host 10.0.0.5

    \b
    Beyond this machine put a reverse proxy with TLS before it: browsers send the session over TLS only.
    """
    import uvicorn

    from corrobora.web.app import create_app

    own = settings_of(settings, None, None)
    own = own.model_copy(update={"desk_users": by}) if by else own
    print("Putting the case together ...", file=sys.stderr)
    app = create_app(case, own, host=host)
    config = uvicorn.Config(
        app, host=host, port=port, log_level="warning", server_header=False, proxy_headers=False, timeout_graceful_shutdown=2
    )
    sock = config.bind_socket()
    sock.listen(2048)  # who reads the address below may connect at once
    shown = sock.getsockname()[1]
    print(f"The desk of {app.state.desk.book.name}: http://{host}:{shown}/  (Ctrl-C stops it)", file=sys.stderr)
    uvicorn.Server(config).run([sock])


@users.command("add")
def add_user(
    case: CaseName, name: Name, role: RoleName = "analyst",
    stdin: Annotated[bool, typer.Option("--stdin", help="Read the password from standard input.")] = False,
    proxied: Annotated[bool, typer.Option("--no-password", help="For one whom a reverse proxy names.")] = False,
) -> None:
    """Adds a user, or gives one a new role and password. Who was logged in under the name has to log in again.

    \b
    corrobora users add town.case ana --role analyst       asks for the password
    """
    from corrobora.casebook.people import note, put_account
    from corrobora.casebook.store import Casebook
    from corrobora.web.users import checked_name, hashed

    name = checked_name(name)
    password = None if proxied else sys.stdin.readline().rstrip("\n") if stdin else typer.prompt(
        "Password", hide_input=True, confirmation_prompt=True
    )
    with Casebook(case) as book:
        put_account(book, name, role, hashed(password) if password is not None else None)
        note(book, _me(), "user put", {"name": name, "role": role}, "command line")
    print(f"{name} is {role}", file=sys.stderr)


@users.command("list")
def list_users(case: CaseName) -> None:
    """The users of a case, with their roles."""
    from corrobora.casebook.people import accounts
    from corrobora.casebook.store import Casebook

    with Casebook(case) as book:
        for own in accounts(book):
            print(f"{own.name:24} {own.role:8} {'password' if own.password else 'by proxy':8}  since {own.added[:10]}")


@users.command("remove")
def remove_user(case: CaseName, name: Name) -> None:
    """Takes a user away, at once; what they decided stays."""
    from corrobora.casebook.people import note, remove_account
    from corrobora.casebook.store import Casebook

    with Casebook(case) as book:
        if not remove_account(book, name):
            raise InputError(f"no user is called {name!r}", mend=f"corrobora users list {book.name}")
        note(book, _me(), "user removed", {"name": name}, "command line")
    print(f"{name} is no user any more", file=sys.stderr)


def _me() -> str:
    import getpass

    return getpass.getuser()
