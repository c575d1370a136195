"""Backup and restore: a copy of every row in one SQLite file, which is itself a case."""

from __future__ import annotations

from pathlib import Path

from corrobora.casebook.database import is_case
from corrobora.casebook.store import Casebook
from corrobora.errors import CaseError


def back_up(case: str, file: Path) -> None:
    """Copies a case as it is at one moment into a new file, whole or not at all. Raises CaseError if the file is there."""
    if file.exists():
        raise CaseError("is there already", where=str(file), mend="name a new file for the backup")
    part = file.with_name(file.name + ".part")
    with Casebook(case) as source:
        part.unlink(missing_ok=True)
        target = Casebook(str(part), create=True)
        try:
            source.copy_to(target)
            target.seal()
            part.rename(file)
        finally:
            target.close()
            for left in (part, Path(f"{part}-wal"), Path(f"{part}-shm")):
                left.unlink(missing_ok=True)


def restore(file: Path, case: str) -> None:
    """Puts a backup into a case that is not there yet or empty. Raises CaseError otherwise."""
    if not is_case(str(file)):
        raise CaseError("is no backup of a case", where=str(file), mend="corrobora backup CASE FILE makes one")
    with Casebook(str(file)) as source, Casebook(case, create=True) as target:
        if not target.empty():
            raise CaseError("holds something already", where=target.name, mend="restore into a new file or an empty database")
        source.copy_to(target)
