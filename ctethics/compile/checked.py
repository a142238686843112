"""What checking a folder of rules finds: all that can be made of it, and where each part was written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ctethics.diagnostics import Collector, RuleError
from ctethics.program import Condition, Program, Provision

if TYPE_CHECKING:
    from ctethics.compile.examples import Example
    from ctethics.compile.reading import RuleBase
    from ctethics.compile.scope import Written
    from ctethics.source import Mapping


@dataclass(frozen=True, slots=True)
class Checked:
    """The rule base as written and what its passes made of it.

    provisions -- those without a slip, each after those it refers to where all compiled; nodes -- where each condition
    was written, by its identity; quotations -- how many were found in the statutes.
    """

    base: RuleBase
    provisions: dict[str, Provision]
    examples: tuple[Example, ...]
    nodes: dict[int, Mapping]
    written: Written
    quotations: int

    @property
    def problems(self) -> Collector:
        return self.base.problems

    def program(self) -> Program:
        """The compiled rules. Raises RuleError where a file has a slip."""
        if self.problems or self.base.vocabulary is None:
            raise RuleError(self.problems)
        return Program(self.base.vocabulary, self.provisions)

    def node(self, condition: Condition) -> Mapping:
        """Where a condition of the provisions was written."""
        return self.nodes[id(condition)]
