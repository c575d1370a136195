"""Processes that read parts, one part at a time each. One that dies costs its part a second try and nobody else anything."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import forkserver
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from threading import Lock
from typing import TYPE_CHECKING, Any

from corrobora.errors import CorroboraError
from corrobora.settings import Settings

if TYPE_CHECKING:
    from corrobora.engines.parts import Part

TRIES = 2
"""How often a part may end its worker before it is given up."""


_FORKS = sys.platform == "linux"
"""Elsewhere a forked process may not use what the system's libraries had begun."""
_USERS, _TURN = [0], Lock()


def load_ahead() -> None:
    """Has the process from which workers are forked begin to load what reading needs. It ends with ``loaded``."""
    if _FORKS:
        # A worker imports the program's main module: for the command that is the command line.
        forkserver.set_forkserver_preload([*({"corrobora.cli"} & sys.modules.keys()), "corrobora.engines.warm"])
        forkserver.ensure_running()


@contextmanager
def loaded() -> Iterator[None]:
    """While it lasts, workers are forked from a process that has loaded what reading needs; it begins to load at once."""
    with _TURN:
        _USERS[0] += 1
        load_ahead()
    try:
        yield
    finally:
        with _TURN:
            _USERS[0] -= 1
            if _FORKS and not _USERS[0] and (stop := getattr(forkserver._forkserver, "_stop", None)):
                stop()  # it would keep its memory until the program ends


class _Worker:
    """One process and the part that it reads."""

    def __init__(self, settings: Settings) -> None:
        context: Any = multiprocessing.get_context("forkserver" if _FORKS else "spawn")
        self.here, there = context.Pipe()
        self.process: BaseProcess = context.Process(target=_work, args=(there, settings), daemon=True)
        self.process.start()
        there.close()
        self.part: Part | None = None

    def give(self, part: Part) -> None:
        self.part = part
        with suppress(OSError):  # if it has died, its pipe will say so
            self.here.send(part)

    def end(self) -> None:
        self.here.close()
        self.process.terminate()
        self.process.join()


def _work(pipe: Connection, settings: Settings) -> None:
    """A worker's life: parts in, None or what went wrong out, until the pipe is closed."""
    for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(threads, "1")
    from corrobora.engines.step import ReadStep  # here: numpy asks once, as it is loaded, how many threads it may start

    gc.set_threshold(20_000)  # as the command line does
    step = ReadStep(settings)
    while True:
        try:
            part = pipe.recv()
        except (EOFError, KeyboardInterrupt):
            return
        try:
            step(part)
        except KeyboardInterrupt:
            return
        except Exception as error:  # every failure is the parent's to judge: a worker judges none
            pipe.send(_sendable(error))
        else:
            pipe.send(None)


def _sendable(error: Exception) -> Exception:
    """OSErrors as they are; a CorroboraError without its keywords would not come through the pipe."""
    if isinstance(error, OSError):
        return OSError(error.errno, error.strerror, error.filename)
    if isinstance(error, CorroboraError):
        return RuntimeError(str(error))
    return RuntimeError(f"{type(error).__name__}: {error}")


def read_with(jobs: int, parts: Sequence[Part], settings: Settings) -> Iterator[tuple[Part, Exception | None]]:
    """Each part once it is read, in the order of finishing; with the failure where a part could not be read.

    A part whose worker is killed (by the system for want of memory, by a person) is read again by a new one; after ``TRIES``
    deaths it is given back with a ``DeadWorkerError``.
    """
    with loaded():
        yield from _read_with(jobs, parts, settings)


def _read_with(jobs: int, parts: Sequence[Part], settings: Settings) -> Iterator[tuple[Part, Exception | None]]:
    waiting, deaths = deque(parts), dict.fromkeys((part.readings for part in parts), 0)
    workers = [_Worker(settings) for _ in range(min(jobs, len(parts)))]
    try:
        for worker in workers:
            worker.give(waiting.popleft())
        while busy := {worker.here: worker for worker in workers if worker.part is not None}:
            for ready in wait(list(busy)):
                worker = busy[ready]
                part, died, failure = worker.part, False, None
                assert part is not None
                try:
                    failure = worker.here.recv()
                except (EOFError, OSError):
                    died = True
                worker.part = None
                if died:
                    deaths[part.readings] += 1
                    worker.end()
                    if deaths[part.readings] < TRIES:
                        waiting.appendleft(part)
                    else:
                        failure = DeadWorkerError(worker.process.exitcode)
                if not died or failure is not None:
                    yield part, failure
                if died and waiting:
                    workers[workers.index(worker)] = worker = _Worker(settings)
                if waiting:
                    worker.give(waiting.popleft())
    finally:
        for worker in workers:
            worker.end()


class DeadWorkerError(Exception):
    """A worker ended before its part was read. ``exitcode``: negative for a signal."""

    def __init__(self, exitcode: int | None) -> None:
        super().__init__(f"the process that read it was ended ({_ended_by(exitcode)})")
        self.exitcode = exitcode

    def __reduce__(self) -> Any:
        return DeadWorkerError, (self.exitcode,)


def _ended_by(exitcode: int | None) -> str:
    if exitcode is None or exitcode >= 0:
        return f"exit code {exitcode}"
    return f"signal {-exitcode}" + (", as for want of memory" if exitcode == -9 else "")
