"""The examples of a rule file to their documents."""

from __future__ import annotations

from ctethics.rulefile.document import ExampleDoc
from ctethics.rulefile.example_forms import EXAMPLE, EXAMPLES
from ctethics.rulefile.shape import Shape
from ctethics.source import Mapping, Node


def parse_examples(node: Node, shape: Shape) -> tuple[Mapping | None, tuple[ExampleDoc, ...]]:
    """What is given and each example that has its shape."""
    fields = shape.form(node, EXAMPLES)
    if fields is None:
        return None, ()
    cases = (_example(item, shape) for item in shape.sequence(fields["cases"], "`cases`"))
    return shape.mapping(fields["given"], "`given`"), tuple(case for case in cases if case)


def _example(node: Node, shape: Shape) -> ExampleDoc | None:
    fields = shape.form(node, EXAMPLE)
    if fields is None:
        return None
    name, expect = shape.scalar(fields["name"], "`name`"), shape.mapping(fields["expect"], "`expect`")
    is_single = "event" in fields
    if name is None or expect is None or is_single == ("events" in fields) or not expect.items:
        why = "an example has a name, one `event` or a list of `events`, and what it expects under a law."
        fix = "write `event: {…}` and `expect: {every law: applies}`."
        shape.problems.add("CTE501", node.span, "the example is incomplete", why=why, fix=fix)
        return None
    nodes = (fields["event"],) if is_single else shape.sequence(fields["events"], "`events`")
    events = tuple(event for item in nodes if (event := shape.mapping(item, "an event")))
    if not events:
        return None
    parties = shape.mapping(fields.get("parties"), "`parties`")
    readings = shape.mapping(fields.get("readings"), "`readings`")
    rule = shape.scalar(fields.get("rule"), "`rule`")
    return ExampleDoc(name, parties, events, readings, expect, is_single, rule)
