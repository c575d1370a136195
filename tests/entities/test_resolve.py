"""Which mentions are one, within an article and across articles."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corrobora.claims.mentions import find_mentions
from corrobora.claims.parse import Parser
from corrobora.claims.read import read as read_claims
from corrobora.entities.resolve import Resolution, link, resolve
from corrobora.records import Article, Block, Reading
from corrobora.settings import Settings


def reading(parser: Parser, text: str, id_: str = "a") -> Reading:
    article = Article(id=id_, source="test", text=text, blocks=(Block(start=0, end=len(text), role="paragraph"),))
    return Reading(article=article, mentions=find_mentions(parser.parse(article)))


def whole(parser: Parser, text: str, id_: str) -> Reading:
    """The reading with its claims."""
    return read_claims(parser.parse(reading(parser, text, id_).article))


def entity(resolution: Resolution, read: Reading, words: str, nth: int = 0) -> str | None:
    """The entity of the nth mention that is written so."""
    keys = [m.key for m in read.mentions if m.text == words]
    return resolution.of.get((read.article.id, keys[nth]))


def test_a_groups_bomber_acts_for_it_and_is_called_by_its_name(parser: Parser) -> None:
    read = whole(parser, "A Hezbollah gunman killed nine people in Goma. The attacker shot a driver.", "a")
    resolution = resolve([read], Settings())
    doers = {resolution.of["a", key] for claim in read.claims if claim.happening for key in claim.happening.actors}
    assert "Hezbollah" in {resolution.names[id_] for id_ in doers}


@pytest.mark.parametrize("text", [
    "A suicide bomber killed nine people in Goma. The bomber attacked a bus.",
    "A masked gunman killed nine people in Goma. The attacker shot a driver.",
])
def test_who_did_it_is_one_however_he_is_called(parser: Parser, text: str) -> None:
    read = whole(parser, text, "a")
    resolution = resolve([read], Settings())
    doers = {key for claim in read.claims if claim.happening for key in claim.happening.actors}
    assert len(doers) == 2 and len({resolution.of["a", key] for key in doers}) == 1


@pytest.mark.parametrize(
    ("text", "a", "b"),
    [
        ("President Omar al-Tayyib spoke. Tayyib left, and Omar smiled.", "Omar al-Tayyib", "Tayyib"),
        ("The Northern Relief Council (NRC) met. NRC staff left.", "Northern Relief Council", "NRC"),
        ("They praised the Northern Relief Council's (NRC) staff. NRC staff left.", "Northern Relief Council", "NRC"),
        ("NRC (Northern Relief Council) met. The NRC left.", "NRC", "Northern Relief Council"),
        ("Hezbollah attacked. The Shia militia lost men.", "Hezbollah", "Shia militia"),
        ("The Haddad Observatory for Peace counted them. The monitoring group gave no names.",
         "Haddad Observatory for Peace", "monitoring group"),
        ("Clashes hit the town of Tafas. The town was quiet later.", "Tafas", "town"),
        ("Troops fought in the town of Qusayr. Rebels left Qusair.", "Qusayr", "Qusair"),
        ("Abu Karim, a rebel commander, said so.", "Abu Karim", "rebel commander"),
        ("The Syrian army fired. Hezbollah fighters advanced.", "Hezbollah", "fighters"),
    ],
)
def test_names_that_are_one_in_an_article(parser: Parser, text: str, a: str, b: str) -> None:
    read = reading(parser, text)
    resolution = resolve([read], Settings())
    assert entity(resolution, read, a) is not None
    assert entity(resolution, read, a) == entity(resolution, read, b)


@pytest.mark.parametrize(
    ("text", "a", "b"),
    [
        ("Fighting in Homs and in Hama went on.", "Homs", "Hama"),
        ("The Free Syrian Army fought the Syrian Army.", "Free Syrian Army", "Syrian Army"),
        ("Karim Haddad and Salim Haddad met.", "Karim Haddad", "Salim Haddad"),
        ("Iran and Iraq are neighbours in the region.", "Iran", "Iraq"),
    ],
)
def test_names_that_stay_apart(parser: Parser, text: str, a: str, b: str) -> None:
    read = reading(parser, text)
    resolution = resolve([read], Settings())
    assert entity(resolution, read, a) != entity(resolution, read, b)


def test_names_are_joined_across_articles_whatever_their_order(parser: Parser) -> None:
    texts = [
        "Hezbollah took the town of Qusayr, General Salim Idriss said.",
        "Hizbollah fought in Qusair, Salim Idris told reporters.",
        "Salim Idriss left Qusayr. Rebels fled.", "Omar Khoury came to Hama.",
    ]
    readings = [reading(parser, text, f"a{number}") for number, text in enumerate(texts)]
    first = resolve(readings, Settings())
    random.Random(1).shuffle(readings)
    second = resolve(readings, Settings())
    assert first == second
    one = {first.of[r.article.id, m.key] for r in readings for m in r.mentions if m.text in {"Salim Idriss", "Salim Idris"}}
    assert len(one) == 1
    kinds = {name: e.kind for e in first.entities for name in e.names}
    assert kinds["Hezbollah"] == "group" and kinds["Salim Idriss"] == "person" and kinds["Qusayr"] == "place"


def test_ids_stay_when_a_report_is_added(parser: Parser) -> None:
    old = [reading(parser, "Salim Idriss spoke in Hama.", "m1"), reading(parser, "Hezbollah met Salim Idriss.", "m2")]
    before = {e.name: e.id for e in resolve(old, Settings()).entities}
    after = {e.name: e.id for e in resolve([*old, reading(parser, "Salim Idris and Hezbollah.", "m3")], Settings()).entities}
    assert all(after[name] == id_ for name, id_ in before.items())


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(codec="utf-8"), min_size=1, max_size=100))
def test_every_entity_stands_on_exact_spans(parser: Parser, text: str) -> None:
    read = reading(parser, text)
    for found in resolve([read], Settings()).entities:
        assert all(0 <= m.start < m.end <= len(text) for m in found.mentions)


JOINED = list(csv.DictReader((Path(__file__).parents[1] / "cases" / "joined.csv").read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize("case", JOINED, ids=lambda case: case["why"])
def test_names_across_articles(parser: Parser, case: dict[str, str]) -> None:
    readings = [whole(parser, text, f"a{number}") for number, text in enumerate(case["texts"].split("|"))]
    resolution = resolve(readings, Settings())
    found = [
        {resolution.of.get((r.article.id, m.key)) for r in readings for m in r.mentions if m.text == name} - {None}
        for name in (case["a"], case["b"])
    ]
    assert bool(found[0] & found[1]) == (case["one"] == "1")


@pytest.mark.parametrize(
    ("text", "name", "pronouns"),
    [
        ("Omar Haddad was killed on Monday. He had survived two attacks.", "Omar Haddad", ["He"]),
        ('"We will not leave," said Salim Idris, spokesman for the Free Syrian Army.', "Free Syrian Army", ["We"]),
        ('"I lost two brothers there," Colonel Salim Idris said.', "Salim Idris", ["I"]),
        ("Omar Haddad met Salim Idris. He had survived two attacks, officials said.", "Omar Haddad", []),
        ('"We will not leave," said Salim Idris.', "Salim Idris", []),
    ],
)
def test_a_pronoun_is_a_mention_where_one_name_alone_fits(parser: Parser, text: str, name: str, pronouns: list[str]) -> None:
    (found,) = [e for e in resolve([whole(parser, text, "a")], Settings()).entities if name in e.names]
    words = [text[m.start:m.end] for m in found.mentions]
    assert [word for word in words if word.lower() in {"he", "we", "i"}] == pronouns


def test_a_nationality_that_describes_is_none_by_itself_and_a_people_is_a_group(parser: Parser) -> None:
    text = "The Iraqi city of Mosul is calm. Syrians fled. The French frigate USS Hill (Arabic: Tal) left."
    kinds = {name: e.kind for e in resolve([whole(parser, text, "a")], Settings()).entities for name in e.names}
    assert kinds["Syrians"] == "group" and kinds["Mosul"] == "place"
    assert not {"Iraqi", "French", "Arabic", "USS Hill"} & set(kinds)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The aid reached the town. A statement came from Harwick, who has spent his term on it.", "Harwick", "person"),
        ("Families from Tafas, who fled at night, told of raids. Tafas was shelled.", "Tafas", "place"),
        ("The bill was voted in the House. A word came from House Speaker John Hale. The House rose.", "House", "organisation"),
        ("( Also on GAZETIER: rebels shelled a convoy.) Troops left.", "GAZETIER", "organisation"),
        ("Rebels fired into Zarbut. Troops in Zarbut fled, and near Zarbut a bridge fell.", "Zarbut", "place"),
        ("A mindless CHEMICAL attack killed 12 people in Homs.", "CHEMICAL", None),
        ("The madrassa was hit. Police said the MADRASSA was empty.", "MADRASSA", None),
        ("Troops of AFRICOM and UNIFIL left Homs, the WHO said.", "AFRICOM", "organisation"),
    ],
)
def test_kinds_follow_from_all_that_the_text_says_of_a_name(parser: Parser, text: str, name: str, kind: str | None) -> None:
    kinds = {n: e.kind for e in resolve([whole(parser, text, "a")], Settings()).entities for n in e.names}
    assert kinds.get(name) == kind


def test_a_state_and_its_government_are_one_doer(parser: Parser) -> None:
    text = "The United States may strike. U.S. airstrikes hit Homs on Monday. The U.S. conducted strikes on Hama. The US left."
    read = whole(parser, text, "a")
    resolution = resolve([read], Settings())
    doers = {id_ for claim in link(read, resolution).claims if claim.happening for id_ in claim.happening.actors}
    assert {resolution.names[id_] for id_ in doers} == {"Government of United States"}


def test_whose_support_a_strike_has_is_no_doer_of_it(parser: Parser) -> None:
    read = whole(parser, "The vote came after Hale won support for a strike on Homs from town leaders.", "a")
    assert [claim.happening.actors for claim in read.claims if claim.happening] == [()]


def test_an_office_named_behind_the_is_no_state_on_the_map(parser: Parser) -> None:
    text = "The aid came to Homs. The State Department said so on Monday."
    assert {e.name: e.kind for e in resolve([whole(parser, text, "a")], Settings()).entities} == {
        "Homs": "place", "United States Department of State": "organisation",
    }


def test_a_village_that_no_map_has_is_a_place_by_its_words(parser: Parser) -> None:
    (found,) = [e for e in resolve([whole(parser, "Near Al Qarmuti, one strike hit a truck.", "a")], Settings()).entities
                if "Al Qarmuti" in e.names]
    assert found.kind == "place"


def test_a_deed_is_done_in_the_town_before_the_comma(parser: Parser) -> None:
    text = "RRC fighters attacked the market of Umm Kaddadah, Darfur, over the weekend, activists said. Sudan mourns its dead."
    read = whole(parser, text, "a")
    resolution = resolve([read], Settings())
    places = {claim.happening.place for claim in link(read, resolution).claims if claim.happening}
    assert [resolution.names[id_] for id_ in places if id_] == ["Umm Kaddadah"]


def test_a_description_is_written_small_wherever_it_stands(parser: Parser) -> None:
    read = whole(parser, "Gunmen stormed a market in Homs. Police said that the gunmen fled.", "a")
    assert "gunmen" in resolve([read], Settings()).names.values()
