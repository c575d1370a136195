"""What a number counts: the noun phrase after it, and the word of harm that it hangs on.

The reading goes over the words of a sentence from the number to the right ("18 jihadists from the group were killed") and to the
left ("killing at least 18 jihadists"), since news text with lost punctuation breaks the parse; the tags of the parse are used,
its tree only where the words leave two readings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from corrobora.claims.triggers import AUXILIARY, BE, GROUPS, LIGHT, TRIGGERS, is_people, is_thing
from corrobora.records import Counts
from corrobora.text.numbers import Quantity, find_quantities

_REACH = 32
_NOMINAL = {"NOUN", "PROPN", "ADJ", "DET", "NUM", "PRON", "SYM", "X", "PART"}
_DAYS = frozenset(
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday", "overnight", "tonight", "tomorrow", "morning", "afternoon", "evening", "night", "week", "weekend", "month", "dawn", "noon", "midnight"]
)
_HARM_NOUNS = frozenset({"lives", "deaths", "casualties", "fatalities", "corpses", "bodies", "martyrs"})
_SHARES = frozenset({"many", "most", "some", "majority", "the majority", "half", "others"})
_PRONOUNS = frozenset({"them", "whom", "us", "those", "these", "which", "it"})
_INCLUDING = frozenset({"including", "include", "includes", "included", "among", "amongst", "like", "mostly", "mainly", "namely"})
_AND = frozenset({"and", "or", "plus", "&", ",", ";", "while", "with", "but", "nor"})
_MEMBERS = frozenset(["members", "member", "families", "relatives", "majority", "bulk", "body", "bodies", "groups", "leaders", "supporters", "followers", "inhabitants", "residents", "lives", "crew", "family", "remains", "deaths", "one"])


@dataclass(eq=False)
class Counted:
    """A quantity, its noun phrase and how it was tied to a word of harm. Token numbers are within the sentence."""

    quantity: Quantity
    first: int
    """The quantity's first token."""
    after: int
    """The token after the quantity."""
    end: int
    """The token after the noun phrase."""
    head: int | None
    """The noun counted, None if the number stands alone ("kills 18")."""
    singular: bool = False
    known: bool = False
    """A person told before or by name ("the boy was killed"): counted only where the article has no other number for the harm."""
    share: bool = False
    """A share of something told before: "many of the tribe", "some were shot"."""
    of: str | None = None
    """What a share is taken of: "them" ("two of them"), or the group word ("most of the dead")."""
    counts: Counts | None = None
    trigger: int | None = None
    link: str = ""
    inherits: Counted | None = field(default=None, repr=False)
    """The figure whose harm this one shares (joined by "and", or a part of it)."""
    part_of: Counted | None = field(default=None, repr=False)
    who_from: int | None = None
    """First token of a predicate that says who they are ("were civilians"), with its end in ``who_to``."""
    who_to: int | None = None
    strict: bool = False
    """No object reading: the noun phrase is the doer if the verb is active."""

    def who(self, words: Words) -> str:
        """The noun phrase without its number, as in the text."""
        if self.who_from is not None and self.who_to is not None:
            return words.text(self.who_from, self.who_to)
        start = self.after
        while start < self.end and words.lower[start] in {"of", "a", "an", "the", "another", "one", "other", "more", "those", "these",
                                                         "his", "her", "its", "their", "our", "my", "such", "additional", "-"}:
            if words.lower[start] in {"other", "more"} and start + 1 >= self.end:
                break
            start += 1
        return words.text(start, self.end) if start < self.end else ""


class Words:
    """A sentence's words with the columns that the reading looks at."""

    def __init__(self, tokens: TokenSpan, headline: bool = False) -> None:
        self.tokens: list[Token] = list(tokens)
        self.base = tokens.start_char
        self.string = tokens.text
        self.headline = headline
        self.lower = [t.lower_ for t in self.tokens]
        self.pos = [t.pos_ for t in self.tokens]
        self.quantities: frozenset[int] = frozenset()
        """The tokens where a quantity begins."""
        for i, token in enumerate(self.tokens):
            if token.text in {"IS", "US"} and not self.string.isupper():
                # The Islamic State and the United States, not words of their own.
                self.lower[i], self.pos[i] = token.text, "PROPN"
        self.tag = [t.tag_ for t in self.tokens]
        self.starts = [t.idx - self.base for t in self.tokens]
        self.ends = [t.idx - self.base + len(t) for t in self.tokens]

    def __len__(self) -> int:
        return len(self.tokens)

    def word(self, i: int) -> str:
        """The i-th word in lower case, empty outside of the sentence."""
        return self.lower[i] if 0 <= i < len(self.lower) else ""

    def text(self, start: int, end: int) -> str:
        """The text of some tokens."""
        return self.string[self.starts[start]:self.ends[end - 1]]

    def at(self, offset: int) -> int:
        """The token that holds a character of the sentence, or the next one."""
        return next((i for i, end in enumerate(self.ends) if end > offset), len(self.ends))


def read_counted(words: Words) -> list[Counted]:
    """Every quantity and counted single person of a sentence with its noun phrase, in order."""
    found: list[Counted] = []
    places = [(q, words.at(q.start), words.at(q.end - 1) + 1) for q in find_quantities(words.string)]
    words.quantities = frozenset(first for _, first, _ in places)
    for quantity, first, after in places:
        if found and first < found[-1].end:
            continue
        found.append(_phrase(words, quantity, first, after))
    found += _singles(words, found)
    found += _uncounted(words, found)
    return sorted(found, key=lambda c: c.first)


