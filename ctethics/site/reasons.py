"""Why a finding came out as it did, in one line."""

from __future__ import annotations

from collections.abc import Callable

from ctethics.outcome import EventResult, Finding, Trace
from ctethics.program import Applies, Program, TotalIs
from ctethics.program.condition import facts_in, facts_of_leaf
from ctethics.report.deciding import is_near, reasons_of
from ctethics.report.words import cited, state
from ctethics.site.markdown import counted

# How many of the conditions that settled a finding a line has room for.
MOST = 3


class Reasons:
    """The reasons of one event's findings under a law; `is_own` says of a fact whether the example itself states it."""

    def __init__(self, program: Program, law: str, event: EventResult, is_own: Callable[[str], bool]) -> None:
        self.program, self.law, self.event, self.is_own = program, law, event, is_own

    def line(self, finding: Finding) -> str:
        """The conditions that settled the finding, those first that the example's own facts decide."""
        if finding.outcome == "undetermined":
            return _open(finding)
        general, exceptions = ("", finding.explanation.general), _exceptions(finding)
        if finding.outcome == "applies":
            return self._joined([general, *((key, e) for key, e in exceptions if e.answer is False and is_near(e))])
        holding = [(key, e) for key, e in exceptions if e.answer is True]
        if finding.outcome == "does not apply" or not holding:
            return self._joined([general])
        return self._joined(holding if len(holding) > 1 else [("", holding[0][1])])

    def _joined(self, traces: list[tuple[str, Trace]]) -> str:
        """The reasons of traces, each under the exception it is of: those that say most, and how many others."""
        ranks: dict[tuple[str, str], tuple[bool, bool]] = {}
        for key, leaf in ((key, leaf) for key, trace in traces for leaf in reasons_of(trace)):
            ranks.setdefault((key, self._said(leaf)), self._rank(leaf))
        best = sorted(ranks, key=lambda one: ranks[one])[:MOST]
        rest = len(ranks) - len(best)
        shown = [f"{key} {said}".strip() for key, said in ranks if (key, said) in best]
        return "; ".join([*shown, *([f"and {counted(rest, 'more condition')}"] if rest else [])])

    def _rank(self, leaf: Trace) -> tuple[bool, bool]:
        c = leaf.condition
        names = () if c is None else tuple(facts_in(c)) if isinstance(c, TotalIs) else facts_of_leaf(c)
        return bool(leaf.presumed) or not any(map(self.is_own, names)), leaf.measure is None

    def _said(self, leaf: Trace) -> str:
        if isinstance(leaf.condition, Applies):
            other = self.event.finding(leaf.condition.provision)
            by = f" by {', '.join(other.excepted_by)}" if other.outcome == "excepted" else ""
            return f"{cited(leaf.condition.provision)}: {other.outcome}{by}"
        return state(leaf, self.law, self.event.day, self.program.vocabulary, self.event.kind)


def _open(finding: Finding) -> str:
    """What is left of an undetermined finding, and what would settle it."""
    parts = [" or ".join(finding.possible)]
    parts += [f"needs {'; '.join(finding.needs)}"] if finding.needs else []
    open_ = "; ".join(finding.not_established)
    return ": ".join([*parts, *([f"not established by the sources: {open_}"] if open_ else [])])


def _exceptions(finding: Finding) -> list[tuple[str, Trace]]:
    """The provision's own exceptions as it names them, `(P)`, each with its answer."""
    names = (citation.removeprefix(finding.provision).strip() for citation, _ in finding.exceptions)
    return list(zip(names, finding.explanation.exceptions, strict=True))
