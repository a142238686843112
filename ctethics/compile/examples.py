"""Pass 6: the examples of each rule file, as cases with what they expect."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as AbstractMapping
from dataclasses import dataclass, field

from ctethics.compile.provisions import exception_of
from ctethics.diagnostics import Collector, Span
from ctethics.facts import type_case
from ctethics.law.regimes import LAWS
from ctethics.program import Vocabulary
from ctethics.rulefile import ExampleDoc, RuleDocument, Shape
from ctethics.rulefile.example_forms import EXPECTATION, GIVEN
from ctethics.source import Mapping, Node, Scalar, Sequence

_OUTCOMES = ("applies", "does not apply", "undetermined", "excepted")


@dataclass(frozen=True, slots=True)
class Expected:
    """What an example expects of one event; None: it does not say.

    span -- of the outcome; places -- of what else is expected, by its key: `due`, `states value`.
    """

    span: Span
    outcome: str
    excepted_by: frozenset[str] | None = None
    needs: frozenset[str] | None = None
    due: str | None = None
    owed_to: tuple[str, ...] | None = None
    states: tuple[tuple[str, str], ...] = ()
    consequences: tuple[tuple[str, str], ...] = ()
    places: dict[str, Span] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Example:
    """One example under one law: the case to assess, and what the provision's finding must be for each event."""

    provision: str
    name: str
    law: str
    case: Mapping
    expected: dict[str, Expected]

    @property
    def title(self) -> str:
        return f"{self.provision}: {self.name} [{self.law}]"


def compile_examples(
    document: RuleDocument, rules: AbstractMapping[str, str | None], problems: Collector
) -> tuple[Example, ...]:
    """Each example once per law it speaks of; reports CTE501 for an expectation that cannot be read.

    rules -- which kind of event each rule is about, by citation.
    """
    found = []
    named: dict[tuple[str, str], Span] = {}
    for doc in document.examples:
        provision = _about(doc, document, rules, problems)
        name = " ".join(doc.name.text.split())
        before = named.setdefault((provision, name), doc.name.span)
        if before is not doc.name.span:
            what, fix = f"a second example `{name}`", "say in its name how it differs."
            why = f"failures are told by name, and the one at line {before.line} has this one."
            problems.add("CTE501", doc.name.span, what, why=why, fix=fix)
        told = _told(doc, document, problems)
        for law, wanted in _by_law(doc, problems):
            case = _case(law, told, doc.name.span)
            expected = _expected(wanted, case, doc, provision, problems)
            _check_kinds(case, expected, rules.get(provision), problems)
            found.append(Example(provision, doc.name.text, law, case, expected))
    return tuple(found)


def check_examples(examples: Iterable[Example], vocabulary: Vocabulary, problems: Collector) -> None:
    """Reports whatever in the examples' cases could not be put to the law; they are the same under each law."""
    typed: set[int] = set()
    for example in examples:
        events = id(example.case.items["events"])
        if events not in typed:
            typed.add(events)
            type_case(example.case, vocabulary, problems)


def _check_kinds(case: Mapping, expected: dict[str, Expected], about: str | None, problems: Collector) -> None:
    """Reports CTE501 for an outcome expected of an event that the rule does not speak of."""
    events = case.items["events"]
    for event in events.items if isinstance(events, Sequence) else ():
        items = event.items if isinstance(event, Mapping) else {}
        id_, kind = items.get("id"), items.get("kind")
        if not isinstance(id_, Scalar) or id_.text not in expected or about is None:
            continue
        if not isinstance(kind, Scalar) or kind.text != about:
            shown = f"`{kind.text}`" if isinstance(kind, Scalar) else "not stated"
            fix = f"write `kind: {about}`, or name the rule the example is about with `rule:`."
            _slip(expected[id_.text].span, f"the rule is about a {about}, the event's kind is {shown}", fix, problems)


def _about(doc: ExampleDoc, document: RuleDocument, rules: Iterable[str], problems: Collector) -> str:
    """The rule of the file that the example is about."""
    own = document.provision.text
    if doc.rule is None:
        return own
    wanted = f"{own}{'' if doc.rule.text.startswith('(') else ' '}{doc.rule.text}"
    if wanted in rules:
        return wanted
    known = [rule.removeprefix(own).strip() for rule in rules if rule.startswith((f"{own} ", f"{own}("))]
    fix = f"write one of: {', '.join(known)}." if known else "leave `rule:` out: the file has one rule."
    _slip(doc.rule.span, f"the file has no rule `{doc.rule.text}`", fix, problems)
    return own


def _by_law(doc: ExampleDoc, problems: Collector) -> list[tuple[str, Node]]:
    pairs = []
    for law, wanted in doc.expect.items.items():
        if law == "every law":
            pairs += [(name, wanted) for name in LAWS]
        elif law in LAWS:
            pairs.append((law, wanted))
        else:
            fix = f"write one of: every law, {', '.join(LAWS)}."
            _slip(doc.expect.keys[law], f"unknown law `{law}`", fix, problems)
    return pairs


def _told(doc: ExampleDoc, document: RuleDocument, problems: Collector) -> dict[str, Node]:
    """The given facts with the example's own over them."""
    shape = Shape(problems)
    given = shape.form(document.given, GIVEN) if document.given else None
    parties = shape.mapping(given["parties"], "`parties`") if given else None
    base = shape.mapping(given["event"], "`event`") if given else None
    events = tuple(_with_id(_event(base, event), event.span) for event in doc.events)
    span = doc.name.span
    told: dict[str, Node] = {"parties": _deep(parties, doc.parties, span), "events": Sequence(events, span)}
    return told if doc.readings is None else {**told, "readings": doc.readings}


