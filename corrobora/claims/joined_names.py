"""Pieces of names that are one name: "Gulf of Oman", "Voices of the Lake", John "Jack" Hill."""

from __future__ import annotations

from spacy.tokens import Doc

from corrobora.claims.capitals import OPENERS, Piece, is_listed
from corrobora.text.names import is_acronym, stands_for
from corrobora.text.nations import is_nationality, nation_named, nation_of_capital
from corrobora.text.titles import KIND_WORDS


def join_pieces(doc: Doc, pieces: list[Piece]) -> list[Piece]:
    """The pieces of a text, in order, with those joined that are one name."""
    return _nicknamed(doc, _join_of(doc, pieces))


def _join_of(doc: Doc, pieces: list[Piece]) -> list[Piece]:
    """Joins "Gulf" and "Oman" where "of" stands between them: a noun of bodies or places waits for its name."""
    joined: list[Piece] = []
    for first, last, label in pieces:
        if joined and 1 <= first - joined[-1][1] <= 2 and doc[joined[-1][1]].lower_ in {"of", "for"}:
            sort = KIND_WORDS.get(doc[joined[-1][1] - 1].lower_)
            body = sort in {"organisation", "group"}
            if body or (sort and doc[joined[-1][1]].lower_ == "of" and doc[joined[-1][1] - 1].lower_ not in _NOT_JOINED):
                joined[-1] = (joined[-1][0], last, joined[-1][2] or label)
                continue
        if len(joined) > 1 and _told_by_letters(doc, joined[-2], joined[-1], (first, last, label)):
            joined[-2:] = [(joined[-2][0], joined[-1][1], "ORG")]
        if joined and _named_after_members(doc, joined[-1], first):
            joined[-1] = (joined[-1][0], last, "ORG")
            continue
        if joined and joined[-1][1] == first and label == "PERSON" and last - first == 1 and _may_be_first(doc, joined[-1]):
            joined[-1] = (joined[-1][0], last, "PERSON")
            continue
        joined.append((first, last, label))
    return joined


def _told_by_letters(doc: Doc, left: Piece, right: Piece, short: Piece) -> bool:
    """Whether letters in brackets show that a name goes on behind "in": "Voice in Harwick (VIH)"."""
    between = [t.lower_ for t in doc[left[1]:right[0]]]
    bracketed = short[0] == right[1] + 1 and doc[right[1]].text == "(" and doc[short[1]:short[1] + 1].text == ")"
    acronym = doc[short[0]:short[1]].text
    return bracketed and between in (["in"], ["in", "the"]) and is_acronym(acronym) and stands_for(
        acronym, doc[left[0]:right[1]].text
    )


def _nicknamed(doc: Doc, pieces: list[Piece]) -> list[Piece]:
    """Joins a first name, a nickname in quotation marks and a surname: John "Jack" Hill."""
    joined: list[Piece] = []
    for first, last, label in pieces:
        if len(joined) > 1 and (joined[-2][2] == "PERSON" or label == "PERSON"):
            (begin, end, _), (start, stop, _) = joined[-2], joined[-1]
            quoted = start == end + 1 and first == stop + 1 and doc[end].is_quote and doc[stop].is_quote
            if quoted and not doc[end].whitespace_ and stop - start < 3:
                joined[-2:] = [(begin, last, "PERSON")]
                continue
        joined.append((first, last, label))
    return joined


def _named_after_members(doc: Doc, before: Piece, first: int) -> bool:
    """Whether a capitalised plural and "of" belong to the name: "Voices of the Lake", "Doctors of the World"."""
    start, end, _ = before
    word = doc[start]
    between = [t.lower_ for t in doc[end:first]]
    if end - start != 1 or between not in (["of"], ["of", "the"]) or not word.text.istitle() or len(word) < 5:
        return False
    opens = word.is_sent_start or start == 0 or doc[start - 1].is_quote or doc[start - 1].text in OPENERS
    plural = word.lower_.endswith("s") and not word.lower_.endswith("ss") and word.lower_ not in KIND_WORDS
    return plural and not opens and not is_nationality(word.text) and not nation_named(word.text)


_NOT_JOINED = frozenset({"north", "south", "east", "west", "town", "city", "village", "province", "state", "coast", "region"})


def _may_be_first(doc: Doc, piece: Piece) -> bool:
    """Whether one word right before a surname is a first name that the model took for a place or body."""
    first, last, label = piece
    name = doc[first:last].text
    known = nation_named(name.removesuffix("s")) or nation_of_capital(name) or is_listed(name)
    return last - first == 1 and label in {"GPE", "ORG", "PERSON"} and not known and not name.isupper()
