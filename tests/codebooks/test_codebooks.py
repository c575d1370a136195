"""Coded rows: tolls from a table, dates that cover what the toll covers, rules and claims for every value."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from corrobora.codebooks import CODEBOOKS, code
from corrobora.codebooks.reports import rows as report_rows
from corrobora.codebooks.ucdp import priogrid
from corrobora.codebooks.view import EventView, Lookup
from corrobora.records import (
    Article,
    Case,
    Claim,
    Claimant,
    Entity,
    Event,
    EventDate,
    EventPlace,
    Figure,
    Finding,
    Happening,
    Side,
    Span,
    Status,
    Verdict,
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
    """A claim from "ORIGIN LOW HIGH SIDE [VAGUE|part|denied|planned|cumulative|more|by=NAME|on=DAY]"."""
    origin, low, high, side, *rest = words.split()
    status: Status = "denied" if "denied" in rest else "planned" if "planned" in rest else "asserted"
    speaker = next((r[3:] for r in rest if r.startswith("by=")), None)
    vague = next((r for r in rest if r in {"dozens", "many"}), None)
    figure = Figure(
        low=None if low == "-" else int(low), high=None if high == "-" else int(high),
        bound="vague" if vague else "more_than" if "more" in rest else "exact",
        vague_word=vague, counts="killed", who="people" if side == "unspecified" else side, side=side,  # type: ignore[arg-type]
        subset_of="c0" if "part" in rest else None, scope="cumulative" if "cumulative" in rest else "event",
    )
    said = Claimant(start=10 * number, end=10 * number + 5, quote="12345", name=speaker) if speaker else None
    return claim(number, origin, figure=figure, status=status, claimant=said)


def coded(
    claims: list[Claim], date: EventDate | None = None, days: dict[str, str] | None = None,
    entities: tuple[Entity, ...] = (), **event: object,
) -> dict[str, dict[str, object]]:
    """The event's rows by codebook; ``days``: when the report of an origin appeared."""
    articles = tuple(
        Article(id=i, source=i, outlet=f"The {i}", title="Raid", published=(days or {}).get(i.removeprefix("a-"), "2031-03-15"),
                text="x" * 400, origin=i)
        for i in dict.fromkeys(c.article for c in claims)
    )  # fmt: skip
    made = Event(
        id="ev-1", label="Army takes town", type="Government regains territory", status="asserted",
        articles=tuple(a.id for a in articles), claims=tuple(c.id for c in claims),
        date=date or EventDate(start="2031-03-14", end="2031-03-14", precision="day"),
        place=EventPlace(name="Moussoro", lat=13.64, lon=16.49, country="TD", admin1="Barh El Gazel", precision="exact"),
        actors=("e-army",), targets=("e-rebels",),
    ).model_copy(update=event)
    case = code(Case(settings="s", articles=articles, entities=(ARMY, REBELS, *entities), claims=tuple(claims), events=(made,)))
    return {name: dict(coding.value) for name, coding in case.events[0].codings.items()}


@pytest.mark.parametrize("case", TOLLS, ids=lambda c: c["case"])
def test_toll(case: dict[str, str]) -> None:
    words = [*filter(None, case["told"].split(";"))]
    days = {w.split()[0]: w.split("on=")[1].split()[0] for w in words if "on=" in w}
    rows = coded([told(w, i) for i, w in enumerate(words)], days=days)
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
    assert (row["date_start"], row["date_end"], row["date_prec"], row["event_clarity"]) == ("2031-03-01", "2031-03-14", 4, 2)
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


SPANS = [  # first day, last day, UCDP's date_prec, ACLED's day and time_precision
    ("2031-03-14", "2031-03-14", 1, "14 March 2031", 1),
    ("2031-03-10", "2031-03-15", 2, "12 March 2031", 2),
    ("2031-03-10", "2031-03-16", 3, "13 March 2031", 2),
    ("2031-03-10", "2031-03-17", 4, "13 March 2031", 3),
    ("2031-03-01", "2031-03-31", 4, "16 March 2031", 3),
    ("2031-01-01", "2031-12-31", 5, "02 July 2031", None),
]


