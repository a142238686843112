"""Duties: who owes what to whom, by when, stating what."""

from pathlib import Path

import pytest

from ctethics.diagnostics import RuleError
from ctethics.program import Stated
from tests.unit.rules import RULE, STATUTE, compiled

WORDS = (
    STATUTE,
    "one hundred dollars.",
    "one hundred dollars,\n  3 {>>report<<}and is reported not later than ten days thereafter.",
)
LIMIT = (RULE, "totals:", "  report: {every law: {days: 10, says: not later than ten days thereafter}}\ntotals:")
DUTY = """duty:
  what: written report
  owed by: donor
  owed to: [recipient, head of recipient agency]
  due: {limit: report, after: date}
  states: {name of the donor: donor, value: value, cumulative value: {total: given}}
examples:"""


def test_a_duty_is_read_with_its_limit_its_creditors_and_what_it_states(tmp_path: Path) -> None:
    program = compiled(tmp_path, WORDS, LIMIT, (RULE, "examples:", DUTY)).program
    duty = program.provisions["1-1(a)"].duty
    assert duty is not None
    assert (duty.what, duty.owed_by, duty.owed_to) == (
        "written report",
        "donor",
        ("recipient", "head of recipient agency"),
    )
    assert duty.due.limit is not None
    assert (duty.due.limit.at("sb434", 1), duty.due.after) == (10, "date")
    assert duty.states[:2] == (Stated("name of the donor", "donor"), Stated("value", "value"))
    assert [total.name for total in program.totals["transfer"]] == ["1-1(a) given"]


@pytest.mark.parametrize(
    ("old", "new", "code", "what"),
    [
        ("owed by: donor", "owed by: giver", "CTE201", "unknown fact `giver`"),
        ("[recipient, ", "[receiver, ", "CTE203", "unknown party or office `receiver`"),
        ("limit: report", "limit: reports", "CTE203", "unknown limit `reports`"),
        ("limit: report", "limit: plaque", "CTE204", "limit `plaque` is in dollars"),
        ("after: date", "after: value", "CTE204", "`value` is of type amount"),
        ("total: given", "total: gifts", "CTE203", "unknown total `gifts`"),
        ("value: value", "value: worth", "CTE201", "unknown fact `worth`"),
        ("  what: written report\n", "", "CTE202", "`what` is missing"),
        ("{total: given}", "{sum: given}", "CTE202", "`total` is missing"),
    ],
)
def test_a_slip_in_a_duty_is_told(tmp_path: Path, old: str, new: str, code: str, what: str) -> None:
    with pytest.raises(RuleError) as caught:
        compiled(tmp_path, WORDS, LIMIT, (RULE, "examples:", DUTY.replace(old, new)))
    assert (caught.value.diagnostics[0].code, caught.value.diagnostics[0].what) == (code, what)


def test_a_due_date_whose_words_set_no_last_day_is_refused(tmp_path: Path) -> None:
    words = (*WORDS[:2], WORDS[2].replace("not later than", "more than"))
    limit = (*LIMIT[:2], LIMIT[2].replace("not later than", "more than"))
    with pytest.raises(RuleError, match="CTE302"):
        compiled(tmp_path, words, limit, (RULE, "examples:", DUTY))
