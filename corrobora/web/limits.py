"""How much one client may ask for: token buckets, in memory."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict

MOST = 10_000
"""Clients that are remembered; of more, those heard of longest ago are forgotten."""


class Bucket:
    """So many requests at once, and so many a second in the long run, for each client."""

    def __init__(self, at_once: int, a_second: float) -> None:
        self._at_once, self._a_second = at_once, a_second
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, client: str) -> float:
        """0 if the client may, else the seconds to wait."""
        now = time.monotonic()
        with self._lock:
            left, then = self._left.pop(client, (float(self._at_once), now))
            left = min(self._at_once, left + (now - then) * self._a_second)
            allowed = left >= 1
            self._left[client] = (left - 1 if allowed else left, now)
            if len(self._left) > MOST:
                self._left.popitem(last=False)
            return 0.0 if allowed else (1 - left) / self._a_second
