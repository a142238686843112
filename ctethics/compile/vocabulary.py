"""Pass 1: `rules/facts.yaml` to the vocabulary."""

from __future__ import annotations

import re

from ctethics.diagnostics import Collector, Span, near
from ctethics.facts import parse_value
from ctethics.program import EventKind, Fact, Role, Vocabulary
from ctethics.program.vocabulary import TYPES
from ctethics.rulefile import Shape
from ctethics.rulefile.accepts import parse_accepts
from ctethics.rulefile.fact_forms import EVENT_KIND, FACT_DECLARED, FACTS_FILE, PART
from ctethics.source import Mapping, Node, Scalar

_ANY_MONTH = "end of the month"
_LAST_DAYS = "01-31 02-28 02-29 03-31 04-30 05-31 06-30 07-31 08-31 09-30 10-31 11-30 12-31".split()


def compile_vocabulary(node: Node, problems: Collector) -> Vocabulary:
    """The declared facts; reports CTE202 and CTE203 for declarations that make no sense."""
    shape = Shape(problems)
    top = shape.form(node, FACTS_FILE)
    if top is None:
        return Vocabulary()
    party = _facts(shape.mapping(top["party"], "`party`"), shape)
    for fact in party.values():
        if fact.last_day:
            why = "a party has no day on which a period could end."
            what = f"`last day` of the party fact `{fact.name}`"
            problems.add("CTE202", top["party"].span, what, why=why, fix="declare it of an event.")
    kinds = shape.mapping(top["events"], "`events`")
    events = {}
    for name, inner in kinds.items.items() if kinds else ():
        fields = shape.form(inner, EVENT_KIND, name)
        if fields is not None:
            roles = _roles(shape.mapping(fields["parties"], "`parties`"), shape)
            about = shape.text(fields["about"], "`about`")
            events[name] = EventKind(name, about, roles, _facts(shape.mapping(fields["facts"], "`facts`"), shape))
    offices = shape.mapping(top.get("offices"), "`offices`")
    for name, inner in offices.items.items() if offices else ():
        shape.text(inner, f"office `{name}`")
    parse_accepts(top.get("accepts"), shape)
    return Vocabulary(party, events, tuple(offices.items) if offices else ())


def _roles(node: Mapping | None, shape: Shape) -> dict[str, Role]:
    roles: dict[str, Role] = {}
    for name, inner in node.items.items() if node else ():
        fields = shape.form(inner, PART, name)
        if fields is None:
            continue
        presume = shape.text(fields["presume"], "`presume`") if "presume" in fields else None
        if presume is not None and node is not None and presume not in node.items:
            _undeclared(fields["presume"].span, presume, "part", tuple(node.items), shape.problems)
            presume = None
        why = _why(fields, "presume" in fields, name, inner.span, shape)
        optional = shape.text(fields["optional"], "`optional`") if "optional" in fields else "no"
        if optional not in ("yes", "no"):
            span = fields["optional"].span
            shape.problems.add("CTE202", span, f"`optional` is `{optional}`", why="it is yes or no.", fix="write yes.")
        is_optional = optional == "yes"
        roles[name] = Role(name, shape.text(fields["question"], "`question`"), presume, why, is_optional)
    return roles


def _facts(node: Mapping | None, shape: Shape) -> dict[str, Fact]:
    facts: dict[str, Fact] = {}
    for name, inner in node.items.items() if node else ():
        fields = shape.form(inner, FACT_DECLARED, name)
        if fields is None or node is None:
            continue
        kind = shape.text(fields["type"], "`type`")
        if kind not in TYPES:
            _undeclared(fields["type"].span, kind, "type", TYPES, shape.problems)
            continue
        choices = tuple(scalar.text for scalar in shape.scalars(fields.get("choices"), "`choices`"))
        if (kind == "choice") != bool(choices):
            why = "a choice, and nothing else, has a closed list of values."
            what = f"`choices` of `{name}` do not fit the type `{kind}`"
            shape.problems.add("CTE202", inner.span, what, why=why, fix="list them, or drop the key.")
            continue
        otherwise = shape.text(fields["otherwise"], "`otherwise`") if "otherwise" in fields else None
        if otherwise is not None and otherwise not in node.items:
            _undeclared(fields["otherwise"].span, otherwise, "fact", tuple(node.items), shape.problems)
        elif otherwise is not None and _type(node.items[otherwise]) != kind:
            what, why = f"`{otherwise}` stands in for `{name}`", "what stands in for a fact is of its type."
            shape.problems.add("CTE202", fields["otherwise"].span, what, why=why, fix=f"name a fact of type {kind}.")
        fact = Fact(name, kind, shape.text(fields["question"], "`question`"), choices, None, otherwise)
        presume = parse_value(fact, fields["presume"], shape.problems) if "presume" in fields else None
        why = _why(fields, "presume" in fields or otherwise is not None, name, inner.span, shape)
        last_day = _last_days(fields.get("last day"), choices, shape)
        facts[name] = Fact(name, kind, fact.question, choices, presume, otherwise, why, last_day)
    return facts


def _type(node: Node) -> str:
    """The type a declaration says, or nothing."""
    told = node.items.get("type") if isinstance(node, Mapping) else None
    return told.text if isinstance(told, Scalar) else ""


def _last_days(node: Node | None, choices: tuple[str, ...], shape: Shape) -> tuple[tuple[str, tuple[int, int]], ...]:
    """The day on which the period of each choice ends: a month and a day, or (0, 0) for the end of any month."""
    days = []
    mapping = shape.mapping(node, "`last day`")
    for choice, inner in mapping.items.items() if mapping else ():
        text = shape.text(inner, f"`{choice}`")
        written = re.fullmatch(r"(\d\d)-(\d\d)", text, re.ASCII)
        if mapping is not None and choice not in choices:
            _undeclared(mapping.keys[choice], choice, "choice", choices, shape.problems)
        elif text == _ANY_MONTH:
            days.append((choice, (0, 0)))
        elif written and text in _LAST_DAYS:
            days.append((choice, (int(written[1]), int(written[2]))))
        else:
            what, why = (
                f"`last day` is `{text}`",
                "it is the last day of a month, as month and day, or any month's end.",
            )
            shape.problems.add("CTE202", inner.span, what, why=why, fix=f"write `03-31` or `{_ANY_MONTH}`.")
    return tuple(days)


def _why(fields: dict[str, Node], is_needed: bool, name: str, span: Span, shape: Shape) -> str:
    if is_needed and "why" not in fields:
        why = "whoever relies on a presumption is told its reason."
        shape.problems.add("CTE202", span, f"`{name}` presumes without `why`", why=why, fix="add `why: …`.")
    return shape.text(fields["why"], "`why`") if "why" in fields else ""


def _undeclared(span: Span, name: str, what: str, known: tuple[str, ...], problems: Collector) -> None:
    guess = near(name, known)
    fix = f"write `{guess}`." if guess else f"write one of: {', '.join(known)}."
    problems.add("CTE203", span, f"unknown {what} `{name}`", why=f"no {what} has that name.", fix=fix)