# ---------------------------------------------------------------- noun phrases


def harm(word: str, *uses: str) -> Counts | None:
    """What a word of harm counts in one of some uses, else None."""
    return next((counts for counts, use in TRIGGERS.get(word, ()) if not uses or use in uses), None)


def _phrase(words: Words, quantity: Quantity, first: int, after: int) -> Counted:
    counted = Counted(quantity, first, after, after, None)
    i = after
    if words.word(i) == "of":
        word = words.word(i + 1)
        rest = words.lower[i + 1:i + 4]
        group = next((w for w in rest if w in GROUPS), None)
        if word in _PRONOUNS and group is None:
            counted.of, counted.end = "them", i + 2
            return counted
        if group is not None and word in {"the", "those", "their", "its"} and all(
                w in {"the", "those", "their", "its"} or words.pos[i + 1 + n] in {"ADJ", "ADV"} for n, w in enumerate(rest[:rest.index(group)])):
            counted.of, counted.end = group, i + 2 + rest.index(group)
            return counted
        inner = i + 1 + (word in {"the", "these", "those", "his", "her", "its", "their"})
        if inner in words.quantities and inner > i + 1:
            # "one of the two pilots": a share of the second number.
            end, head = _noun_phrase(words, inner + 1)
            counted.of, counted.end, counted.head = "them", end if head is not None else inner + 1, head
            return counted
        if word in {"the", "its", "his", "their"} and quantity.vague_word in _SHARES:
            counted.share = True
        i += 1
    elif quantity.vague_word in _SHARES and words.pos[i:i + 1] in (["VERB"], ["AUX"]):
        counted.share = True
    counted.end, counted.head = _noun_phrase(words, i)
    if counted.head is None:
        counted.end = after
    return counted


def _noun_phrase(words: Words, i: int) -> tuple[int, int | None]:
    """(the token after the noun phrase that starts at ``i``, its head or None)."""
    start, head, k = i, None, i
    while k < len(words):
        word, pos = words.lower[k], words.pos[k]
        if word in {"-", "–"} and k > start and k + 1 < len(words) and not words.tokens[k].whitespace_:
            k += 1
            continue
        if word in _HARM_NOUNS and start < k and (head is None or words.pos[k - 1] in {"ADJ", "PROPN", "NOUN"}):
            return k + 1, k
        if (word in TRIGGERS and not _before_person(words, k)) or (k > start and k in words.quantities):
            break
        if head is not None and (word in _DAYS or word in {"reportedly", "early", "late", "so", "each", "all", "both", "that"}):
            break
        if head is not None and pos in {"NUM", "DET"}:
            break
        if k > start + 1 and words.lower[k - 1] == "-" and words.tag[k] in {"VBN", "VBD", "VBG", "JJ"} and _noun_follows(words, k):
            k += 1
            continue
        if word in AUXILIARY or word in _INCLUDING or (word in _AND and word != "&"):
            break
        if pos in {"NOUN", "PROPN"} or word in {"others", "more", "wounded", "injured", "dead"} or is_people(word):
            if head is not None and is_people(words.lower[head]) and words.lower[head] not in _MODIFIERS and not is_people(word):
                break
            head = k
        elif pos in {"ADJ", "DET", "PRON"} or word in {"'s", "’s", "other", "-"}:
            if head is not None and pos != "ADJ" and word not in {"'s", "’s"}:
                break
            if head is not None and pos == "ADJ" and not _noun_follows(words, k):
                break
        elif (words.tag[k] in {"VBN", "VBG", "VBD"} and _noun_follows(words, k) and head is None) or (pos == "ADV" and head is None and _noun_follows(words, k)) or (pos == "NUM" and head is None):
            pass
        else:
            break
        k += 1
    if head is None or (words.tag[head] in {"NN", "NNP"} and not is_people(words.lower[head]) and _label(words, head)):
        return i, None
    k = head + 1
    if words.lower[head] in _MEMBERS and words.word(k) == "of":
        end, inner = _noun_phrase(words, k + 1)
        if inner is not None:
            return end, head
    if words.word(k) in {"and", "or"} and is_people(words.lower[head]):
        # "soldiers and allied militia": one number for two kinds.
        end, other = _noun_phrase(words, k + 1)
        if other is not None and is_people(words.lower[other], True) and words.pos[k + 1] not in {"NUM", "DET"} \
                and k + 1 not in words.quantities:
            k = end
    return k, head


def _label(words: Words, head: int) -> bool:
    """A source's label after a headline ("kills 30 Monitor"), not what is counted."""
    return words.lower[head] in {"monitor", "ngo", "watchdog", "report", "tv", "media", "group", "police", "minister", "ministry"} \
        and words.text(head, head + 1)[0].isupper()


_UNCOUNTED = re.compile(
    r"\b(?:there (?:were|are|have been|had been)|reports?(?: of)?|reported|reporting|caus(?:ed|ing|es)|inflict(?:ed|ing|s)|suffer(?:ed|ing|s)"
    r"|result(?:ed|ing|s) in|le(?:d|ads?) to|left|leaving) (?:(?:also|both|heavy|civilian|mass|high|further|more|other|severe|serious|human"
    r"|material|an?|the|huge|major) ){0,3}(?P<noun>casualties|fatalities|deaths)\b|\b(?P<exodus>(?:mass )?exodus)(?= of\b)", re.I)


