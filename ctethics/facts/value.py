"""One stated value, typed by its fact's declaration."""

from __future__ import annotations

from ctethics.diagnostics import Collector, near
from ctethics.law.calendar import NEVER, NotADate, parse_day
from ctethics.law.money import NotAnAmount, parse_cents
from ctethics.program import Fact, Value
from ctethics.source import Node, Scalar, Sequence
from ctethics.source.unseen import FIX, WHY, unseen

_LONGEST = 200
MOST = 10**9


def parse_value(fact: Fact, node: Node, problems: Collector) -> Value | None:
    """The typed value, or None where it is `unknown`, or wrong and reported as CTE602."""
    wrong = _Wrong(fact, node, problems)
    if fact.type == "list":
        return _list(node, wrong)
    if not isinstance(node, Scalar):
        return wrong("has more than one value", "it holds a single one.", "write one value.")
    if node.value is None or (isinstance(node.value, str) and not node.value.strip()):
        return wrong("has no value", "an empty value could mean no, none or unknown.", "write it, or write `unknown`.")
    if node.value == "unknown":
        return None
    return _SCALARS[fact.type](fact, node, wrong)


class _Wrong:
    """Reports one value and answers None."""

    def __init__(self, fact: Fact, node: Node, problems: Collector) -> None:
        self.fact, self.node, self.problems = fact, node, problems

    def __call__(self, what: str, why: str, fix: str) -> None:
        self.problems.add("CTE602", self.node.span, f"`{self.fact.name}` {what}", why=why, fix=fix)


def _list(node: Node, wrong: _Wrong) -> frozenset[str] | None:
    if isinstance(node, Scalar) and node.value == "unknown":
        return None
    if not isinstance(node, Sequence):
        text = node.shown if isinstance(node, Scalar) else "…"
        return wrong("is not a list", "it may name several.", f"write `[{text}]`, or `[]` for none.")
    names = []
    for item in node.items:
        if not isinstance(item, Scalar) or not isinstance(item.value, str) or not item.value.strip():
            return wrong("holds something that is not a name", "it is a list of names.", "write names, as in [OPM].")
        name = item.value.strip()
        if hidden := unseen(name):
            return wrong(f"holds {hidden}", WHY, FIX)
        names.append(name)
    return frozenset(names)


def _yes_or_no(fact: Fact, node: Scalar, wrong: _Wrong) -> bool | None:
    if isinstance(node.value, bool):
        return node.value
    if node.value in ("yes", "no"):
        return node.value == "yes"
    return wrong(f"is `{node.shown}`", "it is yes, no or unknown.", "write yes or no, or leave it out if unknown.")


def _choice(fact: Fact, node: Scalar, wrong: _Wrong) -> str | None:
    if node.value in fact.choices:
        return str(node.value)
    guess = near(node.text, fact.choices)
    fix = f"write `{guess}`." if guess else f"write one of: {', '.join(fact.choices)}."
    return wrong(f"is `{node.shown}`", "it is one of a closed list.", fix)


def _amount(fact: Fact, node: Scalar, wrong: _Wrong) -> int | None:
    try:
        return parse_cents(node.value)
    except NotAnAmount as error:
        return wrong(f"is `{node.shown}`", f"{error.why}.", error.fix)


def _number(fact: Fact, node: Scalar, wrong: _Wrong) -> int | None:
    value = node.value
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 12:
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST:
        return value
    return wrong(f"is `{node.shown}`", f"it is a whole number from 0 to {MOST:,}.", "write digits, as in 120.")


def _date(fact: Fact, node: Scalar, wrong: _Wrong) -> int | None:
    if node.value == "never":
        return NEVER
    try:
        return parse_day(node.value)
    except NotADate as error:
        return wrong(f"is `{node.shown}`", f"{error}.", "write it as in 2025-03-03, or `never`.")


def _text(fact: Fact, node: Scalar, wrong: _Wrong) -> str | None:
    if isinstance(node.value, str) and len(node.value) <= _LONGEST:
        if hidden := unseen(node.value.strip()):
            return wrong(f"holds {hidden}", WHY, FIX)
        return node.value.strip()
    return wrong(f"is `{node.shown}`", f"it is a label of at most {_LONGEST} characters.", "write a short name for it.")


_SCALARS = {
    "yes or no": _yes_or_no,
    "choice": _choice,
    "amount": _amount,
    "number": _number,
    "date": _date,
    "text": _text,
}
