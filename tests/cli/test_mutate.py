"""`ctethics mutate`: what is tried, how survivors are told, and the list of those that change nothing."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from ctethics.cli import cli
from ctethics.diagnostics import RuleError

TESTS = Path(__file__).parents[1]
RULE = Path("rules/1-1/a.yaml")
LIST = Path("equivalent-mutants.yaml")
KILLED = "1-1(a) limit small: $20.00 → $20.01 under sb434 from 2024-10-01"
SURVIVES = "1-1(a) limit small: $10.00 → $10.01 under current"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with the rule base of the rejects, in which the command is run; its one example is a cent over."""
    shutil.copytree(TESTS / "rejects" / "base", tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)


def run(*options: str) -> Result:
    return CliRunner().invoke(cli, ["mutate", "--jobs", "1", *options])


def told(*options: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(run("--all", "--format", "json", *options).output)
    return read


def survivors() -> dict[str, list[str]]:
    return {one["title"]: one["example"] for one in told()["survived"]}


def paste(examples: list[list[str]]) -> None:
    """Puts the examples below those of the rule; one that several survivors are told with, once."""
    lines = [f"    {line}" for example in dict.fromkeys(map(tuple, examples)) for line in example]
    RULE.write_text("\n".join([RULE.read_text(encoding="utf-8").rstrip(), *lines, ""]), encoding="utf-8")


def list_as_equivalent(*titles: str) -> None:
    quoted = ["'" + title.replace("'", "''") + "'" for title in titles]
    entries = [f"  - mutants: [{', '.join(quoted)}]", "    because: nothing tells them apart"]
    LIST.write_text("\n".join(entries) + "\n", encoding="utf-8")


def test_a_survivor_is_told_at_its_place_with_an_example_that_would_kill_it() -> None:
    result = run("--all")
    line = (
        RULE.read_text(encoding="utf-8")
        .splitlines()
        .index("    current: {amount: $10.00, says: more than ten dollars}")
    )
    assert f"rules/1-1/a.yaml:{line + 1}: $10.00 → $10.01 under current\n  {SURVIVES}\n" in result.output
    assert "This one would, below `cases:` of the rule:\n    - name: 'one cent over, but" in result.output
    assert result.exit_code == 1


def test_what_is_killed_is_not_told() -> None:
    assert KILLED not in survivors()
    assert re.search(r"^\d+ mutants: \d+ killed, 0 equivalent as listed, \d+ survived$", run("--all").output, re.M)


def test_the_examples_that_are_told_come_out_as_told_and_kill() -> None:
    before = survivors()
    paste([example for example in before.values() if example])
    assert CliRunner().invoke(cli, ["test", "--engine", "direct"]).exit_code == 0
    after = survivors()
    assert {title for title, example in before.items() if example}.isdisjoint(after)
    assert len(after) < len(before)


def test_examples_are_told_until_nothing_but_what_is_equivalent_survives() -> None:
    for _ in range(3):
        paste([example for example in survivors().values() if example])
    left = survivors()
    assert not any(left.values()), left
    list_as_equivalent(*left)
    result = run("--all")
    assert f"{len(left)} equivalent as listed, none survived" in result.output
    assert result.exit_code == 0


def test_an_operator_is_told_from_its_neighbour_by_the_exact_figure() -> None:
    example = survivors()["1-1(a), `value: more than $20.00`: more than → at least"]
    assert example[1:] == ["  event: {value: $10.00}", "  expect: {every law: does not apply}"]


def test_an_entry_that_is_killed_is_stale() -> None:
    list_as_equivalent(KILLED)
    result = run("--all")
    assert (
        f"equivalent-mutants.yaml:1:15: {KILLED}\n  It is listed as changing nothing, but it is noticed by 1-1(a): "
        in (result.output)
    )
    assert result.exit_code == 1
    assert told()["stale"] == [KILLED]


def test_an_entry_that_no_mutant_has_the_title_of_is_stale_even_where_few_are_tried() -> None:
    list_as_equivalent("1-1(a) limit medium: $10.00 → $10.01 under current")
    result = run("--sample", "1")
    assert "No mutant has this title any more." in result.output
    assert result.output.rstrip().endswith("; 1 stale in the list of equivalents")
    assert result.exit_code == 1


def test_a_listed_mutant_is_tried_whatever_the_sample() -> None:
    list_as_equivalent(KILLED)
    assert "1 stale" in run("--sample", "1", "--seed", "5").output


def test_a_list_that_cannot_be_read_is_told_at_its_place() -> None:
    LIST.write_text("- mutants: [x]\n  becuase: y\n", encoding="utf-8")
    with pytest.raises(RuleError, match=r"equivalent-mutants.yaml:2:3: error\[CTE202\] unknown key `becuase`"):
        CliRunner().invoke(cli, ["mutate"], catch_exceptions=False)


def test_two_processes_find_the_same_as_one() -> None:
    one = run("--all", "--format", "json").output
    two = CliRunner().invoke(cli, ["mutate", "--jobs", "2", "--all", "--format", "json"]).output
    assert one == two


def test_a_sample_says_of_how_many_it_is() -> None:
    assert re.search(r"^3 of \d+ mutants: ", run("--sample", "3").output, re.M)


def test_where_there_is_no_mutant_the_command_fails() -> None:
    result = run("facts", "--all")
    assert result.output == "0 mutants: nothing was tried\n"
    assert result.exit_code == 1


def test_examples_that_do_not_come_out_are_told_before_anything_is_tried() -> None:
    text = RULE.read_text(encoding="utf-8")
    RULE.write_text(text.replace("{every law: applies}", "{every law: does not apply}"), encoding="utf-8")
    result = run()
    assert "Nothing can be told: 1-1(a): " in result.output
    assert "`ctethics test`" in result.output
    assert result.exit_code == 1


def test_a_provision_there_is_not_is_wrong_use() -> None:
    result = run("1-99(z)")
    assert "There is no provision '1-99(z)' in these rules" in result.output
    assert result.exit_code == 2
