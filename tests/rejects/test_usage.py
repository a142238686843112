"""What is told to who asks for a law, a reading, an engine, a calendar or a text there is not."""

import shutil
import sys
from pathlib import Path

import pytest

import ctethics
from ctethics import CtethicsError, EngineError, UsageError
from ctethics.cli import main
from ctethics.law.citation import citation_named

BASE = Path(__file__).parent / "base" / "rules"
CASE: dict[str, object] = {
    "parties": {"acme": {}, "lee": {}},
    "events": [{"id": "a", "kind": "transfer", "date": "2025-03-03", "donor": "acme", "recipient": "lee"}],
}


def test_an_unknown_law_is_named_with_its_likely_spelling() -> None:
    with pytest.raises(UsageError) as caught:
        ctethics.load("sb343")
    assert str(caught.value) == (
        "law: error[CTE607] unknown law `sb343`\n"
        " why: an answer is given under one law: sb434 is the bill, current the text before it.\n"
        " fix: write `sb434`."
    )


def test_a_law_unlike_any_gets_the_list_of_laws() -> None:
    with pytest.raises(UsageError, match=r"fix: write one of: current, sb434\."):
        ctethics.load("Texas")


def test_an_unknown_engine_is_named_with_its_likely_spelling() -> None:
    with pytest.raises(UsageError) as caught:
        ctethics.load("sb434", engine="durabel")
    assert str(caught.value) == (
        "engine: error[CTE701] unknown engine `durabel`\n why: engines are few.\n fix: write `durable`."
    )


def test_an_unknown_reading_is_named_with_its_likely_spelling() -> None:
    law = ctethics.load("sb434", rules=BASE, engine="direct")
    with pytest.raises(CtethicsError) as caught:
        law.assess(CASE, readings={"meal": "together"})
    assert str(caught.value) == (
        "readings: error[CTE607] unknown reading `meal`\n"
        " why: readings are declared in the rule files.\n"
        " fix: write `meals`."
    )


def test_a_rule_too_wide_for_durable_rules_is_refused_and_never_run_wrong(tmp_path: Path) -> None:
    pytest.importorskip("durable_rules_engine", exc_type=ImportError)
    shutil.copytree(BASE.parent, tmp_path, dirs_exist_ok=True)
    names = [f"sign {number}" for number in range(300)]
    with (tmp_path / "rules" / "facts.yaml").open("a") as facts:
        facts.writelines(f"      {name}: {{type: yes or no, question: Is it so?}}\n" for name in names)
    rule = tmp_path / "rules" / "1-1" / "a.yaml"
    narrow = "        - {fact: item, is: plaque, quote: a plaque}\n"
    wide = "".join(f"        - {{fact: {name}, is: yes}}\n" for name in names)
    rule.write_text(rule.read_text().replace(narrow, wide))
    with pytest.raises(EngineError) as caught:
        ctethics.load("sb434", rules=tmp_path / "rules", engine="durable").assess(CASE)
    assert str(caught.value) == (
        "engine durable, 1-1(a)(F): error[CTE702] the condition makes the fact 302 properties wide; "
        "durable_rules fails before 300\n"
        " why: the engine's limits are fixed in its C source, and beyond them it answers wrong or stops.\n"
        " fix: use engine=`direct`, or split the provision's condition into exceptions of its own."
    )


def refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What the command says on standard error; it has printed nothing and its exit status is 2."""
    monkeypatch.setattr(sys, "argv", ["ctethics", *arguments, "--rules", str(BASE)])
    with pytest.raises(SystemExit) as caught:
        main()
    told = capsys.readouterr()
    assert (caught.value.code, told.out) == (2, "")
    return told.err


SESSION = "write FROM:TO, as in 2025-01-08:2025-06-04"
NO_DAY = "a date is written year-month-day, as in 2025-03-03"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            "--year 1900",
            "year: error[CTE608] the year 1900 is out of range\n"
            " why: a calendar is made for a year from 1901 to 2198.\n"
            " fix: write a year such as 2025.\n",
        ),
        (
            "--year 2199",
            "year: error[CTE608] the year 2199 is out of range\n"
            " why: a calendar is made for a year from 1901 to 2198.\n"
            " fix: write a year such as 2025.\n",
        ),
        (
            "--year 2025 --registrant comunicator",
            "registrant: error[CTE608] unknown registrant `comunicator`\n"
            " why: each kind files reports of its own.\n"
            " fix: write `communicator`.\n",
        ),
        (
            "--year 2025 --registrant lobbyist",
            "registrant: error[CTE608] unknown registrant `lobbyist`\n"
            " why: each kind files reports of its own.\n"
            " fix: write one of: client, communicator.\n",
        ),
        (
            "--year 2025 --municipal",
            "registrant: error[CTE608] a client is no communicator for a municipality\n"
            " why: only a communicator files for a municipality otherwise than others of its kind.\n"
            " fix: add --registrant communicator.\n",
        ),
        (
            "--year 2025 --session 2025",
            f"session: error[CTE608] the session is `2025`\n why: it has a first and a last day.\n fix: {SESSION}.\n",
        ),
        (
            "--year 2025 --session 2025-01-08:June",
            f"session: error[CTE608] the session is `2025-01-08:June`\n why: {NO_DAY}.\n fix: {SESSION}.\n",
        ),
        (
            "--year 2025 --session 2025-01-08:2025-06-31",
            "session: error[CTE608] the session is `2025-01-08:2025-06-31`\n"
            f" why: there is no such day in the calendar.\n fix: {SESSION}.\n",
        ),
        (
            "--year 2025 --session 2025-01-08:2025-06-04:2025-06-05",
            "session: error[CTE608] the session is `2025-01-08:2025-06-04:2025-06-05`\n"
            f" why: {NO_DAY}.\n fix: {SESSION}.\n",
        ),
        (
            "--year 2025 --session 2025-06-04:2025-01-08",
            "session: error[CTE608] the session ends on 2025-01-08, before it begins\n"
            f" why: it runs from FROM to TO.\n fix: {SESSION}.\n",
        ),
        (
            "--year 2025 --session 2025-01-08:2026-01-10",
            "session: error[CTE608] the session runs from 2025-01-08 to 2026-01-10\n"
            f" why: a regular session ends within a year.\n fix: {SESSION}.\n",
        ),
        (
            "--year 2025 --session 2023-01-08:2023-06-04",
            "session: error[CTE608] the session has no day in 2025\n"
            " why: no report of its months covers that year or falls due in it.\n"
            " fix: name the session of that year, or its year.\n",
        ),
    ],
    ids=lambda value: value if value.startswith("--") else "",
)
def test_a_calendar_that_cannot_be_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: str, told: str
) -> None:
    assert refused(monkeypatch, capsys, "calendar", "--law", "sb434", *arguments.split()) == told


def test_a_calendar_is_made_under_a_law_that_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told = refused(monkeypatch, capsys, "calendar", "--year", "2025")
    assert told.endswith("\nError: Under which law? Add --law current or --law sb434.\n")
    assert refused(monkeypatch, capsys, "calendar", "--year", "2025", "--law", "sb343") == (
        "law: error[CTE607] unknown law `sb343`\n"
        " why: an answer is given under one law: sb434 is the bill, current the text before it.\n"
        " fix: write `sb434`.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("--year soon", "Error: Invalid value for '--year': 'soon' is not a valid integer."),
        ("", "Error: Missing option '--year'."),
        ("--year 2025 --format pdf", "Error: Invalid value for '--format': 'pdf' is not one of 'text', 'json', 'ics'."),
    ],
)
def test_an_option_of_another_kind_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: str, told: str
) -> None:
    told_whole = refused(monkeypatch, capsys, "calendar", "--law", "sb434", *arguments.split())
    assert told_whole.splitlines()[-1] == told


def test_in_python_a_calendar_that_cannot_be_is_refused_with_the_same_words() -> None:
    law = ctethics.load("sb434", rules=BASE, engine="direct")
    with pytest.raises(UsageError) as caught:
        ctethics.filing_calendar(law, 1900)
    assert [problem.to_dict() for problem in caught.value.diagnostics] == [
        {
            "code": "CTE608",
            "severity": "error",
            "file": "year",
            "line": 0,
            "column": 1,
            "width": 1,
            "what": "the year 1900 is out of range",
            "why": "a calendar is made for a year from 1901 to 2198.",
            "fix": "write a year such as 2025.",
        }
    ]


@pytest.mark.parametrize("citation", ["1-1(b)", "1-1", "1-1(a)(F)", "§ 1-1(b)", "1-1/b", "1-1(a) medals"])
def test_the_coverage_of_a_text_there_is_not_is_refused_with_those_there_are(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], citation: str
) -> None:
    told = refused(monkeypatch, capsys, "coverage", citation)
    assert told == (
        "Usage: ctethics coverage [OPTIONS] [CITATION]\n"
        "Try 'ctethics coverage --help' for help.\n"
        "\n"
        f"Error: There is no text '{citation_named(citation)}'; there are: 1-1(a).\n"
    )