def _uncounted(words: Words, taken: list[Counted]) -> list[Counted]:
    """Harm to people without any number: "there were casualties", "an exodus of civilians"."""
    found: list[Counted] = []
    busy = {i for c in taken for i in range(c.first, max(c.end, c.after))}
    for match in _UNCOUNTED.finditer(words.string):
        name = "noun" if match["noun"] else "exodus"
        at = words.at(match.start(name))
        if at in busy:
            continue
        word = match["exodus"] and "exodus"
        quantity = Quantity(match.start(), match.end(), match.start(), None, None, "vague", word or None)
        end, head = _noun_phrase(words, at + 2) if word else (at + 1, None)
        if word and head is None:
            continue
        counted = Counted(quantity, words.at(match.start()), at + 2 if word else at + 1, end, head)
        _set(counted, "displaced" if word else (harm(words.lower[at], "noun") or "killed"), at, "noun")
        found.append(counted)
    return found


_MODIFIERS = frozenset(["rebel", "government", "regime", "militant", "insurgent", "army", "police", "militia", "security", "opposition", "jihadist", "terrorist", "civilian", "islamist", "child", "student", "family", "adult", "male", "female", "crew", "teen", "guerrilla", "gang"])


def _noun_follows(words: Words, k: int) -> bool:
    return any(words.pos[j] in {"NOUN", "PROPN"} and words.lower[j] not in TRIGGERS for j in range(k + 1, min(k + 3, len(words))))


def _before_person(words: Words, k: int) -> bool:
    """A participle before the persons it tells of: "several wounded men", "three dead bodies"."""
    if words.lower[k] in {"death", "murder", "hostages", "prisoners", "captives", "refugees", "detainees", "martyrs", "bodies", "corpses"}:
        return words.lower[k] not in {"death", "murder"}
    for j in range(k + 1, min(k + 3, len(words))):
        if is_people(words.lower[j]) and words.lower[j] not in TRIGGERS:
            return words.lower[k] not in {"killing", "wounding", "injuring", "killed"} or (words.lower[j] in {"people", "civilians"} and False)
        if words.pos[j] not in {"ADJ", "PROPN", "NOUN"}:
            return False
    return False


def _singles(words: Words, taken: list[Counted]) -> list[Counted]:
    """Single persons after an article, "another", a possessive, or bare in a headline ("Man killed in ...")."""
    found: list[Counted] = []
    busy = {i for c in taken for i in range(c.first, max(c.end, c.after))}
    for k, word in enumerate(words.lower):
        if not is_people(word, False) or word == "one" or (k in busy and not any(c.head is None and c.after <= k for c in taken)):
            continue
        if (is_people(words.word(k + 1)) and words.word(k + 1) not in {"one"} and words.pos[k + 1] in {"NOUN", "PROPN"}) or words.word(k + 1) in {"'s", "'", "’s"}:
            continue
        if words.pos[k + 1:k + 2] == ["NOUN"] and words.word(k + 1) not in TRIGGERS:
            continue
        start, known = k, False
        while start > 0 and k - start < 7 and start - 1 not in busy and (
            words.pos[start - 1] in {"ADJ", "NOUN", "PROPN", "NUM", "ADV"} or words.lower[start - 1] in {"-", "old", "year"}
            or words.tag[start - 1] in {"VBN", "VBG"}
        ) and words.lower[start - 1] not in TRIGGERS and words.lower[start - 1] not in LIGHT:
            start -= 1
        before = words.word(start - 1)
        if before in {"a", "an"} or (before == "another" and start - 1 not in busy):
            first = start - 1
        elif before in {"the", "this", "his", "her", "their", "'s", "’s"} and start - 1 not in busy:
            first, known = start, True
        elif words.headline and (start == 0 or before in {",", ":", "-", "–", "—", "|", "and"}) and words.word(start) not in {"the", "this"}:
            first = start
        else:
            continue
        if first in busy:
            continue
        begin = words.starts[first]
        quantity = Quantity(begin, words.ends[first], begin, 1, 1, "exact", None, before == "another")
        end = k + 1
        after = first + 1 if before in {"a", "an", "another"} else first
        if words.word(end) == "of":
            end, _ = _noun_phrase(words, end + 1)
        if word == "couple":
            quantity = Quantity(begin, words.ends[first], begin, 2, 2, "exact", None, False)
        elif word == "family":
            continue
        found.append(Counted(quantity, first, after, max(end, k + 1), k, singular=True, known=known))
    return found + _aged(words, busy) + _named(words, busy)


_AGED = re.compile(r"\b(?P<article>a|an|another|the)?\b ?(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)[ -](?:year|month|week|day)s?[ -]old\b"
                   r"(?= (?:was|were|is|has|had|died|who|in|at|on|dead|shot|killed|and|later|to)\b|[.,;]|$)", re.I)


