"""Pass 3, continued: what a condition asks of one fact."""

from __future__ import annotations

from collections.abc import Callable

from ctethics.compile.limits import LENGTHS, TIMES, check_operator, limit_named, plain_limit, refuse_unestablished
from ctethics.compile.scope import Scope
from ctethics.diagnostics import near
from ctethics.law.phrases import OPERATORS
from ctethics.program import Compare, CompareFacts, Condition, DaysAfter, FactRef, Includes, IsOneOf, Limit
from ctethics.rulefile.condition_forms import FACT
from ctethics.source import Mapping, Node, Scalar

_MONEY = ("amount", "number")
_COMPARING = frozenset({"than", "least", "most", "exceed", "exceeds"})


def compile_fact_condition(node: Mapping, scope: Scope) -> Condition | None:
    """The condition on a fact that a mapping with `fact:` writes, or None and a diagnostic for each slip in it."""
    fields = scope.shape.form(node, FACT)
    if fields is None:
        return None
    form = _form(fields)
    if form is None:
        why = "a condition says what the fact must be."
        fix = "add `is:`, `is one of:` or `includes:`."
        scope.problems.add("CTE202", node.span, "nothing is asked of the fact", why=why, fix=fix)
        return None
    keys, compile_form = form
    for key in fields:
        if key in FACT.by_name and key not in ("fact", *keys, "quote"):
            what, why = f"`{key}` does not belong here", f"this condition is made of: fact, {', '.join(keys)}."
            scope.problems.add("CTE202", node.keys[key], what, why=why, fix="write it as a condition of its own.")
    return compile_form(fields, scope)


def _form(
    fields: dict[str, Node],
) -> tuple[tuple[str, ...], Callable[[dict[str, Node], Scope], Condition | None]] | None:
    """The keys that go together in a condition on a fact, and what compiles them."""
    if "includes" in fields:
        return ("includes",), _includes
    if "is one of" in fields:
        return ("is one of",), _is_one_of
    if "is" not in fields:
        return None
    if not _is_operator(fields["is"]):
        return ("is",), _is_one_of
    if "after" in fields:
        return ("is", "limit", "after"), _comparison
    if "day" in fields:
        return ("is", "day"), _comparison
    if _names_a_fact(fields.get("amount")):
        return ("is", "amount"), _comparison
    return ("is", "limit", "amount", "per"), _comparison


def _names_a_fact(node: Node | None) -> bool:
    return isinstance(node, Scalar) and not node.text.startswith("$")


def _includes(fields: dict[str, Node], scope: Scope) -> Condition | None:
    fact, other = scope.fact(fields["fact"], ("list",)), scope.fact(fields["includes"], ("text", "choice", "list"))
    return Includes(fact.name, other.name, scope.quote(fields.get("quote"))) if fact and other else None


def _is_one_of(fields: dict[str, Node], scope: Scope) -> Condition | None:
    fact = scope.fact(fields["fact"], ("yes or no", "choice", "text"))
    if fact is None:
        return None
    if fact.fact is None:
        span = fields["fact"].span
        scope.mismatch(span, f"`{fact.name}` is a part in the event", "who takes it has a name of the case's own.")
        return None
    values = scope.shape.scalars(fields.get("is one of", fields.get("is")), "a value")
    if fact.type == "text":
        return IsOneOf(fact.name, frozenset(v.text for v in values), scope.quote(fields.get("quote")))
    allowed = ("yes", "no") if fact.type == "yes or no" else fact.fact.choices
    for value in values:
        if value.text not in allowed:
            guess = near(value.text, allowed)
            fix = f"write `{guess}`." if guess else f"write one of: {', '.join(allowed)}."
            why = f"`{fact.name}` is declared with a closed list of values."
            scope.problems.add("CTE204", value.span, f"`{fact.name}` is never `{value.text}`", why=why, fix=fix)
            return None
    typed = frozenset(v.text == "yes" if fact.type == "yes or no" else v.text for v in values)
    return IsOneOf(fact.name, typed, scope.quote(fields.get("quote"))) if typed else None


