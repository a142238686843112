"""A rule file's nodes to its document."""

from __future__ import annotations

from typing import Any

from ctethics.diagnostics import Collector, Span
from ctethics.rulefile.accepts import parse_accepts
from ctethics.rulefile.document import (
    ExceptDoc,
    LawLimitDoc,
    LimitDoc,
    ReadingDoc,
    RuleDocument,
    SharesDoc,
)
from ctethics.rulefile.form import Form
from ctethics.rulefile.forms import (
    ENCODED_BY,
    EXCEPTION,
    KINDS,
    LAW_LIMIT,
    NOT_ENCODED,
    NOT_OPERATIVE,
    READING,
    RULE,
    RULE_FILE,
    SHARES,
)
from ctethics.rulefile.parse_examples import parse_examples
from ctethics.rulefile.shape import Shape
from ctethics.source import Mapping, Node, Scalar

_SAME = ("days", "months", "years", "hours", "times", "day of the month")
UNITS = {"amount": "dollars", **{unit: unit for unit in _SAME}}


def parse_rule(node: Node, path: str, with_examples: bool, problems: Collector) -> tuple[RuleDocument, ...]:
    """The documents of one rule file, its own rule first, whatever of them has its shape; reports CTE202 for what not.

    None at all where it cannot be known what the file is about: the other passes then have nothing to look at.
    path -- the path under `rules/` without its ending, which is the citation's.
    with_examples -- whether the file must have examples: it may have been read without them.
    """
    shape = Shape(problems)
    shape.form(node, RULE_FILE, needs=("examples",) if with_examples else ())
    fields = node.items if isinstance(node, Mapping) else {}
    own = _rule(fields, node, path, shape)
    if own is None:
        return ()
    also = shape.mapping(fields.get("also"), "`also`")
    others = [_also(key, inner, own, also.keys[key], shape) for key, inner in also.items.items()] if also else []
    return (own, *(other for other in others if other is not None))


def _rule(fields: dict[str, Node], node: Node, path: str, shape: Shape) -> RuleDocument | None:
    """The file's own rule, with what belongs to all its rules."""
    provision = shape.scalar(fields.get("provision"), "`provision`")
    about = shape.scalar(fields.get("about"), "`about`")
    holds, shares = fields.get("holds when"), shape.form(fields.get("shares"), SHARES)
    if holds is None and "shares" not in fields:
        why = "a rule file is incomplete without it."
        shape.problems.add("CTE202", node.span, "`holds when` is missing", why=why, fix="add `holds when: …`.")
    for key in ("holds when", "limits", "totals", "readings") if "shares" in fields else ():
        if key in fields:
            why = "a rule that shares another's takes it whole."
            what = f"`{key}` beside `shares`"
            shape.problems.add("CTE202", fields[key].span, what, why=why, fix="leave out one of the two.")
    shared = _shares(shares, shape) if shares else None
    if provision is None or about is None or (holds is None) == (shared is None):
        return None
    given, examples = parse_examples(fields["examples"], shape) if "examples" in fields else (None, ())
    return RuleDocument(
        path=path,
        span=node.span,
        provision=provision,
        title=shape.text(fields.get("title"), "`title`"),
        about=about,
        kind=_kind(fields.get("kind"), shape),
        limits=_limits(fields.get("limits"), shape),
        totals=shape.mapping(fields.get("totals"), "`totals`"),
        readings=_readings(fields.get("readings"), shape),
        holds=holds,
        shares=shared,
        encoded_by=_clauses(fields.get("encoded by"), "`encoded by`", ENCODED_BY, shape),
        not_operative=_clauses(fields.get("not operative"), "`not operative`", NOT_OPERATIVE, shape),
        not_encoded=_clauses(fields.get("not encoded"), "`not encoded`", NOT_ENCODED, shape),
        given=given,
        examples=examples,
        accepts=parse_accepts(fields.get("accepts"), shape),
        **_body(fields, shape),
    )


