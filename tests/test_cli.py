"""The command line: what it prints, what it refuses, with which exit code."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from brief.made_case import made_case
from commands import Cli

from corrobora.records import Case


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "case.json"
    path.write_text(made_case().to_json(), encoding="utf-8")
    return path


@pytest.mark.parametrize("command", [(), ("brief",), ("names",), ("explain",), ("schema",)])
def test_help_teaches_by_example(cli: Cli, command: tuple[str, ...]) -> None:
    code, out, _ = cli(*command, "--help")
    assert code == 0
    assert "\n  corrobora " in out


def test_a_document_is_shown_and_printed_again(cli: Cli, document: Path) -> None:
    code, out, err = cli("brief", document)
    assert (code, err) == (0, "")
    assert "Attack on traders at Moussoro" in out
    code, out, _ = cli("brief", document, "--json")
    assert Case.from_json(out) == made_case()


@pytest.mark.parametrize("ending", [".json", ".md", ".html"])
def test_output_takes_its_form_from_the_ending(cli: Cli, document: Path, tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"out{ending}"
    code, out, err = cli("brief", document, "-o", target)
    assert (code, out) == (0, "")
    assert str(target) in err
    assert "Moussoro" in target.read_text(encoding="utf-8")


REFUSED = [
    (("brief",), "INPUT"),
    (("brief", "x.txt", "--json", "--markdown"), "name one of them"),
    (("brief", "x.txt", "-o", "out.pdf"), "end it with .json, .md or .html"),
    (("brief", "x.txt", "--settings", "no-such.toml"), "no-such.toml"),
    (("brief", "x.txt", "--wrong"), "--wrong"),
    (("bref", "x.txt"), "bref"),
    (("names", "one"), "B"),
]


@pytest.mark.parametrize(("words", "told"), REFUSED, ids=lambda value: " ".join(value) if isinstance(value, tuple) else "")
def test_a_wrong_command_is_told_in_a_line_and_ends_with_2(cli: Cli, words: tuple[str, ...], told: str) -> None:
    code, out, err = cli(*words)
    assert (code, out) == (2, "")
    assert told in err
    assert "Traceback" not in err


@pytest.mark.parametrize("words", [("explain", "c-1"), ("export", "--as", "ucdp"), ("codings",)])
def test_a_missing_file_is_the_answer_where_nothing_else_was_given(cli: Cli, words: tuple[str, ...]) -> None:
    code, out, err = cli(*words, "no-such-report.txt")
    assert (code, out) == (2, "")
    assert err == "corrobora: no-such-report.txt: no such file or folder (check the path)\n"


@pytest.mark.parametrize(("content", "told"), [('{"corrobora": "0.0.1"}', "settings"), ('{"corrobora": ', "JSON")])
def test_a_broken_document_is_told_with_its_place(cli: Cli, tmp_path: Path, content: str, told: str) -> None:
    path = tmp_path / "case.json"
    path.write_text(content, encoding="utf-8")
    code, _, err = cli("brief", path)
    assert code == 2
    assert told in err
    assert len(err.strip().splitlines()) == 1


def test_a_file_that_cannot_be_written_is_told(cli: Cli, document: Path, tmp_path: Path) -> None:
    code, _, err = cli("brief", document, "--html", tmp_path / "no" / "such" / "folder.html")
    assert code == 2
    assert "cannot be written" in err


def test_explain_takes_the_first_letters_of_an_id(cli: Cli, document: Path) -> None:
    code, out, _ = cli("explain", "c-killed3", document)
    assert code == 0
    assert "[Thirty-four bodies]" in out
    assert cli("explain", "c-hur", document)[1].startswith("c-hurt")
    code, _, err = cli("explain", "c-kill", document)
    assert code == 2 and "3 ids start" in err
    code, _, err = cli("explain", "nothing", document)
    assert code == 2 and "no claim" in err


def test_schema_is_json(cli: Cli) -> None:
    code, out, _ = cli("schema")
    assert code == 0
    assert json.loads(out)["title"] == "Corrobora case document"


def test_colour_only_where_it_is_wanted(document: Path) -> None:
    """A pipe gets no colour; FORCE_COLOR gives it; --no-color and NO_COLOR take it away again."""

    def out(*words: str, **environment: str) -> bytes:
        command = [sys.executable, "-c", "from corrobora.cli import main; main()", "brief", str(document), *words]
        return subprocess.run(command, capture_output=True, check=True, env={"PATH": "/usr/bin", **environment}).stdout

    assert b"\x1b" not in out()
    coloured = out(FORCE_COLOR="1", TERM="xterm-256color")
    assert b"\x1b[1;31m" in coloured or b"\x1b[31m" in coloured
    for plain in (out("--no-color", FORCE_COLOR="1"), out(FORCE_COLOR="1", NO_COLOR="1")):
        assert b"[1;31m" not in plain and b"[33m" not in plain


REPORT = (
    "Gunmen killed at least 27 people at a market in Moussoro on Saturday, the district prefect said. Soldiers drove them "
    "out after three hours of fighting, and the army said that eight attackers had been killed. Most shops stayed shut.\n"
)
SWEDISH = (
    "Polisen säger att minst tre personer har skadats i en explosion i ett flerfamiljshus under natten mot lördagen. Ingen "
    "har gripits ännu, men flera vittnen hörs under dagen. Grannarna fick lämna sina lägenheter och kunde återvända först "
    "på morgonen.\n"
)


def test_a_folder_with_broken_files_gives_a_brief_of_the_rest(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "binary.dat").write_bytes(bytes(range(256)) * 50)
    (tmp_path / "svensk.txt").write_text(SWEDISH, encoding="utf-8")
    with (tmp_path / "huge.txt").open("wb") as huge:
        huge.truncate(50_000_000)
    code, out, err = cli("brief", tmp_path)
    assert (code, err) == (0, "")
    assert "27" in out and "good.txt" in out
    account = "".join(out[out.index("Not read"):].split())  # a long path is wrapped
    for name in ("empty.txt", "binary.dat", "huge.txt", "svensk.txt"):
        assert name in account, name


@pytest.mark.parametrize("name", ["empty.txt", "no-such-file.txt", "no-such-folder/*.txt"])
def test_nothing_to_read_ends_with_1_and_an_account(cli: Cli, tmp_path: Path, name: str) -> None:
    (tmp_path / "empty.txt").touch()
    code, out, err = cli("brief", tmp_path / name)
    assert code == 1
    assert "Traceback" not in err
    assert "Not read" in out
