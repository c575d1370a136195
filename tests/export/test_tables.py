"""Tables: what spreadsheets, pandas, R, frictionless and HXL's own library read back from them."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import frictionless
import pandas
import pytest
from export.conftest import written
from hypothesis import given
from hypothesis import strategies as st

from corrobora.codebooks import CODEBOOKS, reports
from corrobora.errors import InputError
from corrobora.export.parquet import write_parquet
from corrobora.export.table_schema import table_schema
from corrobora.export.tables import TABLES, Table, safe, write_rows, write_table
from corrobora.records import Case, CodedCell

# What a cell may hold, and what every reader must give back.
CELLS = [
    ("=1+1", "'=1+1"), ("+SUM(A1)", "'+SUM(A1)"), ("-2+3", "'-2+3"), ("@cmd", "'@cmd"), ("\t=1", "'\t=1"), ("\r=1", "'\n=1"),
    ("\n=1", "'\n=1"), ("\uff1d1+1", "'\uff1d1+1"), ("two\nlines", "two\nlines"), ("two\r\nlines", "two\nlines"),
    ("old\rmac", "old\nmac"), ('say "no", he said', 'say "no", he said'), ('"', '"'), ("'quoted'", "'quoted'"),
    ("a;b\tc,d", "a;b\tc,d"), ("\u0642\u0635\u064a\u0631 \u05d0\u05d1", "\u0642\u0635\u064a\u0631 \u05d0\u05d1"),
    ("\u202egnp.exe\u202c", "\u202egnp.exe\u202c"), ("\u6771\u4eac \U0001f54a", "\u6771\u4eac \U0001f54a"),
    ("nul\x00l and \x1b[31mred\x9b", "null and [31mred"), ("half \ud800 pair", "half \ufffd pair"), (" spaces ", " spaces "),
    ("NA", "NA"), ("NULL", "NULL"), ("007", "007"), ("1e5", "1e5"), ("TRUE", "TRUE"), ("2031-03-15", "2031-03-15"),
    ("\\N \\t", "\\N \\t"), ("# no comment", "# no comment"), ("", ""),
]  # fmt: skip
BACK = [cell for _, cell in CELLS]


def hostile_table(path: Path) -> Path:
    """A file with a row for each of ``CELLS``: its number, the cell, a word after it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows: list[dict[str, str | int | None]] = [{"n": n, "cell": cell, "end": "end"} for n, (cell, _) in enumerate(CELLS)]
        write_rows(rows, ("n", "cell", "end"), file)
    return path


@pytest.mark.parametrize(("cell", "back"), CELLS)
def test_no_cell_is_a_formula_and_none_breaks_a_line(cell: str, back: str) -> None:
    assert safe(cell) == back


def test_numbers_stay_numbers() -> None:
    assert safe(-13.5) == -13.5 and safe(None) == ""


@given(st.lists(st.dictionaries(st.sampled_from("abc"), st.text(max_size=20) | st.integers() | st.none()), max_size=5))
def test_what_is_written_is_read_back(rows: list[dict[str, str | int | None]]) -> None:
    out = io.StringIO(newline="")
    write_rows(rows, ("a", "b", "c"), out)
    back = list(csv.reader(io.StringIO(out.getvalue(), newline="")))[1:]
    assert back == [[str(safe(row.get(c))) for c in "abc"] for row in rows]


def test_pandas_reads_hostile_cells(tmp_path: Path) -> None:
    frame = pandas.read_csv(hostile_table(tmp_path / "t.csv"), dtype=str, keep_default_na=False)
    assert list(frame["cell"]) == BACK and set(frame["end"]) == {"end"}


