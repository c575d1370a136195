from __future__ import annotations

import pytest

from corrobora.events.likeness import features, likeness, parts_of, whole
from corrobora.events.wording import Wording
from corrobora.records import Article, Block

TEXTS = (
    "Fire guts a tannery in Lorne\n\nA fire gutted a tannery in Lorne and killed two workers. The owner Sami Rahal wept.",
    "Fire at Lorne tannery kills workers\n\nTwo workers died as a fire gutted a tannery in the old quarter of Lorne.",
    "Fire at a mill in Keld\n\nTwo workers died as a fire gutted a mill in Keld. The mayor Jane Roe came to the river.",
)


def odds(one: int, other: int, day: int | None, other_day: int | None) -> float:
    """How likely two of the texts, printed on these days, have one main event."""
    articles = [
        Article(id=str(n), source=str(n), text=text, blocks=(Block(start=0, end=len(text), role="paragraph"),))
        for n, text in enumerate(TEXTS)
    ]
    parts = [parts_of(article) for article in articles]
    weights = {part: Wording(own[part] for own in parts) for part in parts[0]}
    a, b = (whole(None, at, parts[n], weights) for n, at in ((one, day), (other, other_day)))
    return float(likeness([features(a, b)])[0])


@pytest.mark.parametrize("pair", [(0, 1), (1, 2)])
def test_reports_without_a_day_are_less_surely_of_one_event_than_those_of_one_day(pair: tuple[int, int]) -> None:
    assert odds(*pair, None, None) < odds(*pair, 7, 7)
    assert odds(*pair, 7, None) == odds(*pair, None, None)


def test_the_same_deed_is_likelier_one_event_than_a_like_one() -> None:
    assert odds(0, 1, None, None) > odds(1, 2, None, None)
