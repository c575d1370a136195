"""kill -9 at any moment: what was committed is there, and nothing is half there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import count
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from casebook.conftest import TEXTS, article
from casebook.killed import BATCH
from sqlalchemy import create_engine, inspect, text

from corrobora.casebook import database
from corrobora.casebook.database import HEAD, _url
from corrobora.casebook.judgements import make
from corrobora.casebook.store import Casebook
from corrobora.casebook.tables import key_of, metadata, pack
from corrobora.errors import CaseError
from corrobora.records import Judgement, Target

NewCase = Callable[[], str]
ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}


def killed_runs(case: str, moments: Iterable[int]) -> Iterator[tuple[bool, list[str]]]:
    """Whether a run was killed before its n-th word, and what it printed, for each n."""
    program = [sys.executable, str(ROOT / "tests" / "casebook" / "killed.py"), case]
    with subprocess.Popen(program, env=ENVIRONMENT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin and process.stdout
        for moment in moments:
            process.stdin.write(f"{moment}\n")
            process.stdin.flush()
            lines: list[str] = []
            while (line := process.stdout.readline().strip()) not in ("killed", "lived 0"):
                assert line and not line.startswith("lived"), f"it failed before word {moment}"
                lines.append(line)
            yield line == "killed", lines
        process.stdin.close()


@pytest.mark.parametrize("moments", [range(2, 42, 2), range(4, 70, 3)], ids=["migration", "work"])
def test_killed_before_its_nth_word_to_the_database(new_case: NewCase, moments: range) -> None:
    """One case, killed again and again: each run goes on where the others were killed."""
    case, committed = new_case(), dict[str, set[str]]()
    if moments.start > 2:  # the tables are there
        Casebook(case, create=True).close()
    kills = 0
    for killed, lines in killed_runs(case, moments):
        kills += killed
        for line in lines:
            kind, *names = line.split()
            committed.setdefault(kind, set()).update(names)
        _is_whole(case, committed)
    assert kills >= 20


def test_a_migration_that_is_killed_has_not_begun(new_case: NewCase) -> None:
    """An older case with a report in it, killed at each word of its way to the newest tables."""
    case = new_case()
    old = create_engine(_url(case))
    with old.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(Path(database.__file__).parent / "migrations"))
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        own = article("wire")
        row = {"key": key_of(own.id), "added": "2031-03-15", "document": pack(own)}
        connection.execute(text("INSERT INTO articles (key, added, document) VALUES (:key, :added, :document)"), row)
    if "://" not in case:
        with old.begin() as connection:
            connection.exec_driver_sql(f"PRAGMA application_id={database.APPLICATION}")
    kills = 0
    for killed, lines in killed_runs(case, count(2, 2)):
        if "opened" in lines:
            break
        assert killed
        kills += 1
        with old.connect() as connection:
            assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == "0001"
            assert connection.execute(text("SELECT count(*) FROM articles")).scalar_one() == 1
        assert "shelf" not in inspect(old).get_table_names()
    old.dispose()
    assert kills >= 20
    with Casebook(case) as book:
        assert "a-wire" in {kept.id for kept in book.articles()}


def _is_whole(case: str, committed: dict[str, set[str]]) -> None:
    """All tables or none; every batch whole; every article with its reading; all that was said to be committed."""
    if "opened" not in committed:
        if "://" not in case and not Path(case).exists():
            return
        engine = create_engine(_url(case))
        found = set(inspect(engine).get_table_names())
        assert not found or found >= {*metadata.tables, "alembic_version"}
        if found:
            with engine.connect() as connection:
                assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == HEAD
        engine.dispose()
        return
    with Casebook(case) as book:
        articles = {article.id for article in book.articles()}
        assert articles == set(book.readings())
        judgements, events = {j.id for j in book.judgements()}, {own.id for own in book.events()}
    assert len(articles) % BATCH == len(judgements) % BATCH == len(events) % BATCH == 0
    assert articles >= committed.get("articles", set())
    assert judgements >= committed.get("judgements", set())
    assert events >= committed.get("events", set())


def test_an_add_that_is_killed_is_finished_by_the_next(new_case: NewCase, tmp_path: Path) -> None:
    feed = tmp_path / "feed.jsonl"
    rows = [{"id": f"r-{n}", "text": f"{list(TEXTS.values())[n % 4]}\n\nReport {n}.", "language": "en"} for n in range(40)]
    feed.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    case = new_case()
    adding = [sys.executable, "-m", "corrobora", "add", case, str(feed)]
    first = subprocess.Popen(adding, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    held: set[str] = set()
    while not held and first.poll() is None:
        time.sleep(0.02)
        try:
            with Casebook(case) as book:
                held = {article.id for article in book.articles()}
        except CaseError:  # not there yet
            continue
    first.kill()
    first.wait()
    assert held, "it stored nothing before its end"
    with Casebook(case) as book:
        assert {article.id for article in book.articles()} == set(book.readings()) >= held
    second = subprocess.run(adding, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert second.returncode == 0, second.stderr
    with Casebook(case) as book:
        assert [article.id for article in book.articles()] == [row["id"] for row in rows]


def test_many_writers_at_once_lose_nothing(new_case: NewCase) -> None:
    case, errors = new_case(), list[BaseException]()
    made: list[Judgement] = [
        make("note", Target(kind="article", id="a"), who=f"analyst {n % 6}", values={"text": str(n)}) for n in range(60)
    ]

    def work(number: int) -> None:
        try:
            with Casebook(case, create=True) as book:  # all at once: one of them migrates
                for judgement in made[number::6]:
                    book.record([judgement])
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with Casebook(case) as book:
        assert {j.id for j in book.judgements()} == {j.id for j in made}
