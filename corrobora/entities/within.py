"""Mentions of one article -> clusters: full names, surnames, acronyms, short forms, and descriptions that point back."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corrobora.entities.cluster import Cluster
from corrobora.entities.compare import compare_names
from corrobora.entities.kinds import compatible, decide, votes_of
from corrobora.entities.pointing import FIGHTING, Pointing
from corrobora.records import Mention, Reading
from corrobora.text.actors import KnownActors
from corrobora.text.names import LINKS, fold, is_acronym, looks_like_acronym, skeleton, skeletons, stands_for, tokens
from corrobora.text.nations import is_people, nation_named, nation_of_adjective, nation_of_capital
from corrobora.text.ordinary import is_ordinary
from corrobora.text.titles import KIND_WORDS


def cluster_article(reading: Reading, known: KnownActors) -> list[Cluster]:
    """The clusters of one article, in order of their first mention. Every mention is in one cluster at most."""
    bare = {m.key: m for m in reading.mentions if _is_bare(m)}
    clusters = _by_name([m for m in reading.mentions if m.head is None and m.key not in bare], known)
    for join in (_join_persons, _join_acronyms, _join_short_forms, _join_spellings, _join_told):
        clusters = join(clusters, reading)
    pointed = Pointing(reading, clusters, known)
    for mention in reading.mentions:
        if mention.key in bare:
            pointed.place(mention.model_copy(update={"head": mention.text.lower()}))
        elif mention.head is not None:
            pointed.place(mention)
    clusters += pointed.described
    for cluster in clusters if bare else ():
        cluster.mentions = [bare.get(m.key, m) for m in cluster.mentions]
    return sorted(clusters, key=lambda c: min(m.start for m in c.mentions))


def _is_bare(mention: Mention) -> bool:
    """Whether a name is but a word for fighters with the capital of a headline: "Army retakes town"."""
    return mention.head is None and mention.text.lower() in FIGHTING and not mention.text.isupper()


def _key(mention: Mention, known: KnownActors, surnames: frozenset[str]) -> str:
    """What is certainly one: a known actor, a state as a place, a state that acts, a people, a name folded."""
    name = mention.text
    actor = known.find(name)
    if actor is not None:
        return f"known {actor.key}"
    acting = nation_named(name) or (None if surnames & set(tokens(name)) else nation_of_capital(name))
    if acting and mention.kind == "organisation":
        return f"government {acting.name}"
    if governing := _governing(name):
        return f"government {governing}"
    if nation := nation_named(name):
        return f"state {nation.iso}"
    if nation := nation_of_adjective(name):
        return f"people {nation.iso} {'s' if is_people(name) else ''}"
    return f"name {' '.join(tokens(name))}"


def _governing(name: str) -> str | None:
    """The state of "Syrian Government", "the Yemeni regime"."""
    words = name.split()
    if len(words) < 2 or words[-1].lower() not in {"government", "regime", "authorities"}:
        return None
    nation = nation_of_adjective(" ".join(words[:-1])) or nation_named(" ".join(words[:-1]))
    return nation.name if nation else None


def _by_name(names: Sequence[Mention], known: KnownActors) -> list[Cluster]:
    found: dict[tuple[str, str], Cluster] = {}
    # "Hague said" is no government where a William Hague is named.
    surnames = frozenset(tokens(m.text)[-1] for m in names if m.label == "PERSON" and " " in m.text and tokens(m.text))
    for mention in names:
        sort, _, key = _key(mention, known, surnames).partition(" ")
        cluster = found.setdefault((sort, key), Cluster(None))
        if sort == "known":
            cluster.known = key
        elif sort == "government":
            cluster.shared = f"Government of {key}"
        cluster.mentions.append(mention)
    for cluster in found.values():
        cluster.kind = "organisation" if cluster.shared else decide(votes_of(cluster.mentions, known))
    return list(found.values())


def _merge(into: Cluster, other: Cluster) -> None:
    into.mentions = sorted([*into.mentions, *other.mentions], key=lambda m: m.start)
    into.known = into.known or other.known


def _join_persons(clusters: list[Cluster], reading: Reading) -> list[Cluster]:
    """"Assad" and "Bashar" to "Bashar al-Assad". Of several full names the one whose title stands with the surname wins, then
    the one that is named most, then the nearest before, then the first after."""
    clusters = _with_middle_names(clusters)
    fulls = [c for c in clusters if _is_full(c)]
    written = {id(full): tokens(full.full()) for full in fulls}
    rest = []
    for cluster in clusters:
        words = tokens(cluster.full())
        hosts: list[tuple[bool, Cluster]] = []
        if len(words) == 1 and len(words[0]) > 2 and _may_be_person(cluster):
            for full in fulls:
                place = _part_of(words[0], written[id(full)], cluster.kind not in {"person", None})
                if place is not None and not (place == 0 and cluster.kind not in {"person", None}):
                    hosts.append((place == 0, full))
        if len(hosts) > 1:
            first = cluster.mentions[0].start
            hosts.sort(key=lambda host: (host[0], -len(host[1].mentions), *_far(host[1], first)))
            text = reading.article.text
            picks = [min(hosts, key=lambda host: _differ(mention, host[1], text))[1] for mention in cluster.mentions]
            for mention, host in zip(cluster.mentions, picks, strict=True):
                _merge(host, Cluster(cluster.kind, [mention], cluster.known))
        elif hosts:
            _merge(hosts[0][1], cluster)
        else:
            rest.append(cluster)
        written |= {id(host): tokens(host.full()) for _, host in hosts}
    return rest


def _is_full(cluster: Cluster) -> bool:
    return len(tokens(cluster.full())) > 1 and cluster.kind in {"person", None} and _personlike(cluster)


def _with_middle_names(clusters: list[Cluster]) -> list[Cluster]:
    """"Hillary Clinton" to "Hillary Rodham Clinton": first name and surname are equal, and the middle names do not differ."""
    rest: list[Cluster] = []
    ends: dict[tuple[str, str], list[Cluster]] = {}
    for cluster in clusters:
        words = tokens(cluster.full())
        alike = ends.setdefault((words[0], words[-1]), []) if len(words) > 1 and (_is_full(cluster) or cluster.weak()) else []
        host = next((c for c in alike if compare_names(c.full(), cluster.full()) >= 0.5), None)
        if host is not None and "person" in {host.kind, cluster.kind}:
            host.kind = "person"
            _merge(host, cluster)
        else:
            alike.append(cluster)
            rest.append(cluster)
    return rest


_FORMER = re.compile(r"\b(?:[Ff]ormer|[Ll]ate|[Ee]x-?|[Tt]hen)\W[^.]*$")


def _far(full: Cluster, at: int) -> tuple[bool, int]:
    """Whether a full name comes only after a place in the text, and how far it is."""
    first = full.mentions[0].start
    return first > at, abs(at - first)


def _differ(mention: Mention, full: Cluster, text: str) -> int:
    """0 if the title of a surname is also a full name's, 1 if nothing is told, 2 if one is a man's and one a woman's."""
    own = set((mention.role or "").lower().rstrip(".").split())
    past = (m for m in full.mentions if not _FORMER.search(text[max(0, m.start - 60):m.start]))
    told = {word for m in past for word in (m.role or "").lower().rstrip(".").split()}
    for man, woman in ((own, told), (told, own)):
        if man & {"mr"} and woman & {"mrs", "ms", "miss"}:
            return 2
    return 0 if (own & told) - {"mr", "mrs", "ms", "miss", "of"} else 1


