"""Figures in lists: parts ("including 30 children"), members ("were among the dead") and figures joined by "and"."""

from __future__ import annotations

from corrobora.claims.counted import Counted, Words, harm, set_harm
from corrobora.claims.noun_phrases import AND, DAYS, INCLUDING, noun_phrase
from corrobora.claims.triggers import AUXILIARY, BE, GROUPS, TRIGGERS, is_people, is_thing

_GROUP_VERBS = frozenset({"were", "was", "are", "is", "made", "make", "comprised", "among", "up", "part", "of", "rest", "the",
    "those", "also",
                          "being", "been", "counted", "amongst", "included", "all", "most", "accounted", "for", "constituted",
                          "dead's", "total"})


def own_state(words: Words, counted: Counted) -> bool:
    """Whether a participle follows the noun phrase at once ("30 wounded"), or after "were"."""
    word = words.word(counted.end)
    if word in BE:
        word = words.word(counted.end + 1)
    return harm(word, "verb", "state") is not None and not word.endswith("ing")


def over_list(words: Words, k: int) -> int:
    """The token after a list of noun phrases ("four children and a pregnant woman")."""
    while k < len(words):
        if words.lower[k] in {"at", "least", "as", "many", "more", "than", "about", "a", "an", "the", "one", "some", "of",
                "them", "its"} \
                or words.pos[k] == "NUM":
            k += 1
            continue
        end, head = noun_phrase(words, k)
        if head is None:
            if words.lower[k] in {"and", ","} and words.word(k + 1) not in TRIGGERS:
                k += 1
                continue
            if words.lower[k] in GROUPS and words.word(k + 1) in AUXILIARY - BE and words.pos[k - 1] == "NUM":
                # "700 people, including 47 wounded, had crossed": the state is the part's own.
                return k + 1
            return k
        k = end
        if words.word(k) in {"and", ",", "or"} and words.word(k + 1) not in AUXILIARY and words.word(k + 1) not in TRIGGERS:
            k += 1
    return k


def tie_member(words: Words, counted: Counted, others: list[Counted]) -> None:
    """"three children were among the dead"; "10 children were among 48 people executed"; "most of the dead were civilians"."""
    k = counted.end
    if words.word(k) in INCLUDING and words.word(k + 1) not in {"the", "those"}:
        k = over_list(words, k + 1)
    while words.word(k) in {"and", "or", "as"}:
        following = next((c for c in others if c.first in {k + 1, k + 3}), None)
        end = max(following.end, following.after) if following is not None else noun_phrase(words, k + 1)[0]
        if end == k + 1:
            break
        k = end
        if words.word(k) in INCLUDING:
            k = over_list(words, k + 1)
    begun = k
    while k < len(words) and k - begun < 7 and words.lower[k] in _GROUP_VERBS:
        k += 1
    passed = set(words.lower[begun:k])
    if k == begun or k >= len(words):
        return
    if passed & {"among", "amongst", "made", "part", "rest", "included", "comprised", "those",
            "accounted"} and (group := GROUPS.get(words.lower[k])):
        set_harm(counted, group, k, "member")
        counted.of = words.lower[k]
        return
    if passed & {"among", "amongst", "part"}:
        whole = next((c for c in others if c.first in {k, k + 1} and c.counts), None)
        if whole is not None:
            set_harm(counted, whole.counts or "killed", whole.trigger, "member")
            counted.part_of = whole


_AGES = frozenset({"age", "aged", "ages"})
_SAY = frozenset({"said", "says", "say", "told", "tells", "tell", "added", "adds", "reported", "confirmed", "announced",
    "stated"})


def speaks(words: Words, counted: Counted) -> bool:
    """Whether a noun phrase, by itself or with others joined to it, is who says it: "killing three, a cleric said"."""
    k = max(counted.end, counted.after)
    if counted.head is None or harm(words.word(counted.first - 1)) is not None:
        return False
    for _ in range(3):
        if words.word(k) in _SAY and words.tag[k] in {"VBD", "VBZ", "VBP"}:
            after = words.word(k + 1)
            # "killed a nurse and two soldiers said the director": it lost its comma.
            inverted = words.pos[k + 1:k + 2] in (["DET"], ["PROPN"], ["NOUN"]) and after not in DAYS and after != "that"
            return harm(after) is None and not words.tokens[k].nbor(-1).is_punct and (
                not inverted or words.lower[k] in {"told", "tells", "tell"})
        if words.word(k) != "and":
            return False
        k, head = noun_phrase(words, k + 1 + (words.word(k + 1) in {"a", "an", "the", "another"}))
        if head is None:
            return False
    return False


