"""Each judgement does what it says, shows who decided it, and can be undone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from casebook.conftest import article

from corrobora.casebook.case import add, assembled, rebuild
from corrobora.casebook.compose import compose
from corrobora.casebook.names import foreseen
from corrobora.casebook.store import Casebook
from corrobora.errors import JudgementError
from corrobora.records import Case, Claim, Entity, Event, Judged
from corrobora.settings import Settings

Judge = Callable[..., Case]


@pytest.fixture
def judge(book: Casebook, settings: Settings) -> Judge:
    """Records a judgement and gives the case after it."""

    def decide(decision: str, *words: str, why: str | None = None) -> Case:
        case = assembled(book, settings)
        book.record([compose(case, decision, words, who="ana", why=why, after=book.last_moment())])
        return assembled(book, settings)

    return decide


@pytest.fixture
def case(book: Casebook, settings: Settings) -> Case:
    return assembled(book, settings)


def claim(case: Case, words: str, kind: str = "figure") -> Claim:
    """The claim of a kind whose quote holds the words."""
    return next(claim for claim in case.claims if words in claim.quote and claim.kind == kind)


def named(case: Case, name: str) -> Entity:
    return next(entity for entity in case.entities if name in entity.names)


def event(case: Case, words: str) -> Event:
    """The event of the figure that holds the words."""
    id_ = claim(case, words).event
    return next(event for event in case.events if event.id == id_)


def last(case: Case) -> Judged:
    return case.judgements[-1]


def test_a_rejected_claim_is_listed_with_who_and_why_and_comes_back(case: Case, judge: Judge) -> None:
    own = claim(case, "Thirty-four")
    after = judge("reject", own.id, why="another town")
    assert own.id not in {c.id for c in after.claims}
    assert any(r.reason.startswith("rejected by ana on ") and r.reason.endswith(": another town") for r in after.rejected)
    assert all(own.id not in e.claims for e in after.events)
    again = judge("undo", last(after).judgement.id)
    assert [j.effect for j in again.judgements] == ["undone", "applied"]
    assert again.model_copy(update={"judgements": ()}) == case
    redone = judge("undo", last(again).judgement.id)
    assert redone.claims == after.claims


def test_a_correction_changes_the_finding_and_says_what_was_read(case: Case, judge: Judge) -> None:
    own = claim(case, "Thirty-four")
    after = judge("correct", own.id, "value=43", "status=hedged", "claimant=Hassan Oumar", "scope=cumulative", why="misprint")
    now = next(c for c in after.claims if c.id == own.id)
    assert now.figure and (now.figure.low, now.figure.high, now.figure.scope) == (43, 43, "cumulative")
    assert now.status == "hedged"
    assert now.claimant and now.claimant.entity == named(after, "Hassan Oumar").id
    assert "corrected by ana on 2" in now.why[0] and ": misprint" in now.why[0] and "low 34" in now.why[0]
    plain = judge("correct", own.id, "claimant=none", "value=50+")
    now = next(c for c in plain.claims if c.id == own.id)
    assert now.claimant is None
    assert now.figure and (now.figure.low, now.figure.high, now.figure.bound) == (50, None, "at_least")


def test_the_later_of_accept_and_reject_holds(book: Casebook, case: Case, judge: Judge, settings: Settings) -> None:
    own = claim(case, "Thirty-four")
    judge("reject", own.id)
    with pytest.raises(JudgementError, match="no claim has the id"):
        judge("accept", own.id)
    # A colleague whose screen still shows it:
    book.record([compose(case, "accept", [own.id], who="ben", after=book.last_moment())])
    after = assembled(book, settings)
    assert [j.effect for j in after.judgements] == ["superseded", "applied"]
    assert next(c for c in after.claims if c.id == own.id).why[0].startswith("accepted by ben on ")


def test_an_added_claim_stands_on_its_words_and_joins_an_event(case: Case, judge: Judge) -> None:
    into = event(case, "killed at least 27")
    words = "drove the raiders of the Dune Front out"
    after = judge("add", "a-wire", words, "kind=happening", "type=Armed clash", f"event={into.id}")
    made = next(c for c in after.claims if c.why and c.why[0].startswith("added by ana"))
    assert made.quote == article("wire").slice(made)
    assert made.event == into.id
    assert made.id in next(e for e in after.events if e.id == into.id).claims
    changed = judge("correct", made.id, "type=Attack")
    assert next(c for c in changed.claims if c.id == made.id).happening.type == "Attack"  # type: ignore[union-attr]
    with pytest.raises(JudgementError, match="stand in 2 places"):
        judge("add", "a-wire", "market", "kind=statement")


def test_names_are_joined_and_parted(case: Case, judge: Judge) -> None:
    prefect, general = named(case, "Idriss Salah"), named(case, "Idris Saleh")
    if prefect.id != general.id:
        case = judge("same", "Idriss Salah", "Idris Saleh")
    one = named(case, "Idriss Salah")
    assert {"Idriss Salah", "Idris Saleh"} <= set(one.names)
    after = judge("not-same", "Idriss Salah", "Idris Saleh")
    first, second = named(after, "Idriss Salah"), named(after, "Idris Saleh")
    assert first.id != second.id
    assert not {(m.article, m.start) for m in first.mentions} & {(m.article, m.start) for m in second.mentions}
    speaker = claim(after, "killed at least 27").claimant
    assert speaker and speaker.entity == first.id


def test_a_join_that_contradicts_is_kept_as_a_conflict(judge: Judge) -> None:
    judge("not-same", "Hassan Oumar", "Idriss Salah")
    judge("same", "Hassan Oumar", "Idris Saleh")
    after = judge("same", "Idris Saleh", "Idriss Salah")
    effects = {tuple(sorted(j.judgement.target.names)): j for j in after.judgements}
    told = effects["Idris Saleh", "Idriss Salah"]
    if named(after, "Idriss Salah").id == named(after, "Idris Saleh").id:  # the code held them for one already
        told = effects["Hassan Oumar", "Idris Saleh"]
    assert told.effect == "conflict"
    assert told.note and "are not the same: decided by ana" in told.note
    assert named(after, "Hassan Oumar").id != named(after, "Idriss Salah").id


def test_a_join_of_different_kinds_is_done_with_a_warning(judge: Judge) -> None:
    after = judge("same", "Dune Front", "Moussoro")
    assert last(after).effect == "applied"
    assert last(after).note and "is read as a" in last(after).note  # type: ignore[operator]


def test_what_becomes_of_a_judgement_on_names_is_foreseen(book: Casebook, settings: Settings, judge: Judge) -> None:
    """By the names alone, as for a case too large to be put together while one waits."""
    judge("not-same", "Hassan Oumar", "Idriss Salah")
    judge("same", "Idriss Salah", "Idris Saleh")
    for words in (("same", "Hassan Oumar", "Idris Saleh"), ("same", "Dune Front", "Moussoro"), ("same", "Dune Front", "Nobody"),
                  ("not-same", "Dune Front", "Moussoro"), ("same", "Hassan Oumar", "Idriss Salah")):
        case = assembled(book, settings)
        own = compose(case, words[0], words[1:], who="ana", after=book.last_moment())
        (judged,) = (j for j in assembled(book, settings, more=[own]).judgements if j.judgement.id == own.id)
        assert foreseen(own, case.entities, [j.judgement for j in case.judgements]) == (judged.effect, judged.note), words


def test_events_are_merged_split_and_claims_moved(case: Case, judge: Judge) -> None:
    raid, ambush = event(case, "killed at least 27"), event(case, "Five soldiers were killed")
    assert raid.id != ambush.id
    merged = judge("merge", raid.id, ambush.id)
    one = next(e for e in merged.events if e.id == raid.id)
    assert set(one.claims) >= {*raid.claims, *ambush.claims}
    assert set(one.articles) == {"a-wire", "a-post", "a-gazette"}
    assert ambush.id not in {e.id for e in merged.events}
    assert one.why[0].startswith("merged by ana on ")
    assert any(f.topic == "killed" for f in one.findings)
    assert judge("note", raid.id, "both") and judge("undo", last(merged).judgement.id)
    wounded = claim(case, "three wounded")
    split = judge("split", ambush.id, wounded.id)
    new = next(e for e in split.events if wounded.id in e.claims)
    assert new.id not in {e.id for e in case.events}
    assert ambush.id in {e.id for e in split.events}
    moved = judge("move", wounded.id, raid.id)
    assert wounded.id in next(e for e in moved.events if e.id == raid.id).claims
    assert new.id not in {e.id for e in moved.events}, "nothing is left of it"


def test_events_that_are_not_one_are_not_merged_unless_somebody_says_so_later(case: Case, judge: Judge) -> None:
    raid, ambush = event(case, "killed at least 27"), event(case, "Five soldiers were killed")
    apart = judge("not-same", raid.id, ambush.id, why="another town")
    assert last(apart).effect == "applied" and apart.events == case.events
    merged = judge("merge", raid.id, ambush.id)
    assert [j.effect for j in merged.judgements] == ["superseded", "applied"]
    again = judge("undo", last(merged).judgement.id)
    assert [j.effect for j in again.judgements] == ["applied", "undone", "applied"] and again.events == case.events
    with pytest.raises(JudgementError, match="same is about names"):
        judge("same", raid.id, ambush.id)


def test_a_merge_is_told_what_speaks_against_it(case: Case, judge: Judge) -> None:
    raid, ambush = event(case, "killed at least 27"), event(case, "Five soldiers were killed")
    note = last(judge("merge", raid.id, ambush.id)).note
    assert note and "is dated 2031-03-15" in note


def test_an_event_says_what_people_set(case: Case, judge: Judge) -> None:
    own = event(case, "Five soldiers were killed")
    judge("set", own.id, "place=Kilometre 12", "lat=12.5", "lon=15.25", "country=TD", "date=2031-03-17", "type=Armed clash",
          "targets=Dune Front", why="the map")
    judge("rename", own.id, "The convoy")
    judge("review", own.id, "in review")
    after = judge("code", own.id, "ucdp.best=6", why="by phone")
    now = next(e for e in after.events if e.id == own.id)
    assert (now.place.name, now.place.lat, now.place.lon, now.place.country) == ("Kilometre 12", 12.5, 15.25, "TD")
    assert (now.date.start, now.date.end, now.date.precision) == ("2031-03-17", "2031-03-17", "day")
    assert (now.type, now.label, now.review) == ("Armed clash", "The convoy", "in_review")
    assert now.targets == (named(after, "Dune Front").id,)
    assert any(line.startswith("corrected (") and line.endswith(": the map") for line in now.why)
    cell = now.codings["ucdp"].cells["best"]
    assert now.codings["ucdp"].value["best"] == cell.value == 6
    assert cell.rule.startswith("overruled by ana on ") and "by phone (the program: 5" in cell.rule
    assert now.codings["ucdp"].value["latitude"] == 12.5
    assert now.codings["ucdp"].value["date_start"].startswith("2031-03-17")  # type: ignore[union-attr]


def test_a_date_of_an_article_moves_its_relative_times(book: Casebook, case: Case, judge: Judge) -> None:
    judge("set", "a-wire", "published=2031-04-07", "outlet=The Wire of Kanem")
    after = judge("assess", "The Wire of Kanem", "b2")
    (own,) = (a for a in after.articles if a.id == "a-wire")
    assert (own.published, own.outlet) == ("2031-04-07", "The Wire of Kanem")
    assert {t.value for t in after.times if t.article == "a-wire"} != {t.value for t in case.times if t.article == "a-wire"}
    assert all(c.assessment == "B2" for c in after.claims if c.article == "a-wire" and c.claimant is None)
    assert next(a for a in book.articles() if a.id == "a-wire").published == "2031-03-15", "what was read stays"


def test_a_block_is_taken_for_clutter_and_back(case: Case, judge: Judge) -> None:
    after = judge("clutter", "a-post", "Thirty-four people")
    assert not [c for c in after.claims if "Thirty-four" in c.quote]
    assert any("taken for clutter by ana" in r.reason for r in after.rejected)
    back = judge("report", "a-post", "Thirty-four people")
    assert {c.id for c in back.claims} == {c.id for c in case.claims}


def test_a_block_whose_words_stand_twice_is_told_by_its_place(case: Case, judge: Judge) -> None:
    (post,) = (article for article in case.articles if article.id == "a-post")
    at = post.text.rindex("Moussoro")
    block = next(b for b in post.blocks if b.start <= at < b.end)
    with pytest.raises(JudgementError, match="the words stand in"):
        judge("clutter", "a-post", "Moussoro")
    after = judge("clutter", "a-post", "Moussoro", f"at={at}")
    (now,) = (article for article in after.articles if article.id == "a-post")
    assert [b.start for b in now.blocks if b.role == "clutter"] == [block.start]


@pytest.mark.parametrize("words", [
    ("accept", "c-nothing"), ("correct", "CLAIM"), ("correct", "CLAIM", "value=many"), ("correct", "CLAIM", "low=9", "high=3"),
    ("correct", "CLAIM", "status=sure"), ("correct", "CLAIM", "colour=red"), ("correct", "CLAIM", "claimant=the moon"),
    ("rename", "EVENT"), ("set", "EVENT", "date=yesterday"), ("set", "EVENT", "lat=200"), ("set", "a-wire", "published=soon"),
    ("code", "EVENT", "gdelt.x=1"), ("review", "EVENT", "done"), ("assess", "SANA", "G7"), ("merge", "EVENT"),
    ("split", "EVENT", "EVENT"), ("add", "a-wire", "27 people", "kind=figure"), ("add", "a-wire", "no words", "kind=figure"),
    ("undo", "j-nothing"), ("same", "one"), ("same", "one", "one"), ("guess", "CLAIM"), ("move", "CLAIM", "e-nothing"),
])  # fmt: skip
def test_what_cannot_be_is_refused(case: Case, judge: Judge, words: tuple[str, ...], book: Casebook) -> None:
    own = claim(case, "Thirty-four")
    words = tuple({"CLAIM": own.id, "EVENT": own.event or ""}.get(word, word) for word in words)
    with pytest.raises(JudgementError):
        judge(*words)
    assert book.judgements() == []


def test_judgements_survive_a_rebuild_and_lost_ones_are_shown(
    book: Casebook, case: Case, judge: Judge, settings: Settings
) -> None:
    own = claim(case, "Thirty-four")
    judge("correct", own.id, "value=43")
    after = judge("rename", own.event or "", "The raid")
    assert rebuild(book, settings) == 3
    assert assembled(book, settings) == after
    lost = judge("clutter", "a-post", "Thirty-four people")
    assert [j.effect for j in lost.judgements if j.judgement.decision == "correct"] == ["orphaned"]
    found = judge("undo", last(lost).judgement.id)
    assert [j.effect for j in found.judgements if j.judgement.decision == "correct"] == ["applied"]


def test_the_next_report_changes_no_id_and_no_decision(book: Casebook, case: Case, judge: Judge, settings: Settings) -> None:
    raid, ambush = event(case, "killed at least 27"), event(case, "Five soldiers were killed")
    judge("rename", raid.id, "The raid")
    assert add(book, [article("late"), article("wire")], settings).new == 1
    after = assembled(book, settings)
    assert {raid.id, ambush.id} <= {e.id for e in after.events}
    assert next(e for e in after.events if e.id == raid.id).label == "The raid"
    assert len(after.articles) == 4
