"""Several rules in one file: what belongs to all of them, what each has of its own, and how each is cited."""

from pathlib import Path

import pytest

from ctethics.diagnostics import RuleError
from ctethics.examples import run_examples
from ctethics.program import AllOf, TotalIs, leaves
from tests.unit.rules import FACTS, RULE, STATUTE, assessed, compiled, law

MEETING = (
    FACTS,
    "events:",
    "events:\n  meeting:\n    about: several come together\n    parties: {host: {question: Who invites?}}\n"
    "    facts: {value: {type: amount, question: What does it cost?}}",
)
WORDS = (STATUTE, "hundred dollars.", "hundred dollars,\n  3 {>>(2)<<}nor returned within thirty days, at any meeting.")
BACK = (RULE, "totals:", "  back: {every law: {days: 30, says: within thirty days}}\ntotals:")
ALSO = """also:
  returned things:
    title: What is given back
    kind: permission
    holds when: {fact: returned, is: not more than, limit: back, after: date, quote: returned within thirty days}
    except:
      F: {title: Plaque, when: {fact: item, is: plaque, quote: a plaque}}
      late plaque: {title: Late, clause: (F), when: {fact: knowingly, is: yes}}
  (2):
    title: Meals of the year
    totals:
      served: {sum: value, where: {fact: item, is: food or beverage}, per: recipient, over: all time}
    holds when:
      all:
        - {total: given, is: more than, limit: small}
        - {total: served, is: more than, limit: small}
  meetings:
    title: At a meeting
    about: meeting
    holds when: {fact: value, is: more than, amount: $0.00, quote: at any meeting}
"""
ALL = (WORDS, BACK, MEETING, (RULE, "examples:", f"{ALSO}examples:"))
SMALL = {"item": "food or beverage", "value": "$15.00", "returned": "2025-03-20"}


def test_a_further_rule_is_cited_by_its_clause_or_its_name(tmp_path: Path) -> None:
    made = compiled(tmp_path, *ALL)
    assert set(made.program.provisions) == {"1-1(a)", "1-1(a) returned things", "1-1(a)(2)", "1-1(a) meetings"}
    assert {p.file for p in made.program.provisions.values()} == {"1-1(a)"}
    assert made.files == ("1-1/a",)
    named, clause = made.program.provisions["1-1(a) returned things"], made.program.provisions["1-1(a)(2)"]
    assert (named.title, named.kind, named.about) == ("What is given back", "permission", "transfer")
    assert (clause.title, clause.kind, clause.about) == ("Meals of the year", "definition", "transfer")


def test_an_exception_of_a_further_rule_is_cited_after_the_rules_name(tmp_path: Path) -> None:
    exceptions = compiled(tmp_path, *ALL).program.provisions["1-1(a) returned things"].exceptions
    assert [e.citation for e in exceptions] == ["1-1(a) returned things (F)", "1-1(a) returned things (late plaque)"]
    assert [e.clause for e in exceptions] == ["(F)", "(F)"]


def test_each_rule_is_answered_on_its_own(tmp_path: Path) -> None:
    made = law(tmp_path, *ALL)
    meal = assessed(made, **SMALL)
    assert {f.provision: f.outcome for f in meal.findings} == {
        "1-1(a)": "does not apply",
        "1-1(a) returned things": "undetermined",
        "1-1(a)(2)": "does not apply",
    }
    known = assessed(made, **SMALL, knowingly="yes")
    assert known.finding("1-1(a) returned things").excepted_by == ("1-1(a) returned things (late plaque)",)
    assert assessed(made, **{**SMALL, "value": "$20.01"}).finding("1-1(a)(2)").outcome == "applies"


def test_a_rule_about_another_kind_of_event_answers_those_events_alone(tmp_path: Path) -> None:
    made = law(tmp_path, *ALL)
    meeting = {"id": "one", "kind": "meeting", "date": "2025-03-03", "host": "bob", "value": "$1.00"}
    (event,) = made.assess({"parties": {"bob": {}}, "events": [meeting]})
    assert {f.provision: f.outcome for f in event.findings} == {"1-1(a) meetings": "applies"}


def test_a_further_rule_has_the_totals_of_the_file_and_its_own(tmp_path: Path) -> None:
    general = compiled(tmp_path, *ALL).program.provisions["1-1(a)(2)"].general
    assert isinstance(general, AllOf)
    totals = [leaf.total for leaf in leaves(general) if isinstance(leaf, TotalIs)]
    assert [(total.name, total.per) for total in totals] == [
        ("1-1(a) given", ("donor", "recipient")),
        ("1-1(a) served", ("recipient",)),
    ]


def test_two_totals_of_one_file_do_not_share_a_name(tmp_path: Path) -> None:
    own = ALSO.replace("      served: {sum: value", "      given: {sum: value").replace("total: served", "total: given")
    with pytest.raises(RuleError, match=r"CTE203\] a second total `given`"):
        compiled(tmp_path, WORDS, BACK, MEETING, (RULE, "examples:", f"{own}examples:"))


