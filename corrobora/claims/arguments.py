"""Who does what to whom, read off the dependency parse around a trigger."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from spacy.attrs import LOWER
from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from corrobora.claims.deeds import forms
from corrobora.claims.parse import once_a_word

SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
RELATIVE = frozenset({"who", "which", "that", "whom"})
LIGHT = frozenset({"launch", "carry", "conduct", "stage", "mount", "commit", "perpetrate", "wage", "make", "order",
                   "begin", "start", "open", "hold", "have", "execute", "sign", "reach", "resume", "continue", "take", "drop",
                   "fire", "throw", "hurl", "lob", "plant", "detonate", "rain", "use"})
"""Verbs that say no more than that their object is done."""
CLAUSES = frozenset({"relcl", "advcl", "ccomp", "conj", "parataxis", "csubj", "appos"})
LONGEST = 40
"""Tokens of a noun phrase or clause that are looked at."""


def tokens_among(sentence: TokenSpan, forms: Collection[str]) -> list[Token]:
    """The tokens of a sentence whose lower-cased form is among some; the others are not even made into objects."""
    doc, strings = sentence.doc, sentence.doc.vocab.strings
    lowered = sentence.to_array([LOWER])[:, 0].tolist()  # type: ignore[attr-defined]  # spaCy's stub lacks it
    return [doc[sentence.start + i] for i, lower in enumerate(lowered) if strings[lower] in forms]


def conjuncts(token: Token) -> Iterator[Token]:
    """A head noun and those joined to it by "and"."""
    yield token
    for other in token.conjuncts:
        if other.i > token.i and other.pos_ in {"NOUN", "PROPN", "PRON", "NUM", "ADJ"}:
            yield other


def phrase(head: Token) -> list[Token]:
    """The tokens of a noun phrase without its clauses, joined phrases and places, in order."""
    found = [head]
    for child in head.children:
        if child.dep_ in CLAUSES or (child.dep_ in {"acl", "cc", "punct", "prep"} and child.lower_ != "of"):
            continue
        found += [t for t in child.subtree if t.dep_ not in {"relcl", "acl"}][:LONGEST]
    return sorted(set(found), key=lambda t: t.i)


def words_of(head: Token) -> str:
    """The lower-cased words of a noun phrase."""
    return " ".join(t.lower_ for t in phrase(head))


def objects_of(token: Token, preps: frozenset[str]) -> list[Token]:
    """Heads of the noun phrases that hang on a token by one of some prepositions."""
    found = []
    for child in token.children:
        if child.dep_ in {"prep", "agent", "dative"} and child.lower_ in preps:
            found += [o for o in child.children if o.dep_ in {"pobj", "pcomp"}]
    return found


_BETWEEN = frozenset({"between", "among"})


def _all(heads: list[Token]) -> list[Token]:
    return [each for head in heads for each in conjuncts(head)]


def subject_of(verb: Token) -> list[Token]:
    """Heads of a verb's subject, followed up through joined, participial and relative clauses; passive ones too."""
    seen = set()
    while verb.i not in seen:
        seen.add(verb.i)
        for child in verb.children:
            if child.dep_ in SUBJECTS | PASSIVE_SUBJECTS:
                if child.lower_ in RELATIVE and verb.dep_ == "relcl":
                    return [verb.head]
                return [child]
        if verb.dep_ == "acl" and verb.tag_ == "VB":
            return _who_attempts(verb.head)
        if verb.dep_ in {"relcl", "acl"}:
            return [verb.head]
        if verb.dep_ in {"conj", "xcomp", "advcl"} and verb.head.pos_ in {"VERB", "AUX"}:
            if verb.dep_ == "conj" and (own := _joined_away(verb)) is not None:
                return [own]
            verb = verb.head
            continue
        if verb.dep_ == "pcomp" and verb.head.head.pos_ in {"VERB", "AUX"}:
            verb = verb.head.head
            accused = [c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}]
            if accused and verb.lemma_ in {"accuse", "suspect", "blame", "charge", "convict", "stop", "prevent", "keep"}:
                return accused
            continue
        break
    return []


