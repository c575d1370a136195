"""The language of a text (py3langid: Lui and Baldwin 2012, with the smaller memory of Barbaresi's version)."""

from __future__ import annotations

import re
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
