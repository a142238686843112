"""A case as an example that can be pasted below `cases:` of a rule file."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import count
from typing import Final

from ctethics.answers import Answers
from ctethics.compile.checked import Checked
from ctethics.diagnostics import Collector
from ctethics.editing.scalars import one_line
from ctethics.engines.direct import DirectEngine
from ctethics.explain.duties import show_value
from ctethics.facts import Event
from ctethics.facts.value import parse_value
from ctethics.law.calendar import show_day
from ctethics.law.regimes import LAWS
from ctethics.outcome import EventResult, Owed
from ctethics.program import Fact, Program, Value
from ctethics.proving.survivors import Telling
from ctethics.source import Mapping as MappingNode
from ctethics.source import Node, Scalar

Facts = dict[str, str]
_NAME: Final = "- name: "


class Pasting:
    """Writes cases as examples of the files that the program was made from."""

    def __init__(self, program: Program, checked: Checked) -> None:
        self.program, self.checked = program, checked

    def lines(self, telling: Telling) -> list[str]:
        """The example, with what the rules as they are answer under each law."""
        name = ", but ".join(filter(None, (telling.example, " and ".join(telling.case.but))))
        document = self.checked.base.documents[telling.provision]
        rule = telling.provision.removeprefix(document.file).strip()
        given = self._given(telling.provision)
        parties = dict(self._parties(telling, given.get("parties")))
        events = [self._event(event, given.get("event")) for event in telling.case.ledger.events]
        own = {name: c for name, c in telling.question.readings.items() if c != self.program.default_readings[name]}
        lines = [f"{_NAME}{_quoted(name)}"]
        lines += [f"  rule: {_quoted(rule)}"] if rule else []
        lines += ["  parties:", *(f"    {id_}: {_flow(facts)}" for id_, facts in parties.items())] if parties else []
        lines += [f"  readings: {_flow(own)}"] if own else []
        if len(events) == 1:
            lines += [f"  event: {_flow({k: v for k, v in events[0].items() if k != 'id'})}"]
        else:
            lines += ["  events:", *(f"    - {_flow(event)}" for event in events)]
        expected = list(self._expected(telling))
        if len(expected) == 1:
            return [*lines, f"  expect: {{{expected[0]}}}"]
        return [*lines, "  expect:", *(f"    {line}" for line in expected)]

    def _given(self, provision: str) -> Mapping[str, Node]:
        documents = self.checked.base.documents
        node = documents[documents[provision].file].given or documents[provision].given
        return node.items if node is not None else {}

    def _parties(self, telling: Telling, given: Node | None) -> Iterator[tuple[str, Facts]]:
        for id_, party in telling.case.ledger.parties.items():
            said = given.items.get(id_) if isinstance(given, MappingNode) else None
            base = said if isinstance(said, MappingNode) else None
            facts = _over(party.facts, self.program.vocabulary.party, base)
            if facts or base is None:
                yield id_, facts

    def _event(self, event: Event, given: Node | None) -> Facts:
        base = given if isinstance(given, MappingNode) else None
        kind = self.program.vocabulary.events[event.kind]
        is_kind = base is not None and _text(base.items.get("kind")) == event.kind
        head = {"id": event.id} | ({} if is_kind else {"kind": event.kind})
        if base is None or _text(base.items.get("date")) != show_day(event.day):
            head["date"] = show_day(event.day)
        roles = {
            role: who
            for role, who in event.roles.items()
            if not is_kind or base is None or _text(base.items.get(role)) != who
        }
        return {**head, **roles, **_over(event.facts, kind.facts, base if is_kind else None)}

    def _expected(self, telling: Telling) -> Iterator[str]:
        laws = {law: self._outcome(telling, law) for law in LAWS}
        if len(set(laws.values())) == 1:
            laws = {"every law": laws[telling.question.law]}
        is_single = len(telling.case.ledger.events) == 1
        for law, outcome in laws.items():
            yield f"{law}: {outcome if is_single else _flow({telling.case.event.id: outcome})}"

    def _outcome(self, telling: Telling, law: str) -> str:
        question = replace(telling.question, law=law)
        answers = Answers(self.program, telling.case.ledger, question, DirectEngine(self.program))
        event = answers.result(telling.case.index, [telling.provision])
        finding = event.finding(telling.provision)
        if finding.outcome == "excepted":
            by = (citation.removeprefix(telling.provision).strip() for citation in finding.excepted_by)
            return _quoted(f"excepted by {', '.join(by)}")
        if finding.outcome == "undetermined":
            return _quoted(f"undetermined, needs {'; '.join(finding.needs)}" if finding.needs else "undetermined")
        if finding.outcome == "applies" and not telling.is_outcome:
            return _flow(dict(_told(event, telling.provision)))
        return finding.outcome


def _told(event: EventResult, provision: str) -> Iterator[tuple[str, str]]:
    yield "outcome", "applies"
    duty = next((duty for duty in event.duties if duty.provision == provision), None)
    if duty is not None:
        yield from _duty(duty)
    follows = {
        one.what: one.last_day or one.amount or "yes" for one in event.consequences if one.provision == provision
    }
    if follows:
        yield "consequences", _flow(follows)


def _duty(duty: Owed) -> Iterator[tuple[str, str]]:
    yield "due", duty.due or (duty.when or "").removeprefix("with ")
    yield "owed to", f"[{', '.join(duty.owed_to)}]"
    yield "states", _flow(dict(duty.states))


def _over(facts: dict[str, Value], declared: dict[str, Fact], given: MappingNode | None) -> Facts:
    """What is stated otherwise than given, `unknown` for what is given and no longer stated."""
    base: dict[str, Value | None] = {}
    for name, node in given.items.items() if given is not None else ():
        if name in declared:
            base[name] = parse_value(declared[name], node, Collector())
    shown = {name: _shown(value, declared[name]) for name, value in facts.items() if base.get(name) != value}
    return {**shown, **{name: "unknown" for name, value in base.items() if value is not None and name not in facts}}


def _shown(value: Value, fact: Fact) -> str:
    if fact.type == "amount" and isinstance(value, int):
        return f"${value // 100}.{value % 100:02}"
    if isinstance(value, frozenset):
        return f"[{', '.join(map(_quoted, sorted(value)))}]"
    return show_value(value, fact.type)


def _text(node: Node | None) -> str:
    return node.text if isinstance(node, Scalar) else ""


def _flow(facts: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{_quoted(name)}: {_quoted(value)}" for name, value in facts.items()) + "}"


def named_apart(examples: Iterable[tuple[str, ...]], taken: Collection[str]) -> Iterator[tuple[str, ...]]:
    """The examples, each under a name that none in the files has and no other of them; equal ones keep one name."""
    used: dict[str, tuple[str, ...]] = {}
    for lines in examples:
        if not lines:
            yield lines
            continue
        name = _unquoted(lines[0].removeprefix(_NAME))
        numbered = (name if number == 1 else f"{name} ({number})" for number in count(1))
        free = next(one for one in numbered if one not in taken and used.setdefault(one, lines) == lines)
        yield (f"{_NAME}{_quoted(free)}", *lines[1:])


def _unquoted(text: str) -> str:
    return text[1:-1].replace("''", "'") if text.startswith("'") else text


def _quoted(text: str) -> str:
    """The text as it can stand in braces; what is in brackets or braces already stays."""
    return text if re.fullmatch(r"\[.*\]|\{.*\}", text) else one_line(text, in_braces=True)
