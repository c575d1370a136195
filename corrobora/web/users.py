"""Who is at the desk: users with roles, and the session that a browser holds."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import Depends, HTTPException, Request

Role = Literal["reader", "analyst", "admin"]
ROLES: tuple[Role, ...] = ("reader", "analyst", "admin")


@dataclass(frozen=True)
class User:
    """Somebody at the desk. Each role may do what those before it may."""

    name: str
    role: Role

    def may(self, role: Role) -> bool:
        """Whether this user has at least a role."""
        return ROLES.index(self.role) >= ROLES.index(role)


def local_user() -> User:
    """The one who started the desk on this machine, where there are no users."""
    return User(getpass.getuser(), "admin")


def user(request: Request) -> User:
    """The user of a request (a FastAPI dependency). Raises 401 if nobody is logged in."""
    found: User | None = getattr(request.state, "user", None)
    if found is None:
        raise HTTPException(401, "log in first")
    return found


def needs(role: Role) -> Callable[[User], User]:
    """A dependency: the user, if of a role at least. Raises 403 otherwise."""

    def checked(who: Annotated[User, Depends(user)]) -> User:
        if not who.may(role):
            raise HTTPException(403, f"this needs the role {role}; {who.name} is {who.role}")
        return who

    return checked
