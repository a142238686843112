"""The examples of the rule files as settings for other cases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from ctethics.compile import Example
from ctethics.diagnostics import Collector
from ctethics.engines.situation import Question, Situation
from ctethics.engines.totals import Totals
from ctethics.facts import Ledger, choose_readings, type_case
from ctethics.program import Program, Provision
from ctethics.proving.changing import moved


@dataclass(frozen=True)
class Setting:
    """An example to start from: what it tells, and the place of the event whose outcome it expects."""

    example: str
    program: Program
    ledger: Ledger
    question: Question
    index: int

    @cached_property
    def own(self) -> Situation:
        """The event as the example tells it."""
        return self.situation(self.ledger)

    def situation(self, ledger: Ledger) -> Situation:
        """The event as a ledger of the same events tells it."""
        return Totals(self.program, ledger, self.question).situation(self.index)

    def on(self, day: int | None) -> Situation | None:
        """The event with all that happened moved so that it is on the day; its own day where none is named."""
        if day is None:
            return self.own
        if day not in self._moved:
            ledger = moved(self.ledger, self.program, day - self.ledger.events[self.index].day)
            self._moved[day] = self.situation(ledger) if ledger is not None else None
        return self._moved[day]

    @cached_property
    def _moved(self) -> dict[int, Situation | None]:
        return {}


class Settings:
    """The examples by rule and law, with each event that one expects something of."""

    def __init__(self, program: Program, examples: Iterable[Example]) -> None:
        self._by_rule: dict[tuple[str, str], list[Setting]] = defaultdict(list)
        for example in examples:
            problems = Collector()
            ledger = type_case(example.case, program.vocabulary, problems)
            question = Question(example.law, choose_readings(example.case, {}, program, problems))
            places = {event.id: index for index, event in enumerate(ledger.events)}
            for id_ in example.expected if not problems else ():
                setting = Setting(example.title, program, ledger, question, places[id_])
                self._by_rule[example.provision, example.law].append(setting)

    def of(self, provision: Provision, law: str) -> list[Setting]:
        """Those of the rule itself, then those of the rule it shares."""
        shared = self._by_rule.get((provision.shares, law), []) if provision.shares else []
        return [*self._by_rule.get((provision.citation, law), []), *shared]