def _personlike(cluster: Cluster) -> bool:
    return cluster.kind == "person" or any(m.label == "PERSON" for m in cluster.mentions)


def _may_be_person(cluster: Cluster) -> bool:
    """A surname that the model called a body or place is still a person's, unless the text or a list says otherwise."""
    if cluster.kind in {"person", None}:
        return True
    strong = cluster.known is not None or any(
        m.kind in {"nationality", "place"} or nation_named(m.text) or nation_of_capital(m.text) for m in cluster.mentions
    )
    return not strong and cluster.kind in {"organisation", "place"}


def _part_of(word: str, words: Sequence[str], exactly: bool) -> int | None:
    """Where a word stands in a full name: 1 for a surname (any but the first), 0 for the first, None if nowhere.

    Unless ``exactly``, another spelling of it counts; an ordinary word ("report") is no spelling of a name.
    """
    if len(word) < 3:
        return None
    for at in range(len(words) - 1, -1, -1):
        if words[at] == word:
            return min(at, 1)
        alike = not exactly and len(word) > 4 and words[at][0] == word[0] and skeleton(words[at]) == skeleton(word)
        if alike and not is_ordinary(word) and compare_names(words[at], word) >= 0.5:
            return min(at, 1)
    return None


def _join_acronyms(clusters: list[Cluster], reading: Reading) -> list[Cluster]:
    """"SNC" to "Syrian National Council", in brackets beside it or by its letters."""
    text, rest = reading.article.text, []
    for cluster in clusters:
        name = cluster.full()
        host = None
        if looks_like_acronym(name) and not cluster.shared:  # "the U.S. struck" is a government's, "the U.S." a place
            others = [c for c in clusters if c is not cluster and not c.shared and (c.kind != "person" or c.weak())]
            if any(_by_bracket(mention, text) for mention in cluster.mentions):
                host = next((c for c in others if _glossed(cluster, c, text)), None)
            host = host or next((c for c in others if bool(c.known) == bool(cluster.known) and _stands_for(name, c)), None)
        if host is not None and not (host.known and cluster.known and host.known != cluster.known):
            _merge(host, cluster)
            if host.kind not in {"organisation", "group", "place"}:
                host.kind = "organisation"
        else:
            rest.append(cluster)
    return rest


