"""The package of examples/downstream, with ctethics from the wheel: its own suite passes, and can fail."""

from __future__ import annotations

import re
import shutil

import pytest

from tests.packaging.made import ROOT

README = (ROOT / "examples" / "downstream" / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def copy(downstream, tmp_path):
    """A copy of the package to spoil; from its folder, `python -m pytest` tests the copy."""
    return shutil.copytree(downstream.folder / "source", tmp_path / "giftdesk")


def test_its_suite_passes_with_every_warning_an_error(downstream, copy):
    told = downstream.run("pytest", "-W", "error", cwd=copy)
    tests, cases = copy.glob("tests/test_*.py"), list(copy.glob("tests/cases/*.case.yaml"))
    least = sum(path.read_text().count("def test_") for path in tests) + len(cases)
    passed = re.search(r"^(\d+) passed in ", told, re.MULTILINE)
    assert cases
    assert passed
    assert int(passed[1]) >= least


def test_its_cases_are_tests_by_their_names_under_the_law_and_the_engine_asked(downstream, copy):
    listed = downstream.run("pytest", "--co", "tests/cases", cwd=copy).splitlines()
    assert listed[:2] == [
        "tests/cases/first-report.case.yaml::a lunch a cent over the limit of reports",
        "tests/cases/mug.case.yaml::a mug of $20",
    ]
    asked = ("--ctethics-law", "current", "--ctethics-engine", "all", "tests/cases")
    assert "2 passed" in downstream.run("pytest", *asked, cwd=copy)


def test_the_failure_that_its_readme_shows_is_the_one_there_is(downstream, copy):
    block = README.partition("```console\n$ ")[2].partition("\n```")[0]
    command, shown = block.split("\n", 1)
    told = downstream.tried("sh", "-c", command, cwd=copy).stdout
    parts = shown.removesuffix("…").split("…\n")
    assert len(parts) == 3, parts
    for part in parts:
        before, found, told = told.partition(part)
        assert found == part, before


def test_a_slip_in_its_code_fails_its_tests_with_the_reasons(downstream, copy):
    desk = copy / "giftdesk" / "desk.py"
    code = desk.read_text(encoding="utf-8")
    assert code.count('("1-84(j)", "1-84(m)")') == 1
    desk.write_text(code.replace('("1-84(j)", "1-84(m)")', '("1-84(j)",)'), encoding="utf-8")
    done = downstream.tried("python", "-m", "pytest", "tests/test_edges.py", "-k", "token", cwd=copy)
    assert done.returncode == 1
    assert "test_a_token_is_let_in_up_to_its_limit[1-79(5)(P) value $20.01: more than $20.00]" in done.stdout


def test_an_assertion_that_fails_says_why_and_shows_the_line_of_the_test(downstream, copy):
    tests = copy / "tests" / "test_desk.py"
    code = tests.read_text(encoding="utf-8")
    tests.write_text(code.replace('due="2025-03-13", to', 'due="2025-03-12", to'), encoding="utf-8")
    done = downstream.tried("pytest", "tests/test_desk.py", cwd=copy)
    assert done.returncode == 1
    assert '>       assert_owed(dinner, REPORT, due="2025-03-12", to=("lee", "head of DOT"))\n' in done.stdout
    told = "E       AssertionError: § 1-84(o), under sb434: expected due 2025-03-12, found 2025-03-13\n"
    assert told in done.stdout
    assert "E           value $75.00 is more than $20.00: $55.00 over\n" in done.stdout
    assert "asserting.py" not in done.stdout
