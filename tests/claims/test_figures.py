from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corrobora.claims.figures import find_figures
from corrobora.claims.mentions import find_mentions
from corrobora.claims.parse import Parser
from corrobora.claims.speakers import find_statements
from corrobora.records import CASUALTIES, Article, Block, Claim

CASES = list(csv.DictReader((Path(__file__).parents[1] / "cases" / "figures.csv").read_text(encoding="utf-8").splitlines()))


def article(*paragraphs: str, published: str | None = None) -> Article:
    text, blocks = "\n\n".join(paragraphs), []
    at = 0
    for paragraph in paragraphs:
        blocks.append(Block(start=at, end=at + len(paragraph), role="paragraph"))
        at += len(paragraph) + 2
    return Article(id="a", source="a", text=text, blocks=tuple(blocks), published=published)


def figures(parser: Parser, *paragraphs: str, published: str | None = None) -> list[Claim]:
    parsed = parser.parse(article(*paragraphs, published=published))
    mentions = find_mentions(parsed)
    found = find_figures(parsed, mentions, (), find_statements(parsed, mentions), ())
    return [claim for claim in found if claim.figure and claim.figure.counts in CASUALTIES]


def shown(claims: list[Claim], wanted: str) -> str:
    """The claims in the table's notation; words for the people only where the table has them."""
    places = {claim.id: n for n, claim in enumerate(claims)}
    lines = []
    for n, claim in enumerate(claims):
        figure = claim.figure
        assert figure is not None
        low, high = ("" if v is None else str(v) for v in (figure.low, figure.high))
        line = f"{figure.counts} " + (figure.vague_word if figure.vague_word else f"{low}..{high}")
        want = wanted.split(";")[n] if n < len(wanted.split(";")) else ""
        if want.split(" < ")[0] != line:
            line += f" {figure.who}"
        if figure.subset_of:
            line += f" < {places[figure.subset_of]}"
        lines.append(line)
    return ";".join(lines)


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_figures_of_a_sentence(parser: Parser, case: dict[str, str]) -> None:
    claims = figures(parser, case["text"])
    assert shown(claims, case["figures"]) == case["figures"]
    for claim in claims:
        assert case["text"][claim.start:claim.end] == claim.quote


SCOPES = [
    ("More than 9000 people have been killed since the conflict began.", "cumulative"),
    ("Four guards were killed on Monday.", "event"),
    ("The war began after a raid in which 120 people were killed.", "background"),
    ("The ministry revised the toll from 12.", "background"),
    ("The county has seen 31 homicides.", "cumulative"),
    ("Armed gangs have killed 260 people in the northwest since 2011, a group said.", "cumulative"),
    ("It was the bloodiest raid in the northwest since 2011, and killed 26 people.", "event"),
    ("In May last year a similar attack killed 12 people.", "background"),
    ("The raids have killed 60 people in the past month.", "cumulative"),
    ("On 3 February a bomb killed 12 people.", "background"),
    ("On 3 June a bomb killed 12 people.", "event"),
]


@pytest.mark.parametrize(("text", "scope"), SCOPES)
def test_scope(parser: Parser, text: str, scope: str) -> None:
    (claim,) = figures(parser, text, published="2021-06-04")
    assert claim.figure is not None
    assert claim.figure.scope == scope


def test_a_repeated_passage_is_one_figure(parser: Parser) -> None:
    said = "Blast kills 18 in the harbour district of the old town"
    assert len({claim.id for claim in figures(parser, said, said + " Smoke was seen.")}) == 1


WORDS = (
    "12", "two", "dozens", "of", "them", "people", "a", "soldier", "killed", "wounded", "and", "including", "among", "the",
    "dead", ",", "were", "fled", "at least", "was", "toll", "rises to", "others", "more than half", "shot", "rest", "missing",
    "-", "(", ".",
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40))
def test_any_words_give_exact_spans(parser: Parser, words: list[str]) -> None:
    text = " ".join(words)
    claims = figures(parser, text)
    ids = {claim.id for claim in claims}
    for claim in claims:
        assert text[claim.start:claim.end] == claim.quote
        assert claim.figure is not None
        assert claim.figure.subset_of is None or claim.figure.subset_of in ids
        assert claim.figure.subset_of != claim.id


def test_a_deed_named_by_an_earlier_year_is_background(parser: Parser) -> None:
    (claim,) = figures(parser, "The 1994 bombing of the barracks, which killed 40 soldiers, is told.", published="2021-06-04")
    assert claim.figure is not None and claim.figure.scope == "background"


