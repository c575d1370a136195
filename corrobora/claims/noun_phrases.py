"""The noun phrases that numbers count, and single persons without a number word ("a woman", "another child")."""

from __future__ import annotations

import re

from corrobora.claims.counted import Counted, Words, harm, set_harm
from corrobora.claims.no_counts import no_counts
from corrobora.claims.source_words import OFFICES
from corrobora.claims.triggers import AUXILIARY, GROUPS, LIGHT, TRIGGERS, is_people
from corrobora.text.numbers import Quantity, find_quantities

_HARM_NOUNS = frozenset({"lives", "deaths", "casualties", "fatalities", "corpses", "bodies", "martyrs"})
_SHARES = frozenset({"many", "most", "some", "majority", "the majority", "half", "others"})
_PRONOUNS = frozenset({"them", "whom", "us", "those", "these", "which", "it"})
_MEMBERS = frozenset(["members", "member", "families", "relatives", "majority", "bulk", "body", "bodies", "groups", "leaders",
    "supporters", "followers", "inhabitants", "residents", "lives", "crew", "family", "remains", "deaths", "one"])
DAYS = frozenset(
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday", "overnight",
        "tonight", "tomorrow", "morning", "afternoon", "evening", "night", "week", "weekend", "month", "dawn", "noon",
        "midnight"]
)
INCLUDING = frozenset({"including", "include", "includes", "included", "among", "amongst", "like", "mostly", "mainly",
    "namely"})
AND = frozenset({"and", "or", "plus", "&", ",", ";", "while", "with", "but", "nor"})
_MODIFIERS = frozenset(["national", "rebel",
    "government", "regime", "militant", "insurgent", "army", "police", "militia", "security",
    "opposition", "jihadist", "terrorist", "civilian", "islamist", "child", "student", "family", "adult", "male", "female",
    "crew", "teen", "guerrilla", "gang"])
_UNCOUNTED = re.compile(
    r"\b(?:there (?:were|are|have been|had been)|reports?(?: of)?|reported|reporting|caus(?:ed|ing|es)|inflict(?:ed"
    r"|ing|s)|suffer(?:ed|ing|s)"
    r"|result(?:ed|ing|s) in|le(?:d|ads?) to|left|leaving) (?:(?:also|both|heavy|civilian|mass|high|further|more"
    r"|other|severe|serious|human"
    r"|material|an?|the|huge|major) ){0,3}(?P<noun>casualties|fatalities|deaths)\b|\b(?P<exodus>(?:mass )?exodus)(?= of\b)",
        re.I)
_AGED = re.compile(r"\b(?P<article>a|an|another|the)?\b ?(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine"
    r"|ten)[ -](?:year|month|week|day)s?[ -]old\b"
                   r"(?= (?:was|were|is|has|had|died|who|in|at|on|dead|shot|killed|and|later|to)\b|[.,;]|$)", re.I)

QUOTES = frozenset({'"', "'", "``", "''"})
_PARTS_OF_TITLES = frozenset({",", ":", "-", "–", "—", "|", "and"})
_NOBODY = re.compile(
    r"\b(?:no[ -]one|nobody)\b(?! else)|(?:\b(?:there (?:were|have been)|caus(?:ed|ing)) )no (?:civilian )?"
    r"(?P<harm>casualties|injuries|deaths|fatalities)\b", re.I)
_TIMES = {"double": 2, "triple": 3, "quadruple": 4, "quintuple": 5}
_MULTIPLE = re.compile(
    r"\b(double|triple|quadruple|quintuple)[ -](?:fatal )?"
    r"(?:homicide|murder|killing|slaying|assassination|execution|shooting death|fatality|(?P<hurt>shooting|stabbing))\b"
    r"(?![ -]*(?:suicide|victims?\b))", re.I)

