"""`ctethics probe`: the shipped rules held to their words, and what it says when there is nothing to hold to them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ctethics.cli import cli
from ctethics.compile.checked import Checked
from ctethics.program import Program

ROOT = Path(__file__).parents[2]
BASE = ROOT / "docs/codes/scenes/base/rules"


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def probe(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["probe", *arguments])


def test_the_shipped_rules_come_out_as_their_words_say_and_what_was_not_probed_is_listed() -> None:
    done = probe()
    assert done.exit_code == 0, done.output
    found = re.search(
        r"^(\d+) probes of (\d+) phrases by rule and law: all come out as the words say$", done.output, re.M
    )
    assert found is not None
    assert int(found[1]) > 1000
    assert '  1-84b(b) 1-84b(b) "one year" [current, sb434]: the words state no one operator' in done.output


def test_a_provision_is_probed_alone_and_every_probe_can_be_listed() -> None:
    told = json.loads(probe("1-84/o", "--format", "json").output)
    assert {one["citation"] for one in told["probes"]} == {"1-84(o)"}
    assert {"1 less", "exactly", "1 more", "the day"} == {one["beside"] for one in told["probes"]}
    listed = probe("1-84(o)", "--all").output
    assert '1-84(o) [sb434, 2024-10-01] "more than twenty dollars", 1 more: applies, as the words say' in listed
    assert '1-84(o) [sb434, 2024-09-30] "more than ten dollars", exactly: does not apply, as the words say' in listed


def test_a_rule_that_comes_out_otherwise_than_its_words_is_told_at_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """No file that loads can say so: the compiler holds limits to their words. So the compiled rules are slipped."""

    def slipped(checked: Checked) -> Program:
        made = program_of(checked)
        for limit in {id(one): one for p in made.provisions.values() for one in p.limits()}.values():
            for law, versions in limit.versions.items():
                limit.versions[law] = tuple(version_with(v, 1) for v in versions)
        return made

    def version_with(version: object, more: int) -> object:
        from dataclasses import replace

        return replace(version, amount=version.amount + more)

    program_of = Checked.program
    monkeypatch.setattr(Checked, "program", slipped)
    done = probe("--rules", str(BASE))
    assert done.exit_code == 1
    assert re.search(
        r'^\S+/1-1/a\.yaml:\d+:\d+: error\[CTE503\] "more than ten dollars", 1 more: does not apply$', done.output, re.M
    )
    assert "the words lead to `applies` under `current`" in done.output


def test_nothing_probed_is_a_failure() -> None:
    done = probe("1-84(b)")
    assert (done.exit_code, done.output.splitlines()[-1]) == (
        1,
        "0 probes of 0 phrases by rule and law: nothing probed",
    )


def test_an_unknown_provision_is_wrong_use() -> None:
    done = probe("1-84(zz)")
    assert done.exit_code == 2
    assert "There is no provision '1-84(zz)' in these rules" in done.output
