"""Relations between named ones, each with its sentence: by the words between two names, and by verbs with both as arguments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from spacy.tokens import Token

from corrobora.claims.arguments import conjuncts, of_noun, of_verb, phrase, tokens_among
from corrobora.claims.deeds import is_armed
from corrobora.claims.parse import Parsed, Sentence, of_parse
from corrobora.claims.status import status_of
from corrobora.claims.ties import AFTER, BETWEEN, VERBS, Tie
from corrobora.claims.where import Names, countries
from corrobora.records import Claim, Mention, Relation, Span, make_id

FARTHEST = 90
"""Code points between two names that one pattern may bridge."""
NEXT = 4
"""How many names further on a partner is looked for."""
_KINDS = {"PERSON": "person", "ORG": "organisation", "NORP": "nationality", "GPE": "place", "LOC": "place", "FAC": "facility"}
_BROAD = {"organisation": "party", "group": "party", "place": "place", "facility": "place", "nationality": "nation",
    "person": "person"}
ROLES = frozenset({"leads", "speaks_for", "member_of"})
LEADERS = frozenset({"leader", "commander", "head", "chief", "president", "director", "chairman", "leaders", "commanders",
    "chiefs",
                     "staff", "residents", "resident", "people", "spokesman", "spokeswoman"})
"""Descriptions of those who do more than belong to what is named after "of" or "from", or less."""


_ALSO = (
    re.compile(r",? ?\(?(?:also|better|previously|formerly|once|widely|commonly|sometimes|officially|locally)?,? ?"
               r"(?:known|referred to)(?: by(?: \w+){1,4}| locally| simply)? as (?:the )?[\"“']?"),
    re.compile(r",? \(?(?:nicknamed|called|named) (?:the )?[\"“']?"),
    re.compile(r",? \(?(?:aka|a\.k\.a\.|alias|formerly|né|née)(?: the)? [\"“']?"),
)


@dataclass(frozen=True)
class Told:
    """One relation as read: the two names, the words that tell it, and how."""

    subject: Mention
    relation: str
    object: Mention
    token: Token | None
    why: str


def find_relations(parsed: Parsed, names: Names) -> list[Claim]:
    """Claims of kind relation, in order of the text. A claim's span runs from the one name to the other."""
    claims: dict[tuple[str, str, str], Claim] = {}
    group: Mention | None = None
    for sentence in parsed.sentences:
        here = names.in_sentence(sentence)
        for told in (*_by_words(parsed, sentence, here, group), *_by_verbs(sentence, names)):
            key = (told.subject.key, told.relation, told.object.key)
            if told.subject.key != told.object.key and key not in claims:
                claims[key] = _claim(parsed, sentence, told)
        group = next((m for m in reversed(here) if broad_kind(m) == "party" and m.head is None), group)
    return sorted(claims.values(), key=lambda c: (c.start, c.end, c.id))


def broad_kind(mention: Mention) -> str:
    """What a mention can stand for in a relation: ``person``, ``party``, ``place``, ``nation``; "" where the guesses differ."""
    labelled = _BROAD.get(_KINDS.get(mention.label or "", ""), "")
    guessed = _BROAD.get(mention.kind or "", "")
    if guessed == "place" and labelled in {"party", "person"}:
        return ""
    return guessed or labelled


def _by_words(parsed: Parsed, sentence: Sentence, here: Sequence[Mention], group: Mention | None) -> Iterator[Told]:
    text = parsed.article.text
    for i, left in enumerate(here):
        before = text[max(sentence.start, left.start - 60):left.start]
        for right in here[i + 1:i + 1 + NEXT]:
            gap = text[left.end:right.start]
            if len(gap) > FARTHEST or "\n" in gap:
                break
            yield from _aliases(text, left, right, gap)
            after = text[right.end:min(sentence.end, right.end + 60)]
            for tie in _ties_for(broad_kind(left), broad_kind(right)):
                if not (match := tie.pattern.search(gap)):
                    continue
                if tie.before is not None and not tie.before.search(before):
                    continue
                if tie.after is None and tie.relation in ROLES and re.match(r"['’]s ", after) and not tie.turned:
                    continue
                if tie.after is not None and not tie.after.search(after):
                    continue
                if (tie.relation == "located_in" and _listed(left, right, gap, after)) or _only_described(tie, left, right):
                    break
                subject, object_ = (right, left) if tie.turned else (left, right)
                if tie.relation in ROLES and object_.text in {"Staff", "Plans", "State", "Operations"}:
                    break
                why = f"{tie.relation}: {match[0].strip(' ,') or 'beside'!r} between"
                yield Told(subject, tie.relation, object_, None, why)
                if "includ" in gap:
                    for other in _list_after(text, here[here.index(right):]):
                        yield Told(other, tie.relation, object_, None, why)
                break
    yield from _carried(text, sentence, here, group)


def _carried(text: str, sentence: Sentence, here: Sequence[Mention], group: Mention | None) -> Iterator[Told]:
    """"spokeswoman NAME": of the party named last before."""
    for i, mention in enumerate(here):
        if broad_kind(mention) != "person" or mention.head is not None:
            continue
        before = text[max(sentence.start, mention.start - 40):mention.start]
        party = next((m for m in reversed(here[:i]) if broad_kind(m) == "party" and m.head is None), group)
        for relation, pattern in AFTER:
            if party is not None and pattern.search(before):
                yield Told(mention, relation, party, None,
                    f"{relation}: a role without its party; {party.text!r} was named last")