def _joined_away(verb: Token) -> Token | None:
    """The subject that a parser's slip joined to what stands before: "was killed on the spot and police held a man"."""
    noun = verb.nbor(-1) if verb.tag_ == "VBD" and verb.i > verb.sent.start else None
    if noun is None or noun.pos_ not in {"NOUN", "PROPN"}:
        return None
    at = noun.i
    while at > verb.sent.start and verb.doc[at].pos_ in {"NOUN", "PROPN", "ADJ", "DET", "NUM"}:
        at -= 1
    return noun if verb.doc[at].dep_ == "cc" and verb.head.i < at else None


def _who_attempts(noun: Token) -> list[Token]:
    """For "the army prepares an attempt to retake the town", "the rebels' bid to …": whose attempt it is."""
    owner = [c for c in noun.children if c.dep_ == "poss"]
    verb = noun.head
    if given := [c for c in verb.children if c.dep_ == "dative" and c.pos_ in {"NOUN", "PROPN"}]:
        return given  # "granted the army the power to …"
    if verb.lemma_ in _JUDGING:
        return owner
    return owner or (subject_of(verb) if noun.dep_ == "dobj" and verb.pos_ == "VERB" and not is_passive(verb) else [])


_SAYING_SO = frozenset({"police", "troops", "soldiers", "rebels", "militants", "insurgents", "fighters", "forces", "guerrillas",
                        "taliban", "separatists", "jihadists", "islamists"})
"""Who tells in the plural what they themselves did."""
_JUDGING = frozenset({"approve", "authorize", "authorise", "back", "support", "endorse", "reject", "oppose", "debate",
                      "discuss", "criticize", "criticise", "condemn", "consider", "review", "question", "welcome", "demand"})
"""What is done to another's plan."""
SUFFERED = frozenset({"shot", "stabbed", "killed", "wounded", "injured", "arrested", "detained", "abducted", "kidnapped",
                      "hurt", "slain", "murdered", "gunned", "robbed", "executed", "beheaded", "assassinated", "captured",
                      "freed", "released"})
"""Forms of verbs that always have an object: without one, their subject suffers it ("teen shot in the head")."""


_AT_WILL = frozenset({"indiscriminately", "sporadically", "randomly", "wildly", "repeatedly", "aimlessly"})
"""How those shoot who shoot at nobody that is told."""


def _shortened(verb: Token) -> bool:
    """Whether a headline or a tagger's slip leaves "was" out: "boy shot near school"; not "a man shot and killed a girl"."""
    if verb.lower_ not in SUFFERED or verb.tag_ not in {"VBD", "VBN", "NN", "NNP"}:
        return False
    joined = [verb, *(c for c in verb.conjuncts if c.i > verb.i and c.lower_ in SUFFERED)]
    if any(child.dep_ in {"dobj", "aux"} or child.lower_ in _AT_WILL
           or (child.dep_ == "prep" and child.lower_ in {"at", "into"})
           for each in joined for child in each.children):
        return False
    own = [verb] if verb.dep_ != "conj" else [verb, verb.head]  # "nine taken off a bus, shot dead"
    return any(child.dep_ in SUBJECTS and child.pos_ != "PRON" for each in own for child in each.children)


def is_passive(verb: Token) -> bool:
    """Whether a verb form tells what is done to its subject ("was taken", "the town captured by")."""
    if any(child.dep_ in PASSIVE_SUBJECTS | {"auxpass"} for child in verb.children) or _shortened(verb):
        return True
    if verb.tag_ == "VBD" and verb.dep_ == "acl":
        return not any(child.dep_ == "dobj" for child in verb.children)  # a slip: "the men, abducted near the border, were"
    if verb.tag_ != "VBN":
        return False
    if verb.dep_ == "acl":
        return True
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB" and not any(c.dep_ in {"aux", "dobj"} | SUBJECTS
        for c in verb.children):
        return is_passive(verb.head)
    return any(child.dep_ == "agent" for child in verb.children)


@once_a_word
def of_verb(verb: Token) -> tuple[list[Token], list[Token]]:
    """(doers, targets) of a verb, as heads of noun phrases."""
    if is_passive(verb):
        doers = objects_of(verb, frozenset({"by"}))
        targets = [c for c in verb.children if c.dep_ in PASSIVE_SUBJECTS and c.lower_ not in RELATIVE] or subject_of(verb)
        return _all(doers), _all([t for t in targets if t not in doers])
    targets = [c for c in verb.children if c.dep_ in {"dobj", "dative"}]
    if verb.lemma_ in {"exchange", "trade"} and any(t.lemma_ in {"fire", "gunfire", "shot"} for t in targets):
        targets = objects_of(verb, frozenset({"with"}))
    for target in list(targets):
        if target.lemma_ in {"control", "hold", "possession", "part", "parts", "swathe", "number", "dozen", "hundred", "rest",
                             "most", "much", "half", "all"}:
            targets += objects_of(target, frozenset({"of", "over"}))
    targets += objects_of(verb, frozenset({"on", "against", "upon", "at", "into", "with"}) if not targets else frozenset())
    return _all([_antecedent(verb, head) for head in subject_of(verb)]), _all(targets)


