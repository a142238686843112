"""Rule files to a program: the passes in their order.

1. read the facts  2. read each rule file and its statute  3. limits, totals and conditions of each rule, every
quotation looked up  4. the order of the provisions  5. the examples.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ctethics.compile.compiled import Compiled
from ctethics.compile.files import RuleFiles
from ctethics.compile.limits import check_unused
from ctethics.compile.order import order_provisions
from ctethics.compile.provisions import compile_provision, exception_of, readings_of
from ctethics.compile.scope import Scope
from ctethics.compile.sharing import merged, sharing
from ctethics.compile.vocabulary import compile_vocabulary
from ctethics.diagnostics import Collector, RuleError, Span
from ctethics.law.citation import parse_citation
from ctethics.law.regimes import LAWS
from ctethics.law.statute import MalformedStatute, Statute, parse_statute
from ctethics.program import Condition, Limit, Program, Provision, parts_of
from ctethics.rulefile import RuleDocument, Shape, parse_rule
from ctethics.source import Node, parse_yaml, read_text
from ctethics.source.read import read_bytes

if TYPE_CHECKING:
    from ctethics.compile.examples import Example


def compile_rules(rules: Path, statutes: Path, *, with_examples: bool = True) -> Compiled:
    """The compiled rules of a folder. Raises RuleError with every problem of every file.

    rules -- a folder with `facts.yaml` and rule files; statutes -- the folder with the words, at the same paths.
    with_examples -- whether to read the files' examples, which are most of what they hold.
    """
    return compile_files(RuleFiles(rules, statutes), with_examples=with_examples)


def compile_files(files: RuleFiles, *, with_examples: bool) -> Compiled:
    """The same for a folder already listed, and perhaps already read."""
    problems, rules, statutes = Collector(), files.rules, files.statutes
    source = read_text(files.facts, "rules/facts.yaml", problems, files.read)
    node = parse_yaml(source, problems) if source else None
    if node is None:
        raise RuleError(problems)
    vocabulary = compile_vocabulary(node, problems)
    if problems:
        raise RuleError(problems)
    documents: dict[str, RuleDocument] = {}
    texts: dict[str, Statute] = {}
    known: dict[str, str | None] = {_citation(name): None for name in files.paths}
    for name in files.paths:
        found = _documents(name, files, with_examples, problems)
        statute = _statute(statutes, found[0].path, found[0].provision.text, problems, files.read) if found else None
        for document in found:
            if statute is None:
                continue
            _add(document, documents, problems)
            is_known = document.about.text in vocabulary.events
            known[document.provision.text] = document.about.text if is_known else None
            texts[document.file] = statute
    if not documents and not problems:
        why = "a folder of rules holds at least one rule file."
        problems.add("CTE101", Span.whole(str(rules)), "no rule files", why=why, fix="name the folder that holds them.")
    made: dict[str, Provision] = {}
    used: dict[str, set[str]] = {}
    scopes: dict[str, Scope] = {}
    for citation, document in documents.items():
        owner = sharing(document, documents, known, problems)
        if owner is None:
            continue
        whole = merged(document, owner)
        readings = readings_of(owner)
        scope = Scope(
            whole,
            texts[document.file],
            vocabulary,
            known,
            used.setdefault(document.file, set()),
            {},
            readings,
            Shape(problems),
        )
        provision = compile_provision(whole, scope)
        if provision is not None:
            made[citation] = provision
        scopes[document.file] = scope
    for scope in scopes.values():
        if scope.document.shares is None:
            check_unused(scope)
    _check_readings(documents, problems)
    _check_totals(documents, problems)
    _check_citations(documents, problems)
    ordered = order_provisions(made, documents, problems)
    examples = _examples(documents, known, problems)
    if problems:
        raise RuleError(problems)
    assert len(ordered) == len(documents), "a provision was lost without a word"
    named = tuple(document.path for document in documents.values() if document.main is None)
    quotations = sum(_quotations(condition) for p in ordered.values() for condition in p.conditions())
    return Compiled(Program(vocabulary, ordered), examples, named, quotations)


def _examples(
    documents: dict[str, RuleDocument], known: dict[str, str | None], problems: Collector
) -> tuple[Example, ...]:
    if not any(document.examples for document in documents.values()):
        return ()
    from ctethics.compile.examples import compile_examples

    return tuple(e for document in documents.values() for e in compile_examples(document, known, problems))


def _add(document: RuleDocument, documents: dict[str, RuleDocument], problems: Collector) -> None:
    citation = document.provision.text
    if citation in documents:
        why = "each rule is cited by a name of its own."
        what = f"a second rule `{citation}`"
        problems.add("CTE203", document.provision.span, what, why=why, fix="give it another name.")
    documents[citation] = document


def _quotations(condition: Condition) -> int:
    own = 1 if condition.quote is not None else 0
    limit = getattr(condition, "limit", None)
    says = 1 if isinstance(limit, Limit) and limit.rests_on is None else 0
    return own + says + sum(map(_quotations, parts_of(condition)))


def _documents(name: str, files: RuleFiles, with_examples: bool, problems: Collector) -> tuple[RuleDocument, ...]:
    wanted = str if with_examples else _without_examples
    source = read_text(files.paths[name], f"rules/{name}.yaml", problems, files.read, wanted)
    node = parse_yaml(source, problems) if source else None
    documents = parse_rule(node, name, with_examples, problems) if node else ()
    if not documents:
        return ()
    document, right = documents[0], _citation(name)
    if document.provision.text == right and parse_citation(right) is not None:
        return documents
    citation = parse_citation(document.provision.text)
    move = f", or move the file to rules/{citation.path}.yaml" if citation and citation.path != document.path else ""
    what, why = f"`{document.provision.text}` is not at this path", "the path of a rule file is its citation."
    problems.add("CTE205", document.provision.span, what, why=why, fix=f"write `provision: {right}`{move}.")
    return ()


def _without_examples(text: str) -> str:
    """The file without its examples where they are its last section, and whole where they are not."""
    start = text.rfind("\nexamples:")
    return text if start < 0 or re.search(r"\n[^ #\-\n]", text[start + 1 :]) else text[:start]


def read_statutes(statutes: Path) -> dict[str, Statute]:
    """Every statute text of a folder by its citation, those without a rule file too. Raises RuleError."""
    problems = Collector()
    found = {}
    for path in sorted(p for p in statutes.rglob("*.txt") if p.relative_to(statutes).parts[0] != "sources"):
        name = path.relative_to(statutes).with_suffix("").as_posix()
        citation = _citation(name)
        statute = _statute(statutes, name, citation, problems)
        if statute is not None:
            found[citation] = statute
    if not found and not problems:
        why = "a folder of statutes holds the words that rules rest on."
        problems.add("CTE101", Span.whole(str(statutes)), "no statutes", why=why, fix="name the folder beside them.")
    if problems:
        raise RuleError(problems)
    return found


def _statute(
    statutes: Path, path: str, citation: str, problems: Collector, read: Callable[[Path], bytes] = read_bytes
) -> Statute | None:
    source = read_text(statutes / f"{path}.txt", f"statutes/{path}.txt", problems, read)
    if source is None:
        return None
    try:
        statute = parse_statute(source.lines, frozenset(LAWS))
        if statute.get("provision") == citation:
            return statute
        what = f"the heading has no `provision: {citation}`"
        why = "the words of a provision are at the path of its citation, and say whose they are."
        fix = f"write `provision: {citation}`, or put the right words here."
        problems.add("CTE205", Span(source, 1), what, why=why, fix=fix)
        return None
    except MalformedStatute as error:
        fix = "docs/rule-language.md shows the form of a statute file."
        why = "the words of the law must be readable under each law."
        problems.add("CTE305", Span(source, error.line), f"{error}", why=why, fix=fix)
        return None


def _citation(name: str) -> str:
    """The citation that a rule file's path stands for, so that a slip in one file is none in those that refer to it."""
    section, *parts = name.split("/")
    return section + "".join(f"({part})" for part in parts)


