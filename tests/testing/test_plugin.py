"""The pytest plugin: cases kept in files are tests, told as the command line tells them."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import ctethics
from ctethics.cli import cli
from ctethics.engines.registry import default_engine, loadable_engines
from ctethics.testing import case_files

pytest_plugins = ["pytester"]

DINNER = """\
name: a dinner of $75
case:
  parties:
    acme: {kind: business, registrant: no, doing business with: [OPM]}
    lee: {kind: person, position: state employee, agency: OPM}
  events:
    - id: dinner
      kind: transfer
      date: 2025-03-03
      donor: acme
      recipient: lee
      item: food or beverage
      value: $75.00
      donor in attendance: yes
expect:
  sb434:
    dinner: {1-84(m): excepted by 1-79(5)(I)}
  current:
    dinner:
      1-84(m): applies
      1-84(o): {outcome: applies, due: 2025-03-13, owed to: [lee, head of OPM]}
"""
RIGHT, WRONG = "1-84(m): excepted by 1-79(5)(I)", "1-84(m): applies"

# What is wrong with DINNER where both outcomes are the other way round.
FAILURE = """\
dinner.case.yaml:17:23: error[CTE503] a dinner of $75, under sb434: expected applies, found excepted by 1-79(5)(I)
 17 |     dinner: {1-84(m): applies}
    |                       ^^^^^^^
 why: this is how § 1-84(m) comes to it on 2025-03-03:
   § 1-84(m) Gifts from those who deal with the recipient's agency: excepted by 1-79(5)(I)
     recipient position: state employee
       "a state employee or public official may not knowingly accept a gift" (Advisory Opinion 2006-3)
     donor doing business with [OPM] includes OPM
       "doing business with or seeking to do business with the individual's department or agency"
         (Advisory Opinion 2006-3)
     knowingly: yes (presumed)
       "may not knowingly accept a gift" (Advisory Opinion 2006-3)
     § 1-79(5): excepted by 1-79(5)(I)
       "accepting any gift or gifts" (OPM policy, item 6)
     presumed: consideration; directly and personally received; returned; knowingly
 fix: if the rule is right, write `excepted by 1-79(5)(I)` here; if the case is right, mend the rule.

dinner.case.yaml:21:40: error[CTE503] a dinner of $75, under current: expected due 2025-03-12, found 2025-03-13
 21 |       1-84(o): {outcome: applies, due: 2025-03-12, owed to: [lee, head of OPM]}
    |                                        ^^^^^^^^^^
 why: this is how § 1-84(o) comes to it on 2025-03-03:
   § 1-84(o) Written report of things given: applies
     value $75.00 is more than $10.00: $65.00 over
       "anything having a value" (§ 1-84(o)(2), bill line 150)
       "more than ten dollars" (§ 1-84(o)(2), bill line 150)
     consideration $0.00 is less than value $75.00 (presumed)
       "gives to such public official or state employee" (§ 1-84(o)(2), bill lines 149-150)
     recipient position: state employee
       "in which a public official or state employee is employed" (§ 1-84(o)(1)(A), bill lines 146-147)
     donor doing business with [OPM] includes OPM
       "any person (A) is doing business with or seeking to do business with the department or agency"
         (§ 1-84(o)(1), bill lines 145-146)
     what else is excepted does not hold: political contribution
     presumed: consideration
 fix: if the rule is right, write `2025-03-13` here; if the case is right, mend the rule.
