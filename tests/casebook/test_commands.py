"""The commands of kept cases, end to end."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from casebook.conftest import TEXTS, article
from commands import Cli

from corrobora.casebook.store import Casebook
from corrobora.records import Case


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name in ("wire", "post"):
        (folder / f"{name}.txt").write_text(TEXTS[name], encoding="utf-8")
    return folder


def test_adding_to_a_large_case_does_not_wait_for_its_events(
    cli: Cli, new_case: Callable[[], str], reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corrobora.casebook.case.LARGE", 1)
    case, other = new_case(), tmp_path / "other.case"
    code, _, err = cli("add", case, reports)
    assert code == 0 and "2 reports, events when it is next shown" in err
    with Casebook(case) as book:
        assert book.events() == []
    monkeypatch.undo()
    assert cli("add", other, reports)[0] == 0
    assert shown(cli, case).events == shown(cli, str(other)).events


def shown(cli: Cli, case: str) -> Case:
    code, out, _ = cli("show", case, "--json")
    assert code == 0
    return Case.from_json(out)


def test_a_case_from_its_first_report_to_its_backup(
    cli: Cli, reports: Path, new_case: Callable[[], str], tmp_path: Path
) -> None:
    case, other, again = new_case(), new_case(), new_case()
    (reports / "empty.txt").write_text("", encoding="utf-8")
    code, out, err = cli("add", case, reports, "--published", "2031-03-16")
    assert (code, out) == (0, "")
    assert "2 added, 1 not read. 2 reports" in err
    code, brief, _ = cli("brief", reports, "--published", "2031-03-16", "--json")
    first = shown(cli, case)
    assert json.loads(brief)["claims"] == first.to_dict()["claims"]
    assert [e.id for e in Case.from_json(brief).events] == [e.id for e in first.events]
    assert first.unread and first.unread[0].source.endswith("empty.txt")

    claim = next(c for c in first.claims if "Thirty-four" in c.quote and c.figure)
    code, out, err = cli("judge", case, "correct", claim.id, "value=43", "--who", "ana", "--why", "misprint")
    assert (code, err) == (0, "")
    assert out.startswith("j-")
    code, out, _ = cli("explain", claim.id, case)
    assert code == 0
    assert "corrected by ana on " in out
    assert "misprint" in out
    code, out, _ = cli("export", case, "--as", "reports")
    assert code == 0

    (reports / "late.txt").write_text(TEXTS["late"], encoding="utf-8")
    assert "1 added, 2 known already" in cli("add", case, reports, "--published", "2031-03-17")[2]
    assert "3 reports read again, 1 judgements kept" in cli("rebuild", case)[2]
    now = shown(cli, case)
    assert {e.id for e in first.events} <= {e.id for e in now.events}
    assert next(c for c in now.claims if c.id == claim.id).figure.low == 43  # type: ignore[union-attr]

    file, backup = tmp_path / "ana.jsonl", tmp_path / "backup.case"
    assert cli("judgements", case, "--export", file)[0] == 0
    cli("add", other, reports, "--published", "2031-03-16")
    assert "1 of 1 judgements were new" in cli("judgements", other, "--import", file)[2]
    assert "0 of 1 judgements were new" in cli("judgements", other, "--import", file)[2]
    assert "correct" in cli("judgements", other)[1]
    assert cli("agreement", file, file)[1].splitlines()[1].split()[:4] == ["claim", "high", "1", "1"]
    assert cli("backup", case, backup)[0] == 0
    assert cli("restore", backup, again)[0] == 0
    assert shown(cli, again) == now


def test_a_judgement_whose_target_is_gone_is_shown_and_doubts_are_told(cli: Cli, book: Casebook) -> None:
    case = book.name
    claim = next(c for c in shown(cli, case).claims if "Thirty-four" in c.quote and c.figure)
    cli("judge", case, "accept", claim.id)
    assert cli("judge", case, "clutter", "a-post", "Thirty-four people", "--who", "ben")[0] == 0
    code, _, err = cli("show", case)
    assert code == 0
    assert "judgement without effect: j-" in err
    assert "[orphaned" in cli("judgements", case)[1]
    cli("judge", case, "not-same", "Dune Front", "Idriss Salah")
    code, _, err = cli("judge", case, "same", "Dune Front", "Idriss Salah")
    assert code == 0, "the later of two on one pair holds"
    assert "is read as a" in err
    code, _, err = cli("judge", case, "same", "Dune Front", "Nobody At All")
    assert code == 2
    assert "nothing was recorded" in err
    assert len(book.judgements()) == 4


@pytest.mark.parametrize("words", [
    ("show", "no.case"), ("judge", "no.case", "accept", "c-1"), ("rebuild", "no.case"), ("backup", "no.case", "b"),
    ("restore", "no.case", "c.case"), ("judgements", "no.case"), ("agreement", "a.jsonl", "b.jsonl"), ("add", ".", "x.txt"),
    ("show", "mysql://a/b"), ("show", "://"),
])  # fmt: skip
def test_what_is_not_there_is_told_with_exit_code_2(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = cli(*words)
    assert (code, out) == (2, "")
    assert err.startswith("corrobora: ")
    assert list(tmp_path.iterdir()) == [], "nothing was made"


def test_the_same_article_from_another_place_is_noted(cli: Cli, reports: Path, tmp_path: Path) -> None:
    case = tmp_path / "a.case"
    cli("add", case, reports)
    (tmp_path / "copy.txt").write_text(TEXTS["wire"], encoding="utf-8")
    _, _, err = cli("add", case, tmp_path / "copy.txt")
    assert "the same article as" in err
    assert len(shown(cli, str(case)).articles) == 2
    assert article("wire").text == TEXTS["wire"]


def test_a_pipe_is_read_as_a_report_and_loses_nothing(reports: Path) -> None:
    command = f"{sys.executable} -m corrobora brief <(cat {reports / 'wire.txt'}) --json"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert [article.text.strip() for article in Case.from_json(done.stdout).articles] == [TEXTS["wire"].strip()]


def test_a_case_of_unreadable_inputs_says_so(cli: Cli, tmp_path: Path) -> None:
    code, _, err = cli("add", tmp_path / "a.case", tmp_path / "nothing.txt")
    assert code == 1
    assert "0 added, 1 not read" in err
    assert len(shown(cli, str(tmp_path / "a.case")).unread) == 1
