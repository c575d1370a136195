"""Which types of happening (ACLED sub-event types) may name one event."""

from __future__ import annotations

from collections.abc import Mapping

_EXPLOSIONS = frozenset({
    "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack", "Remote explosive/landmine/IED",
    "Grenade",
})
FIGHTING = frozenset({"Armed clash", "Government regains territory", "Non-state actor overtakes territory"})
VIOLENT = _EXPLOSIONS | FIGHTING | {"Attack", "Mob violence", "Excessive force against protesters", "Sexual violence"}
_ALIKE = (
    frozenset({"Suicide bomb", "Remote explosive/landmine/IED", "Grenade"}),
    frozenset({"Armed clash", "Shelling/artillery/missile attack", "Attack"}),
    frozenset({"Peaceful protest", "Protest with intervention", "Excessive force against protesters", "Violent demonstration"}),
    frozenset({"Abduction/forced disappearance", "Arrests"}),
)
_FROM_AFAR = frozenset({"Chemical weapon", "Air/drone strike", "Shelling/artillery/missile attack"})
SINGULAR = frozenset({"Chemical weapon", "Suicide bomb", "Government regains territory"})
"""Types of which an article seldom tells two."""
_IN_ATTACKS = frozenset({"Abduction/forced disappearance", "Looting/property destruction"})
"""What is done in the course of an attack, and goes by that word when it is named again."""
PEACEFUL = frozenset({
    "Agreement", "Change to group/activity", "Headquarters or base established", "Non-violent transfer of territory",
})
"""Types in which nobody is hurt."""
_UNREAL = frozenset({"planned", "expected"})


def compatible(a: str, b: str) -> float:
    """1 the same type, 0.5 types that often name one event, 0 a general word for it, -1 different things."""
    if a == b:
        return 1.0 if a not in {"Other", "other"} else 0.0
    if {a, b} <= FIGHTING or any({a, b} <= group for group in _ALIKE):
        return 0.5
    if "Attack" in {a, b} and {a, b} <= VIOLENT:
        return 0.25
    if "Attack" in {a, b} and {a, b} & _IN_ATTACKS:
        return 0.25
    if {a, b} <= _FROM_AFAR:
        return -0.25 if "Chemical weapon" in {a, b} else 0.0
    if {a, b} & {"Other", "other"}:
        return -0.5
    return -1.0


def fighting(kinds: Mapping[str, float]) -> bool:
    """Whether most of what is told, by share of each type, is a fight of two parties."""
    return sum(share for kind, share in kinds.items() if kind in FIGHTING) > 0.5


def weight(type_: str) -> float:
    """How much a type tells: a general word yields to an exact one, fighting to the change of hands it ends in."""
    if type_ in {"Other", "other"}:
        return 0.3
    if type_ == "Attack":
        return 0.6
    if type_ in {"Government regains territory", "Non-state actor overtakes territory"}:
        return 1.5
    return 1.0


def real(status: str) -> bool:
    """Whether a thing is told as done or being done, not as planned or expected."""
    return status not in _UNREAL
