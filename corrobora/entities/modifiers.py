"""Nationalities that are but a part of a description or title: "Iraqi city", "Iraqi Prime Minister X"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection

from corrobora.claims.described import HEADS
from corrobora.entities.cluster import Cluster
from corrobora.records import Mention, Reading
from corrobora.text.nations import is_people
from corrobora.text.titles import is_title


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NOUNS = HEADS | _words("""
    people peoples population community communities society side sides border borders frontier territory soil land lands
    island islands desert coast waters company companies firm firms bank banks university universities school schools
    state states base bases embassy consulate component components element elements insurgency national nationals ship
    ships frigate service member members parties tribe tribes television channel channels audience family
""")
"""Nouns of people, bodies and places."""
_AFTER = re.compile(r"((?:[ -][^\W\d_]+){1,3})")


def without_modifiers(reading: Reading, cluster: Cluster, used: Collection[tuple[str, str]]) -> Cluster:
    """The cluster of a nationality without the mentions that no claim uses and that only describe what the next noun names."""
    if cluster.kind != "nationality":
        return cluster
    people = sorted(m.start for m in reading.mentions if m.role or m.kind == "person")
    kept = [m for m in cluster.mentions if (reading.article.id, m.key) in used or not _describes(reading, m, people)]
    return Cluster(cluster.kind, kept, cluster.known, cluster.shared)


def _describes(reading: Reading, mention: Mention, people: list[int]) -> bool:
    text = reading.article.text
    if is_people(mention.text):
        return False
    if text[mention.start - 1:mention.start] == "(" and text[mention.end:mention.end + 1] == ":":
        return True  # a language: "(Arabic: …)"
    after = _AFTER.match(text, mention.end)
    if after is None:
        return False
    words = re.findall(r"[^\W\d_]+", after[1])
    if any(word in _NOUNS for word in words if word.islower()):
        return True
    at = bisect_left(people, mention.end)
    return at < len(people) and people[at] - mention.end < 60 and is_title(text[mention.end:people[at]])
