"""Clusters of all articles -> groups of clusters: which names in different articles are one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, combinations

from rapidfuzz.distance import Levenshtein

from corrobora.entities.cluster import Cluster
from corrobora.entities.compare import compare_names, likeness
from corrobora.entities.kinds import compatible, decide, votes_of
from corrobora.entities.namefeatures import YOUNGER, known_likeness
from corrobora.entities.namewords import called
from corrobora.entities.pointing import WHOEVER
from corrobora.entities.within import same_spelling
from corrobora.records import EntityKind, Reading
from corrobora.text.actors import KnownActors
from corrobora.text.names import fold, initials, looks_like_acronym, skeleton, skeletons, tokens
from corrobora.text.nations import is_people, nation_named, nation_of_adjective

_FAMILY = {"group": "body", "organisation": "body", "facility": "place"}
Item = tuple[Reading, Cluster]
SURELY_OTHER = 0.3
"""Below it two names keep the groups that hold them apart, so that chains do not join what differs."""


def join_across(items: Sequence[Item], known: KnownActors) -> list[list[Item]]:
    """Groups of items that are one thing. Exact keys first; then names that share a skeleton, the surest pairs first."""
    groups = _by_key(items, known)
    names = sorted(groups)
    full = {name: best_name([c for _, c in groups[name]]) for name in names}
    kind = {name: decide_over([c for _, c in groups[name]], known) for name in names}
    side: dict[str, list[str]] = {name: [name] for name in names}
    told = {name: len(groups[name]) for name in names}
    for _, a, b in _pairs(names, full, kind, told):
        left, right = side[a], side[b]
        if left is not right and all(compare_names(full[x], full[y]) >= SURELY_OTHER for x in left for y in right):
            left.extend(right)
            side.update(dict.fromkeys(right, left))
    whole = {id(members): sorted(members) for members in side.values()}
    return [[item for name in members for item in groups[name]] for members in sorted(whole.values())]


def _by_key(items: Sequence[Item], known: KnownActors) -> dict[str, list[Item]]:
    """Items under one key are one thing without a doubt: a known actor, a state, the same folded name and kind."""
    groups: dict[str, list[Item]] = defaultdict(list)
    for reading, cluster in items:
        if cluster.known:
            key = f"known {cluster.known}"
        elif cluster.shared:
            key = f"shared {cluster.shared}"
        elif not cluster.names:
            key = f"described {reading.article.id} {min(m.start for m in cluster.mentions):09d}"
        else:
            key = _name_key(cluster)
        groups[key].append((reading, cluster))
    return groups


def _name_key(cluster: Cluster) -> str:
    name = cluster.full()
    if nation := nation_named(name):
        return f"state {nation.iso}"
    if nation := nation_of_adjective(name):
        return f"people {nation.iso} {'s' if is_people(name) else ''}"
    return f"{_FAMILY.get(cluster.kind or '', cluster.kind)} {' '.join(tokens(name))}"


def _pairs(
    names: Sequence[str], full: Mapping[str, str], kind: Mapping[str, EntityKind], told: Mapping[str, int]
) -> list[tuple[float, str, str]]:
    """(score, a, b) of the pairs that may be one, best first; ``score`` is negative for sorting. ``told``: in how many
    articles each name stands."""
    blocks: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for name in names:
        if name.startswith(("described", "shared", "people")):
            continue
        for key, alone in block_keys(full[name], kind[name]):
            blocks[key][alone].append(name)
    seen: set[tuple[str, str]] = set()
    pairs: list[tuple[float, str, str]] = []
    for key, (passive, active) in blocks.items():
        for one, other in _meeting(key, passive, active, full, told) if active else ():
            a, b = (one, other) if one < other else (other, one)
            if (a, b) in seen or not compatible(kind[a], kind[b]):
                continue
            seen.add((a, b))
            score = compare_names(full[a], full[b])
            if score >= 0.5 and same_spelling(full[a], full[b]):
                pairs.append((-score, a, b))
    return sorted(pairs)


Form = tuple[str, ...]
"""The words of a name by which it meets others of its key: all of them as one, or the surname and the given names."""


def _meeting(
    key: str, passive: Sequence[str], active: Sequence[str], full: Mapping[str, str], told: Mapping[str, int]
) -> Iterator[tuple[str, str]]:
    """The pairs of names of one key that are alike by their letters too: in a long archive many have their consonants in
    common. A surname alone meets the best known of those who bear it."""
    active = sorted(active, key=lambda name: (-told[name], name))[:MOST_IN_BLOCK]
    form = {name: _form(full[name], key) for name in (*active, *passive)}
    bearers: dict[Form, list[str]] = defaultdict(list)
    for name in sorted(passive, key=lambda name: (-told[name], name)):
        bearers[form[name]].append(name)
    of_surname = key[0] == "p"
    for i, one in enumerate(active):
        own = form[one]
        yield from ((one, other) for other in active[i + 1:] if _alike(own, form[other], key))
        near = {words: of for words, of in bearers.items() if _alike(own, words, key)}
        if of_surname:
            of = near.get(own) or sorted(chain.from_iterable(near.values()), key=lambda name: (-told[name], name))
            yield from ((one, name) for name in _best_known(of, full, told))
        else:
            yield from ((one, name) for name in chain.from_iterable(near.values()))


def _best_known(bearers: Sequence[str], full: Mapping[str, str], told: Mapping[str, int]) -> Sequence[str]:
    """Whom a surname alone may stand for, of all who bear it, the most told of first; nobody if it may be either of two."""
    best = [name for name in bearers[:MOST_BEARERS] if 2 * told[name] > told[bearers[0]]]
    if any(compare_names(full[a], full[b]) < SURELY_OTHER for a, b in combinations(best, 2)):
        return ()
    return best


def _form(name: str, key: str) -> Form:
    if key[0] != "p":
        return ("".join(sorted(tokens(name))),)
    *given, surname = _called(name)
    return (surname, *given) if key.count(" ") > 1 else (surname,)


def _alike(one: Form, other: Form, key: str) -> bool:
    """Whether the words that brought two names together are one by their letters, not by their consonants alone."""
    (a, *given), (b, *others) = one, other
    if key[0] == "a" or one == other:
        return True
    if a != b and (Levenshtein.normalized_distance(a, b) > CHANGED or (key[0] == "p" and likeness(a, b) < 0.5)):
        return False
    return not given or not others or any(_may_be_one(x, y) for x in given for y in others)


def _may_be_one(a: str, b: str) -> bool:
    """Whether two given names may be one: an initial, a short form, another spelling, a nickname."""
    if a.startswith(b) or b.startswith(a) or Levenshtein.normalized_distance(a, b) <= CHANGED_GIVEN:
        return True
    return (known_likeness(a, b) or 0.0) >= 0.5


CHANGED = 0.5
"""Share of the letters of a word that may be others where articles spell it otherwise (Hussein, Hosain) …"""
CHANGED_GIVEN = 0.6
"""… and of a given name that stands with one surname."""
MOST_IN_BLOCK = 200
"""Names that are compared with each other because they share a key, those of which most is told."""
MOST_BEARERS = 3
"""People of a surname who are looked at where it stands alone: those of whom most is told."""


def block_keys(name: str, kind: EntityKind | None) -> Iterator[tuple[str, bool]]:
    """The keys under which a name is compared: with every name of the key (True), or with those of it that are (False).

    Full names are compared where more than the surname or the letters of an acronym speaks for it, so that the pairs of a
    long archive grow with its names: two persons of one surname where a given name begins alike too, two bodies where the
    first word is alike. A surname alone is compared with all who bear it, an acronym with all that it may stand for.
    """
    parts = skeletons(name)
    yield "s " + "".join(sorted(parts)), True
    if kind == "person" and parts:
        *given, surname = _called(name)
        yield "p " + skeleton(surname), not given
        for begin in sorted({skeleton(form)[:1] for word in given for form in (word, *called(word))}):
            yield f"p {skeleton(surname)} {begin}", True
    if kind in {"organisation", "group"}:
        short = looks_like_acronym(name)
        letters = fold(name).replace(" ", "") if short else initials(name)
        if len(letters) > 1:
            yield "a " + letters, short
            if not short:
                yield f"a {letters} {parts[0]}", True


def _called(name: str) -> tuple[str, ...]:
    """The words of a person's name, without those that tell father and son apart."""
    return tuple(word for word in tokens(name) if word not in YOUNGER) or tokens(name)