def _aged(words: Words, busy: set[int]) -> list[Counted]:
    """A person told by age alone: "a 14-year-old was shot"."""
    found: list[Counted] = []
    for match in _AGED.finditer(words.string):
        first, end = words.at(match.start()), words.at(match.end() - 1) + 1
        if busy & set(range(first, end)):
            continue
        article = (match["article"] or "").lower()
        quantity = Quantity(match.start(), words.ends[first], match.start(), 1, 1, "exact", None, article == "another")
        if article or (words.headline and first == 0):
            after = first + 1 if article else first
            found.append(Counted(quantity, first, after, end, end - 1, singular=True, known=article == "the"))
    return found


def _named(words: Words, busy: set[int]) -> list[Counted]:
    """A person by name with the harm beside the name: "Jane Roe, 24, was killed"."""
    found: list[Counted] = []
    for name in words.tokens[0].doc[words.tokens[0].i:words.tokens[-1].i + 1].ents if words.tokens else ():
        if name.label_ != "PERSON":
            continue
        first, end = name.start - words.tokens[0].i, name.end - words.tokens[0].i
        if busy & set(range(first, end)) or first < 0:
            continue
        begin = words.starts[first]
        found.append(Counted(Quantity(begin, words.ends[first], begin, 1, 1, "exact"), first, first, end, end - 1, singular=True, known=True))
    return found


# ---------------------------------------------------------------- the word of harm


def tie(words: Words, all_counted: list[Counted]) -> None:
    """Finds for each quantity the harm that it counts; those without one keep ``counts`` None."""
    for counted in all_counted:
        _tie_inside(words, counted)
    for n, counted in enumerate(all_counted):
        if counted.counts is None:
            _tie_near(words, counted, all_counted[n + 1] if n + 1 < len(all_counted) else None,
                      all_counted[n - 1] if n else None)
    for n, counted in enumerate(all_counted):
        if counted.counts is None and n and counted.head is None:
            _tie_again(words, counted, all_counted[n - 1])
    for n, counted in enumerate(all_counted):
        if n:
            _open_part(words, counted, all_counted[:n])
    for counted in all_counted:
        if counted.counts is None:
            _tie_member(words, counted, all_counted)
    for n, counted in enumerate(all_counted):
        if counted.part_of is not None:
            _tie_part(words, counted, counted.part_of)
        if counted.counts is None and n:
            _tie_joined(words, counted, all_counted[n - 1])
    for n in range(len(all_counted) - 2, -1, -1):
        if all_counted[n].counts is None:
            _tie_joined_back(words, all_counted[n], all_counted[n + 1])
    for counted in all_counted:
        if counted.part_of is not None and counted.counts is None:
            _tie_part(words, counted, counted.part_of)
        if counted.part_of is not None and counted.part_of.counts is None:
            counted.part_of = None


def _set(counted: Counted, counts: Counts, trigger: int | None, link: str) -> None:
    counted.counts, counted.trigger, counted.link = counts, trigger, link


def _tie_inside(words: Words, counted: Counted) -> None:
    """The harm inside of the noun phrase: "several wounded men", "30 bodies", "1,000 lives", "15 deaths", "the dead"."""
    if counted.of and counted.of != "them":
        right = _right(words, counted, None) if counted.of in {"victims", "casualties"} else None
        if right is None and counted.of == "victims":
            return
        _set(counted, right[0] if right else GROUPS[counted.of], right[1] if right else counted.end - 1, "group")
        for k in range(counted.end, min(counted.end + 14, len(words) - 1)):
            if words.lower[k] in BE:
                end, head = _noun_phrase(words, k + 1)
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
            _set(counted, "killed_or_injured", counted.end - 1, "noun")
        elif (found := harm(word, "noun")) and word not in {"body", "siege", "arrests", "flight", "capture"}:
            _set(counted, found, at, "noun")
            counted.end = at + 1
        elif at > counted.end and word in GROUPS:
            _set(counted, GROUPS[word], at, "noun")
            counted.end = at + 1
        return
    for k in range(counted.after, counted.end):
        word = words.lower[k]
        found = harm(word, "verb", "state", "noun")
        if found is None or (k > counted.head and word not in {"dead"}):
            continue
        if word in {"hostages", "prisoners", "refugees", "detainees", "captives", "martyr", "prisoner", "hostage", "captive"} and k == counted.head:
            continue
        if k == counted.head and word == "refugees" and (counted.quantity.low or counted.quantity.high or 0) >= 100:
            _set(counted, "displaced", k, "noun")
        if k == counted.head and word in {"bodies", "corpses", "lives", "remains"} | {"deaths", "fatalities", "casualties", "martyrs", "injuries"}:
            _set(counted, found, k, "noun")
        elif k < counted.head and word in {"wounded", "injured", "dead", "missing", "kidnapped", "abducted", "detained", "trapped", "displaced",
                                           "slain", "murdered", "captured", "stranded", "besieged", "hurt"}:
            _set(counted, found, k, "inside")


def _tie_near(words: Words, counted: Counted, next_: Counted | None, previous: Counted | None) -> None:
    """The nearest fitting word of harm to the right or to the left."""
    if counted.head is not None and is_thing(words.lower[counted.head]) and words.lower[counted.head] not in {"bodies", "lives"}:
        return
    right = _right(words, counted, next_)
    left = _left(words, counted)
    if right is not None and left is not None:
        # "kills 5 wounded 3" against "5 killed 3 wounded": the verb that stands at the number and has no other object wins.
        near_left = counted.first - left[1] <= 2
        has_object = next_ is not None and next_.first == right[1] + 1 and not _own_state(words, next_)
        taken = previous is not None and previous.trigger == left[1] and previous.link == "right"
        if near_left and (has_object or not taken) and not (taken and right[3] == 0):
            right = None if has_object or words.lower[left[1]] not in {"left", "leaving", "leaves"} else right
        if right is not None and not (near_left and not taken and right[3] > 3):
            left = None
    chosen = right or left
    if chosen is None:
        return
    counts, trigger, link, _ = chosen
    _set(counted, counts, trigger, link)


