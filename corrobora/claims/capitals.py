"""What a capital tells: in headlines, at the start of a sentence and in labels of the page it makes no name."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from functools import partial

from spacy.attrs import IS_QUOTE, SENT_START
from spacy.tokens import Doc

from corrobora.claims.parse import Parsed, Passage, of_parse
from corrobora.text.actors import load_known
from corrobora.text.nations import is_nationality, nation_named, nation_of_capital
from corrobora.text.ordinary import is_ordinary
from corrobora.text.titles import KIND_WORDS

OPENERS = frozenset({":", "(", "[", "—", "–", "--"})
Piece = tuple[int, int, str | None]
"""First token, end token, label of the language model."""


def shouts_all(tokens: Sequence[str]) -> bool:
    """Whether nearly every word is capitalised, as in headlines, so that capitals tell nothing."""
    words = [word for word in tokens if len(word) > 3 and word.isalpha()]
    return len(words) > 3 and sum(word[0].isupper() for word in words) > 0.8 * len(words)


def written_mid_sentence(parsed: Parsed) -> frozenset[str]:
    """Words as they also stand where a sentence does not begin: what is capitalised there is a name, though it begins one
    elsewhere; what stands there in small letters is none in capitals."""
    return frozenset().union(*(of_parse(p.doc, "mid sentence", partial(_mid_sentence, p)) for p in parsed.passages))


def _mid_sentence(passage: Passage) -> frozenset[str]:
    words = passage.words
    if shouts_all(words):
        return frozenset()
    marks = passage.doc.to_array([SENT_START, IS_QUOTE]).tolist()
    return frozenset(
        words[i] for i in range(1, len(words)) if words[i - 1] not in OPENERS and marks[i][0] != 1 and not marks[i - 1][1]
    )


def only_capitals(doc: Doc, first: int, name: str, seen: Container[str], shouts: bool) -> bool:
    """Whether nothing but the place in the sentence, or the way of headlines, gives the words their capitals."""
    token = doc[first]
    opens = token.i == 0 or token.is_sent_start or token.nbor(-1).is_quote or token.nbor(-1).text in OPENERS
    if is_listed(name):
        return False
    plain = is_ordinary(name)
    if name.isupper() and not shouts and len(name) > 4 and (plain or name.lower() in seen):
        return True  # one word said loudly: "a MINDLESS attack"
    if (name.isupper() and len(name) <= 6 and not shouts) or not (opens or shouts):
        return False
    return plain and not any(word[0].isupper() and word in seen for word in name.split())


def after_opener(doc: Doc, first: int, last: int, label: str | None) -> int:
    """Where a person's name begins without the ordinary word that opens its sentence: "Meet John Hale", "Wrote Haddad: …"."""
    word, before = doc[first].text, doc[first - 1] if first else None
    opens = before is None or doc[first].is_sent_start or before.is_quote or before.is_space or before.is_upper or (
        before.text in OPENERS
    )
    if label != "PERSON" or last - first < 2 or not opens or not word.istitle() or word in _GIVEN or not is_ordinary(word):
        return first
    after = doc[first + 1].text
    return first + 1 if after[:1].isupper() and not is_ordinary(after) else first


_GIVEN = frozenset({
    "Said", "Will", "Young", "Hope", "Faith", "Joy", "Grace", "Sue", "Guy", "Don", "Norm", "Slim", "Chase", "Chance", "Love",
    "Ban", "Bin",
})
"""Ordinary words that people are called by."""


def is_listed(name: str) -> bool:
    """Whether the name stands in a table: a state, a capital, a people, a known actor."""
    return bool(nation_named(name) or nation_of_capital(name) or is_nationality(name) or load_known().find(name))


def _is_plain(word: str) -> bool:
    """Whether a word is ordinary, and no noun of bodies or places, which names hold ("Front", "Coalition")."""
    return is_ordinary(word) and word.lower() not in KIND_WORDS and not is_listed(word)


def as_in_text(doc: Doc, first: int, last: int, seen: Container[str]) -> Iterator[tuple[int, int]]:
    """The parts of a headline's name between ordinary words that the text writes nowhere as a name ("Rebels Attack Homs")."""
    start = first
    for i in range(first, last):
        token = doc[i]
        if token.text[:1].isupper() and _is_plain(token.text) and token.text not in seen:
            if start < i:
                yield start, i
            start = i + 1
    if start < last:
        yield start, last


def apart_by_case(doc: Doc, first: int, last: int, label: str | None) -> Iterator[Piece]:
    """A label of the page in capitals is no part of the name that follows: "REUTERS Obama", "MUST WATCH Syria"."""
    loud = [token.is_upper and token.is_alpha for token in doc[first:last]]
    count = loud.index(False) if False in loud else 0
    written_out = count > 1 or (count == 1 and len(doc[first]) > 5)
    if not count or not written_out or not doc[first + count].text[:1].isupper():
        yield first, last, label
        return
    yield first, first + count, None
    yield first + count, last, label
