from __future__ import annotations

import pytest

from corrobora.claims.parse import Parser
from corrobora.claims.read import read
from corrobora.records import Article, Block


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Moldova's president met her Romanian counterpart in Bucharest on Monday.", "CONSULT"),
        ("Norway donated forty tonnes of wheat to Malawi on Friday.", "AID"),
        ("Chile has suspended military aid to Bolivia over the dispute.", "SANCTION"),
        ("Kenya accused Somalia on Sunday of sheltering smugglers.", "ACCUSE"),
        ("The rebels rejected the government's offer of talks.", "REJECT"),
        ("Peru urged Ecuador to open the border crossing.", "REQUEST"),
        ("Police in Tirana arrested nine officials on Tuesday.", "COERCE"),
        ("Gunmen attacked a police station in Garissa, killing two officers.", "ASSAULT"),
        ("Thousands of nurses protested in Lusaka against the new law.", "PROTEST"),
        ("Togo freed eleven opposition leaders on Wednesday.", "RETREAT"),
        ("The president pardoned a jailed journalist on Friday.", "CONCEDE"),
        ("Eritrea threatened to shell the port if the ships return.", "THREATEN"),
    ],
)
def test_the_plover_event_of_what_heads_a_report(parser: Parser, text: str, event: str) -> None:
    article = Article(id="a", source="a", text=text, blocks=(Block(start=0, end=len(text), role="paragraph"),))
    deeds = [claim.happening for claim in read(parser.parse(article)).claims if claim.happening]
    assert max(deeds, key=lambda deed: deed.salience).plover == event


def test_a_sentence_without_a_deed_has_no_event(parser: Parser) -> None:
    text = "The lake is deep and cold."
    article = Article(id="a", source="a", text=text, blocks=(Block(start=0, end=len(text), role="paragraph"),))
    assert not [claim for claim in read(parser.parse(article)).claims if claim.happening]
