"""A rule file's nodes to its document."""

from __future__ import annotations

from ctethics.diagnostics import Collector
from ctethics.rulefile.document import ExampleDoc, ExceptDoc, LawLimitDoc, LimitDoc, ReadingDoc, RuleDocument
from ctethics.rulefile.shape import Shape
from ctethics.source import Mapping, Node, Scalar

KINDS = ("definition", "prohibition", "duty")
UNITS = {"amount": "dollars", "days": "days", "hours": "hours", "times": "times"}
REQUIRED = ("provision", "title", "about", "kind", "holds when", "examples")
OPTIONAL = ("limits", "totals", "readings", "except", "duty", "not encoded", "note")


def parse_rule(node: Node, path: str, problems: Collector) -> RuleDocument | None:
    """The document of one rule file, whatever of it has its shape; reports CTE202 for what has not.

    None where it cannot be known what the file is about: the other passes then have nothing to look at.
    path -- the path under `rules/` without its ending, which is the citation's.
    """
    shape = Shape(problems)
    shape.fields(node, "a rule file", REQUIRED, OPTIONAL)
    fields = node.items if isinstance(node, Mapping) else {}
    provision = shape.scalar(fields.get("provision"), "`provision`")
    about = shape.scalar(fields.get("about"), "`about`")
    holds = fields.get("holds when")
    if provision is None or about is None or holds is None:
        return None
    kind = shape.text(fields.get("kind"), "`kind`")
    if kind and kind not in KINDS:
        fix = f"write one of: {', '.join(KINDS)}."
        problems.add(
            "CTE202", fields["kind"].span, f"unknown kind `{kind}`", why="a provision is one of three.", fix=fix
        )
    given, examples = _examples(fields["examples"], shape) if "examples" in fields else (None, ())
    return RuleDocument(
        path=path,
        span=node.span,
        provision=provision,
        title=shape.text(fields.get("title"), "`title`"),
        about=about,
        kind=kind,
        limits=_limits(fields.get("limits"), shape),
        totals=shape.mapping(fields.get("totals"), "`totals`"),
        readings=_readings(fields.get("readings"), shape),
        holds=holds,
        exceptions=_exceptions(fields.get("except"), shape),
        duty=shape.mapping(fields.get("duty"), "`duty`"),
        not_encoded=_not_encoded(fields.get("not encoded"), shape),
        given=given,
        examples=examples,
    )


def _limits(node: Node | None, shape: Shape) -> dict[str, LimitDoc | None]:
    limits: dict[str, LimitDoc | None] = {}
    mapping = shape.mapping(node, "`limits`")
    for name, inner in mapping.items.items() if mapping else ():
        laws = shape.mapping(inner, f"limit `{name}`")
        by_law = {}
        for law, value in laws.items.items() if laws else ():
            doc = _law_limit(value, f"limit `{name}` under `{law}`", shape)
            if doc is not None:
                by_law[law] = doc
        limits[name] = LimitDoc(laws.keys, inner.span, by_law) if laws and len(by_law) == len(laws.items) else None
    return limits


def _law_limit(node: Node, what: str, shape: Shape) -> LawLimitDoc | None:
    fields = shape.fields(node, what, (), (*UNITS, "says", "rests on"))
    if fields is None:
        return None
    unit = next((key for key in UNITS if key in fields), None)
    says, rests_on = fields.get("says"), fields.get("rests on")
    if unit is None or (says is None) == (rests_on is None) or sum(key in fields for key in UNITS) != 1:
        why = "a limit is an amount, and the words that state it or the source it rests on."
        fix = "write {amount: $100.00, says: less than one hundred dollars}."
        shape.problems.add("CTE304", node.span, f"{what} is not stated", why=why, fix=fix)
        return None
    amount = shape.scalar(fields[unit], f"`{unit}`")
    if amount is None:
        return None
    return LawLimitDoc(amount, UNITS[unit], shape.scalar(says, "`says`"), shape.scalar(rests_on, "`rests on`"))


def _readings(node: Node | None, shape: Shape) -> dict[str, ReadingDoc | None]:
    readings: dict[str, ReadingDoc | None] = {}
    mapping = shape.mapping(node, "`readings`")
    for name, inner in mapping.items.items() if mapping else ():
        readings[name] = None
        fields = shape.fields(inner, f"reading `{name}`", ("question", "default", "choices", "why"))
        choices = shape.mapping(fields["choices"], "`choices`") if fields else None
        default = shape.scalar(fields["default"], "`default`") if fields else None
        if fields is None or choices is None or default is None:
            continue
        reasons = {choice: shape.text(why, f"choice `{choice}`") for choice, why in choices.items.items()}
        if default.text not in reasons or len(reasons) < 2:
            why = "a reading has two or more choices, and its default is one of them."
            fix = f"write one of: {', '.join(reasons)}."
            shape.problems.add("CTE203", default.span, f"no choice is named `{default.text}`", why=why, fix=fix)
            continue
        question, why = shape.text(fields["question"], "`question`"), shape.text(fields["why"], "`why`")
        readings[name] = ReadingDoc(inner.span, question, default, reasons, why)
    return readings


def _exceptions(node: Node | None, shape: Shape) -> dict[str, ExceptDoc]:
    exceptions = {}
    mapping = shape.mapping(node, "`except`")
    for key, inner in mapping.items.items() if mapping else ():
        fields = shape.fields(inner, f"exception `{key}`", ("title", "when"), ("clause", "note"))
        if fields is not None and mapping is not None:
            clause = shape.text(fields["clause"], "`clause`") if "clause" in fields else None
            title = shape.text(fields["title"], "`title`")
            exceptions[key] = ExceptDoc(mapping.keys[key], title, clause, fields["when"])
    return exceptions


def _not_encoded(node: Node | None, shape: Shape) -> tuple[tuple[Scalar, str], ...]:
    found = []
    for item in shape.sequence(node, "`not encoded`"):
        fields = shape.fields(item, "an entry of `not encoded`", ("clause", "because"))
        clause = shape.scalar(fields["clause"], "`clause`") if fields else None
        if fields is not None and clause is not None:
            found.append((clause, shape.text(fields["because"], "`because`")))
    return tuple(found)


def _examples(node: Node, shape: Shape) -> tuple[Mapping | None, tuple[ExampleDoc, ...]]:
    fields = shape.fields(node, "`examples`", ("given", "cases"))
    if fields is None:
        return None, ()
    cases = (_example(item, shape) for item in shape.sequence(fields["cases"], "`cases`"))
    return shape.mapping(fields["given"], "`given`"), tuple(case for case in cases if case)


def _example(node: Node, shape: Shape) -> ExampleDoc | None:
    fields = shape.fields(node, "an example", ("name", "expect"), ("event", "events", "parties", "readings", "note"))
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
    return ExampleDoc(name, parties, events, readings, expect, is_single)
