"""Names and descriptions in running text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corrobora.claims.mentions import find_mentions
from corrobora.claims.parse import Parser
from corrobora.records import Article, Block, Mention


def mentions(parser: Parser, text: str) -> tuple[Mention, ...]:
    article = Article(id="a", source="test", text=text, blocks=(Block(start=0, end=len(text), role="paragraph"),))
    return find_mentions(parser.parse(article))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("President Omar al-Tayyib met General Salim Haddad in Damascus.", ["Omar al-Tayyib", "Salim Haddad", "Damascus"]),
        ("Lebanon’s prime minister and Russian Foreign Minister Ivan Orlov met.", ["Lebanon", "Russian", "Ivan Orlov"]),
        ("BEIRUT (AP) — Shelling hit the town of Tafas on Monday.", ["BEIRUT", "AP", "Tafas"]),
        ("The International Committee of the Red Cross (ICRC) said so.", ["International Committee of the Red Cross", "ICRC"]),
        ("Secretary of State Anna Brown arrived in Geneva.", ["Anna Brown", "Geneva"]),
        ("Rebels fled. Meet John Hale: The man behind the talks in Geneva", ["John Hale", "Geneva"]),
        ("Said Haddad fled. Will Smith left Geneva.", ["Said Haddad", "Will Smith", "Geneva"]),
        ("The Islamic State of Iraq and the Levant retreated.", ["Islamic State of Iraq and the Levant"]),
        ("The Islamic State of Iraq and Levant retreated.", ["Islamic State of Iraq and Levant"]),
        ("Pentagon Press Secretary Mary Cole and Defense Secretary John Hale met.", ["Pentagon", "Mary Cole", "John Hale"]),
        ("Navy Capt. John Hale met US Army General Sam Reed in Geneva.", ["John Hale", "US Army", "Sam Reed", "Geneva"]),
        ("Two rebels joined Ansar in Harwick (AIH) on Monday.", ["Ansar in Harwick", "AIH"]),
        ("The fire was set, said Geneva Police Chief Sam Reed.", ["Geneva Police", "Sam Reed"]),
        ("The Syrian President left Geneva, as @JHale wrote.", ["Geneva"]),
    ],
)
def test_names(parser: Parser, text: str, names: list[str]) -> None:
    assert [m.text for m in mentions(parser, text) if m.head is None] == names


@pytest.mark.parametrize(
    ("text", "described"),
    [
        ("Government forces shelled the town while rebels withdrew.", ["Government forces", "town", "rebels"]),
        ("Activists said Syrian government troops shot residents.", ["Activists", "Syrian government troops", "residents"]),
        ("A spokesman for the monitoring group blamed the Shia militia.", ["spokesman", "monitoring group", "Shia militia"]),
        ("The use of force was condemned.", []),
        ("A 62-year-old farmer and two Harun-backed militants were shot.", ["farmer", "militants"]),
    ],
)
def test_descriptions(parser: Parser, text: str, described: list[str]) -> None:
    assert [m.text for m in mentions(parser, text) if m.head] == described


def test_roles_stand_with_names(parser: Parser) -> None:
    found = {m.text: m.role for m in mentions(parser, "General Salim Haddad and spokeswoman Rana Aziz spoke in Homs.")}
    assert found["Salim Haddad"] == "General" and found["Rana Aziz"] == "spokeswoman" and found["Homs"] is None
    found = {m.text: m.role for m in mentions(parser, "Pentagon Press Secretary Mary Cole met Navy Capt. John Hale.")}
    assert found == {"Pentagon": None, "Mary Cole": "Press Secretary", "John Hale": "Navy Capt."}


def test_a_state_that_acts_is_told_from_a_state_as_a_place(parser: Parser) -> None:
    kinds = [m.kind for m in mentions(parser, "France condemned the attack in Turkey.") if m.head is None]
    assert kinds == ["organisation", "place"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(codec="utf-8"), min_size=1, max_size=120))
def test_any_text_gives_exact_spans_that_do_not_overlap(parser: Parser, text: str) -> None:
    found = mentions(parser, text)
    assert all(text[m.start:m.end] == m.text for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize("text", ["X", "X" * 5000, "☂ 🙂 👩‍👩‍👧", "قال مراسل في حلب", "Ab‮cd‬ said", "\n\n", "A-B-C-D-" * 300])
def test_hostile_text_is_read(parser: Parser, text: str) -> None:
    assert all(text[m.start:m.end] == m.text for m in mentions(parser, text))
