"""Everything that is needed to try mutants, loaded once for each process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from ctethics.compile import check_rules
from ctethics.compile.checked import Checked
from ctethics.compile.files import RuleFiles
from ctethics.compile.load import uncollected
from ctethics.diagnostics import Diagnostic, RuleError
from ctethics.examples import Claim, claim_of, read_cases
from ctethics.program import Program
from ctethics.proving.killing import Jury, Witness, witness
from ctethics.proving.mutants import Mutant, every_mutant
from ctethics.proving.pasted import Pasting
from ctethics.proving.settings import Settings
from ctethics.proving.survivors import Search


class Asked(NamedTuple):
    """Which rules and decided cases; as_found -- whether messages name the folders as they are named here."""

    rules: Path
    statutes: Path
    cases: Path | None
    as_found: bool


class Fate(NamedTuple):
    """What became of the mutant at `place`: what killed it, else an example that would, nothing if none was found."""

    place: int
    killer: str | None
    example: tuple[str, ...] = ()


@dataclass
class Bench:
    """The rules, their mutants and what is expected of them."""

    checked: Checked
    program: Program
    mutants: list[Mutant]
    witnesses: list[Witness]
    _search: Search | None = field(default=None, init=False)

    def fates(self, places: Iterable[int], unsought: frozenset[int]) -> Iterator[Fate]:
        """What becomes of these mutants; for a survivor that is not `unsought` an example is sought."""
        jury = Jury(self.program, self.witnesses)
        for place in places:
            mutant = self.mutants[place]
            changed = sorted(mutant.changes) or list(self.program.provisions)
            killer = jury.killer(mutant.program(self.program), changed)
            if killer is not None:
                yield Fate(place, killer.title)
            else:
                yield Fate(place, None, () if place in unsought else tuple(self._example(mutant)))

    def _example(self, mutant: Mutant) -> list[str]:
        if self._search is None:
            self._search = Search(self.program, Settings(self.program, self.checked.examples))
        telling = self._search.telling(mutant)
        return Pasting(self.program, self.checked).lines(telling) if telling else []

    def failing(self) -> list[str]:
        """What is expected and does not come out of the rules as they are: then nothing can be told of mutants."""
        return [one.title for one in self.witnesses if one.notices(self.program, with_readings=False)]


def open_bench(asked: Asked) -> Bench:
    """The bench; raises RuleError where the rules do not load, or a case cannot be read."""
    with uncollected():
        checked = check_rules(RuleFiles(asked.rules, asked.statutes, as_found=asked.as_found))
        program = checked.program()
        claims = [*map(claim_of, checked.examples), *_decided(asked.cases, program)]
        witnesses = [one for claim in claims if (one := witness(claim, program)) is not None]
        return Bench(checked, program, every_mutant(program, checked), witnesses)


def _decided(folder: Path | None, program: Program) -> Iterator[Claim]:
    cases = list(read_cases(folder, program)) if folder is not None else []
    problems: list[Diagnostic] = [problem for case in cases for problem in case.problems]
    if problems:
        raise RuleError(problems)
    return (claim for case in cases for claim in case.claims)
