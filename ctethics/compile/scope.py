"""What a pass may look up while it compiles one provision, and how it says that a name is not there."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Mapping as AbstractMapping
from typing import NamedTuple

from ctethics.diagnostics import Collector, Span, near
from ctethics.law.regimes import LAWS
from ctethics.law.statute import Quotation, Statute
from ctethics.program import Condition, FactRef, Quoted, ReadingChoice, Total, Vocabulary
from ctethics.program.vocabulary import TYPES
from ctethics.rulefile import RuleDocument, Shape
from ctethics.source import Mapping, Node, Scalar

# Each condition that was made, with where it was written.
Written = list[tuple[Condition, Mapping]]

# What else one may do about an unknown name than write a known one.
_REMEDIES = {
    "law": "",
    "clause": "",
    "party or office": "declare the office in rules/facts.yaml, or ",
    "provision": "add its rule file, or ",
    "kind of event": "declare it in rules/facts.yaml, or ",
}


class Scope(NamedTuple):
    """One provision's names.

    provisions -- what kind of event each provision is about, None where its file has a slip.
    used -- the names of the limits looked up so far, by any rule of the file; totals -- those compiled so far, None for
    one with a slip.
    written -- every condition made so far, of all provisions.
    clause -- the part of the text that quotations must lie in, empty for all of it.
    is_negated -- whether the condition stands under `not`.
    """

    document: RuleDocument
    statute: Statute
    vocabulary: Vocabulary
    provisions: AbstractMapping[str, str | None]
    used: set[str]
    totals: dict[str, Total | None]
    readings: dict[str, ReadingChoice]
    shape: Shape
    written: Written
    clause: str = ""
    is_negated: bool = False

    @property
    def problems(self) -> Collector:
        return self.shape.problems

    @property
    def kind(self) -> str:
        return self.document.about.text

    def within(self, clause: str) -> Scope:
        """The same names, with quotations held to a clause."""
        return self._replace(clause=clause)

    def under_not(self) -> Scope:
        """The same names, for the condition under a `not`."""
        return self._replace(is_negated=True)

    def fact(self, node: Node, types: Collection[str] = TYPES) -> FactRef | None:
        """The declared fact of one of these types that the node names, or None and CTE201 or CTE204."""
        scalar = self.shape.scalar(node, "a fact's name")
        if scalar is None:
            return None
        ref = self.vocabulary.refer(self.kind, scalar.text)
        if ref is None:
            names = self.vocabulary.names(self.kind)
            guess = near(scalar.text, names)
            fix = f"write `{guess}`, or " if guess else ""
            why = "a condition may only use facts declared in rules/facts.yaml."
            fix = f"{fix}declare the new fact with its type and question."
            self.problems.add("CTE201", scalar.span, f"unknown fact `{scalar.text}`", why=why, fix=fix)
            return None
        if ref.type not in types:
            self.mismatch(scalar.span, f"`{ref.name}` is of type {ref.type}", f"this takes: {', '.join(types)}.")
            return None
        return ref

    def total(self, name: Scalar) -> Total | None:
        """The declared total of that name, or None and a diagnostic; only None where its declaration has a slip."""
        if name.text in self.totals:
            return self.totals[name.text]
        declared = self.document.totals.items if self.document.totals else {}
        if name.text in declared:
            self.mismatch(
                name.span, f"the total `{name.text}` is asked for in a total", "a total looks at facts and provisions."
            )
        else:
            self.undeclared(name, "total", declared)
        return None

    def mismatch(self, span: Span, what: str, why: str) -> None:
        fix = "use a fact, operator or value that fits; docs/rule-language.md lists them."
        self.problems.add("CTE204", span, what, why=why, fix=fix)

    def undeclared(self, scalar: Scalar, what: str, known: Collection[str]) -> None:
        """Reports CTE203: nothing of that sort has this name."""
        guess = None if what == "provision" else near(scalar.text, known)
        remedy = _REMEDIES.get(what, "declare it, or ")
        fix = f"write `{guess}`." if guess else f"{remedy}write one of: {', '.join(known) or 'none yet'}."
        why = f"no {what} has that name."
        self.problems.add("CTE203", scalar.span, f"unknown {what} `{scalar.text}`", why=why, fix=fix)

    def quote(self, node: Node | None) -> Quoted | None:
        """The quotation under each law; reports CTE301 where the words are not in the clause."""
        if node is None:
            return None
        if isinstance(node, Mapping):
            by_law = {law: self.shape.scalar(inner, "a quotation") for law, inner in node.items.items()}
            for law in [law for law in by_law if law not in LAWS]:
                self.undeclared(Scalar(law, node.keys[law]), "law", LAWS)
        else:
            scalar = self.shape.scalar(node, "a quotation")
            by_law = dict.fromkeys(LAWS, scalar)
        found = {}
        for law in LAWS:
            scalar = by_law.get(law)
            if scalar is not None:
                place = self.find(scalar, law)
                if place is not None:
                    found[law] = place
        return Quoted(found)

    def find(self, scalar: Scalar, law: str) -> Quotation | None:
        """Where the words stand in the clause under `law`, or None and CTE301."""
        place = self.statute.find(scalar.text, law, self.clause)
        if place is None:
            where = f"clause {self.clause} of " if self.clause else ""
            elsewhere = self.statute.find(scalar.text, law)
            what = f'"{" ".join(scalar.text.split())}" is not in {where}§ {self.document.file}'
            if any(self.statute.find(scalar.text, other, self.clause) for other in LAWS):
                what += f" under `{law}`"
            why = "the words a rule rests on must stand in the law it encodes, letter for letter."
            fix = f"copy them from statutes/{self.document.path}.txt."
            if self.document.shares is not None:
                path = self.document.path
                fix = f"quote what both texts have, mend statutes/{path}.txt if it is wrong, or leave the words' clause"
                fix += f" out of `exceptions:` in rules/{path}.yaml."
            if elsewhere is not None:
                fix = f"they stand in clause {elsewhere.clause}: move the condition, or quote this clause."
            self.problems.add("CTE301", scalar.span, what, why=why, fix=fix)
        return place
