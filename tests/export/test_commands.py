"""``corrobora export``, ``codings``, ``compare`` and ``schema`` end to end, from reports, documents and kept cases."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pandas
import pytest
from casebook.conftest import TEXTS
from commands import Cli

from corrobora.codebooks.ucdp import COLUMNS
from corrobora.export import FORMATS
from corrobora.export.tables import TABLES
from corrobora.records import Case


@pytest.fixture
def kept(cli: Cli, new_case: Callable[[], str], tmp_path: Path) -> str:
    """A kept case in which Ana accepted one claim, rejected one, overruled a cell, judged an outlet and reviewed an event."""
    reports, name = tmp_path / "reports", new_case()
    reports.mkdir()
    for report in ("wire", "post", "gazette"):
        (reports / f"{report}.txt").write_text(TEXTS[report], encoding="utf-8")
    assert cli("add", name, reports, "--published", "2031-03-16", "--outlet", "The Wire")[0] == 0
    case = Case.from_json(cli("show", name, "--json")[1])
    dead = next(c for c in case.claims if c.figure and c.figure.low == 34)
    five = next(c for c in case.claims if c.figure and c.figure.low == 5 and c.figure.counts == "killed")
    raid = next(e for e in case.events if dead.id in e.claims)
    for words in (
        ("accept", dead.id), ("reject", five.id, "--why", "another war"), ("code", raid.id, "ucdp.high=40"),
        ("assess", "The Wire", "B2"), ("review", raid.id, "reviewed"),
    ):
        assert cli("judge", name, *words, "--who", "ana")[0] == 0
    return name


def test_a_kept_case_and_its_document_export_alike(cli: Cli, kept: str, tmp_path: Path) -> None:
    document = tmp_path / "case.json"
    document.write_text(cli("show", kept, "--json")[1], encoding="utf-8")
    for form in (*FORMATS, "markdown", "html"):
        one, other = tmp_path / f"kept.{form}", tmp_path / f"document.{form}"
        assert cli("export", kept, "--as", form, "-o", one)[0] == 0
        assert cli("export", document, "--as", form, "-o", other)[0] == 0
        assert one.read_bytes() == other.read_bytes() != b"", form
    for form in (name for name, table in TABLES.items() if not table.tags):
        assert cli("export", kept, "--as", form, "-o", tmp_path / f"{form}.parquet")[0] == 0
        assert tuple(pandas.read_parquet(tmp_path / f"{form}.parquet").columns) == TABLES[form].columns


def test_what_people_decided_stands_in_the_exports(cli: Cli, kept: str) -> None:
    rows = list(csv.DictReader(cli("export", kept, "--as", "ucdp")[1].splitlines()))
    assert "40" in {row["high"] for row in rows}
    reviews = [json.loads(line) for line in cli("export", kept, "--as", "claimreview")[1].splitlines()]
    assert {r["reviewRating"]["alternateName"] for r in reviews} == {"Accepted", "Rejected"}
    assert {r["author"]["name"] for r in reviews} == {"ana"}
    reports = list(csv.DictReader(cli("export", kept, "--as", "reports")[1].splitlines()))
    assert {row["source_classification"] for row in reports} == {"4"}
    casualties = list(csv.DictReader(cli("export", kept, "--as", "casualties")[1].splitlines()))
    assert any("The Wire B2" in row["source_assessments"] for row in casualties)


def test_a_document_without_rulings_has_no_claim_reviews(cli: Cli, tmp_path: Path) -> None:
    report = tmp_path / "wire.txt"
    report.write_text(TEXTS["wire"], encoding="utf-8")
    code, out, err = cli("export", report, "--as", "claimreview")
    assert (code, out) == (0, "") and "corrobora judge" in err


OWN = 'name = "desk"\nsource = "Desk handbook"\n[[column]]\nname = "dead"\nfact = "killed.low"\nrule = "3.2"\n'


def test_a_codebook_of_ones_own_is_exported_and_shown(cli: Cli, tmp_path: Path) -> None:
    report, book = tmp_path / "wire.txt", tmp_path / "desk.toml"
    report.write_text(TEXTS["wire"], encoding="utf-8")
    book.write_text(OWN, encoding="utf-8")
    assert cli("export", report, "--as", book)[1].splitlines()[:2] == ["dead", "27"]
    assert cli("export", report, "--as", book, "-o", tmp_path / "d.parquet")[0] == 0
    assert pandas.read_parquet(tmp_path / "d.parquet")["dead"].iloc[0] == "27"
    code, out, _ = cli("codings", report, "--codebook", book)
    assert code == 0 and "desk: dead 27" in out
    book.write_text(OWN.replace("killed.low", "deaths"), encoding="utf-8")
    code, _, err = cli("export", report, "--as", book)
    assert code == 2 and "desk.toml, line 5:" in err and "unknown fact 'deaths'" in err


def test_a_register_is_compared_in_the_order_of_the_command(cli: Cli, kept: str, tmp_path: Path) -> None:
    ged = tmp_path / "ged.csv"
    assert cli("export", kept, "--as", "ucdp", "-o", ged)[0] == 0
    code, out, _ = cli("compare", kept, ged)
    assert code == 0 and "the same in all that both tell" in out
    rows = ged.read_text(encoding="utf-8").splitlines(keepends=True)
    bare = tmp_path / "bare.csv"
    bare.write_text("".join(rows[1:]), encoding="utf-8")
    assert cli("compare", kept, bare)[1].count(" is ") == out.count(" is ") > 0


def test_the_table_schema_is_printed(cli: Cli) -> None:
    code, out, _ = cli("schema", "--table", "ucdp")
    assert code == 0 and [field["name"] for field in json.loads(out)["fields"]] == list(COLUMNS)


REFUSED = [
    (("export", "x.txt", "--as", "xlsx"), "one of ucdp"),
    (("export", "x.txt", "--as", "geojson", "-o", "x.parquet"), "no table that Parquet can hold"),
    (("export", "x.txt", "--as", "no-such.toml"), "cannot be read"),
    (("export", "no-such.txt", "--as", "ucdp"), "no-such.txt"),
    (("compare", "x.txt", "no-such.csv"), "no-such.csv"),
    (("schema", "--table", "xlsx"), "one of ucdp"),
]


@pytest.mark.parametrize(("words", "told"), REFUSED, ids=lambda v: " ".join(v) if isinstance(v, tuple) else "")
def test_what_cannot_be_done_is_refused(cli: Cli, words: tuple[str, ...], told: str, tmp_path: Path) -> None:
    code, out, err = cli(*words)
    assert (code, out) == (2, "") and told in err


def test_a_file_that_cannot_be_written_is_refused(cli: Cli, tmp_path: Path) -> None:
    report = tmp_path / "wire.txt"
    report.write_text(TEXTS["wire"], encoding="utf-8")
    for name in ("no/such.csv", "no/such.parquet"):
        code, _, err = cli("export", report, "--as", "ucdp", "-o", tmp_path / name)
        assert code == 2 and "cannot be written" in err