def test_libreoffice_reads_hostile_cells(tmp_path: Path) -> None:
    """Through a spreadsheet and back: formulas stay text, lines and scripts stay as they are."""
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    if soffice is None:
        pytest.skip("no LibreOffice here: apt-get install libreoffice-calc")
    source, home = hostile_table(tmp_path / "t.csv"), tmp_path / "home"
    reads = "--infilter=CSV:44,34,76,1,1/2/2/2/3/2"  # comma, double quote, UTF-8, from line 1, every column as text
    steps = (
        ([reads, "--convert-to", "ods", "--outdir", str(tmp_path)], source),
        (["--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1", "--outdir", str(tmp_path / "back")],
         tmp_path / "t.ods"),
    )
    for words, path in steps:
        done = subprocess.run(
            [soffice, f"-env:UserInstallation={home.as_uri()}", "--headless", "--norestore", *words, str(path)],
            capture_output=True, text=True, timeout=180, check=False,
        )
        assert done.returncode == 0, done.stderr
    with (tmp_path / "back" / "t.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = list(csv.reader(file))
    assert header == ["n", "cell", "end"]
    assert [row[1] for row in rows] == [cell.replace("\t", "") for cell in BACK]  # LibreOffice drops tabs inside of cells
    assert {row[2] for row in rows} == {"end"}


_R = """
path <- commandArgs(trailingOnly = TRUE)
t <- read.csv(path[1], colClasses = "character", na.strings = character(0), encoding = "UTF-8", check.names = FALSE)
hex <- vapply(t$cell, function(x) paste(as.character(charToRaw(enc2utf8(x))), collapse = ""), "")
cat(c(names(t), paste0(hex, "|", t$end)), sep = "\\n")
"""


def test_r_reads_hostile_cells(tmp_path: Path) -> None:
    r = shutil.which("Rscript")
    if r is None:
        pytest.skip("no R here: apt-get install r-base-core")
    script = tmp_path / "read.R"
    script.write_text(_R, encoding="utf-8")
    done = subprocess.run(
        [r, "--vanilla", str(script), str(hostile_table(tmp_path / "t.csv"))], capture_output=True, text=True, timeout=120,
        check=False, env={"LC_ALL": "C.UTF-8", "PATH": "/usr/local/bin:/usr/bin:/bin"},
    )  # fmt: skip
    assert done.returncode == 0 and not done.stderr, done.stderr
    names, lines = done.stdout.splitlines()[:3], done.stdout.splitlines()[3:]
    assert names == ["n", "cell", "end"]
    assert [bytes.fromhex(line.partition("|")[0]).decode("utf-8") for line in lines] == BACK
    assert {line.partition("|")[2] for line in lines} == {"end"}


@pytest.mark.parametrize("name", [n for n, t in TABLES.items() if not t.tags])
def test_pandas_reads_the_tables(case: Case, name: str) -> None:
    frame = pandas.read_csv(io.StringIO(written(case, name)))
    assert tuple(frame.columns) == TABLES[name].columns
    listed = [event for event in case.events if event.status != "planned"]
    assert 0 < len(listed) < len(case.events)
    assert len(frame) == (sum(len(e.articles) for e in listed) if name == "reports" else len(listed))


@pytest.mark.parametrize("name", TABLES)
def test_the_table_schema_holds_for_the_table(case: Case, name: str, tmp_path: Path) -> None:
    """frictionless checks every cell of a table against the schema that ``corrobora schema --table`` prints."""
    (tmp_path / f"{name}.csv").write_text(written(case, name), encoding="utf-8", newline="")
    described: dict[str, Any] = table_schema(name)
    if TABLES[name].tags:  # a table with two lines of header: HXL's tags are part of the columns' names
        for field, tag in zip(described["fields"], TABLES[name].tags, strict=True):
            field["name"] += f" {tag}"
        described["primaryKey"] = [f"{described['primaryKey'][0]} {TABLES[name].tags[0]}"]
    dialect = frictionless.Dialect(header_rows=[1, 2] if TABLES[name].tags else [1])
    with frictionless.system.use_context(trusted=True):
        resource = frictionless.Resource(
            path=str(tmp_path / f"{name}.csv"), schema=frictionless.Schema.from_descriptor(described), dialect=dialect,
        )  # fmt: skip
        report = resource.validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])
    wrong = json.loads(json.dumps(described).replace('"type": "string"', '"type": "integer"'))
    with frictionless.system.use_context(trusted=True):
        assert not frictionless.Resource(
            path=str(tmp_path / f"{name}.csv"), schema=frictionless.Schema.from_descriptor(wrong), dialect=dialect,
        ).validate().valid  # fmt: skip