_ONE_TOLD = frozenset({"he", "she", "him", "her", "i", "me"})
_NTH = frozenset({"second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"})
OWN_HAND = "own hand"
"""How the death of one who killed himself is tied to the sentence."""
_OWN_HAND = re.compile(
    r"\b(?:kill(?:s|ed|ing)?|(?:kill|shoot|stabb?|murder|slay)\w*\b[^.;]{2,90}?(?:(?:,|\band)(?: then)?|\bthen)"
    r"|(?:shot|shot and killed|killed|murdered|stabbed)\b[^.;]{2,90}?(?:(?:,|\band)(?: then)?|\bthen)"
    r"|(?:turn\w*|us\w*) (?:the|his|her|a) (?:gun|weapon|rifle|pistol|shotgun|handgun)(?: back)? on"
    r"|(?:fatally|then|before|and) (?:shot|shooting|shoots))(?: and kill(?:ed|ing|s))? (?P<who>himself|herself|self)\b"
    r"|\b(?:took|takes?|taking|taken) (?P<life>(?:his|her) own life)\b"
    r"|\b(?:committ?(?:ed|ing|s)) (?P<suicide>suicide)\b", re.I)
"""Who dies by his own hand. "Shot himself" alone may be an accident that he outlives."""


def read_counted(words: Words) -> list[Counted]:
    """Every quantity and counted single person of a sentence with its noun phrase, in order."""
    found: list[Counted] = []
    places = [(q, words.at(q.start), words.at(q.end - 1) + 1) for q in find_quantities(words.string)]
    words.quantities = frozenset(first for _, first, _ in places)
    none, passed = no_counts(words.string), set[int]()
    nobody = _nobody(words)
    zeros = {k for c in nobody for k in range(c.first, c.end)}
    for quantity, first, after in places:
        if (found and first < found[-1].end) or first in zeros or _is_age(words, first, after):
            continue
        if any(start <= quantity.start < end for start, end in none):
            passed.add(first)
            continue
        found.append(_phrase(words, quantity, first, after))
    found += nobody
    found += _singles(words, found, passed)
    found += _uncounted(words, found)
    found += _multiple(words, found) + _both(words, found)
    return sorted(found, key=lambda c: c.first)


def _is_age(words: Words, first: int, after: int) -> bool:
    """Whether a bare number tells how old someone is: "Jane Roe, 34, was killed", "her 12- and 10-year-old sons"."""
    if words.word(first - 1) == "," and words.word(after) in {",", ".", ";", ")"}:
        return words.pos[first - 2:first - 1] in (["PROPN"], ["NOUN"]) and words.tag[first - 2] in {"NNP", "NN"} \
            and words.string[words.starts[first]:words.ends[first]].isdigit() and first >= 2
    hyphen = after - 1 if words.word(after - 1).endswith("-") else after
    return words.word(hyphen).endswith(("-", "–")) and words.word(hyphen + 1) in {"and", "or", "to"}


def _phrase(words: Words, quantity: Quantity, first: int, after: int) -> Counted:
    counted = Counted(quantity, first, after, after, None)
    i = after
    if words.word(i) == "of":
        word = words.word(i + 1)
        rest = words.lower[i + 1:i + 4]
        group = next((w for w in rest if w in GROUPS), None)
        if word in _PRONOUNS and (group is None or word not in {"those", "these"}):
            counted.of, counted.end = "them", i + 2
            return counted
        if group is not None and word in {"the", "those", "their", "its"} and all(
                w in {"the", "those", "their", "its"} or words.pos[i + 1 + n] in {"ADJ", "ADV"} for n,
                    w in enumerate(rest[:rest.index(group)])):
            counted.of, counted.end = group, i + 2 + rest.index(group)
            return counted
        inner = i + 1 + (word in {"the", "these", "those", "his", "her", "its", "their"})
        if inner in words.quantities and inner > i + 1:
            # "one of the two pilots": a share of the second number.
            end, head = noun_phrase(words, inner + 1)
            counted.of, counted.end, counted.head = "them", end if head is not None else inner + 1, head
            return counted
        if word in {"the", "its", "his", "their"} and quantity.vague_word in _SHARES:
            counted.share = True
        i += 1
    elif quantity.vague_word in _SHARES and words.pos[i:i + 1] in (["VERB"], ["AUX"]):
        counted.share = True
    counted.end, counted.head = noun_phrase(words, i)
    if counted.head is None:
        counted.end = after
    return counted


