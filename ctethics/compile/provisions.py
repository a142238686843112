"""Pass 4: one document to one provision."""

from __future__ import annotations

from ctethics.compile.conditions import compile_condition
from ctethics.compile.duties import compile_consequence, compile_duty
from ctethics.compile.scope import Scope
from ctethics.program import FactRef, Provision, ReadingChoice, StatutoryException, Total, TotalIs, leaves
from ctethics.rulefile import RuleDocument
from ctethics.rulefile.forms import TOTAL
from ctethics.source import Node


def compile_provision(document: RuleDocument, scope: Scope) -> Provision | None:
    """The provision, or None and a diagnostic for each slip in its rule.

    document -- with what it shares with another provision put in; scope -- its names, nothing looked up yet.
    """
    if document.about.text not in scope.vocabulary.events:
        scope.undeclared(document.about, "kind of event", scope.vocabulary.events)
        return None
    for name, node in document.totals.items.items() if document.totals else ():
        scope.totals[name] = _total(name, node, scope)
    assert document.holds is not None
    general = compile_condition(document.holds, scope)
    exceptions = [made for key in document.exceptions if (made := _exception(key, scope))]
    duty = compile_duty(document.duty, scope) if document.duty else None
    consequences = [c for node in document.consequences if (c := compile_consequence(node, scope))]
    if document.kind == "duty" and document.duty is None:
        why, fix = "a provision of kind duty lays one on someone.", "add `duty: …`, or change `kind:`."
        scope.problems.add("CTE202", document.provision.span, "`duty` is missing", why=why, fix=fix)
    for cited in document.summarizes:
        if cited.text not in scope.provisions:
            scope.undeclared(cited, "provision", scope.provisions)
    _check_clauses(scope)
    if general is None or len(exceptions) != len(document.exceptions):
        return None
    return Provision(
        document.provision.text,
        document.title,
        document.about.text,
        document.kind,
        general,
        tuple(exceptions),
        tuple(scope.readings.values()) if document.main is None else (),
        duty,
        scope.statute,
        tuple((clause.text, why) for clause, why in document.not_encoded),
        tuple((clause.text, why) for clause, why in document.not_operative),
        tuple(consequences),
        document.see,
        document.advice,
        tuple(cited.text for cited in document.summarizes),
        document.file,
        document.shares.other.text if document.shares else None,
        tuple((clause.text, why) for clause, why in document.encoded_by),
    )


def readings_of(document: RuleDocument) -> dict[str, ReadingChoice]:
    """The readings that a rule file declares, each with its default first."""
    found = {}
    for name, doc in document.readings.items():
        if doc is None:
            continue
        ordered = {doc.default.text: doc.choices[doc.default.text], **doc.choices}
        found[name] = ReadingChoice(name, document.file, doc.question, ordered, doc.why)
    return found


def _total(name: str, node: Node, scope: Scope) -> Total | None:
    key = f"{scope.document.file} {name}"
    fields = scope.shape.form(node, TOTAL, name)
    if fields is None:
        return None
    if ("sum" in fields) == ("count" in fields):
        why = "a total adds up an amount, or counts how many different texts there are."
        what = f"total `{name}` {'adds up and counts' if 'sum' in fields else 'counts nothing'}"
        fix = "keep `sum:` or `count:`." if "sum" in fields else "add `sum:` or `count:`."
        scope.problems.add("CTE202", node.span, what, why=why, fix=fix)
        return None
    if "count" in fields and "largest by" in fields:
        why = "what is counted has no sums to keep apart."
        scope.problems.add("CTE202", fields["largest by"].span, "`largest by` of a count", why=why, fix="leave it out.")
        return None
    measures = _measures(fields, scope)
    where = compile_condition(fields["where"], scope)
    over = scope.shape.text(fields["over"], "`over`")
    if over not in ("calendar year", "all time"):
        scope.mismatch(fields["over"].span, f"`over` is `{over}`", "a total runs over: calendar year, all time.")
    largest = scope.fact(fields["largest by"], ("text", "choice")) if "largest by" in fields else None
    per = _per(fields["per"], scope)
    if not measures or where is None or ("largest by" in fields and largest is None):
        return None
    if any(isinstance(leaf, TotalIs) for leaf in leaves(where)):
        scope.mismatch(fields["where"].span, "`where` looks at a total", "it looks at facts and provisions.")
        return None
    return Total(
        key,
        scope.kind,
        tuple(ref.name for ref in measures),
        "count" in fields,
        where,
        per,
        over == "calendar year",
        measures[0].type == "amount",
        largest.name if largest else None,
    )


def _measures(fields: dict[str, Node], scope: Scope) -> list[FactRef]:
    """What is added up or counted; nothing and a diagnostic where one of the names has a slip."""
    if "count" in fields:
        counted = scope.fact(fields["count"], ("text",))
        return [counted] if counted else []
    named = scope.shape.scalars(fields["sum"], "`sum`")
    found = [ref for scalar in named if (ref := scope.fact(scalar, ("amount", "number")))]
    if len({ref.name for ref in found}) < len(found):
        scope.mismatch(fields["sum"].span, "one fact twice in one sum", "it would count twice.")
        return []
    if len({ref.type for ref in found}) > 1:
        scope.mismatch(fields["sum"].span, "amounts and numbers in one sum", "what is added up is of one sort.")
        return []
    return found if len(found) == len(named) else []


def _per(node: Node, scope: Scope) -> tuple[str, ...]:
    """What events must have in common to be added up."""
    per = []
    for part in scope.shape.scalars(node, "`per`"):
        ref = None if part.text == "donor group" else scope.fact(part, ("text", "choice", "date"))
        donor = scope.vocabulary.events[scope.kind].roles.get("donor")
        if part.text == "donor group" and donor is not None and (donor.is_optional or donor.presume):
            scope.mismatch(part.span, "a donor nobody need name", "of an unknown donor nobody knows the group.")
        elif part.text == "donor group" and donor is None:
            scope.mismatch(part.span, f"a {scope.kind} has no donor", "`donor group` is who counts as one donor.")
        elif part.text == "donor group" or ref is not None:
            per.append(part.text)
    return tuple(per)


def _exception(key: str, scope: Scope) -> StatutoryException | None:
    doc = scope.document.exceptions[key]
    clause = doc.clause or (f"({key})" if len(key) == 1 else key)
    if clause not in scope.statute.clauses:
        fix = f"use one of: {', '.join(scope.statute.clauses)}; or add `clause:`."
        why = "an exception rests on a clause of the statute."
        scope.problems.add("CTE203", doc.span, f"no clause `{clause}`", why=why, fix=fix)
        compile_condition(doc.when, scope)
        return None
    when = compile_condition(doc.when, scope.within(clause))
    if when is None:
        return None
    return StatutoryException(exception_of(scope.document.provision.text, key), key, doc.title, clause, when, doc.see)


def exception_of(provision: str, key: str) -> str:
    """How an exception is cited: `1-79(5)(F)`, `1-84(o) political contribution`, `1-84(i) executive heads (unpaid)`."""
    if " " in provision:
        return f"{provision} {key if key.startswith('(') else f'({key})'}"
    return f"{provision}({key})" if len(key) == 1 else f"{provision}{'' if key.startswith('(') else ' '}{key}"


def _check_clauses(scope: Scope) -> None:
    document = scope.document
    for clause, _ in (*document.not_encoded, *document.not_operative, *document.encoded_by):
        if clause.text not in scope.statute.clauses and clause.text != "elsewhere":
            scope.undeclared(clause, "clause", scope.statute.clauses)
