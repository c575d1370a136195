from __future__ import annotations

from pathlib import Path

import pytest

from corrobora.engines.pile import Pile
from corrobora.records import Unread


@pytest.fixture
def rows() -> dict[str, Unread]:
    return {key: Unread(source=key, reason=text) for key, text in (("b", "two \ud800"), ("a", ""), ("c", "x" * 5_000))}


@pytest.mark.parametrize("keep", [0, 1, 9])
def test_a_pile_gives_back_what_was_put_in_by_key_and_in_order(rows: dict[str, Unread], keep: int, tmp_path: Path) -> None:
    with Pile(tmp_path / "pile", Unread, keep) as pile:
        for key, row in rows.items():
            pile.add(key, row)
            assert pile[key] == row
        pile.add("a", Unread(source="a", reason="another"))
        assert list(pile) == ["a", "b", "c"] and len(pile) == 3
        assert pile["a"].reason == "another" and pile["b"] == rows["b"] and pile["c"] == rows["c"]
        with pytest.raises(KeyError):
            pile["d"]
    assert not list(tmp_path.iterdir())
