"""HTML -> its visible text in order, one unit a paragraph, each with the elements it stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree
from lxml.etree import _Element
from lxml.html import HtmlElement, HTMLParser

from corrobora.errors import InputError
from corrobora.pages.plain import MOST_BLOCKS
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
MOST_TAGS, MOST_ATTRIBUTES = 200_000, 2_000
"""Pages with more tags, or more attributes in one tag, are no news pages: their trees take the hundredfold of their size, and
the parser compares each attribute of a tag with all others."""
LARGE = 50_000
"""Characters of markup below which no tag has attributes enough to matter."""
DEEPEST = 200
_HIDDEN = re.compile(
    r"(?:^|\s)(?:sr-only|screen-reader(?:-text|-only)?|visually-?hidden|u-hidden-visually|a11y-hidden|assistive-text"
    r"|tooltip-?(?:text|content|body|inner)|popover-(?:content|body)|popup-content|hover-?card|rollover[\w-]*-block)(?:\s|$)")
"""Classes of text inside of a line that only pops up, or that only screen readers read out."""
_ZERO_WIDTH = {0x200B: " ", 0xFEFF: " "}
_OPENED = re.compile(r"""<[a-zA-Z][^>"']*+(?:(?:"[^"]*+"|'[^']*+')[^>"']*+)*+""")
_QUOTED = re.compile(r""""[^"]*"|'[^']*'""")
_SCRIPT = re.compile(r"<(script|style)\b.*?</\1|<!--.*?-->", re.I | re.S)
_LOOKUP = etree.ElementDefaultClassLookup(element=HtmlElement)
"""One class for all elements: lxml.html's own look-up of one for each name takes a tenth of a page's time."""
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
    elements: int = 0
    """How many there are, those inside of lines too."""


def parse(markup: str) -> _Element:
    """The tree of a page. Raises InputError for what is no HTML or has more tags than a page can have."""
    if markup.count("<") > MOST_TAGS:
        raise InputError(f"more than {MOST_TAGS:,} tags, which is no news page")
    markup = visible(markup)
    if len(markup) > LARGE and _overloaded(markup) and _overloaded(_SCRIPT.sub(" ", markup)):
        raise InputError(f"a tag of more than {MOST_ATTRIBUTES:,} attributes, which is no news page")
    markup = _FAULTY.sub(r"\1>", markup[:2000]) + markup[2000:]
    parser = HTMLParser(collect_ids=False, default_doctype=False, encoding="utf-8", remove_comments=True, remove_pis=True)
    parser.set_element_class_lookup(_LOOKUP)
    try:
        tree = etree.fromstring(markup.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise InputError(f"no HTML that can be parsed: {str(error)[:120]}") from None
    if tree is None:
        raise InputError("no HTML that can be parsed: it holds no element")
    return tree


def _overloaded(markup: str) -> bool:
    """Whether a tag has more attributes than any page needs."""
    long = [tag for tag in _OPENED.findall(markup) if len(tag) > 2 * MOST_ATTRIBUTES]
    return any(len(_QUOTED.sub("", tag).split()) > MOST_ATTRIBUTES for tag in long)


def show(tree: _Element) -> Page:
    """The visible text of a tree: white space as browsers collapse it, a blank line between blocks. Raises InputError if it
    has more blocks than one article."""
    writer = _Writer()
    open_, close, put = writer.open, writer.close, writer.put
    walk = etree.iterwalk(tree, events=("start", "end"))
    skipped = None
    for event, element in walk:
        tag = element.tag
        if event == "start":
            if tag in UNSEEN or not isinstance(tag, str) or (tag in INLINE and _pops_up(element)):
                skipped = element
                walk.skip_subtree()
            else:
                open_(tag, element)
        else:
            if element is not skipped:
                close(tag)
            if (text := element.tail) and element is not tree:
                put(text)
    writer.flush()
    return Page("".join(writer.pieces), writer.units, writer.parents, writer.tags, writer.names, writer.elements)


def _pops_up(element: _Element) -> bool:
    names = element.get("class")
    return names is not None and _HIDDEN.search(names) is not None


class _Writer:
    """Collects the text of a walk through a tree. Its methods run for every element of every page, so they do little."""

    __slots__ = ("_exact", "_inside", "_length", "_linked", "_links", "_node", "_stack", "_waiting", "elements", "names",
        "parents", "pieces", "tags", "units")

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.units: list[Unit] = []
        self.parents: list[int] = []
        self.tags: list[str] = []
        self.names: list[str] = []
        self._stack = [-1]
        self._inside: list[bool] = []
        self.elements = 0
        self._waiting: list[str] = []
        self._node = -1
        self._length = 0
        self._links = 0
        self._linked = 0
        self._exact = 0

    def open(self, tag: str, element: _Element) -> None:
        inline = tag in INLINE or ("-" in tag and (bool(self._waiting) or bool((element.tail or "").strip())))
        self.elements += 1
        self._inside.append(inline)  # an element of a site's own making is inline where it stands in a line
        stack = self._stack
        if inline:
            stack.append(stack[-1])
            if tag == "a":
                self._links += 1
        else:
            if self._waiting:
                if tag in CELLS and self._short():
                    self._add(" ")  # the cells of a row are read in one line, unless the table only lays out the page
                else:
                    self.flush()
            if tag == "br" or tag == "hr":
                stack.append(stack[-1])
                return
            self.names.append(_names(element))
            self.tags.append(tag)
            self.parents.append(stack[-1])
            stack.append(len(self.parents) - 1)
            if tag == "pre":
                self._exact += 1
        if text := element.text:
            self.put(text)

    def close(self, tag: str) -> None:
        self._stack.pop()
        if self._inside.pop():
            if tag == "a":
                self._links -= 1
        else:
            if self._waiting and not (tag in CELLS and self._short()):
                self.flush()
            if tag == "pre":
                self._exact -= 1

    def put(self, text: str) -> None:
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
            end = self._length + len(text)
            self.units.append(Unit(self._length, end, self._node, min(self._linked, len(text))))
            self._length = end
            if len(self.units) > MOST_BLOCKS:
                raise InputError(f"more than {MOST_BLOCKS:,} blocks of text, which is no single article")
        self._waiting = []
        self._linked = 0


def _names(element: _Element) -> str:
    """An element's classes and id, its role, and whether it is hidden."""
    held: dict[str, str] = dict(element.items())
    names = held.get("class", "")
    if len(held) > (names != ""):
        other, role = held.get("id"), held.get("role")
        hidden = " HIDDEN" if "hidden" in held or "display:none" in held.get("style", "").replace(" ", "") else ""
        if other or role or hidden:
            return f"{names} {other or ''} {'role-' + role if role else ''}{hidden}".strip()
    return names
