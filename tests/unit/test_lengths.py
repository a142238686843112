"""Limits that are lengths of time or days of the month, and when a duty is due by them."""

from pathlib import Path

import pytest

from ctethics.diagnostics import RuleError
from ctethics.outcome import Owed
from tests.unit.rules import FACTS, RULE, STATUTE, assessed, compiled, law

PLAQUE = "{fact: item, is: plaque, quote: a plaque}"
DUTY = """duty:
  what: report
  owed by: donor
  owed to: [Board of Gifts, recipient]
  due: {limit: span, after: date}
  states: {worth: value}
examples:"""
OFFICE = (FACTS, "party:", "offices: {Board of Gifts: it keeps the reports}\nparty:")
NOT_ESTABLISHED = "not established, rests on: no source gives it"


def span(written: str, says: str = "") -> tuple[tuple[str, str, str], ...]:
    """The limit `span`, and its words put into the statute."""
    limit = (RULE, "totals:", f"  span: {{every law: {{{written}}}}}\ntotals:")
    return (limit, (STATUTE, "hundred dollars.", f"hundred dollars\n  3 {says}.")) if says else (limit,)


def owed(folder: Path, limit: str, due: str = "", says: str = "", **facts: object) -> Owed:
    """The one duty of a gift of thirty dollars."""
    duty = DUTY.replace("due: {limit: span, after: date}", due) if due else DUTY
    made = law(folder, *span(limit, says), (RULE, "examples:", duty), OFFICE)
    (found,) = assessed(made, **{"value": "$30.00", "item": "food or beverage", **facts}).duties
    return found


@pytest.mark.parametrize(
    ("limit", "last"),
    [("months: 1", "2025-02-28"), ("years: 1", "2026-01-31"), ("days: 30", "2025-03-02"), ("months: 6", "2025-07-31")],
)
@pytest.mark.parametrize("later", [0, 1], ids=["on the last day", "on the day after"])
def test_a_date_is_held_to_a_length_of_time_to_the_day(tmp_path: Path, limit: str, last: str, later: int) -> None:
    written = "{fact: returned, is: not more than, limit: span, after: date}"
    made = law(tmp_path, *span(f"{limit}, rests on: a regulation"), (RULE, PLAQUE, written))
    returned = last if later == 0 else f"{last[:8]}{int(last[8:]) + 1:02}" if last[8:] < "28" else _next(last)
    event = assessed(made, date="2025-01-31", item="plaque", value="$30.00", returned=returned)
    assert event.finding("1-1(a)").outcome == ("excepted" if later == 0 else "applies")


def _next(day: str) -> str:
    return {"2025-02-28": "2025-03-01", "2026-01-31": "2026-02-01", "2025-07-31": "2025-08-01"}[day]


def test_at_least_a_length_of_time_holds_from_its_last_day_on(tmp_path: Path) -> None:
    written = "{fact: date, is: at least, limit: span, after: returned}"
    made = law(tmp_path, *span("years: 3, says: for a period of three years", "for a period of three years"))
    assert made.program.provisions["1-1(a)"].exceptions
    edits = (*span("years: 3, rests on: a regulation"), (RULE, PLAQUE, written))
    made = law(tmp_path / "again", *edits)
    days = {
        day: assessed(made, date=day, returned="2022-03-03", value="$30.00") for day in ("2025-03-02", "2025-03-03")
    }
    assert {day: event.finding("1-1(a)").outcome for day, event in days.items()} == {
        "2025-03-02": "applies",
        "2025-03-03": "excepted",
    }


def test_a_thing_that_never_came_back_is_beyond_every_length_of_time(tmp_path: Path) -> None:
    written = "{fact: returned, is: not more than, limit: span, after: date}"
    made = law(tmp_path, *span("years: 100, rests on: a regulation"), (RULE, PLAQUE, written))
    assert assessed(made, value="$30.00", returned="never").finding("1-1(a)").outcome == "applies"


