"""A case on which two engines differ, made small and written as a file that an analyst can run again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import yaml

from ctethics.engines.situation import Question
from ctethics.facts import Ledger
from ctethics.outcome import Verdict
from ctethics.program import Program
from trials.drawn import Batch, Drawn, Told, typed
from trials.tally import Difference

Said = list[dict[str, Verdict]] | str
# Said where an engine cannot run the program.
_REFUSAL = "CTE702"


@dataclass(frozen=True, slots=True)
class Compared:
    """Two engines and what they are asked; `ask` puts a ledger to the engine of a name, by itself."""

    program: Program
    question: Question
    judge: str
    engine: str
    ask: Callable[[str, Ledger, Question], Said]

    def both(self, told: Told) -> tuple[Said, Said] | None:
        """What the judge says of a case and what the engine does; None where it cannot be typed."""
        ledger = typed(told, self.program)
        if ledger is None:
            return None
        return self.ask(self.judge, ledger, self.question), self.ask(self.engine, ledger, self.question)

    def differ(self, told: Told) -> bool:
        found = self.both(told)
        return found is not None and found[1] != _REFUSAL and (found[0] != found[1] or isinstance(found[1], str))


def difference(compared: Compared, batch: Batch, case: Drawn, wanted: Said, found: Said) -> Difference:
    """The difference shown: of the case made small, where it differs by itself."""
    told: Told = case.told
    remark = "not made small: the case does not differ by itself, only among those of its batch"
    if compared.differ(told):
        told = smallest(told, compared.differ)
        remark = "made small: without any one event or fact of it the engines agree"
        wanted, found = compared.both(told) or (wanted, found)
    what = _first(told, wanted, found)
    return Difference(case.seed, compared.engine, what, _file(compared, batch, case, told, what, remark))


def smallest(told: Told, holds: Callable[[Told], bool]) -> Told:
    """A case of which nothing can be left out so that `holds` stays true; greedily, so one of several perhaps."""
    again = True
    while again:
        again = False
        for less in _with_one_less(told):
            if holds(less):
                told, again = less, True
                break
    return told


def _with_one_less(told: Told) -> Iterator[Told]:
    """The case without one event, one party, or one fact of either, in turn."""
    for place in range(len(told["events"])):
        yield {**told, "events": told["events"][:place] + told["events"][place + 1 :]}
    for id_ in told["parties"]:
        yield {**told, "parties": {k: v for k, v in told["parties"].items() if k != id_}}
    for id_, facts in told["parties"].items():
        for name in facts:
            less = deepcopy(dict(told))
            del less["parties"][id_][name]
            yield less
    for place, event in enumerate(told["events"]):
        for name in event:
            less = deepcopy(dict(told))
            del less["events"][place][name]
            yield less


def _first(told: Told, wanted: Said, found: Said) -> str:
    """The first event and provision on which the two differ."""
    if isinstance(wanted, str) or isinstance(found, str):
        return (
            f"{wanted if isinstance(wanted, str) else 'answered'} / {found if isinstance(found, str) else 'answered'}"
        )
    ids = [event["id"] for event in sorted(told["events"], key=lambda event: (str(event["date"]), event["id"]))]
    for id_, one, other in zip(ids, wanted, found, strict=True):
        for citation in {**one, **other}:
            if one.get(citation) != other.get(citation):
                return f"{id_}, {citation}: {one.get(citation)} / {other.get(citation)}"
    return "the number of events answered"


def _file(compared: Compared, batch: Batch, case: Drawn, told: Told, what: str, remark: str) -> str:
    """A case file whose comments say who differed, and how to see it again."""
    question = compared.question
    strict = " --strict" if question.is_strict else ""
    lines = [
        f"{compared.judge} / {compared.engine} differ: {what}",
        f"seed {case.seed}, law {question.law}{', strict' if strict else ''}; {remark}",
    ]
    if batch.is_random:
        size = ("SMALL", "WIDE")[batch.number % 2]
        lines.append(
            f"on the rules of make_program(Seeded({batch.name!r}), {size}) of tests.rule_bases: {compared.program!r}"
        )
    else:
        lines += [f"ctethics assess FILE --engine {name}{strict}" for name in (compared.judge, compared.engine)]
    remarks = "\n".join(f"# {line}" for line in lines)
    plain: Mapping[str, Any] = {"law": question.law, **_readings(compared), **told}
    return f"{remarks}\n{yaml.safe_dump(dict(plain), sort_keys=False, allow_unicode=True)}"


def _readings(compared: Compared) -> dict[str, object]:
    """The readings not in their default choice, as a case names them."""
    default = compared.program.default_readings
    chosen = {name: choice for name, choice in compared.question.readings.items() if choice != default[name]}
    return {"readings": chosen} if chosen else {}
