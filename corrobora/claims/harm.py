"""The word of harm that a number hangs on: its predicate, the verb or noun before it, or one in its own phrase."""

from __future__ import annotations

import re
from itertools import pairwise

from corrobora.claims.counted import Counted, Tie, Words, harm, set_harm
from corrobora.claims.lists import (
    open_part,
    over_list,
    own_state,
    speaks,
    tie_again,
    tie_elsewhere,
    tie_joined,
    tie_joined_back,
    tie_listed,
    tie_member,
    tie_part,
    tie_with_others,
)
from corrobora.claims.noun_phrases import DAYS, INCLUDING, noun_phrase, over_commas, over_decade
from corrobora.claims.objects import HOSPITAL, object_of, told_again
from corrobora.claims.triggers import AUXILIARY, BE, GROUPS, LIGHT, TRIGGERS, is_people, is_thing
from corrobora.records import Counts

_REACH = 32
_BRACKETED = 12
"""Words of an insertion in brackets that is passed over: "34 volunteers (VDP) were killed"."""
_PARTICIPLE = re.compile(r"(?:ed|slain|hurt|shot|stuck|hostages?|captive|prisoner|alive|homeless)$")
_HIT_SO = frozenset({
    "", ".", ",", ";", "by", "in", "and", "multiple", "several", "during", "when", "while", "outside", "inside",
})
"""What follows where people are hit by bullets or blasts; they may also be "hit hard" or "hit with fines"."""
_WEAPON = frozenset({"gunshot", "shooting", "gunfire", "stabbing"})
"""What makes victims of a deed of a weapon hurt people: "four gunshot victims"."""
_OF_HOSPITALS = frozenset({"patients", "patient", "doctors", "nurses", "medics", "staff", "workers", "visitors"})
_DEADLY = frozenset({"dead", "killed", "die", "died", "death", "fatally", "kills", "killing", "murdered", "executed"})


def tie(words: Words, all_counted: list[Counted]) -> None:
    """Finds for each quantity the harm that it counts; those without one keep ``counts`` None."""
    for counted in all_counted:
        _tie_inside(words, counted)
    all_counted = [counted for counted in all_counted if counted.counts is not None or not speaks(words, counted)]
    for n, counted in enumerate(all_counted):
        if counted.counts is None:
            _tie_near(words, counted, all_counted[n + 1] if n + 1 < len(all_counted) else None,
                      all_counted[n - 1] if n else None)
    for n, counted in enumerate(all_counted):
        if counted.counts is None and n and counted.head is None:
            tie_again(words, counted, all_counted[n - 1])
    for n, counted in enumerate(all_counted):
        if n:
            open_part(words, counted, all_counted[:n])
    for n, counted in enumerate(all_counted):
        if counted.counts is None:
            tie_member(words, counted, all_counted)
        if counted.counts is None:
            tie_listed(words, counted, all_counted[n - 1] if n else None)
        if counted.counts is None and n:
            tie_elsewhere(words, counted, all_counted[n - 1])
    for n, counted in enumerate(all_counted):
        if counted.part_of is not None:
            tie_part(words, counted, counted.part_of)
        if counted.counts is None and n:
            tie_joined(words, counted, all_counted[n - 1])
    for n in range(len(all_counted) - 2, -1, -1):
        if all_counted[n].counts is None:
            tie_joined_back(words, all_counted[n], all_counted[n + 1])
    for counted in all_counted:
        if counted.part_of is not None and counted.counts is None:
            tie_part(words, counted, counted.part_of)
        if counted.part_of is not None and counted.part_of.counts is None:
            counted.part_of = None
    for counted, next_ in pairwise(all_counted):
        tie_with_others(words, counted, next_)