def _case(law: str, told: dict[str, Node], span: Span) -> Mapping:
    """What is told as a case file under a law would have it."""
    items: dict[str, Node] = {"law": Scalar(law, span), **told}
    return Mapping(items, dict.fromkeys(items, span), span)


def _event(base: Mapping | None, own: Mapping) -> Mapping:
    """The event over what is given; of an event of another kind only the date is."""
    kind, given = own.items.get("kind"), base.items.get("kind") if base else None
    if base is not None and isinstance(kind, Scalar) and isinstance(given, Scalar) and kind.text != given.text:
        base = Mapping({k: v for k, v in base.items.items() if k == "date"}, base.keys, base.span)
    return _over(base, own)


def _over(base: Mapping | None, own: Mapping) -> Mapping:
    if base is None:
        return own
    return Mapping({**base.items, **own.items}, {**base.keys, **own.keys}, own.span)


def _deep(base: Mapping | None, own: Mapping | None, span: Span) -> Mapping:
    items = dict(base.items) if base else {}
    for id_, facts in own.items.items() if own else ():
        given = items.get(id_)
        items[id_] = _over(given, facts) if isinstance(given, Mapping) and isinstance(facts, Mapping) else facts
    return Mapping(items, {**(base.keys if base else {}), **(own.keys if own else {})}, span)


def _with_id(event: Mapping, span: Span) -> Mapping:
    if "id" in event.items:
        return event
    return Mapping({"id": Scalar("event", span), **event.items}, {"id": span, **event.keys}, event.span)


def _expected(wanted: Node, case: Mapping, doc: ExampleDoc, provision: str, problems: Collector) -> dict[str, Expected]:
    events = case.items["events"]
    listed = events.items if isinstance(events, Sequence) else ()
    named = [event.items["id"] for event in listed if isinstance(event, Mapping)]
    ids = [node.text for node in named if isinstance(node, Scalar)]
    if doc.is_single:
        one = expectation_of(wanted, provision, problems)
        return {ids[0]: one} if one and ids else {}
    if not isinstance(wanted, Mapping) or not wanted.items:
        _slip(wanted.span, "no event is named", "write `{first: applies, second: …}`.", problems)
        return {}
    found: dict[str, Expected] = {}
    for id_, node in wanted.items.items():
        expected = expectation_of(node, provision, problems)
        if id_ not in ids:
            _slip(wanted.keys[id_], f"no event has the id `{id_}`", f"write one of: {', '.join(ids)}.", problems)
        elif expected is not None:
            found[id_] = expected
    return found


def expectation_of(node: Node, provision: str, problems: Collector) -> Expected | None:
    """What is expected of a provision, as written; None and CTE501 where it cannot be read."""
    if isinstance(node, Mapping):
        fields = Shape(problems).form(node, EXPECTATION)
        base = expectation_of(fields["outcome"], provision, problems) if fields else None
        if fields is None or base is None:
            return None
        shape = Shape(problems)
        states = shape.mapping(fields.get("states"), "`states`")
        follows = shape.mapping(fields.get("consequences"), "`consequences`")
        owed_to = tuple(s.text for s in shape.scalars(fields["owed to"], "`owed to`")) if "owed to" in fields else None
        return Expected(
            base.span,
            base.outcome,
            base.excepted_by,
            base.needs,
            shape.text(fields["due"], "`due`") if "due" in fields else None,
            owed_to,
            tuple((what, shape.text(value, what)) for what, value in states.items.items()) if states else (),
            tuple((what, shape.text(value, what)) for what, value in follows.items.items()) if follows else (),
            dict(_places(fields)),
        )
    if not isinstance(node, Scalar):
        _slip(node.span, "not an outcome", f"write one of: {', '.join(_OUTCOMES)}.", problems)
        return None
    text = " ".join(node.text.split())
    outcome = next((known for known in _OUTCOMES if text.startswith(known)), None)
    rest = text.removeprefix(outcome or "").removeprefix(",").strip()
    if outcome == "excepted" and rest.startswith("by "):
        return Expected(node.span, outcome, frozenset(_whole(part, provision) for part in _list(rest[3:], ",")))
    if outcome == "undetermined" and rest.startswith("needs "):
        return Expected(node.span, outcome, None, frozenset(_list(rest[6:], ";")))
    if outcome in ("applies", "does not apply", "undetermined") and not rest:
        return Expected(node.span, outcome)
    _slip(node.span, f"`{text}` is not an outcome", f"write one of: {', '.join(_OUTCOMES)} by (F).", problems)
    return None


def _places(fields: AbstractMapping[str, Node]) -> Iterator[tuple[str, Span]]:
    for key, node in fields.items():
        yield key, node.span
        for what, value in node.items.items() if isinstance(node, Mapping) else ():
            yield f"{key} {what}", value.span


def _list(text: str, separator: str) -> list[str]:
    return [part.strip() for part in text.split(separator)]


def _whole(part: str, provision: str) -> str:
    """An exception's whole citation: `(F)` and `political contribution` are this provision's own."""
    if re.match(r"[0-9]+[a-z]?-|opm\(", part):
        return part
    return exception_of(provision, part[1:-1] if re.fullmatch(r"\([A-Za-z]\)", part) else part)


def _slip(span: Span, what: str, fix: str, problems: Collector) -> None:
    problems.add("CTE501", span, what, why="an example says which outcome it expects under which law.", fix=fix)
