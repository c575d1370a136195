"""Exports: what other tools read back from them."""

from __future__ import annotations

import csv
import io
import json

import pytest
from brief.made_case import made_case
from hypothesis import given
from hypothesis import strategies as st

from corrobora.codebooks import CODEBOOKS, code
from corrobora.errors import InputError
from corrobora.export import FORMATS, export
from corrobora.export.tables import HXL, REPORT_COLUMNS, safe, write_rows
from corrobora.records import Case, EventPlace


@pytest.fixture(scope="module")
def case() -> Case:
    return code(made_case())


def written(case: Case, name: str) -> str:
    out = io.StringIO(newline="")
    export(case, name, out)
    return out.getvalue()


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_case_gives_the_same_bytes(case: Case, name: str) -> None:
    assert written(case, name) == written(Case.from_json(case.to_json()), name) != ""


@pytest.mark.parametrize(("name", "columns"), [*((n, b.COLUMNS) for n, b in CODEBOOKS.items()), ("reports", REPORT_COLUMNS)])
def test_pandas_reads_the_tables(case: Case, name: str, columns: tuple[str, ...]) -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.read_csv(io.StringIO(written(case, name)))
    assert tuple(frame.columns) == columns
    rows = sum(len(e.articles) for e in case.events) if name == "reports" else len(case.events)
    assert len(frame) == rows > 0


def test_hxl_tags_stand_under_the_header(case: Case) -> None:
    header, tags, *rows = list(csv.reader(io.StringIO(written(case, "hxl"))))
    assert dict(zip(header, tags, strict=True)) == HXL and len(rows) == len(case.events)


def test_a_report_row_says_only_what_its_report_says(case: Case) -> None:
    rows = list(csv.DictReader(io.StringIO(written(case, "reports"))))
    deaths = {row["id"].split("/")[1]: row["deaths_low"] for row in rows if row["event_id"] == case.events[0].id}
    assert deaths["a-wire"] == "27" and deaths["a-other"] == "34"


def test_annotations_select_the_exact_words(case: Case) -> None:
    pyld = pytest.importorskip("pyld").jsonld
    texts = {f"urn:corrobora:article:{a.id}": a.text for a in case.articles} | {a.url: a.text for a in case.articles if a.url}
    lines = [json.loads(line) for line in written(case, "annotations").splitlines()]
    assert len(lines) == len(case.claims) > 0
    for note in lines:
        text = texts[note["target"]["source"]]
        position, quote = note["target"]["selector"]
        exact = text[position["start"] : position["end"]]
        assert exact == quote["exact"] and quote["prefix"] + exact + quote["suffix"] in text
        # A JSON-LD processor takes it for a graph (the context is given here, for nothing is fetched).
        local = {"@vocab": "http://www.w3.org/ns/oa#", "id": "@id", "type": "@type"}
        assert pyld.expand({**note, "@context": local})[0]["@id"].startswith("urn:corrobora:")


def test_geojson_is_geojson_and_null_where_nothing_is_known(case: Case) -> None:
    geojson = pytest.importorskip("geojson_pydantic")
    nowhere = case.events[0].model_copy(update={"id": "ev-nowhere", "place": EventPlace()})
    collection = geojson.FeatureCollection.model_validate_json(
        written(case.model_copy(update={"events": (*case.events, nowhere)}), "geojson")
    )
    points = {f.id: f.geometry for f in collection.features}
    assert points["ev-nowhere"] is None
    place = case.events[0].place
    assert tuple(points[case.events[0].id].coordinates) == (place.lon, place.lat)


def test_followthemoney_takes_every_entity(case: Case) -> None:
    model = pytest.importorskip("followthemoney").model
    made = [model.get_proxy(json.loads(line), cleaned=False) for line in written(case, "followthemoney").splitlines()]
    schemata = [proxy.schema.name for proxy in made]
    assert {"Article", "Event", "Mention"} <= set(schemata)
    ids = {proxy.id for proxy in made}
    for proxy in made:
        for prop, value in proxy.itervalues():
            assert prop.type.name != "entity" or value in ids
            assert prop.type.name != "country" or prop.type.validate(value)


def test_plover_records_have_the_standards_fields(case: Case) -> None:
    fields = [
        "id", "has_event", "date", "time", "enddate", "endtime", "actor", "recipient", "event", "event_loc", "event_text",
        "quad_code", "event_scale", "mode", "context", "link", "text", "text_info", "cite_info", "coder", "coded_date",
        "coded_time", "comment",
    ]  # fmt: skip
    for line in written(case, "plover").splitlines():
        assert list(json.loads(line)) == fields


def test_an_unknown_format_is_refused_with_the_known_ones(case: Case) -> None:
    with pytest.raises(InputError, match="one of ucdp"):
        export(case, "xlsx", io.StringIO())


@pytest.mark.parametrize("cell", ["=1+1", "+SUM(A1)", "-2+3", "@x", "\tx", "\rx"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert safe(cell) == "'" + cell


def test_numbers_stay_numbers() -> None:
    assert safe(-13.5) == -13.5 and safe(None) == ""


@given(st.lists(st.dictionaries(st.sampled_from("abc"), st.text(max_size=20) | st.integers() | st.none()), max_size=5))
def test_what_is_written_is_read_back(rows: list[dict[str, str | int | None]]) -> None:
    out = io.StringIO(newline="")
    write_rows(rows, ("a", "b", "c"), out)
    back = list(csv.reader(io.StringIO(out.getvalue(), newline="")))[1:]
    assert back == [[str(safe(row.get(c))) for c in "abc"] for row in rows]
