from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from corrobora.engines.tables import TABLES, write_case
from corrobora.records import (
    Article,
    Block,
    Case,
    Cell,
    CodedCell,
    Coding,
    Event,
    EventDate,
    Finding,
    Origin,
    Shared,
    Unread,
)


@pytest.fixture
def case() -> Case:
    cell = Cell(origin="o-1", claims=("c-1",), low=3, high=None)
    finding = Finding(topic="killed", verdict="alone", cells=(cell,), origins=1, low=3)
    coding = Coding(value={"deaths": 3, "name": "x"}, cells={"deaths": CodedCell(value=3, rule="r", claims=("c-1",))})
    article = Article(id="a", source="a", text="one \ud800", blocks=(Block(start=0, end=3, role="paragraph"),))
    shared = Shared(a="a", a_start=0, a_end=1, b="b", b_start=0, b_end=1)
    return Case(
        settings="s", articles=(article,), origins=(Origin(id="o-1", articles=("a",), shared=(shared,)),),
        events=(Event(
            id="e-1", label="l", type="Attack", status="asserted", main_of=("a",), findings=(finding,),
            date=EventDate(note="n"), codings={"ucdp": coding},
        ),),
        unread=(Unread(source="x", reason="empty"),),
    )


def test_the_tables_hold_the_fields_of_the_document(case: Case, tmp_path: Path) -> None:
    paths = write_case(case, tmp_path / "new" / "out")
    assert {path.stem for path in paths} == set(TABLES)
    told = case.to_dict()
    for path in paths:
        rows = pq.read_table(path).to_pylist()
        assert len(rows) == len(told[path.stem])
        for row, wanted in zip(rows, told[path.stem], strict=True):
            assert list(row) == list(wanted)
    event = pq.read_table(tmp_path / "new" / "out" / "events.parquet").to_pylist()[0]
    assert event["main_of"] == ["a"]
    assert event["findings"][0]["low"] == 3 and event["findings"][0]["cells"][0]["high"] is None
    assert json.loads(event["codings"])["ucdp"]["value"]["deaths"] == 3


def test_an_empty_case_gives_empty_tables_with_their_columns(tmp_path: Path) -> None:
    for path in write_case(Case(settings="s"), tmp_path):
        table = pq.read_table(path)
        assert table.num_rows == 0 and table.num_columns > 0
