"""Encodings that went wrong, and characters that are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrobora.pages.decode import decode
from corrobora.text.damage import mend_encoding, twice_encoded, visible

TEXT = "“Nous n’avons plus de médicaments”, a déclaré un médecin à Qousseir. Les blessés – une centaine – attendaient."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_common_encodings_are_told(encoding: str) -> None:
    assert decode((TEXT * 3).encode(encoding)) == TEXT * 3


@pytest.mark.parametrize(("encoding", "text"), [
    ("cp1256", "قالت مصادر طبية إن عشرة مدنيين قتلوا في القصف على البلدة صباح اليوم. " * 5),
    ("cp1251", "Войска вошли в город после трёх недель боёв, сообщили местные жители. " * 5),
])
def test_other_alphabets_are_told_from_their_bytes(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_a_declared_encoding_is_believed() -> None:
    page = '<html><head><meta charset="iso-8859-1"></head><body>“déjà”</body></html>'
    assert "“déjà”" in decode(page.encode("cp1252"))


def test_utf8_with_a_few_bad_bytes_stays_utf8() -> None:
    assert decode((TEXT * 5).encode() + b" caf\xe9 ") == TEXT * 5 + " café "


def test_utf8_read_as_windows_1252_is_mended() -> None:
    broken = TEXT.replace("à", "a").encode().decode("cp1252", "replace")
    assert twice_encoded(broken)
    assert "n’avons" in mend_encoding(broken)
    assert not twice_encoded(TEXT)


@given(st.text(max_size=200))
def test_mending_leaves_whole_text_alone(text: str) -> None:
    if not twice_encoded(text):
        shown = visible(text)
        assert decode(text.encode("utf-8", "surrogatepass")) == shown or "\ufeff" in text or "\x00" in text or "\ufffd" in shown


def test_nuls_and_lone_surrogates_are_gone() -> None:
    assert visible("a\0b\r\nc\ud800") == "ab\nc\ufffd"
