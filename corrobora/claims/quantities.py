"""Every quantity of a sentence, and those who are counted without a number word: "a woman", "both", "a double murder"."""

from __future__ import annotations

import re

from corrobora.claims.counted import Counted, Words, harm, set_harm
from corrobora.claims.no_counts import no_counts
from corrobora.claims.noun_phrases import INCLUDING, noun_phrase, phrase
from corrobora.claims.source_words import OFFICES
from corrobora.claims.triggers import AUXILIARY, LIGHT, TRIGGERS, is_people
from corrobora.text.numbers import Quantity, find_quantities

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
_OF_DEEDS = frozenset({"suspect", "victim", "gunman", "shooter", "witness", "survivor"})
"""Whom a headline names by the deed: a "shooting suspect" is not whom someone shot."""
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
        found.append(phrase(words, quantity, first, after))
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
        elif before == "and" and words.pos[start] == "NUM" and "old" in words.lower[start:k]:
            first = start  # "a girl and 23-year-old woman"
        elif words.headline and _bare_after_verb(words, start - 1, k):
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


def _bare_after_verb(words: Words, k: int, noun: int) -> bool:
    """Whether a headline's bare noun follows the verb at ``k`` and has its harm there or beside it: "Gunman kills guard"."""
    if words.lower[noun] in _OF_DEEDS:
        return False
    verb, beside = k >= 0 and words.pos[k] == "VERB", words.word(noun + 1)
    if verb and harm(words.word(k), "verb") is not None:
        return True
    return (verb or words.word(k) in {"after", "as", "when"}) and (
        beside in {",", "and"} or harm(beside, "verb", "state") is not None)


def _and_person(words: Words, k: int, known: bool) -> list[Counted]:
    """The others of a list under one article: "a father and daughter", "a mother, son and little girl"."""
    found: list[Counted] = []
    while words.word(k + 1) in {",", "and", "&"}:
        last, at = words.lower[k + 1] != ",", k + 2
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
        if article or (words.headline and (first == 0 or words.word(first - 1) in _PARTS_OF_TITLES)):
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