def _antecedent(verb: Token, subject: Token) -> Token:
    """For "Turkey says it shot down a jet", "the front said its fighters …", who says so: they speak of their own deeds."""
    said = verb.head
    own = subject.lemma_.lower() in _OWN and any(c.lower_ == "its" and c.dep_ == "poss" for c in subject.children)
    if (subject.lower_ not in {"it", "they"} and not own) or verb.dep_ != "ccomp":
        return subject
    speakers = [c for c in subject_of(said) if c.i < subject.i]
    if subject.lower_ == "they":  # "police say they killed a man"
        return next((s for s in speakers if s.lower_ in _SAYING_SO), subject)
    return next((s for s in speakers if s.ent_type_ in {"GPE", "ORG", "NORP"} or s.lemma_.lower() in _DOING), subject)


@once_a_word
def of_noun(noun: Token) -> tuple[list[Token], list[Token]]:
    """(doers, targets) of a noun that names a deed, as heads of noun phrases."""
    owners = [c for c in noun.children if c.dep_ in {"poss", "nmod"}]
    doers = [c for c in owners if not _suffers(noun, c)]
    doers += [c for c in noun.children if c.dep_ in {"compound", "amod"} and (c.ent_type_ in {"ORG", "NORP", "GPE"}
        or c.pos_ == "PROPN"
                                                                            or c.lower_ in _DOING)]
    doers = [d for d in doers if d.i + 1 >= noun.i or noun.doc[d.i + 1].lower_ not in _BEARING]  # "the Thai south bombing"
    doers += objects_of(noun, frozenset({"by", "between", "among"}))
    doers += [o for place in objects_of(noun, frozenset({"in", "near", "at", "on"})) for o in objects_of(place, _BETWEEN)]
    # "Fire from rebels"; but "support for a strike on X from leaders" is theirs, the strike is not.
    doers += [o for o in objects_of(noun, frozenset({"from"})) if o.head.i == noun.i + 1]
    against = objects_of(noun, frozenset({"on", "against"}))
    # "Syria strike", "Paris attacks": the place of it; "US strike on a camp": who does it.
    kept = bool(against) or (noun.dep_ == "nsubj" and noun.lemma_ in {"strike", "airstrike", "raid", "shelling", "offensive"})
    doers = [d for d in doers if d.dep_ != "compound" or d.ent_type_ != "GPE" or kept or d.lower_ in _ABROAD]
    targets = objects_of(noun, frozenset({"on", "against", "of", "at", "upon"}) | ({"with"}
        if noun.lemma_ in _MUTUAL else set()))
    targets += [c for c in owners if c not in doers and _suffers(noun, c)]
    for child in noun.children:
        if child.dep_ == "acl" and child.pos_ == "VERB":
            if child.tag_ == "VBN":
                doers += objects_of(child, frozenset({"by", "on"}))
            elif child.tag_ == "VBG" and (child.lemma_ in _HARMING or child.lower_ in forms()):
                targets += [c for c in child.children if c.dep_ == "dobj"]
    verb = noun.head
    if held := blamed(noun):
        doers, targets = held, [t for t in targets if t not in held]
    elif noun.dep_ == "pobj" and verb.lower_ == "under" and verb.head.lemma_ in {"come", "be"}:
        targets += subject_of(verb.head)  # "the patrol came under attack"
    elif noun.dep_ in {"dobj", "nsubjpass"} and verb.lemma_ in LIGHT | _OWNING:
        doers += of_verb(verb)[0] if noun.dep_ == "dobj" else objects_of(verb, frozenset({"by"}))
        targets += objects_of(verb, frozenset({"on", "against"}))
    elif noun.dep_ == "nsubj" and verb.pos_ == "VERB":
        targets += [c for c in verb.children if c.dep_ == "dobj"] if verb.lemma_ in _HARMING else []
        doers += objects_of(verb, _BETWEEN)
        if verb.lemma_ == "pit":  # "the fighting pitted the one against the other"
            doers += [c for c in verb.children if c.dep_ == "dobj"] + objects_of(verb, frozenset({"against"}))
    elif noun.dep_ == "pobj" and noun.head.lower_ in {"in", "by", "during", "with"} and noun.head.head.pos_ == "VERB":
        verb = noun.head.head
        if is_passive(verb):
            targets += of_verb(verb)[1]
        elif verb.lemma_ in _HARMING:
            doers += subject_of(verb)
            targets += of_verb(verb)[1]
    targets = [t for t in targets if not any(c.lower_ == "no" for c in t.children)]  # "no teachers were hurt in the blast"
    return _all(doers), _all([t for t in targets if t not in doers])


