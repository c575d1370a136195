"""``corrobora run``: inputs -> Parquet tables. Resumes where a killed run stopped."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from corrobora.engines import in_process
from corrobora.engines.joining import Account, join_parts
from corrobora.engines.parts import ARTICLES, Part, Spool, discard, part_folder
from corrobora.engines.workers import loaded
from corrobora.errors import CorroboraError, InputError
from corrobora.pages.read import Input, read_inputs
from corrobora.pipeline import Progress
from corrobora.settings import Settings

ENGINES = ("in-process", "daft")
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
ReadParts = Callable[[Sequence[Part], Settings, int], Iterator[in_process.Outcome]]


def run_tables(
    inputs: Iterable[Input], out: Path, settings: Settings, progress: Progress = lambda step, done: None, *,
    engine: str = "in-process", jobs: int | None = None, ray: str | None = None, articles: int = ARTICLES,
) -> Account:
    """inputs -> Parquet tables in a folder. Raises CorroboraError where the disk is full; the finished parts are kept then.

    The tables depend on the articles and the settings alone: not on the engine, the number of jobs, the order of the
    inputs, or how many ``articles`` make a part.
    """
    with _space(out), part_folder(out) as folder, ExitStack() as workers:
        spool = Spool(folder, settings, articles=articles)
        if engine == "in-process" and (jobs or 1) > 1:
            workers.enter_context(loaded())  # while this process reads pages
        for page in read_inputs(inputs, settings):
            spool.add(page)
            progress("pages", spool.articles)
        parts = spool.parts()
        waiting = [part for part in parts if not part.readings.exists()]
        taken_up = done = sum(part.articles for part in parts) - sum(part.articles for part in waiting)
        progress("claims", done)
        jobs = in_process.jobs_for(sum(part.letters for part in waiting), jobs)
        for part, failure in _reader(engine, ray)(waiting, settings, jobs):
            if failure is not None:
                raise failure
            progress("claims", done := done + part.articles)
        workers.close()
        account = join_parts(parts, spool.unread, settings, progress, out, folder)
        discard(folder)
    return replace(account, taken_up=taken_up)


def _reader(engine: str, ray: str | None) -> ReadParts:
    """The engine's way of reading parts."""
    if engine == "in-process":
        return in_process.read_parts
    if engine == "daft":
        from corrobora.engines import daft

        return daft.reader(ray)
    raise InputError(f"no engine is called {engine!r}", mend=f"one of {', '.join(ENGINES)}")


@contextmanager
def _space(out: Path) -> Iterator[None]:
    """A full disk told as such."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise CorroboraError(
                f"cannot be written: {error.strerror}", where=str(out),
                mend="make room and give the same command again: what is finished is kept and taken up",
            ) from None
        what = f"cannot be written: {error.strerror or error}"
        raise InputError(what, where=str(error.filename or out), mend="name another --out") from None
