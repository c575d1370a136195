"""Article -> Parsed: each kept block through the language pipeline, with offsets into the article's text.

A block is parsed by itself, so a paragraph that stands in many articles (wire copy) is parsed once.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, wraps
from itertools import islice
from typing import Any, TypeVar

from corrobora.claims.quick_spacy import QuickPipeline

# isort: split
import numpy as np
from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from corrobora.records import Article, Block, Span
from corrobora.text.datelines import Dateline, find_dateline
from corrobora.text.fold import same_length

_NO_TENSOR = np.zeros((0, 0))
T = TypeVar("T")
BATCH = 32
"""Articles whose blocks go through the pipeline together."""
OPENING = 2
"""Paragraphs at the head of an article that may open with a bare town; the first may be a title."""
KEPT_BLOCKS = 20_000
"""Parsed blocks that are remembered, oldest out first."""
MOST_WAYS = 4
"""Ways of reading one block that are remembered, where the articles around it make a difference."""


def of_parse(doc: Doc, name: str, make: Callable[[], T]) -> T:
    """What hangs on a parse alone: worked out once, however many articles print the block. Not to be changed by who gets it."""
    found: T | None = doc.user_data.get(name)
    if found is None:
        found = doc.user_data[name] = make()
    return found


def once_a_word(told: Callable[[Token], T]) -> Callable[[Token], T]:
    """As ``of_parse``, for a function of one token."""
    name = told.__qualname__

    @wraps(told)
    def remembered(token: Token) -> T:
        known: Any = token.doc.user_data
        key = name, token.i
        if key not in known:
            known[key] = told(token)
        found: T = known[key]
        return found

    return remembered


class Asked:
    """A set of words that keeps what it was asked and its answers: what was concluded holds for each set that answers so."""

    def __init__(self, words: frozenset[str]) -> None:
        self._words = words
        self.answers: dict[object, bool] = {}
        """By word; by the empty word, whether there are any."""

    def __contains__(self, word: object) -> bool:
        answer = self.answers[word] = word in self._words
        return answer

    def __bool__(self) -> bool:
        answer = self.answers[""] = bool(self._words)
        return answer


def of_parse_and_words(doc: Doc, name: str, words: frozenset[str], make: Callable[[Asked], T]) -> T:
    """As ``of_parse``, of what hangs on a parse and on whether some words are in a set."""
    made: list[tuple[dict[object, bool], T]] = doc.user_data.setdefault(name, [])
    for answers, found in made:
        if all((word in words if word else bool(words)) == answer for word, answer in answers.items()):
            return found
    asked = Asked(words)
    found = make(asked)
    if len(made) < MOST_WAYS:
        made.append((asked.answers, found))
    return found


@dataclass(frozen=True)
class Passage:
    """One kept block and its parse. ``base`` is the offset of the parse's first character in the article's text."""

    block: Block
    doc: Doc
    text: str = field(repr=False)
    """What was parsed: the block with plain quotes and blanks. ``Doc.text`` would join all tokens at every look."""
    dateline: Dateline | None = None
    """Set where the passage is a dateline, cut off the paragraph that it opens: names and a date, but no sentence."""

    @property
    def base(self) -> int:
        return self.block.start

    def at_start(self) -> Passage:
        """The passage as if nothing stood before it: what is read in it then holds wherever the block is printed."""
        return replace(self, block=self.block.model_copy(update={"start": 0, "end": self.block.end - self.block.start}))

    def span(self, piece: Token | TokenSpan) -> Span:
        """The offsets of a token or token span in the article's text."""
        if isinstance(piece, Token):
            return Span(start=self.base + piece.idx, end=self.base + piece.idx + len(piece))
        return Span(start=self.base + piece.start_char, end=self.base + piece.end_char)

    def tokens(self, span: Span) -> TokenSpan | None:
        """The tokens that a span of the article touches, or None if it lies outside of this passage."""
        if span.end <= self.block.start or span.start >= self.block.end:
            return None
        first = max(0, bisect_right(self._starts, span.start - self.base) - 1)
        last = bisect_left(self._starts, span.end - self.base)
        if first < last and self.doc[first].idx + len(self.doc[first]) <= span.start - self.base:
            first += 1
        return self.doc[first:last] if first < last else None

    @cached_property
    def words(self) -> list[str]:
        """The text of each token, read once: a look at a spaCy token makes an object each time."""
        return of_parse(self.doc, "words", lambda: [token.text for token in self.doc])

    @cached_property
    def _starts(self) -> list[int]:
        """Where each token begins: spaCy's own ``char_span`` looks through all characters of a text."""
        return of_parse(self.doc, "starts", lambda: [token.idx for token in self.doc])


