from __future__ import annotations

import json
import multiprocessing
import os
import random
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from corrobora.engines.ahead import read_ahead
from corrobora.engines.in_process import jobs_for, read_many
from corrobora.engines.parts import Spool, part_folder, read_readings, write_lines, write_readings
from corrobora.engines.run import run_tables
from corrobora.engines.step import ReadStep
from corrobora.engines.tables import TABLES, write_case
from corrobora.engines.workers import DeadWorkerError, read_with
from corrobora.errors import CorroboraError, InputError
from corrobora.pages.rows import row_article
from corrobora.pipeline import run
from corrobora.records import Article
from corrobora.settings import Settings

SETTINGS = Settings()
TOWNS = ("Aleppo", "Homs", "Idlib", "Raqqa")
LEAD = (
    "A car bomb killed {n} people in the city of {town} on Tuesday, a police officer said. \"We counted {n} bodies,\" "
    "the officer, Karim Haddad, told reporters at the scene.\n\nThe rebels blamed the government for the blast, which also "
    "wounded at least {m} civilians near the main market. No group has claimed the attack."
)


def article(number: int, **changed: Any) -> Article:
    text = LEAD.format(n=number % 7 + 3, m=number % 5 + 11, town=TOWNS[number % 4])
    row = {"id": f"a{number}", "outlet": f"Outlet {number % 3}", "published": f"2013-06-{number % 9 + 10}", "text": text}
    return row_article({**row, **changed}, f"rows#{number}", SETTINGS)


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    return [article(number) for number in range(10)]


@pytest.fixture(scope="module")
def expected(articles: list[Article], tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    out = tmp_path_factory.mktemp("expected")
    run_tables(articles, out, SETTINGS, jobs=1)
    assert not (out / ".parts").exists()
    return tables(out)


def tables(out: Path) -> dict[str, list[Any]]:
    return {name: pq.read_table(out / f"{name}.parquet").to_pylist() for name in TABLES}


def test_the_tables_hold_the_case_of_the_articles(
    articles: list[Article], expected: dict[str, list[Any]], tmp_path: Path
) -> None:
    assert [row["id"] for row in expected["articles"]] == sorted(a.id for a in articles)
    write_case(run(articles, SETTINGS), tmp_path)
    assert tables(tmp_path) == expected, "joined on disk or in memory, it is one case"


@pytest.mark.parametrize("jobs, size", [(1, 3), (2, 2)])
def test_jobs_order_and_partitioning_change_nothing(
    articles: list[Article], expected: dict[str, list[Any]], jobs: int, size: int, tmp_path: Path
) -> None:
    shuffled = random.Random(jobs).sample(articles, len(articles))
    run_tables(shuffled, tmp_path, SETTINGS, jobs=jobs, articles=size)
    assert tables(tmp_path) == expected


QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "DO_NOT_TRACK": "true", "DAFT_ANALYTICS_ENABLED": "0"}
BY_DAFT = """
import json, sys
from pathlib import Path
from corrobora.engines.run import run_tables
from corrobora.records import Article
from corrobora.settings import Settings

if __name__ == "__main__":
    articles = [Article(**row) for row in json.loads(Path(sys.argv[1]).read_text())]
    ray = sys.argv[3] if len(sys.argv) > 3 else None
    run_tables(articles, Path(sys.argv[2]), Settings(), engine="daft", jobs=2, articles=4, ray=ray)
"""


@pytest.mark.parametrize("ray", [(), ("local",)], ids=["one machine", "two workers of Ray"])
def test_daft_gives_the_same_tables(
    articles: list[Article], expected: dict[str, list[Any]], ray: tuple[str, ...], tmp_path: Path
) -> None:
    for needed in ("daft", "ray") if ray else ("daft",):
        pytest.importorskip(needed, reason="the optional engine is not installed: pip install 'corrobora[scale]' ray")
    given = tmp_path / "given.json"
    given.write_text(json.dumps([a.model_dump(mode="json") for a in reversed(articles)]))
    # In a process of its own: the engine leaves pipes open, and its threads.
    command = [sys.executable, "-c", BY_DAFT, str(given), str(tmp_path), *ray]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **QUIET})
    assert done.returncode == 0, done.stderr
    assert tables(tmp_path) == expected


