"""How fast the desk is with a case of 20,000 articles, and with 50 who read and 10 who decide at once.

python benchmarks/desk_load.py [--articles N] [--seconds S] [--case FILE-OR-URL]

The case is synthetic: the invented reports of samples/ are read once and copied under other ids, each copy with a word of its
own, so that it is as large as a real one without hours of reading. What is measured is a real server over HTTP. A case that
--case names and that is there already is taken as it is, so that two versions are measured on one.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import delete, insert, select, update

from corrobora.casebook import fulltext, shelve
from corrobora.casebook.case import add, put_together
from corrobora.casebook.shelf_tables import (
    shelf,
    shelf_articles,
    shelf_entities,
    shelf_events,
    shelf_groups,
    shelf_origins,
    shelf_ties,
)
from corrobora.casebook.store import Casebook, Kept
from corrobora.casebook.tables import key_of, pack
from corrobora.errors import CaseError
from corrobora.records import Article, Reading
from corrobora.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
Rows = list[tuple[Any, list[dict[str, Any]]]]


def main() -> None:
    told = argparse.ArgumentParser()
    told.add_argument("--articles", type=int, default=20_000)
    told.add_argument("--seconds", type=float, default=60)
    told.add_argument("--case")
    given = told.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        case = given.case or str(Path(folder) / "large.case")
        began = time.monotonic()
        events = made_before(case) or make(case, given.articles)
        print(f"made: {given.articles:,} articles, {len(events):,} events, {time.monotonic() - began:.0f} s")
        with Served(case) as served:
            alone(served.address, events)
            together(served, events, given.seconds)


# ---------------------------------------------------------------- the case


def made_before(case: str) -> list[str]:
    """The events of a case that ``make`` has filled, which is told that the present code has done it; none for a new one."""
    try:
        with Casebook(case) as book, book.writing() as connection:
            connection.execute(update(shelf).values(made_by=shelve.made_by(Settings())))
            return list(connection.execute(select(shelf_events.c.id).order_by(shelf_events.c.id)).scalars())
    except CaseError:
        return []


def make(case: str, articles: int) -> list[str]:
    """Fills a case; gives the ids of its events."""
    settings = Settings()
    with Casebook(case, create=True) as book, tempfile.TemporaryDirectory() as folder:
        with Casebook(str(Path(folder) / "base.case"), create=True) as base:
            add(base, [str(ROOT / "samples")], settings)
            assembly = put_together(base, settings)
            kept = list(base.readings().values())
            raw = {article.id: article for article in base.articles()}
        parts, own = shelve.Articles(assembly.case, assembly.of), assembly.case
        rows: Rows = [
            (shelf_articles, list(parts.rows(own.articles))),
            (shelf_events, [shelve.row_of(event, place, parts) for place, event in enumerate(own.events)]),
            (shelf_groups, [{"id": event.id, "document": pack(event)} for event in assembly.groups]),
            (shelf_origins, [{"id": origin.id, "document": pack(origin)} for origin in own.origins]),
            (shelf_ties, list(shelve._ties(own, assembly.groups))),
        ]
        ids = {*raw, *(c.id for c in own.claims), *(e.id for e in own.events), *(g.id for g in assembly.groups),
               *(o.id for o in own.origins)}
        words = {key_of(id_): shelve.words_of(article) for id_, article in raw.items()}
        events, copies = [], -(-articles // len(raw))
        for number in range(copies):
            again = copied(ids, raw, number)
            put(book, again, rows, kept, raw, words, number)
            events += [again(event.id) for event in own.events]
        version = book.version()
        with book.writing() as connection:
            entities = [shelve._entity(entity) for entity in own.entities]
            connection.execute(insert(shelf_entities), [{"generation": 1, **row} for row in entities])
            connection.execute(delete(shelf))
            counts = {name: n * (copies if name != "entities" else 1) for name, n in shelve.counts_of(own).items()}
            connection.execute(insert(shelf).values(
                one=1, generation=1, whole=version, version=version, made_by=shelve.made_by(settings),
                seconds=3600.0, counts=json.dumps(counts),  # as long as putting it together may take: nobody waits for it
            ))
    return events


def copied(ids: set[str], raw: dict[str, Article], number: int) -> Callable[[str], str]:
    """What replaces all ids in a text by those of a copy."""
    new = {id_: f"{id_.rpartition('-')[0]}-{number:04x}{id_[-8:]}" for id_ in ids}
    new |= {key_of(id_): key_of(new[id_]) for id_ in raw}
    every = re.compile("|".join(map(re.escape, new)))
    return lambda text: every.sub(lambda found: new[found[0]], text)


def put(
    book: Casebook, again: Callable[[str], str], rows: Rows, kept: list[Kept], raw: dict[str, Article], words: dict[str, str],
    number: int,
) -> None:
    """One copy of everything."""
    articles, readings = [], []
    for own in kept:
        article = raw[own.reading.article.id]
        text = f"{article.text}\n\nCopy{number:05d}"
        articles.append(article.model_copy(update={"id": again(article.id), "text": text, "source": f"{number}.txt"}))
        reading = Reading.model_validate_json(again(own.reading.model_dump_json(by_alias=True)))
        readings.append(Kept(reading, own.code, own.seen))
    book.add(readings, articles)
    with book.writing() as connection:
        for table, own_rows in rows:
            connection.execute(insert(table), [
                {"generation": 1, **{k: again(v) if isinstance(v, str) else v for k, v in row.items()}} for row in own_rows
            ])
        fulltext.put(connection, {again(key): f"{own} copy{number:05d}" for key, own in words.items()})


# ---------------------------------------------------------------- the server, and those who use it


class Served:
    """``corrobora serve`` on a free port."""

    def __init__(self, case: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "corrobora", "serve", case, "--port", "0"], stderr=subprocess.PIPE, text=True, cwd=ROOT
        )

    def __enter__(self) -> Served:
        began = time.monotonic()
        assert self.process.stderr
        for line in self.process.stderr:
            if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                print(f"the desk is open after {time.monotonic() - began:.1f} s")
                self.address = found[0]
                return self
        raise SystemExit("the desk did not open")

    def __exit__(self, *told: object) -> None:
        self.process.terminate()
        self.process.wait()

    def seconds(self) -> float:
        """The processor time that the server has taken."""
        told = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


class Line:
    """A connection as a browser holds it, which takes as little of the processor as can be: the server shall have it."""

    def __init__(self, address: str) -> None:
        self.own = http.client.HTTPConnection(address.removeprefix("http://"), timeout=120)
        self.headers: dict[str, str] = {}
        _, body, cookie = self.ask("GET", "/api/session")
        self.headers = {"X-CSRF-Token": json.loads(body)["csrf"], "Cookie": cookie, "Content-Type": "application/json"}

    def ask(self, method: str, path: str, told: object = None) -> tuple[int, bytes, str]:
        """Status, body, cookie."""
        self.own.request(method, path, json.dumps(told) if told else None, self.headers)
        answer = self.own.getresponse()
        return answer.status, answer.read(), (answer.getheader("set-cookie") or "").partition(";")[0]


def browser(address: str) -> httpx.Client:
    client = httpx.Client(base_url=address, timeout=120, trust_env=False)
    client.headers["X-CSRF-Token"] = client.get("/api/session").json()["csrf"]
    return client


def alone(address: str, events: list[str]) -> None:
    """One reader, one request after another."""
    chance = random.Random(0)
    with closing(browser(address)) as client:
        def some() -> str:
            return chance.choice(events)

        notes = (f"note {n}" for n in count())
        version = client.get("/api/case").json()["version"]
        for name, ask in (
            ("list, page", lambda: client.get("/")), ("list, JSON", lambda: client.get("/api/events")),
            ("list by a rare word", lambda: client.get("/api/events", params={"q": f"copy{chance.randrange(3000):05d}"})),
            ("list by type and place", lambda: client.get("/api/events", params={"place": "Moussoro", "verdict": "differ"})),
            ("event, page", lambda: client.get(f"/events/{some()}")),
            ("event, JSON", lambda: client.get(f"/api/events/{some()}")),
            ("names, JSON", lambda: client.get("/api/entities")), ("articles, JSON", lambda: client.get("/api/articles")),
            ("a note on an event", lambda: client.post(
                "/api/judgements", json={"decision": "note", "words": [some(), next(notes)], "seen": version})),
            ("an event reviewed", lambda: client.post(
                "/api/judgements", json={"decision": "review", "words": [some(), "reviewed"], "seen": 2**50})),
        ):
            taken = []
            for _ in range(25):
                began = time.monotonic()
                answer = ask()
                taken.append(time.monotonic() - began)
                assert answer.status_code in (200, 201), answer.text[:300]
            print(f"{name:24} median {statistics.median(taken) * 1000:6.0f} ms   p95 {p95(taken) * 1000:6.0f} ms")


def p95(taken: list[float]) -> float:
    return sorted(taken)[int(len(taken) * 0.95)]


def together(served: Served, events: list[str], seconds: float) -> None:
    """50 who read and 10 who decide, each with a pause of a second or so between two requests, as people have."""
    reads, writes, problems, made = list[float](), list[float](), list[str](), set[str]()
    address, spent, own = served.address, served.seconds(), time.process_time()
    over = time.monotonic() + seconds

    def turns(number: int) -> Iterator[random.Random]:
        chance = random.Random(number)
        time.sleep(chance.random())
        while time.monotonic() < over:
            yield chance
            time.sleep(chance.uniform(0.5, 1.5))

    def read(number: int) -> None:
        with closing((line := Line(address)).own):
            for chance in turns(number):
                path = chance.choice(["/api/events", f"/events/{chance.choice(events)}", "/api/articles", "/api/entities"])
                began = time.monotonic()
                status, body, _ = line.ask("GET", path)
                reads.append(time.monotonic() - began)
                if status != 200:
                    problems.append(body[:200].decode())

    def decide(number: int) -> None:
        with closing((line := Line(address)).own):
            for turn, chance in enumerate(turns(1000 + number)):
                words = [chance.choice(events), f"analyst {number}, {turn}"]
                began = time.monotonic()
                status, body, _ = line.ask("POST", "/api/judgements", {"decision": "note", "words": words, "seen": 0})
                writes.append(time.monotonic() - began)
                if status == 201:
                    made.add(json.loads(body)["id"])
                else:
                    problems.append(body[:200].decode())

    threads = [threading.Thread(target=read, args=(n,)) for n in range(50)]
    threads += [threading.Thread(target=decide, args=(n,)) for n in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    mine = time.process_time() - own
    with closing(browser(address)) as client:
        kept = {item["judgement"]["id"] for item in client.get("/api/judgements").json()["items"]}
    print(f"50 read, 10 decide, {seconds:.0f} s: {len(reads)} reads, {len(writes)} decisions, {len(problems)} errors, "
          f"{len(made - kept)} lost; processor: the server {served.seconds() - spent:.0f} s, those who ask {mine:.0f} s; "
          f"load {os.getloadavg()[0]:.1f}")
    for name, taken in (("a read", reads), ("a decision", writes)):
        print(f"{name:24} median {statistics.median(taken) * 1000:6.0f} ms   p95 {p95(taken) * 1000:6.0f} ms")
    for problem in problems[:3]:
        print("  ", problem)


if __name__ == "__main__":
    main()