def _own_state(words: Words, counted: Counted) -> bool:
    """Whether a participle follows the noun phrase at once ("30 wounded"), or after "were"."""
    word = words.word(counted.end)
    if word in BE:
        word = words.word(counted.end + 1)
    return harm(word, "verb", "state") is not None and not word.endswith("ing")


Tie = tuple[Counts, int, str, int]


def _right(words: Words, counted: Counted, next_: Counted | None) -> Tie | None:
    """Goes right from the noun phrase to its predicate, over what may stand between."""
    k = counted.end
    be = strict = relative = False
    steps = 0
    bare = (counted.head is None and counted.of is None) or counted.known
    reach = 6 if bare else _REACH
    while k < len(words) and k < counted.end + reach:
        word, pos = words.lower[k], words.pos[k]
        if word in {"not", "n't", "never", "no"} and be:
            return None
        if (found := _right_trigger(words, counted, k, be, strict, next_)) is not None:
            return found[0], found[1], "right", steps
        if next_ is not None and k == next_.first and next_.of == "them" and not be:
            end, head = _noun_phrase(words, next_.end)
            k, next_, steps = (end if head is not None else next_.end), None, steps + 1
        elif word == "was" and steps == 0 and counted.head is not None and (counted.quantity.low or 0) > 1 and words.tag[counted.head] == "NNS":
            return None
        elif word in AUXILIARY:
            be = be or word in BE
            k += 1
        elif word == "," and not be and (jump := _over_commas(words, k)) is not None:
            k, steps = jump, steps + 1
        elif word in LIGHT or pos == "ADV" or word in {",", "-", '"', "'", "(", ")", "–", "—", "“", "”"} or word in _DAYS:
            k += 1
        elif word in {"who", "that", "which"} and not bare:
            relative, k = True, k + 1
        elif word in _INCLUDING and words.word(k + 1) not in {"those"} and not (be and word in {"among", "amongst"}):
            k = _over_list(words, k + 1)
            steps += 1
        elif pos == "ADP" or (word in {"to", "as"} and pos == "ADP") or words.lower[k] in {"loyal", "aged", "ages", "near"}:
            if word in {"by", "after", "when", "as", "before", "since", "during"} and not be and steps > 0:
                return None
            if be and word in {"among", "amongst"}:
                return None
            end, head = _noun_phrase(words, k + 1)
            k = end if head is not None else k + 1
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
                end, head = _noun_phrase(words, k + step)
                if head is None:
                    return None
                k = end
            steps += 1
        elif words.tag[k] in {"VBG", "VBN"} and not be and not bare:
            strict, k = True, k + 1
            steps += 1
        elif strict and pos in {"NOUN", "PROPN", "DET", "ADJ", "NUM", "PRON", "PART", "VERB"} and steps < 8:
            k += 1
        elif relative and not counted.singular and pos in {"VERB", "NOUN", "PROPN", "DET", "ADJ", "NUM", "PRON", "PART"} and steps < 8:
            k += 1
            strict = True
        elif (words.tag[k] in {"VBN", "VBD"} and be and words.word(k + 1) in {"and", "or", ","} | set(TRIGGERS)) or word in {"'s", "year", "years", "old"} or (pos == "NUM" and words.word(k + 1) in {",", "years", "-"}):
            k += 1
        else:
            return None
    return None


def _over_commas(words: Words, k: int) -> int | None:
    """The token after an insertion between commas, if an auxiliary or a word of harm follows it; else None."""
    for j in range(k + 2, min(k + 24, len(words) - 1)):
        if words.lower[j] == "," and words.lower[j - 1] != ",":
            after = words.lower[j + 1]
            if after in AUXILIARY or harm(after, "verb", "intransitive", "state") is not None:
                return j + 1
    return None


def _over_list(words: Words, k: int) -> int:
    """The token after a list of noun phrases ("four children and a pregnant woman")."""
    while k < len(words):
        if words.lower[k] in {"at", "least", "as", "many", "more", "than", "about", "a", "an", "the", "one", "some", "of", "them", "its"} \
                or words.pos[k] == "NUM":
            k += 1
            continue
        end, head = _noun_phrase(words, k)
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