def noun_phrase(words: Words, i: int) -> tuple[int, int | None]:
    """(the token after the noun phrase that starts at ``i``, its head or None)."""
    start, head, k = i, None, i
    while k < len(words):
        word, pos = words.lower[k], words.pos[k]
        if word in {"-", "–"} and k > start and k + 1 < len(words) and not words.tokens[k].whitespace_:
            k += 1
            continue
        if word in QUOTES and head is None and k + 1 < len(words) and words.pos[k + 1] in {"NOUN", "PROPN", "ADJ"}:
            k += 1  # 40 "terrorists" were killed
            continue
        if word == "(" and head is not None and words.word(k + 2) == ")" and words.tokens[k + 1].is_upper and is_people(
                words.word(k + 3)):
            k += 3  # "seven Front (NLF) members"
            continue
        if word in _HARM_NOUNS and start < k and (head is None or words.pos[k - 1] in {"ADJ", "PROPN", "NOUN"}):
            return k + 1, k
        if (word in TRIGGERS and not _before_person(words, k)) or (k > start and k in words.quantities):
            break
        if head is not None and (word in DAYS or word in {"reportedly", "early", "late", "so", "each", "all", "both", "that"}):
            break
        if head is not None and pos in {"NUM", "DET"}:
            break
        if k > start + 1 and words.lower[k - 1] == "-" and words.tag[k] in {"VBN", "VBD", "VBG",
                "JJ"} and _noun_follows(words, k):
            k += 1
            continue
        if word in AUXILIARY or word in INCLUDING or (word in AND and word != "&"):
            break
        if pos in {"NOUN", "PROPN"} or word in {"others", "more", "wounded", "injured", "dead"} or is_people(word):
            before = "" if head is None else words.lower[head]
            if is_people(before) and before not in _MODIFIERS and not is_people(word):
                break
            head = k
        elif pos in {"ADJ", "DET", "PRON"} or word in {"'s", "’s", "other", "-"}:
            if head is not None and pos != "ADJ" and word not in {"'s", "’s"}:
                break
            if head is not None and pos == "ADJ" and not _noun_follows(words, k):
                break
        elif (words.tag[k] in {"VBN", "VBG", "VBD"} and _noun_follows(words, k) and head is None) or (pos == "ADV"
                and head is None and _noun_follows(words, k)) or (pos == "NUM" and head is None):
            pass
        else:
            break
        k += 1
    if head is None or (words.tag[head] in {"NN", "NNP"} and not is_people(words.lower[head]) and _label(words, head)):
        return i, None
    k = head + 1
    if words.lower[head] in _MEMBERS and words.word(k) == "of":
        end, inner = noun_phrase(words, k + 1)
        if inner is not None:
            return end, head
    if words.word(k) in {"and", "or"} and is_people(words.lower[head]):
        # "soldiers and allied militia": one number for two kinds.
        end, other = noun_phrase(words, k + 1)
        if other is not None and is_people(words.lower[other], True) and words.pos[k + 1] not in {"NUM", "DET"} \
                and k + 1 not in words.quantities:
            k = end
    return k, head


def _label(words: Words, head: int) -> bool:
    """A source's label after a headline ("kills 30 Monitor"), not what is counted."""
    return words.lower[head] in {"monitor", "ngo", "watchdog", "report", "tv", "media", "group", "police", "minister",
        "ministry"} \
        and words.text(head, head + 1)[0].isupper()


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
        end, head = noun_phrase(words, at + 2) if word else (at + 1, None)
        if word and head is None:
            continue
        counted = Counted(quantity, words.at(match.start()), at + 2 if word else at + 1, end, head)
        set_harm(counted, "displaced" if word else (harm(words.lower[at], "noun") or "killed"), at, "noun")
        found.append(counted)
    return found


