"""`assess --trace`: every condition with its answer, under every engine the same."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from ctethics.cli import cli
from ctethics.report.trace import render_trace
from tests.asking import ask, law_named

CASE = {
    "parties": {
        "acme": {"kind": "business", "doing business with": ["OPM"]},
        "lee": {"kind": "person", "position": "state employee", "agency": "OPM"},
    },
    "events": [
        {"id": "pen", "kind": "transfer", "date": "2025-03-03", "donor": "acme", "recipient": "lee", "value": "$20.00"}
    ],
}
EXPECTED = """\
§ 1-84(o) Written report of things given: does not apply
  the rule
    no: all of
      no: value: more than $20.00
      yes: not
        no: consideration: at least value
      yes: recipient position: one of public official, state employee
      yes: any of
        yes: donor doing business with: includes recipient agency
        unknown: donor seeking business with: includes recipient agency
        unknown: donor regulated by: includes recipient agency
        yes: on behalf of doing business with: includes recipient agency
        unknown: on behalf of seeking business with: includes recipient agency
        unknown: on behalf of regulated by: includes recipient agency
  exception 1-84(o) political contribution, Political contribution
    unknown: all of
      unknown: item: political contribution
      unknown: otherwise reported as required by law: yes
"""


def test_every_condition_has_a_line_with_its_answer() -> None:
    found = render_trace(ask(CASE), law_named("sb434").program)

    (section,) = [part for part in found.split("\n\n") if part.startswith("§ 1-84(o) ")]
    assert section + "\n" == EXPECTED
    assert found.startswith("pen: transfer, 2025-03-03\n=========================\n\n§ 1-79(5) Gift: excepted\n")


@pytest.mark.parametrize("engine", ["durable", "generated", "columnar"])
def test_the_trace_is_the_same_whichever_engine_answers(engine: str) -> None:
    program = law_named("sb434", engine).program
    assert render_trace(ask(CASE, engine=engine), program) == render_trace(ask(CASE), program)


def test_the_trace_is_printed_on_request() -> None:
    run = CliRunner().invoke(cli, ["assess", "examples/dinner.yaml", "--law", "sb434", "--trace"])
    assert run.exit_code == 0
    assert "      yes: donor in attendance: yes\n" in run.output


def test_the_trace_is_text_alone() -> None:
    asked = ["assess", "examples/dinner.yaml", "--law", "sb434", "--trace", "--format", "json"]
    run = CliRunner().invoke(cli, asked)
    assert run.exit_code == 2
    assert "--trace is text; leave out --format json." in run.output