def _listed(left: Mention, right: Mention, gap: str, after: str) -> bool:
    """Whether two places stand beside each other in a list rather than one in the other."""
    if not gap.startswith(",") or re.search(r"\b(?:in|near|of)\b", gap):
        return False
    return left.text.lower() in countries() or after.lstrip(",").startswith(" and ")


def _list_after(text: str, here: Sequence[Mention]) -> Iterator[Mention]:
    """The names that follow the first one in a list."""
    for left, right in pairwise(here):
        if not re.fullmatch(r",? ?(?:and )?(?:the )?", text[left.end:right.start]):
            return
        yield right


def _only_described(tie: Tie, left: Mention, right: Mention) -> bool:
    """Whether a description stands where only a name, or those who fight for a side, would tell a relation."""
    if tie.relation == "member_of":
        return left.head is not None and not tie.turned and left.head in LEADERS
    return tie.relation == "part_of" and "civilian" in left.text


@lru_cache(maxsize=64)
def _ties_for(left: str, right: str) -> tuple[Tie, ...]:
    """The ties that two kinds of names can have; an untold kind can have any."""
    return tuple(tie for tie in BETWEEN if (not left or left in tie.left) and (not right or right in tie.right))


def _aliases(text: str, left: Mention, right: Mention, gap: str) -> Iterator[Told]:
    """A name and its short form in brackets, or "also known as"."""
    if re.fullmatch(r"\s?[(\[]\s?(?:the |or )?[\"“']?", gap) and text[right.end:right.end + 2].lstrip("\"”'")[:1] in {")", "]"}:
        short, long = sorted((left.text, right.text), key=len)
        initials = "".join(w[0] for w in re.findall(r"[A-Z][\w’'-]*|\b[a-z]+\b", long)).lower()
        if _within(short.replace(".", "").lower(), initials) or _within(short.lower(), "".join(
                w[0] for w in re.findall(r"[A-Z]\w*", long)).lower()):
            yield Told(left, "also_known_as", right, None, "also_known_as: short form in brackets")
    elif any(pattern.fullmatch(gap) for pattern in _ALSO):
        kinds = {broad_kind(left), broad_kind(right)}
        if "nation" not in kinds and len(kinds - {""}) < 2:
            yield Told(left, "also_known_as", right, None, f"also_known_as: {gap.strip(' ,')!r} between")


def _within(short: str, initials: str) -> bool:
    """Whether the letters of a short form stand in their order in the initials of the long one, and begin it."""
    if len(short) < 2 or not initials or short[0] != initials[0]:
        return False
    rest = iter(initials)
    return all(letter in rest for letter in short)


def _by_verbs(sentence: Sentence, names: Names) -> Iterator[Told]:
    told = of_parse(sentence.passage.doc, f"ties {sentence.tokens.start}", lambda: tokens_among(sentence.tokens, VERBS))
    for token in told:
        relation, right, verb = VERBS[token.lower_]
        if verb and token.pos_ != "VERB":
            continue
        doers, targets = of_verb(token) if token.pos_ == "VERB" else of_noun(token)
        if relation == "fights" and token.pos_ != "VERB" and len(doers) == 2 and not targets:
            doers, targets = doers[:1], doers[1:]
        if relation == "fights" and token.pos_ == "VERB":
            targets = [*targets, *_objects(token, {"with", "against"})]
        for doer in doers:
            for target in targets:
                yield from _pair(sentence, names, token, relation, right, doer, target)


def _objects(token: Token, preps: set[str]) -> list[Token]:
    found = []
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in preps:
            found += [each for o in child.children if o.dep_ == "pobj" for each in conjuncts(o)]
    return found


def _pair(
    sentence: Sentence, names: Names, token: Token, relation: str, right: frozenset[str], doer: Token, target: Token
) -> Iterator[Told]:
    subject, object_ = names.mention_of(sentence, doer), names.mention_of(sentence, target)
    if subject is None or object_ is None or broad_kind(object_) not in right | (set() if relation == "fights" else {""}):
        return
    if "place" in {broad_kind(subject), subject.kind} and (relation == "leads" or subject.text.lower() not in countries()):
        return
    if relation == "fights" and not (_may_fight(subject, doer) and (_may_fight(object_, target) or broad_kind(
        object_) == "party")):
        return
    status, _ = status_of(token)
    if status != "denied":
        yield Told(subject, relation, object_, token, f"{relation}: {token.text!r} with both as arguments")


def _may_fight(mention: Mention, head: Token) -> bool:
    return is_armed(" ".join(t.lower_ for t in phrase(head))) or (mention.head is None and broad_kind(mention) != "person")


def _claim(parsed: Parsed, sentence: Sentence, told: Told) -> Claim:
    inside = [m for m in (told.subject, told.object) if sentence.start <= m.start < sentence.end]
    span = Span(start=min(m.start for m in inside), end=max(m.end for m in inside))
    return Claim(
        id=make_id("c", parsed.article.id, "relation", span.start, span.end, told.relation, told.subject.key, told.object.key),
        article=parsed.article.id, start=span.start, end=span.end, quote=parsed.article.slice(span), kind="relation",
        sentence=sentence.span, status=status_of(told.token)[0] if told.token is not None else "asserted",
        relation=Relation(subject=told.subject.key, relation=told.relation, object=told.object.key), why=(told.why,),
    )
