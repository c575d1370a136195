"""The gazetteer: compiled once, whole or not at all, mended when broken, silent on what it does not know."""

from __future__ import annotations

import multiprocessing
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrobora.entities import gazetteer as gazetteer_module
from corrobora.entities.gazetteer import Gazetteer, load_gazetteer, prepare_gazetteer
from corrobora.entities.placekeys import fold_place, fold_places, number_of, numbers_of, sound_of, sounds_of

SMALL = "cities15000.json"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    return load_gazetteer(tmp_path_factory.mktemp("cache"), SMALL)


@pytest.mark.parametrize(("name", "country", "feature"), [
    ("Homs", "SY", "P.PPL"), ("Homs", "SY", "A.ADM1"), ("حمص", "SY", "P.PPL"), ("Хомс", "SY", "P.PPL"), ("Syria", "SY",
    "A.PCLI"),
    ("U.S.", "US", "A.PCLI"), ("DRC", "CD", "A.PCLI"), ("Calif.", "US", "A.ADM1"), ("Marion County", "US", "A.ADM2"),
    ("Europe", "", "L.CONT"), ("Black Sea", "", "H.SEA"), ("saint petersburg", "RU", "P.PPL"), ("ZÜRICH", "CH", "P.PPL"),
])
def test_finds(small: Gazetteer, name: str, country: str, feature: str) -> None:
    assert any(spot.country == country and spot.feature == feature for spot in small.find(name))


@pytest.mark.parametrize("name", ["", "x", "X" * 5000, "🙂", "\u202eabc", "\x00", "Qwrtzplk", "Ind", "%", "' OR 1=1 --"])
def test_does_not_know(small: Gazetteer, name: str) -> None:
    assert small.find(name) == ()


@given(st.text(max_size=100))
def test_folding_is_stable_and_never_fails(name: str) -> None:
    assert fold_place(fold_place(name)) == fold_place(name) or fold_place(name).endswith(".")
    assert not set(sound_of(name)) & set("aeiou")


NAMES = [
    "Saint-Denis", "Sainte  Foy ", "Mount St. Helens", "Mt.", "Calif.", "Wash. D.C.", "N.",
    " \u3000Homs\t", "Al-Qusayr", "أبو كمال",
    "e\u0301vry", "Évry", "中央。", "'Ayn", "ʼAyn ‘Isa", "two\nlines", "snake_case 7", "", "-", "\x1c",
    "İzmir", "x" * 300, "ß", "¼",
]


@given(st.lists(st.text(max_size=12) | st.sampled_from(NAMES), max_size=8))
def test_many_at_once_have_the_keys_of_one_by_one(names: list[str]) -> None:
    keys = fold_places(names)
    assert keys == [fold_place(name) for name in names]
    assert numbers_of(keys).tolist() == [number_of(key) for key in keys]
    assert len({number_of(key[:255]) for key in keys}) == len({key[:255] for key in keys})
    if keys:
        assert sounds_of(keys) == [sound_of(key) for key in keys]


@pytest.mark.parametrize(("a", "b"), [("Qusayr", "Qusair"), ("Qusayr", "Al-Kuseir"), ("Idlib", "Edleb"), ("Deir ez-Zor",
"Deir al-Zour")])
def test_spellings_that_sound_alike(a: str, b: str) -> None:
    assert set(sound_of(a)) - set("zl") == set(sound_of(b)) - set("zl") and sound_of(a)[:2] == sound_of(b)[:2]


def test_a_broken_file_is_compiled_again_and_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = load_gazetteer(tmp_path, SMALL).path
    load_gazetteer.cache_clear()
    path.write_bytes(b"this is no database" * 100)
    assert load_gazetteer(tmp_path, SMALL).find("Homs")
    assert "damaged" in capsys.readouterr().err
    load_gazetteer.cache_clear()


def _build(folder: str) -> int:
    return len(load_gazetteer(Path(folder), SMALL).find("Homs"))


def test_two_processes_at_once(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        found = pool.map(_build, [str(tmp_path)] * 2, chunksize=1)
    assert found[0] == found[1] > 0
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".lock", ".sqlite"]


def test_it_is_compiled_while_articles_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare_gazetteer(tmp_path, SMALL)
    prepare_gazetteer(tmp_path, SMALL)  # it is at work already
    with monkeypatch.context() as here:
        here.delattr(gazetteer_module, "_compile")  # what the other process does is not done again
        assert load_gazetteer(tmp_path, SMALL).find("Homs")
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".lock", ".sqlite"]


def test_a_folder_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
capsys: pytest.CaptureFixture[str]) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")  # holds for root too, whom permissions do not stop
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir(mode=stat.S_IRWXU)
    gazetteer = load_gazetteer(blocked / "cache", SMALL)
    assert gazetteer.find("Homs") and os.fspath(tmp_path / "temporary") in os.fspath(gazetteer.path)
    assert "cannot be written" in capsys.readouterr().err


def test_towns_within_degrees_come_largest_first(small: Gazetteer) -> None:
    found = small.within(33.0, 36.0, 35.0, 38.0, 20)
    assert {"Damascus", "Beirut", "Homs"} <= {spot.name for spot in found}
    assert all(33 <= spot.lat <= 36 and 35 <= spot.lon <= 38 and spot.feature.startswith("P") for spot in found)
    assert [spot.population for spot in found] == sorted((spot.population for spot in found), reverse=True)
