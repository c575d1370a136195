from __future__ import annotations

import random

import pytest

from corrobora.events.origins import find_origins
from corrobora.records import Article, Block

WIRE = (
    "Gunmen in two pickup trucks opened fire on a queue outside a bakery in the northern quarter of the town early on Tuesday, "
    "witnesses and a hospital doctor said.\n"
    "At least 14 people were killed and more than 30 were taken to the district hospital, which ran out of blood in an hour, "
    "the doctor said by telephone.\n"
    "Nobody has claimed the attack, the third on a bakery since the siege of the town began in early spring.\n"
    "The governor's office said a night curfew would be kept until the end of the week."
)
OWN = (
    "Our reporter walked past shuttered stalls where traders were sweeping up glass.\n"
    "An old woman who had lost her bread card in the panic was asking children to look for it under the carts.\n"
    "Nobody in the street wanted to give a name, and most had little hope that the police would ever come.\n"
)
QUOTE = '"I was standing by the oven when the window burst and then everybody was on the floor and nobody moved at all"'


def article(name: str, text: str, published: str | None = "2021-03-02", **more: str | None) -> Article:
    blocks, at = [], 0
    for part in text.split("\n"):
        blocks.append(Block(start=at, end=at + len(part), role="paragraph"))
        at += len(part) + 1
    return Article.model_validate({
        "id": name, "source": name, "published": published, "text": text, "blocks": tuple(blocks), **more,
    })


def lines(text: str, *order: int) -> str:
    return "\n".join(text.split("\n")[n] for n in order)


CASES = [
    ("a reprint", WIRE, WIRE, "one"),
    ("a reprint that was cut and re-ordered", WIRE, lines(WIRE, 2, 0), "one"),
    ("a reprint with a new toll and other spellings", WIRE, WIRE.replace("14", "17").replace("quarter", "Quarter"), "one"),
    ("a local lead on one agency paragraph", WIRE, OWN + lines(WIRE, 1), "shared"),
    ("nothing in common", WIRE, OWN, "none"),
    ("one quotation of one interview", f"The baker, {QUOTE}, said.\n{OWN}", f"{lines(WIRE, 0, 3)}\n{QUOTE}, he said.", "none"),
    ("a name and a stock phrase", WIRE + "\nThe World Health Organization Regional Office for Europe in Copenhagen said so.",
     OWN + "The World Health Organization Regional Office for Europe in Copenhagen did not reply.", "none"),
]


@pytest.mark.parametrize(("a", "b", "wanted"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_copies_are_told_from_own_reports(a: str, b: str, wanted: str) -> None:
    origins = find_origins([article("a", a), article("b", b)])
    shared = [passage for origin in origins for passage in origin.shared]
    got = "one" if len(origins) == 1 else "shared" if shared else "none"
    assert got == wanted
    assert bool(shared) == (wanted != "none")
    texts = {"a": a, "b": b}
    for passage in shared:
        first = texts[passage.a][passage.a_start:passage.a_end]
        assert first and first[0].isalnum() and first[-1].isalnum()
        assert len(texts[passage.b][passage.b_start:passage.b_end].split()) >= 8


def test_the_first_to_print_comes_first_and_the_agency_is_named() -> None:
    (origin,) = find_origins([
        article("late", WIRE, "2021-03-04T10:00:00"), article("early", WIRE, "2021-03-02", agency="AFP"),
        article("undated", WIRE, None),
    ])
    assert origin.articles == ("early", "late", "undated")
    assert origin.agency == "AFP"


def test_what_recurs_over_weeks_is_no_copy() -> None:
    footer = "\nAnyone who saw the attack or knows the men is asked to call the hotline of the district police in confidence."
    texts = [f"{number} {name} went to market by the old road to buy {name} seed and came home at night." + footer
             for number, name in enumerate(["barley", "clover", "millet", "sesame", "linseed", "mustard"])]
    spread = [article(str(at), text, f"2021-0{at + 1}-10") for at, text in enumerate(texts)]
    assert not any(origin.shared for origin in find_origins(spread))
    same_day = [article(str(at), text) for at, text in enumerate(texts)]
    assert any(origin.shared for origin in find_origins(same_day))


def test_clutter_is_no_shared_text() -> None:
    page = article("page", OWN + WIRE)
    start = len(OWN)
    clutter = Block(start=start, end=len(page.text), role="clutter", reason="other stories")
    page = page.model_copy(update={"blocks": (*(b for b in page.blocks if b.start < start), clutter)})
    assert not any(origin.shared for origin in find_origins([page, article("wire", WIRE)]))


def test_many_identical_articles_are_one_origin() -> None:
    (origin,) = find_origins([article(f"{n:05}", lines(WIRE, 0)) for n in range(2_000)])
    assert len(origin.articles) == 2_000


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["."], ["one two"], ["\x00" * 50, "\ud800 " * 20]])
def test_hardly_a_text_is_its_own_origin(texts: list[str]) -> None:
    articles = [article(str(at), text) for at, text in enumerate(texts)]
    assert [o.articles for o in find_origins(articles)] == [(a.id,) for a in articles]


def test_the_order_of_the_articles_does_not_matter() -> None:
    articles = [
        article(str(at), text, f"2021-03-0{at % 3 + 1}")
        for at, text in enumerate([WIRE, OWN, lines(WIRE, 2, 0), OWN + lines(WIRE, 1), OWN + QUOTE, WIRE + OWN])
    ]
    wanted = find_origins(articles)
    for seed in range(6):
        random.Random(seed).shuffle(articles)
        assert find_origins(articles) == wanted
