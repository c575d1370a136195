"""Runs the steps in this process, for a handful of reports or some thousands."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from corrobora.engines.tables import write_case
from corrobora.pages.read import Input
from corrobora.pipeline import Progress, run
from corrobora.records import Case
from corrobora.settings import Settings


def run_tables(
    inputs: Iterable[Input], out: Path, settings: Settings, progress: Progress = lambda step, done: None
) -> Case:
    """inputs -> Parquet tables in a folder. Gives the case that was written."""
    case = run(inputs, settings, progress)
    write_case(case, out)
    return case
