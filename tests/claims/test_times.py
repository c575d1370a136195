"""Anchors and tenses of an article's time expressions."""

from __future__ import annotations

from corrobora.claims.parse import Parser
from corrobora.claims.read import read
from corrobora.claims.times import anchor_of, find_times
from corrobora.records import Article, Block


def article(*lines: str, published: str | None = None) -> Article:
    text = "\n".join(lines)
    blocks, at = [], 0
    for line in lines:
        blocks.append(Block(start=at, end=at + len(line), role="paragraph"))
        at += len(line) + 1
    return Article(id="a", source="a", text=text, blocks=tuple(blocks), published=published)


def test_the_texts_own_dateline_is_believed_before_the_metadata() -> None:
    told = article("Bridge falls", "MARIB, 4 March 2019 - Troops took the bridge on Sunday.", published="2019-03-09")
    assert str(anchor_of(told)) == "2019-03-04"


def test_a_date_of_another_matter_is_no_dateline() -> None:
    told = article("The war that began on 15 March 2011 goes on, officials said in the capital.", published="2019-03-09")
    assert str(anchor_of(told)) == "2019-03-09"


def test_without_any_date_nothing_is_guessed(parser: Parser) -> None:
    (time,) = find_times(parser.parse(article("The rebels left the town yesterday.")))
    assert (time.value, time.from_, time.to) == (None, None, None)


def test_tense_decides_which_saturday(parser: Parser) -> None:
    told = article("The rebels fled on Saturday.", "The envoy will arrive on Saturday.", published="2019-03-07")
    assert [t.value for t in find_times(parser.parse(told))] == ["2019-03-02", "2019-03-09"]


def test_spans_are_exact(parser: Parser) -> None:
    told = article("On Tuesday — “two weeks ago” — they\u00a0left; on 5\u00a0June they came back.", published="2019-06-07")
    times = find_times(parser.parse(told))
    assert [told.text[t.start : t.end] for t in times] == ["Tuesday", "two weeks ago", "5\u00a0June"]


def test_what_is_counted_from_another_date_takes_it_from_the_text(parser: Parser) -> None:
    told = article(
        "Deaths rose in February compared to the same month a year ago.", "It struck at 16:15, 1 March.", "It lasted that day.",
        "By that time they had fled.", published="2019-03-09",
    )
    values = {told.text[t.start:t.end]: t.value for t in find_times(parser.parse(told))}
    assert values == {
        "February": "2019-02", "the same month a year ago": "2018-02", "16:15": "2019-03-01T16:15", "1 March": "2019-03-01",
        "that day": "2019-03-01", "that time": "2019-03-01",
    }


def test_decades_are_told_in_years_as_iso_8601_has_no_longer_unit(parser: Parser) -> None:
    told = article("It was the worst flood in the past decade. The war lasted two decades.", published="2019-03-09")
    values = {told.text[t.start:t.end]: t.value for t in find_times(parser.parse(told))}
    assert values == {"the past decade": "P10Y", "two decades": "P20Y"}


def test_a_date_that_the_text_contradicts_is_told_of(parser: Parser) -> None:
    told = article("Bridge falls", "MARIB, 4 March 2019 - Troops took the bridge on Sunday.", published="2019-03-09")
    reading = read(parser.parse(told))
    assert [t.value for t in reading.times if told.text[t.start:t.end] == "Sunday"] == ["2019-03-03"]
    assert "2019-03-09" in reading.rejected[0].reason and "2019-03-04" in reading.rejected[0].reason