def _tie_inside(words: Words, counted: Counted) -> None:
    """The harm inside of the noun phrase: "several wounded men", "30 bodies", "1,000 lives", "15 deaths", "the dead"."""
    if counted.of and counted.of != "them":
        right = _right(words, counted, None) if counted.of in {"victims", "casualties"} else None
        if right is None and counted.of == "victims":
            return
        set_harm(counted, right[0] if right else GROUPS[counted.of], right[1] if right else counted.end - 1, "group")
        for k in range(counted.end, min(counted.end + 14, len(words) - 1)):
            if words.lower[k] in BE:
                end, head = noun_phrase(words, k + 1)
                if head is not None and is_people(words.lower[head]):
                    counted.who_from, counted.who_to = k + 1, end
                break
        return
    if counted.head is None:
        at = counted.end + (words.word(counted.end) == "of")
        word = words.word(at)
        if counted.singular or at + 1 in words.quantities or counted.of:
            return
        both = words.lower[at:at + 3]
        if len(both) == 3 and both[1] in {"and", "or"} and {GROUPS.get(both[0]), GROUPS.get(both[2])} == {"killed", "injured"} \
                and at + 3 not in words.quantities:
            counted.end = at + 3
            set_harm(counted, "killed_or_injured", counted.end - 1, "noun")
        elif (found := harm(word, "noun")) and word not in {"body", "siege", "arrests", "flight", "capture"}:
            set_harm(counted, found, at, "noun")
            counted.end = at + 1
        elif word == "fatally" and words.word(at + 1) not in TRIGGERS:
            # "four people shot, one fatally"
            set_harm(counted, "killed", at, "noun")
            counted.end = at + 1
        elif at > counted.end and word in GROUPS:
            set_harm(counted, GROUPS[word], at, "noun")
            counted.end = at + 1
        return
    if words.lower[counted.head] in {"victim", "victims"} and counted.head > counted.after \
            and words.lower[counted.head - 1] in _WEAPON:
        right = _right(words, counted, None)
        set_harm(counted, right[0] if right else "injured", right[1] if right else counted.head - 1, "inside")
        return
    for k in range(counted.after, counted.end):
        word = words.lower[k]
        found = harm(word, "verb", "state", "noun")
        if found is None or (k > counted.head and word not in {"dead"}):
            continue
        if word in {"hostages", "prisoners", "refugees", "detainees", "captives", "martyr", "prisoner", "hostage",
                "captive"} and k == counted.head:
            continue
        if k == counted.head and word == "refugees" and (counted.quantity.low or counted.quantity.high or 0) >= 100:
            set_harm(counted, "displaced", k, "noun")
        if k == counted.head and word in {"bodies", "corpses", "lives", "remains"} | {"deaths", "fatalities", "casualties",
                "martyrs", "injuries"}:
            set_harm(counted, found, k, "noun")
        elif k < counted.head and word in {"wounded", "injured", "dead", "missing", "kidnapped", "abducted", "detained",
                "trapped", "displaced",
                                           "slain", "murdered", "captured", "stranded", "besieged", "hurt"}:
            over = None if found == "killed" else _right(words, counted, None) or object_of(words, counted)
            if over is not None and over[0] == "killed":
                set_harm(counted, *over[:3])  # "killing ten displaced villagers"
            else:
                set_harm(counted, found, k, "inside")


def _tie_near(words: Words, counted: Counted, next_: Counted | None, previous: Counted | None) -> None:
    """The nearest fitting word of harm to the right or to the left."""
    if counted.head is not None and is_thing(words.lower[counted.head]) and words.lower[counted.head] not in {"bodies",
            "lives"}:
        return
    right = _right(words, counted, next_)
    left = object_of(words, counted)
    if right is not None and left is not None:
        # "kills 5 wounded 3" against "5 killed 3 wounded": the verb that stands at the number and has no other object wins.
        near_left = counted.first - left[1] <= 2
        has_object = next_ is not None and next_.first == right[1] + 1 and not own_state(words, next_)
        taken = previous is not None and previous.trigger == left[1] and previous.link == "right"
        if near_left and (has_object or not taken) and not (taken and right[3] == 0):
            right = None if has_object or words.lower[left[1]] not in {"left", "leaving", "leaves"} else right
        if right is not None and not (near_left and not taken and right[3] > 3):
            left = None
    chosen = right or left or told_again(words, counted)
    if chosen is None:
        return
    counts, trigger, link, _ = chosen
    set_harm(counted, counts, trigger, link)


def _right(words: Words, counted: Counted, next_: Counted | None) -> Tie | None:
    """The harm told to the right, unless it is told of somebody named between."""
    found = _reach_right(words, counted, next_)
    return None if found is not None and _of_another(words, counted, found[1]) else found


