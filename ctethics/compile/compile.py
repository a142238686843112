"""Rule files to a program: the passes in their order.

1. read the facts  2. read each rule file and its statute  3. limits, totals and conditions of each rule, every
quotation looked up  4. the order of the provisions  5. the examples.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ctethics.compile.checked import Checked
from ctethics.compile.compiled import Compiled
from ctethics.compile.files import RuleFiles
from ctethics.compile.limits import check_unused
from ctethics.compile.names import check_names
from ctethics.compile.order import order_provisions
from ctethics.compile.provisions import compile_provision, readings_of
from ctethics.compile.reading import RuleBase, read_other_statutes, read_rule_base, read_statutes
from ctethics.compile.scope import Scope, Written
from ctethics.compile.sharing import merged, sharing
from ctethics.diagnostics import RuleError
from ctethics.program import Condition, Limit, Program, Provision, Vocabulary, parts_of
from ctethics.rulefile import Shape

if TYPE_CHECKING:
    from ctethics.compile.examples import Example

__all__ = ["check_rules", "compile_files", "compile_rules", "read_statutes"]


def compile_rules(rules: Path, statutes: Path, *, with_examples: bool = True) -> Compiled:
    """The compiled rules of a folder. Raises RuleError with every problem of every file.

    rules -- a folder with `facts.yaml` and rule files; statutes -- the folder with the words, at the same paths.
    with_examples -- whether to read the files' examples, which are most of what they hold.
    """
    return compile_files(RuleFiles(rules, statutes), with_examples=with_examples)


def compile_files(files: RuleFiles, *, with_examples: bool) -> Compiled:
    """The same for a folder already listed, and perhaps already read."""
    base = read_rule_base(files, with_examples=with_examples)
    provisions, examples, _ = _compile(base)
    if base.problems or base.vocabulary is None:
        raise RuleError(base.problems)
    assert len(provisions) == len(base.documents), "a provision was lost without a word"
    named = tuple(document.path for document in base.documents.values() if document.main is None)
    quotations = sum(_quotations(condition) for p in provisions.values() for condition in p.conditions())
    return Compiled(Program(base.vocabulary, provisions), examples, named, quotations)


def check_rules(files: RuleFiles) -> Checked:
    """All that can be made of a folder, with every problem of every file, statutes that no rule reads among them."""
    from ctethics.compile.examples import check_examples

    base = read_rule_base(files, with_examples=True)
    read_other_statutes(files, base)
    provisions, examples, written = _compile(base)
    if base.vocabulary is not None:
        check_examples(examples, base.vocabulary, base.problems)
    quotations = sum(_quotations(condition) for p in provisions.values() for condition in p.conditions())
    return Checked(
        base, provisions, examples, {id(condition): node for condition, node in written}, written, quotations
    )


def _compile(base: RuleBase) -> tuple[dict[str, Provision], tuple[Example, ...], Written]:
    """What can be made of the documents: nothing where the facts have a slip, as no name could be looked up."""
    written: Written = []
    if base.vocabulary is None:
        return {}, (), written
    made = _provisions(base, base.vocabulary, written)
    check_names(base.documents, base.problems)
    ordered = order_provisions(made, base.documents, base.problems)
    return ordered, _examples(base), written


def _examples(base: RuleBase) -> tuple[Example, ...]:
    if not any(document.examples for document in base.documents.values()):
        return ()
    from ctethics.compile.examples import compile_examples

    return tuple(e for d in base.documents.values() for e in compile_examples(d, base.known, base.problems))


def _provisions(base: RuleBase, vocabulary: Vocabulary, written: Written) -> dict[str, Provision]:
    made: dict[str, Provision] = {}
    used: dict[str, set[str]] = {}
    scopes: dict[str, Scope] = {}
    for citation, document in base.documents.items():
        owner = sharing(document, base.documents, base.known, base.problems)
        if owner is None:
            continue
        whole = merged(document, owner)
        scope = Scope(
            whole,
            base.statutes[document.file],
            vocabulary,
            base.known,
            used.setdefault(document.file, set()),
            {},
            readings_of(owner),
            Shape(base.problems),
            written,
        )
        provision = compile_provision(whole, scope)
        if provision is not None:
            made[citation] = provision
        scopes[document.file] = scope
    for scope in scopes.values():
        if scope.document.shares is None:
            check_unused(scope)
    return made


def _quotations(condition: Condition) -> int:
    own = 1 if condition.quote is not None else 0
    limit = getattr(condition, "limit", None)
    says = 1 if isinstance(limit, Limit) and limit.rests_on is None else 0
    return own + says + sum(map(_quotations, parts_of(condition)))