def test_one_case_by_workers_is_the_same_case(articles: list[Article]) -> None:
    by_workers = run(articles, SETTINGS.model_copy(update={"jobs": 2}), reader=read_many)
    assert by_workers == run(articles, SETTINGS)


class Stopped(BaseException):
    """Stands for the user's Ctrl-C."""


def stopping_at(count: int) -> Any:
    def told(step: str, done: int) -> None:
        if step == "claims" and done >= count:
            raise Stopped

    return told


def test_a_stopped_run_goes_on_where_it_stopped(
    articles: list[Article], expected: dict[str, list[Any]], tmp_path: Path
) -> None:
    with pytest.raises(Stopped):
        run_tables(articles, tmp_path, SETTINGS, stopping_at(4), jobs=1, articles=2)
    kept = {path: path.stat().st_mtime_ns for path in tmp_path.glob(".parts/readings-*")}
    assert len(kept) == 2 and not list(tmp_path.glob("*.parquet"))
    with pytest.raises(Stopped):  # further on, and stopped again
        run_tables(articles, tmp_path, SETTINGS, stopping_at(8), jobs=1, articles=2)
    assert {path: path.stat().st_mtime_ns for path in kept} == kept
    account = run_tables(articles, tmp_path, SETTINGS, jobs=1, articles=2)
    assert account.taken_up == 8 and tables(tmp_path) == expected


def test_parts_of_other_settings_are_not_taken_up(articles: list[Article], tmp_path: Path) -> None:
    with pytest.raises(Stopped):
        run_tables(articles[:3], tmp_path, SETTINGS, stopping_at(2), jobs=1, articles=1)
    other = SETTINGS.model_copy(update={"max_text": 999_999})
    assert run_tables(articles[:3], tmp_path, other, jobs=1, articles=1).taken_up == 0


def test_a_worker_that_is_killed_costs_nothing(
    articles: list[Article], expected: dict[str, list[Any]], tmp_path: Path
) -> None:
    killed = []

    def kill() -> None:
        while not killed:
            killed.extend(child for child in multiprocessing.active_children()[:1])
            time.sleep(0.01)
        killed[0].kill()

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    run_tables(articles, tmp_path, SETTINGS, jobs=2, articles=2)
    killer.join(1)
    assert killed and tables(tmp_path) == expected


def test_what_kills_every_worker_is_told(articles: list[Article], tmp_path: Path) -> None:
    spool = Spool(tmp_path, SETTINGS)
    spool.add(articles[0])
    over = threading.Event()

    def kill() -> None:
        while not over.wait(0.05):
            for child in multiprocessing.active_children():
                child.kill()

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        ((_, failure),) = read_with(1, spool.parts(), SETTINGS)
    finally:
        over.set()
        killer.join()
    assert isinstance(failure, DeadWorkerError) and "signal 9" in str(failure)


@pytest.fixture
def full_disk() -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (600, hard))  # bytes of a file: what lies beyond fails as on a full disk
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.usefixtures("full_disk")
def test_a_full_disk_is_told_and_loses_nothing(
    articles: list[Article], expected: dict[str, list[Any]], tmp_path: Path
) -> None:
    with pytest.raises(CorroboraError, match="make room"):
        run_tables(articles, tmp_path, SETTINGS, jobs=1, articles=1)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.getrlimit(resource.RLIMIT_FSIZE)[1],) * 2)
    run_tables(articles, tmp_path, SETTINGS, jobs=1, articles=1)
    assert tables(tmp_path) == expected


