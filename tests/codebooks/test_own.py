"""Users' own codebooks: what they code, and how broken ones are refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from brief.made_case import made_case

from corrobora.codebooks import CODEBOOKS
from corrobora.codebooks.own import FACTS, load_codebook
from corrobora.codebooks.sensitivity import sensitivity
from corrobora.codebooks.view import EventView, Lookup
from corrobora.errors import SettingsError

GOOD = """
name = "desk"
source = "Desk handbook"
[[column]]
name = "dead"
fact = "killed.low"
rule = "3.2"
[[column]]
name = "hurt"
fact = "injured.low"
rule = "3.3"
words = { dozens = 24 }
[[column]]
name = "missing"
fact = "missing.low"
rule = "3.4"
default = 0
[[column]]
name = "kind"
fact = "type"
rule = "1.1"
map = { "Attack" = "B1" }
"""


def book(tmp_path: Path, text: str = GOOD) -> Path:
    path = tmp_path / "desk.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_columns_take_facts_words_maps_and_defaults(tmp_path: Path) -> None:
    case = made_case()
    coding = load_codebook(book(tmp_path)).code(EventView(case.events[0], Lookup(case)))
    assert coding.value["dead"] == 27 and coding.value["hurt"] == 24 and coding.value["missing"] == 0
    assert coding.value["kind"] == {"Attack": "B1"}.get(case.events[0].type, case.events[0].type)
    assert coding.cells["dead"].rule == "Desk handbook, 3.2: killed.low" and coding.cells["dead"].claims


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ('fact = "killed.low"|fact = "deaths"', r"line 6: .*unknown fact 'deaths'.*killed\.low"),
        ('name = "hurt"|name = "dead"', r"line 9: .*'dead' stands twice"),
        ('rule = "3.3"|', r"line 8: .*rule"),
        ('default = 0|colour = "red"', r"line 17: .*colour"),
        ('name = "desk"|name = desk', r"is not TOML.*line 2"),
    ],
)
def test_a_broken_codebook_is_refused_with_its_line(tmp_path: Path, broken: str, told: str) -> None:
    old, new = broken.split("|")
    with pytest.raises(SettingsError, match=told):
        load_codebook(book(tmp_path, GOOD.replace(old, new, 1)))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        load_codebook(tmp_path / "none.toml")


@pytest.mark.parametrize("fact", FACTS)
def test_every_fact_can_be_taken(tmp_path: Path, fact: str) -> None:
    case = made_case()
    path = book(tmp_path, f'name = "x"\nsource = "s"\n[[column]]\nname = "c"\nfact = "{fact}"\nrule = "r"\n')
    assert tuple(load_codebook(path).code(EventView(case.events[0], Lookup(case))).value) == ("c",)


def test_a_row_leans_on_the_origin_that_tells_the_toll() -> None:
    case = made_case()
    view = EventView(case.events[0], Lookup(case))
    moved = {(c.who, c.column): (c.before, c.after) for c in sensitivity(CODEBOOKS["acled"], view)}
    wire = next(a.origin for a in case.articles if a.id == "a-wire")
    assert moved[wire or "", "fatalities"] == (27, 34)
