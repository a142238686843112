"""Pass 2: limits, each held to the words that state it."""

from __future__ import annotations

from ctethics.compile.scope import Scope
from ctethics.law.calendar import parse_day
from ctethics.law.money import NotAnAmount, parse_cents
from ctethics.law.phrases import Meaning, parse_phrase
from ctethics.law.regimes import LAWS
from ctethics.law.statute import Quotation
from ctethics.program import Limit, Version
from ctethics.rulefile import LimitDoc
from ctethics.rulefile.document import LawLimitDoc
from ctethics.rulefile.forms import NOT_ESTABLISHED
from ctethics.source import Node, Scalar

# The units that a due date or the time from one date to another is counted in.
LENGTHS = ("days", "months", "years")
# What only dates are compared by.
TIMES = ("months", "years", "day of the month")
# The most of each unit: no limit of the law is larger, and every day so far off can be written.
MOST = {"days": 36_500, "months": 1_200, "years": 100, "day of the month": 28, "hours": 10**6, "times": 10**6}


def limit_named(name: Scalar, scope: Scope) -> Limit | None:
    """The declared limit of that name, its words looked up in the scope's clause."""
    if name.text not in scope.document.limits:
        scope.undeclared(name, "limit", scope.document.limits)
        return None
    scope.used.add(name.text)
    doc = scope.document.limits[name.text]
    return compile_limit(name.text, doc, scope) if doc else None


def check_unused(scope: Scope) -> None:
    """Looks up the words of the limits that no rule of the file uses."""
    for name, doc in scope.document.limits.items():
        if name not in scope.used and doc is not None:
            compile_limit(name, doc, scope)


def compile_limit(name: str, doc: LimitDoc, scope: Scope) -> Limit | None:
    """The limit with its versions by law, its words looked up in the scope's clause.

    Reports CTE301 (words not in the text), CTE303 (another amount), CTE304 (not stated as it must be).
    """
    by_law = dict(doc.by_law)
    every = by_law.pop("every law", None)
    for law in [law for law in by_law if law not in LAWS]:
        scope.undeclared(Scalar(law, doc.laws[law]), "law", ("every law", *LAWS))
        return None
    missing = [law for law in LAWS if law not in by_law and every is None]
    docs = {law: by_law.get(law, every) for law in LAWS}
    if missing or len({d.unit for d in docs.values() if d}) != 1:
        why = "a limit has an amount under every law, in one unit."
        fix = f"add `{missing[0]}: {{…}}`." if missing else "use the same unit under every law."
        scope.problems.add("CTE304", doc.span, f"limit `{name}` is incomplete", why=why, fix=fix)
        return None
    versions = {law: _version(d, law, scope) for law, d in docs.items() if d}
    kept = {law: version for law, version in versions.items() if version is not None}
    if len(kept) != len(LAWS):
        return None
    first = next(d for d in docs.values() if d)
    open_ = [d for d in docs.values() if d and d.rests_on and d.amount.text == NOT_ESTABLISHED]
    reasons = [d.rests_on for d in (*open_, *docs.values()) if d and d.rests_on]
    rests_on = " ".join(reasons[0].text.split()) if reasons else None
    return Limit(name, first.unit, _dated(kept, scope), rests_on)


def _dated(versions: dict[str, Version], scope: Scope) -> dict[str, tuple[Version, ...]]:
    """Each law's versions by day: the bill's from its effective date, the current ones before."""
    effective = scope.statute.get("effective")
    dated: dict[str, tuple[Version, ...]] = {}
    for law, version in versions.items():
        if law == "current" or version.amount == versions["current"].amount or effective is None:
            dated[law] = (version,)
        else:
            start = parse_day(effective)
            dated[law] = (versions["current"], Version(start, version.amount, version.says, version.found))
    return dated


