"""Whatever is added, back-dated, corrected, stated, removed or reopened, a ledger says what a fresh assessment says."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from ctethics import Law
from ctethics.balance import LiveLedger
from ctethics.program import AllOf, AnyOf, Applies, Condition, Not, Program, Provision, Reading, TotalIs
from tests.asking import law_named, law_of
from tests.balance import scenes
from tests.balance.fresh import changes_between, changes_told, fresh, stored, told
from tests.rule_bases import programs
from tests.strategies import DONORS, RECIPIENTS, Terrain, Told, cases, parties_of, questions, shipped

IDS = ("a", "b", "c", "d", "e", "f", "g", "h", "i", "j")


class Ledgers(RuleBasedStateMachine):
    """Two objects on one file, and beside them a plain record of everything stated."""

    law: Law
    question: Told

    def terrain(self) -> Terrain:
        return shipped()

    def event(self, data: st.DataObject) -> tuple[Told, dict[str, Told]]:
        """An event and the parties it may bring: mostly of a family whose members meet, at times any."""
        if data.draw(st.integers(0, 5)) < 5:
            return data.draw(scenes.events(self.family)), {}
        case: Any = data.draw(cases(self.terrain(), most_events=1))
        return case["events"][0], case["parties"]

    def turn(self, data: st.DataObject) -> Told:
        """Facts of a party."""
        if data.draw(st.integers(0, 4)) < 4:
            return data.draw(st.sampled_from(scenes.TURNS))
        return data.draw(parties_of(self.terrain()))

    @initialize(data=st.data(), family=st.sampled_from(scenes.FAMILIES))
    def begin(self, data: st.DataObject, family: scenes.Family) -> None:
        self.family = family
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "gifts.ctledger"
        self.events: dict[str, Told] = {}
        self.parties: dict[str, Told] = {}
        self.said: dict[str, Told] = {}
        self.ledger, self.other = self.opened(), self.opened()
        ids = data.draw(st.lists(st.sampled_from(IDS[:-2]), min_size=4, unique=True))
        drawn = [{**self.event(data)[0], "id": id_} for id_ in ids]
        parties = self.known(data)
        assert self.ledger.add_many(drawn, parties) == len(drawn)
        self.parties, self.events = parties, {str(event["id"]): event for event in drawn}
        self.said = told(fresh(self.law, self.events, self.parties, self.question))

    def known(self, data: st.DataObject) -> dict[str, Told]:
        """The parties from the start."""
        parties = {id_: dict(facts) for id_, facts in scenes.PARTIES.items()}
        for donor in data.draw(st.lists(st.sampled_from(DONORS), max_size=3)):
            parties[donor] |= self.turn(data)
        return parties

    def opened(self) -> LiveLedger:
        opened = self.law.ledger(self.path, **self.question)
        opened._file.sql.execute("PRAGMA synchronous = OFF")  # quick; what a crash leaves is tested elsewhere
        return opened

    def expect(self, changed: Any) -> None:
        """What was said to change is what changed between two fresh assessments."""
        now = told(fresh(self.law, self.events, self.parties, self.question))
        assert changes_told(changed) == changes_between(self.said, now)
        self.said = now

    @rule(data=st.data())
    def add(self, data: st.DataObject) -> None:
        self.add_with(data, self.ledger)

    @rule(data=st.data())
    def another_adds(self, data: st.DataObject) -> None:
        self.add_with(data, self.other)

    def add_with(self, data: st.DataObject, ledger: LiveLedger) -> None:
        free = [id_ for id_ in IDS if id_ not in self.events]
        if not free:
            return
        drawn, with_it = self.event(data)
        event = {**drawn, "id": data.draw(st.sampled_from(free))}
        parties = {id_: facts for id_, facts in with_it.items() if id_ not in self.parties}
        entry = ledger.add(event, parties)
        self.events[event["id"]] = event
        self.parties |= parties
        self.expect(entry.changed)
        assert entry.is_new
        assert entry.answer.to_dict() == self.said[event["id"]]

    @rule(data=st.data())
    def add_like_another(self, data: st.DataObject) -> None:
        free = [id_ for id_ in IDS if id_ not in self.events]
        if not free or not self.events:
            return
        like = self.events[data.draw(st.sampled_from(sorted(self.events)))]
        event = {**like, "id": data.draw(st.sampled_from(free)), "date": self.a_day(data, str(like["kind"]))}
        entry = self.ledger.add(event)
        self.events[str(event["id"])] = event
        self.expect(entry.changed)

    def a_day(self, data: st.DataObject, kind: str) -> object:
        drawn: Any = data.draw(cases(self.terrain(), most_events=1, kinds=[kind]))
        return drawn["events"][0]["date"]

    @precondition(lambda self: self.events)
    @rule(data=st.data())
    def correct(self, data: st.DataObject) -> None:
        id_ = data.draw(st.sampled_from(sorted(self.events)))
        before = self.events[id_]
        drawn = self.event(data)[0]
        names = data.draw(st.lists(st.sampled_from(sorted(drawn)), max_size=4, unique=True))
        if drawn["kind"] != before["kind"]:
            names = []
        new = {name: drawn[name] for name in names if name != "id"}
        new = {
            name: value for name, value in new.items() if value not in (*DONORS, *RECIPIENTS) or value in self.parties
        }
        gone = data.draw(st.lists(st.sampled_from(sorted(before)), max_size=2, unique=True))
        kind = self.law.program.vocabulary.events[str(before["kind"])]
        new |= {name: None for name in gone if name in kind.facts}
        entry = self.ledger.correct(id_, new)
        self.events[id_] = {name: value for name, value in (before | new).items() if value is not None}
        self.expect(entry.changed)

    @precondition(lambda self: self.events)
    @rule(data=st.data(), day=st.sampled_from(("2025-02-20", "2024-10-30", "2023-12-31", "never")))
    def send_back(self, data: st.DataObject, day: str) -> None:
        gifts = [id_ for id_ in sorted(self.events) if self.events[id_]["kind"] == "transfer"]
        declared = self.law.program.vocabulary.events["transfer"].facts
        name = "returned" if "returned" in declared else "sent back"
        if gifts:
            id_ = data.draw(st.sampled_from(gifts))
            entry = self.other.correct(id_, {name: day})
            self.events[id_] = {**self.events[id_], name: day}
            self.expect(entry.changed)

    @precondition(lambda self: self.parties)
    @rule(data=st.data())
    def state(self, data: st.DataObject) -> None:
        id_ = data.draw(st.sampled_from((*DONORS, *RECIPIENTS)))
        drawn = self.turn(data)
        changed = self.ledger.state({id_: drawn})
        self.parties[id_] = self.parties.get(id_, {}) | drawn
        self.expect(changed)

    @rule(link=st.sampled_from(scenes.LINKED))
    def link(self, link: tuple[str, Told]) -> None:
        donor, facts = link
        changed = self.other.state({donor: facts})
        self.parties[donor] = self.parties.get(donor, {}) | facts
        self.expect(changed)

    @precondition(lambda self: self.events)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        id_ = data.draw(st.sampled_from(sorted(self.events)))
        changed = self.ledger.remove(id_)
        del self.events[id_]
        self.expect(changed)

    @precondition(lambda self: self.events)
    @rule(data=st.data())
    def add_once_more(self, data: st.DataObject) -> None:
        entry = self.other.add(self.events[data.draw(st.sampled_from(sorted(self.events)))])
        assert not entry.is_new
        assert entry.changed == ()

    @rule()
    def open_anew(self) -> None:
        self.ledger.close()
        self.ledger = self.opened()

    @rule()
    def work_out_anew(self) -> None:
        with self.other._file.writing():
            self.other._facts.put_meta("rules", "others")
        self.ledger.close()
        self.ledger = self.opened()

    @precondition(lambda self: self.events)
    @rule(data=st.data())
    def look_at_one(self, data: st.DataObject) -> None:
        id_ = data.draw(st.sampled_from(sorted(self.events)))
        determination = fresh(self.law, self.events, self.parties, self.question)
        assert determination is not None
        found, wanted = self.ledger[id_].to_dict(), determination[id_].to_dict()
        assert without_presumed(found) == without_presumed(wanted)

    @invariant()
    def each_answer_is_the_fresh_one(self) -> None:
        if hasattr(self, "ledger"):
            assert stored(self.ledger) == self.said
            assert list(self.other) == list(self.said)

    def teardown(self) -> None:
        if hasattr(self, "ledger"):
            assert told_again(self.law, self.ledger, self.question) == self.said
            self.ledger.close()
            self.other.close()
            self.folder.cleanup()


def told_again(law: Law, ledger: LiveLedger, question: Told) -> dict[str, Told]:
    """What a fresh assessment says of what the ledger says was stated."""
    case = ledger.case()
    return told(fresh(law, {str(event["id"]): event for event in case.events}, case.parties, question))


def without_presumed(event: dict[str, Any]) -> dict[str, Any]:
    """Presumptions that keep unrelated events apart are told by whoever looks at all of them."""
    return event | {"findings": [{k: v for k, v in f.items() if k != "presumed"} for f in event["findings"]]}


MACHINES: list[tuple[str, Told]] = [
    ("sb434", {}),
    ("current", {}),
    ("current", {"readings": {"crossing": "the whole year", "subdivision": "all things under subdivision (5)"}}),
    ("sb434", {"strict": True}),
]


@pytest.mark.parametrize(("law", "question"), MACHINES, ids=str)
def test_after_each_step_a_ledger_says_what_a_fresh_assessment_says(law: str, question: Told) -> None:
    machine = type("Machine", (Ledgers,), {"law": law_named(law), "question": question})
    run_state_machine_as_test(machine, settings=settings(settings.default, stateful_step_count=10))


class OfAnyRules(Ledgers):
    """The same over a small rule base drawn at random: totals that reach totals, every sort of doubt."""

    @initialize(data=st.data(), program=programs(), family=st.sampled_from(scenes.FAMILIES))
    def begin(self, data: st.DataObject, family: scenes.Family, program: Program | None = None) -> None:
        assert program is not None
        self.ground = Terrain(presuming(program))
        question = data.draw(questions(self.ground.program))
        self.law = law_of(self.ground.program, str(question["law"]))
        self.question = {"strict": False, "readings": question["readings"]}
        super().begin(data, family)

    def terrain(self) -> Terrain:
        return self.ground

    def event(self, data: st.DataObject) -> tuple[Told, dict[str, Told]]:
        case: Any = data.draw(cases(self.ground, most_events=1, kinds=["transfer"]))
        return case["events"][0], case["parties"]

    def turn(self, data: st.DataObject) -> Told:
        links: Told = data.draw(st.sampled_from(({}, {"employed by": ["bolt"]}, {"employed by": ["acme", "zeta"]})))
        return data.draw(parties_of(self.ground)) | links

    def known(self, data: st.DataObject) -> dict[str, Told]:
        return {id_: self.turn(data) for id_ in (*DONORS, *RECIPIENTS)}


def presuming(program: Program) -> Program:
    """The program, its totals nested, with nobody taken to be employed by another: else any two donors may be one."""
    words, links = program.vocabulary, program.vocabulary.party["employed by"]
    party = {**words.party, links.name: replace(links, presume=frozenset())}
    return type(program)(replace(words, party=party), nested(program))


def nested(program: Program) -> dict[str, Provision]:
    """The provisions, the totals in each but the first counting only what the one before it applies to."""
    made: dict[str, Provision] = {}
    for citation, provision in program.provisions.items():
        before = list(made)[-1:]
        exceptions = tuple(replace(one, when=within(one.when, before)) for one in provision.exceptions)
        made[citation] = replace(provision, general=within(provision.general, before), exceptions=exceptions)
    return made


def within(condition: Condition, before: list[str]) -> Condition:
    match condition:
        case TotalIs(total=total):
            refers = tuple(Applies(citation) for citation in before)
            name = " in ".join([total.name, *before])
            return replace(condition, total=replace(total, name=name, where=AllOf((total.where, *refers))))
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return replace(condition, parts=tuple(within(part, before) for part in parts))
        case Not(part=part):
            return replace(condition, part=within(part, before))
        case Reading(choices=choices):
            return replace(condition, choices={name: within(part, before) for name, part in choices.items()})
        case _:
            return condition


def test_after_each_step_a_ledger_of_any_small_rule_base_says_what_a_fresh_assessment_says() -> None:
    run_state_machine_as_test(OfAnyRules, settings=settings(settings.default, stateful_step_count=8))
