"""Runs the commands in README.md and writes what they print below them; with --check only tells whether they print the same.

A block starts with ```console; a line "$ COMMAND" is run from the root, the lines after it are its output. Commands
other than ``corrobora`` are left as they are.
"""

from __future__ import annotations

import difflib
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
BLOCK = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.S | re.M)


def printed(command: str) -> str:
    """What a command prints at 80 columns and without colour, blanks at line ends left out."""
    words = shlex.split(command)
    environment = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=ROOT, env=environment, capture_output=True, check=False, encoding="utf-8",
    )
    if done.returncode:
        raise SystemExit(f"README.md: {command!r} ended with {done.returncode}: {done.stderr}")
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def renewed(text: str) -> str:
    """The README with the present output of its commands."""

    def block(match: re.Match[str]) -> str:
        parts = re.split(r"^(\$ corrobora .*\n)", match[0], flags=re.M)
        if len(parts) == 1:
            return match[0]
        told = parts[0]
        for command in parts[1::2]:
            told += command + printed(command[2:].strip())
        return told

    return BLOCK.sub(block, text)


def main() -> int:
    old = README.read_text(encoding="utf-8")
    new = renewed(old)
    if "--check" in sys.argv:
        sys.stdout.writelines(difflib.unified_diff(old.splitlines(True), new.splitlines(True), "README.md", "now"))
        return int(old != new)
    README.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
