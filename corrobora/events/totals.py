"""What one article's figures come to: its totals, without the numbers that are parts of them, and sums where it lists people.

A report of a small event often states no total: "a man and his son were killed", "he shot two people and then himself". Those
whom one sentence lists in a row are added up; the sum stands in the record with the claims that it is made of.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from corrobora.claims.triggers import TRIGGERS
from corrobora.events.persons import apart as told_apart
from corrobora.events.persons import distinct, person_of
from corrobora.records import Claim, Figure

FEW, MANY_TIMES, SMALL = 2, 3, 10
"""A number of ``FEW`` or less, or ``MANY_TIMES`` less than another of its article, is taken for a part of it; of a total up to
``SMALL``, whose victims are told one by one, any smaller number of the outlet itself."""

_SHOT = re.compile(r"\b(?:shot|shoots?|shooting|gunned|gunfire|gunshots?)\b", re.I)
_HURT = re.compile(r"\b(?:injur|wounded|hurt)", re.I)
_LIVE = re.compile(r"\b(?:non-?\s?life|stable|surviv\w+|recover\w*|releas\w+)\b", re.I)
"""Words of those who live."""
_HARMED = re.compile(
    r"\b(?:shot|shoots?|shooting|gunfire|suffer\w*|transported|taken|rushed|airlifted|flown|found|with)\b", re.I
)
"""Words of harm or of first aid that do not tell who lived: a person who was rushed to hospital may have died there."""
_BESIDES = re.compile(
    r"\b(?:others?|more|another|additional(?:ly)?|else|also|fellow|surviv\w+|second|third|fourth)\b", re.I
)
"""Words that set the people counted apart from those counted before."""
_TOTAL = re.compile(r"\b(?:total|in all|altogether)\b", re.I)
"""Words that set no one apart, wherever they stand."""
_SHARE = re.compile(r"^\w+ of (?:the|those|these|them|whom)\b", re.I)
_ADDED = re.compile(r"^(?:an?other|(?:an? )?additional)\b|^(?!(?:one|\w+) of\b).*\b(?:others?|more|also)\b", re.I | re.S)
NEXT = 250
"""Code points within which "another" is told beside the one before."""
ORDINALS = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ORDINAL = re.compile(rf"^(?:an? |the )?({'|'.join(ORDINALS)}|\d+(?=(?:st|nd|rd|th)\b)\w+) (?!time\b|floor\b|shoot)\w+", re.I)
_OWN = frozenset(("himself", "herself", "self", "suicide", "own life", "his own life", "her own life"))
"""What is counted where a doer kills himself."""
_BY_SOMEONE = frozenset(("shot", "killed", "murdered", "slain", "stabbed", "executed", "gunned", "strangled"))
_IN_ALL = frozenset(("people", "persons", "dead", "died", "dies", "bodies", "victims", "total", "deaths"))
_LISTED = re.compile(r"(?:,|\band|&)(?: (?:his|her|their|the))?\s*$", re.I)
_AND = 9
"""Code points that " and his " takes between two figures."""
_NEAR = 160
"""Code points within which "... and then himself" goes with those whom the doer killed before."""


def figure_of(claim: Claim) -> Figure:
    """The figure of a claim that is one."""
    assert claim.figure is not None
    return claim.figure


def undivided(own: Sequence[Claim]) -> list[Claim]:
    """The figures of one article that are no part of another one of the same event."""
    here = {claim.id for claim in own}
    return [claim for claim in own if figure_of(claim).subset_of not in here]


def largest(own: Sequence[Claim]) -> list[Claim]:
    """An article's totals without the numbers that are parts of them by the look of it.

    One who says that seven were shot, and then that one was taken to a clinic, does not contradict himself: a smaller exact
    number of the same speaker is a part, and so is a much smaller one where one of the two is the outlet's own. Two speakers
    may disagree, and a number above ``FEW`` that is told again is no part.
    """
    told = Counter(_number(claim) for claim in own)
    return [
        claim for claim in own
        if (told[_number(claim)] > 1 and (_number(claim) or 0) > FEW) or not any(_is_part(claim, other) for other in own)
    ]


def _number(claim: Claim) -> float | None:
    return figure_of(claim).low


def not_doers(totals: Sequence[Claim]) -> list[Claim]:
    """Totals without the doer's own death, unless it is all that is told."""
    victims = [claim for claim in totals if not is_own_hand(claim)]
    return victims or list(totals)