def _stands_for(acronym: str, cluster: Cluster) -> bool:
    return any(m.head is None and stands_for(acronym, m.text) for m in cluster.mentions)


_BRACKET = re.compile(r"(?:['’]s?)?\s?\([\"“]?")


def _by_bracket(mention: Mention, text: str) -> bool:
    return "(" in text[max(0, mention.start - 2):mention.start] or "(" in text[mention.end:mention.end + 4]


def _glossed(short: Cluster, long: Cluster, text: str) -> bool:
    """Whether one stands in brackets right after the other and the letters fit at least in part."""
    if looks_like_acronym(long.full()) or len(tokens(long.full())) < 2:
        return False
    letters = fold(short.full()).replace(" ", "")
    if letters[0] not in {word[0] for word in fold(long.full()).split()}:
        return False
    for a in short.mentions:
        for b in long.mentions:
            first, second = sorted((a, b), key=lambda m: m.start)
            gap = text[first.end:second.start]
            closed = text[second.end:second.end + 2].lstrip('"”').startswith(")")
            if closed and _BRACKET.fullmatch(gap):
                return True
    return False


def _join_short_forms(clusters: list[Cluster], reading: Reading) -> list[Cluster]:
    """"the Observatory", "Security Council": a longer name of a body opens with the short one or holds its noun."""
    bodies = [c for c in clusters if c.kind in {"organisation", "group", "facility"}]
    folded = {id(c): fold(c.full()).split() for c in clusters}
    rest = []
    for cluster in clusters:
        host = None
        words = folded[id(cluster)]
        one_noun = len(words) == 1 and words[0] in KIND_WORDS
        if cluster.known is None and (one_noun or (cluster.kind in {"organisation", "group"} and len(words) > 1)):
            hosts = [c for c in bodies if c is not cluster and _shortens(words, folded[id(c)], one_noun)]
            host = _only_before(cluster, hosts, reading) if one_noun else next(iter(hosts), None)
        if host is not None:
            _merge(host, cluster)
            folded[id(host)] = fold(host.full()).split()
        else:
            rest.append(cluster)
    return rest


