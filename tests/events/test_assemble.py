from __future__ import annotations

import random

import pytest

from corrobora.claims.parse import Parser
from corrobora.claims.read import read
from corrobora.entities.resolve import resolve
from corrobora.events.assemble import assemble
from corrobora.events.origins import find_origins
from corrobora.records import Article, Block, Case, Reading
from corrobora.settings import Settings

REPORTS = {
    "north": (
        "2021-03-03", "Rockets hit market in Varnograd, killing 12",
        "Rockets struck a market in the town of Varnograd on Tuesday, killing at least 12 people and wounding dozens, "
        "the mayor said.\n"
        "The rockets were fired from the hills held by rebels, police said.\n"
        "The only bakery of the quarter burned down and bread will be brought by lorry from the coast until Easter.",
    ),
    "south": (
        "2021-03-03", "18 dead after rocket attack on Varnograd market",
        "Eighteen people were killed when rebels fired rockets at a market in Varnograd on Tuesday, a hospital doctor said.\n"
        "Thirty people were wounded, the doctor said.\n"
        "Until Easter the coast will send bread by lorry, since the quarter's only bakery burned down.",
    ),
    "copy": (
        "2021-03-04", "18 dead after rocket attack on Varnograd market",
        "Eighteen people were killed when rebels fired rockets at a market in Varnograd on Tuesday, a hospital doctor said.\n"
        "Thirty people were wounded, the doctor said.",
    ),
    "other": (
        "2021-03-03", "Car bomb kills three soldiers in Ostrel",
        "A car bomb killed three soldiers at a checkpoint in Ostrel on Monday, the army said.\n"
        "Nobody has claimed the bombing.",
    ),
}


def article(name: str) -> Article:
    published, title, body = REPORTS[name]
    text = f"{title}\n\n{body}"
    blocks, at = [], 0
    for part in text.split("\n"):
        if part:
            blocks.append(Block(start=at, end=at + len(part), role="headline" if at == 0 else "paragraph"))
        at += len(part) + 1
    return Article(id=name, source=name, outlet=name, title=title, published=published, text=text, blocks=tuple(blocks))


@pytest.fixture(scope="module")
def readings(parser: Parser) -> list[Reading]:
    return [read(parsed) for parsed in parser.parse_many([article(name) for name in REPORTS])]


def case_of(readings: list[Reading]) -> Case:
    settings = Settings()
    origins = find_origins([reading.article for reading in readings])
    return assemble(readings, resolve(readings, settings), origins, [], settings)


def test_reports_of_one_attack_are_one_event_and_another_attack_is_not(readings: list[Reading]) -> None:
    case = case_of(readings)
    main = {article: event.id for event in case.events for article in event.main_of}
    assert main["north"] == main["south"] == main["copy"]
    assert main["other"] != main["north"]
    event = next(event for event in case.events if event.id == main["north"])
    assert event.type == "Shelling/artillery/missile attack"
    assert event.why
    assert event.date.start == "2021-03-02"


def test_a_copy_lends_no_second_voice(readings: list[Reading]) -> None:
    case = case_of(readings)
    assert {frozenset(origin.articles) for origin in case.origins} == {
        frozenset({"north"}), frozenset({"south", "copy"}), frozenset({"other"}),
    }
    event = next(event for event in case.events if "north" in event.main_of)
    killed = next(f for f in event.findings if f.topic == "killed" and f.who is None)
    assert killed.origins == 2
    assert {(cell.low, cell.high) for cell in killed.cells} >= {(18, 18)}


def test_what_two_origins_tell_in_like_words_is_a_row(readings: list[Reading]) -> None:
    case = case_of(readings)
    event = next(event for event in case.events if "north" in event.main_of)
    told = [finding for finding in event.findings if finding.topic == "statement"]
    assert any("bread" in (cell.value or "") for finding in told for cell in finding.cells)
    by_id = {claim.id: claim for claim in case.claims}
    texts = {a.id: a.text for a in case.articles}
    for event in case.events:
        for finding in event.findings:
            for cell in finding.cells:
                assert cell.claims
                for id_ in cell.claims:
                    claim = by_id[id_]
                    assert texts[claim.article][claim.start:claim.end] == claim.quote


def test_every_claim_is_in_one_event_at_most_and_times_point_into_the_document(readings: list[Reading]) -> None:
    case = case_of(readings)
    listed = [id_ for event in case.events for id_ in event.claims]
    assert len(listed) == len(set(listed))
    for claim in case.claims:
        if claim.happening and claim.happening.time is not None:
            assert case.times[claim.happening.time].article == claim.article


def test_the_order_of_the_reports_does_not_matter(readings: list[Reading]) -> None:
    wanted = case_of(readings).to_json()
    shuffled = list(readings)
    for seed in range(4):
        random.Random(seed).shuffle(shuffled)
        assert case_of(shuffled).to_json() == wanted


def test_a_report_more_leaves_the_other_events_their_ids(readings: list[Reading]) -> None:
    before = {event.id for event in case_of([r for r in readings if r.article.id != "copy"]).events}
    after = {event.id for event in case_of(readings).events}
    assert before <= after


def test_no_reports_are_an_empty_case() -> None:
    case = case_of([])
    assert case.events == () and case.origins == ()