def test_a_further_rule_may_choose_by_a_reading_of_the_file_and_the_reading_is_there_once(tmp_path: Path) -> None:
    also = (
        "also: {b: {title: B, holds when: {reading: meals, choose: "
        "{one by one: {fact: knowingly, is: yes}, together: {fact: knowingly, is: no}}}}}\nexamples:"
    )
    made = law(tmp_path, (RULE, "examples:", also))
    assert list(made.program.default_readings) == ["meals"]
    assert [p.citation for p in made.program.provisions.values() if p.readings] == ["1-1(a)"]
    event = assessed(made, knowingly="yes")
    assert event.finding("1-1(a) b").outcome == "applies"
    assert [(d.provision, d.outcome) for d in event.depends_on if d.provision == "1-1(a) b"] == [
        ("1-1(a) b", "does not apply")
    ]


def test_rules_of_a_file_may_refer_to_one_another_in_any_order(tmp_path: Path) -> None:
    also = (
        "also:\n  one: {title: One, holds when: {provision: 1-1(a) two}}\n"
        "  two: {title: Two, holds when: {provision: 1-1(a)}}\nexamples:"
    )
    made = law(tmp_path, (RULE, "examples:", also))
    assert list(made.program.provisions) == ["1-1(a)", "1-1(a) two", "1-1(a) one"]
    assert assessed(made, value="$20.01", item="food or beverage").finding("1-1(a) one").outcome == "applies"


def test_a_limit_that_only_a_further_rule_uses_is_used(tmp_path: Path) -> None:
    made = compiled(tmp_path, *ALL)
    leaf = made.program.provisions["1-1(a) returned things"].general
    assert getattr(leaf, "limit").name == "back"  # noqa: B009


def test_a_limit_that_no_rule_of_the_file_uses_is_told_once(tmp_path: Path) -> None:
    limit = (RULE, "totals:", "  back: {every law: {days: 30, says: within sixty days}}\ntotals:")
    also = (RULE, "examples:", "also: {b: {title: B, holds when: {fact: knowingly, is: yes}}}\nexamples:")
    with pytest.raises(RuleError) as caught:
        compiled(tmp_path, limit, also)
    assert [(d.code, d.what) for d in caught.value.diagnostics] == [
        ("CTE303", 'the amount is `30`, but "within sixty days" means 60 days'),
        ("CTE301", '"within sixty days" is not in § 1-1(a)'),
    ]


def test_a_slip_in_what_all_rules_share_is_told_once(tmp_path: Path) -> None:
    with pytest.raises(RuleError) as caught:
        compiled(tmp_path, *ALL, (RULE, "given: {sum: value", "given: {sum: valeu"))
    assert [(d.code, d.what) for d in caught.value.diagnostics] == [("CTE201", "unknown fact `valeu`")]


def test_an_example_says_which_rule_of_the_file_it_is_about(tmp_path: Path) -> None:
    examples = (
        "    - {name: back, rule: returned things, event: {returned: 2025-03-20, knowingly: no}, "
        "expect: {every law: applies}}\n"
        "    - {name: late, rule: returned things, event: {returned: 2025-03-20, knowingly: yes}, "
        "expect: {every law: excepted by late plaque}}\n"
        "    - {name: plaque, rule: returned things, event: {returned: 2025-03-20, knowingly: no, item: plaque}, "
        "expect: {every law: excepted by (F)}}\n"
        "    - {name: twice, rule: (2), event: {value: $20.01}, expect: {sb434: applies}}\n"
        "    - {name: meeting, rule: meetings, event: {kind: meeting, host: ann, value: $1.00}, "
        "expect: {sb434: applies}}\n"
        "    - {name: no more, rule: meetings, event: {kind: meeting, host: ann, value: $0.00}, "
        "expect: {sb434: applies}}\n"
    )
    rule = ALSO + "examples:"
    made = compiled(
        tmp_path, WORDS, BACK, MEETING, (RULE, "examples:", rule), (RULE, "  cases:\n", f"  cases:\n{examples}")
    )
    assert [(e.provision, e.name) for e in made.examples if e.law == "sb434"] == [
        ("1-1(a) returned things", "back"),
        ("1-1(a) returned things", "late"),
        ("1-1(a) returned things", "plaque"),
        ("1-1(a)(2)", "twice"),
        ("1-1(a) meetings", "meeting"),
        ("1-1(a) meetings", "no more"),
        ("1-1(a)", "one cent over"),
    ]
    failed = [(r.example.name, r.failures) for r in run_examples(made, made.examples, ["direct"]) if r.failures]
    assert [name for name, _ in failed] == ["no more"]
    assert "expected applies, found does not apply" in failed[0][1][0].what


def test_of_an_example_about_another_kind_of_event_only_the_given_date_is_kept(tmp_path: Path) -> None:
    example = "- {name: own, rule: meetings, event: {kind: meeting, host: ann, value: $1.00}, expect: {sb434: applies}}"
    old = "- {name: one cent over, event: {value: $20.01}, expect: {every law: applies}}"
    (made,) = compiled(tmp_path, *ALL, (RULE, old, example)).examples
    events = made.case.items["events"]
    assert list(events.items[0].items) == ["id", "date", "kind", "host", "value"]  # type: ignore[union-attr]
