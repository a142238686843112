"""A provision that takes another's rule as its own, held to the words of its own text."""

from pathlib import Path

import pytest

from ctethics.diagnostics import RuleError
from ctethics.program import TotalIs, leaves
from tests.unit.rules import RULE, STATUTE, assessed, compiled, law

WORDS = """provision: 1-2(b)
title: Gift to others
source: sources/bill.txt
effective: 2024-10-01
---
 11 {>>stem<<}(b) A gift is anything having a value of more than {--ten--} {++twenty++}
 12 dollars, {>>(F)<<}but not a plaque costing less than one hundred dollars.
"""
SHARING = """provision: 1-2(b)
title: Gift to others
about: transfer
kind: restriction
shares: {with: 1-1(a), exceptions: [F]}
examples:
  given: {parties: {ann: {}, bob: {}}, event: {kind: transfer, date: 2025-03-03, donor: bob, recipient: ann}}
  cases:
    - {name: a plaque, event: {value: $50.00, item: plaque}, expect: {every law: excepted by (F)}}
"""
OTHER = "rules/1-2/b.yaml", "statutes/1-2/b.txt"
FILES = {OTHER[0]: SHARING, OTHER[1]: WORDS}
# A second exception of the base, that rests on no limit.
SECRET = (
    (STATUTE, "hundred dollars.", "hundred dollars\n  3 {>>(G)<<}unless it was given knowingly."),
    (RULE, "examples:", "  G: {title: Known, when: {fact: knowingly, is: yes, quote: given knowingly}}\nexamples:"),
)
TOGETHER = (RULE, "default: one by one", "default: together")


def test_the_rule_of_another_provision_is_answered_as_this_ones_own(tmp_path: Path) -> None:
    made = law(tmp_path, files=FILES)
    outcomes = {
        value: [(f.outcome, f.excepted_by) for f in assessed(made, value=value, item=item, knowingly="no").findings]
        for value, item in (("$20.00", "plaque"), ("$20.01", "plaque"), ("$100.00", "plaque"))
    }
    assert outcomes == {
        "$20.00": [("does not apply", ()), ("does not apply", ())],
        "$20.01": [("excepted", ("1-1(a)(F)",)), ("excepted", ("1-2(b)(F)",))],
        "$100.00": [("applies", ()), ("applies", ())],
    }


def test_what_is_shared_keeps_its_own_title_kind_and_citations(tmp_path: Path) -> None:
    provision = compiled(tmp_path, files=FILES).program.provisions["1-2(b)"]
    assert (provision.title, provision.kind, provision.shares) == ("Gift to others", "restriction", "1-1(a)")
    assert [(e.citation, e.clause) for e in provision.exceptions] == [("1-2(b)(F)", "(F)")]


def test_the_quotations_are_found_in_its_own_text(tmp_path: Path) -> None:
    provisions = compiled(tmp_path, files=FILES).program.provisions
    quotes = [
        leaf.quote.by_law["sb434"].bill_lines
        for provision in provisions.values()
        for leaf in leaves(provision.exceptions[0].when)
        if leaf.quote is not None
    ]
    assert quotes == [(2, 2), (12, 12)]


def test_its_limits_hold_from_its_own_effective_date(tmp_path: Path) -> None:
    later = {OTHER[0]: SHARING, OTHER[1]: WORDS.replace("2024-10-01", "2026-01-01")}
    made = law(tmp_path, files=later)
    outcomes = [f.outcome for f in assessed(made, value="$15.00", item="food or beverage").findings]
    assert outcomes == ["does not apply", "applies"]


@pytest.mark.parametrize(
    ("old", "new", "code", "what"),
    [
        ("anything having", "something having", "CTE301", '"anything having a value" is not in § 1-2(b)'),
        ("a plaque", "a medal", "CTE301", '"a plaque" is not in clause (F) of § 1-2(b)'),
        (
            "{--ten--} {++twenty++}",
            "ten",
            "CTE301",
            '"more than twenty dollars" is not in § 1-2(b)',
        ),
        (
            "one hundred",
            "two hundred",
            "CTE301",
            '"less than one hundred dollars" is not in clause (F) of § 1-2(b)',
        ),
        ("{>>(F)<<}", "{>>(H)<<}", "CTE203", "no clause `(F)`"),
    ],
)
def test_words_that_differ_from_those_shared_are_refused_at_the_place_of_the_rule(
    tmp_path: Path, old: str, new: str, code: str, what: str
) -> None:
    with pytest.raises(RuleError) as caught:
        compiled(tmp_path, files={OTHER[0]: SHARING, OTHER[1]: WORDS.replace(old, new)})
    (slip,) = caught.value.diagnostics
    assert (slip.code, slip.what, slip.span.source.name) == (code, what, RULE)


def test_an_exception_that_is_not_listed_is_not_there(tmp_path: Path) -> None:
    made = law(tmp_path, *SECRET, files=FILES)
    assert [e.citation for e in made.program.provisions["1-2(b)"].exceptions] == ["1-2(b)(F)"]
    outcomes = [f.outcome for f in assessed(made, value="$200.00", item="plaque", knowingly="yes").findings]
    assert outcomes == ["excepted", "applies"]