@pytest.mark.parametrize("unit", ["days", "months", "years"])
def test_what_depends_on_a_limit_that_is_not_established_is_undetermined_whatever_is_stated(
    tmp_path: Path, unit: str
) -> None:
    written = "{fact: returned, is: not more than, limit: span, after: date}"
    made = law(tmp_path, *span(f"{unit}: {NOT_ESTABLISHED}"), (RULE, PLAQUE, written))
    for returned in ("2025-03-03", "2199-12-31", "never"):
        finding = assessed(made, value="$30.00", returned=returned).finding("1-1(a)")
        assert (finding.outcome, finding.possible) == ("undetermined", ("applies", "excepted"))
        assert (finding.needs, finding.not_established) == ((), ("span",))


def test_what_does_not_depend_on_a_limit_that_is_not_established_is_settled(tmp_path: Path) -> None:
    written = "{fact: returned, is: not more than, limit: span, after: date}"
    made = law(tmp_path, *span(f"days: {NOT_ESTABLISHED}"), (RULE, PLAQUE, written))
    outcomes = {value: assessed(made, value=value).finding("1-1(a)") for value in ("$20.00", "$30.00", "$100.00")}
    assert {value: (f.outcome, f.not_established) for value, f in outcomes.items()} == {
        "$20.00": ("does not apply", ()),
        "$30.00": ("undetermined", ()),
        "$100.00": ("applies", ()),
    }
    assert outcomes["$30.00"].needs == ("returned",)


def test_a_limit_may_be_established_under_one_law_alone(tmp_path: Path) -> None:
    limit = (
        RULE,
        "totals:",
        f"  span:\n    current: {{days: 30, rests on: R}}\n    sb434: {{days: {NOT_ESTABLISHED}}}\ntotals:",
    )
    written = (RULE, PLAQUE, "{fact: returned, is: not more than, limit: span, after: date}")
    made = [law(tmp_path / name, limit, written, name=name) for name in ("current", "sb434")]
    events = [assessed(one, value="$30.00", returned="2025-03-04", date="2025-03-03") for one in made]
    assert [event.finding("1-1(a)").outcome for event in events] == ["excepted", "undetermined"]
    before = assessed(made[1], value="$30.00", returned="2024-09-03", date="2024-09-03")
    assert before.finding("1-1(a)").outcome == "excepted"


def test_a_duty_whose_days_are_not_established_is_owed_without_a_day(tmp_path: Path) -> None:
    duty = owed(tmp_path, f"days: {NOT_ESTABLISHED}")
    assert (duty.due, duty.opens, duty.is_until) == (None, None, False)
    assert duty.when == "not established: no source gives it"


def test_a_duty_counted_from_a_date_that_is_not_stated_is_owed_without_a_day(tmp_path: Path) -> None:
    duty = owed(tmp_path, "days: 10, rests on: R", "due: {limit: span, after: returned}")
    assert (duty.due, duty.when) == (None, "returned is not stated")
    known = owed(tmp_path / "2", "days: 10, rests on: R", "due: {limit: span, after: returned}", returned="2025-03-20")
    assert (known.due, known.when) == ("2025-03-30", None)


@pytest.mark.parametrize(
    ("limit", "day", "due"),
    [
        ("months: 1, rests on: R", "2025-01-31", "2025-02-28"),
        ("years: 1, rests on: R", "2024-02-29", "2025-02-28"),
        ("days: 10, rests on: R", "2025-02-25", "2025-03-07"),
    ],
)
def test_a_duty_is_due_a_length_of_time_after_a_date(tmp_path: Path, limit: str, day: str, due: str) -> None:
    duty = owed(tmp_path, limit, date=day)
    assert (duty.due, duty.when, duty.opens) == (due, None, None)
    assert duty.owed_to == ("Board of Gifts", "ann")
    assert duty.states == (("worth", "$30.00"),)


@pytest.mark.parametrize(("opens", "first"), [("", None), (", opens: 1", "2025-04-01"), (", opens: 5", "2025-04-05")])
def test_a_duty_is_due_on_a_day_of_the_next_month_and_may_not_be_done_before_it_opens(
    tmp_path: Path, opens: str, first: str | None
) -> None:
    due = f"due: {{limit: span, of the month after: date{opens}}}"
    words = "between the first and tenth day of the month"
    duty = owed(tmp_path, f"day of the month: 10, says: {words}", due, words)
    assert (duty.due, duty.opens, duty.is_until) == ("2025-04-10", first, False)


