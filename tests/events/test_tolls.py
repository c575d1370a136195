"""A figure is written ARTICLE COUNTS NUMBER WORDS [by SPEAKER]; NUMBER is 12, 12+ or a vague word."""

from __future__ import annotations

import pytest

from corrobora.events.copies import Sources
from corrobora.events.tolls import find_tolls
from corrobora.records import Article, Claim, Claimant, Counts, Figure, Finding, Origin, Span

COUNTS: dict[str, Counts] = {"killed": "killed", "injured": "injured"}


def claim(number: int, text: str) -> Claim:
    told, _, speaker = text.partition(" by ")
    article, counts, value, words = told.split(" ", 3)
    low = int(value.rstrip("+")) if value[0].isdigit() else None
    high = None if value.endswith("+") else low
    who, quote = words.split("/")[-1], words.split("/")[0].replace("_", " ")
    return Claim(
        id=f"c-{number}", article=article, start=number, end=number + 1, quote=quote, kind="figure",
        sentence=Span(start=number, end=number + 1),
        claimant=Claimant(start=0, end=1, quote="x", name=speaker) if speaker else None,
        figure=Figure(
            low=low, high=high, bound="exact", vague_word=None if low is not None else value, counts=COUNTS[counts],
            who=who.replace("_", " "),
            side="rebels" if who == "rebels" else "civilians" if who == "civilians" else "unspecified",
        ),
    )


def tolls(*texts: str) -> list[Finding]:
    claims = [claim(number, text) for number, text in enumerate(texts)]
    names = sorted({c.article for c in claims})
    articles = {name: Article(id=name, source=name, text="", published="2021-03-02") for name in names}
    return find_tolls(claims, Sources(articles, [Origin(id=f"o-{name}", articles=(name,)) for name in names]))


CASES = [
    ("a part of one's own toll", ["a killed 7 died/people", "a killed 1 died/person", "b killed 7 died/people"],
     "killed", "agree", 7, 7),
    ("two speakers of one report", ["a killed 7 died/people by mayor", "a killed 5 died/people by police"],
     "killed", "alone", 5, 7),
    ("one kind stands for the total", ["a killed 6 died/civilians", "b killed 6 died/people"], "killed", "agree", 6, 6),
    ("shot counts the dead too", ["a killed 1 died/person", "a injured 5 shot/people", "a injured 4 wounded/people",
                                  "b injured 4 wounded/people"], "injured", "agree", 4, 4),
    ("shot less the dead", ["a injured 5 shot/people", "a killed 2 died/people"], "injured", "alone", 3, 3),
    ("shot less the dead, wherever the number is told again",
     ["a killed 1 died/person", "a injured 5 five_were_shot/people", "a injured 5 all_five_were_taken/people"],
     "injured", "alone", 4, 4),
    ("as many hurt as were shot", ["a injured 5 five_were_shot/people", "a killed 1 died/person", "a injured 5 wounded/people"],
     "injured", "alone", 5, 5),
    ("who killed himself is none of those shot", ["a injured 2 shot_two/people", "a killed 1 himself/himself"],
     "injured", "alone", 2, 2),
    ("as many live as died", ["a killed 2 died/men", "a injured 2 two_suffered_non-life-threatening_wounds/men"],
     "injured", "alone", 2, 2),
    ("persons told one by one", ["a injured 1 girl_was_shot/8-year-old_girl", "a injured 1 man_was_shot/man"],
     "injured", "alone", 2, 2),
    ("one person told twice", ["a killed 1 teen_was_shot/teen", "a killed 1 17-year-old_boy_died/17-year-old_boy"],
     "killed", "alone", 1, 1),
    ("a daughter, then the doer", ["a killed 1 daughter_died/daughter", "a killed 1 himself/himself"], "killed", "alone", 2, 2),
    ("a boy who shot himself", ["a killed 1 boy_has_died/boy", "a killed 1 himself/himself"], "killed", "alone", 1, 1),
    ("two more were hurt", ["a injured 5 more_shot/people", "a killed 2 died/people"], "injured", "alone", 5, 5),
    ("two origins differ", ["a killed 4 died/people", "b killed 3 died/people"], "killed", "differ", 3, 4),
    ("most origins decide", ["a injured 4 wounded/people", "b injured 4 wounded/people", "c injured 9 wounded/people"],
     "injured", "differ", 4, 4),
    ("one report, two numbers, one of them told thrice",
     ["a injured 4 wounded/people by mayor", "a injured 4 hurt/people by mayor", "a injured 4 hit/people",
      "a injured 9 shot/people by police"], "injured", "alone", 4, 4),
    ("the doer among the dead", ["a killed 2 killed_two_girls/girls", "a killed 1 himself/himself"], "killed", "alone", 3, 3),
    ("the doer in the total", ["a killed 3 three_dead/people", "a killed 1 himself/himself"], "killed", "alone", 3, 3),
    ("who shot himself alone", ["a killed 1 himself/himself"], "killed", "alone", 1, 1),
    ("a part told by another speaker", ["a killed 4 died/people", "a killed 1 died/woman by police"], "killed", "alone", 4, 4),
    ("another was hurt", ["a injured 1 boy_was_shot/boy", "a injured 1 woman_was_also_shot/woman"], "injured", "alone", 2, 2),
    ("others beside the dead", ["a killed 1 died/person", "a injured 1 boy_was_shot/boy", "a injured 3 three_others/others"],
     "injured", "alone", 3, 3),
    ("an 8th was hurt", ["a injured 1 8th_man_was_hurt/man"], "injured", "alone", 8, 8),
    ("one of the others is no other", ["a injured 3 three_others_were_hurt/others", "a injured 1 one_of_the_others/one"],
     "injured", "alone", 3, 3),
    ("a third has died", ["a killed 2 two_were_killed/people", "a killed 1 third_man_died/man"], "killed", "alone", 3, 3),
    ("more children than people", ["a injured 1 girl_was_shot/person", "a injured 5 five_children/children"],
     "injured", "alone", 5, 5),
    ("a lower bound, told twice, yields to a number", ["a killed 3+ died/people", "b killed 3+ died/people",
                                                      "c killed 5 died/people"], "killed", "compatible", 5, 5),
    ("nobody against somebody", ["a injured 0 no_one_hurt/people", "b injured 2 hurt/people"], "injured", "differ", 2, 2),
    ("a vague word fits", ["a injured dozens wounded/people", "b injured 40 wounded/people"], "injured", "compatible", 40, 40),
]


