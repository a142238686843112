"""What is told of mutants that were tried."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ctethics.proving.bench import Fate
    from ctethics.proving.equivalents import Equivalent
    from ctethics.proving.mutants import Mutant


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is told at the end; gone -- the entries that no mutant has the title of."""

    total: int
    run: list[tuple[Mutant, Fate]]
    equivalents: dict[str, Equivalent]
    gone: list[str]

    @property
    def survivors(self) -> list[tuple[Mutant, Fate]]:
        return [(m, fate) for m, fate in self.run if fate.killer is None and m.title not in self.equivalents]

    @property
    def killed_equivalents(self) -> list[tuple[Mutant, Fate]]:
        return [(m, fate) for m, fate in self.run if fate.killer is not None and m.title in self.equivalents]

    @property
    def is_fine(self) -> bool:
        return bool(self.run) and not (self.survivors or self.killed_equivalents or self.gone)

    def text(self) -> str:
        blocks = ["\n".join(_survivor(mutant, fate)) for mutant, fate in self.survivors]
        blocks += ["\n".join(lines) for lines in self._stale()]
        return "\n\n".join([*blocks, self._summary()])

    def _stale(self) -> Iterator[list[str]]:
        for mutant, fate in self.killed_equivalents:
            entry = self.equivalents[mutant.title]
            why = f"  It is listed as changing nothing, but it is noticed by {fate.killer}. Take the entry out."
            yield [f"{entry.span}: {entry.title}", why]
        for title in self.gone:
            why = "  No mutant has this title any more. Take the entry out, or write the title it has now."
            yield [f"{self.equivalents[title].span}: {title}", why]

    def _summary(self) -> str:
        if not self.run:
            return "0 mutants: nothing was tried"
        killed = sum(fate.killer is not None for _, fate in self.run)
        listed_ = sum(fate.killer is None and mutant.title in self.equivalents for mutant, fate in self.run)
        left = len(self.survivors)
        of = f" of {self.total:,}" if len(self.run) < self.total else ""
        stale = len(self.killed_equivalents) + len(self.gone)
        fates = f"{killed:,} killed, {listed_} equivalent as listed, {left or 'none'} survived"
        more = f"; {stale} stale in the list of equivalents" if stale else ""
        return f"{len(self.run):,}{of} mutants: {fates}{more}"

    def told(self) -> dict[str, object]:
        return {
            "mutants": self.total,
            "tried": len(self.run),
            "killed": sum(fate.killer is not None for _, fate in self.run),
            "equivalent": [m.title for m, fate in self.run if fate.killer is None and m.title in self.equivalents],
            "survived": [{**_told(m), "example": list(fate.example)} for m, fate in self.survivors],
            "stale": [*(m.title for m, _ in self.killed_equivalents), *self.gone],
        }


def _survivor(mutant: Mutant, fate: Fate) -> Iterator[str]:
    yield str(mutant)
    yield f"  {mutant.title}" if mutant.at else ""
    if not fate.example:
        yield "  No example notices, and no case was found that would: if there is none, list it as equivalent."
        return
    yield "  No example notices. This one would, below `cases:` of the rule:"
    yield from (f"    {line}" for line in fate.example)


def _told(mutant: Mutant) -> dict[str, object]:
    return {
        "title": mutant.title,
        "sort": mutant.sort,
        "file": mutant.span.source.name,
        "line": mutant.span.line,
        "what": mutant.what,
        "change": mutant.change,
    }
