"""The desk when things go wrong: killed, without its database, without room, with many at once."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from casebook.conftest import _servers, _unprivileged
from web.conftest import browser, served

from corrobora.casebook.copies import restore
from corrobora.casebook.shelf import state
from corrobora.casebook.shelve import shelve
from corrobora.casebook.store import Casebook
from corrobora.settings import Settings
from corrobora.web.app import create_app

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


@contextmanager
def server(case: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """``corrobora serve`` as people start it, and its address."""
    command = [sys.executable, "-m", "corrobora", "serve", case, "--port", "0"]
    with subprocess.Popen(command, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        found = None
        for line in process.stderr:
            if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                break
        assert found, "it did not start"
        try:
            yield process, found[0]
        finally:
            process.kill()


def test_killed_in_the_middle_of_a_decision_it_is_there_and_shown_or_not_there(case: str, settings: Settings) -> None:
    """At 24 moments of a decision; what was answered with 201 is there, and what is shown is what is kept."""
    with Casebook(case) as book:
        shelve(book, settings)
    confirmed, begun, number = set[str](), 0, 0
    program = [sys.executable, str(ROOT / "tests" / "web" / "killed_desk.py"), case]
    environment = {**ENVIRONMENT, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    with subprocess.Popen(program, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin and process.stdout
        for moment in range(1, 97, 4):
            process.stdin.write(f"{moment}\n")
            process.stdin.flush()
            with browser(process.stdout.readline().strip()) as client:
                event = client.get("/api/events").json()["items"][0]["id"]
                with contextlib.suppress(httpx.TransportError):
                    while True:
                        number += 1
                        told = {"decision": "note", "words": [event, f"note {number}"], "seen": 0}
                        begun += 1
                        answer = client.post("/api/judgements", json=told)
                        assert answer.status_code == 201
                        confirmed.add(answer.json()["id"])
            assert process.stdout.readline() == "over\n"
            with Casebook(case) as book:
                kept, shown = {judgement.id for judgement in book.judgements()}, state(book)
                assert confirmed <= kept
                assert shown and shown.version == book.version(), "recorded and shown are one transaction"
        process.stdin.close()
    assert begun - len(confirmed) == 24
    with served(create_app(case, settings)) as address, browser(address) as client:
        items = client.get("/api/judgements").json()["items"]
        assert {item["judgement"]["id"] for item in items} == kept
        assert {item["effect"] for item in items} <= {"applied"}


def test_killed_while_people_decide_nothing_confirmed_is_lost(case: str) -> None:
    """The program as people start it, killed at a moment that nobody chose."""
    confirmed: set[str] = set()
    with server(case) as (process, address), browser(address) as client:
        event = client.get("/api/events").json()["items"][0]["id"]
        for number in range(500):
            told = {"decision": "note", "words": [event, str(number)], "seen": 0}
            try:
                answer = client.post("/api/judgements", json=told)
            except httpx.TransportError:
                break
            assert answer.status_code == 201
            confirmed.add(answer.json()["id"])
            if number == 0:
                threading.Timer(0.2, process.send_signal, [signal.SIGKILL]).start()
    with Casebook(case) as book:
        assert {judgement.id for judgement in book.judgements()} >= confirmed
    with server(case) as (_, address), browser(address) as client:
        assert {item["judgement"]["id"] for item in client.get("/api/judgements").json()["items"]} >= confirmed


def test_many_read_and_some_decide_and_nothing_is_lost(case: str, settings: Settings) -> None:
    problems, made = list[str](), set[str]()
    with served(create_app(case, settings)) as address:
        with browser(address) as client:
            events = [row["id"] for row in client.get("/api/events").json()["items"]]
        over = threading.Event()

        def read(number: int) -> None:
            with browser(address) as client:
                while not over.is_set():
                    for path in ("/api/events", f"/api/events/{events[number % len(events)]}", "/api/articles"):
                        if (answer := client.get(path)).status_code != 200:
                            problems.append(answer.text)

        def decide(number: int) -> None:
            with browser(address) as client:
                for turn in range(4):
                    version = client.get("/api/case").json()["version"]
                    words = [events[turn % len(events)], f"analyst {number}, {turn}"]
                    answer = client.post("/api/judgements", json={"decision": "note", "words": words, "seen": version})
                    if answer.status_code == 201:
                        made.add(answer.json()["id"])
                    else:
                        problems.append(answer.text)

        readers = [threading.Thread(target=read, args=(n,)) for n in range(8)]
        writers = [threading.Thread(target=decide, args=(n,)) for n in range(4)]
        for thread in (*readers, *writers):
            thread.start()
        for thread in writers:
            thread.join()
        over.set()
        for thread in readers:
            thread.join()
        with browser(address) as client:
            shown = {item["judgement"]["id"]: item["effect"] for item in client.get("/api/judgements").json()["items"]}
    assert problems == []
    assert len(made) == 16 and set(shown) == made
    assert set(shown.values()) == {"applied"}


def test_a_database_that_goes_and_comes_back(three: Path, settings: Settings, tmp_path: Path) -> None:
    programs = _servers()
    if programs is None:
        pytest.skip("no PostgreSQL server programs here")
    as_user, number = _unprivileged()
    home = Path("/tmp") / f"desk-pg-{os.getpid()}"
    home.mkdir()
    os.chown(home, number, -1)
    options = f"-c listen_addresses= -c unix_socket_directories={home} -c fsync=off"
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C", "HOME": str(home)}

    def run(*command: str) -> None:
        subprocess.run(command, cwd=home, env=environment, capture_output=True, timeout=120, check=True, **as_user)

    def control(*verb: str) -> None:
        run(str(programs / "pg_ctl"), "-D", str(home / "data"), "-l", str(home / "log"), "-w", *verb)

    run(str(programs / "initdb"), "-D", str(home / "data"), "-U", "corrobora", "-A", "trust", "--no-sync", "-E", "UTF8")
    control("-o", options, "start")
    try:
        case = f"postgresql://corrobora@/postgres?host={home}"
        restore(three, case)
        with served(create_app(case, settings)) as address, browser(address) as client:
            assert client.get("/api/events").status_code == 200
            told = {"decision": "note", "words": ["a-wire", "seen"], "seen": 10**6}
            control("-m", "immediate", "stop")
            assert client.get("/api/health").status_code == 503
            answer = client.post("/api/judgements", json=told)
            assert answer.status_code == 503 and "nothing was half written" in answer.json()["mend"]
            control("-o", options, "start")
            assert client.get("/api/events").status_code == 200
            assert client.get("/api/judgements").json()["items"] == []
            assert client.post("/api/judgements", json=told).status_code == 201
    finally:
        control("-m", "immediate", "stop")
        shutil.rmtree(home, ignore_errors=True)


def test_a_full_disk_is_said_and_nothing_is_half_there(three: Path, settings: Settings, tmp_path: Path) -> None:
    """SQLite is told that the file may not grow: what it does then is what it does on a full disk (SQLITE_FULL)."""
    from sqlalchemy import event as listened

    case = str(tmp_path / "full.case")
    restore(three, case)
    app = create_app(case, settings)
    with served(app) as address, browser(address) as client:
        engine = app.state.desk.book._engine

        @listened.listens_for(engine, "begin")
        def full(connection: object) -> None:
            most = "PRAGMA max_page_count = 1" if full_now else "PRAGMA max_page_count = 1073741823"
            connection.connection.driver_connection.execute(most)  # type: ignore[attr-defined]

        told = {"decision": "note", "words": ["a-wire", "x" * 5000], "seen": 10**6}
        full_now = True
        refused = [client.post("/api/judgements", json=told).status_code for _ in range(3)]
        full_now = False
        assert set(refused) == {503}
        assert client.get("/api/judgements").json()["items"] == []
        assert client.post("/api/judgements", json=told).status_code == 201
        time.sleep(0)
    with Casebook(case) as book:
        assert len(book.judgements()) == 1


def test_a_decision_recorded_on_the_last_of_the_disk_is_not_told_as_refused(
    three: Path, settings: Settings, tmp_path: Path
) -> None:
    """One that the whole case hangs on is worked in by a transaction of its own, for which there is no room any more."""
    from sqlalchemy import event as listened

    case = str(tmp_path / "last.case")
    restore(three, case)
    app = create_app(case, settings)
    with served(app) as address, browser(address) as client:
        full = False

        @listened.listens_for(app.state.desk.book._engine, "begin")
        def filled(connection: object) -> None:
            own = connection.connection.driver_connection  # type: ignore[attr-defined]
            (stored,) = own.execute("SELECT count(*) FROM judgements").fetchone()
            own.execute(f"PRAGMA max_page_count = {1 if full and stored else 1073741823}")

        full = True
        told = {"decision": "same", "words": ["Dune Front", "Moussoro"], "seen": 10**6}
        answer = client.post("/api/judgements", json=told)
        assert answer.status_code == 201, answer.text
        full = False
        assert [i["judgement"]["id"] for i in client.get("/api/judgements").json()["items"]] == [answer.json()["id"]]


def test_a_full_disk_of_postgresql_is_said_and_nothing_is_half_there(
    three: Path, settings: Settings, postgresql: str, tmp_path: Path
) -> None:
    """The case's tables lie on a small file system of their own, which is filled up."""
    import psycopg

    folder = Path(f"/tmp/desk-small-{os.getpid()}")
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", folder], capture_output=True).returncode:
        folder.rmdir()
        pytest.skip("no small file system can be mounted here: that takes root")
    try:
        own = folder / "own"
        own.mkdir()
        os.chown(own, _unprivileged()[1], -1)
        with psycopg.connect(postgresql.replace("DATABASE", "postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE TABLESPACE small LOCATION '{own}'")
            connection.execute("CREATE DATABASE small TABLESPACE small")
        case = postgresql.replace("DATABASE", "small")
        restore(three, case)
        app = create_app(case, settings)
        with served(app) as address, browser(address) as client:
            told = {"decision": "note", "words": ["a-wire", "x" * 5000], "seen": 0}
            filling = folder / "filling"
            with contextlib.suppress(OSError), filling.open("wb") as file:
                while True:
                    file.write(b"x" * 4096)
                    file.flush()
            answers = [client.post("/api/judgements", json=told) for _ in range(40)]
            made = {answer.json()["id"] for answer in answers if answer.status_code == 201}
            refused = [answer for answer in answers if answer.status_code != 201]
            assert {answer.status_code for answer in refused} == {503} and "No space left" in refused[0].json()["error"]
            kept = {i["judgement"]["id"] for i in client.get("/api/judgements").json()["items"]}
            assert kept == made, [answer.text for answer in refused]
            filling.unlink()
            assert client.post("/api/judgements", json=told).status_code == 201
        with Casebook(case) as book:
            assert len(book.judgements()) == len(made) + 1
        with psycopg.connect(postgresql.replace("DATABASE", "postgres"), autocommit=True) as connection:
            connection.execute("DROP DATABASE small WITH (FORCE)")
            connection.execute("DROP TABLESPACE small")
    finally:
        subprocess.run(["umount", "-l", folder], check=True)
        folder.rmdir()
