"""Every slip of every sort."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from ctethics.compile.checked import Checked
from ctethics.program import Program
from ctethics.proving.mutants.conditions import of_conditions
from ctethics.proving.mutants.facts import of_facts
from ctethics.proving.mutants.limits import of_limits
from ctethics.proving.mutants.mutant import Mutant
from ctethics.proving.mutants.rules import of_rules
from ctethics.proving.mutants.slip import Slip
from ctethics.proving.mutants.totals import of_totals
from ctethics.proving.mutants.written import WrittenProgram


def every_mutant(program: Program, checked: Checked) -> list[Mutant]:
    """Each mutant of the rules in the order of the files; of one title, each has a number."""
    written = WrittenProgram(program, checked)
    found = sorted(_slips(written), key=lambda slip: slip.span.sort_key)
    seen: Counter[tuple[str, str, str]] = Counter()
    mutants = []
    for slip in found:
        title = (slip.at, slip.what, slip.change)
        seen[title] += 1
        changes = frozenset[str]().union(*(_changed(slip, part, written) for part in slip.swaps))
        mutants.append(Mutant(*slip, changes, seen[title]))
    return mutants


def _changed(slip: Slip, part: int, written: WrittenProgram) -> Iterable[str]:
    """The rules that have a part; of a reading, those too whose answers rest on it."""
    holders = written.holders.get(part, ())
    return {*holders, *written.program.resting_on(slip.swaps[part].name)} if slip.sort == "reading" else holders


def _slips(written: WrittenProgram) -> Iterator[Slip]:
    for sort in (of_conditions, of_limits, of_totals, of_rules, of_facts):
        yield from sort(written)
