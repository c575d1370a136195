"""Dumps of made pages: every line of the report is kept, every line of the site's is clutter with a reason.

``tests/cases/dumps``: each line begins with what it is: H headline, S standfirst, B byline, D date, P paragraph,
C caption, or a dash.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from corrobora.pages.read import read_inputs
from corrobora.records import Article
from corrobora.settings import Settings

CASES = sorted((Path(__file__).resolve().parents[1] / "cases" / "dumps").glob("*.txt"))
ROLES = {"H": {"headline"}, "S": {"standfirst", "paragraph"}, "B": {"byline"}, "D": {"dateline"}, "P": {"paragraph"},
         "C": {"caption", "clutter"}, "-": {"clutter"}}


@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["lines", "blank lines"])
@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_the_report_is_told_from_the_furniture(path: Path, gap: str, tmp_path: Path) -> None:
    lines = [line.split(" | ", 1) for line in path.read_text(encoding="utf-8").splitlines()]
    page = tmp_path / "page"
    page.write_text(gap.join(text for _, text in lines), encoding="utf-8")
    (article,) = read_inputs([page], Settings())
    assert isinstance(article, Article)
    assert [article.slice(block) for block in article.blocks] == [text for _, text in lines]
    wrong = [(kind, block.role, text) for (kind, text), block in zip(lines, article.blocks, strict=True)
             if block.role not in ROLES[kind]]
    assert not wrong
    assert all(block.reason for block in article.blocks if block.role == "clutter")
