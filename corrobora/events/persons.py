"""Persons whom an article counts one by one, and whether two of them can be one person.

"A girl, 7, was shot … A 36-year-old woman was also hit" are two, told without a number for both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corrobora.claims.triggers import is_people
from corrobora.records import Claim

_FEMALE = frozenset((
    "woman", "girl", "mother", "mom", "wife", "girlfriend", "daughter", "sister", "grandmother", "aunt", "niece", "female",
    "lady", "bride", "widow", "stepmother", "stepdaughter", "granddaughter", "policewoman", "herself",
))
_MALE = frozenset((
    "man", "boy", "father", "dad", "husband", "boyfriend", "son", "brother", "grandfather", "uncle", "nephew", "male",
    "gentleman", "groom", "widower", "stepfather", "stepson", "grandson", "policeman", "himself",
))
_AGES = {
    "baby": (0, 3), "infant": (0, 3), "newborn": (0, 1), "toddler": (0, 4), "child": (0, 17), "kid": (0, 17), "boy": (0, 19),
    "girl": (0, 19), "teen": (13, 19), "teenager": (13, 19), "man": (16, 120), "woman": (16, 120), "mother": (15, 120),
    "father": (15, 120), "wife": (16, 120), "husband": (16, 120), "grandmother": (30, 120), "grandfather": (30, 120),
    "officer": (18, 120), "deputy": (18, 120), "trooper": (18, 120), "guard": (18, 120), "soldier": (16, 120),
}
"""Years that a word for a person leaves open."""
_AGE = re.compile(r"\b(\d{1,2})[- ](year|month|week|day)s?[- ]old\b", re.I)
_AGE_AFTER = re.compile(r"^[^,]{1,60}, (?:age )?(\d{1,2})\b(?!-)")
NEAR = 1
"""Years by which reports of one person's age may differ."""


@dataclass(frozen=True)
class Person:
    """What an article says of one person whom it counts; ``female`` is None where it does not tell."""

    ages: tuple[float, float] = (0, 120)
    female: bool | None = None
    name: frozenset[str] = frozenset()


def person_of(claim: Claim) -> Person:
    """The person that a figure of one counts, by the words of the figure."""
    assert claim.figure is not None
    who = claim.figure.who
    words = {part for word in re.findall(r"[a-z-]+", who.casefold()) for part in (word, word.split("-")[-1])}
    female = True if words & _FEMALE else False if words & _MALE else None
    known = [_AGES[word] for word in words if word in _AGES]
    age = _age(who) or _age(claim.quote)
    ages = (age, age) if age is not None else (
        (max(low for low, _ in known), min(high for _, high in known)) if known else (0, 120))
    names = who.split()
    named = len(names) > 1 and all(name[:1].isupper() for name in names) and not any(is_people(n.casefold()) for n in names)
    return Person(ages, female, frozenset(names) if named else frozenset())


def _age(text: str) -> float | None:
    if (told := _AGE.search(text)) is not None:
        years = {"year": 1.0, "month": 1 / 12, "week": 1 / 52, "day": 1 / 365}
        return int(told[1]) * years[told[2].casefold()]
    after = _AGE_AFTER.search(text)
    return float(after[1]) if after else None


def apart(a: Person, b: Person) -> bool:
    """Whether two descriptions cannot be of one person."""
    if a.ages[0] > b.ages[1] + NEAR or b.ages[0] > a.ages[1] + NEAR:
        return True
    if None not in (a.female, b.female) and a.female != b.female:
        return True
    return bool(a.name and b.name) and not a.name & b.name


def distinct(claims: Iterable[Claim]) -> list[list[Claim]]:
    """The claims by the person that they may tell of, as few persons as their descriptions allow one after the other."""
    persons: list[tuple[list[Person], list[Claim]]] = []
    for claim in claims:
        person = person_of(claim)
        known = next((p for p in persons if not any(apart(person, other) for other in p[0])), None)
        if known is None:
            persons.append(([person], [claim]))
        else:
            known[0].append(person)
            known[1].append(claim)
    return [own for _, own in persons]
