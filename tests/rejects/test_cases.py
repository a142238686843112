"""Case files that cannot be read as told, and the exact whole message each gets."""

from pathlib import Path

import pytest

import ctethics
from ctethics import CaseError, Law
from ctethics.diagnostics import CODES

HERE = Path(__file__).parent
FOLDER = HERE / "cases"
CASES = sorted(path for path in FOLDER.iterdir() if path.suffix in (".yaml", ".json"))

VALID = """parties: {acme: {dealing with: [OPM]}, lee: {agency: OPM}}
events: [{id: one, kind: transfer, date: 2025-03-03, donor: acme, recipient: lee, value: $75.00, item: plaque}]
"""


@pytest.fixture(scope="module")
def law() -> Law:
    """The rule base of the rejects."""
    return ctethics.load("sb434", rules=HERE / "base" / "rules", engine="direct")


def test_the_case_that_each_reject_changes_is_valid(law: Law, tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(VALID)
    assert law.assess(tmp_path / "case.yaml")["one"].finding("1-1(a)").outcome == "excepted"


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_wrong_case_gets_this_message_and_stays_as_it_is(
    case: Path, law: Law, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(FOLDER)
    before = case.read_bytes()
    with pytest.raises(CaseError) as caught:
        law.assess(case.name)
    assert f"{caught.value}\n" == case.with_suffix(".txt").read_text(encoding="utf-8")
    assert case.read_bytes() == before


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_case_is_named_after_a_code_its_message_has(case: Path) -> None:
    code = case.stem.partition("-")[0]
    assert code in CODES
    assert f"error[{code}]" in case.with_suffix(".txt").read_text(encoding="utf-8")


def test_several_slips_are_told_in_the_order_of_their_places(law: Law, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)
    with pytest.raises(CaseError) as caught:
        law.assess("CTE601-several-slips-at-once.yaml")
    lines = [problem.span.line for problem in caught.value.diagnostics]
    assert len(lines) == 6
    assert lines == sorted(lines)