def _is_part(claim: Claim, other: Claim) -> bool:
    number, total = figure_of(claim), figure_of(other).low
    if number.low is None or number.low != number.high or total is None or total <= number.low:
        return False
    if _voice(claim) == _voice(other) or (number.low == 1 and total <= SMALL):
        return True
    return None in (_voice(claim), _voice(other)) and (
        number.low <= FEW or MANY_TIMES * number.low <= total or total <= SMALL
    )


def _voice(claim: Claim) -> str | None:
    return (claim.claimant.entity or claim.claimant.name.casefold()) if claim.claimant else None


def added_up(own: Sequence[Claim]) -> list[Claim]:
    """The figures of one article, with those that a sentence lists in a row given the number that they come to.

    Each member of such a row comes back with the sum for its number, under its own id.
    """
    by_sentence: dict[tuple[int, int], list[Claim]] = defaultdict(list)
    apart = undivided(own)
    for claim in apart:
        figure = figure_of(claim)
        if figure.low is not None and figure.low == figure.high and figure.low <= SMALL:
            by_sentence[claim.sentence.start, claim.sentence.end].append(claim)
    changed: dict[str, Claim] = {}
    for claims in by_sentence.values():
        for row in _in_a_row(sorted(claims, key=lambda c: (c.start, c.end))):
            total = sum(figure_of(claim).low or 0 for claim in row)
            if len(row) > 1 and not any(2 * (figure_of(claim).low or 0) == total for claim in row[:1] if len(row) > 2):
                for claim in row:
                    changed[claim.id] = _counting(claim, total)
    return [changed.get(claim.id, claim) for claim in own]


def counted_on(own: Sequence[Claim], hurt: Sequence[Claim]) -> list[Claim]:
    """The figures of one article with those that it sets beside the one before given the number that both come to.

    "One man was shot … Another was also hit"; "a third man has died" makes three. ``hurt``: all its killed and injured. No sum
    is made beside a number that the article gives for all ("four people were shot"), nor of what stands beside the dead.
    """
    apart = sorted(undivided(own), key=lambda claim: (claim.start, claim.end))
    among = {claim.id for claim in apart}
    told = Counter(_number(claim) for claim in apart)
    most = max((number for number in told if number), default=0)
    beside_dead = any(figure_of(claim).counts == "killed" for claim in hurt) and figure_of(own[0]).counts == "injured"
    others = [claim for claim in hurt if not is_own_hand(claim)]
    changed: dict[str, Claim] = {}
    for claim in () if beside_dead else apart:
        number = _number(claim)
        if number is None or number != figure_of(claim).high:
            continue
        near = [other for other in others if 0 <= claim.start - other.end < NEXT]
        last = max(near, key=lambda other: other.start, default=None)
        before = _number(changed.get(last.id, last)) if last is not None and last.id in among else None
        total: float | None = _nth(claim)
        if total is None and before and _ADDED.search(claim.quote) and min(before, number) == 1 and all(
                n == 1 or told[n] == 1 for n in (before, number)):
            total = before + number
        if total is not None and total > most:
            changed[claim.id] = _counting(claim, total)
            if last is not None and before:
                changed[last.id] = _counting(last, total)
    return [changed.get(claim.id, claim) for claim in own]


def one_by_one(own: Sequence[Claim], hurt: Sequence[Claim]) -> list[Claim]:
    """The figures of one article that never gives a number of several, given the number of persons whom it tells apart.

    ``hurt``: all its killed and injured. Of those hurt, who may be one of the dead is left out; who killed himself counts with
    the dead where he is none of the others.
    """
    apart = sorted(undivided(own), key=lambda claim: (claim.start, claim.end))
    if len(apart) < 2 or any((figure_of(c).low, figure_of(c).high) != (1, 1) for c in apart):
        return list(own)
    topic = figure_of(own[0]).counts
    others = [claim for claim in apart if not is_own_hand(claim)]
    if topic == "injured":
        dead = [person_of(claim) for claim in hurt if figure_of(claim).counts == "killed" and not is_own_hand(claim)]
        others = [c for c in others if _BESIDES.search(c.quote) or all(told_apart(person_of(c), one) for one in dead)]
    persons = distinct(others)
    doers = [claim for claim in apart if is_own_hand(claim)] if topic == "killed" else []
    if doers and all(told_apart(person_of(doers[0]), person_of(claim)) for claim in others):
        persons.append(doers)
    firsts = sorted((row[0] for row in persons if row is not doers), key=lambda claim: claim.start)
    far = any(b.start - a.end > NEXT and not _BESIDES.search(b.quote) for a, b in pairwise(firsts))
    if len(persons) < 2 or far:
        return list(own)
    counted = {claim.id for row in persons for claim in row}
    return [_counting(claim, len(persons)) if claim.id in counted else claim for claim in own]


