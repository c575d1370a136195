"""A desk that is killed by itself, as by kill -9, in the middle of a decision: before its n-th word to the database.

killed_desk.py CASE: for each n on standard input, a process of its own serves the case, prints its address, and is killed
before the n-th word of the first decision. The processes are forked, so that many of them take no longer than one start.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import traceback
from itertools import count
from typing import Any

import uvicorn
from sqlalchemy import Engine, event

from corrobora.settings import Settings
from corrobora.web.app import create_app
from corrobora.web.desk import Desk


def main(case: str) -> None:
    for line in sys.stdin:
        child = os.fork()
        if not child:
            try:
                serve(case, int(line))
            except BaseException:
                traceback.print_exc()
            os._exit(1)
        os.waitpid(child, 0)
        print("over", flush=True)


def serve(case: str, last: int) -> None:
    app = create_app(case, Settings())
    spoken, deciding, decide = count(1), threading.local(), Desk.decide

    def decided(*told: Any, **named: Any) -> Any:
        deciding.now = True
        return decide(*told, **named)

    def speak(*told: object) -> None:
        if getattr(deciding, "now", False) and next(spoken) == last:
            os.kill(os.getpid(), signal.SIGKILL)

    Desk.decide = decided  # type: ignore[method-assign]
    event.listen(Engine, "before_cursor_execute", speak)
    event.listen(Engine, "commit", speak)
    threading.Timer(60, os._exit, [1]).start()  # nobody asked it
    own = socket.create_server(("127.0.0.1", 0))
    print(f"http://127.0.0.1:{own.getsockname()[1]}", flush=True)
    uvicorn.Server(uvicorn.Config(app, log_level="error")).run([own])


if __name__ == "__main__":
    main(sys.argv[1])