def _nobody(words: Words) -> list[Counted]:
    """None at all: "no one was hurt", "there were no casualties"; not "no one else", "no word of casualties"."""
    found: list[Counted] = []
    for match in _NOBODY.finditer(words.string):
        first, last = words.at(match.start()), words.at(match.end() - 1)
        quantity = Quantity(match.start(), match.end(), match.start(), 0, 0, "exact")
        counted = Counted(quantity, first, last + 1, last + 1, None, singular=True)
        if match["harm"]:
            set_harm(counted, harm(words.lower[last], "noun") or "killed", last, "noun")
        found.append(counted)
    return found


def _multiple(words: Words, taken: list[Counted]) -> list[Counted]:
    """Those whom a word for the deed counts: "a double murder", "the triple homicide", "a quadruple shooting"."""
    busy = {i for c in taken for i in range(c.first, max(c.end, c.after))}
    found: list[Counted] = []
    for match in _MULTIPLE.finditer(words.string):
        first, last = words.at(match.start()), words.at(match.end() - 1)
        if first not in busy:
            number = _TIMES[match[1].lower()]
            quantity = Quantity(match.start(), match.end(1), match.start(), number, number, "exact")
            counted = Counted(quantity, first, last + 1, last + 1, None, known=True)
            set_harm(counted, "injured" if match["hurt"] and "fatal" not in match[0].lower() else "killed", last, "noun")
            found.append(counted)
    return found


def _both(words: Words, taken: list[Counted]) -> list[Counted]:
    """Two told before: "both men died", "both were shot"; not "both soldiers and civilians"."""
    busy = {i for c in taken if not c.singular for i in range(c.first, max(c.end, c.after))}
    found: list[Counted] = []
    for k, word in enumerate(words.lower):
        if word != "both" or k in busy or words.word(k - 1) in AUXILIARY:
            continue
        quantity = Quantity(words.starts[k], words.ends[k], words.starts[k], 2, 2, "exact")
        start = k + 1 + (words.word(k + 1) == "of") + (words.lower[k + 1:k + 3] in (["of", "the"], ["of", "them"]))
        end, head = noun_phrase(words, start)
        if head is not None and (not is_people(words.lower[head], True) or {"and", "or"} & set(words.lower[start:end + 1])):
            continue
        if head is None and words.word(start) not in AUXILIARY and harm(words.word(start)) is None:
            continue
        after, end = (start, start) if head is None else (k + 1, end)
        found.append(Counted(quantity, k, after, end, head, known=True))
    return found


def _noun_follows(words: Words, k: int) -> bool:
    return any(words.pos[j] in {"NOUN", "PROPN"} and words.lower[j] not in TRIGGERS for j in range(k + 1, min(k + 3,
        len(words))))


def _before_person(words: Words, k: int) -> bool:
    """A participle before the persons it tells of: "several wounded men", "three dead bodies"."""
    if words.lower[k] in {"death", "murder", "hostages", "prisoners", "captives", "refugees", "detainees", "martyrs",
            "bodies", "corpses"}:
        return words.lower[k] not in {"death", "murder"}
    for j in range(k + 1, min(k + 3, len(words))):
        if is_people(words.lower[j]) and words.lower[j] not in TRIGGERS:
            return words.lower[k] not in {"killing", "wounding", "injuring", "killed"} or (words.lower[j] in {"people",
                "civilians"} and False)
        if words.pos[j] not in {"ADJ", "PROPN", "NOUN"}:
            return False
    return False


