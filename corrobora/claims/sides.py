"""On which side the counted people are: by their own words, by the figure they belong to, by the actor the text speaks of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corrobora.claims.arguments import subject_of, words_of
from corrobora.claims.parse import Parsed
from corrobora.claims.read_figure import Draft
from corrobora.records import Side
from corrobora.text.actors import load_known, side_of

_FIGHTERS = frozenset({
    "jihadist", "jihadi", "militant", "terrorist", "extremist", "fighter", "gunman", "insurgent", "islamist", "member",
    "militiaman", "militia", "leader", "commander", "combatant", "loyalist", "emir", "operative",
})
"""Nouns that tell that people fight, but not for whom."""
_UNTOLD = frozenset({"", "other", "others", "more", "them", "whom", "those", "people", "one", "dead", "killed", "wounded",
    "injured", "victims",
                     "person", "persons", "life", "death", "casualty", "body"})
_ADULTS = frozenset({"man", "men", "male", "males", "youth", "youths", "adult", "adults", "people", "person"})
_NATION = re.compile(r"^(?:more than |at least )?[A-Z][a-z]+(?:ans|ians|is|ese|ards|men|s)$")
_JOINED = {"other", "others", "more", "them", "whom", "those", ""}


def give_sides(parsed: Parsed, drafts: Sequence[Draft]) -> None:
    """Sets each draft's side."""
    for draft in drafts:
        if draft.link != "measure" or draft.counts == "fighters":
            draft.side = _own(draft)
    ordered = sorted((d for d in drafts if d.link != "measure"), key=lambda d: d.start)
    for n, draft in enumerate(ordered):
        if draft.side == "unspecified":
            _give(draft, _inherited(draft, ordered[:n]), "as the figure before")
        if not draft.who:
            # "500 rebels had died, with a further 1,000 wounded": the thousand are rebels too.
            near = next((d for d in reversed(ordered[:n]) if d.sentence is draft.sentence and d.who), None)
            if near is not None and draft.side != "unspecified" and near.side == draft.side:
                draft.who = near.who
    for draft in ordered:
        if draft.side == "unspecified" and draft.noun in _FIGHTERS and not _of_own(draft):
            _give(draft, _fighters(parsed, draft), "by the actor that the text names")
    for n, draft in enumerate(ordered):
        if draft.side == "unspecified":
            _give(draft, _inherited(draft, ordered[:n]) or _same(draft, ordered), "as the same figure")


def _of_own(draft: Draft) -> bool:
    """Whether the counted are members of a body that is told with them: no other that the text names is theirs."""
    return re.match(r"[\w ]*\b(?:members?|leaders?|commanders?) of ", draft.who) is not None


def _give(draft: Draft, side: Side | None, why: str) -> None:
    if side is not None and side != "unspecified":
        draft.side = side
        draft.why.append(f"side {side}: {why}")


def _own(draft: Draft) -> Side:
    """The side that the noun phrase tells."""
    side = side_of(draft.who)
    if side == "unspecified" and draft.token.lemma_ == "lose" and draft.noun in _ADULTS | _UNTOLD | _FIGHTERS:
        return side_of(" ".join(words_of(head) for head in subject_of(draft.token)))  # "the army lost three men"
    if side == "unspecified" and draft.context:
        side = side_of(draft.context)
        if side == "civilians" and draft.noun in _ADULTS:
            side = "unspecified"
    if side == "unspecified" and draft.counts == "displaced" and _NATION.match(draft.who):
        return "civilians"
    return side


def _inherited(draft: Draft, before: Sequence[Draft]) -> Side | None:
    """The side of the figure that this one is joined to, is a part of, or goes on from ("another 50 were wounded")."""
    plain = draft.noun in _UNTOLD or draft.noun in _ADULTS or draft.noun in _FIGHTERS
    if draft.parent is not None and plain and draft.parent.side != "unspecified":
        return draft.parent.side
    if draft.who.lower() not in _JOINED and draft.noun not in _JOINED:
        return None
    previous = next((d for d in reversed(before) if d.side != "unspecified" or d.noun not in _JOINED), None)
    if previous is None:
        return None
    gap = draft.sentence.index - previous.sentence.index
    if gap == 0 or (gap == 1 and (draft.quantity.further or draft.noun in {"other", "others", "more"})):
        whole = previous.parent
        return whole.side if whole is not None and whole.sentence is draft.sentence else previous.side
    return None


def _same(draft: Draft, ordered: Sequence[Draft]) -> Side | None:
    """The side of the same figure elsewhere in the article, for a number that does not tell whom it counts."""
    if draft.noun not in _UNTOLD - {"people"} and not (draft.noun == "people"
            and draft.in_headline) and draft.noun not in _FIGHTERS:
        return None
    sides = {d.side for d in ordered if d is not draft and d.same_value(draft) and d.side != "unspecified"
        and d.scope == draft.scope}
    plain = any(d.same_value(draft) and d.noun in {"people", "person"} and not d.in_headline and d.side == "unspecified"
        for d in ordered)
    return sides.pop() if len(sides) == 1 and not plain else None


def _fighters(parsed: Parsed, draft: Draft) -> Side | None:
    """The side of fighters by the actors named in their sentence, else in the sentences before."""
    known = load_known()
    for back in range(0, 4):
        index = draft.sentence.index - back
        if index < 0:
            return None
        sentence = parsed.sentences[index]
        text = sentence.text
        beside = _beside(text, draft.noun)
        if beside is not None:
            return beside
        found = [known.side(m.group()) for m in known.sided.finditer(text)]
        sides: set[Side] = {side for side in found if side in {"islamic_state", "rebels"}}
        if draft.noun in {"militiaman", "militia", "loyalist", "fighter", "member", "leader", "commander"}:
            sides |= {side for side in found if side == "kurdish_forces"}
        if len(sides) == 1:
            return sides.pop()
        if sides:
            return None
    return None


def _beside(text: str, noun: str) -> Side | None:
    """The side of another phrase with the same noun in the sentence ("a pro-regime militia checkpoint": the militiamen)."""
    stem = re.escape(re.sub(r"(?:man|men)$", "", noun))
    sides = {
        side for match in re.finditer(rf"(?:[\w'.-]+ ){{1,3}}{stem}\w*", text, re.I)
            if (side := side_of(match.group())) != "unspecified"
        and side != "civilians"
    }
    return sides.pop() if len(sides) == 1 else None