def blamed(noun: Token) -> list[Token]:
    """Who is held to have done a deed: "blamed the attack on X", "blamed X for the attack", "accused X of the attack"."""
    verb = noun.head
    if verb.lemma_ == "blame" and noun.dep_ in {"dobj", "nsubjpass"}:
        return objects_of(noun, frozenset({"on"})) or objects_of(verb, frozenset({"on"}))
    if noun.dep_ != "pobj" or verb.lower_ not in {"for", "of"}:
        return []
    accusing = ("blame",) if verb.lower_ == "for" else ("accuse", "suspect")
    if verb.head.dep_ == "dobj" and verb.head.head.lemma_ in accusing:
        return [verb.head]
    return [c for c in verb.head.children if c.dep_ in {"dobj", "nsubjpass"}] if verb.head.lemma_ in accusing else []


_OWNING = frozenset({"claim", "admit"})
"""What is done with a deed of one's own: "claimed the attack", "claimed responsibility for it"."""
_OWN = frozenset({"fighter", "militant", "man", "member", "gunman", "guerrilla", "commando", "unit", "wing", "cell"})
"""Whom a group does its deeds with."""
_SUFFERED = frozenset({"murder", "killing", "death", "assassination", "execution", "slaying", "beheading", "abduction",
                       "kidnapping", "kidnap", "arrest", "detention", "disappearance", "rape", "lynching", "shooting"})
"""Nouns whose owner suffers them where he is a person: "the mayor's murder", "her abduction"."""
_BEARING = frozenset({"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "capital", "city",
                      "town", "border", "coast", "province", "region", "island", "village", "district", "waters", "terror",
                      "terrorist", "suicide"})
_ABROAD = frozenset({"us", "u.s.", "uk", "u.k.", "u.n.", "un", "eu"})
"""Short names of states that stand for an adjective."""
_HARMING = frozenset({"kill", "wound", "injure", "hit", "target", "strike", "destroy", "damage", "rock", "claim", "seize"})
_MUTUAL = frozenset({"clash", "fighting", "battle", "deal", "agreement", "truce", "ceasefire", "gunfight", "firefight", "talk"})
"""Deeds done with somebody."""
_DOING = frozenset({"rebel", "army", "government", "regime", "coalition", "militant", "insurgent", "police", "jihadist",
    "opposition",
                    "state", "troops", "military", "militia", "islamist"})


def _suffers(noun: Token, owner: Token) -> bool:
    """Whether a deed is done to its owner: a person's murder, but not an army's killing, nor his murder of another."""
    if noun.lemma_.lower() not in _SUFFERED or owner.dep_ != "poss" or objects_of(noun, frozenset({"of"})):
        return False
    return owner.ent_type_ == "PERSON" or (owner.ent_type_ not in {"ORG", "GPE", "NORP"} and owner.lower_ not in {
        "their", "its", "our"} and owner.lemma_.lower() not in _DOING | _OWN - {"man"} | {"troop", "soldier", "force"})


def clause_of(token: Token) -> list[Token]:
    """The tokens of the smallest clause or noun phrase that a trigger heads, in order."""
    found: list[Token] = []
    waiting = [token]
    while waiting and len(found) < LONGEST:
        at = waiting.pop()
        found.append(at)
        for child in at.children:
            if child.dep_ in {"relcl", "ccomp", "parataxis", "conj"} and not (child.dep_ == "conj" and child.pos_ != "VERB"):
                continue
            if child.dep_ == "advcl" and at is token and token.pos_ == "VERB":
                continue
            if child.dep_ == "punct" and at is token:
                continue
            waiting.append(child)
    return sorted(found, key=lambda t: t.i)
