"""Passes 1 and 2: the files of a rule base to its facts, rule documents and statutes, whatever of them can be read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from ctethics.compile.files import RuleFiles
from ctethics.compile.vocabulary import compile_vocabulary
from ctethics.diagnostics import Collector, RuleError, Source, Span
from ctethics.law.citation import parse_citation
from ctethics.law.regimes import LAWS
from ctethics.law.statute import MalformedStatute, Statute, parse_statute
from ctethics.program import Vocabulary
from ctethics.rulefile import RuleDocument, parse_rule
from ctethics.source import Node, parse_yaml, read_text


@dataclass(slots=True)
class RuleBase:
    """The files as written, with the problems met while reading them.

    vocabulary -- None where the file of facts has a slip: names cannot be looked up then; facts -- its nodes.
    documents -- every rule by its citation; statutes -- the texts, sources -- their files, by the citation of the text.
    known -- what kind of event each rule is about, by citation; None where its file has a slip.
    """

    problems: Collector
    vocabulary: Vocabulary | None = None
    facts: Node | None = None
    documents: dict[str, RuleDocument] = field(default_factory=dict)
    statutes: dict[str, Statute] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    known: dict[str, str | None] = field(default_factory=dict)


def read_rule_base(files: RuleFiles, *, with_examples: bool) -> RuleBase:
    """Every file read; the problems of all of them together."""
    base = RuleBase(Collector())
    base.facts, base.vocabulary = _facts(files, base.problems)
    base.known.update({citation_of(name): None for name in files.paths})
    for name in files.paths:
        found = _documents(name, files, with_examples, base.problems)
        statute = read_statute(files, found[0].path, found[0].provision.text, base) if found else None
        for document in found:
            if statute is not None:
                _add(document, base)
    if not files.paths and base.vocabulary is not None:
        why = "a folder of rules holds at least one rule file."
        fix = "name the folder that holds them."
        base.problems.add("CTE101", Span.whole(str(files.rules)), "no rule files", why=why, fix=fix)
    return base


def _facts(files: RuleFiles, problems: Collector) -> tuple[Node | None, Vocabulary | None]:
    source = read_text(files.facts, files.shown("facts.yaml"), problems, files.read)
    node = parse_yaml(source, problems) if source else None
    vocabulary = compile_vocabulary(node, problems) if node else None
    return node, None if problems else vocabulary


def _add(document: RuleDocument, base: RuleBase) -> None:
    citation = document.provision.text
    if citation in base.documents:
        why = "each rule is cited by a name of its own."
        what = f"a second rule `{citation}`"
        base.problems.add("CTE203", document.provision.span, what, why=why, fix="give it another name.")
    base.documents[citation] = document
    is_known = base.vocabulary is not None and document.about.text in base.vocabulary.events
    base.known[citation] = document.about.text if is_known else None


def _documents(name: str, files: RuleFiles, with_examples: bool, problems: Collector) -> tuple[RuleDocument, ...]:
    wanted = str if with_examples else without_examples
    source = read_text(files.paths[name], files.shown(f"{name}.yaml"), problems, files.read, wanted)
    node = parse_yaml(source, problems) if source else None
    documents = parse_rule(node, name, with_examples, problems) if node else ()
    if not documents:
        return ()
    document, right = documents[0], citation_of(name)
    if document.provision.text == right and parse_citation(right) is not None:
        return documents
    citation = parse_citation(document.provision.text)
    move = f", or move the file to rules/{citation.path}.yaml" if citation and citation.path != document.path else ""
    what, why = f"`{document.provision.text}` is not at this path", "the path of a rule file is its citation."
    problems.add("CTE205", document.provision.span, what, why=why, fix=f"write `provision: {right}`{move}.")
    return ()


def without_examples(text: str) -> str:
    """The file without its examples where they are its last section, and whole where they are not."""
    start = text.rfind("\nexamples:")
    return text if start < 0 or re.search(r"\n[^ #\-\n]", text[start + 1 :]) else text[:start]


def read_statutes(statutes: Path) -> dict[str, Statute]:
    """Every statute text of a folder by its citation, those without a rule file too. Raises RuleError."""
    base = RuleBase(Collector())
    read_other_statutes(RuleFiles(statutes.parent / "rules", statutes), base)
    if not base.statutes and not base.problems:
        why = "a folder of statutes holds the words that rules rest on."
        fix = "name the folder beside them."
        base.problems.add("CTE101", Span.whole(str(statutes)), "no statutes", why=why, fix=fix)
    if base.problems:
        raise RuleError(base.problems)
    return base.statutes


def read_other_statutes(files: RuleFiles, base: RuleBase) -> None:
    """Reads the statute texts that no rule file has asked for, and that have a path of their own."""
    read = {document.path for document in base.documents.values()}
    paths = sorted(files.statutes.rglob("*.txt"))
    names = [path.relative_to(files.statutes).with_suffix("").as_posix() for path in paths]
    for name in names:
        if not name.startswith("sources/") and name not in read:
            read_statute(files, name, citation_of(name), base)


def read_statute(files: RuleFiles, path: str, citation: str, base: RuleBase) -> Statute | None:
    """The text at a path, which must be that of the citation, or None and CTE101, CTE205 or CTE305."""
    shown = files.shown(f"{path}.txt", files.statutes)
    source = read_text(files.statutes / f"{path}.txt", shown, base.problems, files.read)
    statute = _parsed(source, citation, base.problems) if source is not None else None
    if source is not None and statute is not None:
        base.statutes[citation], base.sources[citation] = statute, source
    return statute


def _parsed(source: Source, citation: str, problems: Collector) -> Statute | None:
    try:
        statute = parse_statute(source.lines, frozenset(LAWS))
    except MalformedStatute as error:
        fix = "docs/rule-language.md shows the form of a statute file."
        why = "the words of the law must be readable under each law."
        problems.add("CTE305", Span(source, error.line), f"{error}", why=why, fix=fix)
        return None
    if statute.get("provision") == citation:
        return statute
    what = f"the heading has no `provision: {citation}`"
    why = "the words of a provision are at the path of its citation, and say whose they are."
    fix = f"write `provision: {citation}`, or put the right words here."
    problems.add("CTE205", Span(source, 1), what, why=why, fix=fix)
    return None


def citation_of(name: str) -> str:
    """The citation that a rule file's path stands for, so that a slip in one file is none in those that refer to it."""
    section, *parts = name.split("/")
    return section + "".join(f"({part})" for part in parts)