def test_an_exception_of_its_own_is_there_beside_those_it_shares(tmp_path: Path) -> None:
    own = "except: {G: {title: Known, clause: (F), when: {fact: knowingly, is: yes}}}\nexamples:"
    made = law(tmp_path, files={OTHER[0]: SHARING.replace("examples:", own), OTHER[1]: WORDS})
    assert [e.citation for e in made.program.provisions["1-2(b)"].exceptions] == ["1-2(b)(F)", "1-2(b)(G)"]
    outcomes = [f.outcome for f in assessed(made, value="$200.00", item="plaque", knowingly="yes").findings]
    assert outcomes == ["applies", "excepted"]


def test_its_totals_are_added_up_under_names_of_its_own(tmp_path: Path) -> None:
    made = law(tmp_path, TOGETHER, files=FILES)
    names = [total.name for total in made.program.totals["transfer"]]
    assert names == ["1-1(a) given", "1-2(b) given"]
    tests = [leaf for p in made.program.provisions.values() for leaf in leaves(p.general)]
    assert [leaf.total.name for leaf in tests if isinstance(leaf, TotalIs)] == names
    day = {"kind": "transfer", "donor": "bob", "recipient": "ann", "item": "food or beverage", "value": "$15.00"}
    events = [{"id": "a", "date": "2025-03-03", **day}, {"id": "b", "date": "2025-03-04", **day}]
    result = made.assess({"parties": {"ann": {}, "bob": {}}, "events": events})
    assert [[f.outcome for f in event.findings] for event in result] == [["does not apply"] * 2, ["applies"] * 2]


def test_a_reading_is_chosen_for_both_at_once_and_listed_once(tmp_path: Path) -> None:
    made = law(tmp_path, files=FILES)
    event = assessed(made, value="$15.00", item="food or beverage")
    assert list(made.program.readings) == ["meals"]
    assert made.program.readings["meals"].provision == "1-1(a)"
    over = assessed(made, value="$25.00", item="plaque", knowingly="no")
    assert {d.provision for d in over.depends_on} == {"1-1(a)", "1-2(b)"}
    assert event.depends_on == ()


def test_room_that_two_provisions_share_is_shown_once(tmp_path: Path) -> None:
    running = (RULE, "{fact: value, is: less than, limit: plaque}", "{total: given, is: less than, limit: plaque}")
    made = law(tmp_path, running, files=FILES)
    rooms = assessed(made, value="$30.00", item="food or beverage").room
    assert [(room.provision, room.left) for room in rooms] == [("1-1(a)(F)", "$69.99")]


def test_the_report_gives_the_shared_reasons_once(tmp_path: Path) -> None:
    made = law(tmp_path, files=FILES)
    case = {
        "parties": {"ann": {}, "bob": {}},
        "events": [
            {"id": "a", "kind": "transfer", "date": "2025-03-03", "donor": "bob", "recipient": "ann", "value": "$30.00"}
        ],
    }
    told = str(made.assess(case))
    assert told.count("value $30.00 is more than $20.00") == 1
    assert "for the reasons of § 1-1(a), whose words it shares" in told


def test_a_slip_in_the_shared_rule_is_told_once_at_its_place(tmp_path: Path) -> None:
    with pytest.raises(RuleError) as caught:
        compiled(tmp_path, (RULE, "fact: value, is: less than", "fact: valeu, is: less than"), files=FILES)
    assert [(d.code, d.what, d.span.source.name) for d in caught.value.diagnostics] == [
        ("CTE201", "unknown fact `valeu`", RULE)
    ]


def test_where_the_shared_file_cannot_be_read_only_that_is_told(tmp_path: Path) -> None:
    with pytest.raises(RuleError) as caught:
        compiled(tmp_path, (RULE, "holds when:\n", "held when:\n"), files=FILES)
    assert {d.span.source.name for d in caught.value.diagnostics} == {RULE}
    assert [d.code for d in caught.value.diagnostics] == ["CTE202", "CTE202"]


def test_its_examples_run_on_the_shared_rule(tmp_path: Path) -> None:
    made = compiled(tmp_path, files=FILES)
    expected = [e.expected["event"].excepted_by for e in made.examples if e.provision == "1-2(b)"]
    assert expected == [frozenset({"1-2(b)(F)"})] * 2


def test_a_further_rule_may_be_shared_too(tmp_path: Path) -> None:
    also = (
        "also: {medals: {title: Medal, holds when: {fact: item, is: plaque, quote: a plaque}, "
        "except: {late: {title: L, clause: stem, when: {fact: knowingly, is: yes}}}}}\nexamples:"
    )
    sharing = SHARING.replace("1-1(a), exceptions: [F]", "1-1(a) medals, exceptions: [late]")
    sharing = sharing.replace("excepted by (F)", "undetermined")
    made = law(tmp_path, (RULE, "examples:", also), files={OTHER[0]: sharing, OTHER[1]: WORDS})
    event = assessed(made, item="plaque", knowingly="yes")
    assert event.finding("1-2(b)").excepted_by == ("1-2(b) late",)
