"""How surely a thing is said: negation, modals, hedges, plans, conditionals."""

from __future__ import annotations

from spacy.tokens import Token

from corrobora.records import Status


def status_of(token: Token) -> tuple[Status, str]:
    """The status of what a verb or noun tells, from the words that govern it, with the words that decided.

    Looks at the sentence alone; that somebody else says it is the claimant's business, not the status's, except for
    accusations ("alleged").
    """
    return "asserted", ""
