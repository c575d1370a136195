"""Numbers as objects: "killing 12", "shot dead three", "the deaths of 40", "the toll rises to 86"."""

from __future__ import annotations

from corrobora.claims.arguments import is_passive, subject_of
from corrobora.claims.counted import Counted, Tie, Words, harm
from corrobora.claims.noun_phrases import DAYS
from corrobora.claims.triggers import BE, GROUPS, LIGHT, is_people
from corrobora.records import Counts

HOSPITAL = frozenset({"hospital", "hospitals", "hospitalized", "hospitalised", "medical"})
"""Words of where the hurt are taken."""
_SENT = frozenset({"sent", "sends", "sending", "send", "lands", "landed", "landing", "puts", "putting"})
_HIT = frozenset({"hit", "hits", "hitting", "striking", "struck"})
"""What a bullet or a bomb does to people; of places it tells nothing of anyone hurt."""
_FAR = 18
"""Words that the name of a deed may take between its toll and the number: "the toll of Tuesday's raid on … has risen to"."""
_TOLL = frozenset({"toll", "tolls", "number", "count", "tally", "total"})


def object_of(words: Words, counted: Counted) -> Tie | None:
    """Goes left from the number to a verb whose object it is, or to a noun of harm ("the deaths of", "a toll of")."""
    k = counted.first - 1
    steps = 0
    while k >= 0 and steps < 7:
        word, pos = words.lower[k], words.pos[k]
        if word == "death" and words.word(k - 1) == "to" and words.pos[k - 2:k - 1] == ["VERB"] and _active(words, k - 2):
            return "killed", k - 2, "left", steps
        if pos == "VERB" and words.lower[counted.end:counted.end + 2] == ["to", "death"] and _active(words, k):
            return "killed", k, "left", steps
        if word in {"of", "for"} and (nominal := _nominal(words, k - 1)) is not None:
            return nominal[0], nominal[1], "left", steps
        if word in {"to", "at", "by", "is", "was", "reached", "reaches", "reach", "hits", "hit", "tops", "passes", "as",
                "stands", "above",
                    "past", "exceeded", "topped", "of", "from", "passed", "now", "are", "were"} and (toll := _toll(words,
                    k)) is not None:
            return toll[0], toll[1], "left", steps
        if word in BE and steps == 0 and (inverted := _inverted(words, k)) is not None:
            return inverted[0], inverted[1], "left", steps
        if word == "death" and words.word(k - 1) == "to" and words.pos[k - 2:k - 1] == ["VERB"] and _active(words, k - 2):
            return "killed", k - 2, "left", steps  # "hacked to death 16 civilians"
        if pos == "VERB" and words.lower[counted.end:counted.end + 2] == ["to", "death"] and _active(words, k):
            return "killed", k, "left", steps
        noun = "" if counted.head is None else words.lower[counted.head]
        if word in {"buried", "burying"} and is_people(noun) and _active(words, k) and not {"under", "rubble", "alive"} & set(
                words.lower[counted.end:counted.end + 4]):
            return "killed", k, "left", steps
        if word == "of" and noun == "victims" and words.word(k - 1) in {"names", "list", "funeral", "funerals", "burial"}:
            return "killed", counted.head or k, "left", steps
        if word in {"lives", "life"} and words.word(k - 1) in {"the", "his", "her"}:
            k -= 1
            continue
        if word == "of" and words.word(k - 1) in {"lives", "life"}:
            return "killed", k - 1, "left", steps
        if word in _SENT and HOSPITAL & set(words.lower[counted.end:counted.end + 6]):
            return "injured", k, "left", steps
        people = counted.head is not None and not counted.singular and is_people(words.lower[counted.head])
        if word in _HIT and people and _active(words, k):
            return "injured", k, "left", steps
        found = harm(word, "verb")
        if found == "injured" and words.word(k - 1) in {"fatally", "mortally"}:
            found = "killed"
        if found == "injured" and word in {"shot", "shoots", "shooting", "shoot", "stabbed", "stabbing"} and (
                (words.word(counted.end) == "to" and words.word(counted.end + 1) == "death")
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
            while begin > 0 and k - begin < 8 and (words.pos[begin] in {"PROPN", "PUNCT"} or is_people(words.lower[begin],
                    False)):
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
                    "many", "other", "dead", "down", "away", "further", "alone", "only", "just", "his", "her", "their",
                    "its"} or pos == "ADV" \
                or word in DAYS or (pos == "ADP" and words.word(k + 1) in DAYS):
            k -= 1
            steps += 1
            continue
        return None
    return None


def told_again(words: Words, counted: Counted) -> Tie | None:
    """"Stopped nine passengers and shot them", "nine taken off a bus, shot dead": the harm that a joined verb tells."""
    if counted.head is None or not is_people(words.lower[counted.head]):
        return None
    head = words.tokens[counted.head]
    for verb in head.head.conjuncts if head.dep_ in {"dobj", "nsubj", "nsubjpass"} else ():
        k = verb.i - words.tokens[0].i
        to_death = words.lower[k + 2:k + 4] == ["to", "death"]
        found = "killed" if to_death else harm(verb.lower_, "verb")
        if found is None or k <= counted.end or k >= len(words):
            continue
        them = head.dep_ == "dobj" and any(c.dep_ == "dobj" and c.lower_ in {"them", "him", "her"} for c in verb.children)
        if them or (head.dep_ != "dobj" and is_passive(verb) and head in subject_of(verb)):
            return "killed" if "dead" in words.lower[k + 1:k + 3] else found, k, "right", 0
    return None


def _inverted(words: Words, k: int) -> Tie | None:
    """"Also injured in the raid were three men": the harm before the verb at ``k``, where nobody is told of before it."""
    for j in range(k - 1, max(-1, k - 9), -1):
        found = harm(words.lower[j], "verb", "state")
        if found is not None and words.tag[j] in {"VBN", "VBD", "JJ"}:
            return (found, j, "left", 0) if j == 0 or words.lower[j - 1] in {"also", "still"} else None
        if words.pos[j] in {"VERB", "AUX"}:
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
    for j in range(k, max(-1, k - _FAR), -1):
        word = words.lower[j]
        if word in {"toll", "tolls", "tally"}:
            before = words.word(j - 1)
            return ("injured" if before in {"injury", "injured", "wounded"} else "killed_or_injured" if before == "casualty"
                else "killed"), j
        if word in GROUPS and "those" in words.lower[max(0, j - 4):j]:
            return GROUPS[word], j
        if word in {"deaths", "dead", "killed", "wounded", "injured", "victims", "fatalities", "casualties", "missing",
                "displaced"} \
                and {"number", "count", "total"} & set(words.lower[max(0, j - 4):j]):
            return GROUPS[word], j
    return None