@pytest.mark.parametrize("full_at", ["names", "events", "tables"])
def test_a_disk_that_fills_while_joining_leaves_no_table_and_what_was_read(
    articles: list[Article], expected: dict[str, list[Any]], full_at: str, tmp_path: Path
) -> None:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)

    def told(step: str, done: int) -> None:
        if step == full_at:
            resource.setrlimit(resource.RLIMIT_FSIZE, (200, limits[1]))

    try:
        with pytest.raises(CorroboraError, match="make room"):
            run_tables(articles, tmp_path, SETTINGS, told, jobs=1, articles=4)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert not list(tmp_path.glob("*.parquet"))
    account = run_tables(articles, tmp_path, SETTINGS, jobs=1, articles=4)
    assert account.taken_up == len(articles) and tables(tmp_path) == expected
    assert not list(tmp_path.glob("*.part"))


def test_two_runs_do_not_write_to_one_folder(tmp_path: Path) -> None:
    with part_folder(tmp_path), pytest.raises(InputError, match="another run"), part_folder(tmp_path):
        pass


def test_an_unknown_engine_is_told(articles: list[Article], tmp_path: Path) -> None:
    with pytest.raises(InputError, match="in-process, daft"):
        run_tables(articles[:1], tmp_path, SETTINGS, engine="steam")


@pytest.mark.parametrize("letters, asked, jobs", [(1_000, None, 1), (400_000, None, 1), (10**9, 3, 3), (0, 2, 2)])
def test_few_reports_are_read_without_workers(letters: int, asked: int | None, jobs: int) -> None:
    assert jobs_for(letters, asked) == jobs


# ---------------------------------------------------------------- bad input: a clear account, nothing lost


def run_on(given: list[Any], out: Path) -> dict[str, list[Any]]:
    account = run_tables(given, out, SETTINGS, jobs=1)
    found = tables(out)
    assert len(found["unread"]) == len(account.unread) and len(found["articles"]) == account.articles
    return found


