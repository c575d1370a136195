"""A command in this process."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from corrobora.cli import main

Cli = Callable[..., tuple[int, str, str]]
"""A command's words -> exit code, standard output, standard error."""


def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *words: object) -> tuple[int, str, str]:
    """Exit code, standard output, standard error of a command."""
    monkeypatch.setattr(sys, "argv", ["corrobora", *map(str, words)])
    try:
        main()
        code = 0
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else 0
    told = capsys.readouterr()
    return code, told.out, told.err
