"""Descriptions of one article -> the names they point to: "the Shia militia", "the movement", "the town"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from corrobora.entities.cluster import Cluster
from corrobora.entities.kinds import compatible
from corrobora.records import Mention, Reading
from corrobora.text.actors import KnownActors, side_of
from corrobora.text.names import fold
from corrobora.text.nations import Nation, is_people, nation_named, nation_of_adjective, nation_of_capital


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_GROUPS = _words("""
    militia militias movement rebels fighters militants insurgents jihadists extremists terrorists faction guerrillas
    gunmen separatists
""")
_STRANGERS = _GROUPS | _words("""
    bandits robbers raiders pirates militiamen herders herdsmen kidnappers abductors hijackers mutineers settlers vigilantes
    bombers snipers bomber sniper gunman robber raider kidnapper abductor hijacker stabber shooter militant insurgent
    terrorist jihadist guerrilla
""")
WHOEVER = _words("""
    attackers assailants perpetrators raiders intruders kidnappers abductors hijackers attacker assailant
""")
"""Words that point back to those who did it, whatever they were called."""
_VAGUE = _words("""
    armed masked unknown unidentified suspected alleged heavily more other several many some numerous hooded uniformed
""")
"""Words that tell no two groups apart."""
_BODIES = _words("""
    group organisation organization party agency council committee commission coalition alliance ministry network
    monitor watchdog observatory newspaper broadcaster charity army opposition authority cartel gang junta parliament
    administration
""")
_SETTLED = _words("""
    town city village suburb neighbourhood neighborhood enclave district
""")
_UNITS = _words("""
    province region governorate
""")
_NOT_NAMED = _SETTLED | _UNITS | {"country", "capital"}
_OWNER = re.compile(r"(\S+)['’]s?\s$")
_UNIT = re.compile(r"\b(?:province|region|governorate)\b", re.I)
_SIDES = {
    "government": "government forces", "rebels": "rebels", "islamic_state": "Islamic State", "kurdish_forces": "Kurdish forces",
}
FIGHTING = _words("""
    forces fighters troops soldiers army rebels insurgents regime units force soldier troop rebel fighter insurgent
    loyalists militia militiamen command guerrillas opposition military
""")


_ANY_BODY = frozenset({"group", "organisation", "organization"})
_ARMED = _words("""
    armed militant militants extremist extremists jihadist jihadists jihadi terrorist terrorists terror insurgent rebel
    guerrilla militia islamist radical splinter separatist paramilitary
""")
_OF_STATES = _words("""
    forces force troops army armies soldiers military navy officials official government regime authorities administration
    police intelligence agencies agency warplanes planes jets aircraft drones warships commandos ministry parliament
    diplomats lawmakers leaders leadership servicemen marines command guard guards
""")
"""What is a state's own where its name stands before it."""
_MONITORS = frozenset({"observatory", "watch", "network", "rights", "monitor"})
_WIDE_BEFORE = re.compile(r"\b(?:province|governorate|region|border|sea|coast|river) (?:of )?$")
_WIDE_AFTER = re.compile(r"\s(?:province|governorate|region|border|sea|coast|river|state)\b")