def _check_totals(documents: dict[str, RuleDocument], problems: Collector) -> None:
    """Reports CTE203 for two totals of one file that have one name: what is added up is kept by file and name."""
    seen: dict[tuple[str, str], Node] = {}
    for document in documents.values():
        for name, node in document.totals.items.items() if document.totals else ():
            if seen.setdefault((document.file, name), node) is not node:
                why = "another rule of the file has a total of that name."
                problems.add("CTE203", node.span, f"a second total `{name}`", why=why, fix="give it another name.")


def _check_citations(documents: dict[str, RuleDocument], problems: Collector) -> None:
    """Reports CTE203 for an exception that is cited as another rule is."""
    for citation, document in documents.items():
        for key, exception in document.exceptions.items():
            if exception_of(citation, key) in documents:
                why = "a rule under `also:` has that citation."
                what = f"a second `{exception_of(citation, key)}`"
                problems.add("CTE203", exception.span, what, why=why, fix="give one of the two another name.")


def _check_readings(documents: dict[str, RuleDocument], problems: Collector) -> None:
    owners: dict[str, str] = {}
    for document in documents.values():
        for name, reading in document.readings.items():
            if name in owners and owners[name] != document.file and reading is not None:
                why = f"§ {owners[name]} has a reading of that name, and callers choose readings by name."
                problems.add("CTE202", reading.span, f"a second reading `{name}`", why=why, fix="give it another name.")
            owners.setdefault(name, document.file)
