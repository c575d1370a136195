"""What language an article is in, and what becomes of the paragraphs that are in another one."""

from __future__ import annotations

from pathlib import Path

import pytest

from corrobora.pages.language import article_language
from corrobora.pages.read import read_inputs
from corrobora.records import Article
from corrobora.settings import Settings

ENGLISH = (
    "Soldiers took the village on Monday after two days of shelling, residents said by telephone, and most of the people who "
    "were still there fled to the camps across the river before the night."
)
FRENCH = (
    "Les soldats ont pris le village lundi après deux jours de bombardements, ont raconté des habitants joints par téléphone, "
    "et la plupart des familles qui restaient encore ont fui vers les camps de l'autre côté du fleuve avant la nuit."
)
ARABIC = (
    "سيطر الجنود على القرية يوم الاثنين بعد يومين من القصف، بحسب ما قاله سكان عبر الهاتف، وفر معظم من بقي من العائلات إلى "
    "المخيمات على الضفة الأخرى من النهر قبل حلول الليل، ولم تعلق الحكومة على ذلك."
)
NAMES = "Killed: " + ", ".join(f"{first} {last}" for first in ("Anwar", "Budi", "Citra", "Dewi") for last in ("Hasan", "Putra"))


@pytest.mark.parametrize(("paragraphs", "language", "foreign"), [
    ([ENGLISH] * 4, "en", {}),
    ([FRENCH] * 4, "fr", {}),
    ([FRENCH, *[ENGLISH] * 4], "en", {0: "fr"}),
    ([*[ENGLISH] * 3, ARABIC], "en", {3: "ar"}),
    ([ENGLISH, FRENCH, ENGLISH, FRENCH], "en", {1: "fr", 3: "fr"}),
    ([*[FRENCH] * 5, ENGLISH], "fr", {}),
    ([ENGLISH, NAMES, ENGLISH], "en", {}),
    ([], None, {}),
])
def test_the_language_is_that_of_most_of_the_text(paragraphs: list[str], language: str | None, foreign: dict[int, str]) -> None:
    assert article_language(paragraphs) == (language, foreign)
    assert article_language(paragraphs, "en")[1] == foreign


def test_paragraphs_in_another_language_are_shown_and_not_read(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(f"Village falls\n\n{FRENCH}\n\n" + f"{ENGLISH}\n\n" * 3, encoding="utf-8")
    (article,) = read_inputs([path], Settings())
    assert isinstance(article, Article)
    assert article.language == "en"
    (french,) = (block for block in article.blocks if article.slice(block) == FRENCH)
    assert (french.role, french.reason) == ("clutter", "in another language (fr) than the rest of the article (en)")