class Pointing:
    """Puts each description to the name it points to, or to a cluster of its own."""

    def __init__(self, reading: Reading, clusters: list[Cluster], known: KnownActors) -> None:
        self.text, self.known = reading.article.text, known
        self.described: list[Cluster] = []
        self.own: dict[str, Cluster] = {}
        self.regime: Nation | None = None  # the last whose name stood beside the word
        self.spots = sorted(((m.start, m.end, c) for c in clusters for m in c.mentions if m.head is None), key=lambda s: s[0])
        self.starts = [start for start, _, _ in self.spots]
        self.clusters = clusters
        named = self._nations()
        self.main_nation = min(named, key=lambda nation: (-named[nation], nation.iso)) if named else None
        self.at_war = self._at_war(reading)

    def place(self, mention: Mention) -> None:
        host = self._beside(mention) or self._behind(mention)
        if host is not None:
            host.mentions = sorted([*host.mentions, mention], key=lambda m: m.start)
            return
        if mention.head in WHOEVER and self.text[max(0, mention.start - 4):mention.start].lower() == "the ":
            doers = [c for c in self.described if c.mentions[0].head in _STRANGERS]
            if doers:
                doers[-1].mentions.append(mention)
                return
        if (host := self._again(mention)) is not None:
            host.mentions.append(mention)
            return
        if mention.head in _NOT_NAMED:
            return  # a place that was not named: nothing to say of it
        key, shared = self._own_key(mention)
        cluster = self.own.get(key)
        if cluster is None:
            kind = mention.kind if not shared else "organisation" if shared[0] == "G" or shared == "opposition" else "group"
            cluster = self.own[key] = Cluster(kind, shared=shared)
            self.described.append(cluster)
        cluster.mentions.append(mention)

    def _again(self, mention: Mention) -> Cluster | None:
        """Those told of before with the same noun: "the bomber" is the suicide bomber of whom the article has told."""
        if mention.head not in _STRANGERS or mention.text.lower() != mention.head:
            return None
        definite = self.text[max(0, mention.start - 4):mention.start].lower() == "the "
        alike = [c for c in self.described if c.mentions[0].head == mention.head] if definite else []
        return alike[0] if len(alike) == 1 else None

    def _beside(self, mention: Mention) -> Cluster | None:
        """A name that touches: "Hezbollah fighters", "Abu Qassem, a rebel commander", "the monitoring group SOHR"."""
        at = bisect_left(self.starts, mention.start)
        for _, end, cluster in next(([s] for s in reversed(self.spots[max(0, at - 8):at]) if s[1] <= mention.start), ()):
            gap = self.text[end:mention.start]
            if gap == " " and cluster.kind in {"group", "organisation"} and mention.kind in {"group", "organisation"}:
                own = not (cluster.shared or "").startswith("Government") or mention.head in _OF_STATES
                return cluster if own else None  # "Syria rebels" are not the state
            if gap == " " and cluster.kind == "group" and mention.kind == "person" and mention.head in _STRANGERS:
                return cluster  # a group's bomber acts for it
            if re.fullmatch(r",\s(?:an?|the|one of|who is an?|who is the)\s", gap) and _fits(cluster, mention):
                return cluster
        at = bisect_left(self.starts, mention.end)
        after = self.spots[at] if at < len(self.spots) else None
        if after is not None and re.fullmatch(r",?\s(?:called |named |known as )?(?:the )?", self.text[mention.end:after[0]]):
            plural = mention.kind == "group" and mention.head not in _GROUPS | _BODIES
            if _fits(after[2], mention) and not plural and not self._in_list(mention):
                return after[2]
        return None

    def _in_list(self, mention: Mention) -> bool:
        return bool(re.search(r"(?:,| and| or)\s+$", self.text[max(0, mention.start - 6):mention.start]))

    def _behind(self, mention: Mention) -> Cluster | None:
        """The name that a definite description points back to."""
        lead = self.text[max(0, mention.start - 8):mention.start].lower()
        head = mention.head or ""
        if not re.search(r"\b(?:the|this|that|these|those)\s$", lead):
            return None
        before = self._before_it(mention)
        if head in _NOT_NAMED:
            at = bisect_left(self.starts, mention.end)
            return self._place(head, chain(before, (cluster for _, _, cluster in self.spots[at:at + 1])))
        if mention.kind == "person":
            nation = self._nation(mention.text)
            roles = (c for c in before if c.kind == "person" and any(head in role.lower().split() for role in c.roles))
            return next((c for c in roles if nation is None or self._is_of(c, nation)), None)
        if head in {"government", "regime", "authorities", "opposition"} or (head.endswith("s") and head not in _GROUPS):
            return None
        if side_of(mention.text) not in {"unspecified", "other"}:
            return None
        return self._body(mention, head, before)

    def _before_it(self, mention: Mention) -> Iterator[Cluster]:
        """The things that are named before a mention, the last first."""
        seen: set[int] = set()
        for at in range(bisect_left(self.starts, mention.start) - 1, -1, -1):
            _, end, cluster = self.spots[at]
            if end <= mention.start and id(cluster) not in seen:
                seen.add(id(cluster))
                yield cluster

    def _place(self, head: str, clusters: Iterable[Cluster]) -> Cluster | None:
        for cluster in clusters:
            if cluster.kind != "place":
                continue
            names = cluster.names
            state = any(nation_named(name) for name in names)
            unit = any(_UNIT.search(name) for name in names)
            if head == "country" and state:
                return cluster
            if head == "capital" and any(nation_of_capital(name) for name in names):
                return cluster
            told = any(self._before(m, len(head) + 4).endswith(f"{head} of ") for m in cluster.mentions)
            if head in _UNITS and (unit or told):
                return cluster
            if head in _SETTLED and not state and not unit and (told or self._is_settlement(cluster)):
                return cluster
        return None

    def _is_settlement(self, cluster: Cluster) -> bool:
        """Whether the text does not call it a province, sea or the like."""
        return not any(
            _WIDE_BEFORE.search(self._before(m, 14)) or _WIDE_AFTER.match(self.text[m.end:m.end + 14].lower())
            for m in cluster.mentions
        )

    def _before(self, mention: Mention, size: int) -> str:
        return self.text[max(0, mention.start - size):mention.start].lower()

    def _body(self, mention: Mention, head: str, before: Iterable[Cluster]) -> Cluster | None:
        words = set(mention.text.lower().split())
        monitoring = bool(words & {"monitoring", "monitor", "watchdog", "observatory", "rights", "advocacy", "aid", "charity"})
        state = "state" in words or "official" in words
        for cluster in before:
            if cluster.kind not in {"group", "organisation"} or (cluster.shared or "").startswith("Government"):
                continue
            actor = self.known.actors.get(cluster.known or "")
            name_words = set(fold(cluster.full()).split())
            if head in name_words:
                return cluster
            if any(is_people(name) for name in cluster.names):
                continue
            armed = actor.role == "armed_group" if actor else cluster.kind == "group"
            if monitoring or head in {"monitor", "watchdog"}:
                if (actor and actor.role in {"monitor", "body"}) or name_words & _MONITORS:
                    return cluster
            elif head in {"agency", "newspaper", "broadcaster"}:
                agency = (actor and actor.role in {"agency", "media"}) or name_words & {"news", "agency"}
                if agency and (not state or (actor and actor.state)):
                    return cluster
            elif head in _GROUPS or (head in _ANY_BODY and words & _ARMED):
                if armed:
                    return cluster
            elif head in _ANY_BODY and not (actor and actor.role in {"media", "agency", "government"}):
                return cluster
        return None

    def _is_of(self, cluster: Cluster, nation: Nation) -> bool:
        """Whether a person holds office in a state: as the words before his name or the known actors tell."""
        actor = self.known.actors.get(cluster.known or "")
        if actor is not None and actor.state:
            return nation_named(actor.state) == nation
        return any(self._nation(self.text[max(0, m.start - 40):m.start]) == nation for m in cluster.mentions if m.role)

    def _own_key(self, mention: Mention) -> tuple[str, str | None]:
        """What other descriptions it is one with, in this article and, if the second is given, in every article."""
        before = self.text[max(0, mention.start - 40):mention.start]
        owner = _OWNER.search(before) if "'" in before[-3:] or "’" in before[-3:] else None
        tail = re.match(r"\s(?:loyal to|of|from|allied (?:to|with))\s[^,.;]{0,40}", self.text[mention.end:mention.end + 50])
        said = f"{owner.group(1)}'s {mention.text}" if owner else mention.text
        side = side_of(said)
        if side == "unspecified" and tail and mention.head in FIGHTING:
            side = side_of(mention.text + tail.group())
        if mention.head in {"government", "regime", "authorities"}:
            beside = owner or re.search(r"(\S+)\s$", before)
            nation = self._nation(mention.text) or (self._nation(beside.group(1)) if beside else None)
            if mention.head == "regime":
                nation = self.regime = nation or self.regime
            nation = nation or self.main_nation
            return (f"government {nation.iso}", f"Government of {nation.name}") if nation else ("government", "government")
        if mention.head == "opposition":
            return "opposition", "opposition"
        if side in _SIDES and mention.head in FIGHTING:
            nation = self._nation(said) if side == "government" else None
            if nation and nation != self.at_war:
                return f"{side} {nation.iso}", f"{_SIDES[side]} of {nation.name}"
            return side, _SIDES[side]
        words = fold(mention.text).split()
        told = [word for word in words if word not in _VAGUE] if mention.head in _STRANGERS else words
        return " ".join(told or words), None

    def _nation(self, words: str) -> Nation | None:
        for word in re.findall(r"[^\W\d_]+", words):
            if nation := nation_of_adjective(word) or nation_named(word) or nation_of_capital(word):
                return nation
            actor = self.known.find(word)
            if actor and actor.state and (nation := nation_named(actor.state)):
                return nation  # "the Assad regime"
        return None

    def _nations(self) -> Counter[Nation]:
        """How often the article names each state, by name, adjective, capital or leader."""
        count: Counter[Nation] = Counter()
        for cluster in self.clusters:
            leader = self.known.actors.get(cluster.known or "")
            led = nation_named(leader.state) if leader and leader.state and leader.kind == "person" else None
            for mention in cluster.mentions:
                name = mention.text
                nation = led or nation_named(name) or nation_of_adjective(name) or nation_of_capital(name)
                if nation:
                    count[nation] += 1
        return count

    def _at_war(self, reading: Reading) -> Nation | None:
        """The state whose forces the article calls government forces for short: a neighbour's army is not among them."""
        main = self.main_nation
        count: Counter[Nation] = Counter({main: 2} if main else ())
        for mention in reading.mentions:
            if mention.head in FIGHTING and side_of(mention.text) == "government":
                count.update(own for own in (self._nation(mention.text) or main,) if own)
        return min(count, key=lambda nation: (-count[nation], nation != main, nation.iso)) if count else None


def _fits(cluster: Cluster, mention: Mention) -> bool:
    """Whether a description of this kind can be said of the thing."""
    if mention.kind == "group":
        return cluster.kind in {"group", "organisation"}
    if mention.kind == "organisation":
        return cluster.kind in {"group", "organisation"}
    if mention.kind == "person":
        return cluster.kind == "person"
    return compatible(cluster.kind, mention.kind)