def _of_another(words: Words, counted: Counted, trigger: int) -> bool:
    """For "several had come, including Adel, a cook who was killed": whether the clause of the trigger is the cook's."""
    verb = words.tokens[trigger]
    who = verb.head
    if counted.singular and counted.head is not None and (head := words.tokens[counted.head]).dep_ == "pobj" \
            and head.head.lower_ in {"for", "with", "to"}:
        # "a driver who works for a contractor was shot"
        return any(c.dep_ in {"nsubj", "nsubjpass"} and c.pos_ == "NOUN" and c.is_ancestor(head) for c in verb.children)
    return not counted.singular and verb.dep_ == "relcl" and who.dep_ == "appos" and who.tag_ in {"NN", "NNP"} and (
        who.i - words.tokens[0].i >= counted.end)


def _reach_right(words: Words, counted: Counted, next_: Counted | None) -> Tie | None:
    """Goes right from the noun phrase to its predicate, over what may stand between."""
    k = counted.end
    be = strict = relative = included = False
    steps = 0
    bare = (counted.head is None and counted.of is None) or counted.known
    reach = 6 if bare else _REACH
    while k < len(words) and k < counted.end + reach:
        word, pos = words.lower[k], words.pos[k]
        if (word in {"not", "n't", "never", "no"} and be) or (word == "both" and next_ is not None and k == next_.first):
            return None
        if (found := _right_trigger(words, counted, k, be, strict, next_)) is not None:
            return found[0], found[1], "right", steps
        if next_ is not None and k == next_.first and next_.of == "them" and not be:
            end, head = noun_phrase(words, next_.end)
            k, next_, steps = (end if head is not None else next_.end), None, steps + 1
        elif word == "was" and steps == 0 and counted.head is not None and (counted.quantity.low
                or 0) > 1 and words.tag[counted.head] == "NNS":
            return None
        elif word in AUXILIARY:
            be = be or word in BE
            k += 1
        elif word == "(" and ")" in words.lower[k:k + _BRACKETED]:
            k = words.lower.index(")", k) + 1
        elif word == "," and not be and (jump := over_commas(words, k)) is not None:
            k, steps = jump, steps + 1
        elif word in LIGHT or pos == "ADV" or word in {",", "-", '"', "'", "(", ")", "–", "—", "“", "”"} or word in DAYS:
            k += 1
        elif word in {"who", "that", "which"} and not bare:
            if included:
                return None  # "ten friends, including the boy who was killed"
            relative, k = True, k + 1
        elif word in INCLUDING and words.word(k + 1) not in {"those"} and not (be and word in {"among", "amongst"}):
            k, included = over_list(words, k + 1), True
            steps += 1
        elif pos == "ADP" or (word in {"to", "as"} and pos == "ADP") or words.lower[k] in {"loyal", "aged", "ages", "near"}:
            if word in {"by", "after", "when", "as", "before", "since", "during"} and not be and steps > 0:
                return None
            if be and word in {"among", "amongst"}:
                return None
            end, head = noun_phrase(words, k + 1)
            k = end if head is not None else over_decade(words, k + 1)
            while words.word(k) in {"aged", "and", "or"} and words.word(k) in {"aged"}:
                k += 1
            steps += 1
        elif word in {"and", "or", "plus"} or (word == "as" and words.word(k + 1) == "well"):
            step = 3 if word == "as" else 1
            following = next_ if next_ is not None and next_.first - (k + step) in {0, 1} else None
            if following is not None:
                if be:
                    return None
                k = max(following.end, following.after)
                next_ = None
            elif be or relative:
                k += step
                relative = False
            else:
                end, head = noun_phrase(words, k + step)
                if head is None:
                    return None
                k = end
            steps += 1
        elif words.tag[k] in {"VBG", "VBN"} and not be and not bare:
            strict, k = True, k + 1
            steps += 1
        elif strict and pos in {"NOUN", "PROPN", "DET", "ADJ", "NUM", "PRON", "PART", "VERB"} and steps < 8:
            k += 1
        elif relative and not counted.singular and pos in {"VERB", "NOUN", "PROPN", "DET", "ADJ", "NUM", "PRON",
                "PART"} and steps < 8:
            k += 1
            strict = True
        elif (words.tag[k] in {"VBN", "VBD"} and be and words.word(k + 1) in {"and", "or",
                ","} | set(TRIGGERS)) or word in {"'s", "year", "years", "old"} or (pos == "NUM"
                and words.word(k + 1) in {",", "years", "-"}):
            k += 1
        else:
            return None
    return None


