"""What the desk's pages show, from a made case: pure view models."""

from __future__ import annotations

import json

import pytest
from brief.made_case import made_case

from corrobora.brief.grid import Grid
from corrobora.brief.words import day_words, exact
from corrobora.casebook.judgements import make
from corrobora.casebook.rows import EventRow
from corrobora.entities.gazetteer import Spot
from corrobora.records import Anchor, Article, Case, EventDate, EventPlace, Judged, Target
from corrobora.web.search import EventList, EventQuery
from corrobora.web.views import history, is_about, link
from corrobora.web.views_agreement import AgreementPage
from corrobora.web.views_event import EventPage
from corrobora.web.views_list import TICK, ListPage
from corrobora.web.views_map import event_map, overview
from corrobora.web.views_toll import draw_toll


@pytest.fixture(scope="module")
def case() -> Case:
    return made_case()


@pytest.fixture(scope="module")
def page(case: Case) -> EventPage:
    return EventPage(case, Grid(case).main[0].id)


def test_every_passage_and_claim_is_tied_to_the_words_it_stands_on(page: EventPage) -> None:
    by_claim = {number: id_ for id_, number in page.numbers.items()}
    for id_, parts in page.texts.items():
        text = page.grid.reports[id_].article.text
        for piece in (piece for part in parts for piece in part.pieces):
            assert len(exact(text[piece.start:piece.end])) == piece.end - piece.start
            for number in set(piece.starts) & by_claim.keys():
                assert page.grid.claims[by_claim[number]].start <= piece.start
    assert page.passages
    for passage in page.passages:
        shown = {
            id_: " ".join(
                "".join(piece.text for part in parts for piece in part.pieces if passage.number in piece.claims).split()
            )
            for id_, parts in page.texts.items()
        }
        assert shown[passage.shared.a] and shown[passage.shared.a] in passage.words + shown[passage.shared.a]
        assert shown[passage.shared.b]
        assert 0 < passage.share <= 100


def test_a_claims_form_starts_from_what_the_case_says(page: EventPage) -> None:
    told = {claim.id: json.loads(page.claim_words(claim)) for claim in page.part.claims}
    for claim in page.part.claims:
        if claim.figure and claim.figure.low is not None:
            assert told[claim.id]["low"] == claim.figure.low
            assert told[claim.id]["counts"] == claim.figure.counts


def test_the_toll_has_a_mark_for_each_figure_that_can_be_drawn(page: EventPage) -> None:
    toll = draw_toll(page.grid, page.rows)
    assert toll is not None and toll.topic == "killed"
    assert all(0 <= y <= toll.height for mark in toll.marks for y in (mark.low, mark.high))
    assert all(mark.high <= mark.low for mark in toll.marks)  # more is higher on the page
    told = " ".join(mark.told for mark in toll.marks)
    assert "at least 27" in told and "no date" in told


def spots(*at: tuple[str, float, float]) -> list[Spot]:
    return [Spot(n, None, name, lat, lon, "TD", "", "P.PPL", 100 - n) for n, (name, lat, lon) in enumerate(at)]


def test_the_larger_town_keeps_its_name_and_no_two_names_cover_each_other(page: EventPage) -> None:
    place = page.event.place
    assert place.lat is not None and place.lon is not None
    near = spots(("Larger", place.lat + 1, place.lon + 1), ("Smaller", place.lat + 1.02, place.lon + 1.02))
    drawn = event_map(page.grid, page.event, lambda *box: near)
    assert drawn is not None
    zooms = {town.name: town.zoom for town in drawn.towns}
    assert zooms["Larger"] == 1 and zooms.get("Smaller", 99) > 1


def test_events_at_one_point_stand_as_one_on_the_overview() -> None:
    here = EventPlace(name="Here", lat=13.6, lon=16.5)
    drawn = overview([("e-1", "One", here), ("e-2", "Two", here), ("e-3", "Far", EventPlace(name="There", lat=20.0, lon=10.0))])
    assert drawn is not None
    assert sorted(cluster.ids for cluster in drawn.clusters) == [("e-1", "e-2"), ("e-3",)]
    assert overview([("e-1", "One", EventPlace(name="Nowhere"))]) is None


