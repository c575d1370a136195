"""The main job on samples/, from the files to the page: what a careful reader takes from them."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest

import corrobora
from corrobora.brief.grid import Grid
from corrobora.brief.html import html
from corrobora.records import Case, Claim, case_schema

SAMPLES = Path(__file__).resolve().parents[1] / "samples"


@pytest.fixture(scope="module")
def case() -> Case:
    return corrobora.brief([str(SAMPLES)])


@pytest.fixture(scope="module")
def grid(case: Case) -> Grid:
    return Grid(case)


def file(case: Case, claim: Claim) -> str:
    return next(Path(article.source).name for article in case.articles if article.id == claim.article)


def test_every_report_is_read(case: Case) -> None:
    assert sorted(Path(article.source).name for article in case.articles) == sorted(path.name for path in SAMPLES.iterdir())
    assert case.unread == ()


def test_the_document_holds_against_its_schema_and_reads_back(case: Case) -> None:
    jsonschema.Draft202012Validator(case_schema()).validate(case.to_dict())
    assert Case.from_json(case.to_json()) == case


def test_every_claim_is_the_text_it_says(case: Case) -> None:
    texts = {article.id: article.text for article in case.articles}
    assert case.claims
    for claim in case.claims:
        assert texts[claim.article][claim.start:claim.end] == claim.quote


def test_the_near_copy_and_its_wire_text_are_one_origin(case: Case) -> None:
    names = {article.id: Path(article.source).name for article in case.articles}
    joined = [sorted(names[a] for a in origin.articles) for origin in case.origins if len(origin.articles) > 1]
    assert joined == [["kanem-courier.txt", "river-news-agency.txt"]]


def test_the_raid_is_one_event_of_four_origins(case: Case, grid: Grid) -> None:
    raid = grid.main[0]
    names = {article.id: Path(article.source).name for article in case.articles}
    assert {names[a] for a in raid.articles} >= {
        "kanem-courier.txt", "river-news-agency.txt", "desert-post.html", "the-lakeside-observer.txt",
    }
    assert raid.date.start == "2031-03-15"
    assert raid.place.name in ("Moussoro", "Mussoro")


def test_the_tolls_stand_with_those_who_said_them(case: Case, grid: Grid) -> None:
    told = {
        (said.words, said.speaker, said.status)
        for row in grid.rows(grid.main[0]) if row.topic == "killed" for square in row.squares for said in square.said
    }
    assert ("eleven bodies", "Achta Brahim", "") in told
    assert any("Up to 50" in words and status == "hedged" for words, _, status in told)
    assert any("hirty-four" in words for words, _, _ in told)


def test_no_toll_of_a_year_or_of_another_day_is_the_raids(case: Case) -> None:
    yearly = [claim for claim in case.claims if claim.figure and "400" in claim.quote and claim.figure.counts == "killed"]
    assert yearly and all(claim.figure and claim.figure.scope != "event" for claim in yearly)
    rested_on = {c for event in case.events for f in event.findings for cell in f.cells for c in cell.claims}
    assert not rested_on & {claim.id for claim in yearly}


def test_order_of_the_files_changes_nothing(case: Case) -> None:
    paths = sorted(str(path) for path in SAMPLES.iterdir())
    assert corrobora.brief(paths[::-1]) == case


def test_the_page_of_the_samples_is_drawn(case: Case) -> None:
    page = html(case)
    assert all(outlet in page for outlet in ("Desert Post", "river-news-agency", "kanem-courier"))
    assert len(page) < 1_000_000
