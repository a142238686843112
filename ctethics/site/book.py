"""What all pages are made of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ctethics.api import load_rules, load_statutes, rule_folders
from ctethics.compile import Compiled, Example
from ctethics.examples import DecidedCase
from ctethics.law.citation import in_order
from ctethics.law.statute import Statute
from ctethics.program import Program, Provision
from ctethics.report.coverage import Coverage, coverage_of
from ctethics.site.decided import decisions, not_reached
from ctethics.site.markdown import anchor, link
from ctethics.site.rule_file import RuleFile, read_rule_file


@dataclass(frozen=True)
class Book:
    """The rules, their files and the decided cases; `unreached` says why no rule reaches a decision."""

    compiled: Compiled
    statutes: dict[str, Statute]
    files: tuple[RuleFile, ...]
    decided: tuple[DecidedCase, ...]
    unreached: dict[str, str]

    @property
    def program(self) -> Program:
        return self.compiled.program

    @cached_property
    def coverages(self) -> dict[str, Coverage]:
        """The coverage of each text, by citation."""
        return {c.citation: c for c in coverage_of(self.program, self.statutes)}

    @cached_property
    def _rules(self) -> dict[str, tuple[Provision, ...]]:
        by_file: dict[str, list[Provision]] = {}
        for document in (document for file in self.files for document in file.documents):
            by_file.setdefault(document.file, []).append(self.program.provisions[document.provision.text])
        return {name: tuple(some) for name, some in by_file.items()}

    def rules(self, citation: str) -> tuple[Provision, ...]:
        """The rules of a file, in the order of the file."""
        return self._rules[citation]

    def examples(self, citation: str) -> list[Example]:
        """The examples of a file, each once per law."""
        names = {rule.citation for rule in self.rules(citation)}
        return [example for example in self.compiled.examples if example.provision in names]

    @cached_property
    def referring(self) -> dict[str, tuple[str, ...]]:
        """The rules that refer to each provision, share its rule or sum it up, as the law counts."""
        found: dict[str, set[str]] = {}
        for p in self.program.provisions.values():
            for other in {*self.program.references[p.citation], *p.summarizes, *([p.shares] if p.shares else [])}:
                found.setdefault(other, set()).add(p.citation)
        return {name: tuple(sorted(some, key=in_order)) for name, some in found.items()}

    def fact(self, kind: str, name: str) -> str:
        """A fact as a condition names it, with a link to the glossary."""
        ref = self.program.vocabulary.refer(kind, name)
        if ref is None or name in ("date", "donor group"):
            return link(name, anchor("term", name))
        if ref.fact is None:
            return link(name, anchor("part", kind, name))
        return link(name, anchor("fact", "party" if ref.role else kind, ref.fact.name))


def load_book(rules: Path | None, cases: Path) -> Book:
    """The book of a folder of rules, or of those shipped. Raises RuleError.

    cases -- the folder of decided cases; none are told where it is not there.
    """
    compiled, (folder, _) = load_rules(rules), rule_folders(rules)
    paths = (folder / f"{name}.yaml" for name in compiled.files)
    files = sorted((read_rule_file(path, folder) for path in paths), key=lambda file: in_order(file.citation))
    return Book(compiled, load_statutes(rules), tuple(files), decisions(cases, compiled.program), not_reached(cases))
