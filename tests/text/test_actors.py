"""Which side words tell, and the file of known actors."""

from __future__ import annotations

from pathlib import Path

import pytest

from corrobora.errors import SettingsError
from corrobora.text.actors import load_known, side_of


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("regime soldiers", "government"), ("forces loyal to the president's government", "government"),
        ("pro-government militia", "government"), ("police officers", "government"), ("rebels", "rebels"),
        ("anti-government fighters", "rebels"), ("Free Syrian Army soldiers", "rebels"), ("opposition fighters", "rebels"),
        ("IS fighters", "islamic_state"), ("the Islamic State group", "islamic_state"), ("this is it", "unspecified"),
        ("Kurdish fighters", "kurdish_forces"), ("YPG units", "kurdish_forces"), ("Kurdish civilians", "civilians"),
        ("children of soldiers", "civilians"), ("residents of a rebel-held town", "civilians"),
        ("child soldiers", "government"),
        ("civilians killed by regime forces", "civilians"), ("Turkish-backed rebels", "rebels"), ("coalition troops", "other"),
        ("people", "unspecified"), ("government forces and rebels", "unspecified"), ("", "unspecified"),
        ("🙂" * 500, "unspecified"),
    ],
)
def test_side_of_words(words: str, side: str) -> None:
    assert side_of(words) == side


def test_every_known_actor_has_a_source_and_every_name_finds_one() -> None:
    known = load_known()
    assert all(actor.source for actor in known.actors.values())
    for actor in known.actors.values():
        for name in actor.names:
            assert known.find(name) is not None, name


def test_an_acronym_keeps_its_case() -> None:
    assert load_known().find("IS") is not None
    assert load_known().find("is") is None


def test_a_users_file_extends_and_replaces(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('[actor.blue-brigade]\nname = "Blue Brigade"\nalso = ["BB"]\nkind = "group"\nside = "rebels"\n')
    known = load_known(path)
    actor = known.find("the Blue Brigade")
    assert actor is not None and actor.key == "blue-brigade" and known.find("BB") is actor
    assert known.find("SOHR") is not None
    assert side_of("fighters of the Blue Brigade", known) == "rebels"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# mine\n\n[actor.x]\nname = 3\n", "line 3"), ('[actor.x]\nname = "X"\nside = "purple"\n', "line 1"),
        ("not toml [", "line 1"),
        ('[actor.a]\nname = "A"\n\n[actor."x y"]\nname = "X"\nalso = "BB"\n', "line 4"),
        ('[actor.x]\nname = "X"\nkind = "planet"\n', "line 1"), ('[actor.x]\nname = "X"\nnames = ["Y"]\n', "line 1"),
        ("[actor]\nx = 3\n", "wrong.toml"),
    ],
)
def test_a_wrong_file_is_refused_with_its_line(tmp_path: Path, text: str, line: str) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as refused:
        load_known(path)
    assert line in str(refused.value) and "wrong.toml" in str(refused.value)
