"""Who is at the desk: users with roles, their passwords, and how a request tells whose it is."""

from __future__ import annotations

import getpass
import re
import secrets
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from fastapi import Depends, HTTPException, Request

from corrobora.casebook.people import ROLES, Account, Role, account, logged_in
from corrobora.casebook.store import Casebook
from corrobora.errors import InputError
from corrobora.settings import Settings

SHORTEST = 10
"""Code points of a password."""
_NAME = re.compile(r"[\w.@-]{1,64}")
_HASHER = PasswordHasher()
_AT_ONCE = threading.Semaphore(2)
"""Each check takes 64 MB: many logins at once wait for each other."""


@dataclass(frozen=True)
class User:
    """Somebody at the desk. Each role may do what those before it may."""

    name: str
    role: Role

    def may(self, role: Role) -> bool:
        """Whether this user has at least a role."""
        return ROLES.index(self.role) >= ROLES.index(role)


@lru_cache(maxsize=1)
def _nobody() -> str:
    """Checked for names that are none, so that an answer takes as long."""
    return _HASHER.hash(secrets.token_urlsafe(16))


def hashed(password: str) -> str:
    """The hash of a password. Raises InputError for one that is too short."""
    if len(password) < SHORTEST:
        raise InputError(f"a password needs {SHORTEST} characters", mend="a few words in a row make a good one")
    return _HASHER.hash(password)


def checked_name(name: str) -> str:
    """A user's name. Raises InputError for one that is none."""
    if not _NAME.fullmatch(name):
        raise InputError(f"{name!r} is no user's name", mend="up to 64 letters, digits, dots, @ and hyphens")
    return name


def with_password(book: Casebook, name: str, password: str) -> User | None:
    """The user of a name and password, or None."""
    found = account(book, name) if _NAME.fullmatch(name) else None
    with _AT_ONCE:
        try:
            _HASHER.verify((found and found.password) or _nobody(), password)
        except (Argon2Error, InvalidHashError):
            return None
    return User(found.name, found.role) if found and found.password else None


def of_session(book: Casebook, token: str) -> User | None:
    """The user who logged in with a session."""
    return _user(logged_in(book, token))


def of_header(book: Casebook, settings: Settings, name: str) -> User | None:
    """The user whom a reverse proxy names: with the role that the case knows, else with that of the settings."""
    if not _NAME.fullmatch(name):
        return None
    return _user(account(book, name)) or User(name, settings.desk_role)


def local_user() -> User:
    """The one who started the desk on this machine, where there are no users."""
    return User(getpass.getuser(), "admin")


def _user(found: Account | None) -> User | None:
    return User(found.name, found.role) if found else None


async def user(request: Request) -> User:
    """The user of a request (a FastAPI dependency). Raises 401 if nobody is logged in."""
    found: User | None = getattr(request.state, "user", None)
    if found is None:
        raise HTTPException(401, "log in first")
    return found


def needs(role: Role) -> Callable[[User], Awaitable[User]]:
    """A dependency: the user, if of a role at least. Raises 403 otherwise."""

    async def checked(who: Annotated[User, Depends(user)]) -> User:
        if not who.may(role):
            raise HTTPException(403, f"this needs the role {role}; {who.name} is {who.role}")
        return who

    return checked
