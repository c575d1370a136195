"""A desk to test on: a real server over a case of three reports, on both databases."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
import uvicorn
from casebook.conftest import article, new_case, postgresql, settings
from fastapi import FastAPI

from corrobora.casebook.case import add
from corrobora.casebook.copies import restore
from corrobora.casebook.store import Casebook
from corrobora.settings import Settings
from corrobora.web.app import create_app

__all__ = ["new_case", "postgresql", "settings"]


@contextlib.contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """The address of an application while it is served on a free port."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.01)
    assert server.started
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


@contextlib.contextmanager
def browser(address: str) -> Iterator[httpx.Client]:
    """A client with a session, which sends its CSRF token."""
    with httpx.Client(base_url=address, timeout=60, trust_env=False) as client:
        client.headers["X-CSRF-Token"] = client.get("/api/session").json()["csrf"]
        yield client


@pytest.fixture(scope="session")
def three(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> Path:
    """A case of three reports: two of one raid, one of an ambush."""
    path = tmp_path_factory.mktemp("desk") / "three.case"
    with Casebook(str(path), create=True) as book:
        add(book, [article(each) for each in ("wire", "post", "gazette")], settings)
    return path


@pytest.fixture
def case(new_case: Callable[[], str], three: Path) -> str:
    """The name of a case of three reports, a new one for each test."""
    name = new_case()
    restore(three, name)
    return name


@pytest.fixture
def client(case: str, settings: Settings) -> Iterator[httpx.Client]:
    with served(create_app(case, settings)) as address, browser(address) as client:
        yield client
