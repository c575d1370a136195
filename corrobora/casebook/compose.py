"""From the words of a command to a judgement: ids and quotes become places in the sources, values their types."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeVar, cast, get_args

from pydantic import JsonValue

from corrobora.casebook.anchors import target_of_claim, target_of_event
from corrobora.casebook.judgements import make
from corrobora.errors import JudgementError
from corrobora.records import Anchor, Article, Case, Claim, Decision, Event, Judgement, Span, Target

_VALUE = re.compile(r"([a-z][a-z_0-9.]*)=(.*)", re.DOTALL)
_WITH_VALUES = ("correct", "set", "code")
_OF_SPANS = ("add", "report", "clutter")
_NUMBERS = ("low", "high", "lat", "lon")
_LISTS = ("actors", "targets")
T = TypeVar("T", Claim, Event, Article)


def compose(
    case: Case, decision: str, words: Sequence[str], *, who: str, why: str | None = None, after: str | None = None
) -> Judgement:
    """A judgement from words as ``corrobora judge`` takes them. Raises JudgementError for what is not there or cannot be."""
    known = get_args(Decision)
    name = decision.replace("-", "_")
    if name not in known:
        raise JudgementError(f"no judgement is called {decision!r}", mend=", ".join(known).replace("_", "-"))
    quoted = 2 if name in _OF_SPANS else 0  # an article's words may look like a value
    plain, given = _parts(words[quoted:]) if name in _WITH_VALUES or quoted else (list(words), {})
    plain = [*words[:quoted], *plain]
    target, others, values = _Words(case, plain, given).read(name)
    return make(cast(Decision, name), target, others=others, values=values, who=who, why=why, after=after)


def _parts(words: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """What is named, and the values ``key=value``."""
    plain, given = [], {}
    for word in words:
        if found := _VALUE.fullmatch(word):
            given[found[1]] = found[2]
        else:
            plain.append(word)
    return plain, given


class _Words:
    """One command's words, read by what is decided."""

    def __init__(self, case: Case, plain: list[str], given: dict[str, str]) -> None:
        self.case, self.plain, self.given = case, plain, given
        self.claims = {claim.id: claim for claim in case.claims}

    def read(self, decision: str) -> tuple[Target, list[Target], dict[str, JsonValue]]:
        """Target, other targets, values."""
        if decision in ("accept", "reject", "correct"):
            (id_,) = self._words(decision, "CLAIM")
            claim = self._claim(id_)
            return target_of_claim(claim), [], self._claim_values(claim)
        if decision in ("same", "not_same", "unsure"):
            if all(map(self._is_event, self.plain)):
                return self._pair(decision)
            names = tuple(self._name(word) for word in self._words(decision, "NAME", "NAME"))
            return Target(kind="names", names=names), [], {}
        if decision in ("report", "clutter", "add"):
            return self._span(decision)
        if decision == "assess":
            name, code = self._words(decision, "NAME", "CODE")
            return Target(kind="source", names=(self._name(name),)), [], {"code": code.upper()}
        if decision == "note":
            id_, text = self._words(decision, "ID", "TEXT")
            return self._any(id_), [], {"text": text}
        if decision == "undo":
            (id_,) = self._words(decision, "JUDGEMENT")
            found = _one("judgement", id_, {j.judgement.id: j.judgement for j in self.case.judgements})
            return Target(kind="judgement", id=found.id), [], {}
        if decision == "move":
            claim_id, event_id = self._words(decision, "CLAIM", "EVENT")
            return target_of_claim(self._claim(claim_id)), [self._event(event_id)], {}
        return self._of_event(decision)

    def _of_event(self, decision: str) -> tuple[Target, list[Target], dict[str, JsonValue]]:
        if decision == "set":
            (id_,) = self._words(decision, "EVENT-OR-ARTICLE")
            target = self._any(id_)
            return target, [], self._event_values() if target.kind == "event" else dict(self.given)
        if decision == "code":
            (id_,) = self._words(decision, "EVENT")
            return self._event(id_), [], self._cell()
        if len(self.plain) < 2:
            raise JudgementError(f"{decision} needs an event and more", mend="corrobora judge --help shows the words")
        event = self._event(self.plain[0])
        if decision == "merge":
            return event, [self._event(id_) for id_ in self.plain[1:]], {}
        if decision == "split":
            return event, [target_of_claim(self._claim(id_)) for id_ in self.plain[1:]], {}
        words = " ".join(self.plain[1:])
        return event, [], {"label": words} if decision == "rename" else {"status": words.replace(" ", "_").replace("-", "_")}

    def _words(self, decision: str, *names: str) -> list[str]:
        if len(self.plain) != len(names):
            raise JudgementError(
                f"{decision} takes {' '.join(names)}, not {len(self.plain)} words", mend="quote words that hold blanks"
            )
        return self.plain

    def _claim(self, id_: str) -> Claim:
        return _one("claim", id_, self.claims)

    def _event(self, id_: str) -> Target:
        return target_of_event(_one("event", id_, {event.id: event for event in self.case.events}), self.claims)

    def _is_event(self, word: str) -> bool:
        """Whether a word is the id of an event, or its first letters; names and entities have ids of their own."""
        known = any(entity.id == word for entity in self.case.entities)
        return word.startswith("e-") and not known and any(event.id.startswith(word) for event in self.case.events)

    def _pair(self, decision: str) -> tuple[Target, list[Target], dict[str, JsonValue]]:
        """Two events that are not one, or may be."""
        if decision == "same":
            raise JudgementError("same is about names", mend=f"corrobora judge CASE merge {' '.join(self.plain)}")
        a, b = self._words(decision, "EVENT", "EVENT")
        return self._event(a), [self._event(b)], {}

    def _any(self, id_: str) -> Target:
        articles = {article.id: article for article in self.case.articles}
        if id_ in articles:
            return Target(kind="article", id=id_)
        if id_.startswith("c-"):
            return target_of_claim(self._claim(id_))
        if id_.startswith("e-"):
            return self._event(id_)
        return Target(kind="article", id=_one("article", id_, articles).id)

    def _name(self, word: str) -> str:
        """A name as written; an entity's id stands for its name."""
        return next((entity.name for entity in self.case.entities if entity.id == word), word)

    def _span(self, decision: str) -> tuple[Target, list[Target], dict[str, JsonValue]]:
        """A block by words in it, or the words of a claim to be added."""
        id_, quote = self._words(decision, "ARTICLE", "WORDS")
        article = _one("article", id_, {article.id: article for article in self.case.articles})
        at = self.given.pop("at", None)
        start = _place(article, quote, int(at) if at and at.isdigit() else None)
        if decision != "add":
            block = next((b for b in article.blocks if b.start <= start < b.end), None)
            if block is None:
                raise JudgementError("these words stand in no block", where=article.id)
            anchor = Anchor(article=article.id, start=block.start, end=block.end, quote=article.slice(block))
            return Target(kind="block", anchors=(anchor,)), [], {}
        event = self.given.pop("event", None)
        anchor = Anchor(article=article.id, start=start, end=start + len(quote), quote=quote)
        others = [self._event(event)] if event else []
        return Target(kind="block", anchors=(anchor,)), others, self._values_at(article, start)

    def _claim_values(self, claim: Claim) -> dict[str, JsonValue]:
        article = next(article for article in self.case.articles if article.id == claim.article)
        return self._values_at(article, claim.start)

    def _values_at(self, article: Article, offset: int) -> dict[str, JsonValue]:
        """The values of a claim; a claimant's words are looked for near it."""
        values: dict[str, JsonValue] = {}
        for key, text in self.given.items():
            if key == "value":
                values |= dict(zip(("low", "high"), _interval(text), strict=True))
            elif key == "claimant":
                values[key] = None if text.casefold() in ("", "none", "outlet") else _words_near(article, text, offset)
            else:
                values[key] = _number(text) if key in _NUMBERS else text
        return values

    def _event_values(self) -> dict[str, JsonValue]:
        values: dict[str, JsonValue] = {}
        for key, text in self.given.items():
            if key == "date":
                start, _, end = text.partition("..")
                values |= {"start": start, "end": end or start}
            elif key in _LISTS:
                values[key] = [self._name(name.strip()) for name in text.split(";") if name.strip()]
            elif key == "place":
                values[key] = self._name(text)
            else:
                values[key] = _number(text) if key in _NUMBERS else text
        return values

    def _cell(self) -> dict[str, JsonValue]:
        if len(self.given) != 1:
            raise JudgementError("code sets one cell", mend="CODEBOOK.COLUMN=VALUE, as in ucdp.best=12")
        ((name, text),) = self.given.items()
        book, _, column = name.partition(".")
        value: JsonValue
        try:
            value = _number(text)
        except JudgementError:
            value = text
        return {"codebook": book, "column": column, "value": value}


