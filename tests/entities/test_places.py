"""Places in context: which spans are places, which place of a name is meant, how exact the point is."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corrobora.claims.mentions import find_mentions
from corrobora.claims.parse import Parser
from corrobora.entities.gazetteer import Gazetteer, load_gazetteer
from corrobora.entities.places import Toponym, locate, move
from corrobora.records import Article, Block, Mention, Reading
from corrobora.settings import Settings
from corrobora.text.earth import kilometres

CASES = list(csv.DictReader((Path(__file__).parents[1] / "cases/places.csv").read_text(encoding="utf-8").splitlines()))


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer(Settings().cache)


def _article(text: str) -> Article:
    return Article(id="a", source="test", text=text, blocks=(Block(start=0, end=len(text), role="paragraph"),))


def _found(text: str, parser: Parser, gazetteer: Gazetteer) -> list[Toponym]:
    parsed = parser.parse(_article(text))
    toponyms = locate(Reading(article=parsed.article, mentions=find_mentions(parsed)), gazetteer)
    return sorted({t.key: t for t in toponyms.values()}.values(), key=lambda t: t.start)


@pytest.mark.parametrize("case", CASES, ids=[f"{c['word']}: {c['text'][:40]}" for c in CASES])
def test_case(case: dict[str, str], parser: Parser, gazetteer: Gazetteer) -> None:
    found = [t for t in _found(case["text"], parser, gazetteer) if t.text == case["word"]]
    assert len(found) > int(case["nth"]), "not found as a place"
    place = found[int(case["nth"])].place
    assert place is not None
    assert (place.country, place.precision) == (case["country"], case["precision"])
    assert not case["admin1"] or place.admin1 == case["admin1"]
    assert not case["feature"] or place.feature == case["feature"]


@pytest.mark.parametrize(("text", "word"), [
    ("Officers arrested Michael Jordan on Friday.", "Jordan"),
    ("Police said that Sgt. Denver Lopez was hurt.", "Denver"),
    ("Syrian troops shelled Lebanese villages.", "Syrian"),
    ("Mr. London told the court that he was ill.", "London"),
])
def test_no_place(text: str, word: str, parser: Parser, gazetteer: Gazetteer) -> None:
    assert word not in [t.text for t in _found(text, parser, gazetteer)]


def test_two_spellings_are_one_place(parser: Parser, gazetteer: Gazetteer) -> None:
    found = _found("The Syrian army took Qusayr. People fled from Qusair to Homs.", parser, gazetteer)
    assert len({t.identity for t in found if t.text in ("Qusayr", "Qusair")}) == 1


def _identities(text: str, word: str, parser: Parser, gazetteer: Gazetteer) -> list[tuple[str, str | None]]:
    found = [t for t in _found(text, parser, gazetteer) if t.text == word]
    return [(t.identity, t.place.admin1 if t.place else None) for t in found]


def test_two_villages_of_one_name_stay_apart_where_the_text_tells_their_provinces(
    parser: Parser, gazetteer: Gazetteer
) -> None:
    text = ("A blast struck the village of Tal Sifr in Homs province, Syria. Aleppo was quiet. The village of Tal Sifr burned. "
            "Shells hit the village of Tal Sifr in Idlib province. The village of Tal Sifr is small.")
    found = _identities(text, "Tal Sifr", parser, gazetteer)
    assert [unit for _, unit in found] == ["Homs", "Homs", "Idlib", "Idlib"]
    assert len({identity for identity, _ in found}) == 2


@pytest.mark.parametrize(("text", "word", "country"), [
    ("A bomb hit the neighbourhood of al-Kallaseh in Damascus, Syria.", "al-Kallaseh", "SY"),
    ("Syrian planes struck the neighbourhood of Al-Maghayer in Aleppo, Syria.", "Al-Maghayer", "SY"),
    ("Syria and Turkey closed the border. Fighters entered the town of Ras al-Ain.", "Ras al-Ain", "SY"),
    ("Syria and Turkey closed the border. Fighters entered the town of Ain al-Arab.", "Ain al-Arab", "SY"),
])
def test_a_place_of_another_spelling_lies_where_the_text_tells(
    text: str, word: str, country: str, parser: Parser, gazetteer: Gazetteer
) -> None:
    (found,) = [t for t in _found(text, parser, gazetteer) if t.text == word]
    assert found.place is not None and found.place.country == country


@pytest.mark.parametrize(("text", "word", "country"), [
    ("Jets bombed the village of al-Bureij northeast of Aleppo. Al-Bureij burned.", "al-Bureij", "SY"),
    ("Shells hit the Kallaseh district of Damascus on Monday.", "Kallaseh", "SY"),
    ("Nine died. It took place in the Al Kalassa region of the Syrian capital.", "Al Kalassa", "SY"),
    ("The army fought in Aleppo's Salaheddin district.", "Salaheddin", "SY"),
    ("A bomb went off in Beirut. It hit the upscale neighborhood of Janah at noon.", "Janah", "LB"),
    ("Rebels left Aleppo. A court in al-Bureij sentenced nine men.", "al-Bureij", "PS"),
])
def test_a_place_in_or_by_a_town_is_not_its_namesake_abroad(
    text: str, word: str, country: str, parser: Parser, gazetteer: Gazetteer
) -> None:
    (found,) = [t for t in _found(text, parser, gazetteer) if t.text == word]
    assert found.place is not None and found.place.country == country


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200), st.lists(st.tuples(st.integers(0, 199), st.integers(1, 30)), max_size=3))
def test_any_text(text: str, spans: list[tuple[int, int]]) -> None:
    article = _article(text or ".")
    mentions = tuple(
        Mention(start=a, end=min(a + n, len(text)), text=text[a:a + n], label="GPE") for a,
        n in sorted(set(spans)) if a < len(text)
    )
    for key, toponym in locate(Reading(article=article, mentions=mentions), load_gazetteer(Settings().cache)).items():
        assert key.startswith("m:") and article.text[toponym.start:toponym.end] == toponym.text != ""


@given(st.floats(-70, 70), st.floats(-179, 179), st.floats(0.1, 300), st.floats(0, 359))
def test_moving_goes_as_far_as_told(lat: float, lon: float, distance: float, bearing: float) -> None:
    assert kilometres(lat, lon, *move(lat, lon, distance, bearing)) == pytest.approx(distance, rel=1e-3, abs=1e-3)