def _right_trigger(words: Words, counted: Counted, k: int, be: bool, strict: bool, next_: Counted | None) -> tuple[Counts, int] | None:
    word = words.lower[k]
    if word in {"lost", "lose", "loses", "losing"}:
        return ("killed", k) if {"life", "lives"} & set(words.lower[k + 1:k + 4]) else None
    if word in {"fallen", "fell", "fall"} and "victims" in words.lower[k + 1:k + 3]:
        return "killed", k
    if word in {"suffered", "sustained", "suffering", "treated", "with", "receiving", "received"} and {
            "injuries", "wounds", "injury", "wound", "burns"} & set(words.lower[k + 1:k + 7]):
        return ("injured", k) if not strict or be or word != "with" else None
    if word in {"taken", "rushed", "transported", "airlifted", "flown"} and {"hospital", "hospitals"} & set(words.lower[k + 1:k + 7]):
        return "injured", k
    if word in {"taken", "held", "take", "took", "hold", "holding"}:
        return ("captured", k) if be and {"hostage", "prisoner", "captive", "prisoners", "captives", "hostages"} & set(words.lower[k + 1:k + 4]) else None
    if word in {"crossed", "crossing", "cross", "poured", "pouring", "streamed", "streaming", "escaped", "left", "leave", "abandoned"}:
        rest = words.lower[k + 1:k + 8]
        if word in {"left", "leave", "abandoned"}:
            return ("displaced", k) if {"homes", "home"} & set(rest[:4]) else None
        return ("displaced", k) if {"border", "turkey", "lebanon", "jordan", "iraq", "frontier"} & set(rest) else None
    if word in {"sought", "seek", "seeking"} and {"cross", "refuge", "shelter", "asylum"} & set(words.lower[k + 1:k + 5]):
        return "displaced", k
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
        if word in {"driven", "driving", "expelled"} and "from" not in words.lower[k + 1:k + 4] and "out" not in words.lower[k + 1:k + 3]:
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
    if next_ is not None and next_.first == k + 1 and not _own_state(words, next_):
        return False
    follow = k + 1
    if follow >= len(words) or words.lower[follow] in _DAYS or (next_ is not None and next_.first == follow):
        return True
    pos = words.pos[follow]
    if pos in {"ADP", "ADV", "SCONJ", "PUNCT", "CCONJ", "VERB", "AUX", "SPACE", "SYM"} or words.tag[follow] == "VBG":
        return True
    if pos in {"DET", "PROPN", "NOUN", "PRON", "ADJ", "NUM"}:
        token = words.tokens[k]
        return token.tag_ == "VBN" and token.dep_ in {"acl", "relcl", "ccomp"} and not any(
            child.dep_ in {"dobj", "obj"} for child in token.children)
    return True


_PARTICIPLE = re.compile(r"(?:ed|slain|hurt|shot|stuck|hostages?|captive|prisoner|alive|homeless)$")
_DEADLY = frozenset({"dead", "killed", "die", "died", "death", "fatally", "kills", "killing", "murdered", "executed"})


def _and_other(words: Words, k: int, counts: Counts) -> Counts:
    """The harm of a chain: "killed or wounded" is both; of "shot dead", "arrested, judged and killed" the death counts."""
    word = words.lower[k]
    around = words.lower[k + 1:k + 4]
    if counts == "killed" and around[:1] and around[0] in {"and", "or", "/"} and len(around) > 1:
        if harm(around[1]) == "injured" and not words.word(k + 3).isdigit() and words.pos[k + 3:k + 4] != ["NUM"] \
                and not (words.word(k + 3) and words.pos[k + 3] in {"DET"}):
            return "killed_or_injured"
    if counts == "injured" and around[:1] and around[0] in {"and", "or", "/"} and len(around) > 1 and word != "shot" \
            and around[1] in {"killed", "dead"}:
        return "killed_or_injured"
    if word in {"shot", "stabbed", "burned", "shoot", "shooting", "burnt"}:
        if _DEADLY & {*around, *words.lower[max(0, k - 2):k]}:
            if "wounded" not in around[:2]:
                return "killed"
    if counts in {"captured", "injured"}:
        chain = words.lower[k + 1:k + 6]
        if "then" in chain or "and" in chain:
            stop = next((n for n, w in enumerate(chain) if w in {"in", "by", "when", "after", "while"}), len(chain))
            deadly = next((n for n, w in enumerate(chain[:stop]) if w in {"killed", "executed", "beheaded", "murdered"}), None)
            if deadly is not None and not any(words.pos[k + 1 + n] in {"NUM", "DET", "NOUN", "PROPN"} for n in range(deadly)):
                return "killed"
    return counts


_TOLL = frozenset({"toll", "tolls", "number", "count", "tally", "total"})


