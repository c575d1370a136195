"""Coded rows: tolls from a table, dates that cover what the toll covers, rules and claims for every value."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from corrobora.codebooks import CODEBOOKS, code
from corrobora.codebooks.ucdp import priogrid
from corrobora.records import (
    Article,
    Case,
    Claim,
    Entity,
    Event,
    EventDate,
    EventPlace,
    Figure,
    Happening,
    Span,
    Status,
)

with (Path(__file__).parents[1] / "cases" / "tolls.csv").open(encoding="utf-8") as table:
    TOLLS = list(csv.DictReader(table))
ARMY = Entity(id="e-army", kind="group", name="army", names=("army",), mentions=(), side="government")
REBELS = Entity(id="e-rebels", kind="group", name="rebels", names=("rebels",), mentions=(), side="rebels")


def claim(number: int, origin: str, **given: object) -> Claim:
    span = Span(start=10 * number, end=10 * number + 5)
    return Claim(
        id=f"c{number}", article=f"a-{origin}", start=span.start, end=span.end, quote="12345", sentence=span,
        kind="figure" if "figure" in given else "happening", **given,  # type: ignore[arg-type]
    )


def told(words: str, number: int) -> Claim:
    """A claim from "ORIGIN LOW HIGH SIDE [VAGUE|part|denied]"."""
    origin, low, high, side, *rest = words.split()
    status: Status = "denied" if "denied" in rest else "asserted"
    vague = next((r for r in rest if r not in {"part", "denied"}), None)
    figure = Figure(
        low=None if low == "-" else int(low), high=None if high == "-" else int(high), bound="vague" if vague else "exact",
        vague_word=vague, counts="killed", who="people", side=side,  # type: ignore[arg-type]
        subset_of="c0" if "part" in rest else None,
    )
    return claim(number, origin, figure=figure, status=status)


def coded(claims: list[Claim], date: EventDate | None = None, **event: object) -> dict[str, dict[str, object]]:
    articles = tuple(
        Article(id=i, source=i, outlet=f"The {i}", title="Raid", published="2031-03-15", text="x" * 400, origin=i)
        for i in dict.fromkeys(c.article for c in claims)
    )
    made = Event(
        id="ev-1", label="Army takes town", type="Government regains territory", status="asserted",
        articles=tuple(a.id for a in articles), claims=tuple(c.id for c in claims),
        date=date or EventDate(start="2031-03-14", end="2031-03-14", precision="day"),
        place=EventPlace(name="Moussoro", lat=13.64, lon=16.49, country="TD", admin1="Barh El Gazel", precision="exact"),
        actors=("e-army",), targets=("e-rebels",),
    ).model_copy(update=event)
    case = code(Case(settings="s", articles=articles, entities=(ARMY, REBELS), claims=tuple(claims), events=(made,)))
    return {name: dict(coding.value) for name, coding in case.events[0].codings.items()}


@pytest.mark.parametrize("case", TOLLS, ids=lambda c: c["case"])
def test_toll(case: dict[str, str]) -> None:
    rows = coded([told(words, i) for i, words in enumerate(filter(None, case["told"].split(";")))])
    ucdp = rows["ucdp"]
    assert str(rows["acled"]["fatalities"]) == case["acled"]
    assert ["" if ucdp[k] is None else str(ucdp[k]) for k in ("low", "best", "high", "deaths_civilians")] == [
        case["ucdp_low"], case["ucdp_best"], case["ucdp_high"], case["civilians"],
    ]


@pytest.mark.parametrize("name", CODEBOOKS)
def test_every_cell_cites_a_rule_and_real_claims(name: str) -> None:
    claims = [told("o1 12 12 rebels", 0), told("o2 - - civilians dozens", 1)]
    claims.append(claim(2, "o1", happening=Happening(type="Armed clash", predicate="clash")))
    articles = (Article(id="a-o1", source="x", text="x" * 50), Article(id="a-o2", source="x", text="x" * 50))
    event = Event(id="ev", label="l", type="Armed clash", status="asserted", articles=("a-o1", "a-o2"),
                  claims=tuple(c.id for c in claims))  # fmt: skip
    coding = code(Case(settings="s", articles=articles, claims=tuple(claims), events=(event,))).events[0].codings[name]
    assert tuple(coding.value) == tuple(coding.cells) == CODEBOOKS[name].COLUMNS
    for column, cell in coding.cells.items():
        assert cell.rule and cell.value == coding.value[column]
        assert set(cell.claims) <= {c.id for c in claims}


def test_columns_are_the_codebooks() -> None:
    assert len(CODEBOOKS["ucdp"].COLUMNS) == 49 and len(CODEBOOKS["acled"].COLUMNS) == 31


def test_a_toll_of_two_weeks_is_no_toll_of_one_day() -> None:
    dead = told("o1 501 - rebels", 0)
    fought = claim(1, "o1", figure=Figure(low=2, high=2, bound="exact", counts="duration", unit="weeks", who="combat"))
    row = coded([dead, fought.model_copy(update={"sentence": dead.sentence})])["ucdp"]
    assert (row["date_start"], row["date_end"], row["date_prec"], row["event_clarity"]) == ("2031-02-28", "2031-03-14", 3, 2)
    row = coded([dead, fought])["ucdp"]  # another sentence: not the toll's time
    assert (row["date_start"], row["date_prec"]) == ("2031-03-14", 1)


def test_an_unknown_date_stays_unknown() -> None:
    rows = coded([told("o1 5 5 rebels", 0)], EventDate(note="'yesterday' in a page without a date"))
    assert rows["ucdp"]["date_start"] is None and rows["acled"]["event_date"] is None


def test_a_battle_of_army_and_rebels() -> None:
    rows = coded([told("o1 5 5 rebels", 0)])
    assert (rows["ucdp"]["type_of_violence"], rows["ucdp"]["dyad_name"], rows["ucdp"]["deaths_b"]) == (1, "army - rebels", 5)
    acled = rows["acled"]
    assert (acled["disorder_type"], acled["event_type"], acled["interaction"]) == ("Political violence", "Battles", 12)
    assert acled["event_date"] == "14 March 2031"


def test_contested_when_origins_differ() -> None:
    assert coded([told("o1 5 5 rebels", 0)])["casualties"]["grade"] == "weak"
    assert coded([told("o1 5 5 rebels", 0), told("o2 5 5 rebels", 1)])["casualties"]["grade"] == "fair"


CELLS = [(-90, -180, 1), (-89.75, -179.25, 2), (90, 180, 259200), (0.25, 0.25, 129961)]


@pytest.mark.parametrize(("lat", "lon", "cell"), CELLS)
def test_priogrid(lat: float, lon: float, cell: int) -> None:
    assert priogrid(lat, lon) == cell
