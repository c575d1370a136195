"""The measured quality of reading pages does not fall below its floors (a sample; all of it: ../shared/eval/pages.py)."""

from __future__ import annotations

import gzip
import importlib.util
import json
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from corrobora.pages.article import About, text_article
from corrobora.pages.html import html_article
from corrobora.pages.read import read_inputs
from corrobora.records import Article
from corrobora.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
FLOORS = tomllib.loads((ROOT / "benchmarks" / "floors.toml").read_text(encoding="utf-8"))["pages"]
PAGES = 24
pytestmark = pytest.mark.shared


def scorer(shared: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(shared / "eval"))
    spec = importlib.util.spec_from_file_location("pages_scorer", shared / "eval" / "pages.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "pages_scorer", module)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_the_article_is_told_from_the_clutter(kind: str, shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = shared / "data" / "pages" / "zyte"
    with gzip.open(folder / "pages.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines][:PAGES]
    found = {}
    for row in rows:
        about = About(source=row["id"], key=(row["id"],))
        if kind == "plain":
            article = text_article(row["dump"], about, Settings(), clean=False)
        else:
            page = gzip.decompress((folder / row["html"]).read_bytes()).decode("utf-8", "replace")
            article = html_article(page, about, Settings())
        found[row["id"]] = "\n".join(article.slice(b) for b in article.blocks if b.role in ("standfirst", "paragraph"))
    score = scorer(shared, monkeypatch).shingle_scores({row["id"]: row["body"] for row in rows}, found)
    assert score["f1"] >= FLOORS[kind]


@pytest.mark.parametrize(("seed", "tail"), [("000_*", "Start your day with"), ("001_*", "Sign up to our")])
def test_all_that_follows_the_report_is_clutter(seed: str, tail: str, shared: Path) -> None:
    (article,) = read_inputs([next((shared / "seeds").glob(seed))], Settings())
    assert isinstance(article, Article)
    at = article.text.index(tail)
    assert {b.role for b in article.blocks if b.start >= at} == {"clutter"}
    assert "clutter" not in {b.role for b in article.blocks if b.start < at}


def test_rows_of_clean_text_lose_nothing(shared: Path) -> None:
    groups = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((shared / "data" / "ledger").glob("*.json"))]
    rows = [row for group in groups if isinstance(group, dict) for row in group.get("articles", []) if "text" in row]
    assert rows
    for article in read_inputs(rows, Settings()):
        assert isinstance(article, Article)
        assert not [b for b in article.blocks if b.role == "clutter"], article.id
