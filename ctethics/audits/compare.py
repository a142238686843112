"""Two laws put to one ledger: which rows come out otherwise, on whatever frame the ledger is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import narwhals as nw

from ctethics.audits.audit import Audit, Frame, Part
from ctethics.audits.exchange import ONE, OTHER, Differing, depending, differing, doubled
from ctethics.engines.columnar.chosen import Chosen
from ctethics.engines.columnar.results import Results
from ctethics.tables.cells import AUX, PREFIX, any_of
from ctethics.tables.columns import ROW
from ctethics.tables.frames import Given, as_kind_of
from ctethics.tables.steps import work
from ctethics.tables.typed_table import REJECTED

# Between the changes of a row, and between the parts of one; no citation holds either.
_CHANGE, _PART = "\x1e", "\x1f"
CHANGES: Final = "ct:changes"


@dataclass(frozen=True, slots=True)
class Pair:
    """The rows of one part under two sides at once: under the audit's law, and with some of its limits exchanged.

    provisions -- those that may differ, in the order in which changes are told; both -- answers each of them twice.
    """

    part: Part
    provisions: tuple[str, ...]
    both: Results

    def changed(self, frame: Frame, kept: Sequence[str]) -> Frame:
        """The typed rows of the part whose outcomes differ: their columns `kept`, and what `told` makes readable."""
        if not self.provisions:
            none = frame.filter(nw.col(REJECTED).is_null())
            return none.select(*kept, nw.col(REJECTED).cast(nw.String).str.split(_CHANGE).alias(CHANGES))
        sides = {c: (nw.col(ONE + c), nw.col(OTHER + c)) for c in self.provisions}
        differ = {c: (one != other).fill_null(False) for c, (one, other) in sides.items()}
        changes = [
            nw.when(differs).then(nw.concat_str([nw.lit(c), *sides[c]], separator=_PART))
            for c, differs in differ.items()
        ]
        some = any_of(differ.values())
        assert some is not None
        listed = nw.concat_str(changes, separator=_CHANGE, ignore_nulls=True).str.split(_CHANGE)
        return self.both.run(work(frame)).frame.filter(some).select(*kept, listed.alias(CHANGES))


class Comparison:
    """An audit's law and another, over the audit's own typed rows, so that no rows need be joined.

    Only provisions that look at a limit by which the two differ, themselves or through others, are answered.
    """

    def __init__(self, audit: Audit, other: str) -> None:
        self.audit, self.laws = audit, (audit.question.law, other)

    @cached_property
    def limits(self) -> list[Differing]:
        """The limits that differ between the two and that something asked of the ledger looks at."""
        audit = self.audit
        every = differing(audit.program, [part.kind for part in audit.parts], audit.question.readings, self.laws)
        return [
            limit for limit in every if any(self._asked(part, self._resting(part, [limit])) for part in audit.parts)
        ]

    @cached_property
    def pairs(self) -> list[Pair]:
        """The two laws, over each part of the audit."""
        return [self._pair(part, self.limits) for part in self.audit.parts]

    def pairs_by(self, limit: Differing) -> list[Pair]:
        """The first law with and without this one limit as the other law has it, over the parts that can change."""
        return [pair for part in self.audit.parts if (pair := self._pair(part, [limit])).provisions]

    def _pair(self, part: Part, limits: Sequence[Differing]) -> Pair:
        program, question = self.audit.program, self.audit.question
        resting = self._resting(part, limits)
        asked = self._asked(part, resting)
        both = doubled(program, part.kind, resting, limits, self.laws)
        cited = [before + citation for before in (ONE, OTHER) for citation in asked]
        chosen = Chosen(both, part.kind, question.readings, cited)
        return Pair(part, asked, Results(both, part.kind, question, part.results.plan.facts.sheet, cited, (), chosen))

    def _resting(self, part: Part, limits: Sequence[Differing]) -> frozenset[str]:
        return depending(self.audit.program, part.kind, self.audit.question.readings, limits)

    @staticmethod
    def _asked(part: Part, resting: Collection[str]) -> tuple[str, ...]:
        """The asked provisions that rest on one of the limits."""
        return tuple(p.citation for p in part.results.provisions if p.citation in resting)


def told(changed: Frame, kept: Sequence[str], laws: tuple[str, str]) -> Frame:
    """What `Pair.changed` gives, one row a change: `provision`, and the outcome under each law by its name."""
    parts = nw.col(CHANGES).str.split(_PART)
    named = [parts.list.get(at).alias(name) for at, name in enumerate(("provision", *laws))]
    return changed.explode(CHANGES).select(*kept, *named)


def compared(audit: Audit, other: str, given: Given) -> Any:
    """The changes of a caller's frame as one of its kind: `id`, `provision`, and a column named for each law.

    Where the frame has its rows in memory, changes stand in the order of its rows, and of one row as the law counts.
    """
    comparison = Comparison(audit, other)
    kept = ["ct:id"] if given.eager is None else [ROW, "ct:id"]
    frames = [
        told(pair.changed(narrow(pair.part.typed.frame), kept), kept, comparison.laws) for pair in comparison.pairs
    ]
    found = nw.concat(frames, how="vertical").rename({"ct:id": "id"})
    if given.eager is None:
        return found.to_native()
    rows = found.to_native().collect(engine="streaming").sort(ROW, maintain_order=True).drop(ROW)
    return as_kind_of(given.eager, rows)


def narrow(frame: Frame) -> Frame:
    """The typed columns alone."""
    names = frame.collect_schema().names()
    return frame.select(*(name for name in names if name.startswith(PREFIX) and not name.startswith(AUX)))
