from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corrobora.events.cluster import cluster

SCORES = st.dictionaries(
    st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda p: p[0] < p[1]), st.floats(-5, 5, allow_nan=False),
    max_size=30,
)


def test_two_that_fit_are_joined_and_a_weak_link_does_not_join_two_groups() -> None:
    scores = {(0, 1): 2.0, (2, 3): 2.0, (1, 2): 0.5, (0, 3): -2.0}
    assert cluster(scores, list("abcd"), 4) == [[0, 1], [2, 3]]


def test_two_happenings_of_one_article_stay_apart() -> None:
    assert cluster({(0, 1): 3.0, (1, 2): 2.0, (0, 2): 2.5}, ["a", "b", "a"], 3) == [[0, 1], [2]]


@given(SCORES)
def test_every_item_is_in_one_group_and_groups_fit_on_average(scores: dict[tuple[int, int], float]) -> None:
    groups = cluster(scores, list(range(10)), 10)
    assert sorted(item for group in groups for item in group) == list(range(10))
    for group in groups:
        inside = [scores.get((i, j), -1.0) for i in group for j in group if i < j]
        assert not inside or max(inside) > 0