def _nth(claim: Claim) -> int | None:
    """The number that an ordinal makes: 3 for "a third man has died"."""
    word = _ORDINAL.search(claim.quote)
    if word is None or figure_of(claim).low != 1:
        return None
    return ORDINALS.index(word[1].casefold()) + 2 if word[1].casefold() in ORDINALS else int(word[1][:-2])


def with_doer(own: Sequence[Claim], before: Sequence[Claim]) -> list[Claim]:
    """The dead of one article with the doer who killed himself after them, wherever it tells of him: a toll holds all the dead.

    Only those told as his victims ("shot the two girls", "a boy was shot"); "three dead" and "two people were killed" hold him.
    ``before``: the figures before they were added up.
    """
    singly = {claim.id: claim for claim in before if figure_of(claim).low == 1}
    doers = [claim for claim in own if is_own_hand(claim) and figure_of(claim).low == 1]
    summed = [figure_of(claim).low or 0 for claim in own if claim.id in singly and is_own_hand(singly[claim.id])]
    victims = [claim for claim in undivided(own) if not is_own_hand(claim) and figure_of(claim).low]
    most = max((figure_of(claim).low or 0 for claim in victims), default=0)
    told = [claim for claim in victims if figure_of(claim).low == most]
    if not doers or not 0 < most < SMALL or (most > 1 and max(summed) >= most):
        return list(own)
    as_victims = {claim.sentence for claim in told if _as_victims(claim)}  # "kills his wife and her son" says it once for both
    by_him = {claim.sentence for claim in told if _active(claim)}
    him = person_of(doers[0])
    for claim in told:
        one = singly.get(claim.id) if most > 1 and claim.sentence not in by_him else None
        if claim.sentence not in as_victims or figure_of(claim).high != most or (one and not told_apart(person_of(one), him)):
            return list(own)
    first = min(claim.start for claim in told)
    after = [claim for claim in doers if claim.start > first]
    changed = {claim.id: _counting(claim, most + 1) for claim in (*told, *after)} if after else {}
    return [changed.get(claim.id, claim) for claim in own]


def is_own_hand(claim: Claim) -> bool:
    """Whether a figure is the death of one who killed himself."""
    return figure_of(claim).who.casefold() in _OWN


def _as_victims(claim: Claim) -> bool:
    """Whether people are told as killed by someone: not as dead, and not as so many people in all."""
    words = re.findall(r"[a-z]+", claim.quote.casefold())
    if _active(claim):
        return "of" not in words[1:2]
    return bool(_BY_SOMEONE & set(words)) and not _IN_ALL & set(words)


def _in_a_row(claims: Sequence[Claim]) -> Iterable[list[Claim]]:
    """Runs of figures of one sentence with no more than "and" between them; the doer's own death goes with his victims."""
    row: list[Claim] = []
    for claim in claims:
        if row and not _of_these(row[-1], claim) and not _who_they_are(row[-1], claim) and (
                _follows(row[-1], claim) or _and_self(row, claim)):
            row.append(claim)
            continue
        if row:
            yield row
        row = [claim]
    if row:
        yield row


def _of_these(before: Claim, after: Claim) -> bool:
    """Whether a smaller number without a noun of its own tells of some of those before: "8 shot, 1 in serious condition"."""
    one, other = figure_of(before), figure_of(after)
    if other.who != "people" or (other.low or 0) >= (one.low or 0) or _BESIDES.search(after.quote):
        return False
    between = before.quote[:after.start - before.start] if after.start < before.end else " and "[:after.start - before.end]
    return not between.rstrip().endswith("and")


def _who_they_are(before: Claim, after: Claim) -> bool:
    """Whether those of a share are told one by one: "three of the victims, two men and a girl, were taken away"."""
    told = before.quote[:after.start - before.start] if after.start < before.end else ""
    smaller = (figure_of(after).low or 0) < (figure_of(before).low or 0)
    return smaller and bool(_SHARE.search(before.quote)) and not told.rstrip().endswith("and")


