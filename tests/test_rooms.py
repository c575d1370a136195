"""A room imports only rooms above it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "corrobora"
ROOMS = [
    "records", "errors", "settings", "text", "pages", "claims", "entities", "events", "codebooks", "pipeline",
    "engines", "casebook", "export", "brief", "web", "cli",
]


def imported_rooms(path: Path) -> set[str]:
    """The rooms that a file names in its imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return {room_of(name.split(".")[1]) for name in names if name.startswith("corrobora.")}


def room_of(name: str) -> str:
    """The command line's files, ``cli.py`` and ``cli_…py``, are one room."""
    return name.removesuffix(".py").split("_")[0] if name.startswith("cli_") else name.removesuffix(".py")


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_file_imports_only_rooms_above_its_own(path: Path) -> None:
    room = room_of(path.relative_to(PACKAGE).parts[0])
    if room in ("__init__", "__main__"):
        return  # the package's faces hand on from any room
    assert room in ROOMS, f"{room} is no room of the design"
    for other in imported_rooms(path):
        assert ROOMS.index(other) <= ROOMS.index(room), f"{room} imports {other}, which lies below it"
