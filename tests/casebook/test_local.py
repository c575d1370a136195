"""A judgement worked in by itself shows what putting the whole case together shows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from casebook.conftest import article
from casebook.test_shelf import in_order, view

from corrobora.casebook.case import add, assembled
from corrobora.casebook.compose import compose
from corrobora.casebook.local import NotLocalError, make_again, put_back
from corrobora.casebook.shelf import set_state
from corrobora.casebook.shelve import shelve
from corrobora.casebook.store import Casebook, version_in
from corrobora.records import Case, Judgement
from corrobora.settings import Settings

Words = tuple[str, ...]


@pytest.fixture
def new_case(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], str]:
    """None of this hangs on the database."""
    return lambda: str(tmp_path_factory.mktemp("local") / "local.case")


@pytest.fixture
def shelved(book: Casebook, settings: Settings) -> Case:
    add(book, [article("late")], settings)
    shelve(book, settings)
    return assembled(book, settings)


def meant(case: Case, words: Words) -> list[str]:
    """Words with what stands for a claim ("c:quote"), an event ("e:quote" of a claim of it) or the last judgement."""
    found = []
    for word in words:
        if word[:2] in ("c:", "e:"):
            own = next(c for c in case.claims if word[2:] in c.quote and c.kind in ("figure", "happening"))
            found.append(own.id if word[0] == "c" else str(own.event))
        elif word == "LAST":
            found.append(case.judgements[-1].judgement.id)
        elif word == "FIRST":
            found.append(case.judgements[0].judgement.id)
        else:
            found.append(word)
    return found


def work_in(book: Casebook, settings: Settings, judgement: Judgement) -> None:
    """Records a judgement and works it in."""
    with view(book, settings) as own:
        part = make_again(book, settings, own, [judgement])

    def besides(connection: object) -> None:
        set_state(connection, put_back(connection, own, part), version_in(connection))  # type: ignore[arg-type]

    book.record([judgement], None, besides)


SEQUENCES: list[list[Words]] = [
    [("accept", "c:Thirty-four")],
    [("correct", "c:Thirty-four", "value=43", "status=hedged"), ("undo", "LAST")],
    [("correct", "c:Thirty-four", "value=43"), ("correct", "c:Thirty-four", "value=44"), ("undo", "FIRST")],
    [("correct", "c:Thirty-four", "claimant=Hassan Oumar"), ("correct", "c:Thirty-four", "claimant=none")],
    [("reject", "c:three wounded"), ("undo", "LAST"), ("undo", "LAST")],
    [("accept", "c:Thirty-four"), ("reject", "c:Thirty-four"), ("undo", "LAST")],
    [("rename", "e:at least 27", "The raid"), ("review", "e:at least 27", "in_review"), ("note", "e:at least 27", "by phone")],
    [("set", "e:Five soldiers", "place=Moussoro", "date=2031-03-17"), ("set", "e:Five soldiers", "lat=12.5", "lon=15.25")],
    [("code", "e:Five soldiers", "ucdp.best=6"), ("code", "e:Five soldiers", "ucdp.best=7"), ("undo", "FIRST")],
    [("merge", "e:at least 27", "e:Five soldiers"), ("rename", "e:at least 27", "Both"), ("undo", "FIRST")],
    [("not-same", "e:at least 27", "e:Five soldiers"), ("merge", "e:at least 27", "e:Five soldiers"), ("undo", "LAST")],
    [("unsure", "e:at least 27", "e:Five soldiers"), ("not-same", "e:Five soldiers", "e:at least 27"), ("undo", "LAST")],
    [("move", "c:three wounded", "e:at least 27"), ("undo", "LAST")],
    [("split", "e:Five soldiers", "c:three wounded"), ("rename", "e:three wounded", "The wounded")],
    [("merge", "e:at least 27", "e:Five soldiers"), ("split", "e:at least 27", "c:three wounded"), ("undo", "LAST")],
    [("note", "a-wire", "seen"), ("note", "c:Thirty-four", "see")],
]


@pytest.mark.parametrize("decisions", SEQUENCES, ids=lambda own: " ".join(words[0] for words in own))
def test_a_part_made_again_is_as_in_the_whole(
    book: Casebook, settings: Settings, shelved: Case, decisions: list[Words]
) -> None:
    case = shelved
    for decision, *words in decisions:
        judgement = compose(case, decision, meant(case, tuple(words)), who="ana", after=book.last_moment())
        work_in(book, settings, judgement)
        case = assembled(book, settings)
        with view(book, settings) as own:
            shown = own.whole(book.unread())
        for name in Case.model_fields:
            assert getattr(in_order(shown), name) == getattr(in_order(case), name), (decision, name)


@pytest.mark.parametrize("words", [
    ("same", "Idriss Salah", "Hassan Oumar"), ("clutter", "a-post", "Thirty-four people"), ("assess", "The wire", "B2"),
    ("set", "a-wire", "published=2031-04-07"), ("correct", "c:Thirty-four", "claimant=at noon"),
])  # fmt: skip
def test_what_hangs_on_the_whole_case_is_not_local(
    book: Casebook, settings: Settings, shelved: Case, words: Words
) -> None:
    judgement = compose(shelved, words[0], meant(shelved, words[1:]), who="ana")
    with view(book, settings) as own, pytest.raises(NotLocalError):
        make_again(book, settings, own, [judgement])
