"""A spaCy pipeline's own components in a third of the processor time, with the same results.

Three things take most of a pass of a small English pipeline, each measured: matrix products by BLIS, which the library that
numpy brings does three to four times as fast where the processor has wide registers; the steps of the named entities, where
spaCy takes and gives back Python's lock some hundred times a word; and the attribute ruler, which tries all of its patterns at
every word, though what they say hangs on a word's tag, its role and whether it is one of some hundred words.
What is built otherwise than these three expect is left to spaCy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from corrobora.claims.load_spacy import load_pipeline

# isort: split
import numpy as np
from spacy.attrs import DEP, ENT_IOB, IS_SPACE, LOWER, SENT_START, TAG
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, EntityRecognizer, Tok2Vec
from spacy.tokens import Doc, Span
from spacy.tokens._retokenize import set_token_attrs
from thinc.api import NumpyOps

BATCH = 256
"""Texts that go through a component together …"""
NEAR = 64
"""… and through a network of word vectors: what it holds of more texts than these does not stay near the processor."""
_SMALL = 1 << 14
"""Matrices of fewer weights than this are left to BLIS."""
_PRODUCTS = 1 << 20
"""A product of fewer multiplications than this is filled up with empty rows: OpenBLAS adds small ones in another order, but
what is read in a text must not hang on the texts read beside it."""
Step = Callable[[Sequence[Doc]], Sequence[Doc]]


class QuickPipeline:
    """A loaded pipeline, its components run as told above. Made once a process."""

    def __init__(self, name: str) -> None:
        self.nlp = load_pipeline(name)
        _quicken_products(self.nlp)
        self._steps = [_step(component) for _, component in self.nlp.pipeline]

    def pipe(self, texts: Iterable[str]) -> Iterator[Doc]:
        """The texts parsed, in their order."""
        waiting = iter(texts)
        while batch := list(islice(waiting, BATCH)):
            docs: Sequence[Doc] = [self.nlp.make_doc(text) for text in batch]
            for step in self._steps:
                docs = step(docs)
            yield from docs


def _step(component: Any) -> Step:
    """How a component is run over a batch."""
    if type(component) is AttributeRuler:
        return _Ruler(component)
    if type(component) is EntityRecognizer and _Entities.fits(component):
        return _Entities(component)
    if hasattr(component, "pipe"):
        size = NEAR if isinstance(component, Tok2Vec) else BATCH
        return lambda docs: list(component.pipe(docs, batch_size=size))
    return lambda docs: [component(doc) for doc in docs]


class _Products(NumpyOps):  # type: ignore[misc]
    """Matrix products by numpy, a row's result the same whatever rows stand beside it."""

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        if trans1 or y.size < _SMALL:
            return super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
        rows = len(x)
        if (short := _PRODUCTS // y.size + 1 - rows) > 0:
            x = np.concatenate([x, np.zeros((short, x.shape[1]), x.dtype)])
        product = np.matmul(x, y.T if trans2 else y)[:rows]
        if out is None:
            return product
        out[:] = product
        return out


def _quicken_products(nlp: Language) -> None:
    """Gives the pipeline's networks the products of numpy, if these do not hang on the rows beside a row on this machine."""
    quick = _Products()
    nodes = [node for _, component in nlp.pipeline if (model := getattr(component, "model", None)) for node in model.walk()]
    shapes = {tuple(node.get_param("W").shape) for node in nodes if node.has_param("W")}
    if all(_holds_by_row(quick, shape) for shape in shapes):
        for node in nodes:
            if type(node.ops) is NumpyOps:
                node.ops = quick


def _holds_by_row(ops: NumpyOps, shape: tuple[int, ...]) -> bool:
    """Whether each row of a product with weights of this shape is the same to the bit among few rows and among many."""
    dice = np.random.default_rng(0)
    inside = shape[-1]
    weights = dice.standard_normal((int(np.prod(shape)) // inside, inside), np.float32)
    rows = dice.standard_normal((301, inside), np.float32)
    among_all = ops.gemm(rows, weights, trans2=True)
    pieces = ((0, 1), (5, 12), (20, 63), (100, 277))
    return all(np.array_equal(ops.gemm(rows[a:b], weights, trans2=True), among_all[a:b]) for a, b in pieces)


class _Ruler:
    """The attribute ruler: what its patterns of one word say is worked out once for each kind of word."""

    def __init__(self, ruler: AttributeRuler) -> None:
        self._ruler, self._strings = ruler, ruler.vocab.strings
        self._single: list[tuple[int, dict[str, Any]]] = []
        self._longer = Matcher(ruler.vocab)
        self._words: set[int] = set()
        for number, rule in enumerate(ruler.patterns):
            patterns: Any = rule["patterns"]
            for pattern in patterns:
                if len(pattern) == 1 and rule["index"] in (0, -1) and _plain(pattern[0]):
                    self._single.append((number, pattern[0]))
                    self._words.update(self._strings.add(word) for word in _told(pattern[0].get("LOWER", [])))
                else:
                    self._longer.add(str(number), [pattern])
        self._known: dict[tuple[int, int, int, int], tuple[tuple[int, ...], dict[Any, Any]]] = {}

    def __call__(self, docs: Sequence[Doc]) -> Sequence[Doc]:
        for doc in docs:
            self._set(doc)
        return docs

    def _set(self, doc: Doc) -> None:
        kinds = [
            (tag, role, word if word in self._words else 0, blank)
            for tag, role, word, blank in doc.to_array([TAG, DEP, LOWER, IS_SPACE]).tolist()
        ]
        more: dict[int, list[int]] = {}
        for key, start, end in self._longer(doc, allow_missing=True) if len(self._longer) else ():
            number = int(self._strings[key])
            index = self._ruler.indices[number]
            more.setdefault(start + index if index >= 0 else end + index, []).append(number)
        for at, (token, kind) in enumerate(zip(doc, kinds, strict=True)):
            if kind not in self._known:
                self._known[kind] = self._of_kind(kind)
            numbers, attributes = self._known[kind]
            if at in more:
                attributes = self._together(sorted({*numbers, *more[at]}))
            if attributes:
                set_token_attrs(token, attributes)

    def _of_kind(self, kind: tuple[int, int, int, int]) -> tuple[tuple[int, ...], dict[Any, Any]]:
        tag, role, word, blank = kind
        of = {"TAG": self._strings[tag], "DEP": self._strings[role], "LOWER": self._strings[word] if word else None,
              "IS_SPACE": bool(blank)}
        numbers = sorted({number for number, pattern in self._single if all(_holds(of[k], v) for k, v in pattern.items())})
        return tuple(numbers), self._together(numbers)

    def _together(self, numbers: Iterable[int]) -> dict[Any, Any]:
        """What some rules set, the later ones over the earlier."""
        return {name: value for number in numbers for name, value in self._ruler.attrs[number].items()}


def _plain(pattern: dict[str, Any]) -> bool:
    """Whether a pattern of one word asks for nothing but what ``_holds`` can answer."""
    return pattern.keys() <= {"TAG", "DEP", "LOWER", "IS_SPACE"} and all(
        isinstance(asked, str | bool) or (isinstance(asked, dict) and len(asked) == 1 and asked.keys() <= {"IN", "NOT_IN"})
        for asked in pattern.values()
    )


def _told(asked: Any) -> Iterable[str]:
    """The values that a pattern names."""
    if isinstance(asked, dict):
        return next(iter(asked.values()))
    return [asked] if isinstance(asked, str) else asked


def _holds(value: Any, asked: Any) -> bool:
    """Whether a word's attribute is as asked: equal to it, or ``IN`` or ``NOT_IN`` a list."""
    if not isinstance(asked, dict):
        return bool(value == asked)
    return (value in asked["IN"]) if "IN" in asked else (value not in asked["NOT_IN"])


class _Entities:
    """The named entities, one word of all texts at a time, by the rules of ``spacy.pipeline._parser_internals.ner``."""

    def __init__(self, recognizer: EntityRecognizer) -> None:
        self._recognizer = recognizer
        moves = recognizer.moves
        names = [moves.get_class_name(number) for number in range(moves.n_moves)]
        self._labels = sorted({name[2:] for name in names if name[2:]})
        number_of = {label: number for number, label in enumerate(self._labels, 1)}
        self._move = np.array(["OBILU".index(name[0]) for name in names])
        self._label = np.array([number_of.get(name[2:], 0) for name in names])
        self._barred = self._bars()

    @staticmethod
    def fits(recognizer: EntityRecognizer) -> bool:
        """Whether it looks at three words, takes one step at a time and knows no other moves."""
        model, moves = recognizer.model, recognizer.moves
        names = {moves.get_class_name(number)[0] for number in range(moves.n_moves)}
        return bool(
            recognizer.cfg["beam_width"] == 1 and names <= set("OBILU") and model.attrs["has_upper"]
            and not model.attrs["unseen_classes"] and model.get_ref("lower").get_dim("nF") == 3
            and model.get_ref("upper").get_dim("nO") == moves.n_moves and not recognizer.postprocesses
        )

    def _bars(self) -> np.ndarray[Any, Any]:
        """-inf where a move is not allowed, by open label (0: none), whether a sentence ends here, whether it is blank."""
        bars = np.full((len(self._labels) + 1, 2, 2, len(self._move)), -np.inf, np.float32)
        outside, begin, inside, last, unit = (self._move == number for number in range(5))
        bars[0, :, :, outside] = 0
        bars[0, :, 0, unit & (self._label > 0)] = 0
        bars[0, 0, 0, begin] = 0
        for label in range(1, len(self._labels) + 1):
            own = self._label == label
            bars[label, :, :, last & own] = 0
            bars[label, 0, :, inside & own] = 0
        return bars

    def __call__(self, docs: Sequence[Doc]) -> Sequence[Doc]:
        told = [doc.to_array([SENT_START, IS_SPACE, ENT_IOB]).reshape(-1, 3) for doc in docs]
        if any(rows[:, 2].any() for rows in told):
            return list(self._recognizer.pipe(docs, batch_size=BATCH))
        filled = sorted((at for at, doc in enumerate(docs) if len(doc)), key=lambda at: -len(docs[at]))
        found: list[list[Span]] = [[] for _ in docs]
        if filled:
            for at, start, end, label in self._found([docs[at] for at in filled], np.concatenate([told[at] for at in filled])):
                doc = docs[filled[at]]
                found[filled[at]].append(Span(doc, start, end, label=self._labels[label - 1]))
        for doc, entities in zip(docs, found, strict=True):
            doc.set_ents(entities, default="outside")
        return docs

    def _found(self, docs: list[Doc], told: np.ndarray[Any, Any]) -> Iterator[tuple[int, int, int, int]]:
        """(number of the text, first word, word after the last, label) of each entity. ``docs``: the longest first."""
        model = self._recognizer.model
        upper = model.get_ref("upper")
        weights, bias = upper.get_param("W").T, upper.get_param("b")
        vectors = [model.get_ref("tok2vec").predict(docs[at:at + NEAR]) for at in range(0, len(docs), NEAR)]
        words = model.get_ref("lower").predict(np.concatenate(vectors))
        bent = model.get_ref("lower").get_param("b")
        lengths = np.array([len(doc) for doc in docs])
        starts = np.cumsum(lengths) - lengths
        stops = np.append(told[1:, 0] == 1, True)
        stops[starts + lengths - 1] = True
        stops, blank = stops.astype(np.intp), told[:, 1].astype(np.intp)
        label, first = np.zeros(len(docs), np.intp), np.zeros(len(docs), np.intp)
        for at in range(lengths[0]):
            count = np.searchsorted(-lengths, -at, "left")
            row = starts[:count] + at
            opened = first[:count]
            # Row 0 of ``words`` stands for a word that is not there.
            state = words[row + 1, 0] + words[opened, 1] + words[np.where(opened > 0, row, 0), 2] + bent
            scores = state.max(axis=2) @ weights + bias + self._barred[label[:count], stops[row], blank[row]]
            chosen = scores.argmax(axis=1)
            move, given = self._move[chosen], self._label[chosen]
            for text in np.flatnonzero(move >= 3):
                yield int(text), int(opened[text] - 1 - starts[text] if move[text] == 3 else at), at + 1, int(given[text])
            label[:count] = np.where(move == 1, given, np.where(move == 2, label[:count], 0))
            first[:count] = np.where(move == 1, row + 1, np.where(move == 2, opened, 0))
