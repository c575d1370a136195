"""What the desk's pages share: how a judgement reads in words, what it is about, and links that change one thing of a query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from corrobora.brief.words import interval, plain
from corrobora.records import Judged, Judgement

PAGES = (
    ("/", "Events"), ("/articles", "Reports"), ("/queue", "Merge queue"), ("/judgements", "Judgements"),
    ("/sources", "Sources"), ("/add", "Add reports"), ("/exports", "Export"),
)
"""The pages in the head of each page; their place in this list is the key that leads there."""
QUOTE = 90
"""Characters of a judged sentence that the history shows."""

_VERBS = {
    "accept": "accepted", "reject": "rejected", "correct": "corrected", "add": "added the claim", "same": "said the same",
    "not_same": "said not the same", "unsure": "was unsure of", "merge": "merged", "split": "split", "move": "moved",
    "rename": "renamed", "set": "set", "code": "overruled", "review": "set the status of", "report": "took for the report",
    "clutter": "took for clutter", "assess": "assessed", "note": "noted on", "undo": "undid",
}


@dataclass(frozen=True)
class Line:
    """One judgement as the history shows it. ``quoted``: whether it is about words; ``effect`` is empty where it holds."""

    id: str
    who: str
    when: str
    verb: str
    about: str
    quoted: bool
    values: str
    why: str
    effect: str
    note: str
    decision: str


def line_of(judged: Judged, labels: Mapping[str, str]) -> Line:
    """A judgement in words. ``labels``: the names of events, articles and judgements by id."""
    own = judged.judgement
    effect = "" if judged.effect == "applied" else judged.effect
    return Line(
        own.id, plain(own.who), own.when[:16].replace("T", " "), _VERBS[own.decision], about(own, labels),
        own.target.kind in ("claim", "block", "judgement"), _values(own), plain(own.why or ""), effect,
        plain(judged.note or ""), own.decision,
    )


def history(judged: Iterable[Judged], labels: Mapping[str, str]) -> tuple[Line, ...]:
    """The judgements, the latest first."""
    known = list(judged)
    words = {one.judgement.id: f"{_VERBS[one.judgement.decision]} {about(one.judgement, labels)}" for one in known}
    return tuple(line_of(one, {**labels, **words}) for one in reversed(known))


def about(judgement: Judgement, labels: Mapping[str, str]) -> str:
    """What a judgement is about, in words."""
    target = judgement.target
    if target.names:
        return plain(" and ".join(target.names))
    if target.kind in ("claim", "block"):
        words = plain(target.anchors[0].quote)
        return words if len(words) <= QUOTE else words[:QUOTE].rsplit(" ", 1)[0] + " …"
    pair = (target, *judgement.others) if judgement.decision in ("not_same", "unsure") else (target,)
    return plain(" and ".join(labels.get(one.id or "", one.id or "") for one in pair))


def _values(judgement: Judgement) -> str:
    told, given = list[str](), dict(judgement.values)
    if "low" in given and "high" in given:  # one range, not two values
        given["value"] = interval(given.pop("low"), given.pop("high")) or "no number"
    for name, value in given.items():
        words = value["quote"] if isinstance(value, dict) else "; ".join(value) if isinstance(value, list) else value
        told.append(f"{name} {'none' if words is None else words}" if len(given) > 1 else str(words))
    if judgement.decision == "code":
        told = ["{codebook} {column}: {value}".format(**judgement.values)]
    if judgement.decision in ("merge", "split", "move"):
        told = [f"{len(judgement.others)} more" if len(judgement.others) > 1 else ""]
    return plain(", ".join(told)).replace("_", " ") if judgement.decision != "note" else plain(", ".join(told))


def is_about(judgement: Judgement, ids: set[str], names: set[str]) -> bool:
    """Whether a judgement is about one of some events, articles or claims, or of some names in lower case."""
    for target in (judgement.target, *judgement.others):
        if target.id in ids or any(name.casefold() in names for name in target.names):
            return True
        if target.kind != "event" and any(a.claim in ids or a.article in ids for a in target.anchors):
            return True
    return False


def link(path: str, asked: Mapping[str, object], **changed: object) -> str:
    """A path with a query in which some values are other; empty ones are left out."""
    values = {key: value for key, value in {**asked, **changed}.items() if value not in ("", None)}
    return f"{path}?{urlencode(values)}" if values else path
