"""The role that stands with a person's name: a noun right before it, or what the sentence says that he is."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from corrobora.records import Mention
from corrobora.text.titles import count_title_words, is_service, split_title

_PERSONAL = frozenset({
    "commander", "general", "colonel", "officer", "brigadier", "politician", "militant", "journalist", "activist", "lawyer",
    "doctor", "cleric", "member", "leader", "minister", "president", "ambassador", "diplomat", "soldier", "fighter",
    "spokesman", "spokeswoman", "governor", "mayor", "sheikh", "imam", "businessman", "engineer", "native", "man", "woman",
    "teacher", "writer",
})
"""Nouns that say of a subject that it is a person; "member" and "leader" only in the singular."""


def role_before(doc: Doc, first: int, start: int) -> str | None:
    """A role noun right before the name: "spokeswoman Rima …"."""
    if first == 0 or (doc[first].idx != start and doc[first].idx + len(doc[first]) < start):
        return None
    before = doc[first - 1]
    if before.tag_ in {"NN", "NNP"} and not before.is_punct:
        words = before.text
        title, _ = split_title(words.capitalize() + " X")
        if title:
            return words
    return None


def role_told(token: Token, label: str | None) -> str | None:
    """The role that a sentence gives to its subject: "X was a commander"."""
    verb = token.head
    if token.dep_ != "nsubj" or verb.lemma_ != "be" or label in {"GPE", "LOC", "FAC", "NORP"}:
        return None
    told = next((child for child in verb.children if child.dep_ == "attr" and child.tag_ == "NN"), None)
    return told.lower_ if told is not None and told.lower_ in _PERSONAL else None


def with_whole_titles(text: str, base: int, names: Sequence[Mention]) -> list[Mention]:
    """The names, without words that belong to the title of the person after them: "Pentagon [Press Secretary] Mary Cole".

    A service that stands alone before a rank is nobody who acts: "[Navy Captain] Hale".
    """
    kept: list[Mention] = []
    for mention in names:
        before = kept[-1] if kept else None
        begin = mention.start - base - len(mention.role or "") - 1
        if mention.role and before and before.kind != "person" and before.end - base == begin - 1 and (
            text.startswith(f" {mention.role} ", begin - 1)
        ):
            words = before.text.split()
            name = [] if all(is_service(word) for word in words) else words[:len(words) - count_title_words(words)]
            if len(name) < len(words):
                role = " ".join([*words[len(name):], mention.role])
                mention = mention.model_copy(update={"role": role})
                left = before.text[:len(before.text) - len(" ".join(words[len(name):]))].rstrip()
                kept[-1:] = [before.model_copy(update={"end": before.start + len(left), "text": left})] if name else []
        kept.append(mention)
    return kept
