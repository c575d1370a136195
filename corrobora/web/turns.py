"""Who is served first: decisions before pages, pages before exports and uploads.

Python runs one thread at a time. Fifty pages made at once are each fifty times as slow, and so is a decision among them; two
at once and the others in line take no longer in all, and a decision shares the processor with two.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from typing import ParamSpec, TypeVar

from anyio import CapacityLimiter, to_thread

PAGES = 2
"""Pages that are made at once."""
SWITCH = 0.001
"""Seconds after which a thread lets another go on."""

P = ParamSpec("P")
T = TypeVar("T")


class Turns:
    """The lines in which requests wait; made anew for each server."""

    def __init__(self) -> None:
        to_thread.current_default_thread_limiter().total_tokens = PAGES  # where FastAPI runs plain functions
        sys.setswitchinterval(SWITCH)
        self.deciding = CapacityLimiter(2)
        self.long = CapacityLimiter(2)

    async def decide(self, work: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
        """Does what somebody waits for most, in a line of its own."""
        return await to_thread.run_sync(partial(work, *args, **named), limiter=self.deciding)

    async def lengthy(self, work: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
        """Does what takes its time, without keeping pages waiting."""
        return await to_thread.run_sync(partial(work, *args, **named), limiter=self.long)
