"""The whole case put together again in the background, some time after the last decision that was worked in by itself."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

from corrobora.casebook.shelf import state
from corrobora.casebook.shelve import Generation
from corrobora.errors import CorroboraError

if TYPE_CHECKING:
    from corrobora.web.desk import Desk

REST = 2.0
"""The pause before it begins, in seconds, and at least so many times the time that it takes."""


class Settler:
    """One thread that waits until there is something to settle."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._wanted, self._closing = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None
        self._process: subprocess.Popen[str] | None = None
        self._lock = threading.Lock()

    def soon(self) -> None:
        """Asks for it. Asked often, it is done once."""
        self._wanted.set()
        with self._lock:
            if self._thread is None and not self._closing.is_set():
                self._thread = threading.Thread(target=self._run, daemon=True)
                self._thread.start()

    def close(self) -> None:
        """Stops; what was not settled is so after the next decision."""
        self._closing.set()
        self._wanted.set()
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while self._wanted.wait() and not self._closing.is_set():
            self._wanted.clear()
            try:
                now = state(self._desk.book)
                seconds = now.seconds if now else 0.0
                if self._closing.wait(max(REST, REST * seconds)):
                    return
                self._wanted.clear()
                if now is None or now.small:
                    self._desk.settle()
                # A large case is put together by a process of its own, so that nobody waits for this one.
                elif (made := self._elsewhere()) is not None:
                    self._desk.settle(made)
            except CorroboraError:
                self._closing.wait(REST)  # the database is away: the next decision asks again

    def _elsewhere(self) -> Generation | None:
        """What another process has written; None if it was stopped."""
        command = [sys.executable, "-m", "corrobora.web.worker"]
        job = {"case": self._desk.case_name, "settings": self._desk.settings.model_dump(mode="json"), "shelve": True}
        self._process = process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        out, _ = process.communicate(json.dumps(job))
        lines = [json.loads(line) for line in out.splitlines()]
        return next((Generation(**line["made"]) for line in lines if "made" in line), None)