def _version(doc: LawLimitDoc, law: str, scope: Scope) -> Version | None:
    if doc.amount.text == NOT_ESTABLISHED and doc.unit in LENGTHS:
        if doc.rests_on is None:
            why = "of what is not established nothing can be quoted; the file says why it is not."
            what, fix = f"limit in {doc.unit} without a reason", "write `rests on: …` with the reason."
            scope.problems.add("CTE304", doc.amount.span, what, why=why, fix=fix)
            return None
        return Version(0, None, None, None)
    amount = _amount(doc, scope)
    if amount is None or doc.says is None:
        return None if amount is None else Version(0, amount, None, None)
    says = " ".join(doc.says.text.split())
    meaning = parse_phrase(says)
    if meaning is None:
        why = "the phrase must hold one operator, one number in words and its unit."
        fix = "quote a phrase such as `less than one hundred dollars`."
        scope.problems.add("CTE304", doc.says.span, f'"{says}" states no one limit', why=why, fix=fix)
        return None
    _check_amount(doc, amount, meaning, says, scope)
    return Version(0, amount, says, _found(doc.says, says, law, scope))


def _found(node: Scalar, says: str, law: str, scope: Scope) -> Quotation | None:
    place, before = scope.statute.find_phrase(says, law, scope.clause)
    if place is None and before:
        what = f'"{says}" is cut from "{before} {says}"'
        why = "with the word before it the law states another limit."
        scope.problems.add("CTE304", node.span, what, why=why, fix=f'quote "{before} {says}".')
        return None
    return place or scope.find(node, law)


def _amount(doc: LawLimitDoc, scope: Scope) -> int | None:
    try:
        if doc.unit == "dollars":
            return parse_cents(doc.amount.value)
    except NotAnAmount as error:
        what = f"the amount is `{doc.amount.text}`"
        scope.problems.add("CTE304", doc.amount.span, what, why=f"{error.why}.", fix=error.fix)
        return None
    if doc.amount.text.isascii() and doc.amount.text.isdecimal() and len(doc.amount.text) < 10:
        number = int(doc.amount.text)
        if number <= MOST[doc.unit] and (number or doc.unit != "day of the month"):
            return number
    what = f"`{doc.amount.text}` is no number of {doc.unit}"
    least = 1 if doc.unit == "day of the month" else 0
    why = f"it is a whole number from {least} to {MOST[doc.unit]:,}."
    scope.problems.add("CTE304", doc.amount.span, what, why=why, fix="write digits, as in 10.")
    return None


def refuse_unestablished(limit: Limit, node: Node, scope: Scope) -> bool:
    """Whether a limit has no number under some law; reports CTE304 where one is needed, as in every comparison but
    that of dates."""
    if all(version.amount is not None for versions in limit.versions.values() for version in versions):
        return False
    why = "only how long a time is may be left open; whatever else is compared needs a number."
    what = f"limit `{limit.name}` is not established"
    scope.problems.add("CTE304", node.span, what, why=why, fix="compare dates with it, or state its number.")
    return True


def _check_amount(doc: LawLimitDoc, amount: int, meaning: Meaning, says: str, scope: Scope) -> None:
    if (meaning.amount, meaning.unit) == (amount, doc.unit):
        return
    what = f'the amount is `{doc.amount.text}`, but "{says}" means {meaning.shown}'
    why = "the amount beside the words must be the one the words state."
    key = "amount" if meaning.unit == "dollars" else meaning.unit
    fix = f"write `{key}: {meaning.shown if meaning.unit == 'dollars' else meaning.number}`, or quote the right words."
    scope.problems.add("CTE303", doc.amount.span, what, why=why, fix=fix)


def plain_limit(node: Scalar, scope: Scope) -> Limit | None:
    """A plain amount written in a condition, the same under every law."""
    try:
        cents = parse_cents(node.value)
    except NotAnAmount as error:
        scope.problems.add("CTE304", node.span, f"the amount is `{node.text}`", why=f"{error.why}.", fix=error.fix)
        return None
    return Limit(node.text, "dollars", {law: (Version(0, cents, None, None),) for law in LAWS}, "the definition itself")


def check_operator(limit: Limit, operator: str, node: Node, scope: Scope, fix: str = "") -> None:
    """Reports CTE302 where the words that state a limit mean another operator than the condition's.

    fix -- what to write where no operator is written.
    """
    for law, versions in limit.versions.items():
        for version in versions:
            meaning = parse_phrase(version.says) if version.says else None
            if meaning is not None and meaning.operator != operator:
                what = f'the operator is `{operator}`, but "{version.says}" means `{meaning.operator}`'
                why = (
                    f"the words that state limit `{limit.name}` under `{law}` decide what happens at the exact figure."
                )
                scope.problems.add("CTE302", node.span, what, why=why, fix=fix or f"write `{meaning.operator}`.")
                return