def tie_listed(words: Words, counted: Counted, previous: Counted | None) -> None:
    """Members of a group whose number is not told here: "the dead included four children", "among the dead were two medics"."""
    k = counted.first - 1
    while words.word(k) in _BEFORE_MEMBERS:
        k -= 1
    group = k - 1
    if words.word(k) in {"included", "include", "includes"} or (words.word(k) in BE and "among" in words.lower[:group]):
        told = words.word(group) in GROUPS and words.word(group) not in {"victims", "casualties"}  # dead or hurt: untold
        if told and words.word(group - 1) in {"the", "those", "their", "its"}:
            set_harm(counted, GROUPS[words.lower[group]], group, "member")
            counted.of = words.lower[group]
    elif previous is not None and previous.of in GROUPS and previous.counts is not None:
        gap = words.lower[max(previous.end, previous.after, previous.who_to or 0):counted.first]
        if not gap or len(gap) > 3 or not all(w in AND for w in gap):
            return
        if previous.link == "member" and counted.head is not None and is_people(words.lower[counted.head]):
            set_harm(counted, previous.counts, previous.trigger, "member")
            counted.of = previous.of
        elif previous.link == "group" and counted.head is None and words.word(counted.end) in BE:
            # "nine of the dead were men and two were women"
            end, head = noun_phrase(words, counted.end + 1)
            if head is not None and is_people(words.lower[head]):
                set_harm(counted, previous.counts, previous.trigger, "group")
                counted.of, counted.who_from, counted.who_to = previous.of, counted.end + 1, end


def tie_elsewhere(words: Words, counted: Counted, previous: Counted) -> None:
    """The same harm at another place: "ten people died in one village and six in the next"."""
    if previous.counts is None or previous.part_of is not None:
        return
    if counted.head is not None and words.lower[counted.head] not in {"others", "more", "people"}:
        return
    start = max(previous.end, previous.after)
    start = max(start, previous.trigger + 1 if previous.trigger is not None and previous.link == "right" else 0)
    gap = words.lower[start:counted.first]
    if gap[:1] and gap[0] in _WHERE and gap[-1] in {"and", ","} and words.word(counted.end) in _WHERE and not any(
            words.pos[k] in {"VERB", "AUX"} for k in range(start, counted.first)):
        set_harm(counted, previous.counts, previous.trigger, "joined")
        counted.inherits = previous


_WHERE = frozenset({"in", "at", "near", "outside"})
_BEFORE_MEMBERS = frozenset({"at", "least", "also", "about", "some", "around", "a", "an"})


def open_part(words: Words, counted: Counted, before: list[Counted]) -> None:
    """"including 30 children", "two of them", "among them three women": part of the nearest figure that can hold it."""
    share = counted.of == "them"
    if counted.head is not None and is_thing(words.lower[counted.head]):
        return
    if not share and not _opener(words, counted):
        previous = before[-1]
        gap = words.lower[max(previous.end, previous.after):counted.first]
        if previous.counts is not None and not previous.singular and _lists(words, counted, previous):
            counted.part_of = previous
        elif previous.part_of is not None and previous.link != "right" and len(gap) <= 2 and all(w in AND for w in gap):
            # "including four children and a woman": the list goes on.
            follow = words.word(counted.end)
            if gap != ["and"] or follow not in AUXILIARY or previous.of is None:
                counted.part_of = previous.part_of
        return
    counted.part_of = next((
        c for c in reversed(before)
        if _can_hold(c, counted) and (c.counts or (c.head is not None and is_people(words.lower[c.head])))
    ), None)


def _lists(words: Words, counted: Counted, whole: Counted) -> bool:
    """Whether a colon opens the list of a figure's parts: "nine people had died: six soldiers and three farmers"."""
    start = max(whole.end, whole.after, whole.trigger + 1 if whole.trigger is not None else 0)
    gap = words.lower[start:counted.first]
    people = counted.head is not None and is_people(words.lower[counted.head])
    return people and ":" in gap and set(gap) <= {":", '"', "'", "``"}


