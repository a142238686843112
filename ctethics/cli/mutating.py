"""`mutate`: whether the examples would notice a slip in a rule."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from ctethics.cli.options import OWN_RULES, listed
from ctethics.diagnostics import Collector, RuleError
from ctethics.law.citation import in_order

if TYPE_CHECKING:
    from ctethics.proving.bench import Asked, Bench, Fate
    from ctethics.proving.equivalents import Equivalent
    from ctethics.proving.mutants import Mutant

_SAMPLE: Final = 500
_EQUIVALENT: Final = "equivalent-mutants.yaml"


@click.command()
@click.argument("citation", required=False)
@click.option("--all", "is_whole", is_flag=True, help="Try every mutant, and not only a sample.")
@click.option("--sample", type=click.IntRange(min=1), default=_SAMPLE, show_default=True, help="Try so many mutants.")
@click.option("--seed", type=int, default=0, show_default=True, help="Which sample: the same seed draws the same.")
@click.option("--jobs", type=click.IntRange(min=1), help="On so many cores; by default on all.")
@click.option(
    "--cases",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="The folder of decided cases; by default cases/ or tests/cases/ beside the rules, where there is one.",
)
@click.option(
    "--equivalent",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help=f"The mutants that change nothing; by default {_EQUIVALENT} beside the rules or in tests/ there.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text for people, or JSON for programs.",
)
@OWN_RULES
def mutate(
    citation: str | None,
    is_whole: bool,
    sample: int,
    seed: int,
    jobs: int | None,
    cases: Path | None,
    equivalent: Path | None,
    form: str,
    rules: Path | None,
) -> None:
    """Make slips in the rules, one at a time, and see whether an example or a decided case notices.

    A mutant is the rules with one thing written otherwise: an operator turned, a limit a cent more or less or in force
    a day sooner or later, a condition or an exception dropped, `all` for `any`, a total kept apart by less, another
    presumption. Where nothing comes out otherwise than expected, the mutant survives, and is printed with an example
    that would kill it, as it can be pasted below `cases:`. A slip that changes no answer at all is listed with the
    reason in a file of equivalent mutants; an entry there that is killed or gone is an error.

    \b
    ctethics mutate                  a sample of all rules
    ctethics mutate '1-84(o)' --all  every mutant of one rule file
    ctethics mutate facts --all      what rules/facts.yaml presumes

    The exit status is 1 if a mutant survived, if an entry is stale, or if there was no mutant.
    """
    from ctethics.api import rule_folders
    from ctethics.proving.bench import Asked, open_bench

    folders = rule_folders(rules)
    asked = Asked(*folders, cases or _beside(folders[0], "cases"), rules is not None)
    equivalents = _equivalents(equivalent or _beside(folders[0], _EQUIVALENT))
    bench = open_bench(asked)
    within = _within(bench, citation)
    stale = [] if citation else sorted(equivalents.keys() - {mutant.title for mutant in bench.mutants})
    places = [place for place in within if is_whole or place in _sample(bench, within, sample, seed, equivalents)]
    run = _tried(bench, asked, places, equivalents, jobs or os.cpu_count() or 1)
    outcome = _Outcome(bench, len(within), run, equivalents, stale)
    click.echo(json.dumps(outcome.told(), indent=2, ensure_ascii=False) if form == "json" else outcome.text())
    sys.exit(0 if outcome.is_fine else 1)


def _beside(rules: Path, name: str) -> Path | None:
    """What has the name beside the rules, or in tests/ there."""
    return next((path for path in (rules.parent / name, rules.parent / "tests" / name) if path.exists()), None)


def _equivalents(path: Path | None) -> dict[str, Equivalent]:
    from ctethics.proving.equivalents import read_equivalents

    problems = Collector()
    found = read_equivalents(path, path.name, problems) if path is not None else {}
    if problems:
        raise RuleError(problems)
    return found


def _within(bench: Bench, citation: str | None) -> list[int]:
    """The places of the mutants of one rule file, or of all."""
    wanted = " ".join((citation or "").removeprefix("§").split())
    if not wanted:
        return list(range(len(bench.mutants)))
    files = {"facts": "facts.yaml"}
    files |= {c: f"{document.path}.yaml" for c, document in bench.checked.base.documents.items()}
    if wanted not in files:
        named = sorted(bench.program.provisions, key=in_order)
        raise click.UsageError(f"There is no provision {citation!r} in these rules; there are: {listed(named)}.")
    return [n for n, mutant in enumerate(bench.mutants) if mutant.span.source.name.endswith(f"/{files[wanted]}")]


def _sample(bench: Bench, within: list[int], number: int, seed: int, always: dict[str, Equivalent]) -> set[int]:
    from ctethics.proving.sampling import sampled

    return {within[n] for n in sampled([bench.mutants[place] for place in within], number, seed, always)}


def _tried(
    bench: Bench, asked: Asked, places: list[int], equivalents: dict[str, Equivalent], jobs: int
) -> list[tuple[Mutant, Fate]]:
    """What became of each, with what is done meanwhile on a terminal."""
    from ctethics.proving.trying import tried

    failing = bench.failing()
    if failing:
        raise click.ClickException(f"Nothing can be told: {listed(failing)} comes out otherwise. Try `ctethics test`.")
    unsought = frozenset(place for place in places if bench.mutants[place].title in equivalents)
    fates = tried(bench, asked, places, unsought, jobs)
    with click.progressbar(
        fates, length=len(places), label="mutants", hidden=not sys.stderr.isatty(), file=sys.stderr
    ) as bar:
        return [(bench.mutants[fate.place], fate) for fate in bar]


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What is told at the end; gone -- the entries that no mutant has the title of."""

    bench: Bench
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
        killed = sum(fate.killer is not None for _, fate in self.run)
        listed_ = sum(fate.killer is None and mutant.title in self.equivalents for mutant, fate in self.run)
        left = len(self.survivors)
        of = f" of {self.total:,}" if len(self.run) < self.total else ""
        stale = len(self.killed_equivalents) + len(self.gone)
        told = f"{len(self.run):,}{of} mutants: {killed:,} killed, {listed_} equivalent as listed, {left or 'none'} survived"
        return told + (f"; {stale} stale in the list of equivalents" if stale else "")

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
