"""Inputs -> articles: files, folders, globs, standard input, URLs, rows; told apart by content."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from corrobora.records import Article, Block, Role, Unread, make_id
from corrobora.settings import Settings

Input = str | Path | Article | dict[str, Any]


def read_inputs(inputs: Iterable[Input], settings: Settings) -> Iterator[Article | Unread]:
    """Every article that the inputs hold, in their order, and an Unread for every input or part that cannot be read."""
    for given in inputs:
        if isinstance(given, Article):
            yield given
            continue
        path = Path(str(given))
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".jsonl":
            for number, line in enumerate(text.splitlines()):
                row = json.loads(line)
                yield _article(f"{path}#{number}", row["text"], row, settings)
        else:
            yield _article(str(path), text, {}, settings)


def _article(source: str, text: str, row: dict[str, Any], settings: Settings) -> Article:
    title = row.get("title")
    full = f"{title}\n\n{text}" if title else text
    blocks, at = [], 0
    for part in full.split("\n"):
        if part.strip():
            role: Role = "headline" if title and at == 0 else "paragraph"
            blocks.append(Block(start=at, end=at + len(part), role=role))
        at += len(part) + 1
    return Article(
        id=str(row.get("id") or make_id("a", full)), source=source, outlet=row.get("outlet") or settings.outlet,
        title=title, published=row.get("published") or settings.published, text=full, blocks=tuple(blocks),
    )
