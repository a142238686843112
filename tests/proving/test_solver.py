"""The solver's terms mean what the judge says: put to the facts of a case, they give its three answers."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctethics.diagnostics import Collector
from ctethics.engines.direct import DirectEngine
from ctethics.engines.situation import Question, Situation
from ctethics.engines.totals import Totals
from ctethics.facts import Ledger, read_case, type_case
from ctethics.law.calendar import EARLIEST, LATEST, shift
from ctethics.law.phrases import OPERATORS
from ctethics.law.statute import Statute
from ctethics.program import Condition, DaysAfter, Includes, Limit, Program, Provision, Total, Value, Version
from tests.rule_bases import READINGS, programs, vocabulary
from tests.strategies import Terrain, Told, cases, questions, shipped

pytest.importorskip("z3", reason='the solver is not installed: pip install "ctethics[verify]"')

from ctethics.engines.solver.days import civil, later
from ctethics.engines.solver.names import Names, names_of
from ctethics.engines.solver.stated import Place, Stated
from ctethics.engines.solver.sums import Others, others, rules_of
from ctethics.engines.solver.terms import Term, z3
from ctethics.engines.solver.verdicts import Side
from ctethics.proving.verify.search import read


def ledger_of(told: Told, program: Program) -> Ledger:
    problems = Collector()
    node = read_case(told, problems)
    assert node is not None
    ledger = type_case(node, program.vocabulary, problems)
    assert not problems
    return ledger


class Saying:
    """The terms that say what a case says of one event."""

    def __init__(self, stated: Stated, situation: Situation) -> None:
        self.stated, self.situation = stated, situation
        self.spare: dict[str, int] = {}

    def bit(self, name: str) -> int:
        names = self.stated.names
        if name in names.named:
            return 1 << names.named.index(name)
        place = self.spare.setdefault(name, len(self.spare))
        return 1 << (len(names.named) + place)

    def value(self, place: Place, value: Value) -> Term:
        if place.type in ("text", "list"):
            some = value if isinstance(value, frozenset) else [str(value)]
            return sum(self.bit(name) for name in sorted(some))
        if place.type == "choice":
            return 1 << self.stated.choices(place).index(str(value))
        return value

    def terms(self) -> list[Term]:
        event, parties = self.situation.event, self.situation.totals.ledger.parties
        kind = self.situation.totals.program.vocabulary.events[event.kind]
        found: list[Term] = [self.stated.day == event.day]
        who = {}
        for name, role in kind.roles.items():
            id_ = event.roles.get(name) or event.roles.get(role.presume or "")
            party = self.stated.parties[name]
            who[name] = id_
            if id_ is None:
                found.append(z3.Not(party.known))
            else:
                found += [party.value == self.bit(id_)] + ([] if party.known is True else [party.known])
        for place, said in self.stated.facts.items():
            id_ = who.get(place.role or "")
            facts = event.facts if place.role is None else parties[id_].facts if id_ else {}
            value = facts.get(place.name)
            if place.role is None or id_:
                found.append(said.known == (value is not None))
            if value is not None:
                found.append(said.value == self.value(place, value))
        return found


def answers_agree(program: Program, ledger: Ledger, question: Question) -> None:
    totals = Totals(program, ledger, question)
    for index, event in enumerate(ledger.events):
        if program.about(event.kind):
            answered(totals.situation(index), program)


def answered(situation: Situation, program: Program) -> None:
    """The totals given as the judge has them, the terms give its answers."""
    question, kind = situation.question, situation.event.kind
    names = names_of(kind, [program])
    stated = Stated(kind, [program], Names(names.named, names.spare + 12))
    pools: list[Others] = []

    def pool(side: Side, total: Total, whole: bool) -> Others:
        pools.append(others(f"others {len(pools)}"))
        return pools[-1]

    side = Side(program, stated, question.law, question.readings, pool)
    outcomes = {p.citation: side.outcome(p.citation) for p in program.about(kind)}
    solver = z3.Solver()
    solver.add(*stated.rules, *side.rules, *Saying(stated, situation).terms(), *map(rules_of, pools))
    for test in side.tests.values():
        low, high = situation.totals.interval(test.total, situation.index, test.whole)
        found = side.sum(test)
        solver.add(found.low == low, found.is_open == (high is None), *([] if high is None else [found.high == high]))
    assert solver.check() == z3.sat, "the case is none that the terms allow"
    for citation, verdict in DirectEngine(program).verdicts(situation).items():
        assert read(outcomes[citation], solver.model()) == verdict, citation


@given(cases(most_events=3), questions())
def test_the_terms_of_the_shipped_rules_give_the_answers_of_the_judge(told: Told, asked: Told) -> None:
    program = shipped().program
    readings = {**program.default_readings, **asked["readings"]}  # type: ignore[dict-item]
    answers_agree(program, ledger_of(told, program), Question(str(asked["law"]), readings))


@given(programs(), st.data())
def test_the_terms_of_any_rules_give_the_answers_of_the_judge(program: Program, data: st.DataObject) -> None:
    told = data.draw(cases(Terrain(program), most_events=3))
    law = data.draw(st.sampled_from(("current", "sb434")))
    readings = {one.name: data.draw(st.sampled_from(list(one.choices))) for one in program.readings.values()}
    answers_agree(program, ledger_of(told, program), Question(law, readings))


@given(
    st.dates(min_value=EARLIEST, max_value=LATEST),
    st.integers(1, 30),
    st.sampled_from(["months", "years", "day of the month"]),
)
def test_a_day_so_many_months_later_is_the_calendars(day: date, number: int, unit: str) -> None:
    start = day.toordinal()
    found, rule = civil("d", z3.IntVal(start))
    months = {"months": number, "years": 12 * number}.get(unit, 1)
    solver = z3.Solver()
    solver.add(rule)
    assert solver.check() == z3.sat
    end = later(found, months, number if unit == "day of the month" else None)
    assert solver.model().eval(end).as_long() == shift(start, number, unit)


def rule(condition: Condition) -> Program:
    """One provision with this for its general rule."""
    made = Provision("1-1(a)", "", "transfer", "duty", condition, (), READINGS, None, Statute((), ()), ())
    return Program(vocabulary(), {"1-1(a)": made})


def told_with(donor: Told, recipient: Told, given: Told) -> Told:
    event: Told = {"id": "e1", "kind": "transfer", "date": "2024-01-31", "donor": "acme", "recipient": "lee"}
    return {"parties": {"acme": donor, "lee": recipient}, "events": [event | given]}


@pytest.mark.parametrize("names", [None, [], ["OPM"], ["OPM", "DOT"]])
@pytest.mark.parametrize("agency", [None, "OPM", "elsewhere"])
@pytest.mark.parametrize("employers", [None, [], ["DOT"], ["acme"]])
def test_what_a_list_includes_is_known_of_an_empty_one_and_of_nothing_unknown(
    names: list[str] | None, agency: str | None, employers: list[str] | None
) -> None:
    donor: Told = {} if names is None else {"deals with": names}
    recipient: Told = {"agency": agency} if agency else {}
    told = told_with(donor, recipient | ({} if employers is None else {"employed by": employers}), {})
    for other in ("recipient agency", "recipient employed by"):
        program = rule(Includes("donor deals with", other))
        answers_agree(program, ledger_of(told, program), Question("current", program.default_readings))


@pytest.mark.parametrize("start", [None, "never", "2023-01-31", "2023-12-31", "2024-01-30", "2024-01-31", "2024-02-29"])
@pytest.mark.parametrize("unit", ["days", "months", "years", "day of the month"])
@pytest.mark.parametrize("number", [None, 1])
@pytest.mark.parametrize("operator", list(OPERATORS))
def test_nothing_comes_after_what_never_happened(
    start: str | None, unit: str, number: int | None, operator: str
) -> None:
    version = (Version(0, number, None, None),)
    limit = Limit("some time", unit, {"current": version, "sb434": version})
    program = rule(DaysAfter("date", "sent back", operator, limit))
    told = told_with({}, {}, {"sent back": start} if start else {})
    answers_agree(program, ledger_of(told, program), Question("current", program.default_readings))