def test_a_duty_lasts_until_the_end_of_a_period(tmp_path: Path) -> None:
    words = "for a period of three years"
    duty = owed(tmp_path, f"years: 3, says: {words}", "until: {limit: span, after: date}", words)
    assert (duty.due, duty.is_until, duty.when) == ("2028-03-03", True, None)
    assert duty.to_dict()["until"] is True


def test_a_duty_goes_with_something_of_which_no_day_can_be_named(tmp_path: Path) -> None:
    made = law(
        tmp_path, (RULE, "examples:", DUTY.replace("{limit: span, after: date}", "{with: the next report}")), OFFICE
    )
    (duty,) = assessed(made, value="$30.00", item="food or beverage").duties
    assert (duty.due, duty.when, duty.opens, duty.is_until) == (None, "with the next report", None, False)


def test_an_example_may_expect_a_day_or_what_stands_in_for_it(tmp_path: Path) -> None:
    expected = "expect: {every law: {outcome: applies, due: the next report, owed to: [Board of Gifts, ann]}}"
    duty = DUTY.replace("{limit: span, after: date}", "{with: the next report}")
    made = compiled(tmp_path, (RULE, "expect: {every law: applies}", expected), (RULE, "examples:", duty), OFFICE)
    assert {e.expected["event"].due for e in made.examples} == {"the next report"}


def test_a_duty_that_may_arise_is_possible_and_not_owed(tmp_path: Path) -> None:
    made = law(tmp_path, *span("days: 10, rests on: R"), (RULE, "examples:", DUTY), OFFICE)
    open_ = assessed(made, value="$30.00")
    assert open_.duties == ()
    assert [(d.provision, d.due) for d in open_.possible_duties] == [("1-1(a)", "2025-03-13")]
    sure = assessed(made, value="$30.00", item="food or beverage")
    assert [d.due for d in sure.duties] == ["2025-03-13"]
    assert sure.possible_duties == ()
    assert assessed(made, value="$1.00").possible_duties == ()


@pytest.mark.parametrize(
    ("limit", "due", "what"),
    [
        ("day of the month: 10, rests on: R", "{limit: span, after: date}", "limit `span` is in day of the month"),
        ("days: 10, rests on: R", "{limit: span, of the month after: date}", "limit `span` is in days"),
        ("hours: 10, rests on: R", "{limit: span, after: date}", "limit `span` is in hours"),
        ("times: 10, rests on: R", "{limit: span, after: date}", "limit `span` is in times"),
        ("amount: $1.00, rests on: R", "{limit: span, of the month after: date}", "limit `span` is in dollars"),
    ],
)
def test_a_day_is_counted_in_nothing_but_time(tmp_path: Path, limit: str, due: str, what: str) -> None:
    duty = DUTY.replace("{limit: span, after: date}", due)
    with pytest.raises(RuleError) as caught:
        compiled(tmp_path, *span(limit), (RULE, "examples:", duty), OFFICE)
    assert [(d.code, d.what) for d in caught.value.diagnostics] == [("CTE204", what)]


@pytest.mark.parametrize(
    ("limit", "says", "code"),
    [
        ("months: 3, says: within three years", "within three years", "CTE303"),
        ("years: 3, says: within three months", "within three months", "CTE303"),
        ("days: 10, says: not later than the tenth day", "not later than the tenth day", "CTE303"),
        ("years: 3, says: for a period of three years", "for a period of three years", "CTE302"),
        ("years: 3, says: three years", "three years", "CTE304"),
    ],
)
def test_a_length_of_time_is_held_to_its_words(tmp_path: Path, limit: str, says: str, code: str) -> None:
    with pytest.raises(RuleError) as caught:
        compiled(tmp_path, *span(limit, says), (RULE, "examples:", DUTY), OFFICE)
    assert [d.code for d in caught.value.diagnostics] == [code]