def _right_trigger(words: Words, counted: Counted, k: int, be: bool, strict: bool, next_: Counted | None) -> tuple[Counts,
    int] | None:
    word = words.lower[k]
    if word in {"lost", "lose", "loses", "losing"}:
        return ("killed", k) if {"life", "lives"} & set(words.lower[k + 1:k + 4]) else None
    if words.tag[k] in {"VBN", "VBD"} and words.lower[k + 1:k + 3] == ["to", "death"] and (be or counted.end == k):
        return "killed", k
    if word in {"embraced", "attained", "attaining", "embracing"} and "martyrdom" in words.lower[k + 1:k + 3]:
        return "killed", k
    if word in {"fallen", "fell", "fall"} and "victims" in words.lower[k + 1:k + 3]:
        return "killed", k
    if word in {"suffered", "sustained", "suffering", "treated", "with", "receiving", "received"} and {
            "injuries", "wounds", "injury", "wound", "burns"} & set(words.lower[k + 1:k + 7]):
        return ("injured", k) if not strict or be or word != "with" else None
    if word == "hit" and be and words.word(k + 1) in _HIT_SO and \
            counted.head is not None and is_people(words.lower[counted.head]):
        return "injured", k
    if word in {"taken", "rushed", "transported", "airlifted", "flown"} and HOSPITAL & set(words.lower[k + 1:k + 9]):
        return "injured", k
    if word in {"taken", "held", "take", "took", "hold", "holding"}:
        away = words.word(k + 1) == "away" and counted.head is not None and is_people(words.lower[counted.head])
        captive = {"hostage", "prisoner", "captive", "prisoners", "captives", "hostages"} & set(words.lower[k + 1:k + 4])
        return ("captured", k) if be and (away or captive) else None
    if word in {"crossed", "crossing", "cross", "poured", "pouring", "streamed", "streaming", "escaped", "left", "leave",
            "abandoned"}:
        rest = words.lower[k + 1:k + 8]
        if word in {"left", "leave", "abandoned"}:
            return ("displaced", k) if {"homes", "home"} & set(rest[:4]) else None
        return ("displaced", k) if {"border", "turkey", "lebanon", "jordan", "iraq", "frontier"} & set(rest) else None
    if word in {"sought", "seek", "seeking"} and {"cross", "refuge", "shelter", "asylum"} & set(words.lower[k + 1:k + 5]):
        return "displaced", k
    if word in {"in", "at"} and be and HOSPITAL & set(words.lower[k + 1:k + 3]) and (
            counted.head is None or words.lower[counted.head] not in _OF_HOSPITALS):
        return "injured", k
    if word == "held" and be and words.word(k - 1) in {"being", "still"} and counted.head is not None \
            and is_people(words.lower[counted.head]):
        return "captured", k
    if word in {"in", "under"} and (words.word(k + 1) in {"critical", "serious", "stable", "siege"}):
        if words.word(k + 1) == "siege":
            return "besieged", k + 1
        return ("injured", k) if words.word(k + 2) == "condition" or words.word(k + 2) == "but" else None
    if counted.singular and strict and not be:
        return None
    for counts, use in TRIGGERS.get(word, ()):
        if use == "state":
            return _and_other(words, k, counts), k
        if use == "intransitive" and not (be and words.tag[k] in {"VBD"}):
            if word in {"fleeing", "refugees"} and not be and words.pos[k] == "NOUN":
                continue
            return counts, k
        if word in {"driven", "driving",
                "expelled"} and "from" not in words.lower[k + 1:k + 4] and "out" not in words.lower[k + 1:k + 3]:
            continue
        if use == "verb" and _PARTICIPLE.search(word) and (be or _passive(words, counted, k, strict, next_)):
            if word in {"hostage", "hostages", "captive", "prisoner", "struck", "seized", "recovering"} and not be:
                return None
            return _and_other(words, k, counts), k
    return None