def test_hxls_own_library_reads_the_tags(case: Case) -> None:
    hxl = pytest.importorskip("hxl", reason="no libhxl here")
    source = hxl.data(list(csv.reader(io.StringIO(written(case, "hxl")))))
    assert [column.display_tag for column in source.columns] == list(TABLES["hxl"].tags)
    assert hxl.validate(list(csv.reader(io.StringIO(written(case, "hxl")))))["is_valid"]
    assert [row.get("#affected+killed") for row in source] == ["27", None]


def test_the_columns_are_those_of_the_registers() -> None:
    """Column lists as the registers publish them, in their order."""
    lines = (Path(__file__).parents[1] / "cases" / "columns.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        name, _, columns = line.partition(": ")
        assert list(TABLES[name].columns) == columns.split(", ")
    assert {line.partition(": ")[0] for line in lines} == {"ucdp", "acled", "reports"}


@pytest.mark.parametrize("name", [n for n, t in TABLES.items() if not t.tags])
def test_parquet_holds_what_the_csv_holds(case: Case, name: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.parquet"
    write_parquet(TABLES[name], case, path, name)
    frame = pandas.read_parquet(path)
    assert tuple(frame.columns) == TABLES[name].columns and [p.name for p in tmp_path.iterdir()] == [path.name]
    types = {field["name"]: field["type"] for field in table_schema(name)["fields"]}
    for row, plain in zip(frame.to_dict("records"), TABLES[name].rows(case), strict=True):
        for column, value in plain.items():
            held = row[column]
            if value is None:
                assert pandas.isna(held)
            elif types[column] == "date":
                assert str(held) == value or f"{held:%d %B %Y}" == value
            else:
                assert held == value


def test_a_cell_that_does_not_fit_its_column_is_refused(case: Case, tmp_path: Path) -> None:
    event = case.events[0]
    coding = event.codings["ucdp"].model_copy(update={"value": {**event.codings["ucdp"].value, "best": "about 30"}})
    odd = case.model_copy(update={"events": (event.model_copy(update={"codings": {"ucdp": coding}}),)})
    with pytest.raises(InputError, match="best holds 'about 30', which is no integer"):
        write_parquet(TABLES["ucdp"], odd, tmp_path / "x.parquet", "ucdp")
    assert not list(tmp_path.iterdir())
    assert "about 30" in written(odd, "ucdp")


def test_a_cell_that_a_person_overruled_is_exported(case: Case) -> None:
    event = case.events[0]
    coding = event.codings["ucdp"]
    mine = coding.model_copy(update={
        "value": {**coding.value, "best": 12}, "cells": {**coding.cells, "best": CodedCell(value=12, rule="overruled by ana")},
    })
    changed = case.model_copy(update={"events": (event.model_copy(update={"codings": {**event.codings, "ucdp": mine}}),)})
    (row,) = csv.DictReader(io.StringIO(written(changed, "ucdp")))
    assert row["best"] == "12"


@pytest.mark.parametrize("name", TABLES)
def test_a_case_without_codings_is_coded_when_it_is_exported(case: Case, name: str) -> None:
    bare = case.model_copy(update={"events": tuple(e.model_copy(update={"codings": {}}) for e in case.events)})
    assert written(bare, name) == written(case, name)


def test_hostile_names_stay_in_their_cells(hostile: Case, tmp_path: Path) -> None:
    for name, table in TABLES.items():
        rows = list(csv.reader(io.StringIO(written(hostile, name))))
        assert {len(row) for row in rows} == {len(table.columns)}
        text = written(hostile, name)
        assert "\x00" not in text and "\x1b" not in text
        text.encode("utf-8")
    write_parquet(TABLES["acled"], hostile, tmp_path / "a.parquet", "acled")
    assert len(pandas.read_parquet(tmp_path / "a.parquet")) == len(hostile.events) - 1


def test_a_codebooks_own_column_names_are_no_formulas() -> None:
    out = io.StringIO(newline="")
    write_table(Table(("=a",), lambda case: iter([{"=a": "=1"}])), Case(settings="s"), out)
    assert out.getvalue() == "'=a\r\n'=1\r\n"


def test_every_column_of_a_codebook_says_what_it_follows() -> None:
    for name in (*CODEBOOKS, reports.NAME):
        assert all(field["description"] for field in table_schema(name)["fields"])