def _also(key: str, node: Node, own: RuleDocument, span: Span, shape: Shape) -> RuleDocument | None:
    """A further rule of the file: it has the file's limits and readings, and its totals where it is about the same."""
    if not key.strip():
        why = "a rule is cited by its name."
        shape.problems.add("CTE202", span, "a rule without a name", why=why, fix="name it, as in `(2)`.")
        return None
    fields = shape.form(node, RULE, key)
    if fields is None:
        return None
    about = shape.scalar(fields.get("about"), "`about`") or own.about
    totals = shape.mapping(fields.get("totals"), "`totals`")
    if about.text == own.about.text and own.totals is not None:
        mine = totals or Mapping({}, {}, span)
        totals = Mapping({**own.totals.items, **mine.items}, {**own.totals.keys, **mine.keys}, own.totals.span)
    joint = "" if key.startswith("(") else " "
    return own._replace(
        span=span,
        provision=Scalar(f"{own.provision.text}{joint}{key}", span),
        title=shape.text(fields["title"], "`title`"),
        about=about,
        kind=_kind(fields["kind"], shape) if "kind" in fields else own.kind,
        totals=totals,
        holds=fields["holds when"],
        shares=None,
        encoded_by=(),
        not_operative=(),
        not_encoded=(),
        given=None,
        examples=(),
        main=own.provision.text,
        accepts=(),
        **_body(fields, shape),
    )


def _body(fields: dict[str, Node], shape: Shape) -> dict[str, Any]:
    """What every rule may have beside its general rule."""
    return {
        "exceptions": _exceptions(fields.get("except"), shape),
        "duty": shape.mapping(fields.get("duty"), "`duty`"),
        "consequences": shape.sequence(fields.get("consequences"), "`consequences`"),
        "see": _texts(fields.get("see"), "`see`", shape),
        "advice": _text(fields, "advice", shape),
        "summarizes": shape.scalars(fields.get("summarizes"), "`summarizes`"),
    }


def _kind(node: Node | None, shape: Shape) -> str:
    kind = shape.text(node, "`kind`")
    if node is not None and kind and kind not in KINDS:
        fix = f"write one of: {', '.join(KINDS)}."
        shape.problems.add("CTE202", node.span, f"unknown kind `{kind}`", why="kinds are a closed list.", fix=fix)
    return kind


def _shares(fields: dict[str, Node], shape: Shape) -> SharesDoc | None:
    other = shape.scalar(fields["with"], "`with`")
    keys = shape.scalars(fields.get("exceptions"), "`exceptions`")
    return SharesDoc(other, keys) if other is not None else None


def _texts(node: Node | None, what: str, shape: Shape) -> tuple[str, ...]:
    return tuple(" ".join(scalar.text.split()) for scalar in shape.scalars(node, what))


def _text(fields: dict[str, Node], key: str, shape: Shape) -> str:
    return shape.text(fields[key], f"`{key}`") if key in fields else ""


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
    fields = shape.form(node, LAW_LIMIT, what)
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
        fields = shape.form(inner, READING, name)
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
        readings[name] = ReadingDoc(mapping.keys[name] if mapping else inner.span, question, default, reasons, why)
    return readings


def _exceptions(node: Node | None, shape: Shape) -> dict[str, ExceptDoc]:
    exceptions = {}
    mapping = shape.mapping(node, "`except`")
    for key, inner in mapping.items.items() if mapping else ():
        fields = shape.form(inner, EXCEPTION, key)
        if fields is not None and mapping is not None:
            clause = shape.text(fields["clause"], "`clause`") if "clause" in fields else None
            title = shape.text(fields["title"], "`title`")
            see = _texts(fields.get("see"), "`see`", shape)
            exceptions[key] = ExceptDoc(mapping.keys[key], title, clause, fields["when"], see)
    return exceptions


def _clauses(node: Node | None, what: str, entry: Form, shape: Shape) -> tuple[tuple[Scalar, str], ...]:
    found = []
    for item in shape.sequence(node, what):
        fields = shape.form(item, entry)
        clause = shape.scalar(fields["clause"], "`clause`") if fields else None
        if fields is not None and clause is not None:
            found.append((clause, shape.text(fields["because"], "`because`")))
    return tuple(found)