"""


@pytest.fixture(autouse=True, scope="module")
def _imported():
    """Runs inside this one forget what they were first to import, which libraries of frames do not survive."""
    law = ctethics.load("sb434")
    for engine in loadable_engines():
        law.assess("examples/dinner.yaml", engine=engine)


@pytest.fixture(autouse=True)
def _wide(monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")


def write(pytester: pytest.Pytester, text: str = DINNER, name: str = "dinner") -> Path:
    path = pytester.path / f"{name}.case.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def run(pytester: pytest.Pytester, *asked: str) -> pytest.RunResult:
    return pytester.runpytest("-W", "error", "-p", "no:cacheprovider", *asked)


def test_a_case_that_comes_out_as_it_expects_passes_under_every_law_it_speaks_of(pytester):
    write(pytester)
    run(pytester).assert_outcomes(passed=1)


def test_a_failure_is_the_expected_line_with_the_report_beside_it_for_each_law(pytester):
    write(pytester, DINNER.replace(RIGHT, WRONG).replace("03-13", "03-12"))
    done = run(pytester)
    done.assert_outcomes(failed=1)
    text = done.stdout.str()
    assert text.partition("_ a dinner of $75 _")[2].partition("\n")[2].partition("=====")[0] == FAILURE


def test_a_case_is_named_as_the_file_says_or_else_as_the_file_is_named(pytester):
    write(pytester, name="meals/dinner")
    write(pytester, DINNER.partition("\n")[2], "meals/lunch")
    write(pytester, "case: [", "broken")
    shutil.copy("meals/dinner.case.yaml", "no-case.yaml")
    done = run(pytester, "--co", "-q")
    assert done.outlines[:4] == [
        "broken.case.yaml::broken",
        "meals/dinner.case.yaml::a dinner of $75",
        "meals/lunch.case.yaml::lunch",
        "",
    ]


def test_a_file_is_found_where_pytest_was_started_and_one_elsewhere_is_told_in_full(pytester, monkeypatch):
    path = write(pytester, "case: [", "broken")
    inner = pytester.mkdir("inner")
    run(pytester).stdout.fnmatch_lines(["broken.case.yaml:2:1: error[[]CTE102] *"])
    monkeypatch.chdir(inner)
    run(pytester, str(path)).stdout.fnmatch_lines([f"{path.as_posix()}:2:1: error[[]CTE102] *"])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("case: [", ["dinner.case.yaml:2:1: error[[]CTE102] did not find expected node content"]),
        (DINNER.partition("expect:")[0], ["dinner.case.yaml:1:1: error[[]CTE202] `expect` is missing"]),
        (DINNER.replace("value:", "valeu:"), ["dinner.case.yaml:13:7: error[[]CTE601] *`valeu`*"]),
        (DINNER.replace("1-84(m)", "1-84(z)", 1), ["dinner.case.yaml:17:14: error[[]CTE501] no rule is `1-84(z)`"]),
        (DINNER.partition("expect:")[0] + "expect: {}", ["dinner.case.yaml:15:9: error[[]CTE501] no law is named"]),
        ("", ["dinner.case.yaml: error[[]CTE101] *"]),
    ],
)
def test_what_is_wrong_with_a_file_fails_its_test_with_a_diagnostic_told_once_and_no_traceback(pytester, text, told):
    write(pytester, text)
    write(pytester, name="other")
    done = run(pytester)
    done.assert_outcomes(failed=1, passed=1)
    done.stdout.fnmatch_lines([*told, "* why: *", "* fix: *"])
    assert done.stdout.str().count("error[") == 2, "in the failure and in the summary"
    done.stdout.no_fnmatch_line("*Traceback*")


def test_a_law_leaves_out_what_is_expected_under_another_and_words_for_both_are_mended_for_both(pytester):
    write(pytester, DINNER.partition("expect:")[0] + "expect:\n  every law: {dinner: {1-84(m): applies}}\n")
    run(pytester, "--ctethics-law", "current").assert_outcomes(passed=1)
    done = run(pytester, "--ctethics-law", "sb434")
    done.assert_outcomes(failed=1)
    done.stdout.fnmatch_lines(["* with `current: applies, sb434: excepted by 1-79(5)(I)` here; *"])
    done.stdout.no_fnmatch_line("*under current:*")


def test_a_case_that_says_nothing_of_the_law_is_skipped_with_the_reason(pytester):
    write(pytester, DINNER.partition("  current:")[0])
    done = run(pytester, "--ctethics-law", "current", "-rs")
    done.assert_outcomes(skipped=1)
    done.stdout.fnmatch_lines(["SKIPPED [[]1] dinner.case.yaml: it expects nothing under current"])


def test_the_engines_asked_are_the_ones_that_answer(pytester, monkeypatch):
    asked = []
    put = case_files.run_claims
    monkeypatch.setattr(case_files, "run_claims", lambda *all_: asked.append(all_[2]) or put(*all_))
    write(pytester)
    for option in ([], ["--ctethics-engine", "direct"], ["--ctethics-engine", "all"]):
        run(pytester, *option).assert_outcomes(passed=1)
    assert asked == [(default_engine(),), ("direct",), tuple(loadable_engines())]


@pytest.mark.parametrize(
    ("option", "told"),
    [
        ("--ctethics-law=curent", "ERROR: --ctethics-law: unknown law `curent`; write `current`."),
        (
            "--ctethics-engine=fast",
            "ERROR: --ctethics-engine: unknown engine `fast`; write one of: direct, durable, generated, columnar.",
        ),
        (
            "--ctethics-rules=gone",
            "ERROR: --ctethics-rules: there is no folder `gone`; name one that holds rule files.",
        ),
    ],
)
def test_an_option_that_cannot_be_met_is_wrong_use_in_our_own_words(pytester, option, told):
    pytester.makepyfile("def test_of_its_own(): pass")
    done = run(pytester, option)
    assert (done.ret, done.errlines) == (pytest.ExitCode.USAGE_ERROR, [told, ""])


@pytest.fixture
def own(pytester):
    """A folder of rules of one's own: those shipped without the sixth item of the policy."""
    assert CliRunner().invoke(cli, ["init", "own"]).exit_code == 0
    (pytester.path / "own" / "rules" / "opm" / "6.yaml").unlink()
    return pytester.path / "own"