def tie_part(words: Words, counted: Counted, whole: Counted) -> None:
    """The harm of a part is its whole's, unless it has a word of its own beside it ("including 47 wounded")."""
    if counted.of == "them" and counted.who_from is None:
        k = counted.end
        if words.word(k) in BE:
            k += 1
        if harm(words.word(k)) is None and words.word(k) not in AUXILIARY:
            end, head = noun_phrase(words, k)
            if head is not None and not is_thing(words.lower[head]):
                counted.who_from, counted.who_to = k, end
    near = counted.trigger is not None and counted.first - counted.trigger <= 2
    own = counted.counts is not None and (counted.link in {"inside", "noun"} or (counted.link == "left" and near) or (
        counted.link == "right" and counted.trigger is not None and (counted.trigger - counted.end <= 3)))
    if whole.counts is not None and not own:
        set_harm(counted, whole.counts, whole.trigger, "part")
    if counted.of == "them" and whole.counts is not None and counted.counts != whole.counts:
        counted.part_of = None


def _can_hold(whole: Counted, part: Counted) -> bool:
    high, low = whole.quantity.high or whole.quantity.low, part.quantity.low
    if whole.singular and not part.singular:
        return False
    return high is None or low is None or low <= high or whole.quantity.high is None


def _opener(words: Words, counted: Counted) -> bool:
    """Whether "including", "among them" and the like stand before the number."""
    k = counted.first - 1
    while words.word(k) in {"a", "an", "the", "at", "least", ",", "of"}:
        k -= 1
    if words.word(k) in {"including", "include", "included", "includes", "notably", "namely"}:
        return True
    return words.word(k) in {"them", "whom"} and words.word(k - 1) in {"among", "amongst", "of"}


def tie_joined(words: Words, counted: Counted, previous: Counted) -> None:
    """"killing six civilians and five militiamen": the harm of the figure before it, if only "and" stands between."""
    if previous.counts is None or counted.head is None or not is_people(words.lower[counted.head]):
        return
    gap = words.lower[max(previous.end, previous.after):counted.first]
    if previous.trigger is not None and previous.trigger >= max(previous.end, previous.after) and previous.link == "right":
        return
    if previous.head is None and counted.known and "and" not in gap:
        return  # "the toll rose to 15, the mayor said"
    if len(gap) <= 3 and all(w in AND or w in {"as", "well", "the", "also", "at", "least", "his", "her", "their"} for w in gap):
        set_harm(counted, previous.counts, previous.trigger, "joined")
        counted.inherits = previous
        if previous.part_of is not None and previous.link in {"part", "joined"} and previous.part_of is not counted:
            counted.part_of = previous.part_of


def tie_joined_back(words: Words, counted: Counted, next_: Counted) -> None:
    """"Four civilians and two soldiers were killed": the harm of the figure after it."""
    if next_.counts is None or next_.link not in {"right", "joined", "member"} or counted.head is None \
            or not is_people(words.lower[counted.head]):
        return
    gap = words.lower[max(counted.end, counted.after):next_.first]
    if _AGES & set(gap[:2]):  # "two boys, ages 3 and 5, and their mother were killed"
        gap = [word for word in gap if not word.isdigit() and word not in _AGES][-3:]
    if gap and len(gap) <= 3 and all(w in AND or w in {"as", "well", "the", "her", "his", "their", "also"} for w in gap):
        set_harm(counted, next_.counts, next_.trigger, "joined")
        counted.inherits = next_
        counted.part_of = next_.part_of


def tie_with_others(words: Words, counted: Counted, next_: Counted) -> None:
    """"Jane Roe, 34, and two others were shot", "he and six others": one told before counts beside the others."""
    gap = [word for word in words.lower[counted.end:next_.first] if not word.isdigit()]
    beside = [word for word in gap if word != ","]
    if counted.known and next_.counts in {"killed", "injured"} and next_.part_of is None and gap \
            and beside in ([], ["and"]) and {"other", "others"} & set(words.lower[next_.after:next_.end]):
        set_harm(counted, next_.counts, next_.trigger, "joined")
        counted.inherits, counted.part_of = next_, None


def tie_again(words: Words, counted: Counted, previous: Counted) -> None:
    """A second number for the same harm: "gassing hundreds of people - by one report as many as 1,300 -"; "up from 31"."""
    gap = words.lower[max(previous.end, previous.after):counted.first]
    follow = words.word(counted.after)
    if previous.counts is None or (counted.quantity.low is None and counted.quantity.high is None):
        return
    if (follow in {"", "-", ",", ")", ".", "–", "—", "in", "on"} and 0 < len(gap) <= 6
            and ({"-", "–", "—", "("} & set(gap[:1]) or gap[-2:] == ["up", "from"] or gap[-1:] in (["perhaps"], ["possibly"]))
            and not any(words.pos[k] in {"VERB", "PROPN"} for k in range(max(previous.end, previous.after), counted.first))):
        set_harm(counted, previous.counts, previous.trigger, "again")
        counted.inherits = previous