@dataclass(frozen=True)
class Sentence:
    """One sentence. ``tokens`` is the spaCy span; ``start`` and ``end`` are offsets in the article's text."""

    passage: Passage
    tokens: TokenSpan
    index: int
    """Number of the sentence in the article."""

    @property
    def start(self) -> int:
        return self.passage.base + self.tokens.start_char

    @property
    def end(self) -> int:
        return self.passage.base + self.tokens.end_char

    @property
    def span(self) -> Span:
        return Span(start=self.start, end=self.end)

    @cached_property
    def text(self) -> str:
        """Its words as they were parsed; ``tokens.text`` would join them at every look."""
        return self.passage.text[self.tokens.start_char:self.tokens.end_char]


@dataclass(frozen=True)
class Parsed:
    """An article with its parsed passages, in order; a dateline is a passage of its own."""

    article: Article
    passages: tuple[Passage, ...] = field(repr=False)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        found: list[Sentence] = []
        for passage in self.passages:
            for tokens in () if passage.dateline or passage.block.role in {"byline", "dateline"} else passage.doc.sents:
                sentence = Sentence(passage, tokens, len(found))
                if sentence.text.strip():
                    found.append(sentence)
        return tuple(found)

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds an offset of the article's text."""
        at = bisect_right(self._sentence_starts, offset) - 1
        return self.sentences[at] if at >= 0 and offset < self.sentences[at].end else None

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]


_TITLES = ("Sgt.", "Lt.", "Col.", "Maj.", "Capt.", "Cpl.", "Brig.", "Det.", "Supt.", "Insp.", "Cmdr.", "Pvt.", "Hon.", "Fr.")
"""Titles whose full stop would end a sentence: "he is stable, Sgt. | Jane Roe said"."""


class Parser:
    """A loaded pipeline and the blocks it has read. Made once a process."""

    def __init__(self, pipeline: str) -> None:
        self._quick = QuickPipeline(pipeline)
        self.nlp = self._quick.nlp
        tokenizer: Any = self.nlp.tokenizer
        for title in _TITLES if self.nlp.lang == "en" else ():
            tokenizer.add_special_case(title, [{"ORTH": title}])
        self._read: OrderedDict[str, Doc] = OrderedDict()

    def reads(self, article: Article) -> bool:
        """Whether the pipeline knows the article's language. An article whose language is not known is read."""
        return article.language is None or article.language == self.nlp.lang

    def parse(self, article: Article) -> Parsed:
        """One article. See ``parse_many``."""
        return next(iter(self.parse_many([article])))

    def parse_many(self, articles: Iterable[Article]) -> Iterator[Parsed]:
        """The articles in their order; each distinct block text is parsed once while it is remembered.

        An article in a language that the pipeline does not know has no passages: nothing is guessed at.
        """
        waiting = iter(articles)
        while batch := list(islice(waiting, BATCH)):
            pieces = [list(_pieces(article)) if self.reads(article) else [] for article in batch]
            new = dict.fromkeys(text for kept in pieces for _, text, cut in kept if not cut and text not in self._read)
            fresh = dict(zip(new, self._quick.pipe(new), strict=True))
            for article, kept in zip(batch, pieces, strict=True):
                yield Parsed(article, tuple(
                    Passage(block, self.nlp.make_doc(text) if cut else fresh.get(text) or self._read[text], text, cut)
                    for block, text, cut in kept
                ))
            for doc in fresh.values():
                doc.tensor = _NO_TENSOR  # four fifths of a parse's memory, and nobody reads it
            self._read.update(fresh)
            while len(self._read) > KEPT_BLOCKS:
                self._read.popitem(last=False)


def _pieces(article: Article) -> Iterator[tuple[Block, str, Dateline | None]]:
    """The kept blocks with their text as it is parsed; a dateline is cut off the paragraph that it opens."""
    texts = 0
    for block in article.kept():
        text = same_length(article.slice(block))
        if block.role != "headline":
            cut = find_dateline(text, opens=texts < OPENING)
            texts += block.role in {"paragraph", "standfirst"}
            if cut is not None:
                at = block.start + cut.end
                yield block.model_copy(update={"end": at}), text[:cut.end], cut
                block, text = block.model_copy(update={"start": at}), text[cut.end:]
        yield block, text, None
