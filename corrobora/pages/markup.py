"""HTML -> its visible text in order, one unit a paragraph, each with the elements it stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree
from lxml.etree import _Element
from lxml.html import HTMLParser

from corrobora.errors import InputError
from corrobora.text.damage import visible

UNSEEN = frozenset({
    "script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object", "embed", "canvas", "audio", "video",
    "map", "datalist", "select",
    "option", "textarea", "meta", "link", "base", "title", "param", "source", "track", "area", "img", "input",
})
INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd",
    "label", "mark", "nobr", "q", "ruby",
    "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "rt", "rp", "amp-ad",
    "g-emoji", "shy",
})
CELLS = frozenset({"td", "th"})
LONG_CELL = 80
"""Characters of a table's row after which the next cell starts a block of its own."""
MOST_TAGS = 400_000
"""Pages with more tags than this are no news pages, and their trees would take gigabytes."""
DEEPEST = 200
_ZERO_WIDTH = {0x200B: " ", 0xFEFF: " "}
_FAULTY = re.compile(r"(<html[^>]{0,500}?)\s*/>", re.I)


@dataclass(slots=True)
class Unit:
    """A run of visible text between two block boundaries. ``node`` is the index of the element it stands in."""

    start: int
    end: int
    node: int
    linked: int = 0
    """Its code points inside of links."""


@dataclass(slots=True)
class Page:
    """The visible text, its units in order, and for every element its parent's index, its tag and its class and id."""

    text: str
    units: list[Unit]
    parents: list[int] = field(repr=False)
    tags: list[str] = field(repr=False)
    names: list[str] = field(repr=False)


def parse(markup: str) -> _Element:
    """The tree of a page. Raises InputError for what is no HTML or has more tags than a page can have."""
    if markup.count("<") > MOST_TAGS:
        raise InputError(f"more than {MOST_TAGS:,} tags, which is no news page")
    markup = visible(markup)
    markup = _FAULTY.sub(r"\1>", markup[:2000]) + markup[2000:]
    parser = HTMLParser(collect_ids=False, default_doctype=False, encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = etree.fromstring(markup.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise InputError(f"no HTML that can be parsed: {str(error)[:120]}") from None
    if tree is None:
        raise InputError("no HTML that can be parsed: it holds no element")
    return tree


def show(tree: _Element) -> Page:
    """The visible text of a tree: white space as browsers collapse it, a blank line between blocks."""
    writer = _Writer()
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if not isinstance(tag, str):
            if event == "end":
                writer.put(element.tail)
            continue
        if event == "start":
            if tag in UNSEEN:
                walk.skip_subtree()
            else:
                writer.open(tag, element)
        else:
            if tag not in UNSEEN:
                writer.close(tag)
            if element is not tree:
                writer.put(element.tail)
    writer.flush()
    return Page("".join(writer.pieces), writer.units, writer.parents, writer.tags, writer.names)


class _Writer:
    """Collects the text of a walk through a tree."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.units: list[Unit] = []
        self.parents: list[int] = []
        self.tags: list[str] = []
        self.names: list[str] = []
        self._stack = [-1]
        self._waiting: list[str] = []
        self._node = -1
        self._length = 0
        self._links = 0
        self._linked = 0
        self._exact = 0

    def open(self, tag: str, element: _Element) -> None:
        if tag not in INLINE:
            if tag in CELLS and self._short():
                self._add(" ")  # the cells of a row are read in one line, unless the table only lays out the page
            else:
                self.flush()
            if tag == "br" or tag == "hr":
                self._stack.append(self._stack[-1])
                return
            self.parents.append(self._stack[-1])
            self.tags.append(tag)
            names = element.get("class") or ""
            other = element.get("id")
            hidden = " HIDDEN" if element.get("hidden") is not None or "display:none" in (element.get("style")
                or "").replace(" ", "") else ""
            role = element.get("role")
            self.names.append(f"{names} {other or ''} {'role-' + role if role else ''}{hidden}".strip()
                if other or role or hidden else names)
            self._stack.append(len(self.parents) - 1)
        else:
            self._stack.append(self._stack[-1])
        if tag == "a":
            self._links += 1
        if tag == "pre":
            self._exact += 1
        self.put(element.text)

    def close(self, tag: str) -> None:
        if tag not in INLINE and not (tag in CELLS and self._short()):
            self.flush()
        if tag == "a":
            self._links = max(0, self._links - 1)
        if tag == "pre":
            self._exact = max(0, self._exact - 1)
        self._stack.pop()

    def put(self, text: str | None) -> None:
        if not text:
            return
        if self._exact and "\n" in text:
            for i, line in enumerate(text.split("\n")):
                if i:
                    self.flush()
                self._add(line)
        else:
            self._add(text)

    def _add(self, text: str) -> None:
        if not self._waiting:
            if text.isspace():
                return
            self._node = self._stack[-1]
        self._waiting.append(text)
        if self._links:
            self._linked += len(text)

    def _short(self) -> bool:
        return sum(map(len, self._waiting)) < LONG_CELL

    def flush(self) -> None:
        if not self._waiting:
            return
        text = "".join(self._waiting)
        if not text.isascii():
            text = text.translate(_ZERO_WIDTH)
        text = " ".join(text.split())
        if text:
            if self.pieces:
                self.pieces.append("\n\n")
                self._length += 2
            self.pieces.append(text)
            self.units.append(Unit(self._length, self._length + len(text), self._node, min(self._linked, len(text))))
            self._length += len(text)
        self._waiting = []
        self._linked = 0