def _passive(words: Words, counted: Counted, k: int, strict: bool, next_: Counted | None) -> bool:
    """Whether a participle without "were" tells of the noun before it ("17 killed in ...") and not of its own object."""
    if strict or not words.lower[k].endswith(("ed", "n", "hurt", "shot", "stuck", "slain")):
        return False
    if counted.singular and not words.headline and words.tokens[k].dep_ not in {"acl", "amod"}:
        return False
    object_ = k + 3 if words.lower[k + 1:k + 3] == ["and", "killed"] else k + 1  # "the man who shot and killed two guards"
    if next_ is not None and next_.first == object_ and not own_state(words, next_):
        return False
    follow = k + 1
    if follow >= len(words) or words.lower[follow] in DAYS | {"dead"} or (next_ is not None and next_.first == follow):
        return True
    pos = words.pos[follow]
    if pos in {"ADP", "ADV", "SCONJ", "PUNCT", "CCONJ", "VERB", "AUX", "SPACE", "SYM"} or words.tag[follow] == "VBG" \
            or words.lower[follow] in {"late", "early", "outside", "inside"}:
        return True
    if pos in {"DET", "PROPN", "NOUN", "PRON", "ADJ", "NUM"}:
        token = words.tokens[k]
        return token.tag_ == "VBN" and token.dep_ in {"acl", "relcl", "ccomp"} and not any(
            child.dep_ in {"dobj", "obj"} for child in token.children)
    return True


_CLAUSE = frozenset({",", ";", ":", "-", "–", "—", "and", "as", "after", "before", "when", "while", "but", "where", "whose"})


def _died_of_it(words: Words, k: int) -> bool:
    """Whether those hurt are said to have died: "Teen shot in the north dies", "one of five people shot there has died"."""
    hurt = words.tokens[k]
    if hurt.dep_ == "acl" and hurt.head.dep_ == "nsubj" and hurt.head.head.lemma_ == "die":
        return True
    for j in range(k + 1, min(k + 12, len(words))):
        if words.lower[j] in _CLAUSE or j in words.quantities:
            return False
        if words.lower[j] in {"dies", "die", "died"} and (words.headline or words.lower[j - 1] in {"has", "have"}):
            return True
    return False


def _and_other(words: Words, k: int, counts: Counts) -> Counts:
    """The harm of a chain: "killed or wounded" is both; of "shot dead", "arrested, judged and killed" the death counts."""
    word = words.lower[k]
    around = words.lower[k + 1:k + 4]
    if counts == "killed" and around[:1] and around[0] in {"and", "or", "/"} and len(around) > 1:
        next_figure = words.word(k + 3) != "" and words.pos[k + 3] in {"NUM", "DET"}
        if harm(around[1]) == "injured" and not next_figure:
            return "killed_or_injured"
    if counts == "injured" and around[:1] and around[0] in {"and", "or", "/"} and len(around) > 1 and word != "shot" \
            and around[1] in {"killed", "dead"}:
        return "killed_or_injured"
    if (word in {"shot", "stabbed"} and around[:1] == ["dead"]) or words.word(k - 1) in {"fatally", "mortally"}:
        return "killed"
    beside = {*around, *words.lower[max(0, k - 2):k]}
    listed = any(n in words.quantities for n in range(k + 1, k + 4)) and not _DEADLY & set(words.lower[max(0, k - 2):k])
    if word in {"shot", "stabbed", "burned", "shoot", "shooting", "burnt"} and _DEADLY & beside and not listed \
            and "wounded" not in around[:2]:
        return "killed"
    if counts == "injured" and _died_of_it(words, k):
        return "killed"
    if counts in {"captured", "injured"}:
        chain = words.lower[k + 1:k + 6]
        if "then" in chain or "and" in chain:
            stop = next((n for n, w in enumerate(chain) if w in {"in", "by", "when", "after", "while"}), len(chain))
            deadly = next((n for n, w in enumerate(chain[:stop]) if w in {"killed", "executed", "beheaded", "murdered"}), None)
            if deadly is not None and not any(words.pos[k + 1 + n] in {"NUM", "DET", "NOUN", "PROPN"} for n in range(deadly)):
                return "killed"
    return counts
