"""Pass 3: conditions, every name looked up and every value typed."""

from __future__ import annotations

from collections.abc import Callable

from ctethics.compile.comparisons import compile_fact_condition, limit_of, operator_of
from ctethics.compile.limits import check_operator, refuse_unestablished
from ctethics.compile.quoted import check_quoted
from ctethics.compile.scope import Scope
from ctethics.diagnostics import near
from ctethics.program import (
    AllOf,
    AnyOf,
    Applies,
    Condition,
    Not,
    Reading,
    TotalIs,
)
from ctethics.rulefile.condition_forms import CONDITIONS
from ctethics.source import Mapping, Node, Scalar


def compile_condition(node: Node, scope: Scope) -> Condition | None:
    """The condition that a node writes, or None and a diagnostic for each slip in it."""
    mapping = scope.shape.mapping(node, "a condition")
    if mapping is None:
        return None
    sort = next((key for key in _SORTS if key in mapping.items), None)
    if sort is None:
        known = tuple(_SORTS)
        guess = next((near(key, known) for key in mapping.items if near(key, known)), None)
        fix = f"write `{guess}`." if guess else f"begin it with one of: {', '.join(known)}."
        why = "a condition says what it is about first."
        scope.problems.add("CTE202", mapping.span, "not a condition", why=why, fix=fix)
        return None
    made = _SORTS[sort](mapping, scope)
    if made is not None:
        scope.written.append((made, mapping))
        check_quoted(made, mapping, scope)
    return made


def _parts(node: Node, scope: Scope) -> tuple[Condition, ...] | None:
    items = scope.shape.sequence(node, "the list of conditions")
    parts = [compile_condition(item, scope) for item in items]
    return tuple(part for part in parts if part is not None) if parts and None not in parts else None


def _all(node: Mapping, scope: Scope) -> Condition | None:
    fields = scope.shape.form(node, CONDITIONS["all"])
    parts = _parts(fields["all"], scope) if fields else None
    return AllOf(parts, scope.quote(fields.get("quote"))) if fields and parts else None


def _any(node: Mapping, scope: Scope) -> Condition | None:
    fields = scope.shape.form(node, CONDITIONS["any"])
    parts = _parts(fields["any"], scope) if fields else None
    return AnyOf(parts, scope.quote(fields.get("quote"))) if fields and parts else None


def _not(node: Mapping, scope: Scope) -> Condition | None:
    fields = scope.shape.form(node, CONDITIONS["not"])
    part = compile_condition(fields["not"], scope.under_not()) if fields else None
    return Not(part, scope.quote(fields.get("quote"))) if fields and part else None


def _reading(node: Mapping, scope: Scope) -> Condition | None:
    fields = scope.shape.form(node, CONDITIONS["reading"])
    name = scope.shape.scalar(fields["reading"], "`reading`") if fields else None
    choose = scope.shape.mapping(fields["choose"], "`choose`") if fields else None
    if fields is None or name is None or choose is None:
        return None
    declared = scope.readings.get(name.text)
    if declared is None:
        if name.text not in scope.document.readings:
            scope.undeclared(name, "reading", scope.readings)
        for inner in choose.items.values():
            compile_condition(inner, scope)
        return None
    for choice, span in choose.keys.items():
        if choice not in declared.choices:
            scope.undeclared(Scalar(choice, span), "choice", declared.choices)
    for choice in declared.choices:
        if choice not in choose.items:
            why = "each choice of the reading must say what holds under it."
            what = f"the choice `{choice}` is missing"
            scope.problems.add("CTE202", choose.span, what, why=why, fix=f"add `{choice}: …`.")
    made = {choice: compile_condition(inner, scope) for choice, inner in choose.items.items()}
    quote = scope.quote(fields.get("quote"))
    kept = {choice: condition for choice in declared.choices if (condition := made.get(choice)) is not None}
    return Reading(name.text, kept, quote) if len(kept) == len(declared.choices) else None


def _provision(node: Mapping, scope: Scope) -> Condition | None:
    fields = scope.shape.form(node, CONDITIONS["provision"])
    name = scope.shape.scalar(fields["provision"], "`provision`") if fields else None
    if fields is None or name is None:
        return None
    if name.text not in scope.provisions:
        scope.undeclared(name, "provision", scope.provisions)
        return None
    about = scope.provisions[name.text]
    if about not in (None, scope.kind):
        what = f"§ {name.text} is about a {about}, this provision about a {scope.kind}"
        scope.mismatch(name.span, what, "a provision is asked of the same event.")
        return None
    if scope.is_negated:
        why = "an exception may only narrow, and this would let it widen another provision."
        fix = "state the facts themselves under `not`."
        scope.problems.add("CTE402", name.span, "a provision under `not`", why=why, fix=fix)
        return None
    return Applies(name.text, scope.quote(fields.get("quote")))


def _total(node: Mapping, scope: Scope) -> Condition | None:
    fields = scope.shape.form(node, CONDITIONS["total"])
    name = scope.shape.scalar(fields["total"], "`total`") if fields else None
    if fields is None or name is None:
        return None
    total = scope.total(name)
    if total is None:
        return None
    whole = scope.shape.text(fields["counting"], "`counting`") if "counting" in fields else "up to this event"
    if whole not in ("up to this event", "the whole period"):
        scope.mismatch(fields["counting"].span, f"`counting` is `{whole}`", "up to this event, or the whole period.")
        return None
    operator, limit = operator_of(fields["is"], scope), limit_of(fields["limit"], scope)
    if operator is None or limit is None:
        return None
    units = ("times",) if total.is_count else ("dollars",) if total.is_money else ("hours", "times")
    if limit.unit not in units:
        why = f"this total is in {' or '.join(units)}."
        scope.mismatch(fields["limit"].span, f"limit `{limit.name}` is in {limit.unit}", why)
        return None
    if refuse_unestablished(limit, fields["limit"], scope):
        return None
    check_operator(limit, operator, fields["is"], scope)
    return TotalIs(total, operator, limit, whole == "the whole period", scope.quote(fields.get("quote")))


_SORTS: dict[str, Callable[[Mapping, Scope], Condition | None]] = {
    "all": _all,
    "any": _any,
    "not": _not,
    "fact": compile_fact_condition,
    "total": _total,
    "provision": _provision,
    "reading": _reading,
}
