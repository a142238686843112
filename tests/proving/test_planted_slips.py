"""A slip planted in a copy of the shipped rules is caught, and by which command.

`check` holds the rules to the words, so a slip in what the words state is caught before anything runs. What is not in
so many words is caught by the examples and by `diff`. `probe` reports none of these slips: it reads the words that
`check` holds a rule to. `mutate` is no row: it makes slips of its own and shows which of them the examples would miss.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from click.testing import CliRunner
from click.testing import Result as Ran

from ctethics.cli import cli
from ctethics.diagnostics import RuleError

pytest.importorskip("z3", reason='the solver is not installed: pip install "ctethics[verify]"')

from ctethics.proving.verify import run

ROOT: Final = Path(__file__).parents[2]
RULE, STATUTE = "rules/1-84/o.yaml", "statutes/1-84/o.txt"
EXCEPTION: Final = """\
except:
  political contribution:
    title: Political contribution
    clause: contributions
    when:
      all:
        - {fact: item, is: political contribution, quote: a political contribution}
        - {fact: otherwise reported as required by law, is: yes, quote: otherwise reported as required by law}

"""


class Slip(NamedTuple):
    """One slip, and of `check`, `test`, `probe` and `diff` those that report it, each with a word of what it says.

    Where `check` finds an error, the others refuse to run for the same reason.
    """

    old: str
    new: str
    caught: dict[str, str]
    name: str = RULE


SLIPS: Final = {
    "an operator that the words state": Slip(
        "is: more than, limit: reportable thing",
        "is: at least, limit: reportable thing",
        {"check": "error[CTE302]"},
    ),
    "an operator between two facts": Slip(
        "- not: {fact: consideration, is: at least, amount: value}",
        "- not: {fact: consideration, is: more than, amount: value}",
        {"test": "2 examples failed", "diff": "2 shown"},
    ),
    "a cent of an amount": Slip("amount: $20.00, says", "amount: $20.01, says", {"check": "error[CTE303]"}),
    "a dropped exception": Slip(
        EXCEPTION,
        "",
        {
            "check": "warning[CTE907]",
            "test": "examples failed",
            "diff": "exception 1-84(o) political contribution: vanishes",
        },
    ),
    "a day of a duty that the words state": Slip("{days: 10, says", "{days: 11, says", {"check": "error[CTE303]"}),
    "a day of a duty, and the words left out": Slip(
        "{days: 10, says: not later than ten days thereafter}",
        "{days: 11, rests on: ten days thereafter}",
        {"check": "warning[CTE906]", "test": "expected due 2025-03-13, found 2025-03-14", "diff": "duty of 1-84(o)"},
    ),
    "a day of when the bill takes effect": Slip(
        "effective: 2024-10-01",
        "effective: 2024-10-02",
        {"test": "1 example failed", "diff": "1 shown"},
        STATUTE,
    ),
}
COMMANDS: Final = {
    "check": (),
    "test": ("1-84(o)", "--no-cases"),
    "probe": ("1-84(o)",),
    "diff": (str(ROOT / "rules"), "rules", "--provision", "1-84(o)"),
}


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for folder in ("rules", "statutes"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(run, "cpu_count", lambda: 1)
    return tmp_path


def plant(slip: Slip) -> None:
    text = Path(slip.name).read_text(encoding="utf-8")
    assert text.count(slip.old) == 1
    Path(slip.name).write_text(text.replace(slip.old, slip.new), encoding="utf-8")


def ran(command: str) -> Ran:
    return CliRunner().invoke(cli, [command, *COMMANDS[command]])


def reports(command: str, result: Ran) -> bool:
    """Whether a command finds something: `diff` any difference, the others what makes their exit status 1."""
    if command != "diff":
        return result.exit_code == 1
    return "2 provisions by law compared: 2 proved" not in result.output or result.output.count("\n") > 1


def test_without_a_slip_no_command_reports_anything(copy: Path) -> None:
    assert [command for command in COMMANDS if reports(command, ran(command))] == []


@pytest.mark.parametrize("name", SLIPS)
def test_a_planted_slip_is_caught_by_these_commands_and_no_other(copy: Path, name: str) -> None:
    slip = SLIPS[name]
    plant(slip)
    first = ran("check")
    found = {"check": first} if reports("check", first) else {}
    if "error[" in first.output:
        code = slip.caught["check"]
        refused = [result for command in ("test", "probe", "diff") if (result := ran(command)).exit_code == 1]
        assert all(
            code in (str(one.exception) if isinstance(one.exception, RuleError) else one.output) for one in refused
        )
        assert len(refused) == 3
    else:
        found |= {command: result for command in ("test", "probe", "diff") if reports(command, result := ran(command))}
    assert list(found) == list(slip.caught)
    for command, words in slip.caught.items():
        assert words in found[command].output
