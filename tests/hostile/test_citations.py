"""Citations and folders that name other places."""

from pathlib import Path

import pytest

from ctethics.law.citation import parse_citation
from tests.hostile.capped import ctethics

ELSEWHERE = [
    "../../../../../../etc/passwd",
    "/etc/passwd",
    "1-79/../../../etc/passwd",
    "1-79(../../x)",
    "1-79(5)\nx",
    "\u202e1-79(5)",
    "1-79(\uff15)",  # a digit that is none of ours
    "1" * 100_000,
    "1-79" + "(5)" * 10_000,
    "((" * 50_000,
]
IDS = [text[:20] for text in ELSEWHERE]


@pytest.mark.parametrize("citation", ELSEWHERE, ids=IDS)
def test_no_citation_names_a_file_elsewhere(citation: str) -> None:
    assert parse_citation(citation) is None


@pytest.mark.parametrize("citation", ELSEWHERE[:4], ids=IDS[:4])
@pytest.mark.parametrize("command", ["show", "coverage", "explain", "new"])
def test_a_command_is_told_a_path_for_a_citation(command: str, citation: str, tmp_path: Path) -> None:
    ended = ctethics(command, citation, cwd=tmp_path)
    assert ended.status == 2
    assert "root:" not in ended.out + ended.err
    assert not list(tmp_path.rglob("*"))


def test_a_provision_that_names_a_path_is_refused_and_nothing_is_read_there(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "facts.yaml").write_text("party: {}\nevents: {}\n")
    (tmp_path / "rules" / "x.yaml").write_text(
        "provision: ../../../../etc/passwd\nshares: {with: ../x, exceptions: []}\n"
    )
    ended = ctethics("check", "--rules", tmp_path / "rules")
    assert ended.status == 1
    assert "root:" not in ended.out + ended.err