@pytest.mark.parametrize(("start", "end", "ucdp", "day", "acled"), SPANS)
def test_days_in_question_set_the_precision(start: str, end: str, ucdp: int, day: str, acled: int | None) -> None:
    rows = coded([told("o1 5 5 rebels", 0)], EventDate(start=start, end=end, precision="week"))
    assert (rows["ucdp"]["date_start"], rows["ucdp"]["date_end"], rows["ucdp"]["date_prec"]) == (start, end, ucdp)
    assert rows["ucdp"]["event_clarity"] == 1  # a date that is not known makes no sum of several events
    assert (rows["acled"]["event_date"], rows["acled"]["time_precision"]) == (day, acled)


def party(id_: str, name: str, side: Side | None = None) -> Entity:
    return Entity(id=id_, kind="group", name=name, names=(name,), mentions=(), side=side)


TRADERS, GUNMEN = party("e-traders", "traders", "civilians"), party("e-gunmen", "gunmen")
JETS, CLAN = party("e-jets", "Israeli jets", "government"), party("e-clan", "Salal Front", "other")
PARTIES = [  # doers, targets, UCDP: type, side A, side B; ACLED: actor1, inter1, actor2, inter2, interaction
    ((ARMY,), (REBELS,), 1, "army", "rebels", "army", 1, "rebels", 2, 12),
    ((REBELS,), (ARMY,), 1, "army", "rebels", "rebels", 2, "army", 1, 12),
    ((ARMY, REBELS), (), 1, "army", "rebels", "army", 1, None, None, 10),
    ((CLAN,), (REBELS,), 2, "Salal Front", "rebels", "Salal Front", None, "rebels", 2, None),
    ((ARMY,), (CLAN,), 1, "army", "Salal Front", "army", 1, "Salal Front", None, None),
    ((REBELS,), (TRADERS,), 3, "rebels", "Civilians", "rebels", 2, "Civilians (Chad)", 7, 27),
    ((REBELS,), (), 3, "rebels", "Civilians", "rebels", 2, "Civilians (Chad)", 7, 27),
    ((GUNMEN,), (TRADERS,), None, "gunmen", "traders", "Unidentified Armed Group (Chad)", 3, "Civilians (Chad)", 7, 37),
    ((JETS,), (REBELS,), 1, "Israeli jets", "rebels", "Israeli jets", 8, "rebels", 2, 28),
    ((), (), None, None, None, None, None, None, None, None),
]  # fmt: skip


@pytest.mark.parametrize("case", PARTIES, ids=lambda c: "-".join(e.name for e in (*c[0], *c[1])) or "nobody")
def test_who_fought_whom(case: tuple[tuple[Entity, ...], tuple[Entity, ...], object]) -> None:
    doers, targets, *wanted = case
    rows = coded([told("o1 5 5 unspecified", 0)], actors=tuple(e.id for e in doers), targets=tuple(e.id for e in targets),
                 type="Attack", entities=(TRADERS, GUNMEN, JETS, CLAN))  # fmt: skip
    ucdp, acled = rows["ucdp"], rows["acled"]
    columns = ("actor1", "inter1", "actor2", "inter2", "interaction")
    assert [ucdp["type_of_violence"], ucdp["side_a"], ucdp["side_b"], *(acled[c] for c in columns)] == wanted


def test_the_dead_of_one_sided_violence_are_civilians() -> None:
    row = coded([told("o1 9 9 unspecified", 0)], actors=("e-rebels",), targets=("e-traders",), entities=(TRADERS,))["ucdp"]
    assert [row[f"deaths_{who}"] for who in ("a", "b", "civilians", "unknown")] == [0, 0, 9, 0]