def _comparison(fields: dict[str, Node], scope: Scope) -> Condition | None:
    operator = operator_of(fields["is"], scope)
    if operator is None:
        return None
    if "after" in fields:
        return _days_after(fields, operator, scope)
    if "day" in fields:
        day, other_day = scope.fact(fields["fact"], ("date",)), scope.fact(fields["day"], ("date",))
        quote = scope.quote(fields.get("quote"))
        return CompareFacts(day.name, operator, other_day.name, quote) if day and other_day else None
    fact = scope.fact(fields["fact"], _MONEY)
    if fact is None:
        return None
    quote = scope.quote(fields.get("quote"))
    against = fields.get("amount")
    if against is not None and _names_a_fact(against):
        other = scope.fact(against, (fact.type,))
        return CompareFacts(fact.name, operator, other.name, quote) if other else None
    limit = _bound(fields, scope)
    if limit is None:
        return None
    if (limit.unit == "dollars") != (fact.type == "amount") or limit.unit in TIMES:
        what, why = f"limit `{limit.name}` is in {limit.unit}", f"`{fact.name}` is of type {fact.type}."
        scope.mismatch(fields.get("limit", fields["is"]).span, what, why)
        return None
    if refuse_unestablished(limit, fields["is"], scope):
        return None
    check_operator(limit, operator, fields["is"], scope)
    per: FactRef | None = scope.fact(fields["per"], ("number",)) if "per" in fields else None
    if "per" in fields and per is None:
        return None
    return Compare(fact.name, operator, limit, per.name if per else None, quote)


def _days_after(fields: dict[str, Node], operator: str, scope: Scope) -> Condition | None:
    fact, after, limit = (
        scope.fact(fields["fact"], ("date",)),
        scope.fact(fields["after"], ("date",)),
        _bound(fields, scope),
    )
    if fact is None or after is None or limit is None:
        return None
    if limit.unit not in LENGTHS:
        what = f"limit `{limit.name}` is in {limit.unit}"
        scope.mismatch(fields.get("limit", fields["is"]).span, what, f"this one counts {', '.join(LENGTHS)}.")
        return None
    check_operator(limit, operator, fields["is"], scope)
    return DaysAfter(fact.name, after.name, operator, limit, scope.quote(fields.get("quote")))


def _bound(fields: dict[str, Node], scope: Scope) -> Limit | None:
    """The limit by name, or the plain amount, that a fact is compared with."""
    against = fields.get("amount")
    if against is not None and scope.shape.scalar(against, "`amount`") is None:
        return None
    if ("limit" in fields) == (against is not None):
        why = "a comparison has one thing to compare with."
        fix = "add either `limit:` or `amount:`."
        scope.problems.add("CTE202", fields["is"].span, "nothing, or too much, to compare with", why=why, fix=fix)
        return None
    if isinstance(against, Scalar):
        return plain_limit(against, scope)
    return limit_of(fields["limit"], scope)


def limit_of(node: Node, scope: Scope) -> Limit | None:
    """The declared limit."""
    name = scope.shape.scalar(node, "`limit`")
    return limit_named(name, scope) if name else None


def _is_operator(node: Node) -> bool:
    words = node.text.split() if isinstance(node, Scalar) else []
    return " ".join(words) in OPERATORS or not _COMPARING.isdisjoint(words)


def operator_of(node: Node, scope: Scope) -> str | None:
    """One of the four operators, or None and CTE204."""
    text = scope.shape.text(node, "`is`")
    if text in OPERATORS:
        return text
    guess = near(text, OPERATORS)
    fix = f"write `{guess}`." if guess else f"write one of: {', '.join(OPERATORS)}."
    why = "operators are a closed list, so that the exact figure is never in doubt."
    if text:
        scope.problems.add("CTE204", node.span, f"unknown operator `{text}`", why=why, fix=fix)
    return None
