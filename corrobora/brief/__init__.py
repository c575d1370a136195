"""One case for a reader: on a terminal, as HTML, as Markdown. All three draw the same grid.

``corrobora.brief`` is a room and, by the contract, a function. Python sets a package's attribute to a subpackage once that
is imported; so that this takes nothing away, the room can be called, and hands on to the function.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

import corrobora

_function = corrobora.brief


class Room(ModuleType):
    """A module that can be called as the function of its name."""

    def __call__(self, *inputs: Any, **given: Any) -> Any:
        return _function(*inputs, **given)


sys.modules[__name__].__class__ = Room