def test_rules_of_ones_own_answer_and_are_found_from_the_root_folder_too(pytester, own, monkeypatch):
    write(pytester, DINNER.replace(RIGHT, "opm(6): applies"))
    run(pytester, "--ctethics-rules", "own/rules").stdout.fnmatch_lines(["*error[[]CTE501] no rule is `opm(6)`"])
    run(pytester).assert_outcomes(passed=1)
    pytester.makeini("[pytest]\naddopts = --ctethics-rules own/rules")
    monkeypatch.chdir(pytester.mkdir("inner"))
    run(pytester, "..").stdout.fnmatch_lines(["*error[[]CTE501] no rule is `opm(6)`"])


def test_rules_that_do_not_load_are_told_once_and_fail_every_file(pytester, own):
    (own / "rules" / "facts.yaml").write_text("kinds: [\n", encoding="utf-8")
    write(pytester, name="one")
    write(pytester, name="two")
    done = run(pytester, "--ctethics-rules", "own/rules")
    done.assert_outcomes(errors=2)
    done.stdout.fnmatch_lines(["rules/facts.yaml:2:1: error[[]CTE102] *", "the rules do not load; the first error *"])
    assert done.stdout.str().count("CTE102") == 1


def test_the_rules_are_loaded_once_however_many_the_files(pytester, monkeypatch):
    loaded = []
    load = case_files.load_rules
    monkeypatch.setattr(case_files, "load_rules", lambda *all_, **named: loaded.append(1) or load(*all_, **named))
    for name in ("one", "two", "three"):
        write(pytester, name=name)
    run(pytester).assert_outcomes(passed=3)
    assert loaded == [1]


def test_cases_are_chosen_by_name_shared_among_workers_and_run_again_if_they_failed(pytester):
    write(pytester)
    write(pytester, DINNER.replace(RIGHT, WRONG).replace("$75\n", "$76\n"), "wrong")
    python = ("-m", "pytest", "-W", "error")
    done = pytester.run(sys.executable, *python, "-n", "2")
    done.assert_outcomes(passed=1, failed=1)
    done.stdout.fnmatch_lines(["wrong.case.yaml:17:23: error[[]CTE503] *"])
    assert pytester.run(sys.executable, *python, "--lf", "--co", "-q").outlines[0] == "wrong.case.yaml::a dinner of $76"
    run(pytester, "-k", "75").assert_outcomes(passed=1, deselected=1)
    run(pytester, "wrong.case.yaml").assert_outcomes(failed=1)


def test_without_a_file_of_cases_nothing_of_ctethics_is_loaded_but_the_plugin(pytester):
    pytester.makepyfile(
        """
        import sys

        def test_of_its_own():
            loaded = {name for name in sys.modules if name.startswith("ctethics")}
            assert loaded == {"ctethics", "ctethics.version", "ctethics.testing", "ctethics.testing.plugin"}
        """
    )
    pytester.run(sys.executable, "-m", "pytest", "-p", "no:cacheprovider").assert_outcomes(passed=1)


def test_the_help_of_pytest_teaches_the_options(pytester):
    run(pytester, "--help").stdout.fnmatch_lines(
        [
            "ctethics: cases in files [*].case.yaml:",
            "*--ctethics-law=LAW *",
            "*--ctethics-engine=ENGINE*",
            "*--ctethics-rules=FOLDER*",
        ]
    )
