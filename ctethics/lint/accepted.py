"""CTE911, and `accepts:`: warnings that a file says are true, though it is right."""

from __future__ import annotations

from collections.abc import Iterator

from ctethics.compile.checked import Checked
from ctethics.diagnostics import Collector, Diagnostic
from ctethics.rulefile import Shape
from ctethics.rulefile.accepts import parse_accepts
from ctethics.rulefile.document import AcceptDoc
from ctethics.source import Mapping


def drop_accepted(checked: Checked) -> None:
    """Takes the warnings that files accept from the problems; reports each acceptance of one that does not arise."""
    found = checked.problems.found
    # Where something has a slip not every check was made: then nobody knows what would have arisen.
    is_told = not any(problem.severity == "error" for problem in found)
    for accept, files in _accepts(checked):
        arisen = [problem for problem in found if _is_meant(problem, accept, files)]
        found[:] = [problem for problem in found if problem not in arisen]
        if not arisen and is_told:
            what = f"no warning {accept.code.text} of `{accept.of.text}` arises"
            why = "what is accepted once would be accepted for ever."
            fix = "delete the entry, or write the name as the warning has it."
            checked.problems.add("CTE911", accept.of.span, what, why=why, fix=fix)


def _accepts(checked: Checked) -> Iterator[tuple[AcceptDoc, set[str]]]:
    """Each acceptance with the files whose warnings it is for: a rule file's are its text's too."""
    base = checked.base
    for document in base.documents.values():
        for accept in document.accepts:
            yield accept, {accept.code.span.source.name, base.sources[document.file].name}
    facts = base.facts.items.get("accepts") if isinstance(base.facts, Mapping) else None
    for accept in parse_accepts(facts, Shape(Collector())):
        yield accept, {accept.code.span.source.name}


def _is_meant(problem: Diagnostic, accept: AcceptDoc, files: set[str]) -> bool:
    return (
        problem.code == accept.code.text and problem.span.source.name in files and f"`{accept.of.text}`" in problem.what
    )
