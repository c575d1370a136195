"""The process that reads an upload, or puts a large case together.

Its job comes as JSON on standard input, what it has done goes out as lines of JSON.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any

from corrobora.casebook.case import add_pages
from corrobora.casebook.shelve import write_generation
from corrobora.casebook.store import Casebook
from corrobora.errors import CorroboraError
from corrobora.pages.read import read_bytes
from corrobora.records import Article, Unread
from corrobora.settings import Settings

MOST = 20_000
"""Articles of one upload."""
SHOWN = 200
"""Inputs not read that are told; the case keeps all."""


def main() -> None:
    """Does one job."""
    job = json.loads(sys.stdin.read())
    settings = Settings(**job["settings"])
    os.nice(10)
    if job.get("shelve"):
        with Casebook(job["case"]) as book:
            _tell(made=asdict(write_generation(book, settings)))
        return
    resource.setrlimit(resource.RLIMIT_CPU, (job["seconds"], job["seconds"]))
    try:
        with Casebook(job["case"]) as book:
            added = add_pages(book, _pages(job, settings), settings, _progress)
    except CorroboraError as error:
        _tell(error=error.what)
        return
    unread = [{"source": u.source, "reason": u.reason, "mend": u.mend} for u in added.unread[:SHOWN]]
    _tell(new=added.new, known=added.known, unread=unread)


def _pages(job: dict[str, Any], settings: Settings) -> Iterator[Article | Unread]:
    pages = (
        page for number, name in enumerate(job["names"])
        for page in read_bytes(Path(job["folder"]) / str(number), name, settings)
    )
    yield from islice(pages, MOST)
    if next(pages, None) is not None:
        yield Unread(source="upload", reason=f"more than {MOST:,} articles in one upload", mend="bring the rest apart")


def _progress(step: str, done: int) -> None:
    _tell(**{"pages" if step == "pages" else "read": done})


def _tell(**told: Any) -> None:
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