def _singles(words: Words, taken: list[Counted], passed: set[int]) -> list[Counted]:
    """Single persons after an article, "another", a possessive, or bare in a headline ("Man killed in ...")."""
    found: list[Counted] = []
    busy = {i for c in taken for i in range(c.first, max(c.end, c.after))}
    for k, word in enumerate(words.lower):
        if not is_people(word, False) or word == "one" or (k in busy and not any(c.head is None and c.after <= k
                for c in taken)):
            continue
        if (is_people(words.word(k + 1)) and words.word(k + 1) not in {"one"} and words.pos[k + 1] in {"NOUN",
                "PROPN"}) or words.word(k + 1) in {"'s", "'", "’s"}:
            continue
        if words.pos[k + 1:k + 2] == ["NOUN"] and words.word(k + 1) not in TRIGGERS:
            continue
        start, known = k, False
        while start > 0 and k - start < 7 and start - 1 not in busy and (
            words.pos[start - 1] in {"ADJ", "NOUN", "PROPN", "NUM", "ADV"} or words.lower[start - 1] in {"-", "old", "year"}
            or words.tag[start - 1] in {"VBN", "VBG"}
        ) and words.lower[start - 1] not in TRIGGERS and words.lower[start - 1] not in LIGHT | INCLUDING:
            start -= 1
        before = words.word(start - 1)
        if before in {"a", "an"} or (before == "another" and start - 1 not in busy):
            first = start - 1
        elif before in {"the", "this", "his", "her", "their", "'s", "’s"} and start - 1 not in busy:
            first, known = start, True
        elif words.headline and (start == 0 or before in _PARTS_OF_TITLES | INCLUDING) and words.word(start) not in {"the",
                "this"} and not (start and k + 1 == len(words) and word in OFFICES):
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
            end, inner = noun_phrase(words, end + 1)
            end += inner is None and words.pos[end:end + 1] == ["NUM"]  # "a father of 3"
        if word == "couple":
            quantity = Quantity(begin, words.ends[first], begin, 2, 2, "exact", None, False)
        elif word == "family":
            continue
        found.append(Counted(quantity, first, after, max(end, k + 1), k, singular=True, known=known))
        found += _and_person(words, k, known)
    return found + _aged(words, busy | passed) + _named(words, busy) + _pronouns(words) + _own_hand(words, busy)


def _and_person(words: Words, k: int, known: bool) -> list[Counted]:
    """The others of a list under one article: "a father and daughter", "a mother, son and little girl"."""
    found: list[Counted] = []
    while words.word(k + 1) in {",", "and"}:
        last, at = words.lower[k + 1] == "and", k + 2
        while words.pos[at:at + 1] == ["ADJ"] and at < k + 4:
            at += 1
        if not is_people(words.word(at), False) or words.pos[at:at + 1] != ["NOUN"] or words.word(at + 1) in {"'s", "’s"} \
                or words.pos[at + 1:at + 2] in (["NOUN"], ["PROPN"]):
            return []
        quantity = Quantity(words.starts[k + 2], words.ends[k + 2], words.starts[k + 2], 1, 1, "exact", None, False)
        found.append(Counted(quantity, k + 2, k + 2, at + 1, at, singular=True, known=known))
        if last:
            return found
        k = at
    return []


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
        found.append(Counted(Quantity(begin, words.ends[first], begin, 1, 1, "exact"), first, first, end, end - 1,
            singular=True, known=True))
    return found


def _pronouns(words: Words) -> list[Counted]:
    """One told before, beside others: "he and six others were shot", and one told by an ordinal: "a third was wounded"."""
    found: list[Counted] = []
    for k, word in enumerate(words.lower):
        after = words.word(k + 1)
        known = word in _ONE_TOLD and after == "and" and k + 2 in words.quantities
        nth = word in _NTH and words.word(k - 1) == "a" and (after in AUXILIARY or harm(after) is not None)
        if known or nth:
            first = k - nth
            quantity = Quantity(words.starts[first], words.ends[k], words.starts[first], 1, 1, "exact", None, False)
            found.append(Counted(quantity, first, k + nth, k + 1, k, singular=True, known=known))
    return found


def _own_hand(words: Words, busy: set[int]) -> list[Counted]:
    """The doer who killed himself: "killed two people and then himself", "took her own life", "turned the gun on himself"."""
    for match in _OWN_HAND.finditer(words.string):
        begin, stop = match.span(match.lastgroup or "who")
        first, end = words.at(begin), words.at(stop - 1) + 1
        if busy & set(range(first, end)):
            continue
        quantity = Quantity(begin, stop, begin, 1, 1, "exact", None, False)
        counted = Counted(quantity, first, first, end, None, singular=True)
        set_harm(counted, "killed", words.at(match.start()), OWN_HAND)
        return [counted]
    return []