def test_who_is_let_go_is_in_no_fight(parser: Parser) -> None:
    page = article("The rebels released 12 soldiers on Friday.", "Four soldiers were freed.", "They handed over two troops.")
    found = [claim.figure for claim in find_figures(parser.parse(page), (), (), (), ()) if claim.figure]
    assert [(figure.counts, figure.low) for figure in found] == [("other", 12), ("other", 4), ("other", 2)]


def test_a_list_of_other_deeds_is_background(parser: Parser) -> None:
    claims = figures(
        parser, "A raid killed nine people in Lorne on Tuesday.", "The mayor wept.", "It rained.", "Shops were shut.",
        "People spoke of the attacks in Keld that killed 130; the bombings in Dorn that killed 43.",
    )
    scopes = {c.figure.low: c.figure.scope for c in claims if c.figure}
    assert scopes == {9: "event", 130: "background", 43: "background"}


def test_others_do_not_add_up_to_a_total_of_soldiers(parser: Parser) -> None:
    claims = figures(
        parser, "Rebels took the village of Harun, killing 14 soldiers.", "They said they had lost three men.",
        "Two days earlier an air raid killed eleven people.",
    )
    assert shown(claims, "") == "killed 14..14 soldiers;killed 3..3 men;killed 11..11 people"
def test_a_side_loses_its_own_men(parser: Parser) -> None:
    (claim,) = figures(parser, "The army lost three men in the fighting near Marwan.")
    assert claim.figure is not None and claim.figure.side == "government"


def test_a_month_alone_below_the_head_of_an_undated_text_is_background(parser: Parser) -> None:
    claims = figures(parser, "Gunmen killed nine people on Thursday.", "A mayor wept.", "In March, the front killed 26 people.")
    assert {c.figure.low: c.figure.scope for c in claims if c.figure} == {9: "event", 26: "background"}


def test_members_of_a_named_body_are_not_on_the_side_told_beside(parser: Parser) -> None:
    claims = figures(parser, "Islamic State fighters stormed a church.", "Nine members of the Marwan choir died.")
    assert [c.figure.side for c in claims if c.figure] == ["unspecified"]


def test_who_is_reporting_one_figure_does_not_report_what_another_is_reporting(parser: Parser) -> None:
    told = "The radio is reporting that 34 people have been killed, while the newspaper is reporting 35 killed."
    claims = [claim for claim in figures(parser, "A blast hit a market in Duku.", told) if claim.figure]
    assert [(c.figure.low, c.claimant and c.claimant.quote, c.status) for c in claims if c.figure] == [
        (34, "The radio", "asserted"), (35, "the newspaper", "asserted")]


def test_a_blast_that_rips_through_a_market_is_nobody_who_says_so(parser: Parser) -> None:
    claims = figures(parser, "Twin blasts ripped through a crowded market in Duku, killing 34 people and injuring 80.")
    assert [(c.figure.low, c.claimant) for c in claims if c.figure] == [(34, None), (80, None)]


@pytest.mark.parametrize(("headline", "wanted"), [
    ("Gunman kills guard at Marwan depot", [("killed", "guard")]),
    ("Marwan man kills 6-year-old daughter, himself", [("killed", "6-year-old daughter"), ("killed", "himself")]),
    ("Three held after clerk, 5-year-old shot in Marwan", [("injured", "clerk"), ("injured", "5-year-old")]),
    ("Marwan murder suspect appears in court", []),
])
def test_a_headline_names_persons_without_an_article(parser: Parser, headline: str, wanted: list[tuple[str, str]]) -> None:
    block = Block(start=0, end=len(headline), role="headline")
    parsed = parser.parse(Article(id="a", source="a", title=headline, text=headline, blocks=(block,)))
    found = find_figures(parsed, find_mentions(parsed), (), (), ())
    told = [(c.figure.counts, c.figure.who) for c in found if c.figure and c.figure.counts in {"killed", "injured"}]
    assert told == wanted


def test_what_the_news_came_a_week_after_is_background(parser: Parser) -> None:
    claims = figures(
        parser, "Gunmen killed nineteen people in a hotel in Duku on Friday.",
        "The raid, which left nineteen dead, came a week after militants killed 129 people in Harun.")
    assert {c.figure.low: c.figure.scope for c in claims if c.figure} == {19: "event", 129: "background"}
