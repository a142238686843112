"""The smallest wrong rule base of each sort, and the exact whole message it gets."""

import shutil
from pathlib import Path

import pytest

from ctethics.compile import check_rules, compile_rules
from ctethics.compile.files import RuleFiles
from ctethics.diagnostics import CODES, RuleError, render_all
from ctethics.diagnostics.codes import WARNINGS
from ctethics.lint import check_rule_base

HERE = Path(__file__).parent
BASE = HERE / "base"
REJECTS = sorted(folder for folder in (HERE / "rules").iterdir() if folder.is_dir())
CASES = sorted((HERE / "cases").iterdir())


def message(folder: Path) -> str:
    """What is said of the rule base in a folder."""
    with pytest.raises(RuleError) as caught:
        compile_rules(folder / "rules", folder / "statutes")
    return f"{caught.value}\n"


def warnings(folder: Path, code: str) -> str:
    """What is said under a code of a rule base that loads; the base itself has warnings of other codes."""
    compile_rules(folder / "rules", folder / "statutes")
    checked = check_rules(RuleFiles(folder / "rules", folder / "statutes"))
    check_rule_base(checked)
    return f"{render_all(problem for problem in checked.problems if problem.code == code)}\n"


def test_the_base_that_each_reject_changes_is_valid() -> None:
    compiled = compile_rules(BASE / "rules", BASE / "statutes")
    assert list(compiled.program.provisions) == ["1-1(a)"]
    assert [example.law for example in compiled.examples] == ["current", "sb434"]


@pytest.mark.parametrize("reject", REJECTS, ids=lambda folder: folder.name)
def test_a_wrong_rule_base_gets_this_message_and_stays_as_it_is(reject: Path, tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    shutil.copytree(reject, tmp_path, dirs_exist_ok=True)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    code = reject.name.partition("-")[0]
    found = warnings(tmp_path, code) if code.startswith(WARNINGS) else message(tmp_path)
    assert found == (reject / "expected.txt").read_text(encoding="utf-8")
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("reject", REJECTS, ids=lambda folder: folder.name)
def test_a_reject_is_named_after_a_code_its_message_has(reject: Path) -> None:
    code = reject.name.partition("-")[0]
    assert code in CODES
    assert f"{'warning' if code.startswith(WARNINGS) else 'error'}[{code}]" in (reject / "expected.txt").read_text(
        encoding="utf-8"
    )


def test_a_folder_without_rule_files_is_no_rule_base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(BASE / "rules", "rules")
    shutil.rmtree("rules/1-1")
    with pytest.raises(RuleError) as caught:
        compile_rules(Path("rules"), Path("statutes"))
    assert str(caught.value) == (
        "rules: error[CTE101] no rule files\n"
        " why: a folder of rules holds at least one rule file.\n"
        " fix: name the folder that holds them."
    )


def test_a_folder_that_does_not_exist_is_said_to_lack_its_facts(tmp_path: Path) -> None:
    assert message(tmp_path) == (
        "rules/facts.yaml: error[CTE101] cannot be read: No such file or directory\n"
        " why: a file is UTF-8 text, not empty, of at most 8,388,608 bytes.\n"
        " fix: check the path and its permissions.\n"
    )
