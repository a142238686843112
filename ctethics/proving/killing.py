"""Whether the examples and decided cases notice a slip: some case comes out otherwise than it expects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ctethics.answers import Answers
from ctethics.diagnostics import Collector
from ctethics.engines.direct import DirectEngine
from ctethics.engines.situation import Question
from ctethics.examples import Claim
from ctethics.examples.slips import slips
from ctethics.facts import Ledger, choose_readings, type_case
from ctethics.program import Program
from ctethics.program.program import looked_at


@dataclass(frozen=True, slots=True)
class Witness:
    """A claim with its case typed once; `places` has the place of each event by its id."""

    claim: Claim
    ledger: Ledger
    question: Question
    places: dict[str, int]

    @property
    def title(self) -> str:
        """The claim's name with the rules it is about, and the law."""
        rules = {provision: None for expected in self.claim.expected.values() for provision in expected}
        return f"{', '.join(rules)}: {self.claim.name} [{self.claim.law}]"

    def notices(self, program: Program, *, with_readings: bool) -> bool:
        """Whether anything comes out otherwise than expected; with_readings -- the program's defaults may differ."""
        question = self.question
        if with_readings:
            question = Question(question.law, choose_readings(self.claim.case, {}, program, Collector()))
        answers = Answers(program, self.ledger, question, DirectEngine(program))
        for id_, expected in self.claim.expected.items():
            event = answers.result(self.places[id_.strip()], expected)
            if any(slips(one, event, event.finding(provision)) for provision, one in expected.items()):
                return True
        return False


def witness(claim: Claim, program: Program) -> Witness | None:
    """The claim ready to be put to a program; None where its case cannot be read."""
    problems = Collector()
    ledger = type_case(claim.case, program.vocabulary, problems)
    question = Question(claim.law, choose_readings(claim.case, {}, program, problems))
    places = {event.id: index for index, event in enumerate(ledger.events)}
    return None if problems else Witness(claim, ledger, question, places)


@dataclass
class Jury:
    """All witnesses, by the rules of which they expect something.

    recent -- those that killed the last mutants, the latest first: they are asked before others.
    """

    program: Program
    witnesses: list[Witness]
    recent: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._by_rule: dict[str, list[int]] = defaultdict(list)
        for number, one in enumerate(self.witnesses):
            for provision in {p for expected in one.claim.expected.values() for p in expected}:
                self._by_rule[provision].append(number)

    def killer(self, mutant: Program, changed: Iterable[str]) -> Witness | None:
        """The first witness that notices, of those about the changed rules and whatever looks at them."""
        rules = affected(self.program, changed)
        asked = dict.fromkeys(number for rule in rules for number in self._by_rule[rule])
        with_readings = mutant.default_readings != self.program.default_readings
        for number in self._in_order(asked):
            if self.witnesses[number].notices(mutant, with_readings=with_readings):
                self._remember(number)
                return self.witnesses[number]
        return None

    def _in_order(self, asked: dict[int, None]) -> Iterator[int]:
        first = [number for number in self.recent if number in asked]
        yield from first
        yield from (number for number in asked if number not in first)

    def _remember(self, number: int) -> None:
        self.recent = [number, *(other for other in self.recent if other != number)][:_REMEMBERED]


# How many of the last killers are asked before others.
_REMEMBERED = 24


def affected(program: Program, changed: Iterable[str]) -> list[str]:
    """The changed rules, then those that look at them, be it through others, in the program's order."""
    own = list(changed)
    found = set(own)
    further = []
    for citation, p in program.provisions.items():  # each comes after those that it looks at
        if citation not in found and not found.isdisjoint(looked_at(p)):
            found.add(citation)
            further.append(citation)
    return [*own, *further]