def _join_told(clusters: list[Cluster], reading: Reading) -> list[Cluster]:
    """Two names that the text calls one: "the Front, formerly known as the Brigades"."""
    rest = list(clusters)
    of = {mention.key: cluster for cluster in clusters for mention in cluster.mentions}
    for claim in reading.claims:
        if claim.relation is None or claim.relation.relation != "also_known_as" or claim.status == "denied":
            continue
        host, other = of.get(claim.relation.subject), of.get(claim.relation.object)
        if host is None or other is None or host is other or (host.known and other.known):
            continue
        if compatible(host.kind, other.kind) or host.weak() or other.weak():
            host.kind = other.kind if host.weak() and not other.weak() else host.kind
            _merge(host, other)
            of |= {mention.key: host for mention in other.mentions}
            rest = [cluster for cluster in rest if cluster is not other]
    return rest


def _shortens(short: list[str], full: list[str], one_noun: bool) -> bool:
    if len(full) <= len(short):
        return False
    if one_noun:
        return short[0] == _head(full)
    return full[: len(short)] == short and full[len(short)] in {"of", "for", "in"}


def _head(words: Sequence[str]) -> str:
    """The noun of a body's name: the last word, or the last before "of" ("Syrian Observatory for Human Rights")."""
    end = next((at for at, word in enumerate(words) if at and word in LINKS), len(words))
    return words[end - 1]


def _only_before(short: Cluster, hosts: Sequence[Cluster], reading: Reading) -> Cluster | None:
    """The one body that a bare noun can mean: named before it is first used, a headline left out; None if two fit.

    "The Coalition", of which the text speaks before it names the Northern Relief Coalition, is another one.
    """
    heads = [block.end for block in reading.article.blocks if block.role in {"headline", "standfirst"}]
    begin = max(heads, default=0)
    first = min((m.start for m in short.mentions if m.start >= begin), default=None)
    bare = [host for host in hosts if _without_state(host.full()) == tokens(short.full())]
    fit = bare or [host for host in hosts if first is None or min(m.start for m in host.mentions) < first]
    return fit[0] if len(fit) == 1 else None


def _without_state(name: str) -> tuple[str, ...]:
    """The words of a name without those of a state: "U.S. Congress", "Syrian Army"."""
    return tuple(word for word in tokens(name) if not (nation_named(word) or nation_of_adjective(word)))


def same_spelling(a: str, b: str) -> bool:
    """Whether two names may be one by their letters; an acronym is no word of the same consonants, and a name of one or two
    consonants says little."""
    if is_acronym(a) or is_acronym(b):
        return fold(a) == fold(b) or stands_for(a, b) or stands_for(b, a)
    if is_ordinary(fold(a)) != is_ordinary(fold(b)):
        return fold(a) == fold(b)  # "Report" is no Robert
    short = len("".join(skeletons(a)).removeprefix("a")) < 3
    return compare_names(a, b) >= (0.9 if short else 0.5)


def _join_spellings(clusters: list[Cluster], reading: Reading) -> list[Cluster]:
    """Two spellings of one name in one article, if their skeletons agree and ``compare_names`` is sure."""
    rest: list[Cluster] = []
    by_skeleton: dict[str, list[Cluster]] = {}
    for cluster in clusters:
        name = cluster.full()
        key = "".join(sorted(skeleton(token) for token in tokens(name)))
        host = None
        if len(fold(name)) > 3 and cluster.kind != "nationality":
            alike = (c for c in by_skeleton.get(key, []) if compatible(c.kind, cluster.kind) or c.weak() or cluster.weak())
            host = next((c for c in alike if same_spelling(c.full(), name)), None)
        if host is not None:
            host.kind = cluster.kind if host.weak() else host.kind
            _merge(host, cluster)
        else:
            by_skeleton.setdefault(key, []).append(cluster)
            rest.append(cluster)
    return rest
