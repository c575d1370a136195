"""The API keeps what its OpenAPI document says, whatever it is sent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from web.conftest import browser, served

from corrobora.casebook.copies import restore
from corrobora.settings import Settings
from corrobora.web.app import create_app

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def client(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, three: Path, settings: Settings
) -> Iterator[httpx.Client]:
    if request.param == "sqlite":
        name = str(tmp_path_factory.mktemp("schema") / "desk.case")
    else:
        import psycopg

        server = request.getfixturevalue("postgresql")
        with psycopg.connect(server.replace("DATABASE", "postgres"), autocommit=True) as connection:
            connection.execute("CREATE DATABASE fuzzed")
        name = server.replace("DATABASE", "fuzzed")
    restore(three, name)
    app = create_app(name, settings)
    with served(app) as address, browser(address) as client:
        yield client


def test_the_api_is_as_documented(client: httpx.Client) -> None:
    schema = schemathesis.openapi.from_dict(client.get("/api/openapi.json").json())
    headers, cookies, base = {"X-CSRF-Token": client.headers["X-CSRF-Token"]}, dict(client.cookies), str(client.base_url)
    operations = [found.ok() for found in schema.exclude(path="/api/live").get_all_operations()]  # that one does not end
    assert len(operations) > 12
    for operation in operations:

        @given(operation.as_strategy())
        @hypothesis_settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
        def holds(case: schemathesis.Case) -> None:
            case.call_and_validate(base_url=base, headers=headers, cookies=cookies, checks=CHECKS)

        holds()