def decide_over(clusters: Sequence[Cluster], known: KnownActors) -> EntityKind:
    """The kind by vote over all mentions of all articles; a description has its own."""
    if any(c.shared for c in clusters):
        return next((c.kind for c in clusters if c.shared and c.kind), None) or "group"
    votes = votes_of([m for c in clusters for m in c.mentions], known)
    kind = decide(votes) if votes else None
    return kind or Counter(c.kind for c in clusters).most_common(1)[0][0] or "organisation"


def best_name(clusters: Sequence[Cluster]) -> str:
    """The best full form over all articles: most words, then most frequent, then first in the alphabet."""
    texts = Counter(m.text for c in clusters for m in c.mentions if m.head is None) or Counter(
        m.text for c in clusters for m in c.mentions
    )
    return min(texts, key=lambda t: (t.lower() in WHOEVER, looks_like_acronym(t), -len(tokens(t)), -texts[t], t.isupper(), t))


def spans(reading: Reading, cluster: Cluster) -> list[tuple[int, int]]:
    """The mentions of a cluster as spans; a name and the description that touches it are one ("Hezbollah fighters")."""
    joined: list[tuple[int, int]] = []
    for mention in sorted(cluster.mentions, key=lambda m: m.start):
        if joined and mention.head and re.fullmatch(r" ", reading.article.text[joined[-1][1]:mention.start]):
            joined[-1] = (joined[-1][0], mention.end)
        else:
            joined.append((mention.start, mention.end))
    return joined
