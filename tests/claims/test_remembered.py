"""A block that was printed before is read as if it had not been."""

from __future__ import annotations

from corrobora.claims.parse import Parser
from corrobora.claims.read import read
from corrobora.records import Article, Block, Reading
from corrobora.settings import Settings

WIRE = (
    "Gunmen killed 12 people and wounded two others in the town of Mirabad on Tuesday, a spokesman said.",
    "Police said the three-week siege of the village of Tel Karm killed a woman and her two sons.",
    "Hope said it had met \u201cthe Voices of the Lake\u201d, whose fighters captured the base.",
)
PAGES = (
    WIRE,
    ("Officials met in Arkan on 3 May 2031.", *WIRE[::-1]),
    ("The army said that Police and Hope, two militias, had shelled Mirabad.", WIRE[1], "They denied it.", WIRE[0], WIRE[2]),
    (WIRE[2].replace("\u201c", '"').replace("\u201d", '"'), "In Mirabad, Karim Haddad said the army killed 12.", *WIRE),
)


def page(number: int) -> Article:
    text, blocks = "", []
    for at, paragraph in enumerate(PAGES[number]):
        role = "headline" if at == 0 and number == 3 else "paragraph"
        blocks.append(Block(start=len(text), end=len(text) + len(paragraph), role=role))  # type: ignore[arg-type]
        text += paragraph + "\n\n"
    return Article(id=f"a{number}", source="a", published="2031-05-06", text=text, blocks=tuple(blocks))


def readings(parser: Parser, order: list[int]) -> dict[str, Reading]:
    return {reading.article.id: reading for number in order for reading in [read(parser.parse(page(number)))]}


def test_what_was_read_before_changes_no_reading() -> None:
    pipeline = Settings().pipeline
    alone = {id_: told for number in range(4) for id_, told in readings(Parser(pipeline), [number]).items()}
    assert all(reading.claims and reading.mentions for reading in alone.values())
    for order in ([0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1, 2, 0]):
        assert readings(Parser(pipeline), order) == alone


def test_the_articles_own_words_decide_about_a_remembered_block() -> None:
    told = readings(Parser(Settings().pipeline), [0, 2])
    names = {id_: {m.text for m in reading.mentions} for id_, reading in told.items()}
    assert "Hope" in names["a2"] and "Hope" not in names["a0"]
