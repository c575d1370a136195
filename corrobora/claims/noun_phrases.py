"""The noun phrases that numbers count."""

from __future__ import annotations

from corrobora.claims.counted import Counted, Words, harm
from corrobora.claims.triggers import AUXILIARY, GROUPS, TRIGGERS, is_people
from corrobora.text.numbers import Quantity

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
QUOTES = frozenset({'"', "'", "``", "''"})


def phrase(words: Words, quantity: Quantity, first: int, after: int) -> Counted:
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
        if inner in words.quantities and (inner > i + 1 or quantity.low == 1):
            # "one of the two pilots", "one of five people shot": a share of the second number.
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
            return words.lower[k] not in {"killing", "wounding", "injuring", "killed"}
        if words.pos[j] not in {"ADJ", "PROPN", "NOUN"}:
            return False
    return False


def over_decade(words: Words, k: int) -> int:
    """The token after "his late 20s", else ``k``."""
    end = k
    while end < k + 5 and (words.pos[end:end + 1] in (["PRON"], ["DET"], ["ADJ"]) or words.word(end) == "mid"):
        end += 1
    if not words.word(end).rstrip("'’s").isdigit() or end == k:
        return k
    return end + 1 + (words.word(end + 1) in {"'s", "’s", "s"})


def over_commas(words: Words, k: int) -> int | None:
    """The token after an insertion between commas, if an auxiliary or a word of harm follows it; else None."""
    for j in range(k + 2, min(k + 24, len(words) - 1)):
        if words.lower[j] == "," and words.lower[j - 1] != ",":
            after = words.lower[j + 1]
            if after in AUXILIARY or harm(after, "verb", "intransitive", "state") is not None:
                return j + 1
    return None
