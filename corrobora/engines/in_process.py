"""Reads parts in this process, or in some worker processes of this machine."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from corrobora.engines.parts import Part, Spool, read_readings, write_readings
from corrobora.engines.step import ReadStep
from corrobora.engines.workers import DeadWorkerError, read_with
from corrobora.pipeline import Progress, read_here
from corrobora.records import Article, Reading, Unread
from corrobora.settings import Settings

WORTH = 500_000
"""Code points of text from which on worker processes are sooner done than this one: each needs some seconds to start."""
MOST = 8
"""Processes that are started unless more are asked for."""

Outcome = tuple[Part, Exception | None]


def jobs_for(letters: int, asked: int | None = None) -> int:
    """How many processes read so much text: as many as were asked for, else those that are worth their start."""
    if asked:
        return asked
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:  # not Linux
        cores = os.cpu_count() or 1
    return max(1, min(cores, MOST, letters // (WORTH // 2)))


def read_parts(parts: Sequence[Part], settings: Settings, jobs: int) -> Iterator[Outcome]:
    """Each part once its readings are on disk, with the failure where there is one.

    A part that ends its workers is taken apart, so that it costs the one article that does it and no other.
    """
    if jobs <= 1:
        step = ReadStep(settings)
        for part in parts:
            step(part)
            yield part, None
        return
    for part, failure in read_with(jobs, parts, settings):
        if isinstance(failure, DeadWorkerError):
            _read_apart(part, settings)
            failure = None
        yield part, failure


def _read_apart(part: Part, settings: Settings) -> None:
    """Reads the articles of a part one by one, each in a worker that may die of it."""
    readings: list[Reading] = []
    unread: list[Unread] = []
    with TemporaryDirectory(dir=part.readings.parent) as folder:
        spool = Spool(Path(folder), settings, articles=1)
        for article in part.rows():
            spool.add(article)
        for single, failure in read_with(1, spool.parts(), settings):
            if failure is None:
                found, missed = read_readings(single.readings)
                readings, unread = [*readings, *found], [*unread, *missed]
            elif isinstance(failure, DeadWorkerError):
                source = next(single.rows()).source
                mend = "give the machine more memory, or fewer --jobs"
                unread.append(Unread(source=source, reason=f"not read: {failure}", mend=mend))
            else:
                raise failure
    write_readings(part, readings, unread)


def read_many(articles: Sequence[Article], settings: Settings, progress: Progress) -> tuple[list[Reading], list[Unread]]:
    """Readings in memory, for one case: by worker processes if the text is long enough to be worth it, or if told to."""
    letters = sum(len(article.text) for article in articles)
    jobs = jobs_for(letters, settings.jobs)
    if jobs <= 1:
        return read_here(articles, settings, progress)
    readings: dict[str, Reading] = {}
    unread: list[Unread] = []
    done = 0
    with TemporaryDirectory(prefix="corrobora-") as folder:
        spool = Spool(Path(folder), settings, letters=max(20_000, letters // (8 * jobs)))
        for article in articles:
            spool.add(article)
        for part, failure in read_parts(spool.parts(), settings, jobs):
            if failure is not None:
                raise failure
            found, missed = read_readings(part.readings)
            readings |= {reading.article.id: reading for reading in found}
            unread += missed
            progress("claims", done := done + part.articles)
    return [readings[article.id] for article in articles if article.id in readings], [*spool.unread, *unread]
