"""A program that is killed by itself, as by kill -9, before its n-th word to the database: works on a case until then.

killed.py CASE: for each n on standard input, a process of its own opens the case (which migrates it), adds batches of articles,
records judgements and mints ids. Prints what was committed, a line each, then "killed" or "lived". The processes are forked, so
that a hundred of them take no longer than one start.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from itertools import count

from sqlalchemy import Engine, event

from corrobora.casebook.judgements import make
from corrobora.casebook.store import Casebook, Kept, KnownEvent
from corrobora.records import Article, Block, Reading, Target

BATCH = 3


def main(case: str) -> None:
    for line in sys.stdin:
        child = os.fork()
        if not child:
            try:
                work(case, int(line))
            except BaseException:
                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        print("killed" if os.WIFSIGNALED(status) else f"lived {os.waitstatus_to_exitcode(status)}", flush=True)


def work(case: str, last: int) -> None:
    spoken = count(1)

    def speak(*told: object) -> None:
        if next(spoken) == last:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", speak)
    event.listen(Engine, "commit", speak)
    with Casebook(case, create=True) as book:
        print("opened", flush=True)
        for number in range(3):
            names = [f"a-{last}-{number}-{part}" for part in range(BATCH)]
            blocks = (Block(start=0, end=5, role="paragraph"),)
            articles = [Article(id=name, source=name, text="seven words", blocks=blocks) for name in names]
            book.add([Kept(Reading(article=article), "code", "seen") for article in articles], articles)
            print("articles", *names, flush=True)
            notes = [
                make("note", Target(kind="article", id=name), who="ana", values={"text": "seen"}) for name in names
            ]
            book.record(notes)
            print("judgements", *(note.id for note in notes), flush=True)
            with book.minting() as (_, changed):
                changed += [KnownEvent(f"e-{name}", ()) for name in names]
            print("events", *(f"e-{name}" for name in names), flush=True)
    print("done", flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
