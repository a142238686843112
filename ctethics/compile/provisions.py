"""Pass 4: one document to one provision."""

from __future__ import annotations

from collections.abc import Collection

from ctethics.compile.conditions import compile_condition
from ctethics.compile.limits import check_operator, check_unused, limit_named
from ctethics.compile.scope import Scope
from ctethics.diagnostics import Collector
from ctethics.law.statute import Statute
from ctethics.program import (
    Duty,
    Provision,
    ReadingChoice,
    Stated,
    StatutoryException,
    Total,
    TotalIs,
    Vocabulary,
    leaves,
)
from ctethics.program.program import references
from ctethics.rulefile import RuleDocument
from ctethics.source import Mapping, Node

_HEAD = "head of "


def compile_provision(
    document: RuleDocument, statute: Statute, vocabulary: Vocabulary, provisions: Collection[str], problems: Collector
) -> Provision | None:
    """The provision, or None and a diagnostic for each slip in its file."""
    if document.about.text not in vocabulary.events:
        scope = Scope(document, statute, vocabulary, provisions, set(), {}, {}, problems)
        scope.undeclared(document.about, "kind of event", vocabulary.events)
        return None
    readings = _readings(document)
    scope = Scope(document, statute, vocabulary, provisions, set(), {}, readings, problems)
    for name, node in document.totals.items.items() if document.totals else ():
        scope.totals[name] = _total(name, node, scope)
    general = compile_condition(document.holds, scope)
    exceptions = [made for key in document.exceptions if (made := _exception(key, scope))]
    duty = _duty(document.duty, scope) if document.duty else None
    if document.kind == "duty" and document.duty is None:
        why, fix = "a provision of kind duty lays one on someone.", "add `duty: …`, or change `kind:`."
        problems.add("CTE202", document.provision.span, "`duty` is missing", why=why, fix=fix)
    _check_clauses(scope)
    check_unused(scope)
    if general is None or len(exceptions) != len(document.exceptions):
        return None
    return Provision(
        document.provision.text,
        document.title,
        document.about.text,
        document.kind,
        general,
        tuple(exceptions),
        tuple(readings.values()),
        duty,
        statute,
        tuple((clause.text, why) for clause, why in document.not_encoded),
    )


def _readings(document: RuleDocument) -> dict[str, ReadingChoice]:
    found = {}
    for name, doc in document.readings.items():
        if doc is None:
            continue
        ordered = {doc.default.text: doc.choices[doc.default.text], **doc.choices}
        found[name] = ReadingChoice(name, document.provision.text, doc.question, ordered, doc.why)
    return found


def _total(name: str, node: Node, scope: Scope) -> Total | None:
    fields = scope.shape.fields(node, f"total `{name}`", ("where", "per", "over"), ("sum", "count", "note"))
    if fields is None:
        return None
    if ("sum" in fields) == ("count" in fields):
        why = "a total adds up an amount, or counts how many different texts there are."
        scope.problems.add(
            "CTE202", node.span, f"total `{name}` counts nothing", why=why, fix="add `sum:` or `count:`."
        )
        return None
    is_count = "count" in fields
    measure = scope.fact(fields["count" if is_count else "sum"], ("text",) if is_count else ("amount",))
    where = compile_condition(fields["where"], scope)
    over = scope.shape.text(fields["over"], "`over`")
    if over not in ("calendar year", "all time"):
        scope.mismatch(fields["over"].span, f"`over` is `{over}`", "a total runs over: calendar year, all time.")
    per = []
    for part in scope.shape.scalars(fields["per"], "`per`"):
        ref = None if part.text == "donor group" else scope.fact(part, ("text", "choice"))
        if part.text == "donor group" and "donor" not in scope.vocabulary.events[scope.kind].roles:
            scope.mismatch(part.span, f"a {scope.kind} has no donor", "`donor group` is who counts as one donor.")
        elif part.text == "donor group" or ref is not None:
            per.append(part.text)
    if measure is None or where is None:
        return None
    if any(isinstance(leaf, TotalIs) for leaf in leaves(where)) or any(references(where)):
        scope.mismatch(fields["where"].span, "`where` looks at a total or a provision", "it looks at facts only.")
        return None
    whole = f"{scope.document.provision.text} {name}"
    return Total(whole, scope.kind, measure.name, is_count, where, tuple(per), over == "calendar year")


def _exception(key: str, scope: Scope) -> StatutoryException | None:
    doc = scope.document.exceptions[key]
    is_letter = len(key) == 1
    clause = doc.clause or (f"({key})" if is_letter else key)
    if clause not in scope.statute.clauses:
        fix = f"use one of: {', '.join(scope.statute.clauses)}; or add `clause:`."
        why = "an exception rests on a clause of the statute."
        scope.problems.add("CTE203", doc.span, f"no clause `{clause}`", why=why, fix=fix)
        compile_condition(doc.when, scope)
        return None
    when = compile_condition(doc.when, scope.within(clause))
    if when is None:
        return None
    provision = scope.document.provision.text
    citation = f"{provision}({key})" if is_letter else f"{provision} {key}"
    return StatutoryException(citation, key, doc.title, clause, when)


def _duty(node: Mapping, scope: Scope) -> Duty | None:
    shape = scope.shape
    fields = shape.fields(node, "`duty`", ("what", "owed by", "owed to", "due", "states"))
    due = shape.fields(fields["due"], "`due`", ("limit", "after")) if fields else None
    states = shape.mapping(fields["states"], "`states`") if fields else None
    if fields is None or due is None or states is None:
        return None
    owed_by, after = scope.fact(fields["owed by"], ("text",)), scope.fact(due["after"], ("date",))
    owed_to = []
    for scalar in shape.scalars(fields["owed to"], "`owed to`"):
        name = scalar.text.removeprefix(_HEAD)
        if scope.vocabulary.refer(scope.kind, name) is None:
            scope.undeclared(scalar, "party", scope.vocabulary.events[scope.kind].roles)
        owed_to.append(scalar.text)
    counted = shape.scalar(due["limit"], "`limit`")
    limit = limit_named(counted, scope) if counted else None
    if limit is not None and limit.unit != "days":
        scope.mismatch(due["limit"].span, f"limit `{limit.name}` is in {limit.unit}", "a due date counts days.")
    elif limit is not None:
        check_operator(limit, "not more than", due["limit"], scope)
    stated = [item for what, source in states.items.items() if (item := _stated(what, source, scope))]
    if owed_by is None or after is None or limit is None:
        return None
    return Duty(shape.text(fields["what"], "`what`"), owed_by.name, tuple(owed_to), limit, after.name, tuple(stated))


def _stated(what: str, node: Node, scope: Scope) -> Stated | None:
    if not isinstance(node, Mapping):
        ref = scope.fact(node)
        return Stated(what, ref.name) if ref else None
    fields = scope.shape.fields(node, "what is stated", ("total",))
    name = scope.shape.scalar(fields["total"], "`total`") if fields else None
    total = scope.total(name) if name else None
    return Stated(what, total) if total else None


def _check_clauses(scope: Scope) -> None:
    for clause, _ in scope.document.not_encoded:
        if clause.text not in scope.statute.clauses and clause.text != "elsewhere":
            scope.undeclared(clause, "clause", scope.statute.clauses)
