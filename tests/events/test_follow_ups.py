"""Reports that come after the first: of trials and vigils, with other tolls, of many events, with odd dates."""

from __future__ import annotations

import pytest

from corrobora.claims.parse import Parser
from corrobora.claims.read import read
from corrobora.entities.resolve import resolve
from corrobora.events.assemble import assemble
from corrobora.events.origins import find_origins
from corrobora.records import Article, Block, Event
from corrobora.settings import Settings

Told = tuple[str, str, str, str]
"""Name, day, headline, text."""

SHOOTING: Told = (
    "first", "2021-03-02", "Three guards shot dead at Harun depot",
    "Three guards were shot dead at a depot in Harun on Monday night, police said. "
    "A gunman fled on a motorbike after the shooting.",
)
FOLLOW_UPS: list[Told] = [
    ("trial", "2021-11-20", "Man gets life for killing three guards at Harun depot",
     "A court in Harun sentenced Sami Rahal to life in prison on Friday for shooting dead three guards at a depot in March."),
    ("vigil", "2021-03-04", "Vigil for guards killed in Harun",
     "Hundreds of residents of Harun held a vigil on Wednesday for the three guards killed in a shooting at a depot."),
    ("jailed", "2021-03-05", "Suspect arrested in Harun shooting that left three dead",
     "Police arrested a man on Thursday over a shooting that killed three guards at a depot in Harun."),
    ("hearing", "2021-04-06", "Lawyers of Harun murder suspect request bond hearing",
     "The lawyers of the man charged with murder in a shooting that killed three guards at a Harun depot requested a hearing."),
]
BAKERY = "Jets bombed a bakery in Harun on Saturday, killing four people"
BOMB = "A car bomb killed six people in Tal Amar on Sunday"


def events(parser: Parser, *told: Told) -> tuple[Event, ...]:
    articles = []
    for name, day, title, body in told:
        blocks = (
            Block(start=0, end=len(title), role="headline"),
            Block(start=len(title) + 2, end=len(title) + 2 + len(body), role="paragraph"),
        )
        articles.append(Article(
            id=name, source=name, outlet=name, title=title, published=day, text=f"{title}\n\n{body}", blocks=blocks,
        ))
    readings = [read(parsed) for parsed in parser.parse_many(articles)]
    settings = Settings()
    return assemble(readings, resolve(readings, settings), find_origins(articles), [], settings).events


def killed(event: Event) -> tuple[str, object, object]:
    row = next(finding for finding in event.findings if finding.topic == "killed" and finding.who is None)
    return row.verdict, row.low, row.high


@pytest.mark.parametrize("follow_up", FOLLOW_UPS, ids=[told[0] for told in FOLLOW_UPS])
def test_what_comes_of_a_deed_is_reported_of_the_deed(parser: Parser, follow_up: Told) -> None:
    found = [event for event in events(parser, SHOOTING, follow_up) if event.main_of]
    assert [event.main_of for event in found] == [("first", follow_up[0])]
    assert killed(found[0]) == ("agree", 3, 3)


def test_a_report_of_a_court_tells_the_toll_of_the_deed_and_not_of_its_day(parser: Parser) -> None:
    (event,) = [event for event in events(parser, (
        "court", "2021-03-09", "Judge denies bond for Harun teen accused of shooting 5",
        "A teen accused of shooting five people near a Harun high school was denied bond during a court appearance on "
        "Wednesday. One of those shot was in critical condition on Wednesday afternoon.",
    )) if event.main_of]
    row = next(finding for finding in event.findings if finding.topic == "injured" and finding.who is None)
    assert (row.low, row.high) == (5, 5)


@pytest.mark.parametrize(("headline", "text", "dead"), [
    ("Man kills girlfriend and her daughter in Harun",
     "A man shot his girlfriend and her daughter in Harun on Monday, then turned the gun on himself.", 3),
    ("Woman kills 5-year-old son, self in Harun", "A woman shot dead her son in Harun on Monday and then herself.", 2),
    ("Man, woman killed in Harun", "A woman was shot dead in Harun on Monday by a man who then turned the gun on himself.", 2),
])
def test_who_killed_himself_is_counted_once(parser: Parser, headline: str, text: str, dead: int) -> None:
    (event,) = [event for event in events(parser, ("report", "2021-03-09", headline, text)) if event.main_of]
    assert killed(event)[1:] == (dead, dead)


def test_a_later_toll_updates_an_earlier_one(parser: Parser) -> None:
    (event,) = events(
        parser,
        ("early", "2021-03-02", "Blast kills 5 in Harun market",
         "A bomb killed five people in a market in Harun on Tuesday, a hospital official said."),
        ("late", "2021-03-03", "Toll of Harun market bomb rises to 9",
         "The toll of the bomb in the market of Harun rose to nine dead on Wednesday, police said. It went off on Tuesday."),
    )
    assert killed(event) == ("updated", 9, 9)


