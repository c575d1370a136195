"""What can go wrong. Every message says what happened, where, and how to mend it."""

from __future__ import annotations


class CorroboraError(Exception):
    """The base of every error that the program raises on purpose.

    ``what`` happened, ``where`` (a file, a setting, a row), and ``mend``: what the user can do about it.
    """

    def __init__(self, what: str, *, where: str | None = None, mend: str | None = None) -> None:
        self.what, self.where, self.mend = what, where, mend
        super().__init__("".join([f"{where}: " if where else "", what, f" ({mend})" if mend else ""]))


class InputError(CorroboraError):
    """An input that cannot be read. Among other inputs it is reported and skipped, alone it ends the command."""


class SettingsError(CorroboraError):
    """A setting with an impossible value, or a settings file that is not TOML."""


class ModelError(CorroboraError):
    """A language pipeline that is not installed or not usable."""


class DocumentError(CorroboraError):
    """A case document that its schema refuses."""


class CaseError(CorroboraError):
    """A kept case that is not there, is none, or cannot be opened or written."""


class JudgementError(CorroboraError):
    """A judgement that cannot be recorded: what it is about is not there, or a value is impossible."""