def _one(kind: str, id_: str, known: Mapping[str, T | Judgement]) -> T:
    """The thing with this id, or the only one whose id starts so."""
    found = [id_] if id_ in known else [key for key in known if id_ and key.startswith(id_)]
    if len(found) != 1:
        what = f"no {kind} has the id" if not found else f"{len(found)} ids of a {kind} start with"
        raise JudgementError(f"{what} {id_!r}", mend="corrobora show CASE --all shows them")
    return known[found[0]]  # type: ignore[return-value]


def _number(text: str) -> int | float | None:
    if text.casefold() in ("", "none", "null"):
        return None
    try:
        number = float(text.replace(",", ""))
    except ValueError:
        raise JudgementError(f"{text!r} is no number") from None
    if number != number or number in (float("inf"), float("-inf")):
        raise JudgementError(f"{text!r} is no number")
    return int(number) if number == int(number) else number


def _interval(text: str) -> tuple[JsonValue, JsonValue]:
    """"58" is 58 to 58, "58-60" a range, "58+" at least, "-60" up to."""
    if text.endswith("+"):
        return _number(text[:-1]), None
    low, dash, high = text.partition("-")
    return (_number(low), _number(high)) if dash else (_number(text), _number(text))


def _place(article: Article, quote: str, at: int | None) -> int:
    """Where words stand in an article. Raises JudgementError if nowhere, or in several places and none is named."""
    found = [m.start() for m in re.finditer(re.escape(quote), article.text)] if quote else []
    if at is not None and at in found:
        return at
    if not found:
        raise JudgementError(f"the article does not hold the words {quote[:60]!r}", where=article.id)
    if len(found) > 1:
        raise JudgementError(
            f"the words stand in {len(found)} places: {', '.join(map(str, found[:5]))}", where=article.id, mend="at=OFFSET"
        )
    return found[0]


def _words_near(article: Article, quote: str, offset: int) -> JsonValue:
    found = [m.start() for m in re.finditer(re.escape(quote), article.text)]
    if not found:
        raise JudgementError(f"the article does not hold the claimant's words {quote[:60]!r}", where=article.id)
    start = min(found, key=lambda at: (abs(at - offset), at))
    span = Span(start=start, end=start + len(quote))
    return {"quote": article.slice(span), "start": span.start, "end": span.end}