def test_one_claimant_with_two_figures_is_told_of(parser: Parser) -> None:
    (event,) = events(
        parser,
        ("one", "2021-03-02", "Blast in Harun market",
         "A bomb killed nine people in a market in Harun on Tuesday, mayor Omar Sabbagh said."),
        ("two", "2021-03-02", "Harun market bombed",
         "Mayor Omar Sabbagh said seven people were killed by a bomb in the market of Harun on Tuesday."),
    )
    row = next(finding for finding in event.findings if finding.topic == "killed")
    assert row.why and "the same claimant gives more than one figure" in row.why
    assert (row.origins, row.claimants) == (2, 1)


def test_a_round_up_belongs_to_each_event_that_it_tells_of(parser: Parser) -> None:
    found = events(
        parser,
        ("strike", "2021-03-08", "Air strike kills four in Harun", f"{BAKERY}, residents said."),
        ("bomb", "2021-03-08", "Car bomb kills six in Tal Amar", f"{BOMB}, police said."),
        ("both", "2021-03-08", "Weekend of violence leaves ten dead",
         f"Ten people died in violence over the weekend. {BAKERY}. On Sunday a car bomb killed six people in Tal Amar."),
    )
    assert {event.articles for event in found if "both" in event.articles} == {("bomb", "both"), ("both", "strike")}
    assert {killed(event)[1:] for event in found} == {(4, 4), (6, 6)}


def test_a_date_that_cannot_be_keeps_no_report_from_its_event(parser: Parser) -> None:
    found = events(
        parser,
        ("old", "1970-01-01", "Air strike kills four in Harun", f"{BAKERY}, residents said."),
        ("far", "2099-12-31", "Air strike on Harun bakery",
         "Four people were killed on Saturday when jets bombed a bakery in Harun, doctors said."),
        ("now", "2021-03-07", "Bakery bombed in Harun", f"{BAKERY}, a monitor said."),
    )
    assert [event.main_of for event in found] == [("far", "now", "old")]


def test_those_of_the_hurt_who_are_in_a_bad_way_are_not_added_to_them(parser: Parser) -> None:
    (event,) = events(
        parser,
        ("one", "2021-03-02", "8 shot, 1 in serious condition after Harun drive-by",
         "Eight people were shot from a passing car in Harun on Monday night, police said."),
    )
    row = next(finding for finding in event.findings if finding.topic == "injured")
    assert (row.low, row.high) == (8, 8)


CLASHES: list[Told] = [
    ("early", "2021-03-02", "Army and rebels clash near Harun",
     "At least 18 rebels were killed in overnight clashes with the army near Harun, a monitoring group said on Tuesday. "
     "The rebels had advanced on the town for days."),
    ("late", "2021-03-19", "Army and rebels clash near Harun",
     "The army and rebels fought fierce street battles near Harun on Friday. Seven soldiers were killed in the clashes, "
     "a monitoring group said."),
]


def test_clashes_at_one_town_weeks_apart_are_two(parser: Parser) -> None:
    found = [event for event in events(parser, *CLASHES) if event.main_of]
    assert sorted(event.main_of for event in found) == [("early",), ("late",)]


def test_whence_a_report_was_sent_is_no_place_where_another_is_told(parser: Parser) -> None:
    found = events(parser, (
        "wire", "2021-03-02", "King calls plane's downing a betrayal",
        "Istanbul (CNN) One of the world's regions was roiled Tuesday when Norway shot down a Swedish warplane near the "
        "Chadian border. One of the two pilots was killed in the air by fire from the ground, according to the agency. "
        "The fate of the second pilot was not disclosed. Norway and Sweden exchanged words after the downing of the "
        "plane. The plane was downed because it did not answer, the president said. The downing of the plane raised "
        "fears. Our plane was downed over Sudan, the minister said.",
    ))
    assert {event.place.country for event in found if event.type == "Air/drone strike"} == {"SD"}


def test_the_day_of_the_telling_is_not_the_day_of_the_deed(parser: Parser) -> None:
    (event,) = events(parser, (
        "one", "2021-03-02", "Gunmen kill six at Harun depot",
        "Gunmen killed six guards at a depot in Harun, police said on Tuesday. The gunmen attacked the depot on Sunday night.",
    ))
    assert (event.date.start, event.date.precision) == ("2021-02-28", "day")
    (event,) = events(parser, (
        "one", "2021-03-02", "Gunmen kill six at Harun depot",
        "Gunmen killed six guards at a depot in Harun, police said on Tuesday.",
    ))
    assert (event.date.start, event.date.precision) == ("2021-03-02", "week")
    assert not any(row.topic == "date" for row in event.findings)


def test_a_day_told_of_the_background_is_not_that_of_the_news(parser: Parser) -> None:
    found = events(parser, (
        "one", "", "Gunmen kill six in Harun",
        "Gunmen killed six villagers in Harun in the night. The same gunmen attacked Harun in March 2019.",
    ))
    assert [event.date.start for event in found if event.main_of] == [None]