def test_two_analysts_agree_and_part() -> None:
    anchors = [Anchor(article="a-1", start=at, end=at + 9, quote=f"{at} people", kind="figure") for at in (0, 20, 40)]
    targets = [Target(kind="claim", anchors=(anchor,)) for anchor in anchors]
    told = [("ana", "accept", 0), ("ana", "reject", 1), ("ana", "accept", 2), ("ben", "accept", 0), ("ben", "accept", 1)]
    judgements = [make(decision, targets[number], who=who) for who, decision, number in told]  # type: ignore[arg-type]
    cell = {"codebook": "ucdp", "column": "best"}
    event = Target(kind="event", id="e-1")
    judgements += [make("code", event, who=who, values={**cell, "value": best}) for who, best in (("ana", 27), ("ben", 34))]
    page = AgreementPage(judgements, {"e-1": "The raid"})
    assert (page.a, page.b) == ("ana", "ben")
    holds, best = page.rows
    assert (holds.a, holds.b, holds.both, holds.same, best.both, best.same) == (3, 2, 2, 1, 1, 0)
    assert [(one.variable, one.about, one.a, one.b) for one in page.partings] == [
        ("claim holds", "20 people", "reject", "accept"), ("ucdp.best", "The raid", "27", "34"),
    ]
    assert AgreementPage(judgements, {}, a="ben").b == "ana"
    assert AgreementPage(judgements, {}, "ben", "ben").b == "ana"
    assert not AgreementPage(judgements[:3], {}).rows


def test_history_tells_who_decided_what_and_why() -> None:
    anchor = Anchor(article="a-1", start=0, end=9, quote="27 people", kind="figure", claim="c-1")
    first = make("reject", Target(kind="claim", id="c-1", anchors=(anchor,)), who="ana", why="another town")
    cell = {"codebook": "ucdp", "column": "best", "value": 12}
    second = make("code", Target(kind="event", id="e-1"), who="ben", values=cell)
    undo = make("undo", Target(kind="judgement", id=first.id), who="ana")
    effects = ((first, "undone"), (second, "applied"), (undo, "applied"))
    lines = history([Judged(judgement=own, effect=effect) for own, effect in effects], {"e-1": "Raid"})
    assert [(line.who, line.verb, line.about, line.values, line.effect) for line in lines] == [
        ("ana", "undid", "rejected 27 people", "", ""), ("ben", "overruled", "Raid", "ucdp best: 12", ""),
        ("ana", "rejected", "27 people", "", "undone"),
    ]
    assert lines[-1].why == "another town"
    assert is_about(first, {"c-1"}, set()) and not is_about(first, {"c-2"}, set())
    same = make("same", Target(kind="names", names=("Moussoro", "Mussoro")), who="ana")
    assert is_about(same, set(), {"mussoro"})


def test_links_keep_the_query_and_change_one_thing() -> None:
    assert link("/", {"q": "market & town", "page": 3}, page=4) == "/?q=market+%26+town&page=4"
    assert link("/", {"q": ""}) == "/"


def test_an_empty_list_says_whether_anything_was_left_out() -> None:
    found = EventList(version=1, total=0, page=1, size=50, items=[], facets={})
    assert not ListPage(EventQuery(), found).narrowed
    assert not ListPage(EventQuery(sort="date"), found).narrowed
    assert ListPage(EventQuery(q="x"), found).narrowed
    assert ListPage(EventQuery(), found).days is None


def row_of(day: str) -> EventRow:
    return EventRow(
        id=f"e-{day}", label="Raid", type="Attack", said="asserted", status="new", place=EventPlace(),
        date=EventDate(start=day, end=day, precision="day"), verdicts={}, tolls={}, articles=1, claims=1, origins=1,
    )


@pytest.mark.parametrize("last", ["2031-09-16", "2031-09-19", "2031-12-24"])
def test_the_names_of_the_first_and_the_last_day_cover_no_other(last: str) -> None:
    found = EventList(version=1, total=2, page=1, size=50, items=[row_of("2031-09-15"), row_of(last)], facets={})
    days = ListPage(EventQuery(), found).days
    assert days is not None
    (x, words, side), (other, more, facing) = days.ticks
    ends = x + TICK if side == "start" else x
    begins = other - TICK if facing == "end" else other
    assert (words, more) == ("15 September 2031", day_words(last)) and ends <= begins


def test_exact_words_keep_their_places() -> None:
    hostile = "a\u202eb\x00c\nd\u2028e\ud800f\u00a0g"
    shown = exact(hostile)
    assert len(shown) == len(hostile)
    assert not set(shown) & {"\u202e", "\x00", "\u2028", "\ud800"}
    assert [shown[hostile.index(char)] for char in "abcdefg\n"] == list("abcdefg\n")
    assert Article(id="a", source="s", text=hostile).text == hostile
