"""A register's rows beside a case's events."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from brief.made_case import made_case

from corrobora.codebooks import code
from corrobora.codebooks.acled import COLUMNS as ACLED
from corrobora.codebooks.register import Pair, compare, read_register
from corrobora.codebooks.ucdp import COLUMNS
from corrobora.errors import InputError
from corrobora.records import Case

HEADER = "id,date_start,date_end,latitude,longitude,where_coordinates,best,low,high\n"


@pytest.fixture(scope="module")
def case() -> Case:
    return code(made_case())


def pairs(case: Case, tmp_path: Path, text: str) -> list[Pair]:
    path = tmp_path / "register.csv"
    path.write_text(text, encoding="utf-8")
    return list(compare(case, read_register(path)))


def day(case: Case) -> str:
    return str(case.events[0].date.start)


def test_a_row_of_the_day_and_place_is_the_event(case: Case, tmp_path: Path) -> None:
    place = case.events[0].place
    here = f"7,{day(case)} 00:00:00.000,{day(case)},{place.lat},{place.lon},x,31,27,34\n"
    text = HEADER + here + "8,1999-01-01,1999-01-01,0,0,x,1,1,1\n"
    first, second, *rest = pairs(case, tmp_path, text)
    assert first.row and first.row.id == "7" and first.event is case.events[0]
    assert {column: theirs for column, theirs, _ in first.parts}["best"] == "31"
    assert second.row and second.row.id == "8" and second.event is None
    assert not rest  # the other event is planned: no register lists it
    bare = pairs(case, tmp_path, HEADER + "8,1999-01-01,1999-01-01,0,0,x,1,1,1\n")
    assert [(p.row is None, p.event) for p in bare][1:] == [(True, case.events[0])]


def test_far_away_or_long_ago_is_another_event(case: Case, tmp_path: Path) -> None:
    place = case.events[0].place
    assert place.lat is not None
    text = HEADER + f"7,{day(case)},{day(case)},{place.lat + 1},{place.lon},x,27,27,27\n"
    assert pairs(case, tmp_path, text)[0].event is None


def test_a_row_without_a_point_is_matched_by_its_places_name(case: Case, tmp_path: Path) -> None:
    text = "event_date,fatalities,location\n" + f"{day(case)},27,{str(case.events[0].place.name).upper()}\n"
    assert pairs(case, tmp_path, text)[0].event is case.events[0]


def test_a_ged_file_without_its_header_is_known_by_its_columns(case: Case, tmp_path: Path) -> None:
    values = {"id": "9", "date_start": day(case), "date_end": day(case), "where_coordinates": case.events[0].place.name or ""}
    line = ",".join(values.get(column, "") for column in COLUMNS)
    assert pairs(case, tmp_path, line + "\n")[0].event is case.events[0]


@pytest.mark.parametrize("mark", [";", "\t"])
def test_other_marks_between_cells_are_read_and_lines_are_those_of_the_file(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "register.csv"
    lines = ["id,date_start,best,where_coordinates", '1,2031-01-01,3,"two', 'lines"', "", "2,2031-01-02,4,x"]
    path.write_text("\r\n".join(line.replace(",", mark) for line in lines), encoding="utf-8-sig", newline="")
    assert [(row.line, row.id) for row in read_register(path)] == [(2, "1"), (5, "2")]


def test_an_acled_file_without_its_header_is_known_by_its_columns(case: Case, tmp_path: Path) -> None:
    day_ = date.fromisoformat(day(case))
    values = {"event_date": f"{day_:%d %B %Y}", "location": case.events[0].place.name or "", "fatalities": "99"}
    pair = pairs(case, tmp_path, ",".join(values.get(column, "") for column in ACLED) + "\n")[0]
    assert pair.event is case.events[0] and [part[:2] for part in pair.parts] == [("fatalities", "99")]


BAD = [("", "no rows"), ("a,b\n1,2\n", "neither UCDP GED nor ACLED"), ("a\0b", "neither|CSV")]


@pytest.mark.parametrize(("text", "told"), BAD)
def test_what_is_no_register_is_refused(case: Case, tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        pairs(case, tmp_path, text)