def test_an_empty_input_gives_empty_tables_and_says_so(tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.touch()
    found = run_on([str(empty)], tmp_path / "out")
    assert not found["articles"]
    assert [row["reason"] for row in found["unread"]] == ["empty"]


def test_an_id_given_to_two_texts_is_made_distinct_whatever_the_order(tmp_path: Path) -> None:
    twins = [article(1), article(2, id="a1"), article(1, outlet="Other")]
    first, second = (run_on(order, tmp_path / str(n)) for n, order in enumerate((twins, twins[1::-1])))
    ids = {a["text"]: a["id"] for a in first["articles"]}
    assert len(ids) == 2 and "a1" in ids.values() and ids == {a["text"]: a["id"] for a in second["articles"]}
    reasons = [row["reason"] for row in first["unread"]]
    assert sum("it was read as 'a1~" in reason for reason in reasons) == 1
    assert sum("the same article as rows#1" in reason for reason in reasons) == 1
    case = run(twins, SETTINGS)
    assert [a.id for a in case.articles] == [a["id"] for a in first["articles"]], "one case in memory does the same"
    assert [row.reason for row in case.unread] == reasons


@pytest.mark.parametrize("published", ["1970-01-01", "2099-12-31", "0000-00-00", "yesterday"])
def test_an_odd_date_loses_no_article(published: str, tmp_path: Path) -> None:
    found = run_on([article(1, published=published), article(2)], tmp_path)
    assert len(found["articles"]) == 2 and {claim["article"] for claim in found["claims"]} == {"a1", "a2"}


def test_many_identical_articles_are_one_origin_and_one_event(tmp_path: Path) -> None:
    """More than any rare word may be in: no two of them are neighbours by their words."""
    text = article(1).text
    found = run_on([article(number, text=text, published="2013-06-10") for number in range(150)], tmp_path)
    assert len(found["articles"]) == 150 and len(found["origins"]) == 1
    (main,) = [event for event in found["events"] if event["main_of"]]
    assert len(main["main_of"]) == 150 and main["why"] == ["149 more print the same text"]


def test_a_crowd_of_prints_is_told_once_and_every_print_is_kept(tmp_path: Path) -> None:
    """The findings cite the first print of each text, an update among the prints too; the event holds all claims of all."""
    text = article(1).text
    later = text.replace("killed 4 people", "killed 9 people")
    given = [article(n, text=text, published="2013-06-10") for n in range(30)]
    given += [article(n, text=later, published="2013-06-11") for n in range(30, 33)]
    found = run_on(given, tmp_path / "run")
    main = found["events"][0]
    assert len(main["articles"]) == len(main["main_of"]) == 33
    claims = {claim["id"]: claim for claim in found["claims"]}
    cited = {claims[id_]["article"] for finding in main["findings"] for cell in finding["cells"] for id_ in cell["claims"]}
    assert cited == {"a0", "a30"}
    told = {claims[id_]["article"] for id_ in main["claims"]}
    assert told == set(main["articles"]) and all(claim["event"] for claim in claims.values() if claim["figure"])
    write_case(run(given, SETTINGS), tmp_path)
    assert tables(tmp_path) == found, "joined on disk or in memory, it is one case"


FRENCH = "Une voiture piégée a tué trois personnes dans la ville, a déclaré lundi un responsable de la police."
RUSSIAN = "Взрыв прогремел в центре города во вторник, погибли три человека, сообщили в полиции."


@pytest.mark.parametrize("other", [FRENCH, RUSSIAN], ids=["French", "Russian"])
def test_an_article_in_two_languages_is_read_where_it_is_english(other: str, tmp_path: Path) -> None:
    mixed = article(1, id="mixed", text=f"{other}\n\n{article(1).text}\n\n{other}")
    found = run_on([mixed, article(2)], tmp_path)
    assert [row["id"] for row in found["articles"]] == ["a2", "mixed"] and found["articles"][1]["text"] == mixed.text
    deaths = {c["figure"]["low"] for c in found["claims"] if c["article"] == "mixed" and c["figure"]}
    assert {4.0, 12.0} <= deaths
    assert all(mixed.text[c["start"]:c["end"]] == c["quote"] for c in found["claims"] if c["article"] == "mixed")


def test_an_article_that_is_too_long_is_told(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    rows = [{"id": "long", "text": "Shells fell on the town. " * 80_000}, {"id": "short", "text": "Shells fell on the town."}]
    path.write_text("\n".join(map(json.dumps, rows)))
    found = run_on([str(path)], tmp_path / "out")
    assert [a["id"] for a in found["articles"]] == ["short"]
    assert len(found["unread"]) == 1 and "#1" in found["unread"][0]["source"]


@pytest.mark.parametrize("outlet", ["The Daily", "lone \ud800 surrogate", None])
def test_readings_come_back_as_they_were_written(outlet: str | None, tmp_path: Path) -> None:
    spool = Spool(tmp_path, SETTINGS)
    told = article(3, text="Five men were shot in Homs on Monday, at least 12.5 per cent said.")
    spool.add(told.model_copy(update={"outlet": outlet}))
    (part,) = spool.parts()
    rows = list(part.rows())
    assert rows[0].outlet == outlet
    readings, unread = read_many(rows, SETTINGS, lambda step, done: None)
    assert readings[0].claims
    write_readings(part, readings, unread)
    assert read_readings(part.readings) == (readings, unread)


def test_what_was_worked_out_ahead_is_what_joining_would_work_out(articles: list[Article], tmp_path: Path) -> None:
    spool = Spool(tmp_path, SETTINGS)
    headline = article(77, text="Army retakes town in Homs\n\nThe Syrian army took Qusayr on Monday, an officer said.")
    for told in (*articles[:2], headline):
        spool.add(told)
    (part,) = spool.parts()
    ReadStep(SETTINGS)(part)
    readings, _ = read_readings(part.readings)
    kept = [named for named, _ in read_ahead(part, readings, SETTINGS)]
    write_lines(part.ahead, ["of another version", "{}", "{}", "{}"])
    again = [named for named, _ in read_ahead(part, readings, SETTINGS)]
    assert kept == again and all(named.clusters and named.places for named in kept)
