"""What the tests of the briefs share: a case made by hand, and one whose every text is hostile."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from brief.made_case import made_case

from corrobora.records import Case

HOSTILE = (
    '<script>alert(1)</script><img src=x onerror=alert(2)> "\' javascript:alert(3) \x1b[31mred\x1b]0;title\x07 '
    "\u202egnp.exe\u202c \u2066x\u2069 \x00 \x9b2J \ud800 \U000e0041 {{ 7 * 7 }} {% raw %} "
    "[a](javascript:x) `c` | **b** </style></title> "
    "http://example.org www.example.org"
)


GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "made_case"
Golden = Callable[[str, str], str]
"""A file's name and what is there now -> what the file holds."""


@pytest.fixture
def golden() -> Golden:
    """What an output was; ``GOLDEN=write pytest tests/brief`` takes the present outputs as right, to be read in the diff."""

    def read(name: str, now: str) -> str:
        if os.environ.get("GOLDEN") == "write":
            (GOLDEN / name).write_text(now, encoding="utf-8")
        return (GOLDEN / name).read_text(encoding="utf-8")

    return read


@pytest.fixture(scope="session")
def case() -> Case:
    return made_case()


@pytest.fixture(scope="session")
def hostile() -> Case:
    """The case with hostile words in every place where a text from outside can stand."""

    def poison(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: poison(inner, name) for name, inner in value.items()}
        if isinstance(value, list):
            return [poison(inner, key) for inner in value]
        return f"{value} {HOSTILE}" if isinstance(value, str) and key in SHOWN else value

    return Case.model_validate(poison(made_case().to_dict()))


SHOWN = {
    "outlet", "title", "source", "author", "reason", "mend", "label", "type_", "name", "names", "roles", "why", "note", "value",
    "who", "rule", "agency", "admin1", "predicate", "vague_word", "unit", "topic", "text", "language",
}
