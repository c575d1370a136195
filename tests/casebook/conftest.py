"""Cases to test on: the same tests run on a SQLite file and on a real PostgreSQL, which is started for the session."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from corrobora.casebook.case import add
from corrobora.casebook.store import Casebook
from corrobora.records import Article, Block
from corrobora.settings import Settings

_NUMBER = count(1)
TEXTS = {
    "wire": (
        "Gunmen attack market in Moussoro\n\nGunmen killed at least 27 people at a cattle market in Moussoro on Saturday, "
        "the prefect Idriss Salah said.\n\nThe army drove the raiders of the Dune Front out of the town after five hours.\n\n"
        "Sign up for our newsletter and never miss a story.\n"
    ),
    "post": (
        "Army retakes Moussoro after raid\n\nThirty-four people were killed when gunmen attacked the market of Moussoro on "
        "Saturday, the nurse Hassan Oumar said.\n\nRebels of the Dune Front had stormed the town at noon.\n"
    ),
    "gazette": (
        "Five soldiers killed in ambush near Massakory\n\nFive soldiers were killed and three wounded on Tuesday when their "
        "convoy was ambushed near Massakory, the defence ministry said.\n\nGeneral Idris Saleh blamed the Dune Front.\n"
    ),
    "late": (
        "Market toll rises\n\nForty-one people were killed when gunmen attacked a cattle market in Moussoro on Saturday, a "
        "doctor said on Monday.\n"
    ),
}
DAYS = {"wire": "2031-03-15", "post": "2031-03-16", "gazette": "2031-03-18", "late": "2031-03-17"}


def article(name: str) -> Article:
    """One of the invented reports, a block a paragraph."""
    text, blocks, at = TEXTS[name], [], 0
    for number, part in enumerate(text.rstrip("\n").split("\n\n")):
        blocks.append(Block(start=at, end=at + len(part), role="paragraph" if number else "headline"))
        at += len(part) + 2
    return Article(
        id=f"a-{name}", source=f"{name}.txt", outlet=f"The {name}", published=DAYS[name], language="en", text=text,
        blocks=tuple(blocks),
    )


def _servers() -> Path | None:
    """The folder of PostgreSQL's server programs."""
    found = shutil.which("initdb")
    places = [Path(found).resolve().parent] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((place for place in places if (place / "initdb").is_file() and (place / "pg_ctl").is_file()), None)


def _unprivileged() -> tuple[dict[str, int], int]:
    """How to start programs as a user that PostgreSQL accepts (it refuses root), and that user's number."""
    if os.geteuid() != 0:
        return {}, os.geteuid()
    user = pwd.getpwnam("nobody")
    return {"user": user.pw_uid, "group": user.pw_gid}, user.pw_uid


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a running server, without a database."""
    programs = _servers()
    if programs is None:
        pytest.skip("no PostgreSQL server programs here (initdb, pg_ctl): install postgresql to run this on it too")
    as_user, number = _unprivileged()
    home = Path(tempfile.mkdtemp(prefix="case-pg-"))
    os.chown(home, number, -1)
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C", "HOME": str(home)}

    def run(*command: str) -> None:
        done = subprocess.run(
            command, cwd=home, env=environment, capture_output=True, text=True, timeout=120, check=False, **as_user,
        )
        assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"

    data, log = str(home / "data"), str(home / "log")
    run(str(programs / "initdb"), "-D", data, "-U", "corrobora", "-A", "trust", "--no-sync", "-E", "UTF8")
    options = f"-c listen_addresses= -c unix_socket_directories={home} -c max_connections=40 -c fsync=off"
    run(str(programs / "pg_ctl"), "-D", data, "-l", log, "-w", "-o", options, "start")
    try:
        yield f"postgresql://corrobora@/DATABASE?host={home}"
    finally:
        run(str(programs / "pg_ctl"), "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def new_case(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Gives the name of a case that is not there yet, as often as it is called."""
    if request.param == "sqlite":
        return lambda: str(tmp_path / f"{next(_NUMBER)}.case")
    server: str = request.getfixturevalue("postgresql")

    def database() -> str:
        import psycopg

        name = f"case{next(_NUMBER)}"
        with psycopg.connect(server.replace("DATABASE", "postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return server.replace("DATABASE", name)

    return database


@pytest.fixture(scope="session")
def settings() -> Settings:
    return Settings()


@pytest.fixture
def book(new_case: Callable[[], str], settings: Settings) -> Iterator[Casebook]:
    """A case of three reports: two of one raid, one of an ambush."""
    with Casebook(new_case(), create=True) as book:
        add(book, [article(name) for name in ("wire", "post", "gazette")], settings)
        yield book
