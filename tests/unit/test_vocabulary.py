"""Parts that nobody need take, periods that end on a certain day, and offices that duties are owed to."""

from pathlib import Path

import pytest

from ctethics import CaseError, Law
from ctethics.diagnostics import RuleError
from tests.unit.rules import FACTS, RULE, assessed, compiled, law

OPTIONAL = (FACTS, "recipient: {question: Who received it?}", "recipient: {question: Who received it?, optional: yes}")
PLAQUE = "{fact: item, is: plaque, quote: a plaque}"
RUNNING = (
    RULE,
    "one by one: {fact: value, is: more than, limit: small, quote: anything having a value}",
    "one by one: {total: given, is: more than, limit: small}",
)
MEAL = {"item": "food or beverage", "value": "$15.00"}
PERIODS = (
    FACTS,
    "persons: {type: number",
    "period: {type: choice, choices: [month, first half, year], question: Which period?, "
    "last day: {month: end of the month, first half: 06-30, year: 12-31}}\n      persons: {type: number",
)


def test_of_an_optional_part_nobody_need_be_named(tmp_path: Path) -> None:
    made = law(tmp_path, OPTIONAL, (RULE, PLAQUE, "{fact: recipient agency, is: OPM}"))
    role = made.program.vocabulary.events["transfer"].roles["recipient"]
    assert (role.is_optional, role.presume) == (True, None)
    finding = assessed(made, value="$30.00", recipient=None).finding("1-1(a)")
    assert (finding.outcome, finding.needs) == ("undetermined", ("recipient",))
    known = {"ann": {"agency": "OPM"}, "bob": {}}
    assert assessed(made, known, value="$30.00").finding("1-1(a)").outcome == "excepted"


def test_a_part_that_is_not_optional_is_missed(tmp_path: Path) -> None:
    made = law(tmp_path, OPTIONAL)
    with pytest.raises(CaseError) as caught:
        assessed(made, value="$30.00", donor=None, recipient=None)
    assert [(d.code, d.what) for d in caught.value.diagnostics] == [("CTE603", "`donor` is missing")]


def test_a_part_said_not_to_be_optional_is_missed_too(tmp_path: Path) -> None:
    made = law(tmp_path, (FACTS, "Who received it?}", "Who received it?, optional: no}"))
    with pytest.raises(CaseError, match="`recipient` is missing"):
        assessed(made, recipient=None)


def test_who_an_optional_part_was_may_be_anyone_for_a_running_total(tmp_path: Path) -> None:
    made = law(tmp_path, OPTIONAL, RUNNING)
    core = {"kind": "transfer", "date": "2025-03-03", "donor": "bob", **MEAL}
    events = [{"id": "a", **core}, {"id": "b", **core, "recipient": "ann"}]
    result = made.assess({"parties": {"ann": {}, "bob": {}}, "events": events})
    assert [(e.finding("1-1(a)").outcome, e.finding("1-1(a)").needs) for e in result] == [
        ("does not apply", ()),
        ("undetermined", ("recipient of a",)),
    ]


def period(made: Law, day: str, name: str) -> object:
    return assessed(made, date=day, period=name).finding("1-1(a)").outcome


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("month", "2025-01-31"),
        ("month", "2025-02-28"),
        ("month", "2024-02-29"),
        ("first half", "2025-06-30"),
        ("year", "2199-12-31"),
        ("year", "1900-12-31"),
    ],
)
def test_an_event_on_the_last_day_of_its_period_is_taken(tmp_path: Path, name: str, day: str) -> None:
    assert period(law(tmp_path, PERIODS), day, name) == "undetermined"


@pytest.mark.parametrize(
    ("name", "day", "ends"),
    [
        ("month", "2025-01-30", "on the last day of a month"),
        ("month", "2024-02-28", "on the last day of a month"),
        ("month", "2025-03-01", "on the last day of a month"),
        ("first half", "2025-06-29", "on 06-30"),
        ("first half", "2025-12-31", "on 06-30"),
        ("year", "2025-06-30", "on 12-31"),
    ],
)
def test_an_event_on_another_day_than_its_periods_last_is_refused(
    tmp_path: Path, name: str, day: str, ends: str
) -> None:
    with pytest.raises(CaseError) as caught:
        period(law(tmp_path, PERIODS), day, name)
    (slip,) = caught.value.diagnostics
    assert (slip.code, slip.what) == ("CTE602", f"`date` is `{day}`, but period is `{name}`")
    assert slip.why == f"the date of a transfer is the last day of the period, and this one ends {ends}."


def test_of_a_period_that_is_not_stated_nothing_is_asked(tmp_path: Path) -> None:
    made = law(tmp_path, PERIODS)
    assert period(made, "2025-03-03", "unknown") == "undetermined"
    assert assessed(made, value="$1.00").finding("1-1(a)").outcome == "does not apply"


def test_the_last_days_are_part_of_the_declaration(tmp_path: Path) -> None:
    fact = compiled(tmp_path, PERIODS).program.vocabulary.events["transfer"].facts["period"]
    assert fact.last_day == (("month", (0, 0)), ("first half", (6, 30)), ("year", (12, 31)))


DUTY = (
    RULE,
    "examples:",
    "duty: {what: report, owed by: donor, owed to: [Board, recipient], due: {with: it}, states: {worth: value}}\n"
    "examples:",
)


def test_a_duty_may_be_owed_to_a_declared_office(tmp_path: Path) -> None:
    made = law(tmp_path, DUTY, (FACTS, "party:", "offices: {Board: it keeps the reports}\nparty:"))
    assert made.program.vocabulary.offices == ("Board",)
    (duty,) = assessed(made, value="$30.00", item="food or beverage").duties
    assert duty.owed_to == ("Board", "ann")


def test_a_duty_owed_to_an_office_that_is_not_declared_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleError) as caught:
        compiled(tmp_path, DUTY, (FACTS, "party:", "offices: {Bureau: it keeps the reports}\nparty:"))
    (slip,) = caught.value.diagnostics
    assert (slip.code, slip.what) == ("CTE203", "unknown party or office `Board`")
    assert slip.fix == "declare the office in rules/facts.yaml, or write one of: donor, recipient, Bureau."
