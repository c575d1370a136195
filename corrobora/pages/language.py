"""The language of a text (py3langid: Lui and Baldwin 2012, with the smaller memory of Barbaresi's version)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

LANGUAGES = (
    "af", "am", "ar", "az", "be", "bg", "bn", "bs", "ca", "cs", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi", "fr",
    "gl", "gu",
    "he", "hi", "hr", "hu", "hy", "id", "is", "it", "ja", "ka", "kk", "km", "kn", "ko", "ku", "ky", "lo", "lt", "lv", "mk",
    "ml", "mn",
    "mr", "ms", "ne", "nl", "no", "or", "pa", "pl", "ps", "pt", "ro", "ru", "rw", "si", "sk", "sl", "sq", "sr", "sv", "sw",
    "ta", "te",
    "th", "tl", "tr", "ug", "uk", "ur", "vi", "zh",
)
"""The languages that newspapers appear in; the others of the model are mostly mistaken for them."""
SHORTEST = 40
"""Letters below which no language is guessed."""
SAMPLE = 1_000
SURE, SURE_OF_ANOTHER = 0.5, 0.9
ENGLISH = frozenset(
    ["the", "and", "to", "that", "with", "for", "from", "were", "have", "has", "had", "they", "their", "which", "who", "said",
        "would", "been", "are", "but", "not", "this", "after"]
)
"""Frequent words of English that no other language of the list has among its own frequent words."""
PLAINLY_ENGLISH = 0.12
"""Their share of the words from which on nothing else needs to be asked: pages in English have 0.14 and more, others under
0.09."""


NOT_ENGLISH = 0.03
"""Their share up to which a paragraph may be in another language."""
PARAGRAPH = 15
"""Words from which on a paragraph's language is looked at by itself."""
THE = 200
"""Code points for one "the", from which on a paragraph need not be looked at: it is English."""
FOREIGN = 100
"""Letters from which on a paragraph is surely told from the rest of its article."""
NAMES = 0.5
"""Share of capitals at the start of words above which a paragraph is a list of names, whatever its language."""
ENOUGH = 1 / 3
"""Share of English from which on an article in two languages is read as English."""


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # half a second, of no use to plainly English pages

    found = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    found.set_languages([name for name in LANGUAGES if name in set(found.labels)])
    return found


def language_code(given: object) -> str | None:
    """A language tag's language ("en-GB", "en_US": "en"; BCP 47), or None if it is none."""
    found = re.match(r"\s*([A-Za-z]{2,3})(?:[-_ ].*)?$", given) if isinstance(given, str) else None
    return found.group(1).lower() if found else None


def detect_language(text: str, declared: object = None) -> str | None:
    """ISO 639-1 code of the text's language, or None if it is too short or unclear.

    ``declared`` is what a page says of itself: it is believed unless the text is clearly another language.
    """
    said = language_code(declared)
    words = re.findall(r"[^\W\d_]+", text[:SAMPLE * 2])
    letters = " ".join(words)[:SAMPLE]
    if len(letters) < SHORTEST:
        return said
    if len(words) >= 60 and sum(word.lower() in ENGLISH for word in words) >= PLAINLY_ENGLISH * len(words):
        return "en"
    found, sure = _identifier().classify(letters)
    if said is not None and said != found:
        return found if sure >= SURE_OF_ANOTHER and len(letters) >= 200 else said
    return found if sure >= SURE else said


def article_language(paragraphs: Sequence[str], declared: object = None) -> tuple[str | None, dict[int, str]]:
    """The language of an article's text, and those of its paragraphs that are surely in another one, by their number.

    An article partly in English has the language of most of its letters, and is English if a third is, unless its page says
    otherwise. The paragraphs of an article in another language are not looked at.
    """
    others = [i for i, paragraph in enumerate(paragraphs) if paragraph.count(" the ") <= len(paragraph) // THE
        and 0 <= _english(paragraph) <= NOT_ENGLISH]
    shares = [_english(paragraph) for paragraph in paragraphs] if others else []
    if not any(share > 2 * NOT_ENGLISH for share in shares):
        return detect_language("\n".join(paragraphs), declared), {}
    foreign: dict[int, str] = {}
    for i in others:
        words = re.findall(r"[^\W\d_]+", paragraphs[i])
        letters = " ".join(words)
        if len(letters) >= FOREIGN and sum(word[0].isupper() for word in words) <= NAMES * len(words):
            found, sure = _identifier().classify(letters[:SAMPLE])
            if found != "en" and sure >= SURE_OF_ANOTHER:
                foreign[i] = found
    held: Counter[str] = Counter()
    for i, paragraph in enumerate(paragraphs):
        if i in foreign or shares[i] > NOT_ENGLISH:
            held[foreign.get(i, "en")] += len(paragraph)
    if held["en"] >= (ENOUGH if language_code(declared) in (None, "en") else 0.5) * held.total():
        return "en", foreign
    return max(held, key=lambda code: (held[code], code)), {}


def _english(paragraph: str) -> float:
    """The share of English's frequent words; -1 for a paragraph too short to tell."""
    words = paragraph.lower().split()
    return sum(map(ENGLISH.__contains__, words)) / len(words) if len(words) >= PARAGRAPH else -1