def _left(words: Words, counted: Counted) -> Tie | None:
    """Goes left from the number to a verb whose object it is, or to a noun of harm ("the deaths of", "a toll of")."""
    k = counted.first - 1
    steps = 0
    while k >= 0 and steps < 7:
        word, pos = words.lower[k], words.pos[k]
        if word in {"of", "for"} and (nominal := _nominal(words, k - 1)) is not None:
            return nominal[0], nominal[1], "left", steps
        if word in {"to", "at", "by", "is", "was", "reached", "reaches", "reach", "hits", "hit", "tops", "passes", "as", "stands", "above",
                    "past", "exceeded", "topped", "of", "from", "passed", "now", "are", "were"} and (toll := _toll(words, k)) is not None:
            return toll[0], toll[1], "left", steps
        if word in {"lives", "life"} and words.word(k - 1) in {"the", "his", "her"}:
            k -= 1
            continue
        if word == "of" and words.word(k - 1) in {"lives", "life"}:
            return "killed", k - 1, "left", steps
        found = harm(word, "verb")
        if found == "injured" and word in {"shot", "shoots", "shooting", "shoot", "stabbed", "stabbing"} and (
                words.word(k - 1) in {"fatally"} or (words.word(counted.end) == "to" and words.word(counted.end + 1) == "death")
                or words.word(counted.end) == "dead"):
            found = "killed"
        if found is not None and word not in {"hostage", "hostages", "captive", "prisoner", "burn", "homeless"}:
            if not _active(words, k):
                return None
            return _and_verb(words, k, found), k, "left", steps
        if word in {"and", "plus"} and steps == 0 and words.pos[k - 1:k] == ["PROPN"] and counted.head is not None \
                and is_people(words.lower[counted.head]):
            # "killed the ambassador Jane Roe and three others"
            begin = k - 1
            while begin > 0 and k - begin < 8 and (words.pos[begin] in {"PROPN", "PUNCT"} or is_people(words.lower[begin], False)):
                begin -= 1
            if harm(words.lower[begin], "verb") in {"killed", "injured", "captured"} and _active(words, begin):
                k = begin
                continue
            return None
        if word in {"lost", "losing", "lose"} and counted.head is not None and is_people(words.lower[counted.head]):
            return "killed", k, "left", steps
        if word in {"claimed", "claims", "claiming", "claim", "claimes"} and counted.head is not None and {
                "martyrs", "lives", "victims"} & set(words.lower[counted.after:counted.end]):
            return "killed", k, "left", steps
        if word in {"suffered", "sustained", "suffering"} and counted.head is None:
            return None
        if word in {"also", "then", "reportedly", "the", "a", "an", "some", "another", "as", "well", "-", ":", '"', "'", "up",
                    "many", "other", "dead", "down", "away", "further", "alone", "only", "just", "his", "her", "their", "its"} or pos == "ADV" \
                or word in _DAYS or (pos == "ADP" and words.word(k + 1) in _DAYS):
            k -= 1
            steps += 1
            continue
        return None
    return None


def _active(words: Words, k: int) -> bool:
    """Whether the verb at ``k`` is active: not "were killed", not "those killed", not a participle after its own noun."""
    word = words.lower[k]
    if word.endswith("ing"):
        return words.word(k - 1) not in {"of", "the", "is"} or words.pos[k] == "VERB"
    j = k - 1
    while j >= 0 and (words.pos[j] == "ADV" or words.lower[j] in LIGHT) and words.lower[j] not in BE:
        j -= 1
    if words.word(j) in BE and words.tag[k] != "VBG":
        return False
    return words.word(j) not in {"those", "dead"}


def _and_verb(words: Words, k: int, counts: Counts) -> Counts:
    """"killing and injuring scores", "killed or wounded 30"; "shot dead three"; "shot and killed two"."""
    before = words.lower[max(0, k - 2):k]
    if len(before) == 2 and before[1] in {"and", "or"}:
        other = harm(before[0], "verb")
        if {counts, other} == {"killed", "injured"}:
            if before[0] in {"shot", "stabbed", "shooting", "stabbing"}:
                return "killed"
            return "killed_or_injured"
    if words.lower[k] in {"shot", "shooting", "shoots"} and words.word(k + 1) == "dead":
        return "killed"
    return counts


def _nominal(words: Words, k: int) -> tuple[Counts, int] | None:
    """The noun of harm that ends before "of": "the deaths", "the killing", "a toll", "the lives"."""
    word = words.word(k)
    if word in {"lives", "life"}:
        return ("killed", k) if words.word(k + 1) == "of" else None
    if word in {"toll", "tally"}:
        return _toll(words, k + 1)
    if word in {"loss", "body", "bodies", "corpses", "remains"} and words.word(k + 1) == "of":
        return "killed", k
    found = harm(word, "noun")
    if found is None and word.endswith("ing"):
        found = harm(word, "verb")
    if found == "injured" and words.word(k - 1) in {"fatal", "deadly", "lethal"}:
        found = "killed"
    if found is None or (word in {"murders", "arrest", "flight", "siege"} and words.word(k + 1) == "for"):
        return None
    if words.word(k + 1) == "for":
        return None
    before = words.lower[max(0, k - 2):k]
    if len(before) == 2 and before[1] in {"and", "or"} and {found, harm(before[0])} == {"killed", "injured"}:
        found = "killed_or_injured"
    return found, k


def _toll(words: Words, k: int) -> tuple[Counts, int] | None:
    """The toll that a number completes: "toll rises to 86", "a death toll of", "the number of dead stands at"."""
    for j in range(k, max(-1, k - 12), -1):
        word = words.lower[j]
        if word in {"toll", "tolls", "tally"}:
            before = words.word(j - 1)
            return ("injured" if before in {"injury", "injured", "wounded"} else "killed_or_injured" if before == "casualty" else "killed"), j
        if word in GROUPS and "those" in words.lower[max(0, j - 4):j]:
            return GROUPS[word], j
        if word in {"deaths", "dead", "killed", "wounded", "injured", "victims", "fatalities", "casualties", "missing", "displaced"} \
                and {"number", "count", "total"} & set(words.lower[max(0, j - 4):j]):
            return GROUPS[word], j
    return None


# ---------------------------------------------------------------- parts, members, lists


_GROUP_VERBS = frozenset({"were", "was", "are", "is", "made", "make", "comprised", "among", "up", "part", "of", "rest", "the", "those", "also",
                          "being", "been", "counted", "amongst", "included", "all", "most", "accounted", "for", "constituted", "dead's", "total"})