def test_deaths_by_side_add_up_to_best() -> None:
    row = coded([told("o1 20 20 unspecified", 0), told("o1 12 12 rebels part", 1), told("o1 3 3 government part", 2)])["ucdp"]
    assert [row[f"deaths_{who}"] for who in ("a", "b", "civilians", "unknown")] == [3, 12, 0, 5] and row["best"] == 20


def test_notes_are_a_text_to_read() -> None:
    notes = coded([told("o1 40 40 unspecified by=prefect", 0), told("o2 58 - unspecified", 1)], label="Raid on a town")
    assert notes["acled"]["notes"] == (
        "On 14 March 2031: Raid on a town. Fatalities are disputed: 40 (prefect, in The a-o1); at least 58 (The a-o2)."
    )


def test_a_register_writes_the_country_its_way() -> None:
    rows = coded([told("o1 5 5 rebels", 0)])
    assert (rows["ucdp"]["country"], rows["ucdp"]["region"], rows["acled"]["iso"]) == ("Chad", "Africa", 148)


def finding(topic: str, verdict: Verdict) -> Finding:
    return Finding(topic=topic, verdict=verdict, cells=(), origins=2)


GRADES = [
    ("a single origin", ["o1 5 5 unspecified"], (), "weak"),
    ("two origins", ["o1 5 5 unspecified", "o2 9 9 unspecified"], (), "fair"),
    ("two doers", ["o1 5 5 unspecified", "o2 5 5 unspecified"], (finding("actors", "differ"),), "contested"),
    ("nothing told", [], (), None),
]


@pytest.mark.parametrize("case", GRADES, ids=lambda c: c[0])
def test_grade(case: tuple[str, list[str], tuple[Finding, ...], str | None]) -> None:
    _, words, findings, grade = case
    assert coded([told(w, i) for i, w in enumerate(words)], findings=findings)["casualties"]["grade"] == grade


def test_confirmed_by_the_doers_own_word() -> None:
    said = told("o1 5 5 civilians by=army", 0)
    assert said.claimant
    own = said.model_copy(update={"claimant": said.claimant.model_copy(update={"entity": "e-army"})})
    assert coded([own])["casualties"]["grade"] == "confirmed"
    assert coded([own.model_copy(update={"status": "denied"})])["casualties"]["grade"] is None


def test_a_grade_is_shown_where_an_analyst_gave_it_and_only_a_credibility_is_suggested() -> None:
    plain, other = told("o1 5 5 unspecified", 0), told("o2 5 5 unspecified by=prefect", 1)
    row = coded([plain.model_copy(update={"assessment": "B2"}), other])["casualties"]
    assert (row["source_assessments"], row["credibility_suggested"]) == ("The a-o1 B2", 1)
    assert coded([plain])["casualties"]["credibility_suggested"] == 6
    assert coded([plain, told("o2 90 90 unspecified", 1)])["casualties"]["credibility_suggested"] == 4
    assert coded([plain, other])["casualties"]["source_assessments"] is None


def test_a_report_row_has_the_grade_of_its_outlet() -> None:
    graded = told("o1 5 5 unspecified", 0).model_copy(update={"assessment": "B2"})
    article = Article(id="a-o1", source="x", outlet="The Day", text="x" * 50)
    event = Event(id="ev", label="l", type="Attack", status="asserted", articles=("a-o1",), claims=("c0",))
    (row,) = report_rows(EventView(event, Lookup(Case(settings="s", articles=(article,), claims=(graded,), events=(event,)))))
    assert row.value["source_classification"] == 4 and "B2, usually reliable" in row.cells["source_classification"].rule


CELLS = [(-90, -180, 1), (-89.75, -179.25, 2), (90, 180, 259200), (0.25, 0.25, 129961)]


@pytest.mark.parametrize(("lat", "lon", "cell"), CELLS)
def test_priogrid(lat: float, lon: float, cell: int) -> None:
    assert priogrid(lat, lon) == cell
