"""The documents say what is so."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from corrobora.records import case_schema

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]


def described() -> dict[str, list[str]]:
    """Type -> the keys that the page on the case document has a row for."""
    found: dict[str, list[str]] = {}
    for line in (ROOT / "docs" / "case-document.md").read_text(encoding="utf-8").splitlines():
        if heading := re.fullmatch(r"##+ (\w+)", line):
            found[heading[1]] = []
        elif row := re.match(r"\| (`.+?`) \|", line):
            found[list(found)[-1]] += re.findall(r"`(\w+)`", row[1])
    return {name: keys for name, keys in found.items() if keys}


def test_the_case_document_page_names_every_key_and_no_other() -> None:
    schema = case_schema()
    types = {"Case": schema, **schema["$defs"]}
    assert {name: sorted(keys) for name, keys in described().items()} == {
        name: sorted(told["properties"]) for name, told in types.items()
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_named_files_are_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"
    for name in re.findall(r"`((?:corrobora|docs|samples|scripts|tests|benchmarks)/[\w./-]*)`", text):
        assert (ROOT / name).exists(), f"{page.name} names {name}"


def test_the_readme_prints_what_the_commands_print() -> None:
    command = [sys.executable, "scripts/make_readme.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"make readme mends this:\n{done.stdout}{done.stderr}"
