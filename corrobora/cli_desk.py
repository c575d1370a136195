"""The commands of the desk. Rooms are imported where they are used, so that help is instant."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from corrobora.cli_case import CaseName
from corrobora.cli_inputs import SettingsFile


def register(app: typer.Typer) -> None:
    """Puts the commands of the desk beside the others."""
    app.command()(serve)


def serve(
    case: CaseName,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="This machine only, unless told otherwise.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="N", help="0 takes a free one.")] = 8420,
    settings: SettingsFile = None,
) -> None:
    """The review desk of a kept case, in a browser on this machine.

    \b
    corrobora serve town.case                       http://127.0.0.1:8420
    """
    import uvicorn

    from corrobora.cli_inputs import settings_of
    from corrobora.web.app import create_app

    app = create_app(case, settings_of(settings, None, None), host=host)
    print(f"The desk of {app.state.desk.book.name}: http://{host}:{port}  (Ctrl-C stops it)", file=sys.stderr)
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)
