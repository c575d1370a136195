"""A second article under the first, without a byline or date of its own, in HTML. As dumps: ``tests/cases/dumps``."""

from __future__ import annotations

from pathlib import Path

import pytest

from corrobora.pages.read import read_inputs
from corrobora.records import Article
from corrobora.settings import Settings

DUMPS = Path(__file__).resolve().parents[1] / "cases" / "dumps"


@pytest.mark.parametrize("name", ["second_without_byline", "heading_in_the_text"])
@pytest.mark.parametrize("marked", [True, False], ids=["a line of the site between", "none"])
def test_another_headline_over_another_subject_ends_the_report(name: str, marked: bool, tmp_path: Path) -> None:
    lines = [line.split(" | ", 1) for line in (DUMPS / f"{name}.txt").read_text(encoding="utf-8").splitlines()]
    headings = [text for _, text in lines if text[:8] in {"Shells h", "Brewer H", "Talks in"}]
    title = headings[0]
    shown = [text for kind, text in lines if marked or text not in {"Share this article", "Related stories"}]
    body = "".join(f"<h{1 + (text != title)}>{text}</h{1 + (text != title)}>" if text in headings and text[-1] != "."
        else f"<p>{text}</p>" for text in shown)
    path = tmp_path / "page"
    path.write_text(f"<html><head><title>{title}</title></head><body><article>{body}</article></body></html>", encoding="utf-8")
    (article,) = read_inputs([path], Settings())
    assert isinstance(article, Article)
    report = [text for kind, text in lines if kind == "P" and text not in headings]
    kept = [article.slice(block) for block in article.blocks if block.role == "paragraph" and article.slice(block)[-1] == "."]
    assert kept == report