@pytest.mark.parametrize(("figures", "topic", "verdict", "low", "high"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_comparable_figures_of_an_event_are_one_row(
    figures: list[str], topic: str, verdict: str, low: int, high: int
) -> None:
    row = next(f for f in tolls(*figures) if f.topic == topic and f.who is None)
    assert (row.verdict, row.low, row.high) == (verdict, low, high)


def test_the_dead_of_two_sides_are_two_rows_and_no_total() -> None:
    rows = tolls("a killed 12 died/rebels", "a killed 9 died/civilians", "b killed 12 died/rebels", "b killed 9 died/civilians")
    assert {(row.who, row.verdict, row.low) for row in rows} == {("rebels", "agree", 12), ("civilians", "agree", 9)}


def test_fighters_are_held_against_fighters_alone() -> None:
    rows = tolls("a killed 20 killed/fighters by army", "a killed 12 died/civilians by doctors",
                 "b killed 20 killed/fighters by army", "c killed 14 died/civilians by doctors")
    assert {(row.who, row.low, row.high) for row in rows} == {("fighters", 20, 20), ("civilians", 14, 14)}


def test_two_origins_with_one_claimant_count_one_claimant() -> None:
    (row,) = tolls("a killed 7 died/people by mayor", "b killed 7 died/people by mayor")
    assert (row.origins, row.claimants) == (2, 1)
    assert row.why and "one claimant" in row.why


def test_the_best_supported_value_leaves_all_that_is_said_in_the_row() -> None:
    (row,) = tolls("a injured 4 wounded/people", "b injured 4 wounded/people", "c injured 9 wounded/people")
    assert (row.least, row.most, row.low, row.high) == (4, 9, 4, 4)
    assert row.basis and "2 of 3 origins" in row.basis
    assert sorted((cell.low, cell.high) for cell in row.cells) == [(4, 4), (4, 4), (9, 9)]


def test_where_nothing_tells_values_apart_the_range_stays() -> None:
    (row,) = tolls("a killed 40 died/people", "b killed 58 died/people")
    assert (row.verdict, row.low, row.high, row.basis) == ("differ", 40, 58, None)


def test_a_row_names_the_origins_without_which_its_value_changes() -> None:
    (row,) = tolls("a killed 7 died/people", "b killed 7+ died/people", "c killed 5+ died/people")
    assert (row.low, row.high, row.leans) == (7, 7, ("o-a",))