def _follows(before: Claim, after: Claim) -> bool:
    """Whether nothing but "and" stands between two figures. A claim's span may reach over the next one, to their verb."""
    if after.start < before.end:
        told = before.quote[:after.start - before.start]
        if "other" in figure_of(before).who and re.match(r"(?:, \d+)?,? and\b", before.quote[after.end - before.start:]):
            return True  # "killed Omar Said and four others"
        words = len(figure_of(before).who.split()) + 1
        return after.end <= before.end and len(told.split()) <= words + 6 and _LISTED.search(told) is not None
    return after.start - before.end <= _AND


def _and_self(row: Sequence[Claim], after: Claim) -> bool:
    return figure_of(after).who.casefold() in _OWN and after.start - row[-1].end < _NEAR and any(map(_active, row))


def _active(claim: Claim) -> bool:
    """Whether a figure is told as what someone did ("killing two people"), not as what happened to them."""
    first = claim.quote.split(maxsplit=1)[0].casefold()
    return any(use == "verb" for _, use in TRIGGERS.get(first, ()))


def _counting(claim: Claim, number: float) -> Claim:
    """A claim with another number, as the account that it belongs to has it."""
    figure = figure_of(claim).model_copy(update={"low": number, "high": number, "bound": "exact", "who": "people",
                                                 "side": "unspecified"})
    return claim.model_copy(update={"figure": figure})


def survivors(injured: Sequence[Claim], killed: Sequence[Claim]) -> list[Claim]:
    """The injured, where the number of those shot holds the dead too: "five were shot, one died" leaves four.

    An article that tells so once means it wherever it gives that number ("all five were taken away"). A number of people hurt,
    of whom it is not told that they live, that is the number of the dead is theirs. Who killed himself is none of those shot.
    """
    by_article: dict[str, list[Claim]] = defaultdict(list)
    for claim in killed:
        if not is_own_hand(claim):
            by_article[claim.article].append(claim)
    stated: dict[str, set[float]] = defaultdict(set)
    with_dead: dict[str, set[float]] = defaultdict(set)
    without: dict[str, set[float]] = defaultdict(set)
    for claim in injured:
        if (low := figure_of(claim).low) is not None:
            stated[claim.article].add(low)
            if _BESIDES.search(claim.quote) or _HURT.search(claim.quote):
                without[claim.article].add(low)
            elif _SHOT.search(claim.quote) and not _set_apart(claim, by_article[claim.article]):
                with_dead[claim.article].add(low)
    left = []
    for claim in injured:
        dead = {low for other in by_article[claim.article] if (low := figure_of(other).low) and low == figure_of(other).high}
        number = figure_of(claim).low
        apart = _set_apart(claim, by_article[claim.article])
        if not dead or number is None or _LIVE.search(claim.quote):
            left.append(claim)
        elif number > max(dead) and number in with_dead[claim.article] - without[claim.article]:
            if not any(number - one in stated[claim.article] for one in dead):
                left.append(_counting(claim, number - max(dead)))
        elif apart or number != max(dead) or not _HARMED.search(claim.quote):
            left.append(claim)
    return left


def sum_less_dead(summed: Sequence[Claim], own: Sequence[Claim], killed: Sequence[Claim]) -> list[Claim]:
    """The injured of one article, a sum of those shot (``own`` has its parts) without the dead: "a boy and six others"."""
    before = {claim.id: figure_of(claim).low for claim in own}
    victims = [figure_of(claim) for claim in killed if not is_own_hand(claim)]
    dead = max((figure.low for figure in victims if figure.low and figure.low == figure.high), default=0)
    apart = {claim.sentence for claim in killed} - {claim.sentence for claim in own if claim.quote.casefold() in {"he", "she"}}
    shot = {c.sentence for c in summed if _number(c) != before[c.id] and _SHOT.search(c.quote)} - apart
    return [
        _counting(claim, number - dead)
        if dead and claim.sentence in shot and (number := _number(claim) or 0) > dead and number != before[claim.id] else claim
        for claim in summed
    ]


def _set_apart(claim: Claim, killed: Sequence[Claim]) -> bool:
    """Whether those hurt are told apart from the dead: "two more", or named after the dead in one sentence."""
    if _BESIDES.search(claim.quote):
        return True
    return not _TOTAL.search(claim.quote) and any(
        other.sentence == claim.sentence and other.start < claim.start for other in killed)