def _tie_member(words: Words, counted: Counted, others: list[Counted]) -> None:
    """"three children were among the dead"; "10 children were among 48 people executed"; "most of the dead were civilians"."""
    k = counted.end
    if words.word(k) in _INCLUDING and words.word(k + 1) not in {"the", "those"}:
        k = _over_list(words, k + 1)
    while words.word(k) in {"and", "or", "as"}:
        following = next((c for c in others if c.first in {k + 1, k + 3}), None)
        if following is None:
            break
        k = max(following.end, following.after)
        if words.word(k) in _INCLUDING:
            k = _over_list(words, k + 1)
    begun = k
    while k < len(words) and k - begun < 7 and words.lower[k] in _GROUP_VERBS:
        k += 1
    passed = set(words.lower[begun:k])
    if k == begun or k >= len(words):
        return
    if passed & {"among", "amongst", "made", "part", "rest", "included", "comprised", "those", "accounted"} and (group := GROUPS.get(words.lower[k])):
        _set(counted, group, k, "member")
        counted.of = words.lower[k]
        return
    if passed & {"among", "amongst", "part"}:
        whole = next((c for c in others if c.first in {k, k + 1} and c.counts), None)
        if whole is not None:
            _set(counted, whole.counts or "killed", whole.trigger, "member")
            counted.part_of = whole


def _open_part(words: Words, counted: Counted, before: list[Counted]) -> None:
    """"including 30 children", "two of them", "among them three women": part of the nearest figure before it that can hold it."""
    share = counted.of == "them"
    if counted.head is not None and is_thing(words.lower[counted.head]):
        return
    if not share and not _opener(words, counted):
        previous = before[-1]
        gap = words.lower[max(previous.end, previous.after):counted.first]
        if previous.part_of is not None and previous.link != "right" and len(gap) <= 2 and all(w in _AND for w in gap):
            # "including four children and a woman": the list goes on.
            follow = words.word(counted.end)
            if gap != ["and"] or follow not in AUXILIARY or previous.of is None:
                counted.part_of = previous.part_of
        return
    counted.part_of = next((
        c for c in reversed(before)
        if _can_hold(c, counted) and (c.counts or (c.head is not None and is_people(words.lower[c.head])))
    ), None)


def _tie_part(words: Words, counted: Counted, whole: Counted) -> None:
    """The harm of a part is its whole's, unless it has a word of its own beside it ("including 47 wounded")."""
    if counted.of == "them" and counted.who_from is None:
        k = counted.end
        if words.word(k) in BE:
            k += 1
        if harm(words.word(k)) is None and words.word(k) not in AUXILIARY:
            end, head = _noun_phrase(words, k)
            if head is not None:
                counted.who_from, counted.who_to = k, end
    near = counted.trigger is not None and counted.first - counted.trigger <= 2
    own = counted.counts is not None and (counted.link in {"inside", "noun"} or (counted.link == "left" and near) or (
        counted.link == "right" and counted.trigger is not None and (counted.trigger - counted.end <= 3)))
    if whole.counts is not None and not own:
        _set(counted, whole.counts, whole.trigger, "part")
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


def _tie_joined(words: Words, counted: Counted, previous: Counted) -> None:
    """"killing six civilians and five militiamen": the harm of the figure before it, if only "and" stands between."""
    if previous.counts is None or counted.head is None or not is_people(words.lower[counted.head]):
        return
    gap = words.lower[max(previous.end, previous.after):counted.first]
    if previous.trigger is not None and previous.trigger >= max(previous.end, previous.after) and previous.link == "right":
        return
    if len(gap) <= 3 and all(w in _AND or w in {"as", "well", "the", "also", "at", "least"} for w in gap):
        _set(counted, previous.counts, previous.trigger, "joined")
        counted.inherits = previous
        if previous.part_of is not None and previous.link in {"part", "joined"} and previous.part_of is not counted:
            counted.part_of = previous.part_of


def _tie_joined_back(words: Words, counted: Counted, next_: Counted) -> None:
    """"Four civilians and two soldiers were killed": the harm of the figure after it."""
    if next_.counts is None or next_.link not in {"right", "joined", "member"} or counted.head is None \
            or not is_people(words.lower[counted.head]):
        return
    gap = words.lower[max(counted.end, counted.after):next_.first]
    if gap and len(gap) <= 3 and all(w in _AND or w in {"as", "well", "the", "her", "his", "also"} for w in gap):
        _set(counted, next_.counts, next_.trigger, "joined")
        counted.inherits = next_
        counted.part_of = next_.part_of


def _tie_again(words: Words, counted: Counted, previous: Counted) -> None:
    """A second number for the same harm: "gassing hundreds of people - by one report as many as 1,300 -"; "up from 31"."""
    gap = words.lower[max(previous.end, previous.after):counted.first]
    follow = words.word(counted.after)
    if previous.counts is None or (counted.quantity.low is None and counted.quantity.high is None):
        return
    if (follow in {"", "-", ",", ")", ".", "–", "—", "in", "on"} and 0 < len(gap) <= 6
            and ({"-", "–", "—", "("} & set(gap[:1]) or gap[-2:] == ["up", "from"] or gap[-1:] in (["perhaps"], ["possibly"]))
            and not any(words.pos[k] == "VERB" for k in range(max(previous.end, previous.after), counted.first))):
        _set(counted, previous.counts, previous.trigger, "again")
        counted.inherits = previous
